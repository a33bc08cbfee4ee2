"""Turns numbers, dates, checkpoints and positions into the way a Japanese official paper prints them."""

from __future__ import annotations

from datetime import date
from decimal import ROUND_HALF_UP, Decimal

from dxreport.model.period import Checkpoint, FiscalYear, era_of
from dxreport.model.target import Target

MONTHS = (4, 5, 6, 7, 8, 9, 10, 11, 12, 1, 2, 3)
MINUS = "▲"
DASH = "－"


def rounded(value: Decimal, decimals: int) -> Decimal:
    """四捨五入 to ``decimals`` digits after the point."""
    return value.quantize(Decimal(1).scaleb(-decimals), rounding=ROUND_HALF_UP)


def number(value: Decimal, decimals: int) -> str:
    """「1,250」「36.5」「▲4.1」: rounded, with commas; a decrease bears ▲ (公用文作成の考え方; domain §6)."""
    shown = rounded(value, decimals)
    text = f"{abs(shown):,.{decimals}f}"
    return f"{MINUS}{text}" if shown < 0 else text


def signed(value: Decimal, decimals: int) -> str:
    """「+14.5」「▲2」「±0」: a change against the last checkpoint."""
    shown = rounded(value, decimals)
    if shown == 0:
        return f"±{shown:.{decimals}f}"
    return f"+{number(shown, decimals)}" if shown > 0 else number(shown, decimals)


def digits_that_do_not_flatter(value: Decimal, limit: Decimal, decimals: int, *, lower_is_better: bool = False) -> int:
    """Digits at which ``value``, which misses ``limit``, still looks like missing it (94.96 against 95 needs two).

    ``decimals`` where the value meets the limit or the rounded figure does not hide the miss.
    """
    missed = value > limit if lower_is_better else value < limit
    digits = decimals
    while missed and digits < 12:
        shown = rounded(value, digits)
        if (shown > limit) if lower_is_better else (shown < limit):
            break
        digits += 1
    return digits


def measured(value: Decimal, target: Target) -> str:
    """A value of a measure in the target's digits, with more digits where rounding would change whether the target is met."""
    digits = target.decimals
    while digits < 12 and target.met_by(rounded(value, digits)) != target.met_by(value):
        digits += 1
    return number(value, digits)


def percent(value: Decimal, *, limit: Decimal | None = None) -> str:
    """A rate with one digit: 「86.7」. With ``limit`` a rate below it never prints as reaching it (99.96 → 「99.96」)."""
    digits = 1 if limit is None else digits_that_do_not_flatter(value, limit, 1)
    return number(value, digits)


def share(count: int, total: int) -> Decimal:
    """Share in per cent, exact."""
    return Decimal(count) * 100 / Decimal(total)


def era_date(day: date) -> str:
    """「令和7年9月30日」."""
    _, name, years = era_of(day)
    return f"{name}{'元' if years == 1 else years}年{day.month}月{day.day}日"


def western_date(day: date) -> str:
    """「2025年9月30日」."""
    return f"{day.year}年{day.month}月{day.day}日"


def short_date(day: date) -> str:
    """「9/30」."""
    return f"{day.month}/{day.day}"


def fiscal_year(year: FiscalYear, *, western: bool = False) -> str:
    """「令和7年度」, at first mention 「令和7年度（2025年度）」."""
    name, number_ = year.era_number
    text = f"{name}{'元' if number_ == 1 else number_}年度"
    return f"{text}（{year.start}年度）" if western else text


def checkpoint_name(checkpoint: Checkpoint) -> str:
    """「第2四半期」; the final run is 「年度末確定」."""
    return "年度末確定" if checkpoint.is_final else f"第{checkpoint.quarter}四半期"


def quarter_months(quarter: int) -> str:
    """「7～9月」, as the strategy prints it."""
    return {1: "4～6月", 2: "7～9月", 3: "10～12月", 4: "1～3月"}[quarter]


def checkpoint_period(checkpoint: Checkpoint) -> str:
    """「第2四半期（7～9月）」."""
    return (
        checkpoint_name(checkpoint)
        if checkpoint.is_final
        else (f"{checkpoint_name(checkpoint)}（{quarter_months(checkpoint.quarter)}）")
    )


def quarters() -> tuple[str, ...]:
    return tuple(quarter_months(q) for q in (1, 2, 3, 4))


def month_numbers() -> tuple[str, ...]:
    return tuple(str(m) for m in MONTHS)


def months_late(count: int) -> str:
    """「2か月」."""
    return f"{count}か月"


def axis_month(position: Decimal, *, end: bool = False) -> str:
    """Name of the calendar month at an axis position: 「4月」; ``end`` names the month that ends there."""
    index = int(position)
    if end and position == index and index > 0:
        index -= 1
    return f"{MONTHS[min(index, 11)]}月"


def joined(words: list[str] | tuple[str, ...]) -> str:
    """「1、4及び9」: the way an official text lists (公用文作成の考え方)."""
    items = list(words)
    if len(items) < 2:
        return "".join(items)
    return "、".join(items[:-1]) + "及び" + items[-1]

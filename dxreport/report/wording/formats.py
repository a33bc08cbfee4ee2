"""Turns numbers, dates, checkpoints and positions into the way a Japanese official paper prints them."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from decimal import ROUND_HALF_UP, Context, Decimal

from dxreport.model.period import Checkpoint, FiscalYear, era_of
from dxreport.model.scale import Basis, ClassRule
from dxreport.model.target import Target, compare

MONTHS = (4, 5, 6, 7, 8, 9, 10, 11, 12, 1, 2, 3)
_WEEKDAYS = "月火水木金土日"
MINUS = "▲"
UNCHANGED = "±"
SIGNS = f"{MINUS}{UNCHANGED}+"
DASH = "－"
FULL = ClassRule(Basis.ATTAINMENT, limit=Decimal(100))
"""No rate below 100% may look like it, whatever the scale."""
_MOST_DIGITS = 40
_WIDE = Context(prec=100)
"""No figure has so many digits that it could not be rounded."""


def rounded(value: Decimal, decimals: int) -> Decimal:
    """四捨五入 to ``decimals`` digits after the point."""
    return value.quantize(Decimal(1).scaleb(-decimals), rounding=ROUND_HALF_UP, context=_WIDE)


def number(value: Decimal, decimals: int) -> str:
    """「1,250」「36.5」「▲4.1」: rounded, with commas; a decrease bears ▲ (公用文作成の考え方; domain §6)."""
    shown = rounded(value, decimals)
    text = f"{abs(shown):,.{decimals}f}"
    return f"{MINUS}{text}" if shown < 0 else text


def signed(value: Decimal, decimals: int) -> str:
    """「+14.5」「▲2」「±0」: a change against the last checkpoint."""
    shown = rounded(value, decimals)
    if shown == 0:
        return f"{UNCHANGED}{shown:.{decimals}f}"
    return f"+{number(shown, decimals)}" if shown > 0 else number(shown, decimals)


def aloud(text: str) -> str:
    """A printed figure as it is read aloud: 「マイナス4.1」, because a screen reader calls ▲ a black triangle."""
    return text.replace(MINUS, "マイナス")


def measured(value: Decimal, target: Target) -> str:
    """A value of a measure in the target's digits, with more digits where rounding would change whether the target is met."""
    digits = target.decimals
    while digits < _MOST_DIGITS and target.met_by(rounded(value, digits)) != target.met_by(value):
        digits += 1
    return number(value, digits)


def percent(value: Decimal, limits: Iterable[ClassRule] = ()) -> str:
    """A rate with one digit: 「86.7」; with more where rounding would change whether it holds a limit (99.96 → 「99.96」)."""
    rules = tuple(limits)

    def held(shown: Decimal) -> list[bool]:
        return [compare(rule.comparison, shown, rule.limit) for rule in rules]

    digits = 1
    while digits < _MOST_DIGITS and held(rounded(value, digits)) != held(value):
        digits += 1
    return number(value, digits)


def share(count: int, total: int) -> Decimal:
    """Share in per cent, exact."""
    return Decimal(count) * 100 / Decimal(total)


def era_date(day: date) -> str:
    """「令和7年9月30日」."""
    _, name, years = era_of(day)
    return f"{name}{'元' if years == 1 else years}年{day.month}月{day.day}日"


def day_and_weekday(day: date) -> str:
    """「令和7年10月10日（金）」."""
    return f"{era_date(day)}（{weekday(day)}）"


def weekday(day: date) -> str:
    return _WEEKDAYS[day.weekday()]


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

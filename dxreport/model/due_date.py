"""Turns a due date as people write it (12月末, 令和7年12月, 年度末, 第3四半期) into a day."""

from __future__ import annotations

import calendar
import re
from datetime import date, timedelta

from dxreport.model.period import Checkpoint, FiscalYear, era_start

_FOLLOWING = ("来", "翌", "次")
_HALF_A_YEAR = timedelta(days=183)
_NARROW = str.maketrans("０１２３４５６７８９／．－（）", "0123456789/.-()")
_KANJI = str.maketrans("一二三四", "1234")
_PARTS = {"上旬": 10, "初旬": 10, "中旬": 20}
"""Last day of the first and second third of a month; the last third ends with the month."""

_YEAR = r"(?:(?P<west>20[0-9]{2})|(?P<era>令和|R)(?P<n>元|[0-9]{1,2}))"
_FISCAL = rf"(?:(?:{_YEAR}|(?P<which>今|本|当|来|翌|次))年度の?)?"
_PART = "(?P<part>上旬|初旬|中旬)?"
# In the order in which they are looked for: what has been found is no longer there for those that follow.
_DATE = re.compile(rf"{_YEAR}[-/.年](?P<month>[0-9]{{1,2}})[-/.月](?P<day>[0-9]{{1,2}})(?![0-9])")
_YEAR_MONTH = re.compile(rf"{_YEAR}[-/.年](?P<month>[0-9]{{1,2}})(?:月{_PART}|(?![-/.0-9月]))")
_QUARTER = re.compile(rf"{_FISCAL}第(?P<quarter>[1-4一二三四])四半期")
_MONTH = re.compile(rf"{_FISCAL}(?<![0-9/.-])(?P<month>[0-9]{{1,2}})月(?:(?P<day>[0-9]{{1,2}})日|{_PART})(?!間)")
_SLASHED = re.compile(r"(?<![0-9/.-])(?P<month>[0-9]{1,2})/(?P<day>[0-9]{1,2})(?![0-9/])")
_YEAR_END = re.compile(rf"(?:{_YEAR}|(?P<which>今|本|当|来|翌|次))?年度末")
_FORMS = (_DATE, _YEAR_MONTH, _QUARTER, _MONTH, _SLASHED, _YEAR_END)
_RANGE = re.compile(r"[~～〜]|から")
_BRACKETS = re.compile(r"\([^()]*\)")


def due_day(text: str, year: FiscalYear, as_of: date | None = None) -> date | None:
    """The last day of what ``text`` names; None where that cannot be told, or where it names two days.

    A month without a year lies in the fiscal year ``year``; one that is more than half a year before ``as_of`` lies in
    the next (4月末, written in January). What stands in brackets counts only where nothing outside them does.
    """
    plain = "".join(text.translate(_NARROW).split())
    for written in (_BRACKETS.sub("", plain), plain):
        # Of a period only the end is a due date.
        days = _days(_RANGE.split(written)[-1], year, as_of)
        if days:
            return days[0] if len(set(days)) == 1 else None
    return None


def _days(text: str, year: FiscalYear, as_of: date | None) -> list[date | None]:
    """Every day that is named; None for one that the calendar does not have."""
    found: list[date | None] = []
    for form in _FORMS:
        for match in form.finditer(text):
            parts = {name: part for name, part in match.groupdict().items() if part}
            calendar_year = _named_year(parts) if form in (_DATE, _YEAR_MONTH) else None
            found.append(_in_month(calendar_year, parts) if calendar_year else _in_fiscal_year(parts, year, as_of))
        text = form.sub("|", text)
    return found


def _named_year(parts: dict[str, str]) -> int | None:
    if "west" in parts:
        return int(parts["west"])
    first = era_start(parts["era"]) if "era" in parts else None
    return None if first is None else first - 1 + (1 if parts["n"] == "元" else int(parts["n"]))


def _in_fiscal_year(parts: dict[str, str], year: FiscalYear, as_of: date | None) -> date | None:
    named = _named_year(parts)
    said = named is not None or "which" in parts
    fiscal = year if named is None else FiscalYear(named)
    if parts.get("which") in _FOLLOWING:
        fiscal = year.next()
    if "quarter" in parts:
        return tuple(Checkpoint)[int(parts["quarter"].translate(_KANJI)) - 1].last_day(fiscal)
    if "month" not in parts:
        return fiscal.last_day
    month = int(parts["month"])
    day = _in_month(fiscal.year_of_month(month), parts)
    if day is not None and as_of is not None and not said and as_of - day > _HALF_A_YEAR:
        return _in_month(fiscal.next().year_of_month(month), parts)
    return day


def _in_month(year: int, parts: dict[str, str]) -> date | None:
    """The day of that month, else its last day or that of its third; None where the calendar has none such."""
    month = int(parts["month"])
    if not 1 <= month <= 12:
        return None
    last = calendar.monthrange(year, month)[1]
    day = int(parts["day"]) if "day" in parts else _PARTS.get(parts.get("part", ""), last)
    return date(year, month, day) if 1 <= day <= last else None

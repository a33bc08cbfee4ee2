"""Turns a fiscal year and a checkpoint into dates, quarters and positions on a twelve-month axis."""

from __future__ import annotations

import calendar
import re
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from enum import StrEnum

# First day of each era; source: 元号法 and the cabinet orders made under it.
_ERAS = (("R", "令和", date(2019, 5, 1)), ("H", "平成", date(1989, 1, 8)), ("S", "昭和", date(1926, 12, 25)))


@dataclass(frozen=True, slots=True, order=True)
class FiscalYear:
    """A Japanese fiscal year, from 1 April ``start`` to 31 March of the next year."""

    start: int

    @classmethod
    def parse(cls, code: str) -> FiscalYear:
        """Read ``r7``, ``R7`` or ``2025``. Raises ValueError for anything else."""
        text = code.strip()
        if match := re.fullmatch(r"([RrHhSs])([1-9][0-9]?)", text):
            first = next(day for letter, _, day in _ERAS if letter == match[1].upper())
            return cls(first.year + int(match[2]) - 1)
        if re.fullmatch(r"(19|20)[0-9]{2}", text):
            return cls(int(text))
        raise ValueError(code)

    @property
    def first_day(self) -> date:
        return date(self.start, 4, 1)

    @property
    def last_day(self) -> date:
        return date(self.start + 1, 3, 31)

    @property
    def code(self) -> str:
        """``r7``: the folder name."""
        letter, _, years = era_of(self.first_day, by_year_end=True)
        return f"{letter.lower()}{years}"

    @property
    def era_number(self) -> tuple[str, int]:
        """(``令和``, 7)."""
        _, name, years = era_of(self.first_day, by_year_end=True)
        return name, years

    def next(self) -> FiscalYear:
        return FiscalYear(self.start + 1)

    def position(self, day: date) -> Decimal:
        """Place of ``day``'s end on the axis of months: 0 is 1 April 0:00, 12 is the end of 31 March.

        A month is one unit long; days are shares of their month. Days outside the year fall outside 0–12.
        """
        months = (day.year - self.start) * 12 + day.month - 4
        length = calendar.monthrange(day.year, day.month)[1]
        return Decimal(months) + Decimal(day.day) / Decimal(length)

    def month_end(self, month: int) -> date:
        """Last day of calendar month ``month`` (1–12) inside this fiscal year."""
        year = self.year_of_month(month)
        return date(year, month, calendar.monthrange(year, month)[1])

    def year_of_month(self, month: int) -> int:
        """Calendar year of ``month`` inside this fiscal year."""
        return self.start if month >= 4 else self.start + 1


def era_of(day: date, *, by_year_end: bool = False) -> tuple[str, str, int]:
    """(letter, name, year) of the Japanese era. For fiscal years the era at the year's end names it (令和元年度 = 2019)."""
    probe = date(day.year, 12, 31) if by_year_end else day
    for letter, name, first in _ERAS:
        if probe >= first:
            return letter, name, day.year - first.year + 1
    raise ValueError(day)


def era_start(name: str) -> int | None:
    """Calendar year in which the era ``R`` or ``令和`` began; None for an unknown name."""
    return next((first.year for letter, full, first in _ERAS if name.upper() == letter or name == full), None)


class Checkpoint(StrEnum):
    """The five times a year at which the state is judged (domain: submissions in July, October, January, March, and 確定)."""

    Q1 = "q1"
    Q2 = "q2"
    Q3 = "q3"
    Q4 = "q4"
    FINAL = "final"

    @property
    def quarter(self) -> int:
        """1–4; the final run belongs to the fourth quarter."""
        return {"q1": 1, "q2": 2, "q3": 3, "q4": 4, "final": 4}[self.value]

    @property
    def is_final(self) -> bool:
        return self is Checkpoint.FINAL

    @property
    def months(self) -> tuple[int, int]:
        """First and last calendar month of the quarter."""
        return {1: (4, 6), 2: (7, 9), 3: (10, 12), 4: (1, 3)}[self.quarter]

    def until(self) -> tuple[Checkpoint, ...]:
        """All checkpoints up to and including this one. The final run replaces q4's values, so it skips q4."""
        order = tuple(Checkpoint)
        if self.is_final:
            return (Checkpoint.Q1, Checkpoint.Q2, Checkpoint.Q3, Checkpoint.FINAL)
        return order[: order.index(self) + 1]

    def previous(self) -> Checkpoint | None:
        """The checkpoint to compare with: the one before; for the final run, q4."""
        order = tuple(Checkpoint)
        at = order.index(self)
        return order[at - 1] if at else None

    def first_day(self, year: FiscalYear) -> date:
        """First day of the quarter."""
        return date(year.year_of_month(self.months[0]), self.months[0], 1)

    def following(self) -> Checkpoint | None:
        """The checkpoint after this one; None after the final one."""
        order = tuple(Checkpoint)
        at = order.index(self) + 1
        return order[at] if at < len(order) else None

    def last_day(self, year: FiscalYear) -> date:
        """The default as-of date: last day of the quarter."""
        return {
            1: date(year.start, 6, 30),
            2: date(year.start, 9, 30),
            3: date(year.start, 12, 31),
            4: date(year.start + 1, 3, 31),
        }[self.quarter]

    def share_of_year(self) -> Decimal:
        """Part of the year that has gone by at the quarter's end."""
        return Decimal(self.quarter) / 4

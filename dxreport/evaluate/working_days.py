"""Turns a day and a number of working days into the day on which they are over: weekends, national holidays, closed offices."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta
from functools import lru_cache

from holidays import country_holidays

_SATURDAY = 5
_DAY = timedelta(days=1)


@dataclass(frozen=True, slots=True)
class WorkingDays:
    """The office's calendar. ``closed`` are (month, day) on which it is closed besides weekends and holidays."""

    closed: tuple[tuple[int, int], ...] = ()

    def is_open(self, day: date) -> bool:
        holiday = day in _holidays(day.year)
        return day.weekday() < _SATURDAY and not holiday and (day.month, day.day) not in self.closed

    def after(self, base: date, count: int) -> date:
        """The ``count``-th working day after ``base``, which is not counted itself."""
        day = base
        while count:
            day += _DAY
            count -= self.is_open(day)
        return day


@lru_cache(maxsize=16)
def _holidays(year: int) -> frozenset[date]:
    """国民の祝日, with substitute holidays (振替休日) and days between two holidays."""
    return frozenset(country_holidays("JP", years=year, expand=False))

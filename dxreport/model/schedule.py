"""Turns the planned year of a task into bars and milestones with month resolution."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from enum import StrEnum

from dxreport.model.audience import Openness
from dxreport.model.period import FiscalYear

_MIDDLE_ENDS = 20
"""中旬 are the days from the 11th to the 20th of a month."""


class MilestonePoint(StrEnum):
    """Where in its month a milestone stands."""

    START = "start"
    MIDDLE = "middle"
    END = "end"


@dataclass(frozen=True, slots=True)
class Milestone:
    """節目: a point in a calendar month (1–12)."""

    label: str
    month: int
    point: MilestonePoint

    @property
    def position(self) -> Decimal:
        """Axis position, 0 (1 April) to 12 (31 March)."""
        offset = {"start": Decimal(0), "middle": Decimal("0.5"), "end": Decimal(1)}[self.point.value]
        return Decimal((self.month - 4) % 12) + offset

    def due(self, year: FiscalYear) -> date:
        """Last day on which the milestone is reached in time: the first of the month, the 20th (中旬), or its last day."""
        end = year.month_end(self.month)
        day = {"start": 1, "middle": _MIDDLE_ENDS, "end": end.day}[self.point.value]
        return end.replace(day=day)


@dataclass(frozen=True, slots=True)
class ScheduleBar:
    """工程: planned from the beginning of month ``first`` to the end of month ``last`` (calendar months).

    A row that is only a milestone has neither. ``label`` is what the source prints on the bar, if anything.
    ``assumed`` says that the source's arrow is lost and the months are an assumption of the sample master.
    """

    id: str
    label: str
    short_name: str
    first: int | None
    last: int | None
    milestones: tuple[Milestone, ...] = ()
    assumed: bool = False
    department: str = ""
    openness: Openness = Openness.PUBLIC

    @property
    def start(self) -> Decimal:
        """Axis position of the planned beginning."""
        if self.first is None:
            return min(m.position for m in self.milestones)
        return Decimal((self.first - 4) % 12)

    @property
    def end(self) -> Decimal:
        """Axis position of the planned end."""
        if self.last is None:
            return max(m.position for m in self.milestones)
        return Decimal((self.last - 4) % 12 + 1)

    @property
    def is_point(self) -> bool:
        return self.first is None

    def first_day(self, year: FiscalYear) -> date:
        """First day of the planned months; of a row of milestones, the day on which the first is due."""
        if self.first is None:
            return min(m.due(year) for m in self.milestones)
        return year.month_end(self.first).replace(day=1)

    def start_due(self, year: FiscalYear) -> date:
        """Last day on which work begins in time: a plan in whole months leaves the whole first month for it."""
        return self.first_day(year) if self.first is None else year.month_end(self.first)

    def last_day(self, year: FiscalYear) -> date:
        """Last day of the planned months; of a row of milestones, the day on which the last is due."""
        return max(m.due(year) for m in self.milestones) if self.last is None else year.month_end(self.last)


@dataclass(frozen=True, slots=True)
class Task:
    """個別施策 as printed, with its bars. ``phrases`` is the name cut where its lines may break;
    ``group`` is the heading under which the source prints it, if any."""

    id: str
    phrases: tuple[str, ...]
    group: str
    bars: tuple[ScheduleBar, ...]

    @property
    def name(self) -> str:
        return "".join(self.phrases)

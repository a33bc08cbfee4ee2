"""Turns the planned year of a task into bars and milestones with month resolution."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum


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

"""Turns nothing: the result of one schedule bar at one checkpoint, and how its delay was reckoned."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from enum import StrEnum

from dxreport.evaluate.milestones import MilestoneResult
from dxreport.evaluate.taken import Taken
from dxreport.model.scale import ScheduleStatus, StatusClass
from dxreport.model.schedule import ScheduleBar
from dxreport.model.submission import Explanation, TaskReport


class DelayBasis(StrEnum):
    """What a delay is counted from and to."""

    EXPECTED = "expected"
    """From the planned end to the expected finish."""
    OVERDUE = "overdue"
    """From the planned end, which has passed, to the as-of date."""
    NOT_STARTED = "not_started"
    """From the planned beginning, which has passed, to the as-of date."""


@dataclass(frozen=True, slots=True)
class Reckoning:
    """How a delay was counted: ``months`` from ``planned`` to ``reached``, begun months counting as whole ones."""

    basis: DelayBasis
    planned: date
    reached: date
    months: int


@dataclass(frozen=True, slots=True)
class BarResult:
    """Evaluation of one schedule bar. ``delay`` is whole months; positions are on the axis 0–12.

    ``percent`` is 進捗 in per cent, reported or derived from the state (see ``percent_reported``); ``planned_percent``
    is the share of the planned time that has passed, which is no plan of the work.
    """

    bar: ScheduleBar
    status: ScheduleStatus
    mark: StatusClass
    delay: int = 0
    report: TaskReport | None = None
    actual: tuple[Decimal, Decimal] | None = None
    """From the actual start to the finish or the as-of date."""
    overrun: tuple[Decimal, Decimal] | None = None
    """From the planned end to the expected finish, where one was reported that is later."""
    previous: ScheduleStatus | None = None
    mark_previous: StatusClass | None = None
    """Its class at the last checkpoint, as it was printed then."""
    planned_percent: Decimal = Decimal(0)
    taken: Taken | None = None
    """What counts of the report; None without one."""
    reckoning: Reckoning | None = None
    """Where ``delay`` comes from; None without a delay."""
    milestones: tuple[MilestoneResult, ...] = ()

    @property
    def percent(self) -> Decimal | None:
        return self.taken.percent if self.taken else None

    @property
    def percent_reported(self) -> bool:
        return self.taken is not None and self.taken.percent_reported

    @property
    def late(self) -> bool:
        """Behind schedule: such a bar needs a reason and a remedy."""
        return self.status in (ScheduleStatus.DELAYED, ScheduleStatus.NOT_STARTED_LATE)

    @property
    def explanation(self) -> Explanation:
        return self.report.explanation if self.report else Explanation()

"""Turns nothing: the frozen result of an evaluation, from which every document of a checkpoint is made."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from enum import StrEnum

from dxreport.evaluate.corrections import Correction
from dxreport.evaluate.milestones import MilestoneResult
from dxreport.evaluate.taken import Taken
from dxreport.evaluate.upcoming_items import Upcoming
from dxreport.model.finding import Finding
from dxreport.model.period import Checkpoint
from dxreport.model.policy import ScheduleStatus, Status, StatusClass
from dxreport.model.provenance import CellRef, Sourced
from dxreport.model.schedule import ScheduleBar
from dxreport.model.strategy import Department, Indicator, Initiative, Measure, Strategy, Theme
from dxreport.model.submission import Explanation, Submission, TaskReport

__all__ = ["ScheduleStatus"]


class NotJudged(StrEnum):
    """Why a measure has no class; each reason is printed."""

    NOT_DUE = "not_due"
    NOT_HELD = "not_held"
    NOTHING_PLANNED = "nothing_planned"
    NO_PLAN = "no_plan"
    COUNTING = "counting"
    EXCLUDED = "excluded"
    NO_LIST_ROWS = "no_list_rows"
    NO_SUBMISSION = "no_submission"
    BLANK = "blank"
    UNREADABLE = "unreadable"
    EARLIER_MISSING = "earlier_missing"


class Change(StrEnum):
    """Against the last checkpoint."""

    BETTER = "better"
    SAME = "same"
    WORSE = "worse"
    NEW = "new"
    """One of the two was not judged."""


@dataclass(frozen=True, slots=True)
class Figure:
    """One exact value with the cells it came from; ``rows`` are the list rows used, if it came from a list."""

    value: Decimal
    cells: tuple[Sourced[Decimal] | CellRef, ...]
    rows: int = 0
    numerator: Decimal | None = None
    denominator: Decimal | None = None


@dataclass(frozen=True, slots=True)
class HistoryPoint:
    """A measure at one checkpoint of the year: planned and actual value, either may be missing."""

    checkpoint: Checkpoint
    planned: Decimal | None
    actual: Decimal | None
    status: Status


@dataclass(frozen=True, slots=True)
class MeasureResult:
    """Evaluation of one measure at one checkpoint. Rates are per cent, exact; rounding belongs to the report."""

    measure: Measure
    checkpoint: Checkpoint
    status: Status
    not_judged: NotJudged | None = None
    actual: Figure | None = None
    none_occurred: bool = False
    """該当なし: no event happened, counted as kept."""
    planned: Decimal | None = None
    attainment: Decimal | None = None
    """達成率: value against the year's target."""
    progress: Decimal | None = None
    """進捗率: value against the planned value at this checkpoint."""
    forecast: Figure | None = None
    """年度末見込 as submitted."""
    forecast_met: bool | None = None
    projection: Decimal | None = None
    """単純推計, only where no forecast was submitted; never mixed with one."""
    difference: Decimal | None = None
    """Actual minus the last due checkpoint's actual."""
    previous: Status | None = None
    change: Change = Change.NEW
    history: tuple[HistoryPoint, ...] = ()
    """All four quarters of the year, with actual values up to this checkpoint."""
    explanation: Explanation = field(default_factory=Explanation)
    sample_size: int | None = None
    flags: tuple[str, ...] = ()
    reading_row: CellRef | None = None
    target_digits: int = 0

    @property
    def is_judged(self) -> bool:
        return self.not_judged is None


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
    def explanation(self) -> Explanation:
        return self.report.explanation if self.report else Explanation()


@dataclass(frozen=True, slots=True)
class Counts:
    """How many items stand in each class. ``judged`` is the denominator of every share."""

    by_status: dict[Status, int]

    @property
    def total(self) -> int:
        return sum(self.by_status.values())

    @property
    def judged(self) -> int:
        return self.total - self.of(Status.EXCLUDED) - self.of(Status.UNREPORTED)

    @property
    def good(self) -> int:
        return self.of(Status.ACHIEVED) + self.of(Status.ON_TRACK) + self.of(Status.MET)

    def of(self, status: Status) -> int:
        return self.by_status.get(status, 0)


@dataclass(frozen=True, slots=True)
class IndicatorResult:
    """As good as its worst measure."""

    indicator: Indicator
    status: Status
    measures: tuple[MeasureResult, ...]


@dataclass(frozen=True, slots=True)
class InitiativeResult:
    """Two axes: KPI status (worst measure) and schedule status (worst bar)."""

    initiative: Initiative
    theme: Theme
    kpi: Status
    kpi_previous: Status | None
    schedule: StatusClass
    schedule_status: ScheduleStatus
    schedule_previous: StatusClass | None
    change: Change
    change_axes: tuple[str, ...]
    """Which axes changed: ``kpi``, ``schedule``."""
    indicators: tuple[IndicatorResult, ...]
    bars: tuple[BarResult, ...]
    counts: Counts

    @property
    def measures(self) -> tuple[MeasureResult, ...]:
        return tuple(m for i in self.indicators for m in i.measures)


@dataclass(frozen=True, slots=True)
class ThemeResult:
    theme: Theme
    initiatives: tuple[InitiativeResult, ...]
    counts: Counts
    counts_previous: Counts | None

    @property
    def measures(self) -> tuple[MeasureResult, ...]:
        return tuple(m for i in self.initiatives for m in i.measures)


@dataclass(frozen=True, slots=True)
class DepartmentState:
    """Who has submitted: ``used`` is the submission that counts, ``replaced`` the earlier ones."""

    department: Department
    used: Submission | None
    replaced: tuple[Submission, ...]
    unreadable: tuple[str, ...]
    """Files of this department that could not be read."""
    errors: int
    warnings: int


@dataclass(frozen=True, slots=True)
class Assessment:
    """The one truth of a checkpoint."""

    strategy: Strategy
    checkpoint: Checkpoint
    as_of: date
    sample: bool
    draft: bool
    themes: tuple[ThemeResult, ...]
    counts: Counts
    counts_previous: Counts | None
    previous_checkpoint: Checkpoint | None
    departments: tuple[DepartmentState, ...]
    findings: tuple[Finding, ...]
    corrections: tuple[Correction, ...] = ()
    """Values of this year that a resubmission changed."""
    upcoming: Upcoming = field(default_factory=Upcoming)

    @property
    def initiatives(self) -> tuple[InitiativeResult, ...]:
        return tuple(i for t in self.themes for i in t.initiatives)

    @property
    def measures(self) -> tuple[MeasureResult, ...]:
        return tuple(m for i in self.initiatives for m in i.measures)

    @property
    def bars(self) -> tuple[BarResult, ...]:
        return tuple(b for i in self.initiatives for b in i.bars)

    @property
    def as_of_position(self) -> Decimal:
        """The as-of date on the axis of months, 0–12."""
        return max(Decimal(0), min(Decimal(12), self.strategy.year.position(self.as_of)))

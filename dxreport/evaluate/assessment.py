"""Turns nothing: the frozen result of an evaluation, from which every document of a checkpoint is made."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from enum import StrEnum

from dxreport.evaluate.attention import Attention
from dxreport.evaluate.corrections import Correction
from dxreport.model.detail import LeftOut
from dxreport.model.finding import Finding
from dxreport.model.measure import Indicator, Measure, MeasureType, YearResult
from dxreport.model.period import Checkpoint
from dxreport.model.provenance import CellRef, CellRuns, Sourced
from dxreport.model.scale import Ladder, ScheduleStatus, Standing, StatusClass
from dxreport.model.schedule import ScheduleBar
from dxreport.model.strategy import Branch, Department, Holder, Initiative, Strategy, Theme
from dxreport.model.submission import Explanation, Submission, TaskReport

__all__ = ["ScheduleStatus"]


class NotJudged(StrEnum):
    """Why a measure has no class; each reason is printed."""

    NOT_DUE = "not_due"
    NOT_ASKED = "not_asked"
    """The survey does not take place in this year."""
    NOT_HELD = "not_held"
    NOTHING_PLANNED = "nothing_planned"
    NO_PLAN = "no_plan"
    COUNTING = "counting"
    EXCLUDED = "excluded"
    EXCLUDED_UNEXPLAINED = "excluded_unexplained"
    """評価対象外 without a reason: it must not take a late item out of the denominator."""
    NO_LIST_ROWS = "no_list_rows"
    NO_SUBMISSION = "no_submission"
    BLANK = "blank"
    UNREADABLE = "unreadable"
    EARLIER_MISSING = "earlier_missing"
    YEAR_MISSING = "year_missing"
    """A result of an earlier year of the plan is missing, so that the sum or mean of the years is unknown."""
    NO_RATING = "no_rating"
    """A text target for which the department gave no rating."""


SHORT = (Standing.WARNING, Standing.BAD)
"""Standings that need a reason and a remedy."""


class Change(StrEnum):
    """Against the last checkpoint."""

    BETTER = "better"
    SAME = "same"
    WORSE = "worse"
    NEW = "new"
    """One of the two was not judged."""


@dataclass(frozen=True, slots=True)
class Figure:
    """One exact value with the cells it came from; ``rows`` are the list rows used, if it came from a list.

    Of a list ``used`` are the cells of these rows, ``decisive`` those of the numerator or of the largest or smallest
    value, and ``left_out`` the rows that should have counted and could not.
    """

    value: Decimal
    cells: tuple[Sourced[Decimal] | CellRef, ...]
    rows: int = 0
    numerator: Decimal | None = None
    denominator: Decimal | None = None
    years: tuple[YearResult, ...] = ()
    """Results of earlier years of the plan that are part of the value."""
    used: CellRuns | None = None
    decisive: CellRuns | None = None
    left_out: tuple[LeftOut, ...] = ()

    @property
    def rows_left_out(self) -> int:
        return sum(x.cells.rows for x in self.left_out)


@dataclass(frozen=True, slots=True)
class HistoryPoint:
    """A measure at one checkpoint of the year: planned and actual value, either may be missing."""

    checkpoint: Checkpoint
    planned: Decimal | None
    actual: Decimal | None
    rating: StatusClass


@dataclass(frozen=True, slots=True)
class MeasureResult:
    """Evaluation of one measure at one checkpoint. Rates are per cent, exact; rounding belongs to the report."""

    measure: Measure
    checkpoint: Checkpoint
    rating: StatusClass
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
    previous: StatusClass | None = None
    change: Change = Change.NEW
    reached: bool = False
    """The year's target is reached, and for good."""
    since: Checkpoint | None = None
    """The checkpoint from which on the measure has been behind, without a break; None where it is not."""
    own: StatusClass | None = None
    """所管評価: the department's own rating, beside the computed one."""
    history: tuple[HistoryPoint, ...] = ()
    """All four quarters of the year, with actual values up to this checkpoint."""
    explanation: Explanation = field(default_factory=Explanation)
    sample_size: int | None = None
    flags: tuple[str, ...] = ()
    reading_row: CellRef | None = None
    target_digits: int = 0

    @property
    def status(self) -> str:
        """Id of the class."""
        return self.rating.id

    @property
    def standing(self) -> Standing:
        return self.rating.standing

    @property
    def is_judged(self) -> bool:
        return self.not_judged is None

    @property
    def behind(self) -> bool:
        return self.standing in SHORT

    @property
    def own_differs(self) -> bool:
        """The department rates itself otherwise than the program; neither is overwritten."""
        by_people = self.measure.type is MeasureType.JUDGED
        return self.own is not None and not by_people and self.is_judged and self.own.id != self.rating.id


@dataclass(frozen=True, slots=True)
class BarResult:
    """Evaluation of one schedule bar. ``delay`` is whole months; positions are on the axis 0–12."""

    bar: ScheduleBar
    status: ScheduleStatus
    mark: StatusClass
    delay: int = 0
    report: TaskReport | None = None
    actual: tuple[Decimal, Decimal] | None = None
    """From the actual start to the finish or the as-of date."""
    overrun: tuple[Decimal, Decimal] | None = None
    """From the planned end to the expected finish, where that is later."""
    previous: ScheduleStatus | None = None
    percent: Decimal | None = None
    planned_percent: Decimal = Decimal(0)

    @property
    def explanation(self) -> Explanation:
        return self.report.explanation if self.report else Explanation()


@dataclass(frozen=True, slots=True)
class Counts:
    """How many items stand in each class, in the scale's order. ``judged`` is the denominator of every share."""

    numbers: tuple[tuple[StatusClass, int], ...]

    @property
    def total(self) -> int:
        return sum(n for _, n in self.numbers)

    @property
    def judged(self) -> int:
        return self.total - self.standing(Standing.EXCLUDED) - self.standing(Standing.UNREPORTED)

    @property
    def good(self) -> int:
        return self.standing(Standing.GOOD)

    def of(self, class_id: str) -> int:
        return sum(n for c, n in self.numbers if c.id == class_id)

    def standing(self, standing: Standing) -> int:
        return sum(n for c, n in self.numbers if c.standing is standing)


@dataclass(frozen=True, slots=True)
class IndicatorResult:
    """As good as its worst measure; None where people alone judge it."""

    indicator: Indicator
    rating: StatusClass | None
    measures: tuple[MeasureResult, ...]


@dataclass(frozen=True, slots=True)
class LevelResult:
    """Indicators that hang on the whole plan, a theme or a branch: one axis, the worst measure."""

    holder: Holder
    theme: Theme | None
    node: Strategy | Theme | Branch
    kpi: StatusClass | None
    kpi_previous: StatusClass | None
    indicators: tuple[IndicatorResult, ...]
    counts: Counts
    change: Change = Change.NEW

    @property
    def measures(self) -> tuple[MeasureResult, ...]:
        return tuple(m for i in self.indicators for m in i.measures)


@dataclass(frozen=True, slots=True)
class InitiativeResult:
    """Two axes: KPI status (worst measure; None without one) and schedule status (worst bar)."""

    holder: Holder
    initiative: Initiative
    theme: Theme
    kpi: StatusClass | None
    kpi_previous: StatusClass | None
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


HolderResult = LevelResult | InitiativeResult
"""Whatever holds indicators."""


@dataclass(frozen=True, slots=True)
class ThemeResult:
    """``parts`` are its own and its branches' indicators and its initiatives, in the plan's order; ``relisted`` are
    initiatives at home elsewhere (再掲), shown here and counted there."""

    theme: Theme
    parts: tuple[HolderResult, ...]
    counts: Counts
    counts_previous: Counts | None
    change: Change = Change.NEW
    """Of the share of what goes well."""
    relisted: tuple[InitiativeResult, ...] = ()

    @property
    def initiatives(self) -> tuple[InitiativeResult, ...]:
        return tuple(p for p in self.parts if isinstance(p, InitiativeResult))

    @property
    def levels(self) -> tuple[LevelResult, ...]:
        return tuple(p for p in self.parts if isinstance(p, LevelResult))

    @property
    def measures(self) -> tuple[MeasureResult, ...]:
        return tuple(m for p in self.parts for m in p.measures)


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
    own: tuple[LevelResult, ...] = ()
    """Indicators of the plan as a whole: one result, or none."""
    by_people: Counts = Counts(())
    """Text targets, which only people judge; they are in none of the other counts."""
    attention: tuple[Attention, ...] = ()
    """What is late, the worst first: what an executive asks for."""

    @property
    def ladder(self) -> Ladder:
        """The classes in use at this checkpoint."""
        return self.strategy.scale.ladder(final=self.checkpoint.is_final)

    @property
    def holders(self) -> tuple[HolderResult, ...]:
        """Everything that has indicators or tasks, in the plan's order."""
        return (*self.own, *(p for t in self.themes for p in t.parts))

    @property
    def initiatives(self) -> tuple[InitiativeResult, ...]:
        return tuple(i for t in self.themes for i in t.initiatives)

    @property
    def measures(self) -> tuple[MeasureResult, ...]:
        return tuple(m for h in self.holders for m in h.measures)

    @property
    def bars(self) -> tuple[BarResult, ...]:
        return tuple(b for i in self.initiatives for b in i.bars)

    @property
    def as_of_position(self) -> Decimal:
        """The as-of date on the axis of months, 0–12."""
        return max(Decimal(0), min(Decimal(12), self.strategy.year.position(self.as_of)))

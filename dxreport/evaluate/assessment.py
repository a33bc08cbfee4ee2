"""Turns nothing: the frozen result of an evaluation, from which every document of a checkpoint is made."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal

from dxreport.evaluate.attention import Attention
from dxreport.evaluate.bar_result import BarResult
from dxreport.evaluate.corrections import Correction
from dxreport.evaluate.measure_result import Change, MeasureResult
from dxreport.evaluate.replacements import Replacement
from dxreport.evaluate.upcoming_items import Upcoming
from dxreport.model.finding import Finding
from dxreport.model.measure import Indicator
from dxreport.model.period import Checkpoint
from dxreport.model.scale import Ladder, ScheduleStatus, Standing, StatusClass
from dxreport.model.strategy import Branch, Department, Holder, Initiative, Strategy, Theme
from dxreport.model.submission import FollowUp, Submission


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
    """Two axes: KPI status (worst measure) and schedule status (worst bar); None without any."""

    holder: Holder
    initiative: Initiative
    theme: Theme
    kpi: StatusClass | None
    kpi_previous: StatusClass | None
    schedule: StatusClass | None
    schedule_status: ScheduleStatus | None
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
class Withheld:
    """How many items of the plan a paper's readers are not told of."""

    measures: int = 0
    bars: int = 0
    initiatives: int = 0


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
    replacements: tuple[Replacement, ...] = ()
    """Workbooks of this checkpoint that a later one replaced, with every answer that differs."""
    digests: Mapping[str, str] = field(default_factory=dict)
    """SHA-256 of every workbook that a figure may come from, by file."""
    follow_ups: tuple[FollowUp, ...] = ()
    """What became of the remedies promised at the last checkpoint, in the departments' order."""
    upcoming: Upcoming = field(default_factory=Upcoming)
    own: tuple[LevelResult, ...] = ()
    """Indicators of the plan as a whole: one result, or none."""
    by_people: Counts = Counts(())
    """Text targets, which only people judge; they are in none of the other counts."""
    attention: tuple[Attention, ...] = ()
    """What is late, the worst first: what an executive asks for."""
    withheld: Withheld = field(default_factory=Withheld)
    """What was left out for the paper's readers; nothing in the whole assessment."""

    @property
    def nothing_submitted(self) -> bool:
        """Nobody has handed in anything, not even a file that could not be read: there is a plan, and no quarter of it."""
        return bool(self.departments) and not any(d.used or d.unreadable for d in self.departments)

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

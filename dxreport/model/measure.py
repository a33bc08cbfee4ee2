"""Turns a printed indicator into measures: one number (or yes/no, or a text) with one target, and how it is judged."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum

from dxreport.model.audience import Openness
from dxreport.model.detail import ListRule
from dxreport.model.period import Checkpoint, FiscalYear
from dxreport.model.provenance import LineRef
from dxreport.model.target import Comparison, Target


class MeasureType(StrEnum):
    """How a measure is judged (domain §3)."""

    LEVEL = "level"
    CUMULATIVE = "cumulative"
    REDUCTION = "reduction"
    ZERO_TOLERANCE = "zero_tolerance"
    EVENT_LIMIT = "event_limit"
    COMPLETION = "completion"
    COVERAGE = "coverage"
    DETAIL_RATE = "detail_rate"
    SURVEY = "survey"
    RATIO_OF_SUMS = "ratio_of_sums"
    JUDGED = "judged"
    """A text target that the department judges itself; counted apart (domain §8)."""


LIMITS = frozenset({MeasureType.ZERO_TOLERANCE, MeasureType.EVENT_LIMIT})
"""Types that are kept or broken; no ratio is printed for them."""


class Accumulation(StrEnum):
    """How the quarters' values make the value at a checkpoint."""

    LATEST = "latest"
    SUM = "sum"
    WORST = "worst"
    ONCE = "once"


class Across(StrEnum):
    """How the years of a plan make the value that stands against the target (domain §8)."""

    YEAR = "year"
    """The year's own value."""
    SUM = "sum"
    """The sum of the plan's years so far."""
    MEAN = "mean"
    """The mean of the plan's years so far."""


class PlanKind(StrEnum):
    """Where the planned value at a checkpoint comes from."""

    STATED = "stated"
    LINEAR = "linear"
    FROM_BASELINE = "from_baseline"
    NONE = "none"


class RateFormula(StrEnum):
    """How 達成率 and 進捗率 are computed; chosen for each measure and printed with it (domain §8)."""

    LEVEL = "level"
    """Value ÷ reference; where lower is better, reference ÷ value."""
    DEVIATION = "deviation"
    """Lower is better only: (2 × reference − value) ÷ reference, so that 10% too much is 90%."""
    INCREMENT = "increment"
    """(Value − baseline) ÷ (reference − baseline): standing still is 0%."""


class Moment(StrEnum):
    """At what time of the year a measure is taken (domain §8)."""

    YEAR_END = "year_end"
    APRIL_FIRST = "april_first"
    """4月1日現在: known from the year's beginning, so no part of the year is planned before it."""
    CALENDAR_YEAR = "calendar_year"
    """暦年: from January to December; complete at the third quarter's end."""


class Frequency(StrEnum):
    """When a measure is due: every quarter, every half year (q2, q4), or once at the year's end. The final run is always due."""

    QUARTERLY = "quarterly"
    HALF_YEARLY = "half_yearly"
    YEAR_END = "year_end"

    def due_at(self, checkpoint: Checkpoint) -> bool:
        if checkpoint.is_final or self is Frequency.QUARTERLY:
            return True
        if self is Frequency.HALF_YEARLY:
            return checkpoint in (Checkpoint.Q2, Checkpoint.Q4)
        return checkpoint is Checkpoint.Q4


@dataclass(frozen=True, slots=True)
class Plan:
    """Planned values at the checkpoints. ``values`` serves ``STATED``; ``sample`` says that they are made up for the sample."""

    kind: PlanKind
    values: dict[Checkpoint, Decimal]
    sample: bool = False


@dataclass(frozen=True, slots=True)
class Baseline:
    """The value from which a measure starts, and what the source calls it (「令和6年度」)."""

    value: Decimal
    label: str
    year: FiscalYear | None = None


@dataclass(frozen=True, slots=True)
class YearResult:
    """The value of an earlier year of the plan, as published then and as revised later, both kept."""

    year: FiscalYear
    value: Decimal
    revised: Decimal | None
    line: LineRef

    @property
    def now(self) -> Decimal:
        """The value that counts today."""
        return self.value if self.revised is None else self.revised


class Course(StrEnum):
    """Where this year's target comes from in a plan of several years; papers say which."""

    DUE = "due"
    """The plan's own target is due this year."""
    STATED = "stated"
    """The plan states a target for this year."""
    LINE = "line"
    """The point of this year on the line from the baseline to the plan's target, rounded to the measure's digits."""


@dataclass(frozen=True, slots=True)
class Goal:
    """What the plan of several years wants in the end, and how this year's target was found.

    ``earlier`` are the plan's years before this one.
    """

    target: Target
    due: FiscalYear
    course: Course
    earlier: tuple[FiscalYear, ...] = ()


_SUFFIXES = {
    Comparison.AT_LEAST: "以上",
    Comparison.MORE_THAN: "超",
    Comparison.AT_MOST: "以下",
    Comparison.LESS_THAN: "未満",
}


@dataclass(frozen=True, slots=True)
class Measure:
    """測定項目: one number (or yes/no, or a text) with one target, that of the fiscal year.

    ``opening`` is the planned value at the year's beginning (the baseline, or the plan's value at the end of the year
    before), from which plans run to the target; None for nothing. ``asked`` is False in years without a survey.
    """

    id: str
    name: str
    short_name: str
    type: MeasureType
    target: Target
    accumulation: Accumulation
    plan: Plan
    frequency: Frequency
    department: str
    baseline: Baseline | None = None
    rule: ListRule | None = None
    note: str = ""
    line: LineRef | None = None
    formula: RateFormula = RateFormula.LEVEL
    goal: Goal | None = None
    across: Across = Across.YEAR
    results: tuple[YearResult, ...] = ()
    moment: Moment = Moment.YEAR_END
    asked: bool = True
    opening: Decimal | None = None
    openness: Openness = Openness.PUBLIC

    @property
    def unit_with_direction(self) -> str:
        """「%以上」「時間以内」: what stands in the unit column."""
        if self.type is MeasureType.COVERAGE:
            return self.target.unit
        printed = self.target.printed
        suffix = next((word for word in ("以上", "以内", "以下", "未満", "超") if word in printed), "")
        if not any(c.isdigit() for c in printed):
            # 「増加」「現状維持」: the figure is the baseline's, so that the text does not say how it is meant.
            suffix = _SUFFIXES.get(self.target.comparison, "")
        return self.target.unit + suffix

    @property
    def earlier_results(self) -> tuple[YearResult, ...] | None:
        """Results of the plan's earlier years that count together with this one; None where one of them is missing."""
        if self.across is Across.YEAR or self.goal is None:
            return ()
        by_year = {r.year: r for r in self.results}
        years = self.goal.earlier
        return tuple(by_year[y] for y in years) if all(y in by_year for y in years) else None

    def due_at(self, checkpoint: Checkpoint) -> bool:
        """Whether a value is wanted at the checkpoint of this year."""
        return self.asked and self.frequency.due_at(checkpoint)


@dataclass(frozen=True, slots=True)
class Indicator:
    """目標・指標(KPI) の一項目 as printed; achieved only if all its measures are. ``notes`` are its ※ lines."""

    id: str
    text: str
    emphasis: tuple[str, ...]
    """Parts of ``text`` that state the target, to be set strong."""
    measures: tuple[Measure, ...]
    notes: tuple[str, ...] = ()

"""Turns the settings of one measure into the names of those that clash: each would be judged, silently, by something else."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal

from dxreport.ingest.annual_target import Annual
from dxreport.ingest.strategy_schema import MeasureRecord
from dxreport.model.measure import LIMITS, Accumulation, Across, Frequency, MeasureType, Moment, PlanKind, RateFormula
from dxreport.model.period import Checkpoint, FiscalYear
from dxreport.model.target import Comparison, Target

_ADDED = frozenset({MeasureType.CUMULATIVE, MeasureType.ZERO_TOLERANCE})
"""Types whose quarters may be added: levels, rates and reductions would become larger with every report."""


def year_faults(record: MeasureRecord, target: Target, year: FiscalYear, *, of_years: bool) -> Iterator[str]:
    """What does not fit between the years that a measure names. ``of_years``: the plan has a period."""
    if record.due is None:
        if record.yearly:
            yield "yearly_needs_due"
        if record.across is not Across.YEAR:
            yield "across_needs_due"
    else:
        due = FiscalYear.parse(record.due)
        stated = {FiscalYear.parse(code): value for code, value in record.yearly.items()}
        if due < year:
            yield "due_past"
        if stated.get(due, target.value) != target.value or any(y > due for y in stated):
            yield "yearly_beyond"
        if record.baseline and record.baseline.year and FiscalYear.parse(record.baseline.year) >= due:
            yield "baseline_year"
        if record.across is not Across.YEAR and not of_years:
            yield "across_needs_period"
    if any(FiscalYear.parse(code) >= year for code in record.results):
        yield "results_year"


def formula_faults(record: MeasureRecord, target: Target, this_year: Target) -> Iterator[str]:
    """What does not fit between target and formula. ``target`` is the plan's."""
    limit = record.type in LIMITS or target.by_people
    if record.formula is RateFormula.DEVIATION and not target.lower_is_better:
        yield "deviation_needs_lower"
    if record.formula is RateFormula.INCREMENT:
        yield from _increment_faults(record, target)
    elif not limit and Decimal(0) in (target.value, this_year.value) and target.high is None:
        yield "zero_needs_increment"
    elif record.type is MeasureType.ZERO_TOLERANCE and not target.lower_is_better:
        yield "zero_needs_lower"
    if record.tolerance is not None and target.comparison is not Comparison.RANGE:
        yield "tolerance_unused"
    if record.unit and record.unit != target.unit and not target.by_people:
        yield "unit_twice"
    if any(_hidden(value, record.decimals) for value in (target.value, target.high, this_year.value)):
        yield "decimals_hide"


def _increment_faults(record: MeasureRecord, target: Target) -> Iterator[str]:
    if record.baseline is None:
        yield "increment_needs_baseline"
        return
    start = record.baseline.value
    better = target.value < start if target.lower_is_better else target.value > start
    if target.comparison is Comparison.RANGE or not better:
        yield "increment_needs_way"
    if record.across is Across.SUM or _part_of_a_year(record):
        yield "increment_of_sum"


def _part_of_a_year(record: MeasureRecord) -> bool:
    """Whether a sum is judged before its year is over."""
    return record.accumulation is Accumulation.SUM and record.frequency is not Frequency.YEAR_END


def _hidden(value: Decimal | None, decimals: int) -> bool:
    """Whether a figure of the plan would be printed rounded."""
    return value is not None and value != round(value, decimals)


def accumulation_faults(record: MeasureRecord, target: Target) -> Iterator[str]:
    """What does not fit between the type of a measure, its target, and how its quarters make a value."""
    kind, how = record.type, record.accumulation
    if record.rule is not None:
        if kind is MeasureType.JUDGED:
            yield "judged_rule"
        return
    if (kind is MeasureType.CUMULATIVE and how is not Accumulation.SUM) or (
        kind is MeasureType.ZERO_TOLERANCE and how not in (Accumulation.SUM, Accumulation.WORST)
    ):
        yield "needs_sum"
    if how is Accumulation.SUM and kind not in _ADDED:
        yield "sum_of_levels"
    if target.comparison is Comparison.RANGE and (how is Accumulation.WORST or _part_of_a_year(record)):
        yield "range_of_sum"
    if record.across is Across.MEAN and _part_of_a_year(record):
        yield "mean_of_sum"
    if record.moment is Moment.APRIL_FIRST and how is Accumulation.SUM:
        yield "april_sum"


def plan_faults(record: MeasureRecord, annual: Annual) -> Iterator[str]:
    """What does not fit between a measure and its plan within the year."""
    plan, target = record.stated_plan, annual.target
    unused = (
        record.type in LIMITS
        or record.accumulation is Accumulation.ONCE
        or record.moment is Moment.APRIL_FIRST
        or target.comparison in (Comparison.RANGE, Comparison.JUDGED)
    )
    if unused and plan.kind is not PlanKind.NONE:
        yield "plan_unused"
        return
    added = record.accumulation is Accumulation.SUM and record.across is Across.YEAR
    match plan.kind:
        case PlanKind.STATED:
            ends = [Checkpoint.Q4, Checkpoint.FINAL]
            if record.moment is Moment.CALENDAR_YEAR:
                ends.append(Checkpoint.Q3)
            if any(plan.values.get(c, target.value) != target.value for c in ends):
                yield "stated_end"
            return
        case PlanKind.LINEAR if not added and annual.opening is None:
            yield "linear_needs_start"
        case PlanKind.FROM_BASELINE if added:
            yield "baseline_of_sum"
        case PlanKind.FROM_BASELINE if record.baseline is None:
            yield "needs_baseline"
        case PlanKind.FROM_BASELINE if annual.opening is None:
            yield "linear_needs_start"
        case _:
            pass
    if plan.values:
        yield "values_unused"

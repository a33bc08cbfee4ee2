"""Turns the target of a plan of several years into that of the fiscal year: due, stated, or a point on a line (domain §8)."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal

from dxreport.ingest.judged_target import restated
from dxreport.ingest.strategy_schema import MeasureRecord
from dxreport.model.measure import Accumulation, Across, Course, Goal
from dxreport.model.period import FiscalYear
from dxreport.model.target import Comparison, Target


@dataclass(frozen=True, slots=True)
class Annual:
    """This year's target, the plan's behind it, and the planned value with which the year begins."""

    target: Target
    goal: Goal | None
    opening: Decimal | None


def annual(record: MeasureRecord, target: Target, year: FiscalYear, first: FiscalYear) -> Annual | None:
    """``target`` is the printed one. ``first`` is the plan's first year. None where no target of this year can be told.

    A point on the line is rounded (四捨五入) to the measure's digits: it is printed, and what is printed is judged.
    """
    # What is counted anew every year begins the year with nothing, whatever the years before brought.
    anew = record.accumulation is Accumulation.SUM and record.across is Across.YEAR
    if record.due is None:
        return Annual(target, None, record.baseline.value if record.baseline and not anew else None)
    due = FiscalYear.parse(record.due)
    earlier = tuple(FiscalYear(y) for y in range(first.start, year.start))
    opening = None if anew else _planned_at(record, target, FiscalYear(year.start - 1), first)
    if year == due:
        return Annual(target, Goal(target, due, Course.DUE, earlier), opening)
    if target.comparison in (Comparison.RANGE, Comparison.JUDGED):
        return Annual(target, Goal(target, due, Course.STATED, earlier), None)  # holds every year of the plan
    value = _planned_at(record, target, year, first)
    if value is None:
        return None
    stated = year in {FiscalYear.parse(y) for y in record.yearly}
    goal = Goal(target, due, Course.STATED if stated else Course.LINE, earlier)
    return Annual(restated(target, value), goal, opening)


def _planned_at(record: MeasureRecord, target: Target, year: FiscalYear, first: FiscalYear) -> Decimal | None:
    """The plan's value at the end of ``year``; before the plan begins, its baseline."""
    stated = {FiscalYear.parse(code): value for code, value in record.yearly.items()}
    if year in stated:
        return stated[year]
    start = _start(record, first)
    due = FiscalYear.parse(record.due or "")
    if start is None or year > due:
        return None
    value, begins = start
    if year <= begins:
        return value
    line = value + (target.value - value) * (year.start - begins.start) / (due.start - begins.start)
    return line.quantize(Decimal(1).scaleb(-record.decimals), rounding=ROUND_HALF_UP)


def _start(record: MeasureRecord, first: FiscalYear) -> tuple[Decimal, FiscalYear] | None:
    """From where the line runs; a sum over the plan's years begins with nothing, the year before the plan."""
    if record.across is Across.SUM:
        return Decimal(0), FiscalYear(first.start - 1)
    if record.baseline is None or record.baseline.year is None:
        return None
    return record.baseline.value, FiscalYear.parse(record.baseline.year)

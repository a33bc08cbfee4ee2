"""Turns the rows of the KPI sheet and of the schedule sheet into readings and task reports."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

from dxreport.ingest.table import Row, Table
from dxreport.ingest.units import COUNTED
from dxreport.ingest.validation import near
from dxreport.model.catalogue import DETAILS
from dxreport.model.period import FiscalYear
from dxreport.model.provenance import Sourced
from dxreport.model.strategy import Measure, MeasureType
from dxreport.model.submission import Explanation, Reading, ReadingState, TaskReport, TaskState

_TINY_SHARE = Decimal(1)
_CLEARLY_LARGER = Decimal(10)
_YEARS_BEFORE, _YEARS_AFTER = 3, 6
"""Work may have begun in earlier years and may end in later ones, but not decades away."""


def rows_by_id(table: Table, wanted: tuple[str, ...], kind: str) -> dict[str, Row]:
    """The rows of the items that the department has to report, each once."""
    found: dict[str, Row] = {}
    for row in table.rows:
        if not row.key:
            continue
        if row.key not in wanted:
            hint = near(row.key, wanted)
            table.report("S06", row.ref(table.layout.key), found=row.key, kind=DETAILS[kind], near=hint)
        elif row.key in found:
            table.report("S07", row.ref(table.layout.key), id=row.key)
        else:
            found[row.key] = row
    for item in wanted:
        if item not in found:
            table.report("S08", table.grid.ref(1, 1), id=item)
    return found


def explanation(row: Row) -> Explanation:
    return Explanation(row.text("reason"), row.text("remedy"), row.text("due"), row.text("comment"))


def reading(row: Row, measure: Measure) -> Reading:
    """One row of the KPI sheet. What cannot be taken is a finding, and the value is left out."""
    unit = measure.target.unit
    value, flags = row.number_in("value", unit)
    value = _plausible(value, row, measure)
    base = row.number_in("base", "")[0]
    current = row.number_in("current", "")[0]
    forecast = _plausible(row.number_in("forecast", unit)[0], row, measure)
    state = _state(row)
    blank_cell = row.raw("value") is None
    if measure.rule is not None:
        if value is not None:
            row.table.report("N19", row.ref("value"), found=value.text)
        value = None
    elif state is None:
        value = base = current = None
    else:
        value, state = _agreed(row, value, state, has_amounts=base is not None and current is not None)
        if state is ReadingState.REPORTED and value is None and base is None and blank_cell:
            row.table.report("N07", row.ref("value"))
            state = ReadingState.BLANK
    for amount in (base, current):
        if amount is not None and amount.value < 0:
            row.table.report("N14", amount.ref, found=amount.text)
            base = current = None
    if (base is None) != (current is None) or (base is not None and base.value <= 0):
        row.table.report("N18", row.ref("base"))
        base = current = None
    return Reading(
        measure_id=measure.id,
        state=state or ReadingState.BLANK,
        value=value,
        forecast=forecast,
        base=base,
        current=current,
        sample_size=_whole(row, "sample_size"),
        explanation=explanation(row),
        flags=flags,
        row=row.ref("value"),
    )


def _state(row: Row) -> ReadingState | None:
    """None for a word that the form does not offer."""
    text = row.text("state")
    try:
        return ReadingState(text)
    except ValueError:
        choices = "、".join(s.value for s in ReadingState if s.value)
        row.table.report("N08", row.ref("state"), found=text, choices=choices)
        return None


def _agreed(
    row: Row, value: Sourced[Decimal] | None, state: ReadingState, *, has_amounts: bool
) -> tuple[Sourced[Decimal] | None, ReadingState]:
    """Value and state made to agree: a value without a state is a report; a value beside another state is not used."""
    filled = value is not None or has_amounts
    if filled and state is ReadingState.BLANK:
        row.table.report("N17", row.ref("state"))
        return value, ReadingState.REPORTED
    if value is not None and state is not ReadingState.REPORTED:
        row.table.report("N06", row.ref("value"), found=value.text, state=state.value)
        return None, state
    return value, state


def _plausible(value: Sourced[Decimal] | None, row: Row, measure: Measure) -> Sourced[Decimal] | None:
    """Refuse what cannot be (negative counts, shares over 100), warn about what is odd."""
    if value is None:
        return None
    amount, unit = value.value, measure.target.unit
    if amount < 0 and measure.type is not MeasureType.REDUCTION:
        row.table.report("N14", value.ref, found=value.text)
        return None
    if unit == "%":
        if amount > 100:
            row.table.report("N12", value.ref, found=value.text)
            return None
        if 0 < amount < _TINY_SHARE and measure.target.value >= _CLEARLY_LARGER:
            row.table.report("N13", value.ref, found=value.text)
    elif unit in COUNTED and amount != amount.to_integral_value():
        row.table.report("N20", value.ref, found=value.text, unit=unit)
    return value


def task_report(row: Row, bar_id: str, year: FiscalYear) -> TaskReport:
    """One row of the schedule sheet."""
    text = row.text("state")
    try:
        state = TaskState(text)
    except ValueError:
        choices = "、".join(s.value for s in TaskState if s.value)
        row.table.report("T06", row.ref("state"), found=text, choices=choices)
        state = TaskState.BLANK
    else:
        if state is TaskState.BLANK:
            row.table.report("T07", row.ref("state"))
    percent = row.number_in("percent", "%")[0]
    if percent is not None and not 0 <= percent.value <= 100:
        row.table.report("N12", percent.ref, found=percent.text)
        percent = None
    return TaskReport(
        bar_id=bar_id,
        state=state,
        percent=percent,
        started=_near(row, "started", year),
        finished=_near(row, "finished", year),
        expected=_near(row, "expected", year),
        explanation=explanation(row),
        row=row.ref("state"),
        typed=text,
    )


def _whole(row: Row, column: str) -> Sourced[Decimal] | None:
    """A count of people: nothing negative, nothing broken."""
    count = row.number_in(column, "")[0]
    if count is not None and (count.value < 0 or count.value != count.value.to_integral_value()):
        row.table.report("N14" if count.value < 0 else "N20", count.ref, found=count.text, unit="")
        return None
    return count


def _near(row: Row, column: str, year: FiscalYear) -> Sourced[date] | None:
    """A date within some years of the fiscal year; 9999/12/31 stands for "undecided" and 2024 for 2025 is a slip."""
    day = row.date_in(column)
    if day is None:
        return None
    if year.start - _YEARS_BEFORE <= day.year <= year.start + _YEARS_AFTER:
        return Sourced(day, row.ref(column), row.typed(column))
    row.table.report("T09", row.ref(column), found=day.isoformat())
    return None

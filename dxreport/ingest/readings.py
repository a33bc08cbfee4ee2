"""Turns the rows of the KPI sheet and of the schedule sheet into readings and task reports."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from decimal import ROUND_HALF_UP, Context, Decimal

from dxreport.ingest.characters import clean, squeezed
from dxreport.ingest.table import Row, Table, as_typed
from dxreport.ingest.units import COUNTED
from dxreport.ingest.validation import near
from dxreport.model.catalogue_details import DETAILS
from dxreport.model.measure import Measure, MeasureType
from dxreport.model.period import FiscalYear
from dxreport.model.provenance import Sourced
from dxreport.model.scale import Ladder
from dxreport.model.submission import (
    COMPLETION_WORDS,
    Disclosure,
    Explanation,
    Reading,
    ReadingState,
    TaskReport,
    TaskState,
)

_WIDE = Context(prec=100)
_TINY_SHARE = Decimal(1)
_CLEARLY_LARGER = Decimal(10)
_FAR = 3
_WHOLE = Decimal(100)
_YEARS_BEFORE, _YEARS_AFTER = 3, 6
"""Work may have begun in earlier years and may end in later ones, but not decades away."""


def rows_by_id(table: Table, wanted: tuple[str, ...], kind: str) -> dict[str, Row]:
    """The rows of the items that the department has to report, each once."""
    found: dict[str, Row] = {}
    for row in table.rows:
        if not row.key:
            if row.filled:
                row.table.report("S06", row.ref(table.layout.key), found=DETAILS["blank"], kind=DETAILS[kind], near="")
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
    said = (row.text(k) for k in ("reason", "remedy", "due", "comment", "decision"))
    reason, remedy, due, comment, decision = said
    return Explanation(reason, remedy, due, comment, decision, _disclosure(row))


def _disclosure(row: Row) -> Disclosure:
    """公表可否 of the row; what is none of the choices hides its texts, since nobody has said that they may be told."""
    text = row.text("publication")
    try:
        return Disclosure(text)
    except ValueError:
        choices = "、".join(d.value for d in Disclosure if d.value)
        row.table.report("N27", row.ref("publication"), found=text, choices=choices)
        return Disclosure.INTERNAL


def reading(row: Row, measure: Measure, classes: Mapping[str, str]) -> Reading:
    """One row of the KPI sheet. What cannot be taken is a finding, and the value is left out.

    ``classes`` gives the id of a class by what a clerk may write of it.
    """
    unit = measure.target.unit
    expected, signed = measure.target.value, measure.type is MeasureType.REDUCTION
    value, flags = _completed(row, "value", measure) or row.number_in("value", unit, expected, signed=signed)
    value = _plausible(value, row, measure)
    base, current = _amounts(row, measure)
    said, _ = _completed(row, "forecast", measure) or row.number_in("forecast", unit, expected, signed=signed)
    forecast = _plausible(said, row, measure)
    state = _state(row)
    blank_cell = not as_typed(row.raw("value"))
    if measure.rule is not None:
        if value is not None:
            row.table.report("N19", row.ref("value"), found=value.text)
        value = None
    elif state is None:
        value = base = current = None
    else:
        value, state = _agreed(row, value, state, current)
        if state is ReadingState.REPORTED and value is None and base is None and blank_cell:
            row.table.report("N07", row.ref("value"))
            state = ReadingState.BLANK
    if value is not None and base is not None and current is not None:
        if not _agree(row, value, base, current):
            base = current = None
        value = None  # what was rounded (15% for 14.6%) may not be judged where the exact amounts are known
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
        own=_own(row, classes),
    )


def _amounts(row: Row, measure: Measure) -> tuple[Sourced[Decimal] | None, Sourced[Decimal] | None]:
    """Base and current amount of a reduction, both or none; no other measure is computed from amounts."""
    if measure.type is not MeasureType.REDUCTION:
        return None, None
    base, current = row.number_in("base", "")[0], row.number_in("current", "")[0]
    negative = [a for a in (base, current) if a is not None and a.value < 0]
    for amount in negative:
        row.table.report("N14", amount.ref, found=amount.text)
    if not negative and ((base is None) != (current is None) or (base is not None and base.value <= 0)):
        row.table.report("N18", row.ref("base"))
    elif not negative:
        return base, current
    return None, None


def _completed(row: Row, column: str, measure: Measure) -> tuple[Sourced[Decimal], tuple[str, ...]] | None:
    """「完了」 in a cell of a completion; None where something else stands there."""
    if measure.type is not MeasureType.COMPLETION or measure.rule is not None:
        return None
    text = row.raw(column)
    found = COMPLETION_WORDS.get(clean(text)[0]) if isinstance(text, str) else None
    return (Sourced(found, row.ref(column), str(text)), ()) if found is not None else None


def _agree(row: Row, value: Sourced[Decimal], base: Sourced[Decimal], current: Sourced[Decimal]) -> bool:
    """A reduction given as a rate and as amounts must be the same, at the rate's digits."""
    exact = (base.value - current.value) * 100 / base.value
    step = Decimal(1).scaleb(min(0, int(value.value.as_tuple().exponent)))
    if exact.quantize(step, rounding=ROUND_HALF_UP, context=_WIDE) == value.value:
        return True
    row.table.report("N22", value.ref, found=value.text, computed=f"{exact:.2f}%")
    return False


def _own(row: Row, classes: Mapping[str, str]) -> str:
    """Id of the class that the department gives itself; empty where there is none, or none that the scale has."""
    text = row.text("own")
    if not text:
        return ""
    found = classes.get(squeezed(text), "")
    if not found:
        first: dict[str, str] = {}
        for said, class_id in classes.items():
            first.setdefault(class_id, said)
        row.table.report("N23", row.ref("own"), found=text, choices="、".join(first.values()))
    return found


def own_classes(ladder: Ladder) -> dict[str, str]:
    """What a clerk may write of each class: all of it first, then without the mark, its word, its letter.

    What two classes share tells nothing, and is left out.
    """
    said: dict[str, str] = {}
    shared: set[str] = set()
    for item in ladder.classes:
        ways = (item.text, f"{item.letter}{item.word}", item.word, item.letter)
        for text in dict.fromkeys(squeezed(t) for t in ways if t):
            if text in said:
                shared.add(text)
            said[text] = item.id
    return {text: class_id for text, class_id in said.items() if text not in shared}


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
    row: Row, value: Sourced[Decimal] | None, state: ReadingState, amount: Sourced[Decimal] | None
) -> tuple[Sourced[Decimal] | None, ReadingState]:
    """Value and state made to agree: a value without a state is a report; a value beside another state is not used."""
    filled = value or amount
    if filled is not None and state is ReadingState.BLANK:
        row.table.report("N17", row.ref("state"))
        return value, ReadingState.REPORTED
    if filled is not None and state is not ReadingState.REPORTED:
        row.table.report("N06", filled.ref, found=filled.text, state=state.value)
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
        if amount > _most(measure):
            row.table.report("N12", value.ref, found=value.text)
            return None
        # Where 10 or more is expected the reader has refused it; below that only the hundredfold tells.
        near = measure.target.value / _FAR <= amount * 100 <= measure.target.value * _FAR
        if 0 < amount < _TINY_SHARE and measure.target.value < _CLEARLY_LARGER and near:
            row.table.report("N13", value.ref, found=value.text)
    elif unit in COUNTED and amount != amount.to_integral_value():
        row.table.report("N20", value.ref, found=value.text, unit=unit)
    return value


def _most(measure: Measure) -> Decimal:
    """The largest share that can be: 100, unless the measure aims beyond it, comes from beyond it, or ought to fall."""
    target = measure.target
    known = (target.value, target.high, measure.baseline.value if measure.baseline else None)
    beyond = target.lower_is_better or any(v is not None and v > _WHOLE for v in known)
    return Decimal("Infinity") if beyond else _WHOLE


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
    elif percent is not None and 0 < percent.value < _TINY_SHARE and not isinstance(row.raw("percent"), Decimal):
        row.table.report("N13", percent.ref, found=percent.text)
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

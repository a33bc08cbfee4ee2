"""Turns a department's duties into the rows of its form: what is printed, what is prefilled, what is not asked."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from decimal import Decimal

from dxreport.layout.form_text import planned_months
from dxreport.layout.package import printable
from dxreport.layout.submission import (
    FOLLOW_UP_SHEET,
    SCHEDULE_SHEET,
    Entry,
    FormColumn,
    PrintedCell,
    TableSheet,
    in_the_plan_s_words,
    kpi_sheet,
    wanted,
)
from dxreport.model.answers import Row
from dxreport.model.measure import Measure, MeasureType
from dxreport.model.period import Checkpoint
from dxreport.model.plan import planned_value
from dxreport.model.schedule import ScheduleBar
from dxreport.model.strategy import Duties, Strategy
from dxreport.model.submission import Explanation, ReadingState


@dataclass(frozen=True, slots=True)
class FormRow:
    """One row of a table sheet. ``printed`` is locked; ``quiet`` are entry columns that this row doesn't ask for."""

    key: str
    printed: Row
    group: str = ""
    quiet: frozenset[str] = frozenset()
    decimals: int | None = None
    """Digits of this row's numbers; None: as they come."""
    signed: bool = False
    """Negative numbers make sense here."""
    worded: bool = False
    """A word may stand in the value's cell (「完了」)."""
    subject: Measure | ScheduleBar | None = None
    """What the row is about, where the form works out its class."""


@dataclass(frozen=True, slots=True)
class FollowUp:
    """A delay that the department explained last time, shown again so that it says what became of it."""

    id: str
    name: str
    explanation: Explanation


@dataclass(frozen=True, slots=True)
class FilledSheet:
    """A sheet and its rows; ``spare`` are open rows below them."""

    sheet: TableSheet
    rows: tuple[FormRow, ...]
    spare: int = 0
    hidden: frozenset[str] = frozenset()
    """Columns that none of the rows asks for."""
    answers: Mapping[str, Row] = field(default_factory=dict)
    """By row key."""
    decimals: Mapping[str, int] = field(default_factory=dict)
    """Digits after the point by column, where all rows share them."""


def kpi_rows(
    strategy: Strategy, duties: Duties, checkpoint: Checkpoint, previous: Mapping[str, Decimal]
) -> FilledSheet:
    """One row a measure, in the strategy's order."""
    rows = []
    for measure in duties.measures:
        holder = strategy.holder_of(measure.id)
        printed: Row = {
            "id": measure.id,
            "initiative": f"{holder.number} {holder.short_name}".strip(),
            "name": measure.name,
            "target": measure.target.printed,
            "unit": measure.unit_with_direction,
            "wanted": wanted(measure, checkpoint),
        }
        if (plan := planned_value(measure, checkpoint)) is not None:
            printed["planned"] = plan
        if measure.id in previous:
            printed["last"] = previous[measure.id]
        due = measure.due_at(checkpoint)
        if not due:
            printed["state"] = ReadingState.EXCLUDED.value
        rows.append(
            FormRow(
                key=measure.id,
                printed=printed,
                group=holder.id,
                quiet=frozenset(_not_asked(measure, due)),
                decimals=measure.target.decimals,
                signed=measure.type is MeasureType.REDUCTION,
                worded=measure.type is MeasureType.COMPLETION,
                subject=measure,
            )
        )
    classes = tuple(c.text for c in strategy.scale.ladder(final=checkpoint.is_final).classes)
    sheet = in_the_plan_s_words(kpi_sheet(strategy.terms.own_rating, classes), strategy.terms.initiative)
    asked = {c.id for c in sheet.columns if any(c.id not in row.quiet for row in rows)}
    hideable = {"base", "current", "sample_size"}
    return FilledSheet(sheet, tuple(rows), hidden=frozenset(hideable - asked))


def _not_asked(measure: Measure, due: bool) -> set[str]:
    if not due:
        return {
            "state",
            "value",
            "base",
            "current",
            "sample_size",
            "forecast",
            "own",
            "reason",
            "remedy",
            "due",
            "decision",
        }
    quiet = set()
    if measure.rule is not None:
        quiet |= {"state", "value"}
    if measure.target.by_people:
        quiet |= {"state", "value", "forecast"}
    if measure.type is not MeasureType.REDUCTION or measure.rule is not None:
        quiet |= {"base", "current"}
    if measure.type is not MeasureType.SURVEY:
        quiet.add("sample_size")
    return quiet


def schedule_rows(strategy: Strategy, duties: Duties) -> FilledSheet:
    """One row a bar, with its task's name where the bar's own label doesn't say it."""
    tasks = {b.id: t for i in strategy.initiatives for t in i.tasks for b in t.bars}
    rows = []
    for bar in duties.bars:
        holder = strategy.holder_of(bar.id)
        task = tasks[bar.id]
        name = task.name.replace("|", "")
        label = bar.label or bar.short_name
        rows.append(
            FormRow(
                key=bar.id,
                printed={
                    "id": bar.id,
                    "initiative": f"{holder.number} {holder.short_name}",
                    "name": f"{name}\n{label}" if len(task.bars) > 1 and label != name else name,
                    "planned": planned_months(bar),
                },
                group=holder.id,
                quiet=frozenset({"percent", "started"}) if bar.is_point else frozenset(),
                subject=bar,
            )
        )
    return FilledSheet(in_the_plan_s_words(SCHEDULE_SHEET, strategy.terms.initiative), tuple(rows))


def follow_up_rows(delays: tuple[FollowUp, ...]) -> FilledSheet:
    """One row a delay that was explained at the last checkpoint."""
    rows = tuple(
        FormRow(
            key=d.id,
            printed={
                "id": d.id,
                "name": d.name,
                "reason": d.explanation.reason,
                "remedy": d.explanation.remedy,
                "due": d.explanation.due,
            },
        )
        for d in delays
    )
    return FilledSheet(FOLLOW_UP_SHEET, rows)


def is_entry(column: FormColumn, row: FormRow) -> bool:
    """Whether a clerk may write into the column's cell of this row."""
    return column.entry is not Entry.PRINTED and column.id not in row.quiet


def printed_cells(filled: FilledSheet) -> Iterator[PrintedCell]:
    """The locked cells of a sheet that bear something, as a reader will compare them."""
    for row in (r for r in filled.rows if r.key and r.printed):
        for column in filled.sheet.columns:
            value = row.printed.get(column.id)
            if value is not None and not is_entry(column, row):
                text = value if isinstance(value, str) else f"{value:f}" if isinstance(value, Decimal) else str(value)
                yield PrintedCell(filled.sheet.id, row.key, column.id, printable(text))

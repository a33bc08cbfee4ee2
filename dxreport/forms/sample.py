"""Turns the fictional year's answers into the workbooks that its departments would have handed in."""

from __future__ import annotations

from collections.abc import Mapping
from decimal import Decimal

from dxreport.forms import filled
from dxreport.forms.look import Look
from dxreport.forms.rows import FollowUp
from dxreport.layout.submission import file_name
from dxreport.model.answers import CheckpointAnswers, Row, WorkbookAnswers, YearAnswers
from dxreport.model.measure import Accumulation, Across, Measure
from dxreport.model.period import Checkpoint
from dxreport.model.strategy import Strategy
from dxreport.model.submission import Explanation

Figures = Mapping[Checkpoint, Mapping[str, Decimal]]
"""Values by checkpoint and measure, where they are known better than from the answers (figures out of detail lists)."""


def build_all(
    strategy: Strategy, answers: YearAnswers, look: Look, figures: Figures | None = None
) -> tuple[tuple[str, bytes], ...]:
    """Every workbook of the year as (path such as ``q2/R7Q2_情報政策課.xlsx``, bytes). Same arguments, same bytes."""
    made = []
    previous: CheckpointAnswers | None = None
    for handed_in in answers.checkpoints:
        last = {**_last_values(strategy, answers, handed_in.checkpoint)}
        if previous is not None and figures is not None:
            last |= figures.get(previous.checkpoint, {})
        for workbook in handed_in.workbooks:
            department = strategy.department(workbook.department)
            data = filled.build(
                strategy,
                handed_in.checkpoint,
                department,
                workbook,
                last,
                sample=True,
                look=look,
                delays=_delays(strategy, previous, department.id),
                due=handed_in.due,
            )
            name = file_name(strategy.year, handed_in.checkpoint, department, workbook.number)
            made.append((f"{handed_in.checkpoint.value}/{name}", data))
        previous = handed_in
    return tuple(made)


def _counting(handed_in: CheckpointAnswers, department: str) -> WorkbookAnswers | None:
    """The workbook that counts: the one with the highest number."""
    books = [w for w in handed_in.workbooks if w.department == department]
    return max(books, key=lambda w: w.number, default=None)


def _last_values(strategy: Strategy, answers: YearAnswers, checkpoint: Checkpoint) -> dict[str, Decimal]:
    """What the form prints as 前回の実績: the last value reported, or the running total (the worst) of those that gather."""
    earlier = [a for a in answers.checkpoints if a.checkpoint in checkpoint.until() and a.checkpoint is not checkpoint]
    values: dict[str, Decimal] = {}
    for measure in strategy.measures:
        if measure.rule is not None:
            continue
        due = [a for a in earlier if measure.due_at(a.checkpoint)]
        given = [_value(_counting(a, measure.department), measure) for a in due]
        known = [v for v in given if v is not None]
        if measure.accumulation in (Accumulation.SUM, Accumulation.WORST):
            if known and len(known) == len(given):
                values[measure.id] = _with_years(measure, _gathered(measure, known))
        elif known:
            values[measure.id] = _with_years(measure, known[-1])
    return values


def _gathered(measure: Measure, known: list[Decimal]) -> Decimal:
    """The year so far: the sum, or the worst."""
    if measure.accumulation is Accumulation.SUM:
        return sum(known, Decimal(0))
    return max(known) if measure.target.lower_is_better else min(known)


def _with_years(measure: Measure, own: Decimal) -> Decimal:
    """``own`` joined with the plan's earlier years, as plan and target are."""
    years = measure.earlier_results or ()
    total = sum((y.now for y in years), own)
    return total / (len(years) + 1) if measure.across is Across.MEAN else total


def _value(workbook: WorkbookAnswers | None, measure: Measure) -> Decimal | None:
    """The answer as a number; None where none was given or where it is a text."""
    row: Row = workbook.readings.get(measure.id, {}) if workbook else {}
    value, base, current = row.get("value"), row.get("base"), row.get("current")
    if isinstance(value, Decimal):
        return value
    if isinstance(base, Decimal) and isinstance(current, Decimal) and base:
        return (base - current) / base * 100
    return None


def _delays(strategy: Strategy, previous: CheckpointAnswers | None, department: str) -> tuple[FollowUp, ...]:
    """What the department explained last time, measures first, in the strategy's order."""
    workbook = _counting(previous, department) if previous else None
    if workbook is None:
        return ()
    names = [(m.id, m.name, workbook.readings) for m in strategy.measures]
    names += [(b.id, b.label or b.short_name, workbook.tasks) for b in strategy.bars]
    found = []
    for item, name, rows in names:
        row = rows.get(item, {})
        if "reason" in row:
            reason, remedy, due = (str(row.get(k, "")) for k in ("reason", "remedy", "due"))
            found.append(FollowUp(item, name, Explanation(reason, remedy, due)))
    return tuple(found)

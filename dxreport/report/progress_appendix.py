"""Turns submissions, rules, sources and findings into the appendices, and the schedule into what comes next."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from decimal import Decimal

from dxreport.evaluate.assessment import DepartmentState
from dxreport.evaluate.bar_result import BarResult
from dxreport.evaluate.measure_result import Figure, MeasureResult
from dxreport.model.due_date import due_day
from dxreport.model.finding import Finding, Severity
from dxreport.model.period import Checkpoint, FiscalYear
from dxreport.model.provenance import CellRef, Sourced
from dxreport.model.scale import ScheduleStatus
from dxreport.report.blocks import Block, Heading, Paragraph, ParagraphRole, Table
from dxreport.report.cells import Cell, Column, ColumnRole, NumberCell, RowGroup, Span, TextCell
from dxreport.report.progress_parts import View, actual_cell, appendix_heading, quiet, status_cell
from dxreport.report.wording import formats
from dxreport.report.wording import progress_appendix as words

_NOT_OVER = (
    ScheduleStatus.AHEAD, ScheduleStatus.ON_SCHEDULE, ScheduleStatus.DELAYED,
    ScheduleStatus.NOT_STARTED_LATE, ScheduleStatus.NOT_YET, ScheduleStatus.UNREPORTED,
)  # fmt: skip


def _title(text: tuple[str, ...], kicker: str, key: str, bookmark: str) -> Heading:
    return Heading(1, text, kicker=kicker, anchor=key, bookmark=bookmark, new_page=True)


# --- what comes next -------------------------------------------------------------------------------------------------


def next_quarter(view: View) -> Iterator[Block]:
    """Bars that end and due dates that fall after the as-of date and before the next checkpoint's."""
    upcoming = _next(view.assessment.checkpoint)
    if upcoming is None:
        return
    year = view.assessment.strategy.year
    start, end = view.assessment.as_of_position, year.position(upcoming.last_day(year))
    bars = [b for b in view.assessment.bars if b.status in _NOT_OVER and start < _expected(b) <= end]
    dues = [d for d in _dues(view) if start < d[0] <= end]
    until = formats.era_date(upcoming.last_day(year))
    heading = words.next_headline(len(bars), len(dues), until) if bars or dues else (words.NO_BARS,)
    yield _title(heading, words.NEXT_TITLE, "next", words.NEXT_TITLE)
    if bars:
        yield _next_bars(view, bars)
    if dues:
        yield _next_dues([cells for _, cells in sorted(dues, key=lambda d: d[0])])


def _next(checkpoint: Checkpoint) -> Checkpoint | None:
    order = (Checkpoint.Q1, Checkpoint.Q2, Checkpoint.Q3, Checkpoint.Q4)
    at = order.index(checkpoint) + 1 if checkpoint in order else len(order)
    return order[at] if at < len(order) else None


def _expected(bar: BarResult) -> Decimal:
    return bar.overrun[1] if bar.overrun else bar.bar.end


def _next_bars(view: View, bars: Sequence[BarResult]) -> Table:
    strategy = view.assessment.strategy
    columns = (
        Column("", ColumnRole.ID),
        Column(strategy.terms.initiative, ColumnRole.NAME, weight=4),
        Column(words.BAR, ColumnRole.TEXT, weight=5),
        Column(words.DEPARTMENT, ColumnRole.CELL),
        Column(words.PLANNED_END, ColumnRole.DATE),
        Column(words.EXPECTED_END, ColumnRole.DATE),
        Column(view.now, ColumnRole.SCHEDULE_STATUS),
    )
    rows = []
    for bar in sorted(bars, key=_expected):
        holder = strategy.holder_of(bar.bar.id)
        later = TextCell(words.month_end(bar.overrun[1]), strong=True) if bar.overrun else quiet()
        rows.append((
            TextCell(holder.number), TextCell(holder.short_name), TextCell(bar.bar.short_name),
            TextCell(strategy.department(bar.bar.department).name),
            TextCell(words.month_end(bar.bar.end)), later, status_cell(bar.mark),
        ))  # fmt: skip
    return Table(columns, (RowGroup(tuple(rows)),), caption=words.NEXT_BARS, title=words.NEXT_BARS)


def _dues(view: View) -> Iterator[tuple[Decimal, tuple[Cell, ...]]]:
    """(axis position, row) of each remedy whose due date can be read."""
    strategy = view.assessment.strategy
    items = [(r.measure.id, r.measure.short_name, r.explanation) for r in view.assessment.measures]
    items += [(b.bar.id, b.bar.short_name, b.explanation) for b in view.assessment.bars]
    for item, name, text in items:
        position = due_position(text.due, strategy.year)
        if position is not None:
            number = strategy.holder_of(item).number
            yield position, (TextCell(number), TextCell(name), TextCell(text.remedy), TextCell(text.due, strong=True))


def due_position(text: str, year: FiscalYear) -> Decimal | None:
    """Axis position of a due date such as 「12月末」「11月」「10月31日」「2025-12-26」; None for other words."""
    day = due_day(text, year)
    return None if day is None else year.position(day)


def _next_dues(rows: Sequence[tuple[Cell, ...]]) -> Table:
    columns = (
        Column("", ColumnRole.ID),
        Column(words.ITEM, ColumnRole.NAME, weight=2),
        Column(words.TO_DO, ColumnRole.TEXT, weight=4),
        Column(words.DUE, ColumnRole.DATE),
    )
    return Table(columns, (RowGroup(tuple(rows)),), caption=words.NEXT_DUES, title=words.NEXT_DUES)


# --- 付録1 ------------------------------------------------------------------------------------------------------------


def submissions(view: View) -> Iterator[Block]:
    states = [d for d in view.assessment.departments if d.department.submits or d.used or d.unreadable]
    expected = [d for d in states if d.department.submits]
    done = sum(d.used is not None for d in expected)
    yield appendix_heading(1, words.submissions_headline(done, len(expected)), words.SUBMISSIONS_CAPTION)
    columns = (
        Column(words.BUREAU, ColumnRole.TEXT, weight=3),
        Column(words.DEPARTMENT, ColumnRole.NAME, weight=3),
        Column(words.STATE, ColumnRole.TEXT, weight=3),
        Column(words.DATE, ColumnRole.CELL),
        Column(words.ERRORS, ColumnRole.FIGURE),
        Column(words.WARNINGS, ColumnRole.FIGURE),
    )
    rows = tuple(_submission_row(d) for d in states)
    yield Table(columns, (RowGroup(rows),), caption=words.SUBMISSIONS_CAPTION, note=words.submissions_note())


def _submission_row(state: DepartmentState) -> tuple[Cell, ...]:
    used = state.used
    text = words.state(submitted=used is not None, number=used.number if used else 0, replaced=len(state.replaced))
    extra = words.unreadable([f.rpartition("/")[2] for f in state.unreadable]) if state.unreadable else ""
    day = formats.western_date(used.submitted_on) if used and used.submitted_on else ""
    return (
        TextCell(state.department.bureau),
        TextCell(state.department.name),
        TextCell(text, strong=used is None, sub=extra),
        TextCell(day) if day else quiet(),
        _count(state.errors),
        _count(state.warnings),
    )


def _count(value: int) -> Cell:
    return NumberCell(str(value), Decimal(value), strong=value > 0) if value else NumberCell("0", Decimal(0))


# --- 付録3 ------------------------------------------------------------------------------------------------------------


def sources(view: View) -> Iterator[Block]:
    """Where each figure was read: file, sheet, cell."""
    yield appendix_heading(3, (words.SOURCES,))
    yield Paragraph((Span(words.SOURCES_LEAD),), ParagraphRole.LEAD)
    columns = (
        Column("", ColumnRole.ID),
        Column(words.ITEM_HEADING, ColumnRole.NAME, weight=12),
        Column(words.ACTUAL, ColumnRole.FIGURE),
        Column(words.UNIT, ColumnRole.UNIT),
        Column(words.FILE_COLUMN, ColumnRole.FILE, weight=14),
        Column(words.SHEET, ColumnRole.CELL),
        Column(words.CELL, ColumnRole.CELL),
    )
    groups = tuple(
        RowGroup(tuple(_source_row(view, m) for m in h.measures), heading=words.holder(h.holder))
        for h in view.assessment.holders
        if h.measures
    )
    yield Table(columns, groups, caption=words.SOURCES, note=words.SOURCES_NOTE)


def _source_row(view: View, result: MeasureResult) -> tuple[Cell, ...]:
    measure = result.measure
    head: tuple[Cell, ...] = (TextCell(measure.id), TextCell(measure.short_name))
    if result.actual is None and not result.none_occurred:
        return (*head, quiet(result.rating.word), TextCell(measure.target.unit), *_no_source(result))
    cells = _cells(result)
    computed = _computed(result.actual) if result.actual else ""
    return (
        *head,
        actual_cell(view, result, strong=False),
        TextCell(measure.target.unit),
        TextCell("\n".join(c.file.rpartition("/")[2] for c in cells), sub=computed),
        TextCell("\n".join(c.sheet for c in cells)),
        TextCell("\n".join(c.cell for c in cells)),
    )


def _no_source(result: MeasureResult) -> tuple[Cell, Cell, Cell]:
    row = result.reading_row
    if row is None:
        return quiet(words.NO_SOURCE), quiet(), quiet()
    return TextCell(row.file.rpartition("/")[2]), TextCell(row.sheet), TextCell(row.cell)


def _cells(result: MeasureResult) -> list[CellRef]:
    found = [c.ref if isinstance(c, Sourced) else c for c in result.actual.cells] if result.actual else []
    if not found and result.reading_row is not None:
        found = [result.reading_row]
    return list(dict.fromkeys(found))


def _computed(figure: Figure) -> str:
    if figure.numerator is None or figure.denominator is None:
        return words.computed_from(figure.rows, figure.rows_left_out, "", "")
    return words.computed_from(figure.rows, figure.rows_left_out, _plain(figure.numerator), _plain(figure.denominator))


def _plain(value: Decimal) -> str:
    exponent = value.normalize().as_tuple().exponent
    return formats.number(value, max(0, -exponent) if isinstance(exponent, int) else 0)


# --- 付録4 ------------------------------------------------------------------------------------------------------------


def findings(view: View) -> Iterator[Block]:
    """Everything that was found in the inputs: where, what, why, what to do."""
    found = view.assessment.findings
    counts = {s: sum(f.severity is s for f in found) for s in Severity}
    title = words.findings_headline(counts[Severity.ERROR], counts[Severity.WARNING], counts[Severity.NOTE])
    yield appendix_heading(4, title, words.FINDINGS)
    if not found:
        yield Paragraph((Span(words.NO_FINDINGS),), ParagraphRole.LEAD)
        return
    columns = (
        Column("", ColumnRole.ID),
        Column(words.PLACE, ColumnRole.FILE, weight=5),
        Column(words.WHAT, ColumnRole.TEXT, weight=7),
        Column(words.TO_DO, ColumnRole.TEXT, weight=6),
    )
    groups = tuple(
        RowGroup(tuple(_finding_row(f) for f in found if f.severity is s), heading=words.severity(s, counts[s]))
        for s in Severity
        if counts[s]
    )
    yield Table(columns, groups, caption=words.FINDINGS)


def _finding_row(found: Finding) -> tuple[Cell, ...]:
    place = "　".join(p for p in (found.sheet, found.cell) if p)
    return (
        TextCell(found.code),
        TextCell(found.file.rpartition("/")[2], sub=place) if found.file else quiet(),
        TextCell(found.what, sub=found.why),
        TextCell(found.remedy),
    )

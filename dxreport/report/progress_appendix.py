"""Turns submissions, rules, sources and findings into the appendices, and the schedule into what comes next."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from decimal import Decimal

from dxreport.evaluate.assessment import BarResult, DepartmentState, Figure, MeasureResult, ScheduleStatus
from dxreport.model.due_date import due_day
from dxreport.model.finding import Finding, Severity
from dxreport.model.period import Checkpoint, FiscalYear
from dxreport.model.policy import Status
from dxreport.model.provenance import CellRef, Sourced
from dxreport.model.strategy import Measure
from dxreport.report.blocks import Block, FactRow, Facts, Heading, Paragraph, ParagraphRole, Table
from dxreport.report.cells import Cell, Column, ColumnRole, NumberCell, RowGroup, Span, StatusCell, TextCell
from dxreport.report.progress_parts import View, actual_cell, quiet, schedule_cell
from dxreport.report.wording import formats
from dxreport.report.wording import progress as shared
from dxreport.report.wording import progress_appendix as words
from dxreport.report.wording.measures import plan_text, rule_text

_NOT_OVER = (
    ScheduleStatus.AHEAD, ScheduleStatus.ON_SCHEDULE, ScheduleStatus.DELAYED,
    ScheduleStatus.NOT_STARTED_LATE, ScheduleStatus.NOT_YET, ScheduleStatus.UNREPORTED,
)  # fmt: skip


def _title(text: tuple[str, ...], kicker: str, key: str, bookmark: str) -> Heading:
    return Heading(1, text, kicker=kicker, anchor=key, bookmark=bookmark, new_page=True)


def _appendix(number: int, text: tuple[str, ...], aside: str = "") -> Heading:
    kicker = words.appendix(number)
    name = aside or "".join(text)
    return Heading(
        1, text, kicker=kicker, aside=aside, anchor=f"appendix-{number}", bookmark=f"{kicker}　{name}", new_page=True
    )


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
        initiative = strategy.initiative_of(bar.bar.id)
        later = TextCell(words.month_end(bar.overrun[1]), strong=True) if bar.overrun else quiet()
        rows.append((
            TextCell(initiative.id), TextCell(initiative.short_name), TextCell(bar.bar.short_name),
            TextCell(strategy.department(bar.bar.department).name),
            TextCell(words.month_end(bar.bar.end)), later, schedule_cell(bar.mark),
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
            number = strategy.initiative_of(item).id
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
    yield _appendix(1, words.submissions_headline(done, len(expected)), words.SUBMISSIONS_CAPTION)
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


# --- 付録2 ------------------------------------------------------------------------------------------------------------


def method(view: View) -> Iterator[Block]:
    """The scale and the rules in use, in words."""
    yield _appendix(2, (words.METHOD,))
    scale = view.assessment.strategy.scale
    running = (Status.ACHIEVED, Status.ON_TRACK, Status.BEHIND, Status.LATE, Status.EXCLUDED, Status.UNREPORTED)
    closed = (Status.MET, Status.MISSED, Status.EXCLUDED, Status.UNREPORTED)
    classes = tuple(
        (StatusCell(scale.of(s)), TextCell(words.class_rule(s, scale))) for s in (closed if view.final else running)
    )
    two = (Column(words.CLASS, ColumnRole.STATUS), Column(words.RULE, ColumnRole.TEXT))
    yield Table(two, (RowGroup(classes),), caption=words.CLASSES_TITLE, title=words.CLASSES_TITLE, keep=True)
    schedule = tuple(
        (TextCell(a), TextCell(b)) for a, b in words.schedule_rules(scale.slight_delay_months)
    )  # fmt: skip
    named = (Column(words.CLASS, ColumnRole.NAME, weight=3), Column(words.RULE, ColumnRole.TEXT, weight=7))
    yield Table(named, (RowGroup(schedule),), caption=words.SCHEDULE_TITLE, title=words.SCHEDULE_TITLE, keep=True)
    measures = view.assessment.strategy.measures
    yield _types(measures)
    by_plan: dict[str, list[str]] = {}
    for m in measures:
        by_plan.setdefault(plan_text(m), []).append(m.id)
    plan = words.plans(list(by_plan.items()))
    yield Heading(2, (words.RULES_TITLE,))
    yield Facts(tuple(FactRow(label, ((Span(text),),)) for label, text in words.common_rules(plan)))


def _types(measures: Sequence[Measure]) -> Table:
    columns = (
        Column(words.KIND, ColumnRole.NAME, weight=3),
        Column(words.RULE, ColumnRole.TEXT, weight=6),
        Column(words.APPLIES, ColumnRole.TEXT, weight=4),
    )
    rows = []
    for kind in dict.fromkeys(m.type for m in measures):
        those = [m for m in measures if m.type is kind]
        ids = shared.listed([m.id for m in those])
        rows.append((TextCell(words.measure_type(kind)), TextCell(rule_text(those[0])), TextCell(ids, quiet=True)))
    return Table(columns, (RowGroup(tuple(rows)),), caption=words.TYPES_TITLE, title=words.TYPES_TITLE)


# --- 付録3 ------------------------------------------------------------------------------------------------------------


def sources(view: View) -> Iterator[Block]:
    """Where each figure was read: file, sheet, cell."""
    yield _appendix(3, (words.SOURCES,))
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
    term = view.assessment.strategy.terms.initiative
    groups = tuple(
        RowGroup(
            tuple(_source_row(view, m) for m in i.measures),
            heading=words.initiative(term, i.initiative.id, i.initiative.short_name),
        )
        for i in view.assessment.initiatives
    )
    yield Table(columns, groups, caption=words.SOURCES, note=words.SOURCES_NOTE)


def _source_row(view: View, result: MeasureResult) -> tuple[Cell, ...]:
    measure = result.measure
    head: tuple[Cell, ...] = (TextCell(measure.id), TextCell(measure.short_name))
    if result.actual is None and not result.none_occurred:
        return (*head, quiet(view.status(result.status).word), TextCell(measure.target.unit), *_no_source(result))
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
        return words.computed_from(figure.rows, "", "")
    return words.computed_from(figure.rows, _plain(figure.numerator), _plain(figure.denominator))


def _plain(value: Decimal) -> str:
    exponent = value.normalize().as_tuple().exponent
    return formats.number(value, max(0, -exponent) if isinstance(exponent, int) else 0)


# --- 付録4 ------------------------------------------------------------------------------------------------------------


def findings(view: View) -> Iterator[Block]:
    """Everything that was found in the inputs: where, what, why, what to do."""
    found = view.assessment.findings
    counts = {s: sum(f.severity is s for f in found) for s in Severity}
    title = words.findings_headline(counts[Severity.ERROR], counts[Severity.WARNING], counts[Severity.NOTE])
    yield _appendix(4, title, words.FINDINGS)
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

"""Turns submissions, rules, sources and findings into the appendices, and the schedule into what comes next."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal

from dxreport.evaluate.assessment import DepartmentState
from dxreport.evaluate.measure_result import Figure, MeasureResult
from dxreport.model.finding import Finding, Severity
from dxreport.model.provenance import CellRef, Sourced
from dxreport.report.blocks import Block, Heading, Paragraph, ParagraphRole, Table
from dxreport.report.cells import Cell, Column, ColumnRole, NumberCell, RowGroup, Span, TextCell
from dxreport.report.progress_headings import appendix_heading
from dxreport.report.progress_parts import View, actual_cell, quiet
from dxreport.report.wording import formats, spoken
from dxreport.report.wording import progress_appendix as words

# --- 付録1 ------------------------------------------------------------------------------------------------------------


def submissions(view: View) -> Iterator[Block]:
    states = [d for d in view.assessment.departments if d.department.submits or d.used or d.unreadable]
    expected = [d for d in states if d.department.submits]
    done = sum(d.used is not None for d in expected)
    name = words.SUBMISSION_STATE if view.own else words.SUBMISSIONS_CAPTION
    yield appendix_heading(view, 1, words.submissions_headline(done, len(expected)), name)
    columns = (
        Column(words.BUREAU, ColumnRole.TEXT, weight=3),
        Column(words.DEPARTMENT, ColumnRole.NAME, weight=3),
        Column(words.STATE, ColumnRole.TEXT, weight=3),
        Column(words.DATE, ColumnRole.CELL),
        Column(words.ERRORS, ColumnRole.FIGURE),
        Column(words.WARNINGS, ColumnRole.FIGURE),
    )
    rows = tuple(_submission_row(d) for d in states)
    yield Table(columns, (RowGroup(rows),), caption=name, note=words.submissions_note())


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
    yield appendix_heading(view, 3, (words.SOURCES,))
    if not view.own:
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
        RowGroup(
            tuple(_source_row(view, m) for m in h.measures),
            heading=words.holder(h.holder),
            said=tuple(_source_said(m) for m in h.measures),
        )
        for h in view.assessment.holders
        if h.measures
    )
    yield Table(columns, groups, caption=words.SOURCES, note=words.SOURCES_NOTE)
    yield from _digests(view)


def _digests(view: View) -> Iterator[Block]:
    """The workbooks that figures come from, each with the digest by which its copy in the archive is known."""
    digests = view.assessment.digests
    cited = {c.file for m in view.assessment.measures for c in _cells(m)}
    rows = tuple(
        (TextCell(file.rpartition("/")[2]), TextCell(_in_groups(digests[file])))
        for file in sorted(cited)
        if file in digests
    )
    if rows:
        columns = (
            Column(words.FILE_COLUMN, ColumnRole.FILE, weight=5),
            Column(words.DIGEST, ColumnRole.DIGEST, weight=11),
        )
        yield Heading(2, (words.DIGESTS,))
        yield Table(columns, (RowGroup(rows),), caption=words.DIGESTS, note=words.DIGESTS_NOTE)


def _in_groups(digest: str) -> str:
    """Eight digits at a time: a person compares them so."""
    return " ".join(digest[n : n + 8] for n in range(0, len(digest), 8))


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


def _source_said(result: MeasureResult) -> str:
    measure = result.measure
    by_sheet: dict[tuple[str, str], list[str]] = {}
    for c in _cells(result):
        by_sheet.setdefault((c.file.rpartition("/")[2], c.sheet), []).append(c.cell)
    places = [spoken.place(file, sheet, cells) for (file, sheet), cells in by_sheet.items()]
    computed = _computed(result.actual) if result.actual else ""
    value = spoken.source_value(result)
    return spoken.source(measure.id, measure.short_name, value, places, computed)


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
    yield appendix_heading(view, 4, title, words.FINDINGS)
    if not found:
        yield Paragraph((Span(words.NO_FINDINGS),), ParagraphRole.LEAD)
        return
    columns = (
        Column("", ColumnRole.ID),
        Column(words.PLACE, ColumnRole.FILE, weight=4),
        Column(words.WHAT, ColumnRole.TEXT, weight=8),
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

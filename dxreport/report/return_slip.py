"""Turns what goes back to a department into its return slip (差戻票): a head, then one row for each thing to mend."""

from __future__ import annotations

from decimal import Decimal

from dxreport.evaluate.assessment import Assessment, DepartmentState
from dxreport.evaluate.deadlines import deadlines
from dxreport.evaluate.returns import Returned, ReturnedCell, column_and_row, next_number, returned
from dxreport.layout.submission import file_name
from dxreport.model.finding import Finding, Severity
from dxreport.model.strategy import Strategy
from dxreport.model.submission import Submission
from dxreport.report.blocks import Table
from dxreport.report.cells import Cell, CellLink, Column, ColumnRole, NumberCell, RowGroup, TextCell
from dxreport.report.papers import Book, Properties, Sheet, SheetHead
from dxreport.report.wording import return_slip as phrases
from dxreport.report.wording.formats import DASH, number
from dxreport.report.wording.marks import paper_mark

_R = ColumnRole
_ROLES = (_R.ID, _R.CELL, _R.LABEL, _R.CELL, _R.NAME, _R.TEXT, _R.TEXT, _R.TEXT, _R.CELL)
_WEIGHTS = (1, 1, 13, 1, 21, 16, 32, 30, 1)
Names = dict[tuple[str, int], str]
"""What stands in a row of a sheet: 「8-1a 端末設置完了率」."""


def compose(assessment: Assessment) -> tuple[tuple[str, Book], ...]:
    """(department id, slip) of every department with something to mend or to look at, in the strategy's order."""
    every = ((state, returned(assessment, state)) for state in assessment.departments)
    return tuple((state.department.id, _slip(assessment, back)) for state, back in every if back.cells)


def _slip(assessment: Assessment, back: Returned) -> Book:
    strategy, department = assessment.strategy, back.state.department
    title = phrases.title(strategy.year, strategy.title, department.name)
    properties = Properties(
        title=title,
        author=f"{strategy.municipality} {strategy.publication.bureau}{strategy.publication.section}",
        subject=phrases.SUBJECT,
        keywords=(strategy.municipality, strategy.title, department.name),
        stamp=assessment.as_of.isoformat(),
    )
    columns = tuple(
        Column(heading, role, weight, choices=phrases.DONE if heading == phrases.TICKED else ())
        for heading, role, weight in zip(phrases.HEADINGS, _ROLES, _WEIGHTS, strict=True)
    )
    table = Table(columns, tuple(_groups(assessment, back)), caption=title)
    return Book(properties, paper_mark(assessment), (Sheet(phrases.NAME, table, _head(assessment, back)),))


def _head(assessment: Assessment, back: Returned) -> SheetHead:
    strategy, department, checkpoint = assessment.strategy, back.state.department, assessment.checkpoint
    again = next_number(back)
    name = file_name(strategy.year, checkpoint, department, again or 1)
    ladder = deadlines(strategy, checkpoint)
    section = strategy.publication.section
    due = ladder[0].day if ladder else None
    linked = any(c.cell for c in back.cells)
    facts = (
        (phrases.TO, (f"{department.bureau}　{department.name}",)),
        (phrases.FROM, (f"{strategy.publication.bureau}　{section}",)),
        (phrases.ABOUT, (phrases.about(strategy.year, strategy.title, checkpoint, assessment.as_of),)),
        (phrases.FILE, ("、".join(_bare(f) for f in back.files),)),
        (phrases.ASKED, phrases.asked(back, again, name, section, due)),
        (phrases.NOTES, (*((phrases.NOTE_LINK,) if linked else ()), phrases.NOTE_FOUND)),
    )
    return SheetHead(phrases.NAME, phrases.counts(back.errors, back.warnings), facts)


def _groups(assessment: Assessment, back: Returned) -> list[RowGroup]:
    """One group a cell of the form: what is said of one cell stands together."""
    names = _names(assessment.strategy, back.state)
    groups: list[RowGroup] = []
    count = 0
    for place in back.cells:
        rows = []
        for first, item in ((f is place.findings[0], f) for f in place.findings):
            count += 1
            rows.append(_row(count, item, place, names, first=first))
        groups.append(RowGroup(tuple(rows)))
    return groups


def _row(count: int, item: Finding, place: ReturnedCell, names: Names, *, first: bool) -> tuple[Cell, ...]:
    """Where it is, stands in every row, so that the table can be filtered; quiet where it repeats the row above."""
    must = item.severity is Severity.ERROR
    whole = phrases.WHOLE_SHEET if place.sheet else phrases.WHOLE_FILE
    link = CellLink(_bare(place.file), place.sheet, place.cell) if place.sheet and place.cell else None
    name = names.get((place.sheet, column_and_row(place.cell)[1]), whole if not place.cell else DASH)
    return (
        NumberCell(number(Decimal(count), 0), Decimal(count)),
        TextCell(phrases.MUST if must else phrases.CHECK, strong=must),
        TextCell(place.sheet or DASH, quiet=not first),
        TextCell(place.cell or DASH, link=link),
        TextCell(name, quiet=not first),
        TextCell(phrases.found(item.found) or DASH),
        TextCell(f"{item.what}{item.why}"),
        TextCell(item.remedy),
        TextCell(""),
    )


def _names(strategy: Strategy, state: DepartmentState) -> Names:
    """The rows of the department's workbook by sheet and number; where two workbooks contradict each other, the later one's."""
    out: Names = {}
    for submission in (*state.replaced, *((state.used,) if state.used else ())):
        out.update(_of(strategy, submission))
    return out


def _of(strategy: Strategy, submission: Submission) -> Names:
    bars = {b.id: b for b in strategy.duties(submission.department).bars}
    out: Names = {}
    for reading in submission.readings:
        out[reading.row.sheet, column_and_row(reading.row.cell)[1]] = (
            f"{reading.measure_id} {strategy.measure(reading.measure_id).short_name}"
        )
    for task in submission.tasks:
        bar = bars[task.bar_id]
        out[task.row.sheet, column_and_row(task.row.cell)[1]] = f"{bar.id} {bar.label or bar.short_name}"
    headings = {x.id: next(c.heading for c in x.columns if c.id == x.key) for x in strategy.lists}
    for filled in submission.lists:
        for row in filled.rows:
            out[filled.sheet.sheet, row.number] = f"{headings[filled.list_id]} {row.key}"
    return out


def _bare(file: str) -> str:
    return file.rpartition("/")[2]

"""Turns a strategy, a checkpoint and a department into the department's submission form (an Excel workbook)."""

from __future__ import annotations

import io
from collections.abc import Mapping
from dataclasses import replace
from datetime import date
from decimal import Decimal

from openpyxl.styles import Font
from openpyxl.workbook.protection import WorkbookProtection
from openpyxl.workbook.workbook import Workbook

from dxreport.forms import cover, table
from dxreport.forms.cells import Pen, decimals_of
from dxreport.forms.cover import Content
from dxreport.forms.look import SIZE, Look
from dxreport.forms.rows import (
    FilledSheet,
    FollowUp,
    FormRow,
    follow_up_rows,
    kpi_rows,
    printed_cells,
    schedule_rows,
)
from dxreport.forms.worked_out import Rules, count_missing
from dxreport.layout import form_text
from dxreport.layout.package import normalise
from dxreport.layout.submission import (
    CHOICES_SHEET,
    COVER_SHEET,
    SPARE_LIST_ROWS,
    WORKING_SHEET,
    Identity,
    digest,
    file_name,
    list_sheet,
)
from dxreport.model.answers import WorkbookAnswers
from dxreport.model.detail import DetailList
from dxreport.model.period import Checkpoint
from dxreport.model.strategy import Department, Strategy


def build(
    strategy: Strategy,
    checkpoint: Checkpoint,
    department: Department,
    previous: Mapping[str, Decimal] | None = None,
    sample: bool = False,
    *,
    look: Look,
    delays: tuple[FollowUp, ...] = (),
    due: date | None = None,
) -> bytes:
    """One workbook: 記入要領, 提出票, then only the sheets that the department needs, as the template has it (``look``).

    ``previous`` gives the last checkpoint's values by measure (running totals for measures that add up), ``delays``
    what was said about delays then, ``due`` the day by which the form is wanted. Same arguments, same bytes.
    """
    answers = WorkbookAnswers(department.id)
    return compose(
        strategy, checkpoint, department, answers, previous or {}, look=look, sample=sample, delays=delays, due=due
    )


def compose(
    strategy: Strategy,
    checkpoint: Checkpoint,
    department: Department,
    answers: WorkbookAnswers,
    previous: Mapping[str, Decimal],
    *,
    look: Look,
    sample: bool,
    delays: tuple[FollowUp, ...],
    due: date | None,
) -> bytes:
    """The one path by which blank and filled forms are made: a blank form is one without answers."""
    book = Workbook()
    book.remove(book.worksheets[0])
    _set_default_font(book)
    book.loaded_theme = look.theme
    book.calculation.fullCalcOnLoad = True
    name = file_name(strategy.year, checkpoint, department, answers.number)
    head = form_text.head(strategy.year, checkpoint, department.name, sample)
    frame = table.Frame(Pen(look), Rules(strategy.year, checkpoint, strategy.scale), head)
    sheets = _sheets(strategy, checkpoint, department, answers, previous, delays)
    printed = tuple(record for filled, _ in sheets for record in printed_cells(filled))
    identity = Identity(
        strategy.organisation_code,
        strategy.year.code,
        checkpoint.value,
        department.id,
        sample=sample,
        digest=digest(printed),
    )
    duties = strategy.duties(department.id)
    guide = form_text.guide(strategy, checkpoint, lists=bool(duties.lists), follow_ups=bool(delays))
    cover.write_guide(book, guide, frame)
    facts = [(form_text.AS_OF_LABEL, form_text.as_of_text(strategy.year, checkpoint)), (form_text.FILE_LABEL, name)]
    if due is not None:
        facts.insert(0, (form_text.DUE_LABEL, form_text.date_text(due)))
    entered = {"number": Decimal(answers.number), **answers.cover}
    front = cover.write_cover(book, identity, department.name, frame, tuple(facts), entered)
    for filled, note in sheets:
        table.write(book, filled, frame, note)
    contents = (Content(f.sheet.name, 0 if f.spare else len(f.rows), count_missing(f)) for f, _ in sheets)
    cover.write_contents(book, front, (Content(COVER_SHEET, 0, cover.cover_missing()), *contents), frame)
    cover.write_identity(book, identity, frame.line, printed)
    _put_hidden_last(book)
    for sheet in book.worksheets:
        sheet.sheet_view.tabSelected = sheet.title == COVER_SHEET
    book.active = book.sheetnames.index(COVER_SHEET)
    book.security = WorkbookProtection(lockStructure=True)
    out = io.BytesIO()
    book.save(out)
    return normalise(out.getvalue(), checkpoint.last_day(strategy.year).isoformat())


def _sheets(
    strategy: Strategy,
    checkpoint: Checkpoint,
    department: Department,
    answers: WorkbookAnswers,
    previous: Mapping[str, Decimal],
    delays: tuple[FollowUp, ...],
) -> list[tuple[FilledSheet, str]]:
    """The table sheets that the department needs, each with its note."""
    duties = strategy.duties(department.id)
    sheets: list[tuple[FilledSheet, str]] = []
    if duties.measures:
        kpi = kpi_rows(strategy, duties, checkpoint, previous)
        sheets.append((replace(kpi, answers=answers.readings), form_text.KPI_NOTE))
    if duties.bars:
        sheets.append((replace(schedule_rows(strategy, duties), answers=answers.tasks), form_text.SCHEDULE_NOTE))
    if delays:
        sheets.append((replace(follow_up_rows(delays), answers=answers.follow_ups), form_text.FOLLOW_UP_NOTE))
    sheets.extend((_list(detail, strategy, answers), form_text.LIST_NOTE) for detail in duties.lists)
    return sheets


def _list(detail: DetailList, strategy: Strategy, answers: WorkbookAnswers) -> FilledSheet:
    """A detail list: the rows given so far, then open rows. A row is known by its number here: its key may be wrong."""
    given = answers.lists.get(detail.id, ())
    rows = tuple(FormRow(key=str(n), printed={}) for n in range(len(given)))
    described = list_sheet(detail, strategy.departments)
    numbers = {c.id: [v for row in given if isinstance(v := row.get(c.id), Decimal)] for c in described.columns}
    return FilledSheet(
        described,
        rows,
        SPARE_LIST_ROWS,
        answers={str(n): row for n, row in enumerate(given)},
        decimals={column: max(map(decimals_of, values)) for column, values in numbers.items() if values},
    )


def _put_hidden_last(book: Workbook) -> None:
    for name in (WORKING_SHEET, CHOICES_SHEET):
        if name in book.sheetnames:
            book.move_sheet(name, len(book.sheetnames))


def _set_default_font(book: Workbook) -> None:
    """Column widths are counted in digits of the default style's font."""
    font = Font(name=form_text.FIGURE_FONT, size=SIZE)
    book._named_styles["Normal"].font = font  # type: ignore[attr-defined]  # openpyxl has no public way

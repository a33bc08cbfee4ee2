"""Turns the identity of a form into its guide, its cover sheet, its hidden sheet and its properties."""

from __future__ import annotations

from decimal import Decimal

from openpyxl.packaging.custom import StringProperty
from openpyxl.utils import quote_sheetname
from openpyxl.workbook.defined_name import DefinedName
from openpyxl.workbook.workbook import Workbook
from openpyxl.worksheet.worksheet import Worksheet

from dxreport.forms import page
from dxreport.forms.cells import DATE_FORMAT, TEXT_FORMAT, lines_needed, put
from dxreport.forms.look import CENTRE, LEFT, LINE_HEIGHT, LOCKED, NOTE_SIZE, ONE_LINE, OPEN
from dxreport.forms.table import Frame, write_head
from dxreport.forms.validation import validation
from dxreport.layout import form_text
from dxreport.layout.form_text import GuideSection
from dxreport.layout.package import cell_text
from dxreport.layout.submission import (
    COVER_FIELDS,
    COVER_SHEET,
    COVER_TITLE,
    FIRST_ROW,
    GUIDE_SHEET,
    IDENTITY_SHEET,
    PRINTED_KEY,
    PROPERTY_PREFIX,
    Entry,
    FormColumn,
    Identity,
    PrintedCell,
)
from dxreport.model.answers import Row

_GUIDE_WIDTHS = (5.0, 20.0, 95.0)
_COVER_WIDTHS = (3.0, 24.0, 34.0, 65.0)
_LABEL, _VALUE, _SIDE = 2, 3, 4


def write_guide(book: Workbook, sections: tuple[GuideSection, ...], frame: Frame) -> None:
    """記入要領: numbered sections; rows of label and text are ruled."""
    sheet = book.create_sheet(GUIDE_SHEET)
    write_head(sheet, GUIDE_SHEET, "", frame, [])
    _set_widths(sheet, _GUIDE_WIDTHS)
    room = sum(_GUIDE_WIDTHS[1:])
    at = FIRST_ROW
    for number, section in enumerate(sections, 1):
        put(sheet, at, 1, f"{number}{form_text.SPACE}{section.heading}", frame.look.text(bold=True), ONE_LINE)
        sheet.row_dimensions[at].height = 24
        at += 1
        for count, line in enumerate(section.lines, 1):
            put(sheet, at, 1, f"({count})", frame.look.text(), CENTRE)
            put(sheet, at, 2, line, frame.look.text(), LEFT)
            sheet.merge_cells(start_row=at, end_row=at, start_column=2, end_column=3)
            sheet.row_dimensions[at].height = lines_needed(line, room) * LINE_HEIGHT + 3
            at += 1
        for label, text in section.rows:
            for column, content in ((2, label), (3, text)):
                cell = put(sheet, at, column, content, frame.look.text(bold=column == 2), LEFT)
                cell.border = frame.look.cell_border()
            sheet.row_dimensions[at].height = lines_needed(text, _GUIDE_WIDTHS[2]) * LINE_HEIGHT + 5
            at += 1
    sheet.print_area = f"A1:C{at - 1}"
    page.set_up(sheet, frame.line)
    page.fit(sheet, list(_GUIDE_WIDTHS), 1, None)
    sheet.page_setup.fitToHeight = 1
    page.protect(sheet)


def write_cover(
    book: Workbook, identity: Identity, department: str, frame: Frame, facts: tuple[tuple[str, str], ...], answers: Row
) -> Worksheet:
    """提出票: identity, entry cells with names, facts such as the due date. The table of sheets follows later."""
    sheet: Worksheet = book.create_sheet(COVER_SHEET)
    write_head(sheet, COVER_TITLE, form_text.COVER_NOTE, frame, list(_COVER_WIDTHS))
    _set_widths(sheet, _COVER_WIDTHS)
    printed: Row = {**dict(identity.items()), "department_name": department, "number": Decimal(1)}
    for offset, field in enumerate(COVER_FIELDS):
        at = FIRST_ROW + offset
        label = put(sheet, at, _LABEL, field.label, frame.look.text(bold=True), LEFT)
        label.border = frame.look.cell_border()
        entry = field.entry is not Entry.PRINTED
        value = answers.get(field.id, printed.get(field.id)) if entry else printed.get(field.id)
        cell = put(sheet, at, _VALUE, value, frame.look.text(), LEFT)
        cell.border, cell.protection = frame.look.cell_border(), OPEN if entry else LOCKED
        cell.number_format = {Entry.DATE: DATE_FORMAT, Entry.NUMBER: "0"}.get(field.entry, TEXT_FORMAT)
        if entry:
            cell.fill = frame.look.entry_fill
            column = FormColumn(field.id, field.label, field.entry, int(_COVER_WIDTHS[2]), field.hint)
            rule = validation(column, frame.year)
            rule.add(cell.coordinate)
            sheet.add_data_validation(rule)
        place = f"{quote_sheetname(COVER_SHEET)}!${cell.column_letter}${at}"
        book.defined_names[f"{PROPERTY_PREFIX}{field.id}"] = DefinedName(
            f"{PROPERTY_PREFIX}{field.id}", attr_text=place
        )
        sheet.row_dimensions[at].height = LINE_HEIGHT + 6
    at = FIRST_ROW + len(COVER_FIELDS)
    # Hints stand below the fields, not beside them: a reader takes the next filled cell to the right as the value.
    for field in (f for f in COVER_FIELDS if f.hint):
        put(sheet, at, _LABEL, form_text.hint_line(field.label, field.hint), frame.look.quiet(NOTE_SIZE), ONE_LINE)
        sheet.row_dimensions[at].height = LINE_HEIGHT
        at += 1
    for offset, (label_text, text) in enumerate(facts, 1):
        put(sheet, at + offset, _LABEL, label_text, frame.look.text(bold=True), LEFT)
        put(sheet, at + offset, _VALUE, text, frame.look.text(), ONE_LINE)
        sheet.row_dimensions[at + offset].height = LINE_HEIGHT + 3
    page.set_up(sheet, frame.line)
    page.fit(sheet, list(_COVER_WIDTHS), 1, None)
    page.protect(sheet)
    return sheet


def write_contents(sheet: Worksheet, contents: tuple[tuple[str, int], ...], frame: Frame) -> None:
    """Which sheets there are, how many rows each asks for, and what is done there; names are links."""
    at = sheet.max_row + 2
    put(sheet, at, _LABEL, form_text.SHEETS_HEADING, frame.look.text(bold=True), ONE_LINE)
    at += 1
    for column, text in zip((_LABEL, _VALUE, _SIDE), form_text.SHEET_COLUMNS, strict=True):
        cell = put(sheet, at, column, text, frame.look.text(bold=True), LEFT)
        cell.fill, cell.border = frame.look.head_fill, frame.look.head_border()
    for number, (name, count) in enumerate(contents, at + 1):
        texts = (name, str(count) if count else "", form_text.sheet_use(name))
        for column, text in zip((_LABEL, _VALUE, _SIDE), texts, strict=True):
            cell = put(sheet, number, column, text, frame.look.text(), CENTRE if column == _VALUE else LEFT)
            cell.border = frame.look.cell_border()
        sheet.row_dimensions[number].height = lines_needed(name, _COVER_WIDTHS[1]) * LINE_HEIGHT + 3
    sheet.print_area = f"A1:D{at + len(contents)}"


def write_identity(book: Workbook, identity: Identity, title: str, printed: tuple[PrintedCell, ...]) -> None:
    """The same identity on the hidden sheet and in the custom properties: copies of a form lose one or the other.

    Below it the hidden sheet records the locked cells as issued, so that a reader can tell which of them was changed.
    """
    sheet = book.create_sheet(IDENTITY_SHEET)
    for number, (key, value) in enumerate(identity.items(), 1):
        for column, text in ((1, key), (2, value)):
            cell = sheet.cell(number, column)
            cell.value, cell.number_format = text, TEXT_FORMAT
        entry = StringProperty(name=f"{PROPERTY_PREFIX}{key}", value=value)
        book.custom_doc_props.append(entry)  # type: ignore[attr-defined]  # the stubs lack it
    for number, record in enumerate(printed, len(identity.items()) + 1):
        for column, text in enumerate((PRINTED_KEY, record.anchor, record.row, record.column, record.text), 1):
            cell = sheet.cell(number, column)
            cell.value, cell.number_format, cell.data_type = cell_text(text), TEXT_FORMAT, "s"
    sheet.sheet_state = "hidden"
    page.protect(sheet)
    book.properties.title, book.properties.creator, book.properties.language = title, identity.municipality, "ja-JP"


def _set_widths(sheet: Worksheet, widths: tuple[float, ...]) -> None:
    for letter, width in zip("ABCDEFGH", widths, strict=False):
        sheet.column_dimensions[letter].width = width

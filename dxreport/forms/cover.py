"""Turns the identity of a form into its guide, its cover sheet, its hidden sheet and its properties."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal

from openpyxl.formatting.rule import Rule
from openpyxl.packaging.custom import StringProperty
from openpyxl.workbook.workbook import Workbook
from openpyxl.worksheet.worksheet import Worksheet

from dxreport.forms import formulas as f
from dxreport.forms import page
from dxreport.forms.cells import DATE_FORMAT, TEXT_FORMAT, block_height, lines_needed
from dxreport.forms.contract import Role
from dxreport.forms.table import Frame, name_place, write_head
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
    MISSING_NAME,
    PRINTED_KEY,
    PROPERTY_PREFIX,
    CoverField,
    Entry,
    FormColumn,
    Identity,
    PrintedCell,
)
from dxreport.model.answers import Answer, Row

_GUIDE_WIDTHS = (5.0, 22.0, 95.0)
_COVER_WIDTHS = (3.0, 28.0, 56.0, 11.0, 11.0)
_LABEL, _VALUE, _COUNT, _MISSING = 2, 3, 4, 5


@dataclass(frozen=True, slots=True)
class Content:
    """A line of the cover's table of sheets: how many rows the sheet asks for, and the formula of what is missing there."""

    sheet: str
    rows: int
    missing: str


def write_guide(book: Workbook, sections: tuple[GuideSection, ...], frame: Frame) -> None:
    """記入要領: numbered sections; rows of label and text are ruled."""
    sheet = book.create_sheet(GUIDE_SHEET)
    write_head(sheet, GUIDE_SHEET, "", frame, [])
    _set_widths(sheet, _GUIDE_WIDTHS)
    pen, plain = frame.pen, frame.look.styles[Role.PLAIN]
    at = FIRST_ROW
    for number, section in enumerate(sections, 1):
        pen.put(sheet, (at, 1), f"{number}{form_text.SPACE}{section.heading}", Role.WHOSE, unwrapped=True)
        sheet.row_dimensions[at].height = plain.line + 9
        at += 1
        for count, line in enumerate(section.lines, 1):
            pen.put(sheet, (at, 1), f"({count})", Role.PLAIN)
            pen.put(sheet, (at, 2), line, Role.PLAIN)
            sheet.merge_cells(start_row=at, end_row=at, start_column=2, end_column=3)
            sheet.row_dimensions[at].height = block_height(line, sum(_GUIDE_WIDTHS[1:]), plain)
            at += 1
        for label, text in section.rows:
            pen.put(sheet, (at, 2), label, Role.LABEL)
            pen.put(sheet, (at, 3), text, Role.TEXT)
            sheet.row_dimensions[at].height = block_height(text, _GUIDE_WIDTHS[2], frame.look.styles[Role.TEXT]) + 2
            at += 1
    sheet.print_area = f"A1:C{at - 1}"
    page.set_up(sheet, frame.line, frame.look.margins, frame.look.letterhead)
    page.fit(sheet, list(_GUIDE_WIDTHS), 1, None, frame.look.margins)
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
    pen, line = frame.pen, frame.look.line
    for at, field in enumerate(COVER_FIELDS, FIRST_ROW):
        pen.put(sheet, (at, _LABEL), field.label, Role.LABEL)
        entry = field.entry is not Entry.PRINTED
        value = answers.get(field.id, printed.get(field.id)) if entry else printed.get(field.id)
        _write_field(sheet, at, field, value, frame)
        name_place(book, f"{PROPERTY_PREFIX}{field.id}", sheet, f"$C${at}")
        sheet.row_dimensions[at].height = line + 6
    at = FIRST_ROW + len(COVER_FIELDS)
    # Hints stand below the fields, not beside them: a reader takes the next filled cell to the right as the value.
    for field in (c for c in COVER_FIELDS if c.hint):
        pen.put(sheet, (at, _LABEL), form_text.hint_line(field.label, field.hint), Role.NOTE, unwrapped=True)
        sheet.row_dimensions[at].height = line
        at += 1
    for offset, (label, text) in enumerate(facts, 1):
        pen.put(sheet, (at + offset, _LABEL), label, Role.WHOSE)
        pen.put(sheet, (at + offset, _VALUE), text, Role.PLAIN, unwrapped=True)
        sheet.row_dimensions[at + offset].height = line + 3
    page.set_up(sheet, frame.line, frame.look.margins, frame.look.letterhead)
    page.fit(sheet, list(_COVER_WIDTHS), 1, None, frame.look.margins)
    page.protect(sheet)
    given = {"number", *answers}  # 提出回数 is printed as 1
    asked = (n for n, c in enumerate(COVER_FIELDS, FIRST_ROW) if c.entry is not Entry.PRINTED and c.id not in given)
    page.open_at(sheet, f"C{next(asked, FIRST_ROW)}")
    return sheet


def _write_field(sheet: Worksheet, at: int, field: CoverField, value: Answer | None, frame: Frame) -> None:
    entry = field.entry is not Entry.PRINTED
    number_format = {Entry.DATE: DATE_FORMAT, Entry.NUMBER: "0"}.get(field.entry, TEXT_FORMAT)
    role = Role.ENTRY if entry else Role.TEXT
    cell = frame.pen.put(sheet, (at, _VALUE), value, role, number_format=number_format, unlocked=entry)
    if not entry:
        return
    rule = validation(FormColumn(field.id, field.label, field.entry, 34, field.hint), frame.rules.year)
    rule.add(cell.coordinate)
    sheet.add_data_validation(rule)
    _overlay(sheet, cell.coordinate, f.is_blank(cell.coordinate), frame)


def cover_missing() -> str:
    """How many of the cover's own fields are blank."""
    asked = [FIRST_ROW + n for n, field in enumerate(COVER_FIELDS) if field.entry is not Entry.PRINTED]
    return f"COUNTBLANK(C{asked[0]}:C{asked[-1]})"


def write_contents(book: Workbook, sheet: Worksheet, contents: tuple[Content, ...], frame: Frame) -> None:
    """Which sheets there are, what is done there, how many rows each asks for and what is missing; the sum above."""
    pen, style = frame.pen, frame.look.styles[Role.TEXT]
    at = sheet.max_row + 2
    pen.put(sheet, (at, _LABEL), form_text.SHEETS_HEADING, Role.WHOSE, unwrapped=True)
    sheet.row_dimensions[at].height = style.line + 6
    head, first, last = at + 1, at + 2, at + 1 + len(contents)
    total, none, some = f"$E${last + 1}", f.text(form_text.ALL_FILLED), map(f.text, form_text.MISSING_COUNT)
    pen.work_out(sheet, (at, _VALUE), f.when(f"{total}=0", none, f"&{total}&".join(some)), Role.WHOSE)
    _overlay(sheet, f"C{at}", f"{total}>0", frame)
    for column, text in enumerate(form_text.SHEET_COLUMNS, _LABEL):
        pen.put(sheet, (head, column), text, Role.HEAD)
    sheet.row_dimensions[head].height = style.line + 5
    for number, content in enumerate(contents, first):
        use = form_text.sheet_use(content.sheet)
        pen.put(sheet, (number, _LABEL), content.sheet, Role.TEXT)
        pen.put(sheet, (number, _VALUE), use, Role.TEXT)
        pen.put(sheet, (number, _COUNT), Decimal(content.rows) if content.rows else None, Role.COUNT)
        pen.put(sheet, (number, _MISSING), None, Role.COUNT)
        if content.missing:
            pen.work_out(sheet, (number, _MISSING), content.missing, Role.COUNT)
        lines = max(lines_needed(t, _COVER_WIDTHS[n], style.size) for n, t in ((1, content.sheet), (2, use)))
        sheet.row_dimensions[number].height = lines * style.line + 5
    pen.put(sheet, (last + 1, _LABEL), form_text.TOTAL, Role.LABEL)
    for column in (_VALUE, _COUNT):
        pen.put(sheet, (last + 1, column), None, Role.TEXT)
    pen.work_out(sheet, (last + 1, _MISSING), f"SUM(E{first}:E{last})", Role.COUNT)
    sheet.row_dimensions[last + 1].height = style.line + 5
    name_place(book, MISSING_NAME, sheet, total)
    _overlay(sheet, f"E{first}:E{last + 1}", f"N(E{first})>0", frame)
    sheet.print_area = f"A1:E{last + 1}"
    sheet.page_setup.fitToHeight = 1


def _overlay(sheet: Worksheet, span: str, formula: str, frame: Frame) -> None:
    rule = Rule(type="expression", formula=[formula], dxf=frame.look.missing())
    sheet.conditional_formatting.add(span, rule)


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
        for column, text in enumerate((PRINTED_KEY, record.sheet, record.row, record.column, record.text), 1):
            cell = sheet.cell(number, column)
            cell.value, cell.number_format, cell.data_type = cell_text(text), TEXT_FORMAT, "s"
    sheet.sheet_state = "hidden"
    page.protect(sheet)
    book.properties.title, book.properties.creator, book.properties.language = title, identity.municipality, "ja-JP"


def _set_widths(sheet: Worksheet, widths: tuple[float, ...]) -> None:
    for letter, width in zip("ABCDE", widths, strict=False):
        sheet.column_dimensions[letter].width = width

"""Turns a table sheet of the layout and its rows into a worksheet: heads, cells, rules, prompts, print set-up."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal

from openpyxl.utils import get_column_letter, quote_sheetname
from openpyxl.workbook.defined_name import DefinedName
from openpyxl.workbook.workbook import Workbook
from openpyxl.worksheet.worksheet import Worksheet

from dxreport.forms import page, worked_out
from dxreport.forms.cells import (
    DATE_FORMAT,
    GENERAL,
    TEXT_FORMAT,
    Pen,
    block_height,
    decimals_of,
    lines_needed,
    number_format,
)
from dxreport.forms.contract import Role
from dxreport.forms.look import Look
from dxreport.forms.rows import FilledSheet, FormRow, is_entry
from dxreport.forms.validation import needs_range, validation
from dxreport.forms.worked_out import Rules
from dxreport.layout import form_text
from dxreport.layout.submission import (
    CHECK,
    CHOICES_SHEET,
    FIRST_ROW,
    HEADER_ROW,
    KPI_SHEET,
    NOTE_ROW,
    RATING,
    SCHEDULE_SHEET,
    TITLE_ROW,
    Entry,
    FormColumn,
)
from dxreport.model.answers import Answer, Row
from dxreport.model.period import FiscalYear

_WHOLE_UNTIL = 0
_REPEATED = 3
_TWO_PAGES = (KPI_SHEET.name, SCHEDULE_SHEET.name)
"""Sheets that print on two pages side by side: figures and the class, then what is missing and words."""
_MEASURED = frozenset({"planned", "last", "value", "forecast"})
_EXPLAINED = frozenset({"reason", "remedy", "progress"})
_TITLE_HEIGHT, _LINE_HEIGHT = 24, 20


@dataclass(frozen=True, slots=True)
class Frame:
    """What all sheets of one form share."""

    pen: Pen
    rules: Rules
    head: tuple[str, str]

    @property
    def look(self) -> Look:
        return self.pen.look

    @property
    def line(self) -> str:
        return form_text.SPACE.join(self.head)


def write(book: Workbook, filled: FilledSheet, frame: Frame, note: str) -> Worksheet:
    """Add the sheet to ``book``. Spare rows are open entry rows below the given ones."""
    sheet: Worksheet = book.create_sheet(filled.sheet.name)
    columns = filled.sheet.columns
    widths = [0.0 if c.id in filled.hidden else float(c.width) for c in columns]
    cut = next((n for n, c in enumerate(columns, 1) if c.id == CHECK and filled.sheet.name in _TWO_PAGES), None)
    # On a sheet that prints on two pages side by side the head keeps to the repeated columns.
    write_head(sheet, filled.sheet.title, note, frame, widths[: cut - 1] if cut else widths, _REPEATED if cut else 0)
    _write_headings(book, sheet, filled, frame)
    rows = (*filled.rows, *(FormRow(key="", printed={}) for _ in range(filled.spare)))
    for offset, row in enumerate(rows):
        opens_group = bool(offset) and row.group != rows[offset - 1].group
        made = worked_out.formulas(book, filled, row, FIRST_ROW + offset, frame.rules)
        _write_row(sheet, FIRST_ROW + offset, row, filled, frame, opens_group)
        for position, column in enumerate(columns, 1):
            if column.id in made:
                role = Role.RATING if column.id == RATING else Role.CHECK
                frame.pen.work_out(sheet, (FIRST_ROW + offset, position), made[column.id], role, group=opens_group)
    last = FIRST_ROW + max(len(rows), 1) - 1
    _add_rules(book, sheet, filled, rows, frame.rules.year)
    worked_out.mark(sheet, filled, last, frame.look, frame.rules)
    is_list = filled.spare > 0
    sheet.freeze_panes = f"{get_column_letter(2 if is_list else _REPEATED + 1)}{FIRST_ROW}"
    sheet.print_title_rows = f"{HEADER_ROW - 1}:{HEADER_ROW}"
    sheet.print_area = f"A1:{get_column_letter(len(columns))}{last}"
    if is_list:
        sheet.auto_filter.ref = f"A{HEADER_ROW}:{get_column_letter(len(columns))}{last}"
    page.set_up(sheet, frame.line, frame.look.margins, frame.look.letterhead)
    page.fit(sheet, widths, _REPEATED, cut, frame.look.margins)
    page.protect(sheet, rows=is_list)
    page.open_at(sheet, _first_to_fill_in(filled, rows))
    return sheet


def _write_headings(book: Workbook, sheet: Worksheet, filled: FilledSheet, frame: Frame) -> None:
    """The heading row, and the name by which it is found when the sheet has been renamed."""
    columns = filled.sheet.columns
    for number, column in enumerate(columns, 1):
        letter = get_column_letter(number)
        sheet.column_dimensions[letter].width = column.width
        sheet.column_dimensions[letter].hidden = column.id in filled.hidden
        frame.pen.put(sheet, (HEADER_ROW, number), _broken(column), Role.HEAD)
    style = frame.look.styles[Role.HEAD]
    lines = max(2, *(lines_needed(_broken(c), c.width, style.size) for c in columns))
    sheet.row_dimensions[HEADER_ROW].height = lines * style.line + 3
    name_place(book, filled.sheet.anchor, sheet, f"$A${HEADER_ROW}:${get_column_letter(len(columns))}${HEADER_ROW}")


def name_place(book: Workbook, name: str, sheet: Worksheet, cells: str) -> None:
    """Give cells of the sheet a name of the workbook's."""
    book.defined_names[name] = DefinedName(name, attr_text=f"{quote_sheetname(sheet.title)}!{cells}")


def _first_to_fill_in(filled: FilledSheet, rows: tuple[FormRow, ...]) -> str:
    """The first open cell without an answer, from the left in the first row that has one."""
    for number, row in enumerate(rows, FIRST_ROW):
        answers = filled.answers.get(row.key, {}) if row.key else {}
        for position, column in enumerate(filled.sheet.columns, 1):
            if is_entry(column, row) and column.id not in answers and column.id not in filled.hidden:
                return f"{get_column_letter(position)}{number}"
    return f"A{FIRST_ROW}"


def _broken(column: FormColumn) -> str:
    """A heading too long for its column breaks before its unit; a reader compares headings without white space."""
    fits = lines_needed(column.heading, column.width) == 1
    return column.heading if fits else column.heading.replace(form_text.UNIT_OPENS, f"\n{form_text.UNIT_OPENS}")


def write_head(sheet: Worksheet, title: str, note: str, frame: Frame, widths: list[float], repeated: int = 0) -> None:
    """Title, note and the line with year, checkpoint and department, over the columns ``widths``.

    With ``repeated``, title and line stand within that many columns, the note to the right of them.
    """
    line_row, pen, styles = HEADER_ROW - 1, frame.pen, frame.look.styles
    pen.put(sheet, (TITLE_ROW, 1), title, Role.TITLE)
    sheet.row_dimensions[TITLE_ROW].height = max(_TITLE_HEIGHT, styles[Role.TITLE].line + 4)
    pen.put(sheet, (NOTE_ROW, 1 + repeated), note, Role.NOTE)
    whose = "\n".join(frame.head) if repeated else frame.line
    pen.put(sheet, (line_row, 1), whose, Role.WHOSE, unwrapped=not repeated)
    if not repeated:
        sheet.merge_cells(start_row=NOTE_ROW, end_row=NOTE_ROW, start_column=1, end_column=max(2, len(widths)))
        sheet.row_dimensions[NOTE_ROW].height = block_height(note, sum(widths), styles[Role.NOTE]) if note else 4
        sheet.row_dimensions[line_row].height = max(_LINE_HEIGHT, styles[Role.WHOSE].line + 4)
        return
    sheet.merge_cells(start_row=NOTE_ROW, end_row=line_row, start_column=1 + repeated, end_column=len(widths))
    sheet.merge_cells(start_row=line_row, end_row=line_row, start_column=1, end_column=repeated)
    sheet.row_dimensions[NOTE_ROW].height = 4
    noted = block_height(note, sum(widths[repeated:]), styles[Role.NOTE])
    sheet.row_dimensions[line_row].height = max(2 * styles[Role.WHOSE].line + 5, noted)


def _write_row(
    sheet: Worksheet, number: int, row: FormRow, filled: FilledSheet, frame: Frame, opens_group: bool
) -> None:
    answers = filled.answers.get(row.key, {}) if row.key else {}
    sheet.row_dimensions[number].height = _row_height(row, filled, answers, frame)
    for position, column in enumerate(filled.sheet.columns, 1):
        entry = is_entry(column, row)
        value: Answer | None = row.printed.get(column.id)
        if entry and column.id in answers:
            value = answers[column.id]
        frame.pen.put(
            sheet,
            (number, position),
            value,
            _role(column, value, entry=entry),
            number_format=_format(column, row, filled, value),
            unlocked=entry,
            group=opens_group,
        )


def _row_height(row: FormRow, filled: FilledSheet, answers: Row, frame: Frame) -> float:
    """Points that the row's longest text needs; a row that asks for reasons has room for two lines at least."""
    least = 2 if any(c.id in _EXPLAINED and is_entry(c, row) for c in filled.sheet.columns) else 1
    known: Row = {**row.printed, **answers}
    if row.subject is not None:
        known[RATING] = frame.rules.longest_class(filled.sheet.id)
    texts = ((c.width, known.get(c.id, "")) for c in filled.sheet.columns)
    look = frame.look
    lines = max(lines_needed(text, width, look.size) for width, text in texts if isinstance(text, str))
    return max(lines, least) * look.line + 4


def _role(column: FormColumn, value: Answer | None, *, entry: bool) -> Role:
    if column.entry is not Entry.PRINTED and not entry:
        return Role.NOT_ASKED
    if entry:
        return {Entry.NUMBER: Role.ENTRY_FIGURE, Entry.DATE: Role.ENTRY_DATE}.get(column.entry, Role.ENTRY)
    if column.id in ("initiative", "wanted"):
        return Role.QUIET
    return Role.FIGURE if isinstance(value, Decimal) else Role.ID if column.id == "id" else Role.TEXT


def _format(column: FormColumn, row: FormRow, filled: FilledSheet, value: Answer | None) -> str:
    if column.id in (RATING, CHECK):
        return GENERAL
    if column.entry is Entry.DATE:
        return DATE_FORMAT
    if column.entry is not Entry.NUMBER and not isinstance(value, Decimal):
        return TEXT_FORMAT
    if column.id in _MEASURED:
        return number_format(row.decimals or 0)
    return number_format(filled.decimals.get(column.id, decimals_of(value) if isinstance(value, Decimal) else 0))


def _add_rules(
    book: Workbook, sheet: Worksheet, filled: FilledSheet, rows: tuple[FormRow, ...], year: FiscalYear
) -> None:
    """One rule for each column and kind of number, over the cells that are open."""
    for position, column in enumerate(filled.sheet.columns, 1):
        letter = get_column_letter(position)
        open_rows = [(FIRST_ROW + n, row) for n, row in enumerate(rows) if is_entry(column, row)]
        choices = _choices_range(book, f"{filled.sheet.name}.{column.id}", column) if open_rows else ""
        for whole, signed in ((False, False), (False, True), (True, False)):
            wanted = [n for n, row in open_rows if not _worded(column, row) and _kind(column, row) == (whole, signed)]
            if not wanted:
                continue
            rule = validation(column, year, choices_range=choices, whole=whole, signed=signed)
            for first, last in _runs(wanted):
                rule.add(f"{letter}{first}:{letter}{last}" if last > first else f"{letter}{first}")
            sheet.add_data_validation(rule)


def _kind(column: FormColumn, row: FormRow) -> tuple[bool, bool]:
    if column.entry is not Entry.NUMBER or column.id not in ("value", "forecast"):
        return (False, False)
    return (False, True) if row.signed else (row.decimals == _WHOLE_UNTIL, False)


def _worded(column: FormColumn, row: FormRow) -> bool:
    """A cell that takes a word as well as a number has no rule."""
    return row.worded and column.id == "value"


def _runs(numbers: list[int]) -> list[tuple[int, int]]:
    """Consecutive numbers as (first, last)."""
    runs: list[tuple[int, int]] = []
    for number in numbers:
        if runs and runs[-1][1] == number - 1:
            runs[-1] = (runs[-1][0], number)
        else:
            runs.append((number, number))
    return runs


def _choices_range(book: Workbook, name: str, column: FormColumn) -> str:
    """Where long choices stand: a column of the hidden sheet of choices, added at need."""
    if column.entry is not Entry.CHOICE or not column.choices or not needs_range(column):
        return ""
    if CHOICES_SHEET not in book.sheetnames:
        book.create_sheet(CHOICES_SHEET).sheet_state = "hidden"
    sheet = book[CHOICES_SHEET]
    position = 1 if sheet.cell(1, 1).value is None else sheet.max_column + 1
    for number, text in enumerate((name, *column.choices), 1):
        sheet.cell(number, position).value = text
    letter = get_column_letter(position)
    return f"'{CHOICES_SHEET}'!${letter}$2:${letter}${len(column.choices) + 1}"

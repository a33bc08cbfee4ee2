"""Turns a table sheet of the layout and its rows into a worksheet: heads, cells, rules, prompts, print set-up."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal

from openpyxl.formatting.rule import FormulaRule
from openpyxl.styles import Alignment, Font
from openpyxl.utils import get_column_letter
from openpyxl.workbook.workbook import Workbook
from openpyxl.worksheet.worksheet import Worksheet

from dxreport.forms import page
from dxreport.forms.cells import DATE_FORMAT, TEXT_FORMAT, decimals_of, lines_needed, note_height, number_format, put
from dxreport.forms.look import CENTRE, LEFT, LINE_HEIGHT, LOCKED, NOTE_SIZE, ONE_LINE, OPEN, RIGHT, Look
from dxreport.forms.rows import FilledSheet, FormRow, is_entry
from dxreport.forms.validation import needs_range, validation
from dxreport.layout import form_text
from dxreport.layout.submission import (
    CHOICES_SHEET,
    FIRST_ROW,
    HEADER_ROW,
    KPI_SHEET,
    NOTE_ROW,
    SCHEDULE_SHEET,
    TITLE_ROW,
    Entry,
    FormColumn,
)
from dxreport.model.answers import Answer, Row
from dxreport.model.period import FiscalYear
from dxreport.model.submission import ReadingState, TaskState

_WHOLE_UNTIL = 0
_REPEATED = 3
_TWO_PAGES = (KPI_SHEET.name, SCHEDULE_SHEET.name)
"""Sheets that print on two pages side by side: figures, then words."""
_MEASURED = frozenset({"planned", "last", "value", "forecast"})
_EXPLAINED = frozenset({"reason", "remedy", "progress"})


@dataclass(frozen=True, slots=True)
class Frame:
    """What all sheets of one form share."""

    look: Look
    year: FiscalYear
    head: tuple[str, str]

    @property
    def line(self) -> str:
        return form_text.SPACE.join(self.head)


def write(book: Workbook, filled: FilledSheet, frame: Frame, note: str) -> Worksheet:
    """Add the sheet to ``book``. Spare rows are open entry rows below the given ones."""
    sheet: Worksheet = book.create_sheet(filled.sheet.name)
    columns = filled.sheet.columns
    widths = [0.0 if c.id in filled.hidden else float(c.width) for c in columns]
    cut = next((n for n, c in enumerate(columns, 1) if c.id == "reason" and filled.sheet.name in _TWO_PAGES), None)
    # On a sheet that prints on two pages side by side the head keeps to the repeated columns.
    write_head(sheet, filled.sheet.title, note, frame, widths[: cut - 1] if cut else widths, _REPEATED if cut else 0)
    for number, column in enumerate(columns, 1):
        letter = get_column_letter(number)
        sheet.column_dimensions[letter].width = column.width
        sheet.column_dimensions[letter].hidden = column.id in filled.hidden
        cell = put(sheet, HEADER_ROW, number, _broken(column), frame.look.text(bold=True), LEFT)
        cell.fill, cell.border, cell.protection = frame.look.head_fill, frame.look.head_border(), LOCKED
    lines = max(2, *(lines_needed(_broken(c), c.width) for c in columns))
    sheet.row_dimensions[HEADER_ROW].height = lines * LINE_HEIGHT + 3
    rows = (*filled.rows, *(FormRow(key="", printed={}) for _ in range(filled.spare)))
    for offset, row in enumerate(rows):
        opens_group = bool(offset) and row.group != rows[offset - 1].group
        _write_row(sheet, FIRST_ROW + offset, row, filled, frame.look, opens_group)
    last = FIRST_ROW + max(len(rows), 1) - 1
    _add_rules(book, sheet, filled, rows, frame.year)
    _mark_gaps(sheet, filled, last, frame.look)
    is_list = filled.spare > 0
    sheet.freeze_panes = f"{get_column_letter(2 if is_list else _REPEATED + 1)}{FIRST_ROW}"
    sheet.print_title_rows = f"{HEADER_ROW - 1}:{HEADER_ROW}"
    sheet.print_area = f"A1:{get_column_letter(len(columns))}{last}"
    if is_list:
        sheet.auto_filter.ref = f"A{HEADER_ROW}:{get_column_letter(len(columns))}{last}"
    page.set_up(sheet, frame.line)
    page.fit(sheet, widths, _REPEATED, cut)
    page.protect(sheet, rows=is_list)
    return sheet


def _broken(column: FormColumn) -> str:
    """A heading too long for its column breaks before its unit; a reader compares headings without white space."""
    fits = lines_needed(column.heading, column.width) == 1
    return column.heading if fits else column.heading.replace(form_text.UNIT_OPENS, f"\n{form_text.UNIT_OPENS}")


def write_head(sheet: Worksheet, title: str, note: str, frame: Frame, widths: list[float], repeated: int = 0) -> None:
    """Title, note and the line with year, checkpoint and department, over the columns ``widths``.

    With ``repeated``, title and line stand within that many columns, the note to the right of them.
    """
    line_row = HEADER_ROW - 1
    put(sheet, TITLE_ROW, 1, title, frame.look.title(), ONE_LINE)
    sheet.row_dimensions[TITLE_ROW].height = 24
    put(sheet, NOTE_ROW, 1 + repeated, note, frame.look.quiet(NOTE_SIZE), LEFT)
    put(sheet, line_row, 1, "\n".join(frame.head) if repeated else frame.line, frame.look.text(bold=True), LEFT)
    if not repeated:
        sheet.merge_cells(start_row=NOTE_ROW, end_row=NOTE_ROW, start_column=1, end_column=max(2, len(widths)))
        sheet.row_dimensions[NOTE_ROW].height = note_height(note, sum(widths)) if note else 4
        sheet.cell(line_row, 1).alignment = ONE_LINE
        sheet.row_dimensions[line_row].height = 20
        return
    sheet.merge_cells(start_row=NOTE_ROW, end_row=line_row, start_column=1 + repeated, end_column=len(widths))
    sheet.merge_cells(start_row=line_row, end_row=line_row, start_column=1, end_column=repeated)
    sheet.row_dimensions[NOTE_ROW].height = 4
    sheet.row_dimensions[line_row].height = max(2 * LINE_HEIGHT + 5, note_height(note, sum(widths[repeated:])))


def _write_row(sheet: Worksheet, number: int, row: FormRow, filled: FilledSheet, look: Look, opens_group: bool) -> None:
    answers = filled.answers.get(row.key, {}) if row.key else {}
    sheet.row_dimensions[number].height = _row_height(row, filled, answers)
    for position, column in enumerate(filled.sheet.columns, 1):
        entry = is_entry(column, row)
        value: Answer | None = row.printed.get(column.id)
        if entry and column.id in answers:
            value = answers[column.id]
        not_asked = column.entry is not Entry.PRINTED and not entry
        cell = put(sheet, number, position, value, _font(look, column, value, not_asked), _alignment(column, value))
        cell.number_format = _format(column, row, filled, value)
        cell.border = look.cell_border(group=opens_group)
        cell.protection = OPEN if entry else LOCKED
        if entry:
            cell.fill = look.entry_fill
        elif not_asked:
            cell.fill = look.quiet_fill


def _row_height(row: FormRow, filled: FilledSheet, answers: Row) -> float:
    """Points that the row's longest text needs; a row that asks for reasons has room for two lines at least."""
    least = 2 if any(c.id in _EXPLAINED and is_entry(c, row) for c in filled.sheet.columns) else 1
    texts = ((c.width, {**row.printed, **answers}.get(c.id, "")) for c in filled.sheet.columns)
    lines = max(lines_needed(text, width) for width, text in texts if isinstance(text, str))
    return max(lines, least) * LINE_HEIGHT + 4


def _font(look: Look, column: FormColumn, value: Answer | None, not_asked: bool) -> Font:
    if not_asked or column.id in ("initiative", "wanted"):
        return look.quiet()
    return look.figure() if _is_numeric(column, value) or column.id == "id" else look.text()


def _is_numeric(column: FormColumn, value: Answer | None) -> bool:
    asked_as_text = column.entry is Entry.PRINTED and not isinstance(value, Decimal)
    return column.entry in (Entry.PRINTED, Entry.NUMBER, Entry.DATE) and not asked_as_text


def _alignment(column: FormColumn, value: Answer | None) -> Alignment:
    if column.entry is Entry.DATE:
        return CENTRE
    return RIGHT if _is_numeric(column, value) else LEFT


def _format(column: FormColumn, row: FormRow, filled: FilledSheet, value: Answer | None) -> str:
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


def _mark_gaps(sheet: Worksheet, filled: FilledSheet, last: int, look: Look) -> None:
    """Colour a row that says 実績あり without a value, or 完了 without a day."""
    at = {c.id: get_column_letter(n) for n, c in enumerate(filled.sheet.columns, 1)}
    if filled.sheet.name == KPI_SHEET.name:
        value, amounts = f"${at['value']}{FIRST_ROW}", (f"${at['base']}{FIRST_ROW}", f"${at['current']}{FIRST_ROW}")
        state = f'${at["state"]}{FIRST_ROW}="{ReadingState.REPORTED.value}"'
        formula = f'AND({state},{value}="",OR({amounts[0]}="",{amounts[1]}=""))'
        span = f"A{FIRST_ROW}:{at['value']}{last}"
    elif filled.sheet.name == SCHEDULE_SHEET.name:
        formula = f'AND(${at["state"]}{FIRST_ROW}="{TaskState.DONE.value}",${at["finished"]}{FIRST_ROW}="")'
        span = f"{at['state']}{FIRST_ROW}:{at['finished']}{last}"
    else:
        return
    rule = FormulaRule(formula=[formula], fill=look.warning_fill)  # type: ignore[no-untyped-call]  # the stubs lack it
    sheet.conditional_formatting.add(span, rule)

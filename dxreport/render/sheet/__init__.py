"""Turns a workbook of tables into xlsx bytes: real numbers, filters, frozen heads, print set-up, no merged cells."""

from __future__ import annotations

import io

from openpyxl import Workbook
from openpyxl.styles import Alignment, Border, Font, PatternFill, Side
from openpyxl.utils import get_column_letter
from openpyxl.workbook.defined_name import DefinedName
from openpyxl.worksheet.header_footer import HeaderFooterItem
from openpyxl.worksheet.worksheet import Worksheet

from dxreport.forms.cells import lines_needed, units_needed
from dxreport.forms.page import fit, set_up
from dxreport.layout.package import cell_text, normalise, printable
from dxreport.model.scale import StatusClass
from dxreport.render.fonts import OFFICE_NAMES, Face
from dxreport.render.sheet import slip
from dxreport.render.style import Style
from dxreport.report.blocks import Table
from dxreport.report.cells import Cell, ColumnRole, LinesCell, NumberCell, SpansCell, StatusCell, TextCell
from dxreport.report.papers import Book, Sheet

# Characters of half width; the text columns share what is left of the page.
_WIDTHS = {
    ColumnRole.ID: 8.5,
    ColumnRole.NAME: 24,
    ColumnRole.TEXT: 34,
    ColumnRole.UNIT: 12,
    ColumnRole.FIGURE: 9.5,
    ColumnRole.RATE: 9.5,
    ColumnRole.STATUS: 15,
    ColumnRole.SCHEDULE_STATUS: 18,
    ColumnRole.CHANGE: 10,
    ColumnRole.FORECAST: 10,
    ColumnRole.VERDICT: 12,
    ColumnRole.DATE: 13,
    ColumnRole.FILE: 32,
    ColumnRole.DIGEST: 66,
    ColumnRole.CELL: 9,
    ColumnRole.LABEL: 17,
}
_TAGS = frozenset({ColumnRole.STATUS, ColumnRole.SCHEDULE_STATUS})
_FIGURES = frozenset(
    {ColumnRole.FIGURE, ColumnRole.RATE, ColumnRole.CHANGE, ColumnRole.FORECAST, ColumnRole.ID, ColumnRole.DATE}
)
# Columns whose contents stand on one line, and what a cell takes beside them (half widths).
_UNBROKEN = _TAGS | frozenset({ColumnRole.ID, ColumnRole.DATE, ColumnRole.FIGURE, ColumnRole.CELL})
_CELL_MARGIN, _LARGEST_WIDTH = 3.5, 36.0
_SHORT_WORDS = 12
_SIZE = 10.5
_LINE = 15.0
"""Points a line of text takes."""
_HEAD_ROW, _FIRST_ROW = 1, 2
_WIDE = 12
"""Tables with more columns are cut into two pages side by side."""
_REPEATED = 2
"""Columns that both pages of a wide table show."""
_TOP_MARGIN = 0.8
"""Inches: room for the page's head."""


def render(book: Book, style: Style, stamp: str) -> bytes:
    """One worksheet a sheet. Figures are written as printed, so that what Excel shows is what the other papers show."""
    workbook = Workbook()
    # Column widths are counted in digits of the default style's font.
    normal = Font(name=OFFICE_NAMES[Face.FIGURE], size=_SIZE)
    workbook._named_styles["Normal"].font = normal  # type: ignore[attr-defined]  # openpyxl has no public way
    workbook.remove(workbook.active)  # type: ignore[arg-type]  # a new workbook always has an active sheet
    for number, sheet in enumerate(book.sheets, 1):
        _sheet(workbook, sheet, book, style, number)
    core = workbook.properties
    core.title, core.creator, core.subject = book.properties.title, book.properties.author, book.properties.subject
    core.keywords, core.language = "、".join(book.properties.keywords), "ja-JP"
    core.lastModifiedBy = book.properties.author
    out = io.BytesIO()
    workbook.save(out)
    return normalise(out.getvalue(), stamp)


def _sheet(workbook: Workbook, sheet: Sheet, book: Book, style: Style, number: int) -> None:
    ws = workbook.create_sheet(printable(sheet.name)[:31])
    table = sheet.table
    widths = slip.page_widths(table) if sheet.head else [_width(table, k) for k in range(len(table.columns))]
    top = slip.write_head(ws, sheet.head, style, _SIZE, _LINE) if sheet.head else _HEAD_ROW
    for column, spec in enumerate(table.columns, 1):
        cell = ws.cell(top, column, spec.heading)
        cell.font = Font(name=OFFICE_NAMES[Face.TEXT_BOLD], size=_SIZE, bold=True, color=style.palette.ink)
        numeric = any(isinstance(row[column - 1], NumberCell) for row in table.rows)
        cell.alignment = _alignment("right" if numeric else "center" if spec.role in _TAGS else "left", "bottom")
        cell.border = Border(top=Side("medium", color=style.palette.ink), bottom=Side("thin", color=style.palette.ink))
        ws.column_dimensions[get_column_letter(column)].width = widths[column - 1]
    heads = [lines_needed(spec.heading, width - 1) for spec, width in zip(table.columns, widths, strict=True)]
    ws.row_dimensions[top].height = max(1 if sheet.head else 2, *heads) * _LINE + 4
    for row, cells in enumerate(table.rows, top + 1):
        for column, (content, spec) in enumerate(zip(cells, table.columns, strict=True), 1):
            _cell(ws, row, column, content, spec.role, style)
        ws.row_dimensions[row].height = _LINE * _lines(cells, widths) + 4
    if sheet.head:
        slip.join_groups(ws, table, top + 1)
    slip.to_tick(ws, table, top + 1, style)
    _page(ws, table, widths, book, top)
    last = f"${get_column_letter(len(table.columns))}${top + len(table.rows)}"
    reference = f"'{ws.title}'!$A${top}:{last}"
    workbook.defined_names[f"table_{number}"] = DefinedName(f"table_{number}", attr_text=reference)


def _cell(ws: Worksheet, row: int, column: int, content: Cell, role: ColumnRole, style: Style) -> None:
    cell = ws.cell(row, column)
    face = OFFICE_NAMES[Face.FIGURE if role in _FIGURES else Face.TEXT]
    font = Font(name=face, size=_SIZE, color=style.palette.ink)
    align = "left"
    match content:
        case NumberCell(text=text):
            cell.value = _as_shown(text)
            cell.number_format = _number_format(content)
            align = "right"
        case StatusCell(status=status, current=current):
            _text(ws, row, column, status.text)
            font, fill = _status_look(status, current, style)
            if fill:
                cell.fill = PatternFill("solid", fgColor=fill)
            align = "center"
        case LinesCell(lines=lines):
            _text(ws, row, column, "\n".join(part for pair in lines for part in pair if part))
        case SpansCell(plain=texts):
            _text(ws, row, column, "\n".join(texts))
        case TextCell(text=text, strong=strong, quiet=quiet):
            _text(ws, row, column, text)
            font = Font(
                name=OFFICE_NAMES[Face.TEXT] if quiet else face,
                size=_SIZE,
                bold=strong,
                color=style.palette.sub if quiet else style.palette.ink,
            )
            in_figures = role is ColumnRole.FIGURE and _is_short(content)
            align = "right" if in_figures or (quiet and role in _FIGURES) else "left"
    cell.font = font
    if isinstance(content, TextCell) and content.link:
        slip.link(cell, content.link, font, style)
    cell.alignment = _alignment(align, "center")
    cell.border = Border(bottom=Side("hair", color=style.palette.hair))


def _alignment(horizontal: str, vertical: str) -> Alignment:
    """Text keeps a little distance from the figures on its left."""
    return Alignment(
        horizontal=horizontal,
        vertical=vertical,
        wrap_text=True,
        indent=1 if horizontal == "left" else 0,
    )


def _width(table: Table, k: int) -> float:
    """The role's width; a class, a number or a day that needs more has it, for broken it would be read wrongly."""
    nominal = float(_WIDTHS[table.columns[k].role])
    if table.columns[k].role not in _UNBROKEN:
        return nominal
    longest = max((units_needed(_words(row[k])) for row in table.rows if _is_short(row[k])), default=0.0)
    return max(nominal, min(longest + _CELL_MARGIN, _LARGEST_WIDTH))


def _is_short(cell: Cell) -> bool:
    """Not a target in words, which may break."""
    return not isinstance(cell, TextCell) or len(cell.text) <= _SHORT_WORDS


def _words(cell: Cell) -> str:
    match cell:
        case TextCell(text=text) | NumberCell(text=text):
            return text
        case StatusCell(status=status):
            return status.text
        case LinesCell(lines=lines):
            return "\n".join(part for pair in lines for part in pair if part)
        case SpansCell(plain=texts):
            return "\n".join(texts)


def _lines(cells: tuple[Cell, ...], widths: list[float]) -> int:
    """Lines of the tallest cell: Excel does not fit the height of rows that a program wrote."""
    return max(lines_needed(_words(cell), width - 2) for cell, width in zip(cells, widths, strict=True))


def _text(ws: Worksheet, row: int, column: int, text: str) -> None:
    """Text as text: a leading = must never become a formula."""
    cell = ws.cell(row, column)
    cell.value = cell_text(text)
    if text:
        cell.data_type = "s"


def _status_look(status: StatusClass, current: bool, style: Style) -> tuple[Font, str | None]:
    colours = style.tone(status.tone)
    name = OFFICE_NAMES[Face.TEXT]
    if not current:
        return Font(name=name, size=_SIZE, color=style.palette.sub), None
    return Font(name=name, size=_SIZE, bold=True, color=colours.text), colours.fill


def _as_shown(text: str) -> float | int:
    """The printed figure as a number; ▲ is a minus."""
    plain = text.replace(",", "").replace("▲", "-").replace("±", "").replace("+", "")
    return float(plain) if "." in plain else int(plain)


def _number_format(content: NumberCell) -> str:
    digits = "." + "0" * content.decimals if content.decimals else ""
    positive = f"#,##0{digits}"
    if content.text.startswith(("+", "±")) or (content.text.startswith("▲") and content.value < 0):
        return f"+{positive};▲{positive};±{positive}" if not content.source else f"{positive};▲{positive}"
    return f"{positive};▲{positive}"


def _page(ws: Worksheet, table: Table, widths: list[float], book: Book, top: int) -> None:
    """Frozen head, filter, A4; a wide table prints on two sheets side by side: figures first, words second.

    Below a head of several lines nothing is frozen: they would take half the screen.
    """
    wide = len(table.columns) > _WIDE
    if top == _HEAD_ROW:
        ws.freeze_panes = f"{'C' if wide else 'A'}{_FIRST_ROW}"
    ws.auto_filter.ref = f"A{top}:{get_column_letter(len(table.columns))}{top + max(1, len(table.rows))}"
    title, name, mark = (printable(t).replace("&", "&&") for t in (book.properties.title, ws.title, book.mark))
    set_up(ws, mark)
    head = HeaderFooterItem()
    head.left.text, head.right.text = title, name if top == _HEAD_ROW else ""
    ws.HeaderFooter.oddHeader = head
    ws.page_margins.top = _TOP_MARGIN
    roles = [c.role for c in table.columns]
    cut = None
    if wide:
        status = next(k for k, role in enumerate(roles) if role in _TAGS)
        cut = roles.index(ColumnRole.TEXT, status) + 1
    fit(ws, widths, _REPEATED, cut)
    ws.print_title_rows = f"{top}:{top}"

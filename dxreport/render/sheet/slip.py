"""Turns a sheet's head, its links and its cells to tick into what makes a table a paper of its own, one page wide."""

from __future__ import annotations

from urllib.parse import quote

from openpyxl.cell.cell import Cell, MergedCell
from openpyxl.styles import Alignment, Border, Font, Side
from openpyxl.utils import quote_sheetname
from openpyxl.worksheet.datavalidation import DataValidation
from openpyxl.worksheet.hyperlink import Hyperlink
from openpyxl.worksheet.worksheet import Worksheet

from dxreport.forms.cells import units_needed
from dxreport.layout.package import printable
from dxreport.render.fonts import OFFICE_NAMES, Face
from dxreport.render.style import Style
from dxreport.report.blocks import Table
from dxreport.report.cells import CellLink, ColumnRole, NumberCell, TextCell
from dxreport.report.papers import SheetHead

_PAGE_UNITS = 146.0
"""Column width that an A4 page across holds without being made smaller."""
_FREE = frozenset({ColumnRole.NAME, ColumnRole.TEXT, ColumnRole.LABEL, ColumnRole.FILE})
_MARGIN, _WIDEST = 3.0, 16.0
_TITLE_SIZE, _TITLE_HEIGHT = 16.0, 30.0
_LABEL, _VALUE = 1, 3
"""Columns of a label and of what it says; the label runs over the column between."""
_UNSAFE = frozenset('\\/:*?"<>|')


def page_widths(table: Table) -> list[float]:
    """Narrow columns are as wide as what stands in them; columns of words share the rest of the page by weight."""
    fixed = [0.0 if c.role in _FREE else _narrow(table, k) for k, c in enumerate(table.columns)]
    weights = [0 if width else c.weight for width, c in zip(fixed, table.columns, strict=True)]
    room = _PAGE_UNITS - sum(fixed)
    return [width or room * weight / sum(weights) for width, weight in zip(fixed, weights, strict=True)]


def _narrow(table: Table, k: int) -> float:
    cells = (row[k] for row in table.rows)
    texts = (c.text for c in cells if isinstance(c, TextCell | NumberCell))
    return min(max(map(units_needed, (table.columns[k].heading, *texts))) + _MARGIN, _WIDEST)


def write_head(ws: Worksheet, head: SheetHead, style: Style, size: float, line: float) -> int:
    """Title and facts; returns the row on which the table's heading stands. No cell is merged: lines run to the right."""
    palette = style.palette
    _put(
        ws,
        1,
        _LABEL,
        head.title,
        Font(name=OFFICE_NAMES[Face.TEXT_BOLD], size=_TITLE_SIZE, bold=True, color=palette.accent),
    )
    ws.row_dimensions[1].height = _TITLE_HEIGHT
    strong = Font(name=OFFICE_NAMES[Face.TEXT_BOLD], size=size + 1.5, bold=True, color=palette.ink)
    _put(ws, 2, _LABEL, head.lead, strong)
    ws.row_dimensions[2].height = line + 9
    row = 3
    for label, lines in head.facts:
        _put(ws, row, _LABEL, label, Font(name=OFFICE_NAMES[Face.TEXT], size=size, color=palette.sub))
        for text in lines:
            _put(ws, row, _VALUE, text, Font(name=OFFICE_NAMES[Face.TEXT], size=size, color=palette.ink))
            ws.row_dimensions[row].height = line + 2
            row += 1
    return row + 1


def _put(ws: Worksheet, row: int, column: int, text: str, font: Font) -> None:
    cell = ws.cell(row, column)
    cell.value = printable(text)
    cell.data_type, cell.font = "s", font
    cell.alignment = Alignment(horizontal="left", vertical="center", wrap_text=False)


def link(cell: Cell | MergedCell, to: CellLink, font: Font, style: Style) -> None:
    """Lead to a cell of a workbook that lies beside this one. A file's name that could lead elsewhere gets no link."""
    if _UNSAFE & set(to.file) or not to.file.isprintable():
        return
    target = "".join(quote(c) if c.isascii() else c for c in to.file)
    cell.hyperlink = Hyperlink(
        ref=cell.coordinate, target=target, location=f"{quote_sheetname(printable(to.sheet))}!{to.cell}"
    )
    cell.font = Font(name=font.name, size=font.size, color=style.palette.accent, underline="single")


def to_tick(ws: Worksheet, table: Table, first: int, style: Style) -> None:
    """Columns that people fill in: a choice, and a box that can be ticked on paper too."""
    side = Side("thin", color=style.palette.line)
    for number, column in enumerate(table.columns, 1):
        if not column.choices or not table.rows:
            continue
        rule = DataValidation(type="list", formula1=f'"{",".join(column.choices)}"', allow_blank=True)
        ws.add_data_validation(rule)
        for row in range(first, first + len(table.rows)):
            cell = ws.cell(row, number)
            cell.border = Border(left=side, right=side, top=side, bottom=side)
            cell.alignment = Alignment(horizontal="center", vertical="center")
            rule.add(cell.coordinate)


def join_groups(ws: Worksheet, table: Table, first: int) -> None:
    """No rule between the rows of one group."""
    row = first
    for group in table.groups:
        for inner in range(row, row + len(group.rows) - 1):
            for column in range(1, len(table.columns) + 1):
                ws.cell(inner, column).border = Border()
        row += len(group.rows)

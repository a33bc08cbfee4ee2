"""Turns themes and initiatives into the matrix of the source: a row for each theme, its initiatives side by side."""

from __future__ import annotations

from dxreport.render.word.contract import Para, TableLook
from dxreport.render.word.fields import page_of
from dxreport.render.word.grid import Edge, GridCell, GridRow, Merge, table
from dxreport.render.word.xml import Sheet, colour, link, run
from dxreport.report.blocks import Matrix, MatrixCell, MatrixRow

_THEME, _MOST, _PARTS = 104.0, 4, 12
"""Side column in points; initiatives side by side at most; columns of the grid, which one to four cells share evenly."""
_WHITE = 13.0


def matrix(sheet: Sheet, block: Matrix) -> str:
    """Four initiatives side by side at most, fewer take more room, as on the source's page; a theme with more takes further rows."""
    column = (sheet.width - _THEME) / _PARTS
    heads = (
        GridCell(sheet.text(Para.HEAD, text), span=span) for text, span in zip(block.headings, (1, _PARTS), strict=True)
    )
    rows = [GridRow(tuple(heads), header=True)]
    for number, row in enumerate(block.rows, 1):
        rows.extend(_theme_rows(sheet, row, column, block.page_word, last=number == len(block.rows)))
    grid = [_THEME, *[column] * _PARTS]
    return table(sheet, TableLook.DATA, grid, rows, block.caption, row_labels=True) + sheet.p(Para.GAP)


def _theme_rows(sheet: Sheet, row: MatrixRow, column: float, page_word: str, *, last: bool) -> list[GridRow]:
    palette = sheet.style.palette
    parts = [row.cells[at : at + _MOST] for at in range(0, len(row.cells), _MOST)] or [()]
    out = []
    for at, part in enumerate(parts):
        merge = None if len(parts) == 1 else Merge.START if at == 0 else Merge.GO_ON
        theme = _theme(sheet, row) if at == 0 else sheet.p(Para.CELL)
        edges = () if last or at < len(parts) - 1 else (Edge("bottom", 0.75, palette.line),)
        pads = (("left", 6.0), ("right", 4.0))
        side = GridCell(theme, fill=palette.accent_light, merge=merge, edges=edges, pads=pads)
        span = _PARTS // max(1, len(part))
        cells = [_initiative(sheet, cell, span, span * column, edges, page_word) for cell in part]
        out.append(GridRow((side, *(cells or [GridCell(sheet.p(Para.CELL), span=_PARTS, edges=edges)]))))
    return out


def _theme(sheet: Sheet, row: MatrixRow) -> str:
    title = sheet.broken(row.title, Para.CELL, _THEME - 10.0)
    return sheet.text(Para.THEME_KICKER, row.kicker) + sheet.text(Para.CELL, title)


def _initiative(
    sheet: Sheet, cell: MatrixCell, span: int, room: float, edges: tuple[Edge, ...], page_word: str
) -> GridCell:  # fmt: skip
    """Number and title with its link, what it serves and the page of its sheet, the matrix's own outline."""
    numbered = (f"{cell.number}\u3000{cell.title[0]}", *cell.title[1:])
    shown = sheet.broken(numbered, Para.MATRIX_TITLE, room - _WHITE - 4.0)
    title = run(cell.number, colour(sheet.style.palette.accent)) + run(shown.removeprefix(cell.number))
    aside = run(cell.aside)
    if (mark := sheet.marks.get(cell.anchor)) is not None:
        title = link(mark, title)
        if page_word:
            aside += (run("\u3000") if aside else "") + page_of(mark) + run(page_word)
    body = sheet.p(Para.MATRIX_TITLE, title) + (sheet.p(Para.CELL_QUIET, aside) if aside else "")
    body += sheet.text(Para.MATRIX_TEXT, cell.text) if cell.text else ""
    return GridCell(body, span=span, edges=edges, pads=(("right", _WHITE),))

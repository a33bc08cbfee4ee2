"""Turns a table whose columns are held against each other (new and old text) into a Word table with a rule between them."""

from __future__ import annotations

from dataclasses import replace

from dxreport.render.word.cells import body_cell, widths
from dxreport.render.word.contract import Para, TableLook
from dxreport.render.word.grid import Edge, GridCell, GridRow, table
from dxreport.render.word.xml import Sheet, run
from dxreport.report.blocks import Table
from dxreport.report.cells import Cell, LinesCell, NumberCell, RowGroup, SpansCell, StatusCell, TextCell

_GUTTER = 9.0
"""White on either side of the rule, in points."""
_WHOLE_ROW, _WHOLE_GROUP = 450, 200
"""Letters of its longer side up to which a row, or a group of rows, is kept on one page."""
_MARK = 5
"""Letters of a row that only says that something is left out, added or deleted."""
_CENTRED = '<w:jc w:val="center"/>'


def side_by_side(sheet: Sheet, block: Table) -> str:
    """Title, header row (repeated), each group under its heading, note."""
    heads = (GridCell(sheet.p(Para.HEAD, run(c.heading), extra=_CENTRED), align="bottom") for c in block.columns)
    rows = [GridRow(_divided(sheet, tuple(heads)), header=True)]
    for number, group in enumerate(block.groups, 1):
        if group.heading:
            # A place may be long: it runs over both columns.
            heading = sheet.text(Para.CELL_LABEL, group.heading, keep=True)
            rows.append(GridRow((GridCell(heading, span=len(block.columns), fill=sheet.style.palette.tint),)))
        rows.extend(_rows(sheet, block, group, last=number == len(block.groups)))
    title = sheet.text(Para.CAPTION, block.title) if block.title else ""
    note = sheet.text(Para.NOTE, block.note) if block.note else sheet.p(Para.GAP)
    return title + table(sheet, TableLook.DATA, widths(block.columns, sheet.width), rows, block.caption) + note


def _rows(sheet: Sheet, block: Table, group: RowGroup, *, last: bool) -> list[GridRow]:
    lengths = [max(map(_letters, row)) for row in group.rows]
    out = []
    for at, row in enumerate(group.rows):
        ends = at == len(group.rows) - 1
        # 「（略）」 before the first change stays with it, and so does one behind the last.
        opens, closes = at == 0 and lengths[0] <= _MARK, at == len(group.rows) - 2 and lengths[-1] <= _MARK
        keep = not ends and (sum(lengths) <= _WHOLE_GROUP or opens or closes)
        splits = lengths[at] > _WHOLE_ROW
        cells = tuple(
            body_cell(sheet, cell, column, 0, keep=keep and not splits)
            for cell, column in zip(row, block.columns, strict=True)
        )
        divided = _divided(sheet, cells)
        if ends and not last:
            rule = Edge("bottom", 0.75, sheet.style.palette.line)
            divided = tuple(replace(c, edges=(*c.edges, rule)) for c in divided)
        out.append(GridRow(divided, splits=splits))
    return out


def _divided(sheet: Sheet, cells: tuple[GridCell, ...]) -> tuple[GridCell, ...]:
    """A rule between the columns, and white beside it."""
    rule = sheet.style.palette.line
    out = []
    for n, cell in enumerate(cells):
        left, right = n > 0, n < len(cells) - 1
        edges = (*((Edge("left", 0.5, rule),) if left else ()), *((Edge("right", 0.5, rule),) if right else ()))
        pads = (*((("left", _GUTTER),) if left else ()), *((("right", _GUTTER),) if right else ()))
        out.append(replace(cell, edges=edges, pads=pads))
    return tuple(out)


def _letters(cell: Cell) -> int:
    match cell:
        case SpansCell():
            return sum(map(len, cell.plain))
        case LinesCell():
            return sum(len(lead) + len(body) for lead, body in cell.lines)
        case TextCell() | NumberCell():
            return len(cell.text)
        case StatusCell():
            return len(cell.status.text)

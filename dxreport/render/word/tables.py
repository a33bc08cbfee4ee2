"""Turns tables, facts and the matrix of themes into Word tables."""

from __future__ import annotations

from dataclasses import replace
from itertools import groupby

from dxreport.render.word.cells import body_cell, heading_cell, widths
from dxreport.render.word.contract import Para, TableLook
from dxreport.render.word.fields import sequence
from dxreport.render.word.grid import Edge, GridCell, GridRow, Merge, table
from dxreport.render.word.side_by_side import side_by_side
from dxreport.render.word.xml import Sheet, run
from dxreport.report.blocks import FactRow, Facts, Table
from dxreport.report.cells import ColumnRole, NumberCell, RowGroup, TextCell

_FACT_LABEL = 108.0
_LABEL_WHITE, _LABEL_LEAST, _LABEL_MOST = 24.0, 40.0, 0.3
_LIST_MARK = "・"


def data_table(sheet: Sheet, block: Table) -> str:
    """Title, table, note. Without any column heading there is no header row, and the first column names the rows."""
    if block.divided:
        return side_by_side(sheet, block)
    columns = block.columns
    decimals = [
        max((row[i].decimals for row in block.rows if isinstance(row[i], NumberCell)), default=0)  # type: ignore[union-attr]  # isinstance on a subscript does not narrow
        if all(len(row) > i for row in block.rows)
        else 0
        for i in range(len(columns))
    ]
    rows = _header(sheet, block)
    for number, group in enumerate(block.groups, 1):
        last_group = number == len(block.groups)
        if group.heading:
            heading = sheet.text(Para.CELL_LABEL, group.heading, keep=True)
            rows.append(GridRow((GridCell(heading, span=len(columns)),)))
        rows.extend(_group_rows(sheet, block, group, decimals, last_group=last_group))
    title = sheet.p(Para.CAPTION, _title(sheet, block)) if block.title else ""
    note = sheet.text(Para.NOTE, block.note) if block.note else sheet.p(Para.GAP)
    labels = columns[0].role is ColumnRole.LABEL or block.side_column
    grid = _grid(sheet, block)
    return title + table(sheet, TableLook.DATA, grid, rows, block.caption, row_labels=labels) + note


def _grid(sheet: Sheet, block: Table) -> list[float]:
    """Columns by their roles; a column of labels without a heading is as wide as its labels, within limits."""
    first, *rest = block.columns
    if first.role is not ColumnRole.LABEL or first.heading or not rest:
        return widths(block.columns, sheet.width)
    labels = [cell.text for row in block.rows if isinstance(cell := row[0], TextCell)]
    needed = max((sheet.width_of(text, Para.CELL_LABEL) for text in labels), default=0.0) + _LABEL_WHITE
    label = min(max(needed, _LABEL_LEAST), sheet.width * _LABEL_MOST)
    return [label, *widths(rest, sheet.width - label)]


def _title(sheet: Sheet, block: Table) -> str:
    """The number of a numbered table counts itself."""
    if not block.number:
        return run(block.title)
    return sequence(block.title, block.number, sheet.caption_id(block.anchor), sheet.marks.get(block.anchor, ""))


def _header(sheet: Sheet, block: Table) -> list[GridRow]:
    if not any(c.heading or c.over for c in block.columns):
        return []
    cells = tuple(heading_cell(sheet, c) for c in block.columns)
    if not any(c.over for c in block.columns):
        return [GridRow(cells, header=True)]
    bare = Edge("bottom", 0)
    top = []
    for over, run_of_columns in groupby(block.columns, key=lambda c: c.over):
        count = len(list(run_of_columns))
        edge = Edge("bottom", 0.5, sheet.style.palette.hair) if over else bare
        top.append(GridCell(sheet.text(Para.HEAD, over, keep=True), span=count, edges=(edge,)))
    return [GridRow(tuple(top), header=True), GridRow(cells, header=True)]


def _group_rows(sheet: Sheet, block: Table, group: RowGroup, decimals: list[int], *, last_group: bool) -> list[GridRow]:
    out: list[GridRow] = []
    for at, row in enumerate(group.rows):
        last = at == len(group.rows) - 1
        keep = (block.keep and not (last and last_group)) or (block.side_column and not last)
        cells = [
            body_cell(sheet, cell, column, digits, keep=keep)
            for cell, column, digits in zip(row, block.columns, decimals, strict=True)
        ]
        if block.side_column:
            cells[0] = GridCell(cells[0].content, merge=Merge.START if at == 0 else Merge.GO_ON)
        if last and not last_group:
            rule = Edge("bottom", 0.75, sheet.style.palette.line)
            cells = [_with_edge(cell, rule) for cell in cells]
        out.append(GridRow(tuple(cells)))
    return out


def _with_edge(cell: GridCell, edge: Edge) -> GridCell:
    kept = tuple(e for e in cell.edges if e.side != edge.side)
    return GridCell(cell.content, cell.span, cell.fill, (*kept, edge), cell.merge, cell.align, cell.pads)


def facts(sheet: Sheet, block: Facts) -> str:
    """Labels in the accent on the left, text on the right, hairlines between the rows."""
    rows = [
        GridRow((GridCell(_label(sheet, row.label), pads=(("right", 8.0),)), GridCell(_fact_lines(sheet, row))))
        for row in block.rows
    ]
    caption = " / ".join(row.label.replace("\n", "") for row in block.rows)
    grid = (_FACT_LABEL, sheet.width - _FACT_LABEL)
    return table(sheet, TableLook.FACTS, grid, rows, caption, row_labels=True) + sheet.p(Para.GAP)


def _label(sheet: Sheet, label: str) -> str:
    return sheet.text(Para.FACT_LABEL, label)


def _fact_lines(sheet: Sheet, row: FactRow) -> str:
    """A line that begins with a list mark is an item of a list, which sets the mark itself."""
    out = []
    for spans in row.lines:
        if spans and spans[0].text.startswith(_LIST_MARK):
            first = replace(spans[0], text=spans[0].text.removeprefix(_LIST_MARK))
            out.append(sheet.p(Para.FACT_BULLET, sheet.spans((first, *spans[1:]))))
        else:
            out.append(sheet.p(Para.FACT_TEXT, sheet.spans(spans)))
    out.extend(sheet.text(Para.FACT_NOTE, note) for note in row.small)
    return "".join(out) or sheet.p(Para.FACT_TEXT)

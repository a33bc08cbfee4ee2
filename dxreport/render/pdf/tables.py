"""Turns tables into rows with hairlines: figures on the decimal point, tags, groups, a side column, repeated heads."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import assert_never

from dxreport.render.pdf.flow import Piece, kept, without_orphans
from dxreport.render.pdf.pen import Pen
from dxreport.render.pdf.prose import note_pieces, section_pieces
from dxreport.render.pdf.rows import Align, RowStyle, Rule, SetCell, Slot, row_pieces
from dxreport.render.pdf.tags import tag_width
from dxreport.render.pdf.text import Line, Look, widest
from dxreport.report.blocks import (
    Cell,
    Column,
    ColumnRole,
    LinesCell,
    NumberCell,
    RowGroup,
    StatusCell,
    Table,
    TextCell,
)

_PAD_X = 2.0
_PAD_Y = 2.0
_PAD_Y_DENSE = 1.75
_CHANGE_GAP = 2.5

# Widths in points that a column has at least; the free ones share what is left.
_NOMINAL = {
    ColumnRole.ID: 16.0,
    ColumnRole.UNIT: 40.0,
    ColumnRole.FIGURE: 29.0,
    ColumnRole.RATE: 32.0,
    ColumnRole.STATUS: 62.0,
    ColumnRole.SCHEDULE_STATUS: 62.0,
    ColumnRole.CHANGE: 33.0,
    ColumnRole.FORECAST: 28.0,
    ColumnRole.VERDICT: 24.0,
    ColumnRole.DATE: 46.0,
    ColumnRole.CELL: 36.0,
}
_FREE = {ColumnRole.NAME, ColumnRole.TEXT, ColumnRole.FILE, ColumnRole.LABEL}
_FIGURES = {ColumnRole.FIGURE, ColumnRole.RATE, ColumnRole.CHANGE, ColumnRole.FORECAST}
_STRONG_FIGURE = 40.0
_LARGEST_FIXED = 110.0
_SIDE_WIDTH = 74.0
_NARROWEST_FREE = 60.0


@dataclass(frozen=True, slots=True)
class _Grid:
    """The table's columns in points, and for each column the most decimals its figures have."""

    look: Look
    table: Table
    slots: tuple[Slot, ...]
    decimals: tuple[int, ...]
    numeric: tuple[bool, ...]
    style: RowStyle

    @property
    def width(self) -> float:
        return self.slots[-1].x + self.slots[-1].width


def table_pieces(look: Look, table: Table, width: float) -> list[Piece]:
    """Title, head, rows and note. Rows never stand alone on a page; the head is repeated on each."""
    if not table.columns:
        return []
    grid = _grid(look, table, width)
    head = _head(grid)
    rows: list[Piece] = []
    for group in table.groups:
        rows += _group(grid, group, (head,), last=group is table.groups[-1])
    body = kept(rows) if table.keep else without_orphans(rows)
    if body:
        body = [replace(body[0], head=()), *body[1:]]
    notes = note_pieces(look, table.note, width, above=4)
    if body and notes:
        body[-1] = replace(body[-1], keep=True)
    title = section_pieces(look, table.title, width)
    return [*title, replace(head, keep=bool(body), above=0 if title else 6), *body, *notes]


# --- widths ----------------------------------------------------------------------------------------------------------


def _grid(look: Look, table: Table, width: float) -> _Grid:
    numeric = tuple(
        any(isinstance(row[n], NumberCell) for row in table.rows if len(row) > n) for n in range(len(table.columns))
    )
    style = RowStyle(_PAD_X, _PAD_Y_DENSE if table.side_column else _PAD_Y, look.cell)
    fixed: dict[int, float] = {}
    for n, column in enumerate(table.columns):
        if table.side_column and n == 0:
            fixed[n] = _SIDE_WIDTH
        elif column.role not in _FREE:
            fixed[n] = _fixed_width(look, table, n, column)
    weights = {n: c.weight for n, c in enumerate(table.columns) if n not in fixed}
    fixed = _yielding(look, table, fixed, width)
    room = width - sum(fixed.values())
    least = _NARROWEST_FREE * len(weights)
    if room < least and fixed:
        shrink = max(0.2, (width - least) / sum(fixed.values()))
        fixed = {n: w * min(1.0, shrink) for n, w in fixed.items()}
        room = width - sum(fixed.values())
    total = sum(weights.values())
    slots: list[Slot] = []
    x = 0.0
    for n in range(len(table.columns)):
        w = fixed[n] if n in fixed else room * weights[n] / total
        slots.append(Slot(x, w))
        x += w
    decimals = tuple(
        max((c.decimals for c in _numbers(table, n)), default=0) for n in range(len(table.columns))
    )
    return _Grid(look, table, tuple(slots), decimals, numeric, style)


def _yielding(look: Look, table: Table, fixed: dict[int, float], width: float) -> dict[int, float]:
    """Where names would not fit on a line, the other columns give up what their contents do not need."""
    names = [n for n, c in enumerate(table.columns) if c.role is ColumnRole.NAME and n not in fixed]
    if len(names) != 1 or any(c.role in _FREE and n not in (*names, *fixed) for n, c in enumerate(table.columns)):
        return fixed
    texts = [cell.text for row in table.rows if len(row) > names[0] and isinstance(cell := row[names[0]], TextCell)]
    wanted = max((look.set.measure(t, look.cell) for t in texts), default=0.0) + 2 * _PAD_X + 0.5
    slack = {
        n: max(0.0, w - _needed(look, table, n, table.columns[n])) for n, w in fixed.items()
        if not (table.side_column and n == 0)
    }  # fmt: skip
    lacking = wanted - (width - sum(fixed.values()))
    if lacking <= 0 or not any(slack.values()):
        return fixed
    share = min(1.0, lacking / sum(slack.values()))
    return {n: w - slack.get(n, 0.0) * share for n, w in fixed.items()}


def _numbers(table: Table, n: int) -> list[NumberCell]:
    return [cell for row in table.rows if len(row) > n and isinstance(cell := row[n], NumberCell)]


def _fixed_width(look: Look, table: Table, n: int, column: Column) -> float:
    """The role's width, or more where head or contents need it."""
    numbers = _numbers(table, n)
    nominal = _NOMINAL[column.role]
    if column.role is ColumnRole.FIGURE and any(c.strong for c in numbers):
        nominal = _STRONG_FIGURE
    return max(nominal, min(_needed(look, table, n, column), _LARGEST_FIXED))


def _needed(look: Look, table: Table, n: int, column: Column) -> float:
    """Width that head and contents of the column ask for."""
    decimals = max((c.decimals for c in _numbers(table, n)), default=0)
    needed = widest(look.set.line(h, look.note) for h in column.heading.split("\n")) + 2 * _PAD_X
    for row in table.rows:
        if len(row) > n:
            needed = max(needed, _natural(look, row[n], column, decimals))
    return needed


def _natural(look: Look, cell: Cell, column: Column, decimals: int) -> float:
    match cell:
        case NumberCell():
            style = look.figure.bold if cell.strong else look.figure
            unit = look.set.measure(cell.unit, look.small) + 2 if cell.unit else 0.0
            extra = unit + (_CHANGE_GAP if column.role is ColumnRole.CHANGE else 0.0)
            return look.set.measure(cell.text, style) + _missing(look, cell, decimals) + extra + 2 * _PAD_X
        case StatusCell():
            return tag_width(look, cell.status) + 3
        case TextCell():
            face = look.note_figure if column.role is ColumnRole.ID else look.note if cell.quiet else look.small
            style = face.bold if cell.strong else face
            return max(look.set.measure(line, style) for line in cell.text.split("\n")) + 2 * _PAD_X
        case LinesCell():
            return _LARGEST_FIXED
        case _:
            assert_never(cell)


def _missing(look: Look, cell: NumberCell, decimals: int) -> float:
    """Width of the decimals this figure lacks in its column; digits and point are half an em wide."""
    lacking = decimals - cell.decimals
    return look.figure.size / 2 * (lacking + (1 if lacking and not cell.decimals else 0))


# --- head ------------------------------------------------------------------------------------------------------------


def _head(grid: _Grid) -> Piece:
    look, columns = grid.look, grid.table.columns
    spans = _overs(columns)
    two_rows = any(any(columns[n].heading for n in range(a, b)) for a, b, _ in spans)
    lines = max((column.heading.count("\n") + 1 for column in columns), default=1)
    leading = 11.5
    over_height = leading + 1 if spans and two_rows else 0.0
    height = over_height + lines * leading + 6
    note = replace(look.note, leading=leading)

    def draw(pen: Pen, x: float, y: float) -> None:
        pen.rule(x, y, x + grid.width, y, 0.9, look.palette.ink)
        middle = y + over_height + 3 + lines * leading / 2
        for n, column in enumerate(columns):
            texts = [t for t in column.heading.split("\n") if t]
            top = middle - len(texts) * leading / 2
            for k, text in enumerate(texts):
                _head_line(pen, grid, look.set.line(text, note), n, x, top + k * leading)
        for a, b, text in spans:
            left, right = grid.slots[a].x, grid.slots[b - 1].x + grid.slots[b - 1].width
            bold = note.bold.coloured(look.palette.ink) if two_rows else note
            line = look.set.line(text, bold)
            top = y + 2.5 if two_rows else middle - leading / 2
            line.draw(pen, look.set, x + (left + right - line.width) / 2, top)
        pen.rule(x, y + height, x + grid.width, y + height, 0.5, look.palette.ink)

    return Piece(height, draw)


def _head_line(pen: Pen, grid: _Grid, line: Line, n: int, x: float, top: float) -> None:
    slot, role = grid.slots[n], grid.table.columns[n].role
    if role in (ColumnRole.STATUS, ColumnRole.SCHEDULE_STATUS) or (role is ColumnRole.CHANGE and not grid.numeric[n]):
        left = slot.x + (slot.width - line.width) / 2
    elif role in _FIGURES:
        left = slot.x + slot.width - _PAD_X - line.width
    else:
        left = slot.x + (0 if n == 0 else _PAD_X)
    line.draw(pen, grid.look.set, x + left, top)


def _overs(columns: Sequence[Column]) -> list[tuple[int, int, str]]:
    """(first, end, text) of headings that span neighbours."""
    found: list[tuple[int, int, str]] = []
    for n, column in enumerate(columns):
        if not column.over:
            continue
        if found and found[-1][1] == n and found[-1][2] == column.over:
            found[-1] = (found[-1][0], n + 1, column.over)
        else:
            found.append((n, n + 1, column.over))
    return found


# --- rows ------------------------------------------------------------------------------------------------------------


def _group(grid: _Grid, group: RowGroup, head: tuple[Piece, ...], *, last: bool) -> list[Piece]:
    look, table = grid.look, grid.table
    hair = Rule(0.4, look.palette.hair)
    end = Rule(0.5, look.palette.ink) if last else Rule(0.6, look.palette.line)
    pieces: list[Piece] = []
    side = table.side_column
    rule_from = grid.slots[1].x if side and len(grid.slots) > 1 else 0.0
    side_lines = _side_lines(grid, group) if side else ()
    for n, row in enumerate(group.rows):
        bottom = n == len(group.rows) - 1
        cells = [_set(grid, k, cell) for k, cell in enumerate(row)][: len(grid.slots)]
        cells += [SetCell()] * (len(grid.slots) - len(cells))
        if side:
            cells[0] = SetCell()
        # A side text taller than its rows makes the last one taller.
        missing = sum(line.type.leading for line in side_lines) + 2 * _PAD_Y - sum(p.height for p in pieces)
        pieces += row_pieces(
            look, grid.slots, cells, grid.style,
            below=end if bottom else hair, rule_from=0.0 if bottom else rule_from,
            head=head, at_least=missing if bottom and side else 0.0,
        )  # fmt: skip
    if side and pieces:
        pieces[0] = _with_side(look, pieces[0], side_lines)
        return kept(pieces)
    if group.heading:
        pieces = [_group_heading(grid, group.heading, head), *pieces]
    return pieces


def _side_lines(grid: _Grid, group: RowGroup) -> tuple[Line, ...]:
    texts = [c.text for row in group.rows for c in row[:1] if isinstance(c, TextCell) and c.text]
    return grid.look.set.lines("\n".join(texts[:1]), grid.look.side, grid.slots[0].width)


def _with_side(look: Look, piece: Piece, lines: tuple[Line, ...]) -> Piece:
    def draw(pen: Pen, x: float, y: float) -> None:
        piece.draw(pen, x, y)
        top = y + _PAD_Y + 1
        for line in lines:
            line.draw(pen, look.set, x, top)
            top += line.type.leading

    return replace(piece, draw=draw)


def _group_heading(grid: _Grid, text: str, head: tuple[Piece, ...]) -> Piece:
    look = grid.look
    lines = look.set.lines(text, replace(look.kicker, leading=14), grid.width - 4)
    height = 14 * max(1, len(lines)) + 6

    def draw(pen: Pen, x: float, y: float) -> None:
        for n, line in enumerate(lines):
            line.draw(pen, look.set, x, y + 4 + 14 * n)
        pen.rule(x, y + height, x + grid.width, y + height, 0.4, look.palette.hair)

    return Piece(height, draw, keep=True, head=head)


def _set(grid: _Grid, n: int, cell: Cell) -> SetCell:
    look, column, slot = grid.look, grid.table.columns[n], grid.slots[n]
    room = slot.width - 2 * grid.style.pad_x
    match cell:
        case NumberCell():
            return _number(grid, n, cell)
        case StatusCell(status=status, current=current):
            return SetCell(tag=status, current=current)
        case LinesCell(lines=lines):
            laid: list[Line] = []
            for lead, body in lines:
                if lead:
                    laid += look.set.lines(lead, look.cell.bold if body else look.cell, room)
                laid += look.set.lines(body, look.cell, room)
            return SetCell(tuple(laid))
        case TextCell():
            return _text(grid, n, cell, column.role, room)
        case _:
            assert_never(cell)


def _number(grid: _Grid, n: int, cell: NumberCell) -> SetCell:
    look = grid.look
    line = look.set.line(cell.text, look.figure.bold if cell.strong else look.figure)
    if cell.unit:
        unit = look.set.line(" " + cell.unit, look.figure)
        line = Line((*line.runs, *unit.runs), line.width + unit.width, line.type)
    return SetCell((line,), Align.RIGHT, _missing(look, cell, grid.decimals[n]))


def _text(grid: _Grid, n: int, cell: TextCell, role: ColumnRole, room: float) -> SetCell:
    look = grid.look
    style, align = look.cell, Align.LEFT
    if role is ColumnRole.ID:
        style = look.note_figure
        align = Align.RIGHT if n > 0 and cell.text.isdigit() else Align.LEFT
    elif role in (ColumnRole.UNIT, ColumnRole.FILE, ColumnRole.VERDICT, ColumnRole.CELL):
        style = look.small
    elif role in _FIGURES:
        style = look.small
        align = Align.CENTRE if role is ColumnRole.CHANGE and not grid.numeric[n] else Align.RIGHT
    elif role in (ColumnRole.STATUS, ColumnRole.SCHEDULE_STATUS):
        style, align = look.small, Align.CENTRE
    if cell.quiet:
        style = replace(style if role is ColumnRole.ID else look.note, leading=style.leading)
    lines = look.set.lines(cell.text, style.bold if cell.strong else style, room)
    if cell.sub:
        lines += look.set.lines(cell.sub, look.note, room)
    return SetCell(lines, align)

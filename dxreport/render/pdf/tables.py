"""Turns tables into rows with hairlines: figures on the decimal point, tags, groups, a side column, repeated heads."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import assert_never

from dxreport.render.linebreak import halves
from dxreport.render.pdf import columns
from dxreport.render.pdf.columns import Grid
from dxreport.render.pdf.flow import Piece, kept, without_orphans
from dxreport.render.pdf.look import Look
from dxreport.render.pdf.pen import Pen
from dxreport.render.pdf.prose import note_pieces, title_pieces
from dxreport.render.pdf.rows import Align, Rule, SetCell, row_pieces
from dxreport.render.pdf.structure import Element, Role, Scope
from dxreport.render.pdf.text import Line
from dxreport.report.blocks import Table
from dxreport.report.cells import (
    Cell,
    Column,
    ColumnRole,
    LinesCell,
    NumberCell,
    RowGroup,
    SpansCell,
    StatusCell,
    TextCell,
)

_NAMING = {ColumnRole.NAME, ColumnRole.LABEL}
_FIGURES = {ColumnRole.FIGURE, ColumnRole.RATE, ColumnRole.CHANGE, ColumnRole.FORECAST}
# Points; some twenty characters.
_NARROW = 210.0
# A group's heading has so many lines at most.
_HEADING_LINES = 12
# What is broken as running text or as a code; all else is names and labels, broken between phrases.
_PROSE = {ColumnRole.TEXT, ColumnRole.FILE, ColumnRole.CELL, ColumnRole.DIGEST, ColumnRole.DATE}


def table_pieces(look: Look, table: Table, width: float, parent: Element) -> list[Piece]:
    """Title, head, rows and note. Rows never stand alone on a page; the head is repeated on each."""
    if not table.columns:
        return []
    grid = columns.grid(look, table, width)
    if table.side_column and not columns.names_fit(look, grid):
        table = _without_side(table)
        grid = columns.grid(look, table, width)
    if not columns.names_fit(look, grid):
        closer = columns.grid(look, table, width, broken=True)
        grid = closer if columns.names_fit(look, closer) else grid
    title = title_pieces(look, table.title, width, parent)
    whole = parent.add(Role.TABLE, summary=look.set.spoken(table.caption))
    head = _head(grid, whole)
    rows: list[Piece] = []
    for group in table.groups:
        rows += _group(grid, group, (head,), whole, last=group is table.groups[-1])
    body = kept(rows) if table.keep else without_orphans(rows)
    if body:
        body = [replace(body[0], head=()), *body[1:]]
    notes = note_pieces(look, table.note, width, parent, above=4)
    if body and notes:
        body[-1] = replace(body[-1], keep=True)
    return [*title, replace(head, keep=bool(body), above=0 if title else 6), *body, *notes]


def _without_side(table: Table) -> Table:
    """The side column's texts as headings of their groups, which leaves its width to the other columns."""
    groups = []
    for group in table.groups:
        texts = [c.text for row in group.rows for c in row[:1] if isinstance(c, TextCell) and c.text]
        heading = "".join(texts[:1]).replace("\n", "")
        groups.append(RowGroup(tuple(row[1:] for row in group.rows), heading))
    return replace(table, columns=table.columns[1:], groups=tuple(groups), side_column=False)


# --- head ------------------------------------------------------------------------------------------------------------


def _head(grid: Grid, whole: Element) -> Piece:
    look, heads = grid.look, grid.table.columns
    spans = _overs(heads)
    if not spans and not any(column.heading.strip() for column in heads):
        return Piece(0, lambda pen, x, y: pen.rule(x, y, x + grid.width, y, 0.9, look.palette.ink))
    two_rows = any(any(heads[n].heading for n in range(a, b)) for a, b, _ in spans)
    own, over = _head_elements(grid.table, spans, whole, two_rows=two_rows)
    lines = max((column.heading.count("\n") + 1 for column in heads), default=1)
    leading = 11.5
    over_height = leading + 1 if spans and two_rows else 0.0
    height = over_height + lines * leading + 6
    note = replace(look.note, leading=leading)

    def draw(pen: Pen, x: float, y: float) -> None:
        pen.rule(x, y, x + grid.width, y, 0.9, look.palette.ink)
        middle = y + over_height + 3 + lines * leading / 2
        for n, column in enumerate(heads):
            texts = [t for t in column.heading.split("\n") if t]
            top = middle - len(texts) * leading / 2
            with pen.element(own[n]):
                for k, text in enumerate(texts):
                    _head_line(pen, grid, look.set.line(text, note), n, x, top + k * leading)
        for (a, b, text), spanning in zip(spans, over, strict=True):
            left, right = grid.slots[a].x, grid.slots[b - 1].x + grid.slots[b - 1].width
            bold = note.bold.coloured(look.palette.ink) if two_rows else note
            line = look.set.line(text, bold)
            top = y + 2.5 if two_rows else middle - leading / 2
            with pen.element(spanning):
                line.draw(pen, look.set, x + (left + right - line.width) / 2, top)
        pen.rule(x, y + height, x + grid.width, y + height, 0.5, look.palette.ink)

    return Piece(height, draw)


def _head_elements(
    table: Table, spans: Sequence[tuple[int, int, str]], whole: Element, *, two_rows: bool
) -> tuple[list[Element | None], list[Element]]:
    """The header cells: one for each column (None under a heading that spans it alone), and the spanning ones."""
    top = whole.add(Role.ROW)
    below = whole.add(Role.ROW) if two_rows else None
    own: list[Element | None] = []
    over: list[Element] = []
    for n, column in enumerate(table.columns):
        span = next(((a, b) for a, b, _ in spans if a <= n < b), None)
        if span and span[0] == n:
            over.append(top.add(Role.HEADER, scope=Scope.COLUMN, columns=span[1] - span[0]))
        if span:
            own.append(below.add(Role.HEADER, scope=Scope.COLUMN) if below else None)
        elif column.heading.strip():
            own.append(top.add(Role.HEADER, scope=Scope.COLUMN, rows=2 if below else 1))
        else:
            # A column without a heading: a header cell with nothing to say would only be in the way.
            own.append(top.add(Role.CELL, rows=2 if below else 1))
    return own, over


def _head_line(pen: Pen, grid: Grid, line: Line, n: int, x: float, top: float) -> None:
    slot, role = grid.slots[n], grid.table.columns[n].role
    if role in (ColumnRole.STATUS, ColumnRole.SCHEDULE_STATUS) or (role is ColumnRole.CHANGE and not grid.numeric[n]):
        left = slot.x + (slot.width - line.width) / 2
    elif role in _FIGURES:
        left = slot.x + slot.width - columns.PAD_X - line.width
    else:
        left = slot.x + slot.pad
    line.draw(pen, grid.look.set, x + left, top)


def _overs(heads: Sequence[Column]) -> list[tuple[int, int, str]]:
    """(first, end, text) of headings that span neighbours."""
    found: list[tuple[int, int, str]] = []
    for n, column in enumerate(heads):
        if not column.over:
            continue
        if found and found[-1][1] == n and found[-1][2] == column.over:
            found[-1] = (found[-1][0], n + 1, column.over)
        else:
            found.append((n, n + 1, column.over))
    return found


# --- rows ------------------------------------------------------------------------------------------------------------


def _group(grid: Grid, group: RowGroup, head: tuple[Piece, ...], whole: Element, *, last: bool) -> list[Piece]:
    look, table = grid.look, grid.table
    hair = Rule(0.4, look.palette.hair)
    end = Rule(0.5, look.palette.ink) if last else Rule(0.6, look.palette.line)
    pieces: list[Piece] = []
    side = table.side_column
    rule_from = grid.slots[1].x if side and len(grid.slots) > 1 else 0.0
    side_lines = _side_lines(grid, group) if side else ()
    heading = _group_heading(grid, group.heading, head, whole) if group.heading and not side else None
    spanning: Element | None = None
    # A row is headed by its name.
    named = next((k for k, c in enumerate(table.columns) if c.role in _NAMING and k >= int(side)), int(side))
    for n, row in enumerate(group.rows):
        line = whole.add(Role.ROW)
        if side and n == 0:
            spanning = line.add(Role.HEADER, scope=Scope.ROW, rows=len(group.rows))
        bottom = n == len(group.rows) - 1
        cells = [SetCell()] * int(side)
        for k in range(int(side), len(grid.slots)):
            heads = k == named
            element = line.add(Role.HEADER if heads else Role.CELL, scope=Scope.ROW if heads else None)
            cells.append(_set(grid, k, row[k], element) if k < len(row) else SetCell(element=element))
        # A side text taller than its rows makes the last one taller.
        missing = sum(line.type.leading for line in side_lines) + 2 * columns.PAD_Y - sum(p.height for p in pieces)
        pieces += row_pieces(
            look, grid.slots, cells, grid.style,
            below=end if bottom else hair, rule_from=0.0 if bottom else rule_from,
            head=head, at_least=missing if bottom and side else 0.0,
        )  # fmt: skip
    if side and pieces:
        pieces[0] = _with_side(look, pieces[0], side_lines, spanning)
        return kept(pieces)
    return [heading, *pieces] if heading else pieces


def _side_lines(grid: Grid, group: RowGroup) -> tuple[Line, ...]:
    texts = [c.text for row in group.rows for c in row[:1] if isinstance(c, TextCell) and c.text]
    lines = grid.look.set.label("\n".join(texts[:1]), grid.look.side, grid.slots[0].width)
    # Its line ends are for the narrow column: the words are one name.
    return tuple(replace(line, gap="") for line in lines)


def _with_side(look: Look, piece: Piece, lines: tuple[Line, ...], spanning: Element | None) -> Piece:
    def draw(pen: Pen, x: float, y: float) -> None:
        piece.draw(pen, x, y)
        top = y + columns.PAD_Y + 1
        for line in lines:
            with pen.element(spanning):
                line.draw(pen, look.set, x, top)
            top += line.type.leading

    return replace(piece, draw=draw)


def _group_heading(grid: Grid, text: str, head: tuple[Piece, ...], whole: Element) -> Piece:
    """A row of its own that heads those below it."""
    look = grid.look
    lines = look.set.clipped(text, look.kicker.led(14), grid.width - 4, _HEADING_LINES)
    height = 14 * max(1, len(lines)) + 5
    # Scope of the row: as a column's head it would stand between the cells below it and their own.
    header = whole.add(Role.ROW).add(Role.HEADER, scope=Scope.ROW, columns=len(grid.slots))

    def draw(pen: Pen, x: float, y: float) -> None:
        with pen.element(header):
            for n, line in enumerate(lines):
                line.draw(pen, look.set, x, y + 3.5 + 14 * n)
        pen.rule(x, y + height, x + grid.width, y + height, 0.4, look.palette.hair)

    return Piece(height, draw, keep=True, head=head)


def _set(grid: Grid, n: int, cell: Cell, element: Element) -> SetCell:
    look, column, slot = grid.look, grid.table.columns[n], grid.slots[n]
    room = slot.width - slot.pad - grid.style.pad_x
    # Nothing hangs beside rules; a narrow column breaks where phrases do.
    phrased = room <= _NARROW
    if isinstance(cell, StatusCell):
        element.actual = cell.status.spoken
    elif isinstance(cell, TextCell):
        element.actual = cell.said
    match cell:
        case NumberCell():
            return _number(grid, n, cell, element)
        case StatusCell(status=status, current=False) if look.set.measure(status.text, look.note) > slot.width:
            lines = tuple(look.set.line(part, look.note) for part in halves(status.text))
            return SetCell(lines, Align.CENTRE, element=element)
        case StatusCell(status=status, current=current):
            return SetCell(tag=status, current=current, element=element)
        case LinesCell(lines=written):
            texts = [
                (text, look.cell.bold if text is lead and body else look.cell)
                for lead, body in written
                for text in (lead, body)
                if text
            ]
            parts = [look.set.lines(text, kind, room, phrased=phrased) for text, kind in texts]
            laid = [line for part in parts for line in (*part[:-1], *(last.spaced() for last in part[-1:]))]
            return SetCell(tuple(laid), element=element)
        case SpansCell(lines=paragraphs):
            return SetCell(tuple(x for p in paragraphs for x in look.set.spans(p, look.cell, room)), element=element)
        case TextCell():
            return _text(grid, n, cell, column.role, room, element, phrased=phrased)
        case _:
            assert_never(cell)


def _number(grid: Grid, n: int, cell: NumberCell, element: Element) -> SetCell:
    look = grid.look
    line = look.set.line(cell.text, look.figure.bold if cell.strong else look.figure)
    if cell.unit:
        unit = look.set.line(" " + cell.unit, look.figure)
        line = Line((*line.runs, *unit.runs), line.width + unit.width, line.type)
    return SetCell((line,), Align.RIGHT, columns.missing_width(look, cell, grid.decimals[n]), element=element)


def _text(
    grid: Grid, n: int, cell: TextCell, role: ColumnRole, room: float, element: Element, *, phrased: bool
) -> SetCell:
    look = grid.look
    style, align = look.cell, Align.LEFT
    if role is ColumnRole.ID:
        style = look.note_figure
        align = Align.RIGHT if n > 0 and cell.text.isdigit() else Align.LEFT
    elif role is ColumnRole.DIGEST:
        style = look.note_figure
    elif role in (ColumnRole.UNIT, ColumnRole.FILE, ColumnRole.VERDICT, ColumnRole.CELL):
        style = look.small
    elif role in _FIGURES:
        style = look.small
        align = Align.CENTRE if role is ColumnRole.CHANGE and not grid.numeric[n] else Align.RIGHT
    elif role in (ColumnRole.STATUS, ColumnRole.SCHEDULE_STATUS):
        style, align = look.small, Align.CENTRE
    if cell.quiet:
        style = (style if role is ColumnRole.ID else look.note).led(style.leading)
    style = style.bold if cell.strong else style
    prose = role in _PROSE
    lines = look.set.lines(cell.text, style, room) if prose else look.set.label(cell.text, style, room)
    if prose and phrased and len(lines) > 1:
        # Lines that end where phrases do, as long as they are not more.
        by_phrases = look.set.lines(cell.text, style, room, phrased=True)
        lines = by_phrases if len(by_phrases) <= len(lines) else lines
    if len(lines) > 1 and align is Align.RIGHT:
        # A sentence among figures (a target in words) reads from the left; only what stands in one line joins the figures.
        align = Align.LEFT
    if cell.sub:
        lines = (*lines[:-1], *(line.spaced() for line in lines[-1:]))
        lines += look.set.lines(cell.sub, look.note, room, phrased=phrased)
    anchor = cell.anchor if cell.anchor in look.places and lines else ""
    if anchor:
        link, said = element.add(Role.LINK), look.set.spoken(cell.text).strip() or anchor
        return SetCell(lines, align, element=link, anchor=anchor, said=said)
    return SetCell(lines, align, element=element)

"""Turns the planned year of the strategy papers and the matrix of themes and initiatives into drawings."""

from __future__ import annotations

from dataclasses import replace

from dxreport.render.pdf.flow import Draw, Piece, drawn, kept, led
from dxreport.render.pdf.gantt import HEAD, LABEL, LABEL_LINES, month_heads, month_lines
from dxreport.render.pdf.look import Look
from dxreport.render.pdf.pen import Pen
from dxreport.render.pdf.prose import note_pieces, title_pieces
from dxreport.render.pdf.structure import Element, Role
from dxreport.render.pdf.text import Line
from dxreport.report.blocks import Matrix, MatrixCell, MatrixRow
from dxreport.report.figures import PlanBar, PlanSchedule

_LEADING = 12.5
_THEME = 110.0
_SPACE = 10.0
# What a cell of the matrix holds; its page has the rest.
_CELL_LINES = 24


def plan_pieces(look: Look, plan: PlanSchedule, width: float, parent: Element) -> list[Piece]:
    """Rows of planned bars; the text stands in its bar, or on as many lines as the bar's width asks for."""
    month = (width - LABEL) / 12
    head = Piece(HEAD, lambda pen, x, y: _head(pen, look, plan, x, y, width, month))
    rows: list[Piece] = []
    for row in plan.rows:
        style = look.small.bold if row.group else look.cell
        label = look.set.cut(look.set.phrases(row.label, style, LABEL - 8), LABEL - 8, LABEL_LINES)
        lines = [[(bar, _texts(look, bar, month)) for bar in line] for line in row.lines]
        heights = [
            max([look.row(18.0, 15.0), *(len(t) * _LEADING + look.row(6.0, 3.0) for _, t in line)]) for line in lines
        ]
        height = max(sum(heights) + 2 * len(heights), len(label) * style.leading + look.row(6.0, 3.5))
        rows.append(Piece(height, _row(look, label, lines, heights, height, width, month), head=(head,)))
    if rows:
        rows[0] = replace(rows[0], head=())
    title = title_pieces(look, plan.title, width, parent)
    figure = parent.figure(look.set.spoken(plan.alt))
    note = note_pieces(look, plan.note, width, parent, above=4)
    return kept([*title, *drawn([head, *rows], figure, width), *note])


def _texts(look: Look, bar: PlanBar, month: float) -> tuple[Line, ...]:
    room = max(float(bar.end - bar.start) * month - 10, 18)
    return look.set.clipped(bar.text, look.small, room, LABEL_LINES)


def _head(pen: Pen, look: Look, plan: PlanSchedule, x: float, y: float, width: float, month: float) -> None:
    month_lines(pen, look, x, y + 3, y + HEAD, LABEL, month)
    pen.rule(x, y, x + width, y, 0.9, look.palette.ink)
    month_heads(pen, look, plan.quarters, plan.months, x, y, LABEL, month)
    look.set.line(plan.label_heading, look.note).draw(pen, look.set, x, y + 9.5)
    pen.rule(x, y + HEAD, x + width, y + HEAD, 0.5, look.palette.ink)


def _row(
    look: Look, label: tuple[Line, ...], lines: list[list[tuple[PlanBar, tuple[Line, ...]]]],
    heights: list[float], height: float, width: float, month: float,
) -> Draw:  # fmt: skip
    def draw(pen: Pen, x: float, y: float) -> None:
        month_lines(pen, look, x, y, y + height, LABEL, month)
        for n, text in enumerate(label):
            text.draw(pen, look.set, x, y + 2.5 + text.type.leading * n)
        top = y + 1
        for bars, tall in zip(lines, heights, strict=True):
            for bar, texts in bars:
                _bar(pen, look, bar, texts, x + LABEL, top, tall, month)
            top += tall + 2
        pen.rule(x, y + height, x + width, y + height, 0.4, look.palette.hair)

    return draw


def _bar(
    pen: Pen, look: Look, bar: PlanBar, texts: tuple[Line, ...], x: float, y: float, height: float, month: float,
) -> None:  # fmt: skip
    start, end = (x + float(p) * month for p in (bar.start, bar.end))
    if end > start:
        pen.box(start, y + 1, end - start, height - 2, fill=look.palette.accent_light)
        pen.box(start, y + 1, 2.4, height - 2, fill=look.palette.accent)
    top = y + (height - len(texts) * _LEADING) / 2
    for n, line in enumerate(texts):
        line.draw(pen, look.set, start + 6, top + _LEADING * n)
    for position, _ in bar.points:
        pen.dot(x + float(position) * month, y + height / 2, 4, fill=look.palette.ink, stroke=look.palette.ink)


# --- matrix ----------------------------------------------------------------------------------------------------------


def matrix_pieces(look: Look, matrix: Matrix, width: float, parent: Element) -> list[Piece]:
    """One piece a theme: its title at the left, its initiatives in columns; read as a list of lists."""
    whole = parent.add(Role.LIST)
    return [piece for row in matrix.rows for piece in _matrix_row(look, row, width, whole.add(Role.ITEM))]


def _matrix_row(look: Look, row: MatrixRow, width: float, item: Element) -> list[Piece]:
    title = look.set.cut(look.set.phrases(row.title, look.cell.bold, _THEME - 16), _THEME - 16, _CELL_LINES)
    count = max(1, len(row.cells))
    cell_width = (width - _THEME - _SPACE * count) / count
    cells = [_matrix_cell(look, cell, cell_width) for cell in row.cells]
    height = max([len(title) * 14.0 + 26, *(sum(t.type.leading for t in lines) + 24 for lines in cells)])
    theme = item.add(Role.BODY)
    head = theme.paragraph()
    entries = theme.add(Role.LIST)
    links = [entries.add(Role.ITEM).add(Role.BODY).add(_role(look, c)) for c in row.cells]

    def draw(pen: Pen, x: float, y: float) -> None:
        pen.box(x, y, _THEME, height, fill=look.palette.accent_light)
        with pen.element(head):
            look.set.line(row.kicker, look.kicker).draw(pen, look.set, x + 8, y + 5)
            for n, line in enumerate(title):
                line.draw(pen, look.set, x + 8, y + 20 + 14 * n)
        for n, (cell, lines) in enumerate(zip(row.cells, cells, strict=True)):
            left = x + _THEME + _SPACE * (n + 1) + cell_width * n
            pen.rule(left, y, left + cell_width, y, 1.2, look.palette.accent)
            with pen.element(links[n]):
                _draw_matrix_cell(pen, look, cell, lines, left, y, cell_width)
            if links[n].role is Role.LINK:
                said = look.set.spoken(f"{cell.number} {''.join(cell.title)}").strip() or cell.anchor
                pen.link(links[n], cell.anchor, said, left, y, cell_width, height)

    return led([Piece(height, draw)], 6)


def _role(look: Look, cell: MatrixCell) -> Role:
    return Role.LINK if cell.anchor in look.places and "".join(cell.title).strip() else Role.PARAGRAPH


def _matrix_cell(look: Look, cell: MatrixCell, width: float) -> tuple[Line, ...]:
    title = look.set.cut(look.set.phrases(cell.title, look.small.bold, width), width, LABEL_LINES)
    return (*title, *look.set.clipped(cell.text, look.note, width, _CELL_LINES))


def _draw_matrix_cell(
    pen: Pen, look: Look, cell: MatrixCell, lines: tuple[Line, ...], x: float, y: float, width: float,
) -> None:  # fmt: skip
    look.set.line(cell.number, look.section).draw(pen, look.set, x, y + 4)
    aside = look.set.line(cell.aside, look.note)
    aside.draw(pen, look.set, x + width - aside.width, y + 6)
    top = y + 22
    for line in lines:
        line.draw(pen, look.set, x, top)
        top += line.type.leading

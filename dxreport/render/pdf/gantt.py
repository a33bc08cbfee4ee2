"""Turns a year's schedule into twelve months of bars: plan, actual, overrun, milestones, as-of date."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from decimal import Decimal

from dxreport.render.pdf.flow import Draw, Piece, drawn, kept, led
from dxreport.render.pdf.look import Look
from dxreport.render.pdf.pen import Pen
from dxreport.render.pdf.prose import line_pieces, title_pieces
from dxreport.render.pdf.structure import Element
from dxreport.render.pdf.tags import draw_tag, tag_width
from dxreport.render.pdf.text import Line
from dxreport.report.figures import Gantt, GanttMilestone, GanttRow

LABEL = 168.0
# A label in a figure has so many lines at most.
LABEL_LINES = 8
MONTH = 20.0
HEAD = 31.0
_STATUS_GAP = 6.0
_ROW = 20.0
_ROW_CLOSE = 15.5
_LINE = 13.0
_BAR = 10.0
_FILL = 5.0


def gantt_pieces(look: Look, gantt: Gantt, width: float, parent: Element) -> list[Piece]:
    """Title, head, rows and the key in words. The chart stays whole where a page can hold it."""
    if not gantt.rows:
        return []
    status_x = LABEL + 12 * MONTH
    head = Piece(HEAD, lambda pen, x, y: _head(pen, look, gantt, x, y, width))
    rows: list[Piece] = []
    for n, row in enumerate(gantt.rows):
        style = look.small.bold if row.group else look.cell
        label = look.set.clipped(row.label, style, LABEL - 6, LABEL_LINES)
        height = max(look.row(_ROW, _ROW_CLOSE), len(label) * _LINE + look.row(6, 4))
        last = n == len(gantt.rows) - 1
        rows.append(Piece(height, _row(look, gantt, row, label, height, width, status_x, last=last), head=(head,)))
    rows[0] = replace(rows[0], head=())
    foot = Piece(14, lambda pen, x, y: _as_of(pen, look, gantt, x, y))
    title = title_pieces(look, gantt.title, width, parent)
    figure = parent.figure(look.set.spoken(gantt.alt))
    # The key explains marks; those who hear the figure's words need none.
    key = led(line_pieces(look, look.set.lines(gantt.note, look.note, width, phrased=True)), 1)
    return kept([*title, *drawn([head, *rows, foot, *key], figure, width)])


def month_lines(
    pen: Pen, look: Look, x: float, top: float, bottom: float, left: float = LABEL, month: float = MONTH,
) -> None:  # fmt: skip
    """Hairlines at the quarters' limits."""
    for quarter in range(5):
        at = x + left + quarter * 3 * month
        pen.rule(at, top, at, bottom, 0.4, look.palette.hair)


def month_heads(
    pen: Pen, look: Look, quarters: Sequence[str], months: Sequence[str], x: float, y: float,
    left: float = LABEL, month: float = MONTH,
) -> None:  # fmt: skip
    """Quarters over months, centred on their columns."""
    for n, text in enumerate(quarters):
        line = look.set.line(text, replace(look.small, size=9.5))
        line.draw(pen, look.set, x + left + month * 3 * (n + 0.5) - line.width / 2, y + 3)
    for n, text in enumerate(months):
        line = look.set.line(text, look.note_figure)
        line.draw(pen, look.set, x + left + month * (n + 0.5) - line.width / 2, y + 16.5)


def _head(pen: Pen, look: Look, gantt: Gantt, x: float, y: float, width: float) -> None:
    month_lines(pen, look, x, y + 3, y + HEAD)
    pen.rule(x, y, x + width, y, 0.9, look.palette.ink)
    month_heads(pen, look, gantt.quarters, gantt.months, x, y)
    look.set.line(gantt.label_heading, look.note).draw(pen, look.set, x, y + 9.5)
    status = look.set.line(gantt.status_heading, look.note)
    status.draw(pen, look.set, x + LABEL + 12 * MONTH + _STATUS_GAP, y + 9.5)
    pen.rule(x, y + HEAD, x + width, y + HEAD, 0.5, look.palette.ink)


def _at(x: float, position: Decimal) -> float:
    return x + LABEL + float(position) * MONTH


def _row(
    look: Look, gantt: Gantt, row: GanttRow, label: Sequence[Line],
    height: float, width: float, status_x: float, *, last: bool,
) -> Draw:  # fmt: skip
    def draw(pen: Pen, x: float, y: float) -> None:
        month_lines(pen, look, x, y, y + height)
        top = y + (height - len(label) * _LINE) / 2
        for n, line in enumerate(label):
            line.draw(pen, look.set, x, top - 0.5 + _LINE * n)
        middle = y + height / 2
        _bars(pen, look, row, x, middle)
        palette = look.palette
        weight, colour = (0.5, palette.ink) if last else (0.4, palette.hair)
        pen.rule(x, y + height, x + width, y + height, weight, colour)
        at = _at(x, gantt.as_of)
        pen.rule(at, y, at, y + height + (1.5 if last else 0.2), 1.2, palette.ink)
        for milestone in row.milestones:
            _milestone(pen, look, milestone, x, middle)
        if row.status:
            tag = min(tag_width(look, row.status), width - status_x - _STATUS_GAP)
            draw_tag(pen, look, row.status, x + status_x + _STATUS_GAP, middle, tag)

    return draw


def _bars(pen: Pen, look: Look, row: GanttRow, x: float, middle: float) -> None:
    top = middle - _BAR / 2
    if row.planned:
        start, end = (_at(x, p) for p in row.planned)
        pen.box(start, top, max(end - start, 1), _BAR, fill="FFFFFF", stroke=look.palette.ink, weight=0.9)
    if row.overrun:
        start, end = (_at(x, p) for p in row.overrun)
        pen.box(start, top, max(end - start, 1), _BAR, stroke=look.style.alarm, weight=1, dash=(2, 1.5))
    if row.actual:
        start, end = (_at(x, p) for p in row.actual)
        pen.box(start, middle - _FILL / 2, max(end - start, 1), _FILL, fill=look.palette.accent)


def _milestone(pen: Pen, look: Look, milestone: GanttMilestone, x: float, middle: float) -> None:
    at, half = _at(x, milestone.position), 5.0
    points = ((at, middle - half), (at + half, middle), (at, middle + half), (at - half, middle))
    pen.polygon(points, fill=look.palette.ink if milestone.reached else "FFFFFF", stroke=look.palette.ink)


def _as_of(pen: Pen, look: Look, gantt: Gantt, x: float, y: float) -> None:
    line = look.set.line(gantt.as_of_label, look.tag)
    line.draw(pen, look.set, _at(x, gantt.as_of) - line.width / 2, y + 1.5)

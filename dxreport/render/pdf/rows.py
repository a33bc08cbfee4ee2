"""Turns cells already broken into lines into the rows of a table, cut where one is too tall to stay whole."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from enum import StrEnum

from dxreport.model.scale import StatusClass
from dxreport.render.pdf.flow import Piece
from dxreport.render.pdf.look import Look
from dxreport.render.pdf.pen import Pen
from dxreport.render.pdf.structure import Element
from dxreport.render.pdf.tags import draw_quiet, draw_tag
from dxreport.render.pdf.text import Line, Type

# A row of more lines than this is cut into rows that continue it, so that a page can end inside it.
LINES_PER_ROW = 9
_TAG_INSET = 1.5


class Align(StrEnum):
    LEFT = "left"
    RIGHT = "right"
    CENTRE = "centre"


@dataclass(frozen=True, slots=True)
class Rule:
    """A horizontal rule: thickness in points and colour."""

    width: float
    colour: str


@dataclass(frozen=True, slots=True)
class Slot:
    """Where a column stands: left edge from the table's left, width with its padding, and padding at the left."""

    x: float
    width: float
    pad: float = 0


@dataclass(frozen=True, slots=True)
class SetCell:
    """A cell ready for ink. ``shift`` moves right-aligned figures left so that decimal points stand in line.

    ``element`` is what its text belongs to; with an ``anchor`` it is a Link, and ``said`` tells where it leads.
    """

    lines: tuple[Line, ...] = ()
    align: Align = Align.LEFT
    shift: float = 0
    tag: StatusClass | None = None
    current: bool = True
    element: Element | None = None
    anchor: str = ""
    said: str = ""

    @property
    def height(self) -> float:
        return sum(line.type.leading for line in self.lines)


@dataclass(frozen=True, slots=True)
class RowStyle:
    """Padding at the right, above and below (points), and the text style that gives rows their first baseline."""

    pad_x: float
    pad_y: float
    strut: Type


def row_pieces(
    look: Look, slots: Sequence[Slot], cells: Sequence[SetCell], style: RowStyle, *,
    below: Rule | None, rule_from: float = 0, head: tuple[Piece, ...] = (), at_least: float = 0,
) -> list[Piece]:  # fmt: skip
    """The row as one piece, or as several where it is tall. ``rule_from`` is where the rule below begins."""
    pieces: list[Piece] = []
    tallest = max((len(c.lines) for c in cells), default=0)
    starts = range(0, max(tallest, 1), LINES_PER_ROW)
    for start in starts:
        part = tuple(_cut(c, start, first=start == 0) for c in cells)
        first, last = start == 0, start == starts[-1]
        content = max([style.strut.leading, *(c.height for c in part)])
        height = content + style.pad_y * (int(first) + int(last))
        if last:
            height = max(height, at_least)
        piece = _row(look, slots, part, style, height, style.pad_y if first else 0, below if last else None, rule_from)
        pieces.append(Piece(piece.height, piece.draw, head=head))
    return pieces


def _cut(cell: SetCell, start: int, *, first: bool) -> SetCell:
    lines = cell.lines[start : start + LINES_PER_ROW]
    return replace(cell, lines=lines, tag=cell.tag if first else None, anchor=cell.anchor if first else "")


def _row(
    look: Look, slots: Sequence[Slot], cells: Sequence[SetCell], style: RowStyle,
    height: float, pad_top: float, below: Rule | None, rule_from: float,
) -> Piece:  # fmt: skip
    def draw(pen: Pen, x: float, y: float) -> None:
        for slot, cell in zip(slots, cells, strict=True):
            with pen.element(cell.element):
                draw_cell(pen, look, cell, x + slot.x, slot.width, y + pad_top, style, pad=slot.pad)
            if cell.anchor and cell.element:
                pen.link(cell.element, cell.anchor, cell.said, x + slot.x, y, slot.width, height)
        if below:
            right = slots[-1].x + slots[-1].width
            pen.rule(x + rule_from, y + height, x + right, y + height, below.width, below.colour)

    return Piece(height, draw)


def draw_cell(
    pen: Pen, look: Look, cell: SetCell, x: float, width: float, top: float, style: RowStyle, *, pad: float,
) -> None:  # fmt: skip
    """Draw one cell, its text ``pad`` points from the left; first lines of a row share a baseline."""
    if cell.tag:
        middle = top + style.strut.leading / 2
        if cell.current:
            draw_tag(pen, look, cell.tag, x + _TAG_INSET, middle, width - 2 * _TAG_INSET)
        else:
            draw_quiet(pen, look, cell.tag, x, middle, width)
        return
    y = top
    for n, line in enumerate(cell.lines):
        baseline = style.strut.baseline if n == 0 else line.type.baseline
        match cell.align:
            case Align.LEFT:
                left = x + pad
            case Align.RIGHT:
                left = x + width - style.pad_x - line.width - cell.shift
            case Align.CENTRE:
                left = x + (width - line.width) / 2
        line.draw(pen, look.set, left, y, baseline=baseline)
        y += max(line.type.leading, style.strut.leading) if n == 0 else line.type.leading

"""Turns the title slide of a deck into the first page of its handout."""

from __future__ import annotations

from dataclasses import replace

from dxreport.render.pdf.cover import MM
from dxreport.render.pdf.flow import Draw, Mark, Piece, extent, gap, tagged
from dxreport.render.pdf.look import Look
from dxreport.render.pdf.panels import quarter_scale_pieces
from dxreport.render.pdf.pen import Pen
from dxreport.render.pdf.prose import line_pieces, note_pieces, paragraph_pieces, section_pieces
from dxreport.render.pdf.structure import Element
from dxreport.render.pdf.text import Line
from dxreport.report.blocks import Paragraph
from dxreport.report.cells import Span
from dxreport.report.papers import Handout

COVER = "cover"
_TITLE_TOP = 58 * MM
_TITLE_ROOM = 430.0
_BOX = 20.5
# Sums of heights are not exact.
_SPARE = 0.01


def cover_pieces(look: Look, handout: Handout, width: float, room: float, root: Element) -> list[Piece]:
    """Committee and date at the right, the title, the state of the data, what is said to it; its note at the page's foot.

    A text too long for the page runs on over the next.
    """
    cover = handout.deck.cover
    pieces = _head(look, handout, width, root)
    pieces.append(Piece(max(0.0, _TITLE_TOP - extent(pieces)), _blank))
    pieces += tagged(line_pieces(look, look.set.label(cover.era, look.era, width)), root.paragraph())
    pieces.append(gap(8))
    title = look.set.phrases(cover.title, look.title, _TITLE_ROOM)
    # A space parts the lines for those who hear the title.
    title = (*(line.spaced() for line in title[:-1]), *title[-1:])
    named = tagged(line_pieces(look, title), root.heading())
    if named:
        named[0] = replace(named[0], mark=Mark(COVER, f"{handout.cover_name}\u3000{''.join(cover.title)}", 0))
    pieces += named
    if cover.period:
        period = tagged(line_pieces(look, look.set.label(cover.period, look.period, width)), root.paragraph())
        pieces += [gap(18), *period]
    if cover.scale is not None:
        pieces += [gap(20), *quarter_scale_pieces(look, cover.scale, width, root)]
    if cover.as_of:
        pieces += [gap(24), *tagged(line_pieces(look, look.set.lines(cover.as_of, look.body, width)), root.paragraph())]
    pieces += _notes(look, handout, width, root)
    note = note_pieces(look, cover.note, width, root, above=4)
    white = room - extent(pieces) - extent(note) - _SPARE
    return [*pieces, *([Piece(white, _blank)] if white > 0 else []), *note]


def _notes(look: Look, handout: Handout, width: float, root: Element) -> list[Piece]:
    lines = [line for line in handout.deck.cover.notes.split("\n") if line.strip()]
    if not lines:
        return []
    part = root.section(2)
    pieces = [gap(26), *section_pieces(look, handout.notes_title, width, part.heading())]
    for line in lines:
        pieces += paragraph_pieces(look, Paragraph((Span(line),)), width, part)
    return pieces


def _head(look: Look, handout: Handout, width: float, root: Element) -> list[Piece]:
    """What the paper is in a box at the left, whose it is right-aligned."""
    boxed = look.set.line(handout.mark, replace(look.cell, leading=_BOX))
    box = root.paragraph()
    head = handout.deck.cover.head
    room = width - boxed.width - 40
    lines = [line for text in head for line in look.set.lines(text, look.body, room)]
    right = root.paragraph()
    pieces = [Piece(line.type.leading, _right(look, line.spaced(), width, right)) for line in lines]
    first: Draw = pieces[0].draw if pieces else _blank

    def draw(pen: Pen, x: float, y: float) -> None:
        pen.box(x, y, boxed.width + 20, _BOX, stroke=look.palette.ink, weight=0.6)
        with pen.element(box):
            boxed.draw(pen, look.set, x + 10, y)
        first(pen, x, y)

    return [Piece(max(_BOX, look.body.leading), draw), *pieces[1:]]


def _right(look: Look, line: Line, width: float, element: Element) -> Draw:
    def draw(pen: Pen, x: float, y: float) -> None:
        with pen.element(element):
            line.draw(pen, look.set, x + width - line.width, y)

    return draw


def _blank(pen: Pen, x: float, y: float) -> None:
    """White that stays where a page begins with it."""

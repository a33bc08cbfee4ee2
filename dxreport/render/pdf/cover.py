"""Turns the front matter of a paper into its cover page."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from dxreport.render.pdf.facts import facts_pieces
from dxreport.render.pdf.flow import Piece
from dxreport.render.pdf.look import Look
from dxreport.render.pdf.panels import draw_quarter_scale
from dxreport.render.pdf.pen import PAGE_WIDTH, Pen
from dxreport.render.pdf.structure import Element
from dxreport.render.pdf.text import Line
from dxreport.report.papers import Cover

MM = 72 / 25.4
LEFT = 20 * MM
WIDTH = PAGE_WIDTH - 2 * LEFT
_TITLE_TOP = 81 * MM
_TITLE_ROOM = 400.0
_ERA = 32.0
_PERIOD_GAP = 22.0
_SCALE_TOP = 160 * MM
_SCALE_HEIGHT = 24.0
_FACTS_TOP = 196 * MM
_FACTS_BOTTOM = 270 * MM
_FOOT = 273 * MM
_LABEL = 30 * MM


class CoverPage:
    """A cover set and measured. Facts that find no room on it are in ``rest``, to run on over the next page."""

    def __init__(self, look: Look, cover: Cover, root: Element) -> None:
        self._look, self._cover = look, cover
        self._municipality, self._handling = root.paragraph(), [root.paragraph() for _ in cover.boxes]
        self._era, self._heading, self._period = root.paragraph(), root.heading(), root.paragraph()
        self._quarters = root.figure(look.set.spoken(cover.scale.alt)) if cover.scale else None
        self._title = look.set.phrases(cover.title, look.title, _TITLE_ROOM)
        label = replace(look.fact, size=12, leading=19, colour=look.palette.sub)
        facts = facts_pieces(
            look,
            cover.facts,
            WIDTH,
            root,
            label=label,
            text=replace(look.body, leading=19),
            label_width=_LABEL,
            pad_y=3,
        )
        title_end = _TITLE_TOP + _ERA + 50 * len(self._title) + _PERIOD_GAP + 28
        self._scale_top = max(_SCALE_TOP, title_end + 20)
        self._facts_top = max(_FACTS_TOP, self._scale_top + 50)
        room = _FACTS_BOTTOM - self._facts_top
        self._facts: list[Piece] = []
        for piece in facts:
            if sum(p.height for p in self._facts) + piece.height > room:
                break
            self._facts.append(piece)
        self.rest: Sequence[Piece] = facts[len(self._facts) :]
        self._foot = (root.paragraph(), root.paragraph())

    def draw(self, pen: Pen) -> None:
        look, cover = self._look, self._cover
        self._line(pen, self._municipality, look.set.line(cover.municipality, look.owner), LEFT, 19 * MM)
        self._boxes(pen)
        y = _TITLE_TOP
        self._line(pen, self._era, look.set.line(cover.era, look.era), LEFT, y)
        y += _ERA
        for n, line in enumerate(self._title):
            # A space parts the lines for those who hear the title.
            spoken = look.set.line(line.text + "\u3000" * (n < len(self._title) - 1), line.type)
            self._line(pen, self._heading, spoken, LEFT, y)
            y += line.type.leading
        self._line(pen, self._period, look.set.line(cover.period, look.period), LEFT, y + _PERIOD_GAP)
        if cover.scale and self._quarters:
            pen.enclose(self._quarters, LEFT, self._scale_top, WIDTH, _SCALE_HEIGHT)
            with pen.element(self._quarters):
                draw_quarter_scale(pen, look, cover.scale, LEFT, self._scale_top, WIDTH)
        y = self._facts_top
        for piece in self._facts:
            piece.draw(pen, LEFT, y)
            y += piece.height
        self._line(pen, self._foot[0], look.set.line(cover.foot_left, look.note), LEFT, _FOOT)
        foot = look.set.line(cover.foot_right, look.note)
        self._line(pen, self._foot[1], foot, LEFT + WIDTH - foot.width, _FOOT)

    def _line(self, pen: Pen, element: Element, line: Line, x: float, y: float) -> None:
        with pen.element(element):
            line.draw(pen, self._look.set, x, y)

    def _boxes(self, pen: Pen) -> None:
        """Handling at the right edge, what stands before it to its left."""
        look = self._look
        right, height = LEFT + WIDTH, 20.5
        for text, element in zip(reversed(self._cover.boxes), reversed(self._handling), strict=True):
            line = look.set.line(text, replace(look.cell, leading=height))
            width = line.width + 20
            pen.box(right - width, 19 * MM, width, height, stroke=look.palette.ink, weight=0.6)
            self._line(pen, element, line, right - width + 10, 19 * MM)
            right -= width + 6

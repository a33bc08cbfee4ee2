"""Turns the strategy's colours and the fonts into the type styles of the PDF, with what measures and breaks text in them."""

from __future__ import annotations

from copy import copy
from dataclasses import replace

from dxreport.render.fonts import Face, FontSet
from dxreport.render.pdf.text import Type, Typesetter
from dxreport.render.style import Style

# Points.
_DENSE = 9.5


class Look:
    """The type styles of the PDF (sizes and leadings in points) in the strategy's colours, with what measures them.

    ``shown``: charts are as large as on a slide, and name their series once. ``tight``: a table's columns take what they need.

    ``places`` are the names of the paper's headings, the only places to which a link can lead.
    """

    def __init__(self, style: Style, fonts: FontSet, places: frozenset[str] = frozenset()) -> None:
        self.places = places
        self.close = False
        self.shown = False
        self.tight = False
        ink, sub, accent = style.palette.ink, style.palette.sub, style.palette.accent
        self.style = style
        self.palette = style.palette
        self.set = Typesetter(fonts)
        self.headline = Type(Face.TEXT_BOLD, 18, 26, ink)
        self.section = Type(Face.TEXT_BOLD, 12, 16, accent)
        self.subsection = Type(Face.TEXT_BOLD, 10.5, 15, ink)
        self.kicker = Type(Face.TEXT_BOLD, 10.5, 14, accent)
        self.body = Type(Face.TEXT, 12, 19, ink)
        self.callout = Type(Face.TEXT, 12, 18, ink)
        self.fact = Type(Face.TEXT, 10.5, 15, ink)
        self.cell = Type(Face.TEXT, 10.5, 14, ink)
        self.figure = Type(Face.FIGURE, 10.5, 14, ink)
        self.small = Type(Face.TEXT, 9, 12.5, ink)
        self.small_figure = Type(Face.FIGURE, 9, 12.5, ink)
        self.note = Type(Face.TEXT, 9, 12.5, sub)
        self.note_figure = Type(Face.FIGURE, 9, 12.5, sub)
        self.tag = Type(Face.TEXT_BOLD, 9, 12.5, ink)
        self.side = Type(Face.TEXT, 9, 12, ink)
        self.count = Type(Face.TEXT_BOLD, 21, 24, ink)
        self.statement = Type(Face.TEXT_BOLD, 14, 22, ink)
        self.title = Type(Face.FORMAL, 36, 50, ink)
        self.era = Type(Face.FORMAL, 16, 24, ink)
        self.period = Type(Face.FORMAL, 20, 28, ink)
        self.owner = Type(Face.FORMAL, 14, 20, ink)

    def closer(self) -> Look:
        """The same types with less white in rows, for a section that would leave a remnant on one page more."""
        look = copy(self)
        look.close = True
        look.headline = replace(self.headline, leading=24)
        look.body = replace(self.body, leading=17.5)
        look.fact = replace(self.fact, leading=14)
        return look

    def slide(self) -> Look:
        """The same types for the charts of a slide on paper."""
        look = copy(self)
        look.shown = True
        return look

    def tabular(self) -> Look:
        """The types for a table of more columns than its page is made for: a little smaller, without spare white."""
        look = copy(self)
        look.tight = True
        look.cell, look.figure = (replace(kind, size=_DENSE, leading=13) for kind in (self.cell, self.figure))
        return look

    def row(self, usual: float, close: float) -> float:
        """The one or the other height or padding."""
        return close if self.close else usual

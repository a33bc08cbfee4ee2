"""Turns style, fonts and a region's type size into the ready-made looks of words on a slide."""

from __future__ import annotations

from dataclasses import dataclass, replace

from dxreport.model.policy import Palette
from dxreport.model.scale import StatusClass, Tone
from dxreport.render.slides.frame import SMALLEST
from dxreport.render.slides.text import Measure, Par, Run
from dxreport.render.style import Style
from dxreport.report.cells import LinesCell, Span, SpansCell
from dxreport.report.papers import SlideLayout

SMALL_LEADING = 16.0
HEADING_SIZE = 14.0


@dataclass(frozen=True, slots=True)
class Setting:
    """How a region's content is set: its width, its type size and leading in points, the layout it belongs to.

    ``height`` is the region's; ``mark`` ends a text that goes on in the notes, and is empty where nothing may be shortened.
    """

    style: Style
    measure: Measure
    layout: SlideLayout
    width: float
    size: float
    leading: float
    height: float = 0
    mark: str = ""

    @property
    def palette(self) -> Palette:
        return self.style.palette

    def resized(self, width: float) -> Setting:
        return replace(self, width=width)

    def smaller(self) -> Setting:
        return replace(self, size=SMALLEST, leading=17)

    def ink(self, text: str, *, bold: bool = False, figures: bool = False) -> Run:
        return Run(text, self.size, self.palette.ink, bold, figures)

    def accent(self, text: str, size: float | None = None) -> Run:
        return Run(text, size or self.size, self.palette.accent, True)

    def small(self, text: str, *, figures: bool = False, bold: bool = False) -> Run:
        return Run(text, SMALLEST, self.palette.sub, bold, figures)

    def spans(self, spans: tuple[Span, ...]) -> tuple[Run, ...]:
        return tuple(self.ink(s.text, bold=s.strong) for s in spans)

    def paragraphs(self, cell: LinesCell | SpansCell) -> tuple[Par, ...]:
        """The lines of a cell; a lead is bold where a body follows."""
        if isinstance(cell, SpansCell):
            lines = [self.spans(line) for line in cell.lines]
        else:
            parts = [part for lead, body in cell.lines for part in ((lead, bool(body)), (body, False))]
            lines = [(self.ink(text, bold=bold),) for text, bold in parts if text]
        return tuple(Par(line, self.leading) for line in lines or [(self.ink(""),)])

    def heading(self, text: str) -> Par:
        return Par((Run(text, HEADING_SIZE, self.palette.ink, True),), 20)

    def heading_height(self, text: str) -> float:
        """What a heading takes in points; long ones take lines more."""
        return self.measure.height(self.heading(text), self.width)

    def note_height(self, text: str) -> float:
        return self.measure.height(self.note(text), self.width)

    def note(self, text: str) -> Par:
        return Par((self.small(text),), SMALL_LEADING)

    def tag(self, status: StatusClass, size: float = SMALLEST) -> Run:
        """Mark, letter and word in the tone's colour; the quiet classes stay quiet."""
        colours = self.style.tone(status.tone)
        return Run(status.text, size, colours.text, status.tone is not Tone.EXCLUDED)

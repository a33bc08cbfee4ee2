"""Turns a Deck into the bytes of a PowerPoint file, with the layouts of a template that staff may restyle."""

from __future__ import annotations

from dxreport.layout.package import normalise
from dxreport.render.fonts import FontSet
from dxreport.render.slides.contract import missing
from dxreport.render.slides.deck import Writer
from dxreport.render.slides.text import Measure
from dxreport.render.style import Style
from dxreport.report.papers import Deck

__all__ = ["missing", "render"]


def render(deck: Deck, template: bytes, style: Style, fonts: FontSet, stamp: str) -> bytes:
    """``deck`` on ``template``; ``stamp`` is the ISO date written into the file. Same arguments, same bytes.

    Raises ValueError naming what the template lacks (see ``missing``).
    """
    lacking = missing(template)
    if lacking:
        raise ValueError("、".join(lacking))
    writer = Writer(template, style, Measure(fonts))
    writer.cover(deck.cover)
    for number, sheet in enumerate(writer.sheets(deck), 2):
        writer.content(sheet, deck, number)
    return normalise(writer.save(deck), stamp)

"""Turns a Deck into the bytes of a PowerPoint file, with the layouts of a template that staff may restyle."""

from __future__ import annotations

from itertools import accumulate

from dxreport.layout.package import normalise
from dxreport.render.fonts import FontSet
from dxreport.render.slides.contract import missing
from dxreport.render.slides.deck import Writer
from dxreport.render.slides.text import Measure
from dxreport.render.style import Style
from dxreport.report.papers import Deck, DeckShape

__all__ = ["missing", "render", "shape"]


def render(deck: Deck, template: bytes, style: Style, fonts: FontSet, stamp: str) -> bytes:
    """``deck`` on ``template``; ``stamp`` is the ISO date written into the file. Same arguments, same bytes.

    Raises ValueError naming what the template lacks (see ``missing``).
    """
    writer = _writer(deck, template, style, fonts)
    writer.cover(deck.cover)
    sheets = writer.sheets(deck)
    for number, sheet in enumerate(sheets, 2):
        writer.content(sheet, deck, number)
    return normalise(writer.save(deck, sheets), stamp)


def shape(deck: Deck, template: bytes, style: Style, fonts: FontSet) -> DeckShape:
    """The slides' proportions and their numbers as ``render`` gives them. Raises ValueError as ``render`` does."""
    writer = _writer(deck, template, style, fonts)
    parts = [sheet.parts for sheet in writer.sheets(deck) if sheet.part == 1]
    starts = accumulate(parts, initial=2)
    numbers = tuple((first, first + count - 1) for first, count in zip(starts, parts, strict=False))
    return DeckShape(writer.width / writer.height, numbers)


def _writer(deck: Deck, template: bytes, style: Style, fonts: FontSet) -> Writer:
    lacking = missing(template)
    if lacking:
        raise ValueError("、".join(lacking))
    return Writer(template, style, Measure(fonts), deck.shortening)

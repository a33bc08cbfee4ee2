"""Turns a deck into its handout: the same slides and notes, named as the deck numbers them."""

from __future__ import annotations

from dataclasses import replace

from dxreport.report.papers import Deck, DeckShape, Handout
from dxreport.report.wording import handout as words


def compose(deck: Deck, shape: DeckShape) -> Handout:
    """``shape`` is the deck as it was laid out, so that its handout speaks of the same slide numbers."""
    return Handout(
        deck=deck,
        properties=replace(deck.properties, title=words.title(deck.properties.title)),
        aspect=shape.aspect,
        mark=words.MARK,
        cover_name=words.slide(1, 1),
        names=tuple(words.slide(first, last) for first, last in shape.numbers),
        notes_title=words.NOTES,
        continued=words.CONTINUED,
    )

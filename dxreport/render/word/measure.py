"""Turns headline phrases into lines by an estimate of their width, so that Word need not break inside a phrase."""

from __future__ import annotations

from dxreport.render.linebreak import fill_phrases

# Shares of an em in the proportional gothic, rounded up: a line thought to fit then does.
_NARROW = "・（）「」『』：；!！"
_POINTS = "、。，．"


def width(text: str, size: float) -> float:
    """Estimated width of ``text`` at ``size`` points, rather too wide than too narrow."""
    return size * sum(_em(c) for c in text)


def _em(character: str) -> float:
    if character in _NARROW:
        return 0.5
    if character in _POINTS or character == "\u3000":
        return 0.67
    if character.isascii():
        return 0.66 if not character.isupper() else 0.78
    return 1.0


def broken(phrases: tuple[str, ...], size: float, room: float) -> str:
    """The phrases as lines joined by ``\\n``; one line where they fit into ``room`` points.

    Where a single phrase is wider than the room, lines are left to Word: a break inside one phrase and another
    behind it would make a short line of every second one.
    """
    if any(width(phrase, size) > room for phrase in phrases):
        return "".join(phrases)
    return "\n".join(fill_phrases(phrases, lambda text: width(text, size), room))

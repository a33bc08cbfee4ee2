"""Turns a status class into its tag (mark + letter + word on its tone) or its quiet form of the last checkpoint."""

from __future__ import annotations

from dxreport.model.scale import StatusClass, Tone
from dxreport.render.pdf.look import Look
from dxreport.render.pdf.pen import Pen
from dxreport.render.pdf.text import Type

PAD_X = 4.0
PAD_Y = 2.2
_DASH = (2.0, 1.5)


def tag_width(look: Look, status: StatusClass) -> float:
    """Width the tag needs."""
    return look.set.measure(status.text, look.tag) + 2 * PAD_X


def draw_tag(pen: Pen, look: Look, status: StatusClass, x: float, middle: float, width: float) -> None:
    """A rectangle ``width`` wide around the height ``middle``; text in the tone's own colours."""
    colours = look.style.tone(status.tone)
    style = look.note if status.tone is Tone.EXCLUDED else look.tag
    style = style.coloured(colours.text)
    height = style.size + 2 * PAD_Y
    if colours.fill and status.tone is not Tone.UNREPORTED:
        pen.box(x, middle - height / 2, width, height, fill=colours.fill)
    if status.tone is Tone.UNREPORTED:
        pen.box(x + 0.3, middle - height / 2, width - 0.6, height, stroke=colours.border, weight=0.6, dash=_DASH)
    _centred(pen, look, status.text, style, x, middle, width)


def draw_quiet(pen: Pen, look: Look, status: StatusClass, x: float, middle: float, width: float) -> None:
    """The same words without fill, for what was said last time."""
    _centred(pen, look, status.text, look.note, x, middle, width)


def _centred(pen: Pen, look: Look, text: str, style: Type, x: float, middle: float, width: float) -> None:
    style = style.led(style.size)
    line = look.set.line(text, style)
    line.draw(pen, look.set, x + (width - line.width) / 2, middle - style.size / 2)

"""Turns the strategy's palette into the theme of a deck, and colours in a slide's XML into places of that theme.

A shape that names a place of the theme takes part when staff change the deck's colours in their program.
"""

from __future__ import annotations

import re
from collections.abc import Callable

from pptx.presentation import Presentation

from dxreport.model.policy import Palette
from dxreport.model.scale import Tone
from dxreport.render.theme import recoloured

_WHITE = "FFFFFF"
_COLOUR = re.compile(r'<a:srgbClr val="([0-9A-Fa-f]{6})"/>')


def places(palette: Palette) -> dict[str, str]:
    """Place of the theme → colour (RRGGBB)."""
    return {
        "dk1": palette.ink,
        "lt1": _WHITE,
        "dk2": palette.accent,
        "lt2": palette.tint,
        "accent1": palette.accent,
        "accent2": palette.accent_light,
        "accent3": palette.tones[Tone.BEHIND].fill or palette.sub,
        "accent4": palette.tones[Tone.LATE].fill or palette.accent,
        "accent5": palette.sub,
        "accent6": palette.line,
        "hlink": palette.accent,
        "folHlink": palette.sub,
    }


def coloured(deck: Presentation, palette: Palette) -> None:
    """Colour every theme of ``deck``: that of the slides and that of the notes."""
    wanted = places(palette)
    for part in deck.part.package.iter_parts():
        if part.partname.startswith("/ppt/theme/") and hasattr(part, "_blob"):
            part._blob = recoloured(part.blob, wanted)


def themed(palette: Palette) -> Callable[[str], str]:
    """A function that turns the palette's colours in DrawingML into names of the theme's places; others stay as they are."""
    names = {"lt1": "bg1", "dk1": "tx1", "lt2": "bg2"}
    wanted = places(palette)
    order = ("dk1", "lt1", "accent1", "accent2", "lt2", "accent3", "accent4", "accent5", "accent6")
    place_of: dict[str, str] = {}
    for slot in order:
        place_of.setdefault(wanted[slot].upper(), names.get(slot, slot))

    def place(found: re.Match[str]) -> str:
        name = place_of.get(found[1].upper())
        return f'<a:schemeClr val="{name}"/>' if name else found[0]

    return lambda xml: _COLOUR.sub(place, xml)

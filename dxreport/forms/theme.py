"""Turns an Office theme and a strategy's palette into the theme with the palette's colours.

The template's styles name places of the theme, so that another city's palette colours its forms too.
"""

from __future__ import annotations

from enum import IntEnum

from lxml import etree

from dxreport.model.policy import Palette
from dxreport.model.scale import Tone

_A = "http://schemas.openxmlformats.org/drawingml/2006/main"


class Place(IntEnum):
    """What stands in each place of the theme, by Excel's number of it: the columns of the colour menu from the left."""

    PAPER = 0
    INK = 1
    TINT = 2
    SUB = 3
    ACCENT = 4
    ACCENT_LIGHT = 5
    TRACK = 6
    LINE = 7
    HAIR = 8
    WARNING = 9


_NAMES = {
    Place.PAPER: "lt1",
    Place.INK: "dk1",
    Place.TINT: "lt2",
    Place.SUB: "dk2",
    **{Place(n): f"accent{n - 3}" for n in range(4, 10)},
}
_LINKS = {"hlink": Place.ACCENT, "folHlink": Place.SUB}


def colours(palette: Palette) -> dict[Place, str]:
    """The palette's colours by place; the warning is the fill of what is behind."""
    return {
        Place.PAPER: "FFFFFF",
        Place.INK: palette.ink,
        Place.TINT: palette.tint,
        Place.SUB: palette.sub,
        Place.ACCENT: palette.accent,
        Place.ACCENT_LIGHT: palette.accent_light,
        Place.TRACK: palette.track,
        Place.LINE: palette.line,
        Place.HAIR: palette.hair,
        Place.WARNING: palette.tones[Tone.BEHIND].fill or palette.track,
    }


def coloured(theme: bytes, wanted: dict[Place, str]) -> bytes:
    """``theme`` with ``wanted`` in its places; all else of it (fonts, effects) stays."""
    root = etree.fromstring(theme)
    scheme = root.find(f".//{{{_A}}}clrScheme")
    slots = {_NAMES[place]: colour for place, colour in wanted.items()}
    slots |= {name: wanted[place] for name, place in _LINKS.items()}
    for name, colour in slots.items():
        slot = None if scheme is None else scheme.find(f"{{{_A}}}{name}")
        if slot is not None:
            for child in list(slot):
                slot.remove(child)
            etree.SubElement(slot, f"{{{_A}}}srgbClr", val=colour)
    out: bytes = etree.tostring(root, xml_declaration=True, encoding="UTF-8", standalone=True)
    return out

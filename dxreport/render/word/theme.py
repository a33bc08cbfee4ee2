"""Turns a Word template's theme colours into the strategy's palette, so that another city's paper has that city's colours.

Styles name places of the theme and repeat the colour for programs that do not know themes: both are brought in step.
Colours that staff choose outside the theme stay as they are.
"""

from __future__ import annotations

from docx.document import Document as Package
from lxml import etree

from dxreport.model.policy import Palette
from dxreport.model.scale import Tone
from dxreport.render.theme import recoloured
from dxreport.render.word.looks import P

# What WordprocessingML calls a place of the theme, and what the theme calls it.
_WORD_NAMES = {"text1": "dk1", "background1": "lt1", "text2": "dk2", "background2": "lt2", "hyperlink": "hlink"}


def places(palette: Palette) -> dict[str, str]:
    """Place of the theme → colour (RRGGBB)."""
    return {
        "dk1": palette.ink,
        "lt1": "FFFFFF",
        "dk2": palette.accent,
        "lt2": palette.tint,
        "accent1": palette.accent,
        "accent2": palette.accent_light,
        "accent3": palette.sub,
        "accent4": palette.line,
        "accent5": palette.hair,
        "accent6": palette.tones[Tone.LATE].fill or palette.accent,
        "hlink": palette.accent,
        "folHlink": palette.sub,
    }


def coloured(package: Package, palette: Palette) -> None:
    """Colour the theme, the styles, headers and footers of ``package``."""
    wanted = places(palette)
    for relation in package.part.rels.values():
        part = relation.target_part
        if relation.reltype.endswith("/theme"):
            part._blob = recoloured(part.blob, wanted)
        elif relation.reltype.endswith(("/styles", "/header", "/footer")):
            _repeat(part.element, wanted)


def _repeat(root: etree._Element, wanted: dict[str, str]) -> None:
    for element in root.iter():
        # The colour of text is the value of an element, that of a rule an attribute beside its kind.
        own = "val" if element.tag == f"{P}color" else "color"
        for place, repeated in (("themeColor", own), ("themeFill", "fill")):
            name = element.get(f"{P}{place}")
            colour = None if name is None else wanted.get(_WORD_NAMES.get(name, name))
            if colour and element.get(f"{P}{repeated}") is not None:
                element.set(f"{P}{repeated}", colour)

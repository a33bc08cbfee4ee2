"""Turns pairs of colours into their contrast ratio, and a palette into the pairs in which text is printed."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal

from dxreport.model.policy import Palette
from dxreport.model.scale import Tone

WHITE = "FFFFFF"
READABLE = Decimal("4.5")
"""Least contrast of text and ground (WCAG 2.1, 1.4.3, level AA; JIS X 8341-3)."""


def contrast(first: str, second: str) -> Decimal:
    """WCAG 2.1 contrast ratio of two hex colours, 1 to 21."""
    light, dark = sorted((_luminance(first), _luminance(second)), reverse=True)
    return Decimal(str((light + 0.05) / (dark + 0.05)))


def printed_pairs(palette: Palette) -> Iterator[tuple[str, str, str]]:
    """(where it is set in the palette, text colour, ground) of every pair that a paper prints."""
    for name, text, grounds in (
        ("ink", palette.ink, (WHITE, palette.tint, palette.accent_light)),
        ("sub", palette.sub, (WHITE, palette.tint)),
        ("accent", palette.accent, (WHITE, palette.accent_light)),
    ):
        for ground in grounds:
            yield name, text, ground
    for tone, colours in palette.tones.items():
        yield f"tones.{tone.value}", colours.text, colours.fill or WHITE
    late = palette.tones.get(Tone.LATE)
    if late and late.fill:
        # Late values of a chart are named in the colour of their bars.
        yield f"tones.{Tone.LATE.value}", late.fill, WHITE


def _luminance(colour: str) -> float:
    channels = (int(colour[i : i + 2], 16) / 255 for i in (0, 2, 4))
    linear = [c / 12.92 if c <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4 for c in channels]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]

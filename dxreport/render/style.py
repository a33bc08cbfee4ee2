"""Turns the strategy's palette into what renderers ask for: a colour by role and by tone."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal

from dxreport.model.policy import Palette, ToneColours
from dxreport.model.scale import Tone


@dataclass(frozen=True, slots=True)
class Style:
    """The look that all formats share. Hex colours ``RRGGBB``."""

    palette: Palette

    def tone(self, tone: Tone) -> ToneColours:
        return self.palette.tones[tone]

    @property
    def alarm(self) -> str:
        """The one dark tone: late bars and overruns."""
        return self.tone(Tone.LATE).fill or self.tone(Tone.LATE).text


def contrast(first: str, second: str) -> Decimal:
    """WCAG 2.1 contrast ratio of two hex colours, 1 to 21."""
    light, dark = sorted((_luminance(first), _luminance(second)), reverse=True)
    return Decimal(str((light + 0.05) / (dark + 0.05)))


def _luminance(colour: str) -> float:
    channels = (int(colour[i : i + 2], 16) / 255 for i in (0, 2, 4))
    linear = [c / 12.92 if c <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4 for c in channels]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]

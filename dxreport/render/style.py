"""Turns the strategy's palette into what renderers ask for: a colour by role and by tone."""

from __future__ import annotations

from dataclasses import dataclass

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

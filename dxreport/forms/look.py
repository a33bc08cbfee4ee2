"""Turns the strategy's palette into the fonts, fills, rules and locks of a form's cells."""

from __future__ import annotations

from dataclasses import dataclass

from openpyxl.styles import Alignment, Border, Font, PatternFill, Protection, Side

from dxreport.layout.form_text import FIGURE_FONT, FORM_FONT
from dxreport.model.policy import Palette

SIZE, TITLE_SIZE, NOTE_SIZE = 10.5, 14.0, 9.0
"""Points: table text, sheet title, notes (never less than 9)."""
LINE_HEIGHT = 15.0
"""Points of one line of table text."""
UNIT_MM = 25.4 * 7 / 96
"""Width on paper of one unit of column width: one digit of the default font (10.5 points, half an em: 7 pixels)."""


@dataclass(frozen=True, slots=True)
class Look:
    """Cell formats by role. Entry cells are tinted and unlocked, all others are locked."""

    palette: Palette

    @property
    def entry_fill(self) -> PatternFill:
        return _fill(_blend(self.palette.accent_light, 0.5))

    @property
    def quiet_fill(self) -> PatternFill:
        return _fill(self.palette.track)

    @property
    def head_fill(self) -> PatternFill:
        return _fill(self.palette.tint)

    @property
    def warning_fill(self) -> PatternFill:
        """For conditional formats, which take the colour of a solid fill as its background."""
        tone = next(c for t, c in self.palette.tones.items() if t.value == "behind")
        colour = tone.fill or self.palette.track
        return PatternFill(fill_type="solid", start_color=colour, end_color=colour)

    def title(self) -> Font:
        return _font(self.palette.accent, TITLE_SIZE, bold=True)

    def text(self, *, bold: bool = False) -> Font:
        return _font(self.palette.ink, SIZE, bold=bold)

    def figure(self) -> Font:
        return Font(name=FIGURE_FONT, size=SIZE, color=self.palette.ink)

    def quiet(self, size: float = SIZE) -> Font:
        return _font(self.palette.sub, size)

    def head_border(self) -> Border:
        side = self._side()
        top, bottom = Side("medium", self.palette.ink), Side("thin", self.palette.ink)
        return Border(left=side, right=side, top=top, bottom=bottom)

    def cell_border(self, *, group: bool = False) -> Border:
        """``group``: the row opens a new group and bears the stronger rule above it."""
        side = self._side()
        return Border(left=side, right=side, top=Side("thin", self.palette.line) if group else side, bottom=side)

    def _side(self) -> Side:
        return Side("thin", self.palette.hair)


LOCKED, OPEN = Protection(locked=True), Protection(locked=False)
LEFT = Alignment(horizontal="left", vertical="center", wrap_text=True)
RIGHT = Alignment(horizontal="right", vertical="center", wrap_text=False)
CENTRE = Alignment(horizontal="center", vertical="center", wrap_text=True)
ONE_LINE = Alignment(horizontal="left", vertical="center", wrap_text=False)


def _font(colour: str, size: float, *, bold: bool = False) -> Font:
    return Font(name=FORM_FONT, size=size, bold=bold, color=colour)


def _fill(colour: str) -> PatternFill:
    return PatternFill("solid", start_color=colour)


def _blend(colour: str, share: float) -> str:
    """``colour`` mixed with white; ``share`` is the part of the colour."""
    channels = (int(colour[i : i + 2], 16) for i in (0, 2, 4))
    return "".join(f"{round(c * share + 255 * (1 - share)):02X}" for c in channels)

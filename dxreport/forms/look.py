"""Turns the form's template and the strategy's palette into the styles, theme and margins of a form."""

from __future__ import annotations

from collections.abc import Mapping
from copy import copy
from dataclasses import dataclass

from openpyxl.styles import Alignment, Border, Color, Font, PatternFill, Protection
from openpyxl.styles.differential import DifferentialStyle
from openpyxl.worksheet.worksheet import Worksheet
from openpyxl.writer.theme import theme_xml

from dxreport.forms.contract import Role, opened
from dxreport.forms.page import Margins
from dxreport.forms.theme import coloured, colours
from dxreport.model.policy import Palette, ToneColours
from dxreport.model.scale import Tone

SIZE = 10.5
"""Points of the default font, in whose digits column widths are counted."""
_LINE_SPACING = 10 / 7
LOCKED, OPEN = Protection(locked=True), Protection(locked=False)


@dataclass(frozen=True, slots=True)
class Style:
    """What a named cell style of the template says, as staff left it."""

    font: Font
    fill: PatternFill
    border: Border
    alignment: Alignment

    @property
    def size(self) -> float:
        return float(self.font.sz or SIZE)

    @property
    def line(self) -> float:
        """Points of one line."""
        return self.size * _LINE_SPACING


@dataclass(frozen=True, slots=True)
class Look:
    """Cell formats by role, and what every page has. Entry cells are tinted and unlocked, all others are locked."""

    styles: Mapping[Role, Style]
    tones: Mapping[Tone, ToneColours]
    theme: bytes
    margins: Margins
    letterhead: tuple[str, str, str]
    """Left, middle and right of the page's head, in Excel's own codes; mostly empty."""

    @property
    def size(self) -> float:
        """Points of the largest type in a table's cells."""
        return max(self.styles[role].size for role in (Role.TEXT, Role.ENTRY))

    @property
    def line(self) -> float:
        """Points of one line in a table's cells."""
        return max(self.styles[role].line for role in (Role.TEXT, Role.ENTRY))

    def missing(self) -> DifferentialStyle:
        """What is laid over a cell that is still to be filled in."""
        style = self.styles[Role.MISSING]
        return _overlay(style.fill.start_color, style.font.color, bold=bool(style.font.b))

    def tone(self, tone: Tone) -> DifferentialStyle:
        """The colours of a class; a class without a fill keeps the cell's own."""
        found = self.tones[tone]
        return _overlay(Color(rgb=found.fill) if found.fill else None, Color(rgb=found.text))


def _overlay(fill: Color | None, text: Color | None, *, bold: bool = False) -> DifferentialStyle:
    """A conditional format takes a solid fill's colour as its background."""
    pattern = PatternFill("solid", start_color=fill, end_color=fill) if fill is not None else None
    return DifferentialStyle(font=Font(color=text, b=bold or None), fill=pattern)


def load(template: bytes, palette: Palette) -> Look:
    """The look that the template and the palette give together; read once for all forms.

    Raises ValueError when the template is no workbook, KeyError when it lacks a style.
    """
    book = opened(template)
    named = {style.name: style for style in book._named_styles}  # type: ignore[attr-defined]  # openpyxl has no public way
    styles = {
        role: Style(*(copy(getattr(named[role.value], part)) for part in ("font", "fill", "border", "alignment")))
        for role in Role
    }
    sheet = book.worksheets[0]
    theme = book.loaded_theme or theme_xml.encode()
    return Look(styles, palette.tones, coloured(theme, colours(palette)), _margins(sheet), _letterhead(sheet))


def _margins(sheet: Worksheet) -> Margins:
    found = sheet.page_margins
    return Margins(found.left, found.right, found.top, found.bottom, found.header, found.footer)


def _letterhead(sheet: Worksheet) -> tuple[str, str, str]:
    head = sheet.oddHeader
    parts = (head.left, head.center, head.right) if head is not None else (None, None, None)
    left, middle, right = ((part.text or "") if part is not None else "" for part in parts)
    return left, middle, right

"""Turns an answer into a cell: text stays text whatever it looks like, numbers and dates keep their type."""

from __future__ import annotations

import math
import unicodedata
from copy import copy
from dataclasses import dataclass, field
from decimal import Decimal

from openpyxl.cell.cell import Cell
from openpyxl.styles import Alignment, Border
from openpyxl.styles.cell_style import StyleArray
from openpyxl.worksheet.worksheet import Worksheet

from dxreport.forms.contract import Role
from dxreport.forms.look import LOCKED, OPEN, SIZE, Look, Style
from dxreport.layout.package import cell_text
from dxreport.model.answers import Answer

DATE_FORMAT = "yyyy/m/d"
TEXT_FORMAT = "@"
GENERAL = "General"
_EM_UNITS = 2.0
"""Width of one full-width character in units of column width."""


@dataclass(slots=True)
class Pen:
    """Writes the cells of one workbook. What a role looks like is registered once, then copied from cell to cell."""

    look: Look
    _known: dict[tuple[Role, str, bool, bool, bool], StyleArray] = field(default_factory=dict)

    def put(
        self,
        sheet: Worksheet,
        at: tuple[int, int],
        value: Answer | None,
        role: Role,
        *,
        number_format: str = GENERAL,
        unlocked: bool = False,
        group: bool = False,
        unwrapped: bool = False,
    ) -> Cell:
        """One cell at (row, column). A text that begins with ``=`` or looks like an error value is still only a text.

        ``group``: the cell's row opens a group. ``unwrapped``: the text runs over the cells beside it.
        """
        cell = sheet.cell(*at)
        if not isinstance(cell, Cell):
            raise TypeError(f"{cell.coordinate} lies inside a merged range")
        if isinstance(value, str):
            cell.value = cell_text(value)
            cell.data_type = "s"
        elif value is not None:
            cell.value = value
        self._dress(cell, (role, number_format, unlocked, group, unwrapped))
        return cell

    def work_out(self, sheet: Worksheet, at: tuple[int, int], formula: str, role: Role, *, group: bool = False) -> None:
        """One locked cell with a formula of the program's own."""
        cell = self.put(sheet, at, None, role, group=group)
        cell.value = f"={formula}"

    def _dress(self, cell: Cell, how: tuple[Role, str, bool, bool, bool]) -> None:
        known = self._known.get(how)
        if known is not None:
            cell._style = copy(known)  # type: ignore[attr-defined]  # the stubs lack it
            return
        role, number_format, unlocked, group, unwrapped = how
        style = self.look.styles[role]
        cell.font, cell.fill, cell.border, cell.alignment = style.font, style.fill, style.border, style.alignment
        if group:
            side = self.look.styles[Role.GROUP].border.top
            cell.border = Border(left=style.border.left, right=style.border.right, top=side, bottom=style.border.bottom)
        if unwrapped:
            cell.alignment = one_line(style.alignment)
        cell.number_format, cell.protection = number_format, OPEN if unlocked else LOCKED
        self._known[how] = copy(cell._style)  # type: ignore[attr-defined]  # the stubs lack it


def one_line(alignment: Alignment) -> Alignment:
    """``alignment`` for a text that may run over the cells beside it."""
    made = copy(alignment)
    made.wrap_text = False
    return made


def decimals_of(value: Decimal) -> int:
    """Digits after the point that ``value`` needs: 9.0 needs none."""
    exponent = value.normalize().as_tuple().exponent
    return max(0, -exponent) if isinstance(exponent, int) else 0


def number_format(decimals: int) -> str:
    """Commas every three digits, ``decimals`` digits after the point, then a space's width."""
    return "#,##0" + ("." + "0" * decimals if decimals else "") + "_ "


def lines_needed(text: str, width: float, size: float = SIZE) -> int:
    """Lines that ``text`` takes in a column ``width`` units wide; half-width characters count 0.7 em."""
    room = max(1.0, (width - 1) / (_EM_UNITS * size / SIZE))
    return sum(max(1, math.ceil(_ems(part) / room)) for part in text.split("\n"))


def units_needed(text: str) -> float:
    """Width in units of a column in which no line of ``text`` breaks."""
    return 1 + _EM_UNITS * max(map(_ems, text.split("\n")))


def _ems(line: str) -> float:
    return sum(1.0 if unicodedata.east_asian_width(c) in "WFA" else 0.7 for c in line)


def block_height(text: str, width: float, style: Style) -> float:
    """Points that a text of this style needs over the whole ``width``."""
    return lines_needed(text, width, style.size) * style.line + 3

"""Turns an answer into a cell: text stays text whatever it looks like, numbers and dates keep their type."""

from __future__ import annotations

import math
import unicodedata
from decimal import Decimal

from openpyxl.cell.cell import Cell
from openpyxl.styles import Alignment, Font
from openpyxl.worksheet.worksheet import Worksheet

from dxreport.forms.look import LINE_HEIGHT, NOTE_SIZE, SIZE
from dxreport.layout.package import cell_text
from dxreport.model.answers import Answer

DATE_FORMAT = "yyyy/m/d"
TEXT_FORMAT = "@"
_EM_UNITS = 2.0
"""Width of one full-width character in units of column width."""


def put(sheet: Worksheet, row: int, column: int, value: Answer | None, font: Font, alignment: Alignment) -> Cell:
    """Write one cell. A text that begins with ``=`` or looks like an error value is still only a text."""
    cell = sheet.cell(row, column)
    if not isinstance(cell, Cell):
        raise TypeError(f"{cell.coordinate} lies inside a merged range")
    if isinstance(value, str):
        cell.value = cell_text(value)
        cell.data_type = "s"
    elif value is not None:
        cell.value = value
    cell.font, cell.alignment = font, alignment
    return cell


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


def note_height(text: str, width: float) -> float:
    """Points that a note needs over the whole ``width``."""
    return lines_needed(text, width, NOTE_SIZE) * LINE_HEIGHT * NOTE_SIZE / SIZE + 3

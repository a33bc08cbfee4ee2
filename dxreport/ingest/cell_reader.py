"""Turns the parts of a workbook into its cells, and nothing else: what a submission also holds cannot break its reading.

openpyxl's reader makes objects of validations, formats, drawings, comments and pivots, which no submission is read for,
and reads a workbook twice to know formulas and their results. This one passes over the former and takes both at once.
"""

from __future__ import annotations

import io
import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import IO, Any
from xml.etree.ElementTree import Element

from openpyxl.reader.excel import ExcelReader
from openpyxl.styles.stylesheet import apply_stylesheet
from openpyxl.utils import range_boundaries
from openpyxl.workbook.defined_name import DefinedName
from openpyxl.workbook.workbook import Workbook
from openpyxl.worksheet._reader import WorkSheetParser
from openpyxl.xml.constants import SHEET_MAIN_NS
from openpyxl.xml.functions import iterparse

from dxreport.ingest.workbook_gate import MAX_MERGED
from dxreport.layout.submission import CHOICES_SHEET, WORKING_SHEET

_ROW, _MERGE, _VALUE = (f"{{{SHEET_MAIN_NS}}}{name}" for name in ("row", "mergeCell", "v"))
_TEXT, _RUN, _LETTERS = (f"{{{SHEET_MAIN_NS}}}{name}" for name in ("is", "r", "t"))
_KEPT = frozenset(f"{{{SHEET_MAIN_NS}}}{name}" for name in ("c", "v", "f", "is", "t", "r", "rPr", "rPh"))
"""Elements inside a row: they are needed until the row is read."""


@dataclass(frozen=True, slots=True)
class RawCell:
    """A cell that holds something. ``formula`` is empty for a typed content; ``value`` is None for a result never saved."""

    row: int
    column: int
    value: object
    formula: str
    number_format: str


@dataclass(slots=True)
class RawSheet:
    """A sheet's cells by its name; ``merged`` are (top, left, bottom, right)."""

    name: str
    cells: list[RawCell] = field(default_factory=list)
    merged: list[tuple[int, int, int, int]] = field(default_factory=list)


_UNREAD = frozenset({WORKING_SHEET, CHOICES_SHEET})
"""The form's own sheets that hold no answers: steps of formulas, choices of drop-downs."""


class TooManyMergedError(Exception):
    """Merges cover more cells than a program can be asked to keep; the argument says how many."""


class _Parser(WorkSheetParser):
    """Rows and merges of one sheet; each cell with its formula and the result that was saved with it.

    ``covered`` counts the cells that merges cover; it goes on from sheet to sheet.
    """

    covered = 0

    def rows(self, merged: list[tuple[int, int, int, int]]) -> Iterator[list[dict[str, Any]]]:
        for _, element in iterparse(self.source):
            if element.tag == _ROW:
                yield self.parse_row(element)[1]
                element.clear()
            elif element.tag == _MERGE:
                left, top, right, bottom = (int(n or 1) for n in range_boundaries(element.get("ref", "")))
                merged.append((top, left, min(bottom, top + MAX_MERGED), min(right, left + MAX_MERGED)))
                self.covered += (bottom - top + 1) * (right - left + 1)
                if self.covered > MAX_MERGED:
                    raise TooManyMergedError(self.covered)
            elif element.tag not in _KEPT:
                element.clear()

    def parse_cell(self, element: Element) -> dict[str, Any]:
        inline = element.get("t") == "inlineStr"
        if inline:
            element.set("t", "str")
        cell: dict[str, Any] = super().parse_cell(element)
        cell["formula"] = ""
        if inline and cell["data_type"] != "f":
            # openpyxl would make an object of every run of the text; the readings above its kanji are no part of it.
            cell["value"] = inline_text(element)
        if cell["data_type"] == "f":
            cell["formula"] = str(getattr(cell["value"], "text", None) or cell["value"])
            self.data_only = True
            cell["value"] = super().parse_cell(element)["value"]
            self.data_only = False
            if cell["value"] is None and element.get("t") == "str":
                cell["formula"] = ""  # the result is an empty text: the cell looks blank, and is read so
        return cell


def inline_text(cell: Element) -> str | None:
    """The text that stands in the cell itself: its letters, or those of its runs; None where there are none."""
    held = cell.find(_TEXT)
    if held is None:
        return None
    return "".join(t.text or "" for part in (held, *held.findall(_RUN)) for t in part.findall(_LETTERS)) or None


class CellReader(ExcelReader):
    """A workbook's cells, properties and names; ``wb`` holds no sheets."""

    def __init__(self, data: bytes) -> None:
        super().__init__(io.BytesIO(data), keep_vba=False, keep_links=False)
        self.sheets: list[RawSheet] = []
        self.names: dict[str, DefinedName] = {}
        self.covered = 0
        self.wb: Workbook

    def read(self) -> None:
        """Raises whatever openpyxl's parsers raise when a part is damaged."""
        with self.archive:
            self.read_manifest()
            self.read_strings()
            self.read_workbook()
            self.read_custom()
            apply_stylesheet(self.archive, self.wb)
            self._mark_dates()
            for sheet, relation in self.parser.find_sheets():
                if relation.target not in self.valid_files or "chartsheet" in relation.Type:
                    continue
                if sheet.name in _UNREAD:
                    self.sheets.append(RawSheet(sheet.name))
                    continue
                with self.archive.open(relation.target) as source:
                    self.sheets.append(self._sheet(sheet.name, source))
            self.names = dict(self.parser.defined_names.by_sheet().get("global", {}))  # type: ignore[attr-defined]  # the stubs lack it

    def _sheet(self, name: str, source: IO[bytes]) -> RawSheet:
        wb: Any = self.wb  # the parts of it that a parser needs have no public names
        parser = _Parser(source, self.shared_strings, False, wb.epoch, wb._date_formats, wb._timedelta_formats)
        parser.covered = self.covered
        made = RawSheet(name)
        formats: dict[int, str] = {}
        for row in parser.rows(made.merged):
            for cell in row:
                if cell["value"] is None and not cell["formula"]:
                    continue
                style = cell["style_id"]
                if style not in formats:
                    formats[style] = self._number_format(style)
                made.cells.append(RawCell(cell["row"], cell["column"], cell["value"], cell["formula"], formats[style]))
        self.covered = parser.covered
        return made

    def _mark_dates(self) -> None:
        """Date formats that openpyxl doesn't know: the East Asian ones that have numbers only, and eras alone."""
        wb: Any = self.wb
        for index, style in enumerate(wb._cell_styles):
            bare = _LITERAL.sub("", self._number_format(index))
            if style.numFmtId in _EAST_ASIAN_DATES or (_ERA.search(bare) and not _DIGITS.search(bare)):
                wb._date_formats.add(index)

    def _number_format(self, style: int) -> str:
        """The number format of a cell style."""
        wb: Any = self.wb
        number = wb._cell_styles[style].numFmtId
        own = number - 164
        if own >= 0:
            return str(wb._number_formats[own])
        return _BUILTIN.get(number, "General")


_EAST_ASIAN_DATES = frozenset((*range(27, 37), *range(50, 59)))
"""Numbers of the date formats of Japanese Excel (ECMA-376 part 1, 18.8.30); it writes them without their codes."""
_LITERAL = re.compile(r'"[^"]*"|\\.|_.|\*.|\[[^\]]*\]')
_ERA, _DIGITS = re.compile(r"[gGeE]"), re.compile(r"[0#?]|General", re.IGNORECASE)
_BUILTIN = {9: "0%", 10: "0.00%"}
"""Of the formats that Excel has numbers for, those that multiply by 100; no other changes how a number is read."""

"""Turns a workbook file into grids of cell contents that know where they stand. The file is never written to."""

from __future__ import annotations

import hashlib
import io
import re
import zipfile
import zlib
from dataclasses import dataclass, field
from datetime import date, datetime, time
from decimal import Decimal
from pathlib import Path
from xml.etree.ElementTree import ParseError

import openpyxl
from lxml.etree import XMLSyntaxError
from openpyxl.cell.cell import Cell
from openpyxl.utils import get_column_letter
from openpyxl.utils.exceptions import InvalidFileException
from openpyxl.worksheet.worksheet import Worksheet

from dxreport.ingest.numbers import CellContent
from dxreport.ingest.workbook_gate import inspect
from dxreport.model.finding import Checked, finding
from dxreport.model.provenance import CellRef, FileRef

# What openpyxl raises on damaged workbooks (seen and documented); anything else is a bug of ours and must show.
_UNREADABLE = (
    InvalidFileException,
    zipfile.BadZipFile,
    ParseError,
    KeyError,
    ValueError,
    TypeError,
    IndexError,
    AttributeError,
    EOFError,
    OSError,
    zlib.error,
    XMLSyntaxError,
    NotImplementedError,
    RuntimeError,
    OverflowError,
)
MAX_ROWS, MAX_COLUMNS = 20_000, 200
"""A form has far fewer; cells beyond are stray formats or an attack on memory."""


@dataclass(frozen=True, slots=True)
class Formula:
    """A formula whose result was never calculated and saved."""

    text: str


GridCell = CellContent | Formula


@dataclass(slots=True)
class Grid:
    """One sheet: contents by (row, column), both from 1. Blank cells are absent."""

    file: str
    name: str
    cells: dict[tuple[int, int], GridCell] = field(default_factory=dict)

    def ref(self, row: int, column: int) -> CellRef:
        return CellRef(self.file, self.name, f"{get_column_letter(column)}{row}")

    def get(self, row: int, column: int) -> GridCell:
        return self.cells.get((row, column))

    @property
    def rows(self) -> list[int]:
        return sorted({row for row, _ in self.cells})

    @property
    def last_column(self) -> int:
        return max((column for _, column in self.cells), default=0)


@dataclass(slots=True)
class Workbook:
    """A workbook as read: grids by sheet name, custom properties, and the digest of the file."""

    file: str
    sha256: str
    grids: dict[str, Grid]
    properties: dict[str, str]


def read_workbook(path: Path, name: str) -> Checked[Workbook | None]:
    """Read one workbook. Whatever is wrong with the file as a whole is one finding, and the value is None."""
    place = FileRef(name)
    try:
        data = path.read_bytes()
    except OSError:
        return Checked(None, (finding("W01", place),))
    if refused := inspect(data, place):
        return Checked(None, (refused,))
    try:
        book = openpyxl.load_workbook(io.BytesIO(data), data_only=False, keep_links=False)
        calculated: openpyxl.Workbook | None = None
        if any(_has_formula(sheet) for sheet in book.worksheets):
            calculated = openpyxl.load_workbook(io.BytesIO(data), data_only=True, keep_links=False)
        grids = {s.title: _grid(s, calculated[s.title] if calculated else None, name) for s in book.worksheets}
        properties = {str(p.name): str(p.value) for p in book.custom_doc_props.props}  # type: ignore[attr-defined]  # the stubs lack it
    except _UNREADABLE:
        return Checked(None, (finding("W01", place),))
    return Checked(Workbook(name, hashlib.sha256(data).hexdigest(), grids, properties))


def _cells(sheet: Worksheet) -> list[Cell]:
    # openpyxl keeps only the cells that exist in ``_cells``; walking ``iter_rows`` would create millions on a stray format.
    return [
        c
        for (row, column), c in sheet._cells.items()
        if row <= MAX_ROWS and column <= MAX_COLUMNS and c.value is not None
    ]


def _has_formula(sheet: Worksheet) -> bool:
    return any(c.data_type == "f" for c in _cells(sheet))


def _grid(sheet: Worksheet, calculated: Worksheet | None, file: str) -> Grid:
    grid = Grid(file, sheet.title)
    for cell in _cells(sheet):
        content: GridCell
        if cell.data_type == "f":
            result = calculated.cell(cell.row, cell.column).value if calculated is not None else None
            content = (
                Formula(str(getattr(cell.value, "text", None) or cell.value))
                if result is None
                else _content(result, cell.number_format)
            )
        else:
            content = _content(cell.value, cell.number_format)
        grid.cells[cell.row, cell.column] = content
    return grid


# Parts of a number format that are printed as they stand: "%" in quotes or behind a backslash does not multiply by 100.
_LITERAL = re.compile(r'"[^"]*"|\\.|_.|\*.')


def _content(value: object, number_format: str) -> CellContent:
    """A cell's value as typed; a number shown as a percentage (0.365 as 36.5%) is taken as the person sees it."""
    match value:
        case bool():
            return value
        case int() | float() if "%" in _LITERAL.sub("", number_format):
            return Decimal(f"{value:.15g}") * 100
        case int() | float() | Decimal() | datetime() | date() | time():
            return value
        case str():
            return value
        case None:
            return None
        case _:
            return str(value)

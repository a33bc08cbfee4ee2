"""Turns the reading process's reply about one file into grids of cell contents that know where they stand."""

from __future__ import annotations

import json
from dataclasses import dataclass, field
from datetime import date, datetime, time
from decimal import Decimal
from typing import Any

from openpyxl.utils.cell import get_column_letter

from dxreport.ingest.numbers import CellContent
from dxreport.ingest.workbook_gate import Remark
from dxreport.model.finding import Checked, Finding, finding
from dxreport.model.provenance import CellRef, FileRef, Place


@dataclass(frozen=True, slots=True)
class Formula:
    """A formula whose result was never calculated and saved."""

    text: str


GridCell = CellContent | Formula
Position = tuple[int, int]
"""Row and column, both from 1."""


@dataclass(slots=True)
class Grid:
    """One sheet: contents by (row, column), both from 1. Blank cells are absent.

    ``merged`` gives for each further cell of a merged range the cell at the range's top left, which holds its content.
    """

    file: str
    name: str
    cells: dict[Position, GridCell] = field(default_factory=dict)
    merged: dict[Position, Position] = field(default_factory=dict)

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
    """A workbook as read: grids by sheet name, custom properties, and the digest of the file.

    ``anchors`` are sheet names by the defined name that points into them: what a form calls its sheets, whatever
    people call them since.
    """

    file: str
    sha256: str
    grids: dict[str, Grid]
    properties: dict[str, str]
    anchors: dict[str, str] = field(default_factory=dict)


_READERS: dict[str, Any] = {
    "s": str,
    "n": Decimal,
    "i": int,
    "f": float,
    "b": bool,
    "d": date.fromisoformat,
    "m": datetime.fromisoformat,
    "t": time.fromisoformat,
    "=": Formula,
}
"""How each kind of content comes back from the reply, by its tag (see ``workbook_reading``)."""


def received(reply: bytes, name: str) -> Checked[Workbook | None]:
    """The workbook that a reply describes, with what was noticed about the file; None when it could not be read."""
    said = json.loads(reply)
    remarks = [Remark(**r) for r in said["remarks"]]
    findings = tuple(placed(r, name) for r in remarks)
    if any(r.refuses for r in remarks):
        return Checked(None, findings)
    grids = {sheet["name"]: _grid(sheet, name) for sheet in said["sheets"]}
    return Checked(Workbook(name, said["sha256"], grids, said["properties"], said["anchors"]), findings)


def placed(remark: Remark, name: str) -> Finding:
    """A remark as the finding about the file ``name``."""
    place: Place = CellRef(name, remark.sheet, remark.cell) if remark.sheet else FileRef(name)
    return finding(remark.code, place, found=remark.found, **remark.values)


def _grid(sheet: dict[str, Any], file: str) -> Grid:
    cells = {(row, column): _READERS[tag](content) for row, column, tag, content in sheet["cells"]}
    merged = {
        (row, column): (top, left)
        for top, left, bottom, right in sheet["merged"]
        for row in range(top, bottom + 1)
        for column in range(left, right + 1)
        if (row, column) != (top, left)
    }
    return Grid(file, sheet["name"], cells, merged)

"""Turns a grid and a sheet's description into rows found by id and cells found by heading."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from datetime import date, datetime
from decimal import Decimal

from dxreport.ingest.characters import clean, half_width, squeezed
from dxreport.ingest.numbers import Number, Refusal, read_number
from dxreport.ingest.sheets import heading_row, sheet_of
from dxreport.ingest.validation import near
from dxreport.ingest.workbook import Formula, Grid, GridCell, Workbook
from dxreport.layout.submission import Entry, FormColumn, TableSheet
from dxreport.model.catalogue_details import DETAILS
from dxreport.model.finding import Finding, finding
from dxreport.model.period import era_start
from dxreport.model.provenance import CellRef, FileRef, Sourced

_TOO_LARGE = Decimal(10) ** 15
_TOO_SMALL = Decimal("1e-9")
"""What a formula leaves over where nothing should be (5.6E-17) would break a target of 0 and count as a value."""
"""No figure of a municipality is larger; what is, is a slip of the keyboard."""


@dataclass(slots=True)
class Row:
    """One row of a table sheet; reading a cell puts what is wrong with it into ``findings``."""

    key: str
    number: int
    table: Table

    def ref(self, column_id: str) -> CellRef:
        return self.table.grid.ref(self.number, self.table.at.get(column_id, 1))

    def raw(self, column_id: str) -> GridCell:
        """The cell's content. Words in a cell merged over several rows belong to each of them; a figure belongs to the first."""
        column = self.table.at.get(column_id)
        if column is None:
            return None
        content = self.table.grid.get(self.number, column)
        origin = self.table.grid.merged.get((self.number, column))
        if origin is None or content is not None or (merged := self.table.grid.get(*origin)) is None:
            return content
        if origin not in self.table.merged_told:
            self.table.merged_told.add(origin)
            self.table.report("S14", self.ref(column_id), found=str(merged)[:200])
        words = self.table.layout.column(column_id).entry is Entry.TEXT and origin[1] == column
        return merged if words else None

    @property
    def filled(self) -> bool:
        """Whether something stands in a cell that people may write into."""
        columns = (c.id for c in self.table.layout.columns if c.entry is not Entry.PRINTED)
        return any(as_typed(self.raw(c)) for c in columns)

    def text(self, column_id: str) -> str:
        """The cell as clean text; numbers and dates as people would write them."""
        content = self.raw(column_id)
        if isinstance(content, Formula):
            self.table.report("N11", self.ref(column_id), found=content.text)
            return ""
        if isinstance(content, str) and clean(content)[1]:
            self.table.report("N15", self.ref(column_id), found=clean(content)[0])
        return as_typed(content)

    def typed(self, column_id: str) -> str:
        """The cell as it stands there: text untouched but for blanks around it, numbers and dates as people write them."""
        content = self.raw(column_id)
        return content.strip() if isinstance(content, str) else self.text(column_id)

    def number_in(
        self, column_id: str, unit: str, expected: Decimal | None = None, *, signed: bool = False
    ) -> tuple[Sourced[Decimal] | None, tuple[str, ...]]:
        """The cell as an exact number in ``unit`` with its flags; refusals become findings and give None.

        ``expected`` is the magnitude to be expected, where it is known (see ``read_number``); a negative value is held
        against it only where ``signed`` says that such values make sense.
        """
        content = self.raw(column_id)
        if isinstance(content, Formula):
            self.table.report("N11", self.ref(column_id), found=content.text)
            return None, ()
        if isinstance(content, Decimal) and unit != "%":
            # Only a cell that is shown as a percentage comes as a Decimal.
            self.table.report("N04", self.ref(column_id), found=f"{content.normalize():f}%", unit=unit)
            return None, ()
        read = read_number(content, unit)
        if isinstance(read, Number) and (fault := _size_fault(read.value)):
            read = Refusal("N02", DETAILS[fault])
        # A Decimal comes from a cell that is shown as a percentage: there is no doubt about its hundred.
        elif isinstance(read, Number) and not isinstance(content, Decimal) and (signed or read.value > 0):
            read = read_number(content, unit, expected)
        if read is None:
            return None, ()
        found = self.typed(column_id)
        if isinstance(read, Refusal):
            self.table.report(read.code, self.ref(column_id), found=found[:200], detail=read.detail, unit=unit)
            return None, ()
        for flag in read.flags:
            self.table.report("N05", self.ref(column_id), found=found, flag=flag)
        return Sourced(read.value, self.ref(column_id), found), read.flags

    def date_in(self, column_id: str) -> date | None:
        """The cell as a date; text such as 2025/10/31 is read, anything else is a finding."""
        content = self.raw(column_id)
        if content is None or (isinstance(content, str) and not clean(content)[0]):
            return None
        day = to_date(content)
        if day is None:
            self.table.report("N16", self.ref(column_id), found=self.text(column_id))
        return day


def _size_fault(value: Decimal) -> str:
    """The name of what is wrong with a value's size; empty where nothing is."""
    if abs(value) >= _TOO_LARGE:
        return "too_large"
    return "too_small" if 0 < abs(value) < _TOO_SMALL else ""


def as_typed(content: GridCell) -> str:
    """A cell's content as people see it: text clean, numbers and dates as they write them, a formula as its formula."""
    match content:
        case None:
            return ""
        case Formula():
            return content.text
        case str():
            return clean(content)[0]
        case datetime() | date():
            return f"{content.year}/{content.month}/{content.day}"
        case float():
            return f"{content:.15g}"
        case _:
            return str(content)


def to_date(content: GridCell) -> date | None:
    """A date cell, or text such as 2025/10/31, 2025-10-31, 2025年10月31日, R7.10.31, 令和7年10月31日; else None."""
    match content:
        case datetime():
            return content.date()
        case date():
            return content
        case str():
            return _date_from_text(half_width(clean(content)[0]))
        case _:
            return None


_DATE_TEXT = re.compile(r"^([^0-9]{0,2})([0-9]{1,4}|元)[年/.-]([0-9]{1,2})[月/.-]([0-9]{1,2})日?$")


def _date_from_text(text: str) -> date | None:
    match = _DATE_TEXT.match(text.replace(" ", ""))
    if match is None:
        return None
    year = 1 if match[2] == "元" else int(match[2])
    if match[1]:
        first = era_start(match[1])
        if first is None:
            return None
        year += first - 1
    elif year < 1900:
        return None
    try:
        return date(year, int(match[3]), int(match[4]))
    except ValueError:
        return None


@dataclass(slots=True)
class Table:
    """A table sheet as found: where each column stands, and its rows in order."""

    grid: Grid
    layout: TableSheet
    at: dict[str, int]
    department: str
    findings: list[Finding]
    rows: list[Row]
    merged_told: set[tuple[int, int]] = field(default_factory=set)
    """Merged ranges, by their first cells, that a finding has named already."""

    def report(self, code: str, place: CellRef, *, found: str = "", **values: object) -> None:
        self.findings.append(finding(code, place, found=found, department=self.department, **values))


def find_table(
    book: Workbook, layout: TableSheet, department: str, findings: list[Finding], *, missing: str = "S05"
) -> Table | None:
    """Find the sheet, the heading row by its texts, and the rows below it.

    A missing sheet or a missing heading (code ``missing``) is a finding; None when there is nothing to read.
    """
    grid = sheet_of(book, layout, department, findings)
    if grid is None:
        hint = near(layout.name, list(book.grids))
        findings.append(finding("S04", FileRef(book.file), department=department, name=layout.name, near=hint))
        return None
    header, at = heading_row(grid, layout)
    table = Table(grid, layout, at, department, findings, [])
    doubled = _doubled(grid, layout, header)
    for column in doubled:
        table.report("S13", grid.ref(header, at.pop(column.id)), name=column.heading)
    for column in (c for c in layout.columns if c not in doubled):
        if (column.id not in at and column.entry is not Entry.PRINTED and not column.optional) or (
            column.id == layout.key and column.id not in at
        ):
            table.report(missing, grid.ref(header or 1, 1), name=column.heading, list=layout.title)
    if layout.key in at:
        table.rows = [_row(table, number) for number in grid.rows if number > header]
        _stop_at_second_heading(table)
    return table


def _stop_at_second_heading(table: Table) -> None:
    """Below a second row of headings the columns may mean something else: nothing there is read."""
    key = squeezed(table.layout.column(table.layout.key).heading)
    for position, row in enumerate(table.rows):
        if squeezed(row.key) == key:
            table.report("S23", row.ref(table.layout.key), found=row.key)
            table.rows = table.rows[:position]
            return


def _doubled(grid: Grid, layout: TableSheet, header: int) -> list[FormColumn]:
    """Columns whose heading stands twice in the heading row: neither can be trusted."""
    texts = [squeezed(c) for k in range(1, grid.last_column + 1) if isinstance(c := grid.get(header, k), str)]
    return [c for c in layout.columns if texts.count(squeezed(c.heading)) > 1]


def _row(table: Table, number: int) -> Row:
    content = table.grid.get(number, table.at[table.layout.key])
    key = "" if content is None or isinstance(content, Formula) else half_width(clean(str(content))[0])
    return Row(key, number, table)

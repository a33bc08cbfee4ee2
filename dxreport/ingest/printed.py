"""Turns a form's record of its locked cells into findings on those that were changed, or are out of date."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal, InvalidOperation

from dxreport.ingest.characters import clean, squeezed
from dxreport.ingest.table import Row, Table, as_typed
from dxreport.ingest.workbook import Formula, GridCell, Workbook
from dxreport.layout.submission import IDENTITY_SHEET, KPI_SHEET, PRINTED_KEY, PrintedCell, digest
from dxreport.model.finding import Finding, finding
from dxreport.model.provenance import Place
from dxreport.model.strategy import Strategy

_TARGET = "target"
_SHOWN = 120
"""Characters of a cell that a message repeats."""


def recorded(book: Workbook) -> tuple[PrintedCell, ...]:
    """The locked cells as the form was issued, from its hidden sheet; empty where that sheet was lost."""
    grid = book.grids.get(IDENTITY_SHEET)
    if grid is None:
        return ()
    found = []
    for row in grid.rows:
        if grid.get(row, 1) == PRINTED_KEY:
            found.append(PrintedCell(*(_text(grid.get(row, column)) for column in (2, 3, 4, 5))))
    return tuple(found)


def _text(content: GridCell) -> str:
    return "" if content is None or isinstance(content, Formula) else str(content)


def changed(
    printed: tuple[PrintedCell, ...],
    claimed: frozenset[str],
    tables: dict[str, Table],
    strategy: Strategy,
    place: Place,
    department: str,
) -> Iterator[Finding]:
    """What does not stand in the locked cells as it was issued, and what the strategy has changed since.

    ``claimed`` are the digests that the form bears in its three places, ``tables`` the sheets read, by anchor.
    Nothing of this stops a workbook: no figure is taken from a locked cell.
    """
    if claimed and claimed != {digest(printed)}:
        yield finding("S17", place, found="、".join(sorted(claimed)), department=department)
        return  # the record itself cannot be trusted any more
    rows = {anchor: {row.key: row for row in table.rows} for anchor, table in tables.items()}
    for cell in printed:
        row = rows.get(cell.sheet, {}).get(cell.row)
        if row is None or cell.column not in row.table.at:
            continue  # a row or column that is gone has a finding of its own
        yield from _compared(cell, row)
        if cell.sheet == KPI_SHEET.id and cell.column == _TARGET:
            yield from _outdated(cell, row, strategy)


def _compared(cell: PrintedCell, row: Row) -> Iterator[Finding]:
    content = row.table.grid.get(row.number, row.table.at[cell.column])
    if _same(cell.text, content):
        return
    heading = row.table.layout.column(cell.column).heading
    said = as_typed(content)
    values = {"name": heading, "before": cell.text[:_SHOWN]}
    yield finding("S12", row.ref(cell.column), found=said[:_SHOWN], department=row.table.department, **values)


def _outdated(cell: PrintedCell, row: Row, strategy: Strategy) -> Iterator[Finding]:
    measure = next((m for m in strategy.measures if m.id == cell.row), None)
    if measure is None or squeezed(measure.target.printed) == squeezed(cell.text):
        return
    values = {"name": row.table.layout.column(_TARGET).heading, "before": cell.text}
    department = row.table.department
    yield finding("S19", row.ref(_TARGET), found=measure.target.printed, department=department, **values)


def _same(text: str, content: GridCell) -> bool:
    """Whether a cell still says what was printed, whatever program saved it last: widths, line ends, 0.1 as 0.1000."""
    match content:
        case None:
            return not text
        case Formula():
            return False
        case bool():
            return False
        case int() | float() | Decimal():
            try:
                return Decimal(text) == Decimal(f"{content:.15g}" if isinstance(content, float) else content)
            except InvalidOperation:
                return False
        case _:
            return squeezed(clean(str(content))[0]) == squeezed(text)

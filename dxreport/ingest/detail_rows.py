"""Turns the sheet of a detail list into rows with typed, sourced cells; unusable rows are findings and are counted."""

from __future__ import annotations

from decimal import Decimal

from dxreport.ingest.characters import squeezed
from dxreport.ingest.table import Row, Table
from dxreport.model.catalogue import DETAILS
from dxreport.model.detail import ColumnKind, DetailList, ListColumn
from dxreport.model.provenance import CellRef, Sourced
from dxreport.model.strategy import Department
from dxreport.model.submission import FilledList, ListRow


def filled_list(table: Table, detail: DetailList, departments: tuple[Department, ...]) -> FilledList:
    """All usable rows. A row with a blank or unreadable required cell, or with a doubled key, is left out with a finding."""
    rows: list[ListRow] = []
    seen: set[str] = set()
    dropped = 0
    by_name = {squeezed(d.name): d.id for d in departments} | {squeezed(d.id): d.id for d in departments}
    for row in table.rows:
        filled = [c for c in detail.columns if row.text(c.id)]
        if not filled:
            continue
        if not row.key:
            table.report("L05", row.ref(detail.key), list=detail.title)
            dropped += 1
        elif row.key in seen:
            table.report("L02", row.ref(detail.key), found=row.key, list=detail.title, id=row.key)
            dropped += 1
        else:
            seen.add(row.key)
            cells = _cells(row, detail, by_name)
            if cells is None:
                dropped += 1
            else:
                rows.append(ListRow(row.key, cells, row.ref(detail.key)))
    sheet = CellRef(table.grid.file, table.grid.name, _extent(table, detail))
    return FilledList(detail.id, tuple(rows), sheet, dropped)


def _extent(table: Table, detail: DetailList) -> str:
    numbers = [r.number for r in table.rows if r.key] or [1]
    columns = [table.at[c.id] for c in detail.columns if c.id in table.at] or [1]
    first = table.grid.ref(min(numbers), min(columns)).cell
    last = table.grid.ref(max(numbers), max(columns)).cell
    return f"{first}:{last}"


def _cells(row: Row, detail: DetailList, by_name: dict[str, str]) -> dict[str, Sourced[str | Decimal]] | None:
    """None when a required cell is blank or cannot be read."""
    cells: dict[str, Sourced[str | Decimal]] = {}
    usable = True
    for column in detail.columns:
        text = row.text(column.id)
        if not text:
            if column.required and column.id in row.table.at:
                row.table.report("L03", row.ref(column.id), list=detail.title, heading=column.heading)
            usable = usable and not column.required
            continue
        value = _value(row, column, text, by_name)
        if value is None:
            fault = {
                ColumnKind.NUMBER: "not_a_number",
                ColumnKind.CHOICE: "not_a_choice",
                ColumnKind.DATE: "not_a_date",
                ColumnKind.DEPARTMENT: "not_a_department",
            }.get(column.kind, "not_a_choice")
            row.table.report(
                "L04", row.ref(column.id), found=text, list=detail.title, heading=column.heading, detail=DETAILS[fault]
            )
            usable = False
        else:
            cells[column.id] = Sourced(value, row.ref(column.id), text)
    return cells if usable else None


def _value(row: Row, column: ListColumn, text: str, by_name: dict[str, str]) -> str | Decimal | None:
    match column.kind:
        case ColumnKind.TEXT:
            return text
        case ColumnKind.NUMBER:
            # The row's own finding (L04) names list and heading; the number's finding would repeat it.
            before = len(row.table.findings)
            number = row.number_in(column.id, column.unit)[0]
            if number is None or number.value < 0:
                del row.table.findings[before:]
                return None
            return number.value
        case ColumnKind.CHOICE:
            return next((c for c in column.choices if squeezed(c) == squeezed(text)), None)
        case ColumnKind.DATE:
            before = len(row.table.findings)
            day = row.date_in(column.id)
            del row.table.findings[before:]
            return day.isoformat() if day else None
        case ColumnKind.DEPARTMENT:
            return by_name.get(squeezed(text))

"""Turns the sheet of a detail list into rows with typed, sourced cells. A cell at fault is a finding; its row stays."""

from __future__ import annotations

from dataclasses import dataclass, field
from decimal import Decimal

from dxreport.ingest.characters import squeezed
from dxreport.ingest.table import Row, Table
from dxreport.ingest.workbook import Formula
from dxreport.model.catalogue_details import DETAILS
from dxreport.model.detail import ColumnKind, DetailList, Fault, LeftOut, ListColumn
from dxreport.model.period import Checkpoint
from dxreport.model.provenance import CellRef, CellRuns, Sourced
from dxreport.model.strategy import Strategy
from dxreport.model.submission import FilledList, ListRow

_REFUSED = {"N03": Fault.NOT_ONE_NUMBER, "N04": Fault.OTHER_UNIT}


@dataclass(slots=True)
class _Reader:
    """One list being read: its table, and what the findings need to know."""

    table: Table
    detail: DetailList
    departments: dict[str, str]
    """Ids by squeezed name."""
    affected: dict[str, str]
    """By column the measures computed from it; all measures of the list under an empty text."""
    unusable: dict[Fault, list[int]] = field(default_factory=dict)


def filled_list(table: Table, detail: DetailList, strategy: Strategy, checkpoint: Checkpoint) -> FilledList:
    """All rows with a key of their own. A cell that is blank though required, or cannot be read, is absent from its row and
    a finding; a row without a key and a later row with the same key serve no figure and are findings too.
    """
    departments = {squeezed(name): d.id for d in strategy.departments for name in (d.name, d.id, *d.former_names)}
    reader = _Reader(table, detail, departments, _affected(detail, strategy))
    rows: list[ListRow] = []
    seen: set[str] = set()
    for row in table.rows:
        contents = {c.id: _content(row, c) for c in detail.columns}
        if not any(contents.values()):
            continue
        if not row.key:
            _leave_out(reader, row, "L05", Fault.NO_KEY)
        elif row.key in seen:
            _leave_out(reader, row, "L02", Fault.DOUBLED_KEY)
        else:
            seen.add(row.key)
            rows.append(_row(reader, row, contents))
    grid, year = table.grid, strategy.year
    letters = {c.id: _letter(table, c) for c in detail.columns if c.id in table.at}
    unusable = tuple(
        LeftOut(CellRuns.of(grid.file, grid.name, letters[detail.key], numbers), fault)
        for fault, numbers in reader.unusable.items()
    )
    return FilledList(
        list_id=detail.id,
        key=detail.key,
        rows=tuple(rows),
        sheet=CellRef(grid.file, grid.name, _extent(table, detail)),
        columns=letters,
        quarter=(checkpoint.first_day(year), checkpoint.last_day(year)),
        unusable=tuple(sorted(unusable, key=lambda x: x.fault.value)),
    )


def _affected(detail: DetailList, strategy: Strategy) -> dict[str, str]:
    """Short names of the measures that use each column of the list."""
    rules = [(m.short_name, m.rule) for m in strategy.measures if m.rule is not None and m.rule.list_id == detail.id]
    by_column = {c.id: [name for name, rule in rules if c.id in rule.columns] for c in detail.columns}
    return {
        c: "、".join(names) or DETAILS["no_measure"] for c, names in {**by_column, "": [n for n, _ in rules]}.items()
    }


def _letter(table: Table, column: ListColumn) -> str:
    return table.grid.ref(1, table.at[column.id]).cell.rstrip("1")


def _extent(table: Table, detail: DetailList) -> str:
    numbers = [r.number for r in table.rows if r.key] or [1]
    columns = [table.at[c.id] for c in detail.columns if c.id in table.at] or [1]
    first = table.grid.ref(min(numbers), min(columns)).cell
    last = table.grid.ref(max(numbers), max(columns)).cell
    return f"{first}:{last}"


def _content(row: Row, column: ListColumn) -> str | Formula:
    """The cell as text, read once so that its findings are not repeated; a formula without a result as it stands."""
    content = row.raw(column.id)
    return content if isinstance(content, Formula) else row.text(column.id)


def _leave_out(reader: _Reader, row: Row, code: str, fault: Fault) -> None:
    """The whole row serves no figure of the list."""
    reader.unusable.setdefault(fault, []).append(row.number)
    detail = reader.detail
    place = row.ref(detail.key)
    reader.table.report(code, place, found=row.key, list=detail.title, id=row.key, measures=reader.affected[""])


def _row(reader: _Reader, row: Row, contents: dict[str, str | Formula]) -> ListRow:
    cells: dict[str, Sourced[str | Decimal]] = {}
    faults: list[tuple[str, Fault]] = []
    for column in reader.detail.columns:
        content = contents[column.id]
        if content:
            value = Fault.NOT_CALCULATED if isinstance(content, Formula) else _value(reader, row, column, content)
        elif column.required and column.id in reader.table.at:
            value = Fault.BLANK
        else:
            continue
        text = content.text if isinstance(content, Formula) else content
        if isinstance(value, Fault):
            faults.append((column.id, value))
            _report(reader, row, column, value, text)
        else:
            cells[column.id] = Sourced(value, row.ref(column.id), text)
    return ListRow(row.key, row.number, cells, tuple(faults))


def _report(reader: _Reader, row: Row, column: ListColumn, fault: Fault, text: str) -> None:
    reader.table.report(
        "L03" if fault is Fault.BLANK else "L04",
        row.ref(column.id),
        found=text,
        list=reader.detail.title,
        heading=column.heading,
        detail=DETAILS[fault.value],
        measures=reader.affected[column.id],
    )


def _value(reader: _Reader, row: Row, column: ListColumn, text: str) -> str | Decimal | Fault:
    match column.kind:
        case ColumnKind.TEXT:
            return text
        case ColumnKind.NUMBER:
            # The row's own finding (L04) names list and heading; the number's finding would repeat it.
            before = len(row.table.findings)
            number = row.number_in(column.id, column.unit)[0]
            if number is not None and number.value >= 0:
                return number.value
            why = [_REFUSED[f.code] for f in row.table.findings[before:] if f.code in _REFUSED]
            del row.table.findings[before:]
            return Fault.NEGATIVE if number is not None else next(iter(why), Fault.NOT_A_NUMBER)
        case ColumnKind.CHOICE:
            return next((c for c in column.choices if squeezed(c) == squeezed(text)), Fault.NOT_A_CHOICE)
        case ColumnKind.DATE:
            before = len(row.table.findings)
            day = row.date_in(column.id)
            del row.table.findings[before:]
            return day.isoformat() if day else Fault.NOT_A_DATE
        case ColumnKind.DEPARTMENT:
            return reader.departments.get(squeezed(text), Fault.NOT_A_DEPARTMENT)

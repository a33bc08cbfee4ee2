"""Turns an assessment into what goes back to each department: the findings of its own workbooks, ordered cell by cell."""

from __future__ import annotations

import re
from dataclasses import dataclass

from dxreport.evaluate.assessment import Assessment, DepartmentState
from dxreport.layout.submission import COVER_SHEET, FOLLOW_UP_SHEET, KPI_SHEET, SCHEDULE_SHEET
from dxreport.model.finding import Finding, Severity
from dxreport.model.strategy import Strategy

_CELL = re.compile(r"([A-Z]{1,3})([0-9]{1,7})")


@dataclass(frozen=True, slots=True)
class ReturnedCell:
    """Everything that was found in one cell, errors first. ``sheet`` and ``cell`` are empty for a sheet or file as a whole."""

    file: str
    sheet: str
    cell: str
    findings: tuple[Finding, ...]

    @property
    def must(self) -> bool:
        """Something here has to be mended; otherwise it is to be looked at."""
        return any(f.severity is Severity.ERROR for f in self.findings)


@dataclass(frozen=True, slots=True)
class Returned:
    """What one department is asked to mend or to look at."""

    state: DepartmentState
    cells: tuple[ReturnedCell, ...]

    @property
    def findings(self) -> tuple[Finding, ...]:
        return tuple(f for c in self.cells for f in c.findings)

    @property
    def errors(self) -> int:
        return sum(f.severity is Severity.ERROR for f in self.findings)

    @property
    def warnings(self) -> int:
        return sum(f.severity is Severity.WARNING for f in self.findings)

    @property
    def files(self) -> tuple[str, ...]:
        """The workbooks concerned."""
        return tuple(dict.fromkeys(c.file for c in self.cells))


def returned(assessment: Assessment, state: DepartmentState) -> Returned:
    """Errors and warnings in the workbooks that count at this checkpoint, and of files that could not be read."""
    files = set(state.unreadable)
    files.update([state.used.file] if state.used else [s.file for s in state.replaced])
    own = [f for f in assessment.findings if f.file in files and f.severity is not Severity.NOTE]
    places: dict[tuple[str, str, str], list[Finding]] = {}
    for item in own:
        places.setdefault((item.file, item.sheet, item.cell), []).append(item)
    cells = [ReturnedCell(*place, tuple(_errors_first(found))) for place, found in places.items()]
    order = _sheet_order(assessment.strategy, state.department.id)
    return Returned(state, tuple(sorted(cells, key=lambda c: (not c.must, *_position(c, order)))))


def _errors_first(found: list[Finding]) -> list[Finding]:
    return sorted(found, key=lambda f: (f.severity is not Severity.ERROR, f.code, f.found))


def _sheet_order(strategy: Strategy, department: str) -> dict[str, int]:
    """Sheets as the form has them; what is wrong with the file as a whole comes first."""
    lists = (x.title for x in strategy.duties(department).lists)
    names = ("", COVER_SHEET, KPI_SHEET.name, SCHEDULE_SHEET.name, FOLLOW_UP_SHEET.name, *lists)
    return {name: n for n, name in enumerate(names)}


def _position(place: ReturnedCell, order: dict[str, int]) -> tuple[str, int, str, int, int, str]:
    """Row by row, and in a row from left to right: J7 before J10, Z7 before AA7."""
    column, row = column_and_row(place.cell)
    at = order.get(place.sheet, len(order))
    return place.file, at, place.sheet, row, len(column), column


def column_and_row(cell: str) -> tuple[str, int]:
    """(``J``, 7) of ``J7``, and of the first cell of a range; ("", 0) where no cell is named."""
    match = _CELL.match(cell)
    return (match[1], int(match[2])) if match else ("", 0)


def next_number(back: Returned) -> int | None:
    """提出回数 of the workbook that is asked for; None where none could be read so far."""
    known = (*back.state.replaced, *((back.state.used,) if back.state.used else ()))
    return max((s.number for s in known), default=0) + 1 if known else None

"""Turns plan and actual of the year into a Word table: a fill and a glyph for each month, legible in grey too."""

from __future__ import annotations

from decimal import Decimal
from math import ceil, floor

from dxreport.render.word.cells import status_cell
from dxreport.render.word.contract import Para, TableLook
from dxreport.render.word.grid import Edge, GridCell, GridRow, table
from dxreport.render.word.schedule import MONTHS, month_header
from dxreport.render.word.xml import Sheet, colour, run
from dxreport.report.figures import Gantt, GanttRow

_MONTH_WIDTH, _STATUS_WIDTH = 20.0, 74.0
_PLANNED, _ACTUAL, _OVERRUN = "□", "■", "▷"
_REACHED, _EXPECTED = "◆", "◇"


def gantt(sheet: Sheet, block: Gantt) -> str:
    """Months of the plan are light, months worked are filled, months beyond the plan's end bear the alarm's colour."""
    grid = (sheet.width - MONTHS * _MONTH_WIDTH - _STATUS_WIDTH, *[_MONTH_WIDTH] * MONTHS, _STATUS_WIDTH)
    rows = month_header(sheet, block.label_heading, block.quarters, block.months, tail=block.status_heading)
    as_of = max(0, ceil(block.as_of) - 1)
    rows.extend(_row(sheet, row, as_of) for row in block.rows)
    said = "".join(row.alt for row in block.rows)
    note = "　".join(part for part in (block.as_of_label, block.note) if part)
    return (
        (sheet.text(Para.CAPTION, block.title) if block.title else "")
        + table(sheet, TableLook.SCHEDULE, grid, rows, block.alt, description=said, row_labels=True)
        + (sheet.text(Para.NOTE, note) if note else sheet.p(Para.GAP))
    )


def _row(sheet: Sheet, row: GanttRow, as_of: int) -> GridRow:
    label = GridCell(sheet.text(Para.CELL_LABEL if row.group else Para.CELL, row.label), align="center")
    months = tuple(_month(sheet, row, m, last=m == as_of) for m in range(MONTHS))
    status = status_cell(sheet, row.status) if row.status else GridCell(sheet.p(Para.CELL))
    return GridRow((label, *months, status))


def _month(sheet: Sheet, row: GanttRow, month: int, *, last: bool) -> GridCell:
    palette = sheet.style.palette
    glyph, tone, fill = "", palette.ink, ""
    if _touches(row.overrun, month):
        glyph, tone = _OVERRUN, sheet.style.alarm
    if _touches(row.planned, month):
        glyph, tone, fill = _PLANNED, palette.accent, palette.accent_light
    if _touches(row.actual, month):
        glyph, tone, fill = _ACTUAL, "FFFFFF", palette.accent
    marks = "".join(
        _REACHED if m.reached else _EXPECTED for m in row.milestones if min(MONTHS - 1, floor(m.position)) == month
    )
    edges = [Edge("right", 1.25, palette.ink)] if last else []
    if month % 3 == 0:
        edges.append(Edge("left", 0.5, palette.hair))
    content = run(glyph + marks, colour(tone))
    return GridCell(sheet.p(Para.MONTH, content), fill=fill, edges=tuple(edges), align="center")


def _touches(interval: tuple[Decimal, Decimal] | None, month: int) -> bool:
    return interval is not None and interval[0] < month + 1 and interval[1] > month

"""Turns a table's cells and columns into paragraphs, fills and widths of a Word table."""

from __future__ import annotations

from collections.abc import Sequence
from typing import assert_never

from dxreport.model.scale import StatusClass, Tone
from dxreport.render.word.contract import Para, Run
from dxreport.render.word.grid import Edge, GridCell
from dxreport.render.word.xml import Sheet, colour, run
from dxreport.report.cells import Cell, Column, ColumnRole, LinesCell, NumberCell, SpansCell, StatusCell, TextCell

# Points; 0 takes part in the free width by the column's weight.
WIDTHS: dict[ColumnRole, float] = {
    ColumnRole.ID: 30,
    ColumnRole.NAME: 0,
    ColumnRole.TEXT: 0,
    ColumnRole.UNIT: 50,
    ColumnRole.FIGURE: 46,
    ColumnRole.RATE: 46,
    ColumnRole.STATUS: 66,
    ColumnRole.SCHEDULE_STATUS: 72,
    ColumnRole.CHANGE: 46,
    ColumnRole.FORECAST: 52,
    ColumnRole.VERDICT: 36,
    ColumnRole.DATE: 66,
    ColumnRole.FILE: 0,
    ColumnRole.DIGEST: 0,
    ColumnRole.CELL: 60,
    ColumnRole.LABEL: 0,
}
_RIGHT = frozenset({ColumnRole.FIGURE, ColumnRole.RATE, ColumnRole.FORECAST})
_CENTRED = frozenset({ColumnRole.STATUS, ColumnRole.SCHEDULE_STATUS, ColumnRole.CHANGE})
# The figures' face sets digits and points half an em wide.
_DIGIT = 5.25


def widths(columns: Sequence[Column], total: float) -> list[float]:
    """Widths in points that fill ``total``; fixed columns shrink together when they alone would leave no room."""
    fixed = sum(WIDTHS[c.role] for c in columns)
    weights = sum(c.weight for c in columns if not WIDTHS[c.role])
    least = total * 0.2 if weights else 0
    scale = min(1.0, (total - least) / fixed) if fixed else 1.0
    if not weights and fixed:
        scale = total / fixed
    free = total - fixed * scale
    return [WIDTHS[c.role] * scale or free * c.weight / weights for c in columns]


def heading_cell(sheet: Sheet, column: Column) -> GridCell:
    style = Para.HEAD_RIGHT if column.role in _RIGHT else Para.HEAD
    extra = '<w:jc w:val="center"/>' if column.role in _CENTRED else ""
    return GridCell(sheet.p(style, run(column.heading), extra=extra), align="bottom")


def body_cell(sheet: Sheet, cell: Cell, column: Column, decimals: int, *, keep: bool) -> GridCell:
    """``decimals`` is the most digits after the point in this column, on which its figures align."""
    match cell:
        case TextCell():
            return GridCell(_words(sheet, cell, column, keep=keep))
        case NumberCell():
            missing = decimals - cell.decimals + (decimals > 0 and cell.decimals == 0)
            indent = f'<w:ind w:right="{round(missing * _DIGIT * 20)}"/>' if missing > 0 else ""
            unit = run(cell.unit, sheet.character(Run.QUIET))
            figure = run(cell.text, sheet.character(Run.STRONG) if cell.strong else "")
            return GridCell(sheet.p(Para.CELL_FIGURE, figure + unit, keep=keep, extra=indent))
        case StatusCell():
            return status_cell(sheet, cell.status, current=cell.current, keep=keep)
        case LinesCell():
            return GridCell(_lines(sheet, cell, keep=keep))
        case SpansCell():
            return GridCell("".join(sheet.p(Para.CELL, sheet.spans(line), keep=keep) for line in cell.lines))
        case _:
            assert_never(cell)


def status_cell(sheet: Sheet, status: StatusClass, *, current: bool = True, keep: bool = False) -> GridCell:
    """Mark + letter + word on the tone's fill; the last checkpoint's status has no fill."""
    if not current or status.tone is Tone.EXCLUDED:
        quiet = run(status.text, sheet.character(Run.QUIET))
        return GridCell(sheet.p(Para.CELL_CENTRED, quiet, keep=keep), align="center")
    tone = sheet.style.tone(status.tone)
    dashed = tuple(Edge(side, 0.75, tone.border) for side in ("top", "left", "bottom", "right"))
    return GridCell(
        sheet.p(Para.CELL_CENTRED, run(status.text, colour(tone.text)), keep=keep),
        fill=tone.fill or "",
        edges=dashed if status.tone is Tone.UNREPORTED else (),
        align="center",
    )


def _words(sheet: Sheet, cell: TextCell, column: Column, *, keep: bool) -> str:
    style = Para.CELL_LABEL if column.role is ColumnRole.LABEL else Para.CELL
    properties = ""
    if cell.strong:
        properties = sheet.character(Run.STRONG)
    elif cell.quiet:
        properties = sheet.character(Run.QUIET)
    aligned = "center" if column.role in _CENTRED else "right" if cell.quiet and column.role in _RIGHT else ""
    extra = f'<w:jc w:val="{aligned}"/>' if aligned else ""
    sub = sheet.p(Para.CELL_QUIET, run(cell.sub), keep=keep) if cell.sub else ""
    return sheet.p(style, run(cell.text, properties), keep=keep, extra=extra) + sub


def _lines(sheet: Sheet, cell: LinesCell, *, keep: bool) -> str:
    out: list[str] = []
    for lead, body in cell.lines:
        if lead and body:
            apart = '<w:spacing w:before="80"/>' if out else ""
            out.append(sheet.p(Para.CELL_LEAD, run(lead), keep=True, extra=apart))
        if body or lead:
            out.append(sheet.p(Para.CELL, run(body or lead), keep=keep))
    return "".join(out) or sheet.p(Para.CELL, keep=keep)

"""Turns the columns of a Table into widths: figures and classes as wide as they are, names and sentences share the rest."""

from __future__ import annotations

from dxreport.render.fonts import Face
from dxreport.render.slides.cells import (
    CENTRED,
    FREE,
    LARGEST,
    RIGHT,
    ROOMY,
    cell_box,
    side_padding,
)
from dxreport.render.slides.frame import SMALLEST
from dxreport.render.slides.setting import Setting
from dxreport.render.slides.text import NBSP, SAFETY
from dxreport.report.blocks import Table
from dxreport.report.cells import Cell, Column, ColumnRole, StatusCell, TextCell
from dxreport.report.papers import SlideLayout

# Reference tables stand on several slides: their columns have one width on all of them (pt).
_REFERENCE = {
    ColumnRole.ID: 44.0,
    ColumnRole.UNIT: 64.0,
    ColumnRole.FIGURE: 60.0,
    ColumnRole.RATE: 76.0,
    ColumnRole.STATUS: 104.0,
    ColumnRole.SCHEDULE_STATUS: 104.0,
    ColumnRole.CHANGE: 56.0,
}
_QUIET_STATUS = 84.0
# No fixed column but a status may take more than this share of the table; longer words wrap.
_WIDEST_SHARE = 0.22
# Free columns ask for this many letters of the table's size; none is set narrower than _NARROWEST_FREE (pt).
_WANTED_FREE = 13.0
_NARROWEST_FREE = 60.0
# Words in a figure's place (a target in words) may be broken at this width (pt).
_LONG_WORDS = 96.0


def column_widths(table: Table, setting: Setting, decimals: tuple[int, ...]) -> tuple[float, ...]:
    fixed: dict[int, float] = {}
    for k, column in enumerate(table.columns):
        if column.role in FREE:
            continue
        cells = tuple(row[k] for row in table.rows)
        natural = max((_natural(c, column, setting, decimals[k]) for c in cells), default=0.0)
        natural = max(natural, *(setting.measure.width(h, SMALLEST, Face.TEXT) for h in column.heading.split("\n")))
        width = natural / SAFETY + 2 * side_padding(setting)
        if column.role not in CENTRED:
            width = min(width, setting.width * _WIDEST_SHARE)
        if setting.layout is SlideLayout.REFERENCE:
            quiet = column.role is ColumnRole.STATUS and all(isinstance(c, StatusCell) and not c.current for c in cells)
            width = max(width, _QUIET_STATUS if quiet else _REFERENCE.get(column.role, 0))
        elif column.role in CENTRED and setting.width >= ROOMY:
            width += 14 if setting.size >= LARGEST else 6
        elif column.role in RIGHT:
            width += 8
        fixed[k] = width
    free = [k for k in range(len(table.columns)) if k not in fixed]
    fixed = _eased(table, setting, fixed, decimals)
    room = setting.width - sum(fixed.values())
    if not free:
        last = len(table.columns) - 1
        fixed[last] += room
        return tuple(fixed[k] for k in range(len(table.columns)))
    shares = sum(table.columns[k].weight for k in free)
    return tuple(fixed.get(k, room * table.columns[k].weight / shares) for k in range(len(table.columns)))


def _eased(table: Table, setting: Setting, fixed: dict[int, float], decimals: tuple[int, ...]) -> dict[int, float]:
    """Where names and sentences would be squeezed, the other columns give what they hold beyond figures and words."""
    free = [k for k in range(len(table.columns)) if k not in fixed]
    wanted = sum(_wanted(table, setting, k, decimals[k]) for k in free)
    lacking = wanted - (setting.width - sum(fixed.values()))
    if lacking <= 0:
        return fixed
    slack = {k: max(0.0, width - _least(table, setting, k, decimals[k])) for k, width in fixed.items()}
    share = min(1.0, lacking / sum(slack.values())) if any(slack.values()) else 0.0
    eased = {k: width - slack[k] * share for k, width in fixed.items()}
    lacking = _NARROWEST_FREE * len(free) - (setting.width - sum(eased.values()))
    return eased if lacking <= 0 else {k: w * (1 - lacking / sum(eased.values())) for k, w in eased.items()}


def _wanted(table: Table, setting: Setting, k: int, decimals: int) -> float:
    """Width in which a name stands on one line, a sentence on lines that can be read."""
    column = table.columns[k]
    natural = max((_natural(row[k], column, setting, decimals) for row in table.rows), default=0.0)
    return min(natural / SAFETY + 2 * side_padding(setting) + 1, _WANTED_FREE * setting.size)


def _least(table: Table, setting: Setting, k: int, decimals: int) -> float:
    """Width of a fixed column below which a figure, a class or its heading would break; words may."""
    column = table.columns[k]
    widths = [setting.measure.width(h, SMALLEST, Face.TEXT) for h in column.heading.split("\n")]
    for row in table.rows:
        natural = _natural(row[k], column, setting, decimals)
        widths.append(min(natural, _LONG_WORDS) if isinstance(row[k], TextCell) else natural)
    return max(widths) / SAFETY + 2 * side_padding(setting) + 1


def _natural(cell: Cell, column: Column, setting: Setting, decimals: int) -> float:
    box = cell_box(cell, column, setting, decimals, "r" if column.role in RIGHT else "l")
    widest = max((setting.measure.runs(p.runs) for p in box.pars), default=0.0)
    if box.tag and setting.layout is not SlideLayout.OVERALL:
        # In a high row the words alone are marked, with a blank at each side.
        widest += 2 * setting.measure.width(NBSP, box.pars[0].runs[0].size, box.pars[0].runs[0].face)
    return widest

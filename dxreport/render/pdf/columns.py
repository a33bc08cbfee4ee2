"""Turns a table's columns and contents into widths in points and the alignment of its figures."""

from __future__ import annotations

from dataclasses import dataclass
from typing import assert_never

from dxreport.render.linebreak import halves
from dxreport.render.pdf.look import Look
from dxreport.render.pdf.rows import RowStyle, Slot
from dxreport.render.pdf.tags import tag_width
from dxreport.render.pdf.text import widest
from dxreport.report.blocks import Table
from dxreport.report.cells import Cell, Column, ColumnRole, LinesCell, NumberCell, SpansCell, StatusCell, TextCell

PAD_X = 2.0
PAD_Y = 2.0
_PAD_Y_DENSE = 1.75
_PAD_Y_LISTING = 1.5
_PAD_Y_CLOSE = 1.0
_PAD_WIDE = 5.0
_CHANGE_GAP = 2.5

# Widths in points that a column has at least; the free ones share what is left.
_NOMINAL = {
    ColumnRole.ID: 16.0,
    ColumnRole.UNIT: 40.0,
    ColumnRole.FIGURE: 29.0,
    ColumnRole.RATE: 32.0,
    ColumnRole.STATUS: 62.0,
    ColumnRole.SCHEDULE_STATUS: 62.0,
    ColumnRole.CHANGE: 33.0,
    ColumnRole.FORECAST: 28.0,
    ColumnRole.VERDICT: 24.0,
    ColumnRole.DATE: 49.0,
    ColumnRole.CELL: 36.0,
}
_FREE = {ColumnRole.NAME, ColumnRole.TEXT, ColumnRole.FILE, ColumnRole.LABEL, ColumnRole.DIGEST}
# Columns that stand off from what is before them.
_WIDE = {ColumnRole.TEXT, ColumnRole.DATE}
_STRONG_FIGURE = 40.0
_LARGEST_FIXED = 110.0
_LARGEST_DATE = 74.0
# A target in words breaks at this width.
_LARGEST_WORDS = 88.0
_SIDE_WIDTH = 74.0
_NARROWEST_FREE = 60.0
_LEAST_FREE = 46.0
_NARROWEST_SIDE = 58.0
_STIFF = {ColumnRole.ID, ColumnRole.CHANGE}


@dataclass(frozen=True, slots=True)
class Grid:
    """The table's columns in points, and for each column the most decimals its figures have."""

    look: Look
    table: Table
    slots: tuple[Slot, ...]
    decimals: tuple[int, ...]
    numeric: tuple[bool, ...]
    style: RowStyle

    @property
    def width(self) -> float:
        return self.slots[-1].x + self.slots[-1].width


def grid(look: Look, table: Table, width: float, *, broken: bool = False) -> Grid:
    """Columns of the table in ``width`` points: roles have their widths, free columns share the rest by weight.

    ``broken``: the last checkpoint's classes may take two lines.
    """
    numeric = tuple(
        any(isinstance(row[n], NumberCell) for row in table.rows if len(row) > n) for n in range(len(table.columns))
    )
    listing = any(group.heading for group in table.groups)
    dense = _PAD_Y_LISTING if listing else _PAD_Y_DENSE if table.side_column else PAD_Y
    style = RowStyle(PAD_X, look.row(dense, _PAD_Y_CLOSE), look.cell)
    fixed: dict[int, float] = {}
    for n, column in enumerate(table.columns):
        if table.side_column and n == 0:
            fixed[n] = _SIDE_WIDTH
        elif column.role not in _FREE:
            fixed[n] = _fixed_width(look, table, n, column)
    weights = {n: c.weight for n, c in enumerate(table.columns) if n not in fixed}
    fixed = _yielding(look, table, fixed, width, broken=broken)
    fixed = _squeezed(table, fixed, width, len(weights))
    room = width - sum(fixed.values())
    total = sum(weights.values())
    slots: list[Slot] = []
    x = 0.0
    for n in range(len(table.columns)):
        w = fixed[n] if n in fixed else room * weights[n] / total
        pad = 0.0 if n == 0 else _PAD_WIDE if table.columns[n].role in _WIDE else PAD_X
        slots.append(Slot(x, w, pad))
        x += w
    decimals = tuple(max((c.decimals for c in _numbers(table, n)), default=0) for n in range(len(table.columns)))
    return Grid(look, table, tuple(slots), decimals, numeric, style)


def least(look: Look, table: Table) -> float:
    """The width below which heads, figures or classes of the table would touch each other."""
    needed = (
        _NARROWEST_FREE if column.role in _FREE else _needed(look, table, n, column)
        for n, column in enumerate(table.columns)
    )
    return sum(needed)


def names_fit(look: Look, made: Grid) -> bool:
    """Whether all names stand on one line."""
    for n, column in enumerate(made.table.columns):
        if column.role is ColumnRole.NAME:
            room = made.slots[n].width - made.slots[n].pad - PAD_X
            if any(look.set.measure(text, look.cell) > room for text in _texts(made.table, n)):
                return False
    return True


def _texts(table: Table, n: int) -> list[str]:
    return [cell.text for row in table.rows if len(row) > n and isinstance(cell := row[n], TextCell)]


def _squeezed(table: Table, fixed: dict[int, float], width: float, free: int) -> dict[int, float]:
    """Where long words of a scale leave the free columns too little room, give in step by step.

    The side column first, then the free columns' own room, at last all columns but numbers and changes, which break badly.
    """
    lacking = _NARROWEST_FREE * free - (width - sum(fixed.values()))
    if lacking <= 0 or not fixed:
        return fixed
    if table.side_column and 0 in fixed:
        given = min(lacking, max(0.0, fixed[0] - _NARROWEST_SIDE))
        fixed, lacking = {**fixed, 0: fixed[0] - given}, lacking - given
    lacking -= min(lacking, (_NARROWEST_FREE - _LEAST_FREE) * free)
    if lacking <= 0:
        return fixed
    soft = [n for n in fixed if table.columns[n].role not in _STIFF] or list(fixed)
    total = sum(fixed[n] for n in soft)
    shrink = max(0.2, (total - lacking) / total)
    return {n: w * shrink if n in soft else w for n, w in fixed.items()}


def _yielding(look: Look, table: Table, fixed: dict[int, float], width: float, *, broken: bool) -> dict[int, float]:
    """Where names would not fit on a line, the other columns give up what their contents do not need."""
    names = [n for n, c in enumerate(table.columns) if c.role is ColumnRole.NAME and n not in fixed]
    if len(names) != 1 or any(c.role in _FREE and n not in (*names, *fixed) for n, c in enumerate(table.columns)):
        return fixed
    texts = (look.set.measure(t, look.cell) for t in _texts(table, names[0]))
    wanted = max(texts, default=0.0) + 2 * PAD_X + 0.5
    slack = {
        n: max(0.0, w - _needed(look, table, n, table.columns[n], broken=broken)) for n, w in fixed.items()
        if not (table.side_column and n == 0)
    }  # fmt: skip
    lacking = wanted - (width - sum(fixed.values()))
    if lacking <= 0 or not any(slack.values()):
        return fixed
    share = min(1.0, lacking / sum(slack.values()))
    return {n: w - slack.get(n, 0.0) * share for n, w in fixed.items()}


def _numbers(table: Table, n: int) -> list[NumberCell]:
    return [cell for row in table.rows if len(row) > n and isinstance(cell := row[n], NumberCell)]


def _fixed_width(look: Look, table: Table, n: int, column: Column) -> float:
    """The role's width, or more where head or contents need it."""
    numbers = _numbers(table, n)
    nominal = 0.0 if look.tight else _NOMINAL[column.role]
    if column.role is ColumnRole.FIGURE and any(c.strong for c in numbers) and not look.tight:
        nominal = _STRONG_FIGURE
    return max(nominal, min(_needed(look, table, n, column), _LARGEST_FIXED))


def _needed(look: Look, table: Table, n: int, column: Column, *, broken: bool = False) -> float:
    """Width that head and contents of the column ask for; ``broken`` as in ``grid``."""
    decimals = max((c.decimals for c in _numbers(table, n)), default=0)
    needed = widest(look.set.line(h, look.note) for h in column.heading.split("\n")) + 2 * PAD_X
    for row in table.rows:
        if len(row) > n:
            cell = row[n]
            if broken and isinstance(cell, StatusCell) and not cell.current:
                half = max(look.set.measure(part, look.note) for part in halves(cell.status.text))
                needed = max(needed, half + 4)
            else:
                needed = max(needed, _natural(look, cell, column, decimals))
    return needed + (_PAD_WIDE - PAD_X if n and column.role in _WIDE else 0.0)


def _natural(look: Look, cell: Cell, column: Column, decimals: int) -> float:
    match cell:
        case NumberCell():
            style = look.figure.bold if cell.strong else look.figure
            unit = look.set.measure(cell.unit, look.small) + 2 if cell.unit else 0.0
            extra = unit + (_CHANGE_GAP if column.role is ColumnRole.CHANGE else 0.0)
            return look.set.measure(cell.text, style) + missing_width(look, cell, decimals) + extra + 2 * PAD_X
        case StatusCell():
            return (
                tag_width(look, cell.status) + 3 if cell.current else look.set.measure(cell.status.text, look.note) + 4
            )
        case TextCell() if column.role is ColumnRole.DATE:
            style = look.note if cell.quiet else look.cell.bold if cell.strong else look.cell
            return min(look.set.measure(cell.text, style) + _PAD_WIDE + PAD_X + 0.5, _LARGEST_DATE)
        case TextCell():
            face = look.note_figure if column.role is ColumnRole.ID else look.note if cell.quiet else look.small
            style = face.bold if cell.strong else face
            widest = max(look.set.measure(line, style) for line in cell.text.split("\n")) + 2 * PAD_X
            return min(widest, _LARGEST_WORDS) if column.role is ColumnRole.FIGURE else widest
        case LinesCell() | SpansCell():
            return _LARGEST_FIXED
        case _:
            assert_never(cell)


def missing_width(look: Look, cell: NumberCell, decimals: int) -> float:
    """Width of the decimals this figure lacks in its column; digits and point are half an em wide."""
    lacking = decimals - cell.decimals
    return look.figure.size / 2 * (lacking + (1 if lacking and not cell.decimals else 0))

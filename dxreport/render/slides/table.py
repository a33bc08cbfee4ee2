"""Turns a Table into measured rows: widths by role, cells as paragraphs, figures aligned on the point."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import assert_never

from dxreport.model.scale import StatusClass, Tone
from dxreport.render.fonts import Face
from dxreport.render.slides.flow import shortened
from dxreport.render.slides.frame import SMALLEST
from dxreport.render.slides.setting import SMALL_LEADING, Setting
from dxreport.render.slides.text import NBSP, SAFETY, Par, Run
from dxreport.report.blocks import Table
from dxreport.report.cells import (
    Cell,
    Column,
    ColumnRole,
    LinesCell,
    NumberCell,
    RowGroup,
    SpansCell,
    StatusCell,
    TextCell,
)
from dxreport.report.papers import SlideLayout

PAD_X = 3.0
_LARGEST = 14.0
_ROOMY = 400.0
_FREE = (ColumnRole.NAME, ColumnRole.TEXT, ColumnRole.FILE, ColumnRole.DIGEST)
_RIGHT = (ColumnRole.FIGURE, ColumnRole.RATE, ColumnRole.FORECAST)
_CENTRED = (ColumnRole.STATUS, ColumnRole.SCHEDULE_STATUS, ColumnRole.CHANGE, ColumnRole.VERDICT)
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
# Columns that say what a row is about.
_NAMING = (ColumnRole.LABEL, ColumnRole.NAME)
# Rows with long sentences: so many stand on a slide at least, in so much of its height; a cell keeps so many lines.
_ROWS_AT_LEAST, _SHARE_OF_ROWS, _LEAST_LINES = 2, 0.85, 4
# Words in a figure's place (a target in words) may be broken at this width (pt).
_LONG_WORDS = 96.0


@dataclass(frozen=True, slots=True)
class CellBox:
    """A cell ready to be written. ``span`` is columns; 0 for a cell covered by its left neighbour."""

    pars: tuple[Par, ...]
    fill: str = ""
    tag: Tone | None = None
    span: int = 1
    down: int = 1
    """Rows this cell spans; 0 for a cell covered by the one above."""
    rest: str = ""
    """What goes on in the notes."""


@dataclass(frozen=True, slots=True)
class RowBox:
    cells: tuple[CellBox, ...]
    height: float
    group_end: bool = False
    side: int = 0


@dataclass(frozen=True, slots=True)
class Grid:
    """A table in points: widths, header rows, body rows; ``pad`` is the space above and below each cell's text."""

    widths: tuple[float, ...]
    head: tuple[RowBox, ...]
    body: tuple[RowBox, ...]
    caption: str
    alt: str
    pad: float
    strong_first_column: bool = False
    side: float = PAD_X
    """Space left and right of each cell's text."""
    middle: bool = False
    """Cells are set in the middle of their row; else all hang from its top."""

    @property
    def head_height(self) -> float:
        return sum(r.height for r in self.head)

    @property
    def height(self) -> float:
        return self.head_height + sum(r.height for r in self.body)


def padding(setting: Setting) -> float:
    """Space above and below the text of a row: tight in small tables, airy in large ones."""
    if setting.layout is SlideLayout.OVERALL:
        return 2.5
    return 6.0 if setting.size >= 14 else 3.0


def side_padding(setting: Setting) -> float:
    return 1.5 if setting.layout is SlideLayout.OVERALL else PAD_X


def table_setting(setting: Setting) -> Setting:
    """Tables are set a step smaller than the running text of a large region."""
    if setting.size <= _LARGEST:
        return setting
    return replace(setting, size=_LARGEST, leading=_LARGEST * 1.5)


def grid(table: Table, setting: Setting) -> Grid:
    """Measure ``table`` for the setting's width."""
    setting = table_setting(setting)
    made = _grid(table, setting)
    if setting.size > SMALLEST and any(cell.rest for row in made.body for cell in row.cells):
        return _grid(table, setting.smaller())
    return made


def _grid(table: Table, setting: Setting) -> Grid:
    pad = padding(setting)
    decimals = _decimals(table)
    widths = _widths(table, setting, decimals)
    body: list[RowBox] = []
    for group in table.groups:
        body.extend(_group(group, table, setting, widths, decimals, pad))
    head = _head(table, setting, widths)
    return Grid(
        widths,
        head,
        tuple(body),
        table.caption,
        _alt(table),
        pad,
        strong_first_column=not head or table.columns[0].role in _NAMING,
        side=side_padding(setting),
        middle=setting.size < _LARGEST,
    )


def _alt(table: Table) -> str:
    """The caption, then the headings; where there are none, the words that name the rows."""
    heads = [column.over + column.heading for column in table.columns if column.over or column.heading]
    if not any(column.heading for column in table.columns):
        heads = [cell.text for row in table.rows if isinstance(cell := row[0], TextCell)]
    return f"{table.caption}：{'、'.join(h.replace(chr(10), '') for h in dict.fromkeys(heads))}"


def height_of(cells: tuple[CellBox, ...], widths: tuple[float, ...], setting: Setting, pad: float) -> float:
    tallest = setting.leading
    for k, cell in enumerate(cells):
        if cell.span and cell.down == 1:
            room = sum(widths[k : k + cell.span]) - 2 * side_padding(setting)
            tallest = max(tallest, sum(setting.measure.height(p, room) for p in cell.pars))
    return tallest + 2 * pad


def _group(
    group: RowGroup, table: Table, setting: Setting, widths: tuple[float, ...], decimals: tuple[int, ...], pad: float
) -> list[RowBox]:
    rows: list[RowBox] = []
    if group.heading:
        cell = CellBox(
            (Par((setting.accent(group.heading, max(SMALLEST, setting.size - 2)),), setting.leading),), span=len(widths)
        )
        cells = (cell, *(CellBox((), span=0) for _ in widths[1:]))
        rows.append(RowBox(cells, height_of(cells, widths, setting, pad)))
    for number, row in enumerate(group.rows):
        cells = tuple(
            _even(_cell(c, column, setting, digits), setting, width)
            for c, column, digits, width in zip(row, table.columns, decimals, widths, strict=True)
        )
        cells = _short(cells, row, table, setting, widths)
        if table.side_column:
            cells = (replace(cells[0], down=len(group.rows) if number == 0 else 0), *cells[1:])
        height = height_of(cells, widths, setting, pad)
        rows.append(RowBox(_calm(cells, height, setting, pad), height))
    if rows:
        rows[-1] = replace(rows[-1], group_end=len(group.rows) > 0 and group is not table.groups[-1])
    return rows


def _short(
    cells: tuple[CellBox, ...], row: tuple[Cell, ...], table: Table, setting: Setting, widths: tuple[float, ...]
) -> tuple[CellBox, ...]:
    """Sentences so long that a row would fill the slide go on in the notes. Tables without headings are running text."""
    if not setting.mark or not any(column.heading for column in table.columns):
        return cells
    rows = min(len(table.rows), _ROWS_AT_LEAST)
    most = max(int((setting.height * _SHARE_OF_ROWS / rows - 2 * padding(setting)) // setting.leading), _LEAST_LINES)
    name = next(
        (c.text for c, k in zip(row, table.columns, strict=True) if isinstance(c, TextCell) and k.role in _NAMING), ""
    )
    out = []
    for cell, column, width in zip(cells, table.columns, widths, strict=True):
        room = width - 2 * side_padding(setting)
        pars, lost = _first_lines(cell.pars, setting, room, most) if column.role in _FREE else (cell.pars, "")
        about = "\u3000".join(t for t in (name, column.heading.replace("\n", "")) if t)
        out.append(replace(cell, pars=pars, rest=f"{about}：{setting.mark[:1]}{lost}" if lost else ""))
    return tuple(out)


def _first_lines(pars: tuple[Par, ...], setting: Setting, room: float, most: int) -> tuple[tuple[Par, ...], str]:
    used = 0
    for k, par in enumerate(pars):
        count = setting.measure.lines(par, room)
        if used + count > most:
            kept, lost = shortened(par, setting.measure, room, max(most - used, 1), setting.mark)
            later = "".join(p.plain for p in pars[k + 1 :])
            return (*pars[:k], kept), lost + later
        used += count
    return pars, ""


def _even(cell: CellBox, setting: Setting, width: float) -> CellBox:
    room = width - 2 * side_padding(setting)
    return replace(cell, pars=tuple(setting.measure.evened(p, room) for p in cell.pars))


def _calm(cells: tuple[CellBox, ...], height: float, setting: Setting, pad: float) -> tuple[CellBox, ...]:
    """In a high row a filled cell would be a block of colour: the words alone are marked there."""
    if height < setting.leading + 2 * pad + 8:
        return cells
    return tuple(_marked(c) if c.fill and c.tag else c for c in cells)


def _marked(cell: CellBox) -> CellBox:
    run = cell.pars[0].runs[0]
    marked = replace(run, text=f"{NBSP}{run.text}{NBSP}", highlight=cell.fill)
    return CellBox((Par((marked,), cell.pars[0].leading, cell.pars[0].align),))


def _head(table: Table, setting: Setting, widths: tuple[float, ...]) -> tuple[RowBox, ...]:
    rows: list[RowBox] = []
    columns = table.columns
    plain = any(c.heading for c in columns)
    if not plain and not any(c.over for c in columns):
        return ()
    if any(c.over for c in columns):
        rows.append(_over_row(columns, setting, strong=not plain))
    if plain:
        cells = tuple(
            CellBox(tuple(Par((setting.small(line),), SMALL_LEADING, _align(c.role)) for line in c.heading.split("\n")))
            for c in columns
        )
        small = replace(setting, leading=SMALL_LEADING)
        rows.append(RowBox(cells, height_of(cells, widths, small, 3)))
    return tuple(rows)


def _over_row(columns: tuple[Column, ...], setting: Setting, *, strong: bool) -> RowBox:
    cells: list[CellBox] = []
    most = 1
    for k, column in enumerate(columns):
        if k and column.over and column.over == columns[k - 1].over:
            cells.append(CellBox((), span=0))
            continue
        span = 1
        while column.over and k + span < len(columns) and columns[k + span].over == column.over:
            span += 1
        run = setting.accent(column.over, SMALLEST) if strong else setting.small(column.over)
        align = "l" if strong else _align(column.role)
        lines = column.over.split("\n")
        most = max(most, len(lines))
        cells.append(CellBox(tuple(Par((replace(run, text=line),), SMALL_LEADING, align) for line in lines), span=span))
    return RowBox(tuple(cells), SMALL_LEADING * most + 6)


def _align(role: ColumnRole) -> str:
    return "r" if role in _RIGHT else "ctr" if role in _CENTRED else "l"


def _cell(cell: Cell, column: Column, setting: Setting, decimals: int) -> CellBox:
    align = _align(column.role)
    match cell:
        case TextCell():
            return CellBox(_text(cell, column, setting, align))
        case NumberCell():
            runs = [setting.ink(cell.text + _fillup(cell, decimals), bold=cell.strong, figures=True)]
            if cell.unit:
                runs.append(Run(cell.unit, SMALLEST, setting.palette.sub))
            return CellBox((Par(tuple(runs), setting.leading, "r" if align != "l" else align),))
        case StatusCell():
            return _status(cell.status, setting, current=cell.current)
        case LinesCell() | SpansCell():
            return CellBox(setting.paragraphs(cell))
        case _:
            assert_never(cell)


def _text(cell: TextCell, column: Column, setting: Setting, align: str) -> tuple[Par, ...]:
    if cell.quiet:
        run = setting.small(cell.text)
    elif column.role is ColumnRole.ID:
        run = replace(setting.small(cell.text, figures=True), size=min(setting.size, 14))
    else:
        run = setting.ink(cell.text, bold=cell.strong, figures=align == "r")
    first = Par((run,), setting.leading, align)
    return (first, Par((setting.small(cell.sub),), SMALL_LEADING, align)) if cell.sub else (first,)


def _status(status: StatusClass, setting: Setting, *, current: bool) -> CellBox:
    size = SMALLEST if setting.size < 14 or setting.width < _ROOMY else 13
    if not current:
        return CellBox((Par((Run(status.text, size, setting.palette.sub),), setting.leading, "ctr"),))
    return CellBox(
        (Par((setting.tag(status, size),), setting.leading, "ctr"),),
        setting.style.tone(status.tone).fill or "",
        status.tone,
    )


def _fillup(number: NumberCell, decimals: int) -> str:
    """Invisible digits that keep the decimal points of a column in line."""
    lacking = decimals - number.decimals
    return NBSP * (lacking + (1 if number.decimals == 0 and lacking else 0))


def _decimals(table: Table) -> tuple[int, ...]:
    """Most digits after the point in each column."""
    return tuple(
        max((cell.decimals for row in table.rows if isinstance(cell := row[k], NumberCell)), default=0)
        for k in range(len(table.columns))
    )


# --- widths --------------------------------------------------------------------------------------------------------


def _widths(table: Table, setting: Setting, decimals: tuple[int, ...]) -> tuple[float, ...]:
    fixed: dict[int, float] = {}
    for k, column in enumerate(table.columns):
        if column.role in _FREE:
            continue
        cells = tuple(row[k] for row in table.rows)
        natural = max((_natural(c, column, setting, decimals[k]) for c in cells), default=0.0)
        natural = max(natural, *(setting.measure.width(h, SMALLEST, Face.TEXT) for h in column.heading.split("\n")))
        width = natural / SAFETY + 2 * side_padding(setting)
        if column.role not in _CENTRED:
            width = min(width, setting.width * _WIDEST_SHARE)
        if setting.layout is SlideLayout.REFERENCE:
            quiet = column.role is ColumnRole.STATUS and all(isinstance(c, StatusCell) and not c.current for c in cells)
            width = max(width, _QUIET_STATUS if quiet else _REFERENCE.get(column.role, 0))
        elif column.role in _CENTRED and setting.width >= _ROOMY:
            width += 14 if setting.size >= _LARGEST else 6
        elif column.role in _RIGHT:
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
    box = _cell(cell, column, setting, decimals)
    widest = max((setting.measure.runs(p.runs) for p in box.pars), default=0.0)
    if box.tag and setting.layout is not SlideLayout.OVERALL:
        # In a high row the words alone are marked, with a blank at each side.
        widest += 2 * setting.measure.width(NBSP, box.pars[0].runs[0].size, box.pars[0].runs[0].face)
    return widest

"""Turns a Table into measured rows: widths by role, cells as paragraphs, figures aligned on the point."""

from __future__ import annotations

from dataclasses import dataclass, replace

from dxreport.render.slides.cells import (
    LARGEST,
    PAD_X,
    CellBox,
    align_of,
    aligns,
    cell_box,
    decimals_of,
    padding,
    side_padding,
)
from dxreport.render.slides.flow import shortened
from dxreport.render.slides.frame import SMALLEST
from dxreport.render.slides.setting import SMALL_LEADING, Setting
from dxreport.render.slides.text import NBSP, Par
from dxreport.render.slides.widths import column_widths
from dxreport.report.blocks import Table
from dxreport.report.cells import Cell, Column, ColumnRole, RowGroup, TextCell

# Columns that say what a row is about.
_NAMING = (ColumnRole.LABEL, ColumnRole.NAME)
# Columns whose sentences may go on in the notes; names stay whole.
_SENTENCES = (ColumnRole.TEXT, ColumnRole.DIGEST)
# Rows with long sentences: so many stand on a slide at least, in so much of its height; a cell keeps so many lines.
_ROWS_AT_LEAST, _SHARE_OF_ROWS, _LEAST_LINES = 2, 0.85, 4


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


def table_setting(setting: Setting) -> Setting:
    """Tables are set a step smaller than the running text of a large region."""
    if setting.size <= LARGEST:
        return setting
    return replace(setting, size=LARGEST, leading=LARGEST * 1.5)


def grid(table: Table, setting: Setting) -> Grid:
    """Measure ``table`` for the setting's width."""
    setting = table_setting(setting)
    made = _grid(table, setting)
    if setting.size > SMALLEST and any(cell.rest for row in made.body for cell in row.cells):
        return _grid(table, setting.smaller())
    return made


def _grid(table: Table, setting: Setting) -> Grid:
    pad = padding(setting)
    decimals = decimals_of(table)
    widths = column_widths(table, setting, decimals)
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
        middle=setting.size < LARGEST,
    )


def _alt(table: Table) -> str:
    """The caption, then the headings; where there are none, the words that name the rows."""
    heads = [column.over + column.heading for column in table.columns if column.over or column.heading]
    if not any(column.heading for column in table.columns):
        heads = [cell.text for row in table.rows if isinstance(cell := row[0], TextCell)]
    return f"{table.caption}：{'、'.join(h.replace(chr(10), '') for h in dict.fromkeys(heads))}"


def height_of(
    cells: tuple[CellBox, ...], widths: tuple[float, ...], setting: Setting, pad: float, side: float | None = None
) -> float:
    """Height of a row; ``side`` is the space beside each text where it is not the setting's own."""
    side = side_padding(setting) if side is None else side
    tallest = setting.leading
    for k, cell in enumerate(cells):
        if cell.span and cell.down == 1:
            room = sum(widths[k : k + cell.span]) - 2 * side
            tallest = max(tallest, sum(setting.measure.height(p, room) for p in cell.pars))
    return tallest + 2 * pad


def _group(
    group: RowGroup, table: Table, setting: Setting, widths: tuple[float, ...], decimals: tuple[int, ...], pad: float
) -> list[RowBox]:
    rows: list[RowBox] = []
    aligned = aligns(table)
    if group.heading:
        cell = CellBox(
            (Par((setting.accent(group.heading, max(SMALLEST, setting.size - 2)),), setting.leading),), span=len(widths)
        )
        cells = (cell, *(CellBox((), span=0) for _ in widths[1:]))
        rows.append(RowBox(cells, height_of(cells, widths, setting, pad)))
    for number, row in enumerate(group.rows):
        cells = tuple(
            _even(cell_box(c, column, setting, digits, align), setting, width)
            for c, column, digits, align, width in zip(row, table.columns, decimals, aligned, widths, strict=True)
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
        pars, lost = _first_lines(cell.pars, setting, room, most) if column.role in _SENTENCES else (cell.pars, "")
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
            CellBox(tuple(Par((setting.small(line),), SMALL_LEADING, align) for line in c.heading.split("\n")))
            for c, align in zip(columns, aligns(table), strict=True)
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
        align = "l" if strong else align_of(column, ())
        lines = column.over.split("\n")
        most = max(most, len(lines))
        cells.append(CellBox(tuple(Par((replace(run, text=line),), SMALL_LEADING, align) for line in lines), span=span))
    return RowBox(tuple(cells), SMALL_LEADING * most + 6)

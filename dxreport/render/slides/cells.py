"""Turns the cells of a Table into paragraphs with their fill; figures are aligned on the point, words on the left."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import assert_never

from dxreport.model.scale import StatusClass, Tone
from dxreport.render.slides.frame import SMALLEST
from dxreport.render.slides.setting import SMALL_LEADING, Setting
from dxreport.render.slides.text import NBSP, Par, Run
from dxreport.report.blocks import Table
from dxreport.report.cells import (
    Cell,
    Column,
    ColumnRole,
    LinesCell,
    NumberCell,
    SpansCell,
    StatusCell,
    TextCell,
)
from dxreport.report.papers import SlideLayout

PAD_X = 3.0
_AIRY_X = 4.0
LARGEST = 14.0
ROOMY = 400.0
FREE = (ColumnRole.NAME, ColumnRole.TEXT, ColumnRole.FILE, ColumnRole.DIGEST)
RIGHT = (ColumnRole.FIGURE, ColumnRole.RATE, ColumnRole.FORECAST)
CENTRED = (ColumnRole.STATUS, ColumnRole.SCHEDULE_STATUS, ColumnRole.CHANGE, ColumnRole.VERDICT)
# So many letters without a figure are words, even in a column of figures.
_WORDS = 7


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


def padding(setting: Setting) -> float:
    """Space above and below the text of a row: tight in small tables, airy in large ones."""
    if setting.layout is SlideLayout.OVERALL:
        return 2.5
    return 6.0 if setting.size >= 14 else 3.0


def side_padding(setting: Setting) -> float:
    if setting.layout is SlideLayout.OVERALL:
        return 1.5
    return _AIRY_X if setting.size >= LARGEST and setting.width >= ROOMY else PAD_X


def align_of(column: Column, cells: tuple[Cell, ...]) -> str:
    """Figures stand right, classes in the middle, words left; a column for figures that holds words only is one of words."""
    if column.role in CENTRED:
        return "ctr"
    if column.role not in RIGHT:
        return "l"
    numbers = any(isinstance(c, NumberCell) or (isinstance(c, TextCell) and _has_figure(c.text)) for c in cells)
    words = any(isinstance(c, TextCell) and _is_words(c) for c in cells)
    return "l" if words and not numbers else "r"


def aligns(table: Table) -> tuple[str, ...]:
    """How each column is set."""
    return tuple(align_of(c, tuple(row[k] for row in table.rows)) for k, c in enumerate(table.columns))


def _has_figure(text: str) -> bool:
    return any(c.isdigit() for c in text)


def _is_words(cell: TextCell) -> bool:
    return len(cell.text) >= _WORDS and not _has_figure(cell.text) and not cell.quiet


def cell_box(cell: Cell, column: Column, setting: Setting, decimals: int, align: str) -> CellBox:
    """A cell ready to be measured; ``decimals`` are the most of its column, ``align`` is how its column is set."""
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
    if align == "r" and _is_words(cell):
        align = "l"
    if cell.quiet:
        run = setting.small(cell.text)
    elif column.role is ColumnRole.ID:
        run = replace(setting.small(cell.text, figures=True), size=min(setting.size, 14))
    else:
        run = setting.ink(cell.text, bold=cell.strong, figures=align == "r" and _has_figure(cell.text))
    first = Par((run,), setting.leading, align)
    return (first, Par((setting.small(cell.sub),), SMALL_LEADING, align)) if cell.sub else (first,)


def _status(status: StatusClass, setting: Setting, *, current: bool) -> CellBox:
    size = SMALLEST if setting.size < 14 or setting.width < ROOMY else 13
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


def decimals_of(table: Table) -> tuple[int, ...]:
    """Most digits after the point in each column."""
    return tuple(
        max((cell.decimals for row in table.rows if isinstance(cell := row[k], NumberCell)), default=0)
        for k in range(len(table.columns))
    )

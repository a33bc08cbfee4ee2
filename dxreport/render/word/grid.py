"""Turns rows of cells into one table as a WordprocessingML string: fixed widths, header rows, shading, merged cells."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum
from itertools import pairwise

from dxreport.render.word.contract import TableLook
from dxreport.render.word.xml import Sheet, attribute, twips


class Merge(StrEnum):
    """A cell that spans rows begins once and is then continued."""

    START = "restart"
    GO_ON = "continue"


@dataclass(frozen=True, slots=True)
class Edge:
    """One side of a cell; no points mean no rule."""

    side: str
    points: float
    colour: str = "auto"

    def xml(self) -> str:
        if not self.points:
            return f'<w:{self.side} w:val="nil"/>'
        eighths = max(2, round(self.points * 8))
        return f'<w:{self.side} w:val="single" w:sz="{eighths}" w:space="0" w:color="{self.colour}"/>'


_SIDES = ("top", "left", "bottom", "right")


@dataclass(frozen=True, slots=True)
class GridCell:
    """Paragraphs (as XML; at least one) with the cell's place and look. ``pads`` overrides the style's, in points."""

    content: str
    span: int = 1
    fill: str = ""
    edges: tuple[Edge, ...] = ()
    merge: Merge | None = None
    align: str = "top"
    pads: tuple[tuple[str, float], ...] = ()


@dataclass(frozen=True, slots=True)
class GridRow:
    """``height`` is a minimum in points, or the exact height if ``exact``. Header rows are repeated on every page.

    A row that ``splits`` may go on over the page's end; others stay whole.
    """

    cells: tuple[GridCell, ...]
    header: bool = False
    height: float = 0
    exact: bool = False
    splits: bool = False


def table(
    sheet: Sheet,
    look: TableLook,
    widths: Sequence[float],
    rows: Sequence[GridRow],
    caption: str,
    *,
    description: str = "",
    row_labels: bool = False,
) -> str:
    """The table. ``caption`` and ``description`` are its alternative text; ``row_labels``: column 1 names the rows.

    Raises ValueError when a row's spans do not add up to the number of columns.
    """
    grid = _twips(widths)
    headed = any(row.header for row in rows)
    flags = (
        f'w:firstRow="{int(headed)}" w:lastRow="0" w:firstColumn="{int(row_labels)}" w:lastColumn="0" '
        'w:noHBand="1" w:noVBand="1"'
    )
    mask = 0x600 | 0x20 * headed | 0x80 * row_labels
    named = f"<w:tblCaption w:val={attribute(caption)}/>" if caption else ""
    named += f"<w:tblDescription w:val={attribute(description)}/>" if description else ""
    properties = (
        f'<w:tblPr><w:tblStyle w:val="{sheet.id(look)}"/><w:tblW w:w="{sum(grid)}" w:type="dxa"/>'
        f'<w:tblLayout w:type="fixed"/><w:tblLook w:val="{mask:04X}" {flags}/>{named}</w:tblPr>'
    )
    out = [
        "<w:tbl>",
        properties,
        "<w:tblGrid>",
        *(f'<w:gridCol w:w="{w}"/>' for w in grid),
        "</w:tblGrid>",
    ]
    out.extend(_row(row, grid) for row in rows)
    return "".join((*out, "</w:tbl>"))


def _twips(widths: Sequence[float]) -> list[int]:
    """Column widths whose sum is the rounded sum, so that tables of one width end at one edge."""
    edges = [twips(sum(widths[:i])) for i in range(len(widths) + 1)]
    return [b - a for a, b in pairwise(edges)]


def _row(row: GridRow, grid: list[int]) -> str:
    rule = "exact" if row.exact else "atLeast"
    height = f'<w:trHeight w:val="{twips(row.height)}" w:hRule="{rule}"/>' if row.height else ""
    whole = "" if row.splits else "<w:cantSplit/>"
    out = [f"<w:tr><w:trPr>{whole}{height}{'<w:tblHeader/>' if row.header else ''}</w:trPr>"]
    at = 0
    for cell in row.cells:
        out.append(_cell(cell, sum(grid[at : at + cell.span])))
        at += cell.span
    if at != len(grid):
        raise ValueError(f"row of {at} columns in a table of {len(grid)}")
    return "".join((*out, "</w:tr>"))


def _cell(cell: GridCell, width: int) -> str:
    span = f'<w:gridSpan w:val="{cell.span}"/>' if cell.span > 1 else ""
    merge = f'<w:vMerge w:val="{cell.merge}"/>' if cell.merge else ""
    edges = "".join(e.xml() for e in sorted(cell.edges, key=lambda e: _SIDES.index(e.side)))
    edges = f"<w:tcBorders>{edges}</w:tcBorders>" if edges else ""
    fill = f'<w:shd w:val="clear" w:color="auto" w:fill="{cell.fill}"/>' if cell.fill else ""
    pads = "".join(
        f'<w:{side} w:w="{twips(points)}" w:type="dxa"/>'
        for side, points in sorted(cell.pads, key=lambda pad: _SIDES.index(pad[0]))
    )
    pads = f"<w:tcMar>{pads}</w:tcMar>" if pads else ""
    align = f'<w:vAlign w:val="{cell.align}"/>' if cell.align != "top" else ""
    return (
        f'<w:tc><w:tcPr><w:tcW w:w="{width}" w:type="dxa"/>{span}{merge}{edges}{fill}{pads}{align}</w:tcPr>'
        f"{cell.content}</w:tc>"
    )

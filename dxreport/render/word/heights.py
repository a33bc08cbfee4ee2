"""Turns what was read of a Word body into heights in points: lines by their leading, rows by their tallest cell."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from dxreport.render.word.lines import Scenario
from dxreport.render.word.looks import ParagraphLook
from dxreport.render.word.reading import Cell, Paragraph, Row, Table

# What a face asks for by itself, in em, and how much of it lies below the baseline; only lines without an exact leading are so.
_NATURAL, _DESCENT = 1.3, 0.3


@dataclass(frozen=True, slots=True)
class ParagraphBox:
    """A paragraph as the page sees it. ``bookmarks`` are the names that begin in it."""

    look: ParagraphLook
    lines: int
    line: float
    bookmarks: tuple[str, ...]

    @property
    def height(self) -> float:
        """Without the distances before and after."""
        return self.lines * self.line + self.look.edges


@dataclass(frozen=True, slots=True)
class RowBox:
    height: float
    header: bool
    whole: bool
    """It may not be broken over pages."""
    keep_next: bool
    bookmarks: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class TableBox:
    rows: tuple[RowBox, ...]


Box = ParagraphBox | TableBox


@dataclass(frozen=True, slots=True)
class Ruler:
    """Measures in one scenario."""

    scenario: Scenario

    def boxes(self, content: Sequence[Paragraph | Table], width: float) -> list[Box]:
        return [self.paragraph(c, width) if isinstance(c, Paragraph) else self.table(c) for c in content]

    def paragraph(self, read: Paragraph, width: float) -> ParagraphBox:
        look = read.look
        return ParagraphBox(look, self._lines(read, width), _line(read), read.bookmarks)

    def _lines(self, read: Paragraph, width: float) -> int:
        look = read.look
        return read.text.lines(width - look.left - look.right, read.first, self.scenario)

    def table(self, table: Table) -> TableBox:
        rows: list[RowBox] = []
        spanning: dict[int, tuple[int, float]] = {}
        for row in table.rows:
            tallest = 0.0
            for cell in row.cells:
                if cell.merge == "continue":
                    continue
                height = self._cell(cell)
                if cell.merge == "restart":
                    spanning[cell.at] = (len(rows), height)
                else:
                    spanning.pop(cell.at, None)
                    tallest = max(tallest, height)
            rules = self.scenario.rules * (table.inside if rows else table.inside + table.around)
            rows.append(_row(row, tallest + rules))
            if not row.goes_on:
                _stretch(rows, spanning)
        return TableBox(tuple(rows))

    def _cell(self, cell: Cell) -> float:
        """Of two distances that meet, the larger one counts."""
        total = gap = 0.0
        for read in cell.paragraphs:
            look = read.look
            total += max(gap, look.before) + self._lines(read, cell.width) * _line(read) + look.edges
            gap = look.after
        return total + gap + cell.pads


def _line(read: Paragraph) -> float:
    """Height of a line; one with a drawing is as high as that, unless its leading is exact."""
    look = read.look
    if look.leading is not None:
        return look.leading
    natural = look.run.size * _NATURAL * look.line_share
    return max(natural, read.drawn + _DESCENT * look.run.size) if read.drawn else natural


def _row(row: Row, height: float) -> RowBox:
    height = row.least if row.exact else max(height, row.least)
    return RowBox(height, row.header, row.whole, row.keep_next, row.bookmarks)


def _stretch(rows: list[RowBox], spanning: dict[int, tuple[int, float]]) -> None:
    """A merged cell that ends with the last row and is taller than its rows makes that row higher."""
    for first, height in spanning.values():
        lacking = height - sum(r.height for r in rows[first:])
        if lacking > 0:
            rows[-1] = replace(rows[-1], height=rows[-1].height + lacking)
    spanning.clear()

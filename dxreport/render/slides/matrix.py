"""Turns the matrix of themes and initiatives into shapes: a theme column and cells hung from an accent rule."""

from __future__ import annotations

from dataclasses import dataclass, replace

from dxreport.render.fonts import Face
from dxreport.render.slides.canvas import Canvas, Edge
from dxreport.render.slides.flow import Piece, Taken
from dxreport.render.slides.frame import SMALLEST, Box
from dxreport.render.slides.setting import Setting
from dxreport.render.slides.text import SAFETY, Par, Run
from dxreport.report.blocks import Matrix, MatrixCell, MatrixRow

_THEME = 152.0
_GAP = 14.0
_ROW_GAP = 8.0
_TITLE_SIZES = (13.0, SMALLEST)
_TITLE_LEADING = 19.0
_TEXT_LEADING = 17.0
_MOST_AIR = 26.0
_NUMBER = 28.0
# Cells side by side at most, in lines of about one length.
_MOST_CELLS = 4


def in_lines(rows: tuple[MatrixRow, ...]) -> tuple[MatrixRow, ...]:
    """Themes with more initiatives than can stand side by side take several rows, each named after the theme."""
    out: list[MatrixRow] = []
    for row in rows:
        lines = -(-len(row.cells) // _MOST_CELLS)
        each = -(-len(row.cells) // max(lines, 1))
        starts = range(0, len(row.cells), each) if lines > 1 else (0,)
        out.extend(replace(row, cells=row.cells[k : k + each] if lines > 1 else row.cells) for k in starts)
    return tuple(out)


@dataclass(frozen=True, slots=True)
class MatrixFlow:
    """Rows of themes; spare height is shared out among them, what does not fit goes on to a further slide."""

    block: Matrix
    setting: Setting
    rows: tuple[MatrixRow, ...]
    gap: float = 13
    keep: bool = False

    def take(self, room: float, *, force: bool) -> Taken:
        heights = [self._height(r) for r in self.rows]
        used, count = 0.0, 0
        while count < len(heights) and used + heights[count] + (_ROW_GAP if count else 0) <= room + 0.01:
            used += heights[count] + (_ROW_GAP if count else 0)
            count += 1
        if count == 0:
            if not force:
                return Taken(None, self)
            used, count = heights[0], 1
        air = max(min((room - used) / count, _MOST_AIR), 0)
        rest = replace(self, rows=self.rows[count:]) if count < len(self.rows) else None
        return Taken(self._piece(self.rows[:count], [h + air for h in heights[:count]]), rest)

    @property
    def _size(self) -> float:
        """The larger size, unless a phrase of some title would have to be broken inside."""
        for size in _TITLE_SIZES:
            width_of = self.setting.measure.of(size, Face.TEXT_BOLD)
            if all(
                width_of(p) <= self._cell_width(r) * SAFETY for r in self.block.rows for c in r.cells for p in c.title
            ):
                return size
        return SMALLEST

    def _cell_width(self, row: MatrixRow) -> float:
        return (self.setting.width - _THEME - _GAP * len(row.cells)) / max(len(row.cells), 1)

    def _theme(self, row: MatrixRow) -> tuple[Par, ...]:
        palette = self.setting.palette
        lines = self.setting.measure.phrases(row.title, _THEME - 20, SMALLEST, Face.TEXT)
        return (
            Par((Run(row.kicker, SMALLEST, palette.accent, True),), 18),
            Par((Run("\n".join(lines), SMALLEST, palette.ink),), 18, before=2),
        )

    def _title(self, cell: MatrixCell, width: float) -> list[str]:
        return self.setting.measure.phrases(cell.title, width, self._size, Face.TEXT_BOLD)

    def _text(self, cell: MatrixCell) -> Par:
        return Par((Run(cell.text, SMALLEST, self.setting.palette.ink),), _TEXT_LEADING)

    def _height(self, row: MatrixRow) -> float:
        theme = 20.0 + sum(p.plain.count("\n") * p.leading + p.leading + p.before for p in self._theme(row))
        width = self._cell_width(row)
        cells = [
            30
            + len(self._title(c, width)) * _TITLE_LEADING
            + (6 + self.setting.measure.height(self._text(c), width) if c.text else 0)
            for c in row.cells
        ]
        return max([theme, *cells]) + 4

    def _piece(self, rows: tuple[MatrixRow, ...], heights: list[float]) -> Piece:
        def draw(canvas: Canvas, box: Box) -> None:
            y = box.y
            for row, height in zip(rows, heights, strict=True):
                self._row(canvas, row, Box(box.x, y, box.w, height))
                y += height + _ROW_GAP

        return Piece(sum(heights) + _ROW_GAP * (len(rows) - 1), draw)

    def _row(self, canvas: Canvas, row: MatrixRow, box: Box) -> None:
        palette = self.setting.palette
        canvas.shape(Box(box.x, box.y, _THEME, box.h), row.kicker, fill=palette.accent_light)
        canvas.text(Box(box.x + 10, box.y + 8, _THEME - 20, box.h - 12), self._theme(row), row.kicker)
        width = self._cell_width(row)
        for k, cell in enumerate(row.cells):
            x = box.x + _THEME + _GAP + k * (width + _GAP)
            canvas.line(x, box.y, x + width, box.y, Edge(palette.accent, 1.2))
            self._cell(canvas, cell, Box(x, box.y, width, box.h))

    def _cell(self, canvas: Canvas, cell: MatrixCell, box: Box) -> None:
        palette = self.setting.palette
        aside = self.setting.small(cell.aside)
        width = min(self.setting.measure.run(aside) / SAFETY + 2, box.w - _NUMBER) if cell.aside else 0.0
        number = Par((Run(cell.number, 16, palette.accent, True),), 22)
        canvas.text(Box(box.x, box.y + 6, box.w - width, 22), (number,), cell.number)
        if cell.aside:
            canvas.text(Box(box.right - width, box.y + 10, width, 16), (Par((aside,), 16, "r"),), cell.aside)
        lines = self._title(cell, box.w)
        pars = [Par((Run("\n".join(lines), self._size, palette.ink, True),), _TITLE_LEADING)]
        if cell.text:
            pars.append(replace(self._text(cell), before=6))
        canvas.text(Box(box.x, box.y + 28, box.w, box.h - 30), tuple(pars), "".join(cell.title))

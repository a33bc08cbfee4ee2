"""Turns a Gantt (plan and actual) into native shapes: a named group for the axis and one for each task."""

from __future__ import annotations

from dataclasses import dataclass, replace
from decimal import Decimal

from dxreport.render.slides.canvas import Canvas, Edge
from dxreport.render.slides.figures import tag
from dxreport.render.slides.flow import Piece, Taken
from dxreport.render.slides.frame import SMALLEST, Box
from dxreport.render.slides.setting import Setting
from dxreport.render.slides.text import Par, Run
from dxreport.report.figures import Gantt, GanttRow

HEAD = 40.0
_STATUS = 92.0
_FOOT = 18.0


@dataclass(frozen=True, slots=True)
class MonthAxis:
    """Twelve months on the slide."""

    left: float
    width: float

    def at(self, position: Decimal) -> float:
        return self.left + self.width * float(min(max(position, Decimal(0)), Decimal(12))) / 12


def month_head(
    canvas: Canvas, axis: MonthAxis, top: float, quarters: tuple[str, ...], months: tuple[str, ...], setting: Setting
) -> None:
    """Quarter names over month numbers."""
    palette = setting.palette
    quarter, month = axis.width / max(len(quarters), 1), axis.width / max(len(months), 1)
    for k, name in enumerate(quarters):
        words = Par((Run(name, SMALLEST, palette.ink, True),), 18, "ctr")
        canvas.text(Box(axis.left + k * quarter, top + 4, quarter, 18), (words,), name)
    for k, name in enumerate(months):
        words = Par((setting.small(name, figures=True),), 16, "ctr")
        canvas.text(Box(axis.left + k * month, top + 23, month, 16), (words,), name)


def quarter_lines(canvas: Canvas, axis: MonthAxis, top: float, bottom: float, count: int, setting: Setting) -> None:
    for k in range(count + 1):
        x = axis.left + axis.width * k / max(count, 1)
        canvas.line(x, top, x, bottom, Edge(setting.palette.hair, 0.4))


@dataclass(frozen=True, slots=True)
class GanttFlow:
    """A schedule that may go on over further slides; the head is repeated."""

    block: Gantt
    setting: Setting
    rows: tuple[GanttRow, ...]
    gap: float = 13
    keep: bool = False

    def take(self, room: float, *, force: bool) -> Taken:
        heights = [self._height(r) for r in self.rows]
        used, count = self._frame_height(), 0
        while count < len(heights) and used + heights[count] <= room + 0.01:
            used += heights[count]
            count += 1
        while 0 < count < len(self.rows) and self.rows[count - 1].group:
            count -= 1
        if count == 0:
            if not force:
                return Taken(None, self)
            count = 1
        rest = replace(self, rows=self.rows[count:]) if count < len(self.rows) else None
        return Taken(self._piece(self.rows[:count]), rest)

    def _frame_height(self) -> float:
        note = self.setting.note_height(self.block.note) + 2 if self.block.note else 0.0
        return self._title_height + HEAD + _FOOT + note

    @property
    def _title_height(self) -> float:
        return self.setting.heading_height(self.block.title) + 4 if self.block.title else 0.0

    def _height(self, row: GanttRow) -> float:
        lines = self.setting.measure.lines(self._label(row), self._label_width - 8)
        return max(26.0, lines * 17 + 6)

    @property
    def _label_width(self) -> float:
        return self.setting.width * 0.31

    def _label(self, row: GanttRow) -> Par:
        if row.group:
            return Par((self.setting.accent(row.label, SMALLEST),), 17)
        return Par((Run(row.label, SMALLEST, self.setting.palette.ink),), 17)

    def _piece(self, rows: tuple[GanttRow, ...]) -> Piece:
        height = self._frame_height() + sum(self._height(r) for r in rows)

        def draw(canvas: Canvas, box: Box) -> None:
            self._draw(canvas, box, rows)

        return Piece(height, draw)

    def _draw(self, canvas: Canvas, box: Box, rows: tuple[GanttRow, ...]) -> None:
        block, setting, palette = self.block, self.setting, self.setting.palette
        top = box.y
        if block.title:
            title = Box(box.x, top, box.w, self._title_height - 4)
            canvas.text(title, (setting.heading(block.title),), block.title)
            top += self._title_height
        axis = MonthAxis(box.x + self._label_width, box.w - self._label_width - _STATUS - 10)
        bottom = top + HEAD + sum(self._height(r) for r in rows)
        with canvas.group(Box(box.x, top, box.w, bottom - top + _FOOT), block.title or block.label_heading, block.alt):
            canvas.line(box.x, top, box.right, top, Edge(palette.ink, 1.2))
            canvas.text(
                Box(box.x, top + 22, self._label_width - 8, 16),
                (Par((setting.small(block.label_heading),), 16),),
                block.label_heading,
            )
            status = Par((setting.small(block.status_heading),), 16, "ctr")
            canvas.text(Box(box.right - _STATUS, top + 22, _STATUS, 16), (status,), block.status_heading)
            month_head(canvas, axis, top, block.quarters, block.months, setting)
            quarter_lines(canvas, axis, top + 6, bottom, len(block.quarters), setting)
            canvas.line(box.x, top + HEAD, box.right, top + HEAD, Edge(palette.ink, 0.7))
            x = axis.at(block.as_of)
            canvas.line(x, top + HEAD, x, bottom + 2, Edge(palette.ink, 1.2))
            words = Par((Run(block.as_of_label, SMALLEST, palette.ink),), 16, "ctr")
            canvas.text(Box(min(x - 60, box.right - 120), bottom + 2, 120, 16), (words,), block.as_of_label)
        y = top + HEAD
        for k, row in enumerate(rows):
            height = self._height(row)
            self._row(canvas, row, Box(box.x, y, box.w, height), axis)
            y += height
            last = k == len(rows) - 1
            canvas.line(box.x, y, box.right, y, Edge(palette.ink if last else palette.hair, 0.7 if last else 0.5))
        if block.note:
            note = Box(box.x, bottom + _FOOT + 2, box.w, setting.note_height(block.note))
            canvas.text(note, (setting.note(block.note),), "note")

    def _row(self, canvas: Canvas, row: GanttRow, box: Box, axis: MonthAxis) -> None:
        palette = self.setting.palette
        middle = box.y + 13
        with canvas.group(box, row.label, row.alt or row.label):
            label = Box(box.x + (0 if row.group else 8), box.y + 4, self._label_width - 8, box.h - 6)
            canvas.text(label, (self._label(row),), row.label)
            if row.planned:
                left, right = (axis.at(p) for p in row.planned)
                canvas.shape(
                    Box(left, middle - 6, max(right - left, 1), 12),
                    row.label,
                    fill="FFFFFF",
                    edge=Edge(palette.ink, 0.9),
                )
            if row.overrun:
                left, right = (axis.at(p) for p in row.overrun)
                edge = Edge(self.setting.style.alarm, 1, (4, 2))
                canvas.shape(Box(left, middle - 6, max(right - left, 1), 12), row.label, edge=edge)
            if row.actual:
                left, right = (axis.at(p) for p in row.actual)
                canvas.shape(Box(left, middle - 3, max(right - left, 1), 6), row.label, fill=palette.accent)
            for stone in row.milestones:
                x = axis.at(stone.position)
                fill = palette.ink if stone.reached else "FFFFFF"
                canvas.shape(
                    Box(x - 5.5, middle - 5.5, 11, 11),
                    stone.label,
                    fill=fill,
                    edge=Edge(palette.ink, 1),
                    geometry="diamond",
                )
            if row.status is not None:
                tag(canvas, Box(box.right - _STATUS, box.y + 4, _STATUS, 18), row.status, self.setting)

"""Turns a PlanSchedule into native arrows under the months of the year, one named group for each task."""

from __future__ import annotations

from dataclasses import dataclass, replace
from decimal import Decimal

from dxreport.render.fonts import Face
from dxreport.render.slides.canvas import Canvas, Edge
from dxreport.render.slides.flow import Piece, Taken, shortened
from dxreport.render.slides.frame import SMALLEST, Box
from dxreport.render.slides.schedule import MonthAxis, month_head, quarter_lines
from dxreport.render.slides.setting import Setting
from dxreport.render.slides.text import SAFETY, Par, Run
from dxreport.report.figures import PlanBar, PlanRow, PlanSchedule

_HEAD = 44.0
_POINT = 9.0
_DOT = 12.0
_EDGE = 3.0
# Widths (pt) in which words are still read: inside an arrow, and beside one.
_LEAST_INSIDE, _LEAST_BESIDE = 60.0, 36.0
_MOST_LINES = 6


@dataclass(frozen=True, slots=True)
class Pace:
    """Heights of one line of bars and of an arrow, and leading of the labels, in points."""

    line: float
    arrow: float
    leading: float
    size: float


# Width of the tasks' names as a share of the slide; and shares that are tried where each line of them counts.
_LABEL, _WIDER = 190 / 728.5, (0.34, 0.38, 0.42)
_AIRY = Pace(35, 23, 21, 14)
_CLOSE = Pace(22, 18, 16, SMALLEST)


@dataclass(frozen=True, slots=True)
class Slot:
    """A bar's words: inside the arrow, or beside it where it is too short; ``lines`` of 15 pt each."""

    inside: bool
    x: float
    width: float
    lines: int
    par: Par
    rest: str = ""
    """What goes on in the notes."""


@dataclass(frozen=True, slots=True)
class PlanFlow:
    """The year's plan: airy where it fits whole, else closer, else with wider names; then it goes on over further slides."""

    block: PlanSchedule
    setting: Setting
    rows: tuple[PlanRow, ...]
    gap: float = 13
    keep: bool = False
    label: float = _LABEL

    def take(self, room: float, *, force: bool) -> Taken:
        for pace in (_AIRY, _CLOSE):
            if self._frame() + sum(self._height(r, pace) for r in self.rows) <= room + 0.01:
                return Taken(self._piece(self.rows, pace), None)
        for wide in (replace(self, label=share) for share in _WIDER):
            if wide._frame() + sum(wide._height(r, _CLOSE) for r in wide.rows) <= room + 0.01:
                return Taken(wide._piece(wide.rows, _CLOSE), None)
        used, count = self._frame(), 0
        while count < len(self.rows) and used + self._height(self.rows[count], _CLOSE) <= room + 0.01:
            used += self._height(self.rows[count], _CLOSE)
            count += 1
        while 0 < count < len(self.rows) and self.rows[count - 1].group:
            count -= 1
        if count == 0:
            if not force:
                return Taken(None, self)
            return self._force(room)
        rest = replace(self, rows=self.rows[count:]) if count < len(self.rows) else None
        return Taken(self._piece(self.rows[:count], _CLOSE), rest)

    def _force(self, room: float) -> Taken:
        """A single task higher than the slide is cut between its lines of bars."""
        row = self.rows[0]
        used, count = self._frame(), 0
        for line in row.lines:
            used += self._line_height(line, _CLOSE)
            if used > room and count:
                break
            count += 1
        rest: tuple[PlanRow, ...] = self.rows[1:]
        if count < len(row.lines):
            rest = (replace(row, lines=row.lines[count:]), *rest)
            row = replace(row, lines=row.lines[:count])
        return Taken(self._piece((row,), _CLOSE), replace(self, rows=rest) if rest else None)

    # --- measures --------------------------------------------------------------------------------------------------

    @property
    def _label_width(self) -> float:
        return self.setting.width * self.label

    def _axis(self, left: float) -> MonthAxis:
        return MonthAxis(left + self._label_width, self.setting.width - self._label_width)

    def _frame(self) -> float:
        note = self.setting.note_height(self.block.note) + 5 if self.block.note else 0.0
        return self._title_height + _HEAD + note

    @property
    def _title_height(self) -> float:
        return self.setting.heading_height(self.block.title) + 4 if self.block.title else 0.0

    def _label(self, row: PlanRow, pace: Pace) -> list[str]:
        face = Face.TEXT_BOLD if row.group else Face.TEXT
        room = self.setting.width if row.group else self._label_width - 12
        return self.setting.measure.phrases(row.label, room, pace.size, face)

    def _height(self, row: PlanRow, pace: Pace) -> float:
        words = len(self._label(row, pace)) * pace.leading + (pace.line - pace.leading) * 0.6
        if row.group:
            return words
        return max(words, sum(self._line_height(line, pace) for line in row.lines))

    def _line_height(self, line: tuple[PlanBar, ...], pace: Pace) -> float:
        most = max((self._slot(bar, line, self._axis(0)).lines for bar in line), default=1)
        return pace.line + (most - 1) * 15

    def _slot(self, bar: PlanBar, line: tuple[PlanBar, ...], axis: MonthAxis) -> Slot:
        par = Par((Run(bar.text, SMALLEST, self.setting.palette.ink),), 15)
        words = self.setting.measure.width(bar.text, SMALLEST, Face.TEXT) / SAFETY + 1
        left, right = axis.at(bar.start), axis.at(bar.end)
        inner = min([right - _POINT, *self._points(bar, axis)]) - left - _EDGE - 7
        if bar.start != bar.end and (words <= inner or not bar.text):
            return Slot(True, left + _EDGE + 7, inner, 1, par)
        dots = [axis.at(p) + _DOT for p, label in bar.points if not label]
        beside = (
            max([right + 6, *(d for d in dots if d <= right + 2 * _DOT)])
            if bar.start != bar.end
            else right + _DOT / 2 + 5
        )
        later = [axis.at(b.start) for b in line if b is not bar and b.start >= bar.end] + [axis.left + axis.width]
        free = min(later) - beside - 4
        if words <= free:
            return Slot(False, beside, free, 1, par)
        # Inside, behind or before the bar: where the words take the fewest lines.
        before = min([left, *self._points(bar, axis)])
        earlier = [axis.at(b.end) for b in line if b is not bar and b.end <= bar.start]
        room = min(words, before - 6 - max([axis.left + 2, *(x + 4 for x in earlier)]))
        places = [(bar.start != bar.end and inner >= _LEAST_INSIDE, True, left + _EDGE + 7, inner)]
        places += [
            (free >= _LEAST_BESIDE, False, beside, free),
            (room >= _LEAST_BESIDE, False, before - room - 6, room),
        ]
        slots = [Slot(inside, x, w, self.setting.measure.lines(par, w), par) for fit, inside, x, w in places if fit]
        narrow = Slot(False, beside, _LEAST_BESIDE, self.setting.measure.lines(par, _LEAST_BESIDE), par)
        return self._short(min(slots, key=lambda slot: slot.lines, default=narrow))

    def _short(self, slot: Slot) -> Slot:
        """Words for which there is little room go on in the notes."""
        if slot.lines <= _MOST_LINES or not self.setting.mark:
            return slot
        par, rest = shortened(slot.par, self.setting.measure, slot.width, _MOST_LINES, self.setting.mark)
        return replace(slot, lines=self.setting.measure.lines(par, slot.width), par=par, rest=rest)

    def _points(self, bar: PlanBar, axis: MonthAxis) -> list[float]:
        """Where labelled points on the bar begin: its own words end before the first of them."""
        placed = (self._point(bar, position, label, axis) for position, label in bar.points if label)
        return [min(x - _DOT / 2, beside) - 4 for x, beside, _ in placed if beside < axis.at(bar.end)]

    def _point(self, bar: PlanBar, position: Decimal, label: str, axis: MonthAxis) -> tuple[float, float, float]:
        """The middle of a point, where its label begins and its width: behind the point, before it at the year's end."""
        at_end = position == bar.end
        x = axis.at(position) + (_DOT * 0.75 if at_end else 0)
        run = Run(label, SMALLEST, self.setting.palette.ink, True)
        room = self.setting.measure.run(run) / SAFETY + 2
        beside = x + _DOT * (1.25 if at_end else 0.5) + 5
        return x, beside if beside + room <= axis.left + axis.width else x - _DOT / 2 - 5 - room, room

    # --- drawing ---------------------------------------------------------------------------------------------------

    def _piece(self, rows: tuple[PlanRow, ...], pace: Pace) -> Piece:
        height = self._frame() + sum(self._height(r, pace) for r in rows)

        def draw(canvas: Canvas, box: Box) -> None:
            self._draw(canvas, box, rows, pace)

        return Piece(height, draw)

    def _draw(self, canvas: Canvas, box: Box, rows: tuple[PlanRow, ...], pace: Pace) -> None:
        block, setting, palette = self.block, self.setting, self.setting.palette
        top = box.y
        if block.title:
            title = Box(box.x, top, box.w, self._title_height - 4)
            canvas.text(title, (setting.heading(block.title),), block.title)
            top += self._title_height
        axis = self._axis(box.x)
        body = top + _HEAD
        bottom = body + sum(self._height(r, pace) for r in rows)
        with canvas.group(Box(box.x, top, box.w, bottom - top), block.title or block.label_heading, block.alt):
            canvas.line(box.x, top, box.right, top, Edge(palette.ink, 1.2))
            canvas.text(
                Box(box.x, top + 13, self._label_width - 8, 16),
                (Par((setting.small(block.label_heading),), 16),),
                block.label_heading,
            )
            month_head(canvas, axis, top + 1, block.quarters, block.months, setting)
            quarter_lines(canvas, axis, top + 4, bottom, len(block.quarters), setting)
            canvas.line(box.x, body, box.right, body, Edge(palette.ink, 0.7))
        y = body
        for k, row in enumerate(rows):
            height = self._height(row, pace)
            self._row(canvas, row, Box(box.x, y, box.w, height), axis, pace)
            y += height
            last = k == len(rows) - 1
            canvas.line(box.x, y, box.right, y, Edge(palette.ink if last else palette.hair, 0.7 if last else 0.5))
        if block.note:
            note = Box(box.x, bottom + 5, box.w, setting.note_height(block.note))
            canvas.text(note, (setting.note(block.note),), "note")

    def _row(self, canvas: Canvas, row: PlanRow, box: Box, axis: MonthAxis, pace: Pace) -> None:
        name = "".join(row.label)
        inset = (pace.line - pace.leading) * 0.3 + 1
        with canvas.group(box, name, row.alt or name):
            lines = self._label(row, pace)
            ink = self.setting.palette.accent if row.group else self.setting.palette.ink
            runs = Run("\n".join(lines), pace.size, ink, row.group)
            width = box.w if row.group else self._label_width - 8
            canvas.text(
                Box(box.x, box.y + inset, width, len(lines) * pace.leading), (Par((runs,), pace.leading),), name
            )
            y = box.y
            for line in row.lines:
                height = self._line_height(line, pace)
                for bar in line:
                    self._bar(canvas, name, bar, self._slot(bar, line, axis), y, height, axis, pace)
                y += height

    def _bar(
        self, canvas: Canvas, name: str, bar: PlanBar, slot: Slot, y: float, height: float, axis: MonthAxis, pace: Pace
    ) -> None:
        palette = self.setting.palette
        left, right = axis.at(bar.start) + 1.5, axis.at(bar.end) - 1.5
        thick = pace.arrow + (slot.lines - 1) * 15 if slot.inside else pace.arrow
        top = y + (height - thick) / 2
        words = (slot.par,) if bar.text else ()
        if slot.rest:
            canvas.moved.append(f"{name}：{self.setting.mark[:1]}{slot.rest}")
        if bar.start == bar.end:
            self._dot(canvas, axis.at(bar.start), y + height / 2, bar.text)
        else:
            point = min(_POINT, thick, right - left)
            # Office keeps words out of half the point by itself.
            spare = max(right - left - _EDGE - 6 - slot.width - point / 2, 0) if slot.inside else 0
            arrow = Box(left, top, right - left, thick)
            canvas.shape(
                arrow,
                bar.text,
                fill=palette.accent_light,
                geometry="homePlate",
                adjust=(("adj", round(100000 * point / min(thick, right - left))),),
                pars=words if slot.inside else (),
                anchor="ctr",
                insets=(_EDGE + 6, spare),
            )
            canvas.shape(Box(left, top, _EDGE, thick), bar.text, fill=palette.accent)
        if words and not slot.inside:
            canvas.text(Box(slot.x, y + (height - slot.lines * 15) / 2, slot.width, slot.lines * 15), words, bar.text)
        for position, label in bar.points:
            x, beside, room = self._point(bar, position, label, axis)
            self._dot(canvas, x, y + height / 2, label)
            if label:
                text = Par((Run(label, SMALLEST, palette.ink, True),), 15)
                canvas.text(Box(beside, y + height / 2 - 7.5, room, 15), (text,), label)

    def _dot(self, canvas: Canvas, x: float, y: float, name: str) -> None:
        canvas.shape(
            Box(x - _DOT / 2, y - _DOT / 2, _DOT, _DOT), name, fill=self.setting.palette.ink, geometry="ellipse"
        )

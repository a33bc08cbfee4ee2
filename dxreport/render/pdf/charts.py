"""Turns figures against plan and target into vector charts: bullets, trend lines, columns. All start at zero."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal

from dxreport.model.scale import Tone
from dxreport.render.pdf.flow import Draw, Piece, drawn, kept
from dxreport.render.pdf.look import Look
from dxreport.render.pdf.pen import Pen
from dxreport.render.pdf.prose import title_pieces
from dxreport.render.pdf.structure import Element
from dxreport.render.pdf.text import Line
from dxreport.report.figures import BulletChart, BulletRow, Series, SeriesRole, TrendChart

_TRACK_LEFT = 135.5
_TRACK = 244.0
# Room for the units at the right, and the space before them and before the figures.
_UNITS, _UNIT_GAP, _FIGURE_GAP = 34.0, 3.0, 8.0
_MARK_GAP = 5.0
# How far the heading of the figures reaches over their units.
_HEAD_OVER = 18.0
_ROW = 16.5
_ROW_CLOSE = 13.5
_MARK = 12.0
_LINE_GAP = 12.5
_LABEL_LINES = 4


# --- bullets ---------------------------------------------------------------------------------------------------------


def bullet_chart_pieces(look: Look, chart: BulletChart, width: float, parent: Element) -> list[Piece]:
    """A track to the year's target for each measure; the parts are named once, above the first row."""
    if not chart.rows:
        return []
    track, units = bullet_track(look, chart, width)
    head = Piece(13, lambda pen, x, y: _bullet_head(pen, look, chart, x, y, width, track, units))
    rows = []
    for row in chart.rows:
        label = look.set.clipped(row.label, look.cell, _TRACK_LEFT - 8, _LABEL_LINES)
        height = max(look.row(_ROW, _ROW_CLOSE), len(label) * _LINE_GAP + look.row(4, 2))
        rows.append(Piece(height, _bullet_row(look, row, label, width, track, units)))
    title = title_pieces(look, chart.title, width, parent)
    figure = parent.figure(look.set.spoken(chart.alt))
    return kept([*title, *drawn([head, *rows], figure, width)])


def bullet_track(look: Look, chart: BulletChart, width: float) -> tuple[float, float]:
    """Widths of the track and of the units: the figures at the right never reach into the track."""
    parts = [row.figure.rpartition(" ") for row in chart.rows]
    marks = max((look.set.measure(row.mark, look.tag) for row in chart.rows), default=0.0)
    units = max(
        _UNITS, *(look.set.measure(unit if figure else "", look.small) + _UNIT_GAP for figure, _, unit in parts)
    )
    units += marks + _MARK_GAP if marks else 0.0
    figures = max(look.set.measure(figure or unit, look.figure) for figure, _, unit in parts)
    return min(_TRACK, width - _TRACK_LEFT - _FIGURE_GAP - figures - units), units


def _bar_colour(look: Look, row: BulletRow) -> str:
    return look.style.alarm if row.tone is Tone.LATE else look.palette.accent


def _within(share: Decimal) -> float:
    return float(max(Decimal(0), min(Decimal(1), share)))


def _bullet_head(
    pen: Pen, look: Look, chart: BulletChart, x: float, y: float, width: float, track: float, units: float
) -> None:
    zero, actual, plan, target, figures = chart.headings
    first = chart.rows[0]
    left = x + _TRACK_LEFT
    end = look.set.line(target, look.note)
    taken = left + track - end.width
    end.draw(pen, look.set, taken, y)
    look.set.line(zero, look.note_figure).draw(pen, look.set, left, y)
    heading = look.set.line(figures, look.note)
    heading.draw(pen, look.set, x + width - units - heading.width + _HEAD_OVER, y)
    name = look.set.line(actual, look.tag.coloured(_bar_colour(look, first)))
    at = left + max(12.0, _within(first.actual) * track / 2 - name.width / 2)
    at = min(at, taken - 60)
    name.draw(pen, look.set, at, y)
    if first.planned is not None:
        tick = look.set.line(plan, look.tag)
        place = left + _within(first.planned) * track - tick.width / 2
        place = max(at + name.width + 8, min(place, taken - tick.width - 6))
        tick.draw(pen, look.set, place, y)


def _bullet_row(look: Look, row: BulletRow, label: Sequence[Line], width: float, track: float, units: float) -> Draw:
    def draw(pen: Pen, x: float, y: float) -> None:
        for n, line in enumerate(label):
            line.draw(pen, look.set, x, y - 1 + _LINE_GAP * n)
        left = x + _TRACK_LEFT
        pen.box(left, y + 1.7, track, 8.6, fill=look.palette.track)
        length = _within(row.actual) * track
        if length > 0:
            pen.box(left, y + 3.8, length, 4.4, fill=_bar_colour(look, row))
        pen.rule(left + track, y, left + track, y + _MARK, 0.8, look.palette.sub)
        if row.planned is not None:
            tick = left + _within(row.planned) * track
            pen.rule(tick, y, tick, y + _MARK, 1.8, look.palette.ink)
        figure, _, unit = row.figure.rpartition(" ")
        number = look.set.line(figure or unit, look.figure)
        number.draw(pen, look.set, x + width - units - number.width, y - 1)
        look.set.line(unit if figure else "", look.small).draw(pen, look.set, x + width - units + _UNIT_GAP, y - 0.5)
        mark = look.set.line(row.mark, look.tag)
        mark.draw(pen, look.set, x + width - mark.width, y - 0.5)

    return draw


# --- trends ----------------------------------------------------------------------------------------------------------

_PLOT_RIGHT = 82.0
_PLOT_HEIGHT = 70.0
_HEADROOM = 15.0
_FOOT = 18.0


def trend_pieces(look: Look, chart: TrendChart, width: float, parent: Element) -> list[Piece]:
    """Values over the quarters: counts as columns inside the plan's outline, levels as lines."""
    if not chart.categories:
        return []
    plot = _Plot(look, chart, width - _PLOT_RIGHT)
    body = Piece(_HEADROOM + _PLOT_HEIGHT + _FOOT, plot.columns if chart.columns else plot.lines)
    title = title_pieces(look, chart.title, width, parent)
    figure = parent.figure(look.set.spoken(chart.alt))
    return kept([*title, *drawn([body], figure, width)])


class _Plot:
    """One trend chart: scale, frame and marks."""

    def __init__(self, look: Look, chart: TrendChart, width: float) -> None:
        self.look, self.chart, self.width = look, chart, width
        values = [p for s in chart.series for p in s.points if p is not None]
        self.top = float(max([*values, chart.target, Decimal(0)])) or 1.0
        self.pitch = width / len(chart.categories)

    def height(self, value: Decimal) -> float:
        """Height of a value over the base; what lies below zero is drawn on it, its label tells."""
        return max(0.0, float(value)) / self.top * _PLOT_HEIGHT

    def centre(self, n: int) -> float:
        return self.pitch * (n + 0.5)

    def _frame(self, pen: Pen, x: float, y: float) -> float:
        look, chart = self.look, self.chart
        base = y + _HEADROOM + _PLOT_HEIGHT
        for n, category in enumerate(chart.categories):
            line = look.set.line(category, look.tag if n == chart.current else look.note)
            line.draw(pen, look.set, x + self.centre(n) - line.width / 2, base + 4)
        target = base - self.height(chart.target)
        pen.rule(x, target, x + self.width, target, 0.6, look.palette.sub)
        pen.rule(x, base, x + self.width, base, 0.6, look.palette.ink)
        room = _PLOT_RIGHT - 6
        for n, line in enumerate(look.set.clipped(chart.target_label, look.note, room, _LABEL_LINES)):
            line.draw(pen, look.set, x + self.width + 6, target - 6.5 + 12 * n)
        if base - target > 14:
            look.set.line("0", look.note_figure).draw(pen, look.set, x + self.width + 6, base - 6.5)
        return base

    def columns(self, pen: Pen, x: float, y: float) -> None:
        chart = self.chart
        base = self._frame(pen, x, y)
        for n in range(len(chart.categories)):
            centre = x + self.centre(n)
            tallest = 0.0
            labels: list[Line] = []
            for series in chart.series:
                value = series.points[n]
                if value is None:
                    continue
                height = self.height(value)
                tallest = max(tallest, height)
                labels.append(self._label(series, n))
                self._column(pen, series.role, centre, base, height)
            self._stack(pen, labels, centre, base - tallest)

    def _column(self, pen: Pen, role: SeriesRole, centre: float, base: float, height: float) -> None:
        palette = self.look.palette
        if height <= 0:
            return
        if role is SeriesRole.PLAN:
            pen.box(centre - 22, base - height, 44, height, stroke=palette.ink, weight=0.9)
        elif role is SeriesRole.ACTUAL:
            pen.box(centre - 12, base - height, 24, height, fill=palette.accent)
        else:
            pen.box(centre - 12, base - height, 24, height, stroke=palette.accent, weight=1.2, dash=(3, 2))

    def _label(self, series: Series, n: int) -> Line:
        style = self.look.tag if series.role is SeriesRole.ACTUAL else self.look.note
        return self.look.set.line(f"{series.name} {series.labels[n]}", style)

    def _stack(self, pen: Pen, labels: Sequence[Line], centre: float, above: float) -> None:
        """Labels over a mark, side by side where the column's room allows it."""
        total = sum(line.width for line in labels) + 7 * (len(labels) - 1)
        if total <= self.pitch - 4:
            left = centre - total / 2
            for line in labels:
                line.draw(pen, self.look.set, left, above - 13.5)
                left += line.width + 7
            return
        for n, line in enumerate(reversed(labels)):
            line.draw(pen, self.look.set, centre - line.width / 2, above - 13.5 - 11.5 * n)

    def lines(self, pen: Pen, x: float, y: float) -> None:
        look, chart = self.look, self.chart
        base = self._frame(pen, x, y)
        for series in chart.series:
            points = [
                (x + self.centre(n), base - self.height(value))
                for n, value in enumerate(series.points) if value is not None
            ]  # fmt: skip
            if len(points) > 1:
                weight, dash = _STROKES[series.role]
                colour = look.palette.ink if series.role is SeriesRole.PLAN else look.palette.accent
                pen.polyline(points, weight, colour, dash)
        for series in chart.series:
            for n, value in enumerate(series.points):
                if value is not None:
                    self._mark(pen, series.role, x + self.centre(n), base - self.height(value))
        for n in range(len(chart.categories)):
            self._line_labels(pen, n, x, base)

    def _line_labels(self, pen: Pen, n: int, x: float, base: float) -> None:
        """The higher value's label stands above its mark, the lower one's below, so that they never touch."""
        shown = [(s, v) for s in self.chart.series if (v := s.points[n]) is not None]
        shown.sort(key=lambda pair: pair[1], reverse=True)
        centre = x + self.centre(n)
        heights = [self.height(value) for _, value in shown]
        apart = len(shown) == 2 and heights[1] > 16
        if apart:
            for (series, _), height, dy in zip(shown, heights, (-15.5, 3.5), strict=True):
                line = self._label(series, n)
                line.draw(pen, self.look.set, centre - line.width / 2, base - height + dy)
        else:
            self._stack(pen, [self._label(s, n) for s, _ in shown], centre, base - max(heights, default=0.0) - 2)

    def _mark(self, pen: Pen, role: SeriesRole, x: float, y: float) -> None:
        palette = self.look.palette
        if role is SeriesRole.PLAN:
            pen.box(x - 2.5, y - 2.5, 5, 5, fill="FFFFFF", stroke=palette.ink, weight=1)
        elif role is SeriesRole.ACTUAL:
            pen.dot(x, y, 3, fill=palette.accent, stroke=palette.accent)
        else:
            pen.dot(x, y, 3, fill="FFFFFF", stroke=palette.accent, weight=1.2)


_STROKES: dict[SeriesRole, tuple[float, tuple[float, ...]]] = {
    SeriesRole.PLAN: (1.2, ()),
    SeriesRole.ACTUAL: (2.4, ()),
    SeriesRole.FORECAST: (1.6, (5, 4)),
}

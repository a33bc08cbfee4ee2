"""Turns values over the quarters into vector charts: lines for levels, columns for counts. All start at zero."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal

from dxreport.render.pdf.flow import Piece, drawn, kept
from dxreport.render.pdf.look import Look
from dxreport.render.pdf.pen import Pen
from dxreport.render.pdf.prose import title_pieces
from dxreport.render.pdf.structure import Element
from dxreport.render.pdf.text import Line
from dxreport.report.figures import Series, SeriesRole, TrendChart

_PLOT_RIGHT = 82.0
_PLOT_HEIGHT = 70.0
_SHOWN_HEIGHT = 120.0
# How far the last actual value begins before its mark: the line comes from the left.
_NEAR = 8.0
_HEADROOM = 15.0
_FOOT = 18.0
_LABEL_LINES = 4


def trend_pieces(look: Look, chart: TrendChart, width: float, parent: Element) -> list[Piece]:
    """Values over the quarters: counts as columns inside the plan's outline, levels as lines."""
    if not chart.categories:
        return []
    plot = (_Shown if look.shown else _Plot)(look, chart, width - _PLOT_RIGHT)
    body = Piece(plot.headroom + plot.tall + _FOOT, plot.columns if chart.columns else plot.lines)
    title = title_pieces(look, chart.title, width, parent)
    figure = parent.figure(look.set.spoken(chart.alt))
    return kept([*title, *drawn([body], figure, width)])


class _Plot:
    """One trend chart: scale, frame and marks."""

    tall = _PLOT_HEIGHT
    headroom = _HEADROOM

    def __init__(self, look: Look, chart: TrendChart, width: float) -> None:
        self.look, self.chart, self.width = look, chart, width
        values = [p for s in chart.series for p in s.points if p is not None]
        self.top = float(max([*values, chart.target, Decimal(0)])) or 1.0
        self.pitch = width / len(chart.categories)

    def height(self, value: Decimal) -> float:
        """Height of a value over the base; what lies below zero is drawn on it, its label tells."""
        return max(0.0, float(value)) / self.top * self.tall

    def centre(self, n: int) -> float:
        return self.pitch * (n + 0.5)

    def _frame(self, pen: Pen, x: float, y: float) -> float:
        look, chart = self.look, self.chart
        base = y + self.headroom + self.tall
        for n, category in enumerate(chart.categories):
            line = look.set.line(category, look.tag if n == chart.current else look.note)
            line.draw(pen, look.set, x + self.centre(n) - line.width / 2, base + 4)
        target = base - self.height(chart.target)
        pen.rule(x, target, x + self.width, target, 0.6, look.palette.sub)
        pen.rule(x, base, x + self.width, base, 0.6, look.palette.ink)
        self._beside(pen, x + self.width + 6, base, target)
        return base

    def _beside(self, pen: Pen, x: float, base: float, target: float) -> None:
        """What stands at the right: the target at its height, zero at the base."""
        look = self.look
        for n, line in enumerate(look.set.clipped(self.chart.target_label, look.note, _PLOT_RIGHT - 6, _LABEL_LINES)):
            line.draw(pen, look.set, x, target - 6.5 + 12 * n)
        if base - target > 14:
            look.set.line("0", look.note_figure).draw(pen, look.set, x, base - 6.5)

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
                labels += self._labels(series, n)
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

    def _labels(self, series: Series, n: int) -> list[Line]:
        """What stands at a mark."""
        return [self._label(series, n)]

    def _stack(self, pen: Pen, labels: Sequence[Line], centre: float, above: float) -> None:
        """Labels over a mark, side by side where the column's room allows it."""
        total = sum(line.width for line in labels) + 7 * (len(labels) - 1)
        if total <= self.pitch - 4:
            left = centre - total / 2
            for line in labels:
                self._ground(pen, line, left, above - 13.5)
                line.draw(pen, self.look.set, left, above - 13.5)
                left += line.width + 7
            return
        for n, line in enumerate(reversed(labels)):
            self._ground(pen, line, centre - line.width / 2, above - 13.5 - 11.5 * n)
            line.draw(pen, self.look.set, centre - line.width / 2, above - 13.5 - 11.5 * n)

    def _ground(self, pen: Pen, line: Line, left: float, top: float) -> None:
        """What lies behind a label."""

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
                if value is not None and self._marked(series, n):
                    self._mark(pen, series.role, x + self.centre(n), base - self.height(value))
        for n in range(len(chart.categories)):
            self._line_labels(pen, n, x, base)

    def _marked(self, series: Series, n: int) -> bool:
        """Whether a point of a line bears a mark."""
        return series.points[n] is not None

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


class _Shown(_Plot):
    """The chart of a slide, with the room of a slide: a series of a line chart is named once, at its end."""

    tall = _SHOWN_HEIGHT

    def __init__(self, look: Look, chart: TrendChart, width: float) -> None:
        super().__init__(look, chart, width)
        most = max((sum(bool(s.labels[n]) for s in chart.series) for n in range(len(chart.categories))), default=1)
        # Labels of columns stand above each other.
        self.headroom = _HEADROOM + (11.5 * max(0, most - 1) if chart.columns else 0.0)

    def _labels(self, series: Series, n: int) -> list[Line]:
        """A point without words (where a forecast begins) has no label."""
        return [self._label(series, n)] if series.labels[n] else []

    def _label(self, series: Series, n: int) -> Line:
        if self.chart.columns or (n == _last(series) and not self._at_the_end(series)):
            return super()._label(series, n)
        return self.look.set.line(
            series.labels[n], self.look.tag if series.role is SeriesRole.ACTUAL else self.look.note
        )

    def _marked(self, series: Series, n: int) -> bool:
        """Where a forecast begins stands the mark of the actual value."""
        return bool(series.labels[n])

    def _ground(self, pen: Pen, line: Line, left: float, top: float) -> None:
        """White, so that no line runs through a figure."""
        pen.box(left - 1, top + 1.5, line.width + 2, line.type.leading - 2.5, fill="FFFFFF")

    def _at_the_end(self, series: Series) -> bool:
        """Whether its name can stand beside the plot."""
        return _last(series) == len(self.chart.categories) - 1

    def _beside(self, pen: Pen, x: float, base: float, target: float) -> None:
        """Below the target the names of what ends at the right, each as near to its end as the others allow."""
        look, room = self.look, _PLOT_RIGHT - 6
        named = [(target, look.set.clipped(self.chart.target_label, look.note, room, _LABEL_LINES))]
        if not self.chart.columns:
            for series in self.chart.series:
                value = series.points[-1] if series.points else None
                if value is not None:
                    kind = look.tag if series.role is SeriesRole.ACTUAL else look.note
                    named.append((base - self.height(value), look.set.clipped(series.name, kind, room, 2)))
        free = 0.0
        for at, lines in sorted(named, key=lambda pair: pair[0]):
            top = max(at - 6.5, free)
            for n, line in enumerate(lines):
                line.draw(pen, look.set, x, top + 12 * n)
            free = top + 12 * len(lines)
        if base - 6.5 >= free:
            look.set.line("0", look.note_figure).draw(pen, look.set, x, base - 6.5)

    def _line_labels(self, pen: Pen, n: int, x: float, base: float) -> None:
        """The highest value's label above its mark, the others' below theirs, the last actual value's beside the line."""
        shown = [(s, v) for s in self.chart.series if (v := s.points[n]) is not None and s.labels[n]]
        shown.sort(key=lambda pair: pair[1], reverse=True)
        if len(shown) > 2 or (len(shown) == 2 and self.height(shown[1][1]) <= 16):
            tallest = max(self.height(value) for _, value in shown)
            self._stack(pen, [self._label(s, n) for s, _ in shown], x + self.centre(n), base - tallest - 2)
            return
        for k, (series, value) in enumerate(shown):
            line = self._label(series, n)
            ends = series.role is SeriesRole.ACTUAL and n == _last(series)
            left = x + self.centre(n) - (_NEAR if ends and k else line.width / 2)
            top = base - self.height(value) + (3.5 if k else -15.5)
            self._ground(pen, line, left, top)
            line.draw(pen, self.look.set, left, top)


def _last(series: Series) -> int:
    """The category of its last value."""
    return max((n for n, value in enumerate(series.points) if value is not None), default=-1)


_STROKES: dict[SeriesRole, tuple[float, tuple[float, ...]]] = {
    SeriesRole.PLAN: (1.2, ()),
    SeriesRole.ACTUAL: (2.4, ()),
    SeriesRole.FORECAST: (1.6, (5, 4)),
}

"""Turns a TrendChart into a native, editable chart with its workbook, and into the few labels that stand beside it."""

from __future__ import annotations

from decimal import ROUND_CEILING, Decimal

from dxreport.render.fonts import Face
from dxreport.render.slides.canvas import Canvas, ChartPart
from dxreport.render.slides.chart_xml import NS, Axis, chart, colour_of, column_look, workbook
from dxreport.render.slides.flow import Piece
from dxreport.render.slides.frame import SMALLEST, Box
from dxreport.render.slides.setting import Setting
from dxreport.render.slides.text import SAFETY, Par, Run
from dxreport.report.figures import Series, SeriesRole, TrendChart

URI = "http://schemas.openxmlformats.org/drawingml/2006/chart"
# Room around the plot inside the chart's frame (pt).
_LEFT, _TOP, _BOTTOM = 34.0, 20.0, 26.0


def axis(values: list[Decimal]) -> Axis:
    """Three to five even steps that reach beyond the largest value."""
    top = max([*values, Decimal(0)])
    if top <= 0:
        return Axis(Decimal(1), Decimal(1))
    unit = Decimal(10) ** (top.adjusted() - 1)
    for factor in (1, 2, Decimal("2.5"), 5, 10, 20, 25, 50, 100):
        step = unit * factor
        if top.adjusted() == 0 and factor != int(factor):
            continue
        count = (top / step).to_integral_value(ROUND_CEILING)
        if count <= 5:
            return Axis(step * count, step)
    return Axis(top, top)


def trend(block: TrendChart, setting: Setting, height: float) -> Piece:
    """Chart with its title, ``height`` points high in all."""
    names = {s.name: setting.measure.width(s.name, SMALLEST, Face.TEXT_BOLD) / SAFETY + 8 for s in block.series}
    names[block.target_label] = setting.measure.width(block.target_label, SMALLEST, Face.TEXT) / SAFETY + 8
    right = 20.0 if block.columns else max(names.values())

    named = setting.heading_height(block.title)

    def draw(canvas: Canvas, box: Box) -> None:
        canvas.text(Box(box.x, box.y, box.w, named), (setting.heading(block.title),), block.title)
        top = named + 4.0 + (22.0 if block.columns else 0.0)
        frame = Box(box.x, box.y + top, box.w, box.h - top)
        plot = Box(frame.x + _LEFT, frame.y + _TOP, frame.w - _LEFT - right, frame.h - _TOP - _BOTTOM)
        values = [p for s in block.series for p in s.points if p is not None]
        scale = axis([*values, block.target])
        series = _merged(block) if block.columns else block.series
        token = f"{{CHART-{canvas.next_id()}}}"
        part = ChartPart(token, chart(block, series, scale, frame, plot, setting), workbook(block, series))
        content = f'<c:chart {NS} r:id="{token}"/>'
        canvas.graphic(frame, block.title, block.alt, URI, content)
        canvas.charts.append(part)
        if block.columns:
            _key(canvas, block, Box(box.x, box.y + named + 4, box.w, 18), setting)
        else:
            _names(canvas, block, scale, plot, setting)

    return Piece(height, draw)


def _merged(block: TrendChart) -> tuple[Series, ...]:
    """Where actual and forecast never meet in one quarter they share one place, so that the columns stand evenly."""
    actual = next((s for s in block.series if s.role is SeriesRole.ACTUAL), None)
    forecast = next((s for s in block.series if s.role is SeriesRole.FORECAST), None)
    if actual is None or forecast is None:
        return block.series
    both = any(a is not None and f is not None for a, f in zip(actual.points, forecast.points, strict=True))
    if both:
        return block.series
    points = tuple(a if a is not None else f for a, f in zip(actual.points, forecast.points, strict=True))
    labels = tuple(x or y for x, y in zip(actual.labels, forecast.labels, strict=True))
    joint = Series(f"{actual.name}／{forecast.name}", SeriesRole.ACTUAL, points, labels)
    return (*(s for s in block.series if s.role is SeriesRole.PLAN), joint)


# --- labels beside the plot ----------------------------------------------------------------------------------------


def _names(canvas: Canvas, block: TrendChart, scale: Axis, plot: Box, setting: Setting) -> None:
    """Each series is named at its end; names at the right edge keep a line's distance."""
    at_edge: list[tuple[float, Run]] = []
    step = plot.w / len(block.categories)
    for series in block.series:
        placed = [(k, p) for k, p in enumerate(series.points) if p is not None]
        if not placed:
            continue
        last, value = placed[-1]
        run = Run(series.name, SMALLEST, colour_of(series.role, setting), series.role is not SeriesRole.PLAN)
        y = scale.height(value, plot)
        if last == len(block.categories) - 1:
            at_edge.append((y, run))
        else:
            x = (
                plot.x
                + step * (last + 0.5)
                + 8
                + setting.measure.width(series.labels[last], SMALLEST, Face.FIGURE_BOLD) / 2
            )
            width = setting.measure.run(run) / SAFETY + 2
            canvas.text(Box(x, y + 7, width, 16), (Par((run,), 16),), series.name)
    plan_end = next((s.points[-1] for s in block.series if s.role is SeriesRole.PLAN), None)
    if plan_end != block.target and block.target_label:
        at_edge.append((scale.height(block.target, plot), setting.small(block.target_label)))
    bottom = plot.y - 20.0
    for y, run in sorted(at_edge, key=lambda pair: pair[0]):
        top = max(y - 8, bottom)
        x = (
            plot.x
            + step * (len(block.categories) - 0.5)
            + 12
            + setting.measure.width("000.0", SMALLEST, Face.FIGURE) / 2
        )
        x = max(x, plot.right - 6)
        canvas.text(Box(x, top, setting.measure.run(run) / SAFETY + 2, 16), (Par((run,), 16),), run.text)
        bottom = top + 16


def _key(canvas: Canvas, block: TrendChart, box: Box, setting: Setting) -> None:
    """The key of a column chart: a small square and the name."""
    x = box.x
    palette = setting.palette
    for series in block.series:
        if not any(p is not None for p in series.points):
            continue
        fill, edge = column_look(series.role, setting)
        canvas.shape(Box(x, box.y + 4, 9, 9), series.name, fill=fill or "FFFFFF", edge=edge)
        run = Run(series.name, SMALLEST, palette.ink)
        width = setting.measure.run(run) / SAFETY + 2
        canvas.text(Box(x + 14, box.y, width, 16), (Par((run,), 16),), series.name)
        x += 14 + width + 14

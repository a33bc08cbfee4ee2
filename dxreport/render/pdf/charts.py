"""Turns figures against plan and target into bullets: a track that starts at zero, a bar, a tick."""

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
from dxreport.report.figures import BulletChart, BulletRow

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

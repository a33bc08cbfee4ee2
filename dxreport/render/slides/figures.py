"""Turns shares, counts and comparisons with a plan into native shapes: one named, described group each."""

from __future__ import annotations

import re
from decimal import Decimal

from dxreport.model.scale import StatusClass, Tone
from dxreport.render.slides.canvas import Canvas, Edge
from dxreport.render.slides.flow import Piece
from dxreport.render.slides.frame import SMALLEST, Box
from dxreport.render.slides.setting import Setting
from dxreport.render.slides.text import SAFETY, Par, Run
from dxreport.report.figures import BulletChart, BulletRow, KeyFigures, QuarterScale, ShareBar, ShareBars

_BAR = 34.0
_PITCH, _CLOSE_PITCH = 64.0, 54.0
_BAR_TOP = 44.0
_LABEL = 118.0
_SEAM = 2.0


def spread(centres: list[float], widths: list[float], left: float, right: float, gap: float = 4) -> list[float]:
    """Left edges of labels that stand as near to their centres as they can without touching or leaving the range."""
    edges = [c - w / 2 for c, w in zip(centres, widths, strict=True)]
    limit = right
    for k in reversed(range(len(edges))):
        edges[k] = min(edges[k], limit - widths[k])
        limit = edges[k] - gap
    limit = left
    for k in range(len(edges)):
        edges[k] = max(edges[k], limit)
        limit = edges[k] + widths[k] + gap
    return edges


def share_bars(block: ShareBars, setting: Setting, room: float) -> Piece:
    """Stacked bars to 100 %: count inside, percentage below, class above the first bar; closer where ``room`` is short."""
    note = setting.note_height(block.note) if block.note else 0.0
    more = setting.heading_height(block.title) - 20
    room -= more
    pitch = min(_PITCH, max(_CLOSE_PITCH, (room - _BAR_TOP - note) / max(len(block.bars), 1)))
    height = more + _BAR_TOP + pitch * len(block.bars) + note

    def draw(canvas: Canvas, whole: Box) -> None:
        canvas.text(Box(whole.x, whole.y, whole.w, more + 20), (setting.heading(block.title),), block.title)
        box = Box(whole.x, whole.y + more, whole.w, whole.h - more)
        area = Box(box.x, box.y + 22, box.w, _BAR_TOP - 22 + pitch * len(block.bars) - 12)
        with canvas.group(area, block.title, block.alt):
            named: set[StatusClass] = {s.status for s in block.bars[0].shares} if block.bars else set()
            for k, bar in enumerate(block.bars):
                _share_bar(
                    canvas,
                    bar,
                    Box(box.x, box.y + _BAR_TOP + k * pitch, box.w, _BAR),
                    setting,
                    first=k == 0,
                    named=named,
                )
        if block.note:
            top = box.y + _BAR_TOP + pitch * len(block.bars)
            canvas.text(Box(box.x, top, box.w, note), (setting.note(block.note),), "note")

    return Piece(height, draw)


def _share_bar(
    canvas: Canvas, bar: ShareBar, box: Box, setting: Setting, *, first: bool, named: set[StatusClass]
) -> None:
    label = (Par((Run(bar.label, 14, setting.palette.ink, True),), 18), Par((setting.small(bar.denominator),), 16))
    canvas.text(Box(box.x, box.y, _LABEL - 6, box.h), label, bar.label)
    left, width = box.x + _LABEL, box.w - _LABEL
    total = sum((s.count.value for s in bar.shares), Decimal(0))
    centres: list[float] = []
    at = left
    for share in bar.shares:
        part = width * float(share.count.value / total)
        colours = setting.style.tone(share.status.tone)
        segment = Box(at, box.y, max(part - _SEAM, 1), box.h)
        count = Par((Run(share.count.text, 18, colours.text, True),), 22, "ctr")
        canvas.shape(
            segment, share.status.text, fill=colours.fill or setting.palette.track, pars=(count,), anchor="ctr"
        )
        canvas.shape(Box(at, box.y + box.h, max(part - _SEAM, 1), 2), share.status.text, fill=colours.border)
        centres.append(at + (part - _SEAM) / 2)
        at += part
    below = [
        Run(
            s.percent.text if s.status in named else f"{s.status.text} {s.percent.text}",
            SMALLEST,
            setting.palette.ink,
            False,
            s.status in named,
        )
        for s in bar.shares
    ]
    _row_of_labels(canvas, below, centres, Box(left, box.bottom + 4, width, 14), setting)
    if first:
        above = [Run(s.status.text, SMALLEST, setting.palette.ink, True) for s in bar.shares]
        _row_of_labels(canvas, above, centres, Box(left, box.y - 19, width, 16), setting)


def _row_of_labels(canvas: Canvas, runs: list[Run], centres: list[float], box: Box, setting: Setting) -> None:
    widths = [setting.measure.run(r) / SAFETY + 2 for r in runs]
    for run, x, w in zip(runs, spread(centres, widths, box.x, box.right), widths, strict=True):
        canvas.text(Box(x, box.y, w, box.h), (Par((run,), box.h, "ctr"),), run.text)


def key_figures(block: KeyFigures, setting: Setting) -> Piece:
    """Counts per class in a row: tag, count, what it was before."""
    gap = 12.0
    columns = _key_columns(block, setting, setting.width - gap * (len(block.figures) - 1))
    note = setting.note_height(block.note) if block.note else 0.0

    def draw(canvas: Canvas, box: Box) -> None:
        with canvas.group(Box(box.x, box.y, box.w, 74), _name(block.alt), block.alt):
            x = box.x
            for figure, column in zip(block.figures, columns, strict=True):
                tag(canvas, Box(x, box.y, column, 22), figure.status, setting)
                value = Run(figure.count.text, 28, setting.palette.ink, True)
                unit = Run(figure.count.unit, SMALLEST, setting.palette.sub)
                canvas.text(Box(x, box.y + 26, column, 32), (Par((value, unit), 32),), figure.count.text)
                if figure.before:
                    canvas.text(Box(x, box.y + 58, column, 16), (setting.note(figure.before),), figure.before)
                x += column + gap
        if block.note:
            canvas.text(Box(box.x, box.y + 78, box.w, note), (setting.note(block.note),), "note")

    return Piece(74 + (4 + note if block.note else 0), draw)


def _name(alt: str) -> str:
    """What a group is called: how its alternative text begins."""
    return re.split("[。、]", alt)[0]


def _key_columns(block: KeyFigures, setting: Setting, room: float) -> list[float]:
    """Even columns; where a class needs more than that for its words, by what each needs."""
    needed = [setting.measure.run(setting.tag(f.status)) / SAFETY + 6 for f in block.figures]
    even = room / max(len(needed), 1)
    if not needed or max(needed) <= even:
        return [even] * len(needed)
    spare = room - sum(needed)
    return [n + spare / len(needed) if spare > 0 else n * room / sum(needed) for n in needed]


def tag(canvas: Canvas, box: Box, status: StatusClass, setting: Setting) -> None:
    """A status tag: rectangle in the tone's fill with mark, letter and word."""
    colours = setting.style.tone(status.tone)
    edge = Edge(setting.palette.ink, 0.6, (2, 1.5)) if status.tone is Tone.UNREPORTED else None
    canvas.shape(
        box,
        status.text,
        fill=colours.fill or "",
        edge=edge,
        pars=(Par((setting.tag(status),), 15, "ctr"),),
        anchor="ctr",
    )


def bullet_rows(block: BulletChart, rows: tuple[BulletRow, ...], setting: Setting) -> Piece:
    """Tracks to the year's target, the actual as a bar, the plan as a tick; headings above the first row."""
    label, figure = setting.width * 0.34, setting.width * 0.2
    track = setting.width - label - figure - 12
    pitch = 24.0
    palette = setting.palette

    def draw(canvas: Canvas, box: Box) -> None:
        left = box.x + label
        heads = block.headings
        for k, (x, text, align) in enumerate(
            ((left, heads[0], "l"), (left, f"{heads[1]} ／ {heads[2]}", "ctr"), (left, heads[3], "r"))
        ):
            canvas.text(Box(x, box.y, track, 16), (Par((setting.small(text),), 16, align),), f"heading {k + 1}")
        canvas.text(Box(box.right - figure, box.y, figure, 16), (Par((setting.small(heads[4]),), 16, "r"),), heads[4])
        for k, row in enumerate(rows):
            y = box.y + 20 + k * pitch
            with canvas.group(Box(box.x, y, box.w, 18), row.label, f"{row.label} {row.figure}"):
                canvas.text(
                    Box(box.x, y, label - 8, 18), (Par((Run(row.label, SMALLEST, palette.ink),), 17),), row.label
                )
                canvas.shape(Box(left, y + 2, track, 13), row.label, fill=palette.track)
                colour = setting.style.alarm if row.tone is Tone.LATE else palette.accent
                share = float(min(max(row.actual, Decimal(0)), Decimal(1)))
                canvas.shape(Box(left, y + 5.5, max(track * share, 0.5), 6), row.label, fill=colour)
                if row.planned is not None:
                    x = left + track * float(min(max(row.planned, Decimal(0)), Decimal(1)))
                    canvas.line(x, y, x, y + 17, Edge(palette.ink, 1.8))
                canvas.line(left + track, y, left + track, y + 17, Edge(palette.sub, 0.8))
                words = Par((Run(row.figure, SMALLEST, palette.ink, False, True),), 17, "r")
                canvas.text(Box(box.right - figure, y, figure, 18), (words,), row.figure)

    return Piece(20 + pitch * len(rows), draw)


def quarter_scale(canvas: Canvas, scale: QuarterScale, box: Box, setting: Setting, *, labels: bool) -> None:
    """Four bars, the quarters gone by filled; with ``labels`` the months below."""
    gap = 4.0 if labels else 3.0
    count = len(scale.labels)
    width = (box.w - gap * (count - 1)) / count
    palette = setting.palette
    area = Box(box.x, box.y, box.w, box.h + (24 if labels else 0))
    with canvas.group(area, _name(scale.alt), f"{'、'.join(scale.labels)}。{scale.alt}"):
        for k, label in enumerate(scale.labels):
            x = box.x + k * (width + gap)
            filled = k < scale.filled
            bar = Box(x, box.y, width, box.h) if filled else Box(x + 0.4, box.y + 0.4, width - 0.8, box.h - 0.8)
            canvas.shape(
                bar,
                label,
                fill=palette.accent if filled else "FFFFFF",
                edge=None if filled else Edge(palette.line, 0.8),
            )
            if labels:
                now = k + 1 == scale.current
                run = Run(label, SMALLEST, palette.ink if now else palette.sub, now)
                canvas.text(Box(x, box.y + box.h + 5, width, 16), (Par((run,), 16),), label)

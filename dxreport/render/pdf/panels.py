"""Turns counts per class, share bars and the scale of quarters into small figures."""

from __future__ import annotations

from dataclasses import replace

from dxreport.model.scale import Tone
from dxreport.render.linebreak import halves
from dxreport.render.pdf.flow import Draw, Piece, drawn, kept
from dxreport.render.pdf.look import Look
from dxreport.render.pdf.pen import Pen
from dxreport.render.pdf.prose import note_pieces, title_pieces
from dxreport.render.pdf.structure import Element, Role
from dxreport.report.figures import KeyFigure, KeyFigures, QuarterScale, ShareBar, ShareBars

_KEY_HEIGHT = 38.5
_KEY_LEADING = 12.5
_SHARE_BAR = 26.0
# Status above, percentage below.
_SHARE_HEIGHT = 12.0 + _SHARE_BAR + 16.0
_SHARE_LABEL = 78.0
_OVER = 8.0


def key_figure_pieces(look: Look, figures: KeyFigures, width: float, parent: Element) -> list[Piece]:
    """Counts in a row, each with an edge in its tone; where the classes' words do not fit, the longest take two lines."""
    if not figures.figures:
        return note_pieces(look, figures.note, width, parent, above=4)
    labels, widths = key_columns(look, figures, width)
    spare = (width - sum(widths)) / len(widths)
    lines = max(map(len, labels))
    height = _KEY_HEIGHT + _KEY_LEADING * (lines - 1)
    counts = parent.add(Role.LIST)
    bodies = [
        counts.add(Role.ITEM).add(
            Role.BODY, actual=look.set.spoken(f"{f.status.spoken} {f.count.text} {f.before}").strip()
        )
        for f in figures.figures
    ]

    def draw(pen: Pen, x: float, y: float) -> None:
        for figure, label, own, body in zip(figures.figures, labels, widths, bodies, strict=True):
            with pen.element(body):
                _key_figure(pen, look, figure, ("",) * (lines - len(label)) + label, x, y)
            x += own + spare

    row = Piece(height, draw, above=10)
    return kept([row, *note_pieces(look, figures.note, width, parent, above=5)])


def key_columns(look: Look, figures: KeyFigures, width: float) -> tuple[list[tuple[str, ...]], list[float]]:
    """Lines of each class and the width that each figure asks for."""
    labels: list[tuple[str, ...]] = [(f.status.text,) for f in figures.figures]
    widths = [_key_width(look, f, label) for f, label in zip(figures.figures, labels, strict=True)]
    for n in sorted(range(len(widths)), key=lambda k: -widths[k]):
        if sum(widths) <= width:
            break
        labels[n] = halves(figures.figures[n].status.text)
        widths[n] = _key_width(look, figures.figures[n], labels[n])
    return labels, widths


def _key_width(look: Look, figure: KeyFigure, label: tuple[str, ...]) -> float:
    """Room that a figure asks for; what is left over is shared out evenly."""
    count = look.set.measure(figure.count.text, look.count) + look.set.measure(f" {figure.before}", look.note) + 2
    words = max(look.set.measure(line, replace(look.tag, size=10)) for line in label)
    return 8.5 + max(words, count, 50.0 if len(label) == 1 else 0.0)


def _key_figure(pen: Pen, look: Look, figure: KeyFigure, label: tuple[str, ...], x: float, y: float) -> None:
    tone = figure.status.tone
    quiet = tone in (Tone.EXCLUDED, Tone.UNREPORTED)
    edge = look.palette.hair if quiet else look.style.tone(tone).border
    more = _KEY_LEADING * (len(label) - 1)
    pen.box(x, y, 2, _KEY_HEIGHT + more, fill=edge)
    for n, text in enumerate(label):
        # Spaces part the words from the figures for those who hear them.
        text = f"{text} " if n == len(label) - 1 else text
        look.set.line(text, replace(look.tag, size=10)).draw(pen, look.set, x + 8.5, y - 1 + _KEY_LEADING * n)
    count = look.set.line(figure.count.text, look.count)
    count.draw(pen, look.set, x + 8.5, y + 17.5 + more)
    before = look.set.line(f" {figure.before}", look.note)
    at = x + 8.5 + count.width + 2
    before.draw(pen, look.set, at, y + 17.5 + more, baseline=look.count.baseline - 0.5)


# --- share bars ------------------------------------------------------------------------------------------------------


def share_bar_pieces(look: Look, bars: ShareBars, width: float, parent: Element) -> list[Piece]:
    """Stacked bars to 100 %, labelled inside; a segment too narrow for its label leaves it to the table."""
    title = title_pieces(look, bars.title, width, parent)
    figure = parent.figure(look.set.spoken(bars.alt))
    rows = [Piece(_SHARE_HEIGHT, _share_bar(look, bar, width, labelled=n == 0)) for n, bar in enumerate(bars.bars)]
    return kept([*title, *drawn(rows, figure, width), *note_pieces(look, bars.note, width, parent, above=4)])


def _share_bar(look: Look, bar: ShareBar, width: float, *, labelled: bool) -> Draw:
    room = width - _SHARE_LABEL
    whole = float(sum(s.count.value for s in bar.shares)) or 1.0

    def draw(pen: Pen, x: float, y: float) -> None:
        label = look.set.clipped(bar.label, look.small.bold, _SHARE_LABEL - 4, 2)
        for n, line in enumerate((*label, *look.set.clipped(bar.denominator, look.note, _SHARE_LABEL - 4, 1))):
            line.draw(pen, look.set, x, y + 10 + 12.5 * n)
        left = x + _SHARE_LABEL
        for share in bar.shares:
            size = room * float(share.count.value) / whole
            if size <= 0:
                continue
            colours = look.style.tone(share.status.tone)
            pen.box(left, y + 12, max(size - 1.5, 0.5), _SHARE_BAR, fill=colours.fill or look.palette.tint)
            pen.box(left, y + 12 + _SHARE_BAR, max(size - 1.5, 0.5), 2, fill=colours.border)
            percent = (share.percent.text, look.small_figure, 12 + _SHARE_BAR + 2)
            texts = ((share.count.text, look.cell.bold, 18.0), percent)
            for text, style, dy in texts:
                ink = colours.text if dy < 20 else look.palette.sub
                line = look.set.line(text, style.coloured(ink))
                if line.width + 2 <= size:
                    line.draw(pen, look.set, left + 3, y + dy)
            name = look.set.line(share.status.text, look.note)
            # In a slide's frame the last class may reach into the white beside it.
            over = _OVER if look.shown and share is bar.shares[-1] else 0.0
            if labelled and name.width <= size + over:
                name.draw(pen, look.set, left, y - 1)
            left += size

    return draw


# --- 四半期目盛 -------------------------------------------------------------------------------------------------------


def quarter_scale_pieces(look: Look, scale: QuarterScale, width: float, parent: Element) -> list[Piece]:
    figure = parent.figure(look.set.spoken(scale.alt))
    return drawn(
        [Piece(24, lambda pen, x, y: draw_quarter_scale(pen, look, scale, x, y, width), above=9)], figure, width
    )


def draw_quarter_scale(pen: Pen, look: Look, scale: QuarterScale, x: float, y: float, width: float) -> None:
    """Four bars of 6 points: finished and current quarters filled, the others outlined."""
    space = 3.0
    size = (width - space * (len(scale.labels) - 1)) / max(1, len(scale.labels))
    for n, label in enumerate(scale.labels):
        left = x + n * (size + space)
        if n < scale.filled:
            pen.box(left, y, size, 6, fill=look.palette.accent)
        else:
            pen.box(left + 0.3, y + 0.3, size - 0.6, 5.4, stroke=look.palette.line, weight=0.6)
        current = n + 1 == scale.current
        style = look.tag if current else look.note
        look.set.line(label, style).draw(pen, look.set, left, y + 9.5)

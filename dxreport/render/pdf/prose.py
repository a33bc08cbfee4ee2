"""Turns headings, paragraphs, lists and callouts into lines that flow over pages."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace
from typing import assert_never

from dxreport.render.pdf.flow import Draw, Mark, Piece, gap, kept, led, tagged, without_orphans
from dxreport.render.pdf.look import Look
from dxreport.render.pdf.pen import Pen
from dxreport.render.pdf.structure import Element, Role, Scope
from dxreport.render.pdf.tags import draw_quiet, draw_tag, tag_width
from dxreport.render.pdf.text import Line, Type
from dxreport.report.blocks import Bullets, Callout, Heading, Paragraph, ParagraphRole
from dxreport.report.cells import Span
from dxreport.report.figures import StatusPanel

_PANEL_LABEL = 25.0
_PANEL_ROW = 17.5
_PANEL_GAP = 13.0
_ASIDE_LINES = 6
# What is read for the dot of a list.
_DOT = "\u30fb"


def line_pieces(look: Look, lines: Sequence[Line], indent: float = 0) -> list[Piece]:
    """One piece a line."""
    return [Piece(line.type.leading, _line_drawer(look, line, indent)) for line in lines]


def _line_drawer(look: Look, line: Line, indent: float) -> Draw:
    return lambda pen, x, y: line.draw(pen, look.set, x + indent, y)


def title_pieces(look: Look, text: str, width: float, parent: Element) -> list[Piece]:
    """The title of a table or chart, read as a heading one deeper than that of its section."""
    return section_pieces(look, text, width, parent.title()) if text.strip() else []


def section_pieces(look: Look, text: str, width: float, heading: Element, *, mark: Mark | None = None) -> list[Piece]:
    """A heading inside a page: 13 points above, 6 below, never apart from what follows."""
    lines = look.set.label(text, look.section, width)
    if not lines:
        return []
    pieces = [replace(p, keep=True) for p in tagged(led(line_pieces(look, lines), 13), heading)]
    pieces[0] = replace(pieces[0], mark=mark)
    return [*pieces, gap(5, keep=True)]


def note_pieces(look: Look, text: str, width: float, parent: Element, *, above: float) -> list[Piece]:
    """A note below a table or chart."""
    lines = look.set.lines(text, look.note, width, phrased=True)
    return without_orphans(tagged(led(line_pieces(look, lines), above), parent.paragraph()))


def heading_pieces(
    look: Look, heading: Heading, panel: StatusPanel | None, width: float, section: Element
) -> list[Piece]:
    """A page's headline (with its kicker, and an initiative's panel at its right), or a heading inside a page."""
    mark = Mark(heading.anchor, heading.bookmark or heading.plain, heading.level - 1) if heading.anchor else None
    if heading.level > 1 and not heading.kicker and not heading.new_page and panel is None:
        if heading.level == 2:
            return section_pieces(look, heading.plain, width, section.heading(), mark=mark)
        lines = look.set.label(heading.plain, look.subsection, width)
        pieces = [replace(p, keep=True) for p in tagged(led(line_pieces(look, lines), 9), section.heading())]
        return [replace(pieces[0], mark=mark), *pieces[1:], gap(3, keep=True)] if pieces else []
    headline = section.heading()
    pieces = _kicker(look, heading, width, headline, section)
    panel_width = _panel_width(look, panel) if panel else 0.0
    room = width - panel_width - _PANEL_GAP if panel else width
    title = tagged(line_pieces(look, look.set.phrases(heading.text, look.headline, room)), headline)
    if panel and title:
        title[0] = _with_panel(look, title[0], panel, width - panel_width, section)
        short = _PANEL_ROW * (len(panel.rows) + 1) - sum(p.height for p in title)
        if short > 0:
            title.append(Piece(short, _blank))
    pieces += title
    if not pieces:
        return []
    pieces[0] = replace(pieces[0], above=0 if heading.new_page else 20, new_page=heading.new_page, mark=mark)
    return [*(replace(p, keep=True) for p in pieces), gap(6, keep=True)]


def _blank(pen: Pen, x: float, y: float) -> None:
    """Room beside a panel that is taller than its headline."""


def _kicker(look: Look, heading: Heading, width: float, headline: Element, section: Element) -> list[Piece]:
    """The small line above a headline is read as its first words; what stands beside it is read after it."""
    if not heading.kicker:
        return []
    # The space behind it parts it from the headline for those who hear it.
    (kicker,) = look.set.clipped(heading.kicker, look.kicker, width / 2, 1) or (look.set.line("", look.kicker),)
    kicker = look.set.line(kicker.text + "\u3000", look.kicker)
    phrases = tuple(part for part in re.split("(?<=\u3000)", heading.aside) if part)
    beside_width = width - kicker.width
    aside = look.set.cut(look.set.phrases(phrases, look.note, beside_width), beside_width, _ASIDE_LINES)
    # Beside the head of a part it names what the headline speaks of; an initiative's is about it.
    beside = headline if heading.level == 1 else section.paragraph()
    aside = tuple(line.spaced() for line in aside) if heading.level == 1 else aside

    def draw(pen: Pen, x: float, y: float) -> None:
        with pen.element(headline):
            kicker.draw(pen, look.set, x, y)
        for n, line in enumerate(aside):
            base = look.kicker.baseline if n == 0 else line.type.baseline
            with pen.element(beside):
                line.draw(pen, look.set, x + kicker.width, y + 12.5 * n, baseline=base)

    return [Piece(max(14.0, 1.5 + 12.5 * len(aside)), draw)]


# --- an initiative's panel -------------------------------------------------------------------------------------------


def _panel_columns(look: Look, panel: StatusPanel) -> tuple[float, float, float]:
    """Widths of labels, current tags and last checkpoint's words."""
    label = max([_PANEL_LABEL, *(look.set.measure(t, look.note) + 6 for t, _, _ in panel.rows)])
    now = max([66.0, *(tag_width(look, s) for _, s, _ in panel.rows)])
    before = max((look.set.measure(s.text, look.note) + 8 for _, _, s in panel.rows if s), default=0.0)
    return label, now, before


def _panel_width(look: Look, panel: StatusPanel) -> float:
    return sum(_panel_columns(look, panel))


def _with_panel(look: Look, piece: Piece, panel: StatusPanel, at: float, section: Element) -> Piece:
    draw_panel = _panel(look, panel, section)

    def draw(pen: Pen, x: float, y: float) -> None:
        piece.draw(pen, x, y)
        draw_panel(pen, x + at, y - 0.5)

    return replace(piece, draw=draw)


def _panel(look: Look, panel: StatusPanel, parent: Element) -> Draw:
    """The panel as a small table: an axis a row, now and last time."""
    label, now, before = _panel_columns(look, panel)
    columns = 2 if before else 1
    table = parent.add(Role.TABLE)
    top = table.add(Role.ROW)
    # The corner heads nothing.
    top.add(Role.CELL)
    heads = [top.add(Role.HEADER, scope=Scope.COLUMN) for _ in range(columns)]
    rows = []
    for _, *classes in panel.rows:
        row = table.add(Role.ROW)
        heard = [c.spoken if c else "" for c in classes[:columns]]
        rows.append((row.add(Role.HEADER, scope=Scope.ROW), *(row.add(Role.CELL, actual=said) for said in heard)))

    def draw(pen: Pen, x: float, y: float) -> None:
        head = look.set.line(panel.headings[0], look.note)
        with pen.element(heads[0]):
            head.draw(pen, look.set, x + label + (now - head.width) / 2, y)
        if before:
            last = look.set.line(panel.headings[1], look.note)
            with pen.element(heads[1]):
                last.draw(pen, look.set, x + label + now + 8 + (before - 8 - last.width) / 2, y)
        for n, (text, current, previous) in enumerate(panel.rows):
            middle = y + _PANEL_ROW * (n + 1) + 5
            with pen.element(rows[n][0]):
                look.set.line(text, look.note).draw(pen, look.set, x, middle - look.note.leading / 2)
            with pen.element(rows[n][1]):
                draw_tag(pen, look, current, x + label, middle, now)
            if previous:
                with pen.element(rows[n][2]):
                    draw_quiet(pen, look, previous, x + label + now + 8, middle, before - 8)

    return draw


def panel_pieces(look: Look, panel: StatusPanel, parent: Element) -> list[Piece]:
    """A panel that follows no headline stands at the left."""
    return [Piece(_PANEL_ROW * (len(panel.rows) + 1), _panel(look, panel, parent), above=6)]


# --- paragraphs ------------------------------------------------------------------------------------------------------


def paragraph_pieces(look: Look, paragraph: Paragraph, width: float, parent: Element) -> list[Piece]:
    style, above = _role(look, paragraph.role)
    justified = paragraph.role is ParagraphRole.BODY
    lines = look.set.spans(paragraph.spans, style, width, hang=True, justified=justified, phrased=not justified)
    return without_orphans(tagged(led(line_pieces(look, lines), above), parent.paragraph()))


def _role(look: Look, role: ParagraphRole) -> tuple[Type, float]:
    match role:
        case ParagraphRole.LEAD:
            return look.body, 0
        case ParagraphRole.BODY:
            return look.body, 6
        case ParagraphRole.NOTE | ParagraphRole.PROGRESS:
            return look.note, 4
        case ParagraphRole.STATEMENT:
            return look.statement, 13
        case _:
            assert_never(role)


def bullet_pieces(look: Look, bullets: Bullets, width: float, parent: Element) -> list[Piece]:
    """Items hang from a dot, or bring their own marks."""
    indent = 0.0 if bullets.numbered else 12.0
    pieces: list[Piece] = []
    whole = parent.add(Role.LIST)
    for item in bullets.items:
        lines = look.set.spans(item, look.fact, width - indent, hang=True)
        if not lines:
            continue
        entry = whole.add(Role.ITEM)
        label = None if bullets.numbered else entry.add(Role.LABEL, actual=_DOT)
        laid = tagged(led(line_pieces(look, lines, indent), 3), entry.add(Role.BODY))
        if label:
            laid[0] = _with_dot(look, laid[0], label)
        pieces += without_orphans(laid)
    return pieces


def _with_dot(look: Look, piece: Piece, label: Element) -> Piece:
    def draw(pen: Pen, x: float, y: float) -> None:
        with pen.element(label):
            pen.dot(x + 4, y + 7.5, 1.6, fill=look.palette.accent, stroke=look.palette.accent, weight=0.2)
        piece.draw(pen, x, y)

    return replace(piece, draw=draw)


# --- callout ---------------------------------------------------------------------------------------------------------


def callout_pieces(look: Look, callout: Callout, width: float, parent: Element) -> list[Piece]:
    """Tinted ground with an accent edge; drawn line by line, so that a long one may run over a page."""
    label = (Span(callout.label, strong=True), Span("\u3000")) if callout.label else ()
    lines = look.set.spans((*label, *callout.spans), look.callout, width - 26, hang=True, justified=True)
    paragraph = parent.paragraph()
    pieces: list[Piece] = []
    for n, line in enumerate(lines):
        top = 6.0 if n == 0 else 0.0
        bottom = 6.0 if n == len(lines) - 1 else 0.0
        pieces.append(Piece(line.type.leading + top + bottom, _callout_line(look, line, width, top, bottom, paragraph)))
    return kept(led(pieces, 13))


def _callout_line(look: Look, line: Line, width: float, top: float, bottom: float, paragraph: Element) -> Draw:
    height = line.type.leading + top + bottom

    def draw(pen: Pen, x: float, y: float) -> None:
        pen.box(x, y, width, height, fill=look.palette.tint)
        pen.box(x, y, 2.6, height, fill=look.palette.accent)
        with pen.element(paragraph):
            line.draw(pen, look.set, x + 13, y + top)

    return draw

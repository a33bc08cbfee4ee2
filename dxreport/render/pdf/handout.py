"""Turns a deck into a handout on A4: a page for each slide with its speaker's notes, tagged and archivable like the report."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import groupby

from dxreport.render.fonts import FontSet
from dxreport.render.pdf.cover import LEFT, MM, WIDTH
from dxreport.render.pdf.deck_cover import COVER, cover_pieces
from dxreport.render.pdf.flow import Placed, paginate
from dxreport.render.pdf.look import Look
from dxreport.render.pdf.marking import Artifact
from dxreport.render.pdf.pen import Pen
from dxreport.render.pdf.slide_page import INSET, Framed, SlideSetter, packed
from dxreport.render.pdf.structure import document as structure
from dxreport.render.style import Style
from dxreport.report.blocks import Heading
from dxreport.report.papers import Handout

_TOP = 24 * MM
_BOTTOM = 278 * MM
_HEADER = 12 * MM
_HEADER_RULE = 16.9 * MM
_FOOTER = 284.5 * MM
_FOOT_LINES = 2
# Characters.
_LONGEST_ENTRY = 100
# Lines for what a reader wants to write down, where a page has so much left.
_LEAST_LEFT, _LINE_PITCH = 150.0, 26.0
_SCALE_BAR, _SCALE_SPACE = 15.0, 2.5


def render_handout(handout: Handout, style: Style, fonts: FontSet, stamp: str) -> bytes:
    """The handout as PDF. ``stamp`` is the ISO date written into the file; equal arguments give equal bytes."""
    deck = handout.deck
    entries = tuple(
        Heading(
            1, slide.title, anchor=slide.anchor or f"slide-{n}", bookmark=_short(f"{name}\u3000{slide.plain_title}")
        )
        for n, (slide, name) in enumerate(zip(deck.slides, handout.names, strict=True))
    )
    look = Look(style, fonts, frozenset(e.anchor for e in entries))
    root = structure()
    pen = Pen(fonts, handout.properties, stamp, root)
    room = _BOTTOM - _TOP
    numbers: dict[str, int] = {}
    setter = SlideSetter(look.slide(), WIDTH, room, handout.aspect, entries, numbers, handout.notes_title)
    cover = cover_pieces(look, handout, WIDTH, room, root)
    units = [
        setter.unit(slide, n, name, root)
        for n, (slide, name) in enumerate(zip(deck.slides, handout.names, strict=True))
    ]
    pages = paginate([*cover, *packed(units, room)], room)
    numbers.update({p.piece.mark.key: n for n, page in enumerate(pages, 1) for p in page if p.piece.mark is not None})
    printer = _Printer(pen, look, handout, frozenset(e.anchor for e in entries))
    for number, page in enumerate(pages, 1):
        printer.page(page, number)
    return pen.save()


def _short(text: str) -> str:
    """A title as a bookmark and as an entry of a table of contents."""
    return text if len(text) <= _LONGEST_ENTRY else f"{text[: _LONGEST_ENTRY - 1]}\u2026"


class _Printer:
    """Draws one page after the other; knows what the page before left unfinished."""

    def __init__(self, pen: Pen, look: Look, handout: Handout, slides: frozenset[str]) -> None:
        self._pen, self._look, self._handout, self._slides = pen, look, handout, slides
        self._last = handout.cover_name

    def page(self, page: Sequence[Placed], number: int) -> None:
        """Head, foot and frames stand outside the text's order; the pieces are the page's content."""
        goes_on = bool(page) and (page[0].piece.mark is None or page[0].piece.mark.key not in self._slides)
        if number > 1:
            self._frame(number, f"{self._last}{self._handout.continued}" if goes_on else "")
        for top, bottom in _areas(page):
            line = self._look.palette.line
            self._pen.box(
                LEFT - INSET, _TOP + top - INSET, WIDTH + 2 * INSET, bottom - top + 2 * INSET, stroke=line, weight=0.6
            )
        for placed in page:
            self._enter(placed)
            placed.draw(self._pen, LEFT, _TOP)
        if number > 1 and page:
            self._lines(max(p.y + p.piece.height for p in page))
        self._pen.end_page()

    def _lines(self, used: float) -> None:
        """What is left below the notes is ruled, so that it is plain what it is for."""
        room = _BOTTOM - _TOP
        if room - used < _LEAST_LEFT:
            return
        for n in range(int((room - used - INSET) / _LINE_PITCH) - 1):
            y = _TOP + room - n * _LINE_PITCH
            self._pen.rule(LEFT, y, LEFT + WIDTH, y, 0.4, self._look.palette.hair)

    def _enter(self, placed: Placed) -> None:
        mark = placed.piece.mark
        if mark is None:
            return
        own = mark.key in self._slides
        self._pen.target(mark.key, max(0.0, _TOP + placed.y - INSET - 12))
        if mark.title.strip():
            # Headings inside a slide stand below it.
            self._pen.bookmark(mark.key, self._look.set.clean(mark.title), 0 if own or mark.key == COVER else 1)
        if own and isinstance(placed.piece.draw, Framed):
            self._last = self._handout.names[placed.piece.draw.slide]

    def _frame(self, number: int, going_on: str) -> None:
        pen, look, deck = self._pen, self._look, self._handout.deck
        with pen.artifact(Artifact.HEADER):
            right = self._period()
            text = going_on or self._handout.properties.title
            for line in look.set.lines(text, look.note, WIDTH - right - 13)[:1]:
                line.draw(pen, look.set, LEFT, _HEADER)
            pen.rule(LEFT, _HEADER_RULE, LEFT + WIDTH, _HEADER_RULE, 0.4, look.palette.hair)
        with pen.artifact(Artifact.FOOTER):
            for n, line in enumerate(look.set.clipped(deck.footer, look.note, WIDTH - 60, _FOOT_LINES)):
                line.draw(pen, look.set, LEFT, _FOOTER + n * line.type.leading)
            folio = look.set.line(str(number), look.figure)
            folio.draw(pen, look.set, LEFT + WIDTH - folio.width, _FOOTER - 1)

    def _period(self) -> float:
        """The period and its quarters at the head's right, as they stand on each slide; gives the width that they take."""
        pen, look, deck = self._pen, self._look, self._handout.deck
        right = LEFT + WIDTH
        if deck.scale is not None:
            count = len(deck.scale.labels)
            right -= count * _SCALE_BAR + (count - 1) * _SCALE_SPACE
            for n in range(count):
                left = right + n * (_SCALE_BAR + _SCALE_SPACE)
                if n < deck.scale.filled:
                    pen.box(left, _HEADER + 4.5, _SCALE_BAR, 4, fill=look.palette.accent)
                else:
                    pen.box(left + 0.3, _HEADER + 4.8, _SCALE_BAR - 0.6, 3.4, stroke=look.palette.line, weight=0.6)
            right -= 8
        for line in look.set.clipped(deck.period, look.note, WIDTH / 2, 1):
            right -= line.width
            line.draw(pen, look.set, right, _HEADER)
        return LEFT + WIDTH - right


def _areas(page: Sequence[Placed]) -> Iterator[tuple[float, float]]:
    """Top and bottom of each slide on the page, in points from the top of the text."""
    framed = [p for p in page if isinstance(p.piece.draw, Framed)]
    for _, parts in groupby(framed, key=lambda p: p.piece.draw.slide if isinstance(p.piece.draw, Framed) else -1):
        placed = [*parts]
        yield placed[0].y, max(p.y + p.piece.height for p in placed)

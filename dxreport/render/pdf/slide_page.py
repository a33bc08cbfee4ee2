"""Turns a slide into the pieces of its handout: a framed area with its title and blocks at print sizes, the notes beneath."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from functools import partial

from dxreport.render.pdf.beside import columns
from dxreport.render.pdf.blocks import Composer
from dxreport.render.pdf.columns import grid, least, names_fit
from dxreport.render.pdf.flow import Draw, Mark, Piece, extent, gap, led, nothing, tagged
from dxreport.render.pdf.look import Look
from dxreport.render.pdf.pen import Pen
from dxreport.render.pdf.prose import line_pieces, paragraph_pieces, section_pieces
from dxreport.render.pdf.structure import Element
from dxreport.report.blocks import Block, Heading, PageBreak, Paragraph, Table
from dxreport.report.cells import ColumnRole, Span
from dxreport.report.papers import Slide, SlideLayout

# How far the frame stands off from what it holds; the text within is in line with the text below.
INSET = 10.0
_APART = 2 * INSET + 16.0
# The table's share of the width beside its sentences, and of a table beside another.
_TABLE, _HALF = 0.58, 0.5
_ASIDE = 18.0
_BELOW = 14.0
# Sums of heights are not exact.
_SPARE = 0.01
_LEAST_SHARE = 0.2
# With fewer columns a long name breaks for its own sake.
_MANY = 5
_UNITS = (ColumnRole.RATE, ColumnRole.FIGURE, ColumnRole.FORECAST, ColumnRole.CHANGE)
_HEADLINE, _LEADING = 16.0, 23.0


@dataclass(frozen=True, slots=True)
class Framed:
    """The ink of a piece that stands in a slide's frame. ``slide`` is the slide's place in the deck."""

    ink: Draw
    slide: int

    def __call__(self, pen: Pen, x: float, y: float) -> None:
        self.ink(pen, x, y)


@dataclass(frozen=True, slots=True)
class Unit:
    """A slide and its notes. ``wanted`` is the white below the slide's content that gives it the proportions of the screen."""

    slide: tuple[Piece, ...]
    notes: tuple[Piece, ...]
    wanted: float

    @property
    def extent(self) -> float:
        """Height without that white."""
        return extent(self.slide) + extent(self.notes)

    def pieces(self, white: float, above: float) -> list[Piece]:
        """``above`` is the distance to the slide before it; without it the unit begins a page."""
        place = self.slide[0].draw.slide if isinstance(self.slide[0].draw, Framed) else 0
        whole = [replace(self.slide[0], above=above, new_page=not above), *self.slide[1:]]
        if white > 0:
            whole = [*(replace(p, keep=True) for p in whole), Piece(white, Framed(_blank, place))]
        return [*whole, *self.notes]


@dataclass(frozen=True, slots=True)
class SlideSetter:
    """Sets slides for pages of ``room`` points. ``aspect`` is width ÷ height of a slide; ``pages`` as in ``Composer``."""

    look: Look
    width: float
    room: float
    aspect: float
    entries: Sequence[Heading]
    pages: dict[str, int]
    notes_title: str

    @property
    def least(self) -> float:
        """Height of a slide's content where it has the proportions of the screen."""
        return (self.width + 2 * INSET) / self.aspect - 2 * INSET

    def unit(self, slide: Slide, place: int, name: str, root: Element) -> Unit:
        section = root.section(1)
        mark = self.entries[place]
        head = self._head(slide, name, section, Mark(mark.anchor, mark.bookmark, 0))
        before = len(section.kids)
        notes = self._notes(slide.notes, section)
        # The notes are read after the content, but are set first: what they leave is the content's room.
        last = section.kids[before:]
        del section.kids[before:]
        # Slides without notes stand two to a page where they can.
        free = (self.room if notes else (self.room - _APART) / 2) - extent(head) - extent(notes)
        body = self._content(slide, section, self._usable(free))
        if not notes and extent(body) > free:
            del section.kids[before:]
            body = replace(self, look=self.look.closer())._content(
                slide, section, self._usable(self.room - extent(head))
            )
        section.kids += last
        shown = tuple(_framed(p, place) for p in (*head, *_within(body)))
        return Unit(shown, tuple(notes), max(0.0, self.least - extent(shown)))

    def _usable(self, free: float) -> float:
        """Where head and notes leave no room worth the name, the content has pages to itself."""
        return free if free > _LEAST_SHARE * self.room else self.room

    def _head(self, slide: Slide, name: str, section: Element, mark: Mark) -> list[Piece]:
        """Name, kicker and title are one heading; the name stands in the frame's upper edge."""
        look, heading = self.look, section.heading()
        label = look.set.line(name + "\u3000", look.tag.coloured(look.palette.accent))
        shown = look.set.measure(name, look.tag)

        def legend(pen: Pen, x: float, y: float) -> None:
            pen.box(x - 4, y - INSET - 6, shown + 8, 12, fill="FFFFFF")
            with pen.element(heading):
                label.draw(pen, look.set, x, y - INSET - label.type.leading / 2)

        kicker = look.set.label(slide.kicker, look.kicker, self.width)
        kicker = (*kicker[:-1], *(line.spaced() for line in kicker[-1:]))
        title = look.set.phrases(slide.title, replace(look.headline, size=_HEADLINE, leading=_LEADING), self.width)
        lines = tagged([*line_pieces(look, kicker), *line_pieces(look, title)], heading)
        pieces = [Piece(0, legend, mark=mark), *lines]
        return [*(replace(p, keep=True) for p in pieces), gap(7, keep=True)]

    def _notes(self, notes: str, section: Element) -> list[Piece]:
        lines = [line for line in notes.split("\n") if line.strip()]
        if not lines:
            return []
        part = section.section(2)
        pieces = section_pieces(self.look, self.notes_title, self.width, part.heading())
        for line in lines:
            pieces += paragraph_pieces(self.look, Paragraph((Span(line),)), self.width, part)
        return [gap(INSET + 3, keep=True), *pieces]

    # --- content -----------------------------------------------------------------------------------------------------

    def _content(self, slide: Slide, section: Element, room: float) -> list[Piece]:
        if slide.layout is SlideLayout.CHART_AND_NOTES and slide.region("upper") and slide.region("lower"):
            # At this size a chart needs the width; what stands at its right on the screen stands below it.
            chart = self._flow(slide.region("chart"), section, room, self.width)
            beside = self._beside(slide.region("upper"), slide.region("lower"), _TABLE, section, room - extent(chart))
            return [*chart, *beside]
        if slide.layout is not SlideLayout.OVERALL:
            return self._flow(slide.blocks, section, room, self.width)
        pieces: list[Piece] = []
        for part in _paired(slide.blocks):
            if len(part) == 2 and all(isinstance(b, Table) for b in part):
                pieces += self._beside(part[:1], part[1:], _HALF, section, room)
            else:
                made = self._flow(part, section, room, self.width)
                pieces += led(made, _BELOW) if pieces else made
        return pieces

    def _beside(
        self, left: tuple[Block, ...], right: tuple[Block, ...], share: float, section: Element, room: float
    ) -> list[Piece]:
        """Two columns, or one below the other where the page's height or a table's columns ask for it."""
        own = (self.width - _ASIDE) * share
        made = self._flowing(left, section, self.room), self._flowing(right, section, self.room)
        if self._wide(left, own) or self._wide(right, self.width - _ASIDE - own):
            return [piece for flow in made for piece in flow(self.width)]
        return columns(*made, share, self.width, _ASIDE, room, section)

    def _wide(self, blocks: tuple[Block, ...], width: float) -> bool:
        return any(isinstance(b, Table) and least(self.look, b) > width for b in blocks)

    def _flowing(self, blocks: tuple[Block, ...], section: Element, room: float) -> Callable[[float], list[Piece]]:
        return partial(self._flow, blocks, section, room)

    def _flow(self, blocks: tuple[Block, ...], section: Element, room: float, width: float) -> list[Piece]:
        look, shown = self._uncrowded([b for b in blocks if not isinstance(b, PageBreak)], width)
        return Composer(look, shown, width, section, self.entries, self.pages).pieces(room)

    def _uncrowded(self, blocks: list[Block], width: float) -> tuple[Look, list[Block]]:
        """Where names of a table would break, as on a slide they need not, heads give in first and then the size of type."""
        narrow = [_narrowed(b) if isinstance(b, Table) else b for b in blocks]
        for shown in (blocks, narrow):
            if not any(isinstance(b, Table) and self._crowded(b, width) for b in shown):
                return self.look, shown
        return self.look.tabular(), narrow

    def _crowded(self, table: Table, width: float) -> bool:
        return len(table.columns) >= _MANY and not names_fit(self.look, grid(self.look, table, width))


def _narrowed(table: Table) -> Table:
    """Units of figures on a line of their own in the head."""
    columns = (
        replace(c, heading=c.heading.replace("\uff08", "\n\uff08")) if c.role in _UNITS else c for c in table.columns
    )
    return replace(table, columns=tuple(columns))


def _paired(blocks: Sequence[Block]) -> list[tuple[Block, ...]]:
    """Neighbouring tables in pairs, what stands between them in runs."""
    parts: list[tuple[Block, ...]] = []
    for block in blocks:
        table = isinstance(block, Table)
        joins = parts and isinstance(parts[-1][-1], Table) == table and (not table or len(parts[-1]) < 2)
        if joins:
            parts[-1] = (*parts[-1], block)
        else:
            parts.append((block,))
    return parts


def _within(pieces: Iterable[Piece]) -> list[Piece]:
    """A slide's blocks begin no page of their own."""
    return [replace(p, new_page=False) if p.new_page else p for p in pieces]


def _blank(pen: Pen, x: float, y: float) -> None:
    """What a slide leaves empty."""


def _framed(piece: Piece, slide: int) -> Piece:
    """``nothing`` stays what it is: white falls away at a page's head."""
    if piece.draw is nothing:
        return piece
    return replace(piece, draw=Framed(piece.draw, slide), head=tuple(_framed(p, slide) for p in piece.head))


def packed(units: Iterable[Unit], room: float) -> list[Piece]:
    """The units on pages of ``room`` points: each begins one, but two slides without notes share it if it holds both."""
    return [piece for page in _shared(units, room) for piece in _page(page, room)]


def _shared(units: Iterable[Unit], room: float) -> list[list[Unit]]:
    pages: list[list[Unit]] = []
    for unit in units:
        shares = pages and len(pages[-1]) == 1 and not pages[-1][0].notes and not unit.notes
        if shares and pages[-1][0].extent + _APART + unit.extent <= room:
            pages[-1].append(unit)
        else:
            pages.append([unit])
    return pages


def _page(units: Sequence[Unit], room: float) -> Iterator[Piece]:
    """What the page has left gives slides the proportions of the screen, as far as it goes."""
    left = room - sum(u.extent for u in units) - _APART * (len(units) - 1) - _SPARE
    wanted = sum(u.wanted for u in units)
    share = max(0.0, min(1.0, left / wanted)) if wanted else 0.0
    for n, unit in enumerate(units):
        yield from unit.pieces(unit.wanted * share, _APART if n else 0.0)

"""Turns a stream of pieces of known height into pages: what stays together, what is repeated, where a page ends."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, replace

from dxreport.render.pdf.marking import Artifact
from dxreport.render.pdf.pen import Pen
from dxreport.render.pdf.structure import Element

# White space in parts of the usual, from loose to tight.
_TIGHTER = (0.85, 0.7, 0.55, 0.5)
_REMNANT = 0.18
_FIGURE = 80.0

Draw = Callable[[Pen, float, float], None]
"""Draws a piece whose top left corner stands at (x, y)."""


@dataclass(frozen=True, slots=True)
class Mark:
    """A place that links and the outline lead to. ``title`` empty: no bookmark."""

    key: str
    title: str
    level: int


@dataclass(frozen=True, slots=True)
class Piece:
    """The smallest thing that is never cut: a line of text, a table's row, a chart. Heights in points.

    ``above`` is white space that falls away at a page's head. ``keep``: the next piece stands on the same page.
    ``head`` is drawn again where the piece begins a page in the middle of its table.
    """

    height: float
    draw: Draw
    above: float = 0
    keep: bool = False
    head: tuple[Piece, ...] = ()
    new_page: bool = False
    mark: Mark | None = None

    @property
    def extent(self) -> float:
        return self.above + self.height


@dataclass(frozen=True, slots=True)
class Placed:
    """A piece at a height of its page. ``repeated``: a table's head that has been read already."""

    y: float
    piece: Piece
    repeated: bool = False

    def draw(self, pen: Pen, x: float, top: float) -> None:
        if self.repeated:
            with pen.artifact(Artifact.REPEATED):
                self.piece.draw(pen, x, top + self.y)
        else:
            self.piece.draw(pen, x, top + self.y)


def nothing(pen: Pen, x: float, y: float) -> None:
    """Draws white space."""


def gap(height: float, *, keep: bool = False) -> Piece:
    """White space that disappears at a page's head."""
    return Piece(0, nothing, above=height, keep=keep)


def tagged(pieces: Iterable[Piece], element: Element) -> list[Piece]:
    """The pieces as the content of ``element``."""

    def belonging(piece: Piece) -> Draw:
        def draw(pen: Pen, x: float, y: float) -> None:
            with pen.element(element):
                piece.draw(pen, x, y)

        return draw

    return [_drawn_by(p, belonging(p)) for p in pieces]


def _drawn_by(piece: Piece, draw: Draw) -> Piece:
    """Made outright: ``replace`` takes thrice as long, and there are thousands."""
    return Piece(piece.height, draw, piece.above, piece.keep, piece.head, piece.new_page, piece.mark)


def drawn(pieces: Iterable[Piece], figure: Element, width: float) -> list[Piece]:
    """The pieces as one figure of this width: all of it stands for what its alternative text says."""

    def enclosed(piece: Piece) -> Draw:
        def draw(pen: Pen, x: float, y: float) -> None:
            pen.enclose(figure, x, y, width, piece.height)
            piece.draw(pen, x, y)

        return draw

    return tagged((_drawn_by(p, enclosed(p)) for p in pieces), figure)


def kept(pieces: Iterable[Piece]) -> list[Piece]:
    """All pieces together; what follows the last one is free."""
    items = list(pieces)
    return [p if p.keep else replace(p, keep=True) for p in items[:-1]] + items[-1:]


def led(pieces: Iterable[Piece], above: float) -> list[Piece]:
    """The pieces with ``above`` points of white before the first."""
    items = list(pieces)
    return [replace(items[0], above=above), *items[1:]] if items else items


def without_orphans(pieces: list[Piece]) -> list[Piece]:
    """First two and last two pieces stay together: no single line or row at a page's foot or head."""
    last = len(pieces) - 1
    return [
        replace(p, keep=True) if not p.keep and n in (0, last - 1) and n != last else p for n, p in enumerate(pieces)
    ]


def _chains(pieces: Iterable[Piece]) -> Iterator[list[Piece]]:
    chain: list[Piece] = []
    for piece in pieces:
        if chain and piece.new_page:
            yield chain
            chain = []
        chain.append(piece)
        if not piece.keep:
            yield chain
            chain = []
    if chain:
        yield chain


def paginate(pieces: Iterable[Piece], room: float) -> list[list[Placed]]:
    """Place pieces on pages of ``room`` points. A chain longer than a page is cut between its pieces.

    A section (from one ``new_page`` to the next) that needs a little more than its pages gets tighter white space;
    one that leaves a remnant on its last page takes a figure along, so that the page has a reason.
    """
    pages: list[list[Placed]] = []
    for section in _sections(pieces):
        pages += _section_pages(section, room)
    return pages or [[]]


def pages_needed(section: list[Piece], room: float) -> int:
    """How many pages of ``room`` points one section takes."""
    return len(_section_pages(section, room))


def extent(pieces: Iterable[Piece]) -> float:
    """Their height one below the other, white space included."""
    return sum(p.extent for p in pieces)


def _sections(pieces: Iterable[Piece]) -> Iterator[list[Piece]]:
    section: list[Piece] = []
    for piece in pieces:
        if section and piece.new_page:
            yield section
            section = []
        section.append(piece)
    if section:
        yield section


def _section_pages(section: list[Piece], room: float) -> list[list[Placed]]:
    pages = _fill(section, room)
    if len(pages) < 2:
        return pages
    for tightness in _TIGHTER:
        tried = _fill(section, room, tightness)
        if len(tried) < len(pages):
            return tried
    return _balanced(section, pages, room)


def _balanced(section: list[Piece], pages: list[list[Placed]], room: float) -> list[list[Placed]]:
    """Break before the last figure of the page before the last, where the last page would hold a remnant only."""
    last = pages[-1][-1]
    chains = list(_chains(section))
    if last.y + last.piece.height > _REMNANT * room or not chains:
        return pages
    first = next((p.piece for p in pages[-1] if any(p.piece is c[0] for c in chains)), None)
    at = next((n for n, c in enumerate(chains) if c[0] is first), 0)
    if at < 2 or sum(p.extent for p in chains[at - 1]) < _FIGURE:
        return pages
    chains[at - 1][0] = replace(chains[at - 1][0], new_page=True)
    tried = _fill([p for c in chains for p in c], room)
    return tried if len(tried) == len(pages) else pages


def _fill(pieces: Iterable[Piece], room: float, white: float = 1.0) -> list[list[Placed]]:
    """Pieces on pages, with ``white`` parts of the usual space between them."""
    pages: list[list[Placed]] = [[]]
    y = 0.0
    for chain in _chains(pieces):
        need = sum(p.height + p.above * white for p in chain)
        if pages[-1] and (chain[0].new_page or (y + need > room and need - chain[0].above * white <= room)):
            pages.append([])
            y = 0.0
        for piece in chain:
            if pages[-1] and y + piece.height + piece.above * white > room:
                pages.append([])
                y = 0.0
            if not pages[-1] and piece.draw is nothing and piece.mark is None:
                continue
            if pages[-1]:
                y += piece.above * white
            else:
                for repeated in piece.head:
                    pages[-1].append(Placed(y, repeated, repeated=True))
                    y += repeated.height
            pages[-1].append(Placed(y, piece))
            y += piece.height
    return pages

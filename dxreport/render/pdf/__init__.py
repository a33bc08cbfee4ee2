"""Turns a document into the bytes of a PDF: embedded subset fonts, bookmarks, links, page numbers."""

from __future__ import annotations

from dxreport.render.fonts import FontSet
from dxreport.render.pdf.blocks import Composer
from dxreport.render.pdf.cover import LEFT, MM, WIDTH, CoverPage
from dxreport.render.pdf.flow import Placed, paginate
from dxreport.render.pdf.handout import render_handout
from dxreport.render.pdf.look import Look
from dxreport.render.pdf.marking import Artifact
from dxreport.render.pdf.pen import Pen
from dxreport.render.pdf.structure import document as structure
from dxreport.render.style import Style
from dxreport.report.blocks import Heading
from dxreport.report.papers import Document

_TOP = 22 * MM
_BOTTOM = 279 * MM
_HEADER = 12 * MM
_HEADER_RULE = 16.9 * MM
_FOOTER = 282.5 * MM

__all__ = ["render", "render_handout"]


def render(document: Document, style: Style, fonts: FontSet, stamp: str) -> bytes:
    """The paper as PDF. ``stamp`` is the ISO date written into the file; equal arguments give equal bytes."""
    look = Look(
        style, fonts, frozenset(b.anchor for b in document.blocks if isinstance(b, Heading) and b.plain.strip())
    )
    root = structure()
    pen = Pen(fonts, document.properties, stamp, root)
    cover = CoverPage(look, document.cover, root)
    composer = Composer(look, document.blocks, WIDTH, root)
    pages = paginate([*cover.rest, *composer.pieces(_BOTTOM - _TOP)], _BOTTOM - _TOP)
    composer.pages.update(
        {p.piece.mark.key: n for n, page in enumerate(pages, 1) for p in page if p.piece.mark is not None}
    )
    pen.number_pages(1)
    cover.draw(pen)
    pen.end_page()
    outline = _Outline(pen)
    for number, page in enumerate(pages, 1):
        _page(pen, look, document, page, number, outline, _going_on(document, page, outline))
    return pen.save()


class _Outline:
    """Bookmarks, whose level may grow by one only."""

    def __init__(self, pen: Pen) -> None:
        self._pen = pen
        self._level = -1
        self.last = ""
        """The short text of the part that began last."""

    def add(self, placed: Placed, look: Look) -> None:
        mark = placed.piece.mark
        if mark is None:
            return
        self._pen.target(mark.key, _TOP + placed.y - 6)
        if mark.title:
            self._level = min(mark.level, self._level + 1)
            self.last = mark.title
            self._pen.bookmark(mark.key, look.set.clean(mark.title), self._level)


def _going_on(document: Document, page: list[Placed], outline: _Outline) -> str:
    """The part that goes on from the page before; empty where one begins at the page's head, or the paper has no word for it."""
    begins = page and (page[0].piece.new_page or page[0].piece.mark is not None)
    return "" if begins or not outline.last or not document.continued else f"{outline.last}{document.continued}"


def _page(
    pen: Pen, look: Look, document: Document, page: list[Placed], number: int, outline: _Outline, going_on: str
) -> None:
    """Header and footer stand outside the text's order; the pieces are the page's content."""
    _frame(pen, look, document, number, going_on)
    for placed in page:
        outline.add(placed, look)
        placed.draw(pen, LEFT, _TOP)
    pen.end_page()


def _frame(pen: Pen, look: Look, document: Document, number: int, going_on: str) -> None:
    with pen.artifact(Artifact.HEADER):
        right = look.set.line(document.header_right, look.note)
        right.draw(pen, look.set, LEFT + WIDTH - right.width, _HEADER)
        left = look.set.lines(going_on or document.header_left, look.note, WIDTH - right.width - 13)
        for line in left[:1]:
            line.draw(pen, look.set, LEFT, _HEADER)
        pen.rule(LEFT, _HEADER_RULE, LEFT + WIDTH, _HEADER_RULE, 0.4, look.palette.hair)
    with pen.artifact(Artifact.FOOTER):
        for line in look.set.lines(document.footer_left, look.note, WIDTH - 60)[:1]:
            line.draw(pen, look.set, LEFT, _FOOTER)
        folio = look.set.line(str(number), look.figure)
        folio.draw(pen, look.set, LEFT + WIDTH - folio.width, _FOOTER - 1)

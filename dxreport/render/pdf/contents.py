"""Turns the headings of a paper into its table of contents, with page numbers and links."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from dxreport.render.pdf.flow import Draw, Piece, led, tagged
from dxreport.render.pdf.look import Look
from dxreport.render.pdf.pen import Pen
from dxreport.render.pdf.prose import line_pieces
from dxreport.render.pdf.structure import Element, Role
from dxreport.render.pdf.text import Line
from dxreport.report.blocks import Contents, Heading

_INDENT = 18.0


def contents_pieces(
    look: Look, contents: Contents, headings: Sequence[Heading], pages: dict[str, int], width: float, section: Element,
) -> list[Piece]:  # fmt: skip
    """One row a heading. ``pages`` is filled when the pages are made, before anything is drawn."""
    title = look.set.label(contents.title, look.headline, width)
    pieces = [replace(p, keep=True) for p in tagged(line_pieces(look, title), section.heading())]
    whole = section.add(Role.CONTENTS)
    entries = [h for h in headings if h.anchor and h.level <= contents.depth]
    for n, heading in enumerate(entries):
        top = heading.level == 1
        entry = _entry(look, heading, pages, width, whole.add(Role.ENTRY).add(Role.LINK))
        followed = n + 1 < len(entries) and entries[n + 1].level > 1
        pieces += led([replace(entry, keep=top and followed)], 7 if top else 0)
    return pieces


def _entry(look: Look, heading: Heading, pages: dict[str, int], width: float, link: Element) -> Piece:
    top = heading.level == 1
    style = look.fact.bold if top else look.fact
    indent = 0.0 if top else _INDENT * (heading.level - 1)
    lines = look.set.label(heading.bookmark or heading.plain, style, width - indent - 40)
    height = max(1, len(lines)) * 15 + 4.5
    return Piece(height, _drawer(look, heading, lines, pages, width, indent, height, link))


def _drawer(
    look: Look, heading: Heading, lines: Sequence[Line], pages: dict[str, int], width: float,
    indent: float, height: float, link: Element,
) -> Draw:  # fmt: skip
    def draw(pen: Pen, x: float, y: float) -> None:
        page = pages.get(heading.anchor)
        with pen.element(link):
            for n, line in enumerate((*lines[:-1], *(last.spaced() for last in lines[-1:]))):
                line.draw(pen, look.set, x + indent, y + 2 + 15 * n)
            if page is not None:
                number = look.set.line(str(page), look.figure)
                number.draw(pen, look.set, x + width - number.width, y + 2.5)
        if page is not None:
            said = look.set.spoken(heading.bookmark or heading.plain).strip() or heading.anchor
            pen.link(link, heading.anchor, said, x, y, width, height)
        pen.rule(x + indent, y + height, x + width, y + height, 0.4, look.palette.hair)

    return draw

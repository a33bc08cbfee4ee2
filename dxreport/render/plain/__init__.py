"""Turns a document into plain text for readers who listen: UTF-8 without BOM, lines ended by CRLF, never wrapped."""

from __future__ import annotations

from dxreport.render.plain.blocks import Composer
from dxreport.render.plain.lines import Lines, inline, labelled, text_lines
from dxreport.report.blocks import Heading
from dxreport.report.papers import Cover, Document

_END = "\r\n"
"""Every editor and every reader of Braille or speech on Windows breaks a line there, also the older ones; phones do too."""


def render(document: Document, guide: str) -> bytes:
    """``guide`` tells at the top how the text is laid out. One blank line stands between blocks.

    The order is the paper's: what the cover says, the blocks, and at the end what the foot of every page says.
    """
    headings = [b for b in document.blocks if isinstance(b, Heading)]
    composer = Composer(headings)
    parts = [*_front(document.cover, guide), *(part for b in document.blocks for part in composer.paragraphs(b))]
    parts.append(text_lines(document.footer_left))
    return (_END.join(_END.join(part) + _END for part in parts if part)).encode("utf-8")


def _front(cover: Cover, guide: str) -> list[Lines]:
    """What kind of paper this is before what it is about: draft and handling, sample data; then title and facts."""
    scale = cover.scale.alt if cover.scale else ""
    return [
        [*text_lines(inline("、".join(cover.boxes))), *text_lines(cover.foot_left)],
        [
            line
            for text in (cover.municipality, cover.era, "　".join(cover.title), cover.period, scale)
            for line in text_lines(text)
        ],
        [
            *(
                line
                for row in cover.facts.rows
                for line in labelled(row.label, ("".join(s.text for s in row.lines[0]),))
            ),
            *text_lines(cover.foot_right),
        ],
        text_lines(guide),
    ]

"""Turns the headings of a paper into its table of contents: a field with its result, links and page numbers filled in."""

from __future__ import annotations

from dxreport.render.word.contract import Para
from dxreport.render.word.fields import page_of
from dxreport.render.word.xml import Sheet, link, run, twips
from dxreport.report.blocks import Block, Contents, Heading

_ENTRIES = {1: Para.CONTENTS_1, 2: Para.CONTENTS_2, 3: Para.CONTENTS_3}
_TAB = "<w:r><w:tab/></w:r>"


def contents(sheet: Sheet, block: Contents, blocks: tuple[Block, ...], *, new_page: bool) -> str:
    """Title and entries of the headings down to ``depth``."""
    entries = [(i, h) for i, h in enumerate(blocks) if isinstance(h, Heading) and h.level <= block.depth]
    code = rf' TOC \o "1-{block.depth}" \h \z \u '
    begin = _mark("begin") + f'<w:r><w:instrText xml:space="preserve">{code}</w:instrText></w:r>' + _mark("separate")
    out = [sheet.p(Para.CONTENTS_TITLE, run(block.title), new_page=new_page)]
    for place, (index, heading) in enumerate(entries):
        opening = begin if place == 0 else ""
        closing = _mark("end") if place == len(entries) - 1 else ""
        out.append(_entry(sheet, index, heading, opening, closing))
    return "".join(out)


def _entry(sheet: Sheet, index: int, heading: Heading, opening: str, closing: str) -> str:
    """Number, title, page. A title shorter than the room for numbers must not stop there on its way to the margin."""
    style = _ENTRIES[min(heading.level, 3)]
    label = sheet.labels.get(index, "")
    look = sheet.looks.paragraph(sheet.id(style), {})
    short = (
        not label and bool(look.tabs) and sheet.width_of(heading.plain, style) < look.tabs[0] - look.left - look.first
    )
    cleared = f'<w:tabs><w:tab w:val="clear" w:pos="{twips(look.tabs[0])}"/></w:tabs>' if short else ""
    name = sheet.heading_marks[index]
    shown = (run(label) + _TAB if label else "") + run(heading.plain) + _TAB + page_of(name)
    return sheet.p(style, opening + link(name, shown) + closing, extra=cleared)


def _mark(kind: str) -> str:
    return f'<w:r><w:fldChar w:fldCharType="{kind}"/></w:r>'

"""Turns a paper and a Word template into the bytes of a docx file."""

from __future__ import annotations

import io
from dataclasses import replace
from datetime import date, datetime

import docx
from docx.document import Document as Package
from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls, qn
from docx.section import Section
from lxml import etree

from dxreport.layout.package import normalise, printable
from dxreport.render.style import Style
from dxreport.render.word.blocks import block_xml, bookmark
from dxreport.render.word.contract import Para, Slot, missing, style_ids
from dxreport.render.word.cover import cover_xml
from dxreport.render.word.handout import lay_open
from dxreport.render.word.xml import Sheet, run
from dxreport.report.blocks import Block, Contents, Heading, PageBreak
from dxreport.report.papers import Document, Handout, Properties

_EMU_PER_POINT = 12700


def render(document: Document | Handout, template: bytes, style: Style, stamp: str) -> bytes:
    """``document`` in the template's styles; ``stamp`` is the ISO date written into the properties.

    The same arguments give the same bytes. Raises ValueError when the template lacks a style or a content control.
    """
    if lacking := missing(template):
        raise ValueError(f"the Word template lacks: {', '.join(lacking)}")
    package = docx.Document(io.BytesIO(template))
    if isinstance(document, Handout):
        lay_open(package.sections[0], landscape=document.landscape)
    sheet = Sheet(
        ids=style_ids(package.styles.element),
        style=style,
        width=_text_width(package.sections[0]),
        bookmarks={b.anchor: bookmark(i) for i, b in enumerate(document.blocks) if isinstance(b, Heading) and b.anchor},
    )
    cover = cover_xml(sheet, document.cover) if isinstance(document, Document) else ""
    _fill_body(package, cover + _flow(sheet, document.blocks, fresh=bool(cover)))
    _fill_margins(package, document)
    _set_properties(package, document.properties, stamp)
    saved = io.BytesIO()
    package.save(saved)
    return normalise(saved.getvalue(), stamp)


def _text_width(section: Section) -> float:
    """Width between the margins in points, as the template has it."""
    page, left, right = section.page_width, section.left_margin, section.right_margin
    if page is None or left is None or right is None:
        raise ValueError("the Word template has no page size or margins")
    return (page - left - right) / _EMU_PER_POINT


def _flow(sheet: Sheet, blocks: tuple[Block, ...], *, fresh: bool) -> str:
    """All blocks. What follows the cover (``fresh``) or a page break starts a page."""
    out: list[str] = []
    for index, block in enumerate(blocks):
        if isinstance(block, PageBreak):
            fresh = True
            continue
        if fresh:
            out.append(_on_new_page(sheet, blocks, index))
        else:
            out.append(block_xml(sheet, blocks, index))
        fresh = False
    return "".join(out)


def _on_new_page(sheet: Sheet, blocks: tuple[Block, ...], index: int) -> str:
    block = blocks[index]
    if isinstance(block, Heading):
        turned = (*blocks[:index], replace(block, new_page=True), *blocks[index + 1 :])
        return block_xml(sheet, turned, index)
    xml = block_xml(sheet, blocks, index)
    if isinstance(block, Contents):
        # The contents' title is the first paragraph: it turns the page itself.
        style = f'<w:pStyle w:val="{sheet.id(Para.CONTENTS_TITLE)}"/>'
        return xml.replace(style, f"{style}<w:pageBreakBefore/>", 1)
    return sheet.p(Para.GAP, new_page=True) + xml


def _fill_body(package: Package, content: str) -> None:
    """Put the content before the section's properties; what the template shows as an example goes."""
    body = package.element.body
    section = body.sectPr
    for child in list(body):
        if child is not section:
            body.remove(child)
    for child in list(parse_xml(f"<w:body {nsdecls('w', 'r')}>{content}</w:body>")):
        section.addprevious(child)


def _fill_margins(package: Package, document: Document | Handout) -> None:
    texts = {
        Slot.HEADER_LEFT: document.header_left,
        Slot.HEADER_RIGHT: document.header_right,
        Slot.FOOTER_LEFT: document.footer_left,
        Slot.COVER_FOOT_LEFT: document.cover.foot_left if isinstance(document, Document) else "",
        Slot.COVER_FOOT_RIGHT: document.cover.foot_right if isinstance(document, Document) else "",
    }
    section = package.sections[0]
    for part in (section.header, section.footer, section.first_page_header, section.first_page_footer):
        for control in list(part._element.iter(qn("w:sdt"))):  # python-docx has no content controls
            tag = control.find(f"{qn('w:sdtPr')}/{qn('w:tag')}")
            name = "" if tag is None else tag.get(qn("w:val"))
            if name in texts:
                _fill(control, texts[Slot(name)])


def _fill(control: etree._Element, text: str) -> None:
    """Replace a content control by a run with the look of its first run."""
    parent = control.getparent()
    if parent is None:
        return
    look = control.find(f"{qn('w:sdtContent')}//{qn('w:rPr')}")
    filled = run(text)
    if filled:
        written = parse_xml(filled.replace("<w:r>", f"<w:r {nsdecls('w')}>", 1))
        if look is not None:
            written.insert(0, look)
        parent.insert(parent.index(control), written)
    parent.remove(control)


def _set_properties(package: Package, properties: Properties, stamp: str) -> None:
    core = package.core_properties
    core.title, core.author = printable(properties.title), printable(properties.author)
    core.subject, core.keywords = printable(properties.subject), printable(", ".join(properties.keywords))
    core.last_modified_by, core.language, core.revision = printable(properties.author), "ja-JP", 1
    core.created = core.modified = datetime.combine(date.fromisoformat(stamp), datetime.min.time())

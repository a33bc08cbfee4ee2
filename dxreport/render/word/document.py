"""Turns a paper and a Word template into the bytes of a docx file, its contents with the pages that it will have."""

from __future__ import annotations

import io
from collections.abc import Iterator, Sequence
from copy import deepcopy
from dataclasses import dataclass, replace
from datetime import date, datetime

import docx
from docx.document import Document as Package
from docx.opc.packuri import PackURI
from docx.opc.part import Part
from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls, qn
from lxml import etree

from dxreport.layout.package import normalise, printable
from dxreport.render.fonts import FontSet
from dxreport.render.style import Style
from dxreport.render.word.blocks import block_xml, bookmark, reference_to
from dxreport.render.word.contents import fit_entries
from dxreport.render.word.contract import HEADINGS, Para, missing, style_ids
from dxreport.render.word.cover import cover_xml
from dxreport.render.word.drawing import NAMESPACES
from dxreport.render.word.fields import fill_pages
from dxreport.render.word.headings import heading_list
from dxreport.render.word.lines import Gauge
from dxreport.render.word.looks import looks
from dxreport.render.word.margins import fill_margins, fit_stops, margin_parts
from dxreport.render.word.pagination import Pages, frame, paginate
from dxreport.render.word.theme import coloured
from dxreport.render.word.xml import Sheet
from dxreport.report.blocks import Block, Contents, Heading, PageBreak, Table
from dxreport.report.figures import Diagram
from dxreport.report.papers import Document, Enclosure, Properties

_NAMESPACES = f"{nsdecls('w', 'r')} {NAMESPACES}"
Paper = Document | Enclosure
_BEHIND_FIRST_PAGE = {
    qn(f"w:{tag}") for tag in ("textDirection", "bidi", "rtlGutter", "docGrid", "printerSettings", "sectPrChange")
}
_IMAGE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships/image"


@dataclass(frozen=True, slots=True)
class Rendered:
    """The file, and what is not certain about its contents: (title, the pages it may come to stand on).

    An empty title stands for the number of pages. ``inexact`` are styles in use whose leading is not exact or whose face
    is not known, so that nobody can count their lines.
    """

    content: bytes
    unsure: tuple[tuple[str, tuple[int, ...]], ...]
    inexact: tuple[str, ...]


def render(document: Paper, template: bytes, style: Style, fonts: FontSet, stamp: str) -> Rendered:
    """``document`` in the template's styles; ``stamp`` is the ISO date written into the properties.

    The same arguments give the same bytes. Raises ValueError when the template lacks a style or a content control.
    """
    if lacking := missing(template):
        raise ValueError(f"the Word template lacks: {', '.join(lacking)}")
    package = docx.Document(io.BytesIO(template))
    coloured(package, style.palette)
    sections = [deepcopy(section._sectPr) for section in package.sections]
    sheet = _sheet(package, document, style, fonts, sections[0])
    fit_entries(sheet, package.styles.element, document.blocks)
    fit_stops(package, sections)
    _fill_body(package, sheet, document, sections)
    body = package.element.body
    _drop_unused(package)
    pages = paginate(body, sheet.looks, sheet.gauge, margin_parts(package))
    before = _first_number(sections[0]) - 1
    fill_pages(body, {name: page + before for name, page in pages.numbers.items()})
    fill_margins(package, document, pages.last)
    _set_properties(package, document.properties, stamp)
    saved = io.BytesIO()
    package.save(saved)
    return Rendered(normalise(saved.getvalue(), stamp), _unsure(document, pages), pages.inexact)


def _sheet(package: Package, document: Paper, style: Style, fonts: FontSet, section: etree._Element) -> Sheet:
    """What the builders need. Numbered headings have the labels that the template's list will give them."""
    styles, blocks = package.styles.element, document.blocks
    ids = style_ids(styles)
    headings = {i: b for i, b in enumerate(blocks) if isinstance(b, Heading)}
    names = {i: bookmark(n) for n, i in enumerate(headings, 1)}
    named = [b.anchor for b in blocks if isinstance(b, Table | Diagram) and b.anchor and b.number]
    listed = heading_list(styles, _part(package, "numbering"), [ids[name] for name in HEADINGS])
    labels = listed.labels((h.level, h.numbered) for h in headings.values())
    return Sheet(
        ids=ids,
        style=style,
        width=frame(section).width,
        marks={
            **{name: f"_Ref{n:08d}" for n, name in enumerate(named, 1)},
            **{h.anchor: reference_to(names[i]) for i, h in headings.items() if h.anchor},
        },
        looks=looks(styles, _part(package, "theme")),
        gauge=Gauge(fonts),
        heading_marks=names,
        labels={i: label for i, label in zip(headings, labels, strict=True) if label},
    )


def _part(package: Package, kind: str) -> etree._Element | None:
    """The root of the part to which the document has a relationship of this kind."""
    for relation in package.part.rels.values():
        if relation.reltype.endswith(f"/{kind}"):
            return etree.fromstring(relation.target_part.blob)
    return None


def _fill_body(package: Package, sheet: Sheet, document: Paper, sections: Sequence[etree._Element]) -> None:
    """The content in place of what the template shows as an example; runs of pages with one direction are sections."""
    body = package.element.body
    for child in list(body):
        body.remove(child)
    upright, lying = sections[0], sections[-1]
    covered = isinstance(document, Document)
    turned_first = isinstance(document, Enclosure) and document.landscape
    parts = [*_parts(document.blocks, turned=turned_first)]
    for at, (indices, turned) in enumerate(parts):
        section = deepcopy(lying if turned else upright)
        own = replace(sheet, width=frame(section).width)
        if at:
            _without_first_page(section)
            _numbered_on(section)
        elif not covered:
            _without_first_head(section)
        cover = cover_xml(own, document.cover) if isinstance(document, Document) and not at else ""
        content = cover + _flow(own, document.blocks, indices, fresh_page=not cover)
        made = parse_xml(f"<w:body {_NAMESPACES}>{content}</w:body>")
        children = list(made)
        body.extend(children)
        if at == len(parts) - 1:
            body.append(section)
        else:
            _close(children[-1], section)
    _embed(package, sheet.pictures)


def _without_first_page(section: etree._Element) -> None:
    """Only the paper's first section has a first page of its own."""
    for first in section.findall(qn("w:titlePg")):
        section.remove(first)


def _without_first_head(section: etree._Element) -> None:
    """A paper without a cover has its title where the head would repeat it; the foot is that of every page."""
    _without_first_page(section)
    for reference in section.findall(qn("w:headerReference")) + section.findall(qn("w:footerReference")):
        if reference.get(qn("w:type")) == "first":
            section.remove(reference)
    for reference in section.findall(qn("w:footerReference")):
        first = deepcopy(reference)
        first.set(qn("w:type"), "first")
        reference.addnext(first)
    behind = next((c for c in section if c.tag in _BEHIND_FIRST_PAGE), None)
    first = parse_xml(f"<w:titlePg {nsdecls('w')}/>")
    if behind is None:
        section.append(first)
    else:
        behind.addprevious(first)


def _numbered_on(section: etree._Element) -> None:
    """A template that lets its pages begin with another number than 1 does so once."""
    for numbers in section.findall(qn("w:pgNumType")):
        numbers.attrib.pop(qn("w:start"), None)


def _first_number(section: etree._Element) -> int:
    """The number of the paper's first page."""
    numbers = section.find(qn("w:pgNumType"))
    return int((numbers.get(qn("w:start")) if numbers is not None else None) or "1")


def _drop_unused(package: Package) -> None:
    """Heads and feet of the template that no section of this paper uses."""
    used = {e.get(qn("r:id")) for e in package.element.body.iter(qn("w:headerReference"), qn("w:footerReference"))}
    for key, relation in list(package.part.rels.items()):
        if relation.reltype.endswith(("/header", "/footer")) and key not in used:
            del package.part.rels[key]


def _parts(blocks: Sequence[Block], *, turned: bool) -> Iterator[tuple[list[int], bool]]:
    """Places of blocks that stand on pages of one direction: upright or lying on their side."""
    indices: list[int] = []
    for index, block in enumerate(blocks):
        if isinstance(block, PageBreak) and block.lying != turned:
            if indices:
                yield indices, turned
            indices, turned = [], block.lying
        indices.append(index)
    yield indices, turned


def _close(last: etree._Element, section: etree._Element) -> None:
    """A section's properties stand in its last paragraph; every table has one behind it."""
    properties = last.find(qn("w:pPr"))
    if properties is None:
        raise ValueError("a section must end with a paragraph")
    properties.append(section)


def _flow(sheet: Sheet, blocks: tuple[Block, ...], indices: Sequence[int], *, fresh_page: bool) -> str:
    """Blocks of one section. What follows the cover or a page break starts a page, unless the section does."""
    out: list[str] = []
    turn = not fresh_page
    for index in indices:
        block = blocks[index]
        if isinstance(block, PageBreak):
            turn = bool(out) or not fresh_page
            continue
        first = fresh_page and not out
        if isinstance(block, Heading | Contents):
            turn = (turn or (isinstance(block, Heading) and block.new_page)) and not first
            out.append(block_xml(sheet, blocks, index, new_page=turn, top=first))
        else:
            out.append((sheet.p(Para.GAP, new_page=True) if turn else "") + block_xml(sheet, blocks, index))
        turn = False
    return "".join(out)


def _embed(package: Package, pictures: Sequence[bytes]) -> None:
    """The metafiles of the drawings as parts of the package, under the names by which the drawings call them."""
    for number, picture in enumerate(pictures, 1):
        part = Part(PackURI(f"/word/media/image{number}.emf"), "image/x-emf", picture, package.part.package)
        relation = package.part.relate_to(part, _IMAGE)
        for blip in package.element.body.iter("{http://schemas.openxmlformats.org/drawingml/2006/main}blip"):
            if blip.get(qn("r:embed")) == f"picture{number}":
                blip.set(qn("r:embed"), relation)


def _unsure(document: Paper, pages: Pages) -> tuple[tuple[str, tuple[int, ...]], ...]:
    """Headings of the contents, by name, whose pages are not certain."""
    depth = max((b.depth for b in document.blocks if isinstance(b, Contents)), default=0)
    headings = (b for b in document.blocks if isinstance(b, Heading))
    named = {bookmark(n): b for n, b in enumerate(headings, 1) if b.level <= depth}
    found = (
        (named[name].plain if name else "", numbers) for name, numbers in pages.unsure.items() if name in ("", *named)
    )
    return tuple(found)


def _set_properties(package: Package, properties: Properties, stamp: str) -> None:
    core = package.core_properties
    core.title, core.author = printable(properties.title), printable(properties.author)
    core.subject, core.keywords = printable(properties.subject), printable(", ".join(properties.keywords))
    core.last_modified_by, core.language, core.revision = printable(properties.author), "ja-JP", 1
    core.created = core.modified = datetime.combine(date.fromisoformat(stamp), datetime.min.time())

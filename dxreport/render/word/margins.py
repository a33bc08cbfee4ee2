"""Turns the heads and feet of a template into those of a paper: its texts, the number of its pages, stops at its margins."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from docx.document import Document as Package
from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls, qn
from lxml import etree

from dxreport.render.word.contract import Slot
from dxreport.render.word.pagination import frame
from dxreport.render.word.xml import run, twips
from dxreport.report.papers import Document, Enclosure

_STYLES = frozenset({"header", "footer"})
_MARGIN = ("/header", "/footer")


def fill_margins(package: Package, document: Document | Enclosure, pages: int) -> None:
    """Texts of the content controls in all heads and feet; ``pages`` is shown until a program counts anew."""
    texts = {
        Slot.HEADER_LEFT: document.header_left,
        Slot.HEADER_RIGHT: document.header_right,
        Slot.FOOTER_LEFT: document.footer_left,
        Slot.COVER_FOOT_LEFT: document.cover.foot_left if isinstance(document, Document) else "",
        Slot.COVER_FOOT_RIGHT: document.cover.foot_right if isinstance(document, Document) else "",
    }
    for root in margin_parts(package).values():
        for control in list(root.iter(qn("w:sdt"))):  # python-docx has no content controls
            tag = control.find(f"{qn('w:sdtPr')}/{qn('w:tag')}")
            name = "" if tag is None else tag.get(qn("w:val"))
            if name in texts:
                _fill(control, texts[Slot(name)])
        _count(root, pages)


def fit_stops(package: Package, sections: Sequence[etree._Element]) -> None:
    """Bring the stops of heads and feet to the middle and the right margin of their pages.

    Staff change margins by the ruler of the text; a stop that then lies outside would push its text off the page.
    ``sections`` are the template's, the upright one first.
    """
    moved = _fit_styles(package.styles.element, frame(sections[0]).width)
    parts = margin_parts(package)
    for section in sections:
        width = frame(section).width
        for tag in ("w:headerReference", "w:footerReference"):
            for reference in section.findall(qn(tag)):
                for stops in parts[reference.get(qn("r:id"))].iter(qn("w:tabs")):
                    _fit(stops, width, moved)


def margin_parts(package: Package) -> dict[str, etree._Element]:
    """Roots of heads and feet by the id of their relationship."""
    found = {key: r for key, r in package.part.rels.items() if r.reltype.endswith(_MARGIN)}
    return {key: relation.target_part.element for key, relation in found.items()}


def _fit_styles(styles: etree._Element, width: float) -> Mapping[str, str]:
    """Where the stops of the styles were and now are, for paragraphs that take one of them away."""
    moved: dict[str, str] = {}
    for style in styles.iter(qn("w:style")):
        name = style.find(qn("w:name"))
        if name is not None and (name.get(qn("w:val")) or "").casefold() in _STYLES:
            for stops in style.iter(qn("w:tabs")):
                moved |= _fit(stops, width, {})
    return moved


def _fit(stops: etree._Element, width: float, moved: Mapping[str, str]) -> dict[str, str]:
    changed: dict[str, str] = {}
    for stop in stops:
        was = stop.get(qn("w:pos")) or "0"
        at = {"center": width / 2, "right": width}.get(stop.get(qn("w:val")))
        now = str(twips(at)) if at is not None else moved.get(was, was)
        stop.set(qn("w:pos"), now)
        changed[was] = now
    return changed


def _count(root: etree._Element, pages: int) -> None:
    for instruction in root.iter(qn("w:instrText")):
        if (instruction.text or "").split()[:1] == ["NUMPAGES"]:
            place = instruction.getparent()
            while (place := place.getnext()) is not None and place.find(qn("w:t")) is None:
                pass
            if place is not None:
                place.find(qn("w:t")).text = str(pages)


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

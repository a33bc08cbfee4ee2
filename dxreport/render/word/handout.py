"""Turns the template's section into that of a paper without a cover, upright or landscape."""

from __future__ import annotations

from copy import deepcopy

from docx.enum.section import WD_ORIENT
from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls, qn
from docx.section import Section
from docx.text.paragraph import Paragraph


def lay_open(section: Section, *, landscape: bool) -> None:
    """The first page has the foot of every page, and no head above its title; in landscape stops follow the wider text."""
    foot = section.first_page_footer._element
    foot[:] = [deepcopy(child) for child in section.footer._element]
    width, height = section.page_width, section.page_height
    left, right = section.left_margin, section.right_margin
    if not landscape or width is None or height is None or left is None or right is None or width >= height:
        return
    section.orientation = WD_ORIENT.LANDSCAPE
    section.page_width, section.page_height = height, width
    grown = (height - left - right) / (width - left - right)
    for part in (section.header, section.footer, section.first_page_footer):
        for paragraph in part.paragraphs:
            _widen(paragraph, grown)


def _widen(paragraph: Paragraph, grown: float) -> None:
    """Put the stops of the paragraph's style where they would be in a text ``grown`` times as wide."""
    stops = list(paragraph.style.paragraph_format.tab_stops) if paragraph.style else []
    if not stops:
        return
    moved = "".join(f'<w:tab w:val="clear" w:pos="{s.position.twips}"/>' for s in stops) + "".join(
        f'<w:tab w:val="{s._tab.get(qn("w:val"))}" w:pos="{round(s.position.twips * grown)}"/>' for s in stops
    )
    properties = paragraph._p.get_or_add_pPr()
    properties.insert_element_before(
        parse_xml(f"<w:tabs {nsdecls('w')}>{moved}</w:tabs>"),
        "w:suppressAutoHyphens",
        "w:spacing",
        "w:ind",
        "w:jc",
        "w:rPr",
        "w:sectPr",
    )

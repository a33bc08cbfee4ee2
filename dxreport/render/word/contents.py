"""Turns the headings of a paper into its table of contents: a field with its result, links and page numbers filled in."""

from __future__ import annotations

from lxml import etree

from dxreport.render.word.contract import Para
from dxreport.render.word.fields import page_of
from dxreport.render.word.looks import P
from dxreport.render.word.xml import Sheet, link, run, twips
from dxreport.report.blocks import Block, Contents, Heading

_ENTRIES = {1: Para.CONTENTS_1, 2: Para.CONTENTS_2, 3: Para.CONTENTS_3}
_TAB = "<w:r><w:tab/></w:r>"
_WHITE = 6.0
"""Between a number and its title, in points."""


def contents(sheet: Sheet, block: Contents, blocks: tuple[Block, ...], *, new_page: bool) -> str:
    """Title and entries of the headings down to ``depth``."""
    entries = [(i, h) for i, h in enumerate(blocks) if isinstance(h, Heading) and h.level <= block.depth]
    code = rf' TOC \o "1-{block.depth}" \h \z \u '
    begin = _mark("begin") + f'<w:r><w:instrText xml:space="preserve">{code}</w:instrText></w:r>' + _mark("separate")
    out = [sheet.p(Para.CONTENTS_TITLE, run(block.title), new_page=new_page)]
    for place, (index, heading) in enumerate(entries):
        opening = begin if place == 0 else ""
        out.append(_entry(sheet, index, heading, opening))
    # The field ends in a paragraph of its own, as Word itself sets it: an update then leaves the last entry alone.
    return "".join((*out, sheet.p(Para.GAP, _mark("end")))) if entries else out[0]


def fit_entries(sheet: Sheet, styles: etree._Element, blocks: tuple[Block, ...]) -> None:
    """Bring the styles of entries in step with the page and the numbers: staff change margins and 第1 to 第1章, and no more.

    The stop for page numbers stands at the right margin, titles begin behind the widest number. Changed is the paper's own
    copy of the styles, so that Word's update of the contents finds it too.
    """
    for level, name in _ENTRIES.items():
        numbers = {sheet.labels.get(i, "") for i, h in enumerate(blocks) if isinstance(h, Heading) and h.level == level}
        look = sheet.looks.paragraph(sheet.id(name), {})
        needed = max((sheet.width_of(number, name) for number in numbers if number), default=0.0) + _WHITE
        more = max(0.0, needed + look.first) if any(numbers) else 0.0
        left, hanging = look.left + more, more - look.first
        style = next((s for s in styles.iter(f"{P}style") if s.get(f"{P}styleId") == sheet.id(name)), None)
        properties = None if style is None else style.find(f"{P}pPr")
        if properties is not None:
            _set(properties, left, hanging, sheet.width)
    sheet.looks.forget()


def _set(properties: etree._Element, left: float, hanging: float, width: float) -> None:
    """Indents and stops of one style: what stands there is changed, what does not is left to the style it is based on."""
    indent = properties.find(f"{P}ind")
    if indent is not None and hanging > 0:
        indent.set(f"{P}left", str(twips(left)))
        indent.set(f"{P}hanging", str(twips(hanging)))
    for stop in properties.findall(f"{P}tabs/{P}tab"):
        at = {"left": left, "right": width}.get(stop.get(f"{P}val"))
        if at is not None:
            stop.set(f"{P}pos", str(twips(at)))


def _entry(sheet: Sheet, index: int, heading: Heading, opening: str) -> str:
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
    return sheet.p(style, opening + link(name, shown), extra=cleared)


def _mark(kind: str) -> str:
    return f'<w:r><w:fldChar w:fldCharType="{kind}"/></w:r>'

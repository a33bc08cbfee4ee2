"""Turns one block of a paper into WordprocessingML: one match over the closed union."""

from __future__ import annotations

import re
from dataclasses import replace
from typing import assert_never

from dxreport.render.word.contract import Para, Run
from dxreport.render.word.figures import bullet_chart, key_figures, quarter_scale, share_bars, status_panel, trend_chart
from dxreport.render.word.gantt import gantt
from dxreport.render.word.measure import broken
from dxreport.render.word.schedule import plan_schedule
from dxreport.render.word.tables import data_table, facts, matrix
from dxreport.render.word.xml import Sheet, bookmarked, link, run, twips
from dxreport.report.blocks import (
    Block,
    Bullets,
    Callout,
    Contents,
    Facts,
    Heading,
    Matrix,
    PageBreak,
    Paragraph,
    ParagraphRole,
    Table,
)
from dxreport.report.figures import (
    BulletChart,
    Gantt,
    KeyFigures,
    PlanSchedule,
    QuarterScale,
    ShareBars,
    StatusPanel,
    TrendChart,
)

_HEADINGS = {1: Para.HEADING_1, 2: Para.HEADING_2, 3: Para.HEADING_3}
_HEADING_SIZES = {Para.HEADING_1: 20.0, Para.HEADING_2: 14.0, Para.HEADING_3: 12.0}
_SHEET_SIZE = 18.0
# A sheet's title is a heading of level 2 like any other for readers and the contents, but larger, at a page's top.
_SHEET_SPACING = '<w:spacing w:before="0" w:after="260" w:line="540" w:lineRule="exact"/>'
_CHAPTER_GAP = 32.0
_CALLOUT_SIZE, _COMMA = 12.0, "、"
_ENTRIES = {1: Para.CONTENTS_1, 2: Para.CONTENTS_2, 3: Para.CONTENTS_3}
_PARAGRAPHS = {
    ParagraphRole.BODY: Para.BODY,
    ParagraphRole.LEAD: Para.LEAD,
    ParagraphRole.NOTE: Para.NOTE,
    ParagraphRole.STATEMENT: Para.STATEMENT,
    ParagraphRole.PROGRESS: Para.PROGRESS,
}


def bookmark(index: int) -> str:
    """Name of the bookmark of the heading that is block ``index``; Word hides names with this beginning."""
    return f"_Toc{index:08d}"


def block_xml(sheet: Sheet, blocks: tuple[Block, ...], index: int) -> str:  # noqa: C901  # one case for each kind of block
    """Block ``index`` of ``blocks``. Contents need all of them, headings their place."""
    block = blocks[index]
    match block:
        case Heading():
            return _heading(sheet, block, index)
        case Paragraph():
            return sheet.p(_PARAGRAPHS[block.role], sheet.spans(block.spans))
        case Bullets():
            style = Para.NUMBERED if block.numbered else Para.BULLET
            return "".join(sheet.p(style, sheet.spans(item)) for item in block.items)
        case Callout():
            return _callout(sheet, block)
        case Contents():
            return _contents(sheet, block, blocks)
        case Facts():
            return facts(sheet, block)
        case Table():
            return data_table(sheet, block)
        case Matrix():
            return matrix(sheet, block)
        case PlanSchedule():
            return plan_schedule(sheet, block)
        case Gantt():
            return gantt(sheet, block)
        case KeyFigures():
            return key_figures(sheet, block)
        case ShareBars():
            return share_bars(sheet, block)
        case BulletChart():
            return bullet_chart(sheet, block)
        case TrendChart():
            return trend_chart(sheet, block)
        case StatusPanel():
            return status_panel(sheet, block)
        case QuarterScale():
            return quarter_scale(sheet, block)
        case PageBreak():
            return sheet.p(Para.GAP, new_page=True)
        case _:
            assert_never(block)


def _heading(sheet: Sheet, block: Heading, index: int) -> str:
    """A heading with its bookmark; one of level 2 with a kicker heads a sheet of its own and has the sheet's look."""
    style = _HEADINGS[min(block.level, 3)]
    opens_sheet = bool(block.kicker) and block.level == 2
    size = _SHEET_SIZE if opens_sheet else _HEADING_SIZES[style]
    shown = run(broken(block.text, size, sheet.width), sheet.character(Run.SHEET_TITLE) if opens_sheet else "")
    kicker = ""
    if block.kicker:
        over = "　".join(part for part in (block.kicker, block.aside) if part)
        kicker = sheet.p(Para.KICKER, run(over), new_page=block.new_page)
    # A chapter that begins inside a page stands well apart from the one before it.
    apart = f'<w:spacing w:before="{twips(_CHAPTER_GAP)}"/>' if block.level == 1 and not block.new_page else ""
    apart = _SHEET_SPACING if opens_sheet else apart
    titled = bookmarked(index, bookmark(index), shown)
    return kicker + sheet.p(style, titled, new_page=block.new_page and not kicker, extra=apart)


def _callout(sheet: Sheet, block: Callout) -> str:
    """A callout without a label that takes two lines breaks behind a comma."""
    label = run(block.label, "<w:b/>") + run("\u3000") if block.label else ""
    spans = block.spans
    if not label and len(spans) == 1:
        clauses = tuple(re.findall(rf"[^{_COMMA}]+{_COMMA}?", spans[0].text))
        spans = (replace(spans[0], text=broken(clauses, _CALLOUT_SIZE, sheet.width - 2 * _CALLOUT_SIZE)),)
    return sheet.p(Para.CALLOUT, label + sheet.spans(spans))


def _contents(sheet: Sheet, block: Contents, blocks: tuple[Block, ...]) -> str:
    """A contents field with its result filled in: links without page numbers, which only a layout engine knows."""
    entries = [(i, h) for i, h in enumerate(blocks) if isinstance(h, Heading) and h.level <= block.depth]
    code = rf' TOC \o "1-{block.depth}" \h \z \u \n '
    begin = _field("begin") + f'<w:r><w:instrText xml:space="preserve">{code}</w:instrText></w:r>' + _field("separate")
    out = [sheet.text(Para.CONTENTS_TITLE, block.title)]
    for place, (index, heading) in enumerate(entries):
        opening = begin if place == 0 else ""
        closing = _field("end") if place == len(entries) - 1 else ""
        entry = link(bookmark(index), run(heading.plain))
        out.append(sheet.p(_ENTRIES[min(heading.level, 3)], opening + entry + closing))
    return "".join(out)


def _field(kind: str) -> str:
    return f'<w:r><w:fldChar w:fldCharType="{kind}"/></w:r>'

"""Turns one block of a paper into WordprocessingML: one match over the closed union."""

from __future__ import annotations

import re
from dataclasses import replace
from typing import assert_never

from dxreport.render.word.contents import contents
from dxreport.render.word.contract import Para
from dxreport.render.word.drawing import diagram
from dxreport.render.word.figures import bullet_chart, key_figures, quarter_scale, share_bars, status_panel, trend_chart
from dxreport.render.word.gantt import gantt
from dxreport.render.word.matrix import matrix
from dxreport.render.word.schedule import plan_schedule
from dxreport.render.word.tables import data_table, facts
from dxreport.render.word.xml import Sheet, bookmarked, run, twips
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
    in_words,
)
from dxreport.report.figures import (
    BulletChart,
    Diagram,
    Gantt,
    KeyFigures,
    PlanSchedule,
    QuarterScale,
    ShareBars,
    StatusPanel,
    TrendChart,
)

_HEADINGS = {1: Para.HEADING_1, 2: Para.HEADING_2, 3: Para.HEADING_3, 4: Para.HEADING_4}
_UNNUMBERED = '<w:numPr><w:numId w:val="0"/></w:numPr>'
_CHAPTER_GAP = 32.0
_COMMA = "、"
_REFERENCES = 200_000
_PARAGRAPHS = {
    ParagraphRole.BODY: Para.BODY,
    ParagraphRole.LEAD: Para.LEAD,
    ParagraphRole.NOTE: Para.NOTE,
    ParagraphRole.STATEMENT: Para.STATEMENT,
    ParagraphRole.PROGRESS: Para.PROGRESS,
}


def bookmark(number: int) -> str:
    """Name of the bookmark of a paper's heading by its number among the headings; Word hides names with this beginning."""
    return f"_Toc{number:08d}"


def reference_to(name: str) -> str:
    """The bookmark by which links and page references name a heading: Word makes those of the contents anew when it updates them."""
    return f"_Ref9{name[-7:]}"


def block_xml(  # noqa: C901  # one case for each kind of block
    sheet: Sheet, blocks: tuple[Block, ...], index: int, *, new_page: bool = False, top: bool = False
) -> str:
    """Block ``index`` of ``blocks``. Contents need all of them, headings their place.

    ``new_page``: headings and contents turn the page themselves. ``top``: the page begins with this block anyway.
    """
    block = blocks[index]
    match block:
        case Heading():
            return _heading(sheet, block, index, new_page=new_page, top=top or new_page)
        case Paragraph():
            flush = '<w:ind w:firstLineChars="0" w:firstLine="0"/>' if block.continues else ""
            return sheet.p(_PARAGRAPHS[block.role], sheet.spans(block.spans), extra=flush)
        case Bullets():
            style = Para.NUMBERED if block.numbered else Para.BULLET
            return "".join(sheet.p(style, sheet.spans(item)) for item in block.items)
        case Callout():
            return _callout(sheet, block)
        case Contents():
            return contents(sheet, block, blocks, new_page=new_page)
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
        case Diagram():
            return diagram(sheet, block) or "".join(
                facts(sheet, part) if isinstance(part, Facts) else sheet.p(Para.NOTE, sheet.spans(part.spans))
                for part in in_words(block)
            )
        case QuarterScale():
            return quarter_scale(sheet, block)
        case PageBreak():
            return sheet.p(Para.GAP, new_page=True)
        case _:
            assert_never(block)


def _heading(sheet: Sheet, block: Heading, index: int, *, new_page: bool, top: bool) -> str:
    """A heading with its bookmark; one of level 2 with a kicker heads a sheet of its own and has the sheet's look."""
    opens_sheet = bool(block.kicker) and block.level == 2
    style = Para.SHEET_TITLE if opens_sheet else _HEADINGS[min(block.level, 4)]
    look = sheet.looks.paragraph(sheet.id(style), {})
    label = sheet.labels.get(index, "")
    room = sheet.width - (look.left if label else 0.0)
    shown = run(sheet.broken(block.text, style, room))
    kicker = ""
    if block.kicker:
        over = "　".join(part for part in (block.kicker, block.aside) if part)
        kicker = sheet.p(Para.KICKER, run(over), new_page=new_page)
    # The template's list numbers its headings; one without a number is taken out of the list and begins at the margin.
    extra = "" if label or opens_sheet else _UNNUMBERED
    # A chapter that begins inside a page stands well apart from the one before it.
    apart = f'<w:spacing w:before="{twips(_CHAPTER_GAP)}"/>' if block.level == 1 and not top else ""
    indent = "" if label or opens_sheet else '<w:ind w:left="0" w:firstLine="0"/>'
    name = sheet.heading_marks[index]
    number = int(name[-8:])
    titled = bookmarked(number, name, shown)
    if block.anchor:
        titled = bookmarked(_REFERENCES + number, reference_to(name), titled)
    return kicker + sheet.p(style, titled, new_page=new_page and not kicker, extra=extra + apart + indent)


def _callout(sheet: Sheet, block: Callout) -> str:
    """A callout without a label that takes two lines breaks behind a comma."""
    label = run(block.label, "<w:b/>") + run("\u3000") if block.label else ""
    spans = block.spans
    if not label and len(spans) == 1:
        clauses = tuple(re.findall(rf"[^{_COMMA}]+{_COMMA}?", spans[0].text))
        look = sheet.looks.paragraph(sheet.id(Para.CALLOUT), {})
        room = sheet.width - look.left - look.right - look.run.size
        spans = (replace(spans[0], text=sheet.broken(clauses, Para.CALLOUT, room)),)
    return sheet.p(Para.CALLOUT, label + sheet.spans(spans))

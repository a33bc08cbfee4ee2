"""Turns a Deck into slides of a template: cover, content slides with their continuations, notes, properties."""

from __future__ import annotations

import io
from dataclasses import dataclass
from datetime import datetime
from xml.sax.saxutils import escape

import pptx
from lxml import etree
from pptx.opc.constants import CONTENT_TYPE, RELATIONSHIP_TYPE
from pptx.oxml import parse_xml
from pptx.parts.chart import ChartPart as OfficeChart
from pptx.presentation import Presentation
from pptx.slide import Slide as OfficeSlide

from dxreport.layout.package import printable
from dxreport.render.fonts import Face
from dxreport.render.slides import contract, regions
from dxreport.render.slides.blocks import Entries, region_flows
from dxreport.render.slides.canvas import Canvas
from dxreport.render.slides.figures import quarter_scale
from dxreport.render.slides.flow import Placed, paginate
from dxreport.render.slides.frame import Box, Frame, Region, frames
from dxreport.render.slides.setting import Setting
from dxreport.render.slides.table_xml import STYLE_MARK
from dxreport.render.slides.text import Measure, Par, Run
from dxreport.render.style import Style
from dxreport.report.blocks import Block, Contents
from dxreport.report.papers import Deck, DeckCover, Slide, SlideLayout

_NS = (
    'xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main"'
    ' xmlns:p="http://schemas.openxmlformats.org/presentationml/2006/main" '
    'xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships"'
)
_NO_NUMBER = 999
_ENDLESS = 1e6
# Decks set in this size (pt) or less are printed and read, not shown on a wall.
_PAPER = 14.0


@dataclass(frozen=True, slots=True)
class Sheet:
    """One slide to be written: what stands in each region, and which part of a continued slide it is."""

    slide: Slide
    title: tuple[str, ...]
    """Lines."""
    lowered: float
    regions: tuple[tuple[Region, tuple[Placed, ...]], ...]
    part: int
    parts: int

    @property
    def notes(self) -> str:
        """What the speaker says on this part; below it, on the first, what may be asked."""
        if self.part > 1:
            return self.slide.again or self.slide.notes
        return "\n\n".join(text for text in (self.slide.notes, self.slide.asked) if text)

    @property
    def kicker(self) -> str:
        return self.slide.kicker if self.parts == 1 else f"{self.slide.kicker}（{self.part}/{self.parts}）"


class Writer:
    """Writes one deck into one template."""

    def __init__(self, template: bytes, style: Style, measure: Measure) -> None:
        self.deck: Presentation = pptx.Presentation(io.BytesIO(template))
        self.style = style
        self.measure = measure
        self.frames = frames(self.deck)
        self.table_style = _table_style(self.deck)
        self._drop_slides()

    def _drop_slides(self) -> None:
        """Samples that staff left in the template are not published."""
        listed = self.deck.slides._sldIdLst
        for entry in list(listed):
            self.deck.part.drop_rel(entry.rId)
            listed.remove(entry)

    # --- laying out ------------------------------------------------------------------------------------------------

    def sheets(self, deck: Deck) -> tuple[Sheet, ...]:
        """All content slides, continued where their content asks for it. Slide 1 is the cover."""
        needs = any(isinstance(b, Contents) for s in deck.slides for b in s.blocks)
        dummy = (
            Entries(tuple((s.plain_title, _NO_NUMBER, s.layout is SlideLayout.SECTION) for s in deck.slides))
            if needs
            else Entries()
        )
        laid = [self._parts(s, dummy) for s in deck.slides]
        if needs:
            number, entries = 2, []
            for slide, parts in zip(deck.slides, laid, strict=True):
                if not any(isinstance(b, Contents) for b in slide.blocks):
                    entries.append((slide.plain_title, number, slide.layout is SlideLayout.SECTION))
                number += len(parts)
            laid = [self._parts(s, Entries(tuple(entries))) for s in deck.slides]
        return tuple(sheet for parts in laid for sheet in parts)

    def _parts(self, slide: Slide, entries: Entries) -> tuple[Sheet, ...]:
        names = contract.LAYOUTS[slide.layout]
        frame = self.frames[names.name]
        title = frame.regions[contract.TITLE]
        lines = self.measure.phrases(slide.title, title.box.w, title.size, Face.TEXT_BOLD)
        extra = len(lines) * title.leading - title.box.h
        if slide.layout is not SlideLayout.WIDE:
            extra = max(extra, 0.0)

        def needed(role: str, shown: Slide) -> float:
            region = frame.regions[names.regions[role]]
            setting = Setting(self.style, self.measure, slide.layout, region.box.w, region.size, region.leading)
            (placed,) = paginate(region_flows(shown.region(role), setting, region.box.h, entries), _ENDLESS)
            return placed[-1].bottom if placed else 0.0

        slide = regions.relieved(slide, names, frame, extra, needed)
        pages: dict[str, tuple[tuple[Placed, ...], ...]] = {}
        fitted = regions.fitted(slide, names, frame, extra, needed)
        for role, region in fitted.items():
            setting = Setting(self.style, self.measure, slide.layout, region.box.w, region.size, region.leading)
            pages[role] = _laid(slide.region(role), setting, region.box.h, entries)
        count = max((len(p) for p in pages.values()), default=1)
        return tuple(
            Sheet(
                slide,
                tuple(lines),
                max(extra, 0.0),
                tuple((fitted[r], _page(r, p, k, count)) for r, p in pages.items()),
                k + 1,
                count,
            )
            for k in range(count)
        )

    # --- writing ---------------------------------------------------------------------------------------------------

    def cover(self, cover: DeckCover) -> None:
        frame = self.frames[contract.COVER]
        canvas = Canvas()
        names = contract.COVER_PARTS
        title = frame.regions[names["title"]]
        lines = self.measure.phrases(cover.title, title.box.w, title.size, Face.FORMAL)
        extra = max(len(lines) * title.leading - title.box.h, 0.0)
        texts = {
            "era": (cover.era,),
            "period": (cover.period,),
            "head": cover.head,
            "as_of": (cover.as_of,),
            "note": (cover.note,),
        }
        _fill(
            canvas,
            title,
            names["title"],
            ("\v".join(lines),),
            Box(title.box.x, title.box.y, title.box.w, title.box.h + extra) if extra else None,
        )
        for role in ("era", "period", "head", "as_of", "note"):
            if not any(texts[role]):
                continue
            region = frame.regions[names[role]]
            shift = extra if region.box.y > title.box.y and region.box.bottom + extra < self.height else 0.0
            box = (
                Box(region.box.x, region.box.y + shift, region.box.w, region.box.h)
                if shift and role != "note"
                else None
            )
            _fill(canvas, region, names[role], texts[role], box)
        if cover.scale is not None:
            region = frame.regions[names["scale"]]
            place = Box(region.box.x, region.box.y + extra, region.box.w, region.box.h)
            quarter_scale(canvas, cover.scale, place, self._setting(region), labels=True)
        self._write(frame, canvas, cover.notes)

    def content(self, sheet: Sheet, deck: Deck, number: int) -> None:
        frame = self.frames[contract.LAYOUTS[sheet.slide.layout].name]
        canvas = Canvas()
        parts = frame.regions
        title = parts[contract.TITLE]
        grown = Box(title.box.x, title.box.y, title.box.w, title.box.h + sheet.lowered) if sheet.lowered else None
        _fill(canvas, title, contract.TITLE, ("\v".join(sheet.title),), grown)
        if sheet.kicker:
            self._kicker(canvas, sheet.kicker, parts, whole=not deck.period and deck.scale is None)
        if deck.period:
            _fill(canvas, parts[contract.PERIOD], contract.PERIOD, (deck.period,))
        if deck.scale is not None:
            region = parts[contract.SCALE]
            quarter_scale(canvas, deck.scale, region.box, self._setting(region), labels=False)
        for region, placed in sheet.regions:
            for item in placed:
                item.piece.draw(canvas, Box(region.box.x, region.box.y + item.top, region.box.w, item.piece.height))
        if deck.footer:
            _fill(canvas, parts[contract.FOOTER], contract.FOOTER, (deck.footer,))
        field = (
            f'<a:p><a:fld id="{{0C8F1B52-7D4E-4E57-8B0F-3E6D1A5C9F21}}" type="slidenum"><a:rPr lang="ja-JP"/>'
            f"<a:t>{number}</a:t></a:fld></a:p>"
        )
        region = parts[contract.NUMBER]
        canvas.placeholder(region.kind, region.index, contract.NUMBER, field)
        self._write(frame, canvas, sheet.notes)

    def _kicker(self, canvas: Canvas, text: str, parts: dict[str, Region], *, whole: bool) -> None:
        """The line above the title; it takes the whole width where nothing stands beside it, and grows upwards."""
        region = parts[contract.KICKER]
        width = max(parts[contract.TITLE].box.w, region.box.w) if whole else region.box.w
        par = Par((Run(text, region.size, self.style.palette.accent, True),), region.leading)
        more = (self.measure.lines(par, width) - 1) * region.leading
        box = Box(region.box.x, region.box.y - more, width, region.box.h + more)
        _fill(canvas, region, contract.KICKER, (text,), box if whole or more else None)

    @property
    def width(self) -> float:
        return float(self.deck.slide_width or 0) / 12700

    @property
    def height(self) -> float:
        return float(self.deck.slide_height or 0) / 12700

    def _setting(self, region: Region) -> Setting:
        return Setting(self.style, self.measure, SlideLayout.WIDE, region.box.w, region.size, region.leading)

    def _write(self, frame: Frame, canvas: Canvas, notes: str) -> None:
        slide = self.deck.slides.add_slide(frame.layout)
        shapes = slide.shapes._spTree
        for copied in list(slide.placeholders):
            shapes.remove(copied.element)
        markup = "".join(canvas.shapes).replace(STYLE_MARK, self.table_style)
        for chart in canvas.charts:
            markup = markup.replace(chart.token, self._chart(slide, chart.xml, chart.workbook))
        for element in list(parse_xml(f"<p:spTree {_NS}>{markup}</p:spTree>")):
            shapes.append(element)
        etree.cleanup_namespaces(shapes)
        if notes:
            frame_ = slide.notes_slide.notes_text_frame
            if frame_ is not None:
                frame_.text = printable(notes)

    def _chart(self, slide: OfficeSlide, xml: bytes, workbook: bytes) -> str:
        package = slide.part.package
        name = package.next_partname(OfficeChart.partname_template)
        part = OfficeChart.load(name, CONTENT_TYPE.DML_CHART, package, xml)
        part.chart_workbook.update_from_xlsx_blob(workbook)
        return str(slide.part.relate_to(part, RELATIONSHIP_TYPE.CHART))

    def save(self, deck: Deck) -> bytes:
        core = self.deck.core_properties
        properties = deck.properties
        core.title, core.author, core.subject = (
            printable(t) for t in (properties.title, properties.author, properties.subject)
        )
        core.keywords = printable("、".join(properties.keywords))
        core.last_modified_by, core.language, core.revision = printable(properties.author), "ja-JP", 1
        core.created = core.modified = datetime.fromisoformat(properties.stamp)
        out = io.BytesIO()
        self.deck.save(out)
        return out.getvalue()


def _laid(
    blocks: tuple[Block, ...], setting: Setting, height: float, entries: Entries
) -> tuple[tuple[Placed, ...], ...]:
    """Pages of a region. A deck that is read on paper is set a step smaller where that keeps a sheet on one page."""
    pages = paginate(region_flows(blocks, setting, height, entries), height)
    if len(pages) == 1 or setting.layout is not SlideLayout.WIDE or setting.size > _PAPER:
        return pages
    closer = paginate(region_flows(blocks, setting.smaller(), height, entries), height)
    return closer if len(closer) == 1 else pages


def _page(role: str, pages: tuple[tuple[Placed, ...], ...], k: int, count: int) -> tuple[Placed, ...]:
    if len(pages) == 1 and role in regions.REPEATED:
        return pages[0]
    if len(pages) == 1 and role in regions.LAST:
        return pages[0] if k == count - 1 else ()
    return pages[k] if k < len(pages) else ()


def _fill(canvas: Canvas, region: Region, name: str, lines: tuple[str, ...], box: Box | None = None) -> None:
    """Text of a placeholder, one paragraph a line; ``\\v`` breaks a line inside its paragraph."""
    properties = '<a:rPr lang="ja-JP" altLang="en-US"/>'
    paragraphs = "".join(
        "<a:p>"
        + "<a:br/>".join(f"<a:r>{properties}<a:t>{escape(printable(piece))}</a:t></a:r>" for piece in line.split("\v"))
        + "</a:p>"
        for line in lines
    )
    canvas.placeholder(region.kind, region.index, name, paragraphs, box)


def _table_style(deck: Presentation) -> str:
    for relation in deck.part.rels.values():
        if relation.reltype.endswith("/tableStyles"):
            styles = contract.table_styles(relation.target_part.blob)
            if contract.TABLE_STYLE in styles:
                return styles[contract.TABLE_STYLE]
    raise ValueError(contract.TABLE_STYLE)

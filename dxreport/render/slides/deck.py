"""Turns a Deck into slides of a template: cover, content slides with their continuations, notes, properties."""

from __future__ import annotations

import io
from dataclasses import dataclass, replace

import pptx
from lxml import etree
from pptx.opc.constants import CONTENT_TYPE, RELATIONSHIP_TYPE
from pptx.oxml import parse_xml
from pptx.parts.chart import ChartPart as OfficeChart
from pptx.presentation import Presentation
from pptx.slide import Slide as OfficeSlide

from dxreport.render.slides import contract, regions
from dxreport.render.slides.blocks import Entries, region_flows
from dxreport.render.slides.canvas import Canvas
from dxreport.render.slides.cover import draw_cover
from dxreport.render.slides.figures import quarter_scale
from dxreport.render.slides.flow import Placed, paginate, shortened
from dxreport.render.slides.frame import Box, Frame, Region, frames
from dxreport.render.slides.headings import BREAK, Headline, fill, headline, one_line
from dxreport.render.slides.parts import sections, write_notes, write_properties
from dxreport.render.slides.setting import Setting
from dxreport.render.slides.table_xml import STYLE_MARK
from dxreport.render.slides.text import Measure, Par, Run
from dxreport.render.slides.theme import coloured, themed
from dxreport.render.style import Style
from dxreport.report.blocks import Block, Contents
from dxreport.report.papers import Deck, DeckCover, Shortening, Slide, SlideLayout

_NS = (
    'xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main"'
    ' xmlns:p="http://schemas.openxmlformats.org/presentationml/2006/main" '
    'xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships"'
)
_NO_NUMBER = 999
_ENDLESS = 1e6
# A title with its numbers may take a line more, so that the slide goes on over one slide more; then it stays so.
_MOST_TRIES = 3
# Nothing stands nearer to the slide's edge (pt).
_EDGE = 8.0
# Decks set in this size (pt) or less are printed and read, not shown on a wall.
_PAPER = 14.0


@dataclass(frozen=True, slots=True)
class Sheet:
    """One slide to be written: what stands in each region, and which part of a continued slide it is."""

    slide: Slide
    head: Headline
    lowered: float
    """What the title needs beyond its box; below zero, what it leaves to the content."""
    regions: tuple[tuple[Region, tuple[Placed, ...]], ...]
    part: int
    parts: int

    @property
    def notes(self) -> str:
        """What the speaker says on this part; below it, on the first, what may be asked."""
        if self.part > 1:
            return self.slide.again or self.slide.notes
        return "\n\n".join(text for text in (self.slide.notes, self.slide.asked) if text)


class Writer:
    """Writes one deck into one template; ``more`` says how a text goes on in the notes."""

    def __init__(self, template: bytes, style: Style, measure: Measure, more: Shortening) -> None:
        self.deck: Presentation = pptx.Presentation(io.BytesIO(template))
        self.more = more
        coloured(self.deck, style.palette)
        self._themed = themed(style.palette)
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
        """A slide that goes on is laid out again with its numbers in the title, which may take a line of their own."""
        sheets = self._laid(slide, entries, 1)
        for _ in range(_MOST_TRIES):
            if len(sheets) == sheets[0].parts:
                break
            sheets = self._laid(slide, entries, len(sheets))
        return tuple(replace(sheet, parts=len(sheets)) for sheet in sheets)

    def _laid(self, slide: Slide, entries: Entries, expected: int) -> tuple[Sheet, ...]:
        names = contract.LAYOUTS[slide.layout]
        frame = self.frames[names.name]
        title = frame.regions[contract.TITLE]
        marks = [f"（{k + 1}/{expected}）" if expected > 1 else "" for k in range(expected)]
        headlines = [headline(slide.title, mark, self.more.mark, title, self.measure) for mark in marks]
        extra = max(len(h.lines) for h in headlines) * title.leading - title.box.h
        if slide.layout is not SlideLayout.WIDE:
            extra = max(extra, 0.0)

        def needed(role: str, shown: Slide) -> float:
            region = frame.regions[names.regions[role]]
            setting = self._setting(region, slide.layout)
            (placed,) = paginate(region_flows(shown.region(role), setting, region.box.h, entries), _ENDLESS)
            return placed[-1].bottom if placed else 0.0

        slide = regions.relieved(slide, names, frame, extra, needed)
        pages: dict[str, tuple[tuple[Placed, ...], ...]] = {}
        fitted = regions.fitted(slide, names, frame, extra, needed)
        for role, region in fitted.items():
            pages[role] = _laid(slide.region(role), self._setting(region, slide.layout), region.box.h, entries)
        count = max((len(p) for p in pages.values()), default=1)
        return tuple(
            Sheet(
                slide,
                headlines[min(k, expected - 1)],
                extra,
                tuple((fitted[r], _page(r, p, k, count)) for r, p in pages.items()),
                k + 1,
                expected,
            )
            for k in range(count)
        )

    # --- writing ---------------------------------------------------------------------------------------------------

    def cover(self, cover: DeckCover) -> None:
        frame = self.frames[contract.COVER]
        canvas = Canvas()
        place = draw_cover(canvas, cover, frame, self.measure, self.more.mark[:1])
        if cover.scale is not None and place is not None:
            region = frame.regions[contract.COVER_PARTS["scale"]]
            quarter_scale(canvas, cover.scale, place, self._setting(region), labels=True)
        self._write(frame, canvas, cover.notes)

    def content(self, sheet: Sheet, deck: Deck, number: int) -> None:
        frame = self.frames[contract.LAYOUTS[sheet.slide.layout].name]
        canvas = Canvas()
        parts = frame.regions
        title = parts[contract.TITLE]
        grown = Box(title.box.x, title.box.y, title.box.w, title.box.h + sheet.lowered) if sheet.lowered else None
        fill(canvas, title, contract.TITLE, (BREAK.join(sheet.head.lines),), grown, aside=sheet.head.mark)
        canvas.moved.extend(sheet.head.moved)
        if sheet.slide.kicker:
            self._kicker(canvas, sheet.slide.kicker, parts, whole=not deck.period and deck.scale is None)
        if deck.period:
            fill(canvas, parts[contract.PERIOD], contract.PERIOD, (deck.period,))
        if deck.scale is not None:
            region = parts[contract.SCALE]
            quarter_scale(canvas, deck.scale, region.box, self._setting(region), labels=False)
        for region, placed in sheet.regions:
            for item in placed:
                item.piece.draw(canvas, Box(region.box.x, region.box.y + item.top, region.box.w, item.piece.height))
        if deck.footer:
            foot = parts[contract.FOOTER]
            fill(canvas, foot, contract.FOOTER, (one_line(deck.footer, self.more.mark[:1], foot, self.measure),))
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
        lines = self.measure.lines(par, width)
        most = max(int((region.box.bottom - _EDGE) // region.leading), 1)
        if lines > most:
            par, rest = shortened(par, self.measure, width, most, self.more.mark)
            canvas.moved.append(f"{self.more.mark[:1]}{rest}")
            text, lines = par.plain, most
        more = (lines - 1) * region.leading
        box = Box(region.box.x, region.box.y - more, width, region.box.h + more)
        fill(canvas, region, contract.KICKER, (text,), box if whole or more else None)

    @property
    def width(self) -> float:
        return float(self.deck.slide_width or 0) / 12700

    @property
    def height(self) -> float:
        return float(self.deck.slide_height or 0) / 12700

    def _setting(self, region: Region, layout: SlideLayout = SlideLayout.WIDE) -> Setting:
        box = region.box
        return Setting(self.style, self.measure, layout, box.w, region.size, region.leading, box.h, self.more.mark)

    def _write(self, frame: Frame, canvas: Canvas, notes: str) -> None:
        slide = self.deck.slides.add_slide(frame.layout)
        shapes = slide.shapes._spTree
        for copied in list(slide.placeholders):
            shapes.remove(copied.element)
        markup = self._themed("".join(canvas.shapes)).replace(STYLE_MARK, self.table_style)
        for chart in canvas.charts:
            drawn = self._themed(chart.xml.decode()).encode()
            markup = markup.replace(chart.token, self._chart(slide, drawn, chart.workbook))
        for element in list(parse_xml(f"<p:spTree {_NS}>{markup}</p:spTree>")):
            shapes.append(element)
        etree.cleanup_namespaces(shapes)
        said = "\n\n".join(
            t for t in (notes, "\n".join((self.more.heading, *canvas.moved)) if canvas.moved else "") if t
        )
        if said:
            write_notes(slide, said)

    def _chart(self, slide: OfficeSlide, xml: bytes, workbook: bytes) -> str:
        package = slide.part.package
        name = package.next_partname(OfficeChart.partname_template)
        part = OfficeChart.load(name, CONTENT_TYPE.DML_CHART, package, xml)
        part.chart_workbook.update_from_xlsx_blob(workbook)
        return str(slide.part.relate_to(part, RELATIONSHIP_TYPE.CHART))

    def save(self, deck: Deck, sheets: tuple[Sheet, ...]) -> bytes:
        write_properties(self.deck, deck.properties)
        sections(self.deck, _sections(sheets))
        out = io.BytesIO()
        self.deck.save(out)
        return out.getvalue()


def _sections(sheets: tuple[Sheet, ...]) -> tuple[tuple[str, int], ...]:
    """Name and number of slides of each part; the cover belongs to the first."""
    parts: list[tuple[str, int]] = []
    for sheet in sheets:
        if sheet.slide.section and sheet.part == 1:
            parts.append((sheet.slide.section, 0 if parts else 1))
        if parts:
            parts[-1] = (parts[-1][0], parts[-1][1] + 1)
    return tuple(parts)


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


def _table_style(deck: Presentation) -> str:
    for relation in deck.part.rels.values():
        if relation.reltype.endswith("/tableStyles"):
            styles = contract.table_styles(relation.target_part.blob)
            if contract.TABLE_STYLE in styles:
                return styles[contract.TABLE_STYLE]
    raise ValueError(contract.TABLE_STYLE)

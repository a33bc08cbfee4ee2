"""Turns the body of a Word document into pages: which page each bookmark is on, and where that is not certain.

No office program is asked. Pages begin where the document says so (chapters, sheets, sections); in between, lines of exact
leading and rows of measured text are counted. The count is made three times: as Word sets the text, as tightly and as
loosely as it may come out elsewhere. A bookmark that then changes its page stands too near a page's end.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from types import MappingProxyType

from lxml import etree

from dxreport.render.word.heights import Box, ParagraphBox, RowBox, Ruler, TableBox
from dxreport.render.word.lines import LOOSE, TIGHT, WORD, Gauge
from dxreport.render.word.looks import Looks, P
from dxreport.render.word.reading import Paragraph, Reader, Section

_RELATION = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}id"
_LEAST_LINES = 2
"""Lines of a paragraph that stay together at a page's end and at its beginning (widow control)."""


@dataclass(frozen=True, slots=True)
class PageFrame:
    """The room for text on the pages of a section, in points."""

    width: float
    height: float


@dataclass(frozen=True, slots=True)
class Pages:
    """``numbers``: bookmark → page as Word will count it. ``last`` is the number of pages.

    ``unsure`` are bookmarks whose page depends on a few points, with the pages in question (without a name: the number of
    pages). ``inexact`` names styles in use whose lines cannot be counted.
    """

    numbers: Mapping[str, int]
    last: int
    unsure: Mapping[str, tuple[int, ...]]
    inexact: tuple[str, ...]


def paginate(
    body: etree._Element, looks: Looks, gauge: Gauge, margins: Mapping[str, etree._Element] = MappingProxyType({})
) -> Pages:
    """The pages of a ``w:body`` as its sections, breaks, paragraphs and tables make them.

    ``margins`` are heads and feet by the id of their relationship: one that is higher than its margin pushes the text away.
    """
    reader = Reader(looks, gauge)
    sections = [replace(s, pushed=pushed(s.properties, margins, reader)) for s in reader.sections(body)]
    word, *others = (_Flow(Ruler(scenario)).run(sections) for scenario in (WORD, TIGHT, LOOSE))
    unsure = {
        name: tuple(sorted({page, *(other.numbers.get(name, page) for other in others)}))
        for name, page in word.numbers.items()
        if any(other.numbers.get(name, page) != page for other in others)
    }
    if word.broken or any(other.page != word.page for other in others):
        unsure[""] = tuple(sorted({word.page, *(other.page for other in others)}))
    return Pages(word.numbers, word.page, unsure, tuple(sorted(looks.name(style) for style in reader.inexact)))


def frame(section: etree._Element) -> PageFrame:
    """The text area of a ``w:sectPr``."""
    size, margins = section.find(f"{P}pgSz"), section.find(f"{P}pgMar")
    if size is None or margins is None:
        raise ValueError("the section has no page size or margins")

    def points(element: etree._Element, name: str) -> float:
        return abs(int(element.get(f"{P}{name}") or "0")) / 20

    return PageFrame(
        points(size, "w") - points(margins, "left") - points(margins, "right") - points(margins, "gutter"),
        points(size, "h") - points(margins, "top") - points(margins, "bottom"),
    )


def pushed(section: etree._Element, margins: Mapping[str, etree._Element], reader: Reader) -> float:
    """By how much the heads and feet of a section that are too high for their margins shorten its pages, in points."""
    edges = section.find(f"{P}pgMar")
    lost = 0.0
    for tag, margin, distance in (("headerReference", "top", "header"), ("footerReference", "bottom", "footer")):
        highest = 0.0
        for reference in section.findall(f"{P}{tag}"):
            root = margins.get(reference.get(_RELATION) or "")
            if root is not None:
                highest = max(highest, sum(_height(reader.paragraph(p)) for p in root.iterchildren(f"{P}p")))
        if edges is not None and highest:
            asked = int(edges.get(f"{P}{distance}") or "0") / 20 + highest
            lost += max(0.0, asked - abs(int(edges.get(f"{P}{margin}") or "0")) / 20)
    return lost


def _height(paragraph: Paragraph) -> float:
    """One line, or its drawing: heads and feet do not wrap."""
    look = paragraph.look
    line = look.leading or max(paragraph.drawn, 1.3 * look.run.size)
    return look.before + line + look.edges + look.after


@dataclass(slots=True)
class _Flow:
    """Fills pages from top to bottom. ``used`` is the height taken on the page, ``gap`` the distance after the last paragraph."""

    ruler: Ruler
    numbers: dict[str, int] = field(default_factory=dict)
    page: int = 1
    used: float = 0.0
    gap: float = 0.0
    height: float = 0.0
    fresh: bool = True
    broken: bool = False
    """A row was broken over pages: where it is, no two programs agree to the line."""
    turned: bool = False
    """The page was turned because the last one was full: then the distance before the first paragraph falls away."""

    def run(self, sections: Sequence[Section]) -> _Flow:
        for section in sections:
            room = frame(section.properties)
            self.height = room.height - section.pushed - self.ruler.scenario.reserve
            self._fill(self.ruler.boxes(section.content, room.width))
            self._turn(full=False)
        self.page -= 1
        return self

    def _turn(self, *, full: bool = True) -> None:
        self.page += 1
        self.used = self.gap = 0.0
        self.fresh, self.turned = True, full

    def _fill(self, boxes: Sequence[Box]) -> None:
        for at, box in enumerate(boxes):
            if isinstance(box, TableBox):
                self._table(box)
                continue
            if box.look.page_break and not self.fresh:
                self._turn(full=False)
            starts_chain = box.look.keep_next and not (at and _keeps(boxes[at - 1]))
            if starts_chain and not self.fresh and self.used + self._chain(boxes[at:]) > self.height:
                self._turn()
            self._paragraph(box)

    def _chain(self, boxes: Sequence[Box]) -> float:
        """Height of paragraphs that stay together, and of what must follow them: lines of a paragraph, rows of a table."""
        total, gap = 0.0, self.gap
        for box in boxes:
            if isinstance(box, TableBox):
                return total + gap + _together(box.rows)
            least = box.lines if box.look.keep_next or box.look.keep_lines else min(box.lines, _LEAST_LINES)
            total += max(gap, box.look.before) + least * box.line + box.look.edges
            gap = box.look.after
            if not box.look.keep_next:
                return total
        return total

    def _paragraph(self, box: ParagraphBox) -> None:
        self.used += self._before(box)
        fitting = int((self.height - self.used - box.look.edges) // box.line + 1e-6) if box.line else box.lines
        if fitting >= box.lines:
            self._place(box.bookmarks, box.height)
        else:
            self._break(box, fitting)
        self.gap = box.look.after

    def _before(self, box: ParagraphBox) -> float:
        """Of two distances that meet the larger one counts; at the top of a page that follows a full one there is none."""
        if self.fresh:
            return 0.0 if self.turned else box.look.before
        return max(self.gap, box.look.before)

    def _break(self, box: ParagraphBox, fitting: int) -> None:
        """A paragraph that does not end on this page: as many lines stay as the rules for short remnants allow."""
        least = _LEAST_LINES if box.look.widows else 1
        fitting = min(fitting, box.lines - least)
        if fitting < least or box.look.keep_lines:
            if not self.fresh:
                self._turn()
            fitting = 0
        if not fitting:
            self._place(box.bookmarks, box.height)
            while self.used > self.height:
                rest = self.used - self.height
                self._turn()
                self._place((), rest)
            return
        self._place(box.bookmarks, fitting * box.line)
        self._turn()
        self._place((), (box.lines - fitting) * box.line + box.look.edges)

    def _place(self, bookmarks: tuple[str, ...], height: float) -> None:
        for name in bookmarks:
            self.numbers.setdefault(name, self.page)
        self.used += height
        self.fresh = False

    def _table(self, box: TableBox) -> None:
        """Rows, with the header rows again at the top of every further page."""
        self.used += self.gap
        self.gap = 0.0
        header = sum(r.height for r in box.rows if r.header)
        for at, row in enumerate(box.rows):
            starts_chain = (row.header or row.keep_next) and not (at and (box.rows[at - 1].keep_next or row.header))
            needed = _together(box.rows[at:]) if starts_chain else 0.0
            if not self.fresh and self.used + needed > self.height >= needed:
                self._turn()
                self.used += 0.0 if row.header else header
            self._row(row, 0.0 if row.header else header)

    def _row(self, row: RowBox, header: float) -> None:
        """A row higher than a page is broken where pages end, even one that is to stay whole: that one begins a page."""
        if self.used + row.height > self.height:
            tall = row.height > self.height - header
            if not self.fresh and (row.whole or not tall):
                self._turn()
                self.used += header
            if tall:
                self._across(row, header)
                return
        self._place(row.bookmarks, row.height)

    def _across(self, row: RowBox, header: float) -> None:
        room = max(self.height - self.used, 0.0)
        over = row.height - room
        self._place(row.bookmarks, room)
        while over > 0:
            self._turn()
            part = min(over, max(self.height - header, 1.0))
            self._place((), header + part)
            over -= part
        self.broken = True


def _keeps(box: Box) -> bool:
    return isinstance(box, ParagraphBox) and box.look.keep_next


def _together(rows: Sequence[RowBox]) -> float:
    """Height of the header rows and of all rows that stay with them or with one another from here."""
    total = 0.0
    for row in rows:
        total += row.height
        if not (row.header or row.keep_next):
            break
    return total

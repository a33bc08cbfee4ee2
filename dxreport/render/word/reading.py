"""Turns the body of a Word document into what a layout needs of it: paragraphs with looks and texts, tables with rows and cells.

Everything is read once, however often it is measured. Lengths are points.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field

from lxml import etree

from dxreport.render.word.lines import Gauge, Text
from dxreport.render.word.looks import (
    Looks,
    P,
    ParagraphLook,
    Properties,
    RunLook,
    paragraph_properties,
    run_properties,
)

_WP = "{http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing}"
_EMU = 12700
_NONE: Properties = {}
_SIGNS = {f"{P}br": "\n", f"{P}cr": "\n", f"{P}tab": "\t"}
_SIDES = {f"{P}{side}": side for side in ("top", "left", "bottom", "right")}


@dataclass(frozen=True, slots=True)
class Paragraph:
    """``drawn`` is the height of a drawing in it; ``section`` the properties of the section that ends with it."""

    look: ParagraphLook
    text: Text
    first: float
    drawn: float
    bookmarks: tuple[str, ...]
    section: etree._Element | None


@dataclass(frozen=True, slots=True)
class Cell:
    """``merge`` is ``restart``, ``continue`` or None; ``pads`` the white above and below; ``at`` its first column."""

    at: int
    width: float
    merge: str | None
    pads: float
    paragraphs: tuple[Paragraph, ...]


@dataclass(frozen=True, slots=True)
class Row:
    """``least`` is the height asked for, ``exact`` that it is no other. ``goes_on``: the next row continues a merged cell."""

    cells: tuple[Cell, ...]
    header: bool
    whole: bool
    keep_next: bool
    least: float
    exact: bool
    goes_on: bool
    bookmarks: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Table:
    """``inside`` is the thickness of the rule between rows, ``around`` what the rules above and below add to it."""

    rows: tuple[Row, ...]
    inside: float
    around: float


@dataclass(frozen=True, slots=True)
class Section:
    """What stands between two section ends, with the properties of the section."""

    content: Sequence[Paragraph | Table]
    properties: etree._Element
    pushed: float = 0.0
    """Points of a page that too high heads and feet take from it."""


@dataclass(slots=True)
class Reader:
    """``inexact`` are the ids of styles in use whose lines nobody can count."""

    looks: Looks
    gauge: Gauge
    inexact: set[str] = field(default_factory=set)

    def sections(self, body: etree._Element) -> Iterator[Section]:
        """A section's properties stand at its end."""
        pending: list[Paragraph | Table] = []
        for element in body:
            if element.tag == f"{P}sectPr":
                yield Section(pending, element)
            elif element.tag == f"{P}tbl":
                pending.append(self._table(element))
            elif element.tag == f"{P}p":
                paragraph = self.paragraph(element)
                pending.append(paragraph)
                if paragraph.section is not None:
                    yield Section(pending, paragraph.section)
                    pending = []

    def paragraph(self, element: etree._Element) -> Paragraph:
        properties = element.find(f"{P}pPr")
        style, direct, section = "", _NONE, None
        if properties is not None:
            named = properties.find(f"{P}pStyle")
            style = "" if named is None else named.get(f"{P}val") or ""
            if len(properties) > 1:
                direct = paragraph_properties(properties)
                section = properties.find(f"{P}sectPr")
        look = self.looks.paragraph(style, direct)
        runs, marks, drawn = self._content(element, style)
        first = look.first
        if runs and not drawn and (look.leading is None or look.odd or not all(part.known for _, part in runs)):
            self.inexact.add(style)
        if look.tabs:
            runs, first = _entry(runs, first)
        return Paragraph(look, self.gauge.text([] if drawn else runs), first, drawn, marks, section)

    def _content(
        self, element: etree._Element, style: str
    ) -> tuple[list[tuple[str, RunLook]], tuple[str, ...], float]:  # fmt: skip
        """Text and look of the runs (instructions of fields are no text), names of bookmarks, height of a drawing."""
        found: list[tuple[str, RunLook]] = []
        marks: list[str] = []
        drawn = 0.0
        for node in element.iter(f"{P}r", f"{P}bookmarkStart", f"{_WP}extent"):
            if node.tag == f"{P}bookmarkStart":
                marks.append(node.get(f"{P}name") or "")
            elif node.tag == f"{P}r":
                text = "".join(
                    [child.text or "" if child.tag == f"{P}t" else _SIGNS.get(child.tag, "") for child in node]
                )
                if text:
                    found.append((text, self._look(node, style)))
            else:
                drawn = max(drawn, int(node.get("cy") or "0") / _EMU)
        return found, tuple(marks), drawn

    def _look(self, run: etree._Element, style: str) -> RunLook:
        properties = run.find(f"{P}rPr")
        if properties is None:
            return self.looks.run(style, "", _NONE)
        named = properties.find(f"{P}rStyle")
        character = "" if named is None else named.get(f"{P}val") or ""
        return self.looks.run(style, character, run_properties(properties))

    # --- tables ---

    def _table(self, element: etree._Element) -> Table:
        named = element.find(f"{P}tblPr/{P}tblStyle")
        look = self.looks.table("" if named is None else named.get(f"{P}val") or "")
        grid = [int(c.get(f"{P}w") or "0") / 20 for c in element.findall(f"{P}tblGrid/{P}gridCol")]
        inside = look.rules.get("insideH", 0.0)
        around = look.rules.get("top", 0.0) + look.rules.get("bottom", 0.0) - inside
        read = [self._row(row, grid, look.margins) for row in element.findall(f"{P}tr")]
        continued = [any(c.merge == "continue" for c in row.cells) for row in read[1:]] + [False]
        rows = (_with(row, goes_on) for row, goes_on in zip(read, continued, strict=True))
        return Table(tuple(rows), inside, max(around, 0.0))

    def _row(self, row: etree._Element, grid: Sequence[float], margins: Mapping[str, float]) -> Row:
        cells: list[Cell] = []
        at = 0
        for cell in row.findall(f"{P}tc"):
            span, made = self._cell(cell, grid, at, margins)
            cells.append(made)
            at += span
        header = whole = exact = False
        least = 0.0
        properties = row.find(f"{P}trPr")
        for child in [] if properties is None else properties:
            header = header or child.tag == f"{P}tblHeader"
            whole = whole or child.tag == f"{P}cantSplit"
            if child.tag == f"{P}trHeight":
                least, exact = int(child.get(f"{P}val") or "0") / 20, child.get(f"{P}hRule") == "exact"
        marks = tuple(m for cell in cells for p in cell.paragraphs for m in p.bookmarks)
        # A row stays with the next one when its first paragraph does.
        keep = bool(cells and cells[0].paragraphs and cells[0].paragraphs[0].look.keep_next)
        return Row(tuple(cells), header, whole, keep, least, exact, goes_on=False, bookmarks=marks)

    def _cell(
        self, cell: etree._Element, grid: Sequence[float], at: int, margins: Mapping[str, float]
    ) -> tuple[int, Cell]:  # fmt: skip
        span, merge, sides = 1, None, margins
        properties = cell.find(f"{P}tcPr")
        for child in [] if properties is None else properties:
            if child.tag == f"{P}gridSpan":
                span = int(child.get(f"{P}val") or "1")
            elif child.tag == f"{P}vMerge":
                merge = child.get(f"{P}val") or "continue"
            elif child.tag == f"{P}tcMar":
                own = {_SIDES[m.tag]: int(m.get(f"{P}w") or "0") / 20 for m in child if m.tag in _SIDES}
                sides = {**margins, **own}
        width = sum(grid[at : at + span]) - sides["left"] - sides["right"]
        paragraphs = tuple(self.paragraph(p) for p in cell.iterchildren(f"{P}p"))
        return span, Cell(at, width, merge, sides["top"] + sides["bottom"], paragraphs)


def _with(row: Row, goes_on: bool) -> Row:
    if not goes_on:
        return row
    return Row(row.cells, row.header, row.whole, row.keep_next, row.least, row.exact, True, row.bookmarks)


def _entry(runs: list[tuple[str, RunLook]], first: float) -> tuple[list[tuple[str, RunLook]], float]:
    """An entry of the contents: what stands before a first of two tabs hangs, the last tab only sets the number right."""
    tabs = [i for i, (text, _) in enumerate(runs) if "\t" in text]
    if len(tabs) > 1:
        runs, first = runs[tabs[0] + 1 :], 0.0
    return [(text.replace("\t", ""), look) for text, look in runs], first

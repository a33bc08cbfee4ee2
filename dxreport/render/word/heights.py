"""Turns paragraphs and tables of a Word body into heights in points: lines by their leading, rows by their tallest cell."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace

from lxml import etree

from dxreport.render.word.lines import Gauge, Scenario
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
# What a face asks for by itself, in em; only lines without an exact leading are set so.
_NATURAL, _DESCENT = 1.3, 0.3
_NONE: Properties = {}


@dataclass(frozen=True, slots=True)
class ParagraphBox:
    """A paragraph as the page sees it. ``bookmarks`` are the names that begin in it."""

    look: ParagraphLook
    lines: int
    line: float
    bookmarks: tuple[str, ...]
    section: etree._Element | None
    """The properties of the section that ends with this paragraph."""

    @property
    def height(self) -> float:
        """Without the distances before and after."""
        return self.lines * self.line + self.look.edges


@dataclass(frozen=True, slots=True)
class RowBox:
    height: float
    header: bool
    whole: bool
    """It may not be broken over pages."""
    keep_next: bool
    bookmarks: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class TableBox:
    rows: tuple[RowBox, ...]


Box = ParagraphBox | TableBox


@dataclass(frozen=True, slots=True)
class _Read:
    """A paragraph as it stands in the file, before anything is measured."""

    look: ParagraphLook
    runs: list[tuple[str, RunLook]]
    first: float
    drawn: float
    bookmarks: tuple[str, ...]
    section: etree._Element | None


@dataclass(slots=True)
class Reading:
    """Every paragraph is read once, however often it is measured. ``inexact`` are the ids of styles that nobody can count."""

    looks: Looks
    paragraphs: dict[etree._Element, _Read] = field(default_factory=dict)
    inexact: set[str] = field(default_factory=set)

    def paragraph(self, element: etree._Element) -> _Read:
        found = self.paragraphs.get(element)
        if found is None:
            found = self.paragraphs[element] = self._read(element)
        return found

    def _read(self, element: etree._Element) -> _Read:
        properties = element.find(f"{P}pPr")
        style, direct, section = "", _NONE, None
        if properties is not None:
            named = properties.find(f"{P}pStyle")
            style = "" if named is None else named.get(f"{P}val") or ""
            if len(properties) > 1:
                direct = paragraph_properties(properties)
                section = properties.find(f"{P}sectPr")
        look = self.looks.paragraph(style, direct)
        runs, first = self._runs(element, style), look.first
        drawn = max((int(e.get("cy") or "0") / _EMU for e in element.iter(f"{_WP}extent")), default=0.0)
        if not drawn and (look.leading is None or not all(part.known for _, part in runs)):
            self.inexact.add(style)
        if look.tabs:
            runs, first = _entry(runs, first)
        marks = tuple(m.get(f"{P}name") or "" for m in element.iter(f"{P}bookmarkStart"))
        return _Read(look, [] if drawn else runs, first, drawn, marks, section)

    def _runs(self, element: etree._Element, style: str) -> list[tuple[str, RunLook]]:
        """Text and look of the runs; instructions of fields are no text."""
        found: list[tuple[str, RunLook]] = []
        for run in element.iter(f"{P}r"):
            text = "".join(_text(child) for child in run)
            if not text:
                continue
            properties = run.find(f"{P}rPr")
            character, direct = "", _NONE
            if properties is not None:
                named = properties.find(f"{P}rStyle")
                character = "" if named is None else named.get(f"{P}val") or ""
                direct = run_properties(properties)
            found.append((text, self.looks.run(style, character, direct)))
        return found


@dataclass(frozen=True, slots=True)
class Ruler:
    """Measures what stands in a body, in one scenario."""

    reading: Reading
    gauge: Gauge
    scenario: Scenario

    def paragraph(self, element: etree._Element, width: float) -> ParagraphBox:
        read = self.reading.paragraph(element)
        look = read.look
        room = width - look.left - look.right
        lines = self.gauge.count(read.runs, room, read.first, self.scenario) if read.runs else 1
        line = look.leading or look.run.size * _NATURAL * look.line_share
        if read.drawn:
            # The drawing stands on the baseline: what hangs below it is added.
            line = max(line, read.drawn + _DESCENT * look.run.size) if look.leading is None else look.leading
        return ParagraphBox(look, lines, line, read.bookmarks, read.section)

    def stack(self, elements: Iterator[etree._Element], width: float) -> float:
        """Height of paragraphs in a cell: of two distances that meet, the larger one counts."""
        total = gap = 0.0
        for element in elements:
            box = self.paragraph(element, width)
            total += max(gap, box.look.before) + box.height
            gap = box.look.after
        return total + gap

    def table(self, element: etree._Element) -> TableBox:
        named = element.find(f"{P}tblPr/{P}tblStyle")
        look = self.reading.looks.table("" if named is None else named.get(f"{P}val") or "")
        grid = [int(c.get(f"{P}w") or "0") / 20 for c in element.findall(f"{P}tblGrid/{P}gridCol")]
        share, inside = self.scenario.rules, look.rules.get("insideH", 0.0)
        outside = look.rules.get("top", 0.0) + look.rules.get("bottom", 0.0) - inside
        rows: list[RowBox] = []
        spanning: dict[int, tuple[int, float]] = {}
        for row in element.findall(f"{P}tr"):
            tallest, at = 0.0, 0
            for cell in row.findall(f"{P}tc"):
                span, merge, height = self._cell(cell, grid, at, look.margins)
                if merge == "restart":
                    spanning[at] = (len(rows), height)
                elif merge is None:
                    spanning.pop(at, None)
                    tallest = max(tallest, height)
                at += span
            rows.append(self._row(row, tallest + share * (inside if rows else inside + max(outside, 0.0))))
            rows = _stretched(rows, spanning, self._goes_on(row))
        return TableBox(tuple(rows))

    def _goes_on(self, row: etree._Element) -> bool:
        """Whether the row after this one continues a merged cell."""
        following = row.getnext()
        if following is None:
            return False
        return any(m.get(f"{P}val") != "restart" for m in following.iter(f"{P}vMerge"))

    def _cell(
        self, cell: etree._Element, grid: list[float], at: int, margins: Mapping[str, float]
    ) -> tuple[int, str | None, float]:
        """Columns spanned, kind of vertical merge, height of the content with its margins."""
        properties = cell.find(f"{P}tcPr")
        span, merge = 1, None
        sides = dict(margins)
        if properties is not None:
            for child in properties:
                tag = etree.QName(child).localname
                if tag == "gridSpan":
                    span = int(child.get(f"{P}val") or "1")
                elif tag == "vMerge":
                    merge = child.get(f"{P}val") or "continue"
                elif tag == "tcMar":
                    sides |= {etree.QName(m).localname: int(m.get(f"{P}w") or "0") / 20 for m in child}
        width = sum(grid[at : at + span]) - sides["left"] - sides["right"]
        return span, merge, self.stack(cell.iterchildren(f"{P}p"), width) + sides["top"] + sides["bottom"]

    def _row(self, row: etree._Element, height: float) -> RowBox:
        properties = row.find(f"{P}trPr")
        header = whole = False
        if properties is not None:
            header = properties.find(f"{P}tblHeader") is not None
            whole = properties.find(f"{P}cantSplit") is not None
            asked = properties.find(f"{P}trHeight")
            if asked is not None:
                least = int(asked.get(f"{P}val") or "0") / 20
                height = least if asked.get(f"{P}hRule") == "exact" else max(height, least)
        marks = tuple(m.get(f"{P}name") or "" for m in row.iter(f"{P}bookmarkStart"))
        return RowBox(height, header, whole, self._keeps(row), marks)

    def _keeps(self, row: etree._Element) -> bool:
        """A row stays with the next one when its first paragraph does."""
        paragraph = row.find(f"{P}tc/{P}p")
        return paragraph is not None and self.reading.paragraph(paragraph).look.keep_next


def _stretched(rows: list[RowBox], spanning: dict[int, tuple[int, float]], goes_on: bool) -> list[RowBox]:
    """A merged cell that ends with the last row and is taller than its rows makes that row higher."""
    if goes_on:
        return rows
    for first, height in spanning.values():
        lacking = height - sum(r.height for r in rows[first:])
        if lacking > 0:
            last = rows[-1]
            rows = [*rows[:-1], replace(last, height=last.height + lacking)]
    spanning.clear()
    return rows


def _entry(runs: list[tuple[str, RunLook]], first: float) -> tuple[list[tuple[str, RunLook]], float]:
    """An entry of the contents: what stands before a first of two tabs hangs, the last tab only sets the number right."""
    tabs = [i for i, (text, _) in enumerate(runs) if "\t" in text]
    if len(tabs) > 1:
        runs, first = runs[tabs[0] + 1 :], 0.0
    return [(text.replace("\t", ""), look) for text, look in runs], first


_SIGNS = {f"{P}br": "\n", f"{P}cr": "\n", f"{P}tab": "\t"}


def _text(child: etree._Element) -> str:
    return child.text or "" if child.tag == f"{P}t" else _SIGNS.get(child.tag, "")

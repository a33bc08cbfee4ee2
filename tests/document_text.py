"""Turns a rendered strategy document back into its sentences, each with the place at which it stands, as a reader finds them.

Everything that can be read is read: paragraphs, tables, headers and footers; alternative texts apart. Places bear the
names that ``tests/source_text.py`` gives them. Numbers of headings and tables are left out: Word may set them by lists.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import docx
from docx.oxml import parse_xml
from docx.oxml.ns import qn

from tests.source_text import COVER, MATRIX, QUARTERS, SCHEDULE, STATEMENTS, TASKS, TITLE, Item, sentences, sheet

MARGINS, CONTENTS, FIGURE = "ページの上下", "目次", "図"
SHEET_TITLE = "戦略 個票見出し"
_MONTHS = (4, 5, 6, 7, 8, 9, 10, 11, 12, 1, 2, 3)
_SHEET = re.compile(r"重点取組(\d+)\u3000(.+)")


@dataclass
class Read:
    """``alternatives`` are the texts for those who cannot see a table or a drawing, with their places."""

    items: list[Item] = field(default_factory=list)
    alternatives: list[Item] = field(default_factory=list)
    headings: list[tuple[int, str]] = field(default_factory=list)
    """Level and text."""
    contents: list[str] = field(default_factory=list)


def text_of(element: Any) -> str:
    """What is printed; where a line is broken by hand nothing is added. A tab becomes one too."""
    out = []
    for node in element.iter(qn("w:t"), qn("w:tab"), qn("w:fldSimple")):
        if node.tag == qn("w:t"):
            out.append(node.text or "")
        elif node.tag == qn("w:tab") and node.getparent().tag == qn("w:r"):
            out.append("\t")
    return "".join(out).strip(" \t")


def drawn_texts(paragraph: Any) -> Iterator[str]:
    """The texts of a drawing's boxes, once: what stands there for older programs says the same."""
    for box in paragraph.iter(qn("w:txbxContent")):
        if not any(str(a.tag).endswith("}Fallback") for a in box.iterancestors()):
            yield from filter(None, (text_of(p) for p in box.iter(qn("w:p"))))


def read(path: Path) -> Read:
    document = docx.Document(str(path))
    reader = _Reader({s.style_id: str(s.name) for s in document.styles})
    for element in document.element.body:
        reader.take(element)
    for part in sorted(set(document.part.package.iter_parts()), key=lambda p: str(p.partname)):
        if re.search(r"/word/(?:header|footer)\d*\.xml", str(part.partname)):
            reader.margin(part)
    return reader.out


class _Reader:
    def __init__(self, styles: dict[str, str]) -> None:
        self.out = Read()
        self.styles = styles
        self.place = COVER
        self.sheet = ""
        self.kickers: list[str] = []

    def take(self, element: Any) -> None:
        if element.tag == qn("w:p"):
            self._paragraph(element)
        elif element.tag == qn("w:tbl"):
            self._table(element)
        elif element.tag == qn("w:sdt"):
            for child in element.iter(qn("w:p"), qn("w:tbl")):
                self.take(child)
        for drawn in element.iter(qn("wp:docPr")):
            if drawn.get("descr"):
                self.out.alternatives.append(Item(self.place, drawn.get("descr")))

    def margin(self, part: Any) -> None:
        for node in parse_xml(part.blob).iter(qn("w:p")):
            for text in text_of(node).split("\t"):
                item = Item(MARGINS, text)
                if text and not re.fullmatch(r"\d+(?: / \d+)?", text) and item not in self.out.items:
                    self.out.items.append(item)

    def _add(self, place: str, text: str) -> None:
        for said in sentences(text):
            self.out.items.append(Item(place, said.removeprefix("・")))

    # --- paragraphs ---

    def _paragraph(self, paragraph: Any) -> None:
        if drawn := list(drawn_texts(paragraph)):
            for text in drawn:
                self._add(f"{self.place}/{FIGURE}", text)
            return
        style, text = self._style(paragraph), text_of(paragraph)
        if not text:
            return
        if style == SHEET_TITLE:
            self._heading(2, text)
        elif style.casefold().startswith("heading"):
            self._heading(int(style[-1]), text)
        elif style.casefold().startswith("toc"):
            entry = re.sub(r"\t\d+$", "", text) if style[-1].isdigit() else text
            self.out.contents.append(re.sub(r"^(?:第\d+|\d+)[\u3000\t]", "", entry))
        elif style == "戦略 前見出し":
            self.kickers.append(text)
        elif style.casefold() == "caption":
            self._add(self.place, re.sub(r"^[表図]\d+\u3000", "", text))
        else:
            self._add(self.place, text)

    def _style(self, paragraph: Any) -> str:
        named = paragraph.find(f"{qn('w:pPr')}/{qn('w:pStyle')}")
        return "" if named is None else self.styles.get(named.get(qn("w:val")), "")

    def _heading(self, level: int, text: str) -> None:
        said = re.sub(r"^(?:第\d+|\d+)\u3000", "", text)
        self.out.headings.append((level, said))
        found = _SHEET.fullmatch(said)
        if found:
            self.sheet = found[1]
            self.place = sheet(self.sheet, TITLE)
            for kicker in self.kickers:
                self._add(self.place, kicker)
            self._add(self.place, f"重点取組{found[1]}")
            self._add(self.place, found[2])
        elif level < 3:
            self.sheet, self.place = "", said
            for text in (*self.kickers, said):
                self._add(self.place, text)
        else:
            self._add(sheet(self.sheet, TASKS), said)
            self.place = sheet(self.sheet, SCHEDULE)
        self.kickers = []

    # --- tables ---

    def _table(self, table: Any) -> None:
        rows = list(table.iter(qn("w:tr")))
        texts = [[text_of(cell) for cell in row.iter(qn("w:tc"))] for row in rows]
        for tag in ("w:tblCaption", "w:tblDescription"):
            for node in table.iter(qn(tag)):
                self.out.alternatives.append(Item(self.place, node.get(qn("w:val"))))
        if QUARTERS[0] in texts[0] and self.sheet:
            self._schedule(rows)
        elif all(len(row) == 4 for row in texts) and texts[0][1] == "1":
            self._matrix(rows)
        elif texts[0][:2] == ["戦略テーマ", "重点取組"]:
            self._wide_matrix(rows)
        else:
            for row in rows:
                self._row(list(row.iter(qn("w:tc"))))

    def _row(self, cells: list[Any]) -> None:
        """A label and what it names; any other row as it stands."""
        place, label = self.place, text_of(cells[0]) if cells else ""
        if self.sheet and label:
            place = sheet(self.sheet, label)
        elif label.startswith(STATEMENTS):
            place = label
        elif self.place.startswith("目黒区の現状"):
            place = f"{self.place}/{label}"
        for cell in cells:
            for paragraph in cell.iter(qn("w:p")):
                self._add(place, text_of(paragraph))

    def _matrix(self, rows: list[Any]) -> None:
        theme = ""
        for row in rows:
            head, number, name, outline = row.iter(qn("w:tc"))
            if text_of(head):
                theme = text_of(head)[len("戦略テーマ")]
            said = [text_of(p) for p in head.iter(qn("w:p"))]
            for text in filter(None, said):
                self._add(f"{MATRIX}/{theme}", text)
            place = f"{MATRIX}/{text_of(number)}"
            for cell in (name, outline):
                for paragraph in cell.iter(qn("w:p")):
                    self._add(place, text_of(paragraph))

    def _wide_matrix(self, rows: list[Any]) -> None:
        """A theme in a row, its initiatives side by side: number and name, marks with the page, outline."""
        for text in (text_of(cell) for cell in rows[0].iter(qn("w:tc"))):
            self._add(MATRIX, text)
        for row in rows[1:]:
            head, *cells = row.iter(qn("w:tc"))
            theme = text_of(head)[len("戦略テーマ")]
            for paragraph in head.iter(qn("w:p")):
                self._add(f"{MATRIX}/{theme}", text_of(paragraph))
            for cell in cells:
                texts = [text_of(p) for p in cell.iter(qn("w:p"))]
                number, _, texts[0] = texts[0].partition("\u3000")
                for text in texts if number else ():
                    self._add(f"{MATRIX}/{number}", re.sub(r"\u3000\d+ページ$", "", text))

    def _schedule(self, rows: list[Any]) -> None:
        """Names of tasks, then every shaded cell with its months, as the source has them in two columns."""
        bars, names = sheet(self.sheet, SCHEDULE), sheet(self.sheet, TASKS)
        for row in rows:
            first, *cells = row.iter(qn("w:tc"))
            self._add(names, text_of(first))
            at = 0
            for cell in cells:
                span = cell.find(f"{qn('w:tcPr')}/{qn('w:gridSpan')}")
                width = 1 if span is None else int(span.get(qn("w:val")))
                text = text_of(cell)
                shade = cell.find(f"{qn('w:tcPr')}/{qn('w:shd')}")
                if row.find(f".//{qn('w:tblHeader')}") is not None:
                    self._add(bars, text)
                elif text or (shade is not None and shade.get(qn("w:fill")) not in ("auto", None)):
                    self._add(bars, f"{_span(at, at + width)}：{text or '（塗り）'}")
                at += width


def _span(start: int, end: int) -> str:
    first, last = _MONTHS[start], _MONTHS[end - 1]
    return f"{first}月" if first == last else f"{first}～{last}月"


def places(found: list[Item]) -> Iterator[str]:
    """Each place once, in the order in which they come."""
    yield from dict.fromkeys(item.place for item in found)

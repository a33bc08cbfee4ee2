"""Turns the customer's own document (the text of a PDF) into its sentences, each with the place at which it stands.

A place is 「はじめに」, 「個票3/実施の概要」 and so on; the document is read into the same places (``tests/document_text.py``).
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

SOURCE = Path(__file__).parent / "data" / "source" / "digital-ict-strategy-r7.txt"

COVER, FOREWORD, MATRIX = "表紙", "はじめに", "一覧表"
TITLE, TASKS, SCHEDULE = "名称", "個別施策", "スケジュール"
STATEMENTS = ("Mission", "Vision", "Value")
CHAPTERS = (
    "デジタル・ICT戦略の位置づけ",
    "令和7年度デジタル・ICT戦略の背景",
    "目黒区の現状(令和6年度実績)",
    "目黒区の令和7年度重要課題",
    "目黒区をとりまく環境",
    "令和7年度に向けて",
    "令和7年度デジタル・ICT戦略の全体像",
    "令和7年度デジタル・ICT戦略 13の重点取組",
)
"""Headings as they are printed: lines of their own that are not sentences."""
QUARTERS = ("4～6月", "7～9月", "10～12月", "1～3月")


@dataclass(frozen=True, slots=True)
class Item:
    """A sentence, an item of a list or a cell's text."""

    place: str
    text: str


def sheet(number: str, field: str) -> str:
    return f"個票{number}/{field}"


def sentences(text: str) -> list[str]:
    """Cut behind each 「。」 that does not stand before a closing bracket."""
    return [s.strip() for s in re.split(r"(?<=。)(?![）」])", text) if s.strip()]


def items(text: str) -> list[Item]:
    """Everything that the source says, in its order."""
    return list(_Reader().read(text))


class _Reader:
    """Walks over the blocks between blank lines; knows the place it is at."""

    def __init__(self) -> None:
        self.place = COVER
        self.sheet = ""

    def read(self, text: str) -> Iterator[Item]:
        for block in re.split(r"\n\s*\n", text.strip("\n")):
            rows = [line for line in block.split("\n") if line.strip()]
            if not rows:
                continue
            if "\t" in rows[0]:
                yield from self._table(rows)
            else:
                yield from self._prose(rows)

    # --- running text ---

    def _prose(self, rows: list[str]) -> Iterator[Item]:
        listed = rows[0].startswith("- ")
        whole = "".join(row.strip() for row in rows)
        if self.place == COVER and "目黒区では" in whole:
            self.place = FOREWORD
        if whole in CHAPTERS or whole.startswith(STATEMENTS):
            self.place = wide(whole)
        if listed:
            for row in rows:
                for said in sentences(row.removeprefix("- ")):
                    yield Item(self.place, said)
            return
        for said in sentences(whole):
            yield Item(self.place, said)

    # --- tables ---

    def _table(self, rows: list[str]) -> Iterator[Item]:
        first = rows[0].split("\t")
        if first[0] == "方針":
            for row in rows:
                yield from self._state(row)
        elif first[0] == "戦略テーマ":
            self.place = MATRIX
            for text in filter(None, first):
                yield Item(MATRIX, text)
            for row in rows[1:]:
                yield from self._theme(row)
        else:
            yield from self._sheet(rows)

    def _state(self, row: str) -> Iterator[Item]:
        """方針, 取組成果, 課題: the marks ● and … and the numbers ①② begin an item."""
        label, text = row.split("\t")[:2]
        place = f"{self.place}/{label}"
        yield Item(place, label)
        for part in re.split(r"\s(?=[●①②③…])|●", text):
            if part.strip():
                yield Item(place, part.strip().removeprefix("…"))

    def _theme(self, row: str) -> Iterator[Item]:
        head, *cells = row.split("\t")
        paragraphs = re.findall(r"<p>(.*?)</p>", head)
        for text in paragraphs:
            yield Item(f"{MATRIX}/{paragraphs[0]}", text)
        for cell in filter(str.strip, cells):
            name, outline = re.findall(r"<p>(.*?)</p>", cell)
            number, _, title = name.partition(". ")
            yield Item(f"{MATRIX}/{number}", title)
            for said in sentences(outline):
                yield Item(f"{MATRIX}/{number}", said)

    def _sheet(self, rows: list[str]) -> Iterator[Item]:
        months_seen = False
        below = 0
        for row in rows:
            cells = [re.sub(r"</?(?:ul|small|p)\b[^>]*>", " ", c).strip() for c in row.split("\t")]
            label = cells[0]
            if label == "重点取組":
                yield from self._title(cells)
            elif label.replace(" ", "").startswith(("実施の概要", "目標・指標")):
                place = sheet(self.sheet, wide(label))
                yield Item(place, label)
                for said in _listed(cells[1]):
                    yield Item(place, said)
            elif label.startswith("具体的な個別施策"):
                yield Item(sheet(self.sheet, TASKS), label)
                yield Item(sheet(self.sheet, SCHEDULE), cells[1])
            else:
                for said in _listed(label):
                    yield Item(sheet(self.sheet, TASKS), said)
                if not months_seen:
                    months_seen = True
                    for quarter in cells[1:5]:
                        yield Item(sheet(self.sheet, SCHEDULE), quarter)
                    continue
                below += 1
                yield from self._bars(cells[1:])

    def _title(self, cells: list[str]) -> Iterator[Item]:
        term, named, aims_label, aims = cells[:4]
        self.sheet, _, title = named.partition(". ")
        place = sheet(self.sheet, TITLE)
        yield Item(place, term + self.sheet)
        yield Item(place, title)
        place = sheet(self.sheet, aims_label)
        yield Item(place, aims_label)
        for aim in re.split(r"\s+(?=めざす姿)", aims):
            for said in sentences(aim):
                yield Item(place, said)

    def _bars(self, cells: list[str]) -> Iterator[Item]:
        """What stands below a quarter; the English account of sheet 12's figure spans all of them."""
        place = sheet(self.sheet, SCHEDULE)
        for quarter, cell in zip(QUARTERS, cells, strict=False):
            if re.search(r"[a-z]{4}", cell):
                for said in re.split(r"(?<=[.])\s+(?=\S)|(?<=timelines:)\s+", cell):
                    yield Item(place, said.strip())
            elif cell:
                yield Item(place, f"{quarter}：{cell}")


def _listed(cell: str) -> Iterator[str]:
    """A cell's items: cut at 「•」 where it has them, else at spaces; a note ※ is an item of its own; marks are left out."""
    if "•" in cell:
        parts = re.split(r"•|\s+(?=※)", cell)
    elif "。" in cell:
        parts = [s for part in re.split(r"\s+(?=※)", cell) for s in sentences(part)]
    else:
        parts = re.split(r"\s+", cell)
    for part in parts:
        said = part.strip().lstrip("・").strip()
        if said:
            yield said


def wide(text: str) -> str:
    """Brackets as the house writes them, for the names of places."""
    return text.replace("(", "（").replace(")", "）").replace(" （", "（")

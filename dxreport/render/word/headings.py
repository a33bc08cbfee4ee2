"""Turns the list of headings in a template into the numbers that Word will set before them: 第1, 1, (1), ア."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from lxml import etree

from dxreport.render.word.looks import P

_KANA = "アイウエオカキクケコサシスセソタチツテトナニヌネノハヒフヘホマミムメモヤユヨラリルレロワヲン"
_DIGITS = "〇一二三四五六七八九"
_FULL = {ord("0") + n: ord("０") + n for n in range(10)}


@dataclass(frozen=True, slots=True)
class Level:
    """One level of a list: the form of its number, and the text in which ``%1`` stands for the number of level 1."""

    form: str
    text: str
    start: int


@dataclass(frozen=True, slots=True)
class HeadingList:
    """The levels by heading level (1–4); empty where the template numbers no headings."""

    levels: Mapping[int, Level]

    def labels(self, headings: Iterable[tuple[int, bool]]) -> list[str]:
        """The label of each heading (level, is it numbered) in order; empty for one without a number."""
        counts: dict[int, int] = {}
        out: list[str] = []
        for level, numbered in headings:
            found = self.levels.get(level)
            if not numbered or found is None:
                out.append("")
                continue
            counts[level] = counts.get(level, found.start - 1) + 1
            counts = {n: c for n, c in counts.items() if n <= level}
            out.append(self._label(found.text, counts))
        return out

    def _label(self, text: str, counts: Mapping[int, int]) -> str:
        """``%1`` is the number of level 1."""
        for level, found in self.levels.items():
            text = text.replace(f"%{level}", _formed(counts.get(level, found.start), found.form))
        return text


def heading_list(styles: etree._Element, numbering: etree._Element | None, names: Sequence[str]) -> HeadingList:
    """``names`` are the ids of the heading styles from level 1 down; each style says which list and level numbers it."""
    levels: dict[int, Level] = {}
    for at, name in enumerate(names, 1):
        style = next((s for s in styles.iter(f"{P}style") if s.get(f"{P}styleId") == name), None)
        bound = None if style is None else style.find(f"{P}pPr/{P}numPr")
        element = None if bound is None or numbering is None else _level(numbering, bound)
        if element is not None:
            levels[at] = Level(
                _value(element, "numFmt", "decimal"), _value(element, "lvlText", ""), int(_value(element, "start", "1"))
            )
    return HeadingList(levels)


def _level(numbering: etree._Element, bound: etree._Element) -> etree._Element | None:
    number, depth = _value(bound, "numId", "0"), _value(bound, "ilvl", "0")
    for found in numbering.iter(f"{P}num"):
        if found.get(f"{P}numId") == number:
            shape = _value(found, "abstractNumId", "")
            for abstract in numbering.iter(f"{P}abstractNum"):
                if abstract.get(f"{P}abstractNumId") == shape:
                    return next((x for x in abstract.iter(f"{P}lvl") if x.get(f"{P}ilvl") == depth), None)
    return None


def _value(element: etree._Element, tag: str, default: str) -> str:
    child = element.find(f"{P}{tag}")
    return default if child is None else child.get(f"{P}val") or default


def _formed(number: int, form: str) -> str:
    """The number in one of the forms that Word offers for Japanese; any other is printed in plain digits."""
    match form:
        case "aiueo" | "aiueoFullWidth" if number <= len(_KANA):
            return _KANA[number - 1]
        case "decimalFullWidth":
            return str(number).translate(_FULL)
        case "japaneseCounting" | "ideographDigital" if number < len(_DIGITS):
            return _DIGITS[number]
        case "upperLetter" | "lowerLetter" if number <= 26:
            letter = chr(ord("A") + number - 1)
            return letter if form == "upperLetter" else letter.lower()
        case _:
            return str(number)

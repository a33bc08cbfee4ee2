"""Turns a deck into sentences on what keeps people from hearing it: titles, reading order, heads, words, slide numbers."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator

from dxreport.model.contrast import READABLE, contrast
from tests.office_package import A, OfficePackage, P, Tree, words
from tests.slide_look import SlideLook

_FILE_NAME = re.compile(r"\S+\.[A-Za-z0-9]{2,4}")
_OF_THE_MASTER = {"sldNum", "dt", "ftr"}
_LANGUAGE = "ja-JP"


def _placeholder(shape: Tree) -> Tree | None:
    found: Tree | None = shape.find(f"./*/{P}nvPr/{P}ph")
    return found


def _is_title(shape: Tree) -> bool:
    mark = _placeholder(shape)
    return mark is not None and mark.get("type") in ("title", "ctrTitle")


def _shapes(tree: Tree) -> list[Tree]:
    return [s for s in tree.find(f"{P}cSld/{P}spTree") if s.tag not in (P + "nvGrpSpPr", P + "grpSpPr", P + "extLst")]


def slide_titles(package: OfficePackage) -> Iterator[str]:
    """Each slide has a title of its own, and it is read first."""
    seen: dict[str, str] = {}
    for name in package.slides:
        shapes = _shapes(package.trees[name])
        titles = [shape for shape in shapes if _is_title(shape)]
        said = words(titles[0]).strip() if titles else ""
        if len(titles) != 1 or not said:
            yield f"{name} has no title"
            continue
        if said in seen:
            yield f"{name} is titled like {seen[said]}: 「{said[:20]}」"
        seen[said] = name
        if shapes[0] is not titles[0]:
            yield f"{name}: the title is not read first"


def empty_placeholders(package: OfficePackage) -> Iterator[str]:
    for name in package.slides:
        for shape in _shapes(package.trees[name]):
            mark = _placeholder(shape)
            if mark is not None and shape.tag == P + "sp" and not words(shape).strip():
                yield f"{name}: the placeholder {mark.get('type')} {mark.get('idx')} is empty"


def slide_table_heads(package: OfficePackage) -> Iterator[str]:
    """A table has a row of heads, or its first column is declared to be one."""
    for name in package.slides:
        for table in package.trees[name].iter(A + "tbl"):
            properties = table.find(A + "tblPr")
            declared = {
                k for k in ("firstRow", "firstCol") if properties is not None and properties.get(k) in ("1", "true")
            }
            if not declared:
                yield f"{name}: the table 「{words(table)[:20]}」 has no heads"
            if "firstRow" in declared and not words(table.find(A + "tr")).strip():
                yield f"{name}: the table 「{words(table)[:20]}」 has heads without words"


def slide_numbers(package: OfficePackage) -> Iterator[str]:
    """Every slide but the cover shows its number, as a field."""
    for name in package.slides[1:]:
        if not any(field.get("type") == "slidenum" for field in package.trees[name].iter(A + "fld")):
            yield f"{name} has no number"


def slide_alternatives(package: OfficePackage) -> Iterator[str]:
    """An alternative text is no name of a file and more than a word."""
    for name in package.slides:
        for about in package.trees[name].iter(P + "cNvPr"):
            said = (about.get("descr") or "").strip()
            if said and (_FILE_NAME.fullmatch(said) or len(said) < 4):
                yield f"{name}: the alternative text 「{said}」 says nothing"


def slide_language(package: OfficePackage) -> Iterator[str]:
    for name in package.slides:
        said = {e.get("lang") for e in package.trees[name].iter(A + "rPr", A + "endParaRPr")} - {_LANGUAGE}
        if said:
            yield f"{name}: text in {sorted(map(str, said))}"


def slide_contrast(package: OfficePackage) -> Iterator[str]:
    """Text stands out from what is behind it: its shape, its cell, a shape under it or the background."""
    for name in package.slides:
        found: dict[tuple[str, str], str] = {}
        for said, colour, ground in SlideLook(package, name).texts():
            if said.strip() and contrast(colour, ground) < READABLE:
                found.setdefault((colour, ground), said)
        yield from (f"{name}: 「{said[:20]}」 in {colour} on {ground}" for (colour, ground), said in found.items())


CHECKS: list[Callable[[OfficePackage], Iterator[str]]] = [
    slide_titles,
    empty_placeholders,
    slide_table_heads,
    slide_numbers,
    slide_alternatives,
    slide_language,
    slide_contrast,
]

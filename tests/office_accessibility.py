"""Turns a Word file or a deck into sentences on what keeps people from hearing or seeing it: what Office's own checkers look at.

Each sentence is led by the name of its check, and each check finds its planted defect (tests/office_mutants.py).
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from itertools import groupby
from pathlib import Path

from dxreport.model.contrast import READABLE, contrast
from tests import slide_accessibility
from tests.office_package import MC, WP, OfficePackage, R, Tree, W, inside, switched_on, val, words
from tests.word_look import Look
from tests.word_tables import tables

LANGUAGE = "ja-JP"
_FILE_NAME = re.compile(r"\S+\.[A-Za-z0-9]{2,4}")
_SENTENCE = re.compile(r"[\u3041-\u30fa\u4e00-\u9fff]{6}")
_EMPTY_WORDS = {"こちら", "ここ", "詳細", "リンク", "クリック"}


def faults(path: Path) -> list[str]:
    """All that is wrong with the file, each sentence led by the name of the check."""
    package = OfficePackage(path)
    checks: list[Callable[[OfficePackage], Iterator[str]]] = [title]
    if package.is_readable:
        checks += WORD_CHECKS if package.is_word else slide_accessibility.CHECKS
    return [f"{check.__name__}: {fault}" for check in checks for fault in check(package)]


def title(package: OfficePackage) -> Iterator[str]:
    """The properties name the paper and its language."""
    core = package.trees.get("docProps/core.xml")
    if core is None or not (core.findtext("{*}title") or "").strip():
        yield "the paper has no title"
    if core is None or core.findtext("{*}language") != LANGUAGE:
        yield "the properties do not say the language"


_LATIN: dict[str, tuple[str, ...]] = {"val": ("en-US",), "eastAsia": ()}


def language(package: OfficePackage) -> Iterator[str]:
    """Japanese by default, for Latin letters and figures too. What says otherwise says English of Latin letters only.

    Word itself says so in every Japanese paper; with Japanese there LibreOffice breaks lines inside a number.
    """
    tree = package.trees.get("word/styles.xml")
    default = None if tree is None else tree.find(f"{W}docDefaults/{W}rPrDefault/{W}rPr/{W}lang")
    for kind in ("val", "eastAsia"):
        said = None if default is None else default.get(W + kind)
        if said != LANGUAGE:
            yield f"the default language ({kind}) is {said}"
    for name, part in {**package.stories, "word/styles.xml": tree}.items():
        for mark in () if part is None else part.iter(W + "lang"):
            for kind in ("val", "eastAsia"):
                if mark is not default and mark.get(W + kind, LANGUAGE) not in (LANGUAGE, *_LATIN[kind]):
                    style = next(mark.iterancestors(W + "style"), None)
                    yield f"{name}: {'' if style is None else style.get(W + 'styleId')}: language {kind} {mark.get(W + kind)}"


def headings(package: OfficePackage) -> Iterator[str]:
    """The first is of level 1, levels grow by one, and each says something."""
    look, last = Look(package), 0
    for paragraph in package.trees["word/document.xml"].iter(W + "p"):
        level = look.outline_level(paragraph)
        if level is None:
            continue
        said = words(paragraph, own=True).strip()
        if not said:
            yield f"an empty heading of level {level}"
        if level > last + 1:
            yield f"「{said[:20]}」 of level {level} follows one of level {last}"
        last = level
    if last == 0:
        yield "no headings"


def table_heads(package: OfficePackage) -> Iterator[str]:
    """A table has a row of heads, or its first column is declared to be one; none of the heads is without words."""
    for name, table in tables(package):
        if not name.startswith("word/document"):
            continue
        rows = table.findall(W + "tr")
        heads = [row for row in rows if switched_on(row.find(f"{W}trPr/{W}tblHeader"))]
        first_column = val(table, f"{W}tblPr/{W}tblLook", W + "firstColumn") in ("1", "true")
        if not heads and not first_column and sum(len(row.findall(W + "tc")) for row in rows) > 1:
            yield f"{name} has no heads"
        if heads and not any(words(row).strip() for row in heads):
            yield f"{name} has heads without words"
        if first_column and not all(
            words(row.find(W + "tc")).strip() for row in rows if row not in heads and not _goes_on(row)
        ):
            yield f"{name}: a row without words in the column that heads it"


def _goes_on(row: Tree) -> bool:
    merge = row.find(f"{W}tc/{W}tcPr/{W}vMerge")
    return merge is not None and merge.get(W + "val") != "restart"


def alternatives(package: OfficePackage) -> Iterator[str]:
    """An alternative text says something: it is no name of the drawing or of a file."""
    for story in package.stories.values():
        for about in story.iter(WP + "docPr"):
            said, name = (about.get("descr") or "").strip(), (about.get("name") or "").strip()
            if said and (said == name or not says_something(said)):
                yield f"the alternative text 「{said}」 says nothing"


def says_something(text: str) -> bool:
    return not _FILE_NAME.fullmatch(text) and bool(re.search(r"[0-9０-９]", text) or _SENTENCE.search(text))


def text_in_drawings(package: OfficePackage) -> Iterator[str]:
    """What is written in a drawing is said by its alternative text: readers that hear that one hear nothing else."""
    for story in package.stories.values():
        for about in story.iter(WP + "docPr"):
            heard = _squeezed(about.get("descr") or "")
            for paragraph in about.getparent().iter(W + "p"):
                if inside(paragraph, W + "txbxContent") and _squeezed(words(paragraph)) not in heard:
                    yield f"「{words(paragraph)[:20]}」 in the drawing 「{about.get('name')}」 is not in its alternative text"


def _squeezed(text: str) -> str:
    return re.sub(r"\s", "", text)


def contrast_of_text(package: OfficePackage) -> Iterator[str]:
    """Text stands out from its ground, whether shading of the paragraph, of the cell, of the table's style or the paper."""
    look = Look(package)
    found: dict[tuple[str, str], str] = {}
    for story in package.stories.values():
        for run in story.iter(W + "r"):
            said = "".join(t.text or "" for t in run.findall(W + "t")).strip()
            colour = look.colour(run) if said else None
            if colour is not None and contrast(colour, look.ground(run)) < READABLE:
                found.setdefault((colour, look.ground(run)), said)
    yield from (f"「{said[:20]}」 in {colour} on {ground}" for (colour, ground), said in found.items())


def empty_paragraphs(package: OfficePackage) -> Iterator[str]:
    """White space is set by styles: readers hear each empty paragraph as 「空白」."""
    for name, story in package.stories.items():
        for parent in {p.getparent() for p in story.iter(W + "p")}:
            for empty, group in groupby(parent, key=_is_empty):
                count = len(list(group))
                if empty and count > 1:
                    yield f"{name}: {count} empty paragraphs in a row"


def _is_empty(element: Tree) -> bool:
    """A paragraph that shows nothing and does nothing (a page break, a section, a mark)."""
    if element.tag != W + "p" or words(element).strip():
        return False
    does = (W + "drawing", W + "pict", W + "sectPr", W + "fldChar", W + "bookmarkStart", MC + "AlternateContent")
    breaks = any(b.get(W + "type") in ("page", "column") for b in element.iter(W + "br"))
    return not breaks and next(element.iter(*does), None) is None


def link_words(package: OfficePackage) -> Iterator[str]:
    """A link says where it leads."""
    for name, story in package.stories.items():
        for link in story.iter(W + "hyperlink"):
            said = words(link).strip()
            if not said or said in _EMPTY_WORDS or (link.get(R + "id") and said.startswith(("http://", "https://"))):
                yield f"{name}: a link that says 「{said}」"


WORD_CHECKS: list[Callable[[OfficePackage], Iterator[str]]] = [
    language,
    headings,
    table_heads,
    alternatives,
    text_in_drawings,
    contrast_of_text,
    empty_paragraphs,
    link_words,
]

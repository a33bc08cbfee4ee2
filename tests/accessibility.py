"""Turns a tagged PDF into sentences on what would mislead its readers and what veraPDF does not see: meaning, order, omissions.

veraPDF proves form: that a figure has an alternative text, not that it says anything; that text is marked, not that it is not
marked as decoration. Each check here is seen to fail on a paper with that one defect (tests/mutants.py).
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from itertools import pairwise
from pathlib import Path
from typing import NamedTuple

import pikepdf

from tests.document_facts import Destinations, info_and_xmp, objects
from tests.page_text import UNKNOWN, Run
from tests.structure import Content, Element, ObjectReference, TaggedPdf

LANGUAGE = "ja-JP"
_MARGIN = 17 * 72 / 25.4
"""Headers and footers stand within 17 mm of the paper's edge, and the body outside (render/pdf/__init__.py)."""
_LEADERS = re.compile(r"[\s…‥・.]*")
_FILE_NAME = re.compile(r"\S+\.[A-Za-z0-9]{2,4}")
_SENTENCE = re.compile(r"[\u3041-\u30fa\u4e00-\u9fff]{6}")
_HEADING = re.compile(r"H([1-6])")
_LEADS_OUT = {
    "JavaScript",
    "Launch",
    "URI",
    "GoToR",
    "GoToE",
    "SubmitForm",
    "ImportData",
    "Movie",
    "Sound",
    "Rendition",
}


def faults(path: Path) -> list[str]:
    """All that is wrong with the file, each sentence led by the name of the check."""
    tagged = TaggedPdf(path)
    return [f"{check.__name__}: {fault}" for check in CHECKS for fault in check(tagged)]


# --- what the tree says ----------------------------------------------------------------------------------------------


def table_heads(tagged: TaggedPdf) -> Iterator[str]:
    """Each table has a row of header cells or begins each row with one; each header cell says what it heads."""
    for table in tagged.elements("Table"):
        words = tagged.text(table)[:20]
        rows = [row.elements for row in table.walk() if row.role == "TR" and row.elements]
        head = [
            cell.role == "TH" for row in rows[:1] for cell in row if tagged.text(cell).strip()
        ]  # a corner may be blank
        if not rows or not (all(head) or all(row[0].role == "TH" for row in rows)):
            yield f"table 「{words}」 has no header cells"
        elif any(head[1:]) and not all(head):
            yield f"table 「{words}」 has data among its header cells"
        for cell in table.walk():
            if cell.role == "TH" and cell.attributes.get("Scope") not in ("Column", "Row", "Both"):
                yield f"header cell 「{tagged.text(cell)}」 has no scope"


def figures(tagged: TaggedPdf) -> Iterator[str]:
    """An alternative text states the message or the figures."""
    for figure in tagged.elements("Figure"):
        alt = figure.alt or ""
        if _FILE_NAME.fullmatch(alt.strip()) or not (re.search(r"[0-9]", alt) or _SENTENCE.search(alt)):
            yield f"alternative text 「{alt}」 says nothing"
        if "BBox" not in figure.attributes:
            yield f"figure 「{alt[:20]}」 has no box"


def headings(tagged: TaggedPdf) -> Iterator[str]:
    """The first is of level 1, and levels grow by one."""
    levels = [int(m[1]) for e in tagged.root.walk() if (m := _HEADING.fullmatch(e.role))]
    if not levels or levels[0] != 1:
        yield "the first heading is not of level 1"
    for before, after in pairwise(levels):
        if after > before + 1:
            yield f"a heading of level {after} follows one of level {before}"


def language(tagged: TaggedPdf) -> Iterator[str]:
    if (said := str(tagged.pdf.Root.get("/Lang"))) != LANGUAGE:
        yield f"the language is {said}"


# --- nothing hidden, nothing out of order ----------------------------------------------------------------------------


def hidden_text(tagged: TaggedPdf) -> Iterator[str]:
    """Text outside the tree stands in the margins, or repeats the head of a table, or leads the eye to a page number."""
    heads = _repeated_heads(tagged)
    for run in tagged.untagged():
        text = _squeezed(run.text)
        if _LEADERS.fullmatch(text) or _in_margin(tagged, run):
            continue
        if not run.artifact or not any(text in head for head in heads.get(run.page, ())):
            yield f"「{run.text}」 on page {run.page + 1} is not in the structure tree"


def _repeated_heads(tagged: TaggedPdf) -> dict[int, list[str]]:
    """By page: the heads of tables that began on an earlier one."""
    heads: dict[int, list[str]] = {}
    for table in tagged.elements("Table"):
        cells = [c for c in table.walk() if c.role == "TH" and c.attributes.get("Scope") != "Row"]
        pages = sorted({content.page for content in table.contents()})
        for page in pages[1:]:
            heads.setdefault(page, []).extend(_squeezed(tagged.text(cell)) for cell in cells)
    return heads


def _in_margin(tagged: TaggedPdf, run: Run) -> bool:
    height = float(str(tagged.pdf.pages[run.page].mediabox[3]))
    return run.artifact and not _MARGIN < run.y < height - _MARGIN


def _squeezed(text: str) -> str:
    return re.sub(r"\s", "", text)


def order(tagged: TaggedPdf) -> Iterator[str]:
    """Reading goes down the pages: each block begins below the last or beside it, each cell to the right of the one before."""
    last: _Place | None = None
    for block in _blocks(tagged.root):
        places = _places(tagged, block)
        words = tagged.text(block)[:20]
        if not places:
            continue
        if last is not None and (places[0].page < last.page or places[0].is_above(last)):
            yield f"「{words}」 on page {places[0].page + 1} is read after what stands below it"
        last = places[-1]
        cells = [place[0] for cell in block.elements if block.role == "TR" and (place := _places(tagged, cell))]
        if any(a.page == b.page and b.left < a.left for a, b in pairwise(cells)):
            yield f"the cells of 「{words}」 on page {places[0].page + 1} are not read from left to right"


class _Place(NamedTuple):
    """What an element takes up of a page: from where its first words stand, in points from the lower left corner."""

    page: int
    left: float
    top: float

    def is_above(self, other: _Place) -> bool:
        return self.page == other.page and self.top > other.top + _SAME_LINE and self.left <= other.left


_SAME_LINE = 3
"""Points by which baselines may differ in one line: figures of several sizes."""
_WHOLE = {"TR", "P", "Figure", "LI", "TOCI", "Caption", "H1", "H2", "H3", "H4", "H5", "H6"}


def _blocks(element: Element) -> Iterator[Element]:
    """The outermost elements that are read as a whole."""
    if element.role in _WHOLE:
        yield element
    else:
        for kid in element.elements:
            yield from _blocks(kid)


def _places(tagged: TaggedPdf, element: Element) -> list[_Place]:
    """Page by page, where the element's words begin; none if it shows no words."""
    runs = [run for run in tagged.shown(element) if run.text.strip()]
    pages = sorted({run.page for run in runs})
    on = {page: [run for run in runs if run.page == page] for page in pages}
    return [_Place(page, min(run.x for run in on[page]), max(run.y for run in on[page])) for page in pages]


def characters(tagged: TaggedPdf) -> Iterator[str]:
    """Every glyph shown has a character."""
    for run in tagged.runs:
        if UNKNOWN in run.text or re.search(r"[\x00-\x1f\ue000-\uf8ff]", run.text):
            yield f"a glyph without a character in 「{run.text}」 on page {run.page + 1}"


# --- links and bookmarks ---------------------------------------------------------------------------------------------


def links(tagged: TaggedPdf) -> Iterator[str]:
    """An annotation and its Link element know each other; the link says where it leads, and leads there."""
    owners = {kid.id: e for e in tagged.root.walk() for kid in e.kids if isinstance(kid, ObjectReference)}
    parents = _parent_tree(tagged)
    known = Destinations(tagged.pdf)
    for number, page in enumerate(tagged.pdf.pages, 1):
        for annotation in page.get("/Annots", pikepdf.Array()):
            owner = owners.get(annotation.objgen)
            where = f"link 「{annotation.get('/Contents', '')}」 on page {number}"
            if annotation.get("/Subtype") != pikepdf.Name.Link:
                yield f"an annotation on page {number} is no link"
            elif owner is None or owner.role != "Link" or parents.get(annotation.get("/StructParent", -1)) != owner.id:
                yield f"{where} belongs to no Link element"
            elif not str(annotation.get("/Contents", "")).strip() or not any(
                isinstance(kid, Content) for kid in owner.kids
            ):
                yield f"{where} says nothing"
            elif known.page(_target(annotation)) is None:
                yield f"{where} leads nowhere"


def _target(link: pikepdf.Object) -> object:
    return link.get("/Dest", link.get("/A", pikepdf.Dictionary()).get("/D"))


def _parent_tree(tagged: TaggedPdf) -> dict[object, tuple[int, int]]:
    """Which element each key stands for; keys of pages, which stand for several, are left out."""
    root = tagged.pdf.Root.get("/StructTreeRoot", pikepdf.Dictionary())
    if "/ParentTree" not in root:
        return {}
    entries = pikepdf.NumberTree(root.ParentTree).items()
    return {key: value.objgen for key, value in entries if isinstance(value, pikepdf.Dictionary)}


def bookmarks(tagged: TaggedPdf) -> Iterator[str]:
    """There are some, in the order of the pages."""
    known = Destinations(tagged.pdf)
    pages = []
    with tagged.pdf.open_outline() as outline:
        waiting = list(reversed(outline.root))
        while waiting:
            item = waiting.pop()
            page = known.page(item.destination or (item.action.get("/D") if item.action else None))
            if not item.title.strip() or page is None:
                yield f"bookmark 「{item.title}」 leads nowhere"
            else:
                pages.append(page)
            waiting += reversed(item.children)
    if not pages or pages != sorted(pages):
        yield f"the bookmarks lead to pages {[page + 1 for page in pages]}"


# --- the file --------------------------------------------------------------------------------------------------------


def description(tagged: TaggedPdf) -> Iterator[str]:
    """The title is shown in the window, and both descriptions of the file agree."""
    if not tagged.pdf.Root.get("/ViewerPreferences", pikepdf.Dictionary()).get("/DisplayDocTitle", False):
        yield "the title is not shown"
    said = info_and_xmp(tagged.pdf)
    if not any(said.get("Title", ("", ""))):
        yield "the file has no title"
    for name, (info, xmp) in said.items():
        if info != xmp:
            yield f"{name}: Info says 「{info}」, XMP 「{xmp}」"


def self_contained(tagged: TaggedPdf) -> Iterator[str]:
    """No script, no action that leads out of the file, no file within."""
    for item in objects(tagged.pdf):
        action = str(item.get("/S", ""))[1:]
        if action in _LEADS_OUT or {"/JS", "/EF", "/EmbeddedFiles", "/AA", "/AcroForm", "/RichMedia"} & set(
            item.keys()
        ):
            yield f"the file holds {action or 'an attachment, a form or an automatic action'}"


def fonts(tagged: TaggedPdf) -> Iterator[str]:
    """Each font has its glyphs in the file, and says which characters they are."""
    count = 0
    for item in objects(tagged.pdf):
        if item.get("/Type") != pikepdf.Name.Font or str(item.get("/Subtype")).startswith("/CIDFont"):
            continue
        count += 1
        own = item.DescendantFonts[0] if "/DescendantFonts" in item else item
        files = {"/FontFile", "/FontFile2", "/FontFile3"} & set(own.get("/FontDescriptor", pikepdf.Dictionary()).keys())
        if not files:
            yield f"{item.get('/BaseFont')} is not embedded"
        if "/ToUnicode" not in item:
            yield f"{item.get('/BaseFont')} has no characters"
    if not count:
        yield "the file has no fonts"


def colours(tagged: TaggedPdf) -> Iterator[str]:
    """The colours are those of the profile in the file."""
    intents = [
        i for i in tagged.pdf.Root.get("/OutputIntents", pikepdf.Array()) if i.get("/S") == pikepdf.Name.GTS_PDFA1
    ]
    if not any("/DestOutputProfile" in i and i.DestOutputProfile.get("/N") == 3 for i in intents):
        yield "there is no RGB output intent"


CHECKS: tuple[Callable[[TaggedPdf], Iterator[str]], ...] = (
    table_heads, figures, headings, language, hidden_text, order, characters, links, bookmarks, description,
    self_contained, fonts, colours,
)  # fmt: skip

"""Turns a Word file into sentences on what is wrong between its parts: ids, links, styles, lists, sections and drawings."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator

from tests.office_package import MC, WP, OfficePackage, R, Tree, W, inside, is_decorative, repeated, switched_on, val
from tests.word_fields import bookmarks, contents, dialogues, field_targets, fields
from tests.word_tables import cells, header_rows, merged_cells, table_grid, tables_apart

_BOOKMARK = re.compile(r"[^\W\d][\w.]{0,39}|_\w{1,39}")
_USES = {"pStyle": "paragraph", "rStyle": "character", "tblStyle": "table"}
_PARAGRAPH_STYLES = f"{W}pPr/{W}numPr/{W}numId"


def ids(package: OfficePackage) -> Iterator[str]:
    """Ids of drawings and of revisions of paragraphs are not used twice; the forms of one drawing may share theirs."""
    drawings = [
        d.get("id")
        for tree in package.stories.values()
        for d in tree.iter(WP + "docPr")
        if not inside(d, MC + "Fallback")
    ]
    yield from (f"two drawings {i}" for i in repeated(drawings))
    for name, story in package.stories.items():
        marked = [p.get("{http://schemas.microsoft.com/office/word/2010/wordml}paraId") for p in story.iter(W + "p")]
        yield from (f"{name}: two paragraphs {i}" for i in repeated(marked))


def bookmark_marks(package: OfficePackage) -> Iterator[str]:
    """A bookmark begins, then ends; its name is Word's to read, and stands once in the paper."""
    names = [b.get(W + "name") for tree in package.stories.values() for b in tree.iter(W + "bookmarkStart")]
    yield from (f"two bookmarks {name}" for name in repeated(names))
    yield from (f"「{name}」 is no name of a bookmark" for name in names if not _BOOKMARK.fullmatch(name or ""))
    for name, story in package.stories.items():
        open_ones: set[str] = set()
        begun: list[str] = []
        for mark in story.iter(W + "bookmarkStart", W + "bookmarkEnd"):
            identifier = mark.get(W + "id", "")
            if mark.tag == W + "bookmarkStart":
                begun.append(identifier)
                open_ones.add(identifier)
            elif identifier in open_ones:
                open_ones.remove(identifier)
            else:
                yield f"{name}: the bookmark {identifier} ends and has not begun"
        yield from (f"{name}: the bookmark {i} does not end" for i in sorted(open_ones))
        yield from (f"{name}: two bookmarks with the id {i}" for i in repeated(begun))


def links(package: OfficePackage) -> Iterator[str]:
    marks = bookmarks(package)
    for name, story in package.stories.items():
        for link in story.iter(W + "hyperlink"):
            anchor = link.get(W + "anchor")
            if anchor is None and link.get(R + "id") is None:
                yield f"{name}: a link that leads nowhere"
            if anchor is not None and link.get(R + "id") is None and anchor not in marks:
                yield f"{name}: a link to {anchor}, which is no bookmark"


def _styles(package: OfficePackage) -> dict[str, Tree]:
    tree = package.trees.get("word/styles.xml")
    return {} if tree is None else {s.get(W + "styleId", ""): s for s in tree.iter(W + "style")}


def styles(package: OfficePackage) -> Iterator[str]:
    """Styles that are named exist and are of the kind that is asked for; none is built on itself."""
    have = _styles(package)
    tree = package.trees.get("word/styles.xml")
    written = [] if tree is None else [s.get(W + "styleId") for s in tree.iter(W + "style")]
    yield from (f"two styles {i}" for i in repeated(written))
    users = {**package.stories, **dict(package.matching("word/numbering.xml"))}
    for name, user in users.items():
        for tag, kind in _USES.items():
            for used in sorted({e.get(W + "val", "") for e in user.iter(W + tag)}):
                if used not in have:
                    yield f"{name}: the style {used} is missing"
                elif have[used].get(W + "type") != kind:
                    yield f"{name}: the style {used} is no {kind} style"
    for identifier, style in have.items():
        for tag in ("basedOn", "next", "link"):
            used = val(style, W + tag)
            if used is not None and used not in have:
                yield f"style {identifier}: {tag} {used} is missing"
        above, seen = val(style, W + "basedOn"), {identifier}
        while above in have and above not in seen:
            seen.add(above)
            above = val(have[above], W + "basedOn")
        if above in seen:
            yield f"style {identifier} is built on itself"


def numbering(package: OfficePackage) -> Iterator[str]:
    """Lists that are used exist, down to the level used; a level and its style point to each other."""
    tree = package.trees.get("word/numbering.xml")
    kinds = {} if tree is None else {a.get(W + "abstractNumId"): a for a in tree.findall(W + "abstractNum")}
    numbers = {} if tree is None else {n.get(W + "numId"): val(n, W + "abstractNumId") for n in tree.findall(W + "num")}
    if tree is not None:
        yield from (
            f"two kinds of list {i}"
            for i in repeated(a.get(W + "abstractNumId") for a in tree.findall(W + "abstractNum"))
        )
        yield from (f"two lists {i}" for i in repeated(n.get(W + "numId") for n in tree.findall(W + "num")))
    yield from (f"list {n} is of the kind {k}, which is missing" for n, k in numbers.items() if k not in kinds)
    used = {**package.stories, **dict(package.matching("word/styles.xml"))}
    for name, user in used.items():
        for mark in user.iter(W + "numPr"):
            number, level = val(mark, W + "numId"), val(mark, W + "ilvl") or "0"
            levels = (
                {e.get(W + "ilvl") for e in kinds[numbers[number]].findall(W + "lvl")}
                if numbers.get(number) in kinds
                else None
            )
            if number not in (None, "0") and levels is None:
                yield f"{name}: the list {number} is missing"
            elif levels and level not in levels:
                yield f"{name}: the list {number} has no level {level}"
    have = _styles(package)
    for kind, definition in kinds.items():
        for level in definition.findall(W + "lvl"):
            style = val(level, W + "pStyle")
            if style is not None and numbers.get(val(have.get(style), _PARAGRAPH_STYLES) or "") != kind:
                yield f"list kind {kind} numbers the style {style}, which does not use it"


def sections(package: OfficePackage) -> Iterator[str]:
    """Each section has a paper; its headers and footers are parts of this kind; what it promises (first page) is there."""
    document = package.trees["word/document.xml"]
    inherited: set[tuple[str, str]] = set()
    for number, section in enumerate(document.iter(W + "sectPr"), 1):
        own = []
        for kind in ("header", "footer"):
            for reference in section.findall(f"{W}{kind}Reference"):
                relation = package.relation("word/document.xml", reference.get(R + "id"))
                if relation is None or relation.kind != kind or relation.target not in package.trees:
                    yield f"section {number}: no {kind} {reference.get(R + 'id')}"
                own.append((kind, reference.get(W + "type", "")))
        if len(own) != len(set(own)):
            yield f"section {number}: two headers or footers of one type"
        inherited |= set(own)
        needed = ["default", *(["first"] if switched_on(section.find(W + "titlePg")) else [])]
        for kind, page in ((k, p) for k in ("header", "footer") for p in needed):
            if (kind, page) not in inherited:
                yield f"section {number}: no {kind} for its {page} pages"
        yield from (f"section {number}: {fault}" for fault in _paper(section))


def _paper(section: Tree) -> Iterator[str]:
    size, margins = section.find(W + "pgSz"), section.find(W + "pgMar")
    if size is None or margins is None:
        yield "no paper or no margins"
        return
    wide, high = int(size.get(W + "w")), int(size.get(W + "h"))
    if (size.get(W + "orient") == "landscape") != (wide > high):
        yield f"{wide}×{high} is said to be {size.get(W + 'orient', 'portrait')}"
    if int(margins.get(W + "left")) + int(margins.get(W + "right")) >= wide:
        yield "the margins leave no room for text"


def drawings(package: OfficePackage) -> Iterator[str]:
    """Each drawing has an alternative text or is decoration, not both, and a size."""
    for name, story in package.stories.items():
        for drawing in story.iter(WP + "inline", WP + "anchor"):
            about, extent = drawing.find(WP + "docPr"), drawing.find(WP + "extent")
            if about is None or extent is None or min(int(extent.get("cx")), int(extent.get("cy"))) <= 0:
                yield f"{name}: a drawing without size"
                continue
            described = bool((about.get("descr") or "").strip())
            if described == is_decorative(about):
                yield f"{name}: 「{about.get('name')}」 is {'decoration and described' if described else 'not described'}"
        for forms in story.iter(MC + "AlternateContent"):
            said = {about.get("descr") for about in forms.iter(WP + "docPr")}
            if len(said) > 1:
                yield f"{name}: forms of one drawing are described in {len(said)} ways"


def text(package: OfficePackage) -> Iterator[str]:
    """White space at the ends of a text is kept, and line ends are Word's own elements."""
    for name, story in package.stories.items():
        for run in story.iter(W + "t", W + "instrText"):
            said = run.text or ""
            if said.strip(" ") != said and run.get("{http://www.w3.org/XML/1998/namespace}space") != "preserve":
                yield f"{name}: white space at the ends of 「{said[:20]}」 is lost"
            if "\n" in said or "\t" in said or "_x000" in said:
                yield f"{name}: 「{said[:20]}」 holds a line end or a tab that Word does not show"


CHECKS: list[Callable[[OfficePackage], Iterator[str]]] = [
    ids,
    bookmark_marks,
    links,
    fields,
    field_targets,
    contents,
    dialogues,
    styles,
    numbering,
    sections,
    table_grid,
    merged_cells,
    cells,
    tables_apart,
    header_rows,
    drawings,
    text,
]

"""Turns a deck into sentences on what is wrong between its parts: layouts, placeholders, notes, tables, alternative texts."""

from __future__ import annotations

from collections.abc import Callable, Iterator

from tests.office_package import A, OfficePackage, P, Tree, is_decorative, repeated, words

_DECK = "ppt/presentation.xml"
_FIRST_ID, _LAST_ID = 256, 2**31 - 1
"""Ids of slides (ECMA-376 part 1, 19.7.13)."""
_LEAST_MASTER = 2**31
_ABOUT = f"./*[1]/{P}cNvPr"


def _number(element: Tree) -> int:
    text = element.get("id", "")
    return int(text) if text.isdigit() else -1


def slide_ids(package: OfficePackage) -> Iterator[str]:
    """Slides are counted within their range, masters and layouts above it, and none twice."""
    deck = package.trees[_DECK]
    slides = [_number(e) for e in deck.iter(P + "sldId")]
    yield from (f"two slides {i}" for i in repeated(map(str, slides)))
    yield from (f"a slide {i}" for i in slides if not _FIRST_ID <= i <= _LAST_ID)
    masters = [_number(e) for e in deck.iter(P + "sldMasterId")]
    for _, master in package.matching("ppt/slideMasters/"):
        masters += [_number(e) for e in master.iter(P + "sldLayoutId")]
    yield from (f"two masters or layouts {i}" for i in repeated(map(str, masters)))
    yield from (f"a master or layout {i}" for i in masters if i < _LEAST_MASTER)


def layouts(package: OfficePackage) -> Iterator[str]:
    """A slide has one layout, a layout one master, notes their slide and the master of notes, which the deck names."""
    wanted = (
        ("ppt/slides/", ("slideLayout",)),
        ("ppt/slideLayouts/", ("slideMaster",)),
        ("ppt/slideMasters/", ("theme",)),
        ("ppt/notesSlides/", ("notesMaster", "slide")),
    )
    for start, kinds in wanted:
        for name, _ in package.matching(start):
            for kind in kinds:
                if len(package.linked(name, kind)) != 1:
                    yield f"{name}: {len(package.linked(name, kind))} of {kind}"
    for name in package.slides:
        for notes in package.linked(name, "notesSlide"):
            if package.linked(notes, "slide") != [name]:
                yield f"{notes}: the notes of {name} say that they belong to another"
    if (
        any(True for _ in package.matching("ppt/notesSlides/"))
        and package.trees[_DECK].find(f"{P}notesMasterIdLst") is None
    ):
        yield "the deck has notes and names no master of notes"


def shape_ids(package: OfficePackage) -> Iterator[str]:
    for start in ("ppt/slides/", "ppt/slideLayouts/", "ppt/slideMasters/", "ppt/notesSlides/", "ppt/notesMasters/"):
        for name, tree in package.matching(start):
            yield from (f"{name}: two shapes {i}" for i in repeated(e.get("id") for e in tree.iter(P + "cNvPr")))


def _key(placeholder: Tree) -> tuple[str, str]:
    kind = placeholder.get("type", "obj")
    return ("title" if kind == "ctrTitle" else kind, placeholder.get("idx", "0"))


def placeholders(package: OfficePackage) -> Iterator[str]:
    """A slide's placeholders are those of its layout, each at most once."""
    for name in package.slides:
        used = [_key(e) for e in package.trees[name].iter(P + "ph")]
        for layout in package.linked(name, "slideLayout"):
            have = {_key(e)[1] if _key(e)[0] != "title" else "title" for e in package.trees[layout].iter(P + "ph")}
            for kind, index in used:
                if (index if kind != "title" else "title") not in have:
                    yield f"{name}: the layout has no placeholder {kind} {index}"
        yield from (f"{name}: two placeholders {i}" for i in repeated(f"{kind} {index}" for kind, index in used))


def slide_tables(package: OfficePackage) -> Iterator[str]:
    """Rows fill the grid, merged cells are inside it, and the style exists."""
    style_part = package.trees.get("ppt/tableStyles.xml")
    have = set() if style_part is None else {e.get("styleId") for e in style_part.iter(A + "tblStyle")}
    for name in package.slides:
        for table in package.trees[name].iter(A + "tbl"):
            columns = len(table.findall(f"{A}tblGrid/{A}gridCol"))
            rows = table.findall(A + "tr")
            style = table.findtext(f"{A}tblPr/{A}tableStyleId")
            if style not in have:
                yield f"{name}: the table style {style} is missing"
            for number, row in enumerate(rows):
                row_cells = row.findall(A + "tc")
                if len(row_cells) != columns:
                    yield f"{name}: row {number + 1} 「{words(row)[:12]}」 has {len(row_cells)} of {columns} cells"
                for at, cell in enumerate(row_cells):
                    yield from (
                        f"{name}: row {number + 1}: {fault}"
                        for fault in _merge(row_cells, at, cell, len(rows) - number)
                    )


def _merge(row: list[Tree], at: int, cell: Tree, rows_left: int) -> Iterator[str]:
    span = int(cell.get("gridSpan", 1))
    covered = row[at + 1 : at + span]
    if len(covered) != span - 1 or any(c.get("hMerge") not in ("1", "true") for c in covered):
        yield f"「{words(cell)[:12]}」 spans cells that are not merged with it"
    if int(cell.get("rowSpan", 1)) > rows_left:
        yield f"「{words(cell)[:12]}」 spans more rows than there are"
    if (cell.get("hMerge") or cell.get("vMerge")) and words(cell).strip():
        yield f"a merged cell hides 「{words(cell)[:12]}」"


def _shapes(tree: Tree) -> Iterator[Tree]:
    """All that stands on the slide for itself: a group as one, with what is in it."""
    yield from tree.iterfind(f"{P}cSld/{P}spTree/*")


def shapes_described(package: OfficePackage) -> Iterator[str]:
    """Pictures, charts, tables, groups, lines and shapes without words are described or decoration, not both."""
    for name in package.slides:
        for about in package.trees[name].iter(P + "cNvPr"):
            if is_decorative(about) and (about.get("descr") or "").strip():
                yield f"{name}: 「{about.get('name')}」 is decoration and described"
        for shape in _shapes(package.trees[name]):
            about = shape.find(_ABOUT)
            if about is None or shape.find(f"./*/{P}nvPr/{P}ph") is not None or str(shape.tag).endswith("}nvGrpSpPr"):
                continue
            said = (about.get("descr") or "").strip() or is_decorative(about)
            if not said and (shape.tag != P + "sp" or not words(shape).strip()):
                yield f"{name}: 「{about.get('name')}」 has no alternative text"


def geometry(package: OfficePackage) -> Iterator[str]:
    """What stands on a slide stands on it, with a size that is not negative."""
    size = package.trees[_DECK].find(P + "sldSz")
    wide, high = (int(size.get(k)) for k in ("cx", "cy"))
    for name in package.slides:
        for shape in _shapes(package.trees[name]):
            for box in (
                shape.iterfind(f"./{P}spPr/{A}xfrm"),
                shape.iterfind(f"./{P}grpSpPr/{A}xfrm"),
                shape.iterfind(f"./{P}xfrm"),
            ):
                for frame in box:
                    left, top = (int(frame.find(A + "off").get(k)) for k in ("x", "y"))
                    width, height = (int(frame.find(A + "ext").get(k)) for k in ("cx", "cy"))
                    if min(left, top, width, height) < 0 or left + width > wide or top + height > high:
                        yield f"{name}: 「{shape.find(_ABOUT).get('name')}」 leaves the slide"


CHECKS: list[Callable[[OfficePackage], Iterator[str]]] = [
    slide_ids,
    layouts,
    shape_ids,
    placeholders,
    slide_tables,
    shapes_described,
    geometry,
]

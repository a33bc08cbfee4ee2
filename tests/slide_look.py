"""Turns a slide, its layout and master into pieces of text with their colours and the grounds on which they stand."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import TypeAlias

from tests.office_package import A, OfficePackage, P, Tree

_PAPER = "FFFFFF"
_SLACK = 12700
"""EMU (1 point) by which a text may stand out of the shape on which it stands."""
Box: TypeAlias = tuple[float, float, float, float]
"""Left, top, right, bottom on the slide."""


@dataclass(frozen=True, slots=True)
class Placed:
    shape: Tree
    box: Box | None


class SlideLook:
    """One slide of a deck."""

    def __init__(self, package: OfficePackage, slide: str) -> None:
        self.slide = package.trees[slide]
        layout = next(iter(package.linked(slide, "slideLayout")), "")
        master = next(iter(package.linked(layout, "slideMaster")), "")
        theme = next(iter(package.linked(master, "theme")), "")
        self._above = [package.trees[name] for name in (layout, master) if name in package.trees]
        """The layout, then the master."""
        self._map = dict(package.trees[master].find(P + "clrMap").attrib) if master in package.trees else {}
        scheme = package.trees[theme].find(f"{A}themeElements/{A}clrScheme") if theme in package.trees else ()
        self._theme = {str(slot.tag).removeprefix(A): slot[0].get("lastClr") or slot[0].get("val") for slot in scheme}
        styles = package.trees.get("ppt/tableStyles.xml")
        self._tables = {} if styles is None else {s.get("styleId"): s for s in styles.iter(A + "tblStyle")}

    def texts(self) -> Iterator[tuple[str, str, str]]:
        """(text, colour, ground) of each run."""
        behind: list[Placed] = [p for tree in reversed(self._above) for p in _placed(tree) if _mark(p.shape) is None]
        for placed in _placed(self.slide):
            for run in placed.shape.iterfind(f"{P}txBody/{A}p/{A}r"):
                own = self._fill(placed.shape.find(P + "spPr"))
                yield (
                    run.findtext(A + "t") or "",
                    self._colour(run, placed.shape),
                    self._marked(run) or own or self._under(self._box(placed), behind),
                )
            for row, col, cell, table in _cells(placed.shape):
                parts = list(self._parts(table, row, col))
                own = self._fill(cell.find(A + "tcPr"))
                bare = cell.find(f"{A}tcPr/{A}noFill") is not None
                ground = own or next(
                    (f for f in (self._fill(p.find(f"{A}tcStyle/{A}fill")) for p in parts) if f and not bare), None
                )
                for run in cell.iterfind(f"{A}txBody/{A}p/{A}r"):
                    said = (self._colour_of(run.find(A + "rPr")), *(self._text_colour(p) for p in parts))
                    colour = next((c for c in said if c), None) or self._named("tx1")
                    yield (
                        run.findtext(A + "t") or "",
                        colour,
                        self._marked(run) or ground or self._under(self._box(placed), behind),
                    )
            behind.append(placed)

    def _under(self, box: Box | None, behind: list[Placed]) -> str:
        """The fill of the topmost shape on which the whole box stands, or of the background."""
        for placed in reversed(behind):
            fill = self._fill(placed.shape.find(P + "spPr"))
            if fill and box and placed.box and _holds(placed.box, box):
                return fill
        backgrounds = (tree.find(f"{P}cSld/{P}bg/{P}bgPr") for tree in (self.slide, *self._above))
        return next((fill for fill in map(self._fill, backgrounds) if fill), _PAPER)

    def _colour(self, run: Tree, shape: Tree) -> str:
        paragraph = run.getparent().find(A + "pPr")
        level = int(paragraph.get("lvl", 0)) if paragraph is not None else 0
        lists = [shape.find(f"{P}txBody/{A}lstStyle"), *self._inherited(_mark(shape))]
        looks = [run.find(A + "rPr")]
        looks += [one.find(f"{A}lvl{level + 1}pPr/{A}defRPr") for one in lists if one is not None]
        return next((c for c in map(self._colour_of, looks) if c), None) or self._named("tx1")

    def _inherited(self, mark: Tree | None) -> Iterator[Tree]:
        """Lists of looks that a placeholder takes from the layout and the master."""
        for shape in self._patterns(mark):
            yield from shape.iterfind(f"{P}txBody/{A}lstStyle")
        if mark is not None and self._above:
            style = "titleStyle" if _kind(mark) == "title" else "bodyStyle"
            yield from self._above[-1].iterfind(f"{P}txStyles/{P}{style}")

    def _patterns(self, mark: Tree | None) -> Iterator[Tree]:
        """The shapes of the layout and the master which a placeholder fills: by its number there, by its kind here."""
        if mark is None:
            return
        title = _kind(mark) == "title"
        for tree in self._above:
            for other in tree.iter(P + "ph"):
                same = other.get("idx", "0") == mark.get("idx", "0") and (_kind(other) == "title") == title
                if same if tree is self._above[0] else _kind(other) == _kind(mark):
                    yield other.getparent().getparent().getparent()

    def _box(self, placed: Placed) -> Box | None:
        """Where the shape stands, by itself or by its pattern."""
        frames = (shape.find(f"{P}spPr/{A}xfrm") for shape in self._patterns(_mark(placed.shape)))
        frame = next((frame for frame in frames if frame is not None), None)
        return placed.box or (None if frame is None else _framed(frame))

    def _parts(self, table: Tree, row: int, col: int) -> Iterator[Tree]:
        properties = table.find(A + "tblPr")
        style = self._tables.get(table.findtext(f"{A}tblPr/{A}tableStyleId"))
        wanted = [("firstRow", row), ("firstCol", col)]
        names = [
            name for name, at in wanted if at == 0 and properties is not None and properties.get(name) in ("1", "true")
        ]
        for name in (*names, "wholeTbl"):
            yield from () if style is None else style.findall(A + name)

    def _text_colour(self, part: Tree) -> str | None:
        found = part.find(f"{A}tcTxStyle")
        return None if found is None else self._of(found)

    def _marked(self, run: Tree) -> str | None:
        """The colour of a marker pen."""
        pen = run.find(f"{A}rPr/{A}highlight")
        return None if pen is None else self._of(pen)

    def _colour_of(self, look: Tree | None) -> str | None:
        return None if look is None else self._fill(look)

    def _fill(self, holder: Tree | None) -> str | None:
        fill = None if holder is None else holder.find(A + "solidFill")
        return None if fill is None else self._of(fill)

    def _of(self, holder: Tree) -> str | None:
        for colour in holder.iterfind("*"):
            if colour.tag == A + "srgbClr":
                return str(colour.get("val")).upper()
            if colour.tag == A + "schemeClr":
                return self._named(colour.get("val"))
        return None

    def _named(self, name: str) -> str:
        return str(self._theme.get(self._map.get(name, name), "000000")).upper()


def _mark(shape: Tree) -> Tree | None:
    found: Tree | None = shape.find(f"./*/{P}nvPr/{P}ph")
    return found


def _kind(mark: Tree) -> str:
    kind: str = mark.get("type", "body")
    return "title" if kind == "ctrTitle" else kind


def _framed(frame: Tree) -> Box:
    (x, y), (w, h) = _pair(frame, "off"), _pair(frame, "ext")
    return (x, y, x + w, y + h)


def _placed(tree: Tree) -> Iterator[Placed]:
    """Shapes from the back to the front, those in groups too, where they stand on the slide."""
    yield from _within(tree.find(f"{P}cSld/{P}spTree"), 1.0, 1.0, 0.0, 0.0)


def _within(group: Tree, across: float, down: float, right: float, below: float) -> Iterator[Placed]:
    for shape in group.iterfind("*"):
        if shape.tag == P + "grpSp":
            frame = shape.find(f"{P}grpSpPr/{A}xfrm")
            (x, y), (w, h), (cx, cy), (cw, ch) = (_pair(frame, tag) for tag in ("off", "ext", "chOff", "chExt"))
            wide, high = (w / cw if cw else 1.0), (h / ch if ch else 1.0)
            yield from _within(
                shape, across * wide, down * high, right + across * (x - cx * wide), below + down * (y - cy * high)
            )
        elif shape.tag in (P + "sp", P + "graphicFrame", P + "pic"):
            frame = shape.find(P + "xfrm") if shape.tag == P + "graphicFrame" else shape.find(f"{P}spPr/{A}xfrm")
            if frame is None:
                yield Placed(shape, None)
                continue
            (x, y), (w, h) = _pair(frame, "off"), _pair(frame, "ext")
            left, top = right + across * x, below + down * y
            yield Placed(shape, (left, top, left + across * w, top + down * h))


def _pair(frame: Tree, tag: str) -> tuple[int, int]:
    values = [int(v) for v in frame.find(A + tag).attrib.values()]
    return values[0], values[1]


def _holds(outer: Box, inner: Box) -> bool:
    return (
        outer[0] - _SLACK <= inner[0]
        and outer[1] - _SLACK <= inner[1]
        and outer[2] + _SLACK >= inner[2]
        and outer[3] + _SLACK >= inner[3]
    )


def _cells(shape: Tree) -> Iterator[tuple[int, int, Tree, Tree]]:
    for table in shape.iterfind(f"{A}graphic/{A}graphicData/{A}tbl"):
        for row, line in enumerate(table.findall(A + "tr")):
            for col, cell in enumerate(line.findall(A + "tc")):
                yield row, col, cell, table

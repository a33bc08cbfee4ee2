"""Turns the styles, the theme and the tables of a Word file into what a run looks like: its colour and its ground."""

from __future__ import annotations

from collections.abc import Iterator

from tests.office_package import WPS, A, OfficePackage, Tree, W, val
from tests.word_tables import placed

_PAPER = "FFFFFF"
_NAMES = {"text1": "dk1", "dark1": "dk1", "tx1": "dk1", "background1": "lt1", "light1": "lt1", "bg1": "lt1"}
_NAMES |= {"text2": "dk2", "dark2": "dk2", "tx2": "dk2", "background2": "lt2", "light2": "lt2", "bg2": "lt2"}
_NAMES |= {"hyperlink": "hlink", "followedHyperlink": "folHlink"}


class Look:
    """Answers for runs, paragraphs and cells of one package."""

    def __init__(self, package: OfficePackage) -> None:
        tree = package.trees.get("word/styles.xml")
        styles = [] if tree is None else list(tree.iter(W + "style"))
        self.styles: dict[str, Tree] = {style.get(W + "styleId", ""): style for style in styles}
        self._defaults = None if tree is None else tree.find(f"{W}docDefaults/{W}rPrDefault")
        self._by_default = next((s for s in styles if s.get(W + "type") == "paragraph" and s.get(W + "default")), None)
        self._around: dict[Tree, list[Tree]] = {}
        """Styles that apply to a paragraph, from the nearest."""
        theme = next((t for _, t in package.matching("word/theme/")), None)
        self._theme = (
            {}
            if theme is None
            else {
                slot.tag.removeprefix(A): slot[0].get("val") if slot[0].tag == A + "srgbClr" else slot[0].get("lastClr")
                for slot in theme.find(f"{A}themeElements/{A}clrScheme")
            }
        )

    def chain(self, identifier: str | None) -> Iterator[Tree]:
        """A style and those it is built on."""
        seen: set[str] = set()
        while identifier in self.styles and identifier not in seen:
            seen.add(identifier)
            yield self.styles[identifier]
            identifier = val(self.styles[identifier], W + "basedOn")

    def paragraph_styles(self, paragraph: Tree) -> Iterator[Tree]:
        named = val(paragraph, f"{W}pPr/{W}pStyle")
        yield from self.chain(named or (self._by_default.get(W + "styleId") if self._by_default is not None else None))

    def outline_level(self, paragraph: Tree) -> int | None:
        """1 for a heading of the first level; None for text."""
        for properties in (paragraph.find(W + "pPr"), *(s.find(W + "pPr") for s in self.paragraph_styles(paragraph))):
            level = val(properties, W + "outlineLvl")
            if level is not None:
                return None if level == "9" else int(level) + 1
        return None

    def _run_properties(self, run: Tree) -> Iterator[Tree]:
        """From the nearest to the farthest: the run, its character style, its paragraph's style, the table, the defaults."""
        own = run.find(W + "rPr")
        yield from (p for p in (own,) if p is not None)
        paragraph = next(run.iterancestors(W + "p"))
        if paragraph not in self._around:
            self._around[paragraph] = [*self.paragraph_styles(paragraph), *self._table_parts(paragraph)]
        chains = [*self.chain(val(own, W + "rStyle")), *self._around[paragraph]]
        yield from (p for p in (part.find(W + "rPr") for part in chains) if p is not None)
        yield from (
            p for p in (self._defaults.find(W + "rPr") if self._defaults is not None else None,) if p is not None
        )

    def _table_parts(self, element: Tree) -> Iterator[Tree]:
        """Parts of the table's style that apply to the cell around ``element``."""
        cell = next(element.iterancestors(W + "tc"), None)
        if cell is None:
            return
        row = next(cell.iterancestors(W + "tr"))
        table = next(row.iterancestors(W + "tbl"))
        look = table.find(f"{W}tblPr/{W}tblLook")
        wanted = []
        if look is not None and look.get(W + "firstRow") == "1" and table.find(W + "tr") is row:
            wanted.append("firstRow")
        if look is not None and look.get(W + "firstColumn") == "1" and next(c for _, _, c in placed(row)) is cell:
            wanted.append("firstCol")
        for style in self.chain(val(table, f"{W}tblPr/{W}tblStyle")):
            for kind in wanted:
                yield from (p for p in style.findall(W + "tblStylePr") if p.get(W + "type") == kind)
            yield style

    def colour(self, run: Tree) -> str | None:
        """The text's colour; None for the automatic one, which Word fits to the ground."""
        for properties in self._run_properties(run):
            mark = properties.find(W + "color")
            if mark is not None:
                return self._hex(mark, "val", "themeColor")
        return None

    def ground(self, run: Tree) -> str:
        """What the text stands on: its own shading, its paragraph's, its cell's, the shape's or the paper."""
        shades = [properties.find(W + "shd") for properties in self._run_properties(run)]
        paragraph = next(run.iterancestors(W + "p"))
        shades += [p.find(f"{W}pPr/{W}shd") for p in (paragraph, *self.paragraph_styles(paragraph))]
        for around in paragraph.iterancestors(W + "tc", WPS + "wsp"):
            if around.tag == WPS + "wsp":
                fill = around.find(f"{WPS}spPr/{A}solidFill/*")
                if fill is not None:
                    return next((g for g in map(self._shade, shades) if g), None) or self._drawn(fill)
                continue
            shades.append(around.find(f"{W}tcPr/{W}shd"))
            for part in self._table_parts(around[-1]):
                shades += [part.find(f"{W}tcPr/{W}shd"), part.find(f"{W}tblPr/{W}shd")]
        return next((ground for ground in map(self._shade, shades) if ground), _PAPER)

    def _shade(self, mark: Tree | None) -> str | None:
        if mark is None or mark.get(W + "val") == "nil":
            return None
        if mark.get(W + "val") == "solid":
            return self._hex(mark, "color", "themeColor")
        return self._hex(mark, "fill", "themeFill")

    def _hex(self, mark: Tree, plain: str, themed: str) -> str | None:
        value: str | None = mark.get(W + plain)
        if value and value != "auto":
            return value.upper()
        name = mark.get(W + themed)
        return self._theme.get(_NAMES.get(name, name)) if name else None

    def _drawn(self, fill: Tree) -> str:
        name = fill.get("val", "")
        return (name if fill.tag == A + "srgbClr" else self._theme.get(_NAMES.get(name, name)) or _PAPER).upper()

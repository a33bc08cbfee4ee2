"""Turns the styles of a Word package into what a layout needs: type, leading, distances, indents, cell margins.

Staff restyle the template, so nothing here is assumed: each style is followed down its ``basedOn`` chain to the defaults.
Lengths are points.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field

from lxml import etree

from dxreport.render.fonts import FREE_FORMAL, OFFICE_NAMES, Face

W = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
P = f"{{{W}}}"
_A = "{http://schemas.openxmlformats.org/drawingml/2006/main}"
_OFF = frozenset({"0", "false", "off"})
_SIDES = ("top", "left", "bottom", "right")
_FACES = {name: face for face, name in reversed(OFFICE_NAMES.items())} | {FREE_FORMAL: Face.FORMAL}
_BOLD = {Face.TEXT: Face.TEXT_BOLD, Face.FIGURE: Face.FIGURE_BOLD}

Properties = Mapping[str, str]
"""Raw values of the properties that matter, by name; a later level of the chain overwrites an earlier one."""
Reader = Callable[[etree._Element], dict[str, str]]


@dataclass(frozen=True, slots=True)
class RunLook:
    """``known`` is false where the style names a font whose widths nobody here knows."""

    size: float
    face: Face
    known: bool = True


@dataclass(frozen=True, slots=True)
class ParagraphLook:
    """``leading`` is None where it is not exact. ``first`` is the first line's indent beyond ``left`` (negative: it hangs)."""

    run: RunLook
    leading: float | None
    before: float
    after: float
    left: float
    right: float
    first: float
    keep_next: bool
    keep_lines: bool
    page_break: bool
    widows: bool
    edges: float
    """Height of rules above and below the text with their distances."""
    tabs: tuple[float, ...]
    odd: bool = False
    """Something moves its lines that nobody here counts."""
    line_share: float = 1.0
    """Leading as a share of the natural one, where it is not exact."""


@dataclass(frozen=True, slots=True)
class TableLook:
    """Cell margins by side, and the thickness of the rules between and around rows."""

    margins: Mapping[str, float]
    rules: Mapping[str, float]


@dataclass(slots=True)
class Looks:
    """All styles of a package, resolved when they are asked for. ``theme`` maps theme font slots to names."""

    styles: Mapping[str, etree._Element]
    default_run: Properties
    default_paragraph: Properties
    theme: Mapping[str, str]
    _paragraphs: dict[tuple[str, tuple[tuple[str, str], ...]], ParagraphLook] = field(default_factory=dict)
    _runs: dict[tuple[str, str, tuple[tuple[str, str], ...]], RunLook] = field(default_factory=dict)
    _tables: dict[str, TableLook] = field(default_factory=dict)

    def forget(self) -> None:
        """After a change of the styles."""
        self._paragraphs.clear()
        self._runs.clear()

    def name(self, style: str) -> str:
        """The name under which staff know a style."""
        element = self.styles.get(style)
        found = None if element is None else element.find(f"{P}name")
        return style if found is None else found.get(f"{P}val") or style

    def paragraph(self, style: str, direct: Properties) -> ParagraphLook:
        """The look of a paragraph of this style (id) with its own properties on top."""
        key = (style, tuple(direct.items()))
        if key not in self._paragraphs:
            merged = {**self.default_paragraph, **self._chain(style, paragraph_properties, "pPr"), **direct}
            self._paragraphs[key] = _paragraph(merged, self.run(style, "", {}))
        return self._paragraphs[key]

    def run(self, paragraph: str, character: str, direct: Properties) -> RunLook:
        """The look of a run: the paragraph's style, then the character style, then its own properties."""
        key = (paragraph, character, tuple(direct.items()))
        if key not in self._runs:
            merged = {**self.default_run, **self._chain(paragraph, run_properties, "rPr")}
            if character:
                merged |= self._chain(character, run_properties, "rPr")
            self._runs[key] = _run({**merged, **direct}, self.theme)
        return self._runs[key]

    def table(self, style: str) -> TableLook:
        if style not in self._tables:
            margins = dict.fromkeys(_SIDES, 0.0)
            rules: dict[str, float] = {}
            for element in self._lineage(style):
                properties = element.find(f"{P}tblPr")
                margins |= _lengths(properties, f"{P}tblCellMar", f"{P}w")
                rules |= {
                    side: size / 8 * 20 for side, size in _lengths(properties, f"{P}tblBorders", f"{P}sz").items()
                }
            self._tables[style] = TableLook(margins, rules)
        return self._tables[style]

    def _lineage(self, style: str) -> list[etree._Element]:
        """The style and what it is based on, the most basic first."""
        found: list[etree._Element] = []
        while (element := self.styles.get(style)) is not None and element not in found:
            found.append(element)
            based = element.find(f"{P}basedOn")
            style = "" if based is None else based.get(f"{P}val") or ""
        return found[::-1]

    def _chain(self, style: str, read: Reader, tag: str) -> dict[str, str]:
        merged: dict[str, str] = {}
        for element in self._lineage(style):
            properties = element.find(f"{P}{tag}")
            if properties is not None:
                merged |= read(properties)
        return merged


def looks(styles: etree._Element, theme: etree._Element | None) -> Looks:
    """From the roots of ``word/styles.xml`` and of the theme."""
    defaults = styles.find(f"{P}docDefaults")
    run = None if defaults is None else defaults.find(f"{P}rPrDefault/{P}rPr")
    paragraph = None if defaults is None else defaults.find(f"{P}pPrDefault/{P}pPr")
    return Looks(
        {s.get(f"{P}styleId") or "": s for s in styles.iter(f"{P}style")},
        {} if run is None else run_properties(run),
        {} if paragraph is None else paragraph_properties(paragraph),
        _theme_fonts(theme),
    )


_ON_OFF = ("keepNext", "keepLines", "pageBreakBefore", "widowControl")
_ATTRIBUTES = (
    ("spacing", ("before", "after", "line", "lineRule")),
    ("ind", ("left", "right", "hanging", "firstLine", "firstLineChars")),
)


# What Word reads before, or beside, the properties above; each changes where lines or pages end.
_UNCOUNTED = frozenset({"contextualSpacing", "framePr", "textDirection"})
_UNCOUNTED_BY = (
    "leftChars", "rightChars", "hangingChars", "startChars", "endChars",
    "beforeLines", "afterLines", "beforeAutospacing", "afterAutospacing",
)  # fmt: skip
_UNCOUNTED_RUN = frozenset({"spacing", "w", "caps", "smallCaps", "fitText", "vertAlign", "kern"})


def paragraph_properties(properties: etree._Element) -> dict[str, str]:
    """What a ``w:pPr`` says about measures; ``hanging`` and ``firstLine`` exclude one another."""
    out: dict[str, str] = {}
    for child in properties:
        tag = etree.QName(child).localname
        if tag in _ON_OFF:
            out[tag] = child.get(f"{P}val") or "1"
        elif tag == "numPr":
            number = child.find(f"{P}numId")
            out[tag] = "" if number is None else number.get(f"{P}val") or ""
        elif tag == "pBdr":
            edges = [(e.get(f"{P}sz") or "0", e.get(f"{P}space") or "0") for e in child if _is_upright(e)]
            out[tag] = str(sum(int(size) / 8 + float(space) for size, space in edges))
        elif tag == "tabs":
            stops = [t.get(f"{P}pos") or "0" for t in child if t.get(f"{P}val") != "clear"]
            out[tag] = " ".join(stops)
        if (tag in _UNCOUNTED and child.get(f"{P}val") not in _OFF) or any(child.get(f"{P}{a}") for a in _UNCOUNTED_BY):
            out["odd"] = "1"
        for name, attributes in _ATTRIBUTES:
            if tag == name:
                found = {a: child.get(f"{P}{a}") or "" for a in attributes if child.get(f"{P}{a}") is not None}
                if "firstLine" in found:
                    found.setdefault("hanging", "0")
                elif "hanging" in found:
                    found |= {"firstLine": "0", "firstLineChars": "0"}
                out |= found
    return out


def _is_upright(edge: etree._Element) -> bool:
    return etree.QName(edge).localname in ("top", "bottom") and edge.get(f"{P}val") not in ("nil", "none")


def run_properties(properties: etree._Element) -> dict[str, str]:
    """Size, weight and fonts of a ``w:rPr``."""
    out: dict[str, str] = {}
    for child in properties:
        tag = etree.QName(child).localname
        if tag in ("sz", "b"):
            out[tag] = child.get(f"{P}val") or "1"
        elif tag in _UNCOUNTED_RUN:
            out["odd"] = "" if child.get(f"{P}val") in (*_OFF, "100") else "1"
        elif tag == "rFonts":
            for slot in ("eastAsia", "ascii"):
                for kind in (slot, f"{slot}Theme"):
                    if (name := child.get(f"{P}{kind}")) is not None:
                        # A font by name and one by theme replace each other.
                        out = {k: v for k, v in out.items() if k not in (slot, f"{slot}Theme")} | {kind: name}
    return out


def _run(found: Properties, theme: Mapping[str, str]) -> RunLook:
    name = found.get("eastAsia") or theme.get(found.get("eastAsiaTheme", ""), "")
    latin = found.get("ascii") or theme.get(found.get("asciiTheme", ""), "") or name
    face = _FACES.get(name)
    base = face or Face.TEXT
    bold = found.get("b", "0") not in _OFF
    return RunLook(
        int(found.get("sz", "20")) / 2, _BOLD.get(base, base) if bold else base, _is_known(found, face, latin)
    )


def _is_known(found: Properties, face: Face | None, latin: str) -> bool:
    """Whether the widths of all its letters are known: one of our faces for Japanese and Latin, and nothing that stretches it."""
    return face is not None and _FACES.get(latin) == face and not found.get("odd")


def _paragraph(found: Properties, run: RunLook) -> ParagraphLook:
    line, rule = int(found.get("line", "240")), found.get("lineRule", "auto")
    characters = int(found.get("firstLineChars", "0"))
    first = run.size * characters / 100 if characters else _points(found, "firstLine")
    listed = found.get("numPr", "") not in ("", "0")
    hanging = _points(found, "hanging")
    return ParagraphLook(
        run=run,
        leading=line / 20 if rule == "exact" else None,
        before=_points(found, "before"),
        after=_points(found, "after"),
        left=_points(found, "left"),
        right=_points(found, "right"),
        # The label of a list stands in the hanging part: its text begins where the other lines do.
        first=0.0 if listed and hanging else first - hanging,
        keep_next=_is_on(found, "keepNext"),
        keep_lines=_is_on(found, "keepLines"),
        page_break=_is_on(found, "pageBreakBefore"),
        widows=found.get("widowControl", "1") not in _OFF,
        edges=float(found.get("pBdr", "0")),
        tabs=tuple(int(stop) / 20 for stop in found.get("tabs", "").split()),
        odd=bool(found.get("odd")),
        line_share=line / 240 if rule == "auto" else 1.0,
    )


def _points(found: Properties, name: str) -> float:
    return int(float(found.get(name) or "0")) / 20


def _is_on(found: Properties, name: str) -> bool:
    return found.get(name, "0") not in _OFF


def _lengths(properties: etree._Element | None, path: str, attribute: str) -> dict[str, float]:
    """Lengths of the children of one element by side, in points from twentieths."""
    group = None if properties is None else properties.find(path)
    if group is None:
        return {}
    return {
        etree.QName(side).localname: (
            0.0 if side.get(f"{P}val") in ("nil", "none") else int(side.get(attribute) or "0") / 20
        )
        for side in group
    }


def _theme_fonts(theme: etree._Element | None) -> dict[str, str]:
    """Theme slot (``minorEastAsia``) → font name."""
    found: dict[str, str] = {}
    for kind in ("major", "minor"):
        scheme = None if theme is None else theme.find(f".//{_A}{kind}Font")
        if scheme is not None:
            latin = scheme.find(f"{_A}latin")
            found |= dict.fromkeys(
                (f"{kind}HAnsi", f"{kind}Ascii"), "" if latin is None else latin.get("typeface") or ""
            )
            face = scheme.find(f"{_A}ea")
            japanese = [f.get("typeface") for f in scheme.iter(f"{_A}font") if f.get("script") == "Jpan"]
            found[f"{kind}EastAsia"] = (
                (face.get("typeface") if face is not None else "") or next(iter(japanese), "") or ""
            )
    return found

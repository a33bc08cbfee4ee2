"""Turns the parts of a paper into the logical structure of a tagged PDF: elements in reading order (ISO 32000-1, 14.7).

Elements are made where a block is set, in the order in which a person reads; the ink that belongs to them comes later,
when pages are drawn. So the reading order never depends on the order of drawing.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from enum import StrEnum

_DEEPEST = 6


class Role(StrEnum):
    """Standard structure types in use (ISO 32000-1, 14.8.4); ``H1`` … ``H6`` come from the depth of the section."""

    DOCUMENT = "Document"
    SECTION = "Sect"
    H1 = "H1"
    H2 = "H2"
    H3 = "H3"
    H4 = "H4"
    H5 = "H5"
    H6 = "H6"
    PARAGRAPH = "P"
    LIST = "L"
    ITEM = "LI"
    LABEL = "Lbl"
    BODY = "LBody"
    TABLE = "Table"
    ROW = "TR"
    HEADER = "TH"
    CELL = "TD"
    FIGURE = "Figure"
    CONTENTS = "TOC"
    ENTRY = "TOCI"
    LINK = "Link"


class Scope(StrEnum):
    """What a header cell heads."""

    COLUMN = "Column"
    ROW = "Row"


# Elements that hold their place though nothing is printed in them: a table without them would be irregular.
HOLDING = frozenset({Role.ROW, Role.HEADER, Role.CELL})

Ink = tuple[str, int]
"""A marked part of a page: the page's name, the part's number (MCID)."""


@dataclass(frozen=True, slots=True)
class Annotated:
    """A link on a page: the page's name and that of its annotation."""

    page: str
    annotation: str


@dataclass(eq=False, slots=True)
class Element:
    """One element. ``depth`` is the level of headings of a section: what stands in it is headed one deeper.

    ``alt`` says in words what a figure shows; ``actual`` is the text that a drawn mark stands for; ``summary`` names a table.
    ``box`` (left, bottom, right, top in points from the page's lower left corner) grows as a figure is drawn.
    """

    role: Role
    depth: int = 0
    alt: str = ""
    actual: str = ""
    summary: str = ""
    scope: Scope | None = None
    columns: int = 1
    rows: int = 1
    kids: list[Element] = field(default_factory=list)
    content: list[Ink | Annotated] = field(default_factory=list)
    box: tuple[float, float, float, float] | None = None

    def add(self, role: Role, **what: object) -> Element:
        """A new element behind those that are here."""
        child = Element(role, self.depth, **what)  # type: ignore[arg-type]  # each keyword is a field of this class
        self.kids.append(child)
        return child

    def paragraph(self) -> Element:
        return self.add(Role.PARAGRAPH)

    def section(self, level: int) -> Element:
        """A part that has a heading of its own; no level is jumped over (PDF/UA-1, 7.4.2)."""
        child = self.add(Role.SECTION)
        child.depth = min(level, self.depth + 1)
        return child

    def heading(self) -> Element:
        """The heading of this section itself."""
        return self.add(heading_role(self.depth))

    def title(self) -> Element:
        """The heading of a table or chart that stands in this section."""
        return self.add(heading_role(self.depth + 1))

    def figure(self, alt: str) -> Element:
        """A drawing that ``alt`` says in words. Without words its own texts are read instead."""
        return self.add(Role.FIGURE, alt=alt) if alt.strip() else self.paragraph()

    @property
    def holds(self) -> bool:
        """Whether anything printed belongs to it, or it must keep its place."""
        return bool(self.content) or self.role in HOLDING or any(k.holds for k in self.kids)

    def enclose(self, left: float, bottom: float, right: float, top: float) -> None:
        """Let a figure's box hold this rectangle too."""
        if self.box is None:
            self.box = (left, bottom, right, top)
        else:
            a, b, c, d = self.box
            self.box = (min(a, left), min(b, bottom), max(c, right), max(d, top))


def heading_role(depth: int) -> Role:
    return Role(f"H{min(max(depth, 1), _DEEPEST)}")


def document() -> Element:
    """The root: the paper's title is its first heading."""
    return Element(Role.DOCUMENT, depth=1)

"""Turns a tagged PDF into its structure tree as data: roles, attributes, and the text of each element in reading order."""

from __future__ import annotations

import sys
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from pathlib import Path

import pikepdf

from tests.page_text import Run, runs

ObjectId = tuple[int, int]
_WORDS = 24
"""Characters of an element's text in the outline."""
_INLINE = {"Span", "Link", "Lbl", "LBody", "Reference", "Strong", "Em"}


@dataclass(frozen=True, slots=True)
class Content:
    """A marked sequence of a page (counted from 0)."""

    page: int
    mcid: int


@dataclass(frozen=True, slots=True)
class ObjectReference:
    """An annotation that belongs to the element."""

    id: ObjectId


@dataclass(frozen=True, slots=True)
class Element:
    """``role`` is a standard one (mapped by RoleMap); ``attributes`` join those of all owners (Scope, ColSpan, BBox …)."""

    role: str
    alt: str | None
    attributes: dict[str, str]
    kids: tuple[Element | Content | ObjectReference, ...]
    id: ObjectId = field(default=(0, 0))
    actual: str = ""
    """What is heard in place of what is shown."""

    def walk(self) -> Iterator[Element]:
        """This element and all below it, in reading order."""
        yield self
        for kid in self.elements:
            yield from kid.walk()

    @property
    def elements(self) -> tuple[Element, ...]:
        return tuple(kid for kid in self.kids if isinstance(kid, Element))

    def contents(self) -> Iterator[Content]:
        for kid in self.kids:
            if isinstance(kid, Content):
                yield kid
            elif isinstance(kid, Element):
                yield from kid.contents()


class TaggedPdf:
    """An open PDF with its structure tree and all text that it shows. Faults of form (no tree) give an empty tree."""

    def __init__(self, path: Path) -> None:
        self.pdf = pikepdf.open(path)
        self._pages = {page.obj.objgen: n for n, page in enumerate(self.pdf.pages)}
        root = self.pdf.Root.get("/StructTreeRoot")
        self._roles: dict[str, str] = {}
        if root is not None:
            self._roles = {str(k): str(v) for k, v in root.get("/RoleMap", pikepdf.Dictionary()).items()}
        kids = self._kids(root.get("/K"), None) if root is not None else ()
        self.root = Element("StructTreeRoot", None, {}, kids)
        self.runs: list[Run] = [run for n, page in enumerate(self.pdf.pages) for run in runs(page, n)]
        self._held: dict[Content, list[Run]] = {}
        for run in self.runs:
            if run.mcid is not None:
                self._held.setdefault(Content(run.page, run.mcid), []).append(run)

    def elements(self, *roles: str) -> list[Element]:
        """All elements of these roles in reading order."""
        return [element for element in self.root.walk() if element.role in roles]

    def shown(self, element: Element) -> list[Run]:
        """The text of the element and those below it, in reading order."""
        return [run for content in element.contents() for run in self._held.get(content, ())]

    def text(self, element: Element) -> str:
        return self.words(element.contents())

    def words(self, contents: Iterable[Content]) -> str:
        return "".join(run.text for content in contents for run in self._held.get(content, ()))

    def untagged(self) -> list[Run]:
        """Text shown outside the tree: artifacts, and sequences to which no element points."""
        held = set(self.root.contents())
        return [run for run in self.runs if run.mcid is None or Content(run.page, run.mcid) not in held]

    def _kids(self, value: object, page: int | None) -> tuple[Element | Content | ObjectReference, ...]:
        if value is None:
            return ()
        if isinstance(value, pikepdf.Array):
            return tuple(kid for item in value for kid in self._kids(item, page))
        if not isinstance(value, pikepdf.Dictionary):
            return (Content(page if page is not None else -1, int(str(value))),)
        page = self._pages.get(value.Pg.objgen, page) if "/Pg" in value else page
        if "/S" in value:
            return (self._element(value, page),)
        if "/MCID" in value:
            return (Content(page if page is not None else -1, int(str(value.MCID))),)
        return (ObjectReference(value.Obj.objgen),)

    def _element(self, value: pikepdf.Dictionary, page: int | None) -> Element:
        role = str(value.S)
        owners = value.get("/A", pikepdf.Array())
        attributes: dict[str, str] = {}
        for owner in owners if isinstance(owners, pikepdf.Array) else [owners]:
            if isinstance(owner, pikepdf.Dictionary):  # numbers between them are revisions
                attributes |= {str(k)[1:]: _said(v) for k, v in owner.items() if k != "/O"}
        alt = str(value.Alt) if "/Alt" in value else None
        kids = self._kids(value.get("/K"), page)
        return Element(
            self._roles.get(role, role)[1:], alt, attributes, kids, value.objgen, str(value.get("/ActualText", ""))
        )


def _said(value: object) -> str:
    return str(value).removeprefix("/")


def outline_of_tags(path: Path) -> str:
    """The tag tree, one line an element: role, Scope and spans, Alt, first words. Like siblings are one line with their number.

    Siblings are alike when they and all below them have the same roles and attributes; the words are those of the first.
    """
    tagged = TaggedPdf(path)
    lines: list[str] = []

    def walk(siblings: tuple[Element, ...], depth: int) -> None:
        at = 0
        while at < len(siblings):
            element = siblings[at]
            alike = next((n for n, s in enumerate(siblings[at:]) if _shape(s) != _shape(element)), len(siblings) - at)
            lines.append("  " * depth + _line(tagged, element, alike))
            walk(element.elements, depth + 1)
            at += alike

    walk(tagged.root.elements, 0)
    return "\n".join(lines) + "\n"


def _shape(element: Element) -> object:
    alt = element.alt if element.role == "Figure" else None  # each figure says something of its own
    return (element.role, alt, _printed(element), tuple(map(_shape, element.elements)))


def _printed(element: Element) -> str:
    """Scope, how many columns and rows a cell spans, a list's marks."""
    said = [element.attributes["Scope"]] if "Scope" in element.attributes else []
    said += [f"{k}={element.attributes[k]}" for k in ("ColSpan", "RowSpan", "ListNumbering") if k in element.attributes]
    return " ".join(said)


def _line(tagged: TaggedPdf, element: Element, alike: int) -> str:
    parts = [element.role, _printed(element)]
    if element.alt is not None:
        parts.append(f"Alt「{element.alt}」")
    leaf = not any(kid.role not in _INLINE for kid in element.elements)
    if leaf and element.alt is None:
        text = " ".join(tagged.text(element).split())
        parts.append(f"「{text[:_WORDS]}{'…' if len(text) > _WORDS else ''}」")
    if element.actual:
        parts.append(f"Actual「{element.actual}」")
    if alike > 1:
        parts.append(f"×{alike}")
    return " ".join(part for part in parts if part)


if __name__ == "__main__":
    for name in sys.argv[1:]:
        print(outline_of_tags(Path(name)), end="")

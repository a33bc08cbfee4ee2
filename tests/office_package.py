"""Turns a Word or PowerPoint file into its parts, their XML and the relationships between them, whatever is wrong with it."""

from __future__ import annotations

import posixpath
import zipfile
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import Any, TypeAlias

from lxml import etree

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
A = "{http://schemas.openxmlformats.org/drawingml/2006/main}"
P = "{http://schemas.openxmlformats.org/presentationml/2006/main}"
C = "{http://schemas.openxmlformats.org/drawingml/2006/chart}"
R = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}"
WP = "{http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing}"
WPS = "{http://schemas.microsoft.com/office/word/2010/wordprocessingShape}"
MC = "{http://schemas.openxmlformats.org/markup-compatibility/2006}"
DECORATIVE = "{http://schemas.microsoft.com/office/drawing/2017/decorative}decorative"
CONTENT_TYPES = "[Content_Types].xml"
ROOT = ""
"""The package itself, as the source of relationships."""
Tree: TypeAlias = Any
"""An element of lxml, which ships no types."""
# Nothing outside the file is fetched and no entity is expanded, whatever the file says.
_PARSER = etree.XMLParser(resolve_entities=False, no_network=True, load_dtd=False)


@dataclass(frozen=True, slots=True)
class Relation:
    """``kind`` is the last word of the relationship's type; ``target`` a part's name, or an address when ``external``."""

    id: str
    kind: str
    target: str
    external: bool


class OfficePackage:
    """Faults of form are kept as facts (``names`` with repetitions, ``broken``), not raised; only what is no zip raises."""

    def __init__(self, path: Path) -> None:
        self.path = path
        with zipfile.ZipFile(path) as archive:
            self.names = archive.namelist()
            self.parts = {name: archive.read(name) for name in self.names}
        self.trees: dict[str, Tree] = {}
        self.broken: dict[str, str] = {}
        for name, content in self.parts.items():
            if name.endswith((".xml", ".rels", ".svg")):
                self._parse(name, content)

    def _parse(self, name: str, content: bytes) -> None:
        try:
            self.trees[name] = etree.fromstring(content, _PARSER)
        except etree.XMLSyntaxError as error:
            self.broken[name] = str(error)

    @cached_property
    def relations(self) -> dict[str, list[Relation]]:
        """By source part; each relationship as often as it is written."""
        found = {}
        for name, tree in self.trees.items():
            if name.endswith(".rels"):
                folder = posixpath.dirname(posixpath.dirname(name))
                source = posixpath.join(folder, posixpath.basename(name).removesuffix(".rels"))
                found[source] = [_relation(entry, folder) for entry in tree]
        return found

    @property
    def is_word(self) -> bool:
        return "word/document.xml" in self.parts

    @property
    def is_readable(self) -> bool:
        """Whether the part with the text or the order of slides can be read at all."""
        return "word/document.xml" in self.trees or "ppt/presentation.xml" in self.trees

    def relation(self, source: str, identifier: str | None) -> Relation | None:
        return next((r for r in self.relations.get(source, ()) if r.id == identifier), None)

    def linked(self, source: str, kind: str) -> list[str]:
        """Parts to which ``source`` is related by ``kind``, as far as they can be read."""
        return [r.target for r in self.relations.get(source, ()) if r.kind == kind and r.target in self.trees]

    def matching(self, start: str) -> Iterator[tuple[str, Tree]]:
        """Parts whose name begins so, without their relationships."""
        for name, tree in sorted(self.trees.items()):
            if name.startswith(start) and not name.endswith(".rels"):
                yield name, tree

    @cached_property
    def slides(self) -> list[str]:
        """Slide parts in the order of the deck."""
        deck = self.trees.get("ppt/presentation.xml")
        if deck is None:
            return []
        related = (self.relation("ppt/presentation.xml", e.get(R + "id")) for e in deck.iter(P + "sldId"))
        return [r.target for r in related if r is not None and r.target in self.trees]

    @cached_property
    def stories(self) -> dict[str, Tree]:
        """Parts of a Word file that hold text: body, headers, footers, notes."""
        starts = ("word/document.", "word/header", "word/footer", "word/footnotes.", "word/endnotes.")
        return {name: tree for name, tree in self.trees.items() if name.startswith(starts) and "/_rels/" not in name}


def _relation(entry: Tree, folder: str) -> Relation:
    kind = entry.get("Type", "").rsplit("/", 1)[-1]
    external = entry.get("TargetMode") == "External"
    target = entry.get("Target", "")
    if not external:
        target = posixpath.normpath(posixpath.join("/", folder, target)).lstrip("/")
    return Relation(entry.get("Id", ""), kind, target, external)


def val(parent: Tree | None, path: str, attribute: str = W + "val") -> str | None:
    """An attribute of the first element at ``path`` (tags in Clark notation), or None."""
    found = None if parent is None else parent.find(path)
    return None if found is None else found.get(attribute)


def switched_on(element: Tree | None) -> bool:
    """Whether a Word toggle such as ``w:b`` or ``w:tblHeader`` is there and not turned off."""
    return element is not None and element.get(W + "val", "true") not in ("0", "false", "off")


def repeated(values: Iterable[str | None]) -> list[str]:
    """Values that occur more than once, each once."""
    seen: set[str] = set()
    twice: dict[str, None] = {}
    for value in values:
        if value is not None and value in seen:
            twice[value] = None
        seen.add(value or "")
    return list(twice)


def inside(element: Tree, *tags: str) -> bool:
    """Whether an ancestor has one of the tags."""
    return next(element.iterancestors(*tags), None) is not None


def words(element: Tree, *, own: bool = False) -> str:
    """Text of all runs below; with ``own`` not the text of shapes that hang in it, and never an alternative form."""
    out = []
    for node in element.iter(W + "t", A + "t", W + "tab", W + "br"):
        if inside(node, MC + "Fallback") and not inside(element, MC + "Fallback"):
            continue
        if own and inside(node, W + "txbxContent") and not inside(element, W + "txbxContent"):
            continue
        out.append(node.text or "" if node.tag in (W + "t", A + "t") else " ")
    return "".join(out)


def is_decorative(properties: Tree) -> bool:
    """Whether a ``docPr`` or ``cNvPr`` says that its drawing is decoration."""
    return any(mark.get("val") in ("1", "true") for mark in properties.iter(DECORATIVE))

"""Turns a good Office paper into a copy with one planted defect; keeps a list of such defects and of what must find each."""

from __future__ import annotations

import warnings
import zipfile
from collections.abc import Callable
from dataclasses import dataclass, field
from enum import StrEnum
from pathlib import Path
from typing import TypeAlias

from lxml import etree

from tests.office_package import CONTENT_TYPES, MC, WP, WPS, A, C, P, R, Tree, W

_PREFIXES = {"w": W, "a": A, "p": P, "c": C, "r": R, "wp": WP, "wps": WPS, "mc": MC}
NAMESPACES = " ".join(f'xmlns:{prefix}="{name.strip("{}")}"' for prefix, name in _PREFIXES.items())
DOCUMENT, STYLES, SETTINGS, NUMBERING = (f"word/{name}.xml" for name in ("document", "styles", "settings", "numbering"))
RELATIONS = "word/_rels/document.xml.rels"
DECK = "ppt/presentation.xml"


class Paper(StrEnum):
    """The papers in which defects are planted, by the name of the file that is published."""

    WORD = "R7_*.docx"
    DECK = "R7_*.pptx"
    BRIEFING = "R7Q2_*.pptx"


class Draft:
    """The parts of a paper, to be changed."""

    def __init__(self, path: Path) -> None:
        with zipfile.ZipFile(path) as archive:
            self.parts = {name: archive.read(name) for name in archive.namelist()}
        self.more: list[tuple[str, bytes]] = []
        """Entries written besides, whatever their names."""
        self._trees: dict[str, Tree] = {}

    def tree(self, name: str) -> Tree:
        if name not in self._trees:
            self._trees[name] = etree.fromstring(self.parts[name])
        return self._trees[name]

    def all(self, name: str, tag: str) -> list[Tree]:
        """Every element of the tag in the part; LookupError when there is none to spoil."""
        found = list(self.tree(name).iter(tag))
        if not found:
            raise LookupError(f"no {tag} in {name} to spoil")
        return found

    def first(self, name: str, tag: str) -> Tree:
        return self.all(name, tag)[0]

    def named(self, start: str, tag: str) -> tuple[str, Tree]:
        """The first part whose name begins so and that has the tag, and the element."""
        for name in sorted(self.parts):
            if name.startswith(start) and name.endswith(".xml"):
                found = next(self.tree(name).iter(tag), None)
                if found is not None:
                    return name, found
        raise LookupError(f"no {tag} in {start} to spoil")

    def slide(self, number: int) -> str:
        """The part of a slide, counted from 1."""
        order = [e.get(R + "id") for e in self.all(DECK, P + "sldId")]
        targets = {e.get("Id"): e.get("Target") for e in self.tree("ppt/_rels/presentation.xml.rels")}
        return f"ppt/{targets[order[number - 1]]}"

    def append(self, xml: str) -> Tree:
        """Put an element at the end of the Word file's text and return it."""
        element = fragment(xml)
        self.tree(DOCUMENT).find(f"{W}body")[-1].addprevious(element)
        return element

    def replace(self, name: str, old: bytes, new: bytes) -> None:
        """Replace the first occurrence in the part's bytes."""
        if old not in self.parts[name]:
            raise LookupError(f"no {old!r} in {name} to spoil")
        self.parts[name] = self.parts[name].replace(old, new, 1)

    def relate(self, source: str, kind: str, target: str) -> None:
        """A further relationship ``rIdMore`` of a part."""
        name = f"http://schemas.openxmlformats.org/officeDocument/2006/relationships/{kind}"
        entry = f'<Relationship Id="rIdMore" Type="{name}" Target="{target}"/>'
        self.tree(source).append(etree.fromstring(entry.replace(" ", f' xmlns="{self.tree(source).nsmap[None]}" ', 1)))

    def declare(self, extension: str, kind: str) -> None:
        """A content type for parts of the extension."""
        tree = self.tree(CONTENT_TYPES)
        entry = etree.SubElement(tree, f"{{{tree.nsmap[None]}}}Default", Extension=extension, ContentType=kind)
        tree.insert(0, entry)

    def write(self, path: Path) -> Path:
        with zipfile.ZipFile(path, "w") as archive, warnings.catch_warnings():
            warnings.simplefilter("ignore", UserWarning)  # a name that stands twice is one of the defects
            for name, content in self.parts.items():
                changed = self._trees.get(name)
                archive.writestr(
                    name, content if changed is None else etree.tostring(changed, encoding="UTF-8", standalone=True)
                )
            for name, content in self.more:
                archive.writestr(name, content)
        return path


Change: TypeAlias = Callable[[Draft], None]
Planter: TypeAlias = Callable[[Change], Change]


def fragment(xml: str) -> Tree:
    """An element from a text that uses the usual prefixes."""
    return etree.fromstring(f"<all {NAMESPACES}>{xml}</all>")[0]


@dataclass(frozen=True, slots=True)
class Mutant:
    """``caught_by`` is ``audit`` or the name of the check of tests/package_lint.py or tests/office_accessibility.py."""

    name: str
    paper: Paper
    caught_by: str
    change: Change

    def write(self, source: Path, folder: Path) -> Path:
        """The defective copy of ``source``."""
        draft = Draft(source)
        self.change(draft)
        return draft.write(folder / f"{self.name}{source.suffix}")


@dataclass(slots=True)
class Mutants:
    """A list of defects, filled by decorating the functions that plant them."""

    planted: list[Mutant] = field(default_factory=list)

    def plant(self, paper: Paper, caught_by: str) -> Planter:
        def note(change: Change) -> Change:
            self.planted.append(Mutant(change.__name__, paper, caught_by, change))
            return change

        return note

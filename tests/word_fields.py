"""Turns a story of a Word file into its fields, and into sentences where their marks do not nest or their targets are missing."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field

from tests.office_package import MC, OfficePackage, Tree, W, inside, val, words

_HOLDERS = (W + "hyperlink", W + "tc", W + "txbxContent", W + "sdtContent", W + "body", W + "hdr", W + "ftr")
"""A field ends in the one of these in which it began."""
_TO_A_BOOKMARK = re.compile(r"\s*(?:PAGEREF|REF|NOTEREF)\s+(\S+)|\s*HYPERLINK\s+.*\\l\s+\"?([^\s\"]+)")
_NUMBERED = ("PAGEREF", "PAGE", "NUMPAGES", "SECTIONPAGES")


@dataclass(slots=True)
class Field:
    holder: Tree
    instruction: str = ""
    result: str = ""
    separated: bool = False
    within: list[str] = field(default_factory=list)
    """First words of the fields around it."""

    @property
    def kind(self) -> str:
        return (self.instruction.split() or [""])[0].upper()


def bookmarks(package: OfficePackage) -> set[str]:
    return {b.get(W + "name", "") for tree in package.stories.values() for b in tree.iter(W + "bookmarkStart")}


def fields(package: OfficePackage) -> Iterator[str]:
    """Every field begins, separates and ends in this order, inside the one around it, and holds a result."""
    for name, story in package.stories.items():
        faults, found = _read(story)
        yield from (f"{name}: {fault}" for fault in faults)
        for one in found:
            said = " ".join(one.instruction.split())
            if not one.kind:
                yield f"{name}: a field without an instruction"
            elif not one.separated or not one.result.strip():
                yield f"{name}: {said} holds no result"
            elif one.kind in _NUMBERED and not one.result.strip().isdigit():
                yield f"{name}: {said} holds 「{one.result}」"


def field_targets(package: OfficePackage) -> Iterator[str]:
    """Fields that point to a bookmark find it; a contents field lists what its links lead to."""
    marks = bookmarks(package)
    for name, story in package.stories.items():
        for one in _read(story)[1]:
            matched = _TO_A_BOOKMARK.match(one.instruction)
            if matched and (matched[1] or matched[2]) not in marks:
                yield f"{name}: {' '.join(one.instruction.split())} leads to no bookmark"


def contents(package: OfficePackage) -> Iterator[str]:
    """An entry of the contents says the words of the heading to which it leads, and has the number of that page."""
    document = package.trees["word/document.xml"]
    starts = {b.get(W + "name"): b for b in document.iter(W + "bookmarkStart")}
    for link in document.iter(W + "hyperlink"):
        style = val(next(link.iterancestors(W + "p")), f"{W}pPr/{W}pStyle") or ""
        start = starts.get(link.get(W + "anchor"))
        if not style.lower().startswith("toc") or start is None:
            continue
        heading = next(start.iterancestors(W + "p"), None)
        said = _squeezed(words(heading, own=True)) if heading is not None else ""
        if not said or said not in _squeezed(words(link)):
            yield f"「{words(link)}」 leads to 「{said}」"
        for target, _ in page_references(link):
            if target != link.get(W + "anchor"):
                yield f"「{words(link)}」 has the page of {target}"


def page_references(story: Tree) -> Iterator[tuple[str, str]]:
    """(bookmark, the page that is printed) of each PAGEREF below."""
    for one in _read(story)[1]:
        if one.kind == "PAGEREF":
            yield one.instruction.split()[1], one.result.strip()


def _squeezed(text: str) -> str:
    return re.sub(r"\s", "", text)


def dialogues(package: OfficePackage) -> Iterator[str]:
    """Nothing makes Word ask a question when the paper is opened: no fields to be updated, no template to be fetched."""
    for name, tree in package.trees.items():
        if name.startswith("word/"):
            for tag in ("updateFields", "attachedTemplate", "linkStyles", "mailMerge"):
                if tree.find(f".//{W}{tag}") is not None:
                    yield f"{name}: w:{tag}"
            if any(
                mark.get(W + "dirty") not in (None, "0", "false") for mark in tree.iter(W + "fldChar", W + "fldSimple")
            ):
                yield f"{name}: a field is marked w:dirty"


def _read(story: Tree) -> tuple[list[str], list[Field]]:
    """Faults of nesting, and the fields that end. Marks nest as a stack over the whole story: a contents field spans paragraphs."""
    faults: list[str] = []
    found: list[Field] = []
    stack: list[Field] = []
    for node in story.iter(W + "fldChar", W + "instrText", W + "t", W + "fldSimple"):
        if inside(node, MC + "Fallback"):
            continue
        if node.tag == W + "fldSimple":
            text = "".join(t.text or "" for t in node.iter(W + "t"))
            found.append(Field(node, node.get(W + "instr", ""), text, separated=True))
        elif node.tag == W + "instrText":
            if not stack or stack[-1].separated:
                faults.append(f"the instruction 「{(node.text or '').strip()}」 stands outside a field")
            else:
                stack[-1].instruction += node.text or ""
        elif node.tag == W + "t":
            for one in stack:
                one.result += node.text or "" if one.separated else ""
            if stack and not stack[-1].separated:
                faults.append(f"text 「{node.text}」 between a field's begin and its separator")
        else:
            faults += _mark(node, stack, found)
    faults += [f"the field 「{one.instruction.strip()}」 does not end" for one in stack]
    return faults, found


def _mark(node: Tree, stack: list[Field], found: list[Field]) -> Iterator[str]:
    kind = node.get(W + "fldCharType")
    holder = next(node.iterancestors(*_HOLDERS), node)
    if kind == "begin":
        stack.append(Field(holder, within=[one.kind for one in stack]))
    elif not stack:
        yield f"a field's {kind} without a begin"
    elif kind == "separate":
        if stack[-1].separated:
            yield f"the field 「{stack[-1].instruction.strip()}」 is separated twice"
        stack[-1].separated = True
    else:
        ended = stack.pop()
        found.append(ended)
        if ended.holder is not holder:
            yield f"the field 「{ended.instruction.strip()}」 ends outside the element in which it began"

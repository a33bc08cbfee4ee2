"""Turns a Word or PowerPoint file into sentences on what is wrong with its package and what validators of the schema do not see.

openxml-audit judges each part by the schema; here stands what lies between the parts: relationships both ways, content types,
embedded workbooks, ids, and what differs between a template and a paper. Each check finds its planted defect (tests/office_mutants.py).
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from datetime import datetime
from pathlib import Path

from tests import chart_lint, slide_lint, word_lint
from tests.office_package import CONTENT_TYPES, MC, ROOT, OfficePackage, R, repeated, words

_CORE = "docProps/core.xml"
_MOMENT = re.compile(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ")
_NAMED_BY_ID = {"image", "chart", "hyperlink", "header", "footer", "package"}
_NAMED_BY_THE_DECK = {"slide", "slideMaster", "notesMaster"}
"""Relationships that the source's XML must name by their id; all others work by being there."""
_TYPES = {
    "styles": "styles+xml",
    "settings": "settings+xml",
    "numbering": "numbering+xml",
    "header": "header+xml",
    "footer": "footer+xml",
    "fontTable": "fontTable+xml",
    "theme": "theme+xml",
    "chart": "chart+xml",
    "slide": "slide+xml",
    "slideLayout": "slideLayout+xml",
    "slideMaster": "slideMaster+xml",
    "notesSlide": "notesSlide+xml",
    "notesMaster": "notesMaster+xml",
    "tableStyles": "tableStyles+xml",
    "package": "sheet",
    "image": "image/",
    "core-properties": "core-properties+xml",
    "extended-properties": "extended-properties+xml",
    "officeDocument": "main+xml",
}
"""What the content type of a relationship's target contains."""
_SIGNATURES = {"png": b"\x89PNG\r\n\x1a\n", "jpeg": b"\xff\xd8\xff", "jpg": b"\xff\xd8\xff", "gif": b"GIF8"}
_BRACES = re.compile(r"\{\{|\}\}|\{%|%\}")
_PROMPTS = ("テキストを入力", "クリックして", "ここをクリック", "Click to ", "Click or tap")


def lint(path: Path) -> list[str]:
    """All that is wrong with the file, each sentence led by the name of the check."""
    package = OfficePackage(path)
    checks = [*CHECKS, *chart_lint.CHECKS]
    if package.is_readable:
        checks += word_lint.CHECKS if package.is_word else slide_lint.CHECKS
    return [f"{check.__name__}: {fault}" for check in checks for fault in check(package)]


def zip_entries(package: OfficePackage) -> Iterator[str]:
    """Every name once, also for readers that do not tell small letters from capitals."""
    for name in repeated(name.lower() for name in package.names):
        yield f"{name} stands twice in the file"
    for name in package.names:
        if not name.isascii() or "\\" in name or name.startswith("/") or name.endswith("/"):
            yield f"「{name}」 is no name of a part"


def well_formed(package: OfficePackage) -> Iterator[str]:
    for name, error in package.broken.items():
        yield f"{name}: {error}"
    for name, tree in package.trees.items():
        if tree.getroottree().docinfo.doctype:
            yield f"{name} has a document type"


def content_types(package: OfficePackage) -> Iterator[str]:
    """Every part has one type, every type a part, and relationships lead to parts of the type that they promise."""
    tree = package.trees.get(CONTENT_TYPES)
    if tree is None:
        yield "no content types"
        return
    defaults = {e.get("Extension", "").lower(): e.get("ContentType", "") for e in tree.iter("{*}Default")}
    overrides = {e.get("PartName", ""): e.get("ContentType", "") for e in tree.iter("{*}Override")}
    for name in repeated(e.get("PartName") or e.get("Extension", "").lower() for e in tree):
        yield f"two types for {name}"
    for name in overrides:
        if name.lstrip("/") not in package.parts:
            yield f"a type for {name}, which is missing"
    for name in package.parts:
        kind = overrides.get(f"/{name}") or defaults.get(name.rsplit(".", 1)[-1].lower())
        if kind is None and name != CONTENT_TYPES:
            yield f"{name} has no type"
    for source, relations in package.relations.items():
        for relation in relations:
            kind = overrides.get(f"/{relation.target}") or defaults.get(relation.target.rsplit(".", 1)[-1].lower(), "")
            if not relation.external and _TYPES.get(relation.kind, "") not in kind:
                yield f"{source or 'package'}: {relation.kind} {relation.target} is of type {kind}"


def relationships(package: OfficePackage) -> Iterator[str]:
    """What is named exists, what exists is named."""
    for source, relations in package.relations.items():
        if source != ROOT and source not in package.parts:
            yield f"relationships of {source}, which is missing"
        for identifier in repeated(r.id for r in relations):
            yield f"{source}: two relationships {identifier}"
        for relation in relations:
            if not relation.external and relation.target not in package.parts:
                yield f"{source or 'package'}: {relation.kind} leads to {relation.target}, which is missing"
            if relation.external and relation.kind != "hyperlink":
                yield f"{source}: {relation.kind} leads out of the file to {relation.target}"
    for name, tree in package.trees.items():
        if not name.endswith(".rels"):
            named = {v for e in tree.iter("*") for k, v in e.attrib.items() if k.startswith(R) and v}
            have = {r.id: r.kind for r in package.relations.get(name, ())}
            yield from (f"{name}: {v} is no relationship" for v in sorted(named - set(have)))
            needed = _NAMED_BY_ID | (_NAMED_BY_THE_DECK if name == "ppt/presentation.xml" else set())
            unnamed = sorted(i for i, kind in have.items() if kind in needed and i not in named)
            yield from (f"{name}: nothing uses the {have[i]} {i}" for i in unnamed)


def unused_parts(package: OfficePackage) -> Iterator[str]:
    """Every part is reached from the package."""
    reached = {ROOT}
    ahead = [ROOT]
    while ahead:
        for relation in package.relations.get(ahead.pop(), ()):
            if not relation.external and relation.target not in reached:
                reached.add(relation.target)
                ahead.append(relation.target)
    for name in package.parts:
        if name not in reached and name != CONTENT_TYPES and not name.endswith(".rels"):
            yield f"nothing leads to {name}"


def core_properties(package: OfficePackage) -> Iterator[str]:
    core = package.trees.get(_CORE)
    if core is None:
        yield "no properties"
        return
    for word in ("created", "modified"):
        said = [(e.text or "").strip() for e in core.iter(f"{{*}}{word}")]
        if len(said) != 1 or not _MOMENT.fullmatch(said[0]) or not _is_moment(said[0]):
            yield f"{word}: {said}"
    for element in core:
        if len(core.findall(str(element.tag))) > 1:
            yield f"{element.tag} stands twice"


def _is_moment(text: str) -> bool:
    try:
        datetime.fromisoformat(text.replace("Z", "+00:00"))
    except ValueError:
        return False
    return True


def media(package: OfficePackage) -> Iterator[str]:
    """Pictures are of the format that their name says; drawings in SVG are passive."""
    for name, content in package.parts.items():
        ending = name.rsplit(".", 1)[-1].lower()
        if not content.startswith(_SIGNATURES.get(ending, b"")):
            yield f"{name} is no {ending}"
        if ending == "emf" and content[40:44] != b" EMF":
            yield f"{name} is no emf"
    for name, tree in package.trees.items():
        if name.endswith(".svg"):
            if tree.tag != "{http://www.w3.org/2000/svg}svg":
                yield f"{name} is no svg"
            for element in tree.iter("{*}script", "{*}foreignObject", "{*}image", "{*}use"):
                if element.tag.endswith(("script", "foreignObject")) or "//" in "".join(element.attrib.values()):
                    yield f"{name} holds more than a drawing: {element.tag}"


def prefixes(package: OfficePackage) -> Iterator[str]:
    """Prefixes in ``mc:Ignorable`` and ``Requires`` are declared: Office refuses a file in which one is not."""
    for name, tree in package.trees.items():
        for element in tree.iter("*"):
            said = (
                element.get(MC + "Ignorable", "")
                + " "
                + (element.get("Requires", "") if element.tag == MC + "Choice" else "")
            )
            for prefix in said.split():
                if prefix not in element.nsmap:
                    yield f"{name}: the prefix {prefix} is not declared"


def leftovers(package: OfficePackage) -> Iterator[str]:
    """What a template has and a paper must not: content controls, prompts, marks to be filled in."""
    for name, tree in package.trees.items():
        for control in tree.iter("{http://schemas.openxmlformats.org/wordprocessingml/2006/main}sdt"):
            if control.find("{*}sdtPr/{*}docPartObj") is None:
                yield f"{name}: content control 「{words(control)[:20]}」"
        if name.startswith(("word/document", "word/header", "word/footer", "ppt/slides/", "ppt/notesSlides/")):
            text = words(tree)
            if _BRACES.search(text) or any(prompt in text for prompt in _PROMPTS):
                yield f"{name}: a mark or a prompt of the template"


CHECKS: list[Callable[[OfficePackage], Iterator[str]]] = [
    zip_entries,
    well_formed,
    content_types,
    relationships,
    unused_parts,
    core_properties,
    media,
    prefixes,
    leftovers,
]

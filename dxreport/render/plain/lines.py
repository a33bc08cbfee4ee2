"""Turns text from anybody into lines of which only the renderer's own can be headings."""

from __future__ import annotations

from collections.abc import Iterable

from dxreport.layout.package import printable
from dxreport.render.glyphs import spoken

Lines = list[str]
CHAPTER, SECTION, FIGURE = "■", "◆", "●"
"""The first character of a heading's line: of a paper's chapter, of a section, of a table or figure."""
_INDENT = "　"
"""Before what continues a line. Readers of speech pass over it; nothing that is indented is a heading."""
_COLON = "："


def text_lines(text: str) -> Lines:
    """``text`` as it is; from its second line on, and where it would begin like a heading, indented."""
    lines = _split(text)
    return [_guarded(line) if n == 0 else _INDENT + line for n, line in enumerate(lines)]


def indented(text: str) -> Lines:
    return [_INDENT + line for line in _split(text)]


def inline(text: str) -> str:
    """In one line: what was broken where people write is joined by a space."""
    return " ".join(_split(text))


def listed(text: str) -> str:
    """In one line: what stood on lines of its own in a cell, one after the other."""
    return "、".join(_split(text))


def joined(text: str) -> str:
    """In one line: what was broken for a narrow column is joined by nothing."""
    return "".join(_split(text))


def labelled(label: str, texts: Iterable[str]) -> Lines:
    """「項目：値」; further texts on indented lines of their own."""
    first, *rest = [line for text in texts for line in _split(text)] or [""]
    head = joined(label)
    return [_guarded(f"{head}{_COLON}{first}"), *(_INDENT + line for line in rest)] if first or rest else []


def heading(mark: str, text: str) -> str:
    return f"{mark}{inline(text)}"


def _guarded(line: str) -> str:
    return _INDENT + line if line.startswith((CHAPTER, SECTION, FIGURE)) else line


def _split(text: str) -> Lines:
    """Lines without control characters and outer spaces, empty ones left out. Every kind of line end counts."""
    found = (spoken(printable(line)).strip() for line in text.splitlines())
    return [line for line in found if line]

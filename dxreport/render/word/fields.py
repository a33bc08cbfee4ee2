"""Turns the numbers of pages and captions into fields that Word keeps up, with their results filled in."""

from __future__ import annotations

from lxml import etree

from dxreport.render.word.looks import P
from dxreport.render.word.xml import bookmarked, field, run

_PAGE = "PAGEREF"


def page_of(bookmark: str, properties: str = "") -> str:
    """The page of a bookmark; ``fill_pages`` puts the number in once it is known."""
    return field(rf"{_PAGE} {bookmark} \h", run("0", properties))


def sequence(title: str, number: int, identifier: int, name: str) -> str:
    """A caption whose number counts the captions before it with the same label; the label and number are bookmark ``name``."""
    label, found, rest = title.partition(str(number))
    if not found or not label or not name:
        return run(title)
    counted = run(label) + field(f"SEQ {label} \\* ARABIC", run(found))
    return bookmarked(identifier, name, counted) + run(rest)


def fill_pages(body: etree._Element, numbers: dict[str, int]) -> None:
    """Put the pages into the results of all page references."""
    for instruction in body.iter(f"{P}instrText"):
        words = (instruction.text or "").split()
        if words[:1] != [_PAGE]:
            continue
        place = instruction.getparent()
        while (place := place.getnext()) is not None and (text := place.find(f"{P}t")) is None:
            pass
        if place is not None and text is not None:
            text.text = str(numbers[words[1]])

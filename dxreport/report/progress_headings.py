"""Turns the parts of a report into their headings: a page each in the whole report, one after the other in a department's sheet."""

from __future__ import annotations

from dxreport.report.blocks import Heading
from dxreport.report.cells import Phrases
from dxreport.report.progress_parts import View
from dxreport.report.wording import progress_appendix as words


def part_heading(view: View, text: Phrases, name: str, anchor: str) -> Heading:
    """A part with its conclusion as headline and its name above it."""
    level = 2 if view.own else 1
    return Heading(level, text, kicker=name, anchor=anchor, bookmark=name, new_page=not view.own)


def appendix_heading(view: View, number: int, text: Phrases, aside: str = "") -> Heading:
    """付録1 …: a numbered appendix on a page of its own; a department's sheet has few and does not number them."""
    name = aside or "".join(text)
    if view.own:
        return Heading(2, (name,), anchor=f"appendix-{number}", bookmark=name)
    kicker = words.appendix(number)
    return Heading(
        1, text, kicker=kicker, aside=aside, anchor=f"appendix-{number}", bookmark=f"{kicker}　{name}", new_page=True
    )

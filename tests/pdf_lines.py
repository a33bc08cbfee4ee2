"""Turns a rendered PDF back into its lines of text: what stands on one baseline without a gap, in the order of drawing."""

from __future__ import annotations

import itertools
from collections.abc import Iterator
from dataclasses import dataclass, replace
from io import BytesIO

from tests import ink

# The largest gap (points) between two runs of one line: what justification adds, and rounding.
_JOINED = 1.5


@dataclass(frozen=True, slots=True)
class Printed:
    """A line on paper: number of the page from 1, left edge, baseline and right edge in points from the page's lower left corner."""

    page: int
    x: float
    y: float
    end: float
    text: str


def printed_lines(data: bytes) -> list[Printed]:
    lines: list[Printed] = []
    for number, page in enumerate(ink.pages(BytesIO(data)), 1):
        first = True
        for run in page.runs:
            end = run.x + run.width
            last = lines[-1] if lines and not first else None
            if last is not None and abs(last.y - run.y) < 0.05 and -0.5 < run.x - last.end < _JOINED:
                lines[-1] = Printed(number, last.x, last.y, end, last.text + run.text)
            else:
                lines.append(Printed(number, run.x, run.y, end, run.text))
            first = False
    return [replace(line, text=line.text.rstrip(" ")) for line in lines]


def broken(lines: list[Printed]) -> Iterator[tuple[Printed, Printed]]:
    """Neighbouring lines of one text: the second stands under the first, at the same edge, and was drawn next."""
    for above, below in itertools.pairwise(lines):
        if above.page == below.page and abs(above.x - below.x) < 0.01 and 8 < above.y - below.y < 30:
            yield above, below

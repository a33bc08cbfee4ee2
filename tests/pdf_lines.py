"""Turns a rendered PDF back into its lines of text: what stands on one baseline without a gap, in the order of drawing."""

from __future__ import annotations

import itertools
import re
from collections.abc import Iterator
from dataclasses import dataclass
from io import BytesIO
from typing import Any

from pypdf import PdfReader
from pypdf.generic import ContentStream

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
    for number, page in enumerate(PdfReader(BytesIO(data)).pages, 1):
        first = True
        for x, y, end, text in _runs(page):
            last = lines[-1] if lines and not first else None
            if last is not None and abs(last.y - y) < 0.05 and -0.5 < x - last.end < _JOINED:
                lines[-1] = Printed(number, last.x, last.y, end, last.text + text)
            else:
                lines.append(Printed(number, x, y, end, text))
            first = False
    return lines


def broken(lines: list[Printed]) -> Iterator[tuple[Printed, Printed]]:
    """Neighbouring lines of one text: the second stands under the first, at the same edge, and was drawn next."""
    for above, below in itertools.pairwise(lines):
        if above.page == below.page and abs(above.x - below.x) < 0.01 and 8 < above.y - below.y < 30:
            yield above, below


class _Font:
    """Advances (in thousandths of an em) and text of a font's codes, as the file states them."""

    def __init__(self, font: Any) -> None:
        self.widths = [float(w) for w in font["/Widths"]]
        to_unicode = font["/ToUnicode"].get_object().get_data().decode("ascii")
        pairs = re.findall(r"<([0-9A-F]{2})> <([0-9A-F]{4,})>", to_unicode)
        self.texts = {int(code, 16): bytes.fromhex(text).decode("utf-16-be") for code, text in pairs}


def _runs(page: Any) -> Iterator[tuple[float, float, float, str]]:
    """Left edge, baseline, right edge and text of everything that the page shows."""
    fonts = {name: _Font(font.get_object()) for name, font in page["/Resources"]["/Font"].items()}
    x = y = size = spacing = 0.0
    font: _Font | None = None
    for operands, operator in ContentStream(page["/Contents"].get_object(), page.pdf).operations:
        match operator:
            case b"Tm":
                x, y = float(operands[4]), float(operands[5])
            case b"Tc":
                spacing = float(operands[0])
            case b"Tf":
                font, size = fonts[operands[0]], float(operands[1])
            case b"Tj" if font is not None:
                codes = operands[0].original_bytes
                end = x + sum(font.widths[c] * size / 1000 + spacing for c in codes)
                yield x, y, end - spacing, "".join(font.texts[c] for c in codes)
                x = end

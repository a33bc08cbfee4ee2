"""Turns a deck and its LibreOffice rendering into sentences on what does not fit: off the slide, on each other, out of its box."""

from __future__ import annotations

import os
import subprocess
import unicodedata
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import combinations
from pathlib import Path
from typing import Any
from xml.etree import ElementTree as ET

from pptx import Presentation
from pptx.util import Emu

from tests.test_office import ALIAS

XHTML = "{http://www.w3.org/1999/xhtml}"
TOUCH = 1.5
"""Points by which boxes of text may overlap, and by which an office suite may set a letter outside its box."""


@dataclass(frozen=True, slots=True)
class Area:
    """A rectangle in points from the slide's upper left corner, with the words that belong in it."""

    left: float
    top: float
    right: float
    bottom: float
    text: str

    def overlap(self, other: Area) -> tuple[float, float]:
        wide = min(self.right, other.right) - max(self.left, other.left)
        high = min(self.bottom, other.bottom) - max(self.top, other.top)
        return wide, high

    def holds(self, x: float, y: float) -> bool:
        return self.left - TOUCH <= x <= self.right + TOUCH and self.top - TOUCH <= y <= self.bottom + TOUCH


def areas(slide: Any) -> list[Area]:
    """Every text box, placeholder and table of the slide, those in groups too (groups keep the slide's coordinates)."""
    return [area for shape in slide.shapes for area in _areas(shape)]


def _areas(shape: Any) -> Iterator[Area]:
    if shape.shape_type is not None and shape.shape_type == 6:
        for child in shape.shapes:
            yield from _areas(child)
        return
    left, top = Emu(shape.left).pt, Emu(shape.top).pt
    right, bottom = left + Emu(shape.width).pt, top + Emu(shape.height).pt
    if shape.has_table:
        yield Area(left, top, right, bottom, "".join(c.text for c in shape.table.iter_cells()))
    elif shape.has_text_frame and shape.text_frame.text.strip():
        body = shape.text_frame._txBody.bodyPr
        pads = [Emu(int(body.get(side, "0"))).pt for side in ("lIns", "rIns")]
        yield Area(left + pads[0], top, right - pads[1], bottom, shape.text_frame.text)


def crowded(deck: Path) -> Iterator[str]:
    """Text boxes that lie on each other or reach over the slide's edge, as the file says it."""
    presentation = Presentation(str(deck))
    wide, high = Emu(presentation.slide_width or 0).pt, Emu(presentation.slide_height or 0).pt
    for number, slide in enumerate(presentation.slides, 1):
        found = areas(slide)
        for area in found:
            if min(area.left, area.top) < 0 or area.right > wide + 0.5 or area.bottom > high + 0.5:
                yield f"slide {number}: 「{area.text[:15]}」 leaves the slide"
        for one, other in combinations(found, 2):
            if min(one.overlap(other)) > TOUCH:
                yield f"slide {number}: 「{one.text[:15]}」 and 「{other.text[:15]}」 overlap"


def spilled(deck: Path, pdf: Path) -> Iterator[str]:
    """Boxes that do not hold all of their letters in the rendering."""
    pages = list(_letters(pdf))
    for number, (slide, letters) in enumerate(zip(Presentation(str(deck)).slides, pages, strict=True), 1):
        for area in areas(slide):
            wanted = _letters_of(area.text)
            there = sum(area.holds(x, y) for x, y in letters)
            if there < wanted:
                yield f"slide {number}: 「{area.text[:15]}」 holds {there} of {wanted} letters"


def _letters_of(text: str) -> int:
    return sum(not (c.isspace() or unicodedata.category(c).startswith("C")) for c in text)


def _letters(pdf: Path) -> Iterator[list[tuple[float, float]]]:
    """The middle of each letter, page by page. A word's letters share its box by their widths."""
    said = subprocess.run(["pdftotext", "-bbox", str(pdf), "-"], check=True, capture_output=True).stdout  # noqa: S603, S607  poppler
    clean = "".join(c for c in said.decode("utf-8") if c in "\n\t" or ord(c) >= 32)
    for page in ET.fromstring(clean).iter(f"{XHTML}page"):
        yield [point for word in page.iter(f"{XHTML}word") for point in _spread(word)]


def _spread(word: ET.Element) -> Iterator[tuple[float, float]]:
    left, top, right, bottom = (float(word.get(k, "0")) for k in ("xMin", "yMin", "xMax", "yMax"))
    widths = [2 if unicodedata.east_asian_width(c) in "WFA" else 1 for c in word.text or ""]
    at = left
    for width in widths:
        step = (right - left) * width / sum(widths)
        yield at + step / 2, (top + bottom) / 2
        at += step


def render(soffice: str, decks: Sequence[Path], folder: Path) -> list[Path]:
    """PDFs that LibreOffice makes of the decks, in one start."""
    (folder / "fonts.conf").write_text(ALIAS, encoding="utf-8")
    environment = {**os.environ, "FONTCONFIG_FILE": str(folder / "fonts.conf")}
    profile = f"-env:UserInstallation=file://{folder}/profile"
    command = [soffice, profile, "--headless", "--convert-to", "pdf", "--outdir", str(folder), *map(str, decks)]
    subprocess.run(command, check=True, capture_output=True, env=environment)  # noqa: S603  LibreOffice
    return [folder / f"{deck.stem}.pdf" for deck in decks]

"""Turns the font files of ``fonts/`` into checked faces: paths, names in Office, advances, missing characters."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum
from functools import lru_cache
from pathlib import Path

from fontTools.ttLib import TTFont

from dxreport.model.finding import Finding, finding
from dxreport.model.provenance import FileRef

CHECKSUMS = "SHA256SUMS"


class Face(StrEnum):
    """The faces in use; the value is the file's name without its ending."""

    TEXT = "BIZUDPGothic-Regular"
    TEXT_BOLD = "BIZUDPGothic-Bold"
    FIGURE = "BIZUDGothic-Regular"
    FIGURE_BOLD = "BIZUDGothic-Bold"
    FORMAL = "BIZUDPMincho-Regular"
    SUPPLEMENT = "SupplementGothic-Regular"
    SUPPLEMENT_BOLD = "SupplementGothic-Bold"


PRINCIPAL: tuple[Face, ...] = tuple(face for face in Face if face not in (Face.SUPPLEMENT, Face.SUPPLEMENT_BOLD))
"""The faces of all texts. They have the same characters; the supplement's two have what these lack, and are opened for that only."""

# Family names that Windows has; Office files name fonts, they do not carry them.
OFFICE_NAMES = {
    Face.TEXT: "BIZ UDPゴシック",
    Face.TEXT_BOLD: "BIZ UDPゴシック",
    Face.FIGURE: "BIZ UDゴシック",
    Face.FIGURE_BOLD: "BIZ UDゴシック",
    Face.FORMAL: "BIZ UDP明朝 Medium",
}
FREE_FORMAL = "BIZ UDP明朝"
"""The name of the freely distributed Mincho, which has another one on Windows; widths are the same."""


@dataclass(frozen=True, slots=True)
class FontSet:
    """The folder of fonts, checked. ``path`` gives a face's file."""

    folder: Path

    def path(self, face: Face) -> Path:
        return self.folder / f"{face.value}.ttf"


def verify(folder: Path) -> tuple[Finding, ...]:
    """Compare every font with ``SHA256SUMS``: a missing or changed file is a finding of severity error."""
    sums = folder / CHECKSUMS
    if not sums.is_file():
        return (finding("F01", FileRef(f"{folder.name}/{CHECKSUMS}")),)
    found: list[Finding] = []
    lines = [line.split() for line in sums.read_text(encoding="utf-8").splitlines() if line.strip()]
    listed = {parts[-1]: parts[0] for parts in lines}
    for name in sorted({f"{face.value}.ttf" for face in Face} | set(listed)):
        place = FileRef(f"{folder.name}/{name}")
        path = folder / name
        if not path.is_file():
            found.append(finding("F02", place))
        elif listed.get(name) != _sha256(path):
            found.append(finding("F03", place))
    return tuple(found)


def _sha256(path: Path) -> str:
    with path.open("rb") as stream:
        return hashlib.file_digest(stream, "sha256").hexdigest()


@dataclass(frozen=True, slots=True)
class Metrics:
    """Advances of one face in units of its em."""

    advances: dict[int, float]

    def width(self, text: str, size: float) -> float:
        """Width of ``text`` set at ``size`` points, without kerning or extra space; a missing character is full width."""
        get = self.advances.get
        return size * sum(get(ord(c), 1.0) for c in text)


SELECTORS = (*range(0xFE00, 0xFE10), *range(0xE0100, 0xE01F0))
"""Variation selectors: they have no width and no ink, but choose a glyph for the character before them."""


@lru_cache(maxsize=8)
def metrics(path: Path) -> Metrics:
    """Read a font's character map and widths once a process."""
    with _opened(path) as font:
        units = font["head"].unitsPerEm
        widths = font["hmtx"].metrics
        advances = {code: widths[glyph][0] / units for code, glyph in font.getBestCmap().items()}
        return Metrics(advances | dict.fromkeys(SELECTORS, 0.0))


def characters(path: Path) -> Iterable[int]:
    """Code points that a font file has."""
    return metrics(path).advances


@lru_cache(maxsize=8)
def variants(path: Path) -> dict[str, int | None]:
    """Registered variation sequences of a font (character and selector) and the number of the glyph; None: the character's usual one."""
    with _opened(path) as font:
        tables = [table for table in font["cmap"].tables if table.format == 14]
        return {
            chr(base) + chr(selector): None if glyph is None else int(glyph)
            for table in tables
            for selector, pairs in sorted(table.uvsDict.items())
            for base, glyph in pairs
        }


def _opened(path: Path) -> TTFont:
    """The font with numbers for glyph names: these would be derived from the whole character map, a fifth of a second."""
    font = TTFont(path, lazy=True)
    font.setGlyphOrder([str(number) for number in range(font["maxp"].numGlyphs)])
    return font

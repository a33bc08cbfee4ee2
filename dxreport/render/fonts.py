"""Turns the font files of ``fonts/`` into checked faces: paths, names in Office, advances, missing characters."""

from __future__ import annotations

import hashlib
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


# Family names that Windows has; Office files name fonts, they do not carry them.
OFFICE_NAMES = {
    Face.TEXT: "BIZ UDPゴシック",
    Face.TEXT_BOLD: "BIZ UDPゴシック",
    Face.FIGURE: "BIZ UDゴシック",
    Face.FIGURE_BOLD: "BIZ UDゴシック",
    Face.FORMAL: "BIZ UDP明朝 Medium",
}


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


@lru_cache(maxsize=8)
def metrics(path: Path) -> Metrics:
    """Read a font's character map and widths once a process."""
    with TTFont(path, lazy=True) as font:
        # Glyph names are not needed: without this they would be derived from the whole character map, a fifth of a second.
        font.setGlyphOrder([str(number) for number in range(font["maxp"].numGlyphs)])
        units = font["head"].unitsPerEm
        widths = font["hmtx"].metrics
        return Metrics({code: widths[glyph][0] / units for code, glyph in font.getBestCmap().items()})

"""Turns font files into faces that ReportLab embeds, with what it lacks: glyphs of variation sequences, and a right ToUnicode."""

from __future__ import annotations

import re
from collections.abc import Mapping
from functools import lru_cache
from pathlib import Path
from typing import Any

from reportlab.pdfbase import pdfmetrics
from reportlab.pdfbase.ttfonts import TTFont

from dxreport.render.fonts import SELECTORS, variants

# ReportLab draws one glyph a code point: a variant's glyph stands at a private one while a page is drawn. No text can hold
# such a code point itself, since cleaning turns private characters into 〓.
_FIRST_PRIVATE = 0xE000
_SEQUENCE = re.compile("(.)([\ufe00-\ufe0f\U000e0100-\U000e01ef])", re.S)
_PAIRS_AT_ONCE = 100  # the most that one block of a ToUnicode map may hold


class DrawnFace(TTFont):
    """A face whose ToUnicode map names every character as it was typed, also beyond U+FFFF and with a variation selector."""

    def __init__(self, name: str, path: Path) -> None:
        super().__init__(name, str(path))
        self.advances: Mapping[int, float] = {
            **{code: width / 1000 for code, width in self.face.charWidths.items()},
            **dict.fromkeys(SELECTORS, 0.0),
        }
        """Width in em of each character that the file has. ReportLab has read them already; reading them again takes 50 ms a file."""
        self.sequences: dict[int, str] = {}
        """Variation sequences by the private code point that draws them."""

    def show(self, code: int, sequence: str, glyph: int) -> None:
        """Let the private ``code`` draw ``glyph``, the variant ``sequence``, as wide as its usual form."""
        self.sequences[code] = sequence
        self.face.charToGlyph[code] = glyph
        self.face.charWidths[code] = self.face.charWidths[ord(sequence[0])]

    def addObjects(self, doc: Any) -> None:  # noqa: N802  # ReportLab's name
        state = self.state[doc]
        super().addObjects(doc)  # forgets the state
        for number, subset in enumerate(state.subsets):
            font = doc.idToObject["BasicFonts"].dict[f"{state.internalName}+{number}"]
            stream = doc.idToObject[f"toUnicodeCMap:{font.BaseFont}"]
            stream.content = _to_unicode(font.BaseFont, [self._typed(code) for code in subset])

    def _typed(self, code: int) -> str:
        return self.sequences.get(code) or (chr(code) if code else "")


def _to_unicode(name: str, characters: list[str]) -> str:
    """The map from codes to text (PDF 32000-1, 9.10.3), UTF-16; a code without a character has no entry."""
    pairs = [f"<{n:02X}> <{c.encode('utf-16-be').hex().upper()}>" for n, c in enumerate(characters) if c]
    blocks = [pairs[n : n + _PAIRS_AT_ONCE] for n in range(0, len(pairs), _PAIRS_AT_ONCE)]
    lines = [
        "/CIDInit /ProcSet findresource begin",
        "12 dict begin",
        "begincmap",
        "/CIDSystemInfo << /Registry (Adobe) /Ordering (UCS) /Supplement 0 >> def",
        f"/CMapName /{name} def",
        "/CMapType 2 def",
        "1 begincodespacerange",
        "<00> <FF>",
        "endcodespacerange",
    ]
    for block in blocks:
        lines += [f"{len(block)} beginbfchar", *block, "endbfchar"]
    return "\n".join([*lines, "endcmap", "CMapName currentdict /CMap defineresource pop", "end", "end"])


@lru_cache(maxsize=16)
def registered(path: Path) -> DrawnFace:
    """The font file as ReportLab knows it; parsing one costs some 25 ms, so once a process."""
    name = f"dx-{path}"
    pdfmetrics.registerFont(DrawnFace(name, path))
    # ReportLab knows a face once, by the name inside the file: of two copies of a file it keeps the first.
    face = pdfmetrics.getFont(name)
    if not isinstance(face, DrawnFace):
        raise TypeError(f"{path.name} has been registered by someone else")
    return face


def advances(path: Path) -> Mapping[int, float]:
    """Width in em by code point."""
    return registered(path).advances


def has_variants(text: str) -> bool:
    return not text.isascii() and _SEQUENCE.search(text) is not None


def drawn(text: str, path: Path) -> str:
    """``text`` for ReportLab: each variation sequence as the private character that draws its glyph in this font."""
    return _SEQUENCE.sub(lambda m: _private(m[0], path) or m[1], text)


def _private(sequence: str, path: Path) -> str:
    """Private characters are given in the order of the font's table, so that they are the same in every run."""
    own = [s for s, glyph in variants(path).items() if glyph is not None]
    glyph = variants(path).get(sequence)
    if glyph is None:
        return ""
    code = _FIRST_PRIVATE + own.index(sequence)
    registered(path).show(code, sequence, glyph)
    return chr(code)

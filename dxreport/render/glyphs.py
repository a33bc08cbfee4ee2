"""Turns any text into characters that the PDF's faces can draw, and names those that they cannot draw as typed."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable, Iterable
from functools import cached_property
from pathlib import Path

from dxreport.model.glyph import OddCharacter, Printed
from dxreport.render.fonts import Face, FontSet, characters, variants, verify

GETA = "〓"
# Control characters, zero-width and directional marks: each would draw a box.
_UNSEEN = re.compile(
    r"[\x00-\x09\x0b-\x1f\x7f-\x9f\u00ad\u200b-\u200f\u2028-\u202e\u2060-\u206f\ufeff\ufff9-\ufffb\ud800-\udfff"
    r"\U000e0000-\U000e007f]"
)
_VARIANT = re.compile(r"([^\ufe00-\ufe0f\U000e0100-\U000e01ef])([\ufe00-\ufe0f\U000e0100-\U000e01ef]+)", re.S)
# A selector without a character that it could vary draws a box.
_LONE_SELECTOR = re.compile(
    r"(^|[\s\u3000〓]|[\ufe00-\ufe0f\U000e0100-\U000e01ef])[\ufe00-\ufe0f\U000e0100-\U000e01ef]+"
)
SELECTOR = re.compile(r"[\ufe00-\ufe0f\U000e0100-\U000e01ef]")
# Selectors that choose between the forms of emoji and symbols, not between those of a kanji.
_FORM_SELECTORS = {chr(code) for code in range(0xFE00, 0xFE10)}
# Kana and Latin letters with marks of their own, as macOS writes them in file names. Never NFC over everything: it would
# turn the compatibility ideographs of names (U+FA19 神) into others.
_COMPOSED = re.compile(r"[\u3046-\u30fd][\u3099\u309a]|[A-Za-z\u00c0-\u024f][\u0300-\u036f]+")
# Characters that are drawn otherwise than alone, although the font has them.
_TREATED = re.compile(f"{_UNSEEN.pattern}|{SELECTOR.pattern}|[\u3099\u309a\u0300-\u036f]")
_SPACING = {"\u3099": "゛", "\u309a": "゜"}
_OFTEN = "cp932"  # every character that Japanese Windows could write stands in the BIZ UD fonts


def spoken(text: str) -> str:
    """``text`` on one line for readers that speak it: without what is not seen, with what the fonts lack."""
    return SELECTOR.sub("", _UNSEEN.sub("", re.sub(r"[\t\r\n]+", " ", text)))


class Glyphs:
    """What the faces of one font set have. The character maps are read when something rare is met."""

    def __init__(self, fonts: FontSet, read: Callable[[Path], Iterable[int]] = characters) -> None:
        """``read`` gives the code points that a font file has, for those who have read it otherwise."""
        self._fonts, self._read = fonts, read
        self._known = frozenset(map(chr, read(fonts.path(Face.TEXT))))
        self._plain = frozenset(c for c in (*self._known, "\n") if not _TREATED.match(c))
        self._more: frozenset[str] | None = None

    @property
    def _supplement(self) -> frozenset[str]:
        if self._more is None:
            self._more = frozenset(map(chr, self._read(self._fonts.path(Face.SUPPLEMENT))))
        return self._more

    def plain(self, text: str) -> bool:
        """Whether the BIZ UD faces draw every character of ``text`` as it stands, one by one."""
        return self._plain.issuperset(text)

    def clean(self, text: str) -> str:
        """``text`` as it is set: without invisible characters, variants only where the font has one, 〓 for what no face has.

        Line ends are ``\\n``. Cleaning twice changes nothing.
        """
        if self.plain(text):
            return text
        text = _UNSEEN.sub("", text.replace("\r\n", "\n").replace("\r", "\n").replace("\t", " "))
        text = _VARIANT.sub(self._variant, _composed(text))
        return _LONE_SELECTOR.sub(r"\1", "".join(c if self._has(c) else GETA for c in text))

    def _has(self, character: str) -> bool:
        return self.in_face(character) or character in self._supplement

    def _variant(self, match: re.Match[str]) -> str:
        """A character with the first of its selectors that the font knows a glyph for; without any otherwise."""
        base, selectors = match[1], match[2]
        known = variants(self._fonts.path(Face.TEXT))
        return base + next((s for s in selectors if known.get(base + s) is not None), "")

    def loses(self, base: str, selectors: str) -> bool:
        """Whether a variant of a kanji is asked for that is neither its usual form nor in the font."""
        known = variants(self._fonts.path(Face.TEXT))
        return any(s not in _FORM_SELECTORS and base + s not in known for s in selectors)

    def in_face(self, character: str) -> bool:
        """Whether the BIZ UD faces draw the (cleaned) character; else the supplement does."""
        return character in self._known or character == "\n" or SELECTOR.match(character) is not None


class Coverage:
    """Names the characters of a text that the papers cannot set as typed; the fonts are opened when one is rare."""

    def __init__(self, fonts: FontSet) -> None:
        self._fonts = fonts

    @cached_property
    def _glyphs(self) -> Glyphs | None:
        """None where a font is missing or has been changed, which stops a run before anything is printed."""
        return None if verify(self._fonts.folder) else Glyphs(self._fonts)

    def odd(self, text: str) -> tuple[OddCharacter, ...]:
        """Each once: variants in their order, then other characters in theirs."""
        glyphs = None if _is_common(text) else self._glyphs
        if glyphs is None or glyphs.plain(text):
            return ()
        plain = _composed(_UNSEEN.sub("", text))
        found = [OddCharacter(m[0], Printed.BASE) for m in _VARIANT.finditer(plain) if glyphs.loses(m[1], m[2])]
        for character in SELECTOR.sub("", plain):
            if not glyphs.in_face(character) and character not in "\t\r":
                has = glyphs.clean(character) == character
                found.append(OddCharacter(character, Printed.SUPPLEMENT if has else Printed.GETA))
        return tuple(dict.fromkeys(found))


def _is_common(text: str) -> bool:
    if text.isascii():
        return True
    try:
        text.encode(_OFTEN)
    except UnicodeEncodeError:
        return False
    return not any("\ue000" <= c <= "\uf8ff" for c in text)


def _composed(text: str) -> str:
    """Letters and marks that have a character of their own; a mark that is left stands behind its kana."""
    text = _COMPOSED.sub(lambda m: unicodedata.normalize("NFC", m[0]), text)
    return "".join(_SPACING.get(c, c) for c in text)

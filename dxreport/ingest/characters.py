"""Turns text as people type it into text that can be read: widths, signs and spaces, and nothing more.

Never NFKC over everything: it would turn ①, ½ and ² into digits (domain §7).
"""

from __future__ import annotations

import re
import unicodedata

_WIDTHS = str.maketrans(
    {chr(0xFF10 + i): str(i) for i in range(10)}
    | {chr(0xFF21 + i): chr(0x41 + i) for i in range(26)}
    | {chr(0xFF41 + i): chr(0x61 + i) for i in range(26)}
    | {
        "％": "%",
        "，": ",",
        "．": ".",
        "＋": "+",
        "（": "(",
        "）": ")",
        "：": ":",
        "　": " ",
        "\u00a0": " ",
        "\u2009": " ",
    }
)
_MINUS = re.compile(r"^[▲△−－‐‑–—\-]\s*(?=[0-9])")
_CONTROL = re.compile(
    r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\u00ad\u061c\u180e\u200b-\u200f\u2028-\u202e\u2060-\u2069\ufeff"
    r"\ufff9-\ufffb\ufffe\uffff\ud800-\udfff\U000e0000-\U000e007f]"
)
_BLANK_LINES = re.compile(r"\n\s*\n\s*\n\s*")
# A text of more lines is no longer meant as lines, and would fill pages with its line ends alone.
_MOST_LINES = 60
_CARRIAGE = re.compile(r"_x000[Dd]_|\r\n?")


def clean(text: str) -> tuple[str, bool]:
    """Text without control and invisible characters, line ends as ``\\n``; and whether anything had to be removed."""
    lines = _CARRIAGE.sub("\n", text)
    stripped = _CONTROL.sub("", lines)
    shown = _BLANK_LINES.sub("\n\n", stripped.strip())
    if shown.count("\n") > _MOST_LINES:
        shown = " ".join(shown.split("\n"))
    return shown, stripped != lines


def half_width(text: str) -> str:
    """Digits, Latin letters, %, commas, brackets and spaces in half width; a leading ▲ or dash before a digit as ``-``."""
    return _MINUS.sub("-", text.translate(_WIDTHS).strip())


def squeezed(text: str) -> str:
    """For comparing headings and names: no spaces, no line ends, half width, lower case."""
    return re.sub(r"\s+", "", half_width(text)).lower()


_NARROW_KANA = re.compile(r"[\uff66-\uff9f]+")


def wide_kana(text: str) -> str:
    """Half-width katakana in full width (ﾎﾟｲﾝﾄ → ポイント); NFKC is safe on this range alone."""
    return _NARROW_KANA.sub(lambda m: unicodedata.normalize("NFKC", m[0]), text)


def odd_numeral(text: str) -> str:
    """The first character that stands for a number without being a digit 0–9 (①, ½, ², ٣), or an empty string."""
    return next(
        (c for c in text if not c.isascii() and unicodedata.category(c) in ("No", "Nd", "Nl") and c != "〇"), ""
    )

"""Turns two texts into the pieces in which they agree and differ: whole words and figures with their units."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher


@dataclass(frozen=True, slots=True)
class Piece:
    """A part of a text; ``changed`` says that the other text does not have it here."""

    text: str
    changed: bool = False


Pieces = tuple[Piece, ...]

_KANJI = r"[々〆〇㐀-䶿一-鿿豈-﫿]"
# Kana that inflect a word; those that begin a particle (は, が, を, に …) are left to the next word.
_ENDING = r"[うぁいぃえけげこさざしじすずせそただちっつづてぬねばひびふべほぼまみむめゆよらりるれろんきぎくぐ]"
_LAST = r"[うくぐすつぬぶむるただてい]"
_DIGITS = r"[0-9０-９]+(?:[,，.．][0-9０-９]+)*"
_FIGURE = rf"{_DIGITS}(?:[～〜~:：/／]{_DIGITS})*"
_UNIT = r"(?:年度末|年度|か年|か月|か所|時間|箇所|日間|週間|年間|回線|百万円|千円|万円|億円|[ァ-ヺー]+|[A-Za-z%％℃°]+|[一-鿿])"
_TOKEN = re.compile(
    rf"{_FIGURE}(?:[～〜~]?{_UNIT})?"
    rf"|{_KANJI}+(?:{_ENDING}{{0,3}}?{_LAST}|{_ENDING}{{1,2}})?"
    r"|[ァ-ヺー]+"
    r"|[ぁ-ゖゝゞ]+"
    r"|[A-Za-zＡ-Ｚａ-ｚ]+(?:['’.-][A-Za-z]+)*"
    r"|[ \t\u3000]+"
    r"|.",
    re.DOTALL,
)
_LETTER = re.compile(r"[^\W_]")
_STOP = re.compile("[。\n]")
_SHORT = 2
"""Characters of an equal part between two differences that is marked with them; a mark broken up more reads badly."""
_ALIKE = 0.3
"""Share of letters in common below which two texts are two texts, and no change of one another."""
_MOST_TOKENS = 6_000
"""Words of both texts together that are compared one by one; beyond that, lines and sentences are."""
_SENTENCE = re.compile(r"[^。\n]*(?:[。\n]|$)")


def tokens(text: str) -> list[str]:
    """The words of a text; joined they are the text."""
    return _TOKEN.findall(text)


def compare(old: str, new: str) -> tuple[Pieces, Pieces]:
    """The pieces of ``old`` and of ``new``. Joined, each side's pieces are its text, whatever it is."""
    before, after = _words(old, new)
    spans = _merged(SequenceMatcher(None, before, after, autojunk=False).get_opcodes(), before)
    if not _alike(spans, before, after):
        spans = [(True, 0, len(before), 0, len(after))]
    return (
        _pieces((changed, "".join(before[a:b])) for changed, a, b, _, _ in spans),
        _pieces((changed, "".join(after[c:d])) for changed, _, _, c, d in spans),
    )


def likeness(old: str, new: str) -> float:
    """How much two texts have in common, from 0 to 1, by their words."""
    if old == new:
        return 1.0
    before, after = _words(old, new)
    matcher = SequenceMatcher(None, before, after, autojunk=False)
    kept = sum(_weight("".join(before[m.a : m.a + m.size])) for m in matcher.get_matching_blocks())
    return kept / max(_weight(old), _weight(new), 1)


Span = tuple[bool, int, int, int, int]
"""Changed or not, and the words of both sides."""


def _words(old: str, new: str) -> tuple[list[str], list[str]]:
    before, after = tokens(old), tokens(new)
    if len(before) + len(after) <= _MOST_TOKENS:
        return before, after
    return [s for s in _SENTENCE.findall(old) if s], [s for s in _SENTENCE.findall(new) if s]


def _weight(text: str) -> int:
    return len(_LETTER.findall(text))


def _merged(codes: Sequence[tuple[str, int, int, int, int]], before: list[str]) -> list[Span]:
    """Differences with nothing but a word or two between them are one; sentences and lines stay apart."""
    spans: list[Span] = [(tag != "equal", a, b, c, d) for tag, a, b, c, d in codes]
    out: list[Span] = []
    for at, (changed, a, b, c, d) in enumerate(spans):
        text = "".join(before[a:b])
        between = not changed and 0 < at < len(spans) - 1 and len(text) <= _SHORT and not _STOP.search(text)
        marked = changed or between
        if out and out[-1][0] == marked:
            _, first_a, _, first_c, _ = out[-1]
            out[-1] = (marked, first_a, b, first_c, d)
        else:
            out.append((marked, a, b, c, d))
    return out


def _alike(spans: list[Span], before: list[str], after: list[str]) -> bool:
    kept = sum(_weight("".join(before[a:b])) for changed, a, b, _, _ in spans if not changed)
    most = max(_weight("".join(before)), _weight("".join(after)))
    return not most or kept >= _ALIKE * most


def _pieces(parts: Iterable[tuple[bool, str]]) -> Pieces:
    return tuple(Piece(text, changed) for changed, text in parts if text)

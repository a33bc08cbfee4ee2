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
# Forms of する and ている, whole.
_DONE = r"(?:して|し|さ)?(?:する|すべき|した|します|しました|しない|せる|れる|せた|れた|いる|いた|います)"
_DIGITS = r"[0-9０-９]+(?:[,，.．][0-9０-９]+)*"
_FIGURE = rf"{_DIGITS}(?:[～〜~:：/／]{_DIGITS})*"
_UNIT = r"(?:年度末|年度|か年|か月|か所|時間|箇所|日間|週間|年間|回線|百万円|千円|万円|億円|[ァ-ヺー]+|[A-Za-z%％℃°]+|[一-鿿])"
_TOKEN = re.compile(
    rf"{_FIGURE}(?:[～〜~]?{_UNIT})?"
    rf"|{_KANJI}+(?:{_DONE}|{_ENDING}{{0,3}}?{_LAST}|{_ENDING}{{1,2}})?"
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
_ALIKE, _MOSTLY = 0.3, 0.5
"""Shares of the longer and of the shorter text that both have, below which differences are not told one by one."""
_MOST_TOKENS = 6_000
"""Words of both texts together that are compared one by one; beyond that, lines and sentences are."""
_SENTENCE = re.compile(r"[^。\n]*(?:[。\n]|$)")


def tokens(text: str) -> list[str]:
    """The words of a text; joined they are the text."""
    return _TOKEN.findall(text)


def compare(old: str, new: str) -> tuple[Pieces, Pieces]:
    """The pieces of ``old`` and of ``new``. Joined, each side's pieces are its text, whatever it is."""
    before, after = _words(old, new)
    codes = SequenceMatcher(None, before, after, autojunk=False).get_opcodes()
    spans = _merged(_settled([(tag != "equal", a, b, c, d) for tag, a, b, c, d in codes], before, after), before)
    if not _alike(spans, before, after):
        spans = _as_one(spans)
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


def _settled(spans: list[Span], before: list[str], after: list[str]) -> list[Span]:
    """What was put in or taken out where it could have been at several places: from the beginning of a line or sentence."""
    out = list(spans)
    for at in range(1, len(out) - 1):
        _, a, b, c, d = out[at]
        text, start, end = (before, a, b) if c == d else (after, c, d)
        if not out[at][0] or (a != b and c != d):
            continue
        room = out[at - 1][2] - out[at - 1][1]
        for back in range(room + 1):
            if _STOP.search(text[start - back - 1]) if start > back else True:
                out[at - 1] = (False, out[at - 1][1], a - back, out[at - 1][3], c - back)
                out[at] = (True, a - back, b - back, c - back, d - back)
                out[at + 1] = (False, out[at + 1][1] - back, out[at + 1][2], out[at + 1][3] - back, out[at + 1][4])
                break
            if back == room or text[start - back - 1] != text[end - back - 1]:
                break
    return out


def _as_one(spans: list[Span]) -> list[Span]:
    """Everything from the first difference to the last."""
    changed = [n for n, span in enumerate(spans) if span[0]]
    first, last = changed[0], changed[-1]
    whole = (True, spans[first][1], spans[last][2], spans[first][3], spans[last][4])
    return [*spans[:first], whole, *spans[last + 1 :]]


def _merged(spans: Sequence[Span], before: list[str]) -> list[Span]:
    """Differences with nothing but a word or two between them are one; sentences and lines stay apart."""
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
    weights = sorted((_weight("".join(before)), _weight("".join(after))))
    return not weights[1] or kept >= min(_ALIKE * weights[1], _MOSTLY * weights[0])


def _pieces(parts: Iterable[tuple[bool, str]]) -> Pieces:
    return tuple(Piece(text, changed) for changed, text in parts if text)

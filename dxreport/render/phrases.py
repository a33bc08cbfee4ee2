"""Turns a heading or a label in one string into the phrases between which it may be broken.

The model is BudouX's Japanese one, which is part of the package and works offline; reading it takes a millisecond.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator
from functools import cache, lru_cache
from itertools import accumulate

import budoux

from dxreport.render.linebreak import runs

_LINE_ENDS = re.compile(r"(\n)")
_BLANKS = re.compile(r"[ \u3000]+")
# Where two words meet inside a compound: the script changes.
_WORD = re.compile(
    r"[\u30a1-\u30fa\u30fc]+|[A-Za-z0-9Ａ-Ｚａ-ｚ０-９.\-]+|[\u3400-\u9fff\uf900-\ufaff々〆]+[\u3041-\u309f]*|[\u3041-\u309f]+|[ \u3000]+|.",
    re.S,
)  # fmt: skip
# Most compounds are made of words of two kanji; the last one may have three.
_PAIR = re.compile(r"[\u3400-\u9fff々]{2}(?=[\u3400-\u9fff々]{2})|.+?(?=[\u3400-\u9fff々]{4}|$)", re.S)


@cache
def _parser() -> budoux.Parser:
    return budoux.load_default_japanese_parser()


# A bracket with a short text is one phrase; so is what 又は, 及び and their like lead on to, as long as it is short.
_BRACKETED = re.compile(r"[（(「『][^（）()「」『』\n]{1,12}[）)」』]")
_LEADING_ON = re.compile(r"(?:又は|及び|並びに|若しくは|・)$")
_LONGEST_JOINED = 12


@lru_cache(maxsize=4096)
def phrases(text: str) -> tuple[str, ...]:
    """``text`` in phrases: nothing is lost, what ``linebreak.runs`` keeps whole stays whole, none of one or two characters is the last."""
    return _parts(text, _joined(text, _parser().parse(text)), remnant=2)


def in_phrases(text: str) -> Iterator[str]:
    """Running text in phrases and line ends."""
    for paragraph in _LINE_ENDS.split(text):
        yield from (paragraph,) if paragraph == "\n" else phrases(paragraph)


def fitting(text: str, fits: Callable[[str], bool]) -> tuple[str, ...]:
    """Phrases of ``text`` no wider than what ``fits``; a wider one in its words, a wider word in pairs of kanji, as far as that helps."""
    return tuple(
        part
        for phrase in phrases(text)
        for word in _finer(phrase, fits, _words)
        for part in _finer(word, fits, _pairs)
    )  # fmt: skip


def _joined(text: str, parts: Iterable[str]) -> Iterator[str]:
    """The parts, without cuts inside short brackets and behind words that lead on."""
    inside = {at for m in _BRACKETED.finditer(text) for at in range(m.start() + 1, m.end())}
    held, at = "", 0
    for part in parts:
        before, held = held, held + part
        at += len(part)
        if _LEADING_ON.search(before) and len(held) > _LONGEST_JOINED:
            yield before
            held = part
        if at not in inside and not _LEADING_ON.search(held):
            yield held
            held = ""
    if held:
        yield held


def _finer(part: str, fits: Callable[[str], bool], split: Callable[[str], tuple[str, ...]]) -> tuple[str, ...]:
    return (part,) if fits(part.rstrip()) else split(part)


def _words(phrase: str) -> tuple[str, ...]:
    return _parts(phrase, _WORD.findall(phrase), remnant=1)


def _pairs(word: str) -> tuple[str, ...]:
    return _parts(word, _PAIR.findall(word), remnant=1)


def _parts(text: str, parts: Iterable[str], *, remnant: int) -> tuple[str, ...]:
    """``text`` cut where ``parts`` meet and behind blanks, but inside no run and not before so few last characters."""
    allowed = set(accumulate(map(len, runs(text))))
    wanted = {*accumulate(map(len, parts)), *(m.end() for m in _BLANKS.finditer(text))}
    cuts = sorted(at for at in wanted & allowed if len(text.rstrip()) - at > remnant and text[at] not in " \u3000")
    return tuple(_sliced(text, cuts))


def _sliced(text: str, cuts: Iterable[int]) -> Iterator[str]:
    start = 0
    for at in cuts:
        if at > start:
            yield text[start:at]
            start = at
    if start < len(text):
        yield text[start:]

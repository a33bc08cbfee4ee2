"""Turns the text of a printed target into tokens: figures, units, words, dates, brackets, notes; never into meaning."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from enum import Enum, auto

from dxreport.ingest import target_words as words
from dxreport.ingest.era_dates import DASH, Role, leading_base, leading_date
from dxreport.ingest.figures import Misprint, leading_figure
from dxreport.ingest.units import leading_unit


class Kind(Enum):
    """What a token is."""

    NUMBER = auto()
    BOUND = auto()
    SIGN = auto()
    UP = auto()
    DOWN = auto()
    EITHER = auto()
    COMPLETE = auto()
    ACT = auto()
    VAGUE = auto()
    KEEP = auto()
    DONE = auto()
    PARTICLE = auto()
    ABOUT = auto()
    ROUGHLY = auto()
    LEAST = auto()
    MOST = auto()
    HALF = auto()
    NOTHING = auto()
    DASH = auto()
    FROM = auto()
    ARROW = auto()
    COMMA = auto()
    DOT = auto()
    OR = auto()
    SPACE = auto()
    DATE = auto()
    BASE = auto()
    QUALIFIER = auto()
    PER_TAIL = auto()
    GROUP = auto()
    NOTE = auto()
    WORD = auto()


@dataclass(frozen=True, slots=True)
class Token:
    """``text`` as it stands; ``start`` its place. A NUMBER has ``value`` and ``unit``; a GROUP's text is what it encloses."""

    kind: Kind
    text: str
    start: int
    value: Decimal = Decimal(0)
    unit: str | None = None
    known: bool = True
    role: Role = Role.PLAIN
    end: date | None = None


_LATIN_WORD = re.compile(r"[A-Za-z][A-Za-z0-9]*(?:[-.&][A-Za-z0-9]+)*")


def scan(text: str) -> list[Token]:
    """The tokens of ``text``, neighbouring characters that belong to no token joined to words. Raises Misprint."""
    tokens: list[Token] = []
    at = 0
    while at < len(text):
        token, length = _token(text, at, tokens)
        if token.kind is Kind.WORD and tokens and tokens[-1].kind is Kind.WORD:
            before = tokens.pop()
            token = Token(Kind.WORD, before.text + token.text, before.start)
        tokens.append(token)
        at += length
    return tokens


_FIGURE_ENDS = (Kind.NUMBER, Kind.BOUND, Kind.ROUGHLY, Kind.GROUP, Kind.KEEP, Kind.UP, Kind.DOWN)


def _token(text: str, at: int, before: list[Token]) -> tuple[Token, int]:
    rest = text[at:]
    last = before[-1].kind if before else None
    after_figure = last in _FIGURE_ENDS and any(t.kind is Kind.NUMBER for t in before)
    for reader in (_layout, _word_with_number, _qualifier, _when, _figure, _joint, _vocabulary):
        found = reader(text, at, last, after_figure)
        if found is not None:
            return found
    if match := _LATIN_WORD.match(rest):
        digits = re.search(r"[0-9]+(?:\.[0-9]+)?$", match[0])
        unit, length = leading_unit(text[at + match.end() :]) if digits and digits.start() else ("", 0)
        if digits and unit:
            # 「LINE75%」 is a name and a figure; 「Windows11端末100台」 may be read in two ways.
            if unit != "%" and re.match(r"[^、,;/\n]*[0-9]", text[at + match.end() + length :]):
                raise Misprint("odd_number", match[0] + unit)
            return Token(Kind.WORD, match[0][: digits.start()], at), digits.start()
        return Token(Kind.WORD, match[0], at), match.end()
    return Token(Kind.WORD, rest[0], at), 1


_CLOSED = re.compile(r"\(([^()]*(?:\([^()]*\)[^()]*)*)\)")


def _layout(text: str, at: int, _last: Kind | None, _after: bool) -> tuple[Token, int] | None:
    rest = text[at:]
    if match := re.match(r"\s+", rest):
        kind = Kind.COMMA if "\n" in match[0] else Kind.SPACE
        return Token(kind, match[0], at), match.end()
    if rest[0] in "()":
        match = _CLOSED.match(rest)
        if match is None:
            raise Misprint("brackets")
        return Token(Kind.GROUP, match[1].strip(), at), match.end()
    if match := re.match(r"※[0-9]*(?=以上|以下|未満|以内|超|:|の)", rest):
        return Token(Kind.SPACE, match[0], at), match.end()
    if match := re.match(r"(?:(?:※|＊|\*)[0-9]*|注[0-9]*\))(?=[^\S\n]*(?:[、,;・/]|及び|並びに|かつ))", rest):
        return Token(Kind.NOTE, match[0], at), match.end()  # 「5件※1、10人※2」: the mark alone
    if match := re.match(r"(?:※|＊|\*|注[0-9]*\)|注:)[^\n]*", rest):
        return Token(Kind.NOTE, match[0].strip(), at), match.end()
    return None


def _word_with_number(text: str, at: int, _last: Kind | None, _after: bool) -> tuple[Token, int] | None:
    match = words.WORDS.match(text, at)
    if match is None or (not text[at].isascii() and at and text[at - 1] in "一二三四五六七八九十百千万"):
        return None
    rest = text[match.end() :]
    # 80歳 may be the target itself: it is a word only where a figure follows.
    if re.search(r"歳$|年生$|級$", match[0]) and not re.match(
        r"(?!(?:以上|以下|未満)?(?:及び|および|並びに|かつ))(?:以上|以下|未満|から|[～〜-])?[^0-9、,;/・\n]*[^0-9、,;/・\s][^0-9、,;/・\n]*[0-9]",
        rest,
    ):
        return None
    whole = re.match(
        rf"(?:\s*{DASH}\s*[0-9]+(?:歳|年生|級)?|から[0-9]+(?:歳|年生|級))?(?:以上|以下|未満|超|まで)?(?=[のぁ-ん一-龥ァ-ヶA-Za-z\s]*[^0-9]*[0-9])",
        rest,
    )
    extra = whole.end() if whole else 0
    return Token(Kind.WORD, text[at : match.end() + extra], at), len(match[0]) + extra


def _boundary(text: str, at: int) -> bool:
    """Whether a qualifier may begin here: not inside a run of kanji."""
    return at == 0 or not re.match(r"[一-龥ァ-ヶー々]", text[at - 1])


def _qualifier(text: str, at: int, last: Kind | None, after: bool) -> tuple[Token, int] | None:
    if after and (match := words.PER_TAIL.match(text, at)):
        return Token(Kind.PER_TAIL, match[0], at), match.end() - at
    # 「職員1人あたり」: a numeral begins a qualifier within a word too.
    within = at and text[at] in "0123456789一" and text[at - 1] not in "0123456789.,一二三四五六七八九十百千万第"
    if within and (match := words.PER.match(text, at)):
        return Token(Kind.QUALIFIER, match[0], at), match.end() - at
    if not _boundary(text, at) and not after and last not in (Kind.DATE, Kind.BASE, Kind.QUALIFIER):
        return None
    for pattern in (words.PER, words.EACH, words.EVERY, words.ONE_IN, words.AMONG):
        if match := pattern.match(text, at):
            return Token(Kind.QUALIFIER, match[0], at), match.end() - at
    for scalar in words.SCALARS:
        if text.startswith(scalar, at):
            rest = text[at + len(scalar) :]
            follow = re.match(r"(?:で|の)?(?=\s*(?:約|およそ|概ね|おおむね)?[0-9])|(?=\s)|(?=[:：])", rest)
            linked = (
                len(scalar) > 1
                and rest
                and any(rest.startswith(s) for s in words.SCALARS if len(s) > 1 or _digit(rest, s))
            )
            if scalar[0] in "毎隔" and rest.startswith(words.STOPS):
                return Token(Kind.QUALIFIER, scalar, at), len(scalar)
            if follow or linked or (len(scalar) > 1 and not rest):
                if scalar in ("日", "月", "年", "週", "各", "計", "純", "延", "全", "一人", "年度") and not _digit(
                    text[at:], scalar
                ):
                    return None
                return Token(Kind.QUALIFIER, scalar, at), len(scalar) + (follow.end() if follow else 0)
    return None


def _digit(text: str, word: str) -> bool:
    return bool(re.match(rf"{word}\s*(?:約|延べ|平均|計)?[0-9]", text))


def _when(text: str, at: int, last: Kind | None, _after: bool) -> tuple[Token, int] | None:
    if at and re.match(r"[A-Za-z0-9]", text[at - 1]):
        return None
    base = leading_base(text[at:])
    if base is not None and (_boundary(text, at) or base[0].startswith("対")):
        return Token(Kind.BASE, base[0], at), base[1]
    span = leading_date(text[at:])
    if span is None or (last is Kind.DASH and text[at].isdigit() and not re.match("(?:19|20)[0-9]{2}年", text[at:])):
        return None
    if span.impossible:
        raise Misprint("no_such_day", span.text)
    kind = Kind.BASE if span.role is Role.BASE else Kind.DATE
    return Token(kind, span.text, at, role=span.role, end=span.end), span.length


_JOINTS: tuple[tuple[str, Kind], ...] = (
    (r"(?:→|⇔|↗|↘|↑|↓)", Kind.ARROW),
    (DASH, Kind.DASH),
    (r"から", Kind.FROM),
    (r"(?:、|,|;|。|及び|および|並びに|かつ)", Kind.COMMA),
    (r"[・/]", Kind.DOT),
    (r"=", Kind.WORD),
)


def _figure(text: str, at: int, last: Kind | None, _after: bool) -> tuple[Token, int] | None:
    found = leading_figure(text, at, signed=last is not Kind.NUMBER)
    if found is None:
        return None
    written = text[at : at + found.length]
    return Token(Kind.NUMBER, written, at, found.value, found.unit, found.known), found.length


_VERBS = (Kind.COMPLETE, Kind.ACT, Kind.UP, Kind.DOWN, Kind.EITHER, Kind.KEEP, Kind.DONE)


def _joint(text: str, at: int, last: Kind | None, after: bool) -> tuple[Token, int] | None:
    for sign in words.SIGNS:
        if text.startswith(sign, at):
            return Token(Kind.SIGN, sign, at), len(sign)
    for word in words.OR:
        if text.startswith(word, at):
            return Token(Kind.OR, word, at), len(word)
    for pattern, kind in _JOINTS:
        if match := re.compile(pattern).match(text, at):
            if kind is Kind.DASH and not after and last is not Kind.SPACE:
                return None
            return Token(kind, match[0], at), match.end() - at
    if text[at] == "し" and last in _VERBS and re.match(r"し\s*[、,。]", text[at:]):
        return Token(Kind.DONE, "し", at), 1
    if after and text[at] == "+" and re.match(r"\+\s*[一-龥ァ-ヶ]", text[at:]):
        return Token(Kind.COMMA, "+", at), 1
    if after and text[at] == "と" and not re.match(r"と(?:する|なる|すること|同)", text[at:]):
        return Token(Kind.COMMA, "と", at), 1
    return None


_VOCABULARY: tuple[tuple[Kind, tuple[str, ...]], ...] = (
    (Kind.BOUND, tuple(words.BOUNDS)),
    (Kind.HALF, tuple(words.HALVES)),
    (Kind.KEEP, tuple(words.KEEP)),
    (Kind.DONE, tuple(words.DONE)),
    (Kind.COMPLETE, tuple(words.COMPLETE)),
    (Kind.UP, tuple(words.UP)),
    (Kind.DOWN, tuple(words.DOWN)),
    (Kind.EITHER, tuple(words.EITHER)),
    (Kind.ACT, tuple(words.ACTS)),
    (Kind.VAGUE, tuple(words.VAGUE)),
    (Kind.ROUGHLY, words.ROUGHLY),
    (Kind.ABOUT, words.ABOUT),
    (Kind.LEAST, words.LEAST),
    (Kind.MOST, words.MOST),
    (Kind.NOTHING, ("なし", "無し")),
    (Kind.PARTICLE, words.PARTICLES),
)
_BY_LENGTH = sorted(((w, k) for k, ws in _VOCABULARY for w in ws), key=lambda pair: -len(pair[0]))


def _vocabulary(text: str, at: int, _last: Kind | None, _after: bool) -> tuple[Token, int] | None:
    for word, kind in _BY_LENGTH:
        if text.startswith(word, at):
            return Token(kind, word, at), len(word)
    return None

"""Turns the text of a printed target into tokens: figures, units, words, dates, brackets, notes; never into meaning."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from enum import Enum, auto

from dxreport.ingest import target_words as words
from dxreport.ingest.characters import clean, half_width, wide_kana
from dxreport.ingest.era_dates import DASH, Role, leading_base, leading_date
from dxreport.ingest.kanji_numbers import CHARACTERS, numeral
from dxreport.ingest.units import convert, leading_unit


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


class Misprint(Exception):  # noqa: N818  not an error of the program
    """The text cannot be cut into tokens; ``detail`` names the entry of the catalogue's details."""

    def __init__(self, detail: str, found: str = "") -> None:
        super().__init__(detail)
        self.detail = detail
        self.found = found


_FORMS = str.maketrans(
    {"／": "/", "；": ";", "［": "(", "］": ")", "[": "(", "]": ")", "〔": "(", "〕": ")", "【": "(", "】": ")", "｜": ";"}
    | {"＝": "=", "﹪": "%", "➡": "→", "⇒": "→", "⇨": "→", "➔": "→", "•": "・", "･": "・", "｡": "。", "､": "、", "＋": "+"}
)
_UNIT_GLYPHS = re.compile(r"(?<=m)²|(?<=m)³|(?<=O)₂")
_NUMBER = re.compile(rf"(?P<sign>[+▲△−－‐–\-±])?\s*(?P<run>[{CHARACTERS}][{CHARACTERS},.]*)")
_SCALE = re.compile(r"^(?P<number>[0-9,.]+)(?P<scale>千|百万|万|億)$")
_TIGHT = re.compile(r"\s*(?=[一-龥々ぁ-んァ-ヶーA-Za-z%％㎀-㏿℃ℓ])")
_UNKNOWN = re.compile(r"[一-龥々ァ-ヶーA-Za-z]{1,6}")
_FRACTION = re.compile(r"[0-9一二三四五六七八九十]+分の[0-9一二三四五六七八九十]+")
_ODD = re.compile(r"[0-9][_'’:：·][0-9]|[0-9]\s+[0-9]|[0-9]、[0-9]{3}(?![0-9])|[0-9]/[0-9]|[0-9]・[0-9]|[0-9][oO][0-9%]|(?<![A-Za-z])[lIoO][0-9]")
_LATIN_WORD = re.compile(r"[A-Za-z][A-Za-z0-9]*(?:[-.&][A-Za-z0-9]+)*")
_AFTER_UNIT = re.compile(
    r"\s*(?:$|以|未満|超|増|減|程度|くらい|ほど|前後|[、。,;・/()をにのでがは～〜~−－–—‐-]|達成|維持|から|まで|と|又|及|※|[一二三四五六七八九十]+[分円])"
)


def normalised(text: str) -> str:
    """Text ready for the scanner: widths, half-width kana, kinds of brackets; nothing else is touched."""
    return wide_kana(half_width(clean(text)[0])).translate(_FORMS).strip()


def numerals_checked(text: str) -> str:
    """The text without the ² of units; raises Misprint for characters that only look like figures, and for slips."""
    if "憶" in text:
        raise Misprint("oku")
    if match := _ODD.search(text):
        raise Misprint("odd_number", match[0])
    if match := _FRACTION.search(text):
        raise Misprint("fraction", match[0])
    return text


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


def _token(text: str, at: int, before: list[Token]) -> tuple[Token, int]:
    rest = text[at:]
    last = before[-1].kind if before else None
    after_figure = last in (Kind.NUMBER, Kind.BOUND, Kind.ROUGHLY, Kind.GROUP) and any(
        t.kind is Kind.NUMBER for t in before
    )
    for reader in (_layout, _word_with_number, _qualifier, _when, _figure, _joint, _vocabulary):
        found = reader(text, at, last, after_figure)
        if found is not None:
            return found
    if match := _LATIN_WORD.match(rest):
        digits = re.search(r"[0-9]+(?:\.[0-9]+)?$", match[0])
        if digits and digits.start() and leading_unit(text[at + match.end() :])[0]:
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
    if match := re.match(r"(?:※|＊|\*|注[0-9]*\)|注:)[^\n]*", rest):
        return Token(Kind.NOTE, match[0].strip(), at), match.end()
    return None


def _word_with_number(text: str, at: int, _last: Kind | None, _after: bool) -> tuple[Token, int] | None:
    match = words.WORDS.match(text, at)
    if match is None or (not text[at].isascii() and at and text[at - 1] in "一二三四五六七八九十百千万"):
        return None
    rest = text[match.end() :]
    # 80歳 may be the target itself: it is a word only where a figure follows.
    if re.search(r"歳|年生|級$", match[0]) and not re.search(r"[0-9一二三四五六七八九十]", rest):
        return None
    whole = re.match(rf"(?:\s*{DASH}\s*[0-9]+(?:歳|年生|級)?|から[0-9]+(?:歳|年生|級))?(?:以上|以下|未満|超|まで)?(?=[のぁ-ん一-龥ァ-ヶA-Za-z\s]*[^0-9]*[0-9])", rest)
    extra = whole.end() if whole else 0
    return Token(Kind.WORD, text[at : match.end() + extra], at), len(match[0]) + extra


def _boundary(text: str, at: int) -> bool:
    """Whether a qualifier may begin here: not inside a run of kanji."""
    return at == 0 or not re.match(r"[一-龥ァ-ヶー々]", text[at - 1])


def _qualifier(text: str, at: int, _last: Kind | None, after: bool) -> tuple[Token, int] | None:
    if after and (match := words.PER_TAIL.match(text, at)):
        return Token(Kind.PER_TAIL, match[0], at), match.end() - at
    if not _boundary(text, at) and not after:
        return None
    for pattern in (words.PER, words.EACH, words.EVERY, words.AMONG):
        if match := pattern.match(text, at):
            return Token(Kind.QUALIFIER, match[0], at), match.end() - at
    for scalar in words.SCALARS:
        if text.startswith(scalar, at):
            rest = text[at + len(scalar) :]
            follow = re.match(r"(?:で|の)?(?=\s*(?:約|およそ|概ね|おおむね)?[0-9])|(?=\s)|(?=[:：])", rest)
            linked = len(scalar) > 1 and rest and any(rest.startswith(s) for s in words.SCALARS if len(s) > 1 or _digit(rest, s))
            if follow or linked or (len(scalar) > 1 and not rest):
                if scalar in ("日", "月", "年", "週", "各", "計", "純") and not _digit(text[at:], scalar):
                    return None
                return Token(Kind.QUALIFIER, scalar, at), len(scalar) + (follow.end() if follow else 0)
    return None


def _digit(text: str, word: str) -> bool:
    return bool(re.match(rf"{word}\s*(?:約|延べ|平均|計)?[0-9]", text))


def _when(text: str, at: int, last: Kind | None, _after: bool) -> tuple[Token, int] | None:
    if at and re.match(r"[A-Za-z0-9]", text[at - 1]):
        return None
    base = leading_base(text[at:])
    if base is not None and _boundary(text, at):
        return Token(Kind.BASE, base[0], at), base[1]
    span = leading_date(text[at:])
    if span is None or (last is Kind.DASH and text[at].isdigit() and not re.match("(?:19|20)[0-9]{2}年", text[at:])):
        return None
    if span.impossible:
        raise Misprint("no_such_day", span.text)
    kind = Kind.BASE if span.role is Role.BASE else Kind.DATE
    return Token(kind, span.text, at, role=span.role, end=span.end), span.length


def _figure(text: str, at: int, last: Kind | None, _after: bool) -> tuple[Token, int] | None:
    if text.startswith("ゼロ", at) and not re.match("[ァ-ヶー]", text[at + 2 : at + 3]):
        unit, length = leading_unit(text[at + 2 :])
        return Token(Kind.NUMBER, "ゼロ", at, Decimal(0), unit or None), 2 + length
    match = _NUMBER.match(text, at)
    if match is None or (match["sign"] and last is Kind.NUMBER):
        return None
    if text[at] in CHARACTERS and at and re.match(r"[A-Za-z]", text[at - 1]) and not leading_unit(text[match.end() :])[0]:
        return None
    run = match["run"].rstrip(",.")
    sign = match["sign"] or ""
    stop = match.start("run") + len(run)
    if not re.search("[0-9]", run):
        return _kanji_figure(text, at, match.start("run"), run, sign)
    latin = re.match(r"[A-Za-z]+", text[stop:])
    if latin and not leading_unit(text[stop:])[0]:
        raise Misprint("latin", text[match.start() : stop + latin.end()])
    value, unit, known, length = measured(run, text[stop:])
    token = Token(Kind.NUMBER, text[at : stop + length], at, _signed(value, sign), unit, known)
    return token, stop + length - at


def _signed(value: Decimal, sign: str) -> Decimal:
    if sign == "±":
        raise Misprint("plus_minus")
    return -value if sign and sign != "+" else value


def measured(run: str, rest: str) -> tuple[Decimal, str | None, bool, int]:
    """(value, unit, whether the unit is known, characters of ``rest`` used). Raises Misprint for a malformed number.

    千円, 百万円, 万円 and 億円 are units of tables and stay units; so do 千人 and 千件 after a number that no numeral has
    before 千 (12千人). Elsewhere 千, 万 and 億 belong to the number (1万人 is 10000人).
    """
    space = _TIGHT.match(rest)
    skipped = space.end() if space else 0
    unit, length = leading_unit(rest[skipped:])
    scaled = _SCALE.match(run)
    if scaled and (value := numeral(scaled["number"])) is not None:
        table_unit = scaled["scale"] + unit
        money = unit == "円"
        if convert(Decimal(1), table_unit, unit) is not None and (money or (scaled["scale"] == "千" and value >= 10)):
            return value, table_unit, True, skipped + length
    value = numeral(run)
    if value is None:
        raise Misprint(_fault(run), run)
    if unit:
        following = rest[skipped + length :]
        more = _UNKNOWN.match(following)
        if not (len(unit) == 1 and unit not in "件人回名円%割倍点位日年" and more and _continues(following)):
            return value, unit, True, skipped + length
    unknown = _UNKNOWN.match(rest, skipped)
    if unknown and (name := _unknown_unit(unknown[0])):
        return value, name, False, skipped + len(name)
    return value, unit or None, True, skipped + length if unit else 0


def _continues(following: str) -> bool:
    """Whether the kanji behind a one-character unit make another word of it (課 in 課題) rather than begin the next one."""
    return bool(re.match(r"[一-龥]", following)) and not _known_word(following)


def _known_word(text: str) -> bool:
    return any(text.startswith(w) for w in _STOPS) or bool(re.match(r"[一二三四五六七八九十0-9]", text))


def _unknown_unit(run: str) -> str:
    """The part of ``run`` before the first word of the vocabulary; empty where it begins with one."""
    for n in range(len(run)):
        if _known_word(run[n:]):
            return run[:n]
    return run


def _fault(run: str) -> str:
    if run.count(".") > 1:
        return "points"
    return "grouping" if "," in run else "numeral"


def _kanji_figure(text: str, at: int, start: int, run: str, sign: str) -> tuple[Token, int] | None:
    """A numeral in kanji counts only before a known unit with nothing more of the word behind it (not 一部, 三位一体)."""
    stop = start + len(run)
    unit, length = leading_unit(text[stop:])
    for cut in range(len(run), 0, -1):
        value = numeral(run[:cut])
        if cut == len(run) and value is not None and unit and _AFTER_UNIT.match(text[stop + length :]):
            if set(run) <= {"〇"}:
                raise Misprint("placeholder", run)
            if run + unit == "十分" and not re.match("以|未満|超|程度", text[stop + length :]):
                return None
            return Token(Kind.NUMBER, text[at : stop + length], at, _signed(value, sign), unit), stop + length - at
    if set(run) <= {"〇"} and unit:
        raise Misprint("placeholder", run)
    return None


_JOINTS: tuple[tuple[str, Kind], ...] = (
    (r"(?:→|⇔|↗|↘|↑|↓)", Kind.ARROW),
    (DASH, Kind.DASH),
    (r"から", Kind.FROM),
    (r"(?:、|,|;|。|及び|および|並びに|かつ)", Kind.COMMA),
    (r"[・/]", Kind.DOT),
    (r"=", Kind.WORD),
)


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
_BY_LENGTH = sorted(
    ((w, k) for k, ws in _VOCABULARY for w in ws), key=lambda pair: -len(pair[0])
)
_STOPS = tuple(w for w, k in _BY_LENGTH if k not in (Kind.PARTICLE, Kind.LEAST, Kind.MOST, Kind.ABOUT))


def _vocabulary(text: str, at: int, _last: Kind | None, _after: bool) -> tuple[Token, int] | None:
    for word, kind in _BY_LENGTH:
        if text.startswith(word, at):
            return Token(kind, word, at), len(word)
    return None

"""Turns a number with its unit, as targets and cells have it, into an exact value; malformed ones into a misprint."""

from __future__ import annotations

import re
from dataclasses import dataclass
from decimal import Decimal

from dxreport.ingest import target_words as words
from dxreport.ingest.characters import clean, half_width, odd_numeral, wide_kana
from dxreport.ingest.era_dates import one_year
from dxreport.ingest.kanji_numbers import CHARACTERS, numeral
from dxreport.ingest.units import COUNTED, convert, larger, leading_unit, plain


class Misprint(Exception):  # noqa: N818  not an error of the program
    """The text cannot be cut into tokens; ``detail`` names the entry of the catalogue's details."""

    def __init__(self, detail: str, found: str = "") -> None:
        super().__init__(detail)
        self.detail = detail
        self.found = found


_FORMS = str.maketrans(
    {
        "／": "/",
        "；": ";",
        "［": "(",
        "］": ")",
        "[": "(",
        "]": ")",
        "〔": "(",
        "〕": ")",
        "【": "(",
        "】": ")",
        "｜": ";",
    }
    | {
        "＝": "=",
        "﹪": "%",
        "➡": "→",
        "⇒": "→",
        "⇨": "→",
        "➔": "→",
        "•": "・",
        "･": "・",
        "｡": "。",
        "､": "、",
        "＋": "+",
    }
)
_GLYPHS = {"²": "2", "³": "3", "₂": "2"}
_UNIT_GLYPHS = re.compile(r"(?<=m)²|(?<=m)³|(?<=O)₂")
# ①相談会90%、②教室80%: marks of a list, where a word follows them.
_MARKERS = re.compile(r"(^|[、,;。\s])[①-⑳](?=\s*[一-龥ァ-ヶぁ-んA-Za-z])(?!\s*(?:件|人|名|回|%|課|か所|社|校|台|円))")
_ITEMS = re.compile(
    r"(^|[、,;。\s])(?:[0-9]{1,2}[).]|[a-zア-オ]\))\s*(?=[一-龥ァ-ヶぁ-ん])(?!(?:件|人|名|回|課|か所|社|校|台|円)(?![一-龥ァ-ヶぁ-ん]))"
)
_NUMBER = re.compile(rf"(?P<sign>[+▲△−－‐–\-±])?\s*(?P<run>[{CHARACTERS}][{CHARACTERS},.]*)")
_SCALE = re.compile(r"^(?P<number>[0-9,.]+)(?P<scale>千|百万|万|億)$")
_TABLE_SCALES = {"千": 1000, "百万": 1_000_000}
_POINT_FOR_COMMA = re.compile(r"^[1-9][0-9]{0,2}\.[0-9]{3}$")
_TIGHT = re.compile(r"\s*(?=[一-龥々ぁ-んァ-ヶーA-Za-z%％㎀-㏿℃ℓ])")
_OPPOSITE = re.compile("[未不非]|禁止|以外|除")
_UNKNOWN = re.compile(r"[一-龥々ァ-ヶA-Za-z][一-龥々ァ-ヶーA-Za-z]{0,5}")
_STANDS_ALONE = re.compile(r"\s*(?:$|以|未満|超|増|減|削減|程度|[、。,;)(※～〜~-])")
_FRACTION = re.compile(r"[0-9一二三四五六七八九十]+分の[0-9一二三四五六七八九十]+")
_ODD = re.compile(
    r"[0-9][_'’·][0-9]|[0-9][^\S\n]+[0-9]|[0-9]、[0-9]{3}(?![0-9])|[0-9]/[0-9]|[0-9]・[0-9]|[0-9][oO][0-9%]|(?<![A-Za-z])[lIoO][0-9]"
)
_DATES = re.compile(
    r"(?:[RHS][0-9]{1,2}|(?:19|20)[0-9]{2})(?:[./][0-9]{1,2}){0,2}\s|(?:(?:19|20)[0-9]{2}|[RHS][0-9]{1,2})/[0-9]{1,2}(?:/[0-9]{1,2})?(?![0-9])"
)
_SIGN_WORDS = {"マイナス": "-", "プラス": "+"}
_SIGN_WORD = re.compile(r"(?:マイナス|プラス)(?=[0-9])")
_YEN = re.compile(r"[¥￥]\s*([0-9][0-9,.]*)(?![0-9,.万億千百円])")
# 数十件, 約数10件, 10数件, 100余名; but 利用者数10人 is a name and a figure.
_VAGUE = re.compile(
    r"[数何幾][十百千万億]|(?:(?<![一-龥ァ-ヶーA-Za-z])|(?<=約))[数何幾][0-9]|[0-9十百千万億][数余](?=[一-龥])"
)
_AFTER_UNIT = re.compile(
    r"\s*(?:$|\n|以|未満|超|増|減|程度|くらい|ほど|前後|[、。,;・/()をにのでがは～〜~−－–—‐-]|達成|維持|から|まで|と|又|及|※|[一二三四五六七八九十]+[分円])"
)


def normalised(text: str) -> str:
    """Text ready for the scanner: widths, half-width kana, kinds of brackets; nothing else is touched."""
    plain = wide_kana(half_width(clean(text)[0])).translate(_FORMS).replace("->", "→").strip()
    return one_year(_YEN.sub(r"\1円", _SIGN_WORD.sub(lambda m: _SIGN_WORDS[m[0]], plain)))


def unit_glyphs(text: str) -> str:
    """m² and km² with plain digits: there the glyph belongs to the unit."""
    return _UNIT_GLYPHS.sub(lambda m: _GLYPHS[m[0]], text)


def vague_number(text: str) -> str:
    """「数十」「10数」「100余」 in a text, or an empty string."""
    match = _VAGUE.search(text)
    return match[0] if match else ""


def numerals_checked(text: str) -> str:
    """The text without the ² of units; raises Misprint for characters that only look like figures, and for slips."""
    text = unit_glyphs(text)
    text = _ITEMS.sub(lambda m: m[1], _MARKERS.sub(lambda m: m[1], text))
    if odd := odd_numeral(text):
        raise Misprint("odd_numeral", odd)
    if "憶" in text:
        raise Misprint("oku")
    if "±" in text:
        raise Misprint("plus_minus")
    if vague := vague_number(text):
        raise Misprint("vague_number", vague)
    if match := _ODD.search(_DATES.sub("", text)):
        raise Misprint("odd_number", match[0])
    if match := _FRACTION.search(text):
        raise Misprint("fraction", match[0])
    return text


@dataclass(frozen=True, slots=True)
class Figure:
    """A number with its unit as it stands at a place; ``known`` says whether the unit is on the list; ``length`` its extent."""

    value: Decimal
    unit: str | None
    length: int
    known: bool = True


def leading_figure(text: str, at: int, *, signed: bool = True) -> Figure | None:
    """The figure that begins at ``at``; None where there is none. Raises Misprint for one that is malformed."""
    if text.startswith("ゼロ", at) and not re.match("[ァ-ヶー]", text[at + 2 : at + 3]):
        name, length = leading_unit(text[at + 2 :])
        return Figure(Decimal(0), name or None, 2 + length)
    match = _NUMBER.match(text, at)
    if match is None or (match["sign"] and not signed):
        return None
    if (
        text[at] in CHARACTERS
        and at
        and re.match(r"[A-Za-z]", text[at - 1])
        and not leading_unit(text[match.end() :])[0]
    ):
        return None
    if re.search(r"(?<![A-Za-z])\.$", text[:at]):
        raise Misprint("odd_number", text[at - 1 : match.end()])
    run = match["run"].rstrip(",.")
    sign = match["sign"] or ""
    stop = match.start("run") + len(run)
    if not re.search("[0-9]", run):
        return _kanji_figure(text, at, match.start("run"), run, sign)
    latin = re.match(r"[A-Za-z][A-Za-z0-9]*", text[stop:])
    if latin and not leading_unit(text[stop:])[0]:
        raise Misprint("latin", text[match.start() : stop + latin.end()])
    value, unit, known, length = measured(run, text[stop:])
    return Figure(_signed(value, sign), unit, stop + length - at, known)


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
    head = numeral(scaled["number"]) if scaled else None
    if scaled and head is not None:
        table_unit = scaled["scale"] + unit
        written = unit == "円" or (scaled["scale"] == "千" and head >= 10)
        if written and convert(Decimal(1), table_unit, unit) is not None:
            return head, table_unit, True, skipped + length
    value = numeral(run)
    if value is None and scaled and head is not None and unit and scaled["scale"] in _TABLE_SCALES:
        value = plain(head * _TABLE_SCALES[scaled["scale"]])  # 125千トン
    if value is None:
        raise Misprint(_fault(run), run)
    if unit in COUNTED and point_for_comma(run):
        raise Misprint("point_for_comma", run + unit)
    following = rest[skipped + length :]
    if skipped and not re.match(r"[%A-Za-z㎀-㏿]", rest[skipped:]) and not _STANDS_ALONE.match(following):
        return value, None, True, 0
    more = len(unit) == 1 and unit not in "件人回名円%割倍点位日年" and _continues(following)
    if unit and not more:
        return value, unit, True, skipped + length
    unknown = _UNKNOWN.match(rest, skipped)
    name = _unknown_unit(rest[skipped:], len(unknown[0])) if unknown else ""
    if name:
        after = rest[skipped + len(name) :]
        # 「男80女90%」: a unit, or the next one's name; 「5課未実施」: the opposite.
        if re.match("[0-9]", after) or _OPPOSITE.search(name):
            raise Misprint("odd_number", run + name)
        return value, name, False, skipped + len(name)
    return value, unit or None, True, skipped + length if unit else 0


def point_for_comma(run: str) -> bool:
    """Whether a count as written (1.250) may be a slip of the key for 1,250."""
    return bool(_POINT_FOR_COMMA.match(run))


def _continues(following: str) -> bool:
    """Whether the kanji behind a one-character unit make another word of it (課 in 課題) rather than begin the next one."""
    return bool(re.match(r"(?!全)[一-龥]", following)) and not _known_word(following)


def _known_word(text: str) -> bool:
    return text.startswith(words.STOPS) or bool(re.match(r"[一二三四五六七八九十0-9]", text))


def _unknown_unit(text: str, most: int) -> str:
    """The beginning of ``text``, at most ``most`` characters, before the first word of the vocabulary; empty for none."""
    for n in range(most):
        if _known_word(text[n:]):
            return text[:n]
    return text[:most]


def _fault(run: str) -> str:
    if run.count(".") > 1:
        return "points"
    return "grouping" if "," in run else "numeral"


def _kanji_figure(text: str, at: int, start: int, run: str, sign: str) -> Figure | None:
    """A numeral in kanji counts only before a known unit with nothing more of the word behind it (not 一部, 三位一体)."""
    stop = start + len(run)
    unit, length = leading_unit(text[stop:])
    value = numeral(run)
    ends = _AFTER_UNIT.match(text[stop + length :]) or (run != "一" and text[stop + length :][:1].isspace())
    if value is not None and unit and ends:
        if run + unit == "十分" and not re.match("以|未満|超|程度", text[stop + length :]):
            return None
        return Figure(_signed(value, sign), unit, stop + length - at)
    if set(run) <= {"〇"} and unit:
        raise Misprint("placeholder", run)
    return None


def added(value: Decimal, unit: str, more: Figure) -> tuple[Decimal, str] | None:
    """One figure of two: 3時間 and 30分 are 210分, 2割 and 5分 are 2.5割; None where they do not belong together."""
    if value < 0 or more.value < 0 or more.unit is None:
        return None
    if unit == "割" and more.unit == "分" and more.value < 10:
        return value + more.value / 10, unit
    converted = convert(value, unit, more.unit) if larger(unit, more.unit) else None
    return None if converted is None else (converted + more.value, more.unit)

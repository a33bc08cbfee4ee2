"""Turns dates inside printed targets (令和7年度末まで, R8.3, 2026年3月, 前年度比) into what they say about the target."""

from __future__ import annotations

import calendar
import re
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from dxreport.ingest.kanji_numbers import numeral
from dxreport.model.period import era_start

DASH = "[～〜~−－–—‐‑―ー-]"
_ERA = "(?:令和|平成|昭和|[RHS])"
_N = "(?:元|[1-9][0-9]?|[一二三四五六七八九十]{1,3})"
_W = "(?:(?:19|20)[0-9]{2}|二〇[〇一二三四五六七八九]{2})"
_MONTH = "(?:1[0-2]|0?[1-9])月"
_IN_MONTH = rf"(?:{_MONTH}(?:末|上旬|中旬|下旬|(?:3[01]|[12][0-9]|0?[1-9])日|中)?)"
_END = "(?![0-9A-Za-z.,%件人名回台社校])"
_ONE = (
    rf"(?:(?:{_ERA}{_N}|{_W})年度?{_IN_MONTH}?"
    rf"|(?:[RHS][1-9][0-9]?|{_W})[./](?:1[0-2]|0?[1-9])(?:[./](?:3[01]|[12][0-9]|0?[1-9]))?{_END}"
    rf"|{_W}-(?:1[0-2]|0?[1-9])(?:-(?:3[01]|[12][0-9]|0?[1-9]))?{_END}"
    rf"|[RHS](?:元|[1-9][0-9]?){_END}"
    rf"|[1-9][0-9]?年度(?!{DASH}?[0-9])|{_MONTH}{DASH}{_MONTH}|(?:1[0-2]|[1-9]){DASH}{_MONTH}|{_IN_MONTH}"
    r"|(?:今|本|当|来|翌|次|同|最終|計画)年度|計画期間(?=[内中末終]|最終)|第[1-4一二三四]四半期|[上下前後]半?期(?=まで|末|中|に)"
    r"|年度(?=[末内中]|当初)|年(?=[内末])|四半期末|[上下]半期)"
)
_YEAR_MONTH = rf"(?:{_ERA}{_N}|{_W})年{_IN_MONTH}"
_SPAN = rf"(?:{_YEAR_MONTH}(?:{DASH}|から)(?:{_YEAR_MONTH}|{_IN_MONTH})(?:まで)?|{_ERA}?(?:{_N}|{_W})(?:年度?)?(?:{DASH}|から){_ERA}?(?:{_N}|{_W})年度?(?:まで)?|[RHS][0-9]{{1,2}}{DASH}[RHS]?[0-9]{{1,2}}{_END})"
_MODIFIER = r"(?:度?末|の?(?:上|下|前|後)半期?|の?第[1-4]四半期|最終年度|最終年|内|中|当初|初め|初頭|期間中?)*"
_ACTUAL = r"の?(?:実績|現状|基準)(?:値|数)?"
_BEHIND_BASE = r"\s*(?:以上|以下|未満|超|を?(?:維持|上回|下回|超え)|並み|と同|の水準を?維持)"
_ROLE = rf"(?P<by>(?:まで|迄)(?:に|の|には)?)|(?P<base>(?:{_ACTUAL})?(?:比で?|対比で?|に比べて?|に対して|と比較して|を基準(?:に|として)|より)|{_ACTUAL}(?={_BEHIND_BASE})|(?:{_ACTUAL})?の(?=[0-9.]+\s*(?:%|割|倍|パーセント)))|"
_ROLE += (
    r"(?P<start>以降(?:に|は|も|の)?|から(?:の)?|以前(?:に|の)?)|(?P<plain>時点(?:で|の)?|現在の?|までの|に|の|は|で|:)"
)
_PLAIN_DATE = re.compile(rf"(?P<date>(?:{_SPAN}|{_ONE}){_MODIFIER})\s*(?:{_ROLE})?")
_BASES = re.compile(
    r"対?(?:前年度?同期|前年同月|前年度|前年|前々年度|昨年度|昨年|現状|現在|現行|前回|基準年度?|従来|当初|全国|[都道府県国区市町村]|類似団体|他市|23区)?"
    r"(?P<noun>(?:の?平均値?|実績値?|同期|値|水準|計画値?)*)(?P<role>比で?|対比で?|に比べて?|に対して|と比較して|を基準(?:に|として)|より|から)?"
)
_BASE_WORDS = re.compile(
    r"前年|前々年|昨年|現状|現在|現行|前回|基準|従来|当初|全国|類似団体|他市|平均|[都道府県国区市町村]の?平均|23区"
)


class Role(StrEnum):
    """What a date is for the target: its end, its start, the year compared with, or simply its year."""

    BY = "by"
    START = "start"
    BASE = "base"
    PLAIN = "plain"


@dataclass(frozen=True, slots=True)
class DateSpan:
    """A date as printed; ``end`` is its last day where that can be told; ``impossible`` for 2月30日."""

    text: str
    length: int
    role: Role
    end: date | None
    impossible: bool = False


def leading_date(text: str) -> DateSpan | None:
    """The date or period at the beginning of ``text``, with the particle that tells its role."""
    match = _PLAIN_DATE.match(text)
    if match is None or not match["date"]:
        return None
    role = Role.PLAIN
    shown = match["date"]
    if match["by"]:
        role, shown = Role.BY, shown + "まで"
    elif match["base"]:
        role, shown = Role.BASE, text[: match.end()]
    elif match["start"]:
        role, shown = Role.START, shown + re.sub(r"[にはもの]$", "", match["start"])
    try:
        end = None if role in (Role.BASE, Role.START) else _end(match["date"])
    except ValueError:
        return DateSpan(shown, match.end(), role, None, impossible=True)
    return DateSpan(shown, match.end(), role, end)


def leading_base(text: str) -> tuple[str, int] | None:
    """「前年度比」「全国平均より」: what a target is compared with, as printed, and its length; None for none."""
    if text.startswith("対") and (span := leading_date(text[1:])) is not None and span.role is Role.BASE:
        return "対" + span.text, span.length + 1
    match = _BASES.match(text)
    if text.startswith("現状維持") or match is None or not match[0] or not _BASE_WORDS.search(match[0]):
        return None
    bare = match[0]
    rest = text[match.end() :]
    behind = rf"{_BEHIND_BASE}|\s*(?:の[0-9]|の[一二三四五六七八九十]+[割倍]|維持)"
    if not match["role"] and not re.match(rf"{behind}|\s*[0-9]" if bare.startswith("対") else behind, rest):
        return None
    if not match["role"] and (particle := re.match(r"\s*の(?=[0-9一二三四五六七八九十])", rest)):
        return bare + "の", match.end() + particle.end()
    return bare, match.end()


_WEST_FIRST = re.compile(
    rf"(?P<west>{_W})(?P<kind>年度?)?\((?P<era>令和|平成|昭和)(?P<n>{_N})(?:年度?)?\)(?P<kind2>年度?)?"
)
_BOTH_YEARS = re.compile(
    rf"(?P<era>令和|平成|昭和)(?P<n>{_N})(?P<kind>年度?)?\((?P<west>{_W})(?:年度?)?\)(?P<kind2>年度?)?"
)


def one_year(text: str) -> str:
    """「令和7年度（2025年度）」「2025(令和7)年度」 with the first of the two alone, where both name the same year."""

    def shortened(match: re.Match[str]) -> str:
        same = _year(match["n"], match["era"]) == _year(match["west"], None)
        kind = match["kind"] or match["kind2"]
        return (
            f"{match['west'] if match[0].startswith(match['west']) else match['era'] + match['n']}{kind}"
            if same and kind and not (match["kind"] and match["kind2"])
            else match[0]
        )

    return _WEST_FIRST.sub(shortened, _BOTH_YEARS.sub(shortened, text))


_PIECE = re.compile(
    rf"(?P<era>{_ERA})?(?P<n>{_W}|{_N})(?P<kind>年度?|[./-])?(?:(?P<m>1[0-2]|0?[1-9])(?:月|[./-]|$)(?:(?P<d>3[01]|[12][0-9]|0?[1-9])日?)?)?"
)


def _end(text: str) -> date | None:
    """Last day of what ``text`` names. Raises ValueError for a day that the calendar does not have."""
    pieces = [m for m in _PIECE.finditer(text) if m["era"] or re.fullmatch(_W, m["n"])]
    if not pieces:
        return None
    last = pieces[-1]
    if re.search(rf"{DASH}|から", text) and not re.fullmatch(rf"{_W}-.*", text):
        tail = re.split(rf"{DASH}|から", text)[-1]
        piece = _PIECE.match(tail)
        if piece is None or (piece["m"] and piece["kind"] != "年"):
            return None
        return _last_day(piece, last["era"], fiscal="年度" in text)
    if re.search(r"半期|四半期|当初|初", text):
        return None
    return _last_day(last, last["era"], fiscal=last["kind"] == "年度")


def _last_day(piece: re.Match[str], era: str | None, *, fiscal: bool) -> date | None:
    year = _year(piece["n"], piece["era"] or era)
    if year is None:
        return None
    if piece["m"]:
        month = int(piece["m"])
        year += 1 if fiscal and month < 4 else 0
        day = int(piece["d"]) if piece["d"] else calendar.monthrange(year, month)[1]
        return date(year, month, day)
    if fiscal:
        return date(year + 1, 3, 31)
    return date(year, 12, 31) if piece["kind"] == "年" or "年" in piece.string else None


def _year(text: str, era: str | None) -> int | None:
    if re.fullmatch(_W, text):
        return int(numeral(text) or 0)
    number = 1 if text == "元" else numeral(text)
    first = era_start(era) if era else None
    if number is None or first is None:
        return None
    return first + int(number) - 1

"""Turns what stands in brackets beside a target into its role: a unit, a date, a reference, a part, or another figure."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from enum import Enum, auto

from dxreport.ingest import target_words as words
from dxreport.ingest.era_dates import leading_base, leading_date
from dxreport.ingest.kanji_numbers import numeral
from dxreport.ingest.units import KNOWN


class Aside(Enum):
    """Role of a bracket."""

    UNIT = auto()
    DATE = auto()
    NOTE = auto()
    WITHIN = auto()
    MEASURE = auto()
    WORD = auto()


@dataclass(frozen=True, slots=True)
class Bracket:
    """``text`` is what is to be read where there is a measure in it; ``deadline`` the last day of a date."""

    kind: Aside
    text: str = ""
    deadline: date | None = None


_FIGURE = re.compile(r"[0-9]|[一二三四五六七八九十百千]+[件人名回課校社台%割]")
_WHOLE = ("全体", "全庁", "合計")
_SPAN = ("年間", "累計")
_BOUND = re.compile(r"以上|以下|未満|以内|超")
_PERIOD = re.compile(r"^(?:[0-9]+(?:年|か年|カ年|ヶ年|か月|カ月|ヶ月)間?)(?:の?(?:累計|合計|計|平均|延べ))?(?:で)?$")
_EVERY_DATE = re.compile(r"^(?:毎年度?|各年度?)の?(?=[0-9])")
_AGAIN = re.compile(r"^(?:毎)?(?P<period>月|四半期に?|半期に?)(?:に|毎に|ごとに)?(?P<count>[0-9]+)(?P<unit>[一-龥]+)$")
_TIMES = {"月": 12, "四半期": 4, "四半期に": 4, "半期": 2, "半期に": 2}


def aside(text: str, unit: str | None = None, value: Decimal | None = None, before: tuple[str, ...] = ()) -> Bracket:
    """What the bracket ``text`` is to a target of ``value`` ``unit``. A figure without a known role is a MEASURE."""
    if re.sub(r"^単位[:：]", "", text) in KNOWN:
        return Bracket(Aside.UNIT)
    if words.NOTE_GROUP.search(text):
        return Bracket(Aside.NOTE)
    if _PERIOD.match(text):
        return Bracket(Aside.NOTE)
    if (
        _EVERY_DATE.match(text)
        and (span := leading_date(_EVERY_DATE.sub("", text))) is not None
        and not span.impossible
    ):
        return Bracket(Aside.NOTE)
    span = leading_date(text)
    if span is not None and not span.impossible:
        rest = text[span.length :].strip()
        if not _FIGURE.search(rest):
            return Bracket(Aside.DATE, deadline=span.end)
        return Bracket(Aside.NOTE)
    if leading_base(text) is not None and _FIGURE.search(text):
        return Bracket(Aside.NOTE)
    if not _FIGURE.search(text):
        return Bracket(Aside.WORD)
    if text.startswith(("うち", *_WHOLE)) or (text.startswith(_SPAN) and _BOUND.search(text)):
        return Bracket(Aside.WITHIN, text)
    if unit is not None and value is not None and _same_in_other_words(text, unit, value, before):
        return Bracket(Aside.NOTE)
    return Bracket(Aside.MEASURE, text)


def date_length(text: str) -> int:
    """How much of ``text`` is the date it begins with."""
    span = leading_date(text)
    return span.length if span else 0


def _same_in_other_words(text: str, unit: str, value: Decimal, before: tuple[str, ...]) -> bool:
    """「年12回（月1回）」: the bracket says the same per month."""
    match = _AGAIN.match(text)
    if match is None or match["unit"] != unit or not all(b.startswith(("年", "毎年")) for b in before):
        return False
    count = numeral(match["count"])
    return count is not None and count * _TIMES[match["period"]] == value


def shown(text: str) -> str:
    """A bracket as it is kept among the qualifiers."""
    return f"（{text.replace(':', '：')}）"

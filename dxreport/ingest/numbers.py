"""Turns the content of a number's cell into an exact decimal, or into the reason why it is refused (domain §7)."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from datetime import date, datetime, time
from decimal import Decimal

from dxreport.ingest.characters import odd_numeral
from dxreport.ingest.era_dates import leading_date
from dxreport.ingest.figures import (
    Misprint,
    added,
    leading_figure,
    normalised,
    point_for_comma,
    unit_glyphs,
    vague_number,
)
from dxreport.ingest.kanji_numbers import numeral
from dxreport.ingest.units import COUNTED, convert
from dxreport.model.catalogue_details import DETAILS

CellContent = str | int | float | bool | Decimal | datetime | date | time | None

_ABOUT = re.compile(r"(?:約|およそ|おおよそ|概ね|おおむね|ほぼ)\s*")
_TAIL = re.compile(
    r"""^\s*(?P<degree>程度|くらい|ぐらい|ほど|前後)?\s*
    (?P<note>\((?:暫定|速報|見込|概算|推計|確定|未確定|集計中)値?\)|暫定値?|速報値?|見込値?|概算値?|推計値?)?\s*
    (?P<asof>\((?!※|注)[^()]*\))?\s*(?P<mark>(?:※|[*＊]|注[0-9]*\)|\((?:※|注)[0-9]*\))[^\n]*)?$""",
    re.X,
)
_SCALE = re.compile("[千万億]")
_SCALED = re.compile("千|百万|万|億")
_AS_OF = re.compile(r"^\s*(?:現在|時点|末|末現在|末時点)?$")
_BOUND = re.compile(r"以上|以下|未満|以内|超|より多|より少")
_RANGE = re.compile(
    r"[0-9]\s*[%人件回名円枚時間分]*\s*[～〜~‐–—―−－ー-]\s*[0-9]|から\s*[0-9]|及び\s*[0-9]|[0-9]\s*[、・/]\s*[0-9]|[、・/][0-9]"
)
_SHORT_DATE = re.compile(r"^[0-9]{2,4}[/.-][0-9]{1,2}[/.-][0-9]{1,2}$|^[0-9]{1,2}月[0-9]{1,2}日")
_MISPRINTS = ("oku", "point_for_comma", "grouping", "points", "numeral", "fraction")
_LARGEST_SHARE, _CLEARLY_LARGER = Decimal(1), Decimal(10)


@dataclass(frozen=True, slots=True)
class Number:
    """A value in the wanted unit; ``flags`` are remarks that reach the page (約, 程度, 暫定, 速報), ``notes`` its ※ notes.

    ``unit`` is the unit of ``value`` where the caller wanted none in particular.
    """

    value: Decimal
    flags: tuple[str, ...] = ()
    notes: tuple[str, ...] = ()
    unit: str = field(default="", compare=False)


@dataclass(frozen=True, slots=True)
class Refusal:
    """Why a cell's content is not a number: the finding's code, and a detail for its sentence."""

    code: str
    detail: str = ""


def read_number(content: CellContent, unit: str | None, expected: Decimal | None = None) -> Number | Refusal | None:
    """Read one cell. ``unit`` is the unit wanted (None: as written); a result of None means that the cell is blank.

    Numbers typed as numbers are taken at Excel's fifteen significant digits. Text is read by a small grammar; what it
    does not cover is refused, never guessed. ``expected`` is the magnitude of the value where the caller knows it (the
    target): a share of at most 1 without % is then refused where 10 or more is expected (0.365 for 36.5%).
    """
    read = _read(content, unit)
    if unit in COUNTED and isinstance(read, Number) and isinstance(content, str | int) and _is_digits_of_a_day(content):
        return Refusal("N09")
    bare = not (isinstance(content, str) and re.search("[%％割]|パーセント", content))
    compared = unit == "%" and bare and expected is not None and expected >= _CLEARLY_LARGER
    if isinstance(read, Number) and compared and 0 < abs(read.value) <= _LARGEST_SHARE:
        return Refusal("N21")
    return read


def _read(content: CellContent, unit: str | None) -> Number | Refusal | None:
    match content:
        case None:
            return None
        case bool():
            return Refusal("N01")
        case int():
            return Number(Decimal(content))
        case Decimal():
            return Number(content) if content.is_finite() else Refusal("N01")
        case float():
            return _from_float(content)
        case datetime() | date() | time():
            return Refusal("N09")
        case str():
            return _from_text(content, unit)


def _from_float(content: float) -> Number | Refusal:
    if content != content or content in (float("inf"), float("-inf")):
        return Refusal("N01")
    return Number(Decimal(f"{content:.15g}"))


def _from_text(content: str, unit: str | None) -> Number | Refusal | None:
    text = unit_glyphs(normalised(content))
    if not text:
        return None
    if "憶" in text:
        return Refusal("N02", DETAILS["oku"])
    if text.startswith("#") and text.rstrip("!?/0AN").startswith("#"):
        return Refusal("N10")
    if odd_numeral(text) or vague_number(text):
        return Refusal("N01")
    span = leading_date(text)
    if _SHORT_DATE.match(text) or (span is not None and span.length == len(text)):
        return Refusal("N09")
    try:
        return _measured(text, unit)
    except Misprint as fault:
        if _BOUND.search(text) or _RANGE.search(text):
            return Refusal("N03")
        return (
            Refusal("N02", DETAILS[fault.detail].format(found=fault.found))
            if fault.detail in _MISPRINTS
            else Refusal("N01")
        )


def _measured(text: str, unit: str | None) -> Number | Refusal:
    about = _ABOUT.match(text)
    at = about.end() if about else 0
    figure = leading_figure(text, at)
    if figure is None:
        value = numeral(text[at:])
        # 一 alone may be a dash.
        if value is None or text[at:] == "一":
            return _refused(text)
        return Number(value, ("約",) if about else ())
    value, written, at = figure.value, figure.unit or "", at + figure.length
    while written and (more := leading_figure(text, at, signed=False)) is not None:
        both = added(value, written, more)
        if both is None:
            return _refused(text)
        value, written = both
        at += more.length
    if _BOUND.match(text[at:]):
        return Refusal("N03")
    tail = _TAIL.match(text[at:])
    if tail is None or (tail["asof"] and not _is_day(tail["asof"][1:-1])):
        return _refused(text)
    digits = re.search("[0-9.]+", text)
    if unit in COUNTED and not written and digits and point_for_comma(digits[0]):
        raise Misprint("point_for_comma", digits[0])
    if not written and unit is not None and _SCALED.match(unit) and _SCALE.search(text):
        return Refusal("N04")  # 「3千」 in a column of 千円
    if written and unit is not None and written != unit:
        converted = convert(value, written, unit)
        if converted is None:
            return Refusal("N04")
        value = converted
    flags = [about[0].strip()] if about else []
    flags += [tail[k].strip("()") for k in ("degree", "note") if tail[k]]
    notes = (*([tail["asof"][1:-1]] if tail["asof"] else []), *([tail["mark"].strip()] if tail["mark"] else []))
    return Number(value, tuple(flags), notes, written if unit is None else unit)


def _is_digits_of_a_day(content: str | int) -> bool:
    """20250930 in a column of counts."""
    digits = str(content).strip()
    if not re.fullmatch(r"20[0-9]{6}", digits):
        return False
    span = leading_date(f"{digits[:4]}-{digits[4:6]}-{digits[6:]}")
    return span is not None and span.length == 10 and not span.impossible


def _is_day(text: str) -> bool:
    """「9月30日現在」「R7.9末時点」: the day a value is of, and nothing more."""
    span = leading_date(text)
    return span is not None and not span.impossible and bool(_AS_OF.match(text[span.length :]))


def _refused(text: str) -> Refusal:
    """Name the fault as closely as can be told."""
    if _BOUND.search(text) or _RANGE.search(text):
        return Refusal("N03")
    if re.search(r"[0-9],[0-9]", text):
        return Refusal("N02", DETAILS["grouping"])
    if re.search(r"[0-9]\.[0-9]*\.", text):
        return Refusal("N02", DETAILS["points"])
    return Refusal("N01")

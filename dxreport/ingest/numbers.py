"""Turns the content of a number's cell into an exact decimal, or into the reason why it is refused (domain §7)."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date, datetime, time
from decimal import Decimal

from dxreport.ingest.characters import clean, half_width
from dxreport.ingest.units import convert
from dxreport.model.catalogue import DETAILS

CellContent = str | int | float | bool | Decimal | datetime | date | time | None

_GROUPED = r"[0-9]{1,3}(?:,[0-9]{3})+|[0-9]+"
_NUMBER = re.compile(
    rf"""^(?P<about>約|およそ|概ね|おおむね|ほぼ)?\s*
    (?P<sign>[+-])?\s*(?P<whole>{_GROUPED})(?P<fraction>\.[0-9]+)?\s*
    (?P<unit>[A-Za-z%\u3005\u3040-\u30ff\u3400-\u9fff]*?)\s*
    (?P<degree>程度|くらい|ほど|前後)?\s*
    (?P<note>\((?:暫定|速報|見込|概算|推計)値?\)|暫定値?|速報値?)?\s*
    (?P<mark>※[0-9]*|\*+)?$""",
    re.X,
)
_BOUND = re.compile(r"以上|以下|未満|以内|超|より多|より少")
_RANGE = re.compile(r"[0-9]\s*[%人件回]?\s*[～〜~‐–—―−－ー-]\s*[0-9]|から[0-9]|及び[0-9]|、[0-9]|・[0-9]|/[0-9]")
_DATE = re.compile(
    r"^(?:[0-9]{4}[/年.-][0-9]{1,2}[/月.-][0-9]{1,2}日?|(?:令和|平成|昭和|[RrHhSs])[0-9元]{1,2}[年./][0-9]{1,2}.*|[0-9]{1,2}月[0-9]{1,2}日)$"
)


@dataclass(frozen=True, slots=True)
class Number:
    """A value in the wanted unit; ``flags`` are remarks that reach the page (約, 程度, 暫定, 速報)."""

    value: Decimal
    flags: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Refusal:
    """Why a cell's content is not a number: the finding's code, and a detail for its sentence."""

    code: str
    detail: str = ""


def read_number(content: CellContent, unit: str) -> Number | Refusal | None:
    """Read one cell. ``unit`` is the unit wanted; None means that the cell is blank.

    Numbers typed as numbers are taken at Excel's fifteen significant digits. Text is read by a small grammar; what it
    does not cover is refused, never guessed.
    """
    match content:
        case None:
            return None
        case bool():
            return Refusal("N01")
        case int():
            return Number(Decimal(content))
        case Decimal():
            return Number(content)
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


def _from_text(content: str, unit: str) -> Number | Refusal | None:
    text = half_width(clean(content)[0])
    if not text:
        return None
    if "憶" in text:
        return Refusal("N02", DETAILS["oku"])
    if text.startswith("#") and text.rstrip("!?/0AN").startswith("#"):
        return Refusal("N10")
    if _DATE.match(text):
        return Refusal("N09")
    match = _NUMBER.match(text)
    if match is None:
        return _refused(text)
    written = match["unit"]
    if _BOUND.search(written):
        return Refusal("N03")
    value = Decimal(f"{match['sign'] or ''}{match['whole'].replace(',', '')}{match['fraction'] or ''}")
    if written and written != unit:
        converted = convert(value, written, unit)
        if converted is None:
            return Refusal("N04")
        value = converted
    flags = [match[k].strip("()") for k in ("about", "degree", "note") if match[k]]
    return Number(value, tuple(flags))


def _refused(text: str) -> Refusal:
    """Name the fault as closely as can be told."""
    if _BOUND.search(text) or _RANGE.search(text):
        return Refusal("N03")
    if re.search(r"[0-9],[0-9]", text):
        return Refusal("N02", DETAILS["grouping"])
    if re.search(r"[0-9]\.[0-9]*\.", text):
        return Refusal("N02", DETAILS["points"])
    return Refusal("N01")

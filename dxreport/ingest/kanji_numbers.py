"""Turns numerals as people write them (1,250; 1.5万; 3千5百; 三千五百; 二〇二五) into exact decimals, or into None."""

from __future__ import annotations

import re
from decimal import Decimal

from dxreport.ingest.units import plain

_DIGITS = {c: n for n, c in enumerate("〇一二三四五六七八九")} | {"零": 0}
_SCALES = (("兆", 10**12), ("億", 10**8), ("万", 10**4))
CHARACTERS = "0-9〇零一二三四五六七八九十百千万億兆"
"""For a character class: what a numeral may consist of, apart from comma and point."""

_PLAIN = re.compile(r"^(?:[1-9][0-9]{0,2}(?:,[0-9]{3})+|0|[1-9][0-9]*)(?:\.[0-9]+)?$")
_D = "[1-9一二三四五六七八九]"
_SMALL = re.compile(
    rf"^(?:(?P<k>{_D})?千)?(?:(?P<h>{_D})?百)?(?:(?P<t>{_D})?十)?(?P<u>[一二三四五六七八九]|[0-9]{{1,3}})?$"
)
_TENTHS = re.compile(r"^(?P<n>[1-9]\.[0-9]+)(?P<s>[千百])$")
_CUT_SHORT = re.compile(r"[万億兆][0-9]$")  # 「12億3」 is said for 12億3千万, and is written so for 1,200,000,003
_POSITIONAL = re.compile(r"^[一二三四五六七八九][〇零一二三四五六七八九]+$")


def numeral(text: str) -> Decimal | None:
    """The number, or None where commas, scales or digits do not stand as they must (12,50; 三五百; 1万2万; 007; 12億3)."""
    if _PLAIN.match(text):
        return Decimal(text.replace(",", ""))
    if text == "零":
        return Decimal(0)
    if _POSITIONAL.match(text):
        return Decimal("".join(str(_DIGITS[c]) for c in text))
    if _CUT_SHORT.search(text):
        return None
    total, rest, first = Decimal(0), text, True
    for sign, scale in _SCALES:
        if sign not in rest:
            continue
        head, _, rest = rest.partition(sign)
        chunk = _chunk(head, first=first)
        if chunk is None or (chunk != chunk.to_integral_value() and rest):
            return None
        total, first = total + chunk * scale, False
    if rest or first:
        chunk = _chunk(rest, first=first)
        if chunk is None or (chunk != chunk.to_integral_value() and not first):
            return None
        total += chunk
    return plain(total)


def _chunk(text: str, *, first: bool) -> Decimal | None:
    """What stands before 万, 億, 兆 or at the end: below 10,000 unless it leads (12,000万)."""
    if _PLAIN.match(text):
        value = Decimal(text.replace(",", ""))
        return value if first or value < 10_000 else None
    if match := _TENTHS.match(text):
        return Decimal(match["n"]) * (1000 if match["s"] == "千" else 100)
    match = _SMALL.match(text)
    if match is None or not text or text.isascii():
        return None
    total, lowest = 0, 10_000
    for name, sign, scale in (("k", "千", 1000), ("h", "百", 100), ("t", "十", 10)):
        if sign in text:
            total += (_digit(match[name]) if match[name] else 1) * scale
            lowest = scale
    units = _digit(match["u"]) if match["u"] else 0
    return Decimal(total + units) if units < lowest else None


def _digit(text: str) -> int:
    return int(text) if text.isascii() else _DIGITS[text]

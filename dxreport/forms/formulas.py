"""Turns conditions, numbers and texts into the formulas of a form; nothing here knows what they are about.

A formula is a string without its ``=``. What Excel 2010 and LibreOffice both know is enough: IF, AND, OR, ROUND, MATCH.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date
from decimal import Context, Decimal

from dxreport.layout.package import printable

BLANK = '""'
_DIGITS = Context(prec=17)
_RATE_DIGITS, _SUM_DIGITS = 12, 10
"""A binary number is rounded before it is held against a limit: 0.1 + 0.2 is 0.3, and 100 per cent is not missed by 1E-14.
A rate keeps twelve digits, since a scale may give a limit with ten (66.6666666667)."""
_EPOCH = date(1899, 12, 30)


def text(words: str) -> str:
    """A text in quotes; quotes in it are doubled, so that whatever it says it stays a text."""
    return '"' + printable(words).replace('"', '""') + '"'


def number(value: Decimal) -> str:
    """A number as Excel writes it; a negative one in brackets."""
    plain = format(_DIGITS.plus(value), "f")
    plain = plain.rstrip("0").rstrip(".") if "." in plain else plain
    return f"({plain})" if plain.startswith("-") else plain


def day(value: date) -> str:
    """A day as Excel counts it."""
    return str((value - _EPOCH).days)


def when(condition: str, then: str, otherwise: str) -> str:
    return f"IF({condition},{then},{otherwise})"


def first_of(cases: Iterable[tuple[str, str]], otherwise: str) -> str:
    """The value of the first case whose condition holds."""
    out = otherwise
    for condition, then in reversed(tuple(cases)):
        out = when(condition, then, out)
    return out


def both(*conditions: str) -> str:
    return conditions[0] if len(conditions) == 1 else f"AND({','.join(conditions)})"


def either(*conditions: str) -> str:
    return conditions[0] if len(conditions) == 1 else f"OR({','.join(conditions)})"


def equals(cell: str, words: str) -> str:
    return f"{cell}={text(words)}"


def is_blank(cell: str) -> str:
    """Nothing but spaces."""
    return f'TRIM({cell})=""'


def is_number(cell: str) -> str:
    return f"ISNUMBER({cell})"


def is_one_of(cell: str, words: Sequence[str]) -> str:
    return f"ISNUMBER(MATCH(TRIM({cell}),{{{','.join(map(text, words))}}},0))"


def mentions(cell: str, words: str) -> str:
    return f"ISNUMBER(FIND({text(words)},{cell}))"


def rate(value: str) -> str:
    """A rate, a quotient, ready to be held against a limit."""
    return f"ROUND({value},{_RATE_DIGITS})"


def total(value: str) -> str:
    """A sum or difference of decimal numbers, as exact as they are."""
    return f"ROUND({value},{_SUM_DIGITS})"


def listed(parts: Sequence[tuple[str, str]], between: str, behind: str) -> str:
    """The names of the parts whose condition holds, joined, with ``behind`` after them: 「理由・期限が未記入」."""
    joined = "&".join(when(condition, text(between + name), BLANK) for condition, name in parts)
    return f"MID({joined},{len(between) + 1},99)&{text(behind)}"

"""Turns one declared condition on a column of a detail list into types.

A list of texts is met by any of them. A text is a comparison: ``>=10``, ``>=10 <20`` (both hold), ``10..20`` (ends
included), ``>=2025-10-01``, ``>=goal`` (the column ``goal`` of the same row), ``in_quarter`` (a date).
"""

from __future__ import annotations

import re
from datetime import date
from decimal import Decimal

from dxreport.ingest.characters import half_width
from dxreport.model.detail import Compared, Condition, InQuarter, OneOf
from dxreport.model.target import Comparison

_SIGNS = str.maketrans({"＞": ">", "＜": "<", "＝": "=", "≧": ">=", "≥": ">=", "≦": "<=", "≤": "<="})
_COMPARISON = re.compile(r"(>=|<=|>|<|=)([^\s<>=]+)")
_RANGE = re.compile(r"([^\s<>=]+?)\.\.([^\s<>=]+)")
_NUMBER = re.compile(r"-?[0-9]{1,15}(?:\.[0-9]{1,15})?")
_DATE = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}")
_COLUMN = re.compile(r"[a-z][a-z0-9_-]{0,31}")
_IN_QUARTER = "in_quarter"


def read_conditions(column: str, said: list[str] | str) -> tuple[Condition, ...]:
    """The conditions that must all hold; none when the text cannot be read."""
    if isinstance(said, list):
        return (OneOf(column, tuple(said)),)
    text = re.sub(r"([<>=])\s+(?![<>=])", r"\1", half_width(said.translate(_SIGNS)))
    out: list[Condition] = []
    for term in text.split():
        conditions = _term(column, term)
        if not conditions:
            return ()
        out.extend(conditions)
    return tuple(out)


def _term(column: str, term: str) -> tuple[Condition, ...]:
    if term == _IN_QUARTER:
        return (InQuarter(column),)
    if match := _RANGE.fullmatch(term):
        first, last = _operand(match[1]), _operand(match[2])
        if first is None or last is None:
            return ()
        return Compared(column, Comparison.AT_LEAST, first), Compared(column, Comparison.AT_MOST, last)
    if match := _COMPARISON.fullmatch(term):
        other = _operand(match[2])
        return () if other is None else (Compared(column, Comparison(match[1]), other),)
    return ()


def _operand(text: str) -> Decimal | date | str | None:
    """A number, a date, or the id of a column."""
    if _NUMBER.fullmatch(text):
        return Decimal(text)
    if _DATE.fullmatch(text):
        try:
            return date.fromisoformat(text)
        except ValueError:
            return None
    return text if _COLUMN.fullmatch(text) else None

"""Turns records into data files: JSON, and CSV after 総務省's rules for machine-readable tables (UTF-8 with BOM)."""

from __future__ import annotations

import csv
import io
import json
from decimal import Decimal

import pandas as pd

Plain = None | bool | int | str | Decimal | list["Plain"] | dict[str, "Plain"]

_BOM = "\ufeff"
# A cell that begins so would be run as a formula by spreadsheet programs.
_FORMULA = ("=", "+", "-", "@", "\t", "\r", "\n", "＝", "＋", "＠")
"""In full width too: Japanese editions of spreadsheet programs read ＝ as =."""


def json_bytes(data: Plain) -> bytes:
    """JSON with decimals as numbers in their own digits, keys in the given order, no escapes for Japanese."""
    return (_encode(data, 0) + "\n").encode("utf-8")


def _encode(data: Plain, depth: int) -> str:
    pad, inner = "  " * depth, "  " * (depth + 1)
    match data:
        case Decimal():
            return plain_number(data)
        case dict():
            if not data:
                return "{}"
            rows = (f"{inner}{json.dumps(k, ensure_ascii=False)}: {_encode(v, depth + 1)}" for k, v in data.items())
            return "{\n" + ",\n".join(rows) + f"\n{pad}}}"
        case list():
            if not data:
                return "[]"
            return "[\n" + ",\n".join(f"{inner}{_encode(v, depth + 1)}" for v in data) + f"\n{pad}]"
        case _:
            return json.dumps(data, ensure_ascii=False)


def plain_number(value: Decimal) -> str:
    """A decimal without exponent or needless zeros; repeating ones are cut at 12 digits after the point."""
    cut = value.quantize(Decimal("1e-12")) if -value.as_tuple().exponent > 12 else value  # type: ignore[operator]  # finite by construction: NaN never enters
    text = f"{cut:f}"
    return text.rstrip("0").rstrip(".") if "." in text else text


def csv_bytes(records: list[dict[str, Plain]], columns: list[str]) -> bytes:
    """One datum a cell, numbers as numbers, no merged cells, blank for what does not exist."""
    table = pd.DataFrame(records, columns=columns, dtype=object)
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\r\n")
    writer.writerow(table.columns)
    for row in table.itertuples(index=False):
        writer.writerow([_csv_cell(v) for v in row])
    return (_BOM + out.getvalue()).encode("utf-8")


def _csv_cell(value: object) -> str:
    if value is None or value != value:
        return ""
    if isinstance(value, Decimal):
        return plain_number(value)
    if isinstance(value, bool):
        return "1" if value else "0"
    text = str(value)
    return f"'{text}" if text.startswith(_FORMULA) else text

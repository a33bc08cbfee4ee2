"""Turns a workbook file into a reply that holds its cells; runs in the reading process. The file is never written to."""

from __future__ import annotations

import hashlib
import json
import re
from datetime import date, datetime, time
from decimal import Decimal
from pathlib import Path
from typing import Any

from openpyxl.utils.cell import get_column_letter

from dxreport.ingest.cell_reader import CellReader, RawCell, RawSheet, TooManyMergedError
from dxreport.ingest.workbook_gate import Remark, inspect
from dxreport.layout.package import plain_text
from dxreport.layout.submission import PROPERTY_PREFIX

MAX_ROWS, MAX_COLUMNS = 20_000, 200
"""A form has far fewer; cells beyond are stray formats, or an attack on memory."""
_MOST_REMARKS = 20
"""Remarks of one kind in one file: a thousand more tell nobody anything."""
_OUTSIDE = re.compile(r"\[[^\[\]]*(?:\d|\.xl\w*)\][^\[\]]*!")
"""A reference to another workbook in a formula: ``[1]Sheet1!A1``, ``'C:\\[x.xlsx]Sheet1'!A1``."""

Encoded = tuple[str, Any]


def reply(path: Path) -> bytes:
    """The answer to a request for ``path``: cells, names, properties and digest, or why it cannot be read.

    Never raises for what a file may hold. MemoryError is passed on: the process that ran full gives up.
    """
    try:
        data = path.read_bytes()
    except OSError:
        return refusal(Remark("W01"))
    try:
        remarks = inspect(data)
        return refusal(*remarks) if any(r.refuses for r in remarks) else _read(data, list(remarks))
    except MemoryError:
        raise
    except TooManyMergedError as error:
        return refusal(Remark("W09", values={"count": f"{error.args[0]:,}"}))
    except Exception:  # openpyxl raises whatever its parsers raise, some twenty types; none of them is the clerk's word
        return refusal(Remark("W01"))


def refusal(*remarks: Remark) -> bytes:
    """The answer that holds remarks only."""
    return _encode({"remarks": [_record(r) for r in remarks]})


def _record(remark: Remark) -> dict[str, object]:
    return {
        "code": remark.code,
        "sheet": remark.sheet,
        "cell": remark.cell,
        "found": remark.found,
        "values": remark.values,
    }


def _encode(answer: dict[str, object]) -> bytes:
    return json.dumps(answer).encode("ascii")


def _read(data: bytes, remarks: list[Remark]) -> bytes:
    reader = CellReader(data)
    reader.read()
    sheets = []
    for sheet in reader.sheets:
        cells = _within(sheet, remarks)
        remarks += _links(sheet.name, cells)[:_MOST_REMARKS]
        remarks += _scaled(sheet.name, cells)[:_MOST_REMARKS]
        encoded = [(c.row, c.column, *_content_of(c)) for c in cells]
        sheets.append({"name": sheet.name, "cells": encoded, "merged": sheet.merged})
    properties = {str(p.name): str(p.value) for p in reader.wb.custom_doc_props.props}  # type: ignore[attr-defined]  # the stubs lack it
    return _encode(
        {
            "remarks": [_record(r) for r in remarks],
            "sha256": hashlib.sha256(data).hexdigest(),
            "sheets": sheets,
            "properties": properties,
            "anchors": _anchors(reader),
        }
    )


def _anchors(reader: CellReader) -> dict[str, str]:
    """Sheets by the form's own names for them."""
    named = {n: d for n, d in reader.names.items() if n.startswith(PROPERTY_PREFIX)}
    sheets = {s.name for s in reader.sheets}
    return {n: sheet for n, d in named.items() for sheet, _ in d.destinations if sheet in sheets}


def _within(sheet: RawSheet, remarks: list[Remark]) -> list[RawCell]:
    """The cells within the size that a form can have; those beyond are told of."""
    within = [c for c in sheet.cells if c.row <= MAX_ROWS and c.column <= MAX_COLUMNS]
    if len(within) < len(sheet.cells):
        far = next(c for c in sheet.cells if c.row > MAX_ROWS or c.column > MAX_COLUMNS)
        values = {"rows": f"{MAX_ROWS:,}", "columns": str(MAX_COLUMNS), "count": f"{len(sheet.cells) - len(within):,}"}
        remarks.append(Remark("W11", sheet.name, _coordinate(far), str(far.value)[:200], values))
    return within


def _links(sheet: str, cells: list[RawCell]) -> list[Remark]:
    """Formulas that look into other workbooks."""
    return [Remark("W13", sheet, _coordinate(c), c.formula[:200]) for c in cells if _OUTSIDE.search(c.formula)]


def _scaled(sheet: str, cells: list[RawCell]) -> list[Remark]:
    """Figures whose format shows another size than they have: 5,000 as 5 (#,##0,), 3 as 3千件."""
    return [
        Remark("W14", sheet, _coordinate(c), f"{c.value}", {"shown": c.number_format})
        for c in cells
        if isinstance(c.value, int | float) and _RESIZED.search(c.number_format)
    ]


def _coordinate(cell: RawCell) -> str:
    return f"{get_column_letter(cell.column)}{cell.row}"


def _content_of(cell: RawCell) -> Encoded:
    return ("=", cell.formula) if cell.value is None else _content(cell.value, cell.number_format)


_RESIZED = re.compile(r'[0#?],+(?![0#?,])|"[^"]*[千万億%％][^"]*"')
"""Commas behind the last digit, which divide by a thousand each, and units that multiply or divide in quotes."""
# Parts of a number format that are printed as they stand: "%" in quotes or behind a backslash does not multiply by 100.
_LITERAL = re.compile(r'"[^"]*"|\\.|_.|\*.')


def _content(value: object, number_format: str) -> Encoded:
    """A cell's value as typed, tagged; a number shown as a percentage (0.365 as 36.5%) is taken as the person sees it."""
    match value:
        case bool():
            return "b", value
        case int() | float() if "%" in _LITERAL.sub("", number_format):
            return "n", str(Decimal(f"{value:.15g}") * 100)
        case int():
            return "i", value
        case float():
            return "f", value
        case datetime():
            return "m", value.isoformat()
        case date():
            return "d", value.isoformat()
        case time():
            return "t", value.isoformat()
        case _:
            return "s", plain_text(str(value))

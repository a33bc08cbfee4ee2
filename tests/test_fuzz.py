"""Filled forms changed at random in cells, XML parts and bytes: a finding or the value that stands there, never a traceback.

What stands there is told by an oracle of its own, which knows XML and nothing of the reader. ``python -m tests.test_fuzz N``
tries N mutants of each kind.
"""

from __future__ import annotations

import contextlib
import io
import random
import re
import sys
import tempfile
import zipfile
from collections.abc import Callable
from dataclasses import replace
from datetime import date
from decimal import Decimal, InvalidOperation
from pathlib import Path
from xml.etree import ElementTree as ET

import openpyxl
import pytest
from openpyxl.utils import column_index_from_string, get_column_letter
from openpyxl.utils.exceptions import IllegalCharacterError

from dxreport.evaluate.assess import assess
from dxreport.ingest.submission import read_submission
from dxreport.ingest.workbook import received
from dxreport.ingest.workbook_reading import reply
from dxreport.model.finding import Checked
from dxreport.model.period import Checkpoint
from dxreport.model.submission import HandedIn, ReadingState, Submission
from tests import city

MUTANTS = 250
MAIN = "{http://schemas.openxmlformats.org/spreadsheetml/2006/main}"
Mutate = Callable[[bytes, random.Random], bytes]

NASTY: tuple[object, ...] = (
    "", " ", "－", "なし", "該当なし", "未定", "約30", "30人", "３０．５", "1,234", "12,34", "30～40", "50%以上", "#REF!", "#N/A",
    "=1+1", "=A1", "=[1]S!A1", "=HYPERLINK(\"http://x\")", "@SUM(1)", "+5", "-5", "▲5", "△5", "−5", "①", "½", "²", "٣",
    "<b>5</b>", "&amp;", "\t7\n", "5\r\n", "x" * 5000, "_x0041_", "_x0007_", "令和7年10月1日", "R7.10.1", "2025/13/45", "10月",
    0, 1, -1, 0.1, 1e-30, 1e300, 10**18, 0.365, 99.99999999, True, False, date(2025, 10, 1), date(9999, 12, 31), date(1900, 1, 1),
    "実績あり", "未実施", "集計中", "評価対象外", "完了", "1-1a", "1-2", "測定項目ID", "実績値",
)  # fmt: skip


def original(folder: Path) -> bytes:
    kpi: dict[str, dict[str, city.Cell]] = {
        **city.FULL_SOUMU,
        "1-1a": {
            "value": 51.25,
            "forecast": 77,
            "reason": "担当者が足りない。",
            "remedy": "応援を求める。",
            "due": "12月末",
        },
        "1-3": {"base": 12000, "current": 11000},
    }
    workspace = city.workspace(folder / "w")
    return city.submit(workspace, "q1", "soumu", kpi, city.SOUMU_TASKS, city.SOUMU_LISTS).read_bytes()


# --- mutants --------------------------------------------------------------------------------------------------------


def in_bytes(data: bytes, dice: random.Random) -> bytes:
    """Bytes of the file changed, cut off or doubled."""
    raw = bytearray(data)
    for _ in range(dice.randint(1, 6)):
        raw[dice.randrange(len(raw))] = dice.randrange(256)
    match dice.randrange(5):
        case 0:
            return bytes(raw[: dice.randrange(len(raw))])
        case 1:
            at = dice.randrange(len(raw))
            return bytes(raw[:at] + raw[at - dice.randrange(500) :])
        case _:
            return bytes(raw)


def in_parts(data: bytes, dice: random.Random) -> bytes:
    """One XML part changed: a tag dropped or doubled, an attribute or a text exchanged, a part emptied or left out."""
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        parts = {n: archive.read(n) for n in archive.namelist()}
    heavy = [n for n in parts if n.startswith("xl/worksheets/sheet")]
    name = dice.choice([*parts, *heavy, *heavy, *heavy])
    for _ in range(dice.randint(1, 3)):
        parts[name] = _changed(parts[name], dice)
    if dice.random() < 0.05:
        parts.pop(dice.choice(list(parts)))
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        for part, content in parts.items():
            archive.writestr(part, content)
    return out.getvalue()


def _changed(part: bytes, dice: random.Random) -> bytes:
    text = part.decode("utf-8", "replace")
    pieces = re.split(r"(<[^>]*>)", text)
    at = dice.randrange(len(pieces))
    match dice.randrange(7):
        case 0:
            pieces[at] = ""
        case 1:
            pieces[at] *= 2
        case 2:
            attributes = re.findall(r'"[^"]*"', text)
            pieces[at] = re.sub(r'"[^"]*"', lambda _: dice.choice(attributes), pieces[at], count=1)
        case 3:
            other = dice.randrange(len(pieces))
            pieces[at], pieces[other] = pieces[other], pieces[at]
        case 4:
            pieces[at] = re.sub(
                r"\d+", lambda _: dice.choice(("", "0", "-1", "99999999", "1e9", "NaN", "５")), pieces[at], count=1
            )
        case 5:
            pieces[at] = dice.choice(("&#0;", "&e;", "]]>", "<x/>", "\0", "<![CDATA[5]]>", "<v>7</v>"))
        case _:
            return part[: dice.randrange(len(part) or 1)]
    return "".join(pieces).encode("utf-8", "replace")


def in_cells(data: bytes, dice: random.Random) -> bytes:
    """What clerks do: nasty contents anywhere, rows and columns inserted, deleted, merged, moved, sheets renamed."""
    book = openpyxl.load_workbook(io.BytesIO(data))
    for _ in range(dice.randint(1, 5)):
        sheet = dice.choice(book.worksheets)
        row, column = dice.randint(1, 14), dice.randint(1, 20)
        match dice.randrange(12):
            case 0:
                sheet.insert_rows(row, dice.randint(1, 3))
            case 1:
                sheet.insert_cols(column, dice.randint(1, 2))
            case 2:
                sheet.delete_rows(row)
            case 3:
                sheet.delete_cols(column)
            case 4:
                sheet.title = dice.choice(("Sheet1", f"{sheet.title} (2)", f" {sheet.title}"))
            case 5:
                sheet.merge_cells(start_row=row, end_row=row + 1, start_column=column, end_column=column)
            case 6:
                sheet.row_dimensions[row].hidden = True
            case 7:
                book.move_sheet(sheet, dice.choice((-2, -1, 1, 2)))
            case _:
                cell = sheet.cell(row, column)
                if type(cell).__name__ == "Cell":
                    try:
                        cell.value = dice.choice(NASTY)  # type: ignore[assignment]  # whatever the list holds
                    except IllegalCharacterError:
                        continue
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


# --- the oracle -----------------------------------------------------------------------------------------------------


def seen(data: bytes) -> dict[str, dict[str, str]]:
    """Texts by sheet and cell as they stand in the XML; formulas without a saved result are left out."""
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        names = set(archive.namelist())
        shared: list[str] = []
        if "xl/sharedStrings.xml" in names:
            root = ET.fromstring(archive.read("xl/sharedStrings.xml"))
            shared = ["".join(t.text or "" for t in item.iter(f"{MAIN}t")) for item in root.findall(f"{MAIN}si")]
        relations = {
            r.get("Id"): (r.get("Target") or "").removeprefix("/xl/")
            for r in ET.fromstring(archive.read("xl/_rels/workbook.xml.rels"))
        }
        sheets = {}
        for sheet in ET.fromstring(archive.read("xl/workbook.xml")).findall(".//{*}sheet"):
            target = relations[next(v for k, v in sheet.attrib.items() if k.endswith("}id"))]
            if f"xl/{target}" in names:
                with contextlib.suppress(
                    ET.ParseError, ValueError, IndexError
                ):  # a sheet that nobody reads; one that is read would be missed
                    sheets[str(sheet.get("name"))] = _cells(archive.read(f"xl/{target}"), shared)
        return sheets


def _cells(part: bytes, shared: list[str]) -> dict[str, str]:
    found: dict[str, str] = {}
    row_number = 0
    for row in ET.fromstring(part).iter(f"{MAIN}row"):
        row_number = int(float(row.get("r", row_number + 1)))
        column_number = 0
        for cell in row.iter(f"{MAIN}c"):
            place = cell.get("r")
            if place:
                column_number = column_index_from_string(re.sub(r"\d", "", place))
            else:
                column_number += 1
                place = f"{get_column_letter(column_number)}{row_number}"
            value = cell.findtext(f"{MAIN}v") or ""
            kind = cell.get("t", "n")
            if kind == "s" and value:
                value = shared[int(value)]
            elif kind == "inlineStr":
                value = "".join(t.text or "" for t in cell.iter(f"{MAIN}t"))
            found[place] = value
    return found


def _plain(text: str) -> Decimal | None:
    try:
        return Decimal(f"{float(text):.15g}")
    except (ValueError, InvalidOperation, OverflowError):
        return None


def check(data: bytes, path: Path) -> str:
    """Read a mutant. What came of it: ``refused``, ``findings`` or ``clean``; raises AssertionError for a wrong number."""
    path.write_bytes(data)
    strategy = city.strategy()
    read: Checked[Submission | None] = read_submission(received(reply(path), path.name), strategy, Checkpoint.Q1)
    for item in read.findings:
        assert item.what
        assert item.remedy
    submission = read.value
    if submission is None:
        assert read.findings
        return "refused"
    there = seen(data)
    for reading in submission.readings:
        for sourced in (reading.value, reading.forecast, reading.base, reading.current):
            if sourced is None:
                continue
            cells = there[sourced.ref.sheet]
            row = re.sub(r"\D", "", sourced.ref.cell)
            ids = {c: t for c, t in cells.items() if re.fullmatch(rf"[A-Z]+{row}", c)}
            assert reading.measure_id in {t.strip() for t in ids.values()}, (reading.measure_id, sourced)
            stands = _plain(cells[sourced.ref.cell])
            if stands is not None and isinstance(stands, Decimal) and sourced.text == cells[sourced.ref.cell]:
                assert sourced.value in (stands, stands * 100), (cells[sourced.ref.cell], sourced)
        if reading.state is ReadingState.REPORTED and reading.value is None and reading.base is None:
            assert read.findings
    handed_in = HandedIn(Checkpoint.Q1, {submission.department: submission})
    result = assess(strategy, (handed_in,), date(2025, 6, 30), read.findings)
    assert len(result.measures) == len(list(strategy.measures))
    return "findings" if read.findings else "clean"


KINDS: dict[str, Mutate] = {"bytes": in_bytes, "parts": in_parts, "cells": in_cells}


@pytest.mark.parametrize("kind", KINDS)
def test_mutants_are_findings_or_the_same_value(kind: str, tmp_path: Path) -> None:
    whole = original(tmp_path)
    assert check(whole, tmp_path / "x.xlsx") == "clean"
    dice = random.Random(kind)  # noqa: S311  a fixed sequence of faults
    came = [check(KINDS[kind](whole, dice), tmp_path / "x.xlsx") for _ in range(MUTANTS)]
    assert came.count("findings") + came.count("refused") > MUTANTS / 5


def test_the_oracle_catches_a_reader_that_takes_the_wrong_row(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """The check can fail: two measures that have each other's values are found out."""
    honest = read_submission

    def exchanged(*args: object) -> Checked[Submission | None]:
        read = honest(*args)  # type: ignore[arg-type]  # passed on as they came
        assert read.value is not None
        one, two, *rest = read.value.readings
        wrong = (replace(one, value=two.value), replace(two, value=one.value), *rest)
        return Checked(replace(read.value, readings=wrong), read.findings)

    monkeypatch.setitem(globals(), "read_submission", exchanged)
    with pytest.raises(AssertionError, match="1-1a"):
        check(original(tmp_path), tmp_path / "x.xlsx")


def main() -> None:
    wanted = int(sys.argv[1]) if len(sys.argv) > 1 else 10_000
    seed = sys.argv[2] if len(sys.argv) > 2 else "long"
    with tempfile.TemporaryDirectory() as folder:
        whole = original(Path(folder))
        for kind, mutate in KINDS.items():
            dice = random.Random(f"{seed} {kind}")  # noqa: S311  the same
            tally: dict[str, int] = {}
            for number in range(wanted):
                mutant = mutate(whole, dice)
                try:
                    came = check(mutant, Path(folder) / "x.xlsx")
                except Exception as error:  # a person wants to see every kind of failure, not the first
                    came = f"FAILED {type(error).__name__}: {str(error)[:160]}"
                    Path(tempfile.gettempdir(), f"mutant-{kind}-{number}.xlsx").write_bytes(mutant)
                tally[came] = tally.get(came, 0) + 1
            print(kind, tally)


if __name__ == "__main__":
    main()

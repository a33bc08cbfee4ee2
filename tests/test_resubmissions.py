"""Several workbooks of a department: which one counts, which contradict each other, and what changed, cell by cell."""

from __future__ import annotations

import json
from datetime import date
from pathlib import Path

import openpyxl
import pytest
from click.testing import CliRunner

from dxreport.assessing import Request, evaluate, unwatched
from dxreport.cli.check import command as check
from dxreport.evaluate.assessment import Assessment
from dxreport.pipeline import quarterly
from dxreport.products import Kind
from tests import city

SEVENTH, NINTH, TENTH = date(2025, 7, 7), date(2025, 7, 9), date(2025, 7, 10)
Kpi = dict[str, dict[str, city.Cell]]


def hand_in(root: Path, name: str, value: float, number: int = 1, day: date = TENTH, more: Kpi | None = None) -> Path:
    kpi: Kpi = {**city.FULL_SOUMU, "1-1a": {"value": value, "forecast": 77}, **(more or {})}
    path = city.submit(root, "q1", "soumu", kpi, city.SOUMU_TASKS, city.SOUMU_LISTS, number=number, day=day)
    return path.rename(path.with_name(f"R7Q1_総務課（{name}）.xlsx"))


@pytest.fixture
def root(tmp_path: Path) -> Path:
    made = city.workspace(tmp_path / "w")
    city.submit(made, "q1", "fukushi", city.FULL_FUKUSHI, city.FUKUSHI_TASKS, city.FUKUSHI_LISTS)
    return made


def value(result: Assessment) -> float | None:
    actual = next(m for m in result.measures if m.measure.id == "1-1a").actual
    return float(actual.value) if actual else None


def codes(result: Assessment) -> set[str]:
    return {f.code for f in result.findings} & {"S09", "S10", "S20", "S22"}


@pytest.mark.parametrize(
    ("first", "second", "counts", "said"),
    [
        ((1, TENTH), (2, TENTH), 2, {"S10"}),
        ((2, TENTH), (1, TENTH), 1, {"S10"}),
        ((1, SEVENTH), (1, TENTH), 2, {"S10"}),
        ((1, TENTH), (1, SEVENTH), 1, {"S10"}),
        ((1, TENTH), (2, SEVENTH), 2, {"S10", "S22"}),
        ((1, TENTH), (1, TENTH), None, {"S09"}),
    ],
)
def test_number_then_date_decide(
    root: Path, first: tuple[int, date], second: tuple[int, date], counts: int | None, said: set[str]
) -> None:
    hand_in(root, "い", 51, *first)
    hand_in(root, "ろ", 52, *second)
    result = evaluate(Request(root))
    assert value(result) == (None if counts is None else 50 + counts)
    assert codes(result) == said


def test_names_of_files_decide_nothing(root: Path) -> None:
    hand_in(root, "ん最新版", 51)
    hand_in(root, "あ", 52)
    assert value(evaluate(Request(root))) is None


def test_a_missing_date_leaves_the_order_open(root: Path) -> None:
    path = hand_in(root, "い", 51)
    book = openpyxl.load_workbook(path)
    book["提出票"][str(book.defined_names["dxreport.submitted_on"].attr_text).rpartition("!")[2].replace("$", "")] = (
        None
    )
    book.save(path)
    hand_in(root, "ろ", 52)
    assert codes(evaluate(Request(root))) == {"S09"}


@pytest.mark.parametrize(
    ("typed", "number", "said"), [("2回目", 2, set()), ("第３回", 3, set()), ("再提出", 1, {"N01"})]
)
def test_a_number_in_words_is_read_or_told(root: Path, typed: str, number: int, said: set[str]) -> None:
    hand_in(root, "い", 51, day=TENTH)
    path = hand_in(root, "ろ", 99, day=NINTH)
    book = openpyxl.load_workbook(path)
    book["提出票"][str(book.defined_names["dxreport.number"].attr_text).rpartition("!")[2].replace("$", "")] = typed
    book.save(path)
    result = evaluate(Request(root))
    assert value(result) == (99 if number > 1 else 51)
    assert {f.code for f in result.findings} & {"N01"} == said  # also where the workbook did not count


def test_the_same_answers_twice_are_no_contradiction(root: Path) -> None:
    hand_in(root, "い", 51)
    hand_in(root, "ろ", 51)
    result = evaluate(Request(root))
    assert (value(result), codes(result)) == (51, {"S20"})


def test_an_older_contradiction_is_settled_by_a_third(root: Path) -> None:
    hand_in(root, "い", 51)
    hand_in(root, "ろ", 52)
    hand_in(root, "は", 53, number=2)
    result = evaluate(Request(root))
    assert (value(result), codes(result)) == (53, {"S10"})
    assert len(result.replacements) == 2


def test_what_changed_is_listed_cell_by_cell(root: Path) -> None:
    hand_in(root, "い", 51, more={"1-2": {"value": 45, "comment": "消した文"}})
    path = hand_in(root, "ろ", 52, 2, more={"1-2": {"value": 45}, "1-3": {"value": 7.5, "comment": "加えた文"}})
    book = openpyxl.load_workbook(path)
    book["KPI実績"].insert_rows(2, 4)  # the same answer in another row is no change
    book.save(path)
    (item,) = evaluate(Request(root)).replacements
    rows = [(c.row, c.heading, c.before, c.after) for c in item.changes]
    assert rows == [
        ("1-1a", "実績値", "51", "52"),
        ("1-3", "コメント", "", "加えた文"),
        ("1-2", "コメント", "消した文", ""),
    ]
    first, added, removed = item.changes
    assert first.before_cell is not None
    assert first.after_cell is not None
    assert int(first.after_cell.cell[1:]) == int(first.before_cell.cell[1:]) + 4
    assert (added.before_cell, removed.after_cell) == (None, None)


def test_changes_reach_the_screen_the_workbook_and_the_data(root: Path) -> None:
    hand_in(root, "い", 51)
    hand_in(root, "ろ", 52, 2)
    screen = CliRunner().invoke(check, ["--workspace", str(root)])
    assert "差替え：R7Q1_総務課（い）.xlsx → R7Q1_総務課（ろ）.xlsx（1か所）" in screen.output
    assert "「51」→「52」" in screen.output
    quarterly(Request(root), (Kind.SUMMARY, Kind.DATA), unwatched)
    folder = root / "outputs" / "r7" / "q1-summary-data"
    (path,) = folder.glob("*.xlsx")
    rows = [[c.value for c in r] for r in openpyxl.load_workbook(path)["差替え"].iter_rows(min_row=2)]
    assert [row[4:8] for row in rows] == [["1-1a", "実績値", "51", "52"]]
    (record,) = json.loads((folder / "data" / "results.json").read_text(encoding="utf-8"))["replacements"]
    assert len(record["before_sha256"]) == len(record["after_sha256"]) == 64
    assert record["changes"][0]["after"] == "52"


def test_all_workbooks_stay_where_they_are(root: Path) -> None:
    paths = [hand_in(root, "い", 51), hand_in(root, "ろ", 52, 2)]
    before = [p.read_bytes() for p in paths]
    evaluate(Request(root))
    assert [p.read_bytes() for p in paths] == before

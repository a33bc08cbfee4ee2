"""What clerks type into a form in a way of their own: taken for what it says, or named; never half taken."""

from __future__ import annotations

from decimal import Decimal
from pathlib import Path

import openpyxl
import pytest

from dxreport.assessing import Request, evaluate
from dxreport.evaluate.assessment import Assessment
from dxreport.evaluate.measure_result import MeasureResult, NotJudged
from tests import cities, city


def found(assessment: Assessment, measure_id: str) -> tuple[MeasureResult, set[str]]:
    """The result, and the findings in the measure's row."""
    result = next(m for m in assessment.measures if m.measure.id == measure_id)
    row = "".join(c for c in result.reading_row.cell if c.isdigit()) if result.reading_row else "none"
    codes = set()
    for one in assessment.findings:
        cell = getattr(one.place, "cell", "")
        if one.department == result.measure.department and cell.lstrip("ABCDEFGHIJKLMNOPQRSTUVWXYZ") == row:
            codes.add(one.code)
    return result, codes


def small_city(
    folder: Path, row: dict[str, city.Cell], item: str, checkpoint: str = "q2"
) -> tuple[MeasureResult, set[str]]:
    root = city.workspace(folder)
    city.submit_all(root, "q1")
    city.submit_all(root, "q2")
    city.submit(root, checkpoint, "soumu", {**city.FULL_SOUMU, item: row}, city.SOUMU_TASKS, city.SOUMU_LISTS)
    return found(evaluate(Request(root, checkpoint=checkpoint)), item)


REDUCTIONS: list[tuple[dict[str, city.Cell], str | None, str]] = [
    # 14.6% is not 15%: where the amounts are known, the rate that was rounded is not judged
    ({"value": 15, "base": 1000, "current": 854}, "14.6", ""),
    ({"value": "14.60", "base": 1000, "current": 854}, "14.6", ""),
    ({"value": 15, "base": 1000, "current": 864}, None, "N22"),
    ({"value": 15, "base": "0.000001", "current": 900000}, None, "N22"),
    ({"value": 15, "base": 0, "current": 864}, "15", "N18"),
    ({"base": 1000}, None, "N18"),
    ({"base": 1000, "current": -5}, None, "N14"),
    ({"base": 1000, "current": 1050}, "-5", ""),
    ({"state": "未実施", "base": 1000, "current": 850}, None, "N06"),
]  # fmt: skip


@pytest.mark.parametrize(("row", "value", "code"), REDUCTIONS)
def test_a_reduction_told_as_rate_and_as_amounts(
    row: dict[str, city.Cell], value: str | None, code: str, tmp_path: Path
) -> None:
    result, codes = small_city(tmp_path, row, "1-3")
    assert (result.actual and result.actual.value) == (None if value is None else Decimal(value))
    assert code in codes or not code


CELLS: list[tuple[str, dict[str, city.Cell], str | None, str]] = [
    # what a formula leaves over where nothing should be
    ("1-4", {"value": 5.6e-17}, None, "N02"),
    ("1-1a", {"value": 1e300}, None, "N02"),
    ("1-1a", {"value": 1e-300}, None, "N02"),
    # words of a completion where a number belongs
    ("1-1b", {"value": "完了"}, None, "N01"),
    ("1-1b", {"value": "未完了"}, None, "N01"),
    ("1-1a", {"value": "済"}, None, "N01"),
    ("1-1a", {"state": "未実施", "value": 50}, None, "N06"),
    ("1-1a", {"value": 100.5}, None, "N12"),
    ("1-1a", {"value": -1}, None, "N14"),
    ("1-1a", {"state": "おおむね", "value": 50}, None, "N08"),
]  # fmt: skip


@pytest.mark.parametrize(("item", "row", "value", "code"), CELLS)
def test_a_cell_that_is_no_value(
    item: str, row: dict[str, city.Cell], value: str | None, code: str, tmp_path: Path
) -> None:
    result, codes = small_city(tmp_path, row, item)
    assert (result.actual, result.is_judged) == (value, False)
    assert code in codes


def akane(folder: Path, checkpoint: str, item: str, cells: dict[str, object]) -> tuple[MeasureResult, set[str]]:
    """あかね町's forms as they were handed in, with cells of one row of 住民課 written over."""
    root = cities.workspace(cities.AKANE, folder / "w")
    path = next((root / "inputs" / "r7" / checkpoint).glob("*住民課*"))
    book = openpyxl.load_workbook(path)
    sheet = book["KPI実績"]
    heads = next(r for r in sheet.iter_rows() if any(c.value == "所管評価" for c in r))
    columns = {str(c.value).split("\n")[0]: c.column for c in heads if c.value}
    row = next(r[0].row or 0 for r in sheet.iter_rows(min_row=heads[0].row) if any(c.value == item for c in r))
    for heading, value in cells.items():
        name = next(n for n in columns if n.startswith(heading))
        sheet.cell(row, columns[name]).value = value  # type: ignore[assignment]  # whatever a clerk types
    book.save(path)
    return found(evaluate(Request(root, checkpoint=checkpoint)), item)


def test_amounts_beside_a_measure_that_is_no_reduction_are_no_value(tmp_path: Path) -> None:
    result, codes = akane(tmp_path, "q2", "1-1", {"実績値": None, "基準量": 10, "今回量": 5})
    assert (result.actual, result.not_judged, "N07" in codes) == (None, NotJudged.BLANK, True)


@pytest.mark.parametrize(
    ("typed", "own"),
    [
        (5, "above"), ("5", "above"), ("５", "above"), ("◎5計画以上", "above"), ("◎ 5 計画以上", "above"),
        ("計画以上", "above"), ("５　計画以上", "above"), ("おおむね計画どおり", "nearly"), (4.0, "nearly"),
        ("◎4計画以上", None), ("6", None), ("5か4", None), (4.5, None), ("計画", None),
    ],
)  # fmt: skip
def test_an_own_rating_typed_by_hand(typed: object, own: str | None, tmp_path: Path) -> None:
    result, codes = akane(tmp_path, "q2", "1-1", {"所管評価": typed})
    assert (result.own.id if result.own else None) == own
    assert ("N23" in codes) is (own is None)


@pytest.mark.parametrize(("word", "value"), [("完了", 100), ("済", 100), ("未完了", 0), ("○", 100), (" 完了　", 100)])
def test_a_completion_in_words(word: str, value: int, tmp_path: Path) -> None:
    result, codes = akane(tmp_path, "q2", "1-2", {"実績値": word, "年度末見込": word, "実績の状況": "実績あり"})
    assert result.actual is not None
    assert result.forecast is not None
    assert [result.actual.value, result.forecast.value] == [value, value]
    assert result.forecast_met is (value == 100)
    assert not codes & {"N01", "N07"}


def test_a_space_where_a_value_was_promised_is_told(tmp_path: Path) -> None:
    root = city.workspace(tmp_path / "w")
    city.submit_all(root, "q1")
    city.submit(root, "q1", "soumu", {**city.FULL_SOUMU, "1-1b": {"value": "　"}}, city.SOUMU_TASKS, city.SOUMU_LISTS)
    assert "N07" in {f.code for f in evaluate(Request(root)).findings}

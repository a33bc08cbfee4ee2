"""What is valid but odd is asked about, and what is not odd is left in peace."""

from __future__ import annotations

from pathlib import Path

import pytest

from dxreport.assessing import Request, check_files, evaluate
from tests import city

Row = dict[str, city.Cell]
ODD = {"E10", "E11", "E12", "E13", "E14", "L06"}


def found(tmp_path: Path, first: dict[str, Row], second: dict[str, Row], old: str = "", new: str = "") -> set[str]:
    root = city.workspace(tmp_path / "w")
    path = root / "inputs" / "r7" / "strategy.yaml"
    path.write_text(
        path.read_text(encoding="utf-8").replace(old, new, 1) if old else path.read_text(encoding="utf-8"),
        encoding="utf-8",
    )
    for step, kpi in (("q1", first), ("q2", second)):
        city.submit_all(root, step)
        city.submit(root, step, "soumu", {**city.FULL_SOUMU, **kpi}, city.SOUMU_TASKS, city.SOUMU_LISTS)
    return {f.code for f in evaluate(Request(root, checkpoint="q2")).findings} & ODD


def late(value: int, reason: str) -> Row:
    return {"value": value, "reason": reason, "remedy": f"{value}月までに要員を加える。", "due": "12月末"}


@pytest.mark.parametrize(
    ("measure", "first", "second", "said"),
    [
        # ten times the last value, either way; the amounts stay below what the year aims at
        ("1-1a", {"value": 5}, {"value": 50}, {"E10"}),
        ("1-1a", {"value": 6}, {"value": 50}, set()),
        ("1-1a", {"value": 50}, {"value": 5}, {"E10"}),
        ("1-1a", {"value": 0}, {"value": 50}, set()),
        ("1-3", {"base": 1000, "current": 990}, {"base": 1000, "current": 880}, {"E10"}),
        ("1-3", {"value": 7}, {"base": 1000, "current": 925}, set()),
        # ten times the year's target
        ("1-1b", {"value": 5}, {"value": 40}, {"E13"}),
        ("1-1b", {"value": 5}, {"value": 39}, set()),
        # the running total where a quarter's own amount was asked for
        ("1-1b", {"value": 1}, {"value": 2}, {"E14"}),
        ("1-1b", {"value": 2}, {"value": 1}, set()),
        ("1-1b", {"value": 1}, {"value": 1}, set()),
        # texts
        ("1-2", late(10, "担当者が足りなかった。"), late(10, "担当者が足りなかった。"), {"E12"}),
        ("1-2", late(10, "担当者が足りなかった。"), late(11, "担当者が7月に異動した。"), set()),
        ("1-2", late(10, "人手不足"), late(11, "人手不足"), set()),
    ],
)
def test_values_and_texts(tmp_path: Path, measure: str, first: Row, second: Row, said: set[str]) -> None:
    assert found(tmp_path, {"1-1b": {"value": 1}, measure: first}, {"1-1b": {"value": 1}, measure: second}) == said


@pytest.mark.parametrize(
    ("target", "before", "now", "said"),
    [
        ("target: 95人超", 45, 44, {"E11"}),
        ("target: 95人超", 45, 45, set()),
        ("target: 95%超", 45, 44, set()),
    ],
)
def test_only_counts_are_expected_not_to_fall(
    tmp_path: Path, target: str, before: int, now: int, said: set[str]
) -> None:
    one: dict[str, Row] = {"1-1b": {"value": 1}}
    said_now = found(
        tmp_path, {**one, "1-2": {"value": before}}, {**one, "1-2": {"value": now}}, "target: 95%超", target
    )
    assert said_now == said


def test_odd_values_are_used_all_the_same(tmp_path: Path) -> None:
    root = city.workspace(tmp_path / "w")
    for step, value in (("q1", 5), ("q2", 50)):
        city.submit_all(root, step)
        city.submit(
            root, step, "soumu", {**city.FULL_SOUMU, "1-1a": {"value": value}}, city.SOUMU_TASKS, city.SOUMU_LISTS
        )
    result = evaluate(Request(root, checkpoint="q2"))
    assert next(m for m in result.measures if m.measure.id == "1-1a").actual is not None


def test_a_single_file_is_held_against_what_came_before(tmp_path: Path) -> None:
    """``dxreport check FILE`` for a workbook that lies somewhere else, as it came by mail."""
    root = city.workspace(tmp_path / "w")
    city.submit_all(root, "q1")
    kpi: dict[str, Row] = {**city.FULL_SOUMU, "1-1b": {"value": 20}, "1-2": {"value": 10}}
    path = city.submit(root, "q2", "soumu", kpi, city.SOUMU_TASKS, city.SOUMU_LISTS)
    mail = path.rename(tmp_path / "mail.xlsx")
    said = {f.code for f in check_files(Request(root), (mail,))}
    assert {"E10", "E02"} <= said
    assert "E01" not in said

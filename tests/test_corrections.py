"""Corrections: what a resubmission changed is seen, listed and traced to both cells."""

from __future__ import annotations

import json
from itertools import pairwise
from pathlib import Path

from dxreport.assessing import Request, evaluate, unwatched
from dxreport.pipeline import quarterly
from dxreport.products import Kind
from tests import city, ink


def corrected(folder: Path) -> Path:
    """q1 handed in, then again with two values changed; q2 handed in once."""
    root = city.workspace(folder / "w")
    city.submit_all(root, "q1")
    again: dict[str, dict[str, city.Cell]] = {
        **city.FULL_SOUMU,
        "1-1a": {"value": 24},
        "1-3": {"base": 200, "current": 190},
    }
    city.submit(root, "q1", "soumu", again, city.SOUMU_TASKS, city.SOUMU_LISTS, number=2)
    city.submit_all(root, "q2")
    return root


def test_changed_values_are_listed_with_both_cells(tmp_path: Path) -> None:
    result = evaluate(Request(corrected(tmp_path), checkpoint="q2"))
    listed = [(c.measure_id, c.checkpoint.value, str(c.before), str(c.after)) for c in result.corrections]
    assert listed == [("1-1a", "q1", "50", "24"), ("1-3", "q1", "7.5", "5")]
    first = result.corrections[0]
    assert first.before_cell.file.endswith("R7Q1_総務課.xlsx")
    assert first.after_cell.file.endswith("R7Q1_総務課_再提出2.xlsx")
    assert first.before_cell.cell == first.after_cell.cell
    history = next(m.history for m in result.measures if m.measure.id == "1-1a")
    assert history[0].actual == 24


def test_a_value_corrected_twice_is_listed_twice(tmp_path: Path) -> None:
    root = corrected(tmp_path)
    third: dict[str, dict[str, city.Cell]] = {**city.FULL_SOUMU, "1-1a": {"value": 26}, "1-3": {"value": 5}}
    city.submit(root, "q1", "soumu", third, city.SOUMU_TASKS, city.SOUMU_LISTS, number=3)
    result = evaluate(Request(root, checkpoint="q1"))
    assert [(str(c.before), str(c.after)) for c in result.corrections if c.measure_id == "1-1a"] == [
        ("50", "24"),
        ("24", "26"),
    ]


def test_they_reach_the_data_and_the_report(tmp_path: Path) -> None:
    root = corrected(tmp_path)
    quarterly(Request(root, checkpoint="q1"), tuple(Kind), unwatched)
    data = json.loads((root / "outputs/r7/q1/data/results.json").read_text(encoding="utf-8"))
    assert [c["measure"] for c in data["corrections"]] == ["1-1a", "1-3"]
    (report,) = (root / "outputs/r7/q1").glob("*.pdf")
    texts = [run.text.strip() for page in ink.pages(report) for run in ink.joined(page.runs)]
    assert "訂正・差替え" in texts
    assert ("50.0", "24.0") in pairwise(texts)


def test_without_resubmission_there_is_none(tmp_path: Path) -> None:
    root = city.workspace(tmp_path / "w")
    city.submit_all(root, "q1")
    assert evaluate(Request(root)).corrections == ()

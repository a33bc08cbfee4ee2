"""The account of a schedule bar: what was typed and where, what counts, and how the delay was counted."""

from __future__ import annotations

import hashlib
from dataclasses import replace
from datetime import date
from pathlib import Path

from dxreport.assessing import Request, evaluate
from dxreport.evaluate.assess import assess
from dxreport.model.submission import TaskReport
from dxreport.report.account import account
from dxreport.report.explain_levels import explain
from dxreport.report.results import results
from tests import city
from tests.city import handed_in, strategy, task, with_percent
from tests.test_schedule_and_rollup import Q1, Q2


def lines(report: TaskReport, as_of: date = Q1) -> list[str]:
    """The account of the bar, label and text, without the cells."""
    told = explain(report.bar_id, assess(strategy(), (handed_in("q1", tasks=[report]),), as_of))
    assert told is not None
    return [f"{label}：{text}" for label, text in told if label not in ("", "取得元", "所管")]


def test_every_cell_of_the_row_is_shown_as_typed(tmp_path: Path) -> None:
    """From the workbook: sheet, cell and text of each answer, also of one that is none of the choices."""
    root = city.workspace(tmp_path / "w")
    city.submit_all(root, "q1")
    row: dict[str, city.Cell] = {
        "state": "実施中", "percent": "約40", "started": "令和7年4月7日", "expected": date(2025, 11, 28),
    }  # fmt: skip
    path = city.submit(root, "q1", "soumu", city.FULL_SOUMU, {**city.SOUMU_TASKS, "1-S1": row}, city.SOUMU_LISTS)
    digest = hashlib.sha256(path.read_bytes()).hexdigest()
    assessment = evaluate(Request(root, checkpoint="q1"))
    said = account("1-S1", assessment)
    assert said is not None
    assert said["cells"] == [
        {
            "column": c,
            "file": "inputs/r7/q1/R7Q1_総務課.xlsx",
            "sheet": "工程",
            "cell": cell,
            "sha256": digest,
            "text": text,
        }
        for c, cell, text in (
            ("state", "E5", "実施中"),
            ("percent", "F5", "約40"),
            ("started", "G5", "令和7年4月7日"),
            ("expected", "I5", "2025/11/28"),
        )
    ]
    told = explain("1-S1", assessment)
    assert told is not None
    assert ("照合（SHA-256）", f"inputs/r7/q1/R7Q1_総務課.xlsx　{digest}") in told
    assert ("取得元", "開始日　inputs/r7/q1/R7Q1_総務課.xlsx [工程!G5]「令和7年4月7日」") in told
    assert [text[:3] for label, text in told if label == "指摘事項"] == ["N05", "T08"]


def test_an_answer_that_is_no_choice_is_shown() -> None:
    odd = replace(task("1-S1", ""), typed="順調")
    assert "状況：順調" in lines(odd)


def test_delay_from_the_expected_finish() -> None:
    told = lines(with_percent(task("1-S1", "実施中", started=date(2025, 4, 7), expected=date(2025, 10, 20)), 40))
    assert told[:6] == [
        "計画：4～9月　決定（9月末）",
        "状況：実施中",
        "計画上の進捗：50.0％（計画の期間のうち過ぎた割合）",
        "実際の進捗：40％",
        "評価：△遅れ1か月",
        "遅れ：計画の終わり 2025年9月30日 → 完了見込 2025年10月20日 → 1か月（1か月に満たない分は切上げ）",
    ]
    assert told[6] == "節目：決定（9月末）　これから"


def test_delay_without_an_expected_finish() -> None:
    assert (
        "遅れ：計画の終わり 2025年9月30日 → 基準日（未完了） 2025年9月30日 → 1か月（1か月に満たない分は切上げ）"
        in lines(task("1-S1", "実施中", started=date(2025, 4, 7)), Q2)
    )
    assert (
        "遅れ：計画の始まり 2025年4月1日 → 基準日（未着手） 2025年6月30日 → 3か月（1か月に満たない分は切上げ）"
        in lines(task("1-S1", "未着手"))
    )


def test_percent_says_where_it_comes_from() -> None:
    def percent(report: TaskReport) -> str:
        return next(t for t in lines(report) if t.startswith("実際の進捗"))

    done = task("1-S1", "完了", started=date(2025, 4, 7), finished=date(2025, 6, 20))
    assert percent(done) == "実際の進捗：100％（報告がないため、状況による）"
    assert percent(with_percent(done, 98)) == "実際の進捗：98％"
    assert percent(task("1-S1", "未着手")) == "実際の進捗：0％（報告がないため、状況による）"
    assert percent(task("1-S1", "実施中")) == "実際の進捗：報告なし"


def test_what_counts_is_said_where_it_is_not_what_was_typed() -> None:
    told = lines(task("1-S1", "完了", started=date(2025, 4, 7), finished=date(2025, 7, 10)))
    assert "評価に使った値：状況 実施中、完了日 なし、完了見込日 2025年7月10日" in told
    plain = lines(task("1-S1", "実施中", started=date(2025, 4, 7)))
    assert not [t for t in plain if t.startswith("評価に使った値")]


def test_data_files_hold_what_counts() -> None:
    row = with_percent(task("1-S1", "実施中", started=date(2025, 4, 7), finished=date(2025, 6, 20)), 40)
    assessment = assess(strategy(), (handed_in("q1", tasks=[row, task("1-S2", "未着手")]),), Q1)
    schedule = results(assessment)["schedule"]
    assert isinstance(schedule, list)
    first, second = schedule[:2]
    assert isinstance(first, dict)
    assert isinstance(second, dict)
    wanted = ("state", "planned_percent", "percent", "percent_reported", "started", "finished")
    assert [first[k] for k in wanted] == ["実施中", 50, 40, True, "2025-04-07", None]
    assert [second[k] for k in wanted] == ["未着手", 0, 0, False, None, None]
    assert first["milestones"] == [{"label": "決定", "due": "2025-09-30", "state": "ahead"}]
    due = results(assessment)["upcoming"]
    assert isinstance(due, dict)
    assert (due["until"], due["overdue"]) == ("2025-09-30", [])

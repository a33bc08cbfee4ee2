"""Any city's plan is data: two fictional cities, unlike the first strategy and each other, run through the whole job."""

from __future__ import annotations

import json
from collections.abc import Iterator
from decimal import Decimal
from functools import cache
from pathlib import Path
from typing import Any

import docx
import openpyxl
import pptx
import pytest
from pypdf import PdfReader

from dxreport.assessing import Request, evaluate, unwatched
from dxreport.evaluate.assessment import Assessment, InitiativeResult, LevelResult
from dxreport.evaluate.measure_result import Change, MeasureResult, NotJudged
from dxreport.model.scale import Standing
from dxreport.pipeline import quarterly
from dxreport.products import Kind
from dxreport.report.blocks import Table
from dxreport.report.briefing import compose as briefing
from dxreport.report.cells import NumberCell, TextCell
from dxreport.report.explain_levels import explain
from dxreport.report.known import known_ids
from dxreport.report.wording.scale import rules_run_in
from tests import cities

CASES = [(name, checkpoint) for name, steps in cities.CHECKPOINTS.items() for checkpoint in steps]


@pytest.fixture(scope="module")
def roots(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Path]:
    folder = tmp_path_factory.mktemp("cities")
    return {name: cities.workspace(name, folder / name) for name in cities.CHECKPOINTS}


@pytest.fixture(scope="module")
def published(roots: dict[str, Path]) -> dict[tuple[str, str], tuple[Assessment, Path]]:
    """Every document of every checkpoint of both cities."""
    made = {}
    for name, checkpoint in CASES:
        outcome = quarterly(Request(roots[name], checkpoint=checkpoint), tuple(Kind), unwatched)
        made[name, checkpoint] = (outcome.assessment, roots[name] / outcome.folder)
    return made


def measure(assessment: Assessment, measure_id: str) -> MeasureResult:
    return next(m for m in assessment.measures if m.measure.id == measure_id)


# city, checkpoint, measure → year's target, value, planned value, 達成率, 進捗率, class
JUDGED = [
    # a plan of several years: the year's target is stated, or a point on the line, rounded to the measure's digits
    ("hoshimi", "q2", "0-1", "82.6", "82.1", "82.6", "86.1", "86.1", "slow"),
    ("hoshimi", "q2", "1-1", "688", "698", "700.0", "86.1", "103.3", "as_planned"),
    ("hoshimi", "q2", "1-2", "18", None, "18", None, None, "excluded"),
    # years joined: the sum counts revised results, the mean takes the year's value with those before
    ("hoshimi", "q2", "1-3", "6", "5", "5.0", "83.3", "100.0", "as_planned"),
    ("hoshimi", "q2", "1-4", "4.12", "4.11", "4.12", "99.7", "99.7", "as_planned"),
    # lower is better without a word for it: a ceiling on a sum, 目標÷実績; on a calendar year, by the other formula
    ("hoshimi", "q2", "1-1b", "40", "24", "20.0", "166.7", "83.3", "slow"),
    ("hoshimi", "q2", "1-7", "120", "93", "90.00", "122.5", "96.7", "as_planned"),
    ("hoshimi", "q2", "2-2b", "20", "26.0", "27.5", "70.0", "105.5", "ahead"),
    # keeping the level; a range; growth against a census; a census that is not taken this year
    ("hoshimi", "q2", "1-5", "32.5", "15.2", "16", "46.8", "95.0", "as_planned"),
    ("hoshimi", "q1", "1-6", "80", "76.5", None, "95.6", "95.6", "as_planned"),
    ("hoshimi", "q2", "1-6", "80", "84.0", None, "100.0", "100.0", "as_planned"),
    ("hoshimi", "q2", "2-1", "41250", "41320", None, "100.2", None, "as_planned"),
    ("hoshimi", "q2", "2-1b", "98", None, None, None, None, "excluded"),
    # five classes, the best last, judged at the year's end by the same classes
    ("akane", "q2", "1-1", "70", "39.5", "45", "56.4", "87.8", "slightly_below"),
    ("akane", "q2", "1-2", "100", "0", "50", "0.0", "0.0", "far_below"),
    ("akane", "q2", "2-2", "900", "450", "450.0", "200.0", "100.0", "above"),
    ("akane", "q3", "2-3", "0", "1", "0", None, None, "far_below"),
    ("akane", "q1", "3-1", "36", "28", None, "77.8", "77.8", "slightly_below"),
    ("akane", "q2", "3-2", "100", "50", "50", "50.0", "100.0", "above"),
    ("akane", "final", "1-1", "70", "71", "70", "101.4", None, "above"),
    ("akane", "final", "2-2", "900", "940", "900", "95.7", None, "nearly"),
    ("akane", "final", "2-3", "0", "1", "0", None, None, "far_below"),
]


@cache
def judged(root: Path, checkpoint: str) -> Assessment:
    return evaluate(Request(root, checkpoint=checkpoint))


@pytest.mark.parametrize(
    ("city", "step", "item", "target", "value", "planned", "attainment", "progress", "rating"), JUDGED
)
def test_a_measure_of_another_city(
    roots: dict[str, Path], city: str, step: str, item: str, target: str, value: str | None, planned: str | None,
    attainment: str | None, progress: str | None, rating: str,
) -> None:  # fmt: skip
    result = measure(judged(roots[city], step), item)

    def shown(number: Decimal | None, like: str | None) -> str | None:
        return None if number is None or like is None else str(number.quantize(Decimal(like)))

    assert result.measure.target.value == Decimal(target)
    assert shown(result.actual.value if result.actual else None, value) == value
    assert result.planned == (None if planned is None else Decimal(planned))
    assert shown(result.attainment, attainment or "0.1") == attainment
    assert shown(result.progress, progress or "0.1") == progress
    assert result.status == rating


def test_a_simple_projection_leaves_earlier_years_alone(roots: dict[str, Path]) -> None:
    """Four facilities before this year and none in its first quarter: four at its end, were it to go on like this."""
    assert measure(judged(roots["hoshimi"], "q1"), "1-3").projection == 4


def test_why_a_census_has_no_class(roots: dict[str, Path]) -> None:
    assert measure(judged(roots["hoshimi"], "q2"), "2-1b").not_judged is NotJudged.NOT_ASKED


def test_levels_have_their_own_indicators(roots: dict[str, Path]) -> None:
    assessment = judged(roots["hoshimi"], "q2")
    held = [
        (h.holder.label, h.holder.level.value, [m.measure.id for m in h.measures])
        for h in assessment.holders
        if isinstance(h, LevelResult)
    ]
    assert held == [
        ("計画全体", "whole", ["0-1"]),
        ("基本目標Ⅰ", "theme", ["1-1", "1-1b"]),
        ("柱1-1", "branch", ["1-2"]),
        ("施策1-1-2", "branch", ["1-5"]),
        ("基本目標Ⅱ", "theme", ["2-1", "2-1b"]),
    ]
    paths = {i.initiative.id: [b.number for b in i.initiative.path] for i in assessment.initiatives}
    assert paths["1-1-1-1"] == ["1-1", "1-1-1"]
    assert paths["1-2-1"] == ["1-2"]
    empty = next(i for i in assessment.initiatives if i.initiative.id == "1-1-1-2")
    assert (empty.kpi, empty.counts.total) == (None, 0)


def test_an_initiative_shown_again_counts_once(roots: dict[str, Path]) -> None:
    for city in cities.CHECKPOINTS:
        assessment = judged(roots[city], "q2")
        again = [i.initiative.id for t in assessment.themes for i in t.relisted]
        assert again == {"hoshimi": ["1-1-1-2"], "akane": ["1"]}[city]
        ids = [m.measure.id for m in assessment.measures]
        assert len(ids) == len(set(ids)) == len(assessment.strategy.measures)
        whole = assessment.counts.total + assessment.by_people.total
        assert whole == len(ids)
        own = sum(h.counts.total for h in assessment.own)
        assert sum(t.counts.total for t in assessment.themes) + own == assessment.counts.total


def test_text_targets_and_own_ratings(roots: dict[str, Path]) -> None:
    assessment = judged(roots["akane"], "q2")
    text, rated = measure(assessment, "1-3"), measure(assessment, "1-1")
    assert (text.status, text.actual, text.attainment) == ("slightly_below", None, None)
    assert assessment.by_people.total == 1
    assert (rated.own and rated.own.id, rated.status, rated.own_differs) == ("nearly", "slightly_below", True)
    assert {f.code for f in assessment.findings} >= {"E07", "N23"}


def test_the_final_run_compares_itself_with_the_fourth_quarter(roots: dict[str, Path]) -> None:
    assessment = judged(roots["akane"], "final")
    assert assessment.previous_checkpoint is not None
    assert assessment.previous_checkpoint.value == "q4"
    result = measure(assessment, "1-1")
    assert (result.previous and result.previous.id, result.change, result.difference) == (
        "nearly",
        Change.BETTER,
        Decimal(5),
    )
    # q4 and the final run hold the same quarter: a sum counts it once
    amount = measure(assessment, "2-1").actual
    assert amount is not None
    assert amount.value == 2900 + 2500 + 3100 + 3600


def test_what_is_late_is_listed_with_all_that_an_executive_asks(roots: dict[str, Path]) -> None:
    items = judged(roots["hoshimi"], "q2").attention
    assert [(a.item_id, a.rating.id, a.since.value) for a in items] == [
        ("1-1b", "slow", "q1"),
        ("0-1", "slow", "q2"),
        ("1-S1", "delayed", "q2"),
        ("1-S2", "not_started_late", "q2"),
    ]
    first = items[0]
    assert (first.explanation.reason, first.explanation.due) == ("監視カメラの設置が8月にずれた。", "12月末")
    assert judged(roots["akane"], "q2").attention[0].explanation.decision == "対象とする手続の順序"
    bar = items[2]
    assert bar.next_step is not None
    assert (bar.months, bar.next_step.label) == (2, "設計")


def test_bodies_outside_the_administration_are_in_no_roster(roots: dict[str, Path]) -> None:
    master = judged(roots["akane"], "q2").strategy
    assert master.roster == ("keiei", "jumin", "zeimu", "fukushi")
    assert [d.department.id for d in judged(roots["akane"], "q2").departments] == ["jumin", "zeimu", "fukushi"]


# --- all documents ---------------------------------------------------------------------------------------------------


def texts(folder: Path) -> dict[str, str]:
    """All words of each document, without spaces."""
    out = {}
    for path in sorted(folder.iterdir()):
        words: list[str] = []
        if path.suffix == ".pdf":
            words = [page.extract_text() for page in PdfReader(path).pages]
        elif path.suffix == ".docx":
            words = [t.text or "" for t in docx.Document(str(path)).element.body.iter() if t.tag.endswith("}t")]
        elif path.suffix == ".pptx":
            words = [t for slide in pptx.Presentation(str(path)).slides for t in _slide_words(slide)]
        elif path.suffix == ".xlsx":
            sheets = openpyxl.load_workbook(path).worksheets
            words = [str(c.value) for s in sheets for row in s.iter_rows() for c in row if c.value is not None]
        if words:
            out[path.name] = "".join("".join(words).split())
    return out


def _slide_words(slide: Any) -> Iterator[str]:
    for node in slide._element.iter():
        if node.tag.endswith("}t"):
            yield node.text or ""


@pytest.mark.parametrize(("city", "step"), CASES)
def test_every_document_is_made_and_speaks_the_city_s_language(
    published: dict[tuple[str, str], tuple[Assessment, Path]], city: str, step: str
) -> None:
    assessment, folder = published[city, step]
    made = texts(folder)
    assert len(made) == 5
    for name, text in made.items():
        for foreign in ("目黒", "重点取組", "戦略テーマ", "達成又は順調", "やや遅れ", "◎A", "○B", "△C", "×D"):
            assert foreign not in text, (name, foreign)
        assert "None" not in text
        # the scale in use is printed in every document
        for item in assessment.ladder.classes:
            assert "".join(item.text.split()) in text, (name, item.text)
    limits = {"hoshimi": ("105%", "95%"), "akane": ("33%", "67%", "90%", "100%")}[city]
    for name, text in made.items():
        for limit in limits:
            assert limit in text, (name, limit)


@pytest.mark.parametrize(("city", "step"), CASES)
def test_every_measure_stands_in_every_paper_and_can_be_explained(
    published: dict[tuple[str, str], tuple[Assessment, Path]], city: str, step: str
) -> None:
    assessment, folder = published[city, step]
    made = texts(folder)
    results = json.loads((folder / "data" / "results.json").read_text(encoding="utf-8"))
    assert [m["id"] for m in results["measures"]] == [m.measure.id for m in assessment.measures]
    for result in assessment.measures:
        for name, text in made.items():
            if name.startswith(("R7Q", "R7確定")):
                assert "".join(result.measure.short_name.split()) in text, (name, result.measure.id)
    for item in known_ids(assessment):
        assert explain(item, assessment), item


def test_what_is_peculiar_to_a_measure_is_printed(
    published: dict[tuple[str, str], tuple[Assessment, Path]],
) -> None:
    text = texts(published["hoshimi", "q2"][1])["R7Q2_進捗報告書.pdf"]
    for said in (
        "計画の目標は640g（令和9年度）",
        "計画期間の初めからの合計で評価する",
        "4月1日現在の値",
        "暦年（1月から12月まで）の値",
        "（実績－基準値）÷（年度目標－基準値）",
        "（2×年度目標－実績）÷年度目標",
        "関係：建設課、星見社会福祉協議会",
        "令和6年度81.481.2",
        "第1四半期から",
        "（再掲）",
    ):
        assert said in text, said
    text = texts(published["akane", "q2"][1])["R7Q2_進捗報告書.pdf"]
    for said in (
        "所管評価が異なる項目：1-1は○4おおむね計画どおり（計算による評価は△3やや下回る）",
        "ほかに、所管評価による文章の目標が1項目ある",
        "判断：対象とする手続の順序",
    ):
        assert said in text, said


def test_an_own_rating_that_differs_stands_beside_the_computed_one(
    published: dict[tuple[str, str], tuple[Assessment, Path]],
) -> None:
    made = texts(published["akane", "q2"][1])
    assert "1-1○4おおむね計画どおり（計算による評価△3やや下回る）" in made["R7Q2_委員会報告資料.pptx"]
    sheet = openpyxl.load_workbook(published["akane", "q2"][1] / "R7Q2_進捗集計表.xlsx")["測定項目"]
    rows = [[c.value for c in row] for row in sheet.iter_rows()]
    assert rows[0][-1] == "所管評価"
    assert next(r for r in rows if r[0] == "1-1")[-1] == "○4おおむね計画どおり"
    plain = openpyxl.load_workbook(published["hoshimi", "q2"][1] / "R7Q2_進捗集計表.xlsx")["測定項目"]
    assert "所管評価" not in [c.value for c in plain[1]]


@pytest.mark.parametrize(("city", "step"), [("hoshimi", "q2"), ("akane", "final")])
def test_the_same_plan_gives_the_same_bytes(
    published: dict[tuple[str, str], tuple[Assessment, Path]], roots: dict[str, Path], city: str, step: str
) -> None:
    folder = published[city, step][1]
    before = {p.name: p.read_bytes() for p in folder.iterdir() if p.is_file()}
    quarterly(Request(roots[city], checkpoint=step), tuple(Kind), unwatched)
    assert {p.name: p.read_bytes() for p in folder.iterdir() if p.is_file()} == before


def test_what_stands_well_is_listed_whole_or_the_slide_says_how_much_of_it(roots: dict[str, Path]) -> None:
    assessment = judged(roots["akane"], "q2")
    slide = next(s for s in briefing(assessment).slides if s.kicker == "達成した項目")
    assert "".join(slide.title) == "年度目標を達成した測定項目はまだないが、5項目が「おおむね計画どおり」以上である"
    table = next(b for b in slide.blocks if isinstance(b, Table))
    assert {r[0] for r in table.rows} == {TextCell(i) for i in ("2-1", "2-2", "2-3", "3-1", "3-2")}
    assert table.columns[5].heading == "進捗率（%）", "the rate that the rows are sorted by"
    rates = [r[5].value for r in table.rows if isinstance(r[5], NumberCell)]
    assert rates == sorted(rates, reverse=True)
    assert len(set(rates)) > 1


def test_the_scale_reads_in_its_own_order(roots: dict[str, Path]) -> None:
    assert rules_run_in(judged(roots["hoshimi"], "q2").ladder) == "◎ア 進捗率105%超、○イ 95%以上、×ウ 95%未満"
    assert rules_run_in(judged(roots["akane"], "q2").ladder) == (
        "×1 進捗率33%未満、×2 33%以上、△3 67%以上、○4 90%以上、◎5 100%以上"
    )


def test_an_initiative_without_tasks_has_no_class_on_the_schedule_axis(
    roots: dict[str, Path], published: dict[tuple[str, str], tuple[Assessment, Path]]
) -> None:
    found = judged(roots["akane"], "q2")
    payments = next(i for i in found.initiatives if i.initiative.number == "2")
    assert (payments.bars, payments.schedule, payments.schedule_status) == ((), None, None)
    assert payments.kpi is not None
    paper = json.loads((published["akane", "q2"][1] / "data" / "results.json").read_text(encoding="utf-8"))
    assert {i["number"]: i["schedule"] is None for i in paper["initiatives"]}[2]


def test_standings_make_two_axes(roots: dict[str, Path]) -> None:
    found = {
        i.initiative.id: (i.kpi and i.kpi.id, i.schedule and i.schedule.standing)
        for i in judged(roots["hoshimi"], "q2").holders
        if isinstance(i, InitiativeResult)
    }
    assert found["1-1-1-1"] == ("as_planned", Standing.BAD)
    assert found["2-1-1-1"] == ("ahead", Standing.GOOD)

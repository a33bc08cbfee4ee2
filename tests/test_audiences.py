"""Decks for the executives, the committee and the public: nothing that is hidden stands in any part of them, nothing else is lost."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass, replace
from functools import cache, partial
from pathlib import Path
from typing import Any

import openpyxl
import pytest
from click.testing import CliRunner
from hypothesis import given, settings
from hypothesis import strategies as st

from dxreport.assessing import Request, evaluate
from dxreport.cli import main
from dxreport.evaluate import assess as assessing
from dxreport.evaluate import audiences, open_plan
from dxreport.evaluate.assessment import Assessment, Withheld
from dxreport.evaluate.audiences import for_audience, plan_for
from dxreport.evaluate.rollup import by_figures
from dxreport.ingest import strategy_file
from dxreport.ingest.handed_in import read_folder
from dxreport.ingest.submission import read_file
from dxreport.ingest.workspace import Workspace
from dxreport.model.audience import Audience, Openness
from dxreport.model.finding import Finding
from dxreport.model.period import Checkpoint
from dxreport.model.strategy import Strategy
from dxreport.model.submission import Disclosure, Explanation, HandedIn
from dxreport.pipeline import folder_name
from dxreport.products import Extras, Kind, make
from dxreport.report import briefing, strategy_deck
from dxreport.report.papers import Deck, SlideLayout
from tests import cities, city
from tests.planted import ITEM_KINDS, OWN_WORDS, Flags, Marker, Plan, everything_in, fill_in, items, planted, write_plan

NARROWER = (Audience.COMMITTEE, Audience.PUBLIC)
# Each kind of item and each way of hiding: a late measure, one of a pair, an indicator, a late bar, one of a task's
# bars, a task, an initiative that is late, one for the committee only.
SEVERAL: Flags = {
    "measure 8-1a": "internal",
    "measure 9-2b": "committee",
    "indicator 6-3": "committee",
    "bar 8-S1": "internal",
    "bar 12-S3": "internal",
    "task 10-T1": "committee",
    "initiative 11": "internal",
    "initiative 4": "committee",
}


@dataclass
class Year:
    """The sample year with markers: where it lies, what is marked, and what was handed in, read once."""

    folder: Path
    plan: Plan
    handed_in: tuple[HandedIn, ...]
    findings: tuple[Finding, ...]

    def assessed(self, flags: Flags) -> Assessment:
        write_plan(self.plan, self.folder, flags)
        strategy = self.strategy()
        as_of = Checkpoint.Q2.last_day(strategy.year)
        return assessing.assess(strategy, self.handed_in, as_of, self.findings)

    def strategy(self) -> Strategy:
        read = strategy_file.load(self.folder / "inputs/r7/strategy.yaml", "inputs/r7/strategy.yaml")
        assert read.value is not None, read.findings
        return read.value


@pytest.fixture(scope="module")
def year(tmp_path_factory: pytest.TempPathFactory) -> Year:
    folder = tmp_path_factory.mktemp("audiences")
    plan = planted()
    fill_in(plan, folder)
    made = Year(folder, plan, (), ())
    read = [
        read_folder(folder / "inputs/r7" / c.value, f"inputs/r7/{c.value}", made.strategy(), c)
        for c in (Checkpoint.Q1, Checkpoint.Q2)
    ]
    return replace(made, handed_in=tuple(r.value for r in read), findings=read[-1].findings)


@cache
def sample() -> Assessment:
    """The project's own second quarter, in which nothing is flagged."""
    return evaluate(Request(city.ROOT, "r7", "q2"))


def leaks(plan: Plan, flags: Flags, audience: Audience, said: str) -> list[Marker]:
    return [m for m in plan.markers if m.text in said and not plan.may_tell(m, flags, audience)]


def decks(assessment: Assessment, folder: Path, audience: Audience) -> str:
    """Everything in every part of both decks for an audience, and their names."""
    wanted = (Kind.STRATEGY, Kind.BRIEFING)
    made = make(assessment, Workspace(folder), wanted, lambda _: None, Extras(audiences=(audience,)))
    slides = [p for p in made if p.name.endswith(".pptx")]
    assert len(slides) == 2
    return "\n".join(p.name + everything_in(p.content) for p in slides)


# --- nothing leaks ---------------------------------------------------------------------------------------------------


def check_packages(year: Year, flags: Flags) -> None:
    plan, assessment = year.plan, year.assessed(flags)
    whole = decks(assessment, year.folder, Audience.EXECUTIVE)
    told = {m.text for m in plan.markers if m.text in whole}
    # Not in vain: what is to be hidden stands in the executives' decks, by kind and of each item that is hidden.
    kinds = Counter(m.kind for m in plan.markers if m.text in told)
    assert all(kinds[k] for k in (*ITEM_KINDS, "reason", "remedy", *OWN_WORDS))
    assert kinds["comment"] == kinds["decision"] == len(assessment.measures) + len(assessment.bars)
    for audience in NARROWER:
        said = decks(assessment, year.folder, audience)
        assert leaks(plan, flags, audience, said) == []
        for item in plan.above:
            if not plan.told(item, flags, audience):
                assert any(m.text in told and m.items == (item,) for m in plan.markers), item
        # Nothing else is lost: each measure that may be told of is there by its name, and what the plan says of it.
        for kind in ("measure", "indicator", "initiative"):
            own = [m for m in plan.markers if m.kind == kind and m.text in told]
            missing = [m for m in own if plan.may_tell(m, flags, audience) and m.text not in said]
            assert missing == [], kind


def test_nothing_hidden_is_in_any_part_of_a_deck(year: Year) -> None:
    check_packages(year, SEVERAL)


def openness() -> st.SearchStrategy[str]:
    return st.sampled_from(("committee", "internal"))


def flags_of(keys: list[str], most: int) -> st.SearchStrategy[dict[str, str]]:
    return st.dictionaries(st.sampled_from(keys), openness(), min_size=1, max_size=most)


KEYS = [key for key, _ in items(planted().record)]


@settings(max_examples=2, deadline=None)
@given(flags=flags_of(KEYS, 12))
def test_nothing_hidden_is_in_any_part_of_a_deck_whatever_is_flagged(year: Year, flags: dict[str, str]) -> None:
    check_packages(year, flags)


def everything(assessment: Assessment, audience: Audience) -> str:
    """All that a composer could print for an audience, what the deck prints, and the plan's deck."""
    papers: tuple[Deck, ...] = (briefing.compose(assessment, audience), strategy_deck.compose(assessment, audience))
    return repr((for_audience(assessment, audience), plan_for(assessment, audience), papers))


@settings(max_examples=12, deadline=None)
@given(flags=flags_of(KEYS, 60))
def test_nothing_hidden_is_left_to_compose_from(year: Year, flags: dict[str, str]) -> None:
    """What a narrowed assessment does not hold, no composer and no renderer can print."""
    assessment = year.assessed(flags)
    for audience in NARROWER:
        assert leaks(year.plan, flags, audience, everything(assessment, audience)) == []


def test_everything_planted_could_leak(year: Year) -> None:
    """The whole assessment holds markers of every kind, and so would a paper made from it unnarrowed."""
    whole = repr(year.assessed(SEVERAL))
    held = {m.kind for m in year.plan.markers if m.text in whole}
    lists = {m.kind for m in year.plan.markers if m.kind.startswith("list ")}
    assert held == {*ITEM_KINDS, "reason", "remedy", *OWN_WORDS, "earlier", "contact", "follow up", "file", *lists}


def same(item: Any, *_: object) -> Any:
    return item


# Each step of narrowing, left out: the check must find what it lets through.
STEPS: dict[str, tuple[object, str, Callable[..., Any]]] = {
    "texts of rows": (audiences, "_words", same),
    "cells of figures": (audiences, "_figure", same),
    "who has handed in what": (audiences, "_department", same),
    "findings": (audiences, "_counted", same),
    "what is due": (audiences, "_upcoming", same),
    "what is late": (audiences, "_attention", lambda whole, *_: whole.attention),
    "the plan": (audiences, "open_plan", same),
    "indicators": (open_plan, "_indicator", same),
    "tasks": (open_plan, "_task", same),
    "initiatives": (Audience, "sees", lambda *_: True),
}


@pytest.mark.parametrize("step", STEPS)
def test_no_step_of_narrowing_can_be_left_out(year: Year, step: str, monkeypatch: pytest.MonkeyPatch) -> None:
    assessment = year.assessed(SEVERAL)
    owner, name, instead = STEPS[step]
    monkeypatch.setattr(owner, name, instead)
    assert leaks(year.plan, SEVERAL, Audience.COMMITTEE, everything(assessment, Audience.COMMITTEE))


# --- counts ----------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("audience", NARROWER)
def test_counts_are_of_what_is_shown_and_the_deck_says_so(year: Year, audience: Audience) -> None:
    assessment = year.assessed(SEVERAL)
    own = for_audience(assessment, audience)
    shown = {i for i in year.plan.above if year.plan.told(i, SEVERAL, audience)}
    assert {f"measure {m.measure.id}" for m in own.measures} | {f"bar {b.bar.id}" for b in own.bars} | {
        f"initiative {i.initiative.id}" for i in own.initiatives
    } == shown
    assert dict(own.counts.numbers) == Counter(m.rating for m in by_figures(own.measures))
    for initiative in own.initiatives:
        ratings = {m.rating for m in initiative.measures}
        assert initiative.kpi is None if not ratings else initiative.kpi in ratings | {own.strategy.scale.unreported}
        assert (initiative.schedule is None) == (not initiative.bars)
    before = {m.measure.id: m for m in assessment.measures}
    assert all(
        m.rating == before[m.measure.id].rating and m.actual and before[m.measure.id].actual
        for m in own.measures
        if m.actual
    )
    word = {Audience.COMMITTEE: "報告対象", Audience.PUBLIC: "公表対象"}[audience]
    deck = briefing.compose(assessment, audience)
    assert deck.slides[0].plain_title.startswith(f"{word}で評価可能な{own.counts.judged}測定項目のうち")
    said = repr(deck)
    assert f"{word}の{len(own.measures)}測定項目及び工程{len(own.bars)}件とする。" in said
    assert f"全{own.counts.total}" not in said
    assert f"{word}の項目だけを示す。" in deck.cover.note
    plan = strategy_deck.compose(assessment, audience)
    assert f"{word}の項目だけを示す。" in plan.cover.note
    assert f"{word}の4つの戦略テーマと{len(own.initiatives)}の重点取組" in [s.plain_title for s in plan.slides]


def test_without_flags_the_committee_is_told_of_every_item() -> None:
    whole = sample()
    own = for_audience(whole, Audience.COMMITTEE)
    assert (own.counts, own.counts_previous, own.by_people) == (whole.counts, whole.counts_previous, whole.by_people)
    assert own.withheld == Withheld()
    for before, now in zip(whole.themes, own.themes, strict=True):
        assert (before.counts, before.counts_previous, before.change) == (now.counts, now.counts_previous, now.change)
        for one, other in zip(before.initiatives, now.initiatives, strict=True):
            for name in ("kpi", "kpi_previous", "schedule", "schedule_previous", "change", "change_axes"):
                assert getattr(one, name) == getattr(other, name)
    for audience in NARROWER:
        assert "対象で評価可能な" not in repr(briefing.compose(whole, audience))


@pytest.mark.parametrize("name", cities.CHECKPOINTS)
def test_any_plan_can_be_narrowed_to_nothing(name: str, tmp_path: Path) -> None:
    """Other levels, indicators of every level, text targets, a final run: each item hidden, all of them hidden."""
    root = cities.workspace(name, tmp_path / "w")
    whole = evaluate(Request(root, "r7", cities.CHECKPOINTS[name][-1]))
    everyone = [m.measure.id for m in whole.measures] + [b.bar.id for b in whole.bars]
    for hidden in (everyone[::2], everyone[1::2], everyone):
        narrower = _hidden(whole, set(hidden))
        own = for_audience(narrower, Audience.PUBLIC)
        assert {m.measure.id for m in own.measures} | {b.bar.id for b in own.bars} == set(everyone) - set(hidden)
        for paper in (briefing.compose(narrower, Audience.PUBLIC), strategy_deck.compose(narrower, Audience.PUBLIC)):
            assert all(s.plain_title for s in paper.slides)
        made = make(
            narrower,
            Workspace(root),
            (Kind.STRATEGY, Kind.BRIEFING),
            lambda _: None,
            Extras(audiences=(Audience.PUBLIC,)),
        )
        assert len(made) == 3


def _hidden(assessment: Assessment, ids: set[str]) -> Assessment:
    """The assessment of a plan in which these measures and bars are internal."""

    def indicators(node: Any) -> Any:
        return tuple(
            replace(i, measures=tuple(replace(m, openness=_of(m.id, ids)) for m in i.measures)) for i in node.indicators
        )

    def initiative(item: Any, paths: dict[str, Any]) -> Any:
        tasks = tuple(replace(t, bars=tuple(replace(b, openness=_of(b.id, ids)) for b in t.bars)) for t in item.tasks)
        path = tuple(paths[b.id] for b in item.path)
        return replace(item, indicators=indicators(item), tasks=tasks, path=path)

    def theme(item: Any) -> Any:
        branches = {b.id: replace(b, indicators=indicators(b)) for b in item.branches}
        return replace(
            item,
            indicators=indicators(item),
            branches=tuple(branches.values()),
            initiatives=tuple(initiative(i, branches) for i in item.initiatives),
        )

    plan = assessment.strategy
    return replace(
        assessment, strategy=replace(plan, indicators=indicators(plan), themes=tuple(theme(t) for t in plan.themes))
    )


def _of(item: str, hidden: set[str]) -> Openness:
    return Openness.INTERNAL if item in hidden else Openness.PUBLIC


# --- texts of rows ---------------------------------------------------------------------------------------------------

WRITTEN = Explanation("理由", "対応策", "12月末", "コメント", "判断")


@pytest.mark.parametrize(
    ("disclosure", "audience", "reasons", "others"),
    [
        (Disclosure.BLANK, Audience.EXECUTIVE, True, True),
        (Disclosure.BLANK, Audience.COMMITTEE, True, False),
        (Disclosure.BLANK, Audience.PUBLIC, True, False),
        (Disclosure.PUBLIC, Audience.COMMITTEE, True, True),
        (Disclosure.PUBLIC, Audience.PUBLIC, True, False),
        (Disclosure.INTERNAL, Audience.EXECUTIVE, True, True),
        (Disclosure.INTERNAL, Audience.COMMITTEE, False, False),
        (Disclosure.INTERNAL, Audience.PUBLIC, False, False),
    ],
)
def test_who_reads_what_departments_wrote(
    disclosure: Disclosure, audience: Audience, reasons: bool, others: bool
) -> None:
    whole = sample()
    late = next(m for m in whole.measures if m.measure.id == "8-1a")
    written = replace(WRITTEN, disclosure=disclosure)
    own = audiences_of(whole, {late.measure.id: written}, audience)
    said = next(m for m in own.measures if m.measure.id == "8-1a").explanation
    assert (said.reason, said.remedy, said.due) == (("理由", "対応策", "12月末") if reasons else ("", "", ""))
    assert (said.comment, said.decision) == (("コメント", "判断") if others else ("", ""))
    assert said.withheld == (not reasons)


def audiences_of(whole: Assessment, words: dict[str, Explanation], audience: Audience) -> Assessment:
    return for_audience(with_words(whole, words), audience)


def with_words(whole: Assessment, words: dict[str, Explanation]) -> Assessment:
    """The assessment in which these measures' rows say something else."""

    def part(item: Any) -> Any:
        made = tuple(
            replace(
                i,
                measures=tuple(replace(m, explanation=words.get(m.measure.id, m.explanation)) for m in i.measures),
            )
            for i in item.indicators
        )
        return replace(item, indicators=made)

    return replace(whole, themes=tuple(replace(t, parts=tuple(part(p) for p in t.parts)) for t in whole.themes))


def test_what_is_withheld_is_not_called_missing() -> None:
    whole = sample()
    words = {"8-1a": replace(WRITTEN, disclosure=Disclosure.INTERNAL)}
    slide = next(s for s in briefing.compose(with_words(whole, words)).slides if s.kicker == "遅れている取組と対応")
    assert "（掲載しない）" in repr(slide.blocks)
    assert "「LTE端末 設置完了率」です。" in slide.notes
    assert "理由と対応策は、掲載していません。" in slide.notes
    assert slide.asked.count("理由と対応策は、掲載していない。［8-1a、") == 1
    assert "記載なし" not in repr(slide)
    assert slide.plain_title == "3項目が遅れており、対応策は掲載できるものを示す"
    every = {m.measure.id: replace(WRITTEN, disclosure=Disclosure.INTERNAL) for m in whole.measures}
    slide = next(s for s in briefing.compose(with_words(whole, every)).slides if s.kicker == "遅れている取組と対応")
    assert slide.plain_title == "3項目が遅れている"


def test_what_is_asked_and_remarked_is_for_the_executives() -> None:
    whole = sample()
    decks = {a: briefing.compose(whole, a) for a in Audience}
    asked = "設置の外部委託（予算流用480万円）の可否（10月31日）"
    remark = "道路の巡回点検で使い始めた。"
    for audience, deck in decks.items():
        assert (asked in repr(deck)) == (remark in repr(deck)) == (audience is Audience.EXECUTIVE)
        assert ("庁内限り" in deck.footer) == ("庁内限り" in deck.cover.head) == (audience is Audience.EXECUTIVE)
    assert decks[Audience.COMMITTEE].cover.head[0] == "企画総務委員会資料"
    assert decks[Audience.PUBLIC].cover.head[0] == "公開資料"
    assert "判断をお願いする事項" in [s.kicker for s in decks[Audience.EXECUTIVE].slides]
    said = repr(decks[Audience.PUBLIC])
    assert all(slide.asked == "" for slide in decks[Audience.PUBLIC].slides)
    for audience in (Audience.EXECUTIVE, Audience.COMMITTEE):
        assert all("【想定問答】" in s.asked for s in decks[audience].slides if s.layout is not SlideLayout.REFERENCE)
    assert "未提出" not in said
    assert "指摘" not in said


def test_what_became_of_remedies_and_where_figures_stand_is_for_the_executives() -> None:
    whole = sample()
    asked = {a: "\n".join(s.asked for s in briefing.compose(whole, a).slides) for a in Audience}
    progress = next(f.progress for f in whole.follow_ups if f.id == "8-1a")
    for audience, said in asked.items():
        for inner in (progress, ".xlsx", "予算流用480万円"):
            assert (inner in said) == (audience is Audience.EXECUTIVE), (audience, inner)
    assert "［8-1a、情報政策課］" in asked[Audience.COMMITTEE]
    assert "［8-1a、情報政策課、R7Q2_情報政策課.xlsx「KPI実績」J11］" in asked[Audience.EXECUTIVE]
    blank = "【要確認：「調達支援の件数」、「印刷枚数 年間削減率」、「LTE端末 設置完了率」の前回の対応策の実施状況】"
    assert (blank in asked[Audience.COMMITTEE], blank in asked[Audience.EXECUTIVE]) == (True, False)


# --- the form --------------------------------------------------------------------------------------------------------


def test_a_form_of_an_earlier_version_is_read_as_before(tmp_path: Path) -> None:
    """Version 2 has no 公表可否: its rows are as if it were blank, and nothing is amiss."""
    root = city.workspace(tmp_path / "w")
    rows: dict[str, dict[str, city.Cell]] = {
        **city.FULL_SOUMU,
        "1-1a": {"value": 50, "forecast": 77, "comment": "順調", "publication": "公開"},
    }
    path = city.submit(root, "q1", "soumu", rows, city.SOUMU_TASKS, city.SOUMU_LISTS)
    now = read_file(path, path.name, city.strategy(), Checkpoint.Q1)
    assert now.value is not None
    told = now.value.reading("1-1a")
    assert told is not None
    assert told.explanation == Explanation(comment="順調", disclosure=Disclosure.PUBLIC)
    book = openpyxl.load_workbook(path)
    for sheet in (book["KPI実績"], book["工程"]):
        assert sheet.cell(4, sheet.max_column).value == "公表可否"
        for number in range(4, sheet.max_row + 1):
            sheet.cell(number, sheet.max_column).value = None
    book.save(path)
    then = read_file(path, path.name, city.strategy(), Checkpoint.Q1)
    assert then.value is not None
    row = then.value.reading("1-1a")
    assert row is not None
    assert row.explanation == Explanation(comment="順調")
    assert [f.code for f in then.findings] == [f.code for f in now.findings]


# --- the command -----------------------------------------------------------------------------------------------------


def test_each_audience_has_files_of_its_own(project: Path) -> None:
    asked = ["--audience", "public", "--audience", "executive", "--audience", "committee"]
    run = partial(CliRunner().invoke, main)
    here = ["quarterly", "--workspace", str(project), "--checkpoint", "q2", "--only", "strategy,briefing"]
    result = run([*here, *asked, "--json"])
    assert result.exit_code == 0, result.output
    folder = project / "outputs" / "r7" / "q2-strategy-briefing"
    assert {p.name for p in folder.glob("*.pptx")} == {
        "R7Q2_執行部報告資料.pptx",
        "R7Q2_委員会報告資料.pptx",
        "R7Q2_公開資料.pptx",
        "R7_デジタル・ICT戦略_執行部.pptx",
        "R7_デジタル・ICT戦略.pptx",
        "R7_デジタル・ICT戦略_公開.pptx",
    }
    manifest = json.loads((folder / "manifest.json").read_text(encoding="utf-8"))
    assert manifest["audiences"] == ["executive", "committee", "public"]
    assert run([*here, "--audience", "press"]).exit_code == 2
    assert run([*here[:-2], "--department", "koho", "--audience", "public"]).exit_code == 2


def test_decks_for_others_never_replace_the_publication() -> None:
    whole = sample()
    kinds = tuple(Kind)
    assert folder_name(whole, kinds) == "q2"
    assert folder_name(whole, kinds, tuple(Audience)) == "q2"
    assert folder_name(whole, kinds, (Audience.PUBLIC,)) == "q2-public"
    assert folder_name(whole, (Kind.BRIEFING,), (Audience.EXECUTIVE, Audience.PUBLIC)) == "q2-briefing-executive-public"

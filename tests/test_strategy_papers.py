"""The two strategy papers: the master's whole text stands in both, a sheet for each initiative, marks on every page."""

from __future__ import annotations

import io
from dataclasses import fields, is_dataclass, replace
from datetime import date
from decimal import Decimal
from functools import lru_cache
from pathlib import Path
from typing import Any

import docx
import pytest

from dxreport.evaluate.assessment import Assessment, Counts
from dxreport.ingest import strategy_file
from dxreport.model.measure import Indicator
from dxreport.model.narrative import NarrativeKind
from dxreport.model.period import Checkpoint
from dxreport.model.schedule import Milestone, MilestonePoint, ScheduleBar
from dxreport.model.strategy import Strategy
from dxreport.render.fonts import FontSet
from dxreport.render.style import Style
from dxreport.render.word import render
from dxreport.render.word.contract import Para
from dxreport.report import strategy_deck, strategy_document
from dxreport.report import strategy_parts as parts
from dxreport.report.blocks import Callout, Contents, Facts, Heading, Matrix, Paragraph, ParagraphRole, Table
from dxreport.report.cells import Span
from dxreport.report.figures import PlanSchedule
from dxreport.report.strategy_additions import NONE, Additions
from dxreport.report.strategy_schedule import lines, plan_schedule

ROOT = Path(__file__).parent.parent
NOT_PRINTED = frozenset({"id", "anchor", "stamp", "role", "layout"})


@lru_cache(maxsize=1)
def strategy() -> Strategy:
    value = strategy_file.load(ROOT / "inputs" / "r7" / "strategy.yaml").value
    assert value is not None
    return value


def assessment(*, sample: bool = True, draft: bool = False, checkpoint: Checkpoint = Checkpoint.Q2) -> Assessment:
    """The master at a checkpoint, without any submission: the papers print the plan only."""
    return Assessment(
        strategy=strategy(),
        checkpoint=checkpoint,
        as_of=date(2025, 9, 30),
        sample=sample,
        draft=draft,
        themes=(),
        counts=Counts(()),
        counts_previous=None,
        previous_checkpoint=None,
        departments=(),
        findings=(),
    )


def text_of(value: Any) -> str:
    """All words of a paper, in order, phrases and spans joined without anything between."""
    if isinstance(value, str):
        return value
    if isinstance(value, Span):
        return value.text
    if isinstance(value, tuple):
        between = "" if all(isinstance(v, (str, Span)) for v in value) else "\n"
        return between.join(text_of(v) for v in value)
    if is_dataclass(value):
        return "\n".join(text_of(getattr(value, f.name)) for f in fields(value) if f.name not in NOT_PRINTED)
    return ""


def headings(level: int) -> list[str]:
    document = strategy_document.compose(assessment())
    return [b.plain for b in document.blocks if isinstance(b, Heading) and b.level == level]


@pytest.fixture(scope="module", params=["document", "deck"])
def paper(request: pytest.FixtureRequest) -> str:
    if request.param == "document":
        return text_of(strategy_document.compose(assessment()))
    return text_of(strategy_deck.compose(assessment()))


# --- nothing is lost, nothing is made up ---------------------------------------------------------------------------


def test_running_text_is_whole(paper: str) -> None:
    master = strategy()
    for section in (master.foreword, *(s for c in master.chapters for s in c.sections)):
        assert section.title in paper
        for item in section.items:
            assert all(line in paper for line in item.lines)
            assert all(part in paper for row in item.rows for line in row.lines for part in (row.label, *line))


def test_statements_are_whole(paper: str) -> None:
    for statement in strategy().statements:
        assert statement.heading in paper.replace("\n", "")
        assert statement.caption in paper
        assert all(line in paper for line in parts.statement_lines(strategy(), statement))


def test_both_wordings_of_matrix_and_sheet_are_printed(paper: str) -> None:
    for initiative in strategy().initiatives:
        for said in (
            initiative.name,
            "".join(initiative.title_matrix),
            initiative.outline,
            parts.outline_in_matrix(initiative),
            *initiative.outline_notes,
        ):
            assert said in paper


def test_indicators_and_tasks_are_whole(paper: str) -> None:
    for initiative in strategy().initiatives:
        for indicator in initiative.indicators:
            assert indicator.text in paper
            assert all(note in paper for note in indicator.notes)
        for task in initiative.tasks:
            assert task.name in paper
            assert task.group in paper
            assert all(bar.label in paper for bar in task.bars)


def test_an_aspiration_without_text_is_printed_as_such(paper: str) -> None:
    without = [a for a in strategy().aspirations if a.text is None]
    assert [a.mark for a in without] == ["④", "⑥", "⑦"]
    assert paper.count("（本文なし）") == len(without) + sum(
        "（本文なし）" in line
        for c in strategy().chapters
        for s in c.sections
        for item in s.items
        for line in item.lines
    )


# --- the Word paper ------------------------------------------------------------------------------------------------


def test_chapters_are_numbered_in_the_official_way() -> None:
    assert headings(1) == [
        "はじめに",
        "デジタル・ICT戦略の位置づけ",
        "令和7年度デジタル・ICT戦略の背景",
        "令和7年度デジタル・ICT戦略の全体像",
        "令和7年度デジタル・ICT戦略 13の重点取組",
        "参考　進捗の評価の区分",
    ]
    assert headings(2)[:3] == [
        "目黒区の現状（令和6年度実績）",
        "目黒区の令和7年度重要課題",
        "目黒区をとりまく環境",
    ]
    numbered = [
        b.numbered for b in strategy_document.compose(assessment()).blocks if isinstance(b, Heading) and b.level == 1
    ]
    assert numbered == [False, True, True, True, True, False]


def test_every_initiative_has_a_sheet_on_a_page_of_its_own() -> None:
    blocks = strategy_document.compose(assessment()).blocks
    sheets = [(i, b) for i, b in enumerate(blocks) if isinstance(b, Heading) and b.kicker]
    assert [b.plain.partition("　")[0] for _, b in sheets] == [f"重点取組{n}" for n in range(1, 14)]
    for at, heading in sheets:
        assert heading.new_page
        assert [type(b) for b in blocks[at + 1 : at + 4]] == [Facts, Heading, PlanSchedule]
    matrix = next(b for b in blocks if isinstance(b, Matrix))
    assert [c.anchor for row in matrix.rows for c in row.cells] == [b.anchor for _, b in sheets]


def test_a_missing_text_is_a_quiet_note() -> None:
    blocks = strategy_document.compose(assessment()).blocks
    missing = [b for b in blocks if isinstance(b, Paragraph) and b.role is ParagraphRole.NOTE]
    items = [item for c in strategy().chapters for s in c.sections for item in s.items]
    assert [b.plain for b in missing] == [line for i in items if i.kind is NarrativeKind.MISSING for line in i.lines]


def test_contents_come_first() -> None:
    assert strategy_document.compose(assessment()).blocks[0] == Contents("目次", 2)


def test_the_word_paper_is_rendered_whole() -> None:
    document = strategy_document.compose(assessment())
    template = (ROOT / "templates" / "strategy.docx").read_bytes()
    made = render(document, template, Style(strategy().palette), FontSet(ROOT / "fonts"), document.properties.stamp)
    read = docx.Document(io.BytesIO(made.content))
    styles = {"Heading 2", Para.SHEET_TITLE}
    named = [p.text.replace("\n", "") for p in read.paragraphs if p.style and p.style.name in styles]
    assert named == headings(2)
    assert len(read.tables) >= 2 * 13


# --- marks ---------------------------------------------------------------------------------------------------------


def test_sample_data_are_marked() -> None:
    document, deck = strategy_document.compose(assessment()), strategy_deck.compose(assessment())
    assert document.footer_left == "サンプルデータ（架空）"
    assert deck.footer.endswith("サンプルデータ（架空）")
    assert document.cover.foot_left.startswith("サンプルデータ（架空）")
    assert deck.cover.note == document.cover.foot_left


def test_real_data_bear_no_mark() -> None:
    document, deck = (
        strategy_document.compose(assessment(sample=False)),
        strategy_deck.compose(assessment(sample=False)),
    )
    assert "サンプル" not in text_of(document) + text_of(deck)


def test_a_draft_says_so_on_every_page() -> None:
    document, deck = strategy_document.compose(assessment(draft=True)), strategy_deck.compose(assessment(draft=True))
    assert document.cover.boxes == ("案", "庁内限り")
    assert document.header_left == "令和7年度（2025年度）デジタル・ICT戦略（案）"
    assert "（案）" in deck.footer
    assert "案" in deck.cover.head
    assert "（案）" not in text_of(strategy_document.compose(assessment()))


def test_the_cover_says_which_edition_it_is() -> None:
    plan, final = (
        strategy_document.compose(assessment(checkpoint=Checkpoint.FINAL), additions)
        for additions in (NONE, Additions(progress=True))
    )
    assert "策定版" in text_of(plan.cover)
    assert plan.cover.scale is None
    assert "年度末確定版（令和8年5月29日）" in text_of(final.cover)
    assert final.cover.scale is not None
    assert final.cover.scale.filled == 4
    said = "（年度末確定　進捗入り）"
    assert final.header_left.endswith(said) == final.properties.title.endswith(said) is True


def test_the_plan_is_the_same_in_every_quarter() -> None:
    """Made again at a later checkpoint, the approved plan is the paper that was approved, cover and day included."""
    documents = [strategy_document.compose(assessment(checkpoint=c)) for c in Checkpoint]
    decks = [strategy_deck.compose(assessment(checkpoint=c)) for c in Checkpoint]
    assert len(set(documents)) == len(set(decks)) == 1
    assert decks[0].properties.stamp == "2025-04-01"


# --- the deck ------------------------------------------------------------------------------------------------------


def test_the_deck_follows_the_source() -> None:
    titles = [s.plain_title for s in strategy_deck.compose(assessment()).slides]
    assert titles[:4] == [
        "はじめに",
        "デジタル・ICT戦略の位置づけ",
        "目黒区の現状（令和6年度実績）",
        "令和7年度デジタル・ICT戦略の背景",
    ]
    assert titles[4:8] == [
        "令和7年度デジタル・ICT戦略の全体像",
        "Mission、Vision、Value",
        "DXビジョンにおける9つの「めざす姿」",
        "4つの戦略テーマと13の重点取組",
    ]
    assert titles[8:12] == [t.title for t in strategy().themes]
    assert [t.partition("　")[0] for t in titles[12:-1]] == [f"重点取組{n}" for n in range(1, 14)]
    assert titles[-1] == "参考　進捗の評価の区分"


def test_the_parts_of_the_deck_are_those_of_the_source() -> None:
    sections = [s.section for s in strategy_deck.compose(assessment()).slides if s.section]
    assert sections == [
        "はじめに",
        *(c.title for c in strategy().chapters),
        strategy().overview_title,
        *(f"戦略テーマ{mark}" for mark in "①②③④"),
        "参考",
    ]


def test_short_sections_share_a_slide_and_its_callout_stands_at_the_foot() -> None:
    slide = strategy_deck.compose(assessment()).slides[3]
    named = [b.plain for b in slide.region("body") if isinstance(b, Heading)]
    assert named == ["目黒区の令和7年度重要課題", "目黒区をとりまく環境", "令和7年度に向けて"]
    assert [type(b) for b in slide.region("strip")] == [Callout]


def test_theme_slides_hold_the_outlines_of_the_matrix() -> None:
    slide = next(s for s in strategy_deck.compose(assessment()).slides if s.kicker == "戦略テーマ①")
    (table,) = slide.region("body")
    assert isinstance(table, Table)
    assert [text_of(row[0]).strip() for row in table.rows] == ["1", "2", "3", "4"]
    assert "手続案内サービスなどの行政サービスを充実させ" in text_of(table)


# --- parts ---------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("text", "emphasis", "expected"),
    [
        ("率：75%以上", ("75%以上",), "率：*75%以上*"),
        ("設置77%、事例：4事例", ("77%", "4事例"), "設置*77%*、事例：*4事例*"),
        ("7回の周知：7回", ("7回",), "*7回*の周知：7回"),
        ("目標なし", ("75%",), "目標なし"),
        ("100%", ("100%",), "*100%*"),
    ],
)
def test_targets_are_strong(text: str, emphasis: tuple[str, ...], expected: str) -> None:
    initiative = replace(strategy().initiatives[0], indicators=(Indicator("1-1", text, emphasis, ()),))
    row = parts.sheet_facts(strategy(), initiative, "めざす姿").rows[2]
    assert "".join(f"*{s.text}*" if s.strong else s.text for s in row.lines[0]) == expected


def test_several_indicators_are_a_list_and_one_is_not() -> None:
    first, twelfth = (strategy().initiatives[n - 1] for n in (1, 12))
    assert all(line[0].text == "・" for line in parts.sheet_facts(strategy(), first, "めざす姿").rows[2].lines)
    assert parts.sheet_facts(strategy(), twelfth, "めざす姿").rows[2].lines[0][0].text.startswith("新たな")


def test_where_the_source_prints_marks_only_they_are_printed() -> None:
    row = parts.sheet_facts(strategy(), strategy().initiatives[12], "めざす姿").rows[0]
    assert text_of(row.lines) == "めざす姿①～⑨"


def planned(first: int | None, last: int | None, *milestones: tuple[str, int]) -> ScheduleBar:
    points = tuple(Milestone(label, month, MilestonePoint.START) for label, month in milestones)
    return ScheduleBar("1-S1", "工程", "工程", first, last, points)


@pytest.mark.parametrize(
    ("bars", "expected"),
    [
        ((planned(4, 6), planned(7, 9)), "0-3 3-6"),
        ((planned(7, 9), planned(4, 6)), "3-6 0-3"),
        ((planned(4, 6), planned(6, 9)), "0-3 / 2-6"),
        ((planned(4, 6), planned(7, 9), planned(4, 9)), "0-3 / 3-6 / 0-6"),
        ((planned(4, 12), planned(None, None, ("決定", 1))), "0-9 9-9"),
        ((planned(4, 1), planned(None, None, ("決定", 1))), "0-10 / 9-9"),
        ((planned(None, None, ("決定", 5), ("公表", 7)),), "1-1 3-3"),
        ((planned(None, None, ("決定", 5), ("公表", 5)),), "1-1 / 1-1"),
    ],
)
def test_bars_are_laid_out_in_lines(bars: tuple[ScheduleBar, ...], expected: str) -> None:
    assert " / ".join(" ".join(f"{b.start}-{b.end}" for b in line) for line in lines(bars)) == expected


def test_the_schedule_says_what_is_assumed_and_what_the_dots_are() -> None:
    first, eighth, twelfth = (plan_schedule(strategy().initiatives[n - 1], "", "", arrows=False) for n in (1, 8, 12))
    assert "「※想定」は" in first.note
    assert "●＝節目" not in first.note
    assert "●＝節目" in eighth.note
    assert "想定" not in twelfth.note
    assert first.rows[0].lines[0][0].text == "※想定"
    assert first.rows[0].alt == "オンライン化対象業務の抽出・選定：4月～9月（想定）。"
    assert twelfth.rows[0].alt.endswith("4月～2月、節目 完了 2月、節目 方針決定 1月。")
    assert twelfth.rows[0].lines[1][0].start == Decimal(9)


def test_groups_of_tasks_stand_above_their_tasks() -> None:
    rows = plan_schedule(strategy().initiatives[5], "", "", arrows=True).rows
    assert [(r.group, "".join(r.label)) for r in rows][:2] == [(True, "ペーパーレス推進"), (False, "複合機の更改")]
    assert sum(r.group for r in rows) == 2

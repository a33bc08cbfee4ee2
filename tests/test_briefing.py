"""The committee briefing: its titles state what the figures say, at every checkpoint and with anything missing."""

from __future__ import annotations

import io
import re
from collections.abc import Callable
from dataclasses import replace
from datetime import date
from functools import cache
from pathlib import Path

import pytest
from pptx import Presentation

from dxreport.assessing import Request, evaluate
from dxreport.evaluate.assess import assess
from dxreport.evaluate.assessment import Assessment, Counts
from dxreport.model.period import Checkpoint
from dxreport.model.submission import HandedIn
from dxreport.render.fonts import FontSet
from dxreport.render.slides import render
from dxreport.render.style import Style
from dxreport.report.blocks import Facts, Table
from dxreport.report.briefing import compose
from dxreport.report.briefing_closing import split_holders
from dxreport.report.cells import NumberCell, StatusCell, TextCell
from dxreport.report.figures import SeriesRole, ShareBars, TrendChart
from dxreport.report.papers import Deck, SlideLayout
from dxreport.report.wording import briefing as words
from dxreport.report.wording import briefing_titles as titles
from dxreport.report.wording.scale import Voice, voice
from tests import city

ROOT = Path(__file__).parent.parent
TEMPLATE = (ROOT / "templates" / "briefing.pptx").read_bytes()


@cache
def judged(checkpoint: str) -> Assessment:
    return evaluate(Request(ROOT, "r7", checkpoint))


@cache
def unreported(checkpoint: Checkpoint) -> Assessment:
    strategy = judged("q1").strategy
    handed_in = tuple(HandedIn(c, {}) for c in checkpoint.until())
    return assess(strategy, handed_in, checkpoint.last_day(strategy.year), draft=True)


@cache
def closed() -> Assessment:
    """The third quarter's answers handed in again as the final ones."""
    strategy = judged("q3").strategy
    used = {d.department.id: d.used for d in judged("q3").departments if d.used}
    handed_in = (
        *(HandedIn(c, {}) for c in (Checkpoint.Q1, Checkpoint.Q2, Checkpoint.Q3)),
        HandedIn(Checkpoint.FINAL, used),
    )
    return assess(strategy, handed_in, date(2026, 3, 31))


CASES: dict[str, Callable[[], Assessment]] = {
    "q1": lambda: judged("q1"),
    "q2": lambda: judged("q2"),
    "q3": lambda: judged("q3"),
    "nothing at q1": lambda: unreported(Checkpoint.Q1),
    "nothing at q3": lambda: unreported(Checkpoint.Q3),
    "nothing at the end": lambda: unreported(Checkpoint.FINAL),
    "final": closed,
}
every_case = pytest.mark.parametrize("case", CASES)


def tables(deck: Deck) -> list[Table]:
    return [block for slide in deck.slides for block in slide.blocks if isinstance(block, Table)]


def counts(**numbers: int) -> Counts:
    return Counts(tuple((city.strategy().scale.of(name), number) for name, number in numbers.items()))


def speaking(*, final: bool) -> Voice:
    return voice(city.strategy().scale.ladder(final=final), final=final)


# --- titles --------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("given", "final", "said"),
    [
        (
            counts(achieved=5, on_track=24, behind=5, late=3, excluded=3),
            False,
            "評価可能な37測定項目のうち29項目（78.4％）が達成又は順調で、3項目が遅れている",
        ),
        (
            counts(on_track=3, behind=1),
            False,
            "評価可能な4測定項目のうち3項目（75.0％）が達成又は順調で、1項目がやや遅れている",
        ),
        (counts(on_track=3), False, "評価可能な3測定項目のうち3項目（100.0％）が達成又は順調である"),
        (counts(late=2, behind=1), False, "評価可能な3測定項目のうち2項目が遅れており、1項目がやや遅れている"),
        (
            counts(unreported=39, excluded=1),
            False,
            "評価できる測定項目はまだなく、全40項目が未報告又は評価対象外である",
        ),
        (
            counts(met=30, missed=10),
            True,
            "評価可能な40測定項目のうち30項目（75.0％）が年度目標を達成し、10項目が未達成である",
        ),
        (counts(missed=2), True, "評価可能な2測定項目のうち2項目が未達成である"),
    ],
)
def test_the_headline_gives_exact_counts(given: Counts, final: bool, said: str) -> None:
    assert "".join(titles.headline(given, speaking(final=final))) == said


def test_a_part_of_a_list_says_of_how_many() -> None:
    assert words.furthest_ahead(12, 8) == "12項目のうち、計画に対する進捗率の高い8項目を示す。"
    assert words.furthest_ahead(8, 8) == ""


@every_case
def test_who_has_submitted_stands_in_the_point_and_has_a_slide_only_where_many_have_not(case: str) -> None:
    assessment = CASES[case]()
    missing = [d.department.name for d in assessment.departments if d.used is None]
    deck = compose(assessment)
    (facts,) = (block for block in deck.slides[0].blocks if isinstance(block, Facts))
    said = "".join(
        span.text for row in facts.rows if row.label == words.DATA_POINT for line in row.lines for span in line
    )
    assert all(name in said for name in missing[:3])
    own = [s for s in deck.slides if s.kicker == words.DATA]
    assert len(own) == (len(missing) > 3)
    assert all(name in slide.notes for slide in own for name in missing)


def test_a_share_never_rounds_up_to_all() -> None:
    assert titles.share(counts(on_track=2999, late=1)) == "99.97％"


def test_the_comparison_tells_what_changed() -> None:
    before, now = counts(on_track=21, late=8), counts(on_track=29, late=8)
    assert "".join(titles.comparison(now, before, "第1四半期", speaking(final=False))) == (
        "達成又は順調の割合は第1四半期の72.4％から78.4％に上がり、遅れは8項目のままである"
    )
    assert titles.comparison(now, None, "", speaking(final=False)) == titles.headline(now, speaking(final=False))


@pytest.mark.parametrize(
    ("late", "remedies", "said"),
    [
        (3, 3, "3項目が遅れており、すべてに対応策が示されている"),
        (3, 1, "3項目が遅れており、うち1項目に対応策が示されている"),
        (1, 0, "1項目が遅れており、対応策はまだ示されていない"),
    ],
)
def test_the_title_of_what_is_late_counts_remedies(late: int, remedies: int, said: str) -> None:
    assert "".join(titles.late_title(late, remedies, speaking(final=False), behind=False)) == said


# --- the deck ------------------------------------------------------------------------------------------------------


@every_case
def test_every_slide_has_a_title_and_something_to_say(case: str) -> None:
    deck = compose(CASES[case]())
    body = [s for s in deck.slides if s.layout is not SlideLayout.REFERENCE]
    assert 9 <= len(body) <= 12
    for slide in deck.slides:
        assert slide.plain_title
        assert slide.kicker
        assert slide.notes
        assert not re.search(r"約\d|None|（）|、、|。。", slide.plain_title + slide.notes)


@every_case
def test_the_reference_tables_hold_every_measure_once(case: str) -> None:
    assessment = CASES[case]()
    rows = [
        row[0].text
        for slide in compose(assessment).slides
        if slide.layout is SlideLayout.REFERENCE
        for table in slide.blocks
        if isinstance(table, Table) and table.caption == words.KPI_TABLE
        for row in table.rows
        if isinstance(row[0], TextCell)
    ]
    assert rows == [m.measure.id for m in assessment.measures]


@every_case
def test_rows_fit_their_columns_and_figures_know_their_source(case: str) -> None:
    assessment = CASES[case]()
    known = {m.measure.id for m in assessment.measures}
    for table in tables(compose(assessment)):
        assert all(len(row) == len(table.columns) for row in table.rows)
        for row in table.rows:
            for cell in row:
                if isinstance(cell, NumberCell) and table.caption in (words.KPI_TABLE, words.LATE_TABLE):
                    assert cell.source in known


@every_case
def test_nothing_leaves_its_slide_or_its_neighbour_untouched(case: str) -> None:
    assessment = CASES[case]()
    style, fonts = Style(assessment.strategy.palette), FontSet(ROOT / "fonts")
    presentation = Presentation(io.BytesIO(render(compose(assessment), TEMPLATE, style, fonts, "2025-09-30")))
    for slide in list(presentation.slides)[1:]:
        frames = [s for s in slide.shapes if s.has_table or s.has_chart]
        for frame in frames:
            assert frame.top + frame.height <= 500 * 12700
        body = [s for s in slide.shapes if not s.is_placeholder and s.top > 90 * 12700]
        for frame in frames:
            for other in body:
                if other.shape_id == frame.shape_id or frame.has_chart:
                    continue
                apart = (
                    frame.top + frame.height <= other.top + 12700
                    or other.top + other.height <= frame.top + 12700
                    or frame.left + frame.width <= other.left + 12700
                    or other.left + other.width <= frame.left + 12700
                )
                assert apart, (slide.shapes.title.text, frame.name, other.name)


def test_without_a_last_checkpoint_nothing_is_compared() -> None:
    deck = compose(judged("q1"))
    assert not any(column.heading == words.BEFORE for table in tables(deck) for column in table.columns)
    assert [len(bars.bars) for s in deck.slides for bars in s.blocks if isinstance(bars, ShareBars)] == [1]


def test_at_the_final_checkpoint_the_classes_are_two() -> None:
    deck = compose(closed())
    marks = {cell.status.word for t in tables(deck) for row in t.rows for cell in row if isinstance(cell, StatusCell)}
    assert "未達成" in marks
    assert "やや遅れ" not in marks
    assert not any(column.heading == words.PLANNED for table in tables(deck) for column in table.columns)


def test_sample_and_draft_are_said_on_every_slide() -> None:
    deck = compose(replace(judged("q2"), draft=True))
    assert deck.footer.startswith("サンプルデータ（架空）　案　")
    assert deck.cover.note.startswith("サンプルデータ（架空）")
    plain = compose(replace(judged("q2"), sample=False))
    assert "サンプル" not in plain.footer + plain.cover.note


def test_the_cover_bears_the_committee_date_and_department() -> None:
    assert compose(judged("q2")).cover.head == ("企画総務委員会資料", "令和7年11月12日", "情報政策推進部DX戦略課")
    assert len(compose(closed()).cover.head) == 2


def test_what_is_late_is_told_in_the_departments_words() -> None:
    assessment = judged("q2")
    slide = next(s for s in compose(assessment).slides if s.kicker == words.LATE)
    late = [m for m in assessment.measures if m.status == "late"]
    cells = [cell for block in slide.blocks if isinstance(block, Table) for row in block.rows for cell in row]
    text = [cell.text for cell in cells if isinstance(cell, TextCell)]
    assert late
    for result in late:
        for wanted in (result.measure.short_name, result.explanation.reason, result.explanation.remedy):
            assert (wanted.strip() or words.NONE_WRITTEN) in text


def test_the_reference_is_split_evenly_between_initiatives() -> None:
    chunks = split_holders(judged("q2").holders)
    assert [sum(len(i.measures) for i in chunk) for chunk in chunks] == [13, 15, 12]


def test_charts_show_values_that_were_reported() -> None:
    assessment = judged("q2")
    by_id = {m.measure.id: m for m in assessment.measures}
    charts = [block for s in compose(assessment).slides for block in s.blocks if isinstance(block, TrendChart)]
    assert len(charts) == len(assessment.themes)
    for chart in charts:
        actual = next(s for s in chart.series if s.role is SeriesRole.ACTUAL)
        assert actual.points == tuple(p.actual for p in by_id[chart.source].history)

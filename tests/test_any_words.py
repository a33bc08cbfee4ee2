"""Long words of a city's scale, text targets and empty themes: what was cut, squeezed or said wrongly once."""

from __future__ import annotations

import itertools
from dataclasses import replace
from decimal import Decimal
from io import BytesIO
from pathlib import Path

import openpyxl
import pytest
from openpyxl.utils import get_column_letter
from pptx import Presentation

from dxreport.assessing import Request, evaluate, unwatched
from dxreport.evaluate.assessment import Assessment
from dxreport.evaluate.rollup import counts
from dxreport.forms.cells import units_needed
from dxreport.model.scale import Ladder, Standing, StatusClass, Tone
from dxreport.pipeline import quarterly
from dxreport.products import Kind
from dxreport.render.fonts import FontSet
from dxreport.render.linebreak import halves
from dxreport.render.pdf.charts import bullet_track
from dxreport.render.pdf.columns import grid as pdf_grid
from dxreport.render.pdf.columns import names_fit
from dxreport.render.pdf.look import Look
from dxreport.render.pdf.panels import key_columns
from dxreport.render.slides import render
from dxreport.render.slides.setting import Setting
from dxreport.render.slides.table import grid
from dxreport.render.slides.text import SAFETY, Measure, Par, Run
from dxreport.render.style import Style
from dxreport.report import briefing, progress
from dxreport.report.blocks import Heading, Table
from dxreport.report.cells import ColumnRole, TextCell
from dxreport.report.figures import BulletChart, BulletRow, KeyFigures
from dxreport.report.papers import SlideLayout
from dxreport.report.wording import progress as words
from dxreport.report.wording import progress_initiative as sentences
from dxreport.report.wording.scale import voice
from tests import cities
from tests.city import ROOT

TEXT_WIDTH = 482.0
FONTS = FontSet(ROOT / "fonts")


@pytest.fixture(scope="module")
def assessments(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Assessment]:
    folder = tmp_path_factory.mktemp("words")
    return {c: evaluate(Request(cities.workspace(c, folder / c), checkpoint="q2")) for c in cities.CHECKPOINTS}


def ladder(*standings: Standing, best_first: bool = True) -> Ladder:
    classes = tuple(StatusClass("○", "", f"区分{n}", Tone.ON_TRACK, str(n), s) for n, s in enumerate(standings))
    return Ladder(classes, best_first, {})


GOOD, WARNING, BAD = Standing.GOOD, Standing.WARNING, Standing.BAD


@pytest.mark.parametrize(
    ("classes", "best_first", "good", "bad"),
    [
        ((GOOD, GOOD, WARNING, BAD), True, "「区分1」以上", "「区分3」"),
        ((BAD, BAD, WARNING, GOOD, GOOD), False, "「区分3」以上", "「区分1」以下"),
        ((GOOD, WARNING, GOOD, BAD), True, "「区分0」又は「区分2」", "「区分3」"),
    ],
)
def test_classes_without_words_are_told_by_the_one_that_bounds_them(
    classes: tuple[Standing, ...], best_first: bool, good: str, bad: str
) -> None:
    said = voice(ladder(*classes, best_first=best_first), final=False)
    assert (said.good.noun, said.bad.noun) == (good, bad)
    assert said.good.verb == f"{good}である"


# --- sentences -----------------------------------------------------------------------------------------------------


def test_a_theme_without_measures_says_so(assessments: dict[str, Assessment]) -> None:
    blocks = progress.compose(assessments["akane"]).blocks
    headings = [b.plain for b in blocks if isinstance(b, Heading) and b.anchor.startswith("theme-")]
    assert headings[-1] == "指標を置いていない"
    assert sum(isinstance(b, KeyFigures) for b in blocks) == 3
    slide = next(s for s in briefing.compose(assessments["akane"]).slides if s.kicker.startswith("分野C"))
    assert (slide.plain_title, slide.layout) == ("指標を置いていない", SlideLayout.WIDE)


def test_nothing_good_is_not_told_as_a_count_of_nought(assessments: dict[str, Assessment]) -> None:
    scale = assessments["hoshimi"].strategy.scale
    said = voice(scale.running, final=False)
    bad, good = scale.running.worst, scale.running.ranked[0]
    none, before = counts([bad, bad], scale.running, scale), counts([good, bad], scale.running, scale)
    assert "".join(words.headline(none, said)) == "評価可能な2測定項目に計画どおり以上はない。計画からの遅れは2項目"
    lead = words.lead(none, before, "第1四半期", said)
    assert lead == "計画どおり以上は、第1四半期の50.0%（2項目中1項目）から0項目になった。"
    text = sentences.initiative_lead(
        "", judged=2, good=0, late=[("甲", "計画の50.0%")], behind=[("乙", "計画の90.0%")], unreported=0, total=2,
        voice=voice(ladder(GOOD, WARNING, BAD), final=False),
    )  # fmt: skip
    assert text == "甲（計画の50.0%）が「区分2」である。他の1項目は「区分1」である。"


def test_a_level_with_texts_only_is_not_one_without_targets(assessments: dict[str, Assessment]) -> None:
    scale = assessments["akane"].strategy.scale
    nothing = counts([], scale.running, scale)
    assert "文章の目標が2項目" in "".join(words.headline(nothing, voice(scale.running, final=False), 2))


# --- pages ---------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("city", cities.CHECKPOINTS)
def test_figures_of_the_pdf_stand_side_by_side(assessments: dict[str, Assessment], city: str) -> None:
    look = Look(Style(assessments[city].strategy.palette), FONTS)
    for block in progress.compose(assessments[city]).blocks:
        if isinstance(block, KeyFigures):
            labels, widths = key_columns(look, block, TEXT_WIDTH)
            assert sum(widths) <= TEXT_WIDTH
            assert ["".join(parts) for parts in labels] == [f.status.text for f in block.figures]


@pytest.mark.parametrize("city", cities.CHECKPOINTS)
def test_names_and_headings_of_the_pdf_are_not_squeezed(assessments: dict[str, Assessment], city: str) -> None:
    look = Look(Style(assessments[city].strategy.palette), FONTS)
    title = words.grid_title(assessments[city].strategy.terms.initiative)
    tables = [b for b in progress.compose(assessments[city]).blocks if isinstance(b, Table) and b.title == title]
    assert len(tables) == 1 + len(assessments[city].themes)
    for table in tables[1:]:
        made = pdf_grid(look, table, TEXT_WIDTH, broken=True)
        again = any("再掲" in c.text for row in table.rows for c in row if isinstance(c, TextCell))
        assert names_fit(look, made) or again
        for column, slot in zip(table.columns, made.slots, strict=True):
            for line in column.heading.split("\n"):
                assert look.set.measure(line, look.note) <= slot.width + 0.01, line


def setting(assessment: Assessment, layout: SlideLayout, width: float, size: float) -> Setting:
    return Setting(Style(assessment.strategy.palette), Measure(FONTS), layout, width, size, size * 1.4)


def test_a_target_in_words_leaves_room_for_the_names(assessments: dict[str, Assessment]) -> None:
    assessment = assessments["akane"]
    slide = briefing.compose(assessment).slides[-1]
    assert slide.layout is SlideLayout.REFERENCE
    table = next(b for b in slide.blocks if isinstance(b, Table))
    set_ = setting(assessment, slide.layout, 864, 12)
    widths = grid(table, set_).widths
    name = next(k for k, c in enumerate(table.columns) if c.role is ColumnRole.NAME)
    names = [cell.text for row in table.rows if isinstance(cell := row[name], TextCell)]
    longest = max(set_.measure.run(set_.ink(text)) for text in names)
    assert longest / SAFETY <= widths[name]
    assert sum(widths) == pytest.approx(864)


@pytest.mark.parametrize("city", cities.CHECKPOINTS)
def test_no_slide_of_a_briefing_goes_on_half_empty(assessments: dict[str, Assessment], city: str) -> None:
    assessment = assessments[city]
    template = (ROOT / "templates" / "briefing.pptx").read_bytes()
    deck = briefing.compose(assessment)
    made = Presentation(BytesIO(render(deck, template, Style(assessment.strategy.palette), FONTS, "2025-10-31")))
    assert len(made.slides) == len(deck.slides) + 1


@pytest.mark.parametrize("city", cities.CHECKPOINTS)
def test_what_stands_below_a_title_of_three_lines_moves_down(assessments: dict[str, Assessment], city: str) -> None:
    assessment = assessments[city]
    deck = briefing.compose(assessment)
    tall = replace(deck.slides[1], title=("長い見出し" * 5, "長い見出し" * 5, "長い見出し" * 4))
    template = (ROOT / "templates" / "briefing.pptx").read_bytes()
    made = render(replace(deck, slides=(tall,)), template, Style(assessment.strategy.palette), FONTS, "2025-10-31")
    slide = Presentation(BytesIO(made)).slides[1]
    boxes = sorted((s.top, s.top + s.height) for s in slide.shapes if s.width > 864 * 12700 - 2)
    assert len(boxes) > 3
    assert all(below[0] >= above[1] - 12700 for above, below in itertools.pairwise(boxes))


@pytest.mark.parametrize(("size", "room"), [(12.0, 150.0), (14.0, 182.0), (16.0, 240.0)])
def test_a_paragraph_of_a_slide_does_not_end_in_a_remnant(size: float, room: float) -> None:
    measure = Measure(FONTS)
    for length in range(20, 60):
        par = Par((Run("あ" * length + "。", size, "000000"),), size * 1.5)
        even = measure.evened(par, room)
        assert measure.lines(even, room) == measure.lines(par, room)
        per_line = -(-(length + 1) // measure.lines(par, room))
        if measure.lines(par, room) > 1:
            last = measure._broken(even, room)[-1]
            assert len(last) >= min(4, per_line - 3), (length, last)


def test_a_word_in_two_parts_is_cut_between_words() -> None:
    assert halves("○4おおむね計画どおり") == ("○4おおむね", "計画どおり")
    assert halves("×ウ計画より遅れている") == ("×ウ計画より", "遅れている")
    assert "".join(halves("未")) == "未"


def test_classes_and_days_of_the_workbook_stand_on_one_line(tmp_path: Path) -> None:
    root = cities.workspace("hoshimi", tmp_path / "hoshimi")
    outcome = quarterly(Request(root, checkpoint="q2"), (Kind.SUMMARY,), unwatched)
    book = openpyxl.load_workbook(next((root / outcome.folder).glob("*.xlsx")))
    seen = 0
    for sheet in book.worksheets:
        for number, column in enumerate(sheet.iter_cols(min_row=2), 1):
            width = sheet.column_dimensions[get_column_letter(number)].width
            for cell in column:
                text = str(cell.value or "")
                if text.startswith(("◎", "○", "×", "1-1-1", "2025-")) and len(text) < 16 and " " not in text:
                    seen += 1
                    assert units_needed(text) <= width, (sheet.title, cell.coordinate, text)
    assert seen > 20


def test_figures_beside_a_bar_do_not_reach_into_it(assessments: dict[str, Assessment]) -> None:
    look = Look(Style(assessments["akane"].strategy.palette), FONTS)
    rows = (BulletRow("電子納付", Decimal("0.98"), Decimal(1), "111,800／112,000 測定項目", Tone.LATE, "2-1"),)
    chart = BulletChart("", rows, ("0", "実績", "計画", "年度目標", "実績／計画"), "")
    track, units = bullet_track(look, chart, TEXT_WIDTH)
    figures = look.set.measure("111,800／112,000", look.figure)
    assert 135.5 + track + 4 < TEXT_WIDTH - units - figures
    assert look.set.measure("測定項目", look.small) < units
    assert bullet_track(look, replace(chart, rows=(replace(rows[0], figure="36.5／50.0 %"),)), TEXT_WIDTH)[0] == 244.0

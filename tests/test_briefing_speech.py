"""What the briefing's speaker says and may be asked: to be read aloud as it stands, in ten minutes, nothing invented."""

from __future__ import annotations

import io
import re
from dataclasses import replace
from functools import cache
from itertools import pairwise
from pathlib import Path

import pytest
from pptx import Presentation
from pypdf import PdfReader

from dxreport.assessing import Request, evaluate
from dxreport.evaluate.assessment import Assessment
from dxreport.model.audience import Audience
from dxreport.model.period import Checkpoint
from dxreport.model.submission import Explanation
from dxreport.render import slides
from dxreport.render.fonts import FontSet
from dxreport.render.pdf import render_handout
from dxreport.render.style import Style
from dxreport.report import briefing, handout
from dxreport.report.papers import Deck, Slide, SlideLayout
from dxreport.report.wording import speech
from tests import cities
from tests.test_handout import numbers, printed_words
from tests.test_progress import assessed, everyone

ROOT = Path(__file__).parent.parent
FONTS = FontSet(ROOT / "fonts")
TEMPLATE = (ROOT / "templates" / "briefing.pptx").read_bytes()
SAMPLE = ("q1", "q2", "q3")
LETTERS = (2400, 3300)
"""Ten minutes at about 300 letters a minute, with room for turning pages."""
POLITE = ("です", "ます", "ません", "でした", "ました", "ください")


@cache
def assessments() -> dict[str, Assessment]:
    """The sample's quarters, a year in which much is late, most or all missing."""
    found = {name: evaluate(Request(ROOT, "r7", name)) for name in SAMPLE}
    found |= {f"made {c.value}": assessed(c) for c in Checkpoint}
    found["most missing"] = assessed(Checkpoint.Q2, missing=everyone()[3:])
    found["all missing"] = assessed(Checkpoint.Q2, missing=everyone(), draft=True)
    return found


NAMES = (*SAMPLE, *(f"made {c.value}" for c in Checkpoint), "most missing", "all missing")
OTHERS = [
    (cities.HOSHIMI, "q1"),
    (cities.HOSHIMI, "q2"),
    (cities.AKANE, "q1"),
    (cities.AKANE, "q2"),
    (cities.AKANE, "final"),
]


@pytest.fixture(scope="module")
def elsewhere(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Assessment]:
    folder = tmp_path_factory.mktemp("cities")
    roots = {name: cities.workspace(name, folder / name) for name in cities.CHECKPOINTS}
    return {f"{name} {step}": evaluate(Request(roots[name], "r7", step)) for name, step in OTHERS}


def body(deck: Deck) -> list[Slide]:
    return [s for s in deck.slides if s.layout is not SlideLayout.REFERENCE]


def unquoted(text: str) -> str:
    """Without what departments wrote and the plan's own names."""
    return re.sub(r"「[^」]*」", "「」", text)


def letters(deck: Deck) -> int:
    return sum(len(re.sub(r"\s", "", s.notes)) for s in body(deck))


def styled(assessment: Assessment, deck: Deck) -> tuple[bytes, tuple[tuple[int, int], ...]]:
    style = Style(assessment.strategy.palette)
    made = slides.render(deck, TEMPLATE, style, FONTS, "2025-09-30")
    return made, slides.shape(deck, TEMPLATE, style, FONTS).numbers


# --- the shape -------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("name", NAMES)
def test_a_deck_has_ten_to_fourteen_slides_and_more_only_in_the_reference(name: str) -> None:
    assessment = assessments()[name]
    deck = briefing.compose(assessment)
    made, numbered = styled(assessment, deck)
    shown = len(Presentation(io.BytesIO(made)).slides)
    assert shown == numbered[-1][1]
    told = [n for n, s in zip(numbered, deck.slides, strict=True) if s.layout is not SlideLayout.REFERENCE]
    assert all(first == last for first, last in told), "the speaker's slides do not go on"
    assert told[-1][1] <= 13
    if name in SAMPLE:
        assert 10 <= shown <= 14


def test_what_finds_no_room_stands_in_the_reference() -> None:
    assessment = assessments()["made final"]
    said = [repr(s.blocks) for s in briefing.compose(assessment).slides]
    late = [m.measure.short_name for m in assessment.measures if m.status == "missed"]
    assert len(late) > 10
    table = next(k for k, s in enumerate(briefing.compose(assessment).slides) if s.kicker == "未達成の項目と対応")
    assert all(name in said[table] or name in said[-1] for name in late)
    assert all(b.bar.short_name in said[-1] + said[-5] for b in assessment.bars if b.late)


# --- what is said ----------------------------------------------------------------------------------------------------


def test_the_sample_can_be_presented_in_ten_minutes() -> None:
    assert LETTERS[0] <= letters(briefing.compose(assessments()["q2"])) <= LETTERS[1]


def check_speech(deck: Deck) -> None:
    shown = body(deck)
    for slide in shown:
        for line in slide.notes.splitlines():
            said = unquoted(line)
            assert line.endswith("。"), line
            assert all(s.endswith(POLITE) for s in said.split("。") if s), line
            assert not re.search(r"[%～▲／]|という状況|、、|。。|None|（）", said), line
        assert len(set(slide.notes.splitlines())) == len(slide.notes.splitlines())
        assert slide.again == speech.AGAIN
    for number, (slide, after) in enumerate(pairwise(shown), 1):
        assert slide.notes.endswith(speech.onward(speech.name_of(after.kicker), number))
    assert shown[-1].notes.endswith(speech.LAST)
    for slide in deck.slides[len(shown) :]:
        assert (slide.notes, slide.asked) == (speech.REFERENCE, "")


@pytest.mark.parametrize("name", NAMES)
def test_notes_are_spoken_sentences_that_lead_on(name: str) -> None:
    for audience in Audience:
        check_speech(briefing.compose(assessments()[name], audience))


def test_other_cities_are_spoken_of_as_well(elsewhere: dict[str, Assessment]) -> None:
    assert len(elsewhere) == len(OTHERS)
    for assessment in elsewhere.values():
        check_speech(briefing.compose(assessment))


@pytest.mark.parametrize("name", NAMES)
def test_every_figure_that_is_said_stands_on_the_slide(name: str) -> None:
    counted = 0
    for slide in body(briefing.compose(assessments()[name])):
        shown = numbers(printed_words((slide.kicker, slide.title, slide.blocks)))
        said = {n for n in numbers(iter([slide.notes])) if "." in n or "," in n or len(n) > 2}
        assert said <= shown, (slide.plain_title, said - shown)
        counted += len(said)
    assert counted > 10 or name == "all missing"


@pytest.mark.parametrize(
    ("plain", "said"),
    [
        ("評価可能な38測定項目のうち30項目（78.9％）が達成又は順調である", "評価できる38の測定項目のうち30項目、割合にして78.9％が達成又は順調です。"),
        ("4測定項目が「下回る」以下である。変化は▲4.1%である。", "4つの測定項目が「下回る」以下です。変化はマイナス4.1％です。"),
        ("7～9月に、8件の工程が年度内に終わらず、次年度へ引き継ぐ", "7月から9月までに、8件の工程が年度内に終わらず、次年度へ引き継ぎます。"),
        ("遅れの有無は判断できない", "遅れの有無は判断できません。"),
        ("年度目標を達成した測定項目はない", "年度目標を達成した測定項目はありません。"),
    ],
)  # fmt: skip
def test_written_sentences_are_said_politely(plain: str, said: str) -> None:
    assert speech.spoken(plain) == said


def test_what_departments_wrote_is_quoted_as_it_stands() -> None:
    said = speech.explained(Explanation("「第1便」が遅れた。\n次も遅れる。", "急ぐ。", "12月末"))
    assert said == "理由は「『第1便』が遅れた。 次も遅れる」、対応策は「急ぐ」、期限は12月末です。"
    assert (
        speech.explained(Explanation("", "急ぐ。", ""))
        == "理由は提出票に記載がなく、対応策は「急ぐ」で、期限の記載はありません。"
    )
    assert speech.explained(Explanation()) == "理由と対応策は、提出票に記載がありません。"
    assert speech.explained(Explanation(withheld=True)) == "理由と対応策は、掲載していません。"


def test_the_same_reason_is_not_read_twice() -> None:
    slide = next(s for s in briefing.compose(assessments()["q2"]).slides if s.kicker == "工程の遅れ")
    assert "理由と対応策は、先ほどの「LTE端末 設置完了率」と同じです。" in slide.notes
    assert "半導体不足" not in slide.notes


def test_a_slide_that_goes_on_is_not_read_twice() -> None:
    assessment = assessments()["q2"]
    deck = briefing.compose(assessment)
    late = next(s for s in deck.slides if s.kicker == "遅れている取組と対応")
    long = replace(late, regions=(("body", late.region("body") * 4),))
    made = Presentation(io.BytesIO(styled(assessment, replace(deck, slides=(long,)))[0]))
    notes = [s.notes_slide.notes_text_frame.text for s in made.slides][1:]
    assert notes == [f"{late.notes}\n\n{late.asked}", *[speech.AGAIN] * (len(notes) - 1)]
    assert len(notes) > 1


# --- what may be asked -----------------------------------------------------------------------------------------------


@pytest.mark.parametrize("name", NAMES)
def test_each_slide_has_up_to_three_questions_with_sources_or_blanks(name: str) -> None:
    assessment = assessments()[name]
    ids = {m.measure.id for m in assessment.measures} | {b.bar.id for b in assessment.bars}
    for audience in (Audience.EXECUTIVE, Audience.COMMITTEE):
        for slide in body(briefing.compose(assessment, audience)):
            lines = slide.asked.splitlines()
            asked = [line for line in lines if line.startswith("問")]
            assert len(asked) <= 3
            assert bool(lines) == bool(asked)
            for line, after in pairwise(lines):
                assert not line.startswith("問") or after.startswith("・"), f"nothing known and nothing to ask: {line}"
            for line in lines:
                assert set(re.findall(r"［([0-9A-Z][-0-9a-zA-Z]*)、", line)) <= ids, line
                assert "要確認" not in line or re.fullmatch(r"・【要確認：.+】", line), line


def test_questions_hold_what_the_data_say() -> None:
    deck = briefing.compose(assessments()["q2"])
    asked = {s.kicker.partition("　")[0]: s.asked for s in deck.slides}
    assert (
        "・「LTE端末 設置完了率」の年度末見込は70.0%（年度目標77.0%）で、未達の見込みである。［8-1a、情報政策課］"
        in asked["要点"]
    )
    assert "・「モバイルワーク実現数」は、実績を読み取れない。［6-4、生活福祉課］" in asked["要点"]
    assert "・理由：友だち登録は増えたが、新しい登録者の受信設定が進んでいない。［2-3、広報課］" in asked["戦略テーマ①"]
    assert (
        "・「複合機の更改」は、計画では10月に終わり、11月に終わる見込みである。［6-S1、契約課］" in asked["工程の遅れ"]
    )
    assert "・【要確認：戦略テーマ①の住民への効果】" in asked["戦略テーマ①"]


@pytest.mark.parametrize("audience", Audience)
def test_questions_are_in_the_deck_and_never_on_the_handout(audience: Audience) -> None:
    assessment = assessments()["q2"]
    deck = briefing.compose(assessment, audience)
    made, _ = styled(assessment, deck)
    notes = [s.notes_slide.notes_text_frame.text for s in Presentation(io.BytesIO(made)).slides]
    assert any("【想定問答】" in text for text in notes) == (audience is not Audience.PUBLIC)
    style = Style(assessment.strategy.palette)
    paper = handout.compose(deck, slides.shape(deck, TEMPLATE, style, FONTS))
    pages = PdfReader(io.BytesIO(render_handout(paper, style, FONTS, "2025-09-30"))).pages
    printed = "".join(re.sub(r"\s", "", page.extract_text()) for page in pages)
    assert "要点を3点" in printed
    assert not re.search("想定問答|要確認|dxreportexplain", printed)

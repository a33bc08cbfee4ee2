"""Lines of Japanese text: nothing lost, nothing forbidden at a line's ends, figures with their units, margins kept."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache
from itertools import accumulate, pairwise
from pathlib import Path

import pytest
import yaml
from hypothesis import given, settings
from hypothesis import strategies as st

from dxreport.assessing import Request, evaluate
from dxreport.render.fonts import FontSet
from dxreport.render.linebreak import HANGING, NO_END, NO_START, breaks, fill, fill_phrases, runs
from dxreport.render.pdf import render
from dxreport.render.pdf.look import Look
from dxreport.render.pdf.text import MOST_SPREAD, Line, Typesetter
from dxreport.render.phrases import fitting, in_phrases, phrases
from dxreport.render.style import Style
from dxreport.report import progress
from dxreport.report.blocks import Paragraph, ParagraphRole
from dxreport.report.cells import Span
from tests.pdf_lines import broken, printed_lines
from tests.test_pdf import FONTS, ROOT, STYLE, rendered

BLANKS = re.compile(r"[ \u3000\n]")
LOOK = Look(STYLE, FONTS)
ROOMS = (38.0, 61.5, 88.0, 128.0, 240.0, 409.0, 482.0)


def texts(data: object) -> Iterator[str]:
    if isinstance(data, str):
        yield data
    elif isinstance(data, dict):
        for item in data.values():
            yield from texts(item)
    elif isinstance(data, list):
        for item in data:
            yield from texts(item)


@cache
def corpus() -> tuple[str, ...]:
    """Every text of the real strategy, and of the sample answers."""
    files = [ROOT / "inputs/r7/strategy.yaml", *sorted((ROOT / "inputs/r7/sample").glob("*.yaml"))]
    read = (yaml.load(f.read_text(encoding="utf-8"), Loader=yaml.BaseLoader) for f in files)  # noqa: S506  it makes text only
    found = {text for data in read for text in texts(data) if re.search(r"[\u3041-\u9fff]", text)}
    assert len(found) > 400
    return tuple(sorted(found))


def em(text: str) -> float:
    """Half an em for ASCII, one for all else: what a monospaced Japanese face would measure."""
    return sum(0.5 if c < "\u0250" else 1.0 for c in text)


def cuts(text: str, room: float, hang: str = "") -> list[tuple[int, int]]:
    return [*breaks(text, lambda a, b: em(text[a:b]), room, hang=hang)]


def faults(text: str, lines: list[tuple[int, int]], room: float) -> Iterator[str]:
    """What is wrong where lines meet. Inside a run wider than the room a rule may be broken only where no place keeps all."""
    ends = list(accumulate(map(len, runs(text))))
    for (start, end), (after, _) in pairwise(lines):
        if "\n" in text[end:after] or not text[start:end].strip():
            continue
        first, last = text[after], text[end - 1]
        if after not in ends and end not in ends:
            begin = max((e for e in ends if e <= end), default=0)
            until = next(e for e in ends if e > end)
            if em(text[begin:until]) <= room:
                yield f"a run is cut: {text[begin:until]!r} between {last!r} and {first!r}"
            elif any(
                text[k] not in f"{NO_START} \u3000" and text[k - 1] not in NO_END
                for k in range(max(start, begin) + 1, end + 1)
            ) and (first in NO_START or last in NO_END):
                yield f"a rule is broken for nothing: {last!r} | {first!r}"
        elif first in NO_START or last in NO_END:
            yield f"{last!r} | {first!r}"


ALPHABET = "あいうかきっゃーアイッ、。，．・：）」』】（「『【！？々〜～…―%％℃￥＃漢字令和年月日件円123,.:/ABCxyz \u3000\n-※\u3099‐‼"


@given(st.text(st.sampled_from(ALPHABET), max_size=80), st.integers(2, 30), st.sampled_from(["", HANGING]))
@settings(max_examples=500)
def test_any_text_keeps_every_character_and_every_rule(text: str, room: int, hang: str) -> None:
    lines = cuts(text, room, hang)
    assert BLANKS.sub("", "".join(text[a:b] for a, b in lines)) == BLANKS.sub("", text)
    assert [*faults(text, lines, room)] == []
    for a, b in lines:
        line = text[a:b]
        assert em(line) <= room or b - a == 1 or (line[-1] in hang and em(line[:-1]) <= room)


@given(st.text(st.sampled_from(ALPHABET), max_size=80), st.integers(2, 30))
@settings(max_examples=200)
def test_a_broken_line_begins_and_ends_without_blanks(text: str, room: int) -> None:
    lines = cuts(text, room)
    for a, b in lines:
        assert not text[a:b].endswith((" ", "\u3000"))
        assert a == 0 or text[a - 1] == "\n" or not text[a : a + 1].startswith((" ", "\u3000"))


@given(st.text(st.sampled_from(ALPHABET), max_size=80))
def test_runs_are_the_whole_text(text: str) -> None:
    assert "".join(runs(text)) == text
    assert "".join(in_phrases(text)) == text


@pytest.mark.parametrize("room", ROOMS)
def test_the_strategy_s_own_texts_in_every_measure(room: float) -> None:
    for text in corpus():
        lines = LOOK.set.lines(text, LOOK.cell, room, hang=True)
        shown = "".join(line.text for line in lines)
        assert BLANKS.sub("", shown) == BLANKS.sub("", LOOK.set.clean(text))
        for above, below in pairwise(lines):
            at = f"{above.text} | {below.text}"
            ended = "\n" in text and f"{above.text}\n" in re.sub(r"[ \u3000]+\n", "\n", text)
            assert ended or (below.text[0] not in NO_START and above.text[-1] not in NO_END), at
            assert above.width <= room + 0.01 or above.text[-1] in HANGING


# Written out here once more: a character that is lost from the rules must be missed by somebody.
NEVER_FIRST = "、。，．）］｝」』】〕〉》・：；！？々ゝゞヽヾーぁぃぅぇぉっゃゅょゎァィゥェォッャュョヮヵヶ～〜…％℃”’｡､｣ｰ゛゜,.)]}!?:;%"
NEVER_LAST = "（［｛「『【〔〈《“‘￥＄№｢([{$#"


@pytest.mark.parametrize("character", NEVER_FIRST)
def test_never_first(character: str) -> None:
    for room in range(3, 12):
        lines = [*fill("あいうえおかきく" + character + "けこさしすせそ", em, room)]
        assert not any(line.startswith(character) for line in lines)


@pytest.mark.parametrize("character", NEVER_LAST)
def test_never_last(character: str) -> None:
    for room in range(3, 12):
        lines = [*fill("あいうえおかきく" + character + "けこさしすせそ", em, room)]
        assert not any(line.endswith(character) for line in lines)


KEPT = (
    "75%以上", "1,250件", "480万円", "3か月", "10月31日", "令和7年度", "令和元年度", "第2四半期", "12時30分", "約3割",
    "4.1／7.5", "7～9月", "DX-2025", "Wi-Fi", "ＬＩＮＥ", "……", "――", "24.0時間以内", "※12", "3歳以上", "No.5",
)  # fmt: skip


@pytest.mark.parametrize("kept", KEPT)
@pytest.mark.parametrize("before", range(1, 14))
def test_what_belongs_together_stands_on_one_line(kept: str, before: int) -> None:
    text = "あ" * before + kept + "い" * 9
    assert sum(kept in line for line in fill(text, em, 12)) == 1


@pytest.mark.parametrize("text", ["「" * 400 + "あ" + "」" * 400, "。" * 400, "W" * 400, "ー" * 400, "１２３，" * 100])
def test_runs_that_no_line_can_hold_are_cut_whole(text: str) -> None:
    lines = [*fill(text, em, 20, hang=HANGING)]
    assert "".join(lines) == text
    assert max(map(em, lines)) <= 21


def test_an_address_breaks_behind_its_dividing_marks() -> None:
    address = "https://www.city.example.jp/section/digital/plan_r7.html?page=12&lang=ja"
    lines = [*fill(f"くわしくは、{address}を見る。", em, 9)]
    assert "".join(lines) == f"くわしくは、{address}を見る。"
    inside = [line for line in lines[:-1] if line in address and not address.endswith(line)]
    assert len(inside) >= 3
    assert all(line[-1] in "/?&._-=" for line in inside)


# --- hanging and justification ---------------------------------------------------------------------------------------


def joints(line: Line) -> int:
    """Places where a justified line grows: beside Japanese characters, not inside Latin words and figures."""
    return len(re.findall(r"[!-~\u00a1-\u024f]+|[^!-~\u00a1-\u024f]", line.text)) - 1


@pytest.mark.parametrize("room", [128.0, 200.0, 333.3, 409.0, 482.0])
def test_justified_lines_fill_the_room_and_none_is_torn(room: float) -> None:
    filled = hanging = 0
    for text in (t for t in corpus() if "\n" not in t):
        lines = LOOK.set.spans((Span(text),), LOOK.fact, room, hang=True, justified=True)
        assert not lines or lines[-1].spread == 0
        for line in lines:
            assert 0 <= line.spread <= MOST_SPREAD * LOOK.fact.size + 1e-9
            mark = LOOK.set.measure(line.text[-1], LOOK.fact) if line.width > room + 1e-6 else 0.0
            assert not mark or line.text[-1] in HANGING
            assert line.width - mark <= room + 1e-6
            if line.spread:
                assert line.width - mark + line.spread * (joints(line) - bool(mark)) == pytest.approx(room, abs=1e-6)
                filled += 1
            hanging += bool(mark)
    assert filled > 20
    assert hanging > 0 or room > 400


def test_lines_before_a_line_end_keep_their_spacing() -> None:
    first, second = LOOK.set.spans((Span("短い行である。\n" + "次の行は長い" * 3),), LOOK.body, 240, justified=True)
    assert (first.spread, second.spread) == (0, 0)


def test_nothing_hangs_where_it_may_not() -> None:
    for text in corpus():
        assert all(line.width <= 128 + 1e-6 for line in LOOK.set.lines(text, LOOK.cell, 128))


def test_figures_in_a_justified_line_keep_their_own_spacing() -> None:
    """On paper: the digits of 1,250 stand as close as ever, the kana do not."""
    (line, *_) = LOOK.set.spans(
        (Span("端末は1,250台を配り、職員の全員が使うこととなった。" * 2),), LOOK.body, 300, justified=True
    )
    assert line.spread > 0
    drawn: list[tuple[str, float, float]] = []

    class Spy:
        def text(self, x: float, _y: float, text: str, *_rest: object, spacing: float = 0.0) -> None:
            drawn.append((text, x, spacing))

    line.draw(Spy(), LOOK.set, 0, 0)  # type: ignore[arg-type]  # what a pen is asked for is all that counts here
    assert {text: spacing for text, _, spacing in drawn}["1,250"] == 0
    assert drawn[0][2] == line.spread
    last, x, spacing = drawn[-1]
    end = x + LOOK.set.width(last, line.type.face, line.type.size) + spacing * (len(last) - 1)
    assert end == pytest.approx(300, abs=1e-6)


# --- headings --------------------------------------------------------------------------------------------------------


def test_headings_break_between_phrases() -> None:
    assert phrases("区立小中学校における学習用端末の活用の推進") == (
        "区立小中学校に",
        "おける",
        "学習用端末の",
        "活用の推進",
    )
    assert phrases("印刷枚数 年間削減率") == ("印刷枚数 ", "年間削減率")
    assert phrases("申請の75%以上を令和7年度第2四半期に") == ("申請の", "75%以上を", "令和7年度", "第2四半期に")


@pytest.mark.parametrize(
    ("text", "room", "lines"),
    [
        ("オンライン会議の時間削減", 8, ["オンライン会議の", "時間削減"]),
        ("オンライン会議の時間削減", 6, ["オンライン", "会議の", "時間削減"]),
        ("事務処理時間の削減", 6, ["事務処理", "時間の削減"]),
        ("モバイルワーク実現数", 8, ["モバイルワーク", "実現数"]),
    ],
)
def test_labels_in_narrow_columns_break_between_words(text: str, room: float, lines: list[str]) -> None:
    assert fill_phrases(fitting(text, lambda part: em(part) <= room), em, room) == lines


def test_no_heading_of_the_strategy_loses_a_character_or_leaves_a_remnant() -> None:
    headings = [t for t in corpus() if 8 < len(t) < 60 and "。" not in t and "\n" not in t]
    assert len(headings) > 100
    for text in headings:
        lines = [line.text for line in LOOK.set.label(text, LOOK.section, 160)]
        assert BLANKS.sub("", "".join(lines)) == BLANKS.sub("", LOOK.set.clean(text))
        assert len(lines) == 1 or len(lines[-1]) > 2, lines


# --- on paper --------------------------------------------------------------------------------------------------------


def test_no_line_of_the_report_begins_or_ends_with_what_may_not(tmp_path: Path) -> None:
    for name in ("inputs", "templates", "fonts"):
        (tmp_path / name).symlink_to(ROOT / name)
    assessment = evaluate(Request(tmp_path, checkpoint="q2"))
    made = render(
        progress.compose(assessment), Style(assessment.strategy.palette), FontSet(ROOT / "fonts"), "2025-09-30"
    )
    lines = printed_lines(made)
    pairs = [*broken(lines)]
    assert len(pairs) > 250
    assert [(a.text, b.text) for a, b in pairs if b.text[0] in NO_START or a.text.rstrip()[-1:] in NO_END] == []
    right = (20 + 170) * 72 / 25.4
    outside = [line for line in lines if line.end > right + 0.1]
    assert all(line.text[-1] in HANGING for line in outside)
    assert len([above for above, _ in pairs if abs(above.end - right) < 0.05]) > 15  # justified to the margin


def test_body_text_hangs_and_is_justified_and_a_lead_is_ragged() -> None:
    text = "".join(f"第{n}の所管課は、端末を配り終えて、研修を始めた。" for n in range(1, 40))
    right = (20 + 170) * 72 / 25.4

    def ends(role: ParagraphRole) -> list[tuple[str, float]]:
        lines = printed_lines(rendered(Paragraph((Span(text),), role)))
        pairs = [above for above, _ in broken(lines) if above.page > 1]
        assert len(pairs) > 10
        return [(line.text[-1], line.end - right) for line in pairs]

    body, lead = ends(ParagraphRole.BODY), ends(ParagraphRole.LEAD)
    hanging = [mark for mark, over in body if over > 1]
    assert hanging
    assert set(hanging) <= set(HANGING)
    flush = [over for _, over in body if over <= 1]
    assert sum(abs(over) < 0.05 for over in flush) > 0.8 * len(flush)
    assert sum(abs(over) < 0.05 for _, over in lead) < 0.3 * len(lead)


def test_a_typesetter_measures_what_it_sets() -> None:
    """Lines with a strong part in another face: their width is that of their runs."""
    setter = Typesetter(FONTS)
    spans = (Span("端末は"), Span("1,250台", strong=True), Span("を𠮷野地区に配った。" * 6))
    for line in setter.spans(spans, LOOK.body, 200, justified=True):
        assert line.width == pytest.approx(sum(setter.width(t, f, line.type.size) for t, f in line.runs))

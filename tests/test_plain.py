"""The text edition: everything that the paper says, in lines that can be listened to and that nobody's text can forge."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from dataclasses import fields, is_dataclass, replace
from functools import cache
from pathlib import Path
from typing import get_args

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dxreport.assessing import Request, evaluate
from dxreport.evaluate.measure_result import MeasureResult
from dxreport.render.plain import render
from dxreport.render.plain.lines import CHAPTER, FIGURE, SECTION
from dxreport.report.blocks import (
    Block,
    Bullets,
    Callout,
    Contents,
    FactRow,
    Facts,
    Heading,
    Matrix,
    PageBreak,
    Paragraph,
    Table,
)
from dxreport.report.cells import (
    Cell,
    Column,
    ColumnRole,
    LinesCell,
    NumberCell,
    RowGroup,
    Span,
    SpansCell,
    StatusCell,
    TextCell,
)
from dxreport.report.figures import (
    BulletChart,
    Gantt,
    KeyFigures,
    PlanSchedule,
    QuarterScale,
    ShareBars,
    StatusPanel,
    TrendChart,
)
from dxreport.report.papers import Document
from dxreport.report.progress import compose
from dxreport.report.wording import formats, spoken
from tests import cities
from tests.test_pdf import GOOD, LATE, D, document, every_block, number

GUIDE = "案内"
MARKS = (CHAPTER, SECTION, FIGURE)
CASES = [("sample", c) for c in ("q1", "q2", "q3")] + [(n, c) for n, steps in cities.CHECKPOINTS.items() for c in steps]


def text_of(paper: Document) -> str:
    return render(paper, GUIDE).decode("utf-8")


def lines_of(*blocks: Block) -> list[str]:
    """The lines of the blocks alone, between the guide and the foot."""
    lines = text_of(document(*blocks)).split("\r\n")
    return [line for line in lines[lines.index(GUIDE) + 1 : -2] if line]


def squeezed(text: str) -> str:
    return re.sub(r"\s", "", text)


@pytest.fixture(scope="module")
def papers(project: Path, tmp_path_factory: pytest.TempPathFactory) -> dict[tuple[str, str], Document]:
    """Every report of the sample year and of two other cities."""
    folder = tmp_path_factory.mktemp("plain")
    roots = {"sample": project, **{name: cities.workspace(name, folder / name) for name in cities.CHECKPOINTS}}
    return {(name, c): compose(evaluate(Request(roots[name], checkpoint=c))) for name, c in CASES}


# --- everything that the paper says ----------------------------------------------------------------------------------

_SIGNS = str.maketrans("", "", "↑↓")


def words_of(cell: Cell) -> list[str]:
    """What must be heard of a cell: figures without the sign that is a word there, classes, words."""
    match cell:
        case NumberCell():
            return [cell.text.lstrip("+±").replace("▲", "")]
        case StatusCell():
            return [cell.status.spoken]
        case TextCell():
            dash = cell.quiet and not any(c.isalnum() for c in cell.text)
            return ([] if dash else cell.text.translate(_SIGNS).split("\n")) + cell.sub.split("\n")
        case LinesCell():
            return [part for line in cell.lines for part in line]
        case SpansCell():
            return list(cell.plain)


def unsaid(paper: Document, text: str) -> list[str]:
    """Everything of the paper that is not in the text."""
    whole = squeezed(text)
    return [part for b in paper.blocks for part, place in parts_of(b, whole) if squeezed(part) not in squeezed(place)]


def parts_of(block: Block, whole: str) -> Iterator[tuple[str, str]]:  # noqa: C901  # one case for each kind of block
    """What a block says, and where it must be found: in the text, or in the sentence of its own row."""
    match block:
        case Heading():
            yield from ((t, whole) for t in (block.plain, block.kicker, block.aside, block.bookmark))
        case Paragraph() | Callout():
            yield block.plain, whole
        case Bullets():
            yield from ((s.text, whole) for item in block.items for s in item)
        case Facts():
            for row in block.rows:
                yield row.label, whole
                yield from ((s, whole) for s in row.small)
                said = row.said or whole
                spans = [s.text for line in row.lines for s in line]
                yield from ((w, said) for s in spans for w in (re.findall(r"[0-9.,]+", s) if row.said else [s]))
        case Table():
            yield block.title, whole
            yield block.note, whole
            for group in block.groups:
                yield group.heading, whole
                assert len(group.said) in (0, len(group.rows))
                for n, row_ in enumerate(group.rows):
                    yield from in_row(block, row_, group.said[n] if group.said else "", whole)
        case KeyFigures():
            yield from ((t, whole) for t in (block.alt, block.note))
            yield from ((f"{f.status.spoken}は{f.count.text}項目", block.alt) for f in block.figures)
        case BulletChart():
            for row__ in block.rows:
                yield row__.label, block.alt
                yield from ((figure, block.alt) for figure in row__.figure.rpartition(" ")[0].split("／"))
                yield from ((figure, whole) for figure in row__.figure.rpartition(" ")[0].split("／"))
        case TrendChart():
            yield block.alt, whole
            said_ = [f"{s.name}{label}{block.unit}" for s in block.series for label in s.labels if label]
            yield from ((t, block.alt) for t in (*said_, block.target_label.replace(" ", "")))
        case Gantt():
            yield block.alt, whole
            for bar in block.rows:
                yield bar.alt, block.alt
                yield bar.label, bar.alt
                yield from ((m.label, bar.alt) for m in bar.milestones)
                yield (bar.status.spoken if bar.status else ""), bar.alt
        case StatusPanel():
            yield from ((c.spoken, whole) for _, *classes in block.rows for c in classes if c)
            yield from ((name, whole) for name, *_ in block.rows)
        case ShareBars() | PlanSchedule() | Matrix() | QuarterScale():
            raise AssertionError("not in this paper; add what it must say")
        case Contents() | PageBreak():
            return


def in_row(of: Table, row: tuple[Cell, ...], said: str, whole: str) -> Iterator[tuple[str, str]]:
    """Of a row with a sentence every figure and word is in that sentence; of others in the text."""
    figures = any(isinstance(cell, NumberCell) for cell in row)
    for n, (column, cell) in enumerate(zip(of.columns, row, strict=True)):
        for word in words_of(cell):
            if not said or (n == 0 and of.side_column):
                yield word.replace("▲", "マイナス"), whole
            elif figures or column.role is not ColumnRole.UNIT:  # a unit without a figure tells nothing
                yield from ((part, said) for part in re.split(r"[\s／]", word))


@pytest.mark.parametrize("case", CASES, ids="-".join)
def test_everything_that_the_paper_says_is_heard(
    case: tuple[str, str], papers: dict[tuple[str, str], Document]
) -> None:
    paper = papers[case]
    text = text_of(paper)
    assert unsaid(paper, text) == []
    cover = paper.cover
    facts = [s.text for row in cover.facts.rows for line in row.lines for s in line]
    for part in (*cover.boxes, cover.era, *cover.title, cover.period, cover.foot_left, cover.foot_right, *facts):
        assert part in text


def test_what_is_left_out_is_noticed(papers: dict[tuple[str, str], Document]) -> None:
    """The walk above is not blind: a figure, a class or a word that is gone from one sentence is told."""
    paper = papers["sample", "q2"]
    text = text_of(paper)
    line = next(s for s in text.split("\r\n") if s.startswith("8-1a　") and "進捗率73.0%" in s)
    assert unsaid(paper, text.replace("半導体不足により、第2次納入分", "")) != []
    table = next(b for b in paper.blocks if isinstance(b, Table) and line in b.groups[0].said)
    group = table.groups[0]
    for lost in ("36.5", "50.0", "73.0", "47.4", "14.5", "D 遅れ", "70.0"):
        cut = tuple(s.replace(lost, "") for s in group.said)
        worse = replace(table, groups=(replace(group, said=cut),))
        blocks = tuple(worse if b is table else b for b in paper.blocks)
        assert unsaid(replace(paper, blocks=blocks), text) != [], lost


# --- how it is laid out ----------------------------------------------------------------------------------------------


@pytest.mark.parametrize("case", CASES, ids="-".join)
def test_it_is_text_that_any_program_reads(case: tuple[str, str], papers: dict[tuple[str, str], Document]) -> None:
    data = render(papers[case], spoken.GUIDE)
    text = data.decode("utf-8")
    assert data == render(papers[case], spoken.GUIDE)
    assert not text.startswith("\ufeff")
    assert text.endswith("\r\n")
    assert "\r\n\r\n\r\n" not in text, "one blank line between blocks"
    lines = text.split("\r\n")
    assert all(line == line.rstrip() for line in lines)
    assert not [c for line in lines for c in line if unicodedata.category(c) in ("Cc", "Cf", "Zl", "Zp")]
    assert unicodedata.is_normalized("NFC", text)
    assert not re.search(r"[\u2500-\u259f|]|--|==", text), "nothing is drawn with characters"


def test_headings_can_be_searched_for_and_stand_in_the_contents(papers: dict[tuple[str, str], Document]) -> None:
    lines = text_of(papers["sample", "q2"]).split("\r\n")
    start = lines.index("■目次")
    contents = [line.strip() for line in lines[start + 1 : lines.index("", start)]]
    headings = [line[1:] for line in lines if line.startswith((CHAPTER, SECTION)) and line != "■目次"]
    assert contents == headings
    assert {"要約", "重点取組8　環境の整備・拡充", "遅れの一覧", "付録4　指摘事項"} <= set(contents)


def test_draft_and_sample_are_said_first_and_last(project: Path) -> None:
    paper = compose(evaluate(Request(project, checkpoint="q2", draft=True)))
    lines = text_of(paper).split("\r\n")
    assert lines[0] == "案、庁内限り"
    assert lines[1].startswith("サンプルデータ（架空）")
    assert lines[-2].startswith("サンプルデータ（架空）")


def test_the_guide_names_the_marks() -> None:
    assert all(f"「{mark}」" in spoken.GUIDE for mark in MARKS)


# --- each kind of block ----------------------------------------------------------------------------------------------


def test_every_kind_of_block_is_said() -> None:
    blocks = every_block("端末の設置")
    assert {type(b) for b in blocks} == set(get_args(Block))
    for block in blocks:
        # A table of contents alone names no heading, but has its title.
        assert bool(lines_of(block)) is not isinstance(block, PageBreak), block


@pytest.mark.parametrize(
    "nasty", ["■偽の章\n◆偽の節\n●偽の図", "文\u2028■偽\x85◆偽\x0b●偽\r■偽", " \t■偽", "\n\n■偽\n\n■偽"]
)
def test_nobody_s_text_makes_a_heading(nasty: str) -> None:
    def marked(text: str) -> list[str]:
        return [line for line in text_of(document(*every_block(text), text=text)).splitlines() if line[:1] in MARKS]

    harmless, attacked = marked("文"), marked(nasty)
    assert [line[0] for line in attacked] == [line[0] for line in harmless]
    assert len(harmless) > 10
    # A title is one line, whatever it holds.
    assert not [line for line in attacked if line[1:].strip().startswith("偽")]


WORST = {
    "long": "端末の設置が計画の73.0%にとどまり、令和7年10月31日までに480万円の判断を要する。" * 60,
    "one-word": "あ" * 3000,
    "latin": "https://example.jp/" + "a" * 400,
    "markup": "<b>&amp;</b> ]]> \\u0000 {0} %s =1+1",
    "several-lines": "1行目\n2行目\r\n\r\n3行目",
    "signs": "▲4.1 －？◎①½²髙𠮷👍",
}


@pytest.mark.parametrize("text", WORST.values(), ids=WORST)
def test_the_worst_texts_are_said_whole(text: str) -> None:
    holding = [block for block in every_block(text) if holds(block, text)]
    assert len(holding) > 15
    for block in holding:
        assert squeezed(text) in squeezed("".join(lines_of(block))), block


def holds(value: object, text: str) -> bool:
    if isinstance(value, str):
        return text in value
    if isinstance(value, tuple):
        return any(holds(v, text) for v in value)
    return is_dataclass(value) and any(holds(getattr(value, f.name), text) for f in fields(value))


@pytest.mark.parametrize("text", ["", " ", "。" * 400, "\n"])
def test_no_text_is_no_line(text: str) -> None:
    assert "\r\n\r\n\r\n" not in text_of(document(*every_block(text), text=text))


@given(st.lists(st.text(alphabet="■◆●文字 \n\r\u2028\x0b\t：　"), min_size=1, max_size=5))
def test_no_text_makes_a_heading_or_a_blank_line(texts: list[str]) -> None:
    said = RowGroup(tuple((TextCell(t),) for t in texts), heading=texts[0], said=tuple(texts))
    table = Table((Column("項目", ColumnRole.NAME),), (said, replace(said, said=())), caption="表", note=texts[-1])
    facts = Facts(tuple(FactRow(t, ((Span(t),), (Span(t),)), (t,)) for t in texts))
    text = text_of(
        document(table, Facts((FactRow("理由", ((Span(texts[0]),),)),)), facts, Paragraph((Span(texts[-1]),)))
    )
    assert [line for line in text.splitlines() if line[:1] in MARKS] == ["●表"]
    assert "\r\n\r\n\r\n" not in text


def table(*rows: tuple[Cell, ...]) -> Table:
    columns = (
        Column("", ColumnRole.ID),
        Column("項目", ColumnRole.NAME),
        Column("達成率\n（%）", ColumnRole.RATE),
        Column("第2四半期", ColumnRole.STATUS, over="KPI"),
        Column("理由", ColumnRole.TEXT),
    )
    return Table(columns, (RowGroup(rows, heading="工程　1件"),), caption="一覧", note="注")


def test_a_row_is_read_with_its_headings() -> None:
    row = (
        TextCell("8-1a"),
        TextCell("端末", sub="情報政策課"),
        number("36.5"),
        StatusCell(LATE),
        TextCell("納入の遅れ。"),
    )
    assert lines_of(table(row)) == [
        "●一覧",
        "工程　1件",
        "8-1a　端末　情報政策課：達成率（%）：36.5。KPI　第2四半期：D 遅れ。理由：納入の遅れ。",
        "注",
    ]


def test_what_is_not_there_is_not_read() -> None:
    row = (TextCell("1"), TextCell("端末"), TextCell("－", quiet=True), TextCell("", quiet=True), TextCell("－"))
    # A dash that somebody wrote is read; the one that stands for nothing is not.
    assert lines_of(table(row))[2] == "1　端末：－"


def test_long_rows_are_read_line_by_line() -> None:
    long = "納入が遅れた。" * 20
    row = (TextCell("1"), TextCell("端末"), NumberCell("▲4.1", D("-4.1")), StatusCell(GOOD), TextCell(f"{long}\n■偽"))
    assert lines_of(table(row))[2:-1] == [
        "1　端末",
        "　達成率（%）：マイナス4.1",
        f"　KPI　第2四半期：{GOOD.spoken}",
        f"　理由：{long}",
        "　　■偽",
    ]


def test_a_chart_that_repeats_the_table_before_it_says_its_message_only() -> None:
    chart = next(b for b in every_block("端末") if isinstance(b, BulletChart))
    alt = "2項目のうち1項目が計画以上。\n端末：実績36.5%。"
    chart = replace(chart, title="図", alt=alt, rows=chart.rows[:1])
    before = table((TextCell("1-1"), TextCell("端末"), number("36.5"), StatusCell(LATE), TextCell("")))
    assert lines_of(chart) == ["●図", "2項目のうち1項目が計画以上。", "　端末：実績36.5%。"]
    assert lines_of(before, chart)[-2:] == ["●図", "2項目のうち1項目が計画以上。"]
    assert lines_of(before, Heading(2, ("次",)), chart)[-1] == "　端末：実績36.5%。"


# --- the sentences ---------------------------------------------------------------------------------------------------


@cache
def _results(root: Path) -> dict[str, MeasureResult]:
    return {m.measure.id: m for m in evaluate(Request(root, checkpoint="q2")).measures}


@pytest.mark.parametrize(
    ("measure", "changed", "said"),
    [
        ("8-1a", {}, "評価はD 遅れ。実績36.5%。計画50.0%に対する進捗率73.0%。年度目標77.0%に対する達成率47.4%。"
                     "前回から14.5ポイント増。年度末見込70.0%（未達の見込み）。"),
        ("8-5b", {}, "評価はB 順調。実績は該当なし。計画24.0時間。年度目標24.0時間以内。"),
        ("6-4", {}, "未報告（実績を読み取れない）。計画1件。年度目標2件以上。"),
        ("2-4", {}, "評価対象外（調査等が未実施）。計画75.0%。年度目標75.0%以上。"),
        ("11-1", {"difference": D(-2), "forecast": None}, "評価はD 遅れ。実績1件。計画2件に対する進捗率50.0%。"
                     "年度目標5件に対する達成率20.0%。前回から2件減。"),
        ("11-1", {"difference": D(0), "forecast": None, "planned": None}, "評価はD 遅れ。実績1件。進捗率50.0%。"
                     "年度目標5件に対する達成率20.0%。前回からの増減は0件。"),
    ],
)  # fmt: skip
def test_a_measure_is_said_in_a_sentence(project: Path, measure: str, changed: dict[str, object], said: str) -> None:
    result = replace(_results(project)[measure], **changed)  # type: ignore[arg-type]  # fields of the case
    assert spoken.measure(result, (), final=False) == f"{measure}　{result.measure.short_name}：{said}"


def test_at_the_year_s_end_there_is_no_plan_and_no_forecast(project: Path) -> None:
    said = spoken.measure(_results(project)["8-1a"], (), final=True)
    assert "計画" not in said
    assert "見込" not in said
    assert "年度目標77.0%に対する達成率47.4%" in said


def test_a_decrease_is_a_word() -> None:
    assert formats.aloud("▲1,250.5") == "マイナス1,250.5"
    assert NumberCell("▲4", D(-4), unit="件").spoken == "マイナス4件"
    assert GOOD.spoken == "B 順調"
    assert replace(GOOD, letter="").spoken == "順調"

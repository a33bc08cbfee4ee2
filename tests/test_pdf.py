"""The PDF renderer: every kind of block, long and empty texts, embedded fonts, links, and the same bytes every time."""

from __future__ import annotations

import os
import re
import subprocess
import sys
from dataclasses import replace
from decimal import Decimal
from io import BytesIO
from pathlib import Path
from typing import get_args

import pytest
from pypdf import PageObject, PdfReader
from pypdf.generic import ArrayObject, Destination, DictionaryObject

from dxreport.ingest.strategy_file import load
from dxreport.model.scale import StatusClass, Tone
from dxreport.render.fonts import FontSet
from dxreport.render.pdf import render
from dxreport.render.pdf.flow import Piece, paginate
from dxreport.render.pdf.look import Look
from dxreport.render.pdf.pen import Pen
from dxreport.render.style import Style
from dxreport.report.blocks import (
    Block,
    Bullets,
    Callout,
    Contents,
    FactRow,
    Facts,
    Heading,
    Matrix,
    MatrixCell,
    MatrixRow,
    PageBreak,
    Paragraph,
    ParagraphRole,
    Table,
)
from dxreport.report.cells import Cell, Column, ColumnRole, LinesCell, NumberCell, RowGroup, Span, StatusCell, TextCell
from dxreport.report.figures import (
    BulletChart,
    BulletRow,
    Diagram,
    DiagramLevel,
    Gantt,
    GanttMilestone,
    GanttRow,
    KeyFigure,
    KeyFigures,
    PlanBar,
    PlanRow,
    PlanSchedule,
    QuarterScale,
    Series,
    SeriesRole,
    Share,
    ShareBar,
    ShareBars,
    StatusPanel,
    TrendChart,
)
from dxreport.report.papers import Cover, Document, Properties

ROOT = Path(__file__).parents[1]
FONTS = FontSet(ROOT / "fonts")
LATE = StatusClass("×", "D", "遅れ", Tone.LATE)
GOOD = StatusClass("○", "B", "順調", Tone.ON_TRACK)
NONE = StatusClass("？", "", "未報告", Tone.UNREPORTED)
TONES = tuple(StatusClass("◎", "A", "達成", tone) for tone in Tone)
D = Decimal


def style() -> Style:
    strategy = load(ROOT / "inputs/r7/strategy.yaml").value
    assert strategy is not None
    return Style(strategy.palette)


STYLE = style()


def number(text: str) -> NumberCell:
    return NumberCell(text, D(text.replace(",", "")), source="1-1")


def table(text: str = "名称", rows: int = 3) -> Table:
    columns = (
        Column("", ColumnRole.ID), Column("項目", ColumnRole.NAME), Column("単位", ColumnRole.UNIT),
        Column("実績", ColumnRole.FIGURE), Column("達成率\n（%）", ColumnRole.RATE),
        Column("評価", ColumnRole.STATUS, over="KPI"), Column("説明", ColumnRole.TEXT),
    )  # fmt: skip
    row: tuple[Cell, ...] = (
        TextCell("8-1a"), TextCell(text, strong=True, sub=text), TextCell("%以上"), number("36.5"),
        TextCell("－", quiet=True), StatusCell(LATE), LinesCell((("見出し", text), ("", text))),
    )  # fmt: skip
    return Table(columns, (RowGroup((row,) * rows, heading=text),), caption="表", title="表", note=text)


def every_block(text: str) -> tuple[Block, ...]:
    """One of each kind, with ``text`` wherever people write."""
    spans = (Span(text), Span(text, strong=True))
    milestone = GanttMilestone(D("4.5"), reached=True, label=text)
    gantt_row = GanttRow(text, planned=(D(0), D(10)), actual=(D(0), D(6)), overrun=(D(10), D(12)),
                           milestones=(milestone,), status=LATE, alt=text)  # fmt: skip
    months = tuple(str(m) for m in (4, 5, 6, 7, 8, 9, 10, 11, 12, 1, 2, 3))
    quarters = ("4～6月", "7～9月", "10～12月", "1～3月")
    series = (
        Series("計画", SeriesRole.PLAN, (D(1), D(2), D(3), D(4)), ("1", "2", "3", "4")),
        Series("実績", SeriesRole.ACTUAL, (D(0), D(2), None, None), ("0", "2", "", "")),
        Series("見込", SeriesRole.FORECAST, (None, None, None, D(5)), ("", "", "", "5")),
    )
    trend = TrendChart(text, quarters, series, 1, True, D(4), "年度目標 4", "件", 0, text, "1-1")
    share = ShareBar(text, "全40項目", tuple(Share(s, number("5"), number("12.5")) for s in TONES))
    return (
        Heading(1, (text, text), kicker="重点取組8", aside=text, anchor="one", bookmark=text[:20], new_page=True),
        StatusPanel(("今回", "前回"), (("KPI", LATE, GOOD), ("工程", NONE, None))),
        Heading(2, (text,), anchor="two"),
        Heading(3, (text,)),
        *(Paragraph(spans, role) for role in ParagraphRole),
        Bullets((spans, spans)),
        Facts((FactRow(text, (spans,), (text,)), FactRow("期限", ((Span("3月末"),),)))),
        table(text),
        KeyFigures(tuple(KeyFigure(s, number("24"), "前回 19") for s in TONES), text, text),
        ShareBars(text, (share, share), text, text),
        BulletChart(text, (BulletRow(text, D("1.4"), D("0.5"), "36.5／50.0 %", Tone.LATE, "1-1"),
                             BulletRow(text, D("-1"), None, "0 件", Tone.ON_TRACK, "1-2")),
                      ("0", "実績", "計画", "年度目標", "実績／計画"), text),
        trend,
        replace(trend, columns=False),
        Gantt(text, "個別施策", "評価", quarters, months, (GanttRow(text, group=True), gantt_row), D(6),
                "基準日", text, text),
        PlanSchedule(text, "個別施策", quarters, months,
                       (PlanRow((text,), ((PlanBar(D(0), D(3), text, ((D(3), text),)),),), text),), text, text),
        Diagram(text, (DiagramLevel(("目的",), ((text,),)), DiagramLevel(("手段",), ((text,), (text,)), text)), text, text),
        Callout("判断", spans),
        Matrix((MatrixRow("①", (text,), (MatrixCell("1", "めざす姿①", (text,), "one", text),) * 4),), text),
        QuarterScale(quarters, 2, 2, text),
        Contents("目次", 2),
        PageBreak(),
        Paragraph((Span("終わり"),)),
    )  # fmt: skip


def document(*content: Block, text: str = "進捗") -> Document:
    cover = Cover(
        "目黒区", ("案", "庁内限り"), "令和7年度（2025年度）", ("デジタル・ICT戦略", "進捗報告書"), "第2四半期",
        QuarterScale(("第1", "第2", "第3", "第4"), 2, 2, ""),
        Facts((FactRow("基準日", ((Span(text),),)),) * 4, strong_rules=True), "見本", "131105",
    )  # fmt: skip
    properties = Properties("進捗報告書", "情報政策推進部", "第2四半期", ("KPI", "工程"), "2025-09-30")
    return Document(properties, cover, "左" + text, "右", "足", content)


def rendered(*content: Block, text: str = "進捗") -> bytes:
    return render(document(*content, text=text), STYLE, FONTS, "2025-09-30")


def reader(data: bytes) -> PdfReader:
    return PdfReader(BytesIO(data))


def words(data: bytes) -> str:
    return "".join(page.extract_text() for page in reader(data).pages)


SENTENCE = "端末の設置が計画の73.0%にとどまり、令和7年10月31日までに480万円の判断を要する。"


def test_every_kind_of_block_is_drawn() -> None:
    content = every_block("短い")
    assert {type(block) for block in content} == set(get_args(Block))
    assert "終わり" in words(rendered(*content))


@pytest.mark.parametrize("text", ["", " ", "短い", SENTENCE * 3, SENTENCE * 30, "A" * 900, "。" * 400])
def test_no_text_is_too_long_or_too_short(text: str) -> None:
    data = rendered(*every_block(text), text=text)
    assert "終わり" in words(data)
    if len(text) < 300:
        assert_inside(data)


def fonts_of(page: PageObject) -> list[DictionaryObject]:
    resources = page["/Resources"]
    assert isinstance(resources, DictionaryObject)
    table = resources["/Font"].get_object()
    assert isinstance(table, DictionaryObject)
    return [font for f in table.values() if isinstance(font := f.get_object(), DictionaryObject)]


def places(page: PageObject) -> list[tuple[float, float]]:
    """Where runs of text begin, in points from the lower left corner."""
    found: list[tuple[float, float]] = []

    def note(text: str, _cm: object, tm: list[float], _font: object, _size: object) -> None:
        if text.strip():
            found.append((tm[4], tm[5]))

    page.extract_text(visitor_text=note)
    return found


def assert_inside(data: bytes) -> None:
    """Text begins between the margins and stands on the page."""
    for page in reader(data).pages:
        assert all(55 <= x <= 540 and 20 <= y <= 830 for x, y in places(page))


def test_a_sentence_among_figures_reads_from_the_left() -> None:
    sentence = "いろはにほへとちりぬるをわか、よたれそつねならむ。うゐのおくやまけふこえて、あさきゆめみし。"
    columns = (Column("項目", ColumnRole.NAME), Column("目標", ColumnRole.FIGURE), Column("説明", ColumnRole.TEXT))
    note = "説明の欄が場所を取るので、目標の欄は文を一行に入れられない。" * 6
    rows = tuple((TextCell("項目"), cell, TextCell(note)) for cell in (TextCell(sentence), number("36.5")))
    page = reader(rendered(Table(columns, (RowGroup(rows),), caption="表", title="表"))).pages[-1]
    found: list[tuple[str, float]] = []
    page.extract_text(visitor_text=lambda text, _c, tm, _f, _s: found.append((text.strip(), round(tm[4], 1))))
    starts = {x for text, x in found if len(text) > 1 and text in sentence}
    lines = [text for text, _ in found if len(text) > 1 and text in sentence]
    assert len(lines) > 2, "the sentence wraps"
    assert len(starts) == 1, "and every line begins at the same place"


def test_a_cell_taller_than_a_page_runs_on_and_loses_nothing() -> None:
    long = "".join(f"第{n}項の説明である。" for n in range(400))
    data = rendered(Heading(1, ("表",), new_page=True), table(long, rows=1))
    found = re.sub(r"\s", "", words(data))
    assert all(f"第{n}項" in found for n in range(400))
    assert found.count("達成率") > 1, "the head is repeated on the pages that follow"


def test_the_same_document_gives_the_same_bytes_in_any_process(tmp_path: Path) -> None:
    script = (
        f"import sys; sys.path[:0] = [{str(ROOT)!r}, {str(ROOT / 'tests')!r}]\n"
        "from test_pdf import *\n"
        "sys.stdout.buffer.write(rendered(*every_block(SENTENCE)))"
    )
    outputs = []
    for seed, epoch in (("1", "0"), ("2", "1700000000")):
        env = {**os.environ, "PYTHONHASHSEED": seed, "SOURCE_DATE_EPOCH": epoch, "TZ": "Asia/Tokyo"}
        command = [sys.executable, "-c", script]
        done = subprocess.run(command, cwd=tmp_path, env=env, capture_output=True, check=True)  # noqa: S603  # our own
        outputs.append(done.stdout)
    assert outputs[0] == outputs[1] == rendered(*every_block(SENTENCE))


def test_dates_and_properties_come_from_the_document() -> None:
    made = reader(rendered(Paragraph((Span("本文"),))))
    info = made.metadata
    assert info is not None
    assert {str(info["/CreationDate"]), str(info["/ModDate"])} == {"D:20250930000000+09'00'"}
    assert (info.title, info.author, info.subject) == ("進捗報告書", "情報政策推進部", "第2四半期")
    assert str(info["/Keywords"]) == "KPI, 工程"
    assert str(made.root_object["/Lang"]) == "ja-JP"
    preferences = made.root_object["/ViewerPreferences"]
    assert isinstance(preferences, DictionaryObject)
    assert str(preferences["/DisplayDocTitle"]) == "True"


def test_every_font_is_an_embedded_subset() -> None:
    made = reader(rendered(*every_block(SENTENCE)))
    fonts = [font for page in made.pages for font in fonts_of(page)]
    assert fonts
    for font in fonts:
        descriptor = font["/FontDescriptor"].get_object()
        assert "+" in str(font["/BaseFont"])
        assert isinstance(descriptor, DictionaryObject)
        assert "/FontFile2" in descriptor


def test_nothing_is_set_smaller_than_nine_points() -> None:
    sizes: set[float] = set()
    for page in reader(rendered(*every_block(SENTENCE))).pages:
        contents = page.get_contents()
        assert contents is not None
        sizes |= {float(s) for s in re.findall(rb"/F[0-9+]+ ([0-9.]+) Tf", contents.get_data())}
    assert min(sizes) >= 9


def test_bookmarks_links_and_contents_agree() -> None:
    made = reader(rendered(
        Contents("目次", 2),
        Heading(1, ("要約",), kicker="要約", anchor="summary", bookmark="要約", new_page=True),
        Heading(2, ("取組",), kicker="重点取組1", anchor="i1", bookmark="重点取組1", new_page=True),
        Heading(3, ("小見出し",)),
    ))  # fmt: skip
    outline = made.outline
    first, nested = outline[0], outline[1]
    assert isinstance(first, Destination)
    assert isinstance(nested, list)
    assert first.title == "要約"
    assert [d.title for d in nested if isinstance(d, Destination)] == ["重点取組1"]
    assert made.get_destination_page_number(first) == 2
    links = made.pages[1]["/Annots"]
    assert isinstance(links, ArrayObject)
    assert [a.get_object()["/Subtype"] for a in links] == ["/Link", "/Link"]
    assert re.search(r"要約\s*2\s*重点取組1\s*3", made.pages[1].extract_text())
    assert made.page_labels[1:] == ["1", "2", "3"]


def test_text_from_people_is_never_markup() -> None:
    nasty = '<img src="/etc/passwd"/><b>太字 & <!-- 消える --> \x00\x1b 葛\U000e0100 \u200b終'
    found = words(rendered(Paragraph((Span(nasty),)), table(nasty)))
    assert '<img src="/etc/passwd"/>' in found.replace("\n", "")
    assert "<!--" in found
    assert "\x00" not in found


@pytest.mark.parametrize("width", [60.0, 128.0, 300.0])
def test_lines_follow_kinsoku_and_keep_every_character(width: float) -> None:
    look = Look(STYLE, FONTS)
    spans = (Span("（注）端末は1,250件、"), Span("令和7年度に95.0%を超え、"), Span(SENTENCE, strong=True))
    lines = ["".join(text for text, _ in line.runs) for line in look.set.spans(spans, look.cell, width)]
    assert "".join(lines) == "".join(s.text for s in spans)
    assert not any(line[0] in "、。）」ーっ" for line in lines)
    assert not any(line[-1] in "（「" for line in lines)
    assert all(not re.search(r"1,$|令和$|95\.$", line) for line in lines)


def test_a_last_line_is_no_remnant() -> None:
    look = Look(STYLE, FONTS)
    for count in range(20, 60):
        lines = look.set.lines("あ" * count + "である。", look.body, 240)
        assert len(lines) < 2 or len(lines[-1].runs[0][0]) > 2


def drawn(pen: Pen, x: float, y: float) -> None:
    """Stands for ink."""
    assert pen
    assert x <= y


def piece(height: float, *, keep: bool = False, new_page: bool = False) -> Piece:
    return Piece(height, drawn, keep=keep, new_page=new_page)


def test_what_is_kept_together_moves_together() -> None:
    pages = paginate([piece(60), piece(30, keep=True), piece(30)], 100)
    assert [len(page) for page in pages] == [1, 2]


def test_a_chain_longer_than_a_page_is_cut_and_nothing_is_lost() -> None:
    pages = paginate([piece(30, keep=True) for _ in range(10)], 100)
    assert sum(len(page) for page in pages) == 10
    assert all(p.y + p.piece.height <= 100 for page in pages for p in page)


def test_white_space_yields_before_a_page_does() -> None:
    loose = [Piece(30, drawn, above=10) for _ in range(3)]
    assert len(paginate(loose, 100)) == 1


def test_a_paper_without_blocks_is_a_cover_and_an_empty_page() -> None:
    assert len(reader(rendered()).pages) == 2

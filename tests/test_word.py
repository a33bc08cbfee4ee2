"""Papers as Word files: every block is set, nothing is lost, tables and fields are whole, bytes are the same."""

from __future__ import annotations

import io
import zipfile
from collections import Counter
from dataclasses import replace
from decimal import Decimal
from pathlib import Path
from typing import Any, get_args

import docx
import pytest
from docx.enum.section import WD_ORIENT
from docx.oxml.ns import qn
from lxml import etree

from dxreport.model.policy import Palette, ToneColours
from dxreport.model.scale import StatusClass, Tone
from dxreport.render.fonts import FontSet
from dxreport.render.style import Style
from dxreport.render.word import missing, render
from dxreport.render.word.contract import Para, Run, Slot, TableLook
from dxreport.render.word.schedule import MONTHS, Piece, pieces
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
from dxreport.report.cells import Column, ColumnRole, LinesCell, NumberCell, RowGroup, Span, StatusCell, TextCell
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

ROOT = Path(__file__).parent.parent
TEMPLATE = (ROOT / "templates" / "strategy.docx").read_bytes()
FONTS = FontSet(ROOT / "fonts")
TONES = {tone: ToneColours("C6DDEA", "0A3A54", "2F6E92") for tone in Tone}
STYLE = Style(
    Palette(
        ink="1B2631",
        sub="4B5763",
        accent="0B4F71",
        accent_light="D3E3EC",
        track="E3E8EC",
        tint="F1F4F6",
        line="84909A",
        hair="C5CDD3",
        tones=TONES | {Tone.EXCLUDED: ToneColours(None, "4B5763", "84909A")},
    )
)
LATE = StatusClass("×", "D", "遅れ", Tone.LATE)
GOOD = StatusClass("○", "B", "順調", Tone.ON_TRACK)
NOT_DUE = StatusClass("－", "", "評価対象外", Tone.EXCLUDED)
SILENT = StatusClass("？", "", "未報告", Tone.UNREPORTED)
QUARTERS = ("4～6月", "7～9月", "10～12月", "1～3月")
MONTH_NAMES = tuple(str(m) for m in (4, 5, 6, 7, 8, 9, 10, 11, 12, 1, 2, 3))


def D(number: str) -> Decimal:  # noqa: N802  # short for Decimal in tables of figures
    return Decimal(number)


def figure(text: str, **more: Any) -> NumberCell:
    return NumberCell(text, Decimal(text.replace(",", "")), **more)


def bar(start: str, end: str, text: str = "", *points: tuple[str, str]) -> PlanBar:
    return PlanBar(D(start), D(end), text, tuple((D(p), label) for p, label in points))


COLUMNS = (
    Column("取組", ColumnRole.LABEL),
    Column("項目", ColumnRole.NAME, weight=2),
    Column("実績", ColumnRole.FIGURE, over="値"),
    Column("計画", ColumnRole.FIGURE, over="値"),
    Column("評価", ColumnRole.STATUS),
    Column("経過", ColumnRole.TEXT, weight=2),
)
ROWS = (
    (
        TextCell("取組一", sub="小さな添え書き"),
        TextCell("項目甲", strong=True),
        figure("36.5", strong=True),
        figure("1,250", unit="件"),
        StatusCell(LATE),
        LinesCell((("理由", "人手の不足"), ("", "対応策なし"))),
    ),
    (
        TextCell(""),
        TextCell("項目乙"),
        TextCell("該当なし", quiet=True),
        figure("4"),
        StatusCell(SILENT),
        LinesCell(()),
    ),
)
SCHEDULE = PlanSchedule(
    title="工程の題",
    label_heading="個別施策",
    quarters=QUARTERS,
    months=MONTH_NAMES,
    rows=(
        PlanRow(("大きな束",), (), "", group=True),
        PlanRow(
            ("対象業務の", "抽出"),
            ((bar("0", "6", "※想定", ("4", "稼働")), bar("9", "9", "決定")),),
            "抽出：4月～9月。",
        ),
        PlanRow(("調査",), ((bar("0", "3", "把握"),), (bar("3", "12", "実験", ("12", "完了")),)), "調査：通年。"),
    ),
    note="塗り＝実施時期",
    alt="年間の工程",
)
GANTT_ROW = GanttRow(
    "研修",
    planned=(D("0"), D("6")),
    actual=(D("0"), D("5.5")),
    overrun=(D("6"), D("8")),
    milestones=(GanttMilestone(D("8"), False, "公開"),),
    status=LATE,
    alt="研修は遅れている。",
)
LEVELS = (
    DiagramLevel(("目的",), (("まちの", "将来像"),)),
    DiagramLevel(
        ("手段",), (("方策甲",), ("方策乙の", "とても長い名前であり、", "並べると一行に収まらないもの")), "実現"
    ),
)
BLOCKS: tuple[Block, ...] = (
    Contents("目次", 2),
    Heading(1, ("章の", "題"), anchor="chapter-1", new_page=True, numbered=True),
    Heading(2, ("節の", "題"), anchor="section-1", numbered=True),
    Paragraph((Span("本文の"), Span("強調", strong=True)), ParagraphRole.BODY),
    Paragraph((Span("結論の行"),), ParagraphRole.LEAD),
    Paragraph((Span("小さな注"),), ParagraphRole.NOTE),
    Paragraph((Span("標語の行"),), ParagraphRole.STATEMENT),
    Bullets(((Span("箇条の行"),),)),
    Bullets(((Span("① 番号の行"),),), numbered=True),
    Callout("", (Span("長い強調の文であり、", strong=True),)),
    Diagram("図1　位置づけ", LEVELS, "図の注", "図の説明。上の段から順に、目的、手段、甲、乙", 1, "figure-1"),
    Paragraph((Span("図1", refers="figure-1"), Span("のとおり。")), continues=True),
    Callout("見込み", (Span("年度末には届く。"),)),
    Facts((FactRow("項目名", ((Span("・一行目"),), (Span("二行目"),)), ("※ 注の行",)),), strong_rules=True),
    Table(COLUMNS, (RowGroup(ROWS, "束の見出し"), RowGroup(ROWS)), "表の説明", "表の題", "表の注", side_column=True),
    Table(
        (Column("", ColumnRole.LABEL), Column("", ColumnRole.TEXT, weight=6)),
        (RowGroup(((TextCell("札"), TextCell("見出しのない表")),)),),
        "見出しのない表",
        keep=True,
    ),
    Matrix(
        (
            MatrixRow(
                "戦略テーマ①", ("柱の", "名"), (MatrixCell("1", "めざす姿①", ("取組の", "名"), "sheet-1", "概要文"),)
            ),
        ),
        "一覧",
    ),
    Matrix(
        (MatrixRow("戦略テーマ②", ("別の柱",), (MatrixCell("2", "", ("別の取組",), "nowhere"),)),), "概要のない一覧"
    ),
    PageBreak(),
    SCHEDULE,
    Heading(2, ("重点取組1　", "取組の名"), kicker="戦略テーマ①", aside="柱の名", anchor="sheet-1", new_page=True),
    KeyFigures((KeyFigure(GOOD, figure("12"), "前回 10"), KeyFigure(LATE, figure("3"), "")), "件数の注", "件数"),
    ShareBars(
        "割合の題",
        (ShareBar("第2四半期", "37項目", (Share(GOOD, figure("29"), figure("78.4", unit="%")),)),),
        "割合の注",
        "割合の説明",
    ),
    BulletChart(
        "実績の題",
        (BulletRow("測定甲", D("0.5"), D("0.6"), "36.5／50.0 %", Tone.LATE, "8-1a"),),
        ("0", "実績", "計画", "年度目標", "実績／計画"),
        "実績の説明",
    ),
    TrendChart(
        "推移の題",
        QUARTERS,
        (Series("実績値", SeriesRole.ACTUAL, (D("1"), D("2"), None, None), ("1.0", "2.0", "", "")),),
        1,
        False,
        D("9"),
        "目標 9.0",
        "%",
        1,
        "推移の説明",
        "8-1a",
    ),
    Gantt(
        "年の題",
        "施策",
        "評価",
        QUARTERS,
        MONTH_NAMES,
        (GanttRow("束", group=True), GANTT_ROW),
        D("6"),
        "基準日 9/30",
        "凡例",
        "年",
    ),
    StatusPanel(("今回", "前回"), (("KPI", LATE, GOOD), ("工程", NOT_DUE, None))),
    QuarterScale(QUARTERS, 2, 2, "目盛の説明"),
)
COVER = Cover(
    municipality="みどり市",
    boxes=("案", "庁内限り"),
    era="令和7年度（2025年度）",
    title=("デジタル・ICT戦略",),
    period="第2四半期",
    scale=QuarterScale(QUARTERS, 4, 4, "目盛"),
    facts=Facts((FactRow("作成", ((Span("DX戦略課"),),), ("※ 小さな注",)), FactRow("版", ()))),
    foot_left="見本である。",
    foot_right="みどり市 000000",
)
PAPER = Document(
    properties=Properties("題名", "みどり市", "主題", ("鍵甲", "鍵乙"), "2025-09-30"),
    cover=COVER,
    header_left="柱左",
    header_right="柱右",
    footer_left="足左",
    blocks=BLOCKS,
)


def made(paper: Document = PAPER, template: bytes = TEMPLATE) -> bytes:
    return render(paper, template, STYLE, FONTS, paper.properties.stamp).content


@pytest.fixture(scope="module")
def body() -> Any:
    return part(made(), "word/document.xml")


def part(data: bytes, name: str) -> Any:
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        return etree.fromstring(archive.read(name))


def words(root: Any) -> str:
    return "".join(t.text or "" for t in root.iter(qn("w:t")))


def edited(data: bytes, name: str, before: str, after: str) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(data)) as source, zipfile.ZipFile(out, "w") as target:
        for item in source.namelist():
            content = source.read(item)
            target.writestr(item, content.replace(before.encode(), after.encode()) if item == name else content)
    return out.getvalue()


# --- the template --------------------------------------------------------------------------------------------------


def test_the_shipped_template_is_fit() -> None:
    assert missing(TEMPLATE) == ()


@pytest.mark.parametrize("name", [Para.BODY, Para.CALLOUT, Run.QUIET, TableLook.FACTS])
def test_a_renamed_style_is_named(name: str) -> None:
    damaged = edited(TEMPLATE, "word/styles.xml", f'<w:name w:val="{name}"/>', '<w:name w:val="別の名"/>')
    assert missing(damaged) == (name,)
    with pytest.raises(ValueError, match=name):
        made(template=damaged)


def test_a_lost_content_control_is_named() -> None:
    damaged = TEMPLATE
    for footer in ("word/footer1.xml", "word/footer3.xml"):
        damaged = edited(damaged, footer, Slot.FOOTER_LEFT, "other")
    assert missing(damaged) == ("footer_left",)


def test_what_is_no_word_file_is_refused() -> None:
    with pytest.raises(ValueError, match="not a Word template"):
        missing(b"PK nothing")


def test_built_in_names_compare_without_case() -> None:
    assert missing(edited(TEMPLATE, "word/styles.xml", '"heading 1"', '"Heading 1"')) == ()


def test_japanese_and_latin_text_have_one_face() -> None:
    styles = part(TEMPLATE, "word/styles.xml")
    for fonts in styles.iter(qn("w:rFonts")):
        names = {fonts.get(qn(f"w:{slot}")) for slot in ("ascii", "hAnsi", "eastAsia")} - {None}
        themes = {fonts.get(qn(f"w:{slot}Theme")) for slot in ("ascii", "hAnsi", "eastAsia")} - {None}
        assert len(names) == 1 or themes == {"minorHAnsi", "minorEastAsia"}
    language = styles.find(f"{qn('w:docDefaults')}//{qn('w:lang')}")
    assert {language.get(qn("w:val")), language.get(qn("w:eastAsia"))} == {"ja-JP"}


# --- content -------------------------------------------------------------------------------------------------------


def test_the_sample_holds_every_kind_of_block() -> None:
    assert {type(block) for block in BLOCKS} == set(get_args(Block))


SAID = """\
章の題|節の題|本文の|強調|結論の行|小さな注|標語の行|箇条の行|① 番号の行|長い強調の文であり、
年度末には届く。|項目名|一行目|※ 注の行|束の見出し|取組一|小さな添え書き|36.5|1,250
件|×D遅れ|？未報告|該当なし|人手の不足|対応策なし|表の題|表の注|見出しのない表|柱の名
取組の名|概要文|めざす姿①|別の取組|大きな束|対象業務の抽出|稼働|決定|把握|実験|塗り＝実施時期
前回 10|件数の注|78.4|割合の注|測定甲|36.5／50.0 %|実績値|目標 9.0
基準日 9/30|－評価対象外|みどり市|案|庁内限り|第2四半期|DX戦略課"""


def test_nothing_is_lost(body: Any) -> None:
    text = words(body)
    for said in SAID.replace("\n", "|").split("|"):
        assert said in text, said


def test_text_is_escaped_and_control_characters_go() -> None:
    nasty = 'a<w:p/>&amp; "b"\x07\x0b'
    heading = Heading(1, (nasty,), kicker=nasty, anchor="x")
    rows = ((TextCell(nasty), TextCell(nasty)),)
    table = Table((Column(nasty, ColumnRole.NAME),) * 2, (RowGroup(rows),), nasty)
    paper = replace(
        PAPER, header_left=nasty, blocks=(Contents("目次", 1), heading, table, replace(SCHEDULE, alt=nasty))
    )
    data = made(paper)
    assert words(part(data, "word/document.xml")).count('a<w:p/>&amp; "b"') == 7
    assert 'a<w:p/>&amp; "b"' in words(part(data, "word/header1.xml"))


def test_headers_and_footers_are_filled_and_free_of_controls() -> None:
    data = made()
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        margins = {n: etree.fromstring(archive.read(n)) for n in archive.namelist() if "header" in n or "footer" in n}
    assert not [1 for root in margins.values() for _ in root.iter(qn("w:sdt"))]
    text = "".join(words(root) for root in margins.values())
    assert all(said in text for said in ("柱左", "柱右", "足左", "見本である。", "みどり市 000000"))
    assert any("PAGE" in (i.text or "") for root in margins.values() for i in root.iter(qn("w:instrText")))


def test_properties_are_filled() -> None:
    core = docx.Document(io.BytesIO(made())).core_properties
    assert (core.title, core.author, core.subject, core.keywords) == ("題名", "みどり市", "主題", "鍵甲, 鍵乙")
    assert core.language == "ja-JP"
    assert core.created is not None
    assert core.created.date().isoformat() == "2025-09-30"


def test_same_arguments_same_bytes() -> None:
    assert made() == made()


# --- structure -----------------------------------------------------------------------------------------------------


def test_every_row_fills_its_grid(body: Any) -> None:
    for table in body.iter(qn("w:tbl")):
        columns = len(table.findall(f"{qn('w:tblGrid')}/{qn('w:gridCol')}"))
        for row in table.findall(qn("w:tr")):
            spans = [cell.find(f"{qn('w:tcPr')}/{qn('w:gridSpan')}") for cell in row.findall(qn("w:tc"))]
            assert sum(1 if s is None else int(s.get(qn("w:val"))) for s in spans) == columns
            assert all(cell[-1].tag == qn("w:p") for cell in row.findall(qn("w:tc")))


def test_tables_with_headings_repeat_them_and_are_named(body: Any) -> None:
    for table in body.iter(qn("w:tbl")):
        look = table.find(f"{qn('w:tblPr')}/{qn('w:tblLook')}")
        headed = bool(table.findall(f"{qn('w:tr')}/{qn('w:trPr')}/{qn('w:tblHeader')}"))
        assert headed == (look.get(qn("w:firstRow")) == "1")
    captions = {c.get(qn("w:val")) for c in body.iter(qn("w:tblCaption"))}
    assert {"表の説明", "年間の工程", "件数", "割合の説明", "実績の説明", "推移の説明", "年", "一覧"} <= captions
    assert "抽出：4月～9月。調査：通年。" in {d.get(qn("w:val")) for d in body.iter(qn("w:tblDescription"))}


def entries(body: Any) -> list[list[str]]:
    """Each entry of the contents: the texts between its tabs."""
    styled = ((p, p.find(f"{qn('w:pPr')}/{qn('w:pStyle')}")) for p in body.iter(qn("w:p")))
    shown = []
    for paragraph, style in styled:
        if (
            style is not None
            and style.get(qn("w:val")).casefold().startswith("toc")
            and paragraph.find(qn("w:hyperlink")) is not None
        ):
            pieces = (e for e in paragraph.iter(qn("w:t"), qn("w:tab")) if e.getparent().tag == qn("w:r"))
            shown.append("".join("\t" if e.tag == qn("w:tab") else e.text or "" for e in pieces).split("\t"))
    return shown


def test_contents_give_number_title_and_page(body: Any) -> None:
    assert entries(body) == [["第1", "章の題", "3"], ["1", "節の題", "3"], ["重点取組1　取組の名", "6"]]


def test_contents_are_a_field_whose_entries_are_links_with_fields(body: Any) -> None:
    marks = Counter(m.get(qn("w:name")) for m in body.iter(qn("w:bookmarkStart")))
    links = [link.get(qn("w:anchor")) for link in body.iter(qn("w:hyperlink"))]
    codes = [(i.text or "").split() for i in body.iter(qn("w:instrText"))]
    assert set(marks.values()) == {1}
    assert set(links) <= set(marks)
    assert codes[0] == ["TOC", r"\o", '"1-2"', r"\h", r"\z", r"\u"]
    assert [code[1] for code in codes if code[0] == "PAGEREF"][:3] == links[:3]
    # A field marked as old raises a dialogue.
    assert not [f for f in body.iter(qn("w:fldChar")) if f.get(qn("w:dirty"))]
    assert part(made(), "word/settings.xml").find(qn("w:updateFields")) is None


def test_captions_count_themselves_and_are_referred_to(body: Any) -> None:
    codes = [(i.text or "").strip() for i in body.iter(qn("w:instrText"))]
    name = next(
        m.get(qn("w:name")) for m in body.iter(qn("w:bookmarkStart")) if m.get(qn("w:name")).startswith("_Ref0")
    )
    assert r"SEQ 図 \* ARABIC" in codes
    assert rf"REF {name} \h" in codes
    (linked,) = (words(link) for link in body.iter(qn("w:hyperlink")) if link.get(qn("w:anchor")) == name)
    assert linked == "図1"


def test_a_diagram_is_a_group_of_native_shapes_with_a_picture_for_others(body: Any) -> None:
    shapes = [e for e in body.iter() if etree.QName(e).localname in ("Choice", "Fallback")]
    choice, fallback = shapes[2:4]  # the cover's scale of quarters is the first drawing
    boxes = [words(b) for b in choice.iter(qn("w:txbxContent"))]
    assert boxes == [
        "目的",
        "まちの将来像",
        "実現",
        "手段",
        "方策甲",
        "方策乙のとても長い名前であり、並べると一行に収まらないもの",
    ]
    assert not words(fallback)
    said = {e.get("descr") for e in body.iter() if etree.QName(e).localname == "docPr"}
    assert "図の説明。上の段から順に、目的、手段、甲、乙" in said
    with zipfile.ZipFile(io.BytesIO(made())) as archive:
        picture = archive.read("word/media/image2.emf")
    assert picture[40:44] == b" EMF"
    assert int.from_bytes(picture[48:52], "little") == len(picture)
    assert "方策甲".encode("utf-16-le") in picture


def test_pages_that_lie_on_their_side_are_a_section_of_their_own() -> None:
    lying = replace(PAPER, blocks=(*BLOCKS[:3], PageBreak(lying=True), *BLOCKS[13:15], PageBreak(), *BLOCKS[3:6]))
    sections = docx.Document(io.BytesIO(made(lying))).sections
    assert [s.orientation for s in sections] == [WD_ORIENT.PORTRAIT, WD_ORIENT.LANDSCAPE, WD_ORIENT.PORTRAIT]
    assert [s.different_first_page_header_footer for s in sections] == [True, False, False]
    assert all("柱左" in s.header.paragraphs[0].text for s in sections)


def test_the_matrix_links_to_the_sheet(body: Any) -> None:
    sheet = next(
        p
        for p in body.iter(qn("w:p"))
        if words(p) == "重点取組1　取組の名" and p.find(qn("w:bookmarkStart")) is not None
    )
    # Two bookmarks: Word makes those of the contents anew when it updates them.
    names = [m.get(qn("w:name")) for m in sheet.iter(qn("w:bookmarkStart"))]
    linked = [[words(a) for a in body.iter(qn("w:hyperlink")) if a.get(qn("w:anchor")) == name] for name in names]
    assert linked == [["1　取組の名"], ["重点取組1　取組の名6"]]


def test_pages_turn_at_headings_and_page_breaks(body: Any) -> None:
    turned = [words(p) for p in body.iter(qn("w:p")) if p.find(f"{qn('w:pPr')}/{qn('w:pageBreakBefore')}") is not None]
    assert turned == ["目次", "章の題", "", "戦略テーマ①　柱の名"]


def test_headings_have_words_own_styles_and_lists() -> None:
    document = docx.Document(io.BytesIO(made()))
    headings = [p for p in document.paragraphs if p.style and p.style.name.startswith(("Heading", Para.SHEET_TITLE))]
    named = [(p.style.name, p.text) for p in headings if p.style]
    assert named == [("Heading 1", "章の題"), ("Heading 2", "節の題"), (Para.SHEET_TITLE, "重点取組1　取組の名")]
    bare = replace(PAPER, blocks=(Heading(1, ("章の題",)), *BLOCKS[2:]))
    out_of_the_list = [n.get(qn("w:val")) for n in part(made(bare), "word/document.xml").iter(qn("w:numId"))]
    assert out_of_the_list == ["0"]


# --- schedules -----------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("line", "expected"),
    [
        ((), "0-3 3-6 6-9 9-12"),
        ((bar("0", "12", "通年"),), "0-12[通年]"),
        ((bar("1", "5", "甲"), bar("5", "6", "乙")), "0-1 1-5[甲] 5-6[乙] 6-9 9-12"),
        ((bar("0", "6", "甲", ("4", "稼働")),), "0-4[甲] 4-6[●稼働] 6-9 9-12"),
        ((bar("0", "6", "甲", ("0", "開始")),), "0-6[甲/●開始] 6-9 9-12"),
        ((bar("0", "11", "甲", ("11", "完了")),), "0-11[甲] 11-12(●/完了)"),
        ((bar("0", "12", "甲", ("12", "完了")),), "0-11[甲] 11-12[●/完了]"),
        ((bar("9", "9", "方針決定"),), "0-3 3-6 6-9 9-11(●方針決定) 11-12"),
        ((bar("10.5", "10.5"),), "0-3 3-6 6-9 9-10 10-11(●) 11-12"),
        ((bar("12", "12", "閉会"),), "0-3 3-6 6-9 9-11 11-12(●/閉会)"),
        ((bar("0", "3", "甲", ("3", "完了")), bar("3", "6", "乙")), "0-2[甲] 2-3[●/完了] 3-6[乙] 6-9 9-12"),
    ],
)
def test_a_line_becomes_cells(line: tuple[PlanBar, ...], expected: str) -> None:
    cells = pieces(line)
    assert " ".join(map(shown, cells)) == expected
    assert [c.start for c in cells] == [0, *(c.end for c in cells[:-1])]
    assert cells[-1].end == MONTHS


def shown(piece: Piece) -> str:
    text = piece.text.replace("\n", "/")
    around = "[]" if piece.filled else "()"
    return f"{piece.start}-{piece.end}" + (f"{around[0]}{text}{around[1]}" if piece.filled or text else "")


def test_bars_that_overlap_on_one_line_are_an_error() -> None:
    with pytest.raises(ValueError, match="overlap"):
        pieces((bar("0", "3"), bar("2", "5")))


def test_bars_are_shaded_cells_in_the_palette(body: Any) -> None:
    table = next(t for t in body.iter(qn("w:tbl")) if "個別施策" in words(t))
    fills = [s.get(qn("w:fill")) for s in table.iter(qn("w:shd"))]
    assert fills == ["D3E3EC"] * 5
    edges = [e for e in table.iter(qn("w:left")) if e.get(qn("w:sz")) == "24"]
    assert [e.get(qn("w:color")) for e in edges] == ["0B4F71"] * 3


# --- lines of headings ---------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("phrases", "expected"),
    [
        (("行政手続の", "拡大"), "行政手続の拡大"),
        (
            ("行政手続オンライン化の", "利用促進と", "対象手続の", "拡大と", "充実"),
            "行政手続オンライン化の\n利用促進と対象手続の拡大と充実",
        ),
        (("A" * 60, "句"), "A" * 60 + "句"),
    ],
)
def test_titles_break_between_phrases_or_are_left_to_word(phrases: tuple[str, ...], expected: str) -> None:
    heading = Heading(1, phrases, anchor="x")
    root = part(made(replace(PAPER, blocks=(heading,))), "word/document.xml")
    shown = next(p for p in root.iter(qn("w:p")) if p.find(qn("w:bookmarkStart")) is not None)
    assert "".join("\n" if e.tag == qn("w:br") else e.text or "" for e in shown.iter(qn("w:t"), qn("w:br"))) == expected

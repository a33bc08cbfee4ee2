"""Decks as PowerPoint files: nothing lost, nothing outside, named, described, the same bytes every time."""

from __future__ import annotations

import io
import re
import zipfile
from dataclasses import replace
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest
from pptx import Presentation
from pptx.oxml.ns import qn

from dxreport.model.policy import Palette, ToneColours
from dxreport.model.scale import StatusClass, Tone
from dxreport.render.fonts import FontSet
from dxreport.render.slides import missing, render
from dxreport.render.slides.charts import axis
from dxreport.render.slides.contract import LAYOUTS, Breach, breaches, wanted
from dxreport.render.slides.figures import spread
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
from dxreport.report.cells import Column, NumberCell, RowGroup, Span, StatusCell, TextCell
from dxreport.report.cells import ColumnRole as R
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
from dxreport.report.papers import Deck, DeckCover, Properties, Slide, SlideLayout
from tests import slide_templates

ROOT = Path(__file__).parent.parent
FONTS = FontSet(ROOT / "fonts")
BRIEFING = (ROOT / "templates" / "briefing.pptx").read_bytes()
STRATEGY = (ROOT / "templates" / "strategy.pptx").read_bytes()
PALETTE = Palette(
    ink="1B2631",
    sub="4B5763",
    accent="0B4F71",
    accent_light="D3E3EC",
    track="E3E8EC",
    tint="F1F4F6",
    line="84909A",
    hair="C5CDD3",
    tones={
        Tone.ACHIEVED: ToneColours("C6DDEA", "0A3A54", "2F6E92"),
        Tone.ON_TRACK: ToneColours("F2F6F9", "0B4F71", "6B8FA5"),
        Tone.BEHIND: ToneColours("E3A63A", "2B1D00", "8A5A00"),
        Tone.LATE: ToneColours("A32A12", "FFFFFF", "7A1C09"),
        Tone.EXCLUDED: ToneColours(None, "4B5763", "84909A"),
        Tone.UNREPORTED: ToneColours("FFFFFF", "1B2631", "1B2631"),
    },
)
STYLE = Style(PALETTE)
A_ = StatusClass("◎", "A", "達成", Tone.ACHIEVED)
B_ = StatusClass("○", "B", "順調", Tone.ON_TRACK)
C_ = StatusClass("△", "C", "やや遅れ", Tone.BEHIND)
D_ = StatusClass("×", "D", "遅れ", Tone.LATE)
E_ = StatusClass("－", "", "評価対象外", Tone.EXCLUDED)
U_ = StatusClass("？", "", "未報告", Tone.UNREPORTED)
SCALE = QuarterScale(
    ("第1四半期　4～6月", "第2四半期　7～9月", "第3四半期　10～12月", "第4四半期　1～3月"), 2, 2, "第2四半期まで経過"
)


def number(text: str, *, strong: bool = False, unit: str = "") -> NumberCell:
    return NumberCell(text, Decimal(text.replace(",", "")), strong, unit, "8-1a")


def deck(*slides: Slide, note: str = "サンプルデータ（架空）") -> Deck:
    properties = Properties("進捗について", "DX戦略課", "進捗", ("デジタル", "進捗"), "2025-09-30")
    cover = DeckCover(
        ("企画総務委員会資料", "令和7年11月12日", "情報政策推進部DX戦略課"),
        "令和7年度（2025年度）",
        ("デジタル・ICT戦略の", "進捗について"),
        "第2四半期（7～9月）",
        SCALE,
        "基準日　令和7年9月30日（速報　第1版）",
        note,
        "表紙の説明",
    )
    footer = "サンプルデータ（架空）　令和7年度デジタル・ICT戦略の進捗について　基準日 2025年9月30日"
    return Deck(properties, cover, "第2四半期（7～9月）", SCALE, footer, slides)


def overall() -> Slide:
    def bar(label: str, *counts: tuple[StatusClass, int]) -> ShareBar:
        total = sum(n for _, n in counts)
        shares = tuple(Share(s, number(str(n)), number(f"{n * 100 / total:.1f}")) for s, n in counts)
        return ShareBar(label, f"{total}項目", shares)

    bars = ShareBars(
        "評価可能な測定項目の内訳（%、棒の中は項目数）",
        (bar("第2四半期", (A_, 5), (B_, 24), (C_, 5), (D_, 3)), bar("第1四半期", (A_, 2), (B_, 19), (C_, 6), (D_, 2))),
        "全40測定項目のうち、評価対象外（第2四半期2、第1四半期11）及び未報告（第2四半期1）を除く。",
        "第2四半期は達成5、順調24、やや遅れ5、遅れ3。",
    )
    names = (("行政手続オンライン", B_), ("情報・行政サービス", C_), ("デジタル活用機会", D_), ("オープンデータ", U_))
    tables = []
    for theme in (
        "① 利便性を実感できるサービス",
        "② 業務効率化・生産性向上",
        "③ 環境・基盤の拡充",
        "④ ガバナンスと組織力",
    ):
        columns = tuple(Column("", role, over=theme) for role in (R.ID, R.NAME, R.STATUS))
        rows = tuple((TextCell(str(k)), TextCell(n), StatusCell(s)) for k, (n, s) in enumerate(names, 1))
        tables.append(Table(columns, (RowGroup(rows),), theme))
    lower: tuple[Block, ...] = (Heading(2, ("重点取組ごとのKPIの評価", "（最も低い測定項目による）")), *tables)
    return Slide(
        SlideLayout.OVERALL,
        "全体の状況",
        ("37測定項目のうち", "29項目（78.4％）が", "達成又は順調で、", "3項目が遅れている"),
        (("upper", (bars,)), ("lower", lower)),
        "37測定項目のうち29項目が達成又は順調です。",
    )


LATE_COLUMNS = (
    Column("測定項目", R.NAME, 3),
    Column("実績／計画", R.FIGURE),
    Column("進捗率（%）", R.RATE),
    Column("評価", R.STATUS),
    Column("理由", R.TEXT, 3),
    Column("対応策", R.TEXT, 4),
    Column("期限", R.DATE),
)


def late(rows: int = 3, reason: str = "半導体不足による納入の2か月の遅れ") -> Slide:
    row = (
        TextCell("LTE端末 設置完了率", strong=True, sub="重点取組8"),
        TextCell("36.5／50.0"),
        number("73.0", strong=True),
        StatusCell(D_),
        TextCell(reason),
        TextCell("設置作業を外部委託し、週40台から80台へ増やす"),
        TextCell("3月末"),
    )
    table = Table(LATE_COLUMNS, (RowGroup((row,) * rows),), "遅れている測定項目の理由、対応策及び期限")
    strip = Callout(
        "年度末の見込み",
        (Span("印刷枚数と調達支援は達成見込み。端末の設置は、現状では70.0%（目標77.0%）で未達見込み"),),
    )
    return Slide(
        SlideLayout.WIDE,
        "遅れている取組と対応",
        ("遅れ3項目のうち", "2項目は", "12月までに計画へ戻し、", "端末の設置は", "外部委託で加速する"),
        (("body", (table,)), ("strip", (strip,))),
        "遅れの説明",
    )


def trend(*, columns: bool = False) -> TrendChart:
    if columns:
        series = (
            Series("計画", SeriesRole.PLAN, tuple(map(Decimal, (300, 600, 900, 1250))), ("300", "600", "900", "1,250")),
            Series("実績", SeriesRole.ACTUAL, (Decimal(280), Decimal(640), None, None), ("280", "640", "", "")),
            Series("年度末見込", SeriesRole.FORECAST, (None, None, None, Decimal(1300)), ("", "", "", "1,300")),
        )
        return TrendChart(
            "アーカイブ登録件数（件、累計）",
            ("4～6月", "7～9月", "10～12月", "1～3月"),
            series,
            1,
            True,
            Decimal(1250),
            "年度目標 1,250",
            "件",
            0,
            "登録は640件。",
            "2-2",
        )
    series = (
        Series(
            "計画（年度目標）",
            SeriesRole.PLAN,
            tuple(map(Decimal, (25, 50, 65, 77))),
            ("25.0", "50.0", "65.0", "77.0"),
        ),
        Series("実績", SeriesRole.ACTUAL, (Decimal(22), Decimal("36.5"), None, None), ("22.0", "36.5", "", "")),
        Series("年度末見込", SeriesRole.FORECAST, (None, Decimal("36.5"), None, Decimal(70)), ("", "", "", "70.0")),
    )
    return TrendChart(
        "LTE端末の設置完了率（%、各四半期末）",
        ("4～6月", "7～9月", "10～12月", "1～3月"),
        series,
        1,
        False,
        Decimal(77),
        "年度目標 77.0",
        "%",
        1,
        "設置完了率は第2四半期末36.5%、計画50.0%。",
        "8-1a",
    )


def theme(*, columns: bool = False) -> Slide:
    heads = (Column("", R.ID), Column("", R.NAME), Column("KPI", R.STATUS), Column("工程", R.SCHEDULE_STATUS))
    late2 = StatusClass("×", "", "遅れ2か月", Tone.LATE)
    plan = StatusClass("○", "", "予定どおり", Tone.ON_TRACK)
    rows = tuple(
        (TextCell(k), TextCell(n), StatusCell(s), StatusCell(t))
        for k, n, s, t in (
            ("7", "システムの標準化", B_, plan),
            ("8", "環境の整備・拡充", D_, late2),
            ("9", "自走できる環境", C_, plan),
        )
    )
    table = Table(heads, (RowGroup(rows),), "重点取組の評価", title="重点取組の評価")
    points = Bullets(
        tuple(
            (Span(k + "　", True), Span(t))
            for k, t in (
                ("7", "ステップ完了率は91.2%で、本番切替前後の重大な障害はない。"),
                ("8", "設置作業を外部委託し、週40台から80台へ増やす。"),
                ("9", "1アプリ当たりの削減時間は5.2時間で、計画6.0時間を下回る。"),
            )
        ),
        numbered=True,
    )
    return Slide(
        SlideLayout.CHART_AND_NOTES,
        "戦略テーマ③　デジタル・ICT活用を支える環境・基盤の拡充",
        ("端末の設置が", "計画を13.5ポイント下回り、", "工程は2か月遅れている"),
        (("chart", (trend(columns=columns),)), ("upper", (table,)), ("lower", (points,))),
        "テーマ3の説明",
    )


def reference(rows: int = 15) -> Slide:
    columns = (
        Column("", R.ID),
        Column("測定項目", R.NAME),
        Column("単位", R.UNIT),
        Column("目標", R.FIGURE),
        Column("計画", R.FIGURE),
        Column("実績", R.FIGURE),
        Column("達成率（%）", R.RATE),
        Column("進捗率（%）", R.RATE),
        Column("評価", R.STATUS),
        Column("前回", R.STATUS),
    )
    groups = []
    for k in range(0, rows, 5):
        body = tuple(
            (
                TextCell(f"8-{n + 1}"),
                TextCell("プリンター印刷枚数の年間削減率"),
                TextCell("%以上"),
                number("1,250" if n % 2 else "15.0"),
                number("7.5"),
                number("4.1", strong=True) if n % 3 else TextCell("該当なし", quiet=True),
                number("27.3"),
                TextCell("－", quiet=True),
                StatusCell((A_, B_, C_, D_, U_, E_)[n % 6]),
                StatusCell(B_, current=False),
            )
            for n in range(k, min(k + 5, rows))
        )
        groups.append(RowGroup(body))
    note = Paragraph(
        (Span("計画は第2四半期末の計画値。◎A 年度目標に到達、○B 進捗率100%以上、△C 80%以上、×D 80%未満"),),
        ParagraphRole.NOTE,
    )
    return Slide(
        SlideLayout.REFERENCE,
        "参考　KPI一覧",
        ("重点取組5～8の", "15測定項目のうち、", "遅れは2、", "やや遅れは2"),
        (("body", (Table(columns, tuple(groups), "KPI一覧"),)), ("note", (note,))),
        "参考",
    )


def gantt(rows: int = 4) -> Gantt:
    lines = [GanttRow("8　環境の整備・拡充", group=True)]
    for k in range(rows):
        lines.append(
            GanttRow(
                f"LTE端末の設置 {k}",
                planned=(Decimal(1), Decimal(7)),
                actual=(Decimal(2), Decimal(6)),
                overrun=(Decimal(7), Decimal(9)),
                milestones=(GanttMilestone(Decimal(9), False, "完了"),),
                status=StatusClass("×", "", "遅れ2か月", Tone.LATE),
                alt="2か月の遅れ",
            )
        )
    months = tuple(str(m) for m in (4, 5, 6, 7, 8, 9, 10, 11, 12, 1, 2, 3))
    quarters = ("4～6月", "7～9月", "10～12月", "1～3月")
    return Gantt(
        "工程の遅れ",
        "工程",
        "評価",
        quarters,
        months,
        tuple(lines),
        Decimal(6),
        "基準日 9/30",
        "枠＝計画、塗り＝実績、破線＝見込み",
        "工程表",
    )


def plan() -> PlanSchedule:
    def bar(start: float, end: float, text: str, *points: tuple[Decimal, str]) -> PlanBar:
        return PlanBar(Decimal(start), Decimal(end), text, points)

    rows = (
        PlanRow(
            ("生成AIツール及び機能の", "活用方針"),
            (
                (bar(0, 10.4, "各ツールにおける機能整理、検証チーム設立、検証実施", (Decimal("10.4"), "")),),
                (bar(9, 9, "方針決定"),),
            ),
            "活用方針",
        ),
        PlanRow(
            ("新たなデジタル技術", "探索・試行"),
            (
                (bar(0, 3, "課題把握"),),
                (bar(3, 6, "所管ヒアリング"),),
                (bar(0, 6, "探索・調査研究"),),
                (bar(3, 4, "実証実験と効果の検証"),),
            ),
            "探索・試行",
        ),
    )
    months = tuple(str(m) for m in (4, 5, 6, 7, 8, 9, 10, 11, 12, 1, 2, 3))
    return PlanSchedule(
        "",
        "具体的な個別施策（主なタスク）",
        ("4～6月", "7～9月", "10～12月", "1～3月"),
        months,
        rows,
        "●＝節目（完了又は決定の時期）",
        "工程表",
    )


def sheet() -> Slide:
    facts = Facts(
        (
            FactRow(
                "めざす姿",
                ((Span("めざす姿⑧：職員の働き方改革や業務改革などを通じ、より区民に寄り添ったサービスを行います。"),),),
            ),
            FactRow(
                "実施の概要",
                (
                    (
                        Span(
                            "日進月歩で進化するAIをはじめとしたデジタル技術について、探索・調査研究を進め、実証実験を経て業務で活用する。"
                        ),
                    ),
                ),
            ),
            FactRow(
                "目標・指標（KPI）",
                ((Span("新たなデジタル技術の提案実施件数："), Span("3件以上", True)),),
                ("※提案は実施したものを数える。",),
            ),
        ),
        strong_rules=True,
    )
    return Slide(
        SlideLayout.WIDE,
        "戦略テーマ④　区政の変革を支えるガバナンスと組織力の強化",
        ("重点取組12　", "AIをはじめとする", "新技術の探索、活用"),
        (("body", (facts, plan())),),
        "",
    )


def matrix() -> Slide:
    def cell(k: int, *title: str, text: str = "") -> MatrixCell:
        return MatrixCell(str(k), "めざす姿①", title, f"i{k}", text)

    rows = (
        MatrixRow(
            "戦略テーマ①",
            ("デジタル技術・データの", "活用による利便性を", "実感できるサービスや", "機会の提供"),
            (
                cell(1, "行政手続オンライン化", "の利用促進と", "対象手続の拡大"),
                cell(2, "区民等の多様な", "ステークホルダーの", "ニーズに合った情報・", "行政サービスの提供"),
                cell(3, "高齢者等への", "生活を豊かにする", "デジタル活用機会", "の提供"),
                cell(4, "オープンデータの", "利活用の拡大"),
            ),
        ),
        MatrixRow(
            "戦略テーマ②",
            ("デジタル技術を活用した", "業務改革による", "業務効率化・生産性向上"),
            (
                cell(5, "生産性向上を目指した", "業務プロセス改革の推進"),
                cell(6, "デジタル技術の活用による", "ワークスタイルシフトの推進"),
            ),
        ),
        MatrixRow(
            "戦略テーマ③",
            ("デジタル・ICT活用を", "支える環境・基盤の拡充"),
            (
                cell(7, "地方公共団体情報システムの", "標準化の着実な推進"),
                cell(8, "働きやすい職場と柔軟な", "行政サービスを支える", "環境の整備・拡充"),
                cell(9, "区民サービス向上や", "業務改善を自走できる", "環境の整備"),
            ),
        ),
        MatrixRow(
            "戦略テーマ④",
            ("区政の変革を支える", "ガバナンスと", "組織力の強化"),
            (
                cell(10, "DX推進体制の強化と", "デジタル・ICT人材", "育成の実施"),
                cell(11, "システム", "ライフサイクルを", "踏まえたITガバナンス", "体制の強化"),
                cell(12, "AIをはじめとする", "新技術の探索・活用"),
                cell(13, "DXビジョン実現の", "ためのマネジメント", "定着"),
            ),
        ),
    )
    return Slide(
        SlideLayout.WIDE,
        "令和7年度デジタル・ICT戦略の全体像",
        ("4つの戦略テーマと", "13の重点取組"),
        (("body", (Matrix(rows, "戦略の全体像"),)),),
        "",
    )


def diagram(boxes: int = 3, text: str = "生活をもっと便利に") -> Diagram:
    levels = (
        DiagramLevel(("基本構想",), (("まちの将来像",),)),
        DiagramLevel(("DXビジョン",), ((text,),) * boxes, "実現を目指す"),
        DiagramLevel(
            ("令和7年度", "デジタル・ICT戦略"), (("取組とスケジュールを", "整理"),), "DXを加速させる取組を展開"
        ),
    )
    return Diagram("位置づけ", levels, "文字から図にした。", "位置づけの図。上の段から順に、基本構想：まちの将来像。")


def every_block() -> Slide:
    chart = BulletChart(
        "計画と実績",
        (BulletRow("LTE端末", Decimal("0.47"), Decimal("0.65"), "36.5／50.0 %", Tone.LATE, "8-1a"),),
        ("0", "実績", "計画", "年度目標", "実績／計画"),
        "計画と実績",
    )
    figures = KeyFigures(
        tuple(KeyFigure(s, number("5", unit="項目"), "前回 2") for s in (A_, B_, C_, D_)),
        "評価可能な37測定項目",
        "達成5、順調5",
    )
    body: tuple[Block, ...] = (
        Heading(2, ("小見出し",), kicker="見出しの上", aside="余談"),
        Paragraph((Span("本文。"), Span("強調", True))),
        Paragraph((Span("標語"),), ParagraphRole.STATEMENT),
        Bullets(((Span("一つ目"),), (Span("二つ目"),))),
        figures,
        chart,
        StatusPanel(("今回", "前回"), (("KPI", D_, B_), ("工程", B_, None))),
        SCALE,
        Contents("目次", 2),
        PageBreak(),
        gantt(),
        diagram(),
        trend(),
        Callout("見込み", (Span("達成見込み"),)),
    )
    return Slide(SlideLayout.WIDE, "すべて", ("すべてのブロックを並べる",), (("body", body),), "")


def written(content: Deck, template: bytes = BRIEFING) -> Any:
    return Presentation(io.BytesIO(render(content, template, STYLE, FONTS, "2025-09-30")))


SLIDES = (overall(), late(), theme(), theme(columns=True), reference(), sheet(), matrix(), every_block())


def test_the_templates_keep_the_contract() -> None:
    assert missing(BRIEFING) == ()
    assert missing(STRATEGY) == ()


@pytest.mark.parametrize(("name", "place"), [(n, p) for n, places in wanted().items() for p in places])
def test_a_placeholder_that_was_renamed_is_named(name: str, place: str) -> None:
    with zipfile.ZipFile(io.BytesIO(BRIEFING)) as archive:
        parts = {n: archive.read(n) for n in archive.namelist()}
    part = next(n for n, data in parts.items() if f'<p:cSld name="{name}">'.encode() in data)
    parts[part] = parts[part].replace(f'name="{place}"'.encode(), b'name="other"')
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        for n, data in parts.items():
            archive.writestr(n, data)
    assert missing(out.getvalue()) == (f"{name}/{place}",)


@pytest.mark.parametrize("template", [BRIEFING, STRATEGY])
def test_the_templates_can_be_read(template: bytes) -> None:
    assert breaches(template) == ()


@pytest.mark.parametrize(
    ("old", "new", "expected"),
    [
        (b'sz="1600"', b'sz="1100"', ("本文と帯/本文", Breach.TYPE)),
        (b'cx="10972800" cy="3708400"', b'cx="10972800" cy="1200000"', ("本文と帯/本文", Breach.SPACE)),
        (b'x="609600" y="1778000"', b'x="6096000" y="1778000"', ("本文と帯/本文", Breach.OUTSIDE)),
        (b'cx="10972800" cy="3708400"', b'cx="10972800" cy="4708400"', ("本文と帯/帯", Breach.OVERLAP)),
        (b'cx="10972800" cy="863600"', b'cx="3000000" cy="863600"', ("本文と帯/見出し", Breach.SPACE)),
    ],
)
def test_a_template_on_which_nothing_can_be_read_is_named(old: bytes, new: bytes, expected: tuple[str, Breach]) -> None:
    def change(parts: dict[str, bytes]) -> None:
        layout = "ppt/slideLayouts/slideLayout2.xml"
        assert old in parts[layout]
        parts[layout] = parts[layout].replace(old, new, 1)

    assert expected in breaches(slide_templates.edited(BRIEFING, change))


def test_a_template_without_table_style_or_notes_master_is_named() -> None:
    def change(parts: dict[str, bytes]) -> None:
        parts["ppt/tableStyles.xml"] = parts["ppt/tableStyles.xml"].replace("進捗表".encode(), "表".encode())
        name = "ppt/_rels/presentation.xml.rels"
        parts[name] = re.sub(rb"<Relationship [^>]*notesMaster1[^>]*/>", b"", parts[name])
        parts["ppt/presentation.xml"] = re.sub(
            rb"<p:notesMasterIdLst>.*?</p:notesMasterIdLst>", b"", parts["ppt/presentation.xml"]
        )

    assert missing(slide_templates.edited(BRIEFING, change)) == ("進捗表", "notesMaster")


def test_a_sample_slide_that_was_left_in_the_template_is_not_published() -> None:
    presentation = written(deck(overall()), slide_templates.with_sample(BRIEFING))
    assert [s.shapes.title.text_frame.text.replace("\v", "") for s in presentation.slides] == [
        "デジタル・ICT戦略の進捗について",
        "37測定項目のうち29項目（78.4％）が達成又は順調で、3項目が遅れている",
    ]
    sections = list(presentation.part._element.iter("{*}section"))
    assert sections == []


def test_a_file_that_is_no_presentation_is_refused() -> None:
    assert missing(b"no zip") == ("pptx",)
    with pytest.raises(ValueError, match="pptx"):
        render(deck(), b"no zip", STYLE, FONTS, "2025-09-30")


@pytest.mark.parametrize("template", [BRIEFING, STRATEGY])
def test_the_same_deck_gives_the_same_bytes(template: bytes) -> None:
    first, second = (render(deck(*SLIDES), template, STYLE, FONTS, "2025-09-30") for _ in range(2))
    assert first == second


@pytest.mark.parametrize("template", [BRIEFING, STRATEGY])
def test_every_slide_has_title_number_and_no_empty_placeholder(template: bytes) -> None:
    for k, slide in enumerate(written(deck(*SLIDES), template).slides):
        assert slide.shapes.title is not None
        assert slide.shapes.title.text_frame.text
        assert all(p.text_frame.text for p in slide.placeholders)
        assert k == 0 or any(p.placeholder_format.type == 13 for p in slide.placeholders)


@pytest.mark.parametrize("template", [BRIEFING, STRATEGY])
def test_pictures_and_tables_are_described_and_everything_stays_on_the_slide(template: bytes) -> None:
    presentation = written(deck(*SLIDES), template)
    for slide in presentation.slides:
        ids = [e.get("id") for e in slide.shapes._spTree.iter("{*}cNvPr")]
        assert len(ids) == len(set(ids))
        for shape in slide.shapes:
            mark = shape._element.xpath("./*[1]/p:cNvPr")[0]
            text = shape.has_text_frame and shape.text_frame.text
            assert mark.get("descr") or text or mark.xpath(".//*[local-name()='decorative']")
            assert shape.left >= 0
            assert shape.top >= 0
            assert shape.left + shape.width <= presentation.slide_width + 12700
            assert shape.top + shape.height <= presentation.slide_height


def test_nothing_is_set_below_twelve_points() -> None:
    for template in (BRIEFING, STRATEGY):
        with zipfile.ZipFile(io.BytesIO(render(deck(*SLIDES), template, STYLE, FONTS, "2025-09-30"))) as archive:
            for name in archive.namelist():
                if re.match(r"ppt/(slides|charts)/[^/]+\.xml", name):
                    sizes = [int(s) for s in re.findall(rb' sz="(\d+)"', archive.read(name))]
                    assert min(sizes, default=1200) >= 1200


def test_a_long_table_goes_on_with_its_header_and_ends_above_the_strip() -> None:
    presentation = written(deck(late(rows=9)))
    slides = list(presentation.slides)[1:]
    assert len(slides) == 3
    assert [s.shapes.title.text_frame.text[-5:] for s in slides] == ["（1/3）", "（2/3）", "（3/3）"]
    rows = 0
    for slide in slides:
        table = next(s for s in slide.shapes if s.has_table)
        assert table.table.cell(0, 0).text == "測定項目"
        assert sum(r.height for r in table.table.rows) + table.top <= 424 * 12700
        rows += len(table.table.rows) - 1
    assert rows == 9


def test_a_long_text_goes_on_in_the_notes_and_nothing_is_lost() -> None:
    reason = "".join(f"理由{k}、" for k in range(200))
    content = deck(late(rows=3, reason=reason))
    presentation = written(content)
    shown = 0
    for slide in list(presentation.slides)[1:]:
        notes = slide.notes_slide.notes_text_frame.text
        (table,) = [s.table for s in slide.shapes if s.has_table]
        rests = re.findall("(?<=LTE端末 設置完了率　理由：…).*", notes)
        cells = [table.cell(k, 4).text for k in range(1, len(table.rows))]
        assert [c.removesuffix(content.shortening.mark) + r for c, r in zip(cells, rests, strict=True)] == [
            reason
        ] * len(cells)
        assert content.shortening.heading in notes
        shown += len(cells)
    assert shown == 3


def test_running_text_in_a_table_without_heads_is_cut_between_lines_and_nothing_is_lost() -> None:
    words = "".join(f"成果{k}、" for k in range(300))
    rows = ((TextCell("成果", strong=True), TextCell(words)),)
    table = Table((Column("", R.LABEL), Column("", R.TEXT, weight=14)), (RowGroup(rows),), "成果と課題")
    slide = Slide(SlideLayout.WIDE, "現状", ("現状",), (("body", (table,)),), "")
    slides = list(written(deck(slide)).slides)[1:]
    assert len(slides) > 1
    found = [c.text for s in slides for t in s.shapes if t.has_table for c in t.table.iter_cells()]
    assert "".join(found).replace("成果", "", 1).replace("、", "") == words.replace("、", "")


def test_text_from_people_is_data() -> None:
    presentation = written(deck(late(rows=1, reason='<a:t> & "引用" \x0b\x00終')))
    cells = [
        c.text for s in list(presentation.slides)[1:] for t in s.shapes if t.has_table for c in t.table.iter_cells()
    ]
    assert '<a:t> & "引用" 終' in cells


def test_decimal_points_stand_in_line() -> None:
    table = next(s for s in written(deck(reference())).slides[1].shapes if s.has_table).table
    assert {
        len(table.cell(k, 3).text) - (table.cell(k, 3).text.replace("\u00a0", ".") + ".").index(".")
        for k in range(1, 16)
    } == {2}


def test_charts_are_native_with_their_workbook() -> None:
    presentation = written(deck(theme(), theme(columns=True)))
    charts = [s.chart for slide in presentation.slides for s in slide.shapes if s.has_chart]
    assert [[list(s.values) for s in c.plots[0].series] for c in charts] == [
        [[25.0, 50.0, 65.0, 77.0], [22.0, 36.5, None, None], [None, 36.5, None, 70.0]],
        [[300.0, 600.0, 900.0, 1250.0], [280.0, 640.0, None, 1300.0]],
    ]
    assert all(c.part.chart_workbook.xlsx_part is not None for c in charts)
    assert all(int(e.get("val")) > 0 for c in charts for e in c._chartSpace.iter("{*}axId"))


def test_an_empty_strip_gives_its_room_to_the_table() -> None:
    slide = late(rows=6)
    with_strip, without = slide, replace(slide, regions=(slide.regions[0],))
    assert len(written(deck(with_strip)).slides) == 3
    assert len(written(deck(without)).slides) == 2


def test_speaker_notes_are_kept() -> None:
    assert [s.notes_slide.notes_text_frame.text for s in written(deck(overall())).slides] == [
        "表紙の説明",
        "37測定項目のうち29項目が達成又は順調です。",
    ]


def test_labels_keep_apart() -> None:
    assert (
        spread([10, 12, 14], [10, 10, 10], 0, 40, 2) == [0.0, 12.0, 24.0]
        or spread([10, 12, 14], [10, 10, 10], 0, 40, 2)[0] >= 0
    )
    left = spread([38, 39], [10, 10], 0, 40, 2)
    assert left == [18.0, 30.0]


@pytest.mark.parametrize(("expected", "labels"), [("77.0", 1), ("70.0", 2)])
def test_a_forecast_as_planned_is_not_labelled_twice(expected: str, labels: int) -> None:
    """Both points are one then: the second label would lie below it, in the line that leads there."""
    slide, chart = theme(), trend()
    plan, actual, forecast = chart.series
    forecast = replace(
        forecast, points=(*forecast.points[:3], Decimal(expected)), labels=(*forecast.labels[:3], expected)
    )
    new = replace(chart, series=(plan, actual, forecast))
    regions = (("chart", (new,)), *slide.regions[1:])
    (drawn,) = (s.chart for s in written(deck(replace(slide, regions=regions))).slides[1].shapes if s.has_chart)
    last = [
        label
        for label in drawn._chartSpace.iter(qn("c:dLbl"))
        if label.find(qn("c:idx")).get("val") == "3" and label.find(qn("c:delete")) is None
    ]
    assert len(last) == labels


@pytest.mark.parametrize(
    ("values", "end"),
    [((77, 70), 80), ((100,), 100), ((1250, 1300), 1500), ((7,), 8), ((0,), 1), ((95,), 100), ((3,), 3)],
)
def test_axes_start_at_zero_and_end_evenly(values: tuple[int, ...], end: int) -> None:
    assert axis([Decimal(v) for v in values]).end == end


def test_every_layout_of_the_contract_is_rendered() -> None:
    assert set(LAYOUTS) == set(SlideLayout) - {SlideLayout.COVER}

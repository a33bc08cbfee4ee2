"""Turns long texts, many rows and many names into decks that must still fit: what people may write in every place."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal

from dxreport.report.blocks import (
    Bullets,
    Callout,
    FactRow,
    Facts,
    Heading,
    Matrix,
    MatrixCell,
    MatrixRow,
    Paragraph,
    ParagraphRole,
    Table,
)
from dxreport.report.cells import Column, RowGroup, Span, StatusCell, TextCell
from dxreport.report.cells import ColumnRole as R
from dxreport.report.figures import Gantt, GanttMilestone, GanttRow, PlanBar, PlanRow, PlanSchedule
from dxreport.report.papers import Deck, Slide, SlideLayout
from tests import test_slides

SENTENCE = "半導体不足により第2次納入分の端末が8月から10月へ遅れ、設置作業の委託先との調整に時間を要した。"
NAME = "区民等の多様なステークホルダーのニーズに合った情報・行政サービスの提供及びデジタル活用機会の拡大に向けた環境の整備・拡充"
assert len(NAME) == 60
QUARTERS = ("4～6月", "7～9月", "10～12月", "1～3月")
MONTHS = tuple(str(m) for m in (4, 5, 6, 7, 8, 9, 10, 11, 12, 1, 2, 3))


def sentence(letters: int) -> str:
    return (SENTENCE * (letters // len(SENTENCE) + 1))[:letters]


def late(letters: int, rows: int = 4) -> Slide:
    """Names of 60 letters with reasons and measures of so many letters."""
    row = (
        TextCell(NAME, strong=True, sub="重点取組8"),
        TextCell("36.5／50.0"),
        test_slides.number("73.0", strong=True),
        StatusCell(test_slides.D_),
        TextCell(sentence(letters)),
        TextCell(sentence(letters)),
        TextCell("令和8年3月末"),
    )
    table = Table(test_slides.LATE_COLUMNS, (RowGroup((row,) * rows),), "遅れている測定項目")
    strip = Callout("年度末の見込み", (Span(sentence(letters)),))
    title = ("遅れ3項目のうち", f"「{NAME}」など", "2項目は", "12月までに計画へ戻す")
    return Slide(
        SlideLayout.WIDE, f"遅れている取組　{NAME}", title, (("body", (table,)), ("strip", (strip,))), "遅れの説明"
    )


def theme(letters: int) -> Slide:
    """Four initiatives of 60 letters beside a chart, each with so many letters."""
    heads = (Column("", R.ID), Column("", R.NAME), Column("KPI", R.STATUS), Column("工程", R.SCHEDULE_STATUS))
    rows = tuple(
        (TextCell(str(k)), TextCell(NAME), StatusCell(test_slides.D_), StatusCell(test_slides.B_)) for k in range(7, 11)
    )
    table = Table(heads, (RowGroup(rows),), "重点取組の評価", title="重点取組の評価")
    points = tuple((Span(f"{k}　", True), Span(sentence(letters))) for k in range(7, 11))
    chart = replace(test_slides.trend(), title=f"{NAME}（%、各四半期末）")
    regions = (("chart", (chart,)), ("upper", (table,)), ("lower", (Bullets(points, numbered=True),)))
    return Slide(SlideLayout.CHART_AND_NOTES, f"戦略テーマ③　{NAME}", (NAME, "が遅れている"), regions, "説明")


def overall() -> Slide:
    slide = test_slides.overall()
    columns = tuple(Column("", role, over=NAME) for role in (R.ID, R.NAME, R.STATUS))
    rows = tuple((TextCell(str(k)), TextCell(NAME), StatusCell(test_slides.C_)) for k in range(1, 13))
    tables = tuple(Table(columns, (RowGroup(rows),), f"テーマ{k}") for k in range(4))
    return replace(slide, regions=(slide.regions[0], ("lower", (Heading(2, (NAME,)), *tables))))


def reference() -> Slide:
    slide = test_slides.reference()
    note = Paragraph((Span(sentence(300)),), ParagraphRole.NOTE)
    columns = tuple(
        Column(h, r)
        for h, r in (("", R.ID), ("測定項目", R.NAME), ("単位", R.UNIT), ("目標", R.FIGURE), ("評価", R.STATUS))
    )
    row = (
        TextCell("11-2a"),
        TextCell(NAME),
        TextCell("事務以上"),
        TextCell("区が定める基準に全て適合すること"),
        StatusCell(test_slides.U_),
    )
    return replace(slide, regions=(("body", (Table(columns, (RowGroup((row,) * 30),), "一覧"),)), ("note", (note,))))


def gantt() -> Slide:
    row = GanttRow(
        NAME,
        planned=(Decimal(1), Decimal(7)),
        actual=(Decimal(2), Decimal(6)),
        overrun=(Decimal(7), Decimal(9)),
        milestones=(GanttMilestone(Decimal(9), False, "完了"),),
        status=test_slides.D_,
        alt="2か月の遅れ",
    )
    rows = (GanttRow(NAME, group=True), *(row,) * 40)
    schedule = Gantt(
        NAME, "工程", "評価", QUARTERS, MONTHS, rows, Decimal("0.1"), "基準日 4/3", sentence(200), "工程表"
    )
    return Slide(SlideLayout.WIDE, "工程", ("工程の遅れ",), (("body", (schedule,)),), "")


def sheet(letters: int, tasks: int = 40) -> Slide:
    """A sheet of an initiative with long texts and many tasks, their bars short and long, alone and side by side."""
    facts = Facts(
        (
            FactRow("めざす姿", ((Span(sentence(letters)),),)),
            FactRow("目標・指標（KPI）", ((Span(NAME), Span("3件以上", True)),) * 8, (sentence(120),)),
        )
    )
    kinds = (
        (
            (PlanBar(Decimal(0), Decimal("10.4"), NAME, ((Decimal("10.4"), "完了"),)),),
            (PlanBar(Decimal(9), Decimal(9), NAME),),
        ),
        ((PlanBar(Decimal(11), Decimal(12), NAME, ((Decimal("11.5"), "節目"),)),),),
        (tuple(PlanBar(Decimal(3 * k), Decimal(3 * k + 3), "課題把握と所管ヒアリング") for k in range(4)),),
        ((PlanBar(Decimal(0), Decimal(1), NAME), PlanBar(Decimal(2), Decimal(3), "検証")),),
        ((PlanBar(Decimal(2), Decimal(8), "※想定", ((Decimal(4), "稼働開始"),)),),),
    )
    rows = tuple(PlanRow((NAME[:20], NAME[20:]), kinds[k % len(kinds)], f"{NAME}の計画") for k in range(tasks))
    plan = PlanSchedule(NAME, "具体的な個別施策（主なタスク）", QUARTERS, MONTHS, rows, sentence(150), "工程表")
    return Slide(SlideLayout.WIDE, f"戦略テーマ④　{NAME}", ("重点取組12　", NAME), (("body", (facts, plan)),), "")


def matrix() -> Slide:
    cells = tuple(MatrixCell(str(k), "めざす姿①～⑨", (NAME[:30], NAME[30:]), f"i{k}") for k in range(1, 13))
    rows = tuple(MatrixRow(f"戦略テーマ{k}", (NAME[:30], NAME[30:]), cells) for k in range(3))
    return Slide(SlideLayout.WIDE, NAME, ("重点取組の一覧",), (("body", (Matrix(rows, "一覧"),)),), "")


def diagrams() -> tuple[Slide, ...]:
    shown = (test_slides.diagram(), test_slides.diagram(12, NAME), test_slides.diagram(3, sentence(400)))
    return tuple(Slide(SlideLayout.WIDE, "図", ("全体像",), (("body", (d,)),), "") for d in shown)


def deck() -> Deck:
    lengths = (400, 900, 2000)
    slides = (
        *(late(n) for n in lengths),
        *(theme(n) for n in lengths),
        overall(),
        reference(),
        gantt(),
        *(sheet(n) for n in lengths),
        sheet(60, 3),
        matrix(),
        *diagrams(),
    )
    whole = test_slides.deck(*slides, note=sentence(60))
    cover = replace(
        whole.cover, title=(NAME, "の進捗について"), head=("企画総務委員会資料", "令和7年11月12日", NAME[:24])
    )
    return replace(whole, cover=cover, footer=f"{NAME}　{NAME}　基準日 2025年9月30日")

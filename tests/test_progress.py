"""The progress report: exact counts, true words for what is missing, one page each, every figure with its source."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import fields, is_dataclass, replace
from datetime import date
from decimal import Decimal
from functools import cache
from io import BytesIO
from pathlib import Path

import pytest
from pypdf import PdfReader
from pypdf.generic import Destination

from dxreport.evaluate.assess import assess
from dxreport.evaluate.assessment import Assessment
from dxreport.ingest.strategy_file import load
from dxreport.model.measure import Accumulation, Measure, MeasureType
from dxreport.model.period import Checkpoint, FiscalYear
from dxreport.model.provenance import CellRef, Sourced
from dxreport.model.schedule import ScheduleBar
from dxreport.model.strategy import Strategy
from dxreport.model.submission import (
    Explanation,
    HandedIn,
    Reading,
    ReadingState,
    Submission,
    TaskReport,
    TaskState,
)
from dxreport.render.fonts import FontSet
from dxreport.render.pdf import render
from dxreport.render.style import Style
from dxreport.report.blocks import Callout, Contents, Facts, Heading, Paragraph, Table
from dxreport.report.cells import NumberCell, TextCell
from dxreport.report.figures import Gantt, KeyFigures, StatusPanel, TrendChart
from dxreport.report.papers import Document
from dxreport.report.progress import compose
from dxreport.report.wording import progress as progress_words
from dxreport.report.wording import progress_appendix as words

ROOT = Path(__file__).parents[1]
FACTORS = [Decimal(x) for x in ("1.1", "1", "0.9", "0.73", "1.25", "1.02", "1.4")]
WORDS = Explanation("半導体不足により、納入が遅れた。", "設置を外部に委託し、週40台から80台へ増やす。", "12月末", "")


@cache
def strategy() -> Strategy:
    """The real strategy, with every figure typed in: detail lists have tests of their own."""
    loaded = load(ROOT / "inputs/r7/strategy.yaml").value
    assert loaded is not None
    themes = tuple(
        replace(t, initiatives=tuple(
            replace(i, indicators=tuple(
                replace(k, measures=tuple(replace(m, rule=None) for m in k.measures)) for k in i.indicators
            )) for i in t.initiatives
        )) for t in loaded.themes
    )  # fmt: skip
    return replace(loaded, themes=themes)


def sourced(value: Decimal, file: str, cell: str) -> Sourced[Decimal]:
    return Sourced(value, CellRef(file, "KPI", cell), str(value))


def reading(measure: Measure, checkpoint: Checkpoint, n: int, file: str, words: Explanation) -> Reading:
    """A level at, or a quarter's part of, the target's share of the year, times a factor."""
    factor = FACTORS[n % len(FACTORS)]
    target = measure.target.value
    if measure.type is MeasureType.EVENT_LIMIT:
        value = target / 2
    elif measure.accumulation is Accumulation.SUM:
        value = (target / 4 * factor).quantize(Decimal(1))
    else:
        value = (target * checkpoint.share_of_year() * factor).quantize(Decimal("0.1"))
    forecast = sourced(target * min(Decimal(1), factor), file, f"H{n}") if n % 3 else None
    explanation = words if factor < 1 else replace(words, reason="", remedy="", due="", comment="")
    row = CellRef(file, "KPI", f"F{n}")
    return Reading(
        measure.id, ReadingState.REPORTED, sourced(value, file, f"F{n}"), forecast, None, None,
        sourced(Decimal(120), file, f"G{n}") if measure.type is MeasureType.SURVEY else None, explanation, (), row,
    )  # fmt: skip


def task(bar: ScheduleBar, as_of: date, year: FiscalYear, n: int, file: str, words: Explanation) -> TaskReport:
    position = year.position(as_of)
    row = CellRef(file, "工程", f"D{n}")

    def cell(day: date) -> Sourced[date]:
        return Sourced(day, row, day.isoformat())

    def share(amount: int) -> Sourced[Decimal]:
        return Sourced(Decimal(amount), row, str(amount))

    if bar.start >= position:
        return TaskReport(bar.id, TaskState.NOT_STARTED, None, None, None, None, Explanation(), row)
    first = bar.first or 4
    started = date(year.year_of_month(first), first, 1)
    if bar.end <= position and n % 7:
        return TaskReport(bar.id, TaskState.DONE, share(100), cell(started), cell(as_of), None, Explanation(), row)
    last = bar.last or 3
    ends = date(year.year_of_month(last), last, 28)
    late = n % 7 == 0
    expected = date(ends.year + (ends.month + 2 > 12), (ends.month + 1) % 12 + 1, 28) if late else ends
    said = words if late else Explanation()
    return TaskReport(bar.id, TaskState.RUNNING, share(50), cell(started), None, cell(expected), said, row)


def handed_in(checkpoint: Checkpoint, *, missing: tuple[str, ...] = (), words: Explanation = WORDS) -> HandedIn:
    plan = strategy()
    day = checkpoint.last_day(plan.year)
    used = {}
    for d in plan.departments:
        if not d.submits or d.id in missing:
            continue
        file = f"inputs/r7/{checkpoint.value}/{d.id}.xlsx"
        duties = plan.duties(d.id)
        measures = [m for m in duties.measures if m.frequency.due_at(checkpoint)]
        used[d.id] = Submission(
            department=d.id, checkpoint=checkpoint, number=1, submitted_on=day, file=file, sha256="0" * 64, sample=True,
            readings=tuple(reading(m, checkpoint, plan.measures.index(m), file, words) for m in measures),
            tasks=tuple(task(b, day, plan.year, plan.bars.index(b), file, words) for b in duties.bars),
            lists=(),
        )  # fmt: skip
    return HandedIn(checkpoint, used)


@cache
def assessed(
    checkpoint: Checkpoint, *, missing: tuple[str, ...] = (), draft: bool = False, words: Explanation = WORDS
) -> Assessment:
    handed = tuple(handed_in(c, missing=missing if c is checkpoint else (), words=words) for c in checkpoint.until())
    return assess(strategy(), handed, checkpoint.last_day(strategy().year), draft=draft)


def everyone() -> tuple[str, ...]:
    return tuple(d.id for d in strategy().departments)


def all_text(document: Document) -> str:
    """Every text of the document's value, whatever block it stands in."""
    found: list[str] = []

    def walk(value: object) -> None:
        if isinstance(value, str):
            found.append(value)
        elif isinstance(value, tuple):
            for item in value:
                walk(item)
        elif is_dataclass(value):
            for field in fields(value):
                walk(getattr(value, field.name))

    walk(document)
    return "\n".join(found)


def pages(assessment: Assessment) -> PdfReader:
    document = compose(assessment)
    style = Style(assessment.strategy.palette)
    return PdfReader(BytesIO(render(document, style, FontSet(ROOT / "fonts"), document.properties.stamp)))


def headings(document: Document) -> list[Heading]:
    return [b for b in document.blocks if isinstance(b, Heading)]


def tables(document: Document) -> list[Table]:
    return [b for b in document.blocks if isinstance(b, Table)]


def numbers(document: Document) -> list[NumberCell]:
    return [c for t in tables(document) for row in t.rows for c in row if isinstance(c, NumberCell)]


RUNS = [
    assessed(Checkpoint.Q1), assessed(Checkpoint.Q2), assessed(Checkpoint.Q3), assessed(Checkpoint.Q4),
    assessed(Checkpoint.FINAL), assessed(Checkpoint.Q2, missing=everyone()),
    assessed(Checkpoint.Q1, missing=everyone()),
]  # fmt: skip
NAMES = ["q1", "q2", "q3", "q4", "final", "q2-none", "q1-none"]


@pytest.mark.parametrize("assessment", RUNS, ids=NAMES)
def test_the_summary_is_one_page_and_each_initiative_at_most_two(assessment: Assessment) -> None:
    made = pages(assessment)
    starts = {}
    for item in flat(made.outline):
        number = made.get_destination_page_number(item)
        assert number is not None
        starts[str(item.title)] = number
    order = sorted(starts.values())
    assert starts["要約"] == 1
    assert "目次" in made.pages[2].extract_text()
    for title, start in starts.items():
        if title.startswith("重点取組"):
            following = order[order.index(start) + 1]
            assert following - start <= 2, title
    assert 25 <= len(made.pages) <= 38


def flat(outline: Sequence[object]) -> list[Destination]:
    found: list[Destination] = []
    for item in outline:
        if isinstance(item, list):
            found += flat(item)
        elif isinstance(item, Destination):
            found.append(item)
    return found


@pytest.mark.parametrize("assessment", RUNS, ids=NAMES)
def test_headlines_give_exact_counts(assessment: Assessment) -> None:
    document = compose(assessment)
    first, counts = headings(document)[0], assessment.counts
    if counts.judged:
        assert f"{counts.judged}測定項目のうち{counts.good}項目" in first.plain
    else:
        assert f"全{counts.total}項目" in first.plain
    for theme in assessment.themes:
        heading = next(h for h in headings(document) if h.anchor == f"theme-{theme.theme.id}")
        assert str(theme.counts.judged or theme.counts.total) in heading.plain
    assert not re.search(r"約[0-9]割", all_text(document))


def test_every_measure_bar_and_initiative_is_in_the_report() -> None:
    assessment = assessed(Checkpoint.Q2)
    document = compose(assessment)
    ids = {c.text for t in tables(document) for row in t.rows for c in row[:1] if isinstance(c, TextCell)}
    assert {m.measure.id for m in assessment.measures} <= ids
    bars = {row.source for g in document.blocks if isinstance(g, Gantt) for row in g.rows if row.source}
    assert bars == {b.bar.id for b in assessment.bars}
    assert sum(isinstance(b, StatusPanel) for b in document.blocks) == 13


def test_figures_carry_their_exact_value_and_source() -> None:
    assessment = assessed(Checkpoint.Q2)
    cells = [c for c in numbers(compose(assessment)) if c.source]
    known = {m.measure.id: m for m in assessment.measures}
    strong = [c for c in cells if c.strong and c.source in known]
    assert {c.source for c in strong} == {m.measure.id for m in assessment.measures if m.actual is not None}
    for cell in strong:
        actual = known[cell.source].actual
        assert actual is not None
        assert cell.value == actual.value


def test_without_a_last_checkpoint_nothing_is_compared() -> None:
    document = compose(assessed(Checkpoint.Q1))
    columns = {c.heading for t in tables(document) for c in t.columns}
    assert "前回比" not in columns
    assert all(not f.before for b in document.blocks if isinstance(b, KeyFigures) for f in b.figures)
    assert all(row[2] is None for b in document.blocks if isinstance(b, StatusPanel) for row in b.rows)
    assert "前回" not in "".join(b.plain for b in document.blocks if isinstance(b, Paragraph))


def test_the_final_report_says_reached_or_missed() -> None:
    assessment = assessed(Checkpoint.FINAL)
    document = compose(assessment)
    columns = {c.heading for t in tables(document) for c in t.columns}
    assert not columns & {"計画", "進捗率\n（%）"}
    figures = next(b for b in document.blocks if isinstance(b, KeyFigures))
    assert [f.status.word for f in figures.figures] == ["達成", "未達成", "評価対象外", "未報告"]
    assert not any(isinstance(b, Callout) for b in document.blocks)
    assert "年度末確定" in document.cover.period


def test_a_silent_department_is_reported_as_silent() -> None:
    assessment = assessed(Checkpoint.Q2, missing=("kikaku",))
    text = all_text(compose(assessment))
    silent = [m for m in assessment.measures if m.measure.department == "kikaku"]
    assert silent
    assert all(m.status == "unreported" for m in silent)
    assert "1所属が未提出" in text
    assert "は未報告（提出票が未提出）" in text
    assert "18所属のすべてが未提出" in all_text(compose(assessed(Checkpoint.Q2, missing=everyone())))


def test_an_empty_year_claims_nothing() -> None:
    document = compose(assessed(Checkpoint.Q2, missing=everyone()))
    lead = next(b for b in document.blocks if isinstance(b, Paragraph))
    assert "評価できる項目がない" in lead.plain
    assert not any(isinstance(b, Callout) for b in document.blocks)
    actual = [c for c in numbers(document) if c.strong and c.source in {m.id for m in strategy().measures}]
    assert not actual


def test_the_outlook_repeats_only_what_was_submitted() -> None:
    assessment = assessed(Checkpoint.Q2)
    callout = next(b for b in compose(assessment).blocks if isinstance(b, Callout))
    asked = [m for m in assessment.measures if m.forecast is not None]
    missed = [m for m in asked if m.forecast_met is False]
    assert f"{len(asked)}項目のうち{len(missed)}項目" in callout.plain


def test_reasons_are_printed_whole_on_the_initiative_and_short_in_the_summary() -> None:
    long = replace(WORDS, reason="半導体の不足により、納入が遅れた。" * 10)
    document = compose(assessed(Checkpoint.Q2, words=long))
    assert long.reason in all_text(document)
    late = next(t for t in tables(document) if t.title.startswith("遅れている"))
    reasons = [row[1] for row in late.rows]
    assert all(isinstance(c, TextCell) and len(c.text) <= 32 for c in reasons)


@pytest.mark.parametrize("times", [10, 40])
def test_explanations_of_any_length_are_printed(times: int) -> None:
    reason, remedy, due, comment = (text * times for text in (WORDS.reason, WORDS.remedy, WORDS.due, "順調である。"))
    words = Explanation(reason, remedy, due, comment)
    made = pages(assessed(Checkpoint.Q2, words=words))
    assert len(made.pages) > 30


def test_the_sample_and_the_draft_are_marked_on_every_page() -> None:
    made = pages(assessed(Checkpoint.Q2, draft=True))
    for page in made.pages:
        text = page.extract_text()
        assert "サンプルデータ（架空）" in text
        assert "案" in text
    document = compose(assessed(Checkpoint.Q2, draft=True))
    assert document.cover.boxes[0] == "案"
    assert document.header_right.startswith("案")
    assert document.footer_left.startswith("サンプルデータ（架空）")
    assert document.cover.foot_left.startswith("サンプルデータ（架空）")


def test_real_data_bear_no_sample_mark() -> None:
    document = compose(replace(assessed(Checkpoint.Q2), sample=False))
    assert "サンプルデータ" not in all_text(document)


def test_the_cover_states_the_facts() -> None:
    facts = compose(assessed(Checkpoint.Q2)).cover.facts
    rows = {r.label: "".join(s.text for line in r.lines for s in line) for r in facts.rows}
    assert rows["基準日"] == "令和7年9月30日"
    assert list(rows) == ["基準日", "版", "実績の種別", "提出状況", "作成"]
    assert "18所属のすべてが提出" in rows["提出状況"]


def test_a_single_measure_gets_its_course_over_the_quarters() -> None:
    charts = [b for b in compose(assessed(Checkpoint.Q3)).blocks if isinstance(b, TrendChart)]
    single = [i for i in strategy().initiatives if len(i.measures) == 1]
    assert [c.source for c in charts] == [i.measures[0].id for i in single]
    assert all(len(c.categories) == 4 and c.current == 2 for c in charts)


def test_contents_link_to_every_part() -> None:
    document = compose(assessed(Checkpoint.Q2))
    assert any(isinstance(b, Contents) for b in document.blocks)
    anchors = [h.anchor for h in headings(document) if h.anchor]
    assert (
        len(anchors) == len(set(anchors)) == 1 + 4 + 13 + 2 + 4
    )  # summary, themes, initiatives, what is late and what comes, appendices


def test_sources_name_file_sheet_and_cell() -> None:
    document = compose(assessed(Checkpoint.Q2))
    table = next(t for t in tables(document) if t.caption.startswith("出典"))
    row = next(r for r in table.rows if isinstance(r[0], TextCell) and r[0].text == "2-1")
    texts = [c.text for c in row if isinstance(c, TextCell)]
    assert texts[-3:] == ["koho.xlsx\nkoho.xlsx", "KPI\nKPI", "F2\nF2"]


def test_aspirations_without_text_say_so() -> None:
    assessment = assessed(Checkpoint.Q2)
    aspirations = tuple(replace(a, text=None) for a in assessment.strategy.aspirations)
    bare = replace(assessment, strategy=replace(assessment.strategy, aspirations=aspirations))
    assert "（本文なし）" in all_text(compose(bare))


def test_the_next_quarter_lists_what_ends_before_the_next_checkpoint() -> None:
    assessment = assessed(Checkpoint.Q2)
    document = compose(assessment)
    ending = next(t for t in tables(document) if t.title == "終期を迎える工程")
    names = {c.text for row in ending.rows for c in row[2:3] if isinstance(c, TextCell)}
    assert "登録作業" in names
    assert "具体策の検討" not in names
    assert not any(h.anchor == "next" for h in headings(compose(assessed(Checkpoint.Q4))))


def test_one_delay_is_told_in_rows_and_several_in_a_table() -> None:
    document = compose(assessed(Checkpoint.Q2))
    labels = {r.label for b in document.blocks if isinstance(b, Facts) for r in b.rows}
    assert {"遅れの理由", "対応策"} <= labels
    assert any(t.title == "遅れの理由と対応策" for t in tables(document))


@pytest.mark.parametrize(
    ("bars", "dues", "overdue", "said"),
    [
        (3, 2, 0, "12月末までに3件の工程が終期を、2件の対応策が期限を迎える"),
        (3, 0, 0, "12月末までに3件の工程が終期を迎える"),
        (0, 2, 0, "12月末までに2件の対応策が期限を迎える"),
        (3, 2, 1, "12月末までに3件の工程が終期を、2件の対応策が期限を迎え、期限を過ぎたものが1件ある"),
        (1, 0, 1, "12月末までに1件の工程が終期を迎え、期限を過ぎたものが1件ある"),
        (0, 0, 1, "期限を過ぎたものが1件ある"),
    ],
)
def test_what_comes_next_names_no_nothing(bars: int, dues: int, overdue: int, said: str) -> None:
    assert "".join(words.next_headline(bars, dues, overdue, "12月末")) == said


# --- what is asked, and texts of any length ---------------------------------------------------------------------------


def test_what_is_to_be_decided_stands_in_the_one_callout_of_the_summary() -> None:
    asked = replace(WORDS, decision="外部委託（予算流用480万円）の可否（10月31日）")
    callouts = [b for b in compose(assessed(Checkpoint.Q2, words=asked)).blocks if isinstance(b, Callout)]
    first = callouts[0]
    assert first.label == "判断をお願いする事項"
    assert first.plain.count("外部委託（予算流用480万円）の可否（10月31日）") == 1, (
        "the same request of several items is one"
    )
    assert "年度末見込" in first.plain
    assert len(callouts) == 1
    without = [b for b in compose(assessed(Checkpoint.Q2)).blocks if isinstance(b, Callout)]
    assert [c.label for c in without] == ["年度末の見込み"]


def test_nothing_submitted_is_called_so_and_nothing_else() -> None:
    document = compose(assessed(Checkpoint.Q2, missing=everyone()))
    first = headings(document)[0].plain
    assert first.endswith("未報告")
    assert "評価対象外" not in first
    assert "全ての重点取組には未報告の測定項目がある" in all_text(document)


def test_long_reasons_leave_the_narrow_columns() -> None:
    long = replace(WORDS, reason="端末の納入が遅れた。" * 30, remedy="設置を外部に委託する。" * 30)
    document = compose(assessed(Checkpoint.Q2, words=long))
    cells = [c for t in tables(document) for row in t.rows for c in row if isinstance(c, TextCell)]
    assert max(len(c.text) for c in cells if "端末の納入" in c.text) <= 80
    whole = [s.text for b in document.blocks if isinstance(b, Facts) for r in b.rows for line in r.lines for s in line]
    assert long.reason in whole
    assert long.remedy in whole
    assert "全文は各重点取組のページに示す" in all_text(document)


def test_a_request_stands_whole_on_its_initiatives_page_and_the_summary_says_where() -> None:
    """Requests that the callout has no room for are not lost."""
    asked = replace(WORDS, decision="対象とする案件の選び方の可否" * 10)
    judged = assessed(Checkpoint.Q2, words=asked)
    rows = [r for b in compose(judged).blocks if isinstance(b, Facts) for r in b.rows if r.label == "求める判断"]
    said_on = [m.explanation.decision for m in judged.measures] + [b.explanation.decision for b in judged.bars]
    items = [text for text in said_on if text]
    assert len(items) > 2
    assert [line[1].text for r in rows for line in r.lines] == items
    said = progress_words.asked([("案件の可否", "端末"), ("予算の可否", "回線")], 3, "重点取組")
    assert said.endswith("（ほか3件は、各重点取組のページに示す。）")

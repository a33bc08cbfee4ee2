"""Turns figures into what is read aloud: rows of tables as sentences, alternative texts of charts and schedules.

The figures are those of the printed paper, by the same functions. The class comes first, because it is what one waits
for; signs that a screen reader would name (▲, ±, ／) are words here.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date

from dxreport.evaluate.attention import Attention
from dxreport.evaluate.bar_result import BarResult
from dxreport.evaluate.measure_result import Change, MeasureResult
from dxreport.evaluate.milestones import MilestoneState
from dxreport.model.measure import Measure
from dxreport.model.period import FiscalYear
from dxreport.model.scale import ClassRule, Standing, StatusClass
from dxreport.model.submission import TaskState
from dxreport.report.wording import formats
from dxreport.report.wording.formats import aloud
from dxreport.report.wording.measures import (
    NONE_OCCURRED,
    REASONS,
    attainment_text,
    difference_text,
    forecast_text,
    planned_text,
    progress_text,
    target_text,
    value_text,
)
from dxreport.report.wording.progress import MET, MISSED
from dxreport.report.wording.progress_appendix import NO_SOURCE

PERCENT, POINTS = "%", "ポイント"


def _sentences(parts: Iterable[str]) -> str:
    return "".join(f"{part}。" for part in parts if part)


def named(number: str, name: str, said: str) -> str:
    """「8-1a　端末設置完了率：…」: what a row is about, then what it says."""
    return f"{number}　{name}：{said}"


# --- measures --------------------------------------------------------------------------------------------------------


def measure(result: MeasureResult, limits: tuple[ClassRule, ...], *, final: bool) -> str:
    """A row of the table of measures: class, value, plan, year's target, change, what is expected at the year's end."""
    said = (
        rating(result),
        _value(result),
        "" if final else _against_plan(result, limits),
        _against_target(result, limits),
        _difference(result),
        "" if final else _forecast(result),
    )
    return named(result.measure.id, result.measure.short_name, _sentences(said))


def rating(result: MeasureResult) -> str:
    """「評価はD 遅れ」; without a class also why."""
    if result.not_judged is not None:
        return f"{result.rating.spoken}（{REASONS[result.not_judged]}）"
    return f"評価は{result.rating.spoken}"


def _value(result: MeasureResult) -> str:
    if result.none_occurred:
        return f"実績は{NONE_OCCURRED}"
    text = value_text(result)
    return f"実績{aloud(text)}{result.measure.target.unit}" if text else ""


def _planned(result: MeasureResult) -> str:
    text = planned_text(result)
    return f"計画{aloud(text)}{result.measure.target.unit}" if text else ""


def target(measure_: Measure) -> str:
    """「年度目標77.0%以上」; a text target in its own words."""
    text = aloud(target_text(measure_))
    return f"年度目標は「{text}」" if measure_.target.by_people else f"年度目標{text}{measure_.unit_with_direction}"


def _against_plan(result: MeasureResult, limits: tuple[ClassRule, ...]) -> str:
    planned, rate = _planned(result), progress_text(result, limits)
    if rate is None:
        return planned
    return f"{planned}に対する進捗率{aloud(rate)}%" if planned else f"進捗率{aloud(rate)}%"


def _against_target(result: MeasureResult, limits: tuple[ClassRule, ...]) -> str:
    rate = attainment_text(result, limits)
    wanted = target(result.measure)
    return wanted if rate is None else f"{wanted}に対する達成率{aloud(rate)}%"


def _difference(result: MeasureResult) -> str:
    text = difference_text(result)
    if text is None:
        return ""
    unit = POINTS if result.measure.target.unit == PERCENT else result.measure.target.unit
    amount = f"{text.lstrip(formats.SIGNS)}{unit}"
    if text.startswith(formats.UNCHANGED):
        return f"前回からの増減は{amount}"
    return f"前回から{amount}{'減' if text.startswith(formats.MINUS) else '増'}"


def _forecast(result: MeasureResult) -> str:
    text = forecast_text(result)
    if text is None:
        return ""
    verdict = "" if result.forecast_met is None else f"（{MET if result.forecast_met else MISSED}の見込み）"
    return f"年度末見込{aloud(text)}{result.measure.target.unit}{verdict}"


def late(result: MeasureResult, since: str, texts: Sequence[tuple[str, str]], *, final: bool) -> str:
    """A row of what is late on the page for executives; ``texts`` are labels with what was written, in short."""
    held_against = target(result.measure) if final or result.planned is None else _planned(result)
    figures = f"{_value(result)}、{held_against}"
    said = (f"{since}遅れている" if since else "", figures, *(f"{label}：{text}" for label, text in texts))
    return named(result.measure.id, result.measure.short_name, _sentences(said))


def late_bar(item: Attention, texts: Sequence[tuple[str, str]]) -> str:
    """A bar that is late on the page for executives."""
    said = (f"工程は{item.rating.spoken}", *(f"{label}：{text}" for label, text in texts))
    return named(item.item_id, item.name, _sentences(said))


# --- initiatives -----------------------------------------------------------------------------------------------------

_CHANGES = {Change.BETTER: "前回より改善", Change.WORSE: "前回より悪化"}
"""Of the rest the axes tell: the same class, or none to compare with."""
Axis = tuple[str, StatusClass | None, StatusClass | None]
"""Its name, its class now, and at the last checkpoint."""


def initiative(number: str, name: str, axes: Sequence[Axis], change: Change | None, counts: str) -> str:
    """「8　環境の整備：KPIはD 遅れ（前回はC やや遅れ）。工程は予定どおり（前回も同じ）。前回より悪化。」"""
    said = [_axis(*axis) for axis in axes if axis[1] is not None]
    if not said:
        return named(number, name, "評価する指標及び工程はない。")
    return named(number, name, _sentences((*said, counts, _CHANGES.get(change, "") if change else "")))


def _axis(name: str, now: StatusClass | None, before: StatusClass | None) -> str:
    if now is None:
        return ""
    if before is None:
        return f"{name}は{now.spoken}"
    return f"{name}は{now.spoken}（{'前回も同じ' if before == now else f'前回は{before.spoken}'}）"


def turned(better: Sequence[tuple[str, str]], worse: Sequence[tuple[str, str]]) -> str:
    """「改善は3件で、1（KPI）、4（KPI）、9（両方）。悪化は0件。」: initiatives with the axis that changed."""
    return _turned("改善", better) + _turned("悪化", worse)


def _turned(word: str, items: Sequence[tuple[str, str]]) -> str:
    listed = "、".join(f"{number}（{axis}）" if axis else number for number, axis in items)
    return f"{word}は{len(items)}件で、{listed}。" if items else f"{word}は0件。"


def good_of(good: int, judged: int, noun: str) -> str:
    """「評価可能な4測定項目のうち3項目が達成又は順調」."""
    return f"評価可能な{judged}測定項目のうち{good}項目が{noun}"


# --- charts ----------------------------------------------------------------------------------------------------------


def shares(bars_: Sequence[tuple[str, str, Sequence[tuple[StatusClass, str, str]]]]) -> str:
    """Shares of the classes at each checkpoint: (第2四半期, 38項目, [(class, count, per cent), …])."""
    return "\n".join(
        f"{name}（{whole}）は、{'、'.join(f'{c.spoken} {count}項目（{percent}%）' for c, count, percent in parts)}。"
        for name, whole, parts in bars_
    )


def key_figures(items: Sequence[tuple[StatusClass, str, str]]) -> str:
    """Counts per class, each with the last checkpoint's where there is one."""
    said = (
        f"{c.spoken}は{count}項目" + (f"（{before.replace(' ', '')}項目）" if before else "")
        for c, count, before in items
    )
    return f"評価ごとの測定項目数。{'、'.join(said)}。"


def bullets(results: Sequence[MeasureResult], good: str, as_of: date, *, final: bool) -> str:
    """計画と実績 of several measures: the message in the first line, in the scale's words, then a line for each."""
    judged = [r for r in results if r.is_judged]
    well = sum(r.standing is Standing.GOOD for r in judged)
    message = f"図に示す{len(judged)}項目のうち{well}項目が{good}。" if judged else ""
    head = f"{formats.era_date(as_of)}現在。{message}"
    return "\n".join((head, *(_bullet(r, final=final) for r in results)))


def _bullet(result: MeasureResult, *, final: bool) -> str:
    parts = (_value(result), "" if final else _planned(result), target(result.measure), rating(result))
    return f"{result.measure.short_name}：{'、'.join(p for p in parts if p)}。"


def trend(result: MeasureResult, quarters: Sequence[tuple[str, Sequence[tuple[str, str]]]], as_of: date) -> str:
    """The course over the year; ``quarters`` are (「4～6月」, [(計画, 「1」), …])."""
    head = f"{formats.era_date(as_of)}現在。{target(result.measure)}、{rating(result)}。"
    unit = result.measure.target.unit
    lines = (
        f"{name}は、{'、'.join(f'{kind}{aloud(value)}{unit}' for kind, value in values)}。"
        for name, values in quarters
        if values
    )
    return "\n".join((head, *lines))


# --- schedules -------------------------------------------------------------------------------------------------------


def schedule(rows: Sequence[str], bars: int, as_of: date, *, assumed: bool) -> str:
    """A schedule: how many bars, as of when, then a line for each."""
    head = f"{formats.era_date(as_of)}現在。工程は{bars}件。"
    return "\n".join((head, *rows, *(("計画の時期は想定である。",) if assumed else ())))


def group(name: str, bars: int) -> str:
    """A line over the bars of one task; the number tells where they end."""
    return f"「{name}」は、次の{bars}件。"


_MILESTONES = {
    MilestoneState.REACHED: "到達",
    MilestoneState.AHEAD: "予定",
    MilestoneState.MISSED: "未到達",
    MilestoneState.UNKNOWN: "時期を過ぎ、到達の報告なし",
}


def bar(result: BarResult, year: FiscalYear) -> str:
    """One bar of a schedule: class, plan, what happened, what is expected, milestones."""
    planned = result.bar
    milestones = "、".join(
        f"{m.milestone.label} {m.milestone.month}月（{_MILESTONES[m.state]}）" for m in result.milestones
    )
    said = (
        f"評価は{result.mark.spoken}",
        "" if planned.is_point else f"計画は{_span(result)}",
        *_happened(result, year),
        f"節目は{milestones}" if milestones else "",
    )
    return f"{planned.short_name}：{_sentences(said)}"


def _span(result: BarResult) -> str:
    first, last = formats.axis_month(result.bar.start), formats.axis_month(result.bar.end, end=True)
    return first if first == last else f"{first}から{last}まで"


def _happened(result: BarResult, year: FiscalYear) -> tuple[str, ...]:
    """When work began and ended, and when it is expected to end, as far as it was reported and counts."""
    taken = result.taken
    if taken is None:
        return ()
    unknown = "着手（日の報告はない）" if result.actual else ""
    started = f"{_day(taken.started, year)}に着手" if taken.started else unknown
    finished = f"{_day(taken.finished, year)}に完了" if taken.finished else ""
    happened = "、".join(part for part in (started, finished) if part)
    ends = taken.expected is not None and taken.state in (TaskState.RUNNING, TaskState.NOT_STARTED)
    expected = f"完了見込みは{_day(taken.expected, year)}" if ends and taken.expected else ""
    return (f"実績は{happened}" if happened else "", expected)


def _day(day: date, year: FiscalYear) -> str:
    """「5月12日」; with its year where that is not the report's."""
    return f"{day.month}月{day.day}日" if 0 < year.position(day) <= 12 else formats.era_date(day)


# --- sources, corrections, earlier years -----------------------------------------------------------------------------


def place(file: str, sheet: str, cells: Sequence[str]) -> str:
    return f"{file}のシート「{sheet}」のセル{'、'.join(cells)}"


def source(number: str, name: str, value: str, places: Sequence[str], computed: str) -> str:
    """Where a figure was read; ``computed`` says how it came out of a list."""
    read = f"取得元は、{'、'.join(places)}" if places else NO_SOURCE
    return named(number, name, _sentences((value, read, *computed.splitlines())))


def source_value(result: MeasureResult) -> str:
    """「実績36.5%」, or why there is none: 「実績は未報告」."""
    return _value(result) or f"実績は{result.rating.spoken}"


def correction(measure_: Measure, when: str, department: str, values: tuple[str, str], cell: str) -> str:
    """What a resubmission changed; a dash stands for a value that was or is missing."""
    unit = measure_.target.unit
    before, after = ("値なし" if v == formats.DASH else f"{aloud(v)}{unit}" for v in values)
    said = (f"{when}の実績を{department}が訂正", f"訂正前は{before}、訂正後は{after}（セル{cell}）")
    return named(measure_.id, measure_.short_name, _sentences(said))


def year_result(measure_: Measure, year: str, published: str, revised: str) -> str:
    unit = measure_.target.unit
    later = f"、改定値{aloud(revised)}{unit}" if revised else ""
    return named(measure_.id, measure_.short_name, f"{year}の公表値{aloud(published)}{unit}{later}。")


# --- the text edition ------------------------------------------------------------------------------------------------

GUIDE = (
    "この文書は、進捗報告書（PDF）と同じ内容のテキスト版である。"
    "見出しの行は、章は「■」、節は「◆」、表と図は「●」で始まる。"
    "表は1行ずつ、文又は「項目：値」で示し、値のない欄は省く。図は内容を文で示し、すぐ前の表と値が同じ図は要点だけを示す。"
)

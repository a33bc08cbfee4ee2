"""Turns evaluated measures and bars into the charts and sentences of the briefing's themes and schedule."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal

from dxreport.evaluate.assessment import HolderResult, ThemeResult
from dxreport.evaluate.bar_result import BarResult
from dxreport.evaluate.measure_result import HistoryPoint, MeasureResult
from dxreport.evaluate.milestones import MilestoneState
from dxreport.evaluate.rollup import by_figures
from dxreport.model.measure import Accumulation, MeasureType
from dxreport.model.scale import Standing
from dxreport.report import briefing_parts as parts
from dxreport.report.blocks import Bullets, Table
from dxreport.report.cells import Column, ColumnRole, NumberCell, RowGroup, Span, StatusCell, TextCell
from dxreport.report.figures import Gantt, GanttMilestone, GanttRow, Series, SeriesRole, TrendChart
from dxreport.report.progress_parts import View, status_cell
from dxreport.report.wording import briefing as words
from dxreport.report.wording import briefing_points as sentence_words
from dxreport.report.wording import formats, spoken
from dxreport.report.wording import progress as shared
from dxreport.report.wording.measures import (
    exact,
    forecast_text,
    planned_text,
    target_text,
    value_text,
)
from dxreport.report.wording.scale import every_class

# Letters of a class (mark, letter, word) beside which a name and a second class still stand in a slide's side region.
_SHORT_CLASS = 7
# Rows of two lines that a slide's side region holds, and sentences beside or below its chart.
_MOST_TALL_ROWS = 8
_MOST_POINTS = 6
# Bars of one class that are named.
_MOST_NAMED = 12
_WITHOUT_RATIO = (MeasureType.ZERO_TOLERANCE, MeasureType.EVENT_LIMIT, MeasureType.JUDGED)


# --- a theme -------------------------------------------------------------------------------------------------------


def initiatives_table(view: View, theme: ThemeResult, *, wide: bool = False) -> Table:
    if not wide and max(len(c.text) for c in every_class(view.scale, final=view.final)) > _SHORT_CLASS:
        return _narrow_table(view, theme)
    columns = (
        Column("", ColumnRole.ID),
        Column("", ColumnRole.NAME),
        Column(words.KPI, ColumnRole.STATUS),
        Column(words.SCHEDULE, ColumnRole.SCHEDULE_STATUS),
    )
    shown = [(i, i.initiative.short_name) for i in theme.initiatives]
    shown += [(i, shared.again(i.initiative.short_name)) for i in theme.relisted]
    rows = tuple(
        (
            TextCell(i.initiative.id),
            TextCell(name),
            status_cell(i.kpi),
            status_cell(i.schedule),
        )
        for i, name in shown
    )
    title = words.initiatives_title(view.terms.initiative)
    return Table(columns, (RowGroup(rows),), caption=title, title=title)


def _narrow_table(view: View, theme: ThemeResult) -> Table:
    """For scales with long words: number and schedule stand below the name; of many initiatives the number beside it."""
    shown = [(i, i.initiative.short_name) for i in theme.initiatives]
    shown += [(i, shared.again(i.initiative.short_name)) for i in theme.relisted]
    if len(shown) > _MOST_TALL_ROWS:
        numbered = (Column("", ColumnRole.ID), Column("", ColumnRole.NAME), Column(words.KPI, ColumnRole.STATUS))
        short = tuple((TextCell(i.initiative.id), TextCell(name), status_cell(i.kpi)) for i, name in shown)
        title = words.initiatives_title(view.terms.initiative)
        return Table(numbered, (RowGroup(short),), caption=title, title=title)
    rows = tuple(
        (
            TextCell(name, sub=words.schedule_below(i.initiative.id, i.schedule.text if i.schedule else "")),
            status_cell(i.kpi),
        )
        for i, name in shown
    )
    title = words.initiatives_title(view.terms.initiative)
    columns = (Column(words.BELOW, ColumnRole.NAME), Column(words.KPI, ColumnRole.STATUS))
    return Table(columns, (RowGroup(rows),), caption=title, title=title)


def points(view: View, theme: ThemeResult) -> Bullets:
    """One sentence for each part of the theme that has measures, on its worst measure; of many parts for the worst."""
    items = tuple(
        (Span(f"{p.holder.number}{words.WIDE}", strong=True), Span(_point(_worst(view, p)))) for p in _told(view, theme)
    )
    return Bullets(items, numbered=True)


def sentences(view: View, theme: ThemeResult) -> tuple[str, ...]:
    """The same for the speaker: a class by its word, without mark and letter; what has none is told of together."""
    worst = [_worst(view, p) for p in _told(view, theme)]
    return tuple(_point(r, spoken_=True) for r in worst if r.is_judged)


def without_class(view: View, theme: ThemeResult) -> tuple[list[str], list[str]]:
    """Names of the measures that stand for their part and were not reported, and of those that were not due."""
    worst = [_worst(view, p) for p in _told(view, theme)]
    unreported, excluded = (
        [r.measure.short_name for r in worst if r.standing is s] for s in (Standing.UNREPORTED, Standing.EXCLUDED)
    )
    return unreported, excluded


def _told(view: View, theme: ThemeResult) -> list[HolderResult]:
    told = [p for p in theme.parts if p.measures]
    if len(told) > _MOST_POINTS:
        worst = parts.worst_first(view, [_worst(view, p) for p in told])[:_MOST_POINTS]
        told = [p for p in told if _worst(view, p) in worst]
    return told


def _worst(view: View, part: HolderResult) -> MeasureResult:
    chosen = [r for r in by_figures(part.measures) if part.kpi is not None and r.rating.id == part.kpi.id]
    return parts.worst_first(view, chosen or list(part.measures))[0]


def _point(result: MeasureResult, *, spoken_: bool = False) -> str:
    measure = result.measure
    unit = measure.target.unit
    return sentence_words.measure_point(
        result,
        rating=result.rating.word if spoken_ else result.rating.text,
        actual=f"{value_text(result)}{unit}",
        planned=f"{planned_text(result)}{unit}" if result.planned is not None else "",
        target=f"{target_text(measure)}{measure.unit_with_direction}",
    )


def telling(view: View, theme: ThemeResult) -> MeasureResult | None:
    """The worst measure with a history of values; otherwise the first with a value at all."""
    known = [r for r in theme.measures if any(p.actual is not None for p in r.history)]
    drawn = [r for r in known if r.measure.type not in _WITHOUT_RATIO and any(p.planned is not None for p in r.history)]
    long = [r for r in drawn if sum(p.actual is not None for p in r.history) > 1]
    for candidates in (long, drawn, known):
        if candidates:
            return parts.worst_first(view, candidates)[0]
    return None


def trend(view: View, result: MeasureResult) -> TrendChart:
    """Plan and actual over the quarters, with what is expected at the year's end."""
    measure = result.measure
    target = measure.target
    cumulative = measure.accumulation is Accumulation.SUM
    quarters = formats.quarters()
    planned = tuple(p.planned for p in result.history)
    actual = tuple(p.actual for p in result.history)
    plan_name = words.planned_name(ends_at_target=planned[-1] == target.value)
    series = [
        Series(
            plan_name, SeriesRole.PLAN, planned, tuple("" if v is None else exact(v, target.decimals) for v in planned)
        ),
        Series(words.SERIES_ACTUAL, SeriesRole.ACTUAL, actual, _actual_labels(result)),
    ]
    if result.forecast is not None and actual[-1] is None:
        series.append(_forecast(view, result, cumulative=cumulative))
    series = [s for s in series if any(p is not None for p in s.points)]
    said = [(name, [(s.name, s.labels[k]) for s in series if s.labels[k]]) for k, name in enumerate(quarters)]
    return TrendChart(
        title=words.trend_title(measure.short_name, target.unit, cumulative=cumulative),
        categories=quarters,
        series=tuple(series),
        current=view.assessment.checkpoint.quarter - 1,
        columns=cumulative,
        target=target.value,
        target_label=words.target_label(target_text(measure)),
        unit=target.unit,
        decimals=target.decimals,
        alt=spoken.trend(result, said, view.assessment.as_of),
        source=measure.id,
    )


def _actual_labels(result: MeasureResult) -> tuple[str, ...]:
    target = result.measure.target
    return tuple("" if p.actual is None else formats.measured(p.actual, target) for p in result.history)


def _forecast(view: View, result: MeasureResult, *, cumulative: bool) -> Series:
    """The year's end as submitted; a line starts at the actual value, so that it leads there."""
    value = result.forecast.value if result.forecast else None
    points: list[Decimal | None] = [None, None, None, value]
    at = view.assessment.checkpoint.quarter - 1
    if not cumulative and at < 3:
        points[at] = _known(result.history[at])
    return Series(words.SERIES_FORECAST, SeriesRole.FORECAST, tuple(points), ("", "", "", forecast_text(result) or ""))


def _known(point: HistoryPoint) -> Decimal | None:
    return point.actual


# --- schedule ------------------------------------------------------------------------------------------------------


def delayed(bars: Sequence[BarResult]) -> list[BarResult]:
    """Bars behind schedule, the longest delay first."""
    late = [b for b in bars if b.late]
    return sorted(late, key=lambda b: (-b.delay, b.bar.start))


def gantt(view: View, bars: Sequence[BarResult]) -> Gantt:
    assessment = view.assessment
    as_of = formats.short_date(assessment.as_of)
    rows = tuple(_gantt_row(view, b) for b in bars)
    note = words.gantt_note(
        overrun=any(r.overrun for r in rows),
        milestones=any(r.milestones for r in rows),
        assumed=any(b.bar.assumed for b in bars),
    )
    return Gantt(
        title="",
        label_heading=words.TASK,
        status_heading=words.RATING,
        quarters=formats.quarters(),
        months=formats.month_numbers(),
        rows=rows,
        as_of=assessment.as_of_position,
        as_of_label=words.as_of_label(as_of),
        note=note,
        alt=words.gantt_alt(len(rows), formats.era_date(assessment.as_of)),
    )


def _gantt_row(view: View, result: BarResult) -> GanttRow:
    bar = result.bar
    number = view.assessment.strategy.holder_of(bar.id).number
    return GanttRow(
        label=words.bar_label(number, bar.short_name),
        planned=None if bar.is_point else (bar.start, bar.end),
        actual=result.actual,
        overrun=result.overrun,
        milestones=tuple(
            GanttMilestone(m.milestone.position, m.state is MilestoneState.REACHED, m.milestone.label)
            for m in result.milestones
        ),
        status=result.mark,
        alt=spoken.bar(result, view.assessment.strategy.year),
        source=bar.id,
    )


def delay_table(view: View, bars: Sequence[BarResult]) -> Table:
    """Why bars are late and what is done about it, as the departments wrote it."""
    columns = (
        Column(words.TASK, ColumnRole.NAME, weight=5),
        Column(words.REASON, ColumnRole.TEXT, weight=7),
        Column(words.REMEDY, ColumnRole.TEXT, weight=7),
        Column(words.DUE, ColumnRole.DATE),
    )
    strategy = view.assessment.strategy
    rows = tuple(
        (
            TextCell(words.bar_label(strategy.holder_of(b.bar.id).number, b.bar.short_name), strong=True),
            *parts.explained(b.explanation),
        )
        for b in bars
    )
    return Table(columns, (RowGroup(rows),), caption=words.DELAY_TABLE)


def schedule_counts(bars: Sequence[BarResult]) -> Table:
    """How many bars stand in each class of the schedule axis, and which."""
    rows = []
    for mark in dict.fromkeys(b.mark for b in bars):
        those = [b.bar.short_name for b in bars if b.mark == mark]
        count = NumberCell(str(len(those)), Decimal(len(those)), source=mark.word)
        named = those if len(those) <= _MOST_NAMED else those[:_MOST_NAMED]
        rows.append((StatusCell(mark), count, TextCell(words.some_of(named, len(those)))))
    columns = (
        Column(words.RATING, ColumnRole.SCHEDULE_STATUS),
        Column(words.COUNT, ColumnRole.FIGURE),
        Column(words.TASK, ColumnRole.TEXT),
    )
    return Table(columns, (RowGroup(tuple(rows)),), caption=words.SCHEDULE)

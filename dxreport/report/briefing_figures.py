"""Turns evaluated measures and bars into the charts and sentences of the briefing's themes and schedule."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal

from dxreport.evaluate.assessment import (
    BarResult,
    HistoryPoint,
    InitiativeResult,
    MeasureResult,
    ScheduleStatus,
    ThemeResult,
)
from dxreport.model.strategy import Accumulation, MeasureType
from dxreport.report import briefing_parts as parts
from dxreport.report.blocks import Bullets, Table
from dxreport.report.cells import Column, ColumnRole, NumberCell, RowGroup, Span, StatusCell, TextCell
from dxreport.report.figures import Gantt, GanttMilestone, GanttRow, Series, SeriesRole, TrendChart
from dxreport.report.progress_parts import View, schedule_cell, status_cell
from dxreport.report.wording import briefing as words
from dxreport.report.wording import formats
from dxreport.report.wording.measures import (
    exact,
    forecast_text,
    planned_text,
    target_text,
    value_text,
)

DELAYED = (ScheduleStatus.DELAYED, ScheduleStatus.NOT_STARTED_LATE)
_WITHOUT_RATIO = (MeasureType.ZERO_TOLERANCE, MeasureType.EVENT_LIMIT)


# --- a theme -------------------------------------------------------------------------------------------------------


def initiatives_table(view: View, theme: ThemeResult) -> Table:
    columns = (
        Column("", ColumnRole.ID),
        Column("", ColumnRole.NAME),
        Column(words.KPI, ColumnRole.STATUS),
        Column(words.SCHEDULE, ColumnRole.SCHEDULE_STATUS),
    )
    rows = tuple(
        (
            TextCell(i.initiative.id),
            TextCell(i.initiative.short_name),
            status_cell(view, i.kpi),
            schedule_cell(i.schedule),
        )
        for i in theme.initiatives
    )
    title = words.initiatives_title(view.terms.initiative)
    return Table(columns, (RowGroup(rows),), caption=title, title=title)


def points(theme: ThemeResult) -> Bullets:
    """One sentence for each initiative, on its worst measure."""
    items = tuple((Span(f"{i.initiative.id}{words.WIDE}", strong=True), Span(_point(i))) for i in theme.initiatives)
    return Bullets(items, numbered=True)


def _point(initiative: InitiativeResult) -> str:
    chosen = [r for r in initiative.measures if r.status is initiative.kpi] or list(initiative.measures)
    result = parts.worst_first(chosen)[0]
    measure = result.measure
    unit = measure.target.unit
    return words.measure_point(
        measure.short_name,
        result.status,
        actual=f"{value_text(result)}{unit}",
        planned=f"{planned_text(result)}{unit}" if result.planned is not None else "",
        target=f"{target_text(measure)}{measure.unit_with_direction}",
        worst_event=measure.type in _WITHOUT_RATIO,
        none_occurred=result.none_occurred and result.actual is None,
    )


def telling(theme: ThemeResult) -> MeasureResult | None:
    """The worst measure with a history of values; otherwise the first with a value at all."""
    known = [r for r in theme.measures if any(p.actual is not None for p in r.history)]
    drawn = [r for r in known if r.measure.type not in _WITHOUT_RATIO and any(p.planned is not None for p in r.history)]
    long = [r for r in drawn if sum(p.actual is not None for p in r.history) > 1]
    for candidates in (long, drawn, known):
        if candidates:
            return parts.worst_first(candidates)[0]
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
    said = [(quarters[k], s.name, s.labels[k]) for s in series for k in range(len(quarters)) if s.labels[k]]
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
        alt=words.trend_alt(measure.short_name, target.unit, said),
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
    late = [b for b in bars if b.status in DELAYED]
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
        alt=words.gantt_alt(len(rows), as_of),
    )


def _gantt_row(view: View, result: BarResult) -> GanttRow:
    bar = result.bar
    first, last = formats.axis_month(bar.start), formats.axis_month(bar.end, end=True)
    number = view.assessment.strategy.initiative_of(bar.id).id
    return GanttRow(
        label=words.bar_label(number, bar.short_name),
        planned=None if bar.is_point else (bar.start, bar.end),
        actual=result.actual,
        overrun=result.overrun,
        milestones=tuple(
            GanttMilestone(m.position, result.status is ScheduleStatus.DONE, m.label) for m in bar.milestones
        ),
        status=result.mark,
        alt=words.bar_alt(bar.short_name, first, last, result.mark.text),
        source=bar.id,
    )


def delay_table(view: View, bars: Sequence[BarResult]) -> Table:
    """Why bars are late and what is done about it, as the departments wrote it."""
    columns = (
        Column(words.TASK, ColumnRole.NAME, weight=5),
        Column(words.REASON, ColumnRole.TEXT, weight=6),
        Column(words.REMEDY, ColumnRole.TEXT, weight=8),
        Column(words.DUE, ColumnRole.DATE),
    )
    strategy = view.assessment.strategy
    rows = tuple(
        (
            TextCell(words.bar_label(strategy.initiative_of(b.bar.id).id, b.bar.short_name), strong=True),
            parts.written(b.explanation.reason),
            parts.written(b.explanation.remedy),
            parts.written(b.explanation.due),
        )
        for b in bars
    )
    return Table(columns, (RowGroup(rows),), caption=words.DELAY_TABLE)


def schedule_counts(bars: Sequence[BarResult]) -> Table:
    """How many bars stand in each class of the schedule axis."""
    marks = list(dict.fromkeys(b.mark for b in bars))
    rows = tuple(
        (StatusCell(mark), NumberCell(str(n := sum(b.mark == mark for b in bars)), Decimal(n), source=mark.word))
        for mark in marks
    )
    columns = (Column(words.RATING, ColumnRole.SCHEDULE_STATUS), Column(words.SCHEDULE, ColumnRole.FIGURE))
    return Table(columns, (RowGroup(rows),), caption=words.SCHEDULE)

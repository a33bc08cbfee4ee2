"""Turns one initiative's evaluation into its page: result first, then KPI, chart, schedule, reasons and comments."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from decimal import Decimal
from itertools import groupby

from dxreport.evaluate.assessment import InitiativeResult
from dxreport.evaluate.bar_result import BarResult
from dxreport.evaluate.measure_result import MeasureResult
from dxreport.evaluate.milestones import MilestoneResult, MilestoneState
from dxreport.evaluate.rollup import by_figures
from dxreport.model.measure import Accumulation
from dxreport.model.scale import ScheduleStatus, Standing
from dxreport.model.strategy import Aspiration
from dxreport.model.submission import Explanation
from dxreport.report.blocks import Block, FactRow, Facts, Heading, Paragraph, ParagraphRole
from dxreport.report.cells import Span
from dxreport.report.figures import Gantt, GanttMilestone, GanttRow, Series, SeriesRole, StatusPanel, TrendChart
from dxreport.report.progress_delays import delay_facts, delay_table, delays
from dxreport.report.progress_figures import bullet_chart
from dxreport.report.progress_notes import kpi_note
from dxreport.report.progress_parts import (
    View,
    actual_text,
    figure_with_unit,
    kpi_table,
)
from dxreport.report.wording import formats, spoken
from dxreport.report.wording import progress as words
from dxreport.report.wording import progress_initiative as sentences
from dxreport.report.wording.measures import attainment_text, exact, planned_text, progress_text, target_text


def initiative_pages(view: View, result: InitiativeResult) -> Iterator[Block]:
    """The blocks of one initiative; they fill a page, or two where much is to be said."""
    yield _heading(view, result)
    if result.kpi or result.schedule:
        yield _panel(view, result)
    if lead := _lead(view, result):
        yield Paragraph((Span(lead),), ParagraphRole.LEAD)
    yield _facts(view, result)
    yield from _results(view, result)
    late = delays(result.measures, result.bars)
    if len(late) == 1:
        yield delay_facts(late[0])
    elif any(d.is_long for d in late):
        yield from map(delay_facts, late)
    elif late:
        yield delay_table(late, words.DELAYS)
    yield from _remarks(view, result)


def initiative_share(view: View, result: InitiativeResult) -> Iterator[Block]:
    """What the department that the paper is for holds of an initiative; how much others hold, and how the whole stands.

    What everybody knows of the initiative (outline, めざす姿) is left to the whole report.
    """
    yield _heading(view, result)
    if lead := _lead(view, result):
        yield Paragraph((Span(lead),), ParagraphRole.LEAD)
    whole = result.initiative
    measures, bars = len(whole.measures) - len(result.measures), len(whole.bars) - len(result.bars)
    if measures or bars:
        axes = ((words.KPI, result.kpi), (words.SCHEDULE, result.schedule))
        classes = [(axis, c.text) for axis, c in axes if c is not None]
        note = sentences.others(view.terms.initiative, measures, bars, classes)
        yield Paragraph((Span(note),), ParagraphRole.NOTE)
    yield from _results(view, result)
    yield from _remarks(view, result)


def _results(view: View, result: InitiativeResult) -> Iterator[Block]:
    """Its measures, with a chart, and its schedule."""
    if result.measures:
        yield kpi_table(view, result.measures, view.terms.indicators, kpi_note(view, result.measures))
        yield from _chart(view, result)
    if result.bars:
        yield _gantt(view, result)


def _heading(view: View, result: InitiativeResult) -> Heading:
    terms, initiative = view.terms, result.initiative
    above = [f"{terms.theme}{result.theme.mark} {''.join(result.theme.short_name)}"]
    above += [f"{terms.groups[b.depth - 1]}{b.number} {b.short_name}" for b in initiative.path]
    theme = "　".join(above)
    kicker = result.holder.label
    related = sentences.related([view.department(d) for d in initiative.related])
    return Heading(
        level=2,
        text=initiative.title,
        kicker=kicker,
        aside=f"{theme}　{words.OWNER} {view.department(initiative.department)}{related}",
        anchor=view.anchor(result.holder),
        bookmark=f"{kicker}　{initiative.short_name}",
        new_page=not view.own,
    )


def _panel(view: View, result: InitiativeResult) -> StatusPanel:
    """The axes that the initiative has: one without KPIs or without tasks shows no class there."""
    previous = result.kpi_previous if view.compares else None
    scheduled = result.schedule_previous if view.compares else None
    return StatusPanel(
        (words.NOW, words.BEFORE),
        (
            *(((words.KPI, result.kpi, previous),) if result.kpi else ()),
            *(((words.SCHEDULE, result.schedule, scheduled),) if result.schedule else ()),
        ),
    )


# --- the lead --------------------------------------------------------------------------------------------------------


def _lead(view: View, result: InitiativeResult) -> str:
    others_hold_them = bool(view.own) and not result.measures
    said = ("" if others_hold_them else _kpi_lead(view, result), _schedule_lead(result.bars))
    return "\n".join(s for s in said if s)


def _kpi_lead(view: View, result: InitiativeResult) -> str:
    measures, counts = by_figures(result.measures), result.counts
    if len(measures) == 1 and measures[0].is_judged and measures[0].actual:
        only = measures[0]
        unit, planned = only.measure.target.unit, planned_text(only)
        return sentences.single_lead(
            only.measure.target.printed,
            figure_with_unit(actual_text(only), unit),
            figure_with_unit(planned, unit) if planned else "",
            only.rating.text,
            final=view.final,
        )
    ordered = sorted(measures, key=lambda r: r.progress if r.progress is not None else Decimal(0))
    late = [(r.measure.short_name, _shortfall(view, r)) for r in ordered if r.standing is Standing.BAD]
    behind = [(r.measure.short_name, _shortfall(view, r)) for r in ordered if r.standing is Standing.WARNING]
    return sentences.initiative_lead(
        measures[0].measure.short_name if measures else "",
        judged=counts.judged,
        good=counts.good,
        late=late,
        behind=behind,
        unreported=counts.standing(Standing.UNREPORTED),
        total=counts.total,
        voice=view.voice,
    )


def _shortfall(view: View, result: MeasureResult) -> str:
    if view.final and result.attainment is not None and not result.measure.target.lower_is_better:
        return sentences.short_of_target(attainment_text(result, view.limits) or "")
    if result.progress is not None and not result.measure.target.lower_is_better:
        return sentences.short_of_plan(progress_text(result, view.limits) or "")
    unit = result.measure.target.unit
    return sentences.beyond_limit(figure_with_unit(actual_text(result), unit), result.measure.target.printed)


def _schedule_lead(bars: Sequence[BarResult]) -> str:
    if not bars:
        return ""
    delayed = sorted((b for b in bars if b.status is ScheduleStatus.DELAYED), key=lambda b: -b.delay)
    return sentences.schedule_lead(
        [(b.bar.short_name, b.delay) for b in delayed],
        [b.bar.short_name for b in bars if b.status is ScheduleStatus.NOT_STARTED_LATE],
        sum(b.status is ScheduleStatus.UNREPORTED for b in bars),
        sum(b.status is ScheduleStatus.STOPPED for b in bars),
        sum(b.status in (ScheduleStatus.DONE, ScheduleStatus.AHEAD) for b in bars),
        len(bars),
    )


# --- facts and notes -------------------------------------------------------------------------------------------------


def _facts(view: View, result: InitiativeResult) -> Facts:
    strategy, initiative = view.assessment.strategy, result.initiative
    terms = strategy.terms
    rows = [FactRow(terms.outline, ((Span(initiative.outline),),), initiative.outline_notes)]
    if initiative.aspirations_label:
        rows.append(FactRow(terms.aspiration, ((Span(initiative.aspirations_label),),)))
    else:
        chosen = [a for a in strategy.aspirations if a.number in initiative.aspirations]
        rows += [_aspiration(terms.aspiration, a) for a in chosen]
    return Facts(tuple(rows))


def _aspiration(term: str, aspiration: Aspiration) -> FactRow:
    return FactRow(f"{term}{aspiration.mark}", ((Span(aspiration.text or words.NO_TEXT),),))


def _remarks(view: View, result: InitiativeResult) -> Iterator[Block]:
    """What became of the remedies promised last time, what is to be decided, and the departments' comments."""
    written = (
        _follow_ups(view, result),
        _written(result, words.DECISION, lambda said: said.decision),
        _written(result, words.COMMENT, lambda said: said.comment),
    )
    rows = [row for row in written if row is not None]
    if rows:
        yield Facts(tuple(rows))


def _follow_ups(view: View, result: InitiativeResult) -> FactRow | None:
    names = {m.measure.id: m.measure.id for m in result.measures} | {b.bar.id: b.bar.short_name for b in result.bars}
    said = [f for f in view.assessment.follow_ups if f.id in names and (f.outcome.value or f.progress)]
    if not said:
        return None
    lines = ((Span(f"{names[f.id]}　"), Span(sentences.followed_up(f.outcome.value, f.progress))) for f in said)
    return FactRow(words.FOLLOW_UP, tuple(lines))


def _written(result: InitiativeResult, label: str, part: Callable[[Explanation], str]) -> FactRow | None:
    """What was written on measures and bars under one heading of the form, whole."""
    said = [(r.measure.id, part(r.explanation)) for r in result.measures]
    said += [(b.bar.short_name, part(b.explanation)) for b in result.bars]
    lines = tuple((Span(f"{name}　"), Span(text)) for name, text in said if text)
    return FactRow(label, lines) if lines else None


# --- charts ----------------------------------------------------------------------------------------------------------


def _chart(view: View, result: InitiativeResult) -> Iterator[Block]:
    """Bullets for several measures; the course over the quarters for a single one."""
    if len(result.measures) == 1:
        chart = _trend(view, result.measures[0])
        if chart:
            yield chart
        return
    bullets = bullet_chart(view, result.measures)
    if bullets:
        yield bullets


def _trend(view: View, result: MeasureResult) -> TrendChart | None:
    target = result.measure.target
    history = result.history
    if (
        target.value <= 0
        or target.high is not None
        or not any(p.actual is not None or p.planned is not None for p in history)
    ):
        return None
    planned, actual = tuple(p.planned for p in history), tuple(p.actual for p in history)
    plans = tuple("" if p is None else exact(p, target.decimals) for p in planned)
    values = tuple("" if p is None else formats.measured(p, target) for p in actual)
    series = [
        Series(words.PLANNED, SeriesRole.PLAN, planned, plans),
        Series(words.ACTUAL, SeriesRole.ACTUAL, actual, values),
    ]
    names = [formats.quarter_months(p.checkpoint.quarter) for p in history]
    said = [(quarter, [(s.name, s.labels[n]) for s in series if s.labels[n]]) for n, quarter in enumerate(names)]
    cumulative = result.measure.accumulation is Accumulation.SUM
    return TrendChart(
        title=sentences.trend_title(result.measure.short_name, target.unit, cumulative=cumulative),
        categories=tuple(names),
        series=tuple(s for s in series if any(p is not None for p in s.points)),
        current=view.assessment.checkpoint.quarter - 1,
        columns=cumulative,
        target=target.value,
        target_label=sentences.target_label(target_text(result.measure)),
        unit=target.unit,
        decimals=target.decimals,
        alt=spoken.trend(result, said, view.assessment.as_of),
        source=result.measure.id,
    )


# --- schedule --------------------------------------------------------------------------------------------------------


def _gantt(view: View, result: InitiativeResult) -> Gantt:
    by_id = {b.bar.id: b for b in result.bars}
    rows: list[GanttRow] = []
    tasks = [(t, [by_id[b.id] for b in t.bars if b.id in by_id]) for t in result.initiative.tasks]
    for heading, run in groupby(tasks, key=lambda pair: pair[0].group or (pair[0].name if len(pair[1]) > 1 else "")):
        bars = [b for _, own in run for b in own]
        if heading and bars:
            rows.append(GanttRow(heading, group=True, alt=spoken.group(heading, len(bars))))
        rows += [_gantt_row(view, b, under_heading=bool(heading)) for b in bars]
    assessment = view.assessment
    marks = [m for b in result.bars for m in b.milestones]
    assumed = any(b.bar.assumed for b in result.bars)
    note = sentences.gantt_note(
        overrun=any(b.overrun for b in result.bars),
        milestones={state: _said(marks, state) for state in MilestoneState},
        assumed=assumed,
    )
    return Gantt(
        title=words.SCHEDULE,
        label_heading=view.terms.task,
        status_heading=words.SCHEDULE_RATING,
        quarters=formats.quarters(),
        months=formats.month_numbers(),
        rows=tuple(rows),
        as_of=assessment.as_of_position,
        as_of_label=sentences.as_of_label(formats.short_date(assessment.as_of)),
        note=note,
        alt=spoken.schedule([r.alt for r in rows], len(result.bars), assessment.as_of, assumed=assumed),
    )


def _said(marks: Sequence[MilestoneResult], state: MilestoneState) -> list[str]:
    return [sentences.milestone(m.milestone.label, m.milestone.month) for m in marks if m.state is state]


def _gantt_row(view: View, result: BarResult, *, under_heading: bool) -> GanttRow:
    bar = result.bar
    return GanttRow(
        label=sentences.indented(bar.short_name) if under_heading else bar.short_name,
        planned=None if bar.is_point else (bar.start, bar.end),
        actual=None if bar.is_point else result.actual,
        overrun=result.overrun,
        milestones=tuple(
            GanttMilestone(m.milestone.position, m.state is MilestoneState.REACHED, m.milestone.label)
            for m in result.milestones
        ),
        status=result.mark,
        alt=spoken.bar(result, view.assessment.strategy.year),
        source=bar.id,
    )

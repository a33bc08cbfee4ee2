"""Turns an assessment into one department's feedback sheet: its results, what is asked of it, its parts of the report."""

from __future__ import annotations

from collections.abc import Iterator

from dxreport.evaluate.assessment import Assessment, Counts, DepartmentState
from dxreport.evaluate.bar_result import BarResult
from dxreport.evaluate.deadlines import deadlines
from dxreport.evaluate.measure_result import MeasureResult
from dxreport.evaluate.narrowing import narrowed
from dxreport.evaluate.returns import next_number, returned
from dxreport.layout.submission import file_name
from dxreport.model.scale import ScheduleStatus, Standing
from dxreport.report import progress_appendix as appendix
from dxreport.report.blocks import Block, FactRow, Facts, Heading, Paragraph, ParagraphRole, Table
from dxreport.report.cells import Cell, Column, ColumnRole, RowGroup, Span, TextCell
from dxreport.report.papers import Document
from dxreport.report.progress_corrections import corrections
from dxreport.report.progress_delays import delay_table, delays
from dxreport.report.progress_figures import bullet_chart, key_figures
from dxreport.report.progress_front import report
from dxreport.report.progress_initiative import initiative_share
from dxreport.report.progress_next import next_quarter
from dxreport.report.progress_parts import (
    View,
    actual_cell,
    change_cell,
    number_cell,
    status_cell,
)
from dxreport.report.progress_summary import level_table
from dxreport.report.wording import department_sheet as phrases
from dxreport.report.wording import formats
from dxreport.report.wording import progress as words
from dxreport.report.wording import progress_appendix as appendix_words
from dxreport.report.wording.measures import planned_text, progress_text

_ON_PLAN = (ScheduleStatus.DONE, ScheduleStatus.AHEAD, ScheduleStatus.ON_SCHEDULE)


def compose(assessment: Assessment, department: str) -> Document:
    """Every figure is the report's; what other departments wrote is not in it. Raises KeyError for an unknown id."""
    view = View(narrowed(assessment, department), own=department)
    (state,) = view.assessment.departments
    owner = state.department
    used = state.used
    said = appendix_words.state(
        submitted=used is not None, number=used.number if used else 0, replaced=len(state.replaced)
    )
    day = f"（{formats.era_date(used.submitted_on)}）" if used and used.submitted_on else ""
    facts = ((phrases.TO, f"{owner.bureau}　{owner.name}"), (words.SUBMITTED, f"{said}{day}"))
    return report(assessment, phrases.TITLE, facts, _blocks(view, state), below=owner.name)


def _blocks(view: View, state: DepartmentState) -> Iterator[Block]:
    yield from _summary(view, state)
    yield from _asked(view, state)
    yield from _results(view)
    if state.used is not None:
        yield from _parts(view)
    yield from next_quarter(view)
    if state.used is None and not state.unreadable:
        return  # the first page is about nothing else
    yield from appendix.submissions(view)
    yield from corrections(view)
    if state.used is not None and view.assessment.measures:
        yield from appendix.sources(view)
    if view.assessment.findings:
        yield from appendix.findings(view)


# --- its results -----------------------------------------------------------------------------------------------------


def _summary(view: View, state: DepartmentState) -> Iterator[Block]:
    """The conclusion in words, and the counts."""
    a = view.assessment
    measures, bars = a.measures, a.bars
    name = state.department.name
    yield Heading(1, _headline(view, state), kicker=phrases.SUMMARY, anchor="summary", bookmark=name, new_page=True)
    previous = a.counts_previous if view.compares else None
    if state.used is None:
        yield _lead(phrases.unreported(len(measures), len(bars)))
    else:
        said = (_measures_lead(view, previous), _bars_lead(bars) if bars else "")
        if any(said):
            yield _lead("\n".join(s for s in said if s))
        if a.counts.total:
            yield key_figures(view, a.counts, previous, "")


def _measures_lead(view: View, previous: Counts | None) -> str:
    """The headline tells how they stand; this, how they stood, or why none can be judged."""
    counts = view.assessment.counts
    if counts.total and not counts.judged:
        return words.lead(counts, previous, view.before, view.voice)
    if not counts.total or previous is None or view.final:
        return ""
    return phrases.before(view.before, previous.good, previous.judged, view.voice.good.noun)


def _results(view: View) -> Iterator[Block]:
    """Every measure and bar now and at the last checkpoint, and what was written about delays."""
    measures, bars = view.assessment.measures, view.assessment.bars
    if measures:
        yield Heading(2, (phrases.MEASURES,), anchor="measures", bookmark=phrases.MEASURES)
        yield _measures(view, measures)
    if bars:
        yield Heading(2, (phrases.BARS,), anchor="bars", bookmark=phrases.BARS)
        yield _bars(view, bars)
    if late := delays(measures, bars):
        yield delay_table(late, words.DELAYS)


def _lead(text: str) -> Paragraph:
    return Paragraph((Span(text),), ParagraphRole.LEAD)


def _headline(view: View, state: DepartmentState) -> tuple[str, ...]:
    a = view.assessment
    if state.used is None:
        return phrases.not_handed_in(a.checkpoint, unreadable=bool(state.unreadable))
    if a.measures or not a.bars:
        return words.headline(a.counts, view.voice, len(a.measures))
    return phrases.bars_headline(len(a.bars), _on_plan(a.bars), sum(b.late for b in a.bars))


def _on_plan(bars: tuple[BarResult, ...]) -> int:
    return sum(b.status in _ON_PLAN for b in bars)


def _bars_lead(bars: tuple[BarResult, ...]) -> str:
    kinds = (
        (phrases.NOT_YET, ScheduleStatus.NOT_YET),
        (phrases.STOPPED, ScheduleStatus.STOPPED),
        (phrases.UNREPORTED, ScheduleStatus.UNREPORTED),
    )
    late = (phrases.LATE, sum(b.late for b in bars))
    others = (late, *((word, sum(b.status is status for b in bars)) for word, status in kinds))
    return phrases.bars_lead(len(bars), _on_plan(bars), others)


def _measures(view: View, results: tuple[MeasureResult, ...]) -> Table:
    columns = [
        Column("", ColumnRole.ID),
        Column(words.MEASURE, ColumnRole.NAME),
        Column(words.UNIT, ColumnRole.UNIT),
        *(() if view.final else (Column(words.PLANNED, ColumnRole.FIGURE),)),
        Column(words.ACTUAL, ColumnRole.FIGURE),
        *(() if view.final else (Column(words.PROGRESS, ColumnRole.RATE),)),
        *((Column(view.before, ColumnRole.STATUS, over=words.RATING),) if view.compares else ()),
        Column(view.now, ColumnRole.STATUS, over=words.RATING),
        *((Column(phrases.DIFFERENCE, ColumnRole.CHANGE),) if view.compares else ()),
    ]
    rows = tuple(_measure_row(view, r) for r in results)
    note = words.classes_note(view.assessment.ladder)
    return Table(tuple(columns), (RowGroup(rows),), caption=phrases.MEASURES, note=note)


def _measure_row(view: View, result: MeasureResult) -> tuple[Cell, ...]:
    measure = result.measure
    planned = number_cell(planned_text(result), result.planned, measure.id)
    progress = number_cell(progress_text(result, view.limits), result.progress, measure.id)
    return (
        TextCell(measure.id),
        TextCell(measure.short_name),
        TextCell(measure.unit_with_direction),
        *(() if view.final else (planned,)),
        actual_cell(view, result),
        *(() if view.final else (progress,)),
        *((status_cell(result.previous, current=False),) if view.compares else ()),
        status_cell(result.rating),
        *((change_cell(result.change),) if view.compares else ()),
    )


def _bars(view: View, bars: tuple[BarResult, ...]) -> Table:
    columns = (
        Column("", ColumnRole.ID),
        Column(phrases.BAR, ColumnRole.NAME, weight=3),
        Column(view.terms.initiative, ColumnRole.TEXT, weight=2),
        Column(phrases.PERIOD, ColumnRole.CELL),
        *((Column(view.before, ColumnRole.SCHEDULE_STATUS, over=words.RATING),) if view.compares else ()),
        Column(view.now, ColumnRole.SCHEDULE_STATUS, over=words.RATING),
    )
    rows = tuple(_bar_row(view, b) for b in bars)
    return Table(columns, (RowGroup(rows),), caption=phrases.BARS)


def _bar_row(view: View, result: BarResult) -> tuple[Cell, ...]:
    bar = result.bar
    return (
        TextCell(bar.id),
        TextCell(bar.short_name),
        TextCell(view.assessment.strategy.holder_of(bar.id).short_name),
        TextCell(phrases.period(formats.axis_month(bar.start), formats.axis_month(bar.end, end=True))),
        *((status_cell(result.mark_previous, current=False),) if view.compares else ()),
        status_cell(result.mark),
    )


# --- what is asked of it ---------------------------------------------------------------------------------------------


def _asked(view: View, state: DepartmentState) -> Iterator[Block]:
    """What is still expected of it now, and by when the next form."""
    lines = (
        (phrases.HAND_IN, _hand_in(view, state)),
        (phrases.MEND, _mend(view, state)),
        (phrases.FILL_IN, _fill_in(view, state)),
    )
    rows = [(label, said) for label, said in lines if said] or [(phrases.NOW, (phrases.NOTHING,))]
    if following := _next(view):
        rows.append((phrases.NEXT, following))
    yield Heading(2, (phrases.ASKED,), anchor="asked", bookmark=phrases.ASKED)
    yield Facts(tuple(FactRow(label, tuple((Span(x),) for x in said)) for label, said in rows), strong_rules=True)


def _hand_in(view: View, state: DepartmentState) -> tuple[str, ...]:
    if state.used is not None:
        return ()
    a = view.assessment
    duties = a.strategy.duties(state.department.id)
    due = [m for m in duties.measures if m.due_at(a.checkpoint)]
    name = file_name(a.strategy.year, a.checkpoint, state.department, next_number(returned(a, state)) or 1)
    ladder = deadlines(a.strategy, a.checkpoint)
    bare = [f.rpartition("/")[2] for f in state.unreadable]
    return phrases.please_hand_in(name, len(due), len(duties.bars), ladder[0].day if ladder else None, bare)


def _mend(view: View, state: DepartmentState) -> tuple[str, ...]:
    a = view.assessment
    back = returned(a, state)
    if state.used is None or not back.cells:
        return ()
    name = file_name(a.strategy.year, a.checkpoint, state.department, next_number(back) or 1)
    ladder = deadlines(a.strategy, a.checkpoint)
    return phrases.please_mend(back.errors, back.warnings, name, ladder[0].day if ladder else None)


def _fill_in(view: View, state: DepartmentState) -> tuple[str, ...]:
    """What a workbook that counts leaves open."""
    if state.used is None:
        return ()
    a = view.assessment
    open_ = [m.measure.id for m in a.measures if m.standing is Standing.UNREPORTED]
    open_ += [b.bar.id for b in a.bars if b.status is ScheduleStatus.UNREPORTED]
    late = [(m.measure.id, m.explanation) for m in a.measures if m.behind]
    late += [(b.bar.id, b.explanation) for b in a.bars if b.late]
    kinds = ((phrases.REASON, "reason"), (phrases.REMEDY, "remedy"), (phrases.DUE, "due"))
    silent = [(word, [i for i, said in late if not getattr(said, part).strip()]) for word, part in kinds]
    return (
        *((phrases.gap(open_),) if open_ else ()),
        *(phrases.unexplained(word, ids) for word, ids in silent if ids),
        *(phrases.undated(i.id, i.due_text) for i in a.upcoming.undated),
    )


def _next(view: View) -> tuple[str, ...]:
    a = view.assessment
    following = a.checkpoint.following()
    if following is None:
        return ()
    duties = a.strategy.duties(view.own)
    due = [m for m in duties.measures if m.due_at(following)]
    ladder = deadlines(a.strategy, following)
    late = sum(m.behind for m in a.measures) + sum(b.late for b in a.bars)
    return phrases.next_form(following, ladder[0].day if ladder else None, len(due), len(duties.bars), late)


# --- its parts of the report -----------------------------------------------------------------------------------------


def _parts(view: View) -> Iterator[Block]:
    """Indicators of the levels above, then each initiative of which it holds something, in the plan's order."""
    a = view.assessment
    for level in (*a.own, *(x for t in a.themes for x in t.levels)):
        yield level_table(view, level)
        if bullets := bullet_chart(view, level.measures):
            yield bullets
    for initiative in a.initiatives:
        yield from initiative_share(view, initiative)

"""Turns what is late into the briefing's slides on it: why, what is done, until when; what finds no room stands in the reference."""

from __future__ import annotations

from collections.abc import Sequence

from dxreport.evaluate.bar_result import BarResult
from dxreport.evaluate.measure_result import MeasureResult
from dxreport.evaluate.rollup import by_figures
from dxreport.model.scale import ScheduleStatus, Standing
from dxreport.report import briefing_figures as figures
from dxreport.report import briefing_parts as parts
from dxreport.report import briefing_questions as questions
from dxreport.report import briefing_speech as speech
from dxreport.report.blocks import Block, Callout
from dxreport.report.briefing_audience import asked
from dxreport.report.cells import Span
from dxreport.report.papers import Slide, SlideLayout
from dxreport.report.progress_parts import View
from dxreport.report.wording import briefing as words
from dxreport.report.wording import briefing_points as points
from dxreport.report.wording import briefing_titles as titles
from dxreport.report.wording.measures import forecast_text, target_text

_MOST_LATE = 4
"""Measures with reason and remedy that a slide holds and a speaker can go through; one less above a strip at its foot."""
_MOST_BARS = 5
_MOST_EXPLAINED = 3
"""Late bars with reasons below the schedule; one less where the schedule has more rows than these."""


def shortfalls(view: View) -> list[MeasureResult]:
    """What is late (at the final checkpoint: missed), the worst first."""
    return parts.worst_first(view, [m for m in by_figures(view.assessment.measures) if m.standing is Standing.BAD])


def _told(view: View) -> list[MeasureResult]:
    """What is late; without anything late, what is a little behind."""
    return shortfalls(view) or _a_little_behind(view)


def _a_little_behind(view: View) -> list[MeasureResult]:
    return parts.worst_first(view, [m for m in by_figures(view.assessment.measures) if m.standing is Standing.WARNING])


def late(view: View) -> tuple[Slide, ...]:
    """The worst of what is late, in the departments' own words; beside little of it the worst of what is a little behind.

    Without any the point and the schedule say so.
    """
    results = _told(view)
    if not results:
        return ()
    behind = results[0].standing is not Standing.BAD
    outlook = _outlook(view, results)
    shown = _shown(view)
    remedies = sum(bool(m.explanation.remedy.strip()) for m in results)
    hidden = any(m.explanation.withheld for m in results)
    title = titles.late_title(len(results), remedies, view.voice, behind=behind, withheld=hidden)
    strip = (Callout(words.OUTLOOK, (Span(outlook),)),) if outlook else ()
    slow = [] if behind else _a_little_behind(view)
    beside = slow[: max(0, _MOST_LATE - 1 - len(results))]
    body: tuple[Block, ...] = (parts.late_table(view, [*shown, *beside]),)
    note = words.worst_shown(len(results), len(shown)) or words.beside_shown(
        view.voice.warning.noun, len(slow), len(beside)
    )
    if note:
        body = (*body, parts.note(note))
    notes = speech.late(view, title, shown, beside, len(results) - len(shown), outlook)
    kicker = words.MISSED if view.final else words.LATE
    return (parts.wide(kicker, title, body, notes, strip, asked(view, questions.late(view, shown))),)


def _shown(view: View) -> list[MeasureResult]:
    """As many of the worst as find room on the slide."""
    results = _told(view)
    return results[: _MOST_LATE - 1 if _outlook(view, results) else _MOST_LATE]


def _outlook(view: View, results: Sequence[MeasureResult]) -> str:
    known = [m for m in results if m.forecast is not None and m.forecast_met is not None]
    if view.final or not known:
        return ""
    missed = [
        (
            m.measure.short_name,
            f"{forecast_text(m)}{m.measure.target.unit}",
            f"{target_text(m.measure)}{m.measure.target.unit}",
        )
        for m in known
        if not m.forecast_met
    ]
    return points.outlook(sum(bool(m.forecast_met) for m in known), missed)


def schedule(view: View) -> Slide:
    """Late bars as a schedule with the reasons below it; without any, how the bars stand."""
    bars = view.assessment.bars
    delayed = figures.delayed(bars)
    unreported = sum(b.status is ScheduleStatus.UNREPORTED for b in bars)
    longest = max((b.delay for b in delayed), default=0)
    title = titles.schedule_title(len(delayed), len(bars), longest, unreported, view.scope)
    explained = _explained(delayed)
    body: tuple[Block, ...] = (figures.schedule_counts(bars) if bars else parts.text(words.sentence(title)),)
    if delayed:
        body = (figures.gantt(view, delayed[:_MOST_BARS]), figures.delay_table(view, explained))
        if note := words.bars_shown(len(delayed), min(len(delayed), _MOST_BARS), len(explained)):
            body = (*body, parts.note(note))
    notes = speech.schedule(title, explained, len(delayed) - len(explained), _shown(view))
    return parts.wide(words.DELAYS, title, body, notes, asked=asked(view, questions.schedule(view, delayed)))


def _explained(delayed: Sequence[BarResult]) -> list[BarResult]:
    """As many of the longest delayed as find room below the schedule."""
    many = len(delayed) > _MOST_EXPLAINED
    return list(delayed[: _MOST_EXPLAINED - 1 if many else _MOST_EXPLAINED])


def rest(view: View) -> tuple[Slide, ...]:
    """For the reference: what else is late, with reasons and remedies."""
    measures = _told(view)[len(_shown(view)) :]
    delayed = figures.delayed(view.assessment.bars)
    bars = delayed[len(_explained(delayed)) :]
    if not measures and not bars:
        return ()
    title = titles.rest_title(len(measures), len(bars))
    tables: tuple[Block, ...] = ()
    if measures:
        tables = (parts.late_table(view, measures, brief=True),)
    if bars:
        tables = (*tables, figures.delay_table(view, bars))
    regions = (("body", tables), ("note", ()))
    return (Slide(SlideLayout.REFERENCE, titles.REST, title, regions, speech.reference()),)

"""Turns what a briefing's slides show into what the speaker says on each: the point, what explains it, and on to the next."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace

from dxreport.evaluate.assessment import Counts, HolderResult, ThemeResult
from dxreport.evaluate.bar_result import BarResult, DelayBasis
from dxreport.evaluate.measure_result import MeasureResult
from dxreport.model.audience import Audience
from dxreport.model.scale import Standing
from dxreport.report import briefing_figures as figures
from dxreport.report import briefing_parts as parts
from dxreport.report.papers import Slide, SlideLayout
from dxreport.report.progress_parts import View
from dxreport.report.wording import briefing as words
from dxreport.report.wording import briefing_points as points
from dxreport.report.wording import formats, speech
from dxreport.report.wording.measures import (
    attainment_text,
    forecast_text,
    planned_text,
    progress_text,
    target_text,
    value_text,
)

_MOST_FIGURES = 3
"""Measures whose figures are told one after the other; nobody follows more."""


# --- from slide to slide ---------------------------------------------------------------------------------------------


def cover(view: View, title: str, scope: str) -> str:
    """Who reports on what; of a paper that leaves something out, what it is about."""
    assessment = view.assessment
    publication = assessment.strategy.publication
    department = f"{publication.bureau}{publication.section}"
    period = formats.checkpoint_period(assessment.checkpoint)
    return words.say(
        speech.cover(title, department, period, assessment.as_of, final=view.final),
        speech.scope(scope) if scope else "",
    )


def in_turn(slides: Sequence[Slide]) -> tuple[Slide, ...]:
    """The slides with the words that lead from each to the next; the last one before the reference ends the speech."""
    body = sum(s.layout is not SlideLayout.REFERENCE for s in slides)
    made = []
    for number, slide in enumerate(slides, 1):
        on = speech.onward(speech.name_of(slides[number].kicker), number) if number < body else ""
        end = speech.LAST if number == body else ""
        made.append(replace(slide, notes=words.say(slide.notes, on, end), again=speech.AGAIN))
    return tuple(made)


# --- the point and the whole -----------------------------------------------------------------------------------------


def summary(view: View, good: str, late: Sequence[str], coming: str, submitted: str) -> str:
    """Three points; ``good``, ``coming`` and ``submitted`` are the slide's own sentences."""
    counts, voice = view.assessment.counts, view.voice
    others = speech.others(
        (voice.warning.noun, counts.standing(Standing.WARNING)),
        sum(b.late for b in view.assessment.bars),
        (view.scale.unreported.word, counts.standing(Standing.UNREPORTED)),
    )
    none = points.bad_point((), 0, 0, 0, voice)
    return words.say(
        speech.OPENING,
        speech.good(good),
        speech.bad(late, voice.bad.verb, others, none, final=view.final),
        speech.coming(coming),
        speech.submitted(submitted),
    )


def overall(view: View, title: Sequence[str]) -> str:
    assessment = view.assessment
    before = None if view.final else assessment.counts_previous
    worst = [i.initiative.short_name for i in assessment.initiatives if i.kpi and i.kpi.standing is Standing.BAD]
    out = [
        (word, number)
        for word, number in (
            (view.scale.excluded.word, assessment.counts.standing(Standing.EXCLUDED)),
            (view.scale.unreported.word, assessment.counts.standing(Standing.UNREPORTED)),
        )
        if number
    ]
    return words.say(
        speech.spoken("".join(title)),
        _shares(view, "" if view.final else view.now, assessment.counts, before=False)
        + (_shares(view, view.before, before, before=True) if before else "")
        + (speech.left_out(out) if assessment.counts.judged else ""),
        speech.grid(view.terms.initiative, worst, view.voice.bad.noun),
    )


def _shares(view: View, when: str, counts: Counts, *, before: bool) -> str:
    parts = [(c.word, n) for c, n in counts.numbers if n and view.scale.is_judged(c.id)]
    return speech.shares(when, counts.judged, parts, before=before)


# --- what is achieved and late ---------------------------------------------------------------------------------------


def achieved(title: Sequence[str], shown: Sequence[MeasureResult], better: Sequence[MeasureResult]) -> str:
    """Some of what the slide shows: values beside the year's targets."""
    told = [r for r in shown if r.actual is not None and not r.measure.target.by_people][:_MOST_FIGURES]
    values = [(r.measure.short_name, _figure(r, value_text(r)), _figure(r, target_text(r.measure))) for r in told]
    return words.say(
        speech.spoken("".join(title)),
        speech.achieved(values, len(shown)),
        speech.improved([r.measure.short_name for r in better]),
    )


def achieved_by_theme(view: View, title: Sequence[str], shown: Sequence[MeasureResult]) -> str:
    """How many of each theme, where there are too many to name."""
    each = [
        (name.partition(words.WIDE)[0], len(names), judged)
        for name, names, judged in parts.reached_by_theme(view, shown)
    ]
    return words.say(speech.spoken("".join(title)), speech.by_theme(view.terms.theme, each))


def leading(view: View, title: Sequence[str], shown: Sequence[MeasureResult]) -> str:
    """Nothing is achieved yet: what is furthest ahead of its plan, by 進捗率 as the slide shows it."""
    rates = [(r.measure.short_name, progress_text(r, view.limits)) for r in shown]
    told = [(name, formats.aloud(rate)) for name, rate in rates if rate is not None][:_MOST_FIGURES]
    return words.say(speech.spoken("".join(title)), speech.leading(len(shown), told))


def late(
    view: View,
    title: Sequence[str],
    shown: Sequence[MeasureResult],
    beside: Sequence[MeasureResult],
    rest: int,
    outlook: str,
) -> str:
    """Each of ``shown``; ``beside`` is a little behind and on the same slide, ``rest`` found no room there."""
    items = [_late(view, n, r) for n, r in enumerate(shown, 1)]
    also = speech.beside(view.voice.warning.noun, [r.measure.short_name for r in beside])
    return words.say(speech.spoken("".join(title)), *items, speech.the_rest(rest), also, speech.outlook(outlook))


def _late(view: View, number: int, result: MeasureResult) -> str:
    against = target_text(result.measure) if view.final else planned_text(result)
    rate = attainment_text(result, view.limits) if view.final else progress_text(result, view.limits)
    facts = speech.late_facts(
        _figure(result, value_text(result) or formats.DASH),
        _figure(result, against) if against else "",
        formats.aloud(rate or ""),
        final=view.final,
    )
    since = result.since if result.since is not result.checkpoint else None
    from_then = speech.since(formats.checkpoint_name(since) if since else "")
    return speech.late(number, result.measure.short_name, facts, from_then, result.explanation)


def _figure(result: MeasureResult, text: str | None) -> str:
    return speech.figure(text or "", result.measure.target.unit)


# --- themes ------------------------------------------------------------------------------------------------------------


def theme(view: View, result: ThemeResult, title: Sequence[str], telling: MeasureResult | None) -> str:
    """The theme's state, its chart, a sentence for each part, then the schedules."""
    name = speech.theme(f"{view.terms.theme}{result.theme.mark}", result.theme.title)
    if not result.measures:
        said = speech.NO_MEASURES if not view.scope else speech.spoken("".join(title))
        return words.say(name, said, _schedules(result.initiatives))
    chart = ""
    if telling is not None:
        unit = telling.measure.target.unit
        end = forecast_text(telling) if telling.history[-1].actual is None else None  # as the chart draws it
        chart = speech.chart(telling.measure.short_name, speech.figure(end, unit) if end else "")
    return words.say(name + speech.spoken("".join(title)), chart, _points(view, result), _schedules(result.initiatives))


def _points(view: View, result: ThemeResult) -> str:
    unreported, excluded = figures.without_class(view, result)
    return speech.spoken(*figures.sentences(view, result)) + speech.not_judged(unreported, excluded)


def _schedules(initiatives: Iterable[HolderResult]) -> str:
    bars = [(i.holder.short_name, b) for i in initiatives for b in getattr(i, "bars", ())]
    delayed = list(dict.fromkeys(name for name, b in bars if b.late))
    if delayed:
        return speech.behind_schedule(delayed)
    known = bars and not any(b.mark.standing is Standing.UNREPORTED for _, b in bars)
    return speech.ON_TIME if known else ""


# --- schedule and what comes -------------------------------------------------------------------------------------------


def schedule(title: Sequence[str], shown: Sequence[BarResult], rest: int, told: Sequence[MeasureResult]) -> str:
    """Late bars; where reason and remedy are those of a measure that was ``told`` of, they are not read again."""
    known = {(r.explanation.reason, r.explanation.remedy): r.measure.short_name for r in told if r.explanation.reason}
    items = []
    for number, result in enumerate(shown, 1):
        said = result.explanation
        before = known.get((said.reason, said.remedy), "")
        months = formats.months_late(result.delay) if result.delay else ""
        expected = result.reckoning is not None and result.reckoning.basis is DelayBasis.EXPECTED
        why = speech.as_told(before) if before else speech.explained(said)
        items.append(speech.bar(number, result.bar.short_name, months, expected=expected) + why)
    return words.say(speech.spoken("".join(title)), *items, speech.the_rest(rest))


def coming(title: Sequence[str], months: Sequence[tuple[str, Sequence[str]]], remedies: int, *, final: bool) -> str:
    """``months`` are (「10月中」, names of the bars that end in it; ``final``: that were to end in it)."""
    said = speech.ended(months) if final else speech.months(months)
    return words.say(speech.spoken("".join(title)), said, speech.remedies(remedies))


def data(view: View, title: Sequence[str]) -> str:
    """Who has not handed in, and how many measures departments rate otherwise."""
    differing = sum(m.own_differs for m in view.assessment.measures) if view.terms.own_rating else 0
    missing = [d.department.name for d in view.assessment.departments if d.used is None]
    return words.say(
        speech.spoken("".join(title)),
        "" if view.audience is Audience.PUBLIC else speech.data(missing),
        speech.own_ratings(view.terms.own_rating, differing),
    )


def reference() -> str:
    """One sentence: nobody reads a reference aloud."""
    return speech.REFERENCE

"""Turns a measure's value, plan and target into its class (domain §3, §8)."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal

from dxreport.evaluate.measure_result import SHORT, Change, Figure, HistoryPoint, MeasureResult, NotJudged
from dxreport.evaluate.rates import rank_rate, rate
from dxreport.evaluate.values import Answer, Value, across_years, answer, value_at
from dxreport.model.measure import LIMITS, Accumulation, Measure, MeasureType, RateFormula
from dxreport.model.period import Checkpoint
from dxreport.model.plan import planned_value, share_of_year
from dxreport.model.scale import Rates, Scale, Standing, StatusClass
from dxreport.model.submission import Explanation, HandedIn

_NOT_SAID = frozenset(
    {
        NotJudged.NO_SUBMISSION,
        NotJudged.BLANK,
        NotJudged.UNREADABLE,
        NotJudged.EARLIER_MISSING,
        NotJudged.YEAR_MISSING,
        NotJudged.NO_LIST_ROWS,
        NotJudged.NO_RATING,
        NotJudged.EXCLUDED_UNEXPLAINED,
        NotJudged.COUNTING,
    }
)
"""Reasons that leave a measure 未報告; the others make it 評価対象外."""


def judge_year(
    measure: Measure, handed_in: tuple[HandedIn, ...], scale: Scale, roster: tuple[str, ...]
) -> MeasureResult:
    """The result at the last checkpoint of ``handed_in`` (in order of the year), with the year's history."""
    results = [judge(measure, handed_in[: n + 1], scale, roster) for n in range(len(handed_in))]
    return _with_history(measure, results, scale)


def judge(measure: Measure, handed_in: tuple[HandedIn, ...], scale: Scale, roster: tuple[str, ...]) -> MeasureResult:
    """The result at the last checkpoint, without looking at earlier results."""
    checkpoint = handed_in[-1].checkpoint
    answers = tuple(answer(measure, h) for h in handed_in)
    base = _described(measure, checkpoint, answers[-1], scale)
    if measure.type is MeasureType.JUDGED:
        return _by_people(base, answers[-1], scale)
    value = value_at(measure, answers, roster)
    if value.reason is not None:
        return _not_judged(base, value.reason, scale)
    if value.none_occurred and measure.accumulation is Accumulation.SUM:
        value = Value(Figure(Decimal(0), ()))
    if value.figure is not None:
        value = across_years(measure, value.figure)
        if value.reason is not None:
            return _not_judged(base, value.reason, scale)
    base = replace(base, actual=value.figure, none_occurred=value.none_occurred)
    if not measure.due_at(checkpoint):
        # A value came although none was due: it is kept for the sums to come, and not judged now.
        return _not_judged(base, NotJudged.NOT_DUE, scale)
    return _classified(base, scale)


def _described(measure: Measure, checkpoint: Checkpoint, said: Answer, scale: Scale) -> MeasureResult:
    """What is known apart from the value: plan, forecast, words and rating of the department."""
    reading = said.reading
    forecast: Figure | None = None
    if reading and reading.forecast:
        forecast = across_years(measure, Figure(reading.forecast.value, (reading.forecast,))).figure
    size = reading.sample_size if reading else None
    by_figure = measure.type is not MeasureType.JUDGED
    return MeasureResult(
        measure=measure,
        checkpoint=checkpoint,
        rating=scale.unreported,
        planned=planned_value(measure, checkpoint),
        forecast=forecast,
        forecast_met=measure.target.met_by(forecast.value) if forecast and by_figure else None,
        explanation=reading.explanation if reading else Explanation(),
        sample_size=int(size.value) if size else None,
        flags=reading.flags if reading else (),
        reading_row=reading.row if reading else None,
        own=scale.of(reading.own) if reading and reading.own else None,
    )


def _not_judged(base: MeasureResult, reason: NotJudged, scale: Scale) -> MeasureResult:
    if not base.measure.due_at(base.checkpoint):
        why = NotJudged.NOT_DUE if base.measure.asked else NotJudged.NOT_ASKED
        return replace(base, rating=scale.excluded, not_judged=why)
    return replace(base, rating=scale.unreported if reason in _NOT_SAID else scale.excluded, not_judged=reason)


def _by_people(base: MeasureResult, said: Answer, scale: Scale) -> MeasureResult:
    """A text target has the class that the department gives it."""
    if base.own is not None and base.measure.due_at(base.checkpoint):
        return replace(base, rating=base.own)
    return _not_judged(base, NotJudged.NO_RATING if said.submitted else NotJudged.NO_SUBMISSION, scale)


def _classified(base: MeasureResult, scale: Scale) -> MeasureResult:
    measure, final = base.measure, base.checkpoint.is_final
    target, ladder = measure.target, scale.ladder(final=base.checkpoint.is_final)
    value = base.actual.value if base.actual else None
    met = value is None or target.met_by(value)
    if measure.type in LIMITS:
        kept = ladder.fulfilled if final else ladder.kept
        return replace(base, rating=kept if met else ladder.worst, reached=final and met)
    if value is None:
        # 該当なし of a measure that needs a value says only that there was nothing to measure.
        return replace(base, rating=scale.excluded, not_judged=NotJudged.EXCLUDED)
    # A ceiling on a sum is reached only when the year is over.
    reached = met and (final or not (measure.accumulation is Accumulation.SUM and target.lower_is_better))
    base = replace(base, attainment=rate(value, target.value, measure), reached=reached)
    if not final:
        progress = rate(value, base.planned, measure) if base.planned is not None else None
        if target.high is not None:
            progress = base.attainment  # a range holds all year: it is its own plan
        base = replace(base, progress=progress, projection=_projection(base, value))
    ranks = Rates(reached, _progress_rank(base, value), rank_rate(value, target.value, measure))
    found = ladder.classify(ranks)
    if found is None:
        reason = NotJudged.NO_PLAN if base.planned is None else NotJudged.NOTHING_PLANNED
        return replace(base, rating=scale.excluded, not_judged=reason)
    return replace(base, rating=found)


def _progress_rank(base: MeasureResult, value: Decimal) -> Decimal | None:
    """What a limit of 進捗率 is held against; None where there is no plan, or nothing is planned and nothing was done."""
    measure = base.measure
    if base.planned is None:
        # A range holds all year, so that it is its own plan; at the year's end, and once it is reached, the target is.
        held = base.checkpoint.is_final or measure.target.high is not None or base.reached
        return rank_rate(value, measure.target.value, measure) if held else None
    nothing = measure.formula is RateFormula.LEVEL and not measure.target.lower_is_better
    if nothing and base.planned == value == 0 and measure.target.value > 0:
        return None
    return rank_rate(value, base.planned, measure)


def _projection(base: MeasureResult, value: Decimal) -> Decimal | None:
    """単純推計: an amount that goes on growing at the same pace; only without a submitted forecast, before the year's end."""
    share = share_of_year(base.measure, base.checkpoint)
    if base.forecast is not None or base.measure.accumulation is not Accumulation.SUM or share == 1:
        return None
    before = sum((r.now for r in base.actual.years), Decimal(0)) if base.actual else Decimal(0)
    return before + (value - before) / share


def _with_history(measure: Measure, results: list[MeasureResult], scale: Scale) -> MeasureResult:
    last = results[-1]
    by_quarter = {r.checkpoint.quarter: r for r in results}
    points = []
    for checkpoint in (
        Checkpoint.Q1,
        Checkpoint.Q2,
        Checkpoint.Q3,
        last.checkpoint if last.checkpoint.is_final else Checkpoint.Q4,
    ):
        result = by_quarter.get(checkpoint.quarter)
        points.append(
            HistoryPoint(
                checkpoint=checkpoint,
                planned=planned_value(measure, checkpoint),
                actual=result.actual.value if result and result.actual else None,
                rating=result.rating if result else scale.excluded,
            )
        )
    last = replace(last, history=tuple(points), since=_since(results))
    return compared(last, results[-2], scale, results[:-1]) if len(results) > 1 else last


def compared(
    now: MeasureResult, before: MeasureResult, scale: Scale, earlier: list[MeasureResult] | None = None
) -> MeasureResult:
    """``now`` with its change against ``before``; the difference is taken to the last value of ``earlier`` (or ``before``)."""
    return replace(
        now,
        previous=before.rating,
        change=change(before.rating, now.rating, scale),
        difference=_difference(now, earlier if earlier is not None else [before]),
    )


def after_provisional(now: MeasureResult, fourth: MeasureResult, scale: Scale) -> MeasureResult:
    """The final result beside that of q4, which it replaces: what was said of q4 is part of how long it has been behind."""
    since = now.since
    if since is not None and fourth.not_judged is not NotJudged.NOT_DUE:
        since = fourth.since or now.checkpoint
    made = replace(compared(now, fourth, scale), since=since)
    if made.actual is None or fourth.actual is not None:
        return made
    # q4 had no value of its own: the change is taken to the last value of the year, as at any checkpoint.
    then = next((p.actual for p in reversed(fourth.history) if p.actual is not None), None)
    return replace(made, difference=made.actual.value - then) if then is not None else made


def _since(results: list[MeasureResult]) -> Checkpoint | None:
    """The first checkpoint of the unbroken run of being behind; checkpoints without a due value do not break it."""
    if results[-1].standing not in SHORT:
        return None
    since = results[-1].checkpoint
    for result in reversed(results[:-1]):
        if result.standing in SHORT:
            since = result.checkpoint
        elif result.not_judged is not NotJudged.NOT_DUE:
            break
    return since


def _difference(now: MeasureResult, earlier: list[MeasureResult]) -> Decimal | None:
    """Against the last value of the year before this one."""
    then = next((r.actual for r in reversed(earlier) if r.actual is not None), None)
    return now.actual.value - then.value if now.actual is not None and then is not None else None


def change(before: StatusClass, now: StatusClass, scale: Scale) -> Change:
    """Better, same or worse class; ``NEW`` where one side was not judged.

    The year's end may have other classes than the quarters: then only a turn between well and not well counts.
    """
    if not (scale.is_judged(before.id) and scale.is_judged(now.id)):
        return Change.NEW
    ladders = [ladder for ladder in (scale.running, scale.final) if before in ladder.classes and now in ladder.classes]
    if ladders:
        one, other = scale.rank(before.id), scale.rank(now.id)
    else:
        one, other = int(before.standing is not Standing.GOOD), int(now.standing is not Standing.GOOD)
    if one == other:
        return Change.SAME
    return Change.BETTER if other < one else Change.WORSE

"""Turns a measure's value, plan and target into its class (domain §3)."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal

from dxreport.evaluate.assessment import Change, Figure, HistoryPoint, MeasureResult, NotJudged
from dxreport.evaluate.values import Answer, Value, answer, value_at
from dxreport.model.period import Checkpoint
from dxreport.model.plan import planned_value
from dxreport.model.policy import Scale, Status
from dxreport.model.strategy import Accumulation, Measure, MeasureType
from dxreport.model.submission import Explanation, HandedIn

_HUNDRED = Decimal(100)
_ALL_OR_NOTHING = frozenset({MeasureType.ZERO_TOLERANCE, MeasureType.EVENT_LIMIT})
_UNREPORTED = frozenset(
    {NotJudged.NO_SUBMISSION, NotJudged.BLANK, NotJudged.UNREADABLE, NotJudged.EARLIER_MISSING, NotJudged.NO_LIST_ROWS}
)
_RANK = {
    Status.ACHIEVED: 0,
    Status.MET: 0,
    Status.ON_TRACK: 1,
    Status.BEHIND: 2,
    Status.LATE: 3,
    Status.MISSED: 3,
}


def judge_year(
    measure: Measure, handed_in: tuple[HandedIn, ...], scale: Scale, roster: tuple[str, ...]
) -> MeasureResult:
    """The result at the last checkpoint of ``handed_in`` (in order of the year), with the year's history."""
    results = [judge(measure, handed_in[: n + 1], scale, roster) for n in range(len(handed_in))]
    return _with_history(measure, results)


def judge(measure: Measure, handed_in: tuple[HandedIn, ...], scale: Scale, roster: tuple[str, ...]) -> MeasureResult:
    """The result at the last checkpoint, without looking at earlier results."""
    checkpoint = handed_in[-1].checkpoint
    answers = tuple(answer(measure, h) for h in handed_in)
    value = value_at(measure, answers, roster)
    base = _described(measure, checkpoint, answers[-1])
    if value.reason is not None:
        return _not_judged(base, value.reason)
    if value.none_occurred and measure.accumulation is Accumulation.SUM:
        value = Value(Figure(Decimal(0), ()))
    base = replace(base, actual=value.figure, none_occurred=value.none_occurred)
    if not measure.frequency.due_at(checkpoint):
        # A value came although none was due: it is kept for the sums to come, and not judged now.
        return replace(base, status=Status.EXCLUDED, not_judged=NotJudged.NOT_DUE)
    return _classified(base, scale)


def _described(measure: Measure, checkpoint: Checkpoint, said: Answer) -> MeasureResult:
    """What is known apart from the value: plan, forecast, words of the department."""
    reading = said.reading
    forecast = Figure(reading.forecast.value, (reading.forecast,)) if reading and reading.forecast else None
    size = reading.sample_size if reading else None
    return MeasureResult(
        measure=measure,
        checkpoint=checkpoint,
        status=Status.UNREPORTED,
        planned=planned_value(measure, checkpoint),
        forecast=forecast,
        forecast_met=measure.target.met_by(forecast.value) if forecast else None,
        explanation=reading.explanation if reading else Explanation(),
        sample_size=int(size.value) if size else None,
        flags=reading.flags if reading else (),
        reading_row=reading.row if reading else None,
    )


def _not_judged(base: MeasureResult, reason: NotJudged) -> MeasureResult:
    due = base.measure.frequency.due_at(base.checkpoint)
    if not due:
        return replace(base, status=Status.EXCLUDED, not_judged=NotJudged.NOT_DUE)
    status = Status.UNREPORTED if reason in _UNREPORTED or reason is NotJudged.COUNTING else Status.EXCLUDED
    return replace(base, status=status, not_judged=reason)


def _classified(base: MeasureResult, scale: Scale) -> MeasureResult:
    measure, checkpoint = base.measure, base.checkpoint
    value = base.actual.value if base.actual else None
    met = value is None or measure.target.met_by(value)
    if measure.type in _ALL_OR_NOTHING:
        if checkpoint.is_final:
            return replace(base, status=Status.MET if met else Status.MISSED)
        return replace(base, status=Status.ON_TRACK if met else Status.LATE)
    if value is None:
        # 該当なし of a measure that needs a value says only that there was nothing to measure.
        return replace(base, status=Status.EXCLUDED, not_judged=NotJudged.EXCLUDED)
    base = replace(base, attainment=_rate(value, measure.target.value, measure))
    if checkpoint.is_final:
        return replace(base, status=Status.MET if met else Status.MISSED)
    if base.planned is not None and base.planned != 0:
        base = replace(base, progress=_rate(value, base.planned, measure))
    base = replace(base, projection=_projection(base, value))
    if met and not (measure.accumulation is Accumulation.SUM and measure.target.lower_is_better):
        # A ceiling on a sum is reached only when the year is over.
        return replace(base, status=Status.ACHIEVED)
    if base.planned is None:
        return replace(base, status=Status.EXCLUDED, not_judged=NotJudged.NO_PLAN)
    if base.planned == 0:
        if value > 0:
            return replace(base, status=Status.ON_TRACK)
        return replace(base, status=Status.EXCLUDED, not_judged=NotJudged.NOTHING_PLANNED)
    progress = base.progress if base.progress is not None else Decimal(0)
    if progress >= scale.on_track:
        return replace(base, status=Status.ON_TRACK)
    return replace(base, status=Status.BEHIND if progress >= scale.behind else Status.LATE)


def _rate(value: Decimal, reference: Decimal, measure: Measure) -> Decimal | None:
    """Value ÷ reference in per cent; where lower is better, reference ÷ value, so that 100 and more is good on both sides."""
    if measure.target.lower_is_better:
        return reference * _HUNDRED / value if value > 0 else None
    return value * _HUNDRED / reference if reference != 0 else None


def _projection(base: MeasureResult, value: Decimal) -> Decimal | None:
    """単純推計: an amount that goes on growing at the same pace; only without a submitted forecast, before the year's last quarter."""
    if base.forecast is not None or base.measure.accumulation is not Accumulation.SUM or base.checkpoint.quarter == 4:
        return None
    return value / base.checkpoint.share_of_year()


def _with_history(measure: Measure, results: list[MeasureResult]) -> MeasureResult:
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
                status=result.status if result else Status.EXCLUDED,
            )
        )
    last = replace(last, history=tuple(points))
    if len(results) < 2:
        return last
    before = results[-2]
    return replace(
        last, previous=before.status, change=change(before.status, last.status), difference=_difference(results)
    )


def _difference(results: list[MeasureResult]) -> Decimal | None:
    """Against the last value of the year before this one."""
    now = results[-1].actual
    earlier = next((r.actual for r in reversed(results[:-1]) if r.actual is not None), None)
    return now.value - earlier.value if now is not None and earlier is not None else None


def change(before: Status, now: Status) -> Change:
    """Better, same or worse class; ``NEW`` where one side was not judged."""
    if before not in _RANK or now not in _RANK:
        return Change.NEW
    if _RANK[before] == _RANK[now]:
        return Change.SAME
    return Change.BETTER if _RANK[now] < _RANK[before] else Change.WORSE


def rank(status: Status) -> int:
    """0 best … 3 worst; only for judged classes."""
    return _RANK[status]


def is_judged(status: Status) -> bool:
    return status in _RANK

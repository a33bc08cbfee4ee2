"""Turns a measure's readings over the year into its value at a checkpoint, or into the reason why there is none."""

from __future__ import annotations

from dataclasses import dataclass, replace
from decimal import Decimal

from dxreport.evaluate.detail import compute
from dxreport.evaluate.measure_result import Figure, NotJudged
from dxreport.model.measure import LIMITS, Accumulation, Across, Measure, MeasureType
from dxreport.model.period import Checkpoint
from dxreport.model.submission import FilledList, HandedIn, Reading, ReadingState


@dataclass(frozen=True, slots=True)
class Answer:
    """What a department said about a measure at one checkpoint; ``submitted`` says that its workbook is there."""

    checkpoint: Checkpoint
    submitted: bool
    reading: Reading | None
    filled: FilledList | None


@dataclass(frozen=True, slots=True)
class Value:
    """A figure, 該当なし, or a reason. ``missing`` names the earlier checkpoint without which a sum is unknown."""

    figure: Figure | None = None
    none_occurred: bool = False
    reason: NotJudged | None = None
    missing: Checkpoint | None = None


_REASONS = {
    ReadingState.NOT_HELD: NotJudged.NOT_HELD,
    ReadingState.COUNTING: NotJudged.COUNTING,
    ReadingState.EXCLUDED: NotJudged.EXCLUDED,
}


def answer(measure: Measure, handed_in: HandedIn) -> Answer:
    submission = handed_in.used.get(measure.department)
    if submission is None:
        return Answer(handed_in.checkpoint, False, None, None)
    filled = submission.filled_list(measure.rule.list_id) if measure.rule else None
    return Answer(handed_in.checkpoint, True, submission.reading(measure.id), filled)


def value_at(measure: Measure, answers: tuple[Answer, ...], roster: tuple[str, ...]) -> Value:
    """The value at the last of ``answers`` (in order of the year). Nothing is carried over from an earlier checkpoint
    except as a part of a sum or as an earlier worst event."""
    own = _single(measure, answers[-1], roster)
    if measure.rule is not None or own.reason not in (None, NotJudged.NOT_HELD):
        return own
    match measure.accumulation:
        case Accumulation.SUM:
            joined = _summed(measure, answers, own, roster)
        case Accumulation.WORST:
            joined = _worst(measure, answers, own, roster)
        case Accumulation.LATEST | Accumulation.ONCE:
            return own
    # Nothing was held in this quarter: what was counted before it stands, and what is missing before it is missing.
    stands = own.reason is None or joined.reason is NotJudged.EARLIER_MISSING or _figures(measure, answers, own, roster)
    return joined if stands else own


def _single(measure: Measure, said: Answer, roster: tuple[str, ...]) -> Value:
    """What one checkpoint's workbook says by itself."""
    if not said.submitted:
        return Value(reason=NotJudged.NO_SUBMISSION)
    reading = said.reading
    if reading is not None and reading.state in _REASONS:
        return Value(reason=_unexplained(reading) or _REASONS[reading.state])
    if measure.rule is not None:
        return _from_list(measure, said, roster)
    if reading is None:
        return Value(reason=NotJudged.BLANK)
    if reading.state is ReadingState.NONE_OCCURRED:
        return Value(none_occurred=True)
    if reading.value is not None:
        return Value(Figure(reading.value.value, (reading.value,)))
    if measure.type is MeasureType.REDUCTION and reading.base is not None and reading.current is not None:
        base, current = reading.base.value, reading.current.value
        rate = (base - current) * 100 / base
        return Value(Figure(rate, (reading.base, reading.current), 0, base - current, base))
    return Value(reason=NotJudged.BLANK if reading.state is ReadingState.BLANK else NotJudged.UNREADABLE)


def _unexplained(reading: Reading) -> NotJudged | None:
    """A department may not take an item out of the denominator without saying why."""
    said = reading.explanation.reason or reading.explanation.comment
    return NotJudged.EXCLUDED_UNEXPLAINED if reading.state is ReadingState.EXCLUDED and not said.strip() else None


def _from_list(measure: Measure, said: Answer, roster: tuple[str, ...]) -> Value:
    rule, filled = measure.rule, said.filled
    if rule is None or filled is None or not filled.columns.keys() >= set(rule.columns):
        return Value(reason=NotJudged.UNREADABLE)
    computed = compute(rule, filled, roster)
    figure = computed.figure
    if figure is not None:
        kept = measure.type in LIMITS and measure.target.met_by(figure.value)
        # A limit cannot be claimed as kept while rows that the rule needs could not be read; a breach stands.
        return Value(reason=NotJudged.UNREADABLE) if kept and computed.left_out else Value(figure)
    if computed.left_out:
        return Value(reason=NotJudged.UNREADABLE)
    if measure.type is MeasureType.EVENT_LIMIT:
        return Value(none_occurred=True)
    return Value(reason=NotJudged.NO_LIST_ROWS)


def _summed(measure: Measure, answers: tuple[Answer, ...], own: Value, roster: tuple[str, ...]) -> Value:
    """Quarters add up. An earlier due checkpoint without a value makes the sum unknown, never smaller."""
    parts = _figures(measure, answers, own, roster)
    total = sum((p.value for p in parts), Decimal(0))
    known = Value(Figure(total, tuple(c for p in parts for c in p.cells)))
    return _unless_missing(measure, answers, known, roster)


def _worst(measure: Measure, answers: tuple[Answer, ...], own: Value, roster: tuple[str, ...]) -> Value:
    """The worst of the quarters so far, unknown like a sum where one of them is missing."""
    figures = _figures(measure, answers, own, roster)
    pick = max if measure.target.lower_is_better else min
    known = Value(pick(figures, key=lambda f: f.value)) if figures else own
    return _unless_missing(measure, answers, known, roster)


def _figures(measure: Measure, answers: tuple[Answer, ...], own: Value, roster: tuple[str, ...]) -> list[Figure]:
    values = (*(_single(measure, a, roster) for a in answers[:-1]), own)
    return [v.figure for v in values if v.figure is not None]


def _unless_missing(measure: Measure, answers: tuple[Answer, ...], known: Value, roster: tuple[str, ...]) -> Value:
    """``known``, unless an earlier due checkpoint is missing. A limit that is broken already stays broken."""
    if measure.type in LIMITS and known.figure is not None and not measure.target.met_by(known.figure.value):
        return known
    for said in answers[:-1]:
        part = _single(measure, said, roster)
        told = part.figure is not None or part.none_occurred or part.reason in (NotJudged.NOT_HELD, NotJudged.EXCLUDED)
        if not told and measure.due_at(said.checkpoint):
            return Value(reason=NotJudged.EARLIER_MISSING, missing=said.checkpoint)
    return known


def across_years(measure: Measure, own: Figure) -> Value:
    """This year's figure joined with those of the plan's earlier years, where the measure counts them together.

    The revised result of a year counts; a year without a result makes the value unknown, never smaller.
    """
    if measure.across is Across.YEAR or measure.goal is None:
        return Value(own)
    used = measure.earlier_results
    if used is None:
        return Value(reason=NotJudged.YEAR_MISSING)
    total = sum((r.now for r in used), own.value)
    value = total if measure.across is Across.SUM else total / (len(used) + 1)
    return Value(replace(own, value=value, years=used))

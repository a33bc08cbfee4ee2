"""Turns a value and what it is held against into a rate: 達成率 against the target, 進捗率 against the plan (domain §3, §8)."""

from __future__ import annotations

from decimal import Decimal

from dxreport.model.measure import Measure, RateFormula
from dxreport.model.target import Comparison, Target

_HUNDRED = Decimal(100)
BEYOND = Decimal("Infinity")
"""Rank of a value that is better than what it is held against, where no ratio exists."""


def rate(value: Decimal, reference: Decimal, measure: Measure) -> Decimal | None:
    """Per cent, exact, by the measure's formula; 100 and more is good on both sides. None where no ratio makes sense:
    a reference of 0 or less, a value of 0 or less where lower is better, a reference no better than the baseline."""
    target = measure.target
    match measure.formula:
        case RateFormula.INCREMENT:
            return _increment(value, reference, measure)
        case _ if target.comparison is Comparison.RANGE:
            return range_rate(value, target)
        case RateFormula.DEVIATION:
            return (2 * reference - value) * _HUNDRED / reference if reference > 0 else None
        case RateFormula.LEVEL if target.lower_is_better:
            return reference * _HUNDRED / value if value > 0 and reference > 0 else None
        case RateFormula.LEVEL:
            return value * _HUNDRED / reference if reference > 0 else None


def _increment(value: Decimal, reference: Decimal, measure: Measure) -> Decimal | None:
    if measure.baseline is None:
        return None
    base = measure.baseline.value
    way = base - reference if measure.target.lower_is_better else reference - base
    gone = base - value if measure.target.lower_is_better else value - base
    return gone * _HUNDRED / way if way > 0 else None


def range_rate(value: Decimal, target: Target) -> Decimal | None:
    """How near a value comes to a range: 100 inside, below it value ÷ lower end, above it upper end ÷ value."""
    if target.high is None or target.value <= 0:
        return None
    if target.met_by(value):
        return _HUNDRED
    if value <= target.value:
        return min(value * _HUNDRED / target.value, _JUST_MISSED)
    return min(target.high * _HUNDRED / value, _JUST_MISSED)


# An end that does not belong to its range is missed, however near; printed with one digit like any other rate.
_JUST_MISSED = Decimal("99.9")


def rank_rate(value: Decimal, reference: Decimal, measure: Measure) -> Decimal:
    """What the scale's limits are held against: the rate, and where there is none, whether the value is at least as good.

    A better value never ranks lower, whatever the signs.
    """
    found = rate(value, reference, measure)
    if found is not None:
        return found
    target = measure.target
    if target.comparison is Comparison.RANGE:
        return _HUNDRED if target.met_by(value) else Decimal(0)
    if value == reference:
        return _HUNDRED
    better = value < reference if target.lower_is_better else value > reference
    return BEYOND if better else Decimal(0)

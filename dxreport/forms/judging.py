"""Turns a measure and its scale into the formulas of its rates and its class, by the rules of the evaluation.

``evaluate.measures`` and ``evaluate.rates`` say the same in Python; a test recalculates forms and compares both.
"""

from __future__ import annotations

from decimal import Decimal

from dxreport.forms import formulas as f
from dxreport.model.measure import Accumulation, Measure, RateFormula
from dxreport.model.scale import Basis, ClassRule, Ladder, StatusClass
from dxreport.model.target import Comparison, Target

_HUNDRED = Decimal(100)
_BEYOND = "1E+99"
_JUST_MISSED = "99.9"
FALSE = "FALSE"
_SIGNS = {
    Comparison.AT_LEAST: ">=",
    Comparison.COMPLETE: ">=",
    Comparison.MORE_THAN: ">",
    Comparison.AT_MOST: "<=",
    Comparison.LESS_THAN: "<",
    Comparison.EQUAL: "=",
}


def met(target: Target, value: str) -> str:
    """Whether the target is met by the number in ``value``."""
    if target.comparison is not Comparison.RANGE or target.high is None:
        return f"{value}{_SIGNS[target.comparison]}{f.number(target.value)}"
    above = f"{value}{'>' if target.low_open else '>='}{f.number(target.value)}"
    below = f"{value}{'<' if target.high_open else '<='}{f.number(target.high)}"
    return f.both(above, below)


def reached(measure: Measure, value: str, *, final: bool) -> str:
    """The year's target is reached for good: a ceiling on a sum is so only when the year is over."""
    if not final and measure.accumulation is Accumulation.SUM and measure.target.lower_is_better:
        return FALSE
    return met(measure.target, value)


def progress(measure: Measure, planned: Decimal | None, value: str, *, final: bool) -> str:
    """What a limit of 進捗率 is held against; blank where there is no plan, or nothing is planned and nothing was done."""
    target = measure.target
    if planned is None:
        against = rank(measure, target.value, value)
        if final or target.high is not None:
            return against
        return f.when(reached(measure, value, final=final), against, f.BLANK)
    nothing = measure.formula is RateFormula.LEVEL and not target.lower_is_better
    if nothing and planned == 0 and target.value > 0:
        return f.when(f"{value}=0", f.BLANK, rank(measure, planned, value))
    return rank(measure, planned, value)


def rank(measure: Measure, reference: Decimal, value: str) -> str:
    """The rate in per cent; where none exists, 100 for as good, more for better, 0 for worse."""
    found = _rate(measure, reference, value)
    if found is not None:
        return found
    target = measure.target
    if target.comparison is Comparison.RANGE:
        return f.when(met(target, value), "100", "0")
    return _compared(target, reference, value)


def _compared(target: Target, reference: Decimal, value: str) -> str:
    limit = f.number(reference)
    better = f"{value}{'<' if target.lower_is_better else '>'}{limit}"
    return f.first_of(((f"{value}={limit}", "100"), (better, _BEYOND)), "0")


def _rate(measure: Measure, reference: Decimal, value: str) -> str | None:
    target = measure.target
    match measure.formula:
        case RateFormula.INCREMENT:
            return _increment(measure, reference, value)
        case _ if target.comparison is Comparison.RANGE:
            return _nearness(target, value)
        case RateFormula.DEVIATION:
            gap = f.total(f"{f.number(2 * reference)}-{value}")
            return f.rate(f"{gap}*100/{f.number(reference)}") if reference > 0 else None
        case RateFormula.LEVEL if target.lower_is_better:
            if reference <= 0:
                return None
            ratio = f.rate(f"{f.number(reference)}*100/{value}")
            return f.when(f"{value}>0", ratio, _compared(target, reference, value))
        case RateFormula.LEVEL:
            return f.rate(f"{value}*100/{f.number(reference)}") if reference > 0 else None


def _increment(measure: Measure, reference: Decimal, value: str) -> str | None:
    if measure.baseline is None:
        return None
    base, down = measure.baseline.value, measure.target.lower_is_better
    way = base - reference if down else reference - base
    if way <= 0:
        return None
    gone = f.total(f"{f.number(base)}-{value}" if down else f"{value}-{f.number(base)}")
    return f.rate(f"{gone}*100/{f.number(way)}")


def _nearness(target: Target, value: str) -> str | None:
    if target.high is None or target.value <= 0:
        return None
    below = f"MIN({f.rate(f'{value}*100/{f.number(target.value)}')},{_JUST_MISSED})"
    above = f"MIN({f.rate(f'{f.number(target.high)}*100/{value}')},{_JUST_MISSED})"
    cases = ((met(target, value), "100"), (f"{value}<={f.number(target.value)}", below))
    return f.first_of(cases, above)


def classified(ladder: Ladder, excluded: StatusClass, said: str, progress_cell: str, attainment_cell: str) -> str:
    """The text of the class for the target reached or not (``said``) and the two rates in their cells."""
    out = f.text(ladder.worst.text)
    for item in reversed(ladder.ranked):
        if item.rule is None:
            out = f.text(item.text)
            continue
        match item.rule.basis:
            case Basis.REACHED:
                out = f.when(said, f.text(item.text), out)
            case Basis.PROGRESS:
                held = f.when(_holds(item.rule, progress_cell), f.text(item.text), out)
                out = f.when(f'{progress_cell}=""', f.text(excluded.text), held)
            case Basis.ATTAINMENT:
                out = f.when(_holds(item.rule, attainment_cell), f.text(item.text), out)
    return out


def _holds(rule: ClassRule, cell: str) -> str:
    return f"{cell}{_SIGNS[rule.comparison]}{f.number(rule.limit)}"

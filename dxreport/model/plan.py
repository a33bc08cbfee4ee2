"""Turns a measure's plan into the planned value at a checkpoint."""

from __future__ import annotations

from decimal import Decimal
from typing import assert_never

from dxreport.model.measure import LIMITS, Accumulation, Measure, Moment, PlanKind
from dxreport.model.period import Checkpoint
from dxreport.model.target import Comparison

# Part of a calendar year that has gone by at the end of each quarter of the fiscal year; Q3 ends with December.
_CALENDAR_SHARE = {1: Decimal("0.5"), 2: Decimal("0.75"), 3: Decimal(1), 4: Decimal(1)}


def planned_value(measure: Measure, checkpoint: Checkpoint) -> Decimal | None:
    """Planned value at the end of the checkpoint's quarter, in the target's unit; None where no plan applies.

    Rules (domain §3): limits hold all year; what happens once, or is known on 1 April, is planned at its target; at the
    year's end the plan is the target; a stated plan is used as it is; a baseline gives a straight line to the target;
    amounts that add up are planned in equal parts, from what the years before were planned to bring. A range and a text
    have no planned value.
    """
    target = measure.target.value
    if measure.target.comparison in (Comparison.RANGE, Comparison.JUDGED):
        return None
    share = share_of_year(measure, checkpoint)
    if measure.type in LIMITS or measure.accumulation is Accumulation.ONCE or share == 1:
        return target
    if measure.moment is Moment.APRIL_FIRST:
        return target
    match measure.plan.kind:
        case PlanKind.STATED:
            return measure.plan.values.get(checkpoint)
        case PlanKind.LINEAR:
            opening = measure.opening or Decimal(0)
            return opening + (target - opening) * share
        case PlanKind.FROM_BASELINE:
            if measure.opening is None:
                return None
            return measure.opening + (target - measure.opening) * share
        case PlanKind.NONE:
            return None
        case _:
            assert_never(measure.plan.kind)


def share_of_year(measure: Measure, checkpoint: Checkpoint) -> Decimal:
    """Part of the measure's year that has gone by at the checkpoint, 0–1."""
    if measure.moment is Moment.CALENDAR_YEAR:
        return _CALENDAR_SHARE[checkpoint.quarter]
    return checkpoint.share_of_year()

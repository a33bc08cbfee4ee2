"""Turns a measure's plan into the planned value at a checkpoint."""

from __future__ import annotations

from decimal import Decimal
from typing import assert_never

from dxreport.model.period import Checkpoint
from dxreport.model.strategy import Accumulation, Measure, MeasureType, PlanKind

_LIMITS = frozenset({MeasureType.ZERO_TOLERANCE, MeasureType.EVENT_LIMIT})


def planned_value(measure: Measure, checkpoint: Checkpoint) -> Decimal | None:
    """Planned value at the end of the checkpoint's quarter, in the target's unit; None where no plan applies.

    Rules (domain §3): limits hold all year; what happens once is planned at its target; at the year's end the plan is
    the target; a stated plan is used as it is; a baseline gives a straight line to the target; amounts that add up
    are planned in four equal parts.
    """
    target = measure.target.value
    if measure.type in _LIMITS or measure.accumulation is Accumulation.ONCE or checkpoint.quarter == 4:
        return target
    match measure.plan.kind:
        case PlanKind.STATED:
            return measure.plan.values.get(checkpoint)
        case PlanKind.LINEAR:
            return target * checkpoint.share_of_year()
        case PlanKind.FROM_BASELINE:
            if measure.baseline is None:
                return None
            return measure.baseline.value + (target - measure.baseline.value) * checkpoint.share_of_year()
        case PlanKind.NONE:
            return None
        case _:
            assert_never(measure.plan.kind)

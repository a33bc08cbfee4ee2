"""Turns the plan of collecting submissions and a checkpoint into its deadlines, one for each step of the ladder."""

from __future__ import annotations

from datetime import date

from dxreport.evaluate.working_days import WorkingDays
from dxreport.model.deadlines import Deadline
from dxreport.model.period import Checkpoint
from dxreport.model.strategy import Strategy


def deadlines(strategy: Strategy, checkpoint: Checkpoint) -> tuple[Deadline, ...]:
    """In the ladder's order; none where the strategy names no ladder."""
    plan = strategy.collecting
    if plan is None:
        return ()
    fixed = plan.dates.get(checkpoint)
    if fixed is not None:
        return tuple(Deadline(step, day) for step, day in zip(plan.ladder, fixed, strict=True))
    base = plan.base.get(checkpoint, checkpoint.last_day(strategy.year))
    calendar = WorkingDays(plan.closed)
    return tuple(Deadline(step, calendar.after(base, step.working_days)) for step in plan.ladder)


def passed(several: tuple[Deadline, ...], today: date) -> tuple[Deadline, ...]:
    """Those whose last day is over."""
    return tuple(d for d in several if d.day < today)

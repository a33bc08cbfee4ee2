"""Turns a bar's milestones into reached, missed or ahead at the as-of date (domain §3)."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from dxreport.model.period import FiscalYear
from dxreport.model.schedule import Milestone, ScheduleBar
from dxreport.model.submission import TaskState


class MilestoneState(StrEnum):
    """節目の状態."""

    REACHED = "reached"
    MISSED = "missed"
    AHEAD = "ahead"
    UNKNOWN = "unknown"
    """Nothing was reported from which it could be told; the form asks for bars, not for milestones."""


@dataclass(frozen=True, slots=True)
class MilestoneResult:
    """One milestone at the as-of date; ``due`` is the last day on which it is reached in time."""

    milestone: Milestone
    due: date
    state: MilestoneState


def judge_milestones(bar: ScheduleBar, state: TaskState, as_of: date, year: FiscalYear) -> tuple[MilestoneResult, ...]:
    """The bar's milestones in the order of the plan; ``state`` is the bar's as it counts (BLANK where none does)."""
    return tuple(MilestoneResult(m, m.due(year), _state(m, bar, state, as_of, year)) for m in bar.milestones)


def _state(milestone: Milestone, bar: ScheduleBar, state: TaskState, as_of: date, year: FiscalYear) -> MilestoneState:
    """On the evening of its day a milestone has passed.

    A finished bar has reached all of its milestones. One that has not begun has missed those that have passed. Of a
    bar that runs it is not known, save for the last point of a row of points: were it reached, the row would be 完了.
    """
    if state is TaskState.DONE:
        return MilestoneState.REACHED
    if state is TaskState.STOPPED:
        return MilestoneState.UNKNOWN
    if milestone.due(year) > as_of:
        return MilestoneState.AHEAD
    last_point = bar.is_point and milestone.due(year) == bar.last_day(year)
    if state is TaskState.NOT_STARTED or (state is TaskState.RUNNING and last_point):
        return MilestoneState.MISSED
    return MilestoneState.UNKNOWN

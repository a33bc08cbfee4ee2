"""Turns one row of the schedule sheet into everything that does not fit together in it, and with the last one."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from decimal import Decimal

from dxreport.evaluate.schedule import planned_percent
from dxreport.evaluate.taken import take
from dxreport.model.catalogue_details import DETAILS
from dxreport.model.finding import Finding, finding
from dxreport.model.period import FiscalYear
from dxreport.model.provenance import CellRef
from dxreport.model.schedule import ScheduleBar
from dxreport.model.submission import TaskReport, TaskState

_HALF = Decimal(50)
_STEP = {TaskState.NOT_STARTED: 0, TaskState.RUNNING: 1, TaskState.DONE: 2}


def contradictions(
    bar: ScheduleBar, report: TaskReport, before: TaskReport | None, as_of: date, year: FiscalYear
) -> tuple[Finding, ...]:
    """What was not taken (errors, see ``take``) and what was taken but needs a look (warnings).

    ``before`` is what was last reported about the bar at an earlier checkpoint of the year.
    """
    found = list(take(report, as_of, bar.department).findings)
    if report.state is not TaskState.BLANK:
        found += _within(bar, report, as_of, year)
        if before is not None and before.state is not TaskState.BLANK:
            found += _against(bar, report, before)
    return tuple(found)


def _within(bar: ScheduleBar, report: TaskReport, as_of: date, year: FiscalYear) -> Iterator[Finding]:
    """State and percent, state and start, 中止 without a reason."""

    def add(code: str, place: CellRef, found: str = "", **values: object) -> Finding:
        gaps = {"state": report.state.value, **values}
        return finding(code, place, found=found, department=bar.department, **gaps)

    state, percent = report.state, report.percent
    if percent is not None:
        said = _plain(percent.value)
        if percent.value == 100 and state in (TaskState.RUNNING, TaskState.NOT_STARTED):
            yield add("T03", percent.ref, said)
        elif percent.value > 0 and state is TaskState.NOT_STARTED:
            yield add("T11", percent.ref, said)
        if percent.value < 100 and state is TaskState.DONE:
            yield add("T04", percent.ref, said)
        planned = planned_percent(bar, as_of, year)
        if percent.value == 0 and state is TaskState.RUNNING and planned > _HALF:
            yield add("T17", percent.ref, said, planned=int(planned))
    # A row of points has no start of its own: reaching the point is all there is to it.
    if state in (TaskState.RUNNING, TaskState.DONE) and report.started is None and not bar.is_point:
        yield add("T13", report.row)
    if state is TaskState.STOPPED and not report.explanation.reason:
        yield add("T16", report.row)


def _against(bar: ScheduleBar, report: TaskReport, before: TaskReport) -> Iterator[Finding]:
    """What cannot have changed since the last report, or not in this direction."""
    department = bar.department
    back = before.state in _STEP and _STEP.get(report.state, -1) < _STEP[before.state]
    if back and not (report.state is TaskState.STOPPED and before.state is not TaskState.DONE):
        values = {"before": before.state.value, "state": report.state.value}
        yield finding("T19", report.row, found=report.state.value, department=department, **values)
    elif report.percent and before.percent and report.percent.value < before.percent.value:
        was, said = _plain(before.percent.value), _plain(report.percent.value)
        yield finding("T18", report.percent.ref, found=said, department=department, before=was)
    for name, now, then in (
        ("started", report.started, before.started),
        ("finished", report.finished, before.finished),
    ):
        if now and then and now.value != then.value:
            values = {"name": DETAILS[name], "before": then.value.isoformat()}
            yield finding("T20", now.ref, found=now.value.isoformat(), department=department, **values)


def _plain(value: Decimal) -> str:
    """37.50 as 37.5, 100 as 100."""
    return f"{value.normalize():f}"

"""Turns the answers of one row of the schedule sheet into those that count, with a finding for each that does not."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from dxreport.model.catalogue_details import DETAILS
from dxreport.model.finding import Checked, Finding, finding
from dxreport.model.provenance import Sourced
from dxreport.model.submission import TaskReport, TaskState

_OPEN = (TaskState.RUNNING, TaskState.NOT_STARTED)
_DERIVED = {TaskState.DONE: Decimal(100), TaskState.NOT_STARTED: Decimal(0)}


@dataclass(frozen=True, slots=True)
class Taken:
    """What of a report counts at the as-of date; a date that contradicts the rest of the row is None.

    ``percent`` is 進捗 in per cent. Where none was reported it is derived from the state (完了 100, 未着手 0, else
    None), and ``percent_reported`` is False.
    """

    state: TaskState
    percent: Decimal | None
    percent_reported: bool
    started: date | None
    finished: date | None
    expected: date | None


def take(report: TaskReport, as_of: date, department: str = "") -> Checked[Taken]:
    """What counts of ``report`` on the evening of ``as_of``, and what was not taken as it stands (severity error).

    The state outweighs the dates: it is the one answer that is chosen and not typed. What has not happened by the
    as-of date is the exception: 完了 with a date to come is 実施中, 実施中 with a start to come is 未着手. Departments
    fill in the form some days later and then tell of today.
    """
    desk = _Desk(report, as_of, department, [])
    state, started, finished, forecast = desk.happened()
    started, finished = desk.in_order(state, started, finished)
    percent = report.percent.value if report.percent else _DERIVED.get(state)
    return Checked(
        Taken(
            state=state,
            percent=percent,
            percent_reported=report.percent is not None,
            started=started,
            finished=finished,
            expected=desk.expected(forecast),
        ),
        tuple(desk.findings),
    )


@dataclass(frozen=True, slots=True)
class _Desk:
    """One row while it is looked through."""

    report: TaskReport
    as_of: date
    department: str
    findings: list[Finding]

    def refuse(self, code: str, cell: Sourced[date] | None, **values: object) -> None:
        place, found = (cell.ref, cell.value.isoformat()) if cell else (self.report.row, "")
        gaps = {"state": self.report.state.value, **values}
        self.findings.append(finding(code, place, found=found, department=self.department, **gaps))

    def happened(self) -> tuple[TaskState, date | None, date | None, date | None]:
        """State, start and finish as they were at the as-of date, and the finish that is still to come (T01, T05)."""
        report, state = self.report, self.report.state
        started, finished = _day(report.started), _day(report.finished)
        forecast = None
        if finished is not None and finished > self.as_of:
            if state in (*_OPEN, TaskState.DONE):
                forecast = finished
                state = TaskState.RUNNING if state is TaskState.DONE else state
            self.refuse("T05", report.finished, used=DETAILS["as_expected" if forecast else "unused"])
            finished = None
        if started is not None and started > self.as_of:
            begun = state is TaskState.RUNNING or (state is TaskState.DONE and finished is None)
            state = TaskState.NOT_STARTED if begun else state
            self.refuse("T05", report.started, used=DETAILS["as_not_started" if begun else "unused"])
            started = None
        if state is TaskState.DONE and finished is None:
            self.refuse("T01", None)
        return state, started, finished, forecast

    def in_order(
        self, state: TaskState, started: date | None, finished: date | None
    ) -> tuple[date | None, date | None]:
        """Start and finish that fit the state and each other (T02, T10, T12)."""
        if state is TaskState.NOT_STARTED and started is not None:
            self.refuse("T10", self.report.started)
            started = None
        if state in _OPEN and finished is not None:
            self.refuse("T12", self.report.finished)
            finished = None
        if started is not None and finished is not None and finished < started:
            self.refuse("T02", self.report.finished)
            return None, None
        return started, finished

    def expected(self, forecast: date | None) -> date | None:
        """The expected finish, if it can still come true (T14, T15); beside 完了 or 中止 it says nothing any more."""
        cell, begun = self.report.expected, _day(self.report.started)
        if cell is None or self.report.state not in _OPEN:
            return forecast
        if begun is not None and cell.value < begun:
            self.refuse("T15", cell)
            return forecast
        if cell.value <= self.as_of:
            self.refuse("T14", cell)
            return forecast
        return max(cell.value, forecast or cell.value)


def _day(cell: Sourced[date] | None) -> date | None:
    return cell.value if cell else None

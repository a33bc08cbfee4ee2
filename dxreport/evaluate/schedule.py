"""Turns a planned bar and what was reported about it into its status and delay in months (domain §3)."""

from __future__ import annotations

from datetime import date, timedelta
from decimal import ROUND_CEILING, Decimal

from dxreport.evaluate.assessment import BarResult
from dxreport.model.finding import Finding, finding
from dxreport.model.period import FiscalYear
from dxreport.model.scale import Scale, ScheduleStatus
from dxreport.model.schedule import MilestonePoint, ScheduleBar
from dxreport.model.submission import TaskReport, TaskState

_AXIS_END = Decimal(12)


def judge_bar(bar: ScheduleBar, report: TaskReport | None, as_of: date, year: FiscalYear, scale: Scale) -> BarResult:
    """Status at the as-of date. A reported expected finish counts before the calendar does."""
    now = year.position(as_of)
    status, delay = _status(bar, report, now, year)
    finished = _finish(bar, report, now, year)
    started = _start(bar, report, year)
    actual = None
    if (
        report is not None
        and report.state in (TaskState.RUNNING, TaskState.DONE, TaskState.STOPPED)
        and not bar.is_point
    ):
        end = finished if finished is not None else now
        actual = (max(Decimal(0), min(started, end)), min(_AXIS_END, end))
    return BarResult(
        bar=bar,
        status=status,
        mark=scale.schedule(status, delay),
        delay=delay,
        report=report,
        actual=actual,
        overrun=_overrun(bar, report, status, delay, year),
        percent=report.percent if report else None,
        planned_percent=_planned_percent(bar, now),
    )


def _status(bar: ScheduleBar, report: TaskReport | None, now: Decimal, year: FiscalYear) -> tuple[ScheduleStatus, int]:
    if report is None or report.state is TaskState.BLANK:
        return ScheduleStatus.UNREPORTED, 0
    if report.state is TaskState.STOPPED:
        return ScheduleStatus.STOPPED, 0
    if report.state is TaskState.DONE:
        finish = _finish(bar, report, now, year)
        early = finish is not None and finish <= bar.end - 1 and not bar.is_point
        return (ScheduleStatus.AHEAD if early else ScheduleStatus.DONE), 0
    late = _delay(bar, report, now, year)
    if report.state is TaskState.NOT_STARTED:
        due = bar.end if bar.is_point else bar.start
        if now > due or (bar.is_point and late):
            return ScheduleStatus.NOT_STARTED_LATE, max(1, late, _whole_months(now - due))
        return (ScheduleStatus.DELAYED, late) if late else (ScheduleStatus.NOT_YET, 0)
    if late:
        return ScheduleStatus.DELAYED, late
    return (ScheduleStatus.AHEAD if now <= bar.start and not bar.is_point else ScheduleStatus.ON_SCHEDULE), 0


def _delay(bar: ScheduleBar, report: TaskReport, now: Decimal, year: FiscalYear) -> int:
    """Whole months from the planned end to the expected finish, or to the as-of date when that has passed."""
    expected = _whole_months(year.position(report.expected) - bar.end) if report.expected else 0
    # What is due at a month's end is late on that evening; what is due at a month's beginning, from the next day on.
    passed = now > bar.end if bar.is_point and bar.milestones[-1].point is MilestonePoint.START else now >= bar.end
    overdue = max(1, _whole_months(now - bar.end)) if passed else 0
    return max(expected, overdue)


def _whole_months(length: Decimal) -> int:
    """Months begun count as whole ones; nothing or less is 0."""
    return max(0, int(length.to_integral_value(rounding=ROUND_CEILING)))


def _start(bar: ScheduleBar, report: TaskReport | None, year: FiscalYear) -> Decimal:
    """Axis position of the actual beginning (the morning of the day); the planned one where none was reported."""
    if report is None or report.started is None:
        return bar.start
    return year.position(report.started - timedelta(days=1))


def _finish(bar: ScheduleBar, report: TaskReport | None, now: Decimal, year: FiscalYear) -> Decimal | None:
    if report is None or report.state is not TaskState.DONE:
        return None
    if report.finished is None:
        return min(now, bar.end)
    return year.position(report.finished)


def _overrun(
    bar: ScheduleBar, report: TaskReport | None, status: ScheduleStatus, delay: int, year: FiscalYear
) -> tuple[Decimal, Decimal] | None:
    """The part after the planned end until the expected finish, cut at the year's end."""
    if status not in (ScheduleStatus.DELAYED, ScheduleStatus.NOT_STARTED_LATE) or report is None:
        return None
    end = year.position(report.expected) if report.expected else bar.end + delay
    return (bar.end, min(_AXIS_END, end)) if min(_AXIS_END, end) > bar.end else None


def _planned_percent(bar: ScheduleBar, now: Decimal) -> Decimal:
    length = bar.end - bar.start
    if length <= 0:
        return Decimal(100) if now >= bar.end else Decimal(0)
    return max(Decimal(0), min(Decimal(100), (now - bar.start) * 100 / length))


def contradictions(report: TaskReport, as_of: date, department: str) -> tuple[Finding, ...]:
    """What does not fit together in one row of the schedule sheet."""
    out: list[Finding] = []

    def add(code: str, found: str = "", **values: object) -> None:
        out.append(finding(code, report.row, found=found, department=department, **values))

    if report.state is TaskState.DONE and report.finished is None:
        add("T01")
    if report.started and report.finished and report.finished < report.started:
        add("T02")
    if report.percent == 100 and report.state in (TaskState.RUNNING, TaskState.NOT_STARTED):
        add("T03", state=report.state.value)
    if report.state is TaskState.DONE and report.percent is not None and report.percent < 100:
        add("T04", found=f"{report.percent:f}")
    for day in (report.started, report.finished):
        if day is not None and day > as_of:
            add("T05", found=day.isoformat())
    return tuple(out)

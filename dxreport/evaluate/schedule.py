"""Turns a planned bar and what was reported about it into its status and delay in months (domain §3)."""

from __future__ import annotations

from datetime import date, timedelta
from decimal import ROUND_CEILING, Decimal

from dxreport.evaluate.bar_result import BarResult, DelayBasis, Reckoning
from dxreport.evaluate.milestones import judge_milestones
from dxreport.evaluate.taken import Taken, take
from dxreport.model.period import FiscalYear
from dxreport.model.scale import Scale, ScheduleStatus
from dxreport.model.schedule import ScheduleBar
from dxreport.model.submission import TaskReport, TaskState

_AXIS_END = Decimal(12)
_RUN = (TaskState.RUNNING, TaskState.DONE, TaskState.STOPPED)


def judge_bar(bar: ScheduleBar, report: TaskReport | None, as_of: date, year: FiscalYear, scale: Scale) -> BarResult:
    """Status on the evening of the as-of date, from what counts of the report."""
    taken = take(report, as_of).value if report else None
    reckoning = _reckoning(bar, taken, as_of, year)
    delay = reckoning.months if reckoning else 0
    status = _status(bar, taken, as_of, year, reckoning)
    return BarResult(
        bar=bar,
        status=status,
        mark=scale.schedule(status, delay),
        delay=delay,
        report=report,
        actual=_actual(bar, taken, as_of, year),
        overrun=_overrun(bar, taken, year) if delay else None,
        planned_percent=planned_percent(bar, as_of, year),
        taken=taken,
        reckoning=reckoning,
        milestones=judge_milestones(bar, taken.state if taken else TaskState.BLANK, as_of, year),
    )


def _status(
    bar: ScheduleBar, taken: Taken | None, as_of: date, year: FiscalYear, reckoning: Reckoning | None
) -> ScheduleStatus:
    if taken is None or taken.state is TaskState.BLANK:
        return ScheduleStatus.UNREPORTED
    if taken.state is TaskState.STOPPED:
        return ScheduleStatus.STOPPED
    if taken.state is TaskState.DONE:
        # A whole month early is early; less is the plan's own resolution.
        early = _finish(bar, taken, as_of, year) <= bar.end - 1 and not bar.is_point
        return ScheduleStatus.AHEAD if early else ScheduleStatus.DONE
    if taken.state is TaskState.NOT_STARTED:
        if bar.start_due(year) <= as_of:
            return ScheduleStatus.NOT_STARTED_LATE
        return ScheduleStatus.DELAYED if reckoning else ScheduleStatus.NOT_YET
    if reckoning:
        return ScheduleStatus.DELAYED
    before = as_of < bar.first_day(year) and not bar.is_point
    return ScheduleStatus.AHEAD if before else ScheduleStatus.ON_SCHEDULE


def _reckoning(bar: ScheduleBar, taken: Taken | None, as_of: date, year: FiscalYear) -> Reckoning | None:
    """The longest of the delays that an unfinished bar has; None where it has none.

    What is due on a day is late on that day's evening, and then by a month at the least.
    """
    if taken is None or taken.state not in (TaskState.RUNNING, TaskState.NOT_STARTED):
        return None
    end, start_due = bar.last_day(year), bar.start_due(year)
    found: list[Reckoning] = []
    if taken.expected is not None and taken.expected > end:
        found.append(Reckoning(DelayBasis.EXPECTED, end, taken.expected, _months(end, taken.expected, year)))
    if end <= as_of:
        found.append(Reckoning(DelayBasis.OVERDUE, end, as_of, max(1, _months(end, as_of, year))))
    if taken.state is TaskState.NOT_STARTED and start_due <= as_of:
        first = bar.first_day(year)
        eve = first if bar.is_point else first - timedelta(days=1)
        found.append(Reckoning(DelayBasis.NOT_STARTED, first, as_of, max(1, _months(eve, as_of, year))))
    return max(found, key=lambda r: r.months, default=None)


def _months(planned: date, reached: date, year: FiscalYear) -> int:
    """Months from the evening of one day to that of another; a month begun counts as a whole one, less than none as 0."""
    length = year.position(reached) - year.position(planned)
    return max(0, int(length.to_integral_value(rounding=ROUND_CEILING)))


def _finish(bar: ScheduleBar, taken: Taken, as_of: date, year: FiscalYear) -> Decimal:
    """Axis position at which a finished bar ended; without a usable date its planned end, or now if that is earlier."""
    if taken.finished is None:
        return min(year.position(as_of), bar.end)
    return year.position(taken.finished)


def _actual(bar: ScheduleBar, taken: Taken | None, as_of: date, year: FiscalYear) -> tuple[Decimal, Decimal] | None:
    """From the morning of the actual start (the planned one where none is known) to the finish or the as-of date.

    Cut to the year; None where nothing of it lies in the year.
    """
    if taken is None or taken.state not in _RUN or bar.is_point:
        return None
    start = bar.start if taken.started is None else year.position(taken.started - timedelta(days=1))
    end = _finish(bar, taken, as_of, year) if taken.state is TaskState.DONE else year.position(as_of)
    cut = max(Decimal(0), start), min(_AXIS_END, end)
    return cut if cut[0] < cut[1] else None


def _overrun(bar: ScheduleBar, taken: Taken | None, year: FiscalYear) -> tuple[Decimal, Decimal] | None:
    """The part after the planned end until the reported expected finish, cut at the year's end.

    Without a reported one there is none to draw: how long a late bar will take is not for the program to say.
    """
    if taken is None or taken.expected is None:
        return None
    end = min(_AXIS_END, year.position(taken.expected))
    return (bar.end, end) if end > bar.end else None


def planned_percent(bar: ScheduleBar, as_of: date, year: FiscalYear) -> Decimal:
    """Share of the planned time that has passed, 0–100; for a row of points, of the points."""
    if bar.is_point:
        passed = sum(m.due(year) <= as_of for m in bar.milestones)
        return Decimal(passed) * 100 / len(bar.milestones)
    share = (year.position(as_of) - bar.start) * 100 / (bar.end - bar.start)
    return max(Decimal(0), min(Decimal(100), share))

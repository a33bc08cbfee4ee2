"""Turns a planned bar into the formulas of its row: what counts of the answers, the status, what is missing.

``evaluate.taken`` and ``evaluate.schedule`` say the same in Python; a test recalculates forms and compares both.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import ROUND_CEILING, Decimal

from dxreport.forms import formulas as f
from dxreport.forms.measure_row import gaps_of
from dxreport.layout import form_text as t
from dxreport.model.period import FiscalYear
from dxreport.model.scale import LONG_DELAY, Scale, ScheduleStatus
from dxreport.model.schedule import ScheduleBar
from dxreport.model.submission import TaskState

STEPS = ("state", "started", "finished", "expected", "months", "status")
"""Columns of the working sheet."""
_MONTHS = "{months}"
_LATE = (ScheduleStatus.DELAYED.value, LONG_DELAY, ScheduleStatus.NOT_STARTED_LATE.value)


@dataclass(frozen=True, slots=True)
class BarRow:
    """One row of the schedule sheet on the evening of ``as_of``. ``at`` gives the cells of its columns and its steps."""

    bar: ScheduleBar
    as_of: date
    year: FiscalYear
    scale: Scale
    at: Mapping[str, str]

    def steps(self) -> dict[str, str]:
        """Formulas by step."""
        return {
            "state": self._state(),
            "started": self._started(),
            "finished": self._finished(),
            "expected": self._expected(),
            "months": self._months(),
            "status": self._status(),
        }

    def rating(self) -> str:
        """Mark and word of the status, with the months of the delay."""
        status, months = self.at["step.status"], self.at["step.months"]
        cases = []
        for key, item in self.scale.schedule_classes.items():
            before, gap, behind = item.word.partition(_MONTHS)
            words = f.text(item.mark + before)
            if gap:
                words = f"{words}&{months}&{f.text(behind)}"
            cases.append((f.equals(status, key), words))
        return f.first_of(cases, f.text(self.scale.schedule_classes[ScheduleStatus.UNREPORTED.value].mark))

    def check(self) -> str:
        """What is still missing in this row, in words."""
        at, late = self.at, f.either(*(f.equals(self.at["step.status"], key) for key in _LATE))
        gaps = gaps_of(at)
        cases = (
            (f.is_blank(at["state"]), f.text(t.STATE_BLANK)),
            (f.both(self._said(TaskState.DONE), f"{at['finished']}={f.BLANK}"), f.text(t.FINISH_BLANK)),
            (self._contradicts(), f.text(t.DAYS_DIFFER)),
            (f.both(late, f.either(*(c for c, _ in gaps))), f.listed(gaps, t.BETWEEN, t.BLANK_BEHIND)),
        )
        return f.first_of(cases, f.text(t.DONE))

    def _said(self, *states: TaskState) -> str:
        return f.either(*(f.equals(self.at["state"], s.value) for s in states))

    def _took(self, *states: TaskState) -> str:
        return f.either(*(f.equals(self.at["step.state"], s.value) for s in states))

    def _after(self, column: str) -> str:
        """The day in the column is after the as-of date."""
        cell = self.at[column]
        return f.both(f.is_number(cell), f"N({cell})>{f.day(self.as_of)}")

    def _state(self) -> str:
        """The state at the as-of date: what is said to have happened later had not happened then."""
        begun = f.either(
            self._said(TaskState.RUNNING),
            f.both(self._said(TaskState.DONE), f.either(f"{self.at['finished']}={f.BLANK}", self._after("finished"))),
        )
        cases = (
            (f.both(self._after("started"), begun), f.text(TaskState.NOT_STARTED.value)),
            (f.both(self._after("finished"), self._said(TaskState.DONE)), f.text(TaskState.RUNNING.value)),
        )
        return f.first_of(cases, f"TRIM({self.at['state']})")

    def _started(self) -> str:
        cell = self.at["started"]
        unused = f.either(f"NOT({f.is_number(cell)})", self._after("started"), self._took(TaskState.NOT_STARTED))
        return f.when(unused, f.BLANK, cell)

    def _finished(self) -> str:
        cell, started = self.at["finished"], self.at["step.started"]
        unused = (
            f"NOT({f.is_number(cell)})",
            self._after("finished"),
            self._took(TaskState.RUNNING, TaskState.NOT_STARTED),
            f.both(f.is_number(started), f"N({cell})<N({started})"),
        )
        return f.when(f.either(*unused), f.BLANK, cell)

    def _expected(self) -> str:
        """The expected finish that can still come true; a finish to come is one too. 0 where there is none."""
        expected, finished, started = self.at["expected"], self.at["finished"], self.at["started"]
        open_states = self._said(TaskState.RUNNING, TaskState.NOT_STARTED)
        told = f.either(open_states, self._said(TaskState.DONE))
        forecast = f.when(f.both(self._after("finished"), told), finished, "0")
        usable = f.both(open_states, self._after("expected"), f"N({expected})>=N({started})")
        return f"MAX({forecast},{f.when(usable, expected, '0')})"

    def _months(self) -> str:
        """The longest of the delays that an unfinished bar has, in months begun; 0 where it has none."""
        end, expected = self.bar.last_day(self.year), self.at["step.expected"]
        until = f"(YEAR({expected})*12+MONTH({expected})+DAY({expected})/DAY(EOMONTH({expected},0)))"
        # Months counted from April of the fiscal year, as ``FiscalYear.position`` does.
        origin = Decimal(self.year.start * 12 + 4) + self.year.position(end)
        length = f"ROUNDUP(ROUND({until}-{f.number(origin)},9),0)"
        found = [f.when(f"{expected}>{f.day(end)}", length, "0")]
        if end <= self.as_of:
            found.append(str(max(1, self._between(end))))
        if self.bar.start_due(self.year) <= self.as_of:
            first = self.bar.first_day(self.year)
            eve = first if self.bar.is_point else first - timedelta(days=1)
            late = str(max(1, self._between(eve)))
            found.append(f.when(self._took(TaskState.NOT_STARTED), late, "0"))
        return f.when(self._took(TaskState.RUNNING, TaskState.NOT_STARTED), f"MAX({','.join(found)})", "0")

    def _between(self, planned: date) -> int:
        length = self.year.position(self.as_of) - self.year.position(planned)
        return int(length.to_integral_value(rounding=ROUND_CEILING))

    def _status(self) -> str:
        """Key of the schedule class."""
        bar, months, finished = self.bar, self.at["step.months"], self.at["step.finished"]
        delayed = f.when(
            f"{months}>{self.scale.slight_delay_months}", f.text(LONG_DELAY), f.text(ScheduleStatus.DELAYED.value)
        )
        late = f"{months}>0"
        done = f.text(ScheduleStatus.DONE.value)
        if bar.last is not None:
            # A whole month early is early: done before the last planned month begins.
            before = self.year.month_end(bar.last).replace(day=1) - timedelta(days=1)
            reached = f.when(f.is_number(finished), finished, f.day(self.as_of))
            done = f.when(f"{reached}<={f.day(before)}", f.text(ScheduleStatus.AHEAD.value), done)
        due = bar.start_due(self.year) <= self.as_of
        not_started = (
            f.text(ScheduleStatus.NOT_STARTED_LATE.value)
            if due
            else f.when(late, delayed, f.text(ScheduleStatus.NOT_YET.value))
        )
        early = self.as_of < bar.first_day(self.year) and not bar.is_point
        running = ScheduleStatus.AHEAD if early else ScheduleStatus.ON_SCHEDULE
        cases = (
            (self._took(TaskState.STOPPED), f.text(ScheduleStatus.STOPPED.value)),
            (self._took(TaskState.DONE), done),
            (self._took(TaskState.NOT_STARTED), not_started),
            (self._took(TaskState.RUNNING), f.when(late, delayed, f.text(running.value))),
        )
        return f.first_of(cases, f.text(ScheduleStatus.UNREPORTED.value))

    def _contradicts(self) -> str:
        """A date that the reader will not take as it stands (T02, T05, T10, T12, T14, T15)."""
        at, now = self.at, f.day(self.as_of)
        started, finished, expected = at["started"], at["finished"], at["expected"]
        open_states = self._said(TaskState.RUNNING, TaskState.NOT_STARTED)
        return f.either(
            self._after("started"),
            self._after("finished"),
            f.both(self._said(TaskState.NOT_STARTED), f.is_number(started)),
            f.both(open_states, f.is_number(finished)),
            f.both(f.is_number(started), f.is_number(finished), f"N({finished})<N({started})"),
            f.both(
                open_states, f.is_number(expected), f.either(f"N({expected})<={now}", f"N({expected})<N({started})")
            ),
        )

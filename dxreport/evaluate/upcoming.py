"""Turns bars, milestones and remedies into what is due before the next checkpoint, and what is overdue."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date

from dxreport.evaluate.bar_result import BarResult
from dxreport.evaluate.measure_result import MeasureResult
from dxreport.evaluate.milestones import MilestoneState
from dxreport.evaluate.upcoming_items import DayBasis, Upcoming, UpcomingItem, UpcomingKind
from dxreport.model.due_date import due_day
from dxreport.model.period import Checkpoint, FiscalYear
from dxreport.model.submission import Explanation, HandedIn, TaskState

_OVER = (TaskState.DONE, TaskState.STOPPED)
_ORDER = tuple(UpcomingKind)


def upcoming(
    checkpoint: Checkpoint,
    as_of: date,
    year: FiscalYear,
    measures: Iterable[MeasureResult],
    bars: Iterable[BarResult],
    before: HandedIn | None = None,
) -> Upcoming:
    """What falls into the time after ``as_of`` until the next checkpoint's last day, and what should have come before.

    ``before`` is what was handed in at the last checkpoint: a remedy that was promised there and whose day has passed
    is overdue as long as its item is late, whatever new day has been named since.
    """
    following = checkpoint.following()
    until = following.last_day(year) if following else None
    remedies = list(_remedies(checkpoint, as_of, year, measures, bars := tuple(bars), before))
    candidates = [c for b in bars for c in _of_bar(b, year)] + remedies
    ahead, overdue = [], []
    for c in candidates:
        if c.item.day is None:
            continue
        if c.day_has_come(as_of):
            overdue += [c.item] if c.pending else []
        elif until is not None and c.item.day <= until and c.item.said_at in (None, checkpoint):
            ahead.append(c.item)
    return Upcoming(
        until=until,
        items=_sorted(ahead),
        overdue=_sorted(overdue),
        undated=tuple(r.item for r in remedies if r.item.day is None and r.pending and r.item.said_at is checkpoint),
    )


@dataclass(frozen=True, slots=True)
class _Candidate:
    """``last`` is the last day in time; ``pending`` says that it is known not to have come about."""

    item: UpcomingItem
    last: date | None
    pending: bool

    def day_has_come(self, as_of: date) -> bool:
        """On the evening of its last day a thing is overdue."""
        return self.last is not None and self.last <= as_of


def _sorted(items: list[UpcomingItem]) -> tuple[UpcomingItem, ...]:
    return tuple(sorted(items, key=lambda i: (i.day or date.max, _ORDER.index(i.kind))))


def _of_bar(result: BarResult, year: FiscalYear) -> Iterator[_Candidate]:
    """Start, end and milestones of an unfinished bar. A new expected finish takes the place of the planned one."""
    bar, taken = result.bar, result.taken
    state = taken.state if taken else TaskState.BLANK
    if state in _OVER:
        return
    expected = taken.expected if taken else None
    if not bar.is_point:
        if state is not TaskState.RUNNING:
            first, last = bar.first_day(year), bar.start_due(year)
            item = UpcomingItem(UpcomingKind.BAR_START, bar.id, bar.department, first, DayBasis.PLANNED)
            yield _Candidate(item, last, pending=state is TaskState.NOT_STARTED)
        end, basis = (expected, DayBasis.EXPECTED) if expected else (bar.last_day(year), DayBasis.PLANNED)
        item = UpcomingItem(UpcomingKind.BAR_END, bar.id, bar.department, end, basis)
        yield _Candidate(item, end, pending=state is not TaskState.BLANK)
    for milestone in result.milestones:
        due, basis = milestone.due, DayBasis.PLANNED
        if bar.is_point and expected and due == bar.last_day(year):
            due, basis = expected, DayBasis.EXPECTED
        label = milestone.milestone.label
        item = UpcomingItem(UpcomingKind.MILESTONE, bar.id, bar.department, due, basis, label)
        yield _Candidate(item, due, pending=milestone.state is MilestoneState.MISSED)


def _remedies(
    checkpoint: Checkpoint,
    as_of: date,
    year: FiscalYear,
    measures: Iterable[MeasureResult],
    bars: Iterable[BarResult],
    before: HandedIn | None,
) -> Iterator[_Candidate]:
    """Remedies with a 期限 in this form and, where the item is still late, in the last one."""

    def candidate(
        item_id: str, department: str, words: Explanation, step: Checkpoint, *, late: bool
    ) -> _Candidate | None:
        due = words.due.strip()
        if not due:
            return None
        day = due_day(due, year, min(as_of, step.last_day(year)))
        kind, basis = UpcomingKind.REMEDY, DayBasis.WRITTEN
        return _Candidate(UpcomingItem(kind, item_id, department, day, basis, words.remedy, due, step), day, late)

    entries = [(m.measure.id, m.measure.department, m.explanation, m.behind) for m in measures]
    entries += [(b.bar.id, b.bar.department, b.explanation, b.late) for b in bars]
    for item_id, department, words, late in entries:
        now = candidate(item_id, department, words, checkpoint, late=late)
        earlier = _earlier(before, department, item_id)
        then = candidate(item_id, department, earlier, before.checkpoint, late=late) if before and earlier else None
        if now is not None:
            yield now
        if then is not None and (now is None or now.item.day != then.item.day):
            yield then


def _earlier(before: HandedIn | None, department: str, item_id: str) -> Explanation | None:
    submission = before.used.get(department) if before else None
    if submission is None:
        return None
    said = submission.reading(item_id) or submission.task(item_id)
    return said.explanation if said else None

"""Turns values and texts that are valid and yet odd into warnings: what a careful colleague would ask about."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal

from dxreport.model.catalogue_details import DETAILS
from dxreport.model.finding import Finding, finding
from dxreport.model.measure import Accumulation, Measure
from dxreport.model.plan import planned_value
from dxreport.model.provenance import CellRef
from dxreport.model.strategy import Strategy
from dxreport.model.submission import Explanation, FilledList, HandedIn, Reading, Submission

_TIMES = 10
"""How many times the last value is odd: most often a misplaced point, or 千 for one."""
_LEAST_TEXT = 8
"""Letters from which a text can hardly come out the same twice by itself (「11月末」 can)."""
_SHARE_OF_PLAN, _BEYOND_PLAN = Decimal("1.2"), Decimal("1.5")
"""A quarter's amount that is about the plan's running total, and with what came before far beyond it."""
_NAMED = 5
_WORDS = ("reason", "remedy", "comment")


def oddities(strategy: Strategy, handed_in: tuple[HandedIn, ...]) -> Iterator[Finding]:
    """Warnings on the submissions of the last checkpoint, held against what each department said before in the year."""
    now, earlier = handed_in[-1], handed_in[:-1]
    for department, submission in sorted(now.used.items()):
        before = [h.used[department] for h in earlier if department in h.used]
        for reading in submission.readings:
            measure = strategy.measure(reading.measure_id)
            given = [r for s in before if (r := s.reading(measure.id)) is not None]
            yield from _value(measure, reading, given, handed_in, department)
        if before:
            yield from _texts(submission, before[-1])
            yield from _lists(submission, before[-1])


def _value(
    measure: Measure, reading: Reading, earlier: list[Reading], handed_in: tuple[HandedIn, ...], department: str
) -> Iterator[Finding]:
    amount = reading.given
    if amount is None or amount <= 0:
        return
    known = [v for r in earlier if (v := r.given) is not None]
    last = known[-1] if known else None
    place, said = _place(reading), _plain(amount)
    values = {"name": measure.short_name, "unit": measure.target.unit}
    target = measure.target
    if last is not None and last > 0 and (amount >= last * _TIMES or amount * _TIMES <= last):
        yield finding("E10", place, found=said, department=department, before=_plain(last), **values)
    elif not target.by_people and not target.lower_is_better and 0 < target.value * _TIMES <= amount:
        yield finding("E13", place, found=said, department=department, target=target.printed, **values)
    counts = measure.accumulation is Accumulation.LATEST and target.unit not in ("", "%") and not target.lower_is_better
    if counts and not target.by_people and last is not None and amount < last:
        yield finding("E11", place, found=said, department=department, before=_plain(last), **values)
    if measure.accumulation is Accumulation.SUM and known:
        total, plan = sum(known, Decimal(0)), planned_value(measure, handed_in[-1].checkpoint)
        far = plan is not None and total + amount >= plan * _BEYOND_PLAN and amount <= plan * _SHARE_OF_PLAN
        if far and amount > total > 0:
            yield finding("E14", place, found=said, department=department, before=_plain(total), **values)


def _place(reading: Reading) -> CellRef:
    return reading.value.ref if reading.value is not None else reading.row


def _texts(submission: Submission, before: Submission) -> Iterator[Finding]:
    """Words that were handed in again as they were."""
    rows: list[tuple[str, Explanation, Explanation | None]] = []
    for reading in submission.readings:
        then = before.reading(reading.measure_id)
        rows.append((reading.measure_id, reading.explanation, then.explanation if then else None))
    for report in submission.tasks:
        was = before.task(report.bar_id)
        rows.append((report.bar_id, report.explanation, was.explanation if was else None))
    for item, words, then_words in rows:
        same = [w for w in _WORDS if then_words is not None and _repeats(words, then_words, w)]
        if same:
            text = getattr(words, same[0])
            place = next((e.ref for e in submission.entered if e.row == item and e.text == text), None)
            names = "、".join(DETAILS[w] for w in same)
            yield finding("E12", place, found=text, department=submission.department, id=item, names=names)


def _repeats(words: Explanation, then: Explanation, name: str) -> bool:
    text: str = getattr(words, name)
    return len(text) >= _LEAST_TEXT and text == getattr(then, name)


def _lists(submission: Submission, before: Submission) -> Iterator[Finding]:
    """Rows of a list that were there last time: a list holds everything since the year's beginning."""
    for now in submission.lists:
        then = before.filled_list(now.list_id)
        gone = _gone(then, now) if then is not None else []
        if gone:
            names = "、".join(gone[:_NAMED]) + (f" … ({len(gone)})" if len(gone) > _NAMED else "")
            yield finding("L06", now.sheet, found=names, department=submission.department, list=now.sheet.sheet)


def _gone(then: FilledList, now: FilledList) -> list[str]:
    keys = {row.key for row in now.rows}
    return [row.key for row in then.rows if row.key not in keys]


def _plain(value: Decimal) -> str:
    """37.50 as 37.5, 12000 as 12,000."""
    text = f"{value:,.4f}".rstrip("0").rstrip(".")
    return text or "0"

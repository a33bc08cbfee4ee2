"""Turns the result of a schedule bar into the account of its status: plan, answers as typed, what counts, the delay."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from decimal import Decimal

from dxreport.evaluate.assessment import Assessment
from dxreport.evaluate.bar_result import BarResult, Reckoning
from dxreport.layout.form_text import milestone_text, planned_months
from dxreport.report.wording import explain as phrases
from dxreport.report.wording.formats import number, western_date

Line = tuple[str, str]


def bar_lines(result: BarResult, assessment: Assessment) -> Iterator[Line]:
    """Label and text, line by line, in the order in which one would check the status by hand."""
    bar = result.bar
    yield "", f"{bar.id}　{bar.short_name}"
    yield phrases.DEPARTMENT, assessment.strategy.department(bar.department).name
    yield phrases.PLANNED, phrases.GAP.join(planned_months(bar).splitlines())
    if result.report is not None:
        yield phrases.STATE, result.report.typed or result.report.state.value
        for column, cell in result.report.cells:
            yield phrases.CELLS, phrases.BAR_CELL.format(column=phrases.COLUMNS[column], cell=cell.ref, text=cell.text)
        if used := _used(result):
            yield phrases.COUNTED, used
    yield phrases.PLANNED_PERCENT, phrases.OF_TIME.format(percent=number(result.planned_percent, 1))
    yield phrases.ACTUAL_PERCENT, _percent(result)
    yield phrases.STATUS, result.mark.text
    if result.reckoning is not None:
        yield phrases.DELAY, _delay(result.reckoning)
    for milestone in result.milestones:
        state = phrases.MILESTONE_STATES[milestone.state.value]
        yield phrases.MILESTONE, phrases.MILESTONE_IS.format(milestone=milestone_text(milestone.milestone), state=state)


def _used(result: BarResult) -> str:
    """State and dates that count, where they are not those that were typed; empty where they are."""
    report, taken = result.report, result.taken
    if report is None or taken is None:
        return ""
    cells = dict(report.cells)
    pairs: list[tuple[str, date | None]] = [
        ("started", taken.started),
        ("finished", taken.finished),
        ("expected", taken.expected),
    ]
    changed = [(n, day) for n, day in pairs if day != (cells[n].value if n in cells else None)]
    # The state is read otherwise only on account of a date, which is then among those that changed.
    if not changed:
        return ""
    said = [f"{phrases.COLUMNS[n]} {western_date(day) if day else phrases.NOT_USED}" for n, day in changed]
    return phrases.LISTED.join([f"{phrases.COLUMNS['state']} {taken.state.value}", *said])


def _percent(result: BarResult) -> str:
    if result.percent is None:
        return phrases.NO_PERCENT
    form = phrases.REPORTED_PERCENT if result.percent_reported else phrases.DERIVED_PERCENT
    return form.format(percent=_plain(result.percent))


def _delay(reckoning: Reckoning) -> str:
    start, goal = phrases.DELAY_BASES[reckoning.basis.value]
    return phrases.DELAY_ARITHMETIC.format(
        start=start,
        planned=western_date(reckoning.planned),
        goal=goal,
        reached=western_date(reckoning.reached),
        months=reckoning.months,
    )


def _plain(value: Decimal) -> str:
    return f"{value.normalize():f}"

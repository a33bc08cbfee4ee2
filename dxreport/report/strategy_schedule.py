"""Turns the tasks of one initiative into the planned year of the strategy papers, its bars laid out in lines."""

from __future__ import annotations

from itertools import combinations

from dxreport.model.schedule import ScheduleBar, Task
from dxreport.model.strategy import Initiative
from dxreport.report.figures import PlanBar, PlanRow, PlanSchedule
from dxreport.report.wording import formats
from dxreport.report.wording import strategy as wording


def plan_schedule(initiative: Initiative, term: str, label_heading: str, *, arrows: bool) -> PlanSchedule:
    """``arrows`` says that the paper draws its bars as arrows; the key under the schedule names what it draws."""
    rows: list[PlanRow] = []
    group = ""
    for task in initiative.tasks:
        if task.group and task.group != group:
            rows.append(PlanRow((task.group,), (), "", group=True))
        group = task.group
        rows.append(_row(task))
    key = wording.arrow_key if arrows else wording.shading_key
    bars = initiative.bars
    return PlanSchedule(
        title="",
        label_heading=label_heading,
        quarters=formats.quarters(),
        months=formats.month_numbers(),
        rows=tuple(rows),
        note=key(assumed=any(b.assumed for b in bars), milestones=any(b.milestones for b in bars)),
        alt=wording.schedule_alt(term, initiative.number, initiative.name),
    )


def _row(task: Task) -> PlanRow:
    said = [part for bar in task.bars for part in _said(bar)]
    return PlanRow(task.phrases, lines(task.bars), wording.task_alt(task.name, said))


def lines(bars: tuple[ScheduleBar, ...]) -> tuple[tuple[PlanBar, ...], ...]:
    """Bars that follow one another share a line; where two overlap, each has a line of its own, as in the source."""
    planned = tuple(drawn for bar in bars for drawn in _drawn(bar))
    if any(_overlap(a, b) for a, b in combinations(planned, 2)):
        return tuple((bar,) for bar in planned)
    return (planned,)


def _overlap(a: PlanBar, b: PlanBar) -> bool:
    """A milestone without a bar takes the month that it stands in."""
    first, second = sorted(((a.start, max(a.end, a.start + 1)), (b.start, max(b.end, b.start + 1))))
    return second[0] < first[1]


def _drawn(bar: ScheduleBar) -> tuple[PlanBar, ...]:
    """A bar with its milestones; milestones without a bar are bars that end where they start."""
    if bar.is_point:
        return tuple(PlanBar(m.position, m.position, m.label) for m in bar.milestones)
    text = wording.bar_text(bar.label, assumed=bar.assumed)
    # What stands in a bar that is assumed is assumed too.
    points = tuple((m.position, wording.bar_text(m.label, assumed=bar.assumed)) for m in bar.milestones)
    return (PlanBar(bar.start, bar.end, text, points),)


def _said(bar: ScheduleBar) -> list[str]:
    said = [] if bar.is_point else [wording.bar_alt(bar.label, bar.start, bar.end, assumed=bar.assumed)]
    return [*said, *(wording.milestone_alt(m.label, m.month, assumed=bar.assumed) for m in bar.milestones)]

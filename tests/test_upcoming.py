"""Milestones at the as-of date, and what is due before the next checkpoint, as tables that can be read."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from dxreport.evaluate.assess import assess
from dxreport.evaluate.milestones import judge_milestones
from dxreport.evaluate.upcoming_items import Upcoming, UpcomingItem
from dxreport.model.period import Checkpoint, FiscalYear
from dxreport.model.schedule import Milestone, MilestonePoint, ScheduleBar
from dxreport.model.submission import Explanation, HandedIn, Reading, TaskReport, TaskState
from tests.city import handed_in, reading, strategy, task
from tests.test_schedule_and_rollup import PLANS, Q1, Q2, Q3

YEAR = FiscalYear(2025)
STONES = tuple(
    Milestone(name, month, point)
    for name, month, point in (
        ("着手", 6, MilestonePoint.START),
        ("中間", 7, MilestonePoint.MIDDLE),
        ("決定", 9, MilestonePoint.END),
    )
)
MONTHS = ScheduleBar("M", "", "M", 6, 9, STONES)
POINTS = ScheduleBar("P", "", "P", None, None, STONES)

# bar, as-of date, state → its three milestones (due 6/1, 7/20, 9/30)
MILESTONES = [
    (MONTHS, "2025-05-31", "未着手", "ahead ahead ahead"),
    (MONTHS, "2025-06-01", "未着手", "missed ahead ahead"),
    (MONTHS, "2025-07-19", "実施中", "unknown ahead ahead"),
    (MONTHS, "2025-07-20", "実施中", "unknown unknown ahead"),
    (MONTHS, "2025-09-30", "実施中", "unknown unknown unknown"),
    (MONTHS, "2025-06-30", "完了", "reached reached reached"),
    (MONTHS, "2025-07-31", "中止", "unknown unknown unknown"),
    (MONTHS, "2025-07-31", "", "unknown unknown ahead"),
    # a row of points that runs has at the least not reached its last one
    (POINTS, "2025-07-31", "実施中", "unknown unknown ahead"),
    (POINTS, "2025-09-30", "実施中", "unknown unknown missed"),
    (POINTS, "2025-09-30", "未着手", "missed missed missed"),
]


@pytest.mark.parametrize(("bar", "as_of", "state", "expected"), MILESTONES)
def test_milestones(bar: ScheduleBar, as_of: str, state: str, expected: str) -> None:
    found = judge_milestones(bar, TaskState(state), date.fromisoformat(as_of), YEAR)
    assert [m.milestone.label for m in found] == ["着手", "中間", "決定"]
    assert " ".join(m.state for m in found) == expected


def line(item: UpcomingItem) -> str:
    said = f" {item.said_at}" if item.said_at else ""
    return f"{item.day or '？'} {item.kind} {item.id} {item.basis}{said} {item.text}".rstrip()


def at(
    as_of: date,
    tasks: dict[str, TaskReport] | None = None,
    readings: list[Reading] | None = None,
    before: HandedIn | None = None,
) -> Upcoming:
    """What is due at the checkpoint of ``as_of`` when all bars but those given are finished."""
    step = {Q1: "q1", Q2: "q2", Q3: "q3"}.get(as_of, "q2")
    rows = {b.id: task(b.id, "完了", finished=date(2025, 6, 1)) for b in strategy().bars} | (tasks or {})
    now = handed_in(step, readings, list(rows.values()))
    return assess(strategy(), (before, now) if before else (now,), as_of).upcoming


def said(report: TaskReport, due: str, remedy: str = "急ぐ") -> TaskReport:
    return replace(report, explanation=Explanation("理由", remedy, due))


def amount(value: int, due: str, remedy: str = "増やす") -> Reading:
    return replace(reading("1-1a", value), explanation=Explanation("理由", remedy, due))


RUNNING = task("1-S1", "実施中", started=date(2025, 4, 7))
LATE = replace(RUNNING, expected=task("1-S1", "実施中", expected=date(2025, 11, 28)).expected)
POINT = task("1-S3", "未着手")

# as-of date, rows of bars that are not finished → what is due (bars: 1-S1 4～9月, 1-S2 10～3月, 1-S3 1月初め, 2-S1 4～3月)
DUE: list[tuple[date, list[TaskReport], list[str], list[str]]] = [
    # planned ends and the milestones of the bar; its beginning only until it has begun
    (Q1, [RUNNING], ["2025-09-30 bar_end 1-S1 planned", "2025-09-30 milestone 1-S1 planned 決定"], []),
    (
        Q1,
        [task("1-S1", "未着手")],
        ["2025-09-30 bar_end 1-S1 planned", "2025-09-30 milestone 1-S1 planned 決定"],
        ["2025-04-01 bar_start 1-S1 planned"],
    ),
    (Q2, [task("1-S2", "未着手")], ["2025-10-01 bar_start 1-S2 planned"], []),
    (Q1, [task("1-S2", "未着手")], [], []),
    (Q2, [task("1-S2", "実施中", started=date(2025, 9, 1))], [], []),
    # a new expected finish takes the place of the planned end, in the window or behind it
    (Q2, [LATE], ["2025-11-28 bar_end 1-S1 expected"], []),
    (Q1, [LATE], ["2025-09-30 milestone 1-S1 planned 決定"], []),
    (Q2, [RUNNING], [], ["2025-09-30 bar_end 1-S1 planned"]),
    # an expected finish that is past is none
    (
        Q2,
        [task("1-S1", "実施中", started=date(2025, 4, 7), expected=date(2025, 9, 12))],
        [],
        ["2025-09-30 bar_end 1-S1 planned"],
    ),
    # a point is its own end: 1月初め comes after 31 December
    (Q2, [POINT], [], []),
    (Q3, [POINT], ["2026-01-01 milestone 1-S3 planned 方針決定"], []),
    (Q3, [task("1-S3", "未着手", expected=date(2026, 1, 23))], ["2026-01-23 milestone 1-S3 expected 方針決定"], []),
    # not reported: the plan still stands, but nothing is known to be overdue
    (Q2, [task("1-S2", "")], ["2025-10-01 bar_start 1-S2 planned"], []),
    (Q2, [task("1-S1", "")], [], []),
    (Q2, [task("1-S1", "中止")], [], []),
    # in order of days, then beginning, end, milestone, remedy
    (
        Q1,
        [said(LATE, "9月末"), task("2-S1", "実施中", started=date(2025, 4, 1), expected=date(2025, 8, 29))],
        [
            "2025-08-29 bar_end 2-S1 expected",
            "2025-09-30 milestone 1-S1 planned 決定",
            "2025-09-30 remedy 1-S1 written q1 急ぐ",
        ],
        [],
    ),
    # remedies: in the window, later, past, and without a day
    (Q1, [said(LATE, "10月1日")], ["2025-09-30 milestone 1-S1 planned 決定"], []),
    (Q2, [said(LATE, "9月末")], ["2025-11-28 bar_end 1-S1 expected"], ["2025-09-30 remedy 1-S1 written q2 急ぐ"]),
]


@pytest.mark.parametrize(("as_of", "rows", "items", "overdue"), DUE)
def test_what_is_due(as_of: date, rows: list[TaskReport], items: list[str], overdue: list[str]) -> None:
    found = at(as_of, {r.bar_id: r for r in rows})
    assert ([line(i) for i in found.items], [line(i) for i in found.overdue]) == (items, overdue)


def test_a_due_date_that_names_no_day_is_kept_apart() -> None:
    found = at(Q2, {"1-S1": said(LATE, "速やかに")}, [amount(30, "調整中")])
    assert [line(i) for i in found.undated] == [
        "？ remedy 1-1a written q2 増やす",
        "？ remedy 1-S1 written q2 急ぐ",
    ]


# value at q2 (planned 50), 期限 at q2, 期限 at q1 → due, overdue
PROMISES = [
    (30, "12月末", "9月末", ["2025-12-31 remedy 1-1a written q2 増やす"], ["2025-09-30 remedy 1-1a written q1 前に"]),
    (30, "9月末", "9月末", [], ["2025-09-30 remedy 1-1a written q2 増やす"]),
    (30, "11月末", "12月末", ["2025-11-30 remedy 1-1a written q2 増やす"], []),
    (30, "12月末", "調整中", ["2025-12-31 remedy 1-1a written q2 増やす"], []),
    (30, "12月末", "12月末", ["2025-12-31 remedy 1-1a written q2 増やす"], []),
    (30, "", "8月末", [], ["2025-08-31 remedy 1-1a written q1 前に"]),
    # on track: nothing is overdue any more, but what was promised is still listed
    (55, "12月末", "9月末", ["2025-12-31 remedy 1-1a written q2 増やす"], []),
]


@pytest.mark.parametrize(("value", "due", "due_before", "items", "overdue"), PROMISES)
def test_a_promise_counts_until_it_is_kept(
    value: int, due: str, due_before: str, items: list[str], overdue: list[str]
) -> None:
    before = handed_in("q1", [amount(20, due_before, "前に")])
    found = at(Q2, readings=[amount(value, due)], before=before)
    assert ([line(i) for i in found.items], [line(i) for i in found.overdue]) == (items, overdue)
    assert found.undated == ()


@pytest.mark.parametrize(
    ("step", "until"),
    [("q1", "2025-09-30"), ("q2", "2025-12-31"), ("q3", "2026-03-31"), ("q4", "2026-03-31"), ("final", None)],
)
def test_the_window_ends_with_the_next_checkpoint(step: str, until: str | None) -> None:
    checkpoint = Checkpoint(step)
    now = handed_in(step, tasks=[task("2-S1", "実施中", started=date(2025, 4, 1))])
    found = assess(strategy(), (now,), checkpoint.last_day(YEAR)).upcoming
    assert found.until == (date.fromisoformat(until) if until else None)
    for item in found.items:
        assert item.day is not None
        assert found.until is not None
        assert checkpoint.last_day(YEAR) < item.day <= found.until


def test_in_its_first_month_a_bar_is_still_to_begin() -> None:
    """Between checkpoints: the beginning is neither lost nor overdue while its month lasts."""
    found = at(date(2025, 10, 15), {"1-S2": task("1-S2", "未着手")})
    assert [line(i) for i in found.items] == ["2025-10-01 bar_start 1-S2 planned"]
    assert found.overdue == ()


def test_a_row_of_points_begins_with_its_first() -> None:
    bar = PLANS["X-4"][0]
    assert (bar.first_day(YEAR), bar.start_due(YEAR), bar.last_day(YEAR)) == (
        date(2025, 5, 31),
        date(2025, 5, 31),
        date(2025, 10, 1),
    )

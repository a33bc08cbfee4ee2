"""The rule book of schedules, and how results add up to initiatives, themes and the whole."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dxreport.evaluate.assess import assess
from dxreport.evaluate.measure_result import Change
from dxreport.evaluate.rollup import counts, share_change, worst
from dxreport.evaluate.schedule import judge_bar, planned_percent
from dxreport.model.period import Checkpoint, FiscalYear
from dxreport.model.schedule import Milestone, MilestonePoint, ScheduleBar
from tests.city import handed_in, reading, strategy, task

Q1, Q2, Q3 = (Checkpoint(c).last_day(FiscalYear(2025)) for c in ("q1", "q2", "q3"))

END, MIDDLE, START = MilestonePoint.END, MilestonePoint.MIDDLE, MilestonePoint.START


def row_of_points(bar_id: str, *points: tuple[int, MilestonePoint]) -> ScheduleBar:
    """A row that has milestones and no months."""
    stones = tuple(Milestone(f"{month}月", month, point) for month, point in points)
    return ScheduleBar(bar_id, "", bar_id, None, None, stones, department="soumu")


def months(bar_id: str, first: int, last: int) -> ScheduleBar:
    return ScheduleBar(bar_id, "", bar_id, first, last, department="soumu")


# id → plan, and what the plan is called in the rule book
PLANS: dict[str, tuple[ScheduleBar, str]] = {
    "1-S1": (next(b for b in strategy().bars if b.id == "1-S1"), "4～9月"),
    "1-S2": (next(b for b in strategy().bars if b.id == "1-S2"), "10～3月"),
    "1-S3": (next(b for b in strategy().bars if b.id == "1-S3"), "1月の初め（節目）"),
    "2-S1": (next(b for b in strategy().bars if b.id == "2-S1"), "4～3月"),
    "X-1": (months("X-1", 7, 7), "7月"),
    "X-2": (row_of_points("X-2", (12, END)), "12月末（節目）"),
    "X-3": (row_of_points("X-3", (1, MIDDLE)), "1月中旬（節目）"),
    # the order in the file is not the order in time
    "X-4": (row_of_points("X-4", (10, START), (5, END)), "5月末と10月の初め（節目）"),
}
LAST = date(2026, 3, 31)

# plan, as-of date, state, days → status, months, words
BARS: list[tuple[str, date, str, dict[str, date], str, int, str]] = [
    ("1-S1", Q1, "実施中", {}, "on_schedule", 0, "○予定どおり"),
    ("1-S1", Q1, "未着手", {}, "not_started_late", 3, "×未着手（遅れ）"),
    ("1-S1", Q1, "", {}, "unreported", 0, "？未報告"),
    ("1-S1", Q1, "中止", {}, "stopped", 0, "－中止"),
    ("1-S1", Q1, "実施中", {"expected": date(2025, 10, 20)}, "delayed", 1, "△遅れ1か月"),
    ("1-S1", Q1, "実施中", {"expected": date(2025, 11, 30)}, "delayed", 2, "×遅れ2か月"),
    ("1-S1", Q1, "実施中", {"expected": date(2025, 9, 30)}, "on_schedule", 0, "○予定どおり"),
    # the day after the planned end begins a month, the same day a month later ends it
    ("1-S1", Q1, "実施中", {"expected": date(2025, 10, 1)}, "delayed", 1, "△遅れ1か月"),
    ("1-S1", Q1, "実施中", {"expected": date(2025, 10, 31)}, "delayed", 1, "△遅れ1か月"),
    ("1-S1", Q1, "実施中", {"expected": date(2025, 11, 1)}, "delayed", 2, "×遅れ2か月"),
    ("1-S1", Q1, "実施中", {"expected": date(2026, 4, 30)}, "delayed", 7, "×遅れ7か月"),
    ("1-S1", Q1, "実施中", {"expected": date(2025, 7, 31)}, "on_schedule", 0, "○予定どおり"),
    # the planned end has come and it is not done
    ("1-S1", date(2025, 9, 29), "実施中", {}, "on_schedule", 0, "○予定どおり"),
    ("1-S1", Q2, "実施中", {}, "delayed", 1, "△遅れ1か月"),
    ("1-S1", Q3, "実施中", {}, "delayed", 3, "×遅れ3か月"),
    ("1-S1", Q3, "実施中", {"expected": date(2026, 2, 27)}, "delayed", 5, "×遅れ5か月"),
    ("1-S1", Q2, "完了", {"finished": date(2025, 9, 30)}, "done", 0, "◎完了"),
    ("1-S1", Q2, "完了", {"finished": date(2025, 9, 1)}, "done", 0, "◎完了"),
    ("1-S1", Q2, "完了", {"finished": date(2025, 8, 31)}, "ahead", 0, "◎前倒し"),
    ("1-S1", Q2, "完了", {"finished": date(2025, 3, 20)}, "ahead", 0, "◎前倒し"),
    ("1-S1", Q3, "完了", {"finished": date(2025, 11, 10)}, "done", 0, "◎完了"),
    ("1-S1", Q1, "完了", {"finished": date(2025, 6, 20), "expected": date(2025, 9, 30)}, "ahead", 0, "◎前倒し"),
    ("1-S2", Q2, "未着手", {}, "not_yet", 0, "－期間前"),
    ("1-S2", Q2, "未着手", {"expected": date(2026, 4, 20)}, "delayed", 1, "△遅れ1か月"),
    ("1-S2", Q2, "実施中", {"started": date(2025, 9, 1)}, "ahead", 0, "◎前倒し"),
    # a plan in whole months leaves the whole first month for the beginning
    ("1-S2", date(2025, 10, 1), "未着手", {}, "not_yet", 0, "－期間前"),
    ("1-S2", date(2025, 10, 1), "実施中", {"started": date(2025, 10, 1)}, "on_schedule", 0, "○予定どおり"),
    ("1-S2", date(2025, 10, 30), "未着手", {}, "not_yet", 0, "－期間前"),
    ("1-S2", date(2025, 10, 31), "未着手", {}, "not_started_late", 1, "×未着手（遅れ）"),
    ("1-S2", date(2025, 11, 1), "未着手", {}, "not_started_late", 2, "×未着手（遅れ）"),
    ("1-S2", Q3, "未着手", {}, "not_started_late", 3, "×未着手（遅れ）"),
    ("1-S2", LAST, "実施中", {}, "delayed", 1, "△遅れ1か月"),
    ("1-S2", LAST, "完了", {"finished": date(2026, 3, 31)}, "done", 0, "◎完了"),
    ("2-S1", date(2025, 4, 1), "未着手", {}, "not_yet", 0, "－期間前"),
    ("2-S1", date(2025, 4, 1), "実施中", {"started": date(2024, 11, 5)}, "on_schedule", 0, "○予定どおり"),
    ("2-S1", Q3, "実施中", {"expected": date(2026, 5, 29)}, "delayed", 2, "×遅れ2か月"),
    ("X-1", date(2025, 7, 30), "実施中", {}, "on_schedule", 0, "○予定どおり"),
    ("X-1", date(2025, 7, 31), "実施中", {}, "delayed", 1, "△遅れ1か月"),
    ("X-1", date(2025, 7, 31), "未着手", {}, "not_started_late", 1, "×未着手（遅れ）"),
    ("X-1", date(2025, 7, 31), "完了", {"finished": date(2025, 7, 1)}, "done", 0, "◎完了"),
    ("X-1", date(2025, 7, 31), "完了", {"finished": date(2025, 6, 30)}, "ahead", 0, "◎前倒し"),
    ("1-S3", Q2, "未着手", {}, "not_yet", 0, "－期間前"),
    # due at the beginning of January: not yet late on 31 December
    ("1-S3", Q3, "未着手", {}, "not_yet", 0, "－期間前"),
    ("1-S3", date(2026, 1, 1), "未着手", {}, "not_started_late", 1, "×未着手（遅れ）"),
    ("1-S3", Q3, "完了", {"finished": date(2025, 12, 20)}, "done", 0, "◎完了"),
    # expected on the day itself is in time; expected later is late, but not "not begun in time"
    ("1-S3", Q3, "未着手", {"expected": date(2026, 1, 1)}, "not_yet", 0, "－期間前"),
    ("1-S3", Q3, "未着手", {"expected": date(2026, 1, 20)}, "delayed", 1, "△遅れ1か月"),
    ("1-S3", date(2026, 1, 1), "実施中", {}, "delayed", 1, "△遅れ1か月"),
    ("X-2", date(2025, 12, 30), "未着手", {}, "not_yet", 0, "－期間前"),
    ("X-2", Q3, "未着手", {}, "not_started_late", 1, "×未着手（遅れ）"),
    ("X-2", Q3, "実施中", {}, "delayed", 1, "△遅れ1か月"),
    ("X-3", date(2026, 1, 19), "実施中", {}, "on_schedule", 0, "○予定どおり"),
    ("X-3", date(2026, 1, 20), "実施中", {}, "delayed", 1, "△遅れ1か月"),
    # several points: begun by the first, done by the last
    ("X-4", date(2025, 5, 30), "未着手", {}, "not_yet", 0, "－期間前"),
    ("X-4", Q1, "未着手", {}, "not_started_late", 1, "×未着手（遅れ）"),
    ("X-4", Q2, "実施中", {}, "on_schedule", 0, "○予定どおり"),
    ("X-4", date(2025, 10, 1), "実施中", {}, "delayed", 1, "△遅れ1か月"),
]


@pytest.mark.parametrize(("bar", "as_of", "state", "days", "status", "delay", "words"), BARS)
def test_bar(bar: str, as_of: date, state: str, days: dict[str, date], status: str, delay: int, words: str) -> None:
    master = strategy()
    result = judge_bar(PLANS[bar][0], task(bar, state, **days), as_of, master.year, master.scale)
    assert (result.status.value, result.delay, result.mark.text) == (status, delay, words)


def test_bar_positions() -> None:
    master = strategy()
    planned = next(b for b in master.bars if b.id == "1-S1")
    report = task("1-S1", "実施中", started=date(2025, 5, 1), expected=date(2025, 11, 30))
    result = judge_bar(planned, report, Q2, master.year, master.scale)
    assert result.actual == (Decimal(1), Decimal(6))
    assert result.overrun == (Decimal(6), Decimal(8))
    assert result.planned_percent == 100


# plan, as-of date, state, days → from the actual start to now or the finish; from the planned to the expected end
SPANS: list[tuple[str, date, str, dict[str, date], tuple[float, float] | None, tuple[float, float] | None]] = [
    ("1-S1", Q1, "実施中", {}, (0, 3), None),
    # work of earlier years is cut at the year's beginning, and none of it may lie in the year
    ("1-S1", Q1, "実施中", {"started": date(2024, 11, 1)}, (0, 3), None),
    ("1-S1", Q1, "完了", {"started": date(2024, 11, 1), "finished": date(2025, 3, 20)}, None, None),
    ("1-S2", Q2, "実施中", {}, None, None),
    ("1-S3", Q2, "実施中", {}, None, None),
    # how long a late bar will take is said by the department or not at all
    ("1-S1", Q3, "実施中", {}, (0, 9), None),
    ("1-S1", Q1, "未着手", {}, None, None),
    ("1-S1", Q1, "未着手", {"expected": date(2025, 8, 31)}, None, None),
    ("1-S1", Q1, "未着手", {"expected": date(2025, 11, 30)}, None, (6, 8)),
    # the next fiscal year is not drawn
    ("1-S1", Q1, "実施中", {"expected": date(2026, 6, 30)}, (0, 3), (6, 12)),
    ("2-S1", Q1, "実施中", {"expected": date(2026, 6, 30)}, (0, 3), None),
]


@pytest.mark.parametrize(("bar", "as_of", "state", "days", "actual", "overrun"), SPANS)
def test_spans(
    bar: str,
    as_of: date,
    state: str,
    days: dict[str, date],
    actual: tuple[float, float] | None,
    overrun: tuple[float, float] | None,
) -> None:
    master = strategy()
    result = judge_bar(PLANS[bar][0], task(bar, state, **days), as_of, master.year, master.scale)
    assert (result.actual, result.overrun) == (actual, overrun)


# plan, as-of date → planned per cent
PLANNED = [
    ("1-S1", date(2025, 4, 15), "8.3"),
    ("1-S1", Q1, "50.0"),
    ("1-S1", Q3, "100.0"),
    ("1-S2", Q2, "0.0"),
    ("X-1", date(2025, 7, 31), "100.0"),
    ("1-S3", Q3, "0.0"),
    ("1-S3", date(2026, 1, 1), "100.0"),
    ("X-4", Q1, "50.0"),
]


@pytest.mark.parametrize(("bar", "as_of", "percent"), PLANNED)
def test_planned_percent(bar: str, as_of: date, percent: str) -> None:
    assert f"{planned_percent(PLANS[bar][0], as_of, FiscalYear(2025)):.1f}" == percent


@pytest.mark.parametrize(
    ("parts", "whole"),
    [
        ("achieved on_track", "on_track"),
        ("achieved late behind", "late"),
        ("on_track unreported", "unreported"),
        ("late unreported", "late"),
        ("behind unreported", "behind"),
        ("excluded on_track", "on_track"),
        ("excluded unreported", "unreported"),
        ("excluded excluded", "excluded"),
        ("", ""),
        ("met missed", "missed"),
    ],
)
def test_an_indicator_is_as_good_as_its_worst_measure(parts: str, whole: str) -> None:
    scale = strategy().scale
    found = worst((scale.of(p) for p in parts.split()), scale)
    assert (found.id if found else "") == whole


@given(st.lists(st.sampled_from(["achieved", "on_track", "behind", "late", "excluded", "unreported"]), max_size=30))
def test_counts_add_up(ids: list[str]) -> None:
    scale = strategy().scale
    made = counts((scale.of(i) for i in ids), scale.running, scale)
    assert made.total == len(ids)
    assert made.judged + made.of("excluded") + made.of("unreported") == made.total
    assert all(made.of(i) == ids.count(i) for i in ids)
    assert 0 <= made.good <= made.judged


@pytest.mark.parametrize(
    ("now", "before", "change"),
    [
        # fewer items go well, but of fewer that can be judged: the share has grown
        ("achieved achieved achieved late", "achieved achieved achieved achieved late late", Change.BETTER),
        ("achieved late late", "achieved late", Change.WORSE),
        ("achieved late", "on_track behind excluded", Change.SAME),
        ("achieved late", "excluded unreported", Change.NEW),
    ],
)
def test_a_theme_changes_with_its_share(now: str, before: str, change: Change) -> None:
    scale = strategy().scale
    made = [counts((scale.of(i) for i in ids.split()), scale.running, scale) for ids in (now, before)]
    assert share_change(*made) is change
    assert share_change(made[0], None) is Change.NEW


def test_the_whole_is_the_sum_of_its_themes() -> None:
    master = strategy()
    steps = (handed_in("q1", [reading("1-1a", 22)]), handed_in("q2", [reading("1-1a", 30), reading("1-4", 0)]))
    whole = assess(master, steps, Q2)
    assert whole.counts.total == len(master.measures) == sum(t.counts.total for t in whole.themes)
    assert whole.counts.of("unreported") == sum(t.counts.of("unreported") for t in whole.themes)
    assert whole.previous_checkpoint is Checkpoint.Q1


def test_change_against_the_last_checkpoint() -> None:
    master = strategy()
    better = [handed_in("q1", [reading("1-1a", 10)]), handed_in("q2", [reading("1-1a", 50)])]
    worse = [handed_in("q1", [reading("1-1a", 25)]), handed_in("q2", [reading("1-1a", 30)])]
    for steps, change in ((better, Change.BETTER), (worse, Change.WORSE)):
        result = assess(master, tuple(steps), Q2)
        assert next(m for m in result.measures if m.measure.id == "1-1a").change is change


def test_order_of_submissions_never_matters() -> None:
    master = strategy()
    readings = [reading("1-1a", 50), reading("1-4", 0), reading("1-2", 40)]
    one = assess(master, (handed_in("q1", readings),), Q1)
    other = assess(master, (handed_in("q1", list(reversed(readings)), only=("fukushi", "soumu")),), Q1)
    assert one.themes == other.themes
    assert one.findings == other.findings


def test_nothing_submitted_is_unreported_everywhere() -> None:
    master = strategy()
    result = assess(master, (handed_in("q2", only=()),), Q2)
    assert result.counts.of("unreported") == result.counts.total
    assert result.counts.judged == 0
    assert {b.mark.text for b in result.bars} == {"？未報告"}
    assert [f.code for f in result.findings] == ["E01", "E01"]


def test_since_when_a_bar_is_late() -> None:
    """The first checkpoint of the unbroken run of being late."""
    late, well = {"expected": date(2026, 5, 20)}, {"expected": date(2026, 3, 31)}
    master = strategy()

    def since(*days: dict[str, date]) -> Checkpoint:
        steps = tuple(
            handed_in(c, [], [task("2-S1", "実施中", **d)]) for c, d in zip(("q1", "q2", "q3"), days, strict=False)
        )
        found = assess(master, steps, steps[-1].checkpoint.last_day(master.year)).attention
        return next(a.since for a in found if a.item_id == "2-S1")

    assert since(late) is Checkpoint.Q1
    assert since(late, late) is Checkpoint.Q1
    assert since(well, late) is Checkpoint.Q2
    assert since(late, well, late) is Checkpoint.Q3

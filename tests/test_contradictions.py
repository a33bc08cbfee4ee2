"""The rule book of contradictions in the schedule sheet: what is found, and which value is used."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dxreport.evaluate.assess import assess
from dxreport.evaluate.bar_result import BarResult
from dxreport.evaluate.contradictions import contradictions
from dxreport.evaluate.schedule import judge_bar
from dxreport.evaluate.taken import take
from dxreport.model.catalogue import Severity
from dxreport.model.period import FiscalYear
from dxreport.model.scale import Tone
from dxreport.model.submission import Explanation, TaskReport, TaskState
from tests.city import handed_in, strategy, task, with_percent
from tests.test_schedule_and_rollup import PLANS, Q1, Q2, Q3, months

YEAR = FiscalYear(2025)
APRIL, JUNE, JULY, AUGUST = date(2025, 4, 7), date(2025, 6, 20), date(2025, 7, 10), date(2025, 8, 29)
NOVEMBER = date(2025, 11, 28)
Days = dict[str, date]

# plan, as-of date, state, percent, days → codes, state and days that count, words
CASES: list[tuple[str, date, str, int | None, Days, str, str, Days, str]] = [
    # the state outweighs the dates
    ("1-S1", Q1, "未着手", None, {"started": APRIL}, "T10", "未着手", {}, "×未着手（遅れ）"),
    ("1-S1", Q1, "未着手", 40, {}, "T11", "未着手", {}, "×未着手（遅れ）"),
    ("1-S1", Q1, "未着手", None, {"finished": JUNE}, "T12", "未着手", {}, "×未着手（遅れ）"),
    (
        "1-S1", Q1, "実施中", 40, {"started": APRIL, "finished": JUNE},
        "T12", "実施中", {"started": APRIL}, "○予定どおり",
    ),
    ("1-S1", Q1, "実施中", 100, {"started": APRIL}, "T03", "実施中", {"started": APRIL}, "○予定どおり"),
    ("1-S1", Q1, "未着手", 100, {}, "T03", "未着手", {}, "×未着手（遅れ）"),
    (
        "1-S1", Q1, "完了", 80, {"started": APRIL, "finished": JUNE},
        "T04", "完了", {"started": APRIL, "finished": JUNE}, "◎前倒し",
    ),
    # 完了 without a usable date
    ("1-S1", Q2, "完了", 100, {"started": APRIL}, "T01", "完了", {"started": APRIL}, "◎完了"),
    ("1-S2", Q2, "完了", 100, {"started": APRIL}, "T01", "完了", {"started": APRIL}, "◎前倒し"),
    ("1-S1", Q2, "完了", 100, {"started": JUNE, "finished": APRIL}, "T02", "完了", {}, "◎完了"),
    # what has not happened by the as-of date has not happened
    (
        "1-S1", Q1, "完了", 100, {"started": APRIL, "finished": JULY},
        "T05", "実施中", {"started": APRIL, "expected": JULY}, "○予定どおり",
    ),
    (
        "1-S1", Q1, "完了", 100, {"started": APRIL, "finished": NOVEMBER},
        "T05", "実施中", {"started": APRIL, "expected": NOVEMBER}, "×遅れ2か月",
    ),
    (
        "1-S1", Q1, "実施中", 40, {"started": APRIL, "finished": NOVEMBER},
        "T05", "実施中", {"started": APRIL, "expected": NOVEMBER}, "×遅れ2か月",
    ),
    (
        "1-S1", Q1, "実施中", 40, {"started": APRIL, "finished": NOVEMBER, "expected": AUGUST},
        "T05", "実施中", {"started": APRIL, "expected": NOVEMBER}, "×遅れ2か月",
    ),
    ("X-1", Q1, "実施中", 10, {"started": JULY, "expected": JULY}, "T05", "未着手", {"expected": JULY}, "－期間前"),
    ("1-S1", Q1, "実施中", 10, {"started": JULY}, "T05", "未着手", {}, "×未着手（遅れ）"),
    ("X-1", Q1, "実施中", 10, {"started": JULY}, "T05", "未着手", {}, "－期間前"),
    ("X-1", Q1, "完了", 100, {"started": JULY, "finished": AUGUST}, "T05 T05", "未着手", {"expected": AUGUST}, "△遅れ1か月"),
    ("1-S1", Q1, "完了", 100, {"started": JULY, "finished": JUNE}, "T05", "完了", {"finished": JUNE}, "◎前倒し"),
    ("X-1", Q1, "完了", 100, {"started": JULY}, "T05", "未着手", {}, "－期間前"),
    ("1-S2", Q1, "未着手", None, {"started": NOVEMBER}, "T05", "未着手", {}, "－期間前"),
    # an expected finish that cannot come true
    ("1-S1", Q2, "実施中", 60, {"started": APRIL, "expected": AUGUST}, "T14", "実施中", {"started": APRIL}, "△遅れ1か月"),
    ("2-S1", Q2, "実施中", 60, {"started": APRIL, "expected": Q2}, "T14", "実施中", {"started": APRIL}, "○予定どおり"),
    ("1-S2", Q2, "未着手", None, {"expected": AUGUST}, "T14", "未着手", {}, "－期間前"),
    ("1-S1", Q1, "実施中", 60, {"started": JUNE, "expected": APRIL}, "T15", "実施中", {"started": JUNE}, "○予定どおり"),
    (
        "1-S1", Q1, "実施中", 5, {"started": AUGUST, "expected": JULY},
        "T05 T15", "未着手", {}, "×未着手（遅れ）",
    ),
    # what is missing, or odd
    ("1-S1", Q1, "実施中", 40, {}, "T13", "実施中", {}, "○予定どおり"),
    ("1-S1", Q1, "完了", 100, {"finished": JUNE}, "T13", "完了", {"finished": JUNE}, "◎前倒し"),
    ("1-S1", Q1, "中止", None, {}, "T16", "中止", {}, "－中止"),
    ("1-S1", Q2, "実施中", 0, {"started": APRIL}, "T17", "実施中", {"started": APRIL}, "△遅れ1か月"),
    ("1-S1", Q1, "実施中", 0, {"started": APRIL}, "", "実施中", {"started": APRIL}, "○予定どおり"),
    # no contradictions
    (
        "1-S1", Q2, "完了", 100, {"started": APRIL, "finished": JUNE, "expected": NOVEMBER},
        "", "完了", {"started": APRIL, "finished": JUNE}, "◎前倒し",
    ),
    ("1-S1", Q1, "完了", 100, {"started": JUNE, "finished": JUNE}, "", "完了", {"started": JUNE, "finished": JUNE}, "◎前倒し"),
    ("1-S3", Q3, "完了", None, {"finished": JUNE}, "", "完了", {"finished": JUNE}, "◎完了"),
    ("1-S1", Q2, "", 100, {"finished": JUNE}, "", "", {"finished": JUNE}, "？未報告"),
]  # fmt: skip


def reported(plan: str, state: str, percent: int | None, days: Days) -> TaskReport:
    made = task(plan, state, **days)
    return made if percent is None else with_percent(made, percent)


@pytest.mark.parametrize(("plan", "as_of", "state", "percent", "days", "codes", "counts", "used", "words"), CASES)
def test_contradiction(
    plan: str,
    as_of: date,
    state: str,
    percent: int | None,
    days: Days,
    codes: str,
    counts: str,
    used: Days,
    words: str,
) -> None:
    bar, report = PLANS[plan][0], reported(plan, state, percent, days)
    found = contradictions(bar, report, None, as_of, YEAR)
    assert " ".join(sorted(f.code for f in found)) == codes
    result = judge_bar(bar, report, as_of, YEAR, strategy().scale)
    assert result.taken is not None
    kept = {n: getattr(result.taken, n) for n in ("started", "finished", "expected")}
    assert result.taken.state.value == counts
    assert {n: day for n, day in kept.items() if day} == used
    assert result.mark.text == words


def test_errors_are_what_was_not_taken() -> None:
    """A value that is left out or read otherwise gives an error; without one, nothing but a missing 完了日 does."""
    for plan, as_of, state, percent, days, *_ in CASES:
        report = reported(plan, state, percent, days)
        taken = take(report, as_of).value
        over = report.state in (TaskState.DONE, TaskState.STOPPED)
        dropped = [n for n in days if getattr(taken, n) != days[n] and not (n == "expected" and over)]
        found = contradictions(PLANS[plan][0], report, None, as_of, YEAR)
        errors = {f.code for f in found if f.severity is Severity.ERROR}
        if dropped or taken.state is not report.state:
            assert errors, (plan, state, days)
        else:
            assert errors <= {"T01"}, (plan, state, days)


# state, percent and start then and now → codes
AGAINST = [
    (("実施中", 60, APRIL), ("実施中", 40, APRIL), "T18"),
    (("実施中", 60, APRIL), ("実施中", 60, APRIL), ""),
    (("完了", 100, APRIL), ("実施中", 90, APRIL), "T19"),
    (("完了", 100, APRIL), ("未着手", None, None), "T19"),
    (("実施中", 20, APRIL), ("未着手", None, None), "T19"),
    (("完了", 100, APRIL), ("中止", None, APRIL), "T19"),
    (("実施中", 20, APRIL), ("中止", None, APRIL), ""),
    (("中止", None, APRIL), ("実施中", 20, APRIL), ""),
    (("実施中", 20, APRIL), ("実施中", 40, JUNE), "T20"),
    (("", None, APRIL), ("実施中", 40, JUNE), ""),
]


@pytest.mark.parametrize(("before", "now", "codes"), AGAINST)
def test_against_the_last_report(
    before: tuple[str, int | None, date | None], now: tuple[str, int | None, date | None], codes: str
) -> None:
    """A bar that goes back, a percent that falls, a start that moves."""

    def made(row: tuple[str, int | None, date | None]) -> TaskReport:
        days = {"started": row[2]} if row[2] else {}
        if row[0] == "完了":
            days["finished"] = JUNE
        return replace(reported("1-S1", row[0], row[1], days), explanation=Explanation(reason="理由"))

    found = contradictions(PLANS["1-S1"][0], made(now), made(before), Q1, YEAR)
    assert " ".join(f.code for f in found) == codes


def test_a_quarter_without_a_submission_is_passed_over() -> None:
    done = task("1-S1", "完了", started=APRIL, finished=JUNE)
    steps = (
        handed_in("q1", tasks=[done]),
        handed_in("q2", only=("fukushi",)),
        handed_in("q3", tasks=[task("1-S1", "実施中", started=APRIL)]),
    )
    assert "T19" in {f.code for f in assess(strategy(), steps, Q3).findings}


# --- what holds for all plans and all dates ---------------------------------------------------------------------------

DAYS = st.dates(date(2024, 10, 1), date(2027, 3, 31))
AS_OF = st.dates(date(2025, 4, 1), date(2026, 3, 31))
BARS = st.one_of(
    st.tuples(st.integers(0, 11), st.integers(0, 11)).map(
        lambda p: months("P", (min(p) + 3) % 12 + 1, (max(p) + 3) % 12 + 1)
    ),
    st.sampled_from([bar for bar, _ in PLANS.values() if bar.is_point]),
)
GOODNESS = {Tone.ACHIEVED: 0, Tone.ON_TRACK: 1, Tone.EXCLUDED: 1, Tone.BEHIND: 2, Tone.LATE: 3}


def judged(bar: object, as_of: date, state: str, **days: date) -> BarResult:
    return judge_bar(bar, task("P", state, **days), as_of, YEAR, strategy().scale)  # type: ignore[arg-type]


def no_better(later: BarResult, earlier: BarResult) -> bool:
    return GOODNESS[later.mark.tone] >= GOODNESS[earlier.mark.tone] and later.delay >= earlier.delay


@given(BARS, AS_OF, st.sampled_from(["実施中", "未着手"]), DAYS, DAYS, st.one_of(st.none(), DAYS))
def test_a_later_expected_finish_is_never_better(
    bar: object, as_of: date, state: str, one: date, other: date, started: date | None
) -> None:
    days = {"started": started} if started else {}
    early, late = sorted((one, other))
    assert no_better(
        judged(bar, as_of, state, expected=late, **days), judged(bar, as_of, state, expected=early, **days)
    )


@given(BARS, AS_OF, st.sampled_from(["完了", "実施中", "未着手"]), DAYS, DAYS, st.one_of(st.none(), DAYS))
def test_an_earlier_finish_is_never_worse(
    bar: object, as_of: date, state: str, one: date, other: date, started: date | None
) -> None:
    early, late = sorted((one, other))
    days = {"started": started} if started and started <= early else {}
    assert no_better(
        judged(bar, as_of, state, finished=late, **days), judged(bar, as_of, state, finished=early, **days)
    )


@given(
    BARS,
    AS_OF,
    st.sampled_from(list(TaskState)),
    st.dictionaries(st.sampled_from(["started", "finished", "expected"]), DAYS),
)
def test_any_row_gives_a_status_that_makes_sense(bar: object, as_of: date, state: TaskState, days: Days) -> None:
    result = judged(bar, as_of, state.value, **days)
    assert result.delay >= 0
    assert (
        (result.delay > 0) == (result.status.value in ("delayed", "not_started_late")) == (result.reckoning is not None)
    )
    for span in (result.actual, result.overrun):
        assert span is None or 0 <= span[0] < span[1] <= 12
    assert 0 <= result.planned_percent <= 100
    assert result.taken is not None
    for day in (result.taken.started, result.taken.finished):
        assert day is None or day <= as_of
    assert result.taken.expected is None or result.taken.expected > as_of


@given(BARS, AS_OF, st.integers(1, 200))
def test_time_alone_never_makes_a_bar_better(bar: object, as_of: date, days: int) -> None:
    later = as_of + timedelta(days=days)
    for state in ("実施中", "未着手"):
        if later <= YEAR.last_day:
            before, after = judged(bar, as_of, state), judged(bar, later, state)
            assert no_better(after, before), (before.mark, after.mark)


def test_a_leap_day_is_the_last_day_of_its_month() -> None:
    year = FiscalYear(2027)
    bar, scale = months("P", 4, 2), strategy().scale
    running = judge_bar(bar, task("P", "実施中"), date(2028, 2, 28), year, scale)
    late = judge_bar(bar, task("P", "実施中"), date(2028, 2, 29), year, scale)
    done = judge_bar(bar, task("P", "完了", finished=date(2028, 2, 29)), date(2028, 3, 31), year, scale)
    expected = judge_bar(bar, task("P", "実施中", expected=date(2028, 2, 29)), date(2027, 12, 31), year, scale)
    assert [r.mark.text for r in (running, late, done, expected)] == [
        "○予定どおり",
        "△遅れ1か月",
        "◎完了",
        "○予定どおり",
    ]


@given(st.permutations(["1-S1", "1-S2", "1-S3", "2-S1"]))
def test_the_order_of_rows_does_not_matter(order: list[str]) -> None:
    rows = {
        "1-S1": task("1-S1", "実施中", started=APRIL, expected=NOVEMBER),
        "1-S2": task("1-S2", "未着手", started=APRIL),
        "1-S3": task("1-S3", "完了"),
        "2-S1": with_percent(task("2-S1", "実施中", started=APRIL), 0),
    }
    straight = assess(strategy(), (handed_in("q2", tasks=list(rows.values())),), Q2)
    mixed = assess(strategy(), (handed_in("q2", tasks=[rows[i] for i in order]),), Q2)
    assert (mixed.themes, mixed.findings, mixed.upcoming) == (straight.themes, straight.findings, straight.upcoming)

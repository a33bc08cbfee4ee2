"""The rule book of schedules, and how results add up to initiatives, themes and the whole."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dxreport.evaluate.assess import assess
from dxreport.evaluate.assessment import Change
from dxreport.evaluate.rollup import counts, worst
from dxreport.evaluate.schedule import judge_bar
from dxreport.model.period import Checkpoint, FiscalYear
from tests.city import handed_in, reading, strategy, task

Q1, Q2, Q3 = (Checkpoint(c).last_day(FiscalYear(2025)) for c in ("q1", "q2", "q3"))

# bar (1-S1: 4–9月, 1-S2: 10–3月, 1-S3: 1月の初め), as-of date, state, days → status, months, words
BARS: list[tuple[str, date, str, dict[str, date], str, int, str]] = [
    ("1-S1", Q1, "実施中", {}, "on_schedule", 0, "○予定どおり"),
    ("1-S1", Q1, "未着手", {}, "not_started_late", 3, "×未着手（遅れ）"),
    ("1-S1", Q1, "", {}, "unreported", 0, "？未報告"),
    ("1-S1", Q1, "中止", {}, "stopped", 0, "－中止"),
    ("1-S1", Q1, "実施中", {"expected": date(2025, 10, 20)}, "delayed", 1, "△遅れ1か月"),
    ("1-S1", Q1, "実施中", {"expected": date(2025, 11, 30)}, "delayed", 2, "×遅れ2か月"),
    ("1-S1", Q1, "実施中", {"expected": date(2025, 9, 30)}, "on_schedule", 0, "○予定どおり"),
    # the planned end has come and it is not done
    ("1-S1", Q2, "実施中", {}, "delayed", 1, "△遅れ1か月"),
    ("1-S1", Q3, "実施中", {}, "delayed", 3, "×遅れ3か月"),
    ("1-S1", Q2, "完了", {"finished": date(2025, 9, 30)}, "done", 0, "◎完了"),
    ("1-S1", Q2, "完了", {"finished": date(2025, 8, 31)}, "ahead", 0, "◎前倒し"),
    ("1-S1", Q3, "完了", {"finished": date(2025, 11, 10)}, "done", 0, "◎完了"),
    ("1-S2", Q2, "未着手", {}, "not_yet", 0, "－期間前"),
    ("1-S2", Q2, "実施中", {"started": date(2025, 9, 1)}, "ahead", 0, "◎前倒し"),
    ("1-S2", Q3, "未着手", {}, "not_started_late", 3, "×未着手（遅れ）"),
    ("1-S3", Q2, "未着手", {}, "not_yet", 0, "－期間前"),
    # due at the beginning of January: not yet late on 31 December
    ("1-S3", Q3, "未着手", {}, "not_yet", 0, "－期間前"),
    ("1-S3", date(2026, 1, 1), "未着手", {}, "not_started_late", 1, "×未着手（遅れ）"),
    ("1-S3", Q3, "完了", {"finished": date(2025, 12, 20)}, "done", 0, "◎完了"),
]


@pytest.mark.parametrize(("bar", "as_of", "state", "days", "status", "delay", "words"), BARS)
def test_bar(bar: str, as_of: date, state: str, days: dict[str, date], status: str, delay: int, words: str) -> None:
    master = strategy()
    planned = next(b for b in master.bars if b.id == bar)
    result = judge_bar(planned, task(bar, state, **days), as_of, master.year, master.scale)
    assert (result.status.value, result.delay, result.mark.text) == (status, delay, words)


def test_bar_positions() -> None:
    master = strategy()
    planned = next(b for b in master.bars if b.id == "1-S1")
    report = task("1-S1", "実施中", started=date(2025, 5, 1), expected=date(2025, 11, 30))
    result = judge_bar(planned, report, Q2, master.year, master.scale)
    assert result.actual == (Decimal(1), Decimal(6))
    assert result.overrun == (Decimal(6), Decimal(8))
    assert result.planned_percent == 100


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

"""The rule book of measures: what was reported, at which checkpoint, and how it is judged (domain: the types of measures)."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dxreport.evaluate.assess import assess
from dxreport.evaluate.measure_result import MeasureResult, NotJudged
from dxreport.evaluate.measures import judge_year
from dxreport.model.measure import Accumulation, Plan, PlanKind
from dxreport.model.period import Checkpoint
from dxreport.model.plan import planned_value
from dxreport.model.scale import Basis, ClassRule
from dxreport.model.submission import HandedIn
from tests.city import Cell, Table, filled_list, handed_in, reading, strategy

ROSTER = ("soumu", "fukushi", "kikaku")


def judged(measure_id: str, *handed: HandedIn) -> MeasureResult:
    master = strategy()
    return judge_year(master.measure(measure_id), handed, master.scale, ROSTER)


def shown(value: Decimal | None) -> str | None:
    return None if value is None else f"{value:.1f}"


# measure, what q1, q2 … reported → class, value, 達成率, 進捗率
RULES: list[tuple[str, list[Cell], str, str | None, str | None, str | None]] = [
    # a level counts as it is; the plan is stated
    ("1-1a", [36.5], "on_track", "36.5", "47.4", "146.0"),
    ("1-1a", [22, 36.5], "late", "36.5", "47.4", "73.0"),
    ("1-1a", [22, 40], "behind", "40.0", "51.9", "80.0"),
    ("1-1a", [22, "39.99"], "unreported", None, None, None),
    ("1-1a", [22, 50], "on_track", "50.0", "64.9", "100.0"),
    ("1-1a", [22, 77], "achieved", "77.0", "100.0", "154.0"),
    # more than: 95.0 is not achieved
    ("1-2", [20, 45, 80, 95], "on_track", "95.0", "100.0", "100.0"),
    ("1-2", [20, 45, 80, 95.1], "achieved", "95.1", "100.1", "100.1"),
    # amounts add up; without a stated plan a quarter of the target each
    ("1-1b", [1], "on_track", "1.0", "25.0", "100.0"),
    ("1-1b", [1, 1], "on_track", "2.0", "50.0", "100.0"),
    ("1-1b", [0, 1], "late", "1.0", "25.0", "50.0"),
    ("1-1b", [2, 2], "achieved", "4.0", "100.0", "200.0"),
    ("1-1b", ["該当なし", 2], "on_track", "2.0", "50.0", "100.0"),
    # zero tolerance: kept so far, or broken at once; no ratio
    ("1-4", [0], "on_track", "0.0", None, None),
    ("1-4", ["該当なし", "該当なし"], "on_track", "0.0", None, None),
    ("1-4", [1, 0], "late", "1.0", None, None),
    # from a baseline the plan is a line
    ("2-5", [87.5], "on_track", "87.5", "92.1", "100.0"),
    ("2-5", [87.4], "behind", "87.4", "92.0", "99.9"),
    # lower is better
    ("2-6", [60], "on_track", "60.0", "50.0", "100.0"),
    ("2-6", [80], "late", "80.0", "37.5", "75.0"),
    ("2-6", [30], "achieved", "30.0", "100.0", "200.0"),
    # a survey is 評価対象外 until held, then stands against the target
    ("2-1", ["", "未実施"], "excluded", None, None, None),
    ("2-1", ["", 80], "achieved", "80.0", "106.7", "106.7"),
    ("2-1", ["", 70], "behind", "70.0", "93.3", "93.3"),
    ("2-1", ["", 50], "late", "50.0", "66.7", "66.7"),
    # counted later, excluded, blank
    ("1-1a", ["集計中"], "unreported", None, None, None),
    # 評価対象外 needs a reason: a department may not take a late item out of the denominator without a word
    ("1-1a", ["評価対象外（理由あり）"], "excluded", None, None, None),
    ("1-1a", ["評価対象外"], "unreported", None, None, None),
    # nothing was held in this quarter: what was counted before it stands
    ("1-1b", [1, "未実施"], "late", "1.0", "25.0", "50.0"),
    ("1-1b", ["未実施"], "excluded", None, None, None),
    ("1-1a", [""], "unreported", None, None, None),
    # … but what was not reported before it is missing all the same
    ("1-1b", ["", "未実施"], "unreported", None, None, None),
    ("1-4", [1, "未実施"], "late", "1.0", None, None),
]
CHECKPOINTS = ("q1", "q2", "q3", "q4")


@pytest.mark.parametrize(("measure", "reported", "status", "value", "attainment", "progress"), RULES)
def test_rule(
    measure: str, reported: list[Cell], status: str, value: str | None, attainment: str | None, progress: str | None
) -> None:
    unread = {"39.99"}  # a text is a state in this table; this one stands for a cell that could not be read
    steps = [
        handed_in(c, [] if v in unread else [reading(measure, v)]) for c, v in zip(CHECKPOINTS, reported, strict=False)
    ]
    result = judged(measure, *steps)
    assert result.status == status
    assert shown(result.actual.value if result.actual else None) == value
    assert (shown(result.attainment), shown(result.progress)) == (attainment, progress)


@pytest.mark.parametrize(
    ("base", "current", "rate", "status"),
    [(200_000, 193_000, "3.5", "on_track"), (200_000, 210_000, "-5.0", "late"), (1000, 850, "15.0", "achieved")],
)
def test_reduction_from_amounts(base: int, current: int, rate: str, status: str) -> None:
    result = judged("1-3", handed_in("q1", [reading("1-3", None, base=base, current=current)]))
    assert result.actual is not None
    assert (shown(result.actual.value), result.status) == (rate, status)


# measure, list, rows → class, value
LISTS: list[tuple[str, str, Table, str, str | None]] = [
    ("1-5", "incidents", [{"id": "1", "hours": 2.5}, {"id": "2", "hours": 4}], "on_track", "4.0"),
    ("1-5", "incidents", [{"id": "1", "hours": 4.1}], "late", "4.1"),
    ("1-5", "incidents", [], "on_track", None),
    ("2-2", "leaders", [{"id": "1", "department": "soumu"}], "on_track", "33.3"),
    ("2-2", "leaders", [{"id": str(n), "department": d} for n, d in enumerate(ROSTER)], "achieved", "100.0"),
    ("2-2", "leaders", [], "late", "0.0"),
    (
        "2-3",
        "procedures",
        [{"id": "1", "annual": 600, "state": "対応済"}, {"id": "2", "annual": 400, "state": "未対応"}],
        "on_track",
        "60.0",
    ),
    ("2-3", "procedures", [], "unreported", None),
]


@pytest.mark.parametrize(("measure", "list_id", "rows", "status", "value"), LISTS)
def test_figure_from_a_list(measure: str, list_id: str, rows: Table, status: str, value: str | None) -> None:
    result = judged(measure, handed_in("q1", [], [], [filled_list(list_id, rows)]))
    assert result.status == status
    assert shown(result.actual.value if result.actual else None) == value
    if measure == "1-5":
        assert result.none_occurred is (rows == [])
        assert result.progress is None


@pytest.mark.parametrize(
    ("measure", "value", "status"),
    [("1-1a", 77, "met"), ("1-1a", "76.99", "missed"), ("1-2", 95, "missed"), ("1-4", 0, "met"), ("1-4", 1, "missed")],
)
def test_final_is_reached_or_not(measure: str, value: float | str, status: str) -> None:
    steps = [handed_in(c, [reading(measure, 0)]) for c in ("q1", "q2", "q3")]
    result = judged(measure, *steps, handed_in("final", [reading(measure, Decimal(value))]))
    assert result.status == status


def test_a_limit_is_reached_when_the_year_is_over() -> None:
    kept = [handed_in(c, [reading("1-4", 0)]) for c in ("q1", "q2", "q3", "final")]
    assert not judged("1-4", *kept[:3]).reached
    assert judged("1-4", *kept).reached


def test_since_when_something_is_late_looks_past_checkpoints_that_ask_nothing() -> None:
    """Half-yearly: the third quarter wants no value and breaks nothing; a good quarter between does."""
    late = [
        handed_in("q1"),
        handed_in("q2", [reading("2-1", 50)]),
        handed_in("q3"),
        handed_in("q4", [reading("2-1", 55)]),
    ]
    assert judged("2-1", *late).since is Checkpoint.Q2
    assert judged("2-1", *late[:3]).since is None
    again = [handed_in(c, [reading("1-1a", v)]) for c, v in (("q1", 10), ("q2", 60), ("q3", 40))]
    assert judged("1-1a", *again).since is Checkpoint.Q3


def test_the_final_change_goes_back_to_the_last_value_where_q4_had_none() -> None:
    master = strategy()
    early = [handed_in(c, [reading("1-1a", v)]) for c, v in (("q1", 20), ("q2", 50), ("q3", 66))]
    last = handed_in("final", [reading("1-1a", 77)])
    result = assess(master, (*early, last), date(2026, 3, 31), provisional=handed_in("q4", [reading("1-1a", "集計中")]))
    found = next(m for m in result.measures if m.measure.id == "1-1a")
    assert (found.previous and found.previous.id, found.difference) == ("unreported", Decimal(11))


def test_final_replaces_the_fourth_quarter() -> None:
    quarters = [handed_in(c, [reading("1-1b", 1)]) for c in ("q1", "q2", "q3")]
    fourth = judged("1-1b", *quarters, handed_in("q4", [reading("1-1b", 0)]))
    final = judged("1-1b", *quarters, handed_in("final", [reading("1-1b", 1)]))
    assert fourth.actual is not None
    assert final.actual is not None
    assert [fourth.actual.value, final.actual.value] == [Decimal(3), Decimal(4)]


def test_a_missing_submission_is_unreported_and_never_the_last_value() -> None:
    result = judged("1-1a", handed_in("q1", [reading("1-1a", 30)]), handed_in("q2", only=("fukushi",)))
    assert (result.status, result.not_judged, result.actual) == ("unreported", NotJudged.NO_SUBMISSION, None)
    assert result.history[0].actual == 30


def test_a_sum_with_a_missing_quarter_is_unknown_not_smaller() -> None:
    result = judged("1-1b", handed_in("q1", only=("fukushi",)), handed_in("q2", [reading("1-1b", 2)]))
    assert (result.status, result.not_judged) == ("unreported", NotJudged.EARLIER_MISSING)


def test_half_yearly_measures_are_excluded_between() -> None:
    result = judged("2-1", handed_in("q1", [reading("2-1", 90)]))
    assert (result.status, result.not_judged) == ("excluded", NotJudged.NOT_DUE)


def test_forecast_and_projection_stay_apart() -> None:
    with_forecast = judged("1-1b", handed_in("q1", [reading("1-1b", 1, forecast=3)]))
    without = judged("1-1b", handed_in("q1", [reading("1-1b", 1)]))
    assert with_forecast.forecast is not None
    assert (with_forecast.forecast.value, with_forecast.forecast_met) == (Decimal(3), False)
    assert with_forecast.projection is None
    assert (without.forecast, without.forecast_met, without.projection) == (None, None, Decimal(4))


def test_every_value_knows_its_cells() -> None:
    result = judged("1-1b", handed_in("q1", [reading("1-1b", 1)]), handed_in("q2", [reading("1-1b", 1)]))
    assert result.actual is not None
    assert [str(c.ref) for c in result.actual.cells if hasattr(c, "ref")] == ["f.xlsx [KPI実績!J5]"] * 2


_RANK = {"achieved": 0, "on_track": 1, "behind": 2, "late": 3}
_AMOUNTS = st.decimals(0, 100, places=2)


@given(_AMOUNTS, _AMOUNTS)
def test_a_better_value_never_gives_a_worse_class(one: Decimal, other: Decimal) -> None:
    for measure, better in (("1-1a", max(one, other)), ("2-6", min(one, other))):
        worse = one if better == other else other
        low = judged(measure, handed_in("q2", [reading(measure, worse)]))
        high = judged(measure, handed_in("q2", [reading(measure, better)]))
        assert _RANK[high.status] <= _RANK[low.status]


def test_a_broken_limit_stays_broken_when_nothing_is_held_later() -> None:
    worst = replace(strategy().measure("1-4"), accumulation=Accumulation.WORST)
    for later in ("未実施", "該当なし", 0):
        steps = (handed_in("q1", [reading("1-4", 1)]), handed_in("q2", [reading("1-4", later)]))
        assert judge_year(worst, steps, strategy().scale, ROSTER).status == "late"


@pytest.mark.parametrize("how", [Accumulation.SUM, Accumulation.WORST])
@pytest.mark.parametrize(
    ("first", "second", "third", "status"),
    [(0, None, 0, "unreported"), (1, None, 0, "late"), (None, 0, 1, "late"), (0, "未実施", 0, "on_track")],
)
def test_a_limit_is_not_kept_while_a_quarter_is_missing_but_broken_it_stays(
    how: Accumulation, first: Cell | None, second: Cell | None, third: Cell, status: str
) -> None:
    measure = replace(strategy().measure("1-4"), accumulation=how)
    said = zip(CHECKPOINTS, (first, second, third), strict=False)
    steps = tuple(handed_in(c, [reading("1-4", v)] if v is not None else []) for c, v in said)
    assert judge_year(measure, steps, strategy().scale, ROSTER).status == status


@pytest.mark.parametrize(("value", "status"), [(-5, "late"), (0, "excluded"), (1, "on_track")])
def test_less_than_nothing_where_nothing_is_planned_is_late(value: int, status: str) -> None:
    """Printing 5% more than the year before is not 「この時点の計画値が0」."""
    plan = Plan(PlanKind.STATED, {Checkpoint.Q1: Decimal(0)})
    measure = replace(strategy().measure("1-3"), plan=plan)
    step = handed_in("q1", [reading("1-3", value)])
    assert judge_year(measure, (step,), strategy().scale, ROSTER).status == status


@pytest.mark.parametrize(
    ("quarters", "fourth", "since"),
    [
        ([20, 20, 20], 60, "q1"),
        ([20, 20, 20], 77, "final"),
        ([25, 50, 65], 60, "q4"),
        ([25, 50, 65], None, "final"),
    ],
)
def test_how_long_it_has_been_behind_counts_what_was_said_of_q4(
    quarters: list[int], fourth: int | None, since: str
) -> None:
    steps = [handed_in(c, [reading("1-1a", v)]) for c, v in zip(("q1", "q2", "q3"), quarters, strict=True)]
    last, q4 = handed_in("final", [reading("1-1a", 70)]), handed_in("q4", [reading("1-1a", fourth)])
    assessment = assess(strategy(), (*steps, last), date(2026, 3, 31), provisional=q4)
    result = next(m for m in assessment.measures if m.measure.id == "1-1a")
    assert result.since == since
    assert next(a.since for a in assessment.attention if a.item_id == "1-1a") == since


def test_limits_are_configuration() -> None:
    master = strategy()
    running = master.scale.running
    rule = ClassRule(Basis.PROGRESS, limit=Decimal(90))
    stricter = tuple(replace(c, rule=rule) if c.id == "behind" else c for c in running.classes)
    scale = replace(master.scale, running=replace(running, classes=stricter))
    step = handed_in("q2", [reading("1-1a", 42.5)])
    assert judge_year(master.measure("1-1a"), (step,), master.scale, ROSTER).status == "behind"
    assert judge_year(master.measure("1-1a"), (step,), scale, ROSTER).status == "late"


@pytest.mark.parametrize(
    ("measure", "planned"),
    [
        ("1-1a", ["25", "50", "65", "77", "77"]),
        ("1-1b", ["1", "2", "3", "4", "4"]),
        ("2-5", ["87.5", "90", "92.5", "95", "95"]),
        ("1-4", ["0"] * 5),
        ("1-5", ["4"] * 5),
        ("2-1", ["75"] * 5),
        ("2-4", [None, "40", None, "80", "80"]),
    ],
)
def test_planned_values(measure: str, planned: list[str | None]) -> None:
    master = strategy()
    made = [planned_value(master.measure(measure), c) for c in Checkpoint]
    assert made == [None if p is None else Decimal(p) for p in planned]


def test_without_a_plan_the_year_s_end_is_the_target() -> None:
    measure = strategy().measure("1-1a")
    unplanned = replace(measure, plan=Plan(PlanKind.NONE, {}))
    assert [planned_value(unplanned, c) for c in Checkpoint] == [None, None, None, Decimal(77), Decimal(77)]

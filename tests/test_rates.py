"""The rule book of rates and scales: how 達成率 and 進捗率 are computed, and which class a number has (domain §3, §8)."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal
from functools import cache

import pytest

from dxreport.evaluate.rates import BEYOND, rank_rate, rate
from dxreport.ingest import strategy_file
from dxreport.model.measure import Baseline, Measure, RateFormula
from dxreport.model.scale import Ladder, Rates
from dxreport.model.target import Comparison, Direction, Target
from tests import cities, city

HIGHER, LOWER, RANGE = Direction.HIGHER, Direction.LOWER, Direction.RANGE
LEVEL, DEVIATION, INCREMENT = RateFormula.LEVEL, RateFormula.DEVIATION, RateFormula.INCREMENT

# formula, direction, baseline, value, reference → rate in per cent; None where there is no ratio
RATES: list[tuple[RateFormula, Direction, str | None, str, str, str | None]] = [
    (LEVEL, HIGHER, None, "36.5", "50", "73.0"),
    (LEVEL, HIGHER, None, "50", "50", "100.0"),
    (LEVEL, HIGHER, None, "-5", "50", "-10.0"),
    (LEVEL, HIGHER, None, "5", "0", None),
    # lower is better: reference ÷ value …
    (LEVEL, LOWER, None, "25", "20", "80.0"),
    (LEVEL, LOWER, None, "16", "20", "125.0"),
    (LEVEL, LOWER, None, "0", "20", None),
    (LEVEL, LOWER, None, "5", "0", None),
    # … or the deviation from the reference
    (DEVIATION, LOWER, None, "25", "20", "75.0"),
    (DEVIATION, LOWER, None, "16", "20", "120.0"),
    (DEVIATION, LOWER, None, "0", "20", "200.0"),
    (DEVIATION, LOWER, None, "50", "20", "-50.0"),
    # the way gone from the baseline: standing still is 0, not 96
    (INCREMENT, HIGHER, "80", "80", "83", "0.0"),
    (INCREMENT, HIGHER, "80", "82", "83", "66.7"),
    (INCREMENT, HIGHER, "80", "79", "83", "-33.3"),
    (LEVEL, HIGHER, "80", "80", "83", "96.4"),
    # a target of zero from a baseline
    (INCREMENT, LOWER, "48", "30", "0", "37.5"),
    (INCREMENT, LOWER, "48", "0", "0", "100.0"),
    # a reference that is no better than the baseline leaves no way to go
    (INCREMENT, HIGHER, "80", "82", "80", None),
    (INCREMENT, LOWER, "48", "50", "48", None),
]

# value → rate against 「80～90」
RANGES = [("84", "100.0"), ("80", "100.0"), ("90", "100.0"), ("76", "95.0"), ("100", "90.0"), ("0", "0.0")]


def measure(formula: RateFormula, direction: Direction, baseline: str | None, target: str = "100") -> Measure:
    comparison = {HIGHER: Comparison.AT_LEAST, LOWER: Comparison.AT_MOST, RANGE: Comparison.RANGE}[direction]
    high = Decimal(90) if direction is RANGE else None
    base = None if baseline is None else Baseline(Decimal(baseline), "令和6年度")
    return replace(
        city.strategy().measure("1-1a"),
        formula=formula,
        baseline=base,
        target=Target("", comparison, Decimal(target), "%", direction, 1, high=high),
    )


@pytest.mark.parametrize(("formula", "direction", "baseline", "value", "reference", "expected"), RATES)
def test_a_rate(
    formula: RateFormula, direction: Direction, baseline: str | None, value: str, reference: str, expected: str | None
) -> None:
    found = rate(Decimal(value), Decimal(reference), measure(formula, direction, baseline))
    assert (None if found is None else f"{found:.1f}") == expected


@pytest.mark.parametrize(("value", "expected"), RANGES)
def test_a_range(value: str, expected: str) -> None:
    found = rate(Decimal(value), Decimal(80), measure(LEVEL, RANGE, None, "80"))
    assert found is not None
    assert f"{found:.1f}" == expected


def test_an_end_that_does_not_belong_to_the_range_is_missed() -> None:
    made = measure(LEVEL, RANGE, None, "80")
    open_end = replace(made, target=replace(made.target, high_open=True))
    found = rate(Decimal(90), Decimal(80), open_end)
    assert found is not None
    assert found < 100


@pytest.mark.parametrize(
    ("direction", "value", "reference", "rank"),
    [
        (HIGHER, "5", "0", BEYOND),
        (HIGHER, "0", "0", Decimal(100)),
        (HIGHER, "-1", "0", Decimal(0)),
        (LOWER, "0", "20", BEYOND),
        (LOWER, "-3", "20", BEYOND),
        (LOWER, "1", "0", Decimal(0)),
        (LOWER, "0", "0", Decimal(100)),
    ],
)
def test_where_there_is_no_ratio_the_better_value_still_ranks_first(
    direction: Direction, value: str, reference: str, rank: Decimal
) -> None:
    assert rank_rate(Decimal(value), Decimal(reference), measure(LEVEL, direction, None)) == rank


# --- scales ----------------------------------------------------------------------------------------------------------


@cache
def ladder(name: str) -> Ladder:
    if name == "みどり市":
        return city.strategy().scale.running
    folder = {"星見市": cities.HOSHIMI, "あかね町": cities.AKANE}[name]
    master = strategy_file.load(city.DATA / "cities" / folder / "strategy.yaml").value
    assert master is not None
    return master.scale.running


# whose scale, is the year's target reached, 進捗率 → class as printed
CLASSES: list[tuple[str, bool, str, str]] = [
    ("みどり市", True, "60", "◎A達成"),
    ("みどり市", False, "100", "○B順調"),
    ("みどり市", False, "99.99", "△Cやや遅れ"),
    ("みどり市", False, "80", "△Cやや遅れ"),
    ("みどり市", False, "79.99", "×D遅れ"),
    # two-sided: ahead of the plan, on it, behind it; the target alone gives no class
    ("星見市", True, "105", "○イ計画どおり"),
    ("星見市", False, "105.01", "◎ア計画より進んでいる"),
    ("星見市", False, "95", "○イ計画どおり"),
    ("星見市", False, "94.99", "×ウ計画より遅れている"),
    # the best class last; a printed limit (33%) stands for an exact one (33.3333333333)
    ("あかね町", False, "100", "◎5計画以上"),
    ("あかね町", False, "99.9", "○4おおむね計画どおり"),
    ("あかね町", False, "66.67", "△3やや下回る"),
    ("あかね町", False, "66.66", "×2下回る"),
    ("あかね町", False, "33.33", "×1大きく下回る"),
]


@pytest.mark.parametrize(("whose", "reached", "progress", "expected"), CLASSES)
def test_a_class(whose: str, reached: bool, progress: str, expected: str) -> None:
    found = ladder(whose).classify(Rates(reached, Decimal(progress), Decimal(progress)))
    assert found is not None
    assert found.text == expected


def test_without_the_number_that_decides_there_is_no_class() -> None:
    assert ladder("星見市").classify(Rates(True, None, Decimal(120))) is None
    reached = ladder("みどり市").classify(Rates(True, None, None))
    assert reached is not None
    assert reached.id == "achieved"


def test_a_limit_that_is_kept_has_the_class_of_what_goes_to_plan() -> None:
    assert [ladder(n).kept.id for n in ("みどり市", "星見市", "あかね町")] == ["on_track", "as_planned", "above"]
    assert [ladder(n).worst.id for n in ("みどり市", "星見市", "あかね町")] == ["late", "slow", "far_below"]

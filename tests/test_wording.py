"""Numbers and dates as official papers print them."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dxreport.model.period import Checkpoint, FiscalYear
from dxreport.model.target import Comparison, Direction, Target
from dxreport.report.wording import formats


@pytest.mark.parametrize(
    ("value", "decimals", "text"),
    [
        ("1250", 0, "1,250"),
        ("36.45", 1, "36.5"),
        ("36.44", 1, "36.4"),
        ("-4.1", 1, "▲4.1"),
        ("0.5", 0, "1"),
        ("-0.04", 1, "0.0"),
        ("1234567.891", 2, "1,234,567.89"),
    ],
)
def test_numbers_are_rounded_half_up(value: str, decimals: int, text: str) -> None:
    assert formats.number(Decimal(value), decimals) == text


@pytest.mark.parametrize(
    ("value", "text"),
    [("94.96", "94.96"), ("94.94", "94.9"), ("94.9996", "94.9996"), ("95", "95.0"), ("95.04", "95.0")],
)
def test_a_missed_target_never_looks_met(value: str, text: str) -> None:
    target = Target("95.0%以上", Comparison.AT_LEAST, Decimal(95), "%", Direction.HIGHER, 1)
    assert formats.measured(Decimal(value), target) == text


def test_a_strict_target_needs_more() -> None:
    # 95.0 does not meet 「95%超」, and it prints as 95.0: nothing is hidden there, the comparison says 超.
    target = Target("95%超", Comparison.MORE_THAN, Decimal(95), "%", Direction.HIGHER, 1)
    assert formats.measured(Decimal(95), target) == "95.0"
    assert formats.measured(Decimal("95.01"), target) == "95.01"


@given(st.decimals(0, 200, places=6))
def test_what_is_printed_is_judged_alike(value: Decimal) -> None:
    target = Target("95.0%以上", Comparison.AT_LEAST, Decimal(95), "%", Direction.HIGHER, 1)
    printed = Decimal(formats.measured(value, target).replace(",", ""))
    assert target.met_by(printed) == target.met_by(value)


@pytest.mark.parametrize(
    ("value", "text"), [("99.96", "99.96"), ("79.95", "80.0"), ("100", "100.0"), ("73.004", "73.0")]
)
def test_rates_never_round_up_to_the_limit(value: str, text: str) -> None:
    assert formats.percent(Decimal(value), (formats.FULL,)) == text


def test_dates_and_periods() -> None:
    assert formats.era_date(date(2025, 9, 30)) == "令和7年9月30日"
    assert formats.era_date(date(2019, 5, 1)) == "令和元年5月1日"
    assert formats.fiscal_year(FiscalYear(2025), western=True) == "令和7年度（2025年度）"
    assert formats.checkpoint_period(Checkpoint.Q2) == "第2四半期（7～9月）"
    assert [formats.axis_month(Decimal(p)) for p in (0, 8, 9, 11)] == ["4月", "12月", "1月", "3月"]
    assert formats.axis_month(Decimal(9), end=True) == "12月"


@pytest.mark.parametrize(("value", "text"), [("14.5", "+14.5"), ("-2", "▲2.0"), ("0.04", "±0.0")])
def test_changes_carry_their_sign(value: str, text: str) -> None:
    assert formats.signed(Decimal(value), 1) == text


def test_lists_are_joined_as_official_texts_do() -> None:
    assert [formats.joined(x) for x in ([], ["1"], ["1", "4"], ["1", "4", "9"])] == ["", "1", "1及び4", "1、4及び9"]

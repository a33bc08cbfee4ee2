"""Years, checkpoints and positions on the axis of months."""

from __future__ import annotations

from datetime import date, timedelta
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dxreport.model.period import Checkpoint, FiscalYear, era_of


@pytest.mark.parametrize(
    ("text", "start", "code", "era"),
    [
        ("r7", 2025, "r7", ("令和", 7)),
        ("R1", 2019, "r1", ("令和", 1)),
        ("2026", 2026, "r8", ("令和", 8)),
        ("h30", 2018, "h30", ("平成", 30)),
    ],
)
def test_year_is_read_and_named(text: str, start: int, code: str, era: tuple[str, int]) -> None:
    year = FiscalYear.parse(text)
    assert (year.start, year.code, year.era_number) == (start, code, era)


@pytest.mark.parametrize("text", ["", "r0", "q1", "25", "r7 x", "令和7"])
def test_other_texts_are_no_year(text: str) -> None:
    with pytest.raises(ValueError, match=r".*"):
        FiscalYear.parse(text)


@pytest.mark.parametrize(
    ("checkpoint", "day", "before", "until"),
    [
        ("q1", date(2025, 6, 30), None, ("q1",)),
        ("q2", date(2025, 9, 30), "q1", ("q1", "q2")),
        ("q4", date(2026, 3, 31), "q3", ("q1", "q2", "q3", "q4")),
        # 確定 replaces what was reported inside the fourth quarter.
        ("final", date(2026, 3, 31), "q4", ("q1", "q2", "q3", "final")),
    ],
)
def test_checkpoints(checkpoint: str, day: date, before: str | None, until: tuple[str, ...]) -> None:
    step = Checkpoint(checkpoint)
    assert step.last_day(FiscalYear(2025)) == day
    assert step.previous() == (Checkpoint(before) if before else None)
    assert step.until() == tuple(Checkpoint(c) for c in until)


@pytest.mark.parametrize(
    ("day", "position"),
    [
        (date(2025, 4, 30), "1"),
        (date(2025, 9, 30), "6"),
        (date(2025, 9, 15), "5.5"),
        (date(2026, 2, 28), "11"),
        (date(2026, 3, 31), "12"),
        (date(2025, 3, 31), "0"),
    ],
)
def test_position_is_the_end_of_the_day(day: date, position: str) -> None:
    assert FiscalYear(2025).position(day) == Decimal(position)


@given(st.dates(date(2025, 4, 1), date(2026, 3, 30)))
def test_position_grows_day_by_day(day: date) -> None:
    year = FiscalYear(2025)
    assert 0 < year.position(day) < year.position(day + timedelta(days=1)) <= 12


def test_eras_change_on_their_day() -> None:
    assert era_of(date(2019, 4, 30))[1:] == ("平成", 31)
    assert era_of(date(2019, 5, 1))[1:] == ("令和", 1)

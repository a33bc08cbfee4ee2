"""The year's target in a plan of several years: due, stated, or a point on the line from the baseline (domain §8)."""

from __future__ import annotations

from decimal import Decimal

import pytest

from dxreport.ingest.annual_target import annual
from dxreport.ingest.judged_target import Declared, read_target
from dxreport.ingest.strategy_schema import MeasureRecord
from dxreport.model.measure import Course
from dxreport.model.period import FiscalYear
from dxreport.model.target import Direction, Target

# target, baseline and its year, due, stated by year, digits → course, this year's target as printed, planned a year ago
CASES: list[tuple[str, tuple[str, str] | None, str, dict[str, str], int, str, str, str | None]] = [
    ("85%", ("79", "r4"), "r9", {}, 1, "line", "82.6%", "81.4"),
    ("85%以上", ("80", "r4"), "r9", {}, 0, "line", "83%以上", "82"),
    # rounded half up to the digits that are printed, because what is printed is judged
    ("12件以上", ("7", "r5"), "r9", {}, 0, "line", "10件以上", "8"),
    ("11.1%以上", ("10", "r5"), "r9", {}, 1, "line", "10.6%以上", "10.3"),
    ("640g以下", ("760", "r4"), "r9", {}, 0, "line", "688g以下", "712"),
    ("0人", ("48", "r4"), "r9", {"r6": "28", "r7": "18"}, 0, "stated", "18人", "28"),
    # the year before was stated, this one lies on the line
    ("85%", ("79", "r4"), "r9", {"r6": "81"}, 1, "line", "82.6%", "81"),
    ("85%", ("79", "r4"), "r7", {}, 0, "due", "85%", "83"),
    # the plan has just begun: a year ago it was at its baseline
    ("85%", ("79", "r6"), "r9", {}, 0, "line", "81%", "79"),
    # a range holds every year
    ("80～90%", None, "r9", {}, 0, "stated", "80～90%", None),
]


def record(
    target: str, baseline: tuple[str, str] | None, due: str, yearly: dict[str, str], digits: int
) -> MeasureRecord:
    given = {
        "id": "1", "name": "指標", "short_name": "指標", "type": "level", "target": target, "decimals": digits,
        "frequency": "quarterly", "department": "soumu", "due": due, "yearly": yearly,
    }  # fmt: skip
    if baseline:
        given["baseline"] = {"value": baseline[0], "label": "基準", "year": baseline[1]}
    return MeasureRecord.model_validate(given)


def read(target: str, digits: int) -> Target:
    lower = "以下" not in target and target.startswith("0人")
    declared = (
        None if any(w in target for w in ("以上", "以下", "～")) else Direction.LOWER if lower else Direction.HIGHER
    )
    found = read_target(target, Declared(declared, digits))
    assert isinstance(found, Target), found
    return found


@pytest.mark.parametrize(("target", "baseline", "due", "yearly", "digits", "course", "printed", "opening"), CASES)
def test_this_year_s_target(
    target: str, baseline: tuple[str, str] | None, due: str, yearly: dict[str, str], digits: int, course: str,
    printed: str, opening: str | None,
) -> None:  # fmt: skip
    found = annual(
        record(target, baseline, due, yearly, digits), read(target, digits), FiscalYear(2025), FiscalYear(2023)
    )
    assert found is not None
    assert found.goal is not None
    assert found.goal.course is Course(course)
    assert found.target.printed == printed
    assert found.opening == (None if opening is None else Decimal(opening))
    assert found.goal.target.printed == target


@pytest.mark.parametrize(("baseline", "due"), [(None, "r9"), (("79", "r4"), "r6")])
def test_without_a_line_or_after_the_plan_there_is_no_target(baseline: tuple[str, str] | None, due: str) -> None:
    made = record("85%", baseline, due, {}, 0)
    assert annual(made, read("85%", 0), FiscalYear(2025), FiscalYear(2023)) is None

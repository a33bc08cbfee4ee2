"""Figures out of detail lists: every operation, with its conditions, on one readable list."""

from __future__ import annotations

from decimal import Decimal

import pytest

from dxreport.evaluate.detail import compute
from dxreport.model.detail import Conditions, ListRule, Operation
from tests.city import Table, filled_list

ROSTER = ("soumu", "fukushi", "kikaku", "toshi")
ROWS: Table = [
    {"id": "1", "office": "soumu", "state": "運用中", "kind": "窓口", "hours": 10},
    {"id": "2", "office": "soumu", "state": "運用中", "kind": "庁内", "hours": "2.5"},
    {"id": "3", "office": "fukushi", "state": "試行", "kind": "窓口", "hours": 4},
    {"id": "4", "office": "kikaku", "state": "運用中", "kind": "窓口", "hours": 0},
]
for _row in ROWS:
    _row["hours"] = Decimal(str(_row["hours"]))
RUNNING: Conditions = (("state", ("運用中",)),)
COUNTER: Conditions = (("kind", ("窓口",)),)
BOTH: Conditions = (*RUNNING, *COUNTER)
NEVER: Conditions = (("state", ("廃止",)),)

CASES: list[tuple[Operation, str, Conditions, Conditions, str | None]] = [
    (Operation.COUNT, "", (), (), "4"),
    (Operation.COUNT, "", RUNNING, (), "3"),
    (Operation.COUNT, "", BOTH, (), "2"),
    (Operation.COUNT, "", (("state", ("運用中", "試行")),), (), "4"),
    (Operation.COUNT, "", NEVER, (), "0"),
    (Operation.DISTINCT, "office", RUNNING, (), "2"),
    (Operation.SUM, "hours", (), (), "16.5"),
    (Operation.SUM, "hours", NEVER, (), "0"),
    (Operation.MAX, "hours", COUNTER, (), "10"),
    (Operation.MAX, "hours", NEVER, (), None),
    (Operation.MEAN, "hours", RUNNING, (), "4.1667"),
    (Operation.MEAN, "hours", NEVER, (), None),
    (Operation.SHARE, "", RUNNING, (), "75"),
    (Operation.SHARE, "", RUNNING, COUNTER, "66.6667"),
    (Operation.SHARE, "", RUNNING, NEVER, None),
    (Operation.RATIO_OF_SUMS, "hours", COUNTER, (), "84.8485"),
    (Operation.RATIO_OF_SUMS, "hours", RUNNING, COUNTER, "71.4286"),
    (Operation.COVERAGE, "office", (), (), "75"),
    (Operation.COVERAGE, "office", RUNNING, (), "50"),
]


@pytest.mark.parametrize(("operation", "value", "where", "among", "expected"), CASES)
def test_operation(
    operation: Operation, value: str, where: Conditions, among: Conditions, expected: str | None
) -> None:
    figure = compute(ListRule("apps", operation, value, where, among), filled_list("apps", ROWS), ROSTER)
    if expected is None:
        assert figure is None
    else:
        assert figure is not None
        assert figure.value.quantize(Decimal("0.0001")) == Decimal(expected)


def test_a_share_knows_its_two_numbers() -> None:
    figure = compute(ListRule("apps", Operation.SHARE, "", RUNNING), filled_list("apps", ROWS), ROSTER)
    assert figure is not None
    assert [figure.numerator, figure.denominator, Decimal(figure.rows)] == [Decimal(3), Decimal(4), Decimal(4)]


def test_sums_are_exact() -> None:
    rows: Table = [{"id": str(n), "hours": Decimal("0.1")} for n in range(10)]
    figure = compute(ListRule("apps", Operation.SUM, "hours"), filled_list("apps", rows), ROSTER)
    assert figure is not None
    assert figure.value == 1

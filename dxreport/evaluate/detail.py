"""Turns the rows of a detail list into one figure by the rule that the strategy declares."""

from __future__ import annotations

from decimal import Decimal
from typing import assert_never

import pandas as pd

from dxreport.evaluate.assessment import Figure
from dxreport.model.detail import Conditions, ListRule, Operation
from dxreport.model.submission import FilledList

_HUNDRED = Decimal(100)


def frame(filled: FilledList) -> pd.DataFrame:
    """The list as a table of exact objects: one row an item, one column a column id; blanks are None."""
    records = [{column: cell.value for column, cell in row.cells.items()} for row in filled.rows]
    columns = sorted({c for r in records for c in r})
    return pd.DataFrame(records, columns=columns, dtype=object)


def compute(rule: ListRule, filled: FilledList, roster: tuple[str, ...]) -> Figure | None:
    """The figure in the unit of the rule (shares in per cent); None when there is nothing to compute from.

    Sums are sums of decimals, so they are exact. ``roster`` holds the ids of all departments (for coverage).
    """
    table = frame(filled)
    hits = _select(table, rule.where)
    match rule.operation:
        case Operation.COUNT:
            return _figure(filled, Decimal(len(hits)), len(hits))
        case Operation.DISTINCT:
            values = set(_values(hits, rule.value))
            return _figure(filled, Decimal(len(values)), len(hits))
        case Operation.SUM:
            return _figure(filled, _sum(hits, rule.value), len(hits))
        case Operation.MAX:
            numbers = _numbers(hits, rule.value)
            return _figure(filled, max(numbers), len(numbers)) if numbers else None
        case Operation.MEAN:
            known = len(_numbers(hits, rule.value))  # a blank is no 0
            return _ratio(filled, _sum(hits, rule.value), Decimal(known), known, Decimal(1))
        case Operation.SHARE:
            among = _select(table, rule.among)
            both = _select(among, rule.where)
            return _ratio(filled, Decimal(len(both)), Decimal(len(among)), len(among), _HUNDRED)
        case Operation.RATIO_OF_SUMS:
            among = _select(table, rule.among)
            both = _select(among, rule.where)
            return _ratio(filled, _sum(both, rule.value), _sum(among, rule.value), len(among), _HUNDRED)
        case Operation.COVERAGE:
            covered = {str(v) for v in _values(hits, rule.value)} & set(roster)
            return _ratio(filled, Decimal(len(covered)), Decimal(len(roster)), len(hits), _HUNDRED)
        case _:
            assert_never(rule.operation)


def _select(table: pd.DataFrame, conditions: Conditions) -> pd.DataFrame:
    for column, accepted in conditions:
        if column not in table:
            return table.iloc[0:0]
        table = table[table[column].isin(accepted)]
    return table


def _values(table: pd.DataFrame, column: str) -> list[object]:
    return [v for v in table[column].tolist() if v is not None and v == v] if column in table else []


def _numbers(table: pd.DataFrame, column: str) -> list[Decimal]:
    return [v for v in _values(table, column) if isinstance(v, Decimal)]


def _sum(table: pd.DataFrame, column: str) -> Decimal:
    return sum(_numbers(table, column), Decimal(0))


def _figure(filled: FilledList, value: Decimal, rows: int) -> Figure:
    return Figure(value, (filled.sheet,), rows)


def _ratio(filled: FilledList, numerator: Decimal, denominator: Decimal, rows: int, factor: Decimal) -> Figure | None:
    if denominator == 0:
        return None
    return Figure(numerator * factor / denominator, (filled.sheet,), rows, numerator, denominator)

"""Turns the rows of a detail list into one figure by the rule that the strategy declares."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from decimal import Context, Decimal, localcontext
from typing import assert_never

from dxreport.evaluate.list_rows import ListTable, Selection
from dxreport.evaluate.measure_result import Figure
from dxreport.model.detail import LeftOut, ListRule, Operation
from dxreport.model.submission import FilledList

_HUNDRED = Decimal(100)
_EXACT = Context(prec=1000)
"""Sums keep every digit that fits into a cell, so that they do not depend on the order of the rows."""


@dataclass(frozen=True, slots=True)
class Computed:
    """The figure, None where there is nothing to compute from, and the rows that should have counted and could not."""

    figure: Figure | None
    left_out: tuple[LeftOut, ...]


def compute(rule: ListRule, filled: FilledList, roster: tuple[str, ...]) -> Computed:
    """The figure in the unit of the rule (shares in per cent) with the rows that it rests on.

    ``roster`` holds the ids of all departments, for the operations that count them. Every column that the rule needs
    must be in the list (``filled.columns``).
    """
    table = ListTable.of(rule, filled)
    chosen = table.select()
    figure: Figure | None
    match rule.operation:
        case Operation.COUNT:
            figure = _figure(table, chosen, Decimal(len(chosen.used)))
        case Operation.DISTINCT:
            figure = _figure(table, chosen, Decimal(len(set(table.values(chosen.used)))))
        case Operation.SUM:
            figure = _figure(table, chosen, _sum(table.values(chosen.used)))
        case Operation.MAX | Operation.MIN:
            figure = _extreme(table, chosen)
        case Operation.MEAN:
            total = _sum(table.values(chosen.used))
            figure = _ratio(table, chosen, total, Decimal(len(chosen.used)), Decimal(1))
        case Operation.SHARE:
            figure = _ratio(table, chosen, Decimal(len(chosen.decisive)), Decimal(len(chosen.used)), _HUNDRED)
        case Operation.RATIO_OF_SUMS:
            part, whole = (_sum(table.values(positions)) for positions in (chosen.decisive, chosen.used))
            figure = _ratio(table, chosen, part, whole, _HUNDRED)
        case Operation.COVERAGE | Operation.EACH_AT_LEAST:
            figure = _over_roster(table, chosen, rule.roster or roster)
        case _:
            assert_never(rule.operation)
    return Computed(figure, chosen.left_out)


def _sum(values: Iterable[Decimal]) -> Decimal:
    with localcontext(_EXACT):
        return sum(values, Decimal(0))


def _extreme(table: ListTable, chosen: Selection) -> Figure | None:
    """The largest or smallest value, and the rows that hold it."""
    values = table.values(chosen.used)
    if not values:
        return None
    value = max(values) if table.rule.operation is Operation.MAX else min(values)
    holders = [n for n, v in zip(chosen.used, values, strict=True) if v == value]
    return _figure(table, Selection(chosen.used, holders, chosen.left_out), value, decisive=True)


def _over_roster(table: ListTable, chosen: Selection, roster: tuple[str, ...]) -> Figure | None:
    """Departments of the roster with rows enough ÷ all of them. Rows of other departments are not used."""
    pairs = list(zip(chosen.used, table.values(chosen.used), strict=True))
    counted = Counter(department for _, department in pairs)
    enough = {d for d in roster if counted[d] >= table.rule.at_least}
    used = [n for n, department in pairs if department in set(roster)]
    decisive = [n for n, department in pairs if department in enough]
    picked = Selection(used, decisive, chosen.left_out)
    return _ratio(table, picked, Decimal(len(enough)), Decimal(len(set(roster))), _HUNDRED)


def _figure(
    table: ListTable,
    chosen: Selection,
    value: Decimal,
    *,
    decisive: bool = False,
    parts: tuple[Decimal, Decimal] | tuple[None, None] = (None, None),
) -> Figure:
    """``decisive`` says that some of the rows used mean more than the others."""
    column = table.rule.value if table.rule.operation.needs_value else table.filled.key
    return Figure(
        value=value,
        cells=(table.filled.sheet,),
        rows=len(chosen.used),
        numerator=parts[0],
        denominator=parts[1],
        used=table.runs(chosen.used, column),
        decisive=table.runs(chosen.decisive, column) if decisive else None,
        left_out=chosen.left_out,
    )


def _ratio(
    table: ListTable, chosen: Selection, numerator: Decimal, denominator: Decimal, factor: Decimal
) -> Figure | None:
    """None where the denominator is 0: no value, not 0."""
    if denominator == 0:
        return None
    with localcontext(_EXACT):
        scaled = numerator * factor
    decisive = table.rule.operation is not Operation.MEAN
    return _figure(table, chosen, scaled / denominator, decisive=decisive, parts=(numerator, denominator))

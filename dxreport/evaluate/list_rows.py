"""Turns the rows of a detail list into those that one rule can use and those that it has to leave out.

A condition is true, false, or cannot be told because its cell is at fault. A row is left out only where that matters:
one condition that is surely false settles the row, whatever its other cells hold.
"""

from __future__ import annotations

import operator
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import date
from typing import Any, assert_never

import pandas as pd

from dxreport.model.detail import Compared, Condition, Conditions, Fault, InQuarter, LeftOut, ListRule, OneOf
from dxreport.model.provenance import CellRuns
from dxreport.model.submission import FilledList
from dxreport.model.target import Comparison

Mask = pd.arrays.BooleanArray
"""True, false, or NA where it cannot be told; ``&`` follows Kleene: false & NA is false."""
_COMPARED: dict[Comparison, Callable[[Any, Any], bool]] = {
    Comparison.AT_LEAST: operator.ge,
    Comparison.MORE_THAN: operator.gt,
    Comparison.AT_MOST: operator.le,
    Comparison.LESS_THAN: operator.lt,
    Comparison.EQUAL: operator.eq,
}


@dataclass(frozen=True, slots=True)
class Selection:
    """Positions of rows: ``used`` by the figure, ``decisive`` those among them that satisfy ``where``, and the others."""

    used: list[int]
    decisive: list[int]
    left_out: tuple[LeftOut, ...]


@dataclass(frozen=True, slots=True)
class ListTable:
    """The columns of a list that one rule needs: exact objects, None where a cell is absent; ``faults`` say why, by row."""

    rule: ListRule
    filled: FilledList
    cells: pd.DataFrame
    faults: dict[int, dict[str, Fault]]

    @classmethod
    def of(cls, rule: ListRule, filled: FilledList) -> ListTable:
        rows, columns = filled.rows, rule.columns
        data = {c: [x.value if (x := r.cells.get(c)) else None for r in rows] for c in columns}
        faults = {n: dict(r.faults) for n, r in enumerate(rows) if r.faults}
        return cls(rule, filled, pd.DataFrame(data, index=range(len(rows)), dtype=object), faults)

    def values(self, positions: list[int]) -> list[Any]:
        """The cells of the rule's value column, in the order of the list."""
        return self.cells[self.rule.value].iloc[positions].tolist()

    def runs(self, positions: Iterable[int], column: str) -> CellRuns:
        """The cells of ``column`` in these rows."""
        sheet, rows = self.filled.sheet, self.filled.rows
        letter = self.filled.columns[column]
        return CellRuns.of(sheet.file, sheet.sheet, letter, (rows[n].number for n in positions))

    def select(self) -> Selection:
        """Which rows the rule uses. A row without its value, or of which it cannot be told whether it counts, is left out."""
        rule = self.rule
        pool = self._hold(rule.among if rule.operation.has_among else rule.where)
        hits = pool & self._hold(rule.where) if rule.operation.has_among else pool
        doubtful = pool.isna() | (_certain(pool) & hits.isna())
        used = _certain(pool) & ~doubtful
        if rule.operation.needs_value:
            absent = self.cells[rule.value].isna().to_numpy()
            doubtful, used = doubtful | (used & absent), used & ~absent
        decisive = used & _certain(hits)
        return Selection(_positions(used), _positions(decisive), self._left_out(_positions(doubtful)))

    def _left_out(self, positions: list[int]) -> tuple[LeftOut, ...]:
        """The cells at fault, by column and fault; then the rows that serve no figure of this list."""
        by_cause: dict[tuple[str, Fault], list[int]] = {}
        for n in positions:
            by_cause.setdefault(self._cause(n), []).append(n)
        order = self.rule.columns
        causes = sorted(by_cause.items(), key=lambda item: (order.index(item[0][0]), item[0][1].value))
        own = tuple(LeftOut(self.runs(found, column), fault) for (column, fault), found in causes)
        return (*own, *self.filled.unusable)

    def _cause(self, position: int) -> tuple[str, Fault]:
        faults = self.faults.get(position, {})
        found = next(((c, faults[c]) for c in self.rule.columns if c in faults), None)
        # Without a fault it is a value that may be blank, and is.
        return found or (self.rule.value, Fault.BLANK)

    def _hold(self, conditions: Conditions) -> Mask:
        """Where all conditions hold."""
        held = pd.array([True] * len(self.cells), dtype="boolean")
        for condition in conditions:
            held = held & self._holds(condition)
        return held

    def _holds(self, condition: Condition) -> Mask:
        """Where one condition holds; a blank that is allowed fulfils none."""
        column = self.cells[condition.column]
        columns = {condition.column}
        held: list[bool | None]
        match condition:
            case OneOf(texts=texts):
                held = list(column.isin(texts))
            case Compared(other=str(other), comparison=comparison):
                columns.add(other)
                held = _compared(comparison, column.tolist(), self.cells[other].tolist())
            case Compared(other=other, comparison=comparison):
                bound = other.isoformat() if isinstance(other, date) else other
                held = _compared(comparison, column.tolist(), [bound] * len(column))
            case InQuarter():
                first, last = (d.isoformat() for d in self.filled.quarter)
                held = [v is not None and first <= v <= last for v in column.tolist()]
            case _:
                assert_never(condition)
        for n, faults in self.faults.items():
            if not columns.isdisjoint(faults):
                held[n] = None
        return pd.array(held, dtype="boolean")


def _compared(comparison: Comparison, values: list[Any], others: list[Any]) -> list[bool | None]:
    """Dates are ISO texts, which stand in the order of time."""
    holds = _COMPARED[comparison]
    return [v is not None and o is not None and holds(v, o) for v, o in zip(values, others, strict=True)]


def _certain(mask: Mask) -> Any:
    """As plain truth: what cannot be told is not true."""
    return mask.to_numpy(dtype=bool, na_value=False)


def _positions(truth: Any) -> list[int]:
    found: list[int] = truth.nonzero()[0].tolist()
    return found

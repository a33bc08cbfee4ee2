"""Turns the declaration of a detail list (columns, and how a measure is computed from it) into types."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum


class ColumnKind(StrEnum):
    """What a column of a detail list holds."""

    TEXT = "text"
    NUMBER = "number"
    CHOICE = "choice"
    DATE = "date"
    DEPARTMENT = "department"


@dataclass(frozen=True, slots=True)
class ListColumn:
    """One column: ``id`` for rules, ``heading`` as it stands in the form."""

    id: str
    heading: str
    kind: ColumnKind
    required: bool = True
    unit: str = ""
    choices: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class DetailList:
    """A list that one department keeps up to date: each submission carries it whole, from the year's beginning."""

    id: str
    title: str
    department: str
    key: str
    columns: tuple[ListColumn, ...]

    def column(self, column_id: str) -> ListColumn:
        return next(c for c in self.columns if c.id == column_id)


class Operation(StrEnum):
    """How a figure comes out of a detail list."""

    COUNT = "count"
    """Number of rows that satisfy ``where``."""
    DISTINCT = "distinct"
    """Number of different values of ``value`` among the rows that satisfy ``where``."""
    SUM = "sum"
    """Sum of ``value`` over the rows that satisfy ``where``."""
    MAX = "max"
    """Largest ``value``; no row at all is 該当なし."""
    MEAN = "mean"
    """Sum of ``value`` ÷ number of rows."""
    SHARE = "share"
    """Rows that satisfy ``where`` ÷ rows that satisfy ``among``, in per cent."""
    RATIO_OF_SUMS = "ratio_of_sums"
    """Sum of ``value`` where ``where`` ÷ sum of ``value`` where ``among``, in per cent."""
    COVERAGE = "coverage"
    """Departments of the roster that occur in ``value`` ÷ all departments of the roster, in per cent."""


Conditions = tuple[tuple[str, tuple[str, ...]], ...]
"""(column id, accepted texts); all must hold."""


@dataclass(frozen=True, slots=True)
class ListRule:
    """A measure's figure as an operation over a list."""

    list_id: str
    operation: Operation
    value: str = ""
    where: Conditions = ()
    among: Conditions = ()

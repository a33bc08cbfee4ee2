"""Turns the declaration of a detail list (columns, and how a measure is computed from it) into types."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from enum import StrEnum

from dxreport.model.provenance import CellRuns
from dxreport.model.target import Comparison


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


class Fault(StrEnum):
    """Why a row, or one cell of it, cannot serve a figure."""

    BLANK = "blank"
    NOT_A_NUMBER = "not_a_number"
    NOT_ONE_NUMBER = "not_one_number"
    OTHER_UNIT = "other_unit"
    NEGATIVE = "below_zero"
    NOT_A_CHOICE = "not_a_choice"
    NOT_A_DATE = "not_a_date"
    NOT_A_DEPARTMENT = "not_a_department"
    NOT_CALCULATED = "not_calculated"
    """A formula whose result was never saved."""
    DOUBLED_KEY = "doubled_key"
    NO_KEY = "no_key"


@dataclass(frozen=True, slots=True)
class LeftOut:
    """Rows that a figure could not use, by the cells that are at fault; each row stands under one fault only."""

    cells: CellRuns
    fault: Fault


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
    MIN = "min"
    """Smallest ``value``; no row at all is 該当なし."""
    MEAN = "mean"
    """Sum of ``value`` ÷ number of rows."""
    SHARE = "share"
    """Rows that satisfy ``where`` ÷ rows that satisfy ``among``, in per cent."""
    RATIO_OF_SUMS = "ratio_of_sums"
    """Sum of ``value`` where ``where`` ÷ sum of ``value`` where ``among``, in per cent."""
    COVERAGE = "coverage"
    """Departments of the roster that occur in ``value`` ÷ all departments of the roster, in per cent."""
    EACH_AT_LEAST = "each_at_least"
    """Departments of the roster with ``at_least`` rows or more ÷ all departments of the roster, in per cent."""

    @property
    def needs_numbers(self) -> bool:
        """``value`` must be a column of numbers."""
        return self in (Operation.SUM, Operation.MAX, Operation.MIN, Operation.MEAN, Operation.RATIO_OF_SUMS)

    @property
    def needs_value(self) -> bool:
        return self.needs_numbers or self.over_roster or self is Operation.DISTINCT

    @property
    def has_among(self) -> bool:
        """A part of the list is compared with the rows that ``among`` selects."""
        return self in (Operation.SHARE, Operation.RATIO_OF_SUMS)

    @property
    def over_roster(self) -> bool:
        """Departments are counted, not rows."""
        return self in (Operation.COVERAGE, Operation.EACH_AT_LEAST)


@dataclass(frozen=True, slots=True)
class OneOf:
    """The cell holds one of the texts (choices, department ids)."""

    column: str
    texts: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Compared:
    """The cell compared with a number, a date, or (a text) the cell of another column in the same row."""

    column: str
    comparison: Comparison
    other: Decimal | date | str


@dataclass(frozen=True, slots=True)
class InQuarter:
    """The date lies in the quarter of the checkpoint for which the list was handed in."""

    column: str


Condition = OneOf | Compared | InQuarter
Conditions = tuple[Condition, ...]
"""All must hold."""


@dataclass(frozen=True, slots=True)
class ListRule:
    """A measure's figure as an operation over a list.

    ``at_least`` is the number of rows that a department needs; ``roster`` are the departments that are counted
    (empty: all of the strategy).
    """

    list_id: str
    operation: Operation
    value: str = ""
    where: Conditions = ()
    among: Conditions = ()
    at_least: int = 1
    roster: tuple[str, ...] = ()

    @property
    def columns(self) -> tuple[str, ...]:
        """Ids of all columns that the figure rests on, the value's first: a row without one of them may have to be left out."""
        ids = [self.value] if self.operation.needs_value else []
        for condition in (*self.where, *self.among):
            ids.append(condition.column)
            if isinstance(condition, Compared) and isinstance(condition.other, str):
                ids.append(condition.other)
        return tuple(dict.fromkeys(ids))

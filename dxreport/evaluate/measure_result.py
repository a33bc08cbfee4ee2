"""Turns nothing: the result of one measure at one checkpoint, and what it is made of."""

from __future__ import annotations

from dataclasses import dataclass, field
from decimal import Decimal
from enum import StrEnum

from dxreport.model.detail import LeftOut
from dxreport.model.measure import Measure, MeasureType, YearResult
from dxreport.model.period import Checkpoint
from dxreport.model.provenance import CellRef, CellRuns, Sourced
from dxreport.model.scale import Standing, StatusClass
from dxreport.model.submission import Explanation


class NotJudged(StrEnum):
    """Why a measure has no class; each reason is printed."""

    NOT_DUE = "not_due"
    NOT_ASKED = "not_asked"
    """The survey does not take place in this year."""
    NOT_HELD = "not_held"
    NOTHING_PLANNED = "nothing_planned"
    NO_PLAN = "no_plan"
    COUNTING = "counting"
    EXCLUDED = "excluded"
    EXCLUDED_UNEXPLAINED = "excluded_unexplained"
    """評価対象外 without a reason: it must not take a late item out of the denominator."""
    NO_LIST_ROWS = "no_list_rows"
    NO_SUBMISSION = "no_submission"
    BLANK = "blank"
    UNREADABLE = "unreadable"
    EARLIER_MISSING = "earlier_missing"
    YEAR_MISSING = "year_missing"
    """A result of an earlier year of the plan is missing, so that the sum or mean of the years is unknown."""
    NO_RATING = "no_rating"
    """A text target for which the department gave no rating."""


SHORT = (Standing.WARNING, Standing.BAD)
"""Standings that need a reason and a remedy."""


class Change(StrEnum):
    """Against the last checkpoint."""

    BETTER = "better"
    SAME = "same"
    WORSE = "worse"
    NEW = "new"
    """One of the two was not judged."""


@dataclass(frozen=True, slots=True)
class Figure:
    """One exact value with the cells it came from; ``rows`` are the list rows used, if it came from a list.

    Of a list ``used`` are the cells of these rows, ``decisive`` those of the numerator or of the largest or smallest
    value, and ``left_out`` the rows that should have counted and could not.
    """

    value: Decimal
    cells: tuple[Sourced[Decimal] | CellRef, ...]
    rows: int = 0
    numerator: Decimal | None = None
    denominator: Decimal | None = None
    years: tuple[YearResult, ...] = ()
    """Results of earlier years of the plan that are part of the value."""
    used: CellRuns | None = None
    decisive: CellRuns | None = None
    left_out: tuple[LeftOut, ...] = ()

    @property
    def rows_left_out(self) -> int:
        return sum(x.cells.rows for x in self.left_out)


@dataclass(frozen=True, slots=True)
class HistoryPoint:
    """A measure at one checkpoint of the year: planned and actual value, either may be missing."""

    checkpoint: Checkpoint
    planned: Decimal | None
    actual: Decimal | None
    rating: StatusClass


@dataclass(frozen=True, slots=True)
class MeasureResult:
    """Evaluation of one measure at one checkpoint. Rates are per cent, exact; rounding belongs to the report."""

    measure: Measure
    checkpoint: Checkpoint
    rating: StatusClass
    not_judged: NotJudged | None = None
    actual: Figure | None = None
    none_occurred: bool = False
    """該当なし: no event happened, counted as kept."""
    planned: Decimal | None = None
    attainment: Decimal | None = None
    """達成率: value against the year's target."""
    progress: Decimal | None = None
    """進捗率: value against the planned value at this checkpoint."""
    forecast: Figure | None = None
    """年度末見込 as submitted."""
    forecast_met: bool | None = None
    projection: Decimal | None = None
    """単純推計, only where no forecast was submitted; never mixed with one."""
    difference: Decimal | None = None
    """Actual minus the last due checkpoint's actual."""
    previous: StatusClass | None = None
    change: Change = Change.NEW
    reached: bool = False
    """The year's target is reached, and for good."""
    since: Checkpoint | None = None
    """The checkpoint from which on the measure has been behind, without a break; None where it is not."""
    own: StatusClass | None = None
    """所管評価: the department's own rating, beside the computed one."""
    history: tuple[HistoryPoint, ...] = ()
    """All four quarters of the year, with actual values up to this checkpoint."""
    explanation: Explanation = field(default_factory=Explanation)
    sample_size: int | None = None
    flags: tuple[str, ...] = ()
    reading_row: CellRef | None = None

    @property
    def status(self) -> str:
        """Id of the class."""
        return self.rating.id

    @property
    def standing(self) -> Standing:
        return self.rating.standing

    @property
    def is_judged(self) -> bool:
        return self.not_judged is None

    @property
    def behind(self) -> bool:
        return self.standing in SHORT

    @property
    def own_differs(self) -> bool:
        """The department rates itself otherwise than the program; neither is overwritten."""
        by_people = self.measure.type is MeasureType.JUDGED
        return self.own is not None and not by_people and self.is_judged and self.own.id != self.rating.id

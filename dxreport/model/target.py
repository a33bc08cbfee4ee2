"""Turns a printed target into something that can be judged: comparison, value, unit, direction."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from enum import StrEnum
from typing import assert_never


class Comparison(StrEnum):
    """How a value is compared with its target."""

    AT_LEAST = ">="
    MORE_THAN = ">"
    AT_MOST = "<="
    LESS_THAN = "<"
    EQUAL = "="
    RANGE = "range"
    """Between ``value`` and ``high``."""
    COMPLETE = "complete"
    JUDGED = "judged"
    """A text that people judge; there is no figure to compare."""


def compare(comparison: Comparison, value: Decimal, limit: Decimal) -> bool:
    """Whether ``value`` holds against a single ``limit``. Raises ValueError for a comparison that needs more than one."""
    match comparison:
        case Comparison.AT_LEAST | Comparison.COMPLETE:
            return value >= limit
        case Comparison.MORE_THAN:
            return value > limit
        case Comparison.AT_MOST:
            return value <= limit
        case Comparison.LESS_THAN:
            return value < limit
        case Comparison.EQUAL:
            return value == limit
        case Comparison.RANGE | Comparison.JUDGED:
            raise ValueError(comparison)
        case _:
            assert_never(comparison)


class Direction(StrEnum):
    """Which way is better. ``UNSTATED`` is what a text alone gives for a bare number (「733人」 may be a ceiling)."""

    HIGHER = "higher"
    LOWER = "lower"
    RANGE = "range"
    NONE = "none"
    UNSTATED = "unstated"


@dataclass(frozen=True, slots=True)
class Target:
    """The year's target of one measure, in the unit ``unit``; ``printed`` is the official wording.

    ``decimals`` is the number of digits after the point with which figures of this measure are printed.
    A completion target has the value 100 and the unit ``%`` (done ÷ all). ``high`` is the upper end of a range, whose
    ends belong to it unless ``low_open`` or ``high_open`` says otherwise. A text target (``JUDGED``) has no figure.
    """

    printed: str
    comparison: Comparison
    value: Decimal
    unit: str
    direction: Direction
    decimals: int = 0
    qualifiers: tuple[str, ...] = ()
    high: Decimal | None = None
    low_open: bool = False
    high_open: bool = False

    def met_by(self, value: Decimal) -> bool:
        """Judge on the exact value; 95.0 does not meet 「95%超」. Raises ValueError for a text target."""
        if self.comparison is not Comparison.RANGE or self.high is None:
            return compare(self.comparison, value, self.value)
        above = value > self.value if self.low_open else value >= self.value
        below = value < self.high if self.high_open else value <= self.high
        return above and below

    @property
    def lower_is_better(self) -> bool:
        return self.direction is Direction.LOWER

    @property
    def by_people(self) -> bool:
        """A text that only people can judge."""
        return self.comparison is Comparison.JUDGED


class Aim(StrEnum):
    """What a printed target asks for: more forms than the program can judge (those are ``Comparison``)."""

    AT_LEAST = ">="
    MORE_THAN = ">"
    AT_MOST = "<="
    LESS_THAN = "<"
    EQUAL = "="
    RANGE = "range"
    APPROX = "approx"
    COMPLETE = "complete"
    MAINTAIN = "maintain"
    INCREASE = "increase"
    DECREASE = "decrease"


@dataclass(frozen=True, slots=True)
class TargetPart:
    """One measure of a printed target, as read from the text alone.

    ``value`` is None where the text has no figure (「現状維持」「策定」「前年度以上」); ``value_high`` is a range's upper end.
    ``before`` and ``after`` are the qualifiers that stand before and behind the figure (「年間」; 「減」「（参考：…）」).
    ``deadline`` is the last day of the date among them, where a day can be told.
    ``low_open`` and ``high_open`` say that an end of a range does not belong to it.
    """

    aim: Aim
    value: Decimal | None = None
    value_high: Decimal | None = None
    unit: str | None = None
    label: str | None = None
    direction: Direction = Direction.UNSTATED
    before: tuple[str, ...] = ()
    after: tuple[str, ...] = ()
    deadline: date | None = None
    low_open: bool = False
    high_open: bool = False

    @property
    def qualifiers(self) -> tuple[str, ...]:
        return (*self.before, *self.after)

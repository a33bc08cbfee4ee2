"""Turns nothing: what is due before the next checkpoint, as part of the Assessment."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from dxreport.model.period import Checkpoint


class UpcomingKind(StrEnum):
    """What is due."""

    BAR_START = "bar_start"
    BAR_END = "bar_end"
    MILESTONE = "milestone"
    REMEDY = "remedy"
    """対応策 of a measure or a bar, by its 期限."""


class DayBasis(StrEnum):
    """Where the day comes from."""

    PLANNED = "planned"
    EXPECTED = "expected"
    """The expected finish that the department reported."""
    WRITTEN = "written"
    """期限 as the department wrote it."""


@dataclass(frozen=True, slots=True)
class UpcomingItem:
    """One thing that is due. ``id`` is a bar's or a measure's; ``text`` is the milestone's label or the remedy as written.

    ``day`` is the last day, for the start of a bar the first day of its first month; None for a 期限 that names no day.
    ``said_at`` is the checkpoint of the form in which a remedy stands, None for what the plan says.
    """

    kind: UpcomingKind
    id: str
    department: str
    day: date | None
    basis: DayBasis
    text: str = ""
    due_text: str = ""
    said_at: Checkpoint | None = None


@dataclass(frozen=True, slots=True)
class Upcoming:
    """What is due after the as-of date until ``until``, the next checkpoint's last day (None at the last of the year)."""

    until: date | None = None
    items: tuple[UpcomingItem, ...] = ()
    """By day, then start, end, milestone, remedy, then in the order of the strategy."""
    overdue: tuple[UpcomingItem, ...] = ()
    """What was due by the as-of date and has not come about: the bar has not begun or ended and has no new date, the
    milestone was missed, the remedy's day has passed and its item is still late."""
    undated: tuple[UpcomingItem, ...] = ()
    """Remedies of late items whose 期限 names no day, so that they would be missing without a word."""

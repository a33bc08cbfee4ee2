"""Turns a municipality's way of collecting submissions into values: who has the form until when, and when offices are closed."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date

from dxreport.model.period import Checkpoint


@dataclass(frozen=True, slots=True)
class LadderStep:
    """One who has the form in turn (課, 部, the collecting section), and until how many working days after the base."""

    id: str
    name: str
    working_days: int


@dataclass(frozen=True, slots=True)
class Deadline:
    """The last day on which the form may lie with this step."""

    step: LadderStep
    day: date


@dataclass(frozen=True, slots=True)
class Collecting:
    """``base`` is the day counted from where it is not the quarter's last; ``dates`` are fixed days, one for each step.

    ``closed`` are (month, day) on which offices are closed besides weekends and holidays; ``sender`` goes into drafts.
    """

    ladder: tuple[LadderStep, ...]
    base: dict[Checkpoint, date] = field(default_factory=dict)
    dates: dict[Checkpoint, tuple[date, ...]] = field(default_factory=dict)
    closed: tuple[tuple[int, int], ...] = ()
    sender: str = ""

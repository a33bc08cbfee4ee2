"""Turns nothing: one line of the list that an executive asks for first: what is late, since when, why, what is done."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum

from dxreport.model.period import Checkpoint
from dxreport.model.scale import StatusClass
from dxreport.model.strategy import Holder
from dxreport.model.submission import Explanation


class Kind(StrEnum):
    """Which axis an item stands on."""

    MEASURE = "measure"
    BAR = "bar"


@dataclass(frozen=True, slots=True)
class NextStep:
    """The next planned point of the same initiative: a milestone, or a bar's end. ``position`` on the axis 0–12."""

    label: str
    position: Decimal


@dataclass(frozen=True, slots=True)
class Attention:
    """Something that is late. ``since`` is the checkpoint from which on it has been so; ``months`` a bar's delay.

    ``explanation`` holds the department's reason, remedy, due date and the decision it asks for; ``next_step`` is what
    the plan has next.
    """

    item_id: str
    kind: Kind
    name: str
    holder: Holder
    department: str
    rating: StatusClass
    since: Checkpoint
    months: int
    explanation: Explanation
    next_step: NextStep | None

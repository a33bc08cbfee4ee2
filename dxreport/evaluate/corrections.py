"""Turns submissions and what they replaced into the list of corrected values."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal
from itertools import pairwise

from dxreport.model.period import Checkpoint
from dxreport.model.provenance import CellRef
from dxreport.model.submission import HandedIn, Submission


@dataclass(frozen=True, slots=True)
class Correction:
    """A reported value that a later submission of the same checkpoint changed; None where there was or is no value."""

    measure_id: str
    department: str
    checkpoint: Checkpoint
    before: Decimal | None
    after: Decimal | None
    before_cell: CellRef
    after_cell: CellRef


def corrections(handed_in: tuple[HandedIn, ...]) -> tuple[Correction, ...]:
    """All corrections of the year so far, by checkpoint, department and measure.

    Each replaced submission is compared with the next one of its department, so that a value corrected twice is listed twice.
    """
    out: list[Correction] = []
    for step in handed_in:
        for department in sorted(step.used):
            for before, after in pairwise(step.versions(department)):
                out.extend(_between(before, after, step.checkpoint))
    return tuple(out)


def _between(before: Submission, after: Submission, checkpoint: Checkpoint) -> Iterator[Correction]:
    for now in after.readings:
        then = before.reading(now.measure_id)
        if then is None or then.given == now.given:
            continue
        yield Correction(
            measure_id=now.measure_id,
            department=after.department,
            checkpoint=checkpoint,
            before=then.given,
            after=now.given,
            before_cell=then.row,
            after_cell=now.row,
        )

"""Turns an assessment, the slips already sent back and today's date into where each department stands."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from dxreport.evaluate.assessment import Assessment, DepartmentState
from dxreport.evaluate.deadlines import deadlines, passed
from dxreport.evaluate.returns import Returned, returned
from dxreport.model.deadlines import Deadline


class Stand(StrEnum):
    """Where a department's submission stands."""

    MISSING = "missing"
    UNREADABLE = "unreadable"
    TO_RETURN = "to_return"
    """Submitted, with something that must be mended."""
    RETURNED = "returned"
    """The same, and a return slip for exactly this workbook has been made."""
    RESUBMITTED = "resubmitted"
    SUBMITTED = "submitted"

    @property
    def waiting(self) -> bool:
        """Something is still to come from the department."""
        return self not in (Stand.SUBMITTED, Stand.RESUBMITTED)


@dataclass(frozen=True, slots=True)
class DepartmentStand:
    """``days_late`` counts calendar days after the department's own deadline: negative before it, None without one.

    For those who are waited for it counts until today, for the others until the day on which they first submitted.
    ``slip`` is the return slip that was made for this workbook, empty where there is none.
    """

    stand: Stand
    returned: Returned
    deadline: Deadline | None
    days_late: int | None
    slip: str = ""

    @property
    def state(self) -> DepartmentState:
        return self.returned.state


@dataclass(frozen=True, slots=True)
class Collection:
    """How far the collecting of one checkpoint's submissions has come on ``today``."""

    assessment: Assessment
    today: date
    deadlines: tuple[Deadline, ...]
    passed: tuple[Deadline, ...]
    departments: tuple[DepartmentStand, ...]


def collection(assessment: Assessment, slips: Mapping[tuple[str, str], str], today: date) -> Collection:
    """``slips`` names the published slip by (department id, SHA-256 of the workbook that it is about)."""
    ladder = deadlines(assessment.strategy, assessment.checkpoint)
    departments = tuple(
        _stand(assessment, s, slips, ladder[0] if ladder else None, today) for s in assessment.departments
    )
    return Collection(assessment, today, ladder, passed(ladder, today), departments)


def _stand(
    assessment: Assessment,
    state: DepartmentState,
    slips: Mapping[tuple[str, str], str],
    deadline: Deadline | None,
    today: date,
) -> DepartmentStand:
    back = returned(assessment, state)
    slip = slips.get((state.department.id, state.used.sha256), "") if state.used else ""
    stand = _of(back, slip)
    until = today if stand.waiting else _first_submitted(state)
    late = (until - deadline.day).days if deadline and until else None
    return DepartmentStand(stand, back, deadline, late, slip)


def _of(back: Returned, slip: str) -> Stand:
    state = back.state
    if state.used is None and not state.replaced:
        return Stand.UNREADABLE if state.unreadable else Stand.MISSING
    if back.errors:
        return Stand.RETURNED if slip else Stand.TO_RETURN
    return Stand.RESUBMITTED if state.used and state.used.number > 1 else Stand.SUBMITTED


def _first_submitted(state: DepartmentState) -> date | None:
    """Who was on time the first time is not late because something had to be mended."""
    every = (*state.replaced, *((state.used,) if state.used else ()))
    return min((s.submitted_on for s in every if s.submitted_on), default=None)

"""Turns a form and a department's answers into the workbook that the department would hand in."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from decimal import Decimal

from dxreport.forms.blank import compose
from dxreport.forms.look import Look
from dxreport.forms.rows import FollowUp
from dxreport.model.answers import WorkbookAnswers
from dxreport.model.period import Checkpoint
from dxreport.model.strategy import Department, Strategy


def build(
    strategy: Strategy,
    checkpoint: Checkpoint,
    department: Department,
    answers: WorkbookAnswers,
    previous: Mapping[str, Decimal] | None = None,
    sample: bool = False,
    *,
    look: Look,
    delays: tuple[FollowUp, ...] = (),
    due: date | None = None,
) -> bytes:
    """The blank form with the answers in its entry cells, typed as a clerk would: numbers, dates, texts.

    Answers to locked cells and unknown rows are left out: a clerk could not have written them.
    """
    return compose(
        strategy, checkpoint, department, answers, previous or {}, look=look, sample=sample, delays=delays, due=due
    )

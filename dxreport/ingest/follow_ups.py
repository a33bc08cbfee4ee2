"""Turns the sheet 前回の遅れ into answers: what became of the remedies that were promised at the last checkpoint."""

from __future__ import annotations

from dxreport.ingest.table import Row, Table
from dxreport.model.submission import FollowUp, Outcome


def follow_ups(table: Table) -> tuple[FollowUp, ...]:
    """One answer a row with an id; a row without an outcome is a finding and an open answer."""
    return tuple(_follow_up(row) for row in table.rows if row.key)


def _follow_up(row: Row) -> FollowUp:
    text = row.text("outcome")
    try:
        outcome = Outcome(text)
    except ValueError:
        choices = "、".join(o.value for o in Outcome if o.value)
        row.table.report("S21", row.ref("outcome"), found=text, choices=choices)
        outcome = Outcome.BLANK
    else:
        if outcome is Outcome.BLANK:
            row.table.report("S18", row.ref("outcome"), id=row.key)
    return FollowUp(
        id=row.key,
        outcome=outcome,
        progress=row.text("progress"),
        row=row.ref("outcome"),
        remedy=row.text("remedy"),
        due=row.text("due"),
    )

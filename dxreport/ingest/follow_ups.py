"""Turns the sheet 前回の遅れ into answers: what became of the remedies that were promised at the last checkpoint."""

from __future__ import annotations

from dxreport.ingest.readings import rows_by_id
from dxreport.ingest.table import Row, Table
from dxreport.model.submission import FollowUp, Outcome


def follow_ups(table: Table, items: tuple[str, ...]) -> tuple[FollowUp, ...]:
    """One answer for each of the department's ``items`` that the sheet asks about; a row without an outcome is a finding and
    an open answer. A row of an unknown id, or of none, and a second row of one id are findings and not taken.
    """
    asked = [row.key for row in table.rows if row.key in items]
    rows = rows_by_id(table, tuple(dict.fromkeys(asked)), "item")
    return tuple(_follow_up(row) for row in rows.values())


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

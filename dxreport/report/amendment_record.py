"""Turns the changes of a revision into records for machines."""

from __future__ import annotations

from collections.abc import Sequence

from dxreport.evaluate.compared_passages import Kind, Passage, Row
from dxreport.evaluate.compared_text import Pieces
from dxreport.report.amendment import changes

Plain = str | int | bool | None | list["Plain"] | dict[str, "Plain"]


def records(rows: Sequence[Row]) -> list[Plain]:
    """One for each change, in the table's order. ``pieces`` joined are the text; what differs is ``changed``."""
    return [_record(row) for row in changes(rows)]


def _record(row: Row) -> dict[str, Plain]:
    old, new = row.pieces
    return {
        "kind": row.kind.value,
        "place": row.place,
        "old": _side(row, row.old, old),
        "new": _side(row, row.new, new),
    }


def _side(row: Row, passage: Passage | None, pieces: Pieces) -> dict[str, Plain] | None:
    """None for a side that does not have the passage. A moved one stands on both, at its own place."""
    if passage is None:
        return None
    moved = row.kind in (Kind.MOVED_HERE, Kind.MOVED_AWAY)
    said: list[Plain] = [{"text": p.text, "changed": p.changed} for p in pieces]
    return {"text": passage.text, "pieces": said, **({"place": passage.place} if moved else {})}

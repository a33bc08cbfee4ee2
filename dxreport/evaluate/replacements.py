"""Turns the workbooks that one department handed in for one checkpoint into what changed between them, cell by cell."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import pairwise

from dxreport.model.period import Checkpoint
from dxreport.model.provenance import CellRef
from dxreport.model.submission import Entered, HandedIn, Submission

Key = tuple[str, str, str]
"""Sheet by its name in the form, row by its id, column by its heading: the same answer wherever its row stands."""


@dataclass(frozen=True, slots=True)
class CellChange:
    """One answer that differs; a text is empty, and its cell None, where one of the two workbooks has no answer."""

    sheet: str
    row: str
    heading: str
    before: str
    after: str
    before_cell: CellRef | None
    after_cell: CellRef | None


@dataclass(frozen=True, slots=True)
class Replacement:
    """A workbook and the one that took its place. No changes: the same answers were handed in again."""

    department: str
    checkpoint: Checkpoint
    before: Submission
    after: Submission
    changes: tuple[CellChange, ...]


def replacements(handed_in: HandedIn) -> tuple[Replacement, ...]:
    """Each replaced workbook of the checkpoint beside the next one of its department, by department and age."""
    return tuple(
        Replacement(department, handed_in.checkpoint, before, after, tuple(changes(before, after)))
        for department in sorted(handed_in.used)
        for before, after in pairwise(handed_in.versions(department))
    )


def changes(before: Submission, after: Submission) -> Iterator[CellChange]:
    """The answers that differ: in the order of the later workbook, then those that it no longer has."""
    then, now = _by_key(before), _by_key(after)
    for key, entry in now.items():
        was = then.get(key)
        if was is None or was.text != entry.text:
            yield CellChange(*key, was.text if was else "", entry.text, was.ref if was else None, entry.ref)
    for key, entry in then.items():
        if key not in now:
            yield CellChange(*key, entry.text, "", entry.ref, None)


def _by_key(submission: Submission) -> dict[Key, Entered]:
    """Of two rows with the same id the first stands, as everywhere."""
    found: dict[Key, Entered] = {}
    for entry in submission.entered:
        found.setdefault((entry.sheet, entry.row, entry.heading), entry)
    return found

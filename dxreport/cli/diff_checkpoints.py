"""Turns ``dxreport diff q1 q2`` into tables of what changed between the two checkpoints."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace

from rich.console import Console
from rich.table import Table

from dxreport.assessing import Request, evaluate
from dxreport.cli import console
from dxreport.errors import CannotRun
from dxreport.evaluate.checkpoint_changes import CheckpointChanges, checkpoint_changes
from dxreport.report.checkpoint_record import record
from dxreport.report.wording import checkpoint_changes as words

_WIDE = 160
"""Columns where there is no terminal: nothing is cut."""


def show_checkpoints(screen: console.Screen, request: Request, wanted: tuple[str, str]) -> None:
    """Judge both as they would be judged on their own, and say what differs. Writes nothing."""
    try:
        before, after = (evaluate(replace(request, checkpoint=c)) for c in wanted)
    except CannotRun as error:
        console.refuse(screen, error, publishing=False)
    found = checkpoint_changes(before, after)
    if screen.as_json:
        screen.record(record(found))
        return
    screen.lines(words.headline(found))
    _show(found)


def _show(found: CheckpointChanges) -> None:
    ends = (found.before.checkpoint, found.after.checkpoint)
    _table(words.COUNTS, words.count_headings(*ends), words.counts(found), figures=True)
    if found.nothing:
        console.Screen().line(words.NOTHING)
    levels = [line for turn in found.holders for line in words.holder(turn)]
    for title, rows in (
        (words.HOLDERS, levels),
        (words.MEASURES, [words.measure(t) for t in found.measures]),
        (words.BARS, [words.bar(t) for t in found.bars]),
    ):
        if rows:
            _table(title, words.turn_headings(*ends), rows)


def _table(title: str, headings: Iterable[str], rows: Iterable[tuple[str, ...]], *, figures: bool = False) -> None:
    console.Screen().lines(["", title])
    table = Table(box=None, pad_edge=False, padding=(0, 1, 0, 0))
    for n, heading in enumerate(headings):
        table.add_column(heading, justify="right" if figures and n else "left", overflow="fold")
    for row in rows:
        # Names that people gave are text, never the console's own mark-up.
        table.add_row(*(console.plain(cell) for cell in row))
    terminal = Console(highlight=False)
    (terminal if terminal.is_terminal else Console(highlight=False, width=_WIDE)).print(table)

"""Turns ``dxreport diff`` into 新旧対照表 of two versions of a strategy, or into what changed between two checkpoints."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import click

from dxreport import amending
from dxreport.assessing import Request
from dxreport.cli import console
from dxreport.cli.diff_checkpoints import show_checkpoints
from dxreport.errors import CannotRun
from dxreport.ingest.strategy_leaves import HiddenChange
from dxreport.model.period import Checkpoint
from dxreport.model.provenance import LineRef
from dxreport.report.amendment_record import records
from dxreport.report.wording import amendment as words
from dxreport.report.wording import console as phrases

_CHECKPOINTS = frozenset(c.value for c in Checkpoint)


@click.command(name="diff", help=phrases.HELP["diff"])
@click.argument("old", metavar="OLD")
@click.argument("new", required=False, metavar="[NEW]")
@click.option("--date", "amended", default=None, callback=console.as_date, help=phrases.HELP["amended"])
@console.workspace_option
@console.year_option
@console.json_option
def command(old: str, new: str | None, amended: date | None, workspace: Path, year: str, as_json: bool) -> None:
    """Two files, or two checkpoints."""
    screen = console.Screen(as_json=as_json)
    request = Request(workspace.resolve(), year)
    asked = [text.lower() in _CHECKPOINTS for text in (old, new or "")]
    if any(asked):
        if not all(asked) or amended is not None or new is None:
            raise click.UsageError(phrases.TWO_CHECKPOINTS)
        show_checkpoints(screen, request, (old.lower(), new.lower()))
        return
    try:
        found = amending.compare(request, Path(old).absolute(), Path(new).absolute() if new else None)
        written = amending.write(request, found, amended) if found.changes else None
    except CannotRun as error:
        console.refuse(screen, error)
    screen.data(
        {
            "published": written is not None,
            "file": written[0] if written else None,
            "sha256": written[1].sha256 if written else None,
            "changes": records(found.rows),
            "hidden": [_record(h) for h in found.hidden],
        }
    )
    _say(screen, found, written[0] if written else "")


def _say(screen: console.Screen, found: amending.Amendment, file: str) -> None:
    if file:
        screen.line(words.WRITTEN.format(count=len(found.changes), file=file))
    else:
        screen.line(words.NOTHING_CHANGED if found.hidden else words.NOT_A_SINGLE_CHANGE)
    if found.hidden:
        screen.line(words.HIDDEN_HEADING.format(count=len(found.hidden)))
    for item in found.hidden:
        # What people wrote is text: nothing in it may steer the terminal.
        screen.line(console.plain(words.hidden_line(item.place, item.old, item.new)).plain)


def _record(item: HiddenChange) -> dict[str, object]:
    return {
        "place": item.place,
        "old": item.old,
        "new": item.new,
        "old_line": _line(item.old_line),
        "new_line": _line(item.new_line),
    }


def _line(ref: LineRef | None) -> int | None:
    return ref.line if ref else None

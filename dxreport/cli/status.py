"""Turns ``dxreport status`` into the list of who has submitted and what is faulty."""

from __future__ import annotations

from pathlib import Path

import click
from rich.console import Console
from rich.table import Table

from dxreport import assessing
from dxreport.cli import console
from dxreport.errors import CannotRun
from dxreport.report.submission_records import submission_records
from dxreport.report.wording import console as phrases
from dxreport.report.wording.workbook import SUBMISSION_HEADINGS

_WORDS = {
    "submitted": phrases.STATE_SUBMITTED,
    "missing": phrases.STATE_MISSING,
    "unreadable": phrases.STATE_UNREADABLE,
}


@click.command(name="status", help=phrases.HELP["status"])
@console.workspace_option
@console.year_option
@console.checkpoint_option
@console.json_option
def command(workspace: Path, year: str, checkpoint: str, as_json: bool) -> None:
    """One line a department."""
    screen = console.Screen(as_json=as_json)
    try:
        request = assessing.Request(workspace.resolve(), year, checkpoint)
        assessment = assessing.evaluate(request)
    except CannotRun as error:
        console.refuse(screen, error, publishing=False)
    records = submission_records(assessment)
    if as_json:
        screen.data({"checkpoint": assessment.checkpoint.value, "departments": records})
        return
    screen.lines(phrases.headline(assessment))
    name, _, state, number, day, errors, warnings, file = SUBMISSION_HEADINGS
    table = Table(box=None, pad_edge=False)
    for heading in (name, state, number, day, errors, warnings, file):
        table.add_column(heading)
    for r in records:
        file_name = str(r["file"] or "").rpartition("/")[2]
        cells = (
            r["name"],
            _WORDS[str(r["state"])],
            r["number"],
            r["submitted_on"],
            r["errors"],
            r["warnings"],
            file_name,
        )
        table.add_row(*("" if c is None else str(c) for c in cells))
    Console(highlight=False).print(table)

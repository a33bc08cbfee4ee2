"""Turns ``dxreport samples`` into the sample submissions, byte for byte as before."""

from __future__ import annotations

from pathlib import Path

import click

from dxreport.assessing import Request
from dxreport.cli import console
from dxreport.errors import CannotRun
from dxreport.issuing import write_samples
from dxreport.report.wording import console as phrases


@click.command(name="samples", help=phrases.HELP["samples"])
@console.workspace_option
@console.year_option
@console.json_option
def command(workspace: Path, year: str, as_json: bool) -> None:
    """Write the fictional year's workbooks again."""
    screen = console.Screen(as_json=as_json)
    try:
        names = write_samples(Request(workspace.resolve(), year))
    except CannotRun as error:
        console.refuse(screen, error)
    screen.line(phrases.SAMPLES_WRITTEN.format(count=len(names)))
    screen.data({"files": list(names)})

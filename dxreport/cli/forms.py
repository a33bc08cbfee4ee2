"""Turns ``dxreport forms`` into blank forms for every department."""

from __future__ import annotations

from pathlib import Path

import click

from dxreport.assessing import Request
from dxreport.cli import console
from dxreport.errors import CannotRun
from dxreport.issuing import issue_forms
from dxreport.report.wording import console as phrases


@click.command(name="forms", help=phrases.HELP["forms"])
@console.workspace_option
@console.year_option
@click.option("--checkpoint", default="", help=phrases.HELP["forms_checkpoint"])
@console.json_option
def command(workspace: Path, year: str, checkpoint: str, as_json: bool) -> None:
    """One workbook a department, prefilled from the checkpoint before."""
    screen = console.Screen(as_json=as_json)
    try:
        folder, products = issue_forms(Request(workspace.resolve(), year, checkpoint))
    except CannotRun as error:
        console.refuse(screen, error)
    screen.line(phrases.FORMS_WRITTEN.format(count=len(products), folder=folder))
    screen.data({"folder": folder, "files": [p.name for p in products]})

"""Turns ``dxreport check`` into the findings of submissions; writes nothing."""

from __future__ import annotations

import sys
from pathlib import Path

import click

from dxreport import assessing
from dxreport.cli import console
from dxreport.errors import EXIT_FINDINGS, CannotRun
from dxreport.ingest.submission import read_any
from dxreport.ingest.workspace import Workspace
from dxreport.model.finding import Finding, Severity, sort_findings
from dxreport.report.submission_records import finding_record
from dxreport.report.wording import console as phrases


@click.command(name="check", help=phrases.HELP["check"])
@click.argument("files", nargs=-1, type=click.Path(path_type=Path), metavar="[FILE]...")
@console.workspace_option
@console.year_option
@console.checkpoint_option
@console.json_option
def command(files: tuple[Path, ...], workspace: Path, year: str, checkpoint: str, as_json: bool) -> None:
    """Findings of the files named, or of the whole latest checkpoint."""
    screen = console.Screen(as_json=as_json)
    request = assessing.Request(workspace.resolve(), year, checkpoint)
    try:
        findings = _of_files(request, files) if files else assessing.evaluate(request).findings
    except CannotRun as error:
        console.refuse(screen, error, publishing=False)
    console.show_findings(screen, findings)
    screen.data({"findings": [finding_record(f) for f in findings]})
    if any(f.severity is Severity.ERROR for f in findings):
        sys.exit(EXIT_FINDINGS)


def _of_files(request: assessing.Request, files: tuple[Path, ...]) -> tuple[Finding, ...]:
    place = Workspace(request.workspace)
    strategy = assessing.load_strategy(place, request.year)
    found: list[Finding] = []
    for path in files:
        found.extend(read_any(path, place.label(path.resolve()), strategy).findings)
    return sort_findings(found)

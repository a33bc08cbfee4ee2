"""Turns ``dxreport check`` into the findings of submissions; writes nothing."""

from __future__ import annotations

import sys
from pathlib import Path

import click

from dxreport import assessing
from dxreport.cli import console
from dxreport.errors import EXIT_FINDINGS, CannotRun
from dxreport.evaluate.replacements import Replacement
from dxreport.model.finding import Severity
from dxreport.render.data import Plain
from dxreport.report.submission_records import finding_record, replacement_record
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
    replaced: tuple[Replacement, ...] = ()
    try:
        if files:
            findings = assessing.check_files(request, files)
        else:
            assessment = assessing.evaluate(request)
            findings, replaced = assessment.findings, assessment.replacements
    except CannotRun as error:
        console.refuse(screen, error, publishing=False)
    console.show_findings(screen, findings)
    for item in replaced:
        screen.lines(phrases.replacement_lines(item))
    records: list[Plain] = [{**replacement_record(r)} for r in replaced]
    screen.record({"findings": [{**finding_record(f)} for f in findings], "replacements": records})
    if any(f.severity is Severity.ERROR for f in findings):
        sys.exit(EXIT_FINDINGS)

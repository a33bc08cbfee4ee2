"""Turns ``dxreport doctor`` into the answer to one question: is everything here fit to run?"""

from __future__ import annotations

import platform
import sys
from importlib.metadata import version
from pathlib import Path

import click

from dxreport.assessing import load_strategy
from dxreport.cli import console
from dxreport.errors import EXIT_FINDINGS, CannotRun
from dxreport.ingest.workspace import Workspace, latest_checkpoint
from dxreport.issuing import fit_to_issue
from dxreport.model.finding import Finding
from dxreport.products import fit_to_run
from dxreport.report.submission_records import finding_record
from dxreport.report.wording import console as phrases


@click.command(name="doctor", help=phrases.HELP["doctor"])
@console.workspace_option
@console.year_option
@console.json_option
def command(workspace: Path, year: str, as_json: bool) -> None:
    """Fonts, templates, the strategy, submissions, versions."""
    screen = console.Screen(as_json=as_json)
    place = Workspace(workspace.resolve())
    findings: list[Finding] = [*fit_to_run(place), *fit_to_issue(place)]
    said = [phrases.VERSIONS.format(program=version("dxreport"), python=platform.python_version())]
    try:
        strategy = load_strategy(place, year)
        checkpoint = latest_checkpoint(place, strategy.year.code)
        said.append(phrases.STRATEGY_READ.format(file=strategy.file, count=len(strategy.measures)))
        said.append(
            phrases.LATEST_SUBMISSIONS.format(checkpoint=checkpoint.value) if checkpoint else phrases.NO_SUBMISSIONS
        )
    except CannotRun as error:
        findings.extend(error.findings)
    screen.lines(said)
    console.show_findings(screen, tuple(findings))
    screen.line(phrases.NOT_FIT if findings else phrases.FIT)
    screen.data({"fit": not findings, "findings": [finding_record(f) for f in findings]})
    if findings:
        sys.exit(EXIT_FINDINGS)

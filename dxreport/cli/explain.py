"""Turns ``dxreport explain`` into the account of a figure, or into how a target's text is read."""

from __future__ import annotations

import sys
from pathlib import Path

import click

from dxreport import assessing
from dxreport.cli import console
from dxreport.errors import EXIT_FINDINGS, CannotRun
from dxreport.evaluate.assessment import Assessment
from dxreport.ingest.targets import Unreadable, read_target
from dxreport.ingest.validation import near
from dxreport.model.finding import finding
from dxreport.model.target import Direction
from dxreport.report.explain import explain, known_ids, target_line
from dxreport.report.wording import console as phrases


@click.command(name="explain", help=phrases.HELP["explain"])
@click.argument("item", required=False, metavar="[ID]")
@click.option("--target", "targets", multiple=True, help=phrases.HELP["target"])
@console.workspace_option
@console.year_option
@console.checkpoint_option
@console.json_option
def command(
    item: str | None, targets: tuple[str, ...], workspace: Path, year: str, checkpoint: str, as_json: bool
) -> None:
    """A figure's rule, arithmetic and cells; or the reading of a target."""
    screen = console.Screen(as_json=as_json)
    if targets:
        unread = [t for t in targets if not _target(screen, t)]
        sys.exit(EXIT_FINDINGS if unread else 0)
    if not item:
        raise click.UsageError(phrases.NOTHING_TO_EXPLAIN)
    try:
        request = assessing.Request(workspace.resolve(), year, checkpoint)
        assessment = assessing.evaluate(request)
        lines = account(item, assessment)
    except CannotRun as error:
        console.refuse(screen, error, publishing=False)
    for label, text in lines:
        screen.line(f"{label}：{text}" if label else text)
    screen.data({"id": item, "lines": [{"label": label, "text": text} for label, text in lines]})


def account(item: str, assessment: Assessment) -> tuple[tuple[str, str], ...]:
    """Label and text, line by line. Raises CannotRun for an unknown id, with the id that was probably meant."""
    lines = explain(item, assessment)
    if lines is None:
        raise CannotRun((finding("R08", None, found=item, near=near(item, known_ids(assessment))),))
    return lines


def _target(screen: console.Screen, text: str) -> bool:
    """Print how one target is read; whether it could be read (a missing direction is said, and is no failure)."""
    read = read_target(text)
    if isinstance(read, Unreadable):
        code = read.code
        unstated = code == "Y09"
        item = finding(code, None, found=text, detail=read.detail)
        screen.line(phrases.UNREADABLE_TARGET.format(what=item.what, why=item.why))
        value = read_target(text, Direction.HIGHER) if unstated else read
        screen.data(
            {
                "text": text,
                "direction": "unstated" if unstated else None,
                "value": None if isinstance(value, Unreadable) else str(value.value),
                "unit": None if isinstance(value, Unreadable) else value.unit,
                "findings": [code],
            }
        )
        return unstated
    screen.line(target_line(read))
    screen.data(
        {
            "text": text,
            "comparison": read.comparison.value,
            "value": str(read.value),
            "unit": read.unit,
            "qualifiers": list(read.qualifiers),
            "direction": read.direction.value,
            "findings": [],
        }
    )
    return True

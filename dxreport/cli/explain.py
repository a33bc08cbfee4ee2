"""Turns ``dxreport explain`` into the account of a figure, or into how targets and values are read."""

from __future__ import annotations

import sys
from decimal import Decimal
from pathlib import Path
from typing import NoReturn

import click

from dxreport import assessing
from dxreport.cli import console
from dxreport.cli.explain_target import Wanted, show_target, show_value, targets_of
from dxreport.errors import EXIT_FINDINGS, CannotRun
from dxreport.evaluate.assessment import Assessment
from dxreport.ingest.numbers import Number, read_number
from dxreport.ingest.validation import near
from dxreport.model.finding import finding
from dxreport.report.account import account as machine_account
from dxreport.report.explain_levels import explain
from dxreport.report.known import known_ids
from dxreport.report.wording import console as phrases


def _decimal(_context: click.Context, _parameter: click.Parameter, text: str | None) -> Decimal | None:
    if text is None:
        return None
    read = read_number(text, None)
    if not isinstance(read, Number):
        raise click.BadParameter(phrases.BAD_NUMBER.format(text=text))
    return read.value


@click.command(name="explain", help=phrases.HELP["explain"])
@click.argument("item", required=False, metavar="[ID]")
@click.option("--target", "targets", multiple=True, help=phrases.HELP["target"])
@click.option("--from-file", "file", type=click.Path(path_type=Path), help=phrases.HELP["from_file"])
@click.option("--value", "values", multiple=True, help=phrases.HELP["value"])
@click.option("--unit", default=None, help=phrases.HELP["unit"])
@click.option("--expected", default=None, callback=_decimal, help=phrases.HELP["expected"])
@console.workspace_option
@console.year_option
@console.checkpoint_option
@console.json_option
def command(
    item: str | None,
    targets: tuple[str, ...],
    file: Path | None,
    values: tuple[str, ...],
    unit: str | None,
    expected: Decimal | None,
    workspace: Path,
    year: str,
    checkpoint: str,
    as_json: bool,
) -> None:
    """A figure's rule, arithmetic and cells; or how targets and values are read."""
    screen = console.Screen(as_json=as_json)
    if targets or values or file is not None:
        _texts(screen, (targets, file), (values, Wanted(unit, expected)))
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
    screen.record({**(machine_account(item, assessment) or {}), "lines": [f"{a}：{b}" if a else b for a, b in lines]})


def _texts(
    screen: console.Screen, targets: tuple[tuple[str, ...], Path | None], values: tuple[tuple[str, ...], Wanted]
) -> NoReturn:
    """Show how every text is read, and leave with 1 if one of them could not be."""
    given, file = targets
    try:
        listed = targets_of(file) if file is not None else ()
    except CannotRun as error:
        console.refuse(screen, error, publishing=False)
    read = [show_target(t, as_json=screen.as_json) for t in (*given, *listed)]
    read += [show_value(v, values[1], as_json=screen.as_json) for v in values[0]]
    sys.exit(0 if all(read) else EXIT_FINDINGS)


def account(item: str, assessment: Assessment) -> tuple[tuple[str, str], ...]:
    """Label and text, line by line. Raises CannotRun for an unknown id, with the id that was probably meant."""
    lines = explain(item, assessment)
    if lines is None:
        raise CannotRun((finding("R08", None, found=item, near=near(item, known_ids(assessment))),))
    return lines

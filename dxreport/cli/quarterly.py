"""Turns ``dxreport quarterly`` into one published checkpoint."""

from __future__ import annotations

import sys
from dataclasses import replace
from datetime import date
from pathlib import Path

import click

from dxreport import assessing, pipeline
from dxreport.assessing import Request
from dxreport.cli import console
from dxreport.errors import EXIT_FINDINGS, CannotRun
from dxreport.model.audience import Audience
from dxreport.model.finding import Severity, finding
from dxreport.products import DECKS, USUAL, Extras, Kind
from dxreport.report.strategy_additions import Additions
from dxreport.report.submission_records import finding_record
from dxreport.report.wording import console as phrases


def outcome_of(
    request: Request,
    only: str,
    departments: tuple[str, ...],
    watch: assessing.Watcher,
    extras: Extras = USUAL,
    *,
    for_somebody: bool = False,
) -> pipeline.Outcome:
    """Publishes what was asked for: documents, or sheets of departments.

    ``for_somebody``: the audiences were named. Raises CannotRun where sheets of departments are wanted with anything else,
    where something is to be added to a strategy document that is not asked for, and for handouts without a deck.
    """
    wanted = kinds(only)
    additions = extras.additions
    if additions.any and (departments or Kind.STRATEGY not in wanted):
        raise CannotRun((finding("R17", None, found="、".join(f"--{name}" for name in additions.names)),))
    if extras.handouts and (departments or not set(wanted) & set(DECKS)):
        raise CannotRun((finding("R25", None, choices="、".join(DECKS)),))
    if not departments:
        plan_only = wanted == (Kind.STRATEGY,) and not additions.progress
        return pipeline.quarterly(replace(request, plan_only=plan_only), wanted, watch, extras)
    if only or for_somebody:
        raise CannotRun((finding("R16", None),))
    return pipeline.feedback(request, departments, watch)


def readers(names: tuple[str, ...]) -> tuple[Audience, ...]:
    """Audiences named by ``--audience``, each once; the committee when there is none. Raises CannotRun for an unknown one."""
    known = {a.value: a for a in Audience}
    if unknown := [n for n in dict.fromkeys(names) if n not in known]:
        raise CannotRun(tuple(finding("R19", None, found=n, choices="、".join(known)) for n in unknown))
    return tuple(a for a in Audience if a.value in names) or (Audience.COMMITTEE,)


def kinds(text: str) -> tuple[Kind, ...]:
    """Kinds named by ``--only``; all when it is empty. Raises CannotRun for an unknown one."""
    if not text:
        return tuple(Kind)
    known = {k.value: k for k in Kind}
    chosen: list[Kind] = []
    for part in (p.strip() for p in text.split(",")):
        if part not in known:
            raise CannotRun((finding("R09", None, found=part, choices="、".join(known)),))
        chosen.append(known[part])
    return tuple(k for k in Kind if k in chosen)


@click.command(name="quarterly", help=phrases.HELP["quarterly"])
@console.workspace_option
@console.year_option
@console.checkpoint_option
@console.as_of_option
@click.option("--draft", is_flag=True, help=phrases.HELP["draft"])
@click.option("--only", default="", help=phrases.HELP["only"].format(choices="、".join(k.value for k in Kind)))
@click.option("--department", "departments", multiple=True, metavar="ID", help=phrases.HELP["department"])
@click.option("--with-progress", is_flag=True, help=phrases.HELP["with_progress"])
@click.option("--with-faults", is_flag=True, help=phrases.HELP["with_faults"])
@click.option("--handout", "handouts", is_flag=True, help=phrases.HELP["handout"])
@click.option("--audience", "audiences", multiple=True, metavar="NAME", help=phrases.HELP["audience"])
@click.option("--strict", is_flag=True, help=phrases.HELP["strict"])
@console.json_option
def command(
    workspace: Path,
    year: str,
    checkpoint: str,
    as_of: date | None,
    draft: bool,
    only: str,
    departments: tuple[str, ...],
    with_progress: bool,
    with_faults: bool,
    handouts: bool,
    audiences: tuple[str, ...],
    strict: bool,
    as_json: bool,
) -> None:
    """Read, evaluate, compose, render, publish."""
    screen = console.Screen(as_json=as_json)
    try:
        request = Request(workspace.resolve(), year, checkpoint, as_of, draft)
        with screen.progress() as watch:
            added = Additions(progress=with_progress, faults=with_faults)
            extras = Extras(added, handouts, readers(audiences))
            outcome = outcome_of(
                request,
                only,
                departments,
                lambda stage, item: watch(stage.value, item),
                extras,
                for_somebody=bool(audiences),
            )
    except CannotRun as error:
        console.refuse(screen, error)
    findings = outcome.findings
    screen.lines(phrases.headline(outcome.assessment))
    console.show_findings(screen, findings)
    screen.line(phrases.PUBLISHED.format(folder=outcome.folder, count=len(outcome.products)))
    screen.data(
        {
            "published": True,
            "folder": outcome.folder,
            "checkpoint": outcome.assessment.checkpoint.value,
            "as_of": outcome.assessment.as_of.isoformat(),
            "missing": [d.department.id for d in outcome.assessment.departments if d.used is None],
            "files": [{"file": p.name, "sha256": p.sha256} for p in outcome.products],
            "findings": [finding_record(f) for f in findings],
        }
    )
    if strict and any(f.severity is Severity.ERROR for f in findings):
        sys.exit(EXIT_FINDINGS)

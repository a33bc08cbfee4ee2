"""Turns a workspace into where every department's submission stands, and into drafts that ask for what is missing."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

from dxreport.assessing import Request, evaluate
from dxreport.evaluate.assessment import Assessment
from dxreport.evaluate.collection import Collection, collection
from dxreport.ingest.publication import read_publication
from dxreport.ingest.workspace import Workspace
from dxreport.publish import Product, publish
from dxreport.render import mail
from dxreport.report import reminder
from dxreport.report.wording import files

RETURNS_ONLY = "returns"
"""What the folder of a run that made return slips only is called after the checkpoint; see ``pipeline.folder_name``."""


def collect(request: Request, today: date) -> Collection:
    """Also where nobody has submitted yet. Raises CannotRun when the strategy cannot be read."""
    assessment = evaluate(replace(request, even_empty=True))
    return collection(assessment, _slips(assessment, Workspace(request.workspace)), today)


def write_reminders(request: Request, found: Collection) -> tuple[str, tuple[Product, ...]]:
    """Drafts for everyone who is waited for; nothing is sent. Returns the folder and the files. Old drafts go."""
    workspace = Workspace(request.workspace)
    strategy, checkpoint = found.assessment.strategy, found.assessment.checkpoint
    names = files.reminders(strategy.year, checkpoint, strategy.departments)
    products = tuple(
        Product(names[d.state.department.id], mail.render(reminder.compose(found, d)))
        for d in found.departments
        if d.stand.waiting
    )
    folder = workspace.outputs / strategy.year.code / f"reminders-{checkpoint.value}"
    publish(folder, products, workspace.label(folder))
    return workspace.label(folder), products


def _slips(assessment: Assessment, workspace: Workspace) -> dict[tuple[str, str], str]:
    """Published slips by department and by the workbook they are about: one of the files that the publication was made from."""
    strategy, checkpoint = assessment.strategy, assessment.checkpoint
    names = files.return_slips(strategy.year, checkpoint, strategy.departments)
    out: dict[tuple[str, str], str] = {}
    for folder in (checkpoint.value, f"{checkpoint.value}-{RETURNS_ONLY}"):
        earlier = read_publication(workspace.outputs / strategy.year.code / folder)
        for department, name in names.items():
            if name in earlier.outputs:
                out.update({(department, digest): name for digest in earlier.inputs})
    return out

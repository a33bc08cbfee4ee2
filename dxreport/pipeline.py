"""The whole run on one page: read, check, evaluate, compose, render, publish."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass

from dxreport.assessing import Request, Stage, Watcher, evaluate
from dxreport.errors import CannotRun
from dxreport.evaluate.assessment import Assessment
from dxreport.ingest.workspace import Workspace
from dxreport.manifest import Run, describe
from dxreport.model.audience import Audience
from dxreport.model.finding import Finding, finding
from dxreport.products import USUAL, Extras, Kind, make, make_sheets
from dxreport.publish import Product, publish

_LONGEST_IDS = 80
"""Characters of a folder's name; more ids than fit stand as a digest."""


@dataclass(frozen=True, slots=True)
class Outcome:
    """What a run published."""

    assessment: Assessment
    folder: str
    products: tuple[Product, ...]

    @property
    def findings(self) -> tuple[Finding, ...]:
        """What is wrong or odd in the inputs, then what came up while the papers were made."""
        return (*self.assessment.findings, *(f for p in self.products for f in p.findings))


def quarterly(request: Request, only: tuple[Kind, ...], watch: Watcher, extras: Extras = USUAL) -> Outcome:
    """The main job. Either everything asked for is published, or nothing is and the earlier publication stays.

    Raises CannotRun, with findings, when it cannot be done.
    """
    workspace = Workspace(request.workspace)
    assessment = evaluate(request, watch)
    products = make(assessment, workspace, only, lambda name: watch(Stage.RENDER, name), extras)
    run = Run(assessment, workspace, only, additions=extras.additions, audiences=extras.audiences)
    everything = (*products, *describe(run, products))
    folder = workspace.outputs / assessment.strategy.year.code / folder_name(assessment, only, extras.audiences)
    watch(Stage.PUBLISH, workspace.label(folder))
    publish(folder, everything, workspace.label(folder))
    return Outcome(assessment, workspace.label(folder), everything)


def feedback(request: Request, wanted: tuple[str, ...], watch: Watcher) -> Outcome:
    """A sheet for each department that is wanted (ids, or ``all``), in a folder of its own beside what is published.

    Raises CannotRun, with findings, for an id that no submitting department has, and when it cannot be done.
    """
    workspace = Workspace(request.workspace)
    assessment = evaluate(request, watch)
    chosen = choose(assessment, wanted)
    products = make_sheets(assessment, workspace, chosen, lambda name: watch(Stage.RENDER, name))
    everything = (*products, *describe(Run(assessment, workspace, (), chosen), products))
    folder = workspace.outputs / assessment.strategy.year.code / sheets_folder(assessment, chosen)
    watch(Stage.PUBLISH, workspace.label(folder))
    publish(folder, everything, workspace.label(folder))
    return Outcome(assessment, workspace.label(folder), everything)


ALL = "all"


def choose(assessment: Assessment, wanted: tuple[str, ...]) -> tuple[str, ...]:
    """Ids in the strategy's order, each once. Raises CannotRun with a finding for each unknown one."""
    known = [d.department.id for d in assessment.departments]
    unknown = [i for i in dict.fromkeys(wanted) if i not in known and i != ALL]
    if unknown:
        choices = "、".join(f"{d.department.id}（{d.department.name}）" for d in assessment.departments)
        raise CannotRun(tuple(finding("R15", None, found=i, choices=choices) for i in unknown))
    return tuple(known if ALL in wanted else (i for i in known if i in wanted))


def sheets_folder(assessment: Assessment, chosen: tuple[str, ...]) -> str:
    """``q2-departments`` for all of them; some have their ids behind it, so that they never replace all."""
    parts = [assessment.checkpoint.value, *(("draft",) if assessment.draft else ()), "departments"]
    if len(chosen) < len(assessment.departments):
        ids = "-".join(chosen)
        parts.append(ids if len(ids) <= _LONGEST_IDS else hashlib.sha256(ids.encode()).hexdigest()[:12])
    return "-".join(parts)


def folder_name(
    assessment: Assessment, only: tuple[Kind, ...], audiences: tuple[Audience, ...] = (Audience.COMMITTEE,)
) -> str:
    """``q2``; a draft or a part goes to a folder of its own, so that it never replaces what was published.

    Without the committee's decks a publication is a part.
    """
    parts = [assessment.checkpoint.value]
    if assessment.draft:
        parts.append("draft")
    if set(only) != set(Kind):
        parts.extend(k.value for k in Kind if k in only)
    if Audience.COMMITTEE not in audiences:
        parts.extend(a.value for a in audiences)
    return "-".join(parts)

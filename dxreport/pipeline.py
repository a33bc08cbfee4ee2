"""The whole run on one page: read, check, evaluate, compose, render, publish."""

from __future__ import annotations

from dataclasses import dataclass

from dxreport.assessing import Request, Stage, Watcher, evaluate
from dxreport.evaluate.assessment import Assessment
from dxreport.ingest.workspace import Workspace
from dxreport.manifest import Run, describe
from dxreport.products import Kind, make
from dxreport.publish import Product, publish


@dataclass(frozen=True, slots=True)
class Outcome:
    """What a run published."""

    assessment: Assessment
    folder: str
    products: tuple[Product, ...]


def quarterly(request: Request, only: tuple[Kind, ...], watch: Watcher) -> Outcome:
    """The main job. Either everything asked for is published, or nothing is and the earlier publication stays.

    Raises CannotRun, with findings, when it cannot be done.
    """
    workspace = Workspace(request.workspace)
    assessment = evaluate(request, watch)
    products = make(assessment, workspace, only, lambda name: watch(Stage.RENDER, name))
    everything = (*products, *describe(Run(assessment, workspace, only), products))
    folder = workspace.outputs / assessment.strategy.year.code / folder_name(assessment, only)
    watch(Stage.PUBLISH, workspace.label(folder))
    publish(folder, everything, workspace.label(folder))
    return Outcome(assessment, workspace.label(folder), everything)


def folder_name(assessment: Assessment, only: tuple[Kind, ...]) -> str:
    """``q2``; a draft or a part goes to a folder of its own, so that it never replaces what was published."""
    parts = [assessment.checkpoint.value]
    if assessment.draft:
        parts.append("draft")
    if set(only) != set(Kind):
        parts.extend(k.value for k in Kind if k in only)
    return "-".join(parts)

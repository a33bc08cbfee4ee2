"""Turns a workspace's files into the one Assessment of a checkpoint: read, check, evaluate."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterable
from dataclasses import dataclass, replace
from datetime import date
from enum import StrEnum
from pathlib import Path

from dxreport.errors import CannotRun
from dxreport.evaluate.assess import assess
from dxreport.evaluate.assessment import Assessment
from dxreport.ingest import isolation, odd_characters, strategy_file
from dxreport.ingest.handed_in import read_folder
from dxreport.ingest.submission import read_any
from dxreport.ingest.workspace import Workspace, checkpoint_of, latest_checkpoint, year_of
from dxreport.model.finding import Checked, Finding, finding, sort_findings
from dxreport.model.period import Checkpoint
from dxreport.model.provenance import FileRef
from dxreport.model.strategy import Strategy
from dxreport.model.submission import HandedIn, Submission
from dxreport.render.fonts import FontSet
from dxreport.render.glyphs import Coverage


class Stage(StrEnum):
    """What a run is doing, for those who watch it."""

    READ = "read"
    EVALUATE = "evaluate"
    RENDER = "render"
    PUBLISH = "publish"


_NOT_SUBMITTED = "E01"
Watcher = Callable[[Stage, str], None]


def unwatched(_stage: Stage, _item: str) -> None:
    """A watcher that looks away."""


@dataclass(frozen=True, slots=True)
class Request:
    """What to judge; empty choices mean: the latest year, the latest checkpoint with submissions, the quarter's last day."""

    workspace: Path
    year: str = ""
    checkpoint: str = ""
    as_of: date | None = None
    draft: bool = False
    even_empty: bool = False
    """Judge a checkpoint at which nobody has submitted (the first one where there is none at all), to say who is missing."""
    plan_only: bool = False
    """Only the plan is wanted, which can be printed before anybody has submitted anything in the year."""


def load_strategy(workspace: Workspace, year: str) -> Strategy:
    """The year's master. Raises CannotRun with all its findings when it cannot be used."""
    code = year_of(workspace, year)
    path = workspace.inputs / code / strategy_file.STRATEGY_FILE
    checked = strategy_file.load(path, workspace.label(path))
    if checked.value is None:
        raise CannotRun(checked.findings)
    if checked.value.year.code != code:
        place = FileRef(workspace.label(path))
        raise CannotRun((finding("R12", place, found=code, year=checked.value.year.code),))
    return checked.value


def evaluate(request: Request, watch: Watcher = unwatched) -> Assessment:
    """Read everything up to the checkpoint and judge it. Raises CannotRun when there is nothing to judge."""
    workspace = Workspace(request.workspace)
    isolation.room().prepare()  # a reading process starts while the strategy is read
    strategy = load_strategy(workspace, request.year)
    folder = workspace.inputs / strategy.year.code
    checkpoint = checkpoint_of(request.checkpoint) or latest_checkpoint(workspace, strategy.year.code)
    if checkpoint is None and (request.even_empty or request.plan_only):
        checkpoint = Checkpoint.Q1
    if checkpoint is None:
        raise CannotRun((finding("R01", FileRef(workspace.label(folder))),))
    handed_in, findings = _read(workspace, strategy, checkpoint, watch)
    before_all = request.plan_only and not any(h.used or h.unreadable for h in handed_in)
    as_of = request.as_of or (strategy.year.first_day if before_all else checkpoint.last_day(strategy.year))
    if not strategy.year.first_day <= as_of <= strategy.year.last_day:
        raise CannotRun((finding("R06", None, found=as_of.isoformat()),))
    provisional = _provisional(workspace, strategy, checkpoint)
    nobody = not handed_in[-1].used and not handed_in[-1].unreadable
    if nobody and not (request.even_empty or before_all):
        raise CannotRun((*findings, finding("R01", FileRef(workspace.label(folder / checkpoint.value)))))
    findings = (*findings, *_odd_characters(workspace, strategy, handed_in[-1].used.values()))
    watch(Stage.EVALUATE, checkpoint.value)
    assessment = assess(strategy, handed_in, as_of, findings, draft=request.draft, provisional=provisional)
    return _nobody_asked(assessment) if before_all else assessment


def _nobody_asked(assessment: Assessment) -> Assessment:
    """Before the first submissions of the year nobody is late with one."""
    return replace(assessment, findings=tuple(f for f in assessment.findings if f.code != _NOT_SUBMITTED))


def check_files(request: Request, files: tuple[Path, ...]) -> tuple[Finding, ...]:
    """Everything that is wrong or odd in the files named, each as if it were its department's submission.

    A file is of the checkpoint that it says it is of, and is held against what the department handed in before.
    """
    workspace = Workspace(request.workspace)
    isolation.room().prepare(len(files))
    strategy = load_strategy(workspace, request.year)
    whole = tuple(dict.fromkeys(Path(os.path.abspath(path)) for path in files))
    labels = [(path, workspace.label(path)) for path in whole if path.is_file()]
    found = [finding("R14", FileRef(workspace.label(p)), found=p.name) for p in whole if not p.is_file()]
    books = isolation.room().read(labels)
    rounds: dict[tuple[Checkpoint, int], dict[str, Submission]] = {}
    for book in books:
        read = read_any(book, strategy)
        found.extend(read.findings)
        if (submission := read.value) is not None:
            number = sum(
                submission.department in taken for (step, _), taken in rounds.items() if step == submission.checkpoint
            )
            rounds.setdefault((submission.checkpoint, number), {})[submission.department] = submission
    earlier: dict[Checkpoint, tuple[HandedIn, ...]] = {}
    odd = Coverage(FontSet(workspace.fonts)).odd
    for (step, _), used in rounds.items():
        if step not in earlier:
            earlier[step] = tuple(_handed_in(workspace, strategy, s).value for s in step.until()[:-1])
        result = assess(strategy, (*earlier[step], HandedIn(step, used)), step.last_day(strategy.year))
        names = {s.file for s in used.values()}
        found.extend(f for f in result.findings if f.file in names)
        found.extend(odd_characters.in_submissions(used.values(), _sheets(strategy), odd))
    return sort_findings(found)


def _odd_characters(
    workspace: Workspace, strategy: Strategy, submissions: Iterable[Submission]
) -> tuple[Finding, ...]:  # fmt: skip
    """Characters that the papers' fonts lack: found now, with their places, and not by whoever reads the printed page."""
    odd = Coverage(FontSet(workspace.fonts)).odd
    path = workspace.inputs / strategy.year.code / strategy_file.STRATEGY_FILE
    return (
        *odd_characters.in_strategy(path, strategy.file, odd),
        *odd_characters.in_submissions(submissions, _sheets(strategy), odd),
    )


def _sheets(strategy: Strategy) -> frozenset[str]:
    """Names of the sheets of detail lists."""
    return frozenset(detail.title for detail in strategy.lists)


def _handed_in(workspace: Workspace, strategy: Strategy, step: Checkpoint) -> Checked[HandedIn]:
    folder = workspace.inputs / strategy.year.code / step.value
    return read_folder(folder, workspace.label(folder), strategy, step)


def _provisional(workspace: Workspace, strategy: Strategy, checkpoint: Checkpoint) -> HandedIn | None:
    """What q4 held, which the final run replaces and compares itself with; None where nothing was handed in then."""
    folder = workspace.inputs / strategy.year.code / Checkpoint.Q4.value
    if not checkpoint.is_final or not folder.is_dir():
        return None
    read = read_folder(folder, workspace.label(folder), strategy, Checkpoint.Q4).value
    return read if read.used else None


def _read(
    workspace: Workspace, strategy: Strategy, checkpoint: Checkpoint, watch: Watcher
) -> tuple[tuple[HandedIn, ...], tuple[Finding, ...]]:
    """What was handed in at each checkpoint so far; the findings are those of the last one."""
    handed_in: list[HandedIn] = []
    findings: tuple[Finding, ...] = ()
    for step in checkpoint.until():
        folder = workspace.inputs / strategy.year.code / step.value
        watch(Stage.READ, workspace.label(folder))
        read = read_folder(folder, workspace.label(folder), strategy, step)
        handed_in.append(read.value)
        findings = read.findings
    return tuple(handed_in), findings

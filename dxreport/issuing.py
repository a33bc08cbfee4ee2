"""Turns a strategy and the last checkpoint's results into the forms of the next one, and sample answers into sample submissions."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from decimal import Decimal
from pathlib import Path

from dxreport.assessing import Request, evaluate, load_strategy
from dxreport.errors import CannotRun
from dxreport.evaluate.assessment import Assessment
from dxreport.evaluate.deadlines import deadlines
from dxreport.evaluate.measure_result import MeasureResult
from dxreport.forms import blank, contract, sample
from dxreport.forms.look import Look, load
from dxreport.forms.rows import FollowUp
from dxreport.ingest import sample_file
from dxreport.ingest.workspace import Workspace, checkpoint_of, latest_checkpoint, submission_files
from dxreport.layout.submission import file_name
from dxreport.model.finding import Finding, finding
from dxreport.model.measure import Accumulation
from dxreport.model.period import Checkpoint
from dxreport.model.provenance import FileRef
from dxreport.model.strategy import Strategy
from dxreport.model.submission import Explanation
from dxreport.publish import Product, publish

SAMPLE_FOLDER = "sample"
FORM_TEMPLATE = "form.xlsx"


def issue_forms(request: Request) -> tuple[str, tuple[Product, ...]]:
    """Blank forms for every department that submits, prefilled from the checkpoint before.

    Without ``request.checkpoint`` the checkpoint after the latest one that has submissions. Returns the folder and the files.
    """
    workspace = Workspace(request.workspace)
    strategy = load_strategy(workspace, request.year)
    checkpoint = checkpoint_of(request.checkpoint) or _following(latest_checkpoint(workspace, strategy.year.code))
    look = _look(workspace, strategy)
    before = _before(request, strategy, checkpoint)
    ladder = deadlines(strategy, checkpoint)
    products = tuple(
        Product(
            file_name(strategy.year, checkpoint, department),
            blank.build(
                strategy,
                checkpoint,
                department,
                _values(before, checkpoint),
                sample=before.sample if before else False,
                look=look,
                delays=_open_delays(before, department.id),
                due=ladder[0].day if ladder else None,
            ),
        )
        for department in strategy.departments
        if department.submits
    )
    folder = workspace.outputs / strategy.year.code / f"forms-{checkpoint.value}"
    publish(folder, products, workspace.label(folder))
    return workspace.label(folder), products


def fit_to_issue(workspace: Workspace) -> tuple[Finding, ...]:
    """The forms' template against its contract; any finding stops ``forms`` and ``samples``."""
    path = workspace.templates / FORM_TEMPLATE
    place = FileRef(workspace.label(path))
    if not path.is_file():
        return (finding("F04", place),)
    try:
        lost = contract.missing(path.read_bytes())
    except ValueError:
        return (finding("F06", place),)
    return tuple(finding("F05", place, name=name) for name in lost)


def _look(workspace: Workspace, strategy: Strategy) -> Look:
    """The look of all forms. Raises CannotRun when the template is not fit."""
    if faults := fit_to_issue(workspace):
        raise CannotRun(faults)
    return load((workspace.templates / FORM_TEMPLATE).read_bytes(), strategy.palette)


def _following(latest: Checkpoint | None) -> Checkpoint:
    order = tuple(Checkpoint)
    if latest is None:
        return order[0]
    return order[min(order.index(latest) + 1, len(order) - 1)]


def _before(request: Request, strategy: Strategy, checkpoint: Checkpoint) -> Assessment | None:
    """The assessment of the checkpoint before, if anything was handed in then."""
    earlier = checkpoint.previous()
    folder = Workspace(request.workspace).inputs / strategy.year.code / (earlier.value if earlier else "")
    if earlier is None or not submission_files(folder):
        return None
    return evaluate(replace(request, year=strategy.year.code, checkpoint=earlier.value, as_of=None))


def _values(before: Assessment | None, checkpoint: Checkpoint) -> Mapping[str, Decimal]:
    """What the form prints as 前回の実績: the last value, or what has been gathered in the quarters that will count."""
    if before is None:
        return {}
    found = {m.measure.id: _last_value(m, checkpoint) for m in before.measures}
    return {measure: value for measure, value in found.items() if value is not None}


def _last_value(result: MeasureResult, checkpoint: Checkpoint) -> Decimal | None:
    """The last value of the year. Of sums and worst values one that is due and missing leaves the rest unknown.

    The final run replaces the fourth quarter, whose own part must not count twice.
    """
    gathers = result.measure.accumulation in (Accumulation.SUM, Accumulation.WORST)
    wanted = set(result.checkpoint.until()) & set(checkpoint.until()) if gathers else set(Checkpoint)
    for point in (p for p in reversed(result.history) if p.checkpoint in wanted):
        if point.actual is not None:
            return point.actual
        if gathers and result.measure.due_at(point.checkpoint):
            return None
    return None


def _open_delays(before: Assessment | None, department: str) -> tuple[FollowUp, ...]:
    """What the department wrote about delays last time; the form asks what became of it (domain §3)."""
    if before is None:
        return ()
    items: list[tuple[str, str, Explanation]] = [
        (m.measure.id, m.measure.name, m.explanation) for m in before.measures if m.measure.department == department
    ]
    items += [
        (b.bar.id, b.bar.label or b.bar.short_name, b.explanation)
        for b in before.bars
        if b.bar.department == department
    ]
    return tuple(FollowUp(i, name, words) for i, name, words in items if words.reason)


def write_samples(request: Request) -> tuple[str, ...]:
    """Write the fictional year's workbooks into ``inputs/<year>/<checkpoint>/``; returns their names. Same answers, same bytes."""
    workspace = Workspace(request.workspace)
    strategy = load_strategy(workspace, request.year)
    folder = workspace.inputs / strategy.year.code
    place = FileRef(workspace.label(folder / SAMPLE_FOLDER))
    if not (folder / SAMPLE_FOLDER).is_dir():
        raise CannotRun((finding("R10", place),))
    try:
        answers = sample_file.load(folder / SAMPLE_FOLDER, strategy)
    except sample_file.SampleError as error:
        raise CannotRun((finding("R11", place, detail=str(error).splitlines()[0]),)) from error
    made = sample.build_all(strategy, answers, _look(workspace, strategy))
    for name, content in made:
        _replace(folder / name, content)
    return tuple(name for name, _ in made)


def _replace(path: Path, content: bytes) -> None:
    """Write beside, then swap: a workbook is never half-written."""
    path.parent.mkdir(parents=True, exist_ok=True)
    beside = path.with_name(f".{path.name}.new")
    beside.write_bytes(content)
    beside.replace(path)

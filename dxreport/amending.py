"""Turns two versions of a strategy into 新旧対照表 for Word, published beside the year's other papers."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from pathlib import Path

from dxreport.assessing import Request
from dxreport.errors import CannotRun
from dxreport.evaluate.compared_passages import Row, compare_passages
from dxreport.ingest import strategy_file, yaml_lines
from dxreport.ingest.strategy_leaves import HiddenChange, hidden_changes
from dxreport.ingest.workspace import Workspace, year_of
from dxreport.model.strategy import Strategy
from dxreport.products import WORD_TEMPLATE, fit_to_run
from dxreport.publish import Product, publish
from dxreport.render import word
from dxreport.render.fonts import FontSet
from dxreport.render.style import Style
from dxreport.report import amendment
from dxreport.report.strategy_passages import numbered_anew, passages
from dxreport.report.wording import files

FOLDER = "diff"


@dataclass(frozen=True, slots=True)
class Amendment:
    """What lies between two versions: every passage in both, and the settings that no paper shows."""

    old: Strategy
    new: Strategy
    rows: tuple[Row, ...]
    hidden: tuple[HiddenChange, ...]

    @property
    def changes(self) -> tuple[Row, ...]:
        return amendment.changes(self.rows)


def compare(request: Request, old: Path, new: Path | None) -> Amendment:
    """``new`` is the year's current strategy where it is not given; both are whole paths.

    Raises CannotRun with the findings of both files.
    """
    workspace = Workspace(request.workspace)
    current = new or workspace.inputs / year_of(workspace, request.year) / strategy_file.STRATEGY_FILE
    paths = [(path, _label(workspace, path)) for path in (old, current)]
    checked = [strategy_file.load(path, label, faults=False) for path, label in paths]
    before, after = (c.value for c in checked)
    if before is None or after is None:
        raise CannotRun(tuple(dict.fromkeys(f for c in checked for f in c.findings)))
    read = [yaml_lines.read(path, label).value for path, label in paths]
    rows = compare_passages(passages(before), passages(after, numbered_anew(before, after)))
    return Amendment(before, after, rows, (*_restyled(rows), *hidden_changes(read[0], read[1], _told(rows))))


def _label(workspace: Workspace, path: Path) -> str:
    """A file outside the workspace is called by its last two parts: both versions may have the same name."""
    label = workspace.label(path)
    return label if path.is_relative_to(workspace.root) else f"{path.parent.name}/{label}"


def _told(rows: tuple[Row, ...]) -> tuple[str, str]:
    changed = amendment.changes(rows)
    return "\n".join(r.old.text for r in changed if r.old), "\n".join(r.new.text for r in changed if r.new)


def _restyled(rows: tuple[Row, ...]) -> tuple[HiddenChange, ...]:
    """Words that are set in another form (a paragraph that became a list): no change of the text."""
    return tuple(
        HiddenChange(f"{r.place} {r.new.first_line}", r.old.form, r.new.form, None, None)
        for r in rows
        if r.restyled and r.old and r.new
    )


def write(request: Request, found: Amendment, amended: date | None) -> tuple[str, Product]:
    """Publish the table; returns its path from the workspace, and the file. Raises CannotRun when it cannot be made."""
    workspace = Workspace(request.workspace)
    if faults := fit_to_run(workspace):
        raise CannotRun(faults)
    strategy = found.new
    paper = amendment.compose(strategy, found.rows, amended)
    template = (workspace.templates / WORD_TEMPLATE).read_bytes()
    made = word.render(paper, template, Style(strategy.palette), FontSet(workspace.fonts), paper.properties.stamp)
    product = Product(files.amendment_table(strategy.year, strategy.title), made.content)
    folder = workspace.outputs / strategy.year.code / FOLDER
    publish(folder, (product,), workspace.label(folder))
    return workspace.label(folder / product.name), product

"""Turns the nested levels of a strategy record into one walk over them, each with its path in the file."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from dxreport.ingest.strategy_schema import (
    BarRecord,
    BranchRecord,
    IndicatorRecord,
    InitiativeRecord,
    MeasureRecord,
    StrategyRecord,
    ThemeRecord,
)
from dxreport.ingest.yaml_lines import Path_


@dataclass(frozen=True, slots=True)
class Step:
    """A level with its path; ``depth`` is 0 for the whole and for themes, then 1, 2 … for branches."""

    path: Path_
    record: StrategyRecord | ThemeRecord | BranchRecord | InitiativeRecord
    depth: int = 0


def levels(record: StrategyRecord) -> Iterator[Step]:
    """The whole, then each theme with its branches and initiatives, in the file's order."""
    yield Step((), record)
    for t, theme in enumerate(record.themes):
        yield from _below(Step(("themes", t), theme))


def _below(step: Step) -> Iterator[Step]:
    yield step
    if not isinstance(step.record, ThemeRecord | BranchRecord):
        return
    for i, initiative in enumerate(step.record.initiatives):
        yield Step((*step.path, "initiatives", i), initiative, step.depth)
    for b, branch in enumerate(step.record.branches):
        yield from _below(Step((*step.path, "branches", b), branch, step.depth + 1))


def indicators(record: StrategyRecord) -> Iterator[tuple[Path_, IndicatorRecord]]:
    """Every indicator, whatever level it hangs on."""
    for step in levels(record):
        for k, indicator in enumerate(step.record.indicators):
            yield (*step.path, "indicators", k), indicator


def measures(record: StrategyRecord) -> Iterator[tuple[Path_, MeasureRecord]]:
    for path, indicator in indicators(record):
        for m, measure in enumerate(indicator.measures):
            yield (*path, "measures", m), measure


def initiatives(record: StrategyRecord) -> Iterator[tuple[Path_, InitiativeRecord]]:
    for step in levels(record):
        if isinstance(step.record, InitiativeRecord):
            yield step.path, step.record


def bars(record: StrategyRecord) -> Iterator[tuple[Path_, BarRecord]]:
    for path, initiative in initiatives(record):
        for n, task in enumerate(initiative.tasks):
            for b, bar in enumerate(task.bars):
                yield (*path, "tasks", n, "bars", b), bar

"""Turns the sample year into one n times as large, to see how evaluation grows."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

from dxreport.assessing import load_strategy
from dxreport.ingest.handed_in import read_folder
from dxreport.ingest.workspace import Workspace
from dxreport.model.measure import Measure
from dxreport.model.period import Checkpoint
from dxreport.model.strategy import Initiative, Strategy
from dxreport.model.submission import FilledList, HandedIn, Submission


def sample_year(folder: Path) -> tuple[Strategy, tuple[HandedIn, ...]]:
    """The project's own strategy and what was handed in at q1, q2 and q3."""
    workspace = Workspace(folder)
    strategy = load_strategy(workspace, "")
    code = strategy.year.code
    steps = tuple(
        read_folder(workspace.inputs / code / c.value, c.value, strategy, c).value
        for c in (Checkpoint.Q1, Checkpoint.Q2, Checkpoint.Q3)
    )
    return strategy, steps


def enlarged(
    strategy: Strategy, steps: tuple[HandedIn, ...], times: int, rows: int
) -> tuple[Strategy, tuple[HandedIn, ...]]:
    """``times`` copies of every initiative and of every detail list, the lists repeated until each copy has about ``rows`` rows."""
    themes = tuple(
        replace(t, initiatives=tuple(_initiative(i, k) for k in range(times) for i in t.initiatives))
        for t in strategy.themes
    )
    present = sum(len(x.rows) for s in steps[-1].used.values() for x in s.lists)
    repeat = max(1, -(-rows // present))
    larger = tuple(
        replace(h, used={d: _submission(s, times, repeat) for d, s in h.used.items()}, replaced=()) for h in steps
    )
    lists = tuple(replace(x, id=f"{x.id}x{k}") for k in range(times) for x in strategy.lists)
    return replace(strategy, themes=themes, lists=lists), larger


def _initiative(item: Initiative, copy: int) -> Initiative:
    indicators = tuple(
        replace(i, id=f"{i.id}x{copy}", measures=tuple(_measure(m, copy) for m in i.measures)) for i in item.indicators
    )
    tasks = tuple(
        replace(t, id=f"{t.id}x{copy}", bars=tuple(replace(b, id=f"{b.id}x{copy}") for b in t.bars)) for t in item.tasks
    )
    return replace(item, number=str(int(item.number) + copy * 100), indicators=indicators, tasks=tasks)


def _measure(item: Measure, copy: int) -> Measure:
    rule = replace(item.rule, list_id=f"{item.rule.list_id}x{copy}") if item.rule else None
    return replace(item, id=f"{item.id}x{copy}", rule=rule)


def _submission(item: Submission, times: int, repeat: int) -> Submission:
    return replace(
        item,
        readings=tuple(replace(r, measure_id=f"{r.measure_id}x{k}") for k in range(times) for r in item.readings),
        tasks=tuple(replace(t, bar_id=f"{t.bar_id}x{k}") for k in range(times) for t in item.tasks),
        lists=tuple(_list(x, k, repeat) for k in range(times) for x in item.lists),
    )


def _list(item: FilledList, copy: int, repeat: int) -> FilledList:
    last = max((r.number for r in item.rows), default=0)
    rows = tuple(replace(r, key=f"{r.key}x{n}", number=r.number + n * last) for n in range(repeat) for r in item.rows)
    return replace(item, list_id=f"{item.list_id}x{copy}", rows=rows)

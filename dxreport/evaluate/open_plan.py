"""Turns a strategy into what of it an audience may be told: hidden items are not in it, and neither is what only they had."""

from __future__ import annotations

from dataclasses import replace

from dxreport.model.audience import Audience
from dxreport.model.measure import Indicator
from dxreport.model.schedule import Task
from dxreport.model.strategy import Branch, Initiative, Strategy, Theme

_BETWEEN, _JOIN = "　", "、"


def open_plan(strategy: Strategy, audience: Audience) -> Strategy:
    """The plan without what this audience may not see.

    An initiative goes with everything in it. A task or an indicator stays as long as something of it does; a theme or a
    branch goes when it had items and none is left. What papers for others never print (detail lists, faults of the
    source, how forms are collected) goes in any case. The plan's running text stays: it is printed as it was adopted.
    """
    shown = {i.id for i in strategy.initiatives if audience.sees(i.openness)}
    return replace(
        strategy,
        themes=tuple(t for theme in strategy.themes if (t := _theme(theme, shown, audience)) is not None),
        indicators=_indicators(strategy.indicators, audience),
        lists=(),
        faults=(),
        collecting=None,
    )


def _theme(theme: Theme, shown: set[str], audience: Audience) -> Theme | None:
    kept = tuple(i for i in theme.initiatives if i.id in shown)
    relisted = tuple(i for i in theme.relisted if i in shown)
    own = _indicators(theme.indicators, audience)
    walked = {b.id for i in kept for b in i.path}
    before = {b.id for i in theme.initiatives for b in i.path}
    branches = {}
    for branch in theme.branches:
        made = replace(branch, indicators=_indicators(branch.indicators, audience))
        had = branch.id in before or bool(branch.indicators)
        if branch.id in walked or made.indicators or not had:
            branches[branch.id] = made
    if (theme.initiatives or theme.indicators) and not (kept or own or relisted or branches):
        return None
    return replace(
        theme,
        initiatives=tuple(_initiative(i, branches, audience) for i in kept),
        branches=tuple(branches.values()),
        indicators=own,
        relisted=relisted,
    )


def _initiative(item: Initiative, branches: dict[str, Branch], audience: Audience) -> Initiative:
    tasks = tuple(t for task in item.tasks if (t := _task(task, audience)).bars)
    path = tuple(branches[b.id] for b in item.path)
    return replace(item, indicators=_indicators(item.indicators, audience), tasks=tasks, path=path)


def _task(task: Task, audience: Audience) -> Task:
    return replace(task, bars=tuple(b for b in task.bars if audience.sees(b.openness)))


def _indicators(items: tuple[Indicator, ...], audience: Audience) -> tuple[Indicator, ...]:
    return tuple(i for item in items if (i := _indicator(item, audience)).measures)


def _indicator(item: Indicator, audience: Audience) -> Indicator:
    """Its printed line and notes speak of all its measures: where one is hidden, names and targets of the others stand instead."""
    shown = tuple(m for m in item.measures if audience.sees(m.openness))
    if len(shown) == len(item.measures):
        return item
    text = _JOIN.join(f"{m.name}{_BETWEEN}{m.target.printed}" for m in shown)
    return replace(item, text=text, emphasis=(), measures=shown, notes=())

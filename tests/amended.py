"""Turns edits of a strategy file into its two versions, and what lies between them into short lines that tests can read."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable
from copy import deepcopy
from dataclasses import fields, is_dataclass
from datetime import date
from functools import cache
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import yaml

from dxreport.amending import Amendment, compare
from dxreport.assessing import Request
from dxreport.errors import CannotRun
from dxreport.evaluate.assess import assess
from dxreport.evaluate.compared_text import Pieces
from dxreport.ingest import strategy_file
from dxreport.model.period import Checkpoint
from dxreport.model.strategy import Strategy
from dxreport.model.submission import HandedIn
from dxreport.report import strategy_document
from dxreport.report.blocks import Heading
from dxreport.report.cells import Span
from tests.city import DATA, ROOT

Plan = dict[str, Any]
Edit = Callable[[Plan], object]

CITY = DATA / "city.yaml"
REAL = ROOT / "inputs" / "r7" / "strategy.yaml"
HOSHIMI, AKANE = (DATA / "cities" / name / "strategy.yaml" for name in ("hoshimi", "akane"))


@cache
def _read(path: Path) -> Plan:
    plan: Plan = yaml.load(path.read_text(encoding="utf-8"), Loader=yaml.BaseLoader)  # noqa: S506  makes texts, lists and maps only
    return plan


def plan_of(path: Path) -> Plan:
    return deepcopy(_read(path))


def write(plan: Plan, path: Path) -> Path:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(json.dumps(plan, ensure_ascii=False, indent=1), encoding="utf-8")  # which is YAML, and fast
    return path


def amend(edit: Edit, base: Path = CITY, before: Edit | None = None) -> Amendment:
    """What lies between ``base`` (changed by ``before``, if given) and the same changed by ``edit``. Raises CannotRun."""
    with TemporaryDirectory() as folder:
        old = plan_of(base)
        if before:
            before(old)
        new = deepcopy(old)
        edit(new)
        root = Path(folder)
        return compare(Request(root), write(old, root / "old.yaml"), write(new, root / "new.yaml"))


def loads(edit: Edit, base: Path = CITY) -> Amendment | None:
    """None where the edit makes a plan that cannot be used."""
    try:
        return amend(edit, base)
    except CannotRun:
        return None


def marked(pieces: Pieces) -> str:
    """What differs in double brackets."""
    return "".join(f"[[{p.text}]]" if p.changed else p.text for p in pieces)


def told(found: Amendment) -> list[tuple[str, str, str, str]]:
    """Kind, place, new and old text of every change, marked."""
    out = []
    for row in found.changes:
        old, new = row.pieces
        out.append((row.kind.value, row.place, marked(new), marked(old)))
    return out


def hidden(found: Amendment) -> dict[str, tuple[str | None, str | None]]:
    return {h.place: (h.old, h.new) for h in found.hidden}


def printed(strategy: Strategy) -> str:
    """Every text of the strategy document, without the names of links and what only a screen reader tells."""
    assessment = assess(strategy, (HandedIn(Checkpoint.Q1, {}),), date(strategy.year.start, 6, 30), ())
    document = strategy_document.compose(assessment)
    return "\n".join(_texts((document.cover, document.blocks)))


_UNSEEN = frozenset({"anchor", "bookmark", "alt", "caption", "said", "tone", "id", "standing", "rule"})


def _texts(item: object) -> Iterable[str]:
    if isinstance(item, str):
        yield item
    elif isinstance(item, Heading):
        yield item.kicker + item.plain
    elif isinstance(item, tuple):
        if item and all(isinstance(x, Span) for x in item):
            yield "".join(x.text for x in item if isinstance(x, Span))
        elif item and all(isinstance(x, str) for x in item):
            yield "".join(item)
        else:
            for x in item:
                yield from _texts(x)
    elif is_dataclass(item):
        for field in fields(item):
            if field.name not in _UNSEEN:
                yield from _texts(getattr(item, field.name))
    elif item is not None and not isinstance(item, bool):
        yield str(item)


def strategy_of(plan: Plan) -> Strategy:
    with TemporaryDirectory() as folder:
        checked = strategy_file.load(write(plan, Path(folder) / "s.yaml"), faults=False)
    assert checked.value is not None, checked.findings
    return checked.value

"""Turns the sample year into one in which every text that may be hidden bears a marker of its own, and says whose it is."""

from __future__ import annotations

import html
import io
import re
import zipfile
from collections.abc import Iterator, Mapping
from copy import deepcopy
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import yaml

from dxreport.assessing import Request
from dxreport.issuing import write_samples
from dxreport.model.audience import Audience
from tests.city import ROOT

Record = dict[str, Any]
Flags = Mapping[str, str]
"""Openness by the key of an item: ``initiative 8``, ``indicator 8-1``, ``measure 8-1a``, ``task 8-T1``, ``bar 8-S1``."""

CHOICES = ("公開", "庁内限り", "")
LIST_TEXTS = ("name", "title", "task", "application")


@dataclass(frozen=True)
class Marker:
    """A text that occurs once in the inputs. It may be told where one (``every``: each) of ``items`` may be.

    ``texts``: it is what a department wrote in a row marked ``choice``.
    """

    text: str
    kind: str
    items: tuple[str, ...] = ()
    every: bool = False
    choice: str = ""


OWN_WORDS = ("comment", "decision")
ITEM_KINDS = ("initiative", "indicator", "measure", "task", "bar", "value")


@dataclass
class Plan:
    """The plan as a record, its items with the keys of what contains them, and every marker."""

    record: Record
    above: dict[str, tuple[str, ...]] = field(default_factory=dict)
    """By key of a measure, a bar or an initiative: its own key and those of the levels above it."""
    markers: list[Marker] = field(default_factory=list)

    def mark(self, kind: str, *items: str, every: bool = False, choice: str = "") -> str:
        text = f"Q{len(self.markers):04d}Z"
        self.markers.append(Marker(text, kind, items, every, choice))
        return text

    def told(self, item: str, flags: Flags, audience: Audience) -> bool:
        """Whether neither the item nor anything that contains it is hidden from the audience."""
        hidden = {"executive": (), "committee": ("internal",), "public": ("internal", "committee")}[audience.value]
        return not any(flags.get(key) in hidden for key in self.above[item])

    def may_tell(self, marker: Marker, flags: Flags, audience: Audience) -> bool:
        if audience is Audience.EXECUTIVE:
            return True
        if not marker.items:
            return False
        seen = [self.told(i, flags, audience) for i in marker.items]
        if not (all(seen) if marker.every else any(seen)):
            return False
        if marker.kind in OWN_WORDS:
            return audience is Audience.COMMITTEE and marker.choice == "公開"
        return marker.choice != "庁内限り"

    def flagged(self, flags: Flags) -> Record:
        """The plan's record with the flags in it."""
        record = deepcopy(self.record)
        for key, item in items(record):
            if key in flags:
                item["publication"] = flags[key]
        return record


def items(record: Record) -> Iterator[tuple[str, Record]]:
    for theme in record["themes"]:
        for initiative in theme["initiatives"]:
            yield f"initiative {initiative['number']}", initiative
            for indicator in initiative["indicators"]:
                yield f"indicator {indicator['id']}", indicator
                yield from ((f"measure {m['id']}", m) for m in indicator["measures"])
            for task in initiative["tasks"]:
                yield f"task {task['id']}", task
                yield from ((f"bar {b['id']}", b) for b in task["bars"])


def planted() -> Plan:
    """The sample year's plan with a marker in every text of every item."""
    read = yaml.load((ROOT / "inputs/r7/strategy.yaml").read_text(encoding="utf-8"), Loader=yaml.BaseLoader)  # noqa: S506  # as the program reads it
    plan = Plan(read)
    for theme in read["themes"]:
        for initiative in theme["initiatives"]:
            _initiative(plan, initiative)
    return plan


def _initiative(plan: Plan, record: Record) -> None:
    key = f"initiative {record['number']}"
    plan.above[key] = (key,)
    for name in ("title", "title_matrix", "short_name", "outline", "outline_matrix"):
        record[name] = plan.mark("initiative", key)
    record["outline_notes"] = [plan.mark("initiative", key)]
    for indicator in record["indicators"]:
        own = f"indicator {indicator['id']}"
        measures = tuple(f"measure {m['id']}" for m in indicator["measures"])
        for measure, item in zip(measures, indicator["measures"], strict=True):
            plan.above[measure] = (measure, own, key)
            item.update({name: plan.mark("measure", measure) for name in ("name", "short_name", "note")})
        indicator["text"] = plan.mark("indicator", *measures, every=True)
        indicator["notes"] = [plan.mark("indicator", *measures, every=True)]
        indicator["emphasis"] = []
    for task in record["tasks"]:
        own = f"task {task['id']}"
        bars = tuple(f"bar {b['id']}" for b in task["bars"])
        for bar, item in zip(bars, task["bars"], strict=True):
            plan.above[bar] = (bar, own, key)
            item.update({name: plan.mark("bar", bar) for name in ("label", "short_name")})
            for milestone in item.get("milestones", []):
                milestone["label"] = plan.mark("bar", bar)
        task["name"] = plan.mark("task", *bars)
        task["group"] = plan.mark("task", *bars)


def fill_in(plan: Plan, folder: Path) -> None:
    """Submissions of the first two quarters in which departments wrote a marker in every text."""
    year = folder / "inputs" / "r7"
    (year / "sample").mkdir(parents=True)
    for name in ("templates", "fonts"):
        (folder / name).symlink_to(ROOT / name)
    write_plan(plan, folder, {})
    (year / "faults.yaml").write_bytes((ROOT / "inputs/r7/faults.yaml").read_bytes())
    for step in ("q1", "q2"):
        path = ROOT / "inputs" / "r7" / "sample" / f"{step}.yaml"
        read = yaml.load(path.read_text(encoding="utf-8"), Loader=yaml.BaseLoader)  # noqa: S506  # as the program reads it
        read["workbooks"] = [
            _workbook(plan, deepcopy(b), step) for b in read["workbooks"] if b.get("number", "1") == "1"
        ]
        _dump(read, year / "sample" / path.name)
    lists = yaml.load((ROOT / "inputs/r7/sample/lists.yaml").read_text(encoding="utf-8"), Loader=yaml.BaseLoader)  # noqa: S506  # as the program reads it
    for name, listed in lists["lists"].items():
        places = [n for n, c in enumerate(listed["columns"]) if c in LIST_TEXTS]
        for rows in listed["rows"].values():
            for row in rows:
                for place in places:
                    row[place] = plan.mark(f"list {name}")
    _dump(lists, year / "sample" / "lists.yaml")
    write_samples(Request(folder, "r7"))
    for path in (year / "q2").glob("*.xlsx"):
        path.rename(path.with_stem(f"{path.stem}_{plan.mark('file')}"))


def _workbook(plan: Plan, book: Record, step: str) -> Record:
    """Every row says everything; what stands in the first quarter's rows is told to nobody but the executives."""
    book["contact"] = plan.mark("contact")
    mine = book["department"]
    for kind, rows in (("measure", book.setdefault("kpi", {})), ("bar", book.setdefault("tasks", {}))):
        for key, item in items(plan.record):
            if not key.startswith(f"{kind} ") or item["department"] != mine:
                continue
            choice = CHOICES[len(plan.markers) % 3] if step == "q2" else ""
            row = rows.setdefault(item["id"], {})
            whose = (key,) if step == "q2" else ()
            for name in ("reason", "remedy", "comment", "decision"):
                row[name] = plan.mark(name if whose else "earlier", *whose, choice=choice)
            row["publication"] = choice
            if step == "q2" and kind == "measure" and "." in row.get("value", ""):
                row["value"] += f"{len(plan.markers):04d}7"
                plan.markers.append(Marker(row["value"], "value", (key,)))
    for row in book.get("follow_ups", {}).values():
        row["progress"] = plan.mark("follow up")
    return book


def write_plan(plan: Plan, folder: Path, flags: Flags) -> None:
    _dump(plan.flagged(flags), folder / "inputs" / "r7" / "strategy.yaml")


def _dump(record: Record, path: Path) -> None:
    path.write_text(yaml.dump(record, allow_unicode=True, sort_keys=False, width=10**6), encoding="utf-8")


def everything_in(content: bytes) -> str:
    """All that stands in any part of a package, names of parts too, packages within it opened; text also without its tags."""
    said: list[str] = []
    with zipfile.ZipFile(io.BytesIO(content)) as package:
        said.append(package.comment.decode("utf-8", "replace"))
        for part in package.infolist():
            data = package.read(part)
            said += [part.filename, part.comment.decode("utf-8", "replace"), part.extra.decode("utf-8", "replace")]
            if data[:2] == b"PK":
                said.append(everything_in(data))
                continue
            for encoding in ("utf-8", "utf-16-le"):
                text = html.unescape(data.decode(encoding, "replace"))
                said += [text, re.sub(r"<[^>]*>", "", text)]
    return "\n".join(said)

"""Turns two versions of ``strategy.yaml`` into the settings that differ and that the printed document does not show."""

from __future__ import annotations

from collections.abc import Collection, Iterator
from dataclasses import dataclass

from dxreport.ingest.yaml_lines import Data, LinedData, Path_
from dxreport.model.provenance import LineRef


@dataclass(frozen=True, slots=True)
class HiddenChange:
    """A setting: its place (「measures 8-1a plan.values.q1」), old and new value; None for none, and for no line."""

    place: str
    old: str | None
    new: str | None
    old_line: LineRef | None
    new_line: LineRef | None


@dataclass(frozen=True, slots=True)
class Leaf:
    """One setting: its text and its path in the file. ``members`` are the ids of a list's members, in order."""

    text: str
    path: Path_
    members: tuple[str, ...] = ()


Place = tuple[str, ...]
_LIST = "、"
_BREAK = "|"
"""Where a line may break; never printed."""

# Lists whose members have an id of their own in the whole plan: one that moves to another list is the same member.
_NAMED = {
    **dict.fromkeys(("themes", "branches", "initiatives", "aspirations"), "number"),
    **dict.fromkeys(("indicators", "measures", "tasks", "bars", "departments", "lists"), "id"),
}
_ID = "id"
"""What tells members of other lists apart, where they have it."""
_ORDERED = frozenset({"measures", "departments", "lists", "columns", "classes", "ladder"})
"""Lists whose order (and membership) the document does not show."""
_RUNNING_TEXT = ("foreword", "chapters")
_ANY = "*"

# What the document prints, by the list or section that holds it.
_PRINTED = {
    "municipality": ("name", "code"),
    "fiscal_year": ("",),
    "title": ("",),
    "period": ("first", "last"),
    "publication": ("bureau", "section", "handling"),
    "overview_title": ("",),
    "matrix_title": ("",),
    "terms": (
        *("theme", "initiative", "aspiration", "aspiration_heading", "outline"),
        *("indicators", "task", "tasks", "schedule", "groups"),
    ),
    "scale": (
        *("running classes * mark", "running classes * letter", "running classes * word", "running classes * when *"),
        *(
            "excluded mark",
            "excluded letter",
            "excluded word",
            "unreported mark",
            "unreported letter",
            "unreported word",
        ),
    ),
    "statements": ("* heading", "* caption", "* text"),
    "aspirations": ("mark", "text"),
    "themes": ("mark", "name", "again"),
    "branches": ("title",),
    "initiatives": (
        *("title", "title_matrix", "outline", "outline_matrix", "outline_notes"),
        *("aspirations", "aspirations_label", "related"),
    ),
    "indicators": ("text", "notes"),
    "tasks": ("name", "group"),
    "bars": ("label", "first", "last", "assumed", "milestones * label", "milestones * month", "milestones * point"),
}


def hidden_changes(old: LinedData, new: LinedData) -> tuple[HiddenChange, ...]:
    """In the new file's order, then what is gone."""
    before, after = dict(leaves(old.data)), dict(leaves(new.data))
    shown = _departments_shown(before, after)
    out = []
    for place in (*after, *(p for p in before if p not in after)):
        was, now = before.get(place), after.get(place)
        if _alike(was, now, before, after) or (is_printed(place, shown) and not _same_words(was, now)):
            continue
        out.append(
            HiddenChange(
                " ".join(place),
                was.text if was else None,
                now.text if now else None,
                old.ref(was.path) if was else None,
                new.ref(now.path) if now else None,
            )
        )
    return tuple(out)


def leaves(data: Data, place: Place = (), path: Path_ = ()) -> Iterator[tuple[Place, Leaf]]:
    """Every setting by its place. Members of lists go by their ids; a list of texts is one setting."""
    if isinstance(data, str):
        yield place, Leaf(data, path)
    elif isinstance(data, dict):
        for key, value in data.items():
            yield from leaves(value, (*place, key), (*path, key))
    elif all(isinstance(x, str) for x in data):
        yield place, Leaf(_LIST.join(str(x) for x in data), path)
    else:
        yield from _members(data, place, path)


def _members(data: list[Data], place: Place, path: Path_) -> Iterator[tuple[Place, Leaf]]:
    name = place[-1]
    told_by = _NAMED.get(name, _ID)
    ids = [str(m[told_by]) if isinstance(m, dict) and told_by in m else str(n) for n, m in enumerate(data)]
    if name in _ORDERED:
        yield place, Leaf(_LIST.join(ids), path, tuple(ids))
    for n, (member, value) in enumerate(zip(ids, data, strict=True)):
        here = (name, member) if name in _NAMED else (*place, member)
        rest = {k: v for k, v in value.items() if k != told_by} if isinstance(value, dict) else value
        yield from leaves(rest, here, (*path, n))


def is_printed(place: Place, departments: Collection[str] = ()) -> bool:
    """Whether the document shows the setting; ``departments`` are the ids of those whose names it prints."""
    first, *rest = place
    if first in _RUNNING_TEXT:
        return True
    if first == "departments":
        return rest[-1] == "name" and rest[0] in departments
    if first in _NAMED:
        rest = rest[1:]
    return any(_fits(pattern.split(), rest) for pattern in _PRINTED.get(first, ()))


def _fits(pattern: list[str], rest: list[str]) -> bool:
    return len(pattern) == len(rest) and all(p in (_ANY, r) for p, r in zip(pattern, rest, strict=True))


def _departments_shown(*versions: dict[Place, Leaf]) -> frozenset[str]:
    """Departments are printed on the sheets of initiatives that several of them share."""
    shown: set[str] = set()
    for leaves_ in versions:
        for place, leaf in leaves_.items():
            if place[0] == "initiatives" and place[-1] == "related" and leaf.text:
                shown.update(leaf.text.split(_LIST))
                owner = leaves_.get((*place[:-1], "department"))
                shown.update((owner.text,) if owner else ())
    return frozenset(shown)


def _alike(was: Leaf | None, now: Leaf | None, before: dict[Place, Leaf], after: dict[Place, Leaf]) -> bool:
    """Of a list of ids those count that both files have: what is new or gone is said by its own settings."""
    members = (*(was.members if was else ()), *(now.members if now else ()))
    if not members:
        return (was.text if was else None) == (now.text if now else None)
    both = _ids(before) & _ids(after)
    return _kept(was, both) == _kept(now, both)


def _ids(leaves_: dict[Place, Leaf]) -> frozenset[str]:
    return frozenset(m for leaf in leaves_.values() for m in leaf.members)


def _kept(leaf: Leaf | None, both: frozenset[str]) -> list[str]:
    return [m for m in leaf.members if m in both] if leaf else []


def _same_words(was: Leaf | None, now: Leaf | None) -> bool:
    """Only the places changed where lines may break."""
    if was is None or now is None:
        return False
    return was.text.replace(_BREAK, "") == now.text.replace(_BREAK, "")

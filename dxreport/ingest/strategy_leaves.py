"""Turns two versions of ``strategy.yaml`` into the settings that differ and that the printed document does not show."""

from __future__ import annotations

from collections.abc import Iterator
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
    """One setting: its text, or the texts of a list, and its path in the file. ``members`` are ids of a list's members."""

    texts: tuple[str, ...]
    path: Path_
    members: tuple[str, ...] = ()

    @property
    def text(self) -> str:
        return _LIST.join(self.texts)


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
_RUNNING_TEXT = ("foreword", "chapters", "statements")
"""Printed whole and known by their order: what is put in shifts what follows."""
_ANY = "*"

# What the document prints as it is written, by the list or section that holds it, where it has a place for it.
_TEXTS = {
    "municipality": ("name", "code"),
    "title": ("",),
    "publication": ("bureau", "section", "handling"),
    "overview_title": ("",),
    "matrix_title": ("",),
    "terms": (
        *("theme", "initiative", "aspiration", "aspiration_heading", "outline"),
        *("indicators", "task", "tasks", "schedule", "plan", "groups"),
    ),
    "scale": (
        *("running classes * mark", "running classes * letter", "running classes * word"),
        *(
            "excluded mark",
            "excluded letter",
            "excluded word",
            "unreported mark",
            "unreported letter",
            "unreported word",
        ),
    ),
    "departments": ("name",),
    "aspirations": ("mark", "text"),
    "themes": ("mark", "name"),
    "branches": ("title",),
    "initiatives": ("title", "title_matrix", "outline", "outline_matrix", "outline_notes", "aspirations_label"),
    "indicators": ("text", "notes"),
    "tasks": ("name", "group"),
    "bars": ("label", "milestones * label"),
}
# What it prints in words or signs of its own.
_SIGNS = {
    "fiscal_year": ("",),
    "period": ("first", "last"),
    "scale": ("running classes * when *",),
    "themes": ("again",),
    "initiatives": ("aspirations", "related"),
    "bars": ("first", "last", "assumed", "milestones * month", "milestones * point"),
}


def hidden_changes(old: LinedData, new: LinedData, told: tuple[str, str]) -> tuple[HiddenChange, ...]:
    """In the new file's order, then what is gone. ``told`` are the old and new texts of all passages that changed."""
    before, after = dict(leaves(old.data)), dict(leaves(new.data))
    said = _bare(told[0]), _bare(told[1])
    out = []
    for place in (*after, *(p for p in before if p not in after)):
        was, now = before.get(place), after.get(place)
        if _alike(was, now, before, after) or _shown(place, (was, now), (before, after), said):
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
        yield place, Leaf((data,), path)
    elif isinstance(data, dict):
        for key, value in data.items():
            yield from leaves(value, (*place, key), (*path, key))
    elif not data:
        return  # the same as a list that is left out
    elif all(isinstance(x, str) for x in data):
        yield place, Leaf(tuple(str(x) for x in data), path)
    else:
        yield from _members(data, place, path)


def _members(data: list[Data], place: Place, path: Path_) -> Iterator[tuple[Place, Leaf]]:
    name = place[-1]
    told_by = _NAMED.get(name, _ID)
    ids = [str(m[told_by]) if isinstance(m, dict) and told_by in m else str(n) for n, m in enumerate(data)]
    if name in _ORDERED:
        yield place, Leaf(tuple(ids), path, tuple(ids))
    for n, (member, value) in enumerate(zip(ids, data, strict=True)):
        here = (name, member) if name in _NAMED else (*place, member)
        rest = {k: v for k, v in value.items() if k != told_by} if isinstance(value, dict) else value
        yield from leaves(rest, here, (*path, n))


Versions = tuple[dict[Place, Leaf], dict[Place, Leaf]]
Sides = tuple[Leaf | None, Leaf | None]


def _shown(place: Place, sides: Sides, versions: Versions, said: tuple[str, str]) -> bool:
    """Whether the document shows the change. A text that it has no place for in this plan is in no passage that changed."""
    if place[0] in _RUNNING_TEXT:
        return True
    if _fits(_SIGNS, place):
        return _has_a_sign(place, versions)
    if not _fits(_TEXTS, place):
        return False
    was, now = ({_bare(t) for t in side.texts} if side else set() for side in sides)
    if was == now:
        # Only the places changed where lines may break, or the order of notes, which are in what is said.
        return len(sides[0].texts if sides[0] else ()) > 1 and all(t in said[0] for t in was)
    return all(t in said[0] for t in was - now) and all(t in said[1] for t in now - was)


def _has_a_sign(place: Place, versions: Versions) -> bool:
    """Months are assumed where there are any; aims are printed where the plan gives no words in their place."""
    if place[0] == "bars" and place[-1] == "assumed":
        return any((*place[:-1], "first") in version for version in versions)
    if place[-1] == "aspirations":
        labels = (version.get((*place[:-1], "aspirations_label")) for version in versions)
        return not all(label and label.text for label in labels)
    return True


def _fits(patterns: dict[str, tuple[str, ...]], place: Place) -> bool:
    first, *rest = place
    rest = rest[1:] if first in _NAMED else rest
    return any(
        len(parts) == len(rest) and all(p in (_ANY, r) for p, r in zip(parts, rest, strict=True))
        for parts in (pattern.split() for pattern in patterns.get(first, ()))
    )


def _bare(text: str) -> str:
    """Without white space and the marks of phrases."""
    return "".join(text.replace(_BREAK, "").split())


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

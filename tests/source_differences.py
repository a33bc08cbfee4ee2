"""Turns the list of differences (``tests/data/source/differences.yaml``) into a judgement: what of two texts it explains, what not.

The source's text is first brought into the house's form by the list's few rules of normalisation; the document's text is
taken as it is printed. What still differs, place by place and in order, must be in the list.
"""

from __future__ import annotations

import difflib
import re
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from fnmatch import fnmatchcase
from pathlib import Path
from typing import Any

import yaml

from tests.source_text import MATRIX, Item

LIST = Path(__file__).parent / "data" / "source" / "differences.yaml"
KINDS = ("corrected", "arranged", "schedule", "added", "sample")
"""What a difference may be; the list's head says what each means."""

Lines = tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Rule:
    """A pattern of the source and what stands for it in the document, at some places."""

    pattern: str
    put: str
    places: Lines
    reason: str
    fault: str


@dataclass(frozen=True, slots=True)
class Difference:
    """At these places (each must have it) the document has ``document`` where the source has ``source``."""

    places: Lines
    source: Lines
    document: Lines
    kind: str
    reason: str
    fault: str = ""


@dataclass(frozen=True, slots=True)
class Listed:
    rules: tuple[Rule, ...]
    differences: tuple[Difference, ...]
    order: Lines
    """Places that only the document has, each with those before it: they may stand between the source's."""


@dataclass
class Judgement:
    """``unexplained`` are (place, source, document); ``stale`` what the list has and the texts have not."""

    unexplained: list[tuple[str, Lines, Lines]] = field(default_factory=list)
    stale: list[str] = field(default_factory=list)
    misplaced: list[str] = field(default_factory=list)

    @property
    def holds(self) -> bool:
        return not (self.unexplained or self.stale or self.misplaced)


def load(path: Path = LIST) -> Listed:
    data = yaml.safe_load(path.read_text(encoding="utf-8"))
    rules = tuple(
        Rule(r["pattern"], r["put"], _lines(r.get("places", "*")), r["reason"], r.get("fault", ""))
        for r in data["normalise"]
    )
    differences = tuple(
        Difference(
            _lines(d["places"]),
            _lines(d.get("source")),
            _lines(d.get("document")),
            d["kind"],
            d["reason"],
            d.get("fault", ""),
        )
        for d in data["differences"]
    )
    return Listed(rules, differences, _lines(data["only_in_the_document"]))


def _lines(value: Any) -> Lines:
    return tuple(map(str, value)) if isinstance(value, list) else () if value is None else (str(value),)


def normalised(items: Sequence[Item], rules: Sequence[Rule]) -> tuple[list[Item], Counter[Rule]]:
    """The source's items by the rules, in the rules' order, and how often each rule changed something."""
    used: Counter[Rule] = Counter()
    out = []
    for item in items:
        text = item.text
        for rule in rules:
            if any(fnmatchcase(item.place, p) for p in rule.places):
                text, count = re.subn(rule.pattern, rule.put, text)
                used[rule] += count
        out.append(Item(item.place, text))
    return out, used


def judge(source: Sequence[Item], document: Sequence[Item], listed: Listed) -> Judgement:
    """Both directions at once: what one has and the other has not is a difference, and so is another order."""
    out = Judgement()
    printed, used = normalised(source, listed.rules)
    out.stale += [f"normalise {r.pattern}" for r in listed.rules if not used[r]]
    places = dict.fromkeys((*(i.place for i in printed), *(i.place for i in document)))
    open_ = {(p, d) for d in listed.differences for place in d.places for p in (_named(place, places) or [place])}
    for place in places:
        one, other = (tuple(i.text for i in side if i.place == place) for side in (printed, document))
        for theirs, ours in _chunks(one, other):
            here = [d for d in listed.differences if (place, d) in open_]
            explained = _explained(theirs, ours, here)
            if explained is None:
                out.unexplained.append((place, theirs, ours))
            else:
                open_ -= {(place, d) for d in explained}
    out.stale += sorted(f"{place}: {d.source} → {d.document}" for place, d in open_)
    out.misplaced += _misplaced(printed, document, listed)
    return out


def _named(pattern: str, places: Iterable[str]) -> list[str]:
    return [place for place in places if fnmatchcase(place, pattern)]


def _chunks(one: Lines, other: Lines) -> Iterator[tuple[Lines, Lines]]:
    matcher = difflib.SequenceMatcher(None, one, other, autojunk=False)
    for tag, a, b, c, d in matcher.get_opcodes():
        if tag != "equal":
            yield one[a:b], other[c:d]


def _explained(theirs: Lines, ours: Lines, listed: Sequence[Difference]) -> tuple[Difference, ...] | None:
    """Listed differences that, one behind the other, turn ``theirs`` into ``ours``; None where there are none."""
    if not theirs and not ours:
        return ()
    for d in listed:
        if theirs[: len(d.source)] == d.source and ours[: len(d.document)] == d.document:
            rest = _explained(theirs[len(d.source) :], ours[len(d.document) :], [x for x in listed if x != d])
            if rest is not None:
                return (d, *rest)
    return None


def _misplaced(source: Sequence[Item], document: Sequence[Item], listed: Listed) -> list[str]:
    """Places whose order is not the source's; those that only the document has stand where the list says."""
    ours = list(dict.fromkeys(i.place for i in document))
    # The matrix's headings may be left out; its rows may not.
    theirs = [p for p in dict.fromkeys(i.place for i in source) if p != MATRIX or MATRIX in ours]
    expected = list(theirs)
    for place in listed.order:
        before, _, name = place.rpartition(" < ")
        expected.insert(expected.index(before) + 1 if before else len(expected), name)
    got = [p for p in ours if p in expected]
    wanted = [p for p in expected if p in ours]
    wrong = [f"{a} ≠ {b}" for a, b in zip(wanted, got, strict=True) if a != b]
    return wrong + [f"{p} is not in the document" for p in theirs if p not in ours] + [
        f"{p} is not in the list" for p in ours if p not in expected
    ]  # fmt: skip

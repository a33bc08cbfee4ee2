"""Turns the passages of two versions of a document into what was changed, added, deleted and moved, in the new order."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher
from enum import StrEnum

from dxreport.evaluate.compared_text import Pieces, compare, likeness


@dataclass(frozen=True, slots=True)
class Passage:
    """A piece of a document's text that is shown as one.

    ``place`` is the heading under which it stands. ``key`` tells it from all others in both versions; a passage without
    one is recognised by its text. ``parent`` names the list in which it stands: moved is what has left its list or its
    order; ``within`` is what a note calls that list. ``form`` is how it is set (paragraph, list …). A ``title`` is no part of
    what 「（略）」 stands for: its place says it already.
    """

    place: str
    text: str
    key: str = ""
    parent: str = ""
    within: str = ""
    form: str = ""
    title: bool = False

    @property
    def first_line(self) -> str:
        return self.text.partition("\n")[0]


class Kind(StrEnum):
    SAME = "same"
    CHANGED = "changed"
    ADDED = "added"
    DELETED = "deleted"
    MOVED_HERE = "moved_here"
    """It stood elsewhere; its words may have changed too."""
    MOVED_AWAY = "moved_away"


@dataclass(frozen=True, slots=True)
class Row:
    """One passage in both versions: None on the side that does not have it. ``place`` is where it is shown.

    ``behind`` is what stands before a moved passage at its other place, in the same list; None where it is the first.
    """

    kind: Kind
    place: str
    old: Passage | None
    new: Passage | None
    behind: Passage | None = None

    @property
    def pieces(self) -> tuple[Pieces, Pieces]:
        """What is printed of the old and of the new text, with what differs."""
        return compare(self.old.text if self.old else "", self.new.text if self.new else "")

    @property
    def restyled(self) -> bool:
        """The words are the same, and are set in another form."""
        return self.old is not None and self.new is not None and self.old.form != self.new.form


Pairs = dict[int, int]
"""Index of the new passage by index of the old one."""


def compare_passages(old: Sequence[Passage], new: Sequence[Passage]) -> tuple[Row, ...]:
    """Every passage of both versions in the new one's order; what is gone stands behind what was before it."""
    pairs = _paired(old, new)
    moved = _moved(pairs, old, new)
    source = {j: i for i, j in pairs.items()}
    places: dict[str, str] = {}
    for i in sorted(pairs):
        if i not in moved:
            places.setdefault(old[i].place, new[pairs[i]].place)
    gone: dict[int, list[Row]] = {}
    behind = -1
    for i, passage in enumerate(old):
        # What is gone is shown where its neighbours stand now, by the name that the place has now.
        place = places.get(passage.place, passage.place)
        if i not in pairs:
            gone.setdefault(behind, []).append(Row(Kind.DELETED, place, passage, None))
        elif i in moved:
            j = pairs[i]
            away = Row(Kind.MOVED_AWAY, place, passage, new[j], _before(new, j))
            gone.setdefault(behind, []).append(away)
        else:
            behind = pairs[i]
    rows = gone.get(-1, [])
    for j, passage in enumerate(new):
        before = source.get(j)
        if before is not None and before in moved:
            rows.append(Row(Kind.MOVED_HERE, passage.place, old[before], passage, _before(old, before)))
        else:
            rows.append(_row(None if before is None else old[before], passage))
        rows.extend(gone.get(j, ()))
    return tuple(rows)


def _before(passages: Sequence[Passage], at: int) -> Passage | None:
    """What stands before passage ``at`` in its own list."""
    return next((p for p in reversed(passages[:at]) if p.parent == passages[at].parent), None)


def _row(old: Passage | None, new: Passage) -> Row:
    if old is None:
        return Row(Kind.ADDED, new.place, None, new)
    return Row(Kind.SAME if old.text == new.text else Kind.CHANGED, new.place, old, new)


# --- which passage is which ----------------------------------------------------------------------------------------


def _paired(old: Sequence[Passage], new: Sequence[Passage]) -> Pairs:
    """Those with ids: what says the same under the same id, then what says the same in the same list (ids are numbered
    anew when something is put in before), then whatever bears the same id."""
    pairs: Pairs = {}
    for alike in (_by_key_and_text, _by_list_and_text, _by_key):
        taken = set(pairs.values())
        free = {alike(p): j for j, p in enumerate(new) if p.key and j not in taken}
        for i, passage in enumerate(old):
            if passage.key and i not in pairs and alike(passage) in free:
                pairs[i] = free.pop(alike(passage))
    for parent in dict.fromkeys(p.parent for p in old if not p.key):
        befores = [i for i, p in enumerate(old) if not p.key and p.parent == parent]
        afters = [j for j, p in enumerate(new) if not p.key and p.parent == parent]
        pairs.update(_aligned(befores, afters, old, new))
    return pairs


def _by_key_and_text(passage: Passage) -> tuple[str, ...]:
    return (passage.key, passage.text)


def _by_list_and_text(passage: Passage) -> tuple[str, ...]:
    return (passage.parent, passage.text)


def _by_key(passage: Passage) -> tuple[str, ...]:
    return (passage.key,)


def _aligned(befores: list[int], afters: list[int], old: Sequence[Passage], new: Sequence[Passage]) -> Pairs:
    """Passages without ids: equal ones first, then in each gap between them those that are most alike, in order."""
    left, right = [old[i].text for i in befores], [new[j].text for j in afters]
    pairs: Pairs = {}
    for tag, a, b, c, d in SequenceMatcher(None, left, right, autojunk=False).get_opcodes():
        if tag == "equal":
            pairs.update(zip(befores[a:b], afters[c:d], strict=True))
        elif tag == "replace":
            found = _most_alike([old[i] for i in befores[a:b]], [new[j] for j in afters[c:d]])
            pairs.update((befores[a + i], afters[c + j]) for i, j in found)
    return _with_equals_elsewhere(pairs, befores, afters, left, right)


def _with_equals_elsewhere(
    pairs: Pairs, befores: list[int], afters: list[int], left: list[str], right: list[str]
) -> Pairs:
    """What was taken out at one place and put in at another, word for word, has moved."""
    taken = set(pairs.values())
    free = {text: j for j, text in zip(afters, right, strict=True) if j not in taken}
    for i, text in zip(befores, left, strict=True):
        if i not in pairs and text in free:
            pairs[i] = free.pop(text)
    return pairs


_LIKE = 0.35
"""Likeness from which a passage is another one's new wording."""
_MOST_COMPARED = 4_000
"""Comparisons in one gap; in a larger one passages go by their order."""


def _most_alike(old: list[Passage], new: list[Passage]) -> list[tuple[int, int]]:
    """Pairs in order with the greatest likeness together."""
    if len(old) * len(new) > _MOST_COMPARED:
        return [(i, i) for i in range(min(len(old), len(new)))]
    scores = [[likeness(p.text, q.text) if p.title == q.title else 0.0 for q in new] for p in old]
    best = [[0.0] * (len(new) + 1) for _ in range(len(old) + 1)]
    for i in range(len(old) - 1, -1, -1):
        for j in range(len(new) - 1, -1, -1):
            both = scores[i][j] + best[i + 1][j + 1] if scores[i][j] >= _LIKE else 0.0
            best[i][j] = max(both, best[i + 1][j], best[i][j + 1])
    pairs = []
    i = j = 0
    while i < len(old) and j < len(new):
        if scores[i][j] >= _LIKE and best[i][j] == scores[i][j] + best[i + 1][j + 1]:
            pairs.append((i, j))
            i, j = i + 1, j + 1
        elif best[i][j] == best[i + 1][j]:
            i += 1
        else:
            j += 1
    return pairs


# --- what has moved ------------------------------------------------------------------------------------------------


def _moved(pairs: Pairs, old: Sequence[Passage], new: Sequence[Passage]) -> set[int]:
    """Old indexes of what stands in another list now, or elsewhere in its list (as few as explain the new order)."""
    moved = {i for i, j in pairs.items() if old[i].parent != new[j].parent}
    for parent in dict.fromkeys(p.parent for p in old):
        stayed = [i for i in sorted(pairs) if old[i].parent == parent and i not in moved]
        kept = _longest_rising([pairs[i] for i in stayed])
        moved.update(i for i in stayed if pairs[i] not in kept)
    return moved


def _longest_rising(values: Iterable[int]) -> set[int]:
    """The longest part of the values (each once) that is in order already."""
    lengths: list[int] = []
    tails: list[int] = []
    before: dict[int, int | None] = {}
    for value in values:
        at = bisect_left(lengths, value)
        before[value] = tails[at - 1] if at else None
        lengths[at : at + 1] = [value]
        tails[at : at + 1] = [value]
    out: set[int] = set()
    value_: int | None = tails[-1] if tails else None
    while value_ is not None:
        out.add(value_)
        value_ = before[value_]
    return out

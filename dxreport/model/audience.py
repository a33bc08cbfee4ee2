"""Turns the question who may read something into two short scales: for whom a paper is, and how far an item may go."""

from __future__ import annotations

from enum import StrEnum


class Openness(StrEnum):
    """公表可否 of an item of the plan: who may be told of it."""

    PUBLIC = "public"
    """公開."""
    COMMITTEE = "committee"
    """委員会まで."""
    INTERNAL = "internal"
    """庁内限り."""

    def within(self, above: Openness) -> Openness:
        """The narrower of this and what holds for the level above: what is hidden hides what it contains."""
        order = tuple(Openness)
        return max(self, above, key=order.index)


class Audience(StrEnum):
    """For whom a deck is made, the widest view first."""

    EXECUTIVE = "executive"
    """執行部: everything."""
    COMMITTEE = "committee"
    """委員会."""
    PUBLIC = "public"
    """公開."""

    def sees(self, openness: Openness) -> bool:
        """Whether an item of this openness stands in a paper for this audience."""
        return openness in _SEEN[self]


_SEEN = {
    Audience.EXECUTIVE: frozenset(Openness),
    Audience.COMMITTEE: frozenset({Openness.PUBLIC, Openness.COMMITTEE}),
    Audience.PUBLIC: frozenset({Openness.PUBLIC}),
}

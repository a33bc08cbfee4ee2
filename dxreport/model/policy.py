"""Turns the municipality's choices (scale, limits, palette, terms) into values that every stage shares."""

from __future__ import annotations

from dataclasses import dataclass

from dxreport.model.scale import Tone


@dataclass(frozen=True, slots=True)
class ToneColours:
    """Hex colours ``RRGGBB`` of one tone: fill (None = no fill), text on it, border on white."""

    fill: str | None
    text: str
    border: str


@dataclass(frozen=True, slots=True)
class Palette:
    """The one palette of all formats, hex ``RRGGBB``."""

    ink: str
    sub: str
    accent: str
    accent_light: str
    track: str
    tint: str
    line: str
    hair: str
    tones: dict[Tone, ToneColours]


@dataclass(frozen=True, slots=True)
class Terms:
    """The plan's own words for its levels and for the rows of a sheet.

    ``theme`` names the top level and ``initiative`` the lowest; ``groups`` names the levels between them, from the top.
    """

    theme: str
    initiative: str
    aspiration: str
    aspiration_heading: str
    outline: str
    indicators: str
    task: str
    tasks: str
    schedule: str
    plan: str
    """The word for the whole plan, where it has indicators of its own (「計画全体」)."""
    groups: tuple[str, ...] = ()
    own_rating: str = ""
    """What a department's own rating is called (「所管評価」); empty where departments are not asked for one."""


@dataclass(frozen=True, slots=True)
class Edition:
    """版: stage word (速報, 確定), number and date text of a publication at one checkpoint."""

    stage: str
    number: int
    issued: str
    """ISO date."""
    committee_date: str = ""
    """ISO date of the committee meeting, empty when not fixed."""


@dataclass(frozen=True, slots=True)
class Publication:
    """Who publishes, for whom."""

    bureau: str
    section: str
    committee: str
    handling: str
    editions: dict[str, Edition]
    """By checkpoint code."""

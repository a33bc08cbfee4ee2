"""Turns the municipality's choices (scale, limits, palette, terms) into values that every stage shares."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum


class Status(StrEnum):
    """The classes of the KPI scale, and the two states that are not judgements."""

    ACHIEVED = "achieved"
    ON_TRACK = "on_track"
    BEHIND = "behind"
    LATE = "late"
    EXCLUDED = "excluded"
    UNREPORTED = "unreported"
    MET = "met"
    """Only at the final checkpoint: the year's target was reached."""
    MISSED = "missed"
    """Only at the final checkpoint: the year's target was missed."""


class Tone(StrEnum):
    """What a status means for the eye; the palette gives each tone its colours."""

    ACHIEVED = "achieved"
    ON_TRACK = "on_track"
    BEHIND = "behind"
    LATE = "late"
    EXCLUDED = "excluded"
    UNREPORTED = "unreported"


@dataclass(frozen=True, slots=True)
class StatusClass:
    """One class of a scale as it is printed: mark + letter + word, always together."""

    mark: str
    letter: str
    word: str
    tone: Tone

    @property
    def text(self) -> str:
        return f"{self.mark}{self.letter}{self.word}"


@dataclass(frozen=True, slots=True)
class Scale:
    """Limits and classes. ``on_track`` and ``behind`` are limits of 進捗率 in per cent."""

    on_track: Decimal
    behind: Decimal
    slight_delay_months: int
    classes: dict[Status, StatusClass]

    def of(self, status: Status) -> StatusClass:
        return self.classes[status]


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
    """The strategy's own words for its levels and for the rows of a sheet."""

    theme: str
    initiative: str
    aspiration: str
    aspiration_heading: str
    outline: str
    indicators: str
    tasks: str
    schedule: str


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

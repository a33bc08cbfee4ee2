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


class ScheduleStatus(StrEnum):
    """工程の評価."""

    DONE = "done"
    AHEAD = "ahead"
    ON_SCHEDULE = "on_schedule"
    DELAYED = "delayed"
    NOT_STARTED_LATE = "not_started_late"
    NOT_YET = "not_yet"
    STOPPED = "stopped"
    UNREPORTED = "unreported"


_SCHEDULE_CLASS = {
    ScheduleStatus.DONE: Status.ACHIEVED,
    ScheduleStatus.AHEAD: Status.ACHIEVED,
    ScheduleStatus.ON_SCHEDULE: Status.ON_TRACK,
    ScheduleStatus.NOT_STARTED_LATE: Status.LATE,
    ScheduleStatus.NOT_YET: Status.EXCLUDED,
    ScheduleStatus.STOPPED: Status.EXCLUDED,
    ScheduleStatus.UNREPORTED: Status.UNREPORTED,
}


@dataclass(frozen=True, slots=True)
class Scale:
    """Limits and classes. ``on_track`` and ``behind`` are limits of 進捗率 in per cent.

    The schedule axis has the marks and tones of the classes, words of its own (``{months}`` in the word for a delay),
    and no letters: letters belong to the KPI scale.
    """

    on_track: Decimal
    behind: Decimal
    slight_delay_months: int
    classes: dict[Status, StatusClass]
    schedule_words: dict[ScheduleStatus, str]

    def of(self, status: Status) -> StatusClass:
        return self.classes[status]

    def schedule(self, status: ScheduleStatus, delay: int = 0) -> StatusClass:
        """Mark, word and tone of a schedule status; ``delay`` in whole months serves ``DELAYED``."""
        if status is ScheduleStatus.DELAYED:
            like = Status.BEHIND if delay <= self.slight_delay_months else Status.LATE
        else:
            like = _SCHEDULE_CLASS[status]
        base = self.classes[like]
        return StatusClass(base.mark, "", self.schedule_words[status].replace("{months}", str(delay)), base.tone)


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
    task: str
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

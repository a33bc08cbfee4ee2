"""Turns the municipality's scale (classes, limits, marks, words) into the class of a measure and of a bar."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from decimal import Decimal
from enum import StrEnum

from dxreport.model.target import Comparison, compare

EXCLUDED, UNREPORTED = "excluded", "unreported"
"""Ids of the two states that every scale has and that are no judgements."""


class Tone(StrEnum):
    """What a class means for the eye; the palette gives each tone its colours."""

    ACHIEVED = "achieved"
    ON_TRACK = "on_track"
    BEHIND = "behind"
    LATE = "late"
    EXCLUDED = "excluded"
    UNREPORTED = "unreported"


class Standing(StrEnum):
    """What a class says, whatever its letter: well, a little behind, bad; or that nothing was judged.

    Counts, headlines and lists of what is late go by it, so that a scale may have any number of classes.
    """

    GOOD = "good"
    WARNING = "warning"
    BAD = "bad"
    EXCLUDED = "excluded"
    UNREPORTED = "unreported"


class Basis(StrEnum):
    """Which number a class's limit is about."""

    REACHED = "reached"
    """The year's target is reached (yes or no)."""
    PROGRESS = "progress"
    """進捗率, per cent of the planned value at the checkpoint."""
    ATTAINMENT = "attainment"
    """達成率, per cent of the year's target."""


@dataclass(frozen=True, slots=True)
class ClassRule:
    """When a class applies. ``printed`` is the limit as the plan prints it, where that is rounded (33% for 33.33…)."""

    basis: Basis
    comparison: Comparison = Comparison.AT_LEAST
    limit: Decimal = Decimal(0)
    printed: str = ""


@dataclass(frozen=True, slots=True)
class StatusClass:
    """One class of a scale as it is printed: mark + letter + word, always together.

    ``rule`` is None for the class that takes what no other class does, and for classes of the schedule axis.
    """

    mark: str
    letter: str
    word: str
    tone: Tone
    id: str = ""
    standing: Standing = Standing.EXCLUDED
    rule: ClassRule | None = None

    @property
    def text(self) -> str:
        return f"{self.mark}{self.letter}{self.word}"

    @property
    def spoken(self) -> str:
        """「D 遅れ」: as it is read aloud. A mark would be named (「二重丸」, 「疑問符」) and says no more than the word."""
        return f"{self.letter} {self.word}".strip()


@dataclass(frozen=True, slots=True)
class Predicate:
    """How sentences speak of all classes of one standing: 「達成又は順調」, 「達成又は順調である」."""

    noun: str
    verb: str


@dataclass(frozen=True, slots=True)
class Rates:
    """What a class is chosen by: per cent, exact; None where the number does not exist for this measure now."""

    reached: bool
    progress: Decimal | None
    attainment: Decimal | None


@dataclass(frozen=True, slots=True)
class Ladder:
    """The classes of one phase (during the year, or at the year's end), in the order in which they are printed.

    ``best_first`` says which end is the best. Rules are tried from the best class; the first that holds applies.
    """

    classes: tuple[StatusClass, ...]
    best_first: bool
    words: Mapping[Standing, Predicate]

    @property
    def ranked(self) -> tuple[StatusClass, ...]:
        """From the best class to the worst."""
        return self.classes if self.best_first else self.classes[::-1]

    @property
    def worst(self) -> StatusClass:
        return self.ranked[-1]

    @property
    def kept(self) -> StatusClass:
        """The class of a limit that is kept so far: what goes exactly to plan has it too."""
        found = self.classify(Rates(reached=False, progress=Decimal(100), attainment=Decimal(100)))
        return found if found is not None else self.worst

    @property
    def fulfilled(self) -> StatusClass:
        """The class of what has reached its target exactly."""
        found = self.classify(Rates(reached=True, progress=Decimal(100), attainment=Decimal(100)))
        return found if found is not None else self.worst

    def classify(self, rates: Rates) -> StatusClass | None:
        """The class for these numbers; None where a number that decides is missing."""
        for item in self.ranked:
            if item.rule is None:
                return item
            match item.rule.basis:
                case Basis.REACHED:
                    holds: bool | None = rates.reached
                case Basis.PROGRESS:
                    holds = _holds(item.rule, rates.progress)
                case Basis.ATTAINMENT:
                    holds = _holds(item.rule, rates.attainment)
            if holds is None:
                return None
            if holds:
                return item
        return self.worst

    def of_standing(self, standing: Standing) -> tuple[StatusClass, ...]:
        return tuple(c for c in self.classes if c.standing is standing)

    @property
    def limits(self) -> tuple[ClassRule, ...]:
        """All limits of rates: no rounded figure may seem to stand on the other side of one."""
        return tuple(c.rule for c in self.classes if c.rule is not None and c.rule.basis is not Basis.REACHED)


def _holds(rule: ClassRule, value: Decimal | None) -> bool | None:
    return None if value is None else compare(rule.comparison, value, rule.limit)


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


LONG_DELAY = "delayed_long"
"""Key of the schedule class for a delay beyond the slight one."""
SCHEDULE_CLASSES = (*(s.value for s in ScheduleStatus), LONG_DELAY)


@dataclass(frozen=True, slots=True)
class Scale:
    """Classes and limits of both axes. Letters belong to the KPI axis; the schedule axis has marks, words and tones.

    ``running`` judges at the quarters, ``final`` at the year's end. ``{months}`` in a schedule word is the delay.
    """

    running: Ladder
    final: Ladder
    excluded: StatusClass
    unreported: StatusClass
    slight_delay_months: int
    schedule_classes: Mapping[str, StatusClass]
    _by_id: dict[str, StatusClass] = field(init=False, repr=False, compare=False)

    def __post_init__(self) -> None:
        every = (*self.running.classes, *self.final.classes, self.excluded, self.unreported)
        object.__setattr__(self, "_by_id", {c.id: c for c in every})

    def of(self, class_id: str) -> StatusClass:
        """The class with this id. Raises KeyError for an id that the scale does not have."""
        return self._by_id[class_id]

    def ladder(self, *, final: bool) -> Ladder:
        return self.final if final else self.running

    def standing(self, class_id: str) -> Standing:
        return self._by_id[class_id].standing

    def is_judged(self, class_id: str) -> bool:
        return self.standing(class_id) in (Standing.GOOD, Standing.WARNING, Standing.BAD)

    def rank(self, class_id: str) -> int:
        """0 for the best class of its ladder, then 1, 2 …; only for judged classes."""
        for ladder in (self.running, self.final):
            for rank, item in enumerate(ladder.ranked):
                if item.id == class_id:
                    return rank
        raise KeyError(class_id)

    def schedule(self, status: ScheduleStatus, delay: int = 0) -> StatusClass:
        """Mark, word and tone of a schedule status; ``delay`` in whole months serves ``DELAYED``."""
        long = status is ScheduleStatus.DELAYED and delay > self.slight_delay_months
        base = self.schedule_classes[LONG_DELAY if long else status.value]
        return StatusClass(base.mark, "", base.word.replace("{months}", str(delay)), base.tone, base.id, base.standing)

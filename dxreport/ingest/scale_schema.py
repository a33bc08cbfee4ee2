"""Turns the scale and the palette of ``strategy.yaml`` into checked records."""

from __future__ import annotations

from typing import Annotated, Literal

from pydantic import Field

from dxreport.ingest.schema_fields import Colour, Ident, Letter, Limit, Record, Text, Word
from dxreport.model.scale import Standing, Tone


class StateRecord(Record):
    """Mark and word of a state or of a class of the schedule axis."""

    mark: Word
    letter: Letter = ""
    word: Word
    tone: Tone


class WhenRecord(Record):
    """When a class applies: one of the three. Limits are written ``">=80"`` or ``">105"``, in per cent."""

    reached: Literal["true"] | None = None
    progress: Limit | None = None
    attainment: Limit | None = None
    printed: str = ""


class ClassRecord(StateRecord):
    id: Ident
    standing: Literal[Standing.GOOD, Standing.WARNING, Standing.BAD]
    when: WhenRecord | None = None


class PredicateRecord(Record):
    noun: Text
    verb: Text


class LadderRecord(Record):
    classes: Annotated[list[ClassRecord], Field(min_length=2, max_length=6)]
    words: dict[Standing, PredicateRecord] = {}


class ScaleRecord(Record):
    """``best``: which end of the classes, as printed, is the best. Without ``final`` the year's end is judged like a quarter."""

    best: Literal["first", "last"] = "first"
    running: LadderRecord
    final: LadderRecord | None = None
    excluded: StateRecord
    unreported: StateRecord
    slight_delay_months: Annotated[int, Field(ge=0, le=11)]
    schedule: dict[str, StateRecord]


class ToneRecord(Record):
    fill: Colour | None = None
    text: Colour
    border: Colour


class PaletteRecord(Record):
    ink: Colour
    sub: Colour
    accent: Colour
    accent_light: Colour
    track: Colour
    tint: Colour
    line: Colour
    hair: Colour
    tones: dict[Tone, ToneRecord]

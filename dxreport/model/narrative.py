"""Turns a strategy's running text into sections of a few shapes, as the source prints them."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum


class NarrativeKind(StrEnum):
    """The few shapes that the strategy's running text takes."""

    PARAGRAPH = "paragraph"
    BULLETS = "bullets"
    NUMBERED = "numbered"
    ROWS = "rows"
    CALLOUT = "callout"
    QUOTE = "quote"
    DIAGRAM = "diagram"
    MISSING = "missing"
    """The source has a heading here but its figure or text did not survive; ``lines`` says so."""


@dataclass(frozen=True, slots=True)
class LabelledLines:
    """A row of a table of text: a label and lines; a line is (lead, body), either may be empty."""

    label: str
    lines: tuple[tuple[str, str], ...]


@dataclass(frozen=True, slots=True)
class Level:
    """A level of a diagram, the aim first: its name, the texts of its boxes in phrases, and what leads from it to the level above."""

    label: str
    boxes: tuple[tuple[str, ...], ...]
    relation: str = ""


@dataclass(frozen=True, slots=True)
class NarrativeItem:
    """``caption`` names a table or a diagram, ``note`` stands below a diagram."""

    kind: NarrativeKind
    lines: tuple[str, ...] = ()
    rows: tuple[LabelledLines, ...] = ()
    caption: str = ""
    levels: tuple[Level, ...] = ()
    note: str = ""


@dataclass(frozen=True, slots=True)
class Section:
    title: str
    items: tuple[NarrativeItem, ...]


@dataclass(frozen=True, slots=True)
class Chapter:
    """A chapter of the strategy's running text, in the source's order."""

    title: str
    sections: tuple[Section, ...]


@dataclass(frozen=True, slots=True)
class Statement:
    """Mission, Vision or Value: heading (「Mission(目的・使命)」), caption, text."""

    heading: str
    caption: str
    text: str


@dataclass(frozen=True, slots=True)
class SourceFault:
    """表記ゆれ・誤記: a place of the source, its printed form, and the reading the master holds."""

    place: str
    printed: str
    reading: str
    reason: str

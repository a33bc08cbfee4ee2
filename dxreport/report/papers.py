"""Turns blocks into papers: a document that flows, a deck of slides, a workbook, each with its front matter."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from dxreport.report.blocks import Block, Facts, Table
from dxreport.report.cells import Phrases
from dxreport.report.figures import QuarterScale
from dxreport.report.wording import deck


@dataclass(frozen=True, slots=True)
class Cover:
    """Front matter of an official paper."""

    municipality: str
    boxes: tuple[str, ...]
    """Texts in boxes at the top right, outermost last: 案, 庁内限り."""
    era: str
    title: Phrases
    period: str
    scale: QuarterScale | None
    facts: Facts
    foot_left: str
    foot_right: str


@dataclass(frozen=True, slots=True)
class Properties:
    """Document properties. ``stamp`` is the date written into the file (ISO date): the as-of date, of the plan the year's first
    day; never today."""

    title: str
    author: str
    subject: str
    keywords: tuple[str, ...]
    stamp: str


@dataclass(frozen=True, slots=True)
class Document:
    """A paper that flows over pages (Word, PDF)."""

    properties: Properties
    cover: Cover
    header_left: str
    header_right: str
    footer_left: str
    blocks: tuple[Block, ...]
    continued: str = ""
    """「（続き）」: stands behind a heading's short text at the head of the pages on which its part goes on."""


@dataclass(frozen=True, slots=True)
class Enclosure:
    """A paper without a cover: its title is the first of its blocks. For Word."""

    properties: Properties
    header_left: str
    header_right: str
    footer_left: str
    blocks: tuple[Block, ...]
    landscape: bool = False


class SlideLayout(StrEnum):
    """Layouts by role; templates name them (``render/slides``)."""

    COVER = "cover"
    SECTION = "section"
    OVERALL = "overall"
    """Two stacked regions: ``upper``, ``lower``."""
    WIDE = "wide"
    """One region ``body`` and a callout strip ``strip``."""
    CHART_AND_NOTES = "chart_and_notes"
    """Left ``chart``, right ``upper`` and ``lower``."""
    REFERENCE = "reference"
    """One-line title, region ``body``, ``note``."""


@dataclass(frozen=True, slots=True)
class Slide:
    """``regions`` maps a region's name to its blocks; ``notes`` is what the speaker says. ``anchor`` names it for links.

    ``again`` is said on the further slides over which a long one goes on (empty: the notes once more); ``asked`` are
    questions the speaker may be asked, with what is known: below the notes in the deck, never on a handout. ``section``
    names the part of the deck that begins with this slide; empty where the part before goes on.
    """

    layout: SlideLayout
    kicker: str
    title: Phrases
    regions: tuple[tuple[str, tuple[Block, ...]], ...]
    notes: str
    anchor: str = ""
    again: str = ""
    asked: str = ""
    section: str = ""

    @property
    def plain_title(self) -> str:
        return "".join(self.title)

    def region(self, name: str) -> tuple[Block, ...]:
        return next((blocks for region, blocks in self.regions if region == name), ())

    @property
    def blocks(self) -> tuple[Block, ...]:
        return tuple(b for _, blocks in self.regions for b in blocks)


@dataclass(frozen=True, slots=True)
class DeckCover:
    """Title slide. ``head`` is the committee's name with 「資料」, date and department, right-aligned; may be empty."""

    head: tuple[str, ...]
    era: str
    title: Phrases
    period: str
    scale: QuarterScale | None
    as_of: str
    note: str
    notes: str


@dataclass(frozen=True, slots=True)
class Shortening:
    """How a slide says that a long text goes on in its notes: ``mark`` ends the text on the slide, ``heading`` stands above the rest."""

    mark: str = deck.GOES_ON
    heading: str = deck.REST


@dataclass(frozen=True, slots=True)
class Deck:
    """Slides. ``period`` and ``scale`` stand at the top right of each content slide, if given."""

    properties: Properties
    cover: DeckCover
    period: str
    scale: QuarterScale | None
    footer: str
    slides: tuple[Slide, ...]
    shortening: Shortening = Shortening()


@dataclass(frozen=True, slots=True)
class DeckShape:
    """How a deck was laid out: width ÷ height of a slide, and the numbers of the first and last slide that each ``Slide`` became."""

    aspect: float
    numbers: tuple[tuple[int, int], ...]


@dataclass(frozen=True, slots=True)
class Handout:
    """A deck on paper, with the speaker's notes below each slide. ``names`` (「スライド3」) are those of the deck's slides.

    ``mark`` says on the cover what the paper is; ``continued`` stands behind a name at the head of the pages on which it goes on.
    """

    deck: Deck
    properties: Properties
    aspect: float
    mark: str
    cover_name: str
    names: tuple[str, ...]
    notes_title: str
    continued: str


@dataclass(frozen=True, slots=True)
class SheetHead:
    """What stands above a table that is a paper of its own: a title, what matters most, then labels with one or more lines each."""

    title: str
    lead: str
    facts: tuple[tuple[str, tuple[str, ...]], ...]


@dataclass(frozen=True, slots=True)
class Sheet:
    """One sheet of a workbook: one table, named in short. With a head it is laid out for one page's width."""

    name: str
    table: Table
    head: SheetHead | None = None


@dataclass(frozen=True, slots=True)
class Book:
    """A workbook. ``mark`` (sample, draft) stands in every sheet's head and foot."""

    properties: Properties
    mark: str
    sheets: tuple[Sheet, ...]


@dataclass(frozen=True, slots=True)
class Letter:
    """A draft of an e-mail. ``sender`` and ``to`` are addresses, empty where none is known."""

    sender: str
    to: str
    subject: str
    lines: tuple[str, ...]

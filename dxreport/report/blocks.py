"""Turns an evaluation into what a paper says: a closed union of blocks, without fonts, sizes or colours.

Renderers never format a number or choose a word: every text here is final.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from dxreport.report.cells import Cell, Column, Phrases, RowGroup, Span
from dxreport.report.figures import (
    BulletChart,
    Diagram,
    Gantt,
    KeyFigures,
    PlanSchedule,
    QuarterScale,
    ShareBars,
    StatusPanel,
    TrendChart,
)


@dataclass(frozen=True, slots=True)
class Heading:
    """``level`` 1–3; ``kicker`` is the small line above; ``aside`` a quiet text behind the kicker. ``anchor`` names it for links.

    ``new_page`` starts a page (documents only). ``bookmark`` is the short text for bookmarks and running heads.
    ``numbered``: Word numbers it by the lists of its template (第1 → 1 → (1) → ア); the text is without the number.
    """

    level: int
    text: Phrases
    kicker: str = ""
    aside: str = ""
    anchor: str = ""
    bookmark: str = ""
    new_page: bool = False
    numbered: bool = False

    @property
    def plain(self) -> str:
        return "".join(self.text)


class ParagraphRole(StrEnum):
    BODY = "body"
    LEAD = "lead"
    """The conclusion under a headline: not indented, ragged right."""
    NOTE = "note"
    """Small and quiet."""
    STATEMENT = "statement"
    """A motto or vision: larger, set off."""
    PROGRESS = "progress"
    """How far something has come, beside a plan's own text and apart from it: small and quiet, under a hairline."""


@dataclass(frozen=True, slots=True)
class Paragraph:
    """``continues``: its sentence began before a list or a quotation; such a paragraph is not indented."""

    spans: tuple[Span, ...]
    role: ParagraphRole = ParagraphRole.BODY
    continues: bool = False

    @property
    def plain(self) -> str:
        return "".join(s.text for s in self.spans)


@dataclass(frozen=True, slots=True)
class Bullets:
    """A list; ``numbered`` items bring their own marks (①…), so they are printed as they are. ``lead`` numbers are set strong."""

    items: tuple[tuple[Span, ...], ...]
    numbered: bool = False


@dataclass(frozen=True, slots=True)
class Facts:
    """Label – text rows between hairlines (実施の概要, 遅れの理由, cover facts). A row's lines are paragraphs of spans.

    ``small`` lines (notes ※) follow the lines. ``strong_rules`` asks for the heavier first and last rule.
    """

    rows: tuple[FactRow, ...]
    strong_rules: bool = False


@dataclass(frozen=True, slots=True)
class FactRow:
    """``said`` is what the lines say when they are read aloud, where they are too terse for that."""

    label: str
    lines: tuple[tuple[Span, ...], ...]
    small: tuple[str, ...] = ()
    said: str = ""


@dataclass(frozen=True, slots=True)
class Table:
    """A table with one header row. ``caption`` names it for readers who cannot see it; ``title`` is printed above if given.

    ``side_column``: the first column spans its group (one non-empty cell per group).
    ``keep`` asks not to break it over pages. ``divided``: a rule stands between the columns, whose texts are held
    against each other line by line; a group stays on one page where it can. ``title`` holds ``number``, the table's
    number in its paper (0: it has none); ``anchor`` names the title for references to it.
    """

    columns: tuple[Column, ...]
    groups: tuple[RowGroup, ...]
    caption: str
    title: str = ""
    note: str = ""
    side_column: bool = False
    keep: bool = False
    divided: bool = False
    number: int = 0
    anchor: str = ""

    @property
    def rows(self) -> tuple[tuple[Cell, ...], ...]:
        return tuple(r for g in self.groups for r in g.rows)


@dataclass(frozen=True, slots=True)
class Callout:
    """The one highlight of a page: a strong label and a text."""

    label: str
    spans: tuple[Span, ...]

    @property
    def plain(self) -> str:
        return "".join(s.text for s in self.spans)


@dataclass(frozen=True, slots=True)
class MatrixCell:
    number: str
    aside: str
    title: Phrases
    anchor: str
    text: str = ""


@dataclass(frozen=True, slots=True)
class MatrixRow:
    kicker: str
    title: Phrases
    cells: tuple[MatrixCell, ...]


@dataclass(frozen=True, slots=True)
class Matrix:
    """Themes × initiatives. ``headings`` name the two sides in papers that print column heads."""

    rows: tuple[MatrixRow, ...]
    caption: str
    headings: tuple[str, str] = ("", "")
    page_word: str = ""
    """What stands behind the page of an initiative's sheet (「頁」) in papers that print it there."""


@dataclass(frozen=True, slots=True)
class Contents:
    """A table of contents of the headings down to ``depth``."""

    title: str
    depth: int


@dataclass(frozen=True, slots=True)
class PageBreak:
    """The next block starts a page. With ``lying`` the pages from here up to the next break lie on their side (Word only)."""

    lying: bool = False


def in_words(diagram: Diagram) -> tuple[Facts | Paragraph, ...]:
    """A diagram as labels and texts with its note, for papers that do not draw it."""
    rows = tuple(
        FactRow(
            "".join(level.label),
            tuple((Span("".join(box)),) for box in level.boxes),
            (f"（{level.relation}）",) if level.relation else (),
        )
        for level in diagram.levels
    )
    note = (Paragraph((Span(diagram.note),), ParagraphRole.NOTE),) if diagram.note else ()
    return (Facts(rows), *note)


Block = (
    Heading
    | Paragraph
    | Bullets
    | Facts
    | Table
    | KeyFigures
    | ShareBars
    | BulletChart
    | TrendChart
    | Gantt
    | PlanSchedule
    | Callout
    | StatusPanel
    | Diagram
    | Matrix
    | QuarterScale
    | Contents
    | PageBreak
)

"""Turns an evaluation into what a paper says: a closed union of blocks, without fonts, sizes or colours.

Renderers never format a number or choose a word: every text here is final. A headline's ``Phrases`` are the
pieces between which its lines may break; a renderer joins them without anything between.
"""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum

from dxreport.model.policy import StatusClass, Tone

Phrases = tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Span:
    """A run of text; ``strong`` is set bold."""

    text: str
    strong: bool = False


# --- cells ---------------------------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class TextCell:
    """Words. ``sub`` is a second, quieter line below; ``quiet`` stands for words in a number's place (該当なし, －)."""

    text: str
    strong: bool = False
    quiet: bool = False
    sub: str = ""


@dataclass(frozen=True, slots=True)
class NumberCell:
    """A number as printed (``text``, already rounded, with commas) and its exact value.

    ``source`` is the id under which ``dxreport explain`` answers for it; ``unit`` is printed small behind it, if any.
    """

    text: str
    value: Decimal
    strong: bool = False
    unit: str = ""
    source: str = ""

    @property
    def decimals(self) -> int:
        """Digits after the point, for alignment on the point."""
        return len(self.text.partition(".")[2])


@dataclass(frozen=True, slots=True)
class StatusCell:
    """A status as mark + letter + word. ``current`` is a filled tag; otherwise the quiet form of the last checkpoint."""

    status: StatusClass
    current: bool = True


@dataclass(frozen=True, slots=True)
class LinesCell:
    """Several lines, each (lead, body); a lead is set strong on a line of its own when a body follows."""

    lines: tuple[tuple[str, str], ...]


Cell = TextCell | NumberCell | StatusCell | LinesCell


class ColumnRole(StrEnum):
    """What a column holds; each format gives each role its width and type."""

    ID = "id"
    NAME = "name"
    TEXT = "text"
    UNIT = "unit"
    FIGURE = "figure"
    RATE = "rate"
    STATUS = "status"
    SCHEDULE_STATUS = "schedule_status"
    CHANGE = "change"
    FORECAST = "forecast"
    VERDICT = "verdict"
    DATE = "date"
    FILE = "file"
    CELL = "cell"
    LABEL = "label"


@dataclass(frozen=True, slots=True)
class Column:
    """``heading`` may hold a line break ``\\n``. ``weight`` shares out the free width among NAME, TEXT, FILE and LABEL columns.

    ``over`` is a heading that spans this column and its neighbours with the same text.
    """

    heading: str
    role: ColumnRole
    weight: int = 1
    over: str = ""


@dataclass(frozen=True, slots=True)
class RowGroup:
    """Rows under an optional heading; a stronger rule stands after each group.

    ``side`` is a text in the first column that spans all rows of the group (theme names in the status grid).
    """

    rows: tuple[tuple[Cell, ...], ...]
    heading: str = ""


# --- blocks --------------------------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Heading:
    """``level`` 1–3; ``kicker`` is the small line above; ``aside`` a quiet text behind the kicker. ``anchor`` names it for links.

    ``new_page`` starts a page (documents only). ``bookmark`` is the short text for bookmarks and running heads.
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


@dataclass(frozen=True, slots=True)
class Paragraph:
    spans: tuple[Span, ...]
    role: ParagraphRole = ParagraphRole.BODY

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
    label: str
    lines: tuple[tuple[Span, ...], ...]
    small: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Table:
    """A table with one header row. ``caption`` names it for readers who cannot see it; ``title`` is printed above if given.

    ``side_column``: the first column spans its group (one non-empty cell per group).
    ``keep`` asks not to break it over pages.
    """

    columns: tuple[Column, ...]
    groups: tuple[RowGroup, ...]
    caption: str
    title: str = ""
    note: str = ""
    side_column: bool = False
    keep: bool = False

    @property
    def rows(self) -> tuple[tuple[Cell, ...], ...]:
        return tuple(r for g in self.groups for r in g.rows)


@dataclass(frozen=True, slots=True)
class KeyFigure:
    status: StatusClass
    count: NumberCell
    before: str
    """「前回 2」, or empty."""


@dataclass(frozen=True, slots=True)
class KeyFigures:
    """Counts per class in a row."""

    figures: tuple[KeyFigure, ...]
    note: str
    alt: str


@dataclass(frozen=True, slots=True)
class Share:
    """A segment of a share bar: class, count, percentage as printed."""

    status: StatusClass
    count: NumberCell
    percent: NumberCell


@dataclass(frozen=True, slots=True)
class ShareBar:
    label: str
    denominator: str
    shares: tuple[Share, ...]


@dataclass(frozen=True, slots=True)
class ShareBars:
    """Stacked bars to 100 %, one per checkpoint, the current one first."""

    title: str
    bars: tuple[ShareBar, ...]
    note: str
    alt: str


@dataclass(frozen=True, slots=True)
class BulletRow:
    """One measure against plan and the year's target (= 1). Lengths are shares of the target, cut at 1 by the renderer."""

    label: str
    actual: Decimal
    planned: Decimal | None
    figure: str
    """「36.5／50.0 %」."""
    tone: Tone
    source: str


@dataclass(frozen=True, slots=True)
class BulletChart:
    """計画と実績: a track to the year's target, the actual as a bar, the plan as a tick. Headings are printed once above."""

    title: str
    rows: tuple[BulletRow, ...]
    headings: tuple[str, str, str, str, str]
    """0, 実績, 計画, 年度目標, 実績／計画."""
    alt: str


class SeriesRole(StrEnum):
    PLAN = "plan"
    ACTUAL = "actual"
    FORECAST = "forecast"


@dataclass(frozen=True, slots=True)
class Series:
    """One line or column set; a missing point is None. ``labels`` are the printed values."""

    name: str
    role: SeriesRole
    points: tuple[Decimal | None, ...]
    labels: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class TrendChart:
    """Values over the quarters. ``columns``: counts are columns, levels are lines. ``current`` is the index of this checkpoint."""

    title: str
    categories: tuple[str, ...]
    series: tuple[Series, ...]
    current: int
    columns: bool
    target: Decimal
    target_label: str
    unit: str
    decimals: int
    alt: str
    source: str


@dataclass(frozen=True, slots=True)
class GanttMilestone:
    position: Decimal
    reached: bool
    label: str


@dataclass(frozen=True, slots=True)
class GanttRow:
    """A bar of a progress schedule; positions on the axis 0–12. ``group`` rows are headings only. ``alt`` says the row in words."""

    label: str
    group: bool = False
    planned: tuple[Decimal, Decimal] | None = None
    actual: tuple[Decimal, Decimal] | None = None
    overrun: tuple[Decimal, Decimal] | None = None
    milestones: tuple[GanttMilestone, ...] = ()
    status: StatusClass | None = None
    alt: str = ""
    source: str = ""


@dataclass(frozen=True, slots=True)
class Gantt:
    """Plan and actual of the year: twelve months under quarter heads, a line at the as-of date."""

    title: str
    label_heading: str
    status_heading: str
    quarters: tuple[str, ...]
    months: tuple[str, ...]
    rows: tuple[GanttRow, ...]
    as_of: Decimal
    as_of_label: str
    note: str
    alt: str


@dataclass(frozen=True, slots=True)
class PlanBar:
    """A planned bar with the text printed in it; ``milestone`` bars are points (start == end)."""

    start: Decimal
    end: Decimal
    text: str
    points: tuple[tuple[Decimal, str], ...] = ()
    """Milestones: position and label."""


@dataclass(frozen=True, slots=True)
class PlanRow:
    """個別施策 with its bars; bars that overlap go on lines of their own, so ``lines`` is already laid out."""

    label: Phrases
    lines: tuple[tuple[PlanBar, ...], ...]
    alt: str
    group: bool = False


@dataclass(frozen=True, slots=True)
class PlanSchedule:
    """The year's schedule of the strategy papers: plan only."""

    title: str
    label_heading: str
    quarters: tuple[str, ...]
    months: tuple[str, ...]
    rows: tuple[PlanRow, ...]
    note: str
    alt: str


@dataclass(frozen=True, slots=True)
class Callout:
    """The one highlight of a page: a strong label and a text."""

    label: str
    spans: tuple[Span, ...]

    @property
    def plain(self) -> str:
        return "".join(s.text for s in self.spans)


@dataclass(frozen=True, slots=True)
class StatusPanel:
    """An initiative's two axes, now and at the last checkpoint."""

    headings: tuple[str, str]
    """今回, 前回."""
    rows: tuple[tuple[str, StatusClass, StatusClass | None], ...]


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
    """Themes × initiatives."""

    rows: tuple[MatrixRow, ...]
    caption: str


@dataclass(frozen=True, slots=True)
class QuarterScale:
    """四半期目盛: the one device. ``filled`` quarters of four are over or current; ``current`` is 1–4."""

    labels: tuple[str, ...]
    filled: int
    current: int
    alt: str


@dataclass(frozen=True, slots=True)
class Contents:
    """A table of contents of the headings down to ``depth``."""

    title: str
    depth: int


@dataclass(frozen=True, slots=True)
class PageBreak:
    """The next block starts a page."""


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
    | Matrix
    | QuarterScale
    | Contents
    | PageBreak
)


# --- papers --------------------------------------------------------------------------------------------------------


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
    """Document properties. ``stamp`` is the date written into the file (ISO date): the as-of date, never today."""

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
    """``regions`` maps a region's name to its blocks; ``notes`` is what the speaker says."""

    layout: SlideLayout
    kicker: str
    title: Phrases
    regions: tuple[tuple[str, tuple[Block, ...]], ...]
    notes: str

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
class Deck:
    """Slides. ``period`` and ``scale`` stand at the top right of each content slide, if given."""

    properties: Properties
    cover: DeckCover
    period: str
    scale: QuarterScale | None
    footer: str
    slides: tuple[Slide, ...]


@dataclass(frozen=True, slots=True)
class Sheet:
    """One sheet of the summary workbook: one table, named in short."""

    name: str
    table: Table


@dataclass(frozen=True, slots=True)
class Book:
    """The summary workbook. ``mark`` (sample, draft) stands in every sheet's head and foot."""

    properties: Properties
    mark: str
    sheets: tuple[Sheet, ...]

"""Turns counts, values and dates into figures: charts, schedules, key counts, without sizes or colours.

``alt`` says in words what a figure shows: each value with its unit and what it is compared with, one line for each item.
"""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum

from dxreport.model.scale import StatusClass, Tone
from dxreport.report.cells import NumberCell, Phrases


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
    mark: str = ""
    """「×D」 where the measure is behind: a copy in grey tells it too."""


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
class StatusPanel:
    """An initiative's two axes, now and at the last checkpoint."""

    headings: tuple[str, str]
    """今回, 前回."""
    rows: tuple[tuple[str, StatusClass, StatusClass | None], ...]


@dataclass(frozen=True, slots=True)
class QuarterScale:
    """四半期目盛: the one device. ``filled`` quarters of four are over or current; ``current`` is 1–4."""

    labels: tuple[str, ...]
    filled: int
    current: int
    alt: str


@dataclass(frozen=True, slots=True)
class DiagramLevel:
    """A level: its name, and the boxes that stand side by side on it. ``relation`` says what leads from it to the level above."""

    label: Phrases
    boxes: tuple[Phrases, ...]
    relation: str = ""


@dataclass(frozen=True, slots=True)
class Diagram:
    """What serves what: the aim above, below it level by level what leads there.

    ``title`` is printed below and holds ``number``, the figure's number in its paper (0: it has none). ``alt`` says all of it in words.
    """

    title: str
    levels: tuple[DiagramLevel, ...]
    note: str
    alt: str
    number: int = 0
    anchor: str = ""

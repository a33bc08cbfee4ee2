"""Turns one fiscal year's strategy into a tree: narrative, themes, initiatives, indicators, measures, tasks, roster."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum

from dxreport.model.detail import DetailList, ListRule
from dxreport.model.period import Checkpoint, FiscalYear
from dxreport.model.policy import Palette, Publication, Scale, Terms
from dxreport.model.provenance import LineRef
from dxreport.model.schedule import ScheduleBar, Task
from dxreport.model.target import Target

Phrases = tuple[str, ...]
"""A title cut where its lines may break; joined without anything between."""


class MeasureType(StrEnum):
    """How a measure is judged (domain §3)."""

    LEVEL = "level"
    CUMULATIVE = "cumulative"
    REDUCTION = "reduction"
    ZERO_TOLERANCE = "zero_tolerance"
    EVENT_LIMIT = "event_limit"
    COMPLETION = "completion"
    COVERAGE = "coverage"
    DETAIL_RATE = "detail_rate"
    SURVEY = "survey"
    RATIO_OF_SUMS = "ratio_of_sums"


class Accumulation(StrEnum):
    """How the quarters' values make the value at a checkpoint."""

    LATEST = "latest"
    SUM = "sum"
    WORST = "worst"
    ONCE = "once"


class PlanKind(StrEnum):
    """Where the planned value at a checkpoint comes from."""

    STATED = "stated"
    LINEAR = "linear"
    FROM_BASELINE = "from_baseline"
    NONE = "none"


class Frequency(StrEnum):
    """When a measure is due: every quarter, every half year (q2, q4), or once at the year's end. The final run is always due."""

    QUARTERLY = "quarterly"
    HALF_YEARLY = "half_yearly"
    YEAR_END = "year_end"

    def due_at(self, checkpoint: Checkpoint) -> bool:
        if checkpoint.is_final or self is Frequency.QUARTERLY:
            return True
        if self is Frequency.HALF_YEARLY:
            return checkpoint in (Checkpoint.Q2, Checkpoint.Q4)
        return checkpoint is Checkpoint.Q4


@dataclass(frozen=True, slots=True)
class Plan:
    """Planned values at the checkpoints. ``values`` serves ``STATED``; ``sample`` says that they are made up for the sample."""

    kind: PlanKind
    values: dict[Checkpoint, Decimal]
    sample: bool = False


@dataclass(frozen=True, slots=True)
class Baseline:
    """The value from which a measure starts, and what the source calls it (「令和6年度」)."""

    value: Decimal
    label: str


@dataclass(frozen=True, slots=True)
class Measure:
    """測定項目: one number (or yes/no) with one target."""

    id: str
    name: str
    short_name: str
    type: MeasureType
    target: Target
    accumulation: Accumulation
    plan: Plan
    frequency: Frequency
    department: str
    baseline: Baseline | None = None
    rule: ListRule | None = None
    note: str = ""
    line: LineRef | None = None

    @property
    def unit_with_direction(self) -> str:
        """「%以上」「時間以内」: what stands in the unit column."""
        if self.type is MeasureType.COVERAGE:
            return self.target.unit
        printed = self.target.printed
        suffix = next((word for word in ("以上", "以内", "以下", "未満", "超") if word in printed), "")
        return self.target.unit + suffix


@dataclass(frozen=True, slots=True)
class Indicator:
    """目標・指標(KPI) の一項目 as printed; achieved only if all its measures are. ``notes`` are its ※ lines."""

    id: str
    text: str
    emphasis: tuple[str, ...]
    """Parts of ``text`` that state the target, to be set strong."""
    measures: tuple[Measure, ...]
    notes: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Aspiration:
    """めざす姿; ``text`` is None where the source gives none."""

    number: int
    mark: str
    text: str | None


@dataclass(frozen=True, slots=True)
class Initiative:
    """重点取組: one sheet. Where matrix and sheet differ, both wordings are kept as printed."""

    number: int
    title: Phrases
    title_matrix: Phrases
    short_name: str
    outline: str
    outline_matrix: str
    outline_notes: tuple[str, ...]
    aspirations: tuple[int, ...]
    aspirations_label: str
    """What the source prints when it lists marks only (「めざす姿①～⑨」); empty when it prints texts."""
    indicators: tuple[Indicator, ...]
    tasks: tuple[Task, ...]
    department: str
    important: bool = True
    """重視案件 (every quarter) or 所属で取り組む案件 (every half year)."""

    @property
    def id(self) -> str:
        return str(self.number)

    @property
    def name(self) -> str:
        return "".join(self.title)

    @property
    def measures(self) -> tuple[Measure, ...]:
        return tuple(m for i in self.indicators for m in i.measures)

    @property
    def bars(self) -> tuple[ScheduleBar, ...]:
        return tuple(b for t in self.tasks for b in t.bars)


@dataclass(frozen=True, slots=True)
class Theme:
    """戦略テーマ."""

    number: int
    mark: str
    name: Phrases
    short_name: Phrases
    initiatives: tuple[Initiative, ...]

    @property
    def title(self) -> str:
        return "".join(self.name)


@dataclass(frozen=True, slots=True)
class Department:
    """所属（課）. ``id`` is ASCII and names files; ``submits`` says whether a workbook is expected."""

    id: str
    name: str
    bureau: str
    submits: bool = True


class NarrativeKind(StrEnum):
    """The few shapes that the strategy's running text takes."""

    PARAGRAPH = "paragraph"
    BULLETS = "bullets"
    NUMBERED = "numbered"
    ROWS = "rows"
    CALLOUT = "callout"
    QUOTE = "quote"
    MISSING = "missing"
    """The source has a heading here but its figure or text did not survive; ``lines`` says so."""


@dataclass(frozen=True, slots=True)
class LabelledLines:
    """A row of a table of text: a label and lines; a line is (lead, body), either may be empty."""

    label: str
    lines: tuple[tuple[str, str], ...]


@dataclass(frozen=True, slots=True)
class NarrativeItem:
    kind: NarrativeKind
    lines: tuple[str, ...] = ()
    rows: tuple[LabelledLines, ...] = ()
    caption: str = ""


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


@dataclass(frozen=True, slots=True)
class Strategy:
    """One fiscal year's master."""

    municipality: str
    organisation_code: str
    year: FiscalYear
    title: str
    """「デジタル・ICT戦略」, without the year."""
    foreword: Section
    chapters: tuple[Chapter, ...]
    overview_title: str
    statements: tuple[Statement, ...]
    matrix_title: str
    aspirations: tuple[Aspiration, ...]
    themes: tuple[Theme, ...]
    departments: tuple[Department, ...]
    lists: tuple[DetailList, ...]
    terms: Terms
    scale: Scale
    palette: Palette
    publication: Publication
    faults: tuple[SourceFault, ...]
    file: str

    @property
    def initiatives(self) -> tuple[Initiative, ...]:
        return tuple(i for t in self.themes for i in t.initiatives)

    @property
    def measures(self) -> tuple[Measure, ...]:
        return tuple(m for i in self.initiatives for m in i.measures)

    @property
    def bars(self) -> tuple[ScheduleBar, ...]:
        return tuple(b for i in self.initiatives for b in i.bars)

    def department(self, department_id: str) -> Department:
        return next(d for d in self.departments if d.id == department_id)

    def measure(self, measure_id: str) -> Measure:
        return next(m for m in self.measures if m.id == measure_id)

    def initiative_of(self, item_id: str) -> Initiative:
        """The initiative that holds the measure or bar ``item_id``."""
        return next(i for i in self.initiatives if item_id in {*(m.id for m in i.measures), *(b.id for b in i.bars)})

    def duties(self, department_id: str) -> Duties:
        """Everything that the department has to report on."""
        return Duties(
            measures=tuple(m for m in self.measures if m.department == department_id),
            bars=tuple(b for b in self.bars if b.department == department_id),
            lists=tuple(x for x in self.lists if x.department == department_id),
        )


@dataclass(frozen=True, slots=True)
class Duties:
    """What one department reports: measures, schedule bars, detail lists."""

    measures: tuple[Measure, ...]
    bars: tuple[ScheduleBar, ...]
    lists: tuple[DetailList, ...]

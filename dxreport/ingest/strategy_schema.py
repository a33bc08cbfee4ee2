"""Turns the text of ``strategy.yaml`` into checked records: what fields there are, and what each may hold.

Every scalar arrives as text (no YAML floats), so that decimals stay exact and ``8-1`` stays an id.
"""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from typing import Annotated, Literal

from pydantic import BaseModel, ConfigDict, Field, PlainValidator, StringConstraints
from pydantic_core import PydanticCustomError

from dxreport.model.detail import ColumnKind, Operation
from dxreport.model.period import Checkpoint
from dxreport.model.policy import ScheduleStatus, Status, Tone
from dxreport.model.schedule import MilestonePoint
from dxreport.model.strategy import Accumulation, Frequency, MeasureType, PlanKind
from dxreport.model.target import Direction

Text = Annotated[str, StringConstraints(min_length=1, max_length=4000)]
Title = Annotated[str, StringConstraints(min_length=1, max_length=80)]
Amount = Annotated[Decimal, Field(gt=-(10**15), lt=10**15, max_digits=30)]
Percentage = Annotated[Decimal, Field(ge=0, le=1000, max_digits=12)]
Ident = Annotated[str, StringConstraints(pattern=r"^[a-z][a-z0-9_-]{0,31}$")]
"""ASCII: names files and columns."""
ItemId = Annotated[str, StringConstraints(pattern=r"^[0-9]{1,3}(-[0-9A-Za-z]{1,4})*$")]
"""``8-1a``, ``8-S1``."""
Colour = Annotated[str, StringConstraints(pattern=r"^[0-9A-F]{6}$")]
Month = Annotated[int, Field(ge=1, le=12)]
ShortName = Annotated[str, StringConstraints(min_length=1, max_length=14)]
Breakable = Text
"""A title in which ``|`` marks where a line may break."""


class Record(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True)


class MunicipalityRecord(Record):
    name: Text
    code: Annotated[str, StringConstraints(pattern=r"^[0-9]{6}$")]


class EditionRecord(Record):
    stage: Text
    number: Annotated[int, Field(ge=1)]
    issued: date
    committee_date: date | None = None


class PublicationRecord(Record):
    bureau: Text
    section: Text
    committee: Text
    handling: Text
    editions: dict[Checkpoint, EditionRecord]


class TermsRecord(Record):
    theme: Text
    initiative: Text
    aspiration: Text
    aspiration_heading: Text
    outline: Text
    indicators: Text
    task: Text
    tasks: Text
    schedule: Text


class StatusClassRecord(Record):
    mark: Text
    letter: str = ""
    word: Text
    tone: Tone


class ScaleRecord(Record):
    on_track: Percentage
    behind: Percentage
    slight_delay_months: Annotated[int, Field(ge=0, le=11)]
    classes: dict[Status, StatusClassRecord]
    schedule_words: dict[ScheduleStatus, Text]


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


class LineRecord(Record):
    """A line in a table of text: bold lead, plain body."""

    lead: str = ""
    body: str = ""


class RowRecord(Record):
    label: Text
    lines: list[LineRecord]


class ItemRecord(Record):
    """Exactly one field of the first seven is given."""

    paragraph: Text | None = None
    bullets: list[Text] | None = None
    numbered: list[Text] | None = None
    rows: list[RowRecord] | None = None
    callout: Text | None = None
    quote: Text | None = None
    missing: Text | None = None
    caption: str = ""


class SectionRecord(Record):
    title: str = ""
    items: list[ItemRecord]


class ChapterRecord(Record):
    title: Text
    sections: list[SectionRecord]


class StatementRecord(Record):
    heading: Text
    caption: Text
    text: Text


class AspirationRecord(Record):
    number: Annotated[int, Field(ge=1, le=20)]
    mark: Text
    text: str = ""


class BaselineRecord(Record):
    value: Amount
    label: Text


class PlanRecord(Record):
    kind: PlanKind
    values: dict[Checkpoint, Amount] = {}
    sample: bool = False


def _texts(said: object) -> list[str] | str:
    """A list of texts or one text; a union of types would report every fault once for each of them."""
    if isinstance(said, str) or (isinstance(said, list) and said and all(isinstance(x, str) for x in said)):
        return said
    raise PydanticCustomError("list_type", "a list of texts, or a comparison")


Accepted = Annotated[list[str] | str, PlainValidator(_texts)]
"""Texts of which one must stand in the cell, or a comparison (see list_conditions)."""


class RuleRecord(Record):
    """How the figure comes out of a detail list."""

    list_id: Annotated[Ident, Field(alias="list")]
    operation: Operation
    value: str = ""
    where: dict[str, Accepted] = {}
    among: dict[str, Accepted] = {}
    at_least: Annotated[int, Field(ge=1, le=1000)] = 1
    roster: Annotated[list[Ident], Field(min_length=1)] = []


class MeasureRecord(Record):
    id: ItemId
    name: Text
    short_name: ShortName
    type: MeasureType
    target: Text
    direction: Direction | None = None
    decimals: Annotated[int, Field(ge=0, le=4)] = 0
    accumulation: Accumulation
    frequency: Frequency
    department: Ident
    plan: PlanRecord
    baseline: BaselineRecord | None = None
    rule: RuleRecord | None = None
    note: str = ""


class IndicatorRecord(Record):
    id: ItemId
    text: Text
    emphasis: list[Text] = []
    notes: list[Text] = []
    measures: Annotated[list[MeasureRecord], Field(min_length=1)]


class MilestoneRecord(Record):
    label: Text
    month: Month
    point: MilestonePoint


class BarRecord(Record):
    id: ItemId
    label: str = ""
    short_name: Text
    first: Month | None = None
    last: Month | None = None
    milestones: list[MilestoneRecord] = []
    assumed: bool = False
    department: Ident


class TaskRecord(Record):
    id: ItemId
    name: Breakable
    group: str = ""
    bars: Annotated[list[BarRecord], Field(min_length=1)]


class InitiativeRecord(Record):
    number: Annotated[int, Field(ge=1, le=999)]
    title: Breakable
    title_matrix: Breakable | None = None
    short_name: ShortName
    outline: Text
    outline_matrix: str = ""
    outline_notes: list[Text] = []
    aspirations: list[int]
    aspirations_label: str = ""
    department: Ident
    important: bool = True
    indicators: list[IndicatorRecord]
    tasks: list[TaskRecord]


class ThemeRecord(Record):
    number: Annotated[int, Field(ge=1, le=99)]
    mark: Text
    name: Breakable
    short_name: Breakable
    initiatives: list[InitiativeRecord]


class DepartmentRecord(Record):
    id: Ident
    name: Text
    bureau: Text
    submits: bool = True


class ColumnRecord(Record):
    id: Ident
    heading: Text
    kind: ColumnKind
    required: bool = True
    unit: str = ""
    choices: list[Text] = []


class ListRecord(Record):
    id: Ident
    title: Text
    department: Ident
    key: Ident
    columns: Annotated[list[ColumnRecord], Field(min_length=1)]


class FaultRecord(Record):
    place: Text
    printed: Text
    reading: Text
    reason: Text


class StrategyRecord(Record):
    format: Literal["dxreport-strategy-1"]
    municipality: MunicipalityRecord
    fiscal_year: Annotated[str, StringConstraints(pattern=r"^r[1-9][0-9]?$")]
    title: Title
    publication: PublicationRecord
    terms: TermsRecord
    scale: ScaleRecord
    palette: PaletteRecord
    foreword: SectionRecord
    chapters: list[ChapterRecord]
    overview_title: Text
    statements: list[StatementRecord]
    matrix_title: Text
    aspirations: list[AspirationRecord]
    themes: Annotated[list[ThemeRecord], Field(min_length=1)]
    departments: Annotated[list[DepartmentRecord], Field(min_length=1)]
    lists: list[ListRecord] = []
    faults_file: Text

"""Turns the text of ``strategy.yaml`` into checked records: what fields there are, and what each may hold."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from typing import Annotated, Literal

from pydantic import Field, PlainValidator, StringConstraints
from pydantic_core import PydanticCustomError

from dxreport.ingest.collecting_schema import CollectingRecord, MailAddress
from dxreport.ingest.scale_schema import PaletteRecord, ScaleRecord
from dxreport.ingest.schema_fields import (
    Amount,
    Breakable,
    Ident,
    ItemId,
    Month,
    Record,
    ShortName,
    Text,
    Title,
    YearCode,
)
from dxreport.model.audience import Openness
from dxreport.model.detail import ColumnKind, Operation
from dxreport.model.measure import Accumulation, Across, Frequency, MeasureType, Moment, PlanKind, RateFormula
from dxreport.model.period import Checkpoint
from dxreport.model.schedule import MilestonePoint
from dxreport.model.target import Direction


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
    plan: Text
    groups: Annotated[list[Text], Field(max_length=2)] = []
    own_rating: str = ""


class LineRecord(Record):
    """A line in a table of text: bold lead, plain body."""

    lead: str = ""
    body: str = ""


class RowRecord(Record):
    label: Text
    lines: list[LineRecord]


class LevelRecord(Record):
    """A level of a diagram; a box's text may break at ``|``."""

    label: Text
    boxes: Annotated[list[Text], Field(min_length=1, max_length=6)]
    relation: str = ""


class ItemRecord(Record):
    """Exactly one field of the first eight is given."""

    paragraph: Text | None = None
    bullets: list[Text] | None = None
    numbered: list[Text] | None = None
    rows: list[RowRecord] | None = None
    callout: Text | None = None
    quote: Text | None = None
    missing: Text | None = None
    diagram: Annotated[list[LevelRecord], Field(min_length=2, max_length=6)] | None = None
    caption: str = ""
    note: str = ""


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
    year: YearCode | None = None


class ResultRecord(Record):
    """The value of an earlier year, and what it was revised to later."""

    value: Amount
    revised: Amount | None = None


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
    """``target`` is the printed one; with ``due`` it is the plan's, for that year, and this year's is found from it."""

    id: ItemId
    name: Text
    short_name: ShortName
    type: MeasureType
    target: Text
    direction: Direction | None = None
    unit: str = ""
    tolerance: Annotated[Decimal, Field(ge=0, lt=10**15, max_digits=30)] | None = None
    decimals: Annotated[int, Field(ge=0, le=4)] = 0
    accumulation: Accumulation = Accumulation.LATEST
    frequency: Frequency
    department: Ident
    plan: PlanRecord | None = None
    baseline: BaselineRecord | None = None
    rule: RuleRecord | None = None
    note: str = ""
    formula: RateFormula = RateFormula.LEVEL
    due: YearCode | None = None
    yearly: dict[YearCode, Amount] = {}
    results: dict[YearCode, ResultRecord] = {}
    across: Across = Across.YEAR
    moment: Moment = Moment.YEAR_END
    surveyed: list[YearCode] = []
    publication: Openness = Openness.PUBLIC

    @property
    def stated_plan(self) -> PlanRecord:
        """The plan as declared; without one, amounts that add up are planned in equal parts (domain §3), all else not."""
        if self.plan is not None:
            return self.plan
        adds_up = self.type is MeasureType.CUMULATIVE and self.accumulation is Accumulation.SUM
        return PlanRecord(kind=PlanKind.LINEAR if adds_up else PlanKind.NONE)


class IndicatorRecord(Record):
    id: ItemId
    text: Text
    emphasis: list[Text] = []
    notes: list[Text] = []
    publication: Openness = Openness.PUBLIC
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
    publication: Openness = Openness.PUBLIC


class TaskRecord(Record):
    id: ItemId
    name: Breakable
    group: str = ""
    publication: Openness = Openness.PUBLIC
    bars: Annotated[list[BarRecord], Field(min_length=1)]


class InitiativeRecord(Record):
    number: ItemId
    title: Breakable
    title_matrix: Breakable | None = None
    short_name: ShortName
    outline: Text
    outline_matrix: str = ""
    outline_notes: list[Text] = []
    aspirations: list[int] = []
    aspirations_label: str = ""
    department: Ident
    related: list[Ident] = []
    important: bool = True
    publication: Openness = Openness.PUBLIC
    indicators: list[IndicatorRecord] = []
    tasks: list[TaskRecord] = []


class BranchRecord(Record):
    """A level between theme and initiative; ``terms.groups`` names the levels."""

    number: ItemId
    title: Breakable
    short_name: ShortName
    indicators: list[IndicatorRecord] = []
    branches: list[BranchRecord] = []
    initiatives: list[InitiativeRecord] = []


class ThemeRecord(Record):
    """``again``: numbers of initiatives at home in another theme that are shown here too (再掲)."""

    number: Annotated[int, Field(ge=1, le=99)]
    mark: Text
    name: Breakable
    short_name: Breakable
    indicators: list[IndicatorRecord] = []
    branches: list[BranchRecord] = []
    initiatives: list[InitiativeRecord] = []
    again: list[ItemId] = []


class DepartmentRecord(Record):
    id: Ident
    name: Text
    bureau: Text
    submits: bool = True
    former_names: list[Text] = []
    outside: bool = False
    mail: MailAddress | None = None


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


class PeriodRecord(Record):
    """First and last fiscal year of a plan that runs over several."""

    first: YearCode
    last: YearCode


class StrategyRecord(Record):
    format: Literal["dxreport-strategy-1"]
    municipality: MunicipalityRecord
    fiscal_year: Annotated[str, StringConstraints(pattern=r"^r[1-9][0-9]?$")]
    period: PeriodRecord | None = None
    title: Title
    sample: bool = False
    publication: PublicationRecord
    submission: CollectingRecord | None = None
    terms: TermsRecord
    scale: ScaleRecord
    palette: PaletteRecord
    foreword: SectionRecord
    chapters: list[ChapterRecord] = []
    overview_title: Text
    statements: list[StatementRecord] = []
    matrix_title: Text
    aspirations: list[AspirationRecord] = []
    indicators: list[IndicatorRecord] = []
    themes: Annotated[list[ThemeRecord], Field(min_length=1)]
    departments: Annotated[list[DepartmentRecord], Field(min_length=1)]
    lists: list[ListRecord] = []
    faults_file: Text

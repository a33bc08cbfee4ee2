"""Turns one fiscal year's strategy into a tree: themes, branches, initiatives with their indicators and tasks, roster."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from enum import StrEnum

from dxreport.model.audience import Openness
from dxreport.model.deadlines import Collecting
from dxreport.model.detail import DetailList
from dxreport.model.measure import Indicator, Measure
from dxreport.model.narrative import Chapter, Section, SourceFault, Statement
from dxreport.model.period import FiscalYear
from dxreport.model.policy import Palette, Publication, Terms
from dxreport.model.scale import Scale
from dxreport.model.schedule import ScheduleBar, Task

Phrases = tuple[str, ...]
"""A title cut where its lines may break; joined without anything between."""


@dataclass(frozen=True, slots=True)
class Aspiration:
    """めざす姿; ``text`` is None where the source gives none."""

    number: int
    mark: str
    text: str | None


@dataclass(frozen=True, slots=True)
class Branch:
    """A level between theme and initiative (柱, 施策 …). ``depth`` counts from 1; ``terms.groups[depth - 1]`` names it."""

    id: str
    number: str
    depth: int
    title: Phrases
    short_name: str
    indicators: tuple[Indicator, ...] = ()

    @property
    def name(self) -> str:
        return "".join(self.title)


@dataclass(frozen=True, slots=True)
class Initiative:
    """重点取組, or whatever the plan calls its lowest level: one sheet. Where matrix and sheet differ, both wordings are kept.

    ``department`` is the one in charge (主管), ``related`` those that work with it (関係).
    """

    number: str
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
    path: tuple[Branch, ...] = ()
    related: tuple[str, ...] = ()
    openness: Openness = Openness.PUBLIC

    @property
    def id(self) -> str:
        return self.number

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
    """戦略テーマ, or whatever the plan calls its top level. ``branches`` and ``initiatives`` are flat, in the plan's order.

    ``relisted`` are ids of initiatives that are at home in another theme (再掲): shown here, counted there.
    """

    number: int
    mark: str
    name: Phrases
    short_name: Phrases
    initiatives: tuple[Initiative, ...]
    branches: tuple[Branch, ...] = ()
    indicators: tuple[Indicator, ...] = ()
    relisted: tuple[str, ...] = ()

    @property
    def title(self) -> str:
        return "".join(self.name)

    @property
    def id(self) -> str:
        """``T1``: how ``dxreport explain`` names it."""
        return f"T{self.number}"

    def walk(self) -> Iterator[Theme | Branch | Initiative]:
        """The theme, its branches and its initiatives, each branch before what it holds."""
        yield self
        said = 0
        for initiative in self.initiatives:
            if initiative.path:
                until = self.branches.index(initiative.path[-1]) + 1
                yield from self.branches[said:until]
                said = max(said, until)
            yield initiative
        yield from self.branches[said:]


@dataclass(frozen=True, slots=True)
class Department:
    """所属（課）. ``id`` is ASCII and names files; ``submits`` says whether a workbook is expected."""

    id: str
    name: str
    bureau: str
    submits: bool = True
    former_names: tuple[str, ...] = ()
    """Names that it had before; lists and forms that still bear one are understood."""
    outside: bool = False
    """Not part of the administration (a company, another body): never asked for a form, not in the roster."""
    mail: str = ""
    """Where reminders go; empty where none is known."""


class Level(StrEnum):
    """Which level of the plan something hangs on."""

    WHOLE = "whole"
    THEME = "theme"
    BRANCH = "branch"
    INITIATIVE = "initiative"


WHOLE = "all"
"""Id of the whole plan: how ``dxreport explain`` names it."""


@dataclass(frozen=True, slots=True)
class Holder:
    """A level of the plan as papers name it: ``label`` 「重点取組8」, ``number`` 「8」, ``short_name``."""

    id: str
    level: Level
    number: str
    short_name: str
    label: str


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
    last_year: FiscalYear | None = None
    """Last year of a plan that runs over several; None for a plan of one year."""
    first_year: FiscalYear | None = None
    indicators: tuple[Indicator, ...] = ()
    """Those of the plan as a whole."""
    collecting: Collecting | None = None
    """How submissions are collected; None where no deadlines are kept."""
    sample: bool = False
    """Something in it is made up, to show the program: every paper made from it says so."""
    _holders: dict[str, Holder] = field(init=False, repr=False, compare=False)
    _measures: dict[str, Measure] = field(init=False, repr=False, compare=False)
    _departments: dict[str, Department] = field(init=False, repr=False, compare=False)

    def __post_init__(self) -> None:
        holders = {}
        for node in self.walk():
            holder = self.holder(node)
            items = [m.id for i in node.indicators for m in i.measures]
            items += [b.id for b in node.bars] if isinstance(node, Initiative) else []
            holders.update(dict.fromkeys(items, holder))
        object.__setattr__(self, "_holders", holders)
        object.__setattr__(self, "_measures", {m.id: m for n in self.walk() for i in n.indicators for m in i.measures})
        object.__setattr__(self, "_departments", {d.id: d for d in self.departments})

    def walk(self) -> Iterator[Node]:
        """The whole, then every theme, branch and initiative, in the plan's order."""
        yield self
        for theme in self.themes:
            yield from theme.walk()

    def holder(self, node: Node) -> Holder:
        """What papers print of a node beside its measures."""
        terms = self.terms
        match node:
            case Strategy():
                return Holder(WHOLE, Level.WHOLE, "", terms.plan, terms.plan)
            case Theme():
                name = "".join(node.short_name)
                return Holder(node.id, Level.THEME, node.mark, name, f"{terms.theme}{node.mark}")
            case Branch():
                return Holder(
                    node.id, Level.BRANCH, node.number, node.short_name, f"{terms.groups[node.depth - 1]}{node.number}"
                )
            case Initiative():
                return Holder(
                    node.id, Level.INITIATIVE, node.number, node.short_name, f"{terms.initiative}{node.number}"
                )

    @property
    def initiatives(self) -> tuple[Initiative, ...]:
        return tuple(i for t in self.themes for i in t.initiatives)

    @property
    def measures(self) -> tuple[Measure, ...]:
        return tuple(self._measures.values())

    @property
    def bars(self) -> tuple[ScheduleBar, ...]:
        return tuple(b for i in self.initiatives for b in i.bars)

    @property
    def roster(self) -> tuple[str, ...]:
        """Ids of all departments of the administration, whether they submit or not."""
        return tuple(d.id for d in self.departments if not d.outside)

    def department(self, department_id: str) -> Department:
        """Raises KeyError for an unknown id."""
        return self._departments[department_id]

    def measure(self, measure_id: str) -> Measure:
        """Raises KeyError for an unknown id."""
        return self._measures[measure_id]

    def initiative(self, initiative_id: str) -> Initiative:
        return next(i for i in self.initiatives if i.id == initiative_id)

    def holder_of(self, item_id: str) -> Holder:
        """What holds the measure or bar ``item_id``. Raises KeyError for an unknown id."""
        return self._holders[item_id]

    def duties(self, department_id: str) -> Duties:
        """Everything that the department has to report on."""
        return Duties(
            department=department_id,
            measures=tuple(m for m in self.measures if m.department == department_id),
            bars=tuple(b for b in self.bars if b.department == department_id),
            lists=tuple(x for x in self.lists if x.department == department_id),
        )


Node = Strategy | Theme | Branch | Initiative


@dataclass(frozen=True, slots=True)
class Duties:
    """What one department reports: measures, schedule bars, detail lists."""

    department: str
    measures: tuple[Measure, ...]
    bars: tuple[ScheduleBar, ...]
    lists: tuple[DetailList, ...]

"""Turns the levels of a checked strategy record into the model's tree, reading every printed target."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from decimal import Decimal

from dxreport.ingest import measure_rules
from dxreport.ingest import strategy_schema as schema
from dxreport.ingest.annual_target import Annual, annual
from dxreport.ingest.judged_target import Declared, Unreadable, read_target
from dxreport.ingest.list_conditions import read_conditions
from dxreport.ingest.yaml_lines import LinedData, Path_
from dxreport.model.audience import Openness
from dxreport.model.catalogue_details import DETAILS
from dxreport.model.detail import Conditions, ListRule
from dxreport.model.finding import Checked, Finding, finding
from dxreport.model.measure import (
    Baseline,
    Indicator,
    Measure,
    MeasureType,
    Plan,
    YearResult,
)
from dxreport.model.period import FiscalYear
from dxreport.model.schedule import Milestone, ScheduleBar, Task
from dxreport.model.strategy import Branch, Initiative, Theme
from dxreport.model.target import Comparison, Direction, Target

PHRASE_BREAK = "|"


@dataclass(frozen=True, slots=True)
class Tree:
    """The plan's levels: indicators of the whole, and its themes with all that is below them."""

    indicators: tuple[Indicator, ...]
    themes: tuple[Theme, ...]


@dataclass(slots=True)
class _Builder:
    """What reading a level needs: the year, the plan's first year, lines, and where findings go."""

    lined: LinedData
    year: FiscalYear
    first: FiscalYear
    of_years: bool
    findings: list[Finding] = field(default_factory=list)


def tree(record: schema.StrategyRecord, lined: LinedData) -> Checked[Tree]:
    """All levels; a target that cannot be read is a finding and leaves its measure out."""
    year = FiscalYear.parse(record.fiscal_year)
    first = FiscalYear.parse(record.period.first) if record.period else year
    build = _Builder(lined, year, first, record.period is not None)
    own = _indicators(record.indicators, (), build)
    themes = tuple(_theme(t, ("themes", n), build) for n, t in enumerate(record.themes))
    return Checked(Tree(own, themes), tuple(build.findings))


def _phrases(text: str) -> tuple[str, ...]:
    return tuple(text.split(PHRASE_BREAK))


def _theme(record: schema.ThemeRecord, path: Path_, build: _Builder) -> Theme:
    own = _indicators(record.indicators, path, build)
    branches: list[Branch] = []
    initiatives = _below(record, path, (), branches, build)
    return Theme(
        number=record.number,
        mark=record.mark,
        name=_phrases(record.name),
        short_name=_phrases(record.short_name),
        initiatives=initiatives,
        branches=tuple(branches),
        indicators=own,
        relisted=tuple(record.again),
    )


def _below(
    record: schema.ThemeRecord | schema.BranchRecord,
    path: Path_,
    above: tuple[Branch, ...],
    branches: list[Branch],
    build: _Builder,
) -> tuple[Initiative, ...]:
    """The initiatives of a level and of all levels below it, in order; branches are added to ``branches`` on the way."""
    found = [_initiative(i, (*path, "initiatives", n), above, build) for n, i in enumerate(record.initiatives)]
    for n, item in enumerate(record.branches):
        here = (*path, "branches", n)
        branch = Branch(
            id=f"B{item.number}",
            number=item.number,
            depth=len(above) + 1,
            title=_phrases(item.title),
            short_name=item.short_name,
            indicators=_indicators(item.indicators, here, build),
        )
        branches.append(branch)
        found.extend(_below(item, here, (*above, branch), branches, build))
    return tuple(found)


def _initiative(record: schema.InitiativeRecord, path: Path_, above: tuple[Branch, ...], build: _Builder) -> Initiative:
    title = _phrases(record.title)
    return Initiative(
        number=record.number,
        title=title,
        title_matrix=_phrases(record.title_matrix) if record.title_matrix else title,
        short_name=record.short_name,
        outline=record.outline,
        outline_matrix=record.outline_matrix or record.outline,
        outline_notes=tuple(record.outline_notes),
        aspirations=tuple(record.aspirations),
        aspirations_label=record.aspirations_label,
        indicators=_indicators(record.indicators, path, build, record.publication),
        tasks=tuple(_task(t, record.publication) for t in record.tasks),
        department=record.department,
        important=record.important,
        path=above,
        related=tuple(record.related),
        openness=record.publication,
    )


def _indicators(
    records: list[schema.IndicatorRecord], path: Path_, build: _Builder, above: Openness = Openness.PUBLIC
) -> tuple[Indicator, ...]:
    return tuple(_indicator(i, (*path, "indicators", n), build, above) for n, i in enumerate(records))


def _indicator(record: schema.IndicatorRecord, path: Path_, build: _Builder, above: Openness) -> Indicator:
    measures = []
    for n, item in enumerate(record.measures):
        made = _measure(item, (*path, "measures", n), build)
        if made is not None:
            openness = item.publication.within(record.publication).within(above)
            measures.append(replace(made, openness=openness))
    return Indicator(record.id, record.text, tuple(record.emphasis), tuple(measures), tuple(record.notes))


def _target(record: schema.MeasureRecord) -> Target | Unreadable:
    if record.type is MeasureType.JUDGED:
        return Target(record.target, Comparison.JUDGED, Decimal(0), "", Direction.NONE)
    declared = Declared(
        direction=record.direction,
        decimals=record.decimals,
        unit=record.unit,
        tolerance=record.tolerance,
        baseline=record.baseline.value if record.baseline else None,
    )
    return read_target(record.target, declared)


def _judged_target(kind: MeasureType, target: Target) -> Target:
    """「各課に1名以上」 is judged as the share of departments that have one: all of them (domain §3, coverage)."""
    if kind is MeasureType.COVERAGE:
        return replace(target, comparison=Comparison.AT_LEAST, value=Decimal(100), unit="%", direction=Direction.HIGHER)
    return target


def _measure(record: schema.MeasureRecord, path: Path_, build: _Builder) -> Measure | None:
    read = _target(record)
    place = build.lined.ref((*path, "target"))
    if isinstance(read, Unreadable):
        build.findings.append(
            finding(read.code, place, found=record.target, detail=read.detail, direction=record.direction or "")
        )
        return None
    target = _judged_target(record.type, read)
    this_year = annual(record, target, build.year, build.first)
    faults = list(_faults(record, target, this_year, build))
    if this_year is None or faults:
        build.findings.extend(
            finding("Y13", build.lined.ref((*path, field)), id=record.id, detail=DETAILS[name])
            for field, name in faults
        )
        return None
    return Measure(
        id=record.id,
        name=record.name,
        short_name=record.short_name,
        type=record.type,
        target=this_year.target,
        accumulation=record.accumulation,
        plan=Plan(record.stated_plan.kind, dict(record.stated_plan.values), record.stated_plan.sample),
        frequency=record.frequency,
        department=record.department,
        baseline=_baseline(record.baseline),
        rule=list_rule(record.rule) if record.rule else None,
        note=record.note,
        line=build.lined.ref(path),
        formula=record.formula,
        goal=this_year.goal,
        across=record.across,
        results=_results(record, path, build),
        moment=record.moment,
        asked=not record.surveyed or build.year in {FiscalYear.parse(y) for y in record.surveyed},
        opening=this_year.opening,
    )


def _faults(
    record: schema.MeasureRecord, target: Target, this_year: Annual | None, build: _Builder
) -> Iterator[tuple[str, str]]:
    """(field, name of a detail) of every setting that does not fit the others."""
    yield from (("due", f) for f in measure_rules.year_faults(record, target, build.year, of_years=build.of_years))
    yield from (("accumulation", f) for f in measure_rules.accumulation_faults(record, target))
    if this_year is None:
        yield "target", "no_annual"
        return
    yield from (("target", f) for f in measure_rules.formula_faults(record, target, this_year.target))
    yield from (("plan", f) for f in measure_rules.plan_faults(record, this_year))


def _baseline(record: schema.BaselineRecord | None) -> Baseline | None:
    if record is None:
        return None
    return Baseline(record.value, record.label, FiscalYear.parse(record.year) if record.year else None)


def _results(record: schema.MeasureRecord, path: Path_, build: _Builder) -> tuple[YearResult, ...]:
    found = [
        YearResult(FiscalYear.parse(code), r.value, r.revised, build.lined.ref((*path, "results", code)))
        for code, r in record.results.items()
    ]
    return tuple(sorted(found, key=lambda r: r.year))


def list_rule(record: schema.RuleRecord) -> ListRule:
    """The rule as declared; conditions that cannot be read are findings of the rules' check, and absent here."""
    return ListRule(
        list_id=record.list_id,
        operation=record.operation,
        value=record.value,
        where=_conditions(record.where),
        among=_conditions(record.among),
        at_least=record.at_least,
        roster=tuple(record.roster),
    )


def _conditions(record: dict[str, list[str] | str]) -> Conditions:
    return tuple(c for column, said in record.items() for c in read_conditions(column, said))


def _task(record: schema.TaskRecord, above: Openness) -> Task:
    bars = tuple(
        ScheduleBar(
            id=b.id,
            label=b.label,
            short_name=b.short_name,
            first=b.first,
            last=b.last,
            milestones=tuple(Milestone(m.label, m.month, m.point) for m in b.milestones),
            assumed=b.assumed,
            department=b.department,
            openness=b.publication.within(record.publication).within(above),
        )
        for b in record.bars
    )
    return Task(record.id, _phrases(record.name), record.group, bars)

"""Turns the themes of a checked strategy record into the model's tree, reading every printed target."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal

from dxreport.ingest import strategy_schema as schema
from dxreport.ingest.list_conditions import read_conditions
from dxreport.ingest.targets import Unreadable, read_target
from dxreport.ingest.yaml_lines import LinedData, Path_
from dxreport.model.detail import Conditions, ListRule
from dxreport.model.finding import Checked, Finding, finding
from dxreport.model.schedule import Milestone, ScheduleBar, Task
from dxreport.model.strategy import (
    Baseline,
    Indicator,
    Initiative,
    Measure,
    MeasureType,
    Plan,
    Theme,
)
from dxreport.model.target import Comparison, Direction, Target

PHRASE_BREAK = "|"


def themes(record: schema.StrategyRecord, lined: LinedData) -> Checked[tuple[Theme, ...]]:
    """All themes with their initiatives; a target that cannot be read is a finding and leaves its measure out."""
    findings: list[Finding] = []
    out = []
    for t, theme in enumerate(record.themes):
        initiatives = tuple(
            _initiative(i, ("themes", t, "initiatives", n), lined, findings) for n, i in enumerate(theme.initiatives)
        )
        out.append(Theme(theme.number, theme.mark, _phrases(theme.name), _phrases(theme.short_name), initiatives))
    return Checked(tuple(out), tuple(findings))


def _phrases(text: str) -> tuple[str, ...]:
    return tuple(text.split(PHRASE_BREAK))


def _initiative(record: schema.InitiativeRecord, path: Path_, lined: LinedData, findings: list[Finding]) -> Initiative:
    indicators = tuple(
        _indicator(i, (*path, "indicators", n), lined, findings) for n, i in enumerate(record.indicators)
    )
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
        indicators=indicators,
        tasks=tuple(_task(t) for t in record.tasks),
        department=record.department,
        important=record.important,
    )


def _indicator(record: schema.IndicatorRecord, path: Path_, lined: LinedData, findings: list[Finding]) -> Indicator:
    measures = []
    for n, item in enumerate(record.measures):
        here = (*path, "measures", n)
        target = read_target(item.target, item.direction, item.decimals)
        if isinstance(target, Unreadable):
            findings.append(
                finding(
                    target.code,
                    lined.ref((*here, "target")),
                    found=item.target,
                    detail=target.detail,
                    direction=item.direction or "",
                )
            )
            continue
        measures.append(_measure(item, _judged_target(item.type, target), here, lined))
    return Indicator(record.id, record.text, tuple(record.emphasis), tuple(measures), tuple(record.notes))


def _judged_target(kind: MeasureType, target: Target) -> Target:
    """「各課に1名以上」 is judged as the share of departments that have one: all of them (domain §3, coverage)."""
    if kind is MeasureType.COVERAGE:
        return replace(target, comparison=Comparison.AT_LEAST, value=Decimal(100), unit="%", direction=Direction.HIGHER)
    return target


def _measure(record: schema.MeasureRecord, target: Target, path: Path_, lined: LinedData) -> Measure:
    return Measure(
        id=record.id,
        name=record.name,
        short_name=record.short_name,
        type=record.type,
        target=target,
        accumulation=record.accumulation,
        plan=Plan(record.plan.kind, dict(record.plan.values), record.plan.sample),
        frequency=record.frequency,
        department=record.department,
        baseline=Baseline(record.baseline.value, record.baseline.label) if record.baseline else None,
        rule=list_rule(record.rule) if record.rule else None,
        note=record.note,
        line=lined.ref(path),
    )


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


def _task(record: schema.TaskRecord) -> Task:
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
        )
        for b in record.bars
    )
    return Task(record.id, _phrases(record.name), record.group, bars)

"""Turns a measure's rule over a detail list into findings about columns, conditions and settings that cannot work."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from dxreport.ingest.judged_target import Declared, Unreadable, read_target
from dxreport.ingest.list_conditions import read_conditions
from dxreport.ingest.strategy_schema import ColumnRecord, ListRecord, MeasureRecord, RuleRecord
from dxreport.ingest.validation import unknown
from dxreport.ingest.yaml_lines import LinedData, Path_
from dxreport.model.catalogue_details import DETAILS
from dxreport.model.detail import ColumnKind, Compared, Condition, InQuarter, OneOf
from dxreport.model.finding import Finding, finding
from dxreport.model.measure import MeasureType

_ORDERED = {ColumnKind.NUMBER: Decimal, ColumnKind.DATE: date}


@dataclass(frozen=True, slots=True)
class _Checked:
    """One rule, where it stands, and what it refers to."""

    measure: MeasureRecord
    rule: RuleRecord
    columns: dict[str, ColumnRecord]
    departments: list[str]
    path: Path_
    lined: LinedData

    def clash(self, path: Path_, detail: str, **gaps: object) -> Finding:
        text = DETAILS[detail].format(**gaps)
        return finding("Y13", self.lined.ref((*self.path, *path)), id=self.measure.id, detail=text)

    def unknown(self, kind: str, name: str, known: list[str], path: Path_) -> Iterator[Finding]:
        yield from unknown(kind, name, known, (*self.path, *path), self.lined)


def rule_findings(
    measure: MeasureRecord, detail: ListRecord, departments: list[str], path: Path_, lined: LinedData
) -> Iterator[Finding]:
    """All faults of the rule of ``measure`` (which stands at ``path``) over the list ``detail``."""
    if measure.rule is None:
        return
    columns = {c.id: c for c in detail.columns}
    checked = _Checked(measure, measure.rule, columns, departments, (*path, "rule"), lined)
    yield from _value(checked)
    yield from _settings(checked)
    for side, conditions in (("where", measure.rule.where), ("among", measure.rule.among)):
        for column_id, said in conditions.items():
            yield from _condition(checked, (side, column_id), column_id, said)


def _value(checked: _Checked) -> Iterator[Finding]:
    rule, operation = checked.rule, checked.rule.operation
    if rule.value or operation.needs_value:
        yield from checked.unknown("column", rule.value, list(checked.columns), ("value",))
    column = checked.columns.get(rule.value)
    if column is None:
        return
    if operation.needs_numbers and column.kind is not ColumnKind.NUMBER:
        yield checked.clash(("value",), "column_kind", column=column.id, wanted=DETAILS["number_column"])
    if operation.over_roster and column.kind is not ColumnKind.DEPARTMENT:
        yield checked.clash(("value",), "column_kind", column=column.id, wanted=DETAILS["department_column"])


def _settings(checked: _Checked) -> Iterator[Finding]:
    """Settings that the operation does not look at would be believed to matter."""
    rule, operation = checked.rule, checked.rule.operation
    given = {"among": bool(rule.among) and not operation.has_among}
    given["value"] = bool(rule.value) and not operation.needs_value
    given["at_least"] = rule.at_least != 1 and operation.value != "each_at_least"
    given["roster"] = bool(rule.roster) and not operation.over_roster
    if operation.has_among and not rule.where:
        yield checked.clash((), "needs_where", operation=operation.value)
    for name, is_pointless in given.items():
        if is_pointless:
            yield checked.clash((name,), "pointless", field=name, operation=operation.value)
    for n, department in enumerate(rule.roster):
        yield from checked.unknown("department", department, checked.departments, ("roster", n))
        if department in rule.roster[:n]:
            yield finding("Y06", checked.lined.ref((*checked.path, "roster", n)), id=department)
    measure = checked.measure
    if operation.over_roster and measure.type is MeasureType.COVERAGE:
        target = read_target(measure.target, Declared(measure.direction, measure.decimals))
        if not isinstance(target, Unreadable) and target.unit != "%" and target.value != rule.at_least:
            gaps = {"target": f"{target.value}{target.unit}", "at_least": rule.at_least}
            yield checked.clash(("at_least",), "each_unlike_target", **gaps)


def _condition(checked: _Checked, path: Path_, column_id: str, said: list[str] | str) -> Iterator[Finding]:
    if column_id not in checked.columns:
        yield from checked.unknown("column", column_id, list(checked.columns), path)
        return
    conditions = read_conditions(column_id, said)
    if not conditions:
        yield checked.clash(path, "condition", found=said)
    for condition in conditions:
        yield from _fits(checked, path, checked.columns[column_id], condition)


def _fits(checked: _Checked, path: Path_, column: ColumnRecord, condition: Condition) -> Iterator[Finding]:
    """A condition of a kind that the column can never meet would silently select nothing."""
    match condition:
        case OneOf() if column.kind in _ORDERED:
            yield checked.clash(path, "compare_instead", column=column.id)
        case OneOf(texts=texts):
            known = {ColumnKind.CHOICE: ("choice", column.choices)}
            known[ColumnKind.DEPARTMENT] = ("department", checked.departments)
            if column.kind in known:
                for text in texts:
                    yield from checked.unknown(known[column.kind][0], text, known[column.kind][1], path)
        case InQuarter():
            if column.kind is not ColumnKind.DATE:
                yield checked.clash(path, "column_kind", column=column.id, wanted=DETAILS["date_column"])
        case Compared(other=other):
            if column.kind not in _ORDERED:
                yield checked.clash(path, "column_kind", column=column.id, wanted=DETAILS["number_or_date"])
            elif isinstance(other, str):
                yield from checked.unknown("column", other, list(checked.columns), path)
                beside = checked.columns.get(other)
                if beside is not None and (beside.kind, beside.unit) != (column.kind, column.unit):
                    yield checked.clash(path, "same_kind", column=column.id, other=other)
            elif not isinstance(other, _ORDERED[column.kind]):
                yield checked.clash(path, "same_kind", column=column.id, other=other)

"""Turns one result into a record for machines: everything ``dxreport explain`` says, field by field."""

from __future__ import annotations

from dxreport.evaluate.assessment import (
    Assessment,
    Counts,
    HolderResult,
    IndicatorResult,
    InitiativeResult,
    LevelResult,
    ThemeResult,
)
from dxreport.evaluate.bar_result import BarResult, Reckoning
from dxreport.evaluate.measure_result import MeasureResult
from dxreport.model.strategy import WHOLE
from dxreport.model.submission import Explanation
from dxreport.report.explain import findings_of, findings_of_bar, target_line
from dxreport.report.known import find
from dxreport.report.level_records import Record, Value, class_id, counts_record, scale_records
from dxreport.report.list_rows import rule_lines
from dxreport.report.results import (
    bar_record,
    cell_records,
    measure_record,
    milestone_record,
    year_record,
)
from dxreport.report.submission_records import finding_record
from dxreport.report.wording import measures as words


def account(item_id: str, assessment: Assessment) -> Record | None:
    """The record of whatever has this id (``known.find``); None for an unknown id."""
    match find(item_id, assessment):
        case MeasureResult() as result:
            return of_measure(result, assessment)
        case BarResult() as result:
            return of_bar(result, assessment)
        case IndicatorResult() as result:
            return of_indicator(result, assessment)
        case InitiativeResult() | LevelResult() as result:
            return of_holder(result, assessment)
        case ThemeResult(theme=theme) as result:
            return _head("theme", theme.id, theme.title, result.counts, result.measures, assessment)
        case Assessment(counts=whole):
            return _head("whole", WHOLE, assessment.strategy.title, whole, assessment.measures, assessment)
        case None:
            return None


def of_measure(result: MeasureResult, assessment: Assessment) -> Record:
    """Values, the rule in words, thresholds, the year so far, every cell used, and the findings about them."""
    figure = result.actual
    history: list[Value] = [
        {
            "checkpoint": p.checkpoint.value,
            "planned": p.planned,
            "actual": p.actual,
            "status": p.rating.id if p.actual is not None else None,
        }
        for p in result.history
    ]
    return {
        **measure_record(result, assessment),
        "kind": "measure",
        "checkpoint": assessment.checkpoint.value,
        "as_of": assessment.as_of.isoformat(),
        "target_read": target_line(result.measure.target),
        "rule": words.rule_text(result.measure),
        "list_rule": next((text for _, text in rule_lines(result, assessment)), None),
        "plan": words.plan_text(result.measure),
        "status_text": result.rating.text,
        "reason": words.REASONS[result.not_judged] if result.not_judged else None,
        "numerator": figure.numerator if figure else None,
        "denominator": figure.denominator if figure else None,
        "scale": scale_records(assessment),
        "rate_formula": words.formula_text(result.measure) or None,
        "remarks": [*words.peculiarities(result.measure)],
        "own_rating_text": result.own.text if result.own else None,
        "earlier_years": [year_record(r) for r in result.measure.results],
        "explanation": _words(result.explanation),
        "flags": [*result.flags],
        "history": history,
        "cells": cell_records(figure, assessment.digests),
        "findings": [finding_record(f) for f in findings_of(result, assessment)],
    }


def of_bar(result: BarResult, assessment: Assessment) -> Record:
    report = result.report
    return {
        **bar_record(result, assessment),
        "kind": "bar",
        "checkpoint": assessment.checkpoint.value,
        "status_text": result.mark.text,
        "as_of": assessment.as_of.isoformat(),
        "delay": _delay(result.reckoning) if result.reckoning else None,
        "milestones": [milestone_record(m) for m in result.milestones],
        "explanation": _words(result.explanation),
        "cell": str(report.row) if report else None,
        "cells": _typed(result, assessment),
        "findings": [finding_record(f) for f in findings_of_bar(result, assessment)],
    }


def _delay(reckoning: Reckoning) -> Record:
    return {
        "basis": reckoning.basis.value,
        "planned": reckoning.planned.isoformat(),
        "reached": reckoning.reached.isoformat(),
        "months": reckoning.months,
    }


def _typed(result: BarResult, assessment: Assessment) -> list[Value]:
    """Every cell of the bar's row that was read, with the text as typed."""
    cells = result.report.cells if result.report else ()
    digests = assessment.digests
    return [
        {
            "column": n,
            "file": c.ref.file,
            "sheet": c.ref.sheet,
            "cell": c.ref.cell,
            "sha256": digests.get(c.ref.file),
            "text": c.text,
        }
        for n, c in cells
    ]


def _words(said: Explanation) -> Record:
    return {
        "reason": said.reason,
        "remedy": said.remedy,
        "due": said.due,
        "decision": said.decision,
        "comment": said.comment,
    }


def _head(
    kind: str, item_id: str, name: str, counts: Counts, measures: tuple[MeasureResult, ...], assessment: Assessment
) -> Record:
    return {
        "kind": kind,
        "id": item_id,
        "name": name,
        "checkpoint": assessment.checkpoint.value,
        "as_of": assessment.as_of.isoformat(),
        "counts": counts_record(counts),
        "judged": counts.judged,
        "good": counts.good,
        "scale": scale_records(assessment),
        "measures": {m.measure.id: m.status for m in measures},
    }


def of_indicator(result: IndicatorResult, assessment: Assessment) -> Record:
    return {
        "kind": "indicator",
        "id": result.indicator.id,
        "name": result.indicator.text,
        "checkpoint": assessment.checkpoint.value,
        "status": class_id(result.rating),
        "measures": {m.measure.id: m.status for m in result.measures},
    }


def of_holder(result: HolderResult, assessment: Assessment) -> Record:
    """An initiative with its two axes, or a level above it with its indicators."""
    holder = result.holder
    head = _head(holder.level.value, holder.id, holder.short_name, result.counts, result.measures, assessment)
    head |= {"kpi": class_id(result.kpi), "change": result.change.value}
    if isinstance(result, InitiativeResult):
        head |= {
            "name": result.initiative.name,
            "schedule": result.schedule_status.value if result.schedule_status else None,
            "bars": {b.bar.id: b.status.value for b in result.bars},
        }
    return head

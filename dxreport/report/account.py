"""Turns one result into a record for machines: everything ``dxreport explain`` says, field by field."""

from __future__ import annotations

from dxreport.evaluate.assessment import Assessment, BarResult, InitiativeResult, MeasureResult, Reckoning
from dxreport.model.submission import Explanation
from dxreport.report.explain import findings_of, findings_of_bar, target_line
from dxreport.report.results import (
    Record,
    Value,
    bar_record,
    cell_records,
    finding_record,
    measure_record,
    milestone_record,
)
from dxreport.report.wording import measures as words


def account(item_id: str, assessment: Assessment) -> Record | None:
    """The record of a measure, a bar or an initiative; None for an unknown id."""
    for m in assessment.measures:
        if m.measure.id == item_id:
            return of_measure(m, assessment)
    for b in assessment.bars:
        if b.bar.id == item_id:
            return of_bar(b, assessment)
    for i in assessment.initiatives:
        if i.initiative.id == item_id:
            return of_initiative(i, assessment)
    return None


def of_measure(result: MeasureResult, assessment: Assessment) -> Record:
    """Values, the rule in words, thresholds, the year so far, every cell used, and the findings about them."""
    scale, figure = assessment.strategy.scale, result.actual
    history: list[Value] = [
        {
            "checkpoint": p.checkpoint.value,
            "planned": p.planned,
            "actual": p.actual,
            "status": p.status.value if p.actual is not None else None,
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
        "plan": words.plan_text(result.measure),
        "status_text": scale.of(result.status).text,
        "reason": words.REASONS[result.not_judged] if result.not_judged else None,
        "numerator": figure.numerator if figure else None,
        "denominator": figure.denominator if figure else None,
        "thresholds": {"on_track": scale.on_track, "behind": scale.behind},
        "explanation": _words(result.explanation),
        "flags": [*result.flags],
        "history": history,
        "cells": cell_records(figure),
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
        "cells": _typed(result),
        "findings": [finding_record(f) for f in findings_of_bar(result, assessment)],
    }


def _delay(reckoning: Reckoning) -> Record:
    return {
        "basis": reckoning.basis.value,
        "planned": reckoning.planned.isoformat(),
        "reached": reckoning.reached.isoformat(),
        "months": reckoning.months,
    }


def _typed(result: BarResult) -> list[Value]:
    """Every cell of the bar's row that was read, with the text as typed."""
    cells = result.report.cells if result.report else ()
    return [
        {"column": n, "file": c.ref.file, "sheet": c.ref.sheet, "cell": c.ref.cell, "text": c.text} for n, c in cells
    ]


def _words(said: Explanation) -> Record:
    return {"reason": said.reason, "remedy": said.remedy, "due": said.due, "comment": said.comment}


def of_initiative(result: InitiativeResult, assessment: Assessment) -> Record:
    return {
        "kind": "initiative",
        "id": result.initiative.id,
        "name": result.initiative.name,
        "checkpoint": assessment.checkpoint.value,
        "kpi": result.kpi.value,
        "schedule": result.schedule_status.value,
        "change": result.change.value,
        "measures": {m.measure.id: m.status.value for m in result.measures},
        "bars": {b.bar.id: b.status.value for b in result.bars},
    }

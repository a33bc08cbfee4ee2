"""Turns an assessment into plain records for data files: western dates, numbers as numbers, ASCII field names."""

from __future__ import annotations

from decimal import Decimal

from dxreport.evaluate.assessment import Assessment, BarResult, Figure, MeasureResult
from dxreport.evaluate.corrections import Correction
from dxreport.evaluate.milestones import MilestoneResult
from dxreport.evaluate.upcoming_items import Upcoming, UpcomingItem
from dxreport.model.finding import Finding
from dxreport.model.provenance import CellRef, Sourced
from dxreport.report.wording.measures import value_text

Record = dict[str, "Value"]
Value = None | bool | int | str | Decimal | list["Value"] | dict[str, "Value"]


def results(assessment: Assessment) -> Record:
    """Everything that the documents of the checkpoint show, and where it comes from."""
    strategy = assessment.strategy
    return {
        "format": "dxreport-results-1",
        "organisation_code": strategy.organisation_code,
        "fiscal_year": strategy.year.start,
        "checkpoint": assessment.checkpoint.value,
        "as_of": assessment.as_of.isoformat(),
        "sample": assessment.sample,
        "draft": assessment.draft,
        "counts": {status.value: n for status, n in sorted(assessment.counts.by_status.items())},
        "judged": assessment.counts.judged,
        "initiatives": [
            {
                "number": i.initiative.number,
                "name": i.initiative.name,
                "theme": i.theme.number,
                "kpi": i.kpi.value,
                "schedule": i.schedule_status.value,
                "change": i.change.value,
            }
            for i in assessment.initiatives
        ],
        "measures": [_with_cells(m, assessment) for m in assessment.measures],
        "schedule": [_with_milestones(b, assessment) for b in assessment.bars],
        "upcoming": upcoming_record(assessment.upcoming),
        "submissions": [dict(r) for r in submission_records(assessment)],
        "corrections": [correction_record(c) for c in assessment.corrections],
        "findings": [dict(finding_record(f)) for f in assessment.findings],
    }


def _with_cells(result: MeasureResult, assessment: Assessment) -> Record:
    return {**measure_record(result, assessment), "cells": cell_records(result.actual)}


def _with_milestones(result: BarResult, assessment: Assessment) -> Record:
    return {**bar_record(result, assessment), "milestones": [milestone_record(m) for m in result.milestones]}


def cell_records(figure: Figure | None) -> list[Value]:
    if figure is None:
        return []
    out: list[Value] = []
    for cell in figure.cells:
        match cell:
            case Sourced(ref=ref, text=text):
                out.append({"file": ref.file, "sheet": ref.sheet, "cell": ref.cell, "text": text})
            case CellRef():
                out.append({"file": cell.file, "sheet": cell.sheet, "cell": cell.cell, "rows": figure.rows})
    return out


MEASURE_COLUMNS = [
    "id",
    "initiative",
    "name",
    "department",
    "type",
    "target_text",
    "target",
    "unit",
    "planned",
    "actual",
    "shown",
    "none_occurred",
    "attainment",
    "progress",
    "status",
    "not_judged",
    "forecast",
    "forecast_met",
    "projection",
    "difference",
    "previous",
    "change",
    "sample_size",
]


def measure_record(result: MeasureResult, assessment: Assessment) -> Record:
    """One measure: exact values, rates in per cent, and ``shown``: the value as every document prints it."""
    measure = result.measure
    return {
        "id": measure.id,
        "initiative": assessment.strategy.initiative_of(measure.id).number,
        "name": measure.name,
        "department": measure.department,
        "type": measure.type.value,
        "target_text": measure.target.printed,
        "target": measure.target.value,
        "unit": measure.target.unit,
        "planned": result.planned,
        "actual": result.actual.value if result.actual else None,
        "shown": value_text(result),
        "none_occurred": result.none_occurred,
        "attainment": result.attainment,
        "progress": result.progress,
        "status": result.status.value,
        "not_judged": result.not_judged.value if result.not_judged else None,
        "forecast": result.forecast.value if result.forecast else None,
        "forecast_met": result.forecast_met,
        "projection": result.projection,
        "difference": result.difference,
        "previous": result.previous.value if result.previous else None,
        "change": result.change.value,
        "sample_size": result.sample_size,
    }


BAR_COLUMNS = [
    "id",
    "initiative",
    "name",
    "department",
    "planned_first_month",
    "planned_last_month",
    "assumed",
    "state",
    "planned_percent",
    "percent",
    "percent_reported",
    "started",
    "finished",
    "expected",
    "status",
    "delay_months",
]


def bar_record(result: BarResult, assessment: Assessment) -> Record:
    """One bar: state and dates as they count (what a department wrote against itself is among the findings)."""
    bar, taken = result.bar, result.taken
    return {
        "id": bar.id,
        "initiative": assessment.strategy.initiative_of(bar.id).number,
        "name": bar.short_name,
        "department": bar.department,
        "planned_first_month": bar.first,
        "planned_last_month": bar.last,
        "assumed": bar.assumed,
        "state": taken.state.value if taken and taken.state.value else None,
        "planned_percent": result.planned_percent,
        "percent": result.percent,
        "percent_reported": result.percent_reported,
        "started": taken.started.isoformat() if taken and taken.started else None,
        "finished": taken.finished.isoformat() if taken and taken.finished else None,
        "expected": taken.expected.isoformat() if taken and taken.expected else None,
        "status": result.status.value,
        "delay_months": result.delay,
    }


def milestone_record(item: MilestoneResult) -> Record:
    """A milestone of a bar: its last day, and whether it is reached, missed, ahead or unknown."""
    return {"label": item.milestone.label, "due": item.due.isoformat(), "state": item.state.value}


def upcoming_record(upcoming: Upcoming) -> Record:
    """What is due before the next checkpoint, what is overdue, and remedies whose due date names no day."""

    def items(several: tuple[UpcomingItem, ...]) -> list[Value]:
        return [
            {
                "kind": i.kind.value,
                "id": i.id,
                "department": i.department,
                "day": i.day.isoformat() if i.day else None,
                "basis": i.basis.value,
                "text": i.text or None,
                "due_text": i.due_text or None,
                "said_at": i.said_at.value if i.said_at else None,
            }
            for i in several
        ]

    return {
        "until": upcoming.until.isoformat() if upcoming.until else None,
        "items": items(upcoming.items),
        "overdue": items(upcoming.overdue),
        "undated": items(upcoming.undated),
    }


SUBMISSION_COLUMNS = ["department", "name", "state", "number", "submitted_on", "file", "sha256", "errors", "warnings"]


def submission_records(assessment: Assessment) -> list[Record]:
    out: list[Record] = []
    for state in assessment.departments:
        used = state.used
        out.append(
            {
                "department": state.department.id,
                "name": state.department.name,
                "state": "submitted" if used else "unreadable" if state.unreadable else "missing",
                "number": used.number if used else None,
                "submitted_on": used.submitted_on.isoformat() if used and used.submitted_on else None,
                "file": used.file if used else None,
                "sha256": used.sha256 if used else None,
                "errors": state.errors,
                "warnings": state.warnings,
            }
        )
    return out


def correction_record(item: Correction) -> Record:
    """A reported value that a resubmission changed, with the cells of both workbooks."""
    return {
        "measure": item.measure_id,
        "department": item.department,
        "checkpoint": item.checkpoint.value,
        "before": item.before,
        "after": item.after,
        "before_cell": str(item.before_cell),
        "after_cell": str(item.after_cell),
    }


FINDING_COLUMNS = ["code", "severity", "department", "file", "sheet", "cell", "found", "what", "why", "remedy"]


def finding_record(item: Finding) -> Record:
    return {
        "code": item.code,
        "severity": item.severity.value,
        "department": item.department or None,
        "file": item.file or None,
        "sheet": item.sheet or None,
        "cell": item.cell or None,
        "found": item.found or None,
        "what": item.what,
        "why": item.why,
        "remedy": item.remedy,
    }

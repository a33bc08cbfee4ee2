"""Turns an assessment into plain records for data files: western dates, numbers as numbers, ASCII field names."""

from __future__ import annotations

from collections.abc import Mapping

from dxreport.evaluate.assessment import Assessment, LevelResult
from dxreport.evaluate.bar_result import BarResult
from dxreport.evaluate.measure_result import Figure, MeasureResult
from dxreport.evaluate.milestones import MilestoneResult
from dxreport.evaluate.upcoming_items import Upcoming, UpcomingItem
from dxreport.model.measure import YearResult
from dxreport.model.provenance import CellRef, Sourced
from dxreport.report.level_records import (
    Record,
    Value,
    attention_record,
    class_id,
    counts_record,
    number_of,
    scale_records,
)
from dxreport.report.submission_records import (
    correction_record,
    finding_record,
    follow_up_record,
    replacement_record,
    submission_records,
)
from dxreport.report.wording.measures import formula_text, value_text


def row_record(figure: Figure) -> Record:
    """Ranges of the list's rows that a figure used, of those that made it, and of those left out with their fault."""
    return {
        "used": [*figure.used.ranges] if figure.used else [],
        "decisive": [*figure.decisive.ranges] if figure.decisive else [],
        "left_out": [
            {"cells": [*x.cells.ranges], "rows": x.cells.rows, "fault": x.fault.value} for x in figure.left_out
        ],
    }


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
        "period": [year.start for year in (strategy.first_year, strategy.last_year) if year] or None,
        "scale": scale_records(assessment),
        "counts": counts_record(assessment.counts),
        "judged": assessment.counts.judged,
        "judged_by_people": counts_record(assessment.by_people),
        "themes": [
            {
                "number": t.theme.number,
                "name": t.theme.title,
                "counts": counts_record(t.counts),
                "judged": t.counts.judged,
                "change": t.change.value,
                "shown_again": [i.initiative.id for i in t.relisted],
            }
            for t in assessment.themes
        ],
        "levels": [
            {"id": h.holder.id, "name": h.holder.short_name, "level": h.holder.level.value, "kpi": class_id(h.kpi)}
            for h in assessment.holders
            if isinstance(h, LevelResult)
        ],
        "attention": [attention_record(a) for a in assessment.attention],
        "initiatives": [
            {
                "number": number_of(i.initiative.number),
                "name": i.initiative.name,
                "theme": i.theme.number,
                "path": [b.number for b in i.initiative.path],
                "kpi": class_id(i.kpi),
                "schedule": i.schedule_status.value if i.schedule_status else None,
                "change": i.change.value,
            }
            for i in assessment.initiatives
        ],
        "measures": [_with_cells(m, assessment) for m in assessment.measures],
        "schedule": [_with_milestones(b, assessment) for b in assessment.bars],
        "upcoming": upcoming_record(assessment.upcoming),
        "submissions": [dict(r) for r in submission_records(assessment)],
        "replacements": [replacement_record(r) for r in assessment.replacements],
        "follow_ups": [follow_up_record(f) for f in assessment.follow_ups],
        "corrections": [correction_record(c) for c in assessment.corrections],
        "findings": [dict(finding_record(f)) for f in assessment.findings],
    }


def _with_cells(result: MeasureResult, assessment: Assessment) -> Record:
    years: list[Value] = [year_record(r) for r in result.measure.results]
    return {
        **measure_record(result, assessment),
        "cells": cell_records(result.actual, assessment.digests),
        "earlier_years": years,
    }


def year_record(item: YearResult) -> Record:
    """The result of an earlier year as published and as revised."""
    return {"fiscal_year": item.year.start, "published": item.value, "revised": item.revised, "line": str(item.line)}


def _with_milestones(result: BarResult, assessment: Assessment) -> Record:
    return {**bar_record(result, assessment), "milestones": [milestone_record(m) for m in result.milestones]}


def cell_records(figure: Figure | None, digests: Mapping[str, str]) -> list[Value]:
    """Every cell that a figure was read from or computed from, with the SHA-256 of its workbook."""
    if figure is None:
        return []
    out: list[Value] = []
    place: Record
    for cell in figure.cells:
        match cell:
            case Sourced(ref=ref, text=text):
                place = {"file": ref.file, "sheet": ref.sheet, "cell": ref.cell, "sha256": digests.get(ref.file)}
                out.append({**place, "text": text})
            case CellRef():
                place = {"file": cell.file, "sheet": cell.sheet, "cell": cell.cell, "sha256": digests.get(cell.file)}
                out.append({**place, "rows": figure.rows, **row_record(figure)})
    return out


MEASURE_COLUMNS = [
    "id",
    "initiative",
    "name",
    "department",
    "type",
    "target_text",
    "target",
    "target_high",
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
    "formula",
    "reached",
    "since",
    "own_rating",
    "goal",
    "goal_year",
]


def measure_record(result: MeasureResult, assessment: Assessment) -> Record:
    """One measure: exact values, rates in per cent, and ``shown``: the value as every document prints it."""
    measure = result.measure
    return {
        "id": measure.id,
        "initiative": number_of(assessment.strategy.holder_of(measure.id).number),
        "name": measure.name,
        "department": measure.department,
        "type": measure.type.value,
        "target_text": measure.target.printed,
        "target": None if measure.target.by_people else measure.target.value,
        "target_high": measure.target.high,
        "unit": measure.target.unit or None,
        "planned": result.planned,
        "actual": result.actual.value if result.actual else None,
        "shown": value_text(result),
        "none_occurred": result.none_occurred,
        "attainment": result.attainment,
        "progress": result.progress,
        "status": result.status,
        "not_judged": result.not_judged.value if result.not_judged else None,
        "forecast": result.forecast.value if result.forecast else None,
        "forecast_met": result.forecast_met,
        "projection": result.projection,
        "difference": result.difference,
        "previous": class_id(result.previous),
        "change": result.change.value,
        "sample_size": result.sample_size,
        "formula": measure.formula.value if formula_text(measure) else None,
        "reached": result.reached,
        "since": result.since.value if result.since else None,
        "own_rating": class_id(result.own),
        "goal": measure.goal.target.value if measure.goal else None,
        "goal_year": measure.goal.due.start if measure.goal else None,
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
        "initiative": number_of(assessment.strategy.holder_of(bar.id).number),
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

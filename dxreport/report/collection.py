"""Turns the collecting of submissions into plain records: dates per step, days late as numbers, where each department stands."""

from __future__ import annotations

from dxreport.evaluate.collection import Collection, DepartmentStand
from dxreport.report.level_records import Record, Value
from dxreport.report.submission_records import submission_records


def collection_record(found: Collection) -> Record:
    """``state``, ``errors`` and ``warnings`` are those of ``results.json``; ``stand`` says more (see ``Stand``)."""
    records = submission_records(found.assessment)
    departments: list[Value] = [
        {**record, **_stand_record(item)} for record, item in zip(records, found.departments, strict=True)
    ]
    return {
        "checkpoint": found.assessment.checkpoint.value,
        "today": found.today.isoformat(),
        "deadlines": [
            {
                "step": d.step.id,
                "name": d.step.name,
                "date": d.day.isoformat(),
                "passed": d in found.passed,
                "days_late": (found.today - d.day).days,
            }
            for d in found.deadlines
        ],
        "departments": departments,
    }


def _stand_record(item: DepartmentStand) -> Record:
    """``days_late`` is negative before the deadline and null without one."""
    return {
        "bureau": item.state.department.bureau,
        "stand": item.stand.value,
        "deadline": item.deadline.day.isoformat() if item.deadline else None,
        "days_late": item.days_late,
        "must_mend": item.returned.errors,
        "to_check": item.returned.warnings,
        "slip": item.slip or None,
        "unreadable": [*item.state.unreadable],
    }

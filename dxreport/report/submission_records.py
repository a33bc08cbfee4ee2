"""Turns what was handed in, what is wrong with it and what replaced it into plain records for data files."""

from __future__ import annotations

from dxreport.evaluate.assessment import Assessment
from dxreport.evaluate.corrections import Correction
from dxreport.evaluate.replacements import Replacement
from dxreport.model.finding import Finding
from dxreport.model.submission import FollowUp
from dxreport.report.level_records import Record, Value

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


def replacement_record(item: Replacement) -> Record:
    """A workbook that took another's place, with every answer that differs between them."""
    changes: list[Value] = [
        {
            "sheet": c.sheet,
            "row": c.row,
            "heading": c.heading,
            "before": c.before or None,
            "after": c.after or None,
            "before_cell": c.before_cell.cell if c.before_cell else None,
            "after_cell": c.after_cell.cell if c.after_cell else None,
        }
        for c in item.changes
    ]
    return {
        "department": item.department,
        "checkpoint": item.checkpoint.value,
        "before_file": item.before.file,
        "before_sha256": item.before.sha256,
        "after_file": item.after.file,
        "after_sha256": item.after.sha256,
        "changes": changes,
    }


def follow_up_record(item: FollowUp) -> Record:
    """What became of a remedy promised at the last checkpoint; ``outcome`` is null where nothing was said."""
    return {
        "id": item.id,
        "remedy": item.remedy or None,
        "due": item.due or None,
        "outcome": item.outcome.value or None,
        "progress": item.progress or None,
        "cell": str(item.row),
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

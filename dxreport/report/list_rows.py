"""Turns a figure's knowledge of its rows into the lines of ``dxreport explain``."""

from __future__ import annotations

from dxreport.evaluate.assessment import Assessment
from dxreport.evaluate.measure_result import MeasureResult
from dxreport.model.detail import DetailList
from dxreport.report.wording import lists as words


def _list_of(result: MeasureResult, assessment: Assessment) -> DetailList | None:
    rule = result.measure.rule
    return next((x for x in assessment.strategy.lists if rule is not None and x.id == rule.list_id), None)


def rule_lines(result: MeasureResult, assessment: Assessment) -> list[tuple[str, str]]:
    """How the figure is computed from its list, in words; nothing for a measure that is typed in."""
    rule, detail = result.measure.rule, _list_of(result, assessment)
    if rule is None or detail is None:
        return []
    departments = {d.id: d.name for d in assessment.strategy.departments}
    return [(words.RULE, words.rule_text(rule, detail, departments))]


def row_lines(result: MeasureResult) -> list[tuple[str, str]]:
    """Rows used, those of them that made the figure, and rows left out."""
    figure, rule = result.actual, result.measure.rule
    if figure is None or figure.used is None or rule is None:
        return []
    lines = [(words.USED, words.cells_text(figure.used))]
    if figure.decisive is not None:
        lines.append((words.decisive_label(rule.operation), words.cells_text(figure.decisive)))
    if figure.left_out:
        lines.append((words.LEFT_OUT, words.left_out_text(figure.left_out)))
    return lines


def list_sheets(result: MeasureResult, assessment: Assessment) -> set[tuple[str, str]]:
    """File and sheet of the measure's list as handed in, whether or not there is a figure."""
    detail = _list_of(result, assessment)
    if detail is None:
        return set()
    return {
        (d.used.file, detail.title) for d in assessment.departments if d.used and d.department.id == detail.department
    }

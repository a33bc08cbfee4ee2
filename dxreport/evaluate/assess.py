"""Turns a strategy and everything handed in up to a checkpoint into one frozen Assessment."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

from dxreport.evaluate import rollup
from dxreport.evaluate.assessment import (
    Assessment,
    BarResult,
    DepartmentState,
    MeasureResult,
    NotJudged,
)
from dxreport.evaluate.contradictions import contradictions
from dxreport.evaluate.corrections import corrections
from dxreport.evaluate.measures import judge_year
from dxreport.evaluate.schedule import judge_bar
from dxreport.evaluate.upcoming import upcoming
from dxreport.model.catalogue import DETAILS
from dxreport.model.finding import Finding, Severity, finding, sort_findings
from dxreport.model.period import FiscalYear
from dxreport.model.policy import ScheduleStatus, Status
from dxreport.model.provenance import FileRef
from dxreport.model.strategy import Strategy
from dxreport.model.submission import Explanation, HandedIn, TaskReport, TaskState

_NEEDS_WORDS = frozenset({Status.BEHIND, Status.LATE, Status.MISSED})
_LATE = frozenset({ScheduleStatus.DELAYED, ScheduleStatus.NOT_STARTED_LATE})


def assess(
    strategy: Strategy,
    handed_in: tuple[HandedIn, ...],
    as_of: date,
    reading_findings: tuple[Finding, ...] = (),
    *,
    draft: bool = False,
) -> Assessment:
    """Evaluate at the last checkpoint of ``handed_in`` (in order of the year, without gaps).

    Pure: the same arguments give the same result. ``reading_findings`` are what the readers noticed at this checkpoint.
    """
    now = handed_in[-1]
    before = handed_in[-2] if len(handed_in) > 1 else None
    roster = tuple(d.id for d in strategy.departments)
    scale = strategy.scale
    measures = {m.id: judge_year(m, handed_in, scale, roster) for m in strategy.measures}
    bars = _bars(strategy, now, as_of)
    bars_before = _bars(strategy, before, before.checkpoint.last_day(strategy.year)) if before else None
    if bars_before is not None:
        bars = {i: replace(b, previous=bars_before[i].status) for i, b in bars.items()}
    themes = tuple(
        rollup.theme(
            t,
            tuple(rollup.initiative(i, t, measures, bars, bars_before, scale) for i in t.initiatives),
            has_previous=before is not None,
        )
        for t in strategy.themes
    )
    findings = sort_findings(
        (
            *reading_findings,
            *_missing(strategy, now),
            *(f for m in measures.values() for f in _measure_findings(m, now)),
            *(f for b in bars.values() for f in _bar_findings(b, _last_report(b, handed_in), as_of, strategy.year)),
        )
    )
    return Assessment(
        strategy=strategy,
        checkpoint=now.checkpoint,
        as_of=as_of,
        sample=any(s.sample for h in handed_in for s in h.used.values()),
        draft=draft,
        themes=themes,
        counts=rollup.counts(m.status for m in measures.values()),
        counts_previous=rollup.counts(m.previous or Status.EXCLUDED for m in measures.values()) if before else None,
        previous_checkpoint=before.checkpoint if before else None,
        departments=_departments(strategy, now, findings),
        findings=findings,
        corrections=corrections(handed_in),
        upcoming=upcoming(now.checkpoint, as_of, strategy.year, measures.values(), bars.values(), before),
    )


def _bars(strategy: Strategy, handed_in: HandedIn, as_of: date) -> dict[str, BarResult]:
    out = {}
    for bar in strategy.bars:
        submission = handed_in.used.get(bar.department)
        report = submission.task(bar.id) if submission else None
        out[bar.id] = judge_bar(bar, report, as_of, strategy.year, strategy.scale)
    return out


def _missing(strategy: Strategy, now: HandedIn) -> tuple[Finding, ...]:
    return tuple(
        finding("E01", None, department=d.id, name=d.name)
        for d in strategy.departments
        if d.submits and d.id not in now.used
    )


def blanks(words: Explanation) -> str:
    """Names of what is blank among 理由, 対応策, 期限."""
    return "、".join(DETAILS[k] for k in ("reason", "remedy", "due") if not getattr(words, k))


def _measure_findings(result: MeasureResult, now: HandedIn) -> list[Finding]:
    measure = result.measure
    submission = now.used.get(measure.department)
    if submission is None:
        return []
    place = result.reading_row or FileRef(submission.file)
    out: list[Finding] = []
    if result.not_judged is NotJudged.BLANK:
        out.append(finding("E05", place, department=measure.department, name=measure.short_name))
    if result.not_judged is NotJudged.EARLIER_MISSING:
        out.append(finding("E03", place, department=measure.department, detail=measure.short_name))
    if result.status in _NEEDS_WORDS and (missing := blanks(result.explanation)):
        out.append(finding("E02", place, department=measure.department, name=measure.short_name, missing=missing))
    return out


def _last_report(result: BarResult, handed_in: tuple[HandedIn, ...]) -> TaskReport | None:
    """What was last said about the bar before this checkpoint; a checkpoint without a submission is passed over."""
    earlier = (h.used.get(result.bar.department) for h in reversed(handed_in[:-1]))
    reports = (s.task(result.bar.id) for s in earlier if s)
    return next((r for r in reports if r and r.state is not TaskState.BLANK), None)


def _bar_findings(result: BarResult, before: TaskReport | None, as_of: date, year: FiscalYear) -> list[Finding]:
    report = result.report
    if report is None:
        return []
    out = list(contradictions(result.bar, report, before, as_of, year))
    if result.status in _LATE and (missing := blanks(report.explanation)):
        out.append(finding("T08", report.row, department=result.bar.department, missing=missing))
    return out


def _departments(strategy: Strategy, now: HandedIn, findings: tuple[Finding, ...]) -> tuple[DepartmentState, ...]:
    out = []
    for department in strategy.departments:
        if not department.submits:
            continue
        own = [f for f in findings if f.department == department.id]
        out.append(
            DepartmentState(
                department=department,
                used=now.used.get(department.id),
                replaced=tuple(s for s in now.replaced if s.department == department.id),
                unreadable=tuple(file for file, d in now.unreadable if d == department.id),
                errors=sum(f.severity is Severity.ERROR for f in own),
                warnings=sum(f.severity is Severity.WARNING for f in own),
            )
        )
    return tuple(out)

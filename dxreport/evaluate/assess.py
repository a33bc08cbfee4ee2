"""Turns a strategy and everything handed in up to a checkpoint into one frozen Assessment."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from decimal import Decimal

from dxreport.evaluate import rollup
from dxreport.evaluate.assessment import Assessment, DepartmentState, ThemeResult
from dxreport.evaluate.bar_result import BarResult
from dxreport.evaluate.contradictions import contradictions
from dxreport.evaluate.corrections import corrections
from dxreport.evaluate.late_items import late_items
from dxreport.evaluate.measure_result import SHORT, MeasureResult, NotJudged
from dxreport.evaluate.measures import after_provisional, judge_year
from dxreport.evaluate.oddities import oddities
from dxreport.evaluate.replacements import replacements
from dxreport.evaluate.schedule import judge_bar
from dxreport.evaluate.upcoming import upcoming
from dxreport.model.catalogue_details import DETAILS
from dxreport.model.finding import Finding, Severity, finding, sort_findings
from dxreport.model.period import Checkpoint, FiscalYear
from dxreport.model.provenance import FileRef
from dxreport.model.strategy import Strategy
from dxreport.model.submission import Explanation, HandedIn, TaskReport, TaskState


def assess(
    strategy: Strategy,
    handed_in: tuple[HandedIn, ...],
    as_of: date,
    reading_findings: tuple[Finding, ...] = (),
    *,
    draft: bool = False,
    provisional: HandedIn | None = None,
) -> Assessment:
    """Evaluate at the last checkpoint of ``handed_in`` (in order of the year, without gaps).

    ``provisional`` is what was handed in at q4, with which the final run compares itself (it replaces q4's values).
    Pure: the same arguments give the same result. ``reading_findings`` are what the readers noticed at this checkpoint.
    """
    now = handed_in[-1]
    earlier = handed_in[:-1] if provisional is None else (*handed_in[:-1], provisional)
    measures = _measures(strategy, handed_in, provisional)
    then = [(h.checkpoint, _bars(strategy, h, h.checkpoint.last_day(strategy.year))) for h in earlier]
    bars = _bars(strategy, now, as_of)
    before = then[-1] if then else None
    if before is not None:
        bars = {i: replace(b, previous=(t := before[1][i]).status, mark_previous=t.mark) for i, b in bars.items()}
    ladder = strategy.scale.ladder(final=now.checkpoint.is_final)
    judged = rollup.Judged(strategy, ladder, measures, bars, before[1] if before else None)
    own = rollup.level(strategy, None, judged)
    themes = _with_relisted(tuple(rollup.theme(t, judged) for t in strategy.themes))
    results = rollup.by_figures(measures.values())
    findings = sort_findings((*reading_findings, *_findings(judged, handed_in, as_of)))
    every = (*((own,) if own else ()), *(p for t in themes for p in t.parts))
    position = max(Decimal(0), min(Decimal(12), strategy.year.position(as_of)))
    return Assessment(
        strategy=strategy,
        checkpoint=now.checkpoint,
        as_of=as_of,
        sample=strategy.sample or any(s.sample for h in handed_in for s in h.used.values()),
        draft=draft,
        themes=themes,
        counts=rollup.now(results, judged),
        counts_previous=rollup.before(results, judged),
        previous_checkpoint=before[0] if before else None,
        departments=_departments(strategy, now, findings),
        findings=findings,
        corrections=corrections(handed_in),
        replacements=replacements(now),
        digests={s.file: s.sha256 for h in (*earlier, now) for s in (*h.used.values(), *h.replaced)},
        follow_ups=tuple(f for d in strategy.departments if d.id in now.used for f in now.used[d.id].follow_ups),
        own=(own,) if own else (),
        by_people=rollup.now((m for m in measures.values() if m.measure.target.by_people), judged),
        attention=late_items(every, [*then, (now.checkpoint, bars)], position),
        upcoming=upcoming(
            now.checkpoint, as_of, strategy.year, measures.values(), bars.values(), earlier[-1] if earlier else None
        ),
    )


def _findings(judged: rollup.Judged, handed_in: tuple[HandedIn, ...], as_of: date) -> Iterator[Finding]:
    """What the evaluation noticed, beside what the readers did."""
    strategy, now = judged.strategy, handed_in[-1]
    yield from _missing(strategy, now)
    yield from oddities(strategy, handed_in)
    yield from _early(strategy, now.checkpoint, as_of)
    for result in judged.measures.values():
        yield from _measure_findings(result, now)
    for bar in judged.bars.values():
        yield from _bar_findings(bar, _last_report(bar, handed_in), as_of, strategy.year)


def _measures(
    strategy: Strategy, handed_in: tuple[HandedIn, ...], provisional: HandedIn | None
) -> dict[str, MeasureResult]:
    scale, roster = strategy.scale, strategy.roster
    found = {m.id: judge_year(m, handed_in, scale, roster) for m in strategy.measures}
    if provisional is None:
        return found
    year = (*handed_in[:-1], provisional)
    return {i: after_provisional(r, judge_year(r.measure, year, scale, roster), scale) for i, r in found.items()}


def _with_relisted(themes: tuple[ThemeResult, ...]) -> tuple[ThemeResult, ...]:
    """Initiatives that a theme shows again, taken from where they are at home."""
    home = {i.initiative.id: i for t in themes for i in t.initiatives}
    return tuple(replace(t, relisted=tuple(home[i] for i in t.theme.relisted)) for t in themes)


def _early(strategy: Strategy, checkpoint: Checkpoint, as_of: date) -> tuple[Finding, ...]:
    """An as-of date before the quarter has begun judges a plan for a day that the quarter's values cannot be of."""
    first = checkpoint.first_day(strategy.year)
    return (finding("R13", None, found=as_of.isoformat(), first=first.isoformat()),) if as_of < first else ()


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
    if result.not_judged in (NotJudged.BLANK, NotJudged.NO_RATING):
        out.append(finding("E05", place, department=measure.department, name=measure.short_name))
    if result.not_judged is NotJudged.EARLIER_MISSING:
        out.append(finding("E03", place, department=measure.department, detail=measure.short_name))
    if result.not_judged is NotJudged.YEAR_MISSING:
        out.append(finding("E08", measure.line, department=measure.department, name=measure.short_name))
    if result.not_judged is NotJudged.EXCLUDED_UNEXPLAINED:
        out.append(finding("E06", place, department=measure.department, name=measure.short_name))
    if result.own_differs and result.own is not None:
        said, computed = result.own.text, result.rating.text
        out.append(
            finding("E07", place, department=measure.department, name=measure.short_name, own=said, computed=computed)
        )
    if result.standing in SHORT and (missing := blanks(result.explanation)):
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
    if result.late and (missing := blanks(report.explanation)):
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

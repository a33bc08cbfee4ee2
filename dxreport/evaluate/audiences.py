"""Turns an assessment into what of it an audience may be told: what is not in the result cannot leak into its papers."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from dxreport.evaluate import rollup
from dxreport.evaluate.assessment import Assessment, Counts, DepartmentState, HolderResult, InitiativeResult, Withheld
from dxreport.evaluate.attention import Attention
from dxreport.evaluate.bar_result import BarResult
from dxreport.evaluate.late_items import next_step
from dxreport.evaluate.measure_result import Figure, MeasureResult
from dxreport.evaluate.open_plan import open_plan
from dxreport.evaluate.upcoming_items import Upcoming, UpcomingItem, UpcomingKind
from dxreport.model.audience import Audience
from dxreport.model.finding import Finding
from dxreport.model.provenance import CellRef
from dxreport.model.strategy import Strategy
from dxreport.model.submission import Disclosure, Explanation, Submission, TaskReport

_NOWHERE = CellRef("", "", "")


def for_audience(assessment: Assessment, audience: Audience) -> Assessment:
    """The executives' is the whole. For others: the items they may see, judged as before and counted anew.

    Classes of initiatives and themes and all counts are of what is left, since a class of the whole would tell how a
    hidden item stands. Nothing is left of workbooks (cells, files, lists, contacts) but who has handed one in.
    """
    if audience is Audience.EXECUTIVE:
        return assessment
    plan = open_plan(assessment.strategy, audience)
    measures = {m.id for m in plan.measures}
    bars = {b.id for b in plan.bars}
    judged = rollup.Judged(
        plan,
        assessment.ladder,
        {m.measure.id: _measure(m, audience) for m in assessment.measures if m.measure.id in measures},
        {b.bar.id: _bar(b, audience) for b in assessment.bars if b.bar.id in bars},
        _bars_before(assessment, bars),
    )
    before = {h.holder.id: h for h in assessment.holders}
    themes = tuple(rollup.theme(t, judged) for t in plan.themes)
    themes = tuple(replace(t, parts=tuple(_unchanged(before[p.holder.id], p) for p in t.parts)) for t in themes)
    home = {i.initiative.id: i for t in themes for i in t.initiatives}
    own = rollup.level(plan, None, judged)
    results = rollup.by_figures(judged.measures.values())
    return replace(
        assessment,
        strategy=plan,
        themes=tuple(replace(t, relisted=tuple(home[i] for i in t.theme.relisted)) for t in themes),
        own=(own,) if own else (),
        counts=rollup.now(results, judged),
        counts_previous=rollup.before(results, judged),
        by_people=rollup.now((m for m in judged.measures.values() if m.measure.target.by_people), judged),
        departments=tuple(_department(d) for d in assessment.departments),
        findings=tuple(_counted(f) for f in assessment.findings) if audience is Audience.COMMITTEE else (),
        corrections=(),
        replacements=(),
        digests={},
        follow_ups=(),
        upcoming=_upcoming(assessment.upcoming, measures | bars),
        attention=tuple(_attention(assessment, judged, home, audience)),
        withheld=_withheld(assessment.strategy, plan),
    )


def plan_for(assessment: Assessment, audience: Audience) -> Assessment:
    """For papers that print the plan and no results: the plan as the audience may see it, and nothing else."""
    plan = open_plan(assessment.strategy, audience)
    return Assessment(
        strategy=plan,
        checkpoint=assessment.checkpoint,
        as_of=assessment.as_of,
        sample=assessment.sample,
        draft=assessment.draft,
        themes=(),
        counts=Counts(()),
        counts_previous=None,
        previous_checkpoint=assessment.previous_checkpoint,
        departments=(),
        findings=(),
        withheld=_withheld(assessment.strategy, plan),
    )


def _withheld(whole: Strategy, plan: Strategy) -> Withheld:
    return Withheld(
        measures=len(whole.measures) - len(plan.measures),
        bars=len(whole.bars) - len(plan.bars),
        initiatives=len(whole.initiatives) - len(plan.initiatives),
    )


def _unchanged(before: HolderResult, made: HolderResult) -> HolderResult:
    """An initiative of which nothing was left out keeps its classes as they were published, the last checkpoint's too."""
    if not isinstance(before, InitiativeResult) or not isinstance(made, InitiativeResult):
        return made
    if len(before.measures) != len(made.measures) or len(before.bars) != len(made.bars):
        return made
    return replace(before, initiative=made.initiative, theme=made.theme, indicators=made.indicators, bars=made.bars)


def _bars_before(assessment: Assessment, shown: set[str]) -> dict[str, BarResult] | None:
    """The bars as they stood at the last checkpoint, as far as classes go; None when there was none."""
    if assessment.previous_checkpoint is None:
        return None
    return {
        b.bar.id: replace(b, status=b.previous, mark=b.mark_previous)
        for b in assessment.bars
        if b.bar.id in shown and b.previous is not None and b.mark_previous is not None
    }


# --- one item --------------------------------------------------------------------------------------------------------


def _measure(result: MeasureResult, audience: Audience) -> MeasureResult:
    return replace(
        result,
        actual=_figure(result.actual),
        forecast=_figure(result.forecast),
        explanation=_words(result.explanation, audience),
        reading_row=None,
    )


def _figure(figure: Figure | None) -> Figure | None:
    """The value without the cells it came from."""
    return replace(figure, cells=(), used=None, decisive=None, left_out=()) if figure else None


def _bar(result: BarResult, audience: Audience) -> BarResult:
    report = result.report
    if report is None:
        return result
    words = _words(report.explanation, audience)
    return replace(result, report=TaskReport(report.bar_id, report.state, None, None, None, None, words, _NOWHERE))


def _words(said: Explanation, audience: Audience) -> Explanation:
    """理由, 対応策 and 期限 unless their row is 庁内限り; コメント and 求める判断 only for the committee, of a row marked 公開."""
    if said.disclosure is Disclosure.INTERNAL:
        return Explanation(withheld=bool(said.reason.strip() or said.remedy.strip() or said.due.strip()))
    if audience is Audience.COMMITTEE and said.disclosure is Disclosure.PUBLIC:
        return said
    return replace(said, comment="", decision="")


# --- the rest --------------------------------------------------------------------------------------------------------


def _department(state: DepartmentState) -> DepartmentState:
    return replace(state, used=_handed_in(state.used) if state.used else None, replaced=(), unreadable=())


def _handed_in(submission: Submission) -> Submission:
    """That there is a submission, and nothing of what it holds."""
    return Submission(
        department=submission.department,
        checkpoint=submission.checkpoint,
        number=submission.number,
        submitted_on=submission.submitted_on,
        file="",
        sha256="",
        sample=submission.sample,
        readings=(),
        tasks=(),
        lists=(),
    )


def _counted(item: Finding) -> Finding:
    """A finding of which only the severity is left."""
    return Finding(item.code, None, "", "", "")


def _upcoming(whole: Upcoming, shown: set[str]) -> Upcoming:
    """What the plan has and when; remedies stand with the items they belong to."""

    def kept(items: tuple[UpcomingItem, ...]) -> tuple[UpcomingItem, ...]:
        return tuple(i for i in items if i.id in shown and i.kind is not UpcomingKind.REMEDY)

    return Upcoming(whole.until, kept(whole.items), kept(whole.overdue))


def _attention(
    assessment: Assessment, judged: rollup.Judged, home: dict[str, InitiativeResult], audience: Audience
) -> Iterator[Attention]:
    for item in assessment.attention:
        if item.item_id in judged.measures or item.item_id in judged.bars:
            part = home.get(item.holder.id)
            step = next_step(part.bars, assessment.as_of_position) if part else None
            yield replace(item, explanation=_words(item.explanation, audience), next_step=step)

"""Turns what a briefing's slides show into the questions its speaker may be asked, with what the data say and what they do not.

They are made from the assessment that was narrowed for the paper's readers: cells, files and what became of remedies are
known for the executives only. The public's paper has none.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from dxreport.evaluate.assessment import InitiativeResult, ThemeResult
from dxreport.evaluate.bar_result import BarResult
from dxreport.evaluate.measure_result import Change, MeasureResult
from dxreport.model.provenance import CellRef, Sourced
from dxreport.model.scale import ScheduleStatus, Standing
from dxreport.model.submission import Explanation
from dxreport.report import briefing_parts as parts
from dxreport.report.progress_parts import View
from dxreport.report.wording import audiences, formats
from dxreport.report.wording import briefing as shared
from dxreport.report.wording import progress as told
from dxreport.report.wording import questions as words
from dxreport.report.wording.measures import REASONS, forecast_text, target_text, value_text
from dxreport.report.wording.questions import Question
from dxreport.report.wording.scale import rules_run_in

_MOST = 3
"""Items that one answer speaks of, the worst first."""
_OVER = (ScheduleStatus.DONE, ScheduleStatus.AHEAD, ScheduleStatus.STOPPED)


def summary(view: View, late: Sequence[MeasureResult]) -> tuple[Question, ...]:
    """What changed, whether what is late will be in time, and when the missing will be known."""
    measures = view.assessment.measures
    asked = []
    if view.compares:
        better, worse = (
            [words.numbered(m.measure.short_name, m.measure.id) for m in measures if m.change is change]
            for change in (Change.BETTER, Change.WORSE)
        )
        asked.append(Question(words.CHANGED, words.turned(better, worse)))
    if late and view.final:
        known = tuple(s for r in late[:_MOST] for s in _texts(r.explanation, _measure(view, r))[1:2])
        asked.append(Question(words.MISSED_NEXT, known, words.OPEN_NEXT))
    elif late:
        asked.append(_in_time(view, words.IN_TIME, late[:_MOST]))
    missing = [m for m in measures if m.standing is Standing.UNREPORTED]
    if missing:
        asked.append(_unreported(view, missing))
    return tuple(asked)


def _in_time(view: View, text: str, results: Sequence[MeasureResult]) -> Question:
    """What departments expect for the year's end; where none is known, that it is to be asked."""
    known, unknown = [], []
    for r in results:
        end = forecast_text(r)
        if end is None or r.forecast_met is None:
            unknown.append(r.measure.short_name)
            continue
        verdict = told.MET if r.forecast_met else told.MISSED
        known.append(words.expected(r.measure.short_name, _unit(r, end), _target(r), verdict, _measure(view, r)))
    return Question(text, tuple(known), words.open_expected(unknown))


def _unreported(view: View, missing: Sequence[MeasureResult]) -> Question:
    known = tuple(
        words.not_reported(
            r.measure.short_name,
            REASONS[r.not_judged] if r.not_judged else view.scale.unreported.word,
            words.source(r.measure.id, view.department(r.measure.department), ""),
        )
        for r in missing[:_MOST]
    )
    return Question(words.UNREPORTED, known, words.OPEN_REPORT)


def overall(view: View, excluded: Sequence[tuple[str, Sequence[str]]]) -> tuple[Question, ...]:
    asked = [Question(words.SCALE, (words.RULES.format(rules=rules_run_in(view.assessment.ladder)),))]
    if excluded:
        asked.append(Question(words.EXCLUDED, (f"{shared.excluded(excluded)}。",)))
    return tuple(asked)


def achieved(view: View, shown: Sequence[MeasureResult], *, ahead: bool) -> tuple[Question, ...]:
    if ahead:
        return (_in_time(view, words.reaches(shown[0].measure.short_name), shown[:1]),) if shown else ()
    known = tuple(
        words.result(r.measure.short_name, _unit(r, value_text(r) or formats.DASH), _target(r), _measure(view, r))
        for r in shown[:_MOST]
    )
    return (
        Question(words.TOO_LOW, known, words.OPEN_TARGET),
        Question(words.EFFECT, (), words.open_effect(words.ACHIEVED)),
    )


def late(view: View, shown: Sequence[MeasureResult]) -> tuple[Question, ...]:
    """Who is responsible and until when, what it costs, and what became of what was promised last time."""
    some = shown[:_MOST]
    open_due = [r.measure.short_name for r in some if not r.explanation.due.strip() and not r.explanation.withheld]
    who = tuple(
        words.withheld(_measure(view, r))
        if r.explanation.withheld
        else words.responsible(
            r.measure.short_name, view.department(r.measure.department), r.explanation.due, _measure(view, r)
        )
        for r in some
    )
    asks = tuple(
        words.written(audiences.DECISION, r.explanation.decision, _measure(view, r))
        for r in some
        if r.explanation.decision.strip()
    )
    asked = [
        Question(words.WHO_WHEN, who, words.open_due(open_due)),
        Question(words.COST, asks, words.open_cost([r.measure.short_name for r in some])),
    ]
    if view.compares:
        asked.append(_promise(view, some))
    return tuple(asked)


def _promise(view: View, shown: Sequence[MeasureResult]) -> Question:
    answers = {f.id: f for f in view.assessment.follow_ups}
    known, unknown, fresh = [], [], []
    for r in shown:
        name, answer = r.measure.short_name, answers.get(r.measure.id)
        if answer is not None:
            where = words.source(r.measure.id, view.department(r.measure.department), _cell(answer.row))
            known.append(words.followed(name, answer.remedy, answer.outcome.value, answer.progress, where))
        elif r.since is r.checkpoint:
            fresh.append(name)
        else:
            unknown.append(name)
    known += [words.new(fresh)] if fresh else []
    return Question(words.PROMISE, tuple(known), words.open_promise(unknown))


def theme(view: View, result: ThemeResult, telling: MeasureResult | None) -> tuple[Question, ...]:
    """Why the worst is behind (or whether the chart's measure will be reached), and what the people have of it."""
    behind = [r for r in parts.worst_first(view, result.measures) if r.behind]
    asked = []
    if behind:
        worst = behind[0]
        where = _measure(view, worst)
        known = _texts(worst.explanation, where)
        named = "" if known else words.open_reason(worst.measure.short_name)
        asked.append(Question(words.why(worst.measure.short_name), known, named))
    elif telling is not None and not view.final and not telling.reached:
        asked.append(_in_time(view, words.reaches(telling.measure.short_name), (telling,)))
    bars = [b for p in result.parts if isinstance(p, InitiativeResult) for b in p.bars]
    asked.append(
        Question(
            words.EFFECT,
            tuple(_remarks(view, result.measures, bars)),
            words.open_effect(f"{view.terms.theme}{result.theme.mark}"),
        )
    )
    return tuple(asked)


def _remarks(view: View, measures: Iterable[MeasureResult], bars: Iterable[BarResult]) -> Iterable[str]:
    """What departments remarked on their items, and asked to be decided, as far as the paper's readers may know it."""
    rows: list[tuple[str, Explanation, str]] = [
        (m.measure.short_name, m.explanation, _measure(view, m)) for m in measures
    ]
    rows += [(b.bar.short_name, b.explanation, _bar(view, b)) for b in bars]
    for name, said, where in rows:
        if said.comment.strip():
            yield words.written(words.numbered(audiences.COMMENTS, name), said.comment, where)
        if said.decision.strip():
            yield words.written(words.numbered(audiences.DECISION, name), said.decision, where)


def schedule(view: View, late_: Sequence[BarResult]) -> tuple[Question, ...]:
    """When late work ends, and what comes after it in the same initiative."""
    if not late_:
        return ()
    after = tuple(s for b in late_[:_MOST] if (s := _following(view, b)))
    return (_ends(view, words.BAR_ENDS, late_), Question(words.FOLLOWING, after, words.OPEN_FOLLOWING))


def _ends(view: View, text: str, bars: Sequence[BarResult]) -> Question:
    known, unknown = [], []
    for b in bars[:_MOST]:
        if b.overrun is None:
            unknown.append(b.bar.short_name)
            continue
        planned, expected = (formats.axis_month(at, end=True) for at in (b.bar.end, b.overrun[1]))
        known.append(words.ends(b.bar.short_name, planned, expected, _bar(view, b)))
    return Question(text, tuple(known), words.open_end(unknown))


def _following(view: View, late_: BarResult) -> str:
    holder = view.assessment.strategy.holder_of(late_.bar.id)
    own = next((i.bars for i in view.assessment.initiatives if i.holder.id == holder.id), ())
    after = [
        words.numbered(b.bar.short_name, formats.axis_month(b.bar.end, end=True))
        for b in own
        if b.bar.id != late_.bar.id and b.status not in _OVER and b.bar.end > late_.bar.start
    ]
    return words.following(late_.bar.short_name, after) if after else ""


def coming(view: View, bars: Sequence[BarResult], remedies: int) -> tuple[Question, ...]:
    if view.final:
        return (_ends(view, words.WHEN_OPEN, bars),) if bars else ()
    asked = []
    if bars:
        names = [words.numbered(b.bar.short_name, b.bar.id) for b in bars if b.late]
        asked.append(Question(words.LATE_ENDING, (words.ending_late(names),)))
    if remedies:
        asked.append(Question(words.TOO_LATE, (), words.OPEN_TOO_LATE))
    return tuple(asked)


def decisions() -> tuple[Question, ...]:
    return (Question(words.DECIDED, (), words.OPEN_DECIDED),)


def data(view: View) -> tuple[Question, ...]:
    missing = [d.department.name for d in view.assessment.departments if d.used is None]
    return (Question(words.NOT_SUBMITTED, (words.not_submitted(missing),), words.OPEN_SUBMIT),) if missing else ()


# --- what is known of an item, and where from --------------------------------------------------------------------------


def _texts(said: Explanation, where: str) -> tuple[str, ...]:
    """理由, 対応策 and 期限 as written."""
    if said.withheld:
        return (words.withheld(where),)
    pairs = ((shared.REASON, said.reason), (shared.REMEDY, said.remedy), (shared.DUE, said.due))
    return tuple(words.written(label, text, where) for label, text in pairs if text.strip())


def _unit(result: MeasureResult, text: str) -> str:
    return f"{text}{result.measure.target.unit}"


def _target(result: MeasureResult) -> str:
    return f"{target_text(result.measure)}{result.measure.unit_with_direction}"


def _measure(view: View, result: MeasureResult) -> str:
    figure, at = result.actual, ""
    if figure is not None and figure.cells:
        last = figure.cells[-1]
        at = _cell(last.ref if isinstance(last, Sourced) else last)
    elif result.reading_row is not None:
        at = _cell(result.reading_row)
    return words.source(result.measure.id, view.department(result.measure.department), at)


def _bar(view: View, result: BarResult) -> str:
    row = result.report.row if result.report else None
    return words.source(result.bar.id, view.department(result.bar.department), _cell(row) if row else "")


def _cell(ref: CellRef) -> str:
    return words.place(ref.file, ref.sheet, ref.cell)

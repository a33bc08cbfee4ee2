"""Turns an assessment into the summary workbook: one table a sheet, to read, sort and filter."""

from __future__ import annotations

from decimal import Decimal

from dxreport.evaluate.assessment import Assessment
from dxreport.evaluate.bar_result import BarResult
from dxreport.evaluate.measure_result import MeasureResult
from dxreport.layout.form_text import planned_months
from dxreport.model.measure import Measure
from dxreport.model.policy import Terms
from dxreport.model.scale import StatusClass
from dxreport.model.strategy import Holder
from dxreport.report.blocks import Table
from dxreport.report.cells import Cell, Column, ColumnRole, NumberCell, RowGroup, StatusCell, TextCell
from dxreport.report.papers import Book, Properties, Sheet
from dxreport.report.progress_attention import attention_sheet_rows
from dxreport.report.progress_parts import View
from dxreport.report.wording import measures as words
from dxreport.report.wording import workbook as phrases
from dxreport.report.wording.formats import DASH, axis_month, checkpoint_period, fiscal_year, number
from dxreport.report.wording.marks import paper_mark
from dxreport.report.wording.scale import every_class, meaning, voice

_R = ColumnRole
_FREE = {_R.NAME: 3, _R.TEXT: 4}


def compose(assessment: Assessment) -> Book:
    """Initiatives, measures, schedule, what is late, submissions, findings, the scale in use; and where there are any,
    what a resubmission changed and what became of last time's remedies."""
    strategy = assessment.strategy
    title = phrases.TITLE.format(
        year=fiscal_year(strategy.year), title=strategy.title, period=checkpoint_period(assessment.checkpoint)
    )
    properties = Properties(
        title=title,
        author=f"{strategy.municipality} {strategy.publication.bureau}{strategy.publication.section}",
        subject=phrases.SUBJECT,
        keywords=(strategy.municipality, strategy.title),
        stamp=assessment.as_of.isoformat(),
    )
    sheets = (
        _summary(assessment),
        _measures(assessment),
        _schedule(assessment),
        _attention(assessment),
        _submissions(assessment),
        *((_replacements(assessment),) if any(r.changes for r in assessment.replacements) else ()),
        *((_follow_ups(assessment),) if assessment.follow_ups else ()),
        _findings(assessment),
        _scale(assessment),
    )
    return Book(properties, paper_mark(assessment), sheets)


def _sheet(
    terms: Terms,
    name: str,
    headings: tuple[str, ...],
    roles: tuple[ColumnRole, ...],
    rows: list[tuple[Cell, ...]],
    good: str = "",
) -> Sheet:
    def own(text: str) -> str:
        return text.format(theme=terms.theme, initiative=terms.initiative, good=good)

    columns = tuple(Column(own(h), r, _FREE.get(r, 1)) for h, r in zip(headings, roles, strict=True))
    return Sheet(own(name), Table(columns, (RowGroup(tuple(rows)),), caption=own(name)))


def _text(text: str | None) -> TextCell:
    return TextCell(text or "")


def _number(text: str | None, value: Decimal | None, source: str = "") -> Cell:
    """A figure, or a dash where there is none: a blank cell would leave the reader in doubt."""
    if text is None or value is None:
        return TextCell(DASH if text is None else text, quiet=True)
    return NumberCell(text, value, source=source)


def _count(value: int) -> NumberCell:
    return NumberCell(number(Decimal(value), 0), Decimal(value))


def _label(holder: Holder) -> str:
    return f"{holder.number} {holder.short_name}".strip()


def _class(rating: StatusClass | None, *, current: bool = True) -> Cell:
    return StatusCell(rating, current) if rating is not None else _text(DASH)


def _target(measure: Measure) -> Cell:
    """A figure; a range or a text stays text."""
    text = words.target_text(measure)
    as_text = measure.target.by_people or measure.target.high is not None
    return _text(text) if as_text else _number(text, measure.target.value)


def _id(number: str) -> Cell:
    """Numbers sort as numbers; 「1-2」 stays text."""
    return _count(int(number)) if number.isdecimal() else _text(number)


def _summary(assessment: Assessment) -> Sheet:
    rows: list[tuple[Cell, ...]] = [
        (
            _id(i.initiative.number),
            _text(f"{i.theme.mark} {''.join(i.theme.short_name)}"),
            _text(i.initiative.name),
            _class(i.kpi),
            _class(i.schedule),
            _text(words.CHANGES[i.change]),
            _count(i.counts.judged),
            _count(i.counts.good),
            _count(i.counts.total),
        )
        for i in assessment.initiatives
    ]
    roles = (_R.ID, _R.NAME, _R.TEXT, _R.STATUS, _R.SCHEDULE_STATUS, _R.CHANGE, _R.FIGURE, _R.FIGURE, _R.FIGURE)
    good = voice(assessment.ladder, final=assessment.checkpoint.is_final).good.noun
    return _sheet(assessment.strategy.terms, phrases.SUMMARY, phrases.SUMMARY_HEADINGS, roles, rows, good)


def _measures(assessment: Assessment) -> Sheet:
    """All measures; with the department's own rating where the plan asks for one."""
    own = assessment.strategy.terms.own_rating
    rows = [_measure_row(m, assessment) for m in assessment.measures]
    roles: tuple[ColumnRole, ...] = (
        _R.ID, _R.NAME, _R.NAME, _R.LABEL, _R.FIGURE, _R.UNIT, _R.FIGURE, _R.FIGURE, _R.RATE, _R.RATE, _R.STATUS,
        _R.STATUS, _R.CHANGE, _R.FORECAST, _R.VERDICT, _R.FORECAST, _R.TEXT, _R.TEXT, _R.DATE, _R.TEXT,
    )  # fmt: skip
    headings: tuple[str, ...] = phrases.MEASURE_HEADINGS
    if own:
        rows = [(*row, _class(m.own, current=False)) for row, m in zip(rows, assessment.measures, strict=True)]
        roles, headings = (*roles, _R.STATUS), (*headings, own)
    return _sheet(assessment.strategy.terms, phrases.MEASURES, headings, roles, rows)


def _measure_row(m: MeasureResult, assessment: Assessment) -> tuple[Cell, ...]:
    strategy, measure = assessment.strategy, m.measure
    scale, target, limits = strategy.scale, measure.target, assessment.ladder.limits
    verdict = "" if m.forecast_met is None else phrases.MET if m.forecast_met else phrases.MISSED
    reason = m.explanation.reason or (words.REASONS[m.not_judged] if m.not_judged else "")
    # In a figure's place 未報告 is said in words, as in the other papers; what is not due bears a dash.
    value = words.value_text(m) or (scale.unreported.word if m.rating == scale.unreported else None)
    projection = None if m.projection is None else number(m.projection, target.decimals)
    return (
        _text(measure.id),
        _text(measure.short_name),
        _text(_label(strategy.holder_of(measure.id))),
        _text(strategy.department(measure.department).name),
        _target(measure),
        _text(measure.unit_with_direction),
        _number(words.planned_text(m), m.planned),
        _number(value, m.actual.value if m.actual else None, measure.id),
        _number(words.attainment_text(m, limits), m.attainment),
        _number(words.progress_text(m, limits), m.progress),
        StatusCell(m.rating),
        _class(m.previous, current=False),
        _number(words.difference_text(m), m.difference),
        _number(words.forecast_text(m), m.forecast.value if m.forecast else None),
        _text(verdict or DASH),
        _number(projection, m.projection),
        _text(reason),
        _text(m.explanation.remedy),
        _text(m.explanation.due),
        _text(m.explanation.comment),
    )


def _schedule(assessment: Assessment) -> Sheet:
    rows = [_bar_row(b, assessment) for b in assessment.bars]
    roles = (
        _R.ID, _R.NAME, _R.NAME, _R.LABEL, _R.DATE, _R.LABEL, _R.RATE, _R.DATE, _R.DATE, _R.DATE, _R.SCHEDULE_STATUS,
        _R.FIGURE, _R.TEXT, _R.TEXT, _R.DATE,
    )  # fmt: skip
    return _sheet(assessment.strategy.terms, phrases.SCHEDULE, phrases.SCHEDULE_HEADINGS, roles, rows)


def _bar_row(b: BarResult, assessment: Assessment) -> tuple[Cell, ...]:
    strategy, bar, taken = assessment.strategy, b.bar, b.taken
    first, last = axis_month(bar.start), axis_month(bar.end, end=True)
    days = (taken.started, taken.finished, taken.expected) if taken else (None, None, None)
    percent = b.percent if b.percent_reported else None
    return (
        _text(bar.id),
        _text(bar.short_name),
        _text(_label(strategy.holder_of(bar.id))),
        _text(strategy.department(bar.department).name),
        _text(planned_months(bar) if bar.is_point else f"{first}～{last}"),
        _text(taken.state.value if taken and taken.state.value else DASH),
        _number(None if percent is None else number(percent, 0), percent),
        *(_text(d.isoformat() if d else DASH) for d in days),
        StatusCell(b.mark),
        _count(b.delay),
        _text(b.explanation.reason),
        _text(b.explanation.remedy),
        _text(b.explanation.due),
    )


def _attention(assessment: Assessment) -> Sheet:
    roles = (
        _R.ID, _R.NAME, _R.LABEL, _R.LABEL, _R.STATUS, _R.LABEL, _R.TEXT, _R.TEXT, _R.DATE, _R.TEXT, _R.TEXT,
    )  # fmt: skip
    rows = attention_sheet_rows(View(assessment))
    return _sheet(assessment.strategy.terms, phrases.ATTENTION, phrases.ATTENTION_HEADINGS, roles, rows)


def _submissions(assessment: Assessment) -> Sheet:
    rows: list[tuple[Cell, ...]] = []
    for state in assessment.departments:
        used = state.used
        word = phrases.SUBMITTED if used else phrases.UNREADABLE if state.unreadable else phrases.MISSING
        rows.append(
            (
                _text(state.department.name),
                _text(state.department.bureau),
                _text(word),
                _count(used.number) if used else _text(DASH),
                _text(used.submitted_on.isoformat() if used and used.submitted_on else DASH),
                _count(state.errors),
                _count(state.warnings),
                _text(used.file.rpartition("/")[2] if used else DASH),
            )
        )
    roles = (_R.LABEL, _R.LABEL, _R.LABEL, _R.FIGURE, _R.DATE, _R.FIGURE, _R.FIGURE, _R.FILE)
    return _sheet(assessment.strategy.terms, phrases.SUBMISSIONS, phrases.SUBMISSION_HEADINGS, roles, rows)


def _findings(assessment: Assessment) -> Sheet:
    names = {d.id: d.name for d in assessment.strategy.departments}
    rows: list[tuple[Cell, ...]] = [
        (
            _text(phrases.SEVERITIES[f.severity.value]),
            _text(f.code),
            _text(names.get(f.department, DASH)),
            _text(f.file.rpartition("/")[2] or DASH),
            _text(f.sheet or DASH),
            _text(f.cell or DASH),
            _text(f.what),
            _text(f.why),
            _text(f.remedy),
        )
        for f in assessment.findings
    ]
    roles = (_R.LABEL, _R.ID, _R.LABEL, _R.FILE, _R.LABEL, _R.CELL, _R.TEXT, _R.TEXT, _R.TEXT)
    return _sheet(assessment.strategy.terms, phrases.FINDINGS, phrases.FINDING_HEADINGS, roles, rows)


def _replacements(assessment: Assessment) -> Sheet:
    """Every answer that a resubmission of this checkpoint changed."""
    names = {d.id: d.name for d in assessment.strategy.departments}
    rows: list[tuple[Cell, ...]] = [
        (
            _text(names.get(r.department, DASH)),
            _text(r.before.file.rpartition("/")[2]),
            _text(r.after.file.rpartition("/")[2]),
            _text(c.sheet),
            _text(c.row),
            _text(c.heading),
            _text(c.before or DASH),
            _text(c.after or DASH),
            _text(place.cell if (place := c.after_cell or c.before_cell) else DASH),
        )
        for r in assessment.replacements
        for c in r.changes
    ]
    roles = (_R.LABEL, _R.FILE, _R.FILE, _R.LABEL, _R.ID, _R.LABEL, _R.TEXT, _R.TEXT, _R.CELL)
    return _sheet(assessment.strategy.terms, phrases.REPLACEMENTS, phrases.REPLACEMENT_HEADINGS, roles, rows)


def _follow_ups(assessment: Assessment) -> Sheet:
    """What became of the remedies that were promised at the last checkpoint."""
    names = {d.id: d.name for d in assessment.strategy.departments}
    owner = {m.measure.id: m.measure.department for m in assessment.measures}
    owner |= {b.bar.id: b.bar.department for b in assessment.bars}
    rows: list[tuple[Cell, ...]] = [
        (
            _text(f.id),
            _text(names.get(owner.get(f.id, ""), DASH)),
            _text(f.remedy),
            _text(f.due or DASH),
            _text(f.outcome.value or assessment.strategy.scale.unreported.word),
            _text(f.progress),
        )
        for f in assessment.follow_ups
    ]
    roles = (_R.ID, _R.LABEL, _R.TEXT, _R.DATE, _R.LABEL, _R.TEXT)
    return _sheet(assessment.strategy.terms, phrases.FOLLOW_UPS, phrases.FOLLOW_UP_HEADINGS, roles, rows)


def _scale(assessment: Assessment) -> Sheet:
    scale = assessment.strategy.scale
    final = assessment.checkpoint.is_final
    rows: list[tuple[Cell, ...]] = [
        (StatusCell(c), _text(meaning(c, scale, final=final))) for c in every_class(scale, final=final)
    ]
    return _sheet(assessment.strategy.terms, phrases.SCALE, phrases.SCALE_HEADINGS, (_R.STATUS, _R.TEXT), rows)

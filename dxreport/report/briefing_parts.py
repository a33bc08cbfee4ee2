"""Turns evaluated measures and bars into the tables and charts of the committee briefing."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal

from dxreport.evaluate.assessment import (
    Counts,
    InitiativeResult,
    MeasureResult,
    ThemeResult,
)
from dxreport.model.policy import Status
from dxreport.report.blocks import Block, Paragraph, ParagraphRole, Table
from dxreport.report.cells import Cell, Column, ColumnRole, NumberCell, Phrases, RowGroup, Span, TextCell
from dxreport.report.figures import Share, ShareBar, ShareBars
from dxreport.report.papers import Slide, SlideLayout
from dxreport.report.progress_parts import View, actual_cell, number_cell, quiet, status_cell
from dxreport.report.wording import briefing as words
from dxreport.report.wording import formats
from dxreport.report.wording.measures import (
    attainment_text,
    planned_text,
    progress_text,
    target_text,
    value_text,
)

_WORST_FIRST = (
    Status.LATE,
    Status.MISSED,
    Status.BEHIND,
    Status.UNREPORTED,
    Status.ON_TRACK,
    Status.ACHIEVED,
    Status.MET,
    Status.EXCLUDED,
)
_OPEN = (Status.ACHIEVED, Status.ON_TRACK, Status.BEHIND, Status.LATE)
_CLOSED = (Status.MET, Status.MISSED)
# A heading of a narrow table holds about this many full-width characters in a line.
_HEADING = 15


def worst_first(results: Sequence[MeasureResult]) -> list[MeasureResult]:
    """By class from the worst, within a class by 進捗率 from the lowest."""
    return sorted(
        results, key=lambda r: (_WORST_FIRST.index(r.status), r.progress if r.progress is not None else Decimal(0))
    )


# --- the whole -----------------------------------------------------------------------------------------------------


def share_bars(view: View) -> ShareBars:
    """Classes of the measures that can be judged, now and at the last checkpoint."""
    assessment = view.assessment
    pairs = [(view.now, assessment.counts)]
    previous = None if view.final else assessment.counts_previous
    if previous is not None and previous.judged:
        pairs.append((view.before, previous))
    bars = tuple(_share_bar(view, name, counts) for name, counts in pairs if counts.judged)
    said = [(b.label, [(s.status.text, s.count.text) for s in b.shares]) for b in bars]
    note = words.shares_note(assessment.counts, view.now, previous, view.before)
    return ShareBars(words.SHARES_TITLE, bars, note, words.shares_alt(said))


def _share_bar(view: View, name: str, counts: Counts) -> ShareBar:
    shares = []
    for status in _CLOSED if view.final else _OPEN:
        number = counts.of(status)
        if number:
            part = formats.share(number, counts.judged)
            count = NumberCell(str(number), Decimal(number), source=status.value)
            shares.append(
                Share(view.status(status), count, NumberCell(formats.percent(part), part, source=status.value))
            )
    return ShareBar(name, words.denominator(counts), tuple(shares))


def theme_grid(view: View, theme: ThemeResult) -> Table:
    """The initiatives of one theme with their KPI class."""
    heading = _in_lines((f"{theme.theme.mark} ", *theme.theme.short_name))
    columns = tuple(Column("", role, over=heading) for role in (ColumnRole.ID, ColumnRole.NAME, ColumnRole.STATUS))
    rows = tuple(
        (TextCell(i.initiative.id), TextCell(i.initiative.short_name), status_cell(view, i.kpi))
        for i in theme.initiatives
    )
    return Table(columns, (RowGroup(rows),), caption=theme.theme.title)


def _in_lines(phrases: Sequence[str]) -> str:
    lines = [""]
    for phrase in phrases:
        if lines[-1] and len(lines[-1] + phrase) > _HEADING + 1:
            lines.append("")
        lines[-1] += phrase
    return "\n".join(lines)


# --- tables of measures --------------------------------------------------------------------------------------------


def achieved_table(view: View, results: Sequence[MeasureResult]) -> Table:
    columns = (
        Column("", ColumnRole.ID),
        Column(words.MEASURE, ColumnRole.NAME),
        Column(words.UNIT, ColumnRole.UNIT),
        Column(words.TARGET, ColumnRole.FIGURE),
        Column(words.ACTUAL, ColumnRole.FIGURE),
        Column(words.ATTAINMENT, ColumnRole.RATE),
        Column(words.RATING, ColumnRole.STATUS),
        Column(view.terms.initiative, ColumnRole.TEXT),
    )
    strategy = view.assessment.strategy
    rows = tuple(
        (
            TextCell(r.measure.id),
            TextCell(r.measure.short_name, strong=True),
            TextCell(r.measure.unit_with_direction),
            number_cell(target_text(r.measure), r.measure.target.value, r.measure.id),
            actual_cell(view, r),
            number_cell(attainment_text(r), r.attainment, r.measure.id),
            status_cell(view, r.status),
            TextCell(strategy.initiative_of(r.measure.id).short_name),
        )
        for r in results
    )
    return Table(columns, (RowGroup(rows),), caption=words.ACHIEVED_TABLE)


def late_table(view: View, results: Sequence[MeasureResult]) -> Table:
    """What is late, with 理由, 対応策 and 期限 as the departments wrote them."""
    columns = (
        Column(words.MEASURE, ColumnRole.NAME, weight=5),
        Column(words.ACTUAL_TARGET if view.final else words.ACTUAL_PLANNED, ColumnRole.FIGURE),
        Column(words.ATTAINMENT if view.final else words.PROGRESS, ColumnRole.RATE),
        Column(words.RATING, ColumnRole.STATUS),
        Column(words.REASON, ColumnRole.TEXT, weight=6),
        Column(words.REMEDY, ColumnRole.TEXT, weight=8),
        Column(words.DUE, ColumnRole.DATE),
    )
    rows = tuple(_late_row(view, r) for r in results)
    return Table(columns, (RowGroup(rows),), caption=words.LATE_TABLE)


def _late_row(view: View, result: MeasureResult) -> tuple[Cell, ...]:
    initiative = view.assessment.strategy.initiative_of(result.measure.id)
    text = result.explanation
    against = target_text(result.measure) if view.final or result.planned is None else planned_text(result)
    figures = f"{value_text(result) or formats.DASH}／{against}{result.measure.target.unit}"
    rate = (
        number_cell(attainment_text(result), result.attainment, result.measure.id, strong=True)
        if view.final
        else number_cell(progress_text(result, view.limits), result.progress, result.measure.id, strong=True)
    )
    return (
        TextCell(
            result.measure.short_name, strong=True, sub=words.of_initiative(view.terms.initiative, initiative.number)
        ),
        TextCell(figures),
        rate,
        status_cell(view, result.status),
        written(text.reason),
        written(text.remedy),
        written(text.due),
    )


def written(text: str) -> TextCell:
    return TextCell(text.strip()) if text.strip() else quiet(words.NONE_WRITTEN)


def reference_table(view: View, initiatives: Sequence[InitiativeResult]) -> Table:
    """All measures of the initiatives; columns without a meaning at this checkpoint are left out."""
    columns = [
        Column("", ColumnRole.ID),
        Column(words.MEASURE, ColumnRole.NAME),
        Column(words.UNIT, ColumnRole.UNIT),
        Column(words.TARGET, ColumnRole.FIGURE),
    ]
    columns += [] if view.final else [Column(words.PLANNED, ColumnRole.FIGURE)]
    columns += [Column(words.ACTUAL, ColumnRole.FIGURE), Column(words.ATTAINMENT, ColumnRole.RATE)]
    columns += [] if view.final else [Column(words.PROGRESS, ColumnRole.RATE)]
    columns.append(Column(words.RATING, ColumnRole.STATUS))
    columns += [Column(words.BEFORE, ColumnRole.STATUS)] if view.compares else []
    groups = tuple(RowGroup(tuple(_reference_row(view, r) for r in i.measures)) for i in initiatives)
    return Table(tuple(columns), groups, caption=words.KPI_TABLE)


def _reference_row(view: View, result: MeasureResult) -> tuple[Cell, ...]:
    measure = result.measure
    cells: list[Cell] = [
        TextCell(measure.id),
        TextCell(measure.short_name),
        TextCell(measure.unit_with_direction),
        number_cell(target_text(measure), measure.target.value, measure.id),
    ]
    if not view.final:
        cells.append(number_cell(planned_text(result), result.planned, measure.id))
    cells += [actual_cell(view, result), number_cell(attainment_text(result), result.attainment, measure.id)]
    if not view.final:
        cells.append(number_cell(progress_text(result, view.limits), result.progress, measure.id))
    cells.append(status_cell(view, result.status))
    if view.compares:
        cells.append(status_cell(view, result.previous, current=False))
    return tuple(cells)


# --- slides of one body ------------------------------------------------------------------------------------------


def wide(kicker: str, title: Phrases, body: Sequence[Block], notes: str, strip: Sequence[Block] = ()) -> Slide:
    """A slide of one body, with a strip at its foot if there is something to say in it."""
    regions = (("body", tuple(body)), *((("strip", tuple(strip)),) if strip else ()))
    return Slide(SlideLayout.WIDE, kicker, title, regions, notes)


def text(words_: str) -> Paragraph:
    """A sentence that stands alone."""
    return Paragraph((Span(words_),), ParagraphRole.LEAD)

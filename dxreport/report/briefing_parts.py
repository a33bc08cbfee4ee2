"""Turns evaluated measures and bars into the tables and charts of the committee briefing."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal

from dxreport.evaluate.assessment import Counts, HolderResult, ThemeResult
from dxreport.evaluate.measure_result import MeasureResult
from dxreport.model.scale import Standing
from dxreport.model.strategy import Holder
from dxreport.model.submission import Explanation
from dxreport.report.blocks import Block, Paragraph, ParagraphRole, Table
from dxreport.report.cells import Cell, Column, ColumnRole, NumberCell, Phrases, RowGroup, Span, TextCell
from dxreport.report.figures import Share, ShareBar, ShareBars
from dxreport.report.papers import Slide, SlideLayout
from dxreport.report.progress_parts import View, actual_cell, number_cell, quiet, status_cell, target_cell
from dxreport.report.wording import briefing as words
from dxreport.report.wording import formats, spoken
from dxreport.report.wording import progress as shared
from dxreport.report.wording.audiences import WITHHELD
from dxreport.report.wording.measures import (
    attainment_text,
    planned_text,
    progress_text,
    target_text,
    value_text,
)

_STANDINGS = (Standing.BAD, Standing.WARNING, Standing.UNREPORTED, Standing.GOOD, Standing.EXCLUDED)
# A heading of a narrow table holds about this many full-width characters in a line.
_HEADING = 15
# Measures of a theme that are named in one row.
_MOST_NAMED = 12


def worst_first(view: View, results: Sequence[MeasureResult]) -> list[MeasureResult]:
    """By class from the worst, within a class by 進捗率 (at the year's end 達成率) from the lowest."""

    def key(result: MeasureResult) -> tuple[int, int, Decimal]:
        rank = -view.scale.rank(result.rating.id) if view.scale.is_judged(result.rating.id) else 0
        rate = result.progress if result.progress is not None else result.attainment
        return _STANDINGS.index(result.standing), rank, rate if rate is not None else Decimal(0)

    return sorted(results, key=key)


# --- the whole -----------------------------------------------------------------------------------------------------


def share_bars(view: View) -> ShareBars:
    """Classes of the measures that can be judged, now and at the last checkpoint."""
    assessment = view.assessment
    pairs = [(view.now, assessment.counts)]
    previous = None if view.final else assessment.counts_previous
    if previous is not None and previous.judged:
        pairs.append((view.before, previous))
    bars = tuple(_share_bar(view, name, counts) for name, counts in pairs if counts.judged)
    said = [(b.label, b.denominator, [(s.status, s.count.text, s.percent.text) for s in b.shares]) for b in bars]
    note = words.shares_note(assessment.counts, view.now, previous, view.before, view.scope)
    return ShareBars(words.SHARES_TITLE, bars, note, spoken.shares(said))


def _share_bar(view: View, name: str, counts: Counts) -> ShareBar:
    shares = []
    for status, number in counts.numbers:
        if view.scale.is_judged(status.id):
            part = formats.share(number, counts.judged)
            count = NumberCell(str(number), Decimal(number), source=status.id)
            shares.append(Share(status, count, NumberCell(formats.percent(part), part, source=status.id)))
    return ShareBar(name, words.denominator(counts), tuple(shares))


def theme_grid(theme: ThemeResult) -> Table:
    """The initiatives of one theme with their KPI class."""
    heading = _in_lines((f"{theme.theme.mark} ", *theme.theme.short_name))
    columns = tuple(Column("", role, over=heading) for role in (ColumnRole.ID, ColumnRole.NAME, ColumnRole.STATUS))
    rows = [
        (TextCell(i.initiative.id), TextCell(i.initiative.short_name), status_cell(i.kpi)) for i in theme.initiatives
    ]
    rows += [
        (TextCell(i.initiative.id), TextCell(shared.again(i.initiative.short_name)), status_cell(i.kpi))
        for i in theme.relisted
    ]
    return Table(columns, (RowGroup(tuple(rows)),), caption=theme.theme.title)


def _in_lines(phrases: Sequence[str]) -> str:
    lines = [""]
    for phrase in phrases:
        if lines[-1] and len(lines[-1] + phrase) > _HEADING + 1:
            lines.append("")
        lines[-1] += phrase
    return "\n".join(lines)


# --- tables of measures --------------------------------------------------------------------------------------------


def achieved_table(view: View, results: Sequence[MeasureResult], *, ahead: bool) -> Table:
    """What reached the year's target, with 達成率; ``ahead``: what is furthest ahead of its plan, with 進捗率."""
    columns = (
        Column("", ColumnRole.ID),
        Column(words.MEASURE, ColumnRole.NAME),
        Column(words.UNIT, ColumnRole.UNIT),
        Column(words.TARGET, ColumnRole.FIGURE),
        Column(words.ACTUAL, ColumnRole.FIGURE),
        Column(words.PROGRESS if ahead else words.ATTAINMENT, ColumnRole.RATE),
        Column(words.RATING, ColumnRole.STATUS),
        Column(view.terms.initiative, ColumnRole.TEXT),
    )
    strategy = view.assessment.strategy
    rows = tuple(
        (
            TextCell(r.measure.id),
            TextCell(r.measure.short_name, strong=True),
            TextCell(r.measure.unit_with_direction),
            target_cell(r.measure),
            actual_cell(view, r),
            _rate_cell(view, r, of_year=not ahead),
            status_cell(r.rating),
            TextCell(strategy.holder_of(r.measure.id).short_name),
        )
        for r in results
    )
    return Table(columns, (RowGroup(rows),), caption=words.ACHIEVED_TABLE)


def improved_table(view: View, results: Sequence[MeasureResult]) -> Table:
    """What stands in a better class than at the last checkpoint, with both classes."""
    columns = (
        Column("", ColumnRole.ID),
        Column(words.MEASURE, ColumnRole.NAME),
        Column(words.UNIT, ColumnRole.UNIT),
        Column(words.PLANNED, ColumnRole.FIGURE),
        Column(words.ACTUAL, ColumnRole.FIGURE),
        Column(words.PROGRESS, ColumnRole.RATE),
        Column(words.RATING, ColumnRole.STATUS),
        Column(words.BEFORE, ColumnRole.STATUS),
    )
    rows = tuple(
        (
            TextCell(r.measure.id),
            TextCell(r.measure.short_name, strong=True),
            TextCell(r.measure.unit_with_direction),
            number_cell(planned_text(r), r.planned, r.measure.id),
            actual_cell(view, r),
            _rate_cell(view, r, of_year=False),
            status_cell(r.rating),
            status_cell(r.previous, current=False),
        )
        for r in results
    )
    return Table(columns, (RowGroup(rows),), caption=words.IMPROVED, title=words.IMPROVED)


def reached_by_theme(view: View, results: Sequence[MeasureResult]) -> list[tuple[str, list[str], int]]:
    """Each theme with what of it reached the year's target, by name, and of how many that can be judged."""
    reached = {r.measure.id for r in results}
    every = [(f"{t.theme.mark}{words.WIDE}{''.join(t.theme.short_name)}", t.measures) for t in view.assessment.themes]
    every += [(view.terms.plan, own.measures) for own in view.assessment.own]
    found = []
    for name, measures in every:
        judged = sum(m.is_judged and not m.measure.target.by_people for m in measures)
        if judged:
            found.append((name, [m.measure.short_name for m in measures if m.measure.id in reached], judged))
    return found


def achieved_by_theme(view: View, results: Sequence[MeasureResult]) -> Table:
    """The same as a table: for more than a slide could list one by one."""
    columns = (
        Column(view.terms.theme, ColumnRole.TEXT, weight=4),
        Column(words.REACHED, ColumnRole.TEXT, weight=9),
        Column(words.OF_JUDGED, ColumnRole.FIGURE),
    )
    rows = tuple(
        (
            TextCell(name, strong=True),
            TextCell(words.some_items(reached[:_MOST_NAMED], len(reached))),
            TextCell(words.of_judged(len(reached), judged)),
        )
        for name, reached, judged in reached_by_theme(view, results)
    )
    return Table(columns, (RowGroup(rows),), caption=words.ACHIEVED_TABLE)


def late_table(view: View, results: Sequence[MeasureResult], *, brief: bool = False) -> Table:
    """What is late, with 理由, 対応策 and 期限 as the departments wrote them; ``brief``: without since when it has been so."""
    columns = (
        Column(words.MEASURE, ColumnRole.NAME, weight=5),
        Column(words.ACTUAL_TARGET if view.final else words.ACTUAL_PLANNED, ColumnRole.FIGURE),
        Column(words.ATTAINMENT if view.final else words.PROGRESS, ColumnRole.RATE),
        Column(words.RATING, ColumnRole.STATUS),
        Column(words.REASON, ColumnRole.TEXT, weight=7),
        Column(words.REMEDY, ColumnRole.TEXT, weight=7),
        Column(words.DUE, ColumnRole.DATE),
    )
    rows = tuple(_late_row(view, r, brief=brief) for r in results)
    return Table(columns, (RowGroup(rows),), caption=words.LATE_TABLE)


def _late_row(view: View, result: MeasureResult, *, brief: bool) -> tuple[Cell, ...]:
    holder = view.assessment.strategy.holder_of(result.measure.id)
    text = result.explanation
    against = target_text(result.measure) if view.final or result.planned is None else planned_text(result)
    figures = f"{value_text(result) or formats.DASH}／{against}{result.measure.target.unit}"
    return (
        TextCell(result.measure.short_name, strong=True, sub=holder.label if brief else _where(result, holder)),
        TextCell(figures),
        _rate_cell(view, result, of_year=view.final, strong=True),
        status_cell(result.rating),
        *explained(text),
    )


def _rate_cell(view: View, result: MeasureResult, *, of_year: bool, strong: bool = False) -> Cell:
    """達成率 against the year's target, or 進捗率 against the checkpoint's plan."""
    if of_year:
        return number_cell(attainment_text(result, view.limits), result.attainment, result.measure.id, strong=strong)
    return number_cell(progress_text(result, view.limits), result.progress, result.measure.id, strong=strong)


def _where(result: MeasureResult, holder: Holder) -> str:
    """The level that holds the measure, and since when it has been late."""
    since = shared.since(result.since) if result.since and result.since is not result.checkpoint else ""
    return "\n".join(part for part in (holder.label, since) if part)


def explained(said: Explanation) -> tuple[Cell, Cell, Cell]:
    """理由, 対応策 and 期限 as written; where this paper withholds them, that it does."""
    if said.withheld:
        return quiet(WITHHELD), quiet(), quiet()
    return written(said.reason), written(said.remedy), written(said.due)


def written(text: str) -> TextCell:
    return TextCell(text.strip()) if text.strip() else quiet(words.NONE_WRITTEN)


def reference_table(view: View, holders: Sequence[HolderResult]) -> Table:
    """All measures of these levels; columns without a meaning at this checkpoint are left out."""
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
    groups = tuple(RowGroup(tuple(_reference_row(view, r) for r in h.measures)) for h in holders)
    return Table(tuple(columns), groups, caption=words.KPI_TABLE)


def _reference_row(view: View, result: MeasureResult) -> tuple[Cell, ...]:
    measure = result.measure
    cells: list[Cell] = [
        TextCell(measure.id),
        TextCell(measure.short_name),
        TextCell(measure.unit_with_direction),
        target_cell(measure),
    ]
    if not view.final:
        cells.append(number_cell(planned_text(result), result.planned, measure.id))
    cells += [
        actual_cell(view, result),
        number_cell(attainment_text(result, view.limits), result.attainment, measure.id),
    ]
    if not view.final:
        cells.append(number_cell(progress_text(result, view.limits), result.progress, measure.id))
    cells.append(status_cell(result.rating))
    if view.compares:
        cells.append(status_cell(result.previous, current=False))
    return tuple(cells)


# --- slides of one body ------------------------------------------------------------------------------------------


def wide(
    kicker: str, title: Phrases, body: Sequence[Block], notes: str, strip: Sequence[Block] = (), asked: str = ""
) -> Slide:
    """A slide of one body, with a strip at its foot if there is something to say in it."""
    regions = (("body", tuple(body)), *((("strip", tuple(strip)),) if strip else ()))
    return Slide(SlideLayout.WIDE, kicker, title, regions, notes, asked=asked)


def note(words_: str) -> Paragraph:
    """A small line below a table."""
    return Paragraph((Span(words_),), ParagraphRole.NOTE)


def text(words_: str) -> Paragraph:
    """A sentence that stands alone."""
    return Paragraph((Span(words_),), ParagraphRole.LEAD)

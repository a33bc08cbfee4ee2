"""Turns what is due before the next checkpoint, and what is overdue, into the page on the time to come."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date

from dxreport.evaluate.bar_result import BarResult
from dxreport.evaluate.upcoming_items import DayBasis, UpcomingItem, UpcomingKind
from dxreport.report.blocks import Block, Table
from dxreport.report.cells import Cell, Column, ColumnRole, RowGroup, TextCell
from dxreport.report.progress_headings import part_heading
from dxreport.report.progress_parts import View, quiet, status_cell
from dxreport.report.wording import formats
from dxreport.report.wording import progress_appendix as words


def ending(view: View) -> list[tuple[BarResult, UpcomingItem]]:
    """Unfinished bars that end in the time until the next checkpoint, by the day on which they are expected to.

    A row of points ends with its last point.
    """
    bars = {b.bar.id: b for b in view.assessment.bars}
    found: dict[str, UpcomingItem] = {}
    for item in view.assessment.upcoming.items:
        if item.id in bars and _is_end(item, bars[item.id]):
            found[item.id] = item
    return [(bars[i], item) for i, item in found.items()]


def _is_end(item: UpcomingItem, bar: BarResult) -> bool:
    return item.kind is UpcomingKind.BAR_END or (item.kind is UpcomingKind.MILESTONE and bar.bar.is_point)


def remedies_due(view: View) -> list[UpcomingItem]:
    """Remedies whose due date falls into the time until the next checkpoint."""
    return [i for i in view.assessment.upcoming.items if i.kind is UpcomingKind.REMEDY]


def next_quarter(view: View) -> Iterator[Block]:
    """What ends, which remedies fall due, and what should have come about by now; nothing where there is none of it.

    The whole report says so where nothing is to come; a department's sheet need not.
    """
    upcoming = view.assessment.upcoming
    ahead = upcoming.until is not None and upcoming.until > view.assessment.as_of
    if not ahead and not upcoming.overdue:
        return
    bars, dues = ending(view), remedies_due(view)
    if view.own and not bars and not dues and not upcoming.overdue:
        return
    until = formats.era_date(upcoming.until) if ahead and upcoming.until else ""
    headline = words.next_headline(len(bars), len(dues), len(upcoming.overdue), until)
    name, anchor = (words.NEXT_TITLE, "next") if ahead else (words.OVERDUE, "overdue")
    yield part_heading(view, headline, name, anchor)
    if bars:
        yield _bars(view, bars)
    if dues:
        yield _items(view, dues, words.NEXT_DUES)
    if upcoming.overdue:
        yield _items(view, upcoming.overdue, words.OVERDUE)


def _bars(view: View, bars: Sequence[tuple[BarResult, UpcomingItem]]) -> Table:
    strategy = view.assessment.strategy
    columns = (
        Column("", ColumnRole.ID),
        Column(strategy.terms.initiative, ColumnRole.NAME, weight=4),
        Column(words.BAR, ColumnRole.TEXT, weight=5),
        Column(words.DEPARTMENT, ColumnRole.CELL),
        Column(words.PLANNED_END, ColumnRole.DATE),
        Column(words.EXPECTED_END, ColumnRole.DATE),
        Column(view.now, ColumnRole.SCHEDULE_STATUS),
    )
    rows = []
    for bar, item in bars:
        holder = strategy.holder_of(bar.bar.id)
        later = item.basis is DayBasis.EXPECTED and item.day is not None
        rows.append((
            TextCell(holder.number), TextCell(holder.short_name, anchor=view.anchor(holder)),
            TextCell(bar.bar.short_name),
            TextCell(view.department(bar.bar.department)),
            TextCell(words.day_text(bar.bar.last_day(strategy.year))),
            TextCell(words.day_text(item.day), strong=True) if later and item.day else quiet(), status_cell(bar.mark),
        ))  # fmt: skip
    return Table(columns, (RowGroup(tuple(rows)),), caption=words.NEXT_BARS, title=words.NEXT_BARS)


def _items(view: View, items: Sequence[UpcomingItem], title: str) -> Table:
    columns = (
        Column("", ColumnRole.ID),
        Column(words.ITEM, ColumnRole.NAME, weight=2),
        Column(words.TO_DO, ColumnRole.TEXT, weight=4),
        Column(words.DUE, ColumnRole.DATE),
    )
    rows = tuple(_row(view, item) for item in items)
    return Table(columns, (RowGroup(rows),), caption=title, title=title)


def _row(view: View, item: UpcomingItem) -> tuple[Cell, ...]:
    strategy = view.assessment.strategy
    names = {m.id: m.short_name for m in strategy.measures} | {b.id: b.short_name for b in strategy.bars}
    due = item.due_text or words.day_text(item.day or date.max)
    what = item.text if item.kind is UpcomingKind.REMEDY else words.happening(item.kind, item.text)
    return (
        TextCell(strategy.holder_of(item.id).number),
        TextCell(names[item.id], anchor=view.anchor(strategy.holder_of(item.id))),
        TextCell(what),
        TextCell(due, strong=True),
    )

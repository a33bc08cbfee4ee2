"""Turns corrected values into the table of 訂正・差替え of the progress report."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal

from dxreport.evaluate.corrections import Correction
from dxreport.model.strategy import Strategy
from dxreport.report.blocks import Block, Heading, Table
from dxreport.report.cells import Cell, Column, ColumnRole, NumberCell, RowGroup, TextCell
from dxreport.report.progress_parts import View
from dxreport.report.wording import progress_appendix as words
from dxreport.report.wording import spoken
from dxreport.report.wording.formats import DASH, checkpoint_name, measured


def corrections(view: View) -> Iterator[Block]:
    """Values that a resubmission of the same checkpoint changed; nothing when there is none."""
    found = view.assessment.corrections
    if not found:
        return
    yield Heading(2, (words.CORRECTIONS,))
    columns = (
        Column("", ColumnRole.ID),
        Column(words.ITEM_HEADING, ColumnRole.NAME, weight=3),
        Column(words.CHECKPOINT, ColumnRole.TEXT, weight=2),
        Column(words.DEPARTMENT, ColumnRole.TEXT, weight=2),
        Column(words.BEFORE, ColumnRole.FIGURE),
        Column(words.AFTER, ColumnRole.FIGURE),
        Column(words.UNIT, ColumnRole.UNIT),
        Column(words.CELL, ColumnRole.CELL),
    )
    strategy = view.assessment.strategy
    rows = tuple(_row(c, strategy) for c in found)
    said = tuple(_said(c, strategy) for c in found)
    yield Table(columns, (RowGroup(rows, said=said),), caption=words.CORRECTIONS, note=words.CORRECTIONS_NOTE)


def _row(item: Correction, strategy: Strategy) -> tuple[Cell, ...]:
    measure = strategy.measure(item.measure_id)

    def value(amount: Decimal | None) -> Cell:
        if amount is None:
            return TextCell(DASH, quiet=True)
        return NumberCell(measured(amount, measure.target), amount, source=measure.id)

    return (
        TextCell(measure.id),
        TextCell(measure.short_name),
        TextCell(checkpoint_name(item.checkpoint)),
        TextCell(strategy.department(item.department).name),
        value(item.before),
        value(item.after),
        TextCell(measure.target.unit),
        TextCell(item.after_cell.cell),
    )


def _said(item: Correction, strategy: Strategy) -> str:
    measure = strategy.measure(item.measure_id)
    before, after = (DASH if v is None else measured(v, measure.target) for v in (item.before, item.after))
    department = strategy.department(item.department).name
    return spoken.correction(
        measure, checkpoint_name(item.checkpoint), department, (before, after), item.after_cell.cell
    )

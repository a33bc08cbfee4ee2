"""Turns what is late into the list that an executive asks for first: since when, why, what is done, until when, what next."""

from __future__ import annotations

from collections.abc import Iterator

from dxreport.evaluate.attention import Attention, Kind
from dxreport.report.blocks import Block, Heading, Table
from dxreport.report.cells import Cell, Column, ColumnRole, RowGroup, StatusCell, TextCell
from dxreport.report.progress_parts import View, quiet
from dxreport.report.wording import progress as words
from dxreport.report.wording import progress_attention as sentences

# What a column of the list holds in nine lines.
_CHARACTERS = 80


def attention(view: View) -> Iterator[Block]:
    """All late measures and bars, the worst first; nothing where nothing is late."""
    items = view.assessment.attention
    if not items:
        return
    measures = sum(i.kind is Kind.MEASURE for i in items)
    headline = sentences.headline(measures, len(items) - measures)
    name = sentences.TITLE
    yield Heading(1, headline, kicker=name, anchor="attention", bookmark=name, new_page=True)
    columns = (
        Column("", ColumnRole.ID),
        Column(words.DELAY_ITEM, ColumnRole.NAME, weight=4),
        Column(words.RATING, ColumnRole.STATUS),
        Column(sentences.SINCE, ColumnRole.CELL),
        Column(words.REASON, ColumnRole.TEXT, weight=5),
        Column(words.REMEDY, ColumnRole.TEXT, weight=5),
        Column(words.DUE, ColumnRole.DATE),
    )
    groups = tuple(
        RowGroup(tuple(_row(view, i) for i in items if i.kind is kind), heading=sentences.KINDS[kind])
        for kind in Kind
        if any(i.kind is kind for i in items)
    )
    cut = words.late_cut(view.terms.initiative) if any(map(_is_long, items)) else ""
    yield Table(columns, groups, caption=name, note=sentences.NOTE + cut)


def _is_long(item: Attention) -> bool:
    said = item.explanation
    return any(len(text) > _CHARACTERS for text in (said.reason, said.remedy, said.decision))


def _short(text: str) -> str:
    """A text that the list has room for, else its gist; the initiative's page has the whole of it."""
    return text.strip() if len(text) <= _CHARACTERS else words.gist(text, _CHARACTERS)[0]


def _row(view: View, item: Attention) -> tuple[Cell, ...]:
    said = item.explanation
    return (
        TextCell(item.item_id),
        TextCell(
            item.name, sub=f"{item.holder.label}\n{view.department(item.department)}", anchor=view.anchor(item.holder)
        ),
        StatusCell(item.rating),
        TextCell(sentences.since(item.since)),
        _written(_short(said.reason)),
        _remedy(item),
        _written(said.due),
    )


def _remedy(item: Attention) -> Cell:
    """The remedy; below it what is to be decided, else what the plan has next."""
    said = item.explanation
    below = [words.decision(_short(said.decision))] if said.decision else []
    if item.next_step is not None:
        below.append(sentences.next_step(item.next_step.label, item.next_step.position))
    text = _short(said.remedy) or words.NONE_WRITTEN
    return TextCell(text, sub="\n".join(below), quiet=not said.remedy.strip())


def _written(text: str) -> Cell:
    return TextCell(text.strip()) if text.strip() else quiet(words.NONE_WRITTEN)


def attention_sheet_rows(view: View) -> list[tuple[Cell, ...]]:
    """The same list for the summary workbook, one datum a cell."""
    rows: list[tuple[Cell, ...]] = []
    for item in view.assessment.attention:
        said, step = item.explanation, item.next_step
        rows.append(
            (
                TextCell(item.item_id),
                TextCell(item.name),
                TextCell(item.holder.label),
                TextCell(view.department(item.department)),
                StatusCell(item.rating),
                TextCell(sentences.since(item.since)),
                TextCell(said.reason),
                TextCell(said.remedy),
                TextCell(said.due),
                TextCell(said.decision),
                TextCell(sentences.step(step.label, step.position) if step else ""),
            )
        )
    return rows

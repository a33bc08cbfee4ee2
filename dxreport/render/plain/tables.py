"""Turns tables into lines: a row's own sentence where it has one, else 「項目：値」 with the headings of its columns."""

from __future__ import annotations

from collections.abc import Sequence
from typing import assert_never

from dxreport.render.plain.lines import Lines, inline, joined, labelled, listed, text_lines
from dxreport.report.blocks import Table
from dxreport.report.cells import (
    Cell,
    Column,
    ColumnRole,
    LinesCell,
    NumberCell,
    RowGroup,
    SpansCell,
    StatusCell,
    TextCell,
)

_LONGEST = 100
"""Characters of a row that is read in one line; where a row of a table is longer, every cell has a line of its own."""
_WIDE, _COLON, _STOP = "　", "：", "。"

Item = tuple[str, list[str]]
"""A column's heading and the texts of the cell."""


def table_lines(table: Table) -> Lines:
    """Groups under their heading; rows one after the other."""
    head, first = _head(table.columns), 1 if table.side_column else 0
    rows = [[_items(table, row, head, first) for row in group.rows] for group in table.groups]
    long = any(len(_in_one_line(*row)) > _LONGEST for group in rows for row in group)
    lines: Lines = []
    for group, items in zip(table.groups, rows, strict=True):
        lines += text_lines(inline(_group_name(group, side=table.side_column)))
        if group.said:
            lines += [line for said in group.said for line in text_lines(said)]
            continue
        for name, cells in items:
            lines += _in_many_lines(name, cells) if long else text_lines(_in_one_line(name, cells))
    return lines


def _group_name(group: RowGroup, *, side: bool) -> str:
    """Its heading; of a table with a side column, what stands beside its rows."""
    beside = next((text for row in group.rows for text in _texts(row[0])), "") if side else ""
    return group.heading or joined(beside)


def _head(columns: Sequence[Column]) -> set[int]:
    """The columns that say what a row is about: all up to its name, or the first one."""
    last = next((n for n, column in enumerate(columns) if column.role is ColumnRole.NAME), 0)
    return set(range(last + 1))


def _items(table: Table, row: Sequence[Cell], head: set[int], first: int) -> tuple[list[str], list[Item]]:
    """What the row is about, and its other cells under their headings. A cell without words or figures is left out."""
    name: list[str] = []
    items: list[Item] = []
    for n, (column, cell) in enumerate(zip(table.columns, row, strict=True)):
        texts = [text for text in _texts(cell) if text.strip()]
        if n < first or not texts:
            continue
        if n in head:
            name += texts
        else:
            label = _WIDE.join(p for p in (column.over, joined(column.heading)) if p)
            items.append((label, texts))
    return name, items


def _texts(cell: Cell) -> list[str]:
    match cell:
        case TextCell():
            # A quiet dash stands for what is not there.
            said = not cell.quiet or any(c.isalnum() for c in cell.text)
            return [*([cell.text] if said else []), cell.sub]
        case NumberCell():
            return [cell.spoken]
        case StatusCell():
            return [cell.status.spoken]
        case LinesCell():
            return [_COLON.join(p for p in line if p) for line in cell.lines]
        case SpansCell():
            return list(cell.plain)
        case _:
            assert_never(cell)


def _in_one_line(name: Sequence[str], items: Sequence[Item]) -> str:
    """「情報政策課：提出：提出。提出日：2025年10月9日。」; a single other cell needs no heading."""
    if len(items) == 1:
        return _COLON.join((_WIDE.join(map(listed, name)), _WIDE.join(map(listed, items[0][1]))))
    said = [listed(f"{label}{_COLON if label else ''}{_WIDE.join(texts)}").rstrip(_STOP) for label, texts in items]
    head = _WIDE.join(listed(text) for text in name)
    return f"{head}{_COLON if head and said else ''}{''.join(f'{part}{_STOP}' for part in said)}"


def _in_many_lines(name: Sequence[str], items: Sequence[Item]) -> Lines:
    """What the row is about, then a line for each cell, indented."""
    lines = text_lines(_WIDE.join(listed(text) for text in name))
    for label, texts in items:
        # A further line of a cell stands two steps in.
        lines += [_WIDE + line for line in (labelled(label, texts) if label else text_lines("\n".join(texts)))]
    return lines

"""Turns two versions of a strategy into 新旧対照表, the table that shows what a revision changed, and into its record."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from datetime import date
from itertools import groupby

from dxreport.evaluate.compared_passages import Kind, Passage, Row
from dxreport.evaluate.compared_text import Piece, Pieces
from dxreport.model.strategy import Strategy
from dxreport.report.blocks import Block, Heading, Paragraph, ParagraphRole, Table
from dxreport.report.cells import Cell, Column, ColumnRole, RowGroup, Span, SpansCell
from dxreport.report.papers import Enclosure, Properties
from dxreport.report.wording import amendment as words
from dxreport.report.wording import formats

Line = tuple[Span, ...]
_LONGEST_NAME = 20


def compose(strategy: Strategy, rows: Sequence[Row], amended: date | None) -> Enclosure:
    """The paper; ``strategy`` is the new version, ``rows`` both versions' passages, ``amended`` the day of the revision."""
    published = strategy.publication
    title = words.paper_title(strategy.year, strategy.title)
    author = words.place(strategy.municipality, published.bureau, published.section)
    amended_on = words.amended_on(amended) if amended else ""
    blocks: tuple[Block, ...] = (
        # A heading that turns the page stands at its top, and the first page needs no turning.
        Heading(1, (title,), new_page=True),
        *(Paragraph((Span(line),), ParagraphRole.NOTE) for line in (author, amended_on, words.UNDERLINED) if line),
        table(rows),
    )
    return Enclosure(
        properties=Properties(
            title=title,
            author=strategy.municipality + published.section,
            subject=words.place(strategy.municipality, title),
            keywords=(strategy.municipality, formats.fiscal_year(strategy.year), strategy.title, *words.KEYWORDS),
            stamp=stamp(strategy, amended).isoformat(),
        ),
        header_left=title,
        header_right=strategy.municipality,
        footer_left="",
        blocks=blocks,
        landscape=True,
    )


def stamp(strategy: Strategy, amended: date | None) -> date:
    """The date written into the file: that of the revision, else the plan's first day; never today."""
    return amended or strategy.year.first_day


def changes(rows: Sequence[Row]) -> tuple[Row, ...]:
    """The rows in which the two versions differ."""
    return tuple(r for r in rows if r.kind is not Kind.SAME)


def table(rows: Sequence[Row]) -> Table:
    """New on the left, old on the right, under the place; what is unchanged between is 「（略）」."""
    groups = []
    for place, found in groupby(rows, key=lambda r: r.place):
        members = list(found)
        if changes(members):
            groups.append(RowGroup(tuple(_group(members)), place))
    columns = (Column(words.NEW, ColumnRole.TEXT), Column(words.OLD, ColumnRole.TEXT))
    return Table(columns, tuple(groups), words.caption(len(changes(rows))), divided=True)


def _group(rows: Sequence[Row]) -> Iterator[tuple[Cell, ...]]:
    """The rows of one place; neighbours that were added or deleted together stand in one row."""
    for kind, found in groupby(rows, key=lambda r: r.kind):
        members = list(found)
        if kind is Kind.SAME:
            if not all(r.new is not None and r.new.title for r in members):
                yield (_said(words.LEFT_OUT), _said(words.LEFT_OUT))
        elif kind is Kind.ADDED:
            yield (SpansCell(tuple(x for r in members for x in _lines(r.pieces[1]))), _said(words.ADDED))
        elif kind is Kind.DELETED:
            yield (_said(words.DELETED), SpansCell(tuple(x for r in members for x in _lines(r.pieces[0]))))
        else:
            yield from (_pair(r) for r in members)


def _pair(row: Row) -> tuple[Cell, ...]:
    old, new = (abridged(side) for side in row.pieces)
    match row.kind:
        case Kind.MOVED_HERE:
            came = (Span(moved_note(row), underlined=True),)
            reworded = row.old is not None and row.new is not None and row.old.text != row.new.text
            return (SpansCell(_lines(new)), SpansCell((came, *(_lines(old) if reworded else ()))))
        case Kind.MOVED_AWAY:
            return (SpansCell(((Span(moved_note(row), underlined=True),),)), SpansCell(_lines(old)))
        case _:
            return (SpansCell(_lines(new)), SpansCell(_lines(old)))


_LONG = 400
"""Letters from which a passage is not shown whole: a dozen lines."""
_SENTENCE = re.compile(r"[^。\n]*(?:[。\n]|$)")


def abridged(pieces: Pieces) -> Pieces:
    """A long passage with 「（略）」 for whole sentences in which nothing changed; the same on both sides."""
    if sum(len(p.text) for p in pieces) < _LONG:
        return pieces
    ends = len(pieces) - 1
    return tuple(p if p.changed else Piece(_shortened(p.text, at > 0, at < ends)) for at, p in enumerate(pieces))


def _shortened(text: str, goes_before: bool, goes_behind: bool) -> str:
    """Kept are the rest of the sentence that changed before this text, and the beginning of the one that changes behind it."""
    sentences = [s for s in _SENTENCE.findall(text) if s]
    head = sentences[:1] if goes_before else []
    tail = sentences[-1:] if goes_behind and not text.endswith(("。", "\n")) else []
    between = "".join(sentences[len(head) : len(sentences) - len(tail)])
    if len(between) <= len(words.LEFT_OUT):
        return text
    return "".join((*head, words.LEFT_OUT, "\n" if between.endswith("\n") else "", *tail))


def moved_note(row: Row) -> str:
    """Where a passage came from or went to: another list, or another place in its own."""
    if row.old is None or row.new is None:
        return ""
    behind = _short(row.behind)
    if row.kind is Kind.MOVED_HERE:
        other = row.old.within or row.old.place
        return words.order_from(behind) if row.old.parent == row.new.parent else words.moved_from(other)
    other = row.new.within or row.new.place
    return words.order_to(behind) if row.old.parent == row.new.parent else words.moved_to(other)


def _short(passage: Passage | None) -> str:
    line = passage.first_line if passage else ""
    return line if len(line) <= _LONGEST_NAME else f"{line[:_LONGEST_NAME]}…"


def _said(text: str) -> SpansCell:
    return SpansCell(((Span(text),),))


def _lines(pieces: Pieces) -> tuple[Line, ...]:
    """The pieces as paragraphs; a line's end is no part of what is underlined."""
    lines: list[list[Span]] = [[]]
    for piece in pieces:
        first, *more = piece.text.split("\n")
        for number, text in enumerate((first, *more)):
            if number:
                lines.append([])
            if text:
                lines[-1].append(Span(text, underlined=piece.changed))
    return tuple(tuple(line) for line in lines)

"""Turns each kind of block into paragraphs of plain text: the one place where the renderer knows all of them."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import assert_never

from dxreport.model.scale import StatusClass
from dxreport.render.plain.lines import (
    CHAPTER,
    FIGURE,
    SECTION,
    Lines,
    heading,
    indented,
    inline,
    joined,
    labelled,
    text_lines,
)
from dxreport.render.plain.tables import table_lines
from dxreport.report.blocks import (
    Block,
    Bullets,
    Callout,
    Contents,
    Facts,
    Heading,
    Matrix,
    PageBreak,
    Paragraph,
    Table,
)
from dxreport.report.cells import NumberCell, Span
from dxreport.report.figures import (
    BulletChart,
    Diagram,
    Gantt,
    KeyFigures,
    PlanSchedule,
    QuarterScale,
    ShareBars,
    StatusPanel,
    TrendChart,
)

_MARKS = {1: CHAPTER, 2: SECTION}
_WIDE = "　"
_BULLET = "・"


class Composer:
    """Sets blocks one after the other. It remembers the last heading and table, so that nothing is read twice running."""

    def __init__(self, headings: Sequence[Heading]) -> None:
        self._headings = headings
        self._last = ""
        self._shown: frozenset[str] = frozenset()

    def paragraphs(self, block: Block) -> list[Lines]:  # noqa: C901  # one case for each kind of block
        """Each paragraph is its lines; a blank line goes between paragraphs."""
        match block:
            case Heading():
                self._last, self._shown = name_of(block), frozenset()
                return [_heading(block)]
            case Paragraph():
                return [text_lines(block.plain)]
            case Bullets():
                return [_bullets(block)]
            case Facts():
                return [_facts(block)]
            case Table():
                self._shown = _sources(block)
                title = block.title or ("" if block.caption in self._last else block.caption)
                return [_figure(title, [table_lines(block)], block.note)]
            case BulletChart() if self._shown >= {row.source for row in block.rows}:
                return [_figure(block.title, [text_lines(block.alt)[:1]])]
            case Diagram():
                return [_figure(block.title, [text_lines(block.alt)], block.note)]
            case KeyFigures() | ShareBars() | BulletChart() | TrendChart() | QuarterScale():
                return [_alt(block)]
            case Gantt():
                # Its note is the key to what is drawn; ``alt`` says in words what the key would help to see.
                return [_figure(block.title or block.label_heading, [text_lines(block.alt)])]
            case PlanSchedule():
                rows = [text_lines(r.alt or "".join(r.label)) for r in block.rows]
                return [_figure(block.title or block.label_heading, [text_lines(block.alt), *rows], block.note)]
            case Callout():
                return [labelled(block.label, (block.plain,))]
            case StatusPanel():
                return [_panel(block)]
            case Matrix():
                return [_figure(block.caption, []), *_matrix(block)]
            case Contents():
                return [_contents(block, self._headings)]
            case PageBreak():
                return []
            case _:
                assert_never(block)


def _sources(table: Table) -> frozenset[str]:
    """The measures of which a table shows figures."""
    return frozenset(cell.source for row in table.rows for cell in row if isinstance(cell, NumberCell) and cell.source)


def _plain(spans: Iterable[Span]) -> str:
    return "".join(s.text for s in spans)


def name_of(block: Heading) -> str:
    """The heading's name in the contents and in front of it: short, and the same in both places."""
    return inline(block.bookmark or _WIDE.join(p for p in (block.kicker, block.plain) if p))


def _heading(block: Heading) -> Lines:
    """The name after its mark, so that a search jumps to it; below it what it says, and the quiet text beside it."""
    name = name_of(block)
    lines = [heading(_MARKS.get(block.level, FIGURE), name)]
    for text in (block.plain, block.aside):
        if text and inline(text) not in name:
            lines += text_lines(inline(text))
    return lines


def _contents(block: Contents, headings: Sequence[Heading]) -> Lines:
    """Names without pages; they are searched for. The second level is indented."""
    lines = [heading(CHAPTER, block.title)]
    for item in headings:
        if item.level <= block.depth:
            lines += text_lines(name_of(item)) if item.level == 1 else indented(name_of(item))
    return lines


def _bullets(block: Bullets) -> Lines:
    mark = "" if block.numbered else _BULLET
    return [line for item in block.items for line in text_lines(f"{mark}{_plain(item)}")]


def _facts(block: Facts) -> Lines:
    return [
        line
        for row in block.rows
        for line in labelled(row.label, (*((row.said,) if row.said else map(_plain, row.lines)), *row.small))
    ]


def _figure(title: str, parts: Iterable[Lines], note: str = "") -> Lines:
    """A title with its mark, what is said, and the note."""
    head = [heading(FIGURE, title)] if title else []
    return [*head, *(line for part in parts for line in part), *text_lines(note)]


def _alt(block: KeyFigures | ShareBars | BulletChart | TrendChart | QuarterScale) -> Lines:
    """A figure is what it says in words."""
    title = block.title if isinstance(block, ShareBars | BulletChart | TrendChart) else ""
    note = block.note if isinstance(block, KeyFigures | ShareBars) else ""
    return _figure(title, [text_lines(block.alt)], note)


def _panel(block: StatusPanel) -> Lines:
    """「KPI：今回 D 遅れ、前回 C やや遅れ」."""
    return [line for name, *classes in block.rows for line in labelled(name, (_classes(block.headings, classes),))]


def _classes(headings: Sequence[str], classes: Sequence[StatusClass | None]) -> str:
    return "、".join(f"{h} {c.spoken}" for h, c in zip(headings, classes, strict=True) if c is not None)


def _matrix(block: Matrix) -> list[Lines]:
    """A paragraph for each theme, a line for each of its initiatives."""
    return [
        [
            *text_lines(f"{row.kicker}{_WIDE}{joined(''.join(row.title))}"),
            *(
                line
                for cell in row.cells
                for line in indented(
                    _WIDE.join(p for p in (cell.number, "".join(cell.title), cell.aside, cell.text) if p)
                )
            ),
        ]
        for row in block.rows
    ]

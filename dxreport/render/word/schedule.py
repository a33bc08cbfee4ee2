"""Turns a planned year into a real Word table: a column for each month, bars as shaded cells."""

from __future__ import annotations

import re
from dataclasses import dataclass
from decimal import Decimal
from itertools import pairwise
from math import ceil, floor

from dxreport.render.word.contract import Para, Run, TableLook
from dxreport.render.word.grid import Edge, GridCell, GridRow, Merge, table
from dxreport.render.word.measure import width
from dxreport.render.word.xml import Sheet, run
from dxreport.report.figures import PlanBar, PlanRow, PlanSchedule

MONTHS = 12
MONTH_WIDTH = 24.6
POINT = "●"
_BAR_SIZE = 9.0
_BAR_EDGE, _BAR_PAD, _MARK_PADS = 3.0, 5.0, 2.0
# Lines are as high as the page allows: many tasks stand closer, so that a sheet stays on its page.
_LINE_HEIGHT, _SHARED_LINE_HEIGHT, _CLOSE_LINE_HEIGHT, _AIRY_LINES = 34.0, 27.0, 22.0, 4


_CUT_COMPOUND = re.compile(r"[\u3400-\u9fff]\n[\u3400-\u9fff]")


@dataclass(frozen=True, slots=True)
class Piece:
    """A run of months that becomes one cell. ``starts`` marks a bar's beginning."""

    start: int
    end: int
    text: str = ""
    filled: bool = False
    starts: bool = False
    strong: bool = False
    align: str = "left"


def plan_schedule(sheet: Sheet, block: PlanSchedule) -> str:
    """The schedule of the strategy papers: the plan only."""
    label_width = sheet.width - MONTHS * MONTH_WIDTH
    rows = [*month_header(sheet, block.label_heading, block.quarters, block.months)]
    airy = sum(max(1, len(row.lines)) for row in block.rows) <= _AIRY_LINES
    for row in block.rows:
        rows.extend(_task_rows(sheet, row, label_width, airy=airy))
    said = "".join(row.alt for row in block.rows)
    title = sheet.text(Para.CAPTION, block.title) if block.title else ""
    grid = (label_width, *[MONTH_WIDTH] * MONTHS)
    body = table(sheet, TableLook.SCHEDULE, grid, rows, block.alt, description=said, row_labels=True)
    return title + body + (sheet.text(Para.NOTE, block.note) if block.note else sheet.p(Para.GAP))


def month_header(
    sheet: Sheet, label: str, quarters: tuple[str, ...], months: tuple[str, ...], *, tail: str = ""
) -> list[GridRow]:
    """Quarters over months. ``tail`` heads a column behind the months, if there is one."""
    palette = sheet.style.palette
    side, bare, rule = Edge("left", 0.5, palette.hair), Edge("bottom", 0), Edge("bottom", 0.5, palette.ink)
    top = [GridCell(sheet.p(Para.HEAD, keep=True), edges=(bare,))]
    top.extend(GridCell(sheet.text(Para.QUARTER, q, keep=True), span=3, edges=(side, bare)) for q in quarters)
    low = [GridCell(sheet.text(Para.HEAD, label, keep=True), edges=(Edge("top", 0), rule), align="bottom")]
    for at, month in enumerate(months):
        edges = (side, Edge("top", 0), rule) if at % 3 == 0 else (Edge("top", 0), rule)
        low.append(GridCell(sheet.text(Para.MONTH, month, keep=True), edges=edges, pads=(("top", 0), ("bottom", 2))))
    if tail:
        top.append(GridCell(sheet.p(Para.HEAD, keep=True), edges=(bare,)))
        low.append(GridCell(sheet.text(Para.HEAD, tail, keep=True), edges=(Edge("top", 0), rule), align="bottom"))
    return [GridRow(tuple(top), header=True), GridRow(tuple(low), header=True)]


def _task_rows(sheet: Sheet, row: PlanRow, label_width: float, *, airy: bool) -> list[GridRow]:
    label = sheet.broken(row.label, Para.TASK, label_width - 8)
    if row.group:
        named = GridCell(sheet.text(Para.CELL_LABEL, label, keep=True), align="center")
        return [GridRow((named, *(_cell(sheet, p, 0, 1) for p in _gaps(0, MONTHS))), height=_CLOSE_LINE_HEIGHT)]
    rows: list[GridRow] = []
    lines = row.lines or ((),)
    height = _CLOSE_LINE_HEIGHT if not airy else _LINE_HEIGHT
    height = height if len(lines) == 1 else _SHARED_LINE_HEIGHT
    for at, line in enumerate(lines):
        merge = None if len(lines) == 1 else Merge.START if at == 0 else Merge.GO_ON
        text = sheet.text(Para.TASK, label) if at == 0 else sheet.p(Para.TASK)
        named = GridCell(text, merge=merge, align="center", pads=(("right", 8),))
        cells = (named, *(_cell(sheet, p, at, len(lines)) for p in pieces(line)))
        rows.append(GridRow(cells, height=height))
    return rows


def pieces(line: tuple[PlanBar, ...]) -> list[Piece]:
    """The twelve months of one line as cells, without a gap. Raises ValueError when bars overlap."""
    bars = sorted(line, key=lambda b: (b.start, b.end))
    limits = [floor(b.start) for b in bars[1:]] + [MONTHS] * bool(bars)
    out: list[Piece] = []
    at = 0
    for bar, limit in zip(bars, limits, strict=True):
        for piece in _bar_pieces(bar, limit):
            if piece.start < at:
                raise ValueError(f"bars overlap in month {piece.start}")
            out.extend((*_gaps(at, piece.start), piece))
            at = piece.end
    return [*out, *_gaps(at, MONTHS)]


def _bar_pieces(bar: PlanBar, limit: int) -> list[Piece]:
    """The bar, cut where milestones stand in it, then the milestones behind it up to month ``limit``."""
    is_point = bar.start == bar.end
    start = min(floor(bar.start), limit - 1) if is_point else floor(bar.start)
    end = start if is_point else ceil(bar.end)
    marks: dict[int, list[tuple[Decimal, str]]] = {}
    point = ((bar.start, bar.text),) if is_point else ()
    for position, label in sorted((*bar.points, *point)):
        marks.setdefault(min(floor(position), limit - 1), []).append((position, label))
    out: list[Piece] = []
    cuts = [start, *(m for m in sorted(marks) if start < m < end), end]
    for a, b in pairwise(cuts):
        if b > a:
            own = [bar.text] if a == start and bar.text else []
            text = "\n".join((*own, *(_marked(label, b - a) for _, label in marks.get(a, ()))))
            out.append(Piece(a, b, text, filled=True, starts=a == start, strong=a > start))
    behind = [m for m in sorted(marks) if m >= end]
    for month, room in pairwise([*behind, limit]):
        out.append(_milestones(month, room, marks[month]))
    return out


def _milestones(month: int, room: int, points: list[tuple[Decimal, str]]) -> Piece:
    """Milestones of one month. A label takes the free months behind; where they don't suffice it goes below the dot."""
    wanted = max(width(POINT + label, _BAR_SIZE) for _, label in points) + _MARK_PADS
    end = min(room, month + max(1, ceil(wanted / MONTH_WIDTH)))
    text = "\n".join(_marked(label, end - month) for _, label in points)
    position, label = points[0]
    align = "right" if position >= month + 1 else "center" if position > month and not label else "left"
    return Piece(month, end, text, strong=True, align=align)


def _marked(label: str, months: int) -> str:
    """The dot and its label, on two lines where one is too narrow."""
    fits = width(POINT + label, _BAR_SIZE) + _MARK_PADS <= months * MONTH_WIDTH
    return POINT + label if fits or not label else f"{POINT}\n{label}"


def _in_words(sheet: Sheet, text: str, room: float) -> str:
    """A label broken between its words; one whose compounds the model of phrases does not know is left to Word."""
    lines = sheet.broken((text,), Para.BAR, room)
    return text if _CUT_COMPOUND.search(lines) else lines


def _gaps(start: int, end: int) -> list[Piece]:
    """Empty cells from ``start`` to ``end``, cut at the quarters."""
    cuts = [start, *(m for m in range(start + 1, end) if m % 3 == 0), end]
    return [Piece(a, b) for a, b in pairwise(cuts) if b > a]


def _cell(sheet: Sheet, piece: Piece, line: int, lines: int) -> GridCell:
    palette = sheet.style.palette
    edges: list[Edge] = []
    if piece.starts:
        edges.append(Edge("left", _BAR_EDGE, palette.accent))
    elif piece.start % 3 == 0 and not piece.filled:
        edges.append(Edge("left", 0.5, palette.hair))
    # Lines of one task are no rows of their own: no rule between them, and white between two bars.
    if line > 0:
        edges.append(Edge("top", 2.25, "FFFFFF") if piece.filled else Edge("top", 0))
    if line < lines - 1:
        edges.append(Edge("bottom", 2.25, "FFFFFF") if piece.filled else Edge("bottom", 0))
    left, right = (_BAR_PAD if piece.starts else 1.0), (4.0 if piece.filled else 0.0)
    room = (piece.end - piece.start) * MONTH_WIDTH - left - right
    shown = "\n".join(_in_words(sheet, text, room) for text in piece.text.split("\n"))
    content = run(shown, sheet.character(Run.STRONG) if piece.strong else "")
    extra = f'<w:jc w:val="{piece.align}"/>' if piece.align != "left" else ""
    pads = (("left", left), ("right", right))
    return GridCell(
        sheet.p(Para.BAR, content, extra=extra),
        span=piece.end - piece.start,
        fill=palette.accent_light if piece.filled else "",
        edges=tuple(edges),
        align="center",
        pads=pads,
    )

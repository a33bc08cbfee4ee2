"""Turns blocks of words (headings, paragraphs, lists, facts, callouts, panels) into flows of a region."""

from __future__ import annotations

from dataclasses import replace

from dxreport.model.scale import StatusClass
from dxreport.render.slides.canvas import Canvas
from dxreport.render.slides.cells import PAD_X, CellBox
from dxreport.render.slides.flow import Block, Flow, Piece, TextFlow, shortened
from dxreport.render.slides.frame import SMALLEST, Box
from dxreport.render.slides.setting import SMALL_LEADING, Setting
from dxreport.render.slides.table import Grid, RowBox, grid, height_of
from dxreport.render.slides.table_xml import TableFlow
from dxreport.render.slides.text import SAFETY, Par, Run
from dxreport.report.blocks import Bullets, Callout, Facts, Heading, Paragraph, ParagraphRole, Table
from dxreport.report.cells import Cell, Column, ColumnRole, RowGroup, StatusCell, TextCell
from dxreport.report.figures import StatusPanel
from dxreport.report.papers import SlideLayout

_LABEL = 118.0
_DOT = "\u30fb"
# Lines of a callout at most, and of an item beside a chart: more would fill the slide.
_MOST_CALLOUT = 4
_MOST_ITEM = 4


def heading(block: Heading, setting: Setting) -> Flow:
    """A sub-heading inside a region; its kicker stands above, its aside behind."""
    pars: list[Par] = []
    if block.kicker:
        pars.append(Par((setting.accent(block.kicker, SMALLEST),), SMALL_LEADING))
    runs = setting.heading(block.plain).runs
    if block.aside:
        runs = (*runs, setting.small(f"\u3000{block.aside}"))
    pars.append(Par(runs, 20))
    return TextFlow(tuple(pars), setting.width, setting.measure, block.plain, gap=16, keep=True)


def paragraph(block: Paragraph, setting: Setting) -> Flow:
    runs = setting.spans(block.spans)
    gap = 9.0
    match block.role:
        case ParagraphRole.NOTE | ParagraphRole.PROGRESS:
            runs = tuple(replace(setting.small(s.text, bold=s.strong)) for s in block.spans)
            par, gap = Par(runs, SMALL_LEADING), 6.0
        case ParagraphRole.STATEMENT:
            size = setting.size + 4
            par = Par(tuple(Run(s.text, size, setting.palette.accent, True) for s in block.spans), round(size * 1.5))
        case ParagraphRole.BODY | ParagraphRole.LEAD:
            par = Par(runs, setting.leading)
    return TextFlow((par,), setting.width, setting.measure, block.plain[:30], gap=gap)


def bullets(block: Bullets, setting: Setting) -> Flow:
    """A list with hanging marks; numbered items bring their own. Long items beside a chart go on in the notes."""
    pars, moved = [], []
    for k, item in enumerate(block.items):
        runs = setting.spans(item)
        if not block.numbered:
            runs = (setting.ink(_DOT), *runs)
        indent = setting.measure.run(setting.ink(_DOT)) if not block.numbered else 0.0
        par = Par(runs, setting.leading, before=6 if k else 0, indent=indent)
        if setting.mark and setting.layout is SlideLayout.CHART_AND_NOTES:
            par, lost = shortened(par, setting.measure, setting.width, _MOST_ITEM, setting.mark)
            moved.append(f"{item[0].text}{setting.mark[:1]}{lost}" if lost else "")
        pars.append(par)
    name = "".join(s.text for s in block.items[0])[:30] if block.items else ""
    return TextFlow(tuple(pars), setting.width, setting.measure, name, gap=9, moved=tuple(moved))


def facts(block: Facts, setting: Setting) -> Flow:
    """Label – text rows as a native table without a header row; its first column holds the labels."""
    label_size = min(setting.size, 14)
    labels = [Run(r.label, label_size, setting.palette.accent, True) for r in block.rows]
    natural = max((setting.measure.run(r) / SAFETY + 2 * PAD_X + 8 for r in labels), default=_LABEL)
    label = min(max(natural, _LABEL if setting.width > 400 else 60), setting.width * 0.35)
    widths = (label, setting.width - label)
    pad = 4.0 if setting.size > SMALLEST else 3.0
    rows: list[RowBox] = []
    for row, run in zip(block.rows, labels, strict=True):
        room = widths[1] - 2 * PAD_X
        pars = [setting.measure.evened(Par(setting.spans(line), setting.leading), room) for line in row.lines]
        pars += [setting.note(text) for text in row.small]
        cells = (
            CellBox((Par((run,), setting.leading),)),
            CellBox(tuple(pars) or (Par((setting.ink(""),), setting.leading),)),
        )
        rows.append(RowBox(cells, height_of(cells, widths, setting, pad, PAD_X)))
    names = [r.label.replace("\n", "") for r in block.rows]
    said = names if len(names) > 1 else [*names, *("".join(s.text for s in line) for line in block.rows[0].lines)]
    made = Grid(widths, (), tuple(rows), names[0], "、".join(said), pad, strong_first_column=True)
    return TableFlow(made, setting, gap=16)


def table(block: Table, setting: Setting) -> tuple[Flow, ...]:
    flows: list[Flow] = []
    if block.title:
        flows.append(
            TextFlow((setting.heading(block.title),), setting.width, setting.measure, block.title, gap=16, keep=True)
        )
    flows.append(TableFlow(grid(block, setting), setting, gap=6))
    if block.note:
        flows.append(TextFlow((setting.note(block.note),), setting.width, setting.measure, "note", gap=4))
    return tuple(flows)


def side_by_side(tables: tuple[Table, ...], setting: Setting) -> Block:
    """Small tables in columns of one width; they are never cut."""
    gap = 12.0
    width = (setting.width - gap * (len(tables) - 1)) / len(tables)
    flows = [TableFlow(grid(t, setting.resized(width)), setting.resized(width)) for t in tables]
    pieces = [f.take(1e6, force=True).piece for f in flows]

    def draw(canvas: Canvas, box: Box) -> None:
        for k, piece in enumerate(pieces):
            if piece is not None:
                piece.draw(canvas, Box(box.x + k * (width + gap), box.y, width, piece.height))

    return Block(Piece(max(p.height for p in pieces if p is not None), draw), gap=6)


def callout(block: Callout, setting: Setting) -> Flow:
    """The one highlight: a tinted strip with an accent edge. What is longer goes on in the notes."""
    label = (setting.ink(block.label, bold=True), setting.ink("\u3000")) if block.label else ()
    par = Par((*label, *setting.spans(block.spans)), setting.leading)
    inner = setting.width - 20 - 12
    lost = ""
    if setting.mark:
        par, lost = shortened(par, setting.measure, inner, _MOST_CALLOUT, setting.mark)
    pars = (setting.measure.evened(par, inner),)
    height = setting.measure.height(par, inner) + 20

    def draw(canvas: Canvas, box: Box) -> None:
        canvas.shape(box, block.label, fill=setting.palette.tint, pars=pars, anchor="ctr", insets=(20, 12))
        canvas.shape(Box(box.x, box.y, 4, box.h), block.label, fill=setting.palette.accent)
        if lost:
            canvas.moved.append(f"{block.label}：{setting.mark[:1]}{lost}" if block.label else setting.mark[:1] + lost)

    return Block(Piece(height, draw), gap=13)


def status_panel(block: StatusPanel, setting: Setting) -> Flow:
    """Two axes, now and before, as a small table; without a last checkpoint its column is left out."""
    before = any(row[2] is not None for row in block.rows)
    columns = [Column("", ColumnRole.LABEL), Column(block.headings[0], ColumnRole.STATUS)]
    if before:
        columns.append(Column(block.headings[1], ColumnRole.STATUS))
    rows = tuple(_panel_row(row, before=before) for row in block.rows)
    caption = "、".join(row[0] for row in block.rows)
    return TableFlow(grid(Table(tuple(columns), (RowGroup(rows),), caption), setting), setting)


def _panel_row(row: tuple[str, StatusClass, StatusClass | None], *, before: bool) -> tuple[Cell, ...]:
    label, now, then = row
    cells: tuple[Cell, ...] = (TextCell(label), StatusCell(now))
    if not before:
        return cells
    return (*cells, TextCell("") if then is None else StatusCell(then, current=False))


def contents(title: str, entries: tuple[tuple[str, int], ...], setting: Setting) -> tuple[Flow, ...]:
    """A table of contents: slide titles with their numbers."""
    number = 48.0
    widths = (setting.width - number, number)
    rows = []
    for text, page in entries:
        figure = Par((Run(str(page), setting.size, setting.palette.ink, False, True),), setting.leading, "r")
        cells = (CellBox((Par((setting.ink(text),), setting.leading),)), CellBox((figure,)))
        rows.append(RowBox(cells, height_of(cells, widths, setting, 4, PAD_X)))
    flows: list[Flow] = []
    if title:
        flows.append(TextFlow((setting.heading(title),), setting.width, setting.measure, title, gap=16, keep=True))
    if rows:
        flows.append(
            TableFlow(Grid(widths, (), tuple(rows), title, "、".join(t for t, _ in entries), 4, True), setting)
        )
    return tuple(flows)

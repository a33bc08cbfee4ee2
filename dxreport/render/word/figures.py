"""Turns counts, shares, charts and status panels into Word tables of the same figures, the scale of quarters into a drawing."""

from __future__ import annotations

from dxreport.render.sketch import Lines, Shape, Sketch, inside
from dxreport.render.word.cells import status_cell
from dxreport.render.word.contract import Para, Run, TableLook
from dxreport.render.word.drawing import drawn
from dxreport.render.word.grid import GridCell, GridRow, table
from dxreport.render.word.xml import Sheet, run
from dxreport.report.figures import BulletChart, KeyFigures, QuarterScale, ShareBars, StatusPanel, TrendChart

_SCALE_GAP = 3.5
_SCALE_HEIGHT = 6.0


def key_figures(sheet: Sheet, block: KeyFigures) -> str:
    """One column for each class: status, count, the last checkpoint's count."""
    status = tuple(status_cell(sheet, f.status) for f in block.figures)
    counts = tuple(_centred(sheet, f.count.text + f.count.unit, strong=True) for f in block.figures)
    before = tuple(_centred(sheet, f.before) for f in block.figures)
    rows = [GridRow(status, header=True), GridRow(counts), GridRow(before)]
    grid = [sheet.width / len(block.figures)] * len(block.figures)
    return table(sheet, TableLook.DATA, grid, rows, block.alt) + _note(sheet, block.note)


def share_bars(sheet: Sheet, block: ShareBars) -> str:
    """A row for each checkpoint: label, then count and percentage of every class."""
    classes = [share.status for share in block.bars[0].shares]
    head = (GridCell(sheet.p(Para.HEAD)), *(status_cell(sheet, status) for status in classes))
    rows = [GridRow(head, header=True)]
    for bar in block.bars:
        label = sheet.text(Para.CELL_LABEL, bar.label) + sheet.text(Para.CELL_QUIET, bar.denominator)
        shares = (f"{s.count.text}{s.count.unit}\n{s.percent.text}{s.percent.unit}" for s in bar.shares)
        rows.append(GridRow((GridCell(label), *(_centred(sheet, text) for text in shares))))
    grid = [108.0, *[(sheet.width - 108) / len(classes)] * len(classes)]
    body = table(sheet, TableLook.DATA, grid, rows, block.alt, row_labels=True)
    return sheet.text(Para.CAPTION, block.title) + body + _note(sheet, block.note)


def bullet_chart(sheet: Sheet, block: BulletChart) -> str:
    """A row for each measure: its name, and actual over plan as printed."""
    head = (GridCell(sheet.p(Para.HEAD)), GridCell(sheet.text(Para.HEAD_RIGHT, block.headings[4])))
    rows = [GridRow(head, header=True)]
    for row in block.rows:
        figure = GridCell(sheet.text(Para.CELL_FIGURE, row.figure))
        rows.append(GridRow((GridCell(sheet.text(Para.CELL, row.label)), figure)))
    grid = (sheet.width - 120, 120.0)
    body = table(sheet, TableLook.DATA, grid, rows, block.alt, row_labels=True)
    return sheet.text(Para.CAPTION, block.title) + body + sheet.p(Para.GAP)


def trend_chart(sheet: Sheet, block: TrendChart) -> str:
    """A row for each series, a column for each checkpoint, and the target."""
    categories = (GridCell(sheet.text(Para.HEAD_RIGHT, c)) for c in block.categories)
    rows = [GridRow((GridCell(sheet.text(Para.HEAD, block.unit)), *categories), header=True)]
    for series in block.series:
        labels = (GridCell(sheet.text(Para.CELL_FIGURE, label)) for label in series.labels)
        rows.append(GridRow((GridCell(sheet.text(Para.CELL, series.name)), *labels)))
    grid = [108.0, *[(sheet.width - 108) / len(block.categories)] * len(block.categories)]
    body = table(sheet, TableLook.DATA, grid, rows, block.alt, row_labels=True)
    return sheet.text(Para.CAPTION, block.title) + body + _note(sheet, block.target_label)


def status_panel(sheet: Sheet, block: StatusPanel) -> str:
    """An axis in each row: now and at the last checkpoint."""
    head = (GridCell(sheet.p(Para.HEAD)), *(_centred(sheet, h, style=Para.HEAD) for h in block.headings))
    rows = [GridRow(head, header=True)]
    for label, now, before in block.rows:
        earlier = status_cell(sheet, before, current=False) if before else GridCell(sheet.p(Para.CELL))
        rows.append(GridRow((GridCell(sheet.text(Para.CELL_LABEL, label)), status_cell(sheet, now), earlier)))
    caption = " / ".join(label for label, _, _ in block.rows)
    return table(sheet, TableLook.DATA, (108.0, 72.0, 72.0), rows, caption, row_labels=True) + sheet.p(Para.GAP)


def quarter_scale(sheet: Sheet, block: QuarterScale, style: Para = Para.FIGURE) -> str:
    """Four bars over their labels as one drawing; quarters over or current are filled. ``style`` sets its distances."""
    palette = sheet.style.palette
    count = len(block.labels)
    bar = (sheet.width - _SCALE_GAP * (count - 1)) / count
    look = sheet.looks.paragraph(sheet.id(Para.CELL_QUIET), {})
    leading = look.leading or 1.4 * look.run.size
    shapes: list[Shape] = []
    for at, label in enumerate(block.labels):
        x = at * (bar + _SCALE_GAP)
        filled = at < block.filled
        fill, line = (palette.accent, "") if filled else ("", palette.line)
        current = at == block.current - 1
        text = Lines(
            (label,), Para.CELL_QUIET, look.run.size, leading, palette.ink if current else palette.sub, current, "left"
        )
        shapes.append(inside(Shape(f"{label}", x, 0, bar, _SCALE_HEIGHT, fill, line)))
        shapes.append(Shape(label, x, _SCALE_HEIGHT + 3, bar, leading, text=text))
    made = Sketch(sheet.width, _SCALE_HEIGHT + 3 + leading, tuple(shapes))
    return sheet.p(style, drawn(sheet, made, block.alt.partition("。")[0], "、".join(block.labels) + "。" + block.alt))


def _centred(sheet: Sheet, text: str, *, strong: bool = False, style: Para = Para.CELL) -> GridCell:
    properties = sheet.character(Run.STRONG) if strong else ""
    return GridCell(sheet.p(style, run(text, properties), extra='<w:jc w:val="center"/>'))


def _note(sheet: Sheet, text: str) -> str:
    return sheet.text(Para.NOTE, text) if text else sheet.p(Para.GAP)

"""Turns the front matter of a paper into the first page of a Word document."""

from __future__ import annotations

from dxreport.render.word.contract import Para, TableLook
from dxreport.render.word.figures import quarter_scale
from dxreport.render.word.grid import Edge, GridCell, GridRow, table
from dxreport.render.word.measure import width
from dxreport.render.word.xml import Sheet
from dxreport.report.blocks import Facts
from dxreport.report.papers import Cover

_LABEL_WIDTH = 85.0
_BOX_SIZE, _BOX_PAD, _BOX_GAP = 10.5, 10.0, 6.0


def cover_xml(sheet: Sheet, cover: Cover) -> str:
    """Owner and boxes, era, title, period, the scale of quarters, facts; the foot belongs to the page's footer."""
    title = sheet.broken(cover.title, Para.COVER_TITLE, sheet.width)
    scale = quarter_scale(sheet, cover.scale, Para.COVER_SCALE) if cover.scale else sheet.p(Para.COVER_SCALE)
    return "".join(
        (
            _head(sheet, cover),
            sheet.text(Para.COVER_ERA, cover.era),
            sheet.text(Para.COVER_TITLE, title),
            sheet.text(Para.COVER_PERIOD, cover.period) if cover.period else "",
            scale,
            _facts(sheet, cover.facts),
        )
    )


def _head(sheet: Sheet, cover: Cover) -> str:
    """The owner on the left; on the right the boxes, 案 and the handling, in cells with a frame."""
    cells: list[GridCell] = []
    grid: list[float] = []
    frame = tuple(Edge(side, 0.6, sheet.style.palette.ink) for side in ("top", "left", "bottom", "right"))
    for box in cover.boxes:
        grid.extend((_BOX_GAP, width(box, _BOX_SIZE) + 2 * _BOX_PAD))
        framed = GridCell(sheet.text(Para.COVER_BOX, box), edges=frame, align="center")
        cells.extend((GridCell(sheet.p(Para.COVER_BOX)), framed))
    owner = GridCell(sheet.text(Para.COVER_OWNER, cover.municipality), align="center")
    widths = (sheet.width - sum(grid), *grid)
    # Whose paper it is heads the row, how it is handled follows.
    return table(sheet, TableLook.OPEN, widths, [GridRow((owner, *cells), height=22)], "", row_labels=True)


def _facts(sheet: Sheet, facts: Facts) -> str:
    if not facts.rows:
        return ""
    rows = []
    for row in facts.rows:
        text = "".join(sheet.p(Para.COVER_TEXT, sheet.spans(line)) for line in row.lines)
        text += "".join(sheet.text(Para.CELL_QUIET, note) for note in row.small)
        label = GridCell(sheet.text(Para.COVER_LABEL, row.label), pads=(("left", 0.0),))
        rows.append(GridRow((label, GridCell(text or sheet.p(Para.COVER_TEXT)))))
    caption = " / ".join(row.label for row in facts.rows)
    body = table(sheet, TableLook.DATA, (_LABEL_WIDTH, sheet.width - _LABEL_WIDTH), rows, caption, row_labels=True)
    return body + sheet.p(Para.GAP)

"""Turns a measured grid into native PowerPoint tables, as many rows at a time as fit, with the header repeated."""

from __future__ import annotations

from dataclasses import dataclass, replace

from dxreport.model.policy import Palette
from dxreport.model.scale import Tone
from dxreport.render.slides.canvas import Canvas
from dxreport.render.slides.cells import CellBox
from dxreport.render.slides.flow import Piece, Taken, cut
from dxreport.render.slides.frame import EMU, Box
from dxreport.render.slides.setting import Setting
from dxreport.render.slides.table import Grid, RowBox, height_of, table_setting
from dxreport.render.slides.text import Par, par_xml

URI = "http://schemas.openxmlformats.org/drawingml/2006/table"
STYLE_MARK = "{TABLE-STYLE}"
"""Stands for the template's table style until the deck is assembled."""
# A page is closed at the end of a group when it is at least this full, rather than within the next group.
_FULL_ENOUGH = 0.6


@dataclass(frozen=True, slots=True)
class TableFlow:
    """A table that may go on over further slides."""

    grid: Grid
    setting: Setting
    gap: float = 13
    keep: bool = False

    def take(self, room: float, *, force: bool) -> Taken:
        rows = self.grid.body
        used, count = self.grid.head_height, 0
        while count < len(rows) and used + rows[count].height <= room + 0.01:
            used += rows[count].height
            count += 1
        if count == len(rows):
            return Taken(self._piece(rows), None)
        count = _good_break(rows, count, room - self.grid.head_height)
        if count:
            return self._split(rows[:count], rows[count:])
        if not force:
            return Taken(None, self)
        head, tail = _cut_row(rows[0], self.grid, table_setting(self.setting), room - self.grid.head_height)
        return self._split((head,), (*((tail,) if tail else ()), *rows[1:]))

    def _split(self, now: tuple[RowBox, ...], later: tuple[RowBox, ...]) -> Taken:
        now, later = _cut_spans(now, later)
        return Taken(self._piece(now), replace(self, grid=replace(self.grid, body=later)) if later else None)

    def _piece(self, rows: tuple[RowBox, ...]) -> Piece:
        part = replace(self.grid, body=rows)

        def draw(canvas: Canvas, box: Box) -> None:
            place = Box(box.x, box.y, sum(part.widths), part.height)
            canvas.graphic(place, part.caption, part.alt, URI, table_xml(part, self.setting.palette))
            canvas.moved.extend(cell.rest for row in rows for cell in row.cells if cell.rest)

        return Piece(part.height, draw)


def _good_break(rows: tuple[RowBox, ...], count: int, room: float) -> int:
    """Where to cut when ``count`` rows fit: at a group's end if that is not too early, not before a last row."""
    if count == 0:
        return 0
    used = 0.0
    best = 0
    for k, row in enumerate(rows[:count], 1):
        used += row.height
        if row.group_end and used >= _FULL_ENOUGH * room:
            best = k
    if best:
        return best
    return count - 1 if len(rows) - count == 1 and count > 2 else count


def _cut_spans(now: tuple[RowBox, ...], later: tuple[RowBox, ...]) -> tuple[tuple[RowBox, ...], tuple[RowBox, ...]]:
    """Close a side cell at the cut and open it again on the next slide."""
    if not later or later[0].cells[0].down != 0:
        return now, later
    start = max(k for k, row in enumerate(now) if row.cells[0].down > 0)
    side = now[start].cells[0]
    here = len(now) - start
    closed = replace(now[start], cells=(replace(side, down=here), *now[start].cells[1:]))
    opened = replace(later[0], cells=(replace(side, down=side.down - here), *later[0].cells[1:]))
    return (*now[:start], closed, *now[start + 1 :]), (opened, *later[1:])


def _cut_row(row: RowBox, grid: Grid, setting: Setting, room: float) -> tuple[RowBox, RowBox | None]:
    """A row higher than a slide is cut between lines; its figures and status stay in the first part."""
    head: list[CellBox] = []
    tail: list[CellBox] = []
    for k, cell in enumerate(row.cells):
        width = sum(grid.widths[k : k + max(cell.span, 1)]) - 2 * grid.side
        now, later = _cut_pars(cell.pars, setting, width, room - 2 * grid.pad)
        head.append(replace(cell, pars=now))
        tail.append(CellBox(later or (Par((setting.ink(""),), setting.leading),), span=cell.span, down=cell.down))
    first = replace(
        row,
        cells=tuple(head),
        height=height_of(tuple(head), grid.widths, setting, grid.pad, grid.side),
        group_end=False,
    )
    if not any(p.plain for c in tail for p in c.pars):
        return first, None
    return first, replace(
        row, cells=tuple(tail), height=height_of(tuple(tail), grid.widths, setting, grid.pad, grid.side)
    )


def _cut_pars(
    pars: tuple[Par, ...], setting: Setting, width: float, room: float
) -> tuple[tuple[Par, ...], tuple[Par, ...]]:
    used = 0.0
    for k, par in enumerate(pars):
        height = setting.measure.height(par, width)
        if used + height > room + 0.01:
            count = int((room - used) // par.leading)
            if count < 1:
                return (pars[:k], pars[k:]) if k else (pars[:1], pars[1:])
            now, later = cut(par, setting.measure, width, count)
            return (*pars[:k], now), ((later, *pars[k + 1 :]) if later.plain else pars[k + 1 :])
        used += height
    return pars, ()


# --- XML -----------------------------------------------------------------------------------------------------------


def table_xml(grid: Grid, palette: Palette) -> str:
    columns = "".join(f'<a:gridCol w="{round(w * EMU)}"/>' for w in grid.widths)
    last = len(grid.head) + len(grid.body) - 1
    rows = "".join(
        _row(row, grid, palette, head=True, closing=k + 1 == len(grid.head)) for k, row in enumerate(grid.head)
    )
    rows += "".join(
        _row(row, grid, palette, head=False, closing=len(grid.head) + k == last) for k, row in enumerate(grid.body)
    )
    marks = f'firstRow="{int(bool(grid.head))}" firstCol="{int(grid.strong_first_column)}" bandRow="0"'
    return (
        f"<a:tbl><a:tblPr {marks}><a:tableStyleId>{STYLE_MARK}</a:tableStyleId></a:tblPr>"
        f"<a:tblGrid>{columns}</a:tblGrid>{rows}</a:tbl>"
    )


def _row(row: RowBox, grid: Grid, palette: Palette, *, head: bool, closing: bool) -> str:
    cells = "".join(
        _cell(c, row, grid, palette, head=head, closing=closing, first=k == 0) for k, c in enumerate(row.cells)
    )
    return f'<a:tr h="{round(row.height * EMU)}">{cells}</a:tr>'


def _cell(cell: CellBox, row: RowBox, grid: Grid, palette: Palette, *, head: bool, closing: bool, first: bool) -> str:
    """``first`` cells stand in line with the slide's title."""
    marks = f' gridSpan="{cell.span}"' if cell.span > 1 else ' hMerge="1"' if cell.span == 0 else ""
    marks += f' rowSpan="{cell.down}"' if cell.down > 1 else ' vMerge="1"' if cell.down == 0 else ""
    covered = cell.span == 0 or cell.down == 0
    pars = (
        "".join(par_xml(p) for p in cell.pars)
        if cell.pars and not covered
        else '<a:p><a:endParaRPr lang="ja-JP" sz="1200"/></a:p>'
    )
    anchor = "b" if head else "ctr" if grid.middle else "t"
    fill = f'<a:solidFill><a:srgbClr val="{cell.fill}"/></a:solidFill>' if cell.fill else "<a:noFill/>"
    edges = _edges(cell, row, palette, head=head, closing=closing)
    x, y = (round(v * EMU) for v in (grid.side, 3.0 if head else grid.pad))
    left = 0 if first and not cell.fill else x
    return (
        f"<a:tc{marks}><a:txBody><a:bodyPr/><a:lstStyle/>{pars}</a:txBody>"
        f'<a:tcPr marL="{left}" marR="{x}" marT="{y}" marB="{y}" anchor="{anchor}">{edges}{fill}</a:tcPr></a:tc>'
    )


def _edges(cell: CellBox, row: RowBox, palette: Palette, *, head: bool, closing: bool) -> str:
    """Rules that differ from the table style's: group ends, and the white seams between tags."""
    if head:
        return ""
    if cell.tag is Tone.UNREPORTED:
        dash = "sysDash"
        return "".join(_edge(s, 0.75, palette.ink, dash) for s in ("lnL", "lnR", "lnT", "lnB"))
    bottom = ""
    if row.group_end and not closing:
        bottom = _edge("lnB", 0.6, palette.line)
    if cell.fill:
        seam = "".join(_edge(s, 3, "FFFFFF") for s in ("lnL", "lnR"))
        return seam + bottom
    return bottom


def _edge(side: str, width: float, colour: str, dash: str = "solid") -> str:
    return (
        f'<a:{side} w="{round(width * EMU)}"><a:solidFill><a:srgbClr val="{colour}"/></a:solidFill>'
        f'<a:prstDash val="{dash}"/></a:{side}>'
    )

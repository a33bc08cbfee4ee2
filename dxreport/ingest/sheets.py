"""Turns a workbook and a sheet's description into the sheet that is meant, however it is called, and its heading row."""

from __future__ import annotations

import re

from dxreport.ingest.characters import squeezed
from dxreport.ingest.workbook import Grid, Workbook
from dxreport.layout.submission import FormColumn, TableSheet
from dxreport.model.finding import Finding, finding
from dxreport.model.provenance import FileRef

_LOOKED_AT = 40
"""Rows from the top in which the headings are looked for."""
_SURE = 0.8
"""Share of the headings by which a sheet of another name is taken for the one that is missing."""


def sheet_of(book: Workbook, layout: TableSheet, department: str, findings: list[Finding]) -> Grid | None:
    """The sheet by its name, else by the form's own name for it, else by its headings; what was odd is a finding."""
    grid = named_sheet(book, layout) or _by_headings(book, layout)
    if grid is None:
        return None
    if squeezed(grid.name) != squeezed(layout.name):
        place = FileRef(book.file)
        findings.append(finding("S15", place, found=grid.name, department=department, name=layout.name))
    for other in _copies(book, layout, grid):
        findings.append(finding("S16", other.ref(1, 1), found=other.name, department=department, name=grid.name))
    return grid


def named_sheet(book: Workbook, layout: TableSheet) -> Grid | None:
    """The sheet by its name, else by the form's own name for it."""
    return by_name(book, layout.name) or book.grids.get(book.anchors.get(layout.anchor, ""))


def by_name(book: Workbook, name: str) -> Grid | None:
    """The sheet of that name, spaces and widths aside."""
    if name in book.grids:
        return book.grids[name]
    wanted = squeezed(name)
    return next((g for title, g in book.grids.items() if squeezed(title) == wanted), None)


def _by_headings(book: Workbook, layout: TableSheet) -> Grid | None:
    """The one sheet that bears the headings; None where none does, or several do."""
    bearing = [g for g in book.grids.values() if _bears(g, layout)]
    return bearing[0] if len(bearing) == 1 else None


def _bears(grid: Grid, layout: TableSheet) -> bool:
    _, at = heading_row(grid, layout)
    return layout.key in at and len(at) >= _SURE * len(_expected(layout))


def _copies(book: Workbook, layout: TableSheet, chosen: Grid) -> list[Grid]:
    """Further sheets with the same headings and something below them: perhaps the answers stand there.

    A sheet that the form has a name for is one of its own (two lists may have the same columns).
    """
    own = set(book.anchors.values())
    return [
        g
        for g in book.grids.values()
        if g is not chosen and g.name not in own and _bears(g, layout) and g.rows[-1] > heading_row(g, layout)[0]
    ]


def _expected(layout: TableSheet) -> tuple[FormColumn, ...]:
    return tuple(c for c in layout.columns if not c.optional)


def heading_row(grid: Grid, layout: TableSheet) -> tuple[int, dict[str, int]]:
    """The row in which most headings stand (at least half of them), and the column of each; (0, {}) without one.

    A heading counts without its spaces and widths. Where that finds none, one that differs in signs only (「実績値※」) does,
    or one that lacks the unit in brackets, if no other could be meant. Words in brackets are not passed over:
    「実績値（前年度）」 is another column.
    """
    wanted: dict[str, FormColumn] = {squeezed(c.heading): c for c in layout.columns}
    best: tuple[int, dict[str, int]] = (0, {})
    for number in grid.rows[:_LOOKED_AT]:
        at: dict[str, int] = {}
        for column in range(1, grid.last_column + 1):
            content = grid.get(number, column)
            if isinstance(content, str) and (match := wanted.get(squeezed(content))) and match.id not in at:
                at[match.id] = column
        if len(at) > len(best[1]):
            best = (number, at)
        if len(at) == len(wanted):
            break
    if len(best[1]) * 2 < len(_expected(layout)):
        return 0, {}
    return best[0], {**best[1], **_nearly(grid, layout, *best)}


def _nearly(grid: Grid, layout: TableSheet, header: int, at: dict[str, int]) -> dict[str, int]:
    """Headings that are missing, found under a text that says the same but for signs, or lacks the unit in brackets."""
    taken = set(at.values())
    texts: dict[str, list[int]] = {}
    for column in range(1, grid.last_column + 1):
        content = grid.get(header, column)
        if column not in taken and isinstance(content, str):
            texts.setdefault(_signless(content), []).append(column)
    bare = [_bare(c.heading) for c in layout.columns]
    found = {}
    for column_wanted in layout.columns:
        text = _bare(column_wanted.heading)
        places = list(dict.fromkeys((*texts.get(_signless(column_wanted.heading), ()), *texts.get(text, ()))))
        if column_wanted.id not in at and len(places) == 1 and text and bare.count(text) == 1:
            found[column_wanted.id] = places[0]
    return found


_BRACKETS = re.compile(r"\([^()]*\)")


def _bare(heading: str) -> str:
    """Letters and digits only, without what stands in brackets: a unit."""
    return _signless(_BRACKETS.sub("", squeezed(heading)))


def _signless(heading: str) -> str:
    """Letters and digits only."""
    return "".join(c for c in squeezed(heading) if c.isalnum())

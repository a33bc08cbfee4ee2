"""Turns the tables of a Word file into sentences on what Word would mend in silence or refuse: grids, merged cells, heads."""

from __future__ import annotations

from collections.abc import Iterator

from tests.office_package import OfficePackage, Tree, W, switched_on, val, words

_SLACK = 20
"""Twips by which a cell's width may differ from its columns': rounding of their sum."""


def tables(package: OfficePackage) -> Iterator[tuple[str, Tree]]:
    """Each table with a name to find it by."""
    for name, story in package.stories.items():
        for number, table in enumerate(story.iter(W + "tbl"), 1):
            yield f"{name}: table {number} 「{words(table)[:12]}」", table


def placed(row: Tree) -> list[tuple[int, int, Tree]]:
    """(first column, columns, cell) of each cell in the row."""
    at = int(val(row, f"{W}trPr/{W}gridBefore") or 0)
    out = []
    for cell in row.findall(W + "tc"):
        span = int(val(cell, f"{W}tcPr/{W}gridSpan") or 1)
        out.append((at, span, cell))
        at += span
    return out


def table_grid(package: OfficePackage) -> Iterator[str]:
    """Rows fill the grid, and cells are as wide as their columns."""
    for name, table in tables(package):
        grid = [int(column.get(W + "w", 0)) for column in table.findall(f"{W}tblGrid/{W}gridCol")]
        for number, row in enumerate(table.findall(W + "tr"), 1):
            cells_of_row = placed(row)
            end = sum(span for _, span, _ in cells_of_row) + int(val(row, f"{W}trPr/{W}gridBefore") or 0)
            end += int(val(row, f"{W}trPr/{W}gridAfter") or 0)
            if end != len(grid):
                yield f"{name}: row {number} spans {end} of {len(grid)} columns"
                continue
            for at, span, cell in cells_of_row:
                width = val(cell, f"{W}tcPr/{W}tcW", W + "w")
                kind = val(cell, f"{W}tcPr/{W}tcW", W + "type")
                if kind == "dxa" and abs(int(width or 0) - sum(grid[at : at + span])) > _SLACK:
                    yield f"{name}: row {number}: a cell of {width} on columns of {sum(grid[at : at + span])}"
        whole = table.find(f"{W}tblPr/{W}tblW")
        if whole is not None and whole.get(W + "type") == "dxa" and abs(int(whole.get(W + "w")) - sum(grid)) > _SLACK:
            yield f"{name}: {whole.get(W + 'w')} wide, its columns {sum(grid)}"


def merged_cells(package: OfficePackage) -> Iterator[str]:
    """A cell that continues another stands right under it, as wide as it, and is empty."""
    for name, table in tables(package):
        above: set[tuple[int, int]] = set()
        for number, row in enumerate(table.findall(W + "tr"), 1):
            here = set()
            for at, span, cell in placed(row):
                merge = cell.find(f"{W}tcPr/{W}vMerge")
                if merge is None:
                    continue
                if merge.get(W + "val") != "restart":
                    if (at, span) not in above:
                        yield f"{name}: row {number}, column {at + 1} continues no cell"
                    if words(cell).strip():
                        yield f"{name}: row {number}, column {at + 1} continues a cell and hides 「{words(cell)[:12]}」"
                here.add((at, span))
            above = here


def cells(package: OfficePackage) -> Iterator[str]:
    """A cell ends with a paragraph; a row has cells, a table rows."""
    for name, table in tables(package):
        if not table.findall(W + "tr"):
            yield f"{name}: no rows"
        for number, row in enumerate(table.findall(W + "tr"), 1):
            if not row.findall(W + "tc"):
                yield f"{name}: row {number} has no cells"
            for cell in row.findall(W + "tc"):
                if len(cell) == 0 or cell[-1].tag != W + "p":
                    yield f"{name}: row {number}: a cell does not end with a paragraph"


def tables_apart(package: OfficePackage) -> Iterator[str]:
    """Word joins two tables with nothing between them, and needs a paragraph after the last."""
    for name, table in tables(package):
        after = table.getnext()
        while after is not None and after.tag in (W + "bookmarkStart", W + "bookmarkEnd"):
            after = after.getnext()
        if after is not None and after.tag == W + "tbl":
            yield f"{name}: another table follows at once"
        if (after is None or after.tag == W + "sectPr") and table.getparent().tag != W + "tc":
            yield f"{name}: no paragraph follows"


def header_rows(package: OfficePackage) -> Iterator[str]:
    """Word repeats marked rows only when they are the first ones; a table of nothing but heads repeats for ever."""
    for name, table in tables(package):
        marked = [switched_on(row.find(f"{W}trPr/{W}tblHeader")) for row in table.findall(W + "tr")]
        if True in marked[marked.index(False) :] if False in marked else False:
            yield f"{name}: a row further down is marked as a head"
        if marked and all(marked):
            yield f"{name}: all rows are heads"
        if marked and marked[0] != (val(table, f"{W}tblPr/{W}tblLook", W + "firstRow") in ("1", "true")):
            yield f"{name}: the look of the first row and the mark of a head disagree"

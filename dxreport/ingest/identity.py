"""Turns the three places in which a form carries its identity into one identity, or into the reason why there is none."""

from __future__ import annotations

from dataclasses import dataclass

from dxreport.ingest.characters import clean, half_width, squeezed
from dxreport.ingest.sheets import by_name
from dxreport.ingest.validation import near
from dxreport.ingest.workbook import Formula, Grid, Workbook
from dxreport.layout.submission import COVER_FIELDS, COVER_SHEET, IDENTITY_SHEET, PROPERTY_PREFIX, Identity
from dxreport.model.finding import Finding, finding
from dxreport.model.period import Checkpoint
from dxreport.model.provenance import FileRef
from dxreport.model.strategy import Strategy

_KEYS = ("municipality", "year", "checkpoint", "department", "version", "sample")


@dataclass(frozen=True, slots=True)
class Cover:
    """What stands on the cover sheet: texts by field id, with the cell's row and column."""

    texts: dict[str, tuple[str, int, int]]
    grid: Grid | None

    def text(self, field_id: str) -> str:
        return self.texts.get(field_id, ("", 0, 0))[0]


def read_cover(book: Workbook) -> Cover:
    """The cover's labelled cells, found by their labels: the value is the next filled cell to the right."""
    grid = cover_sheet(book)
    texts: dict[str, tuple[str, int, int]] = {}
    if grid is None:
        return Cover(texts, None)
    labels = {squeezed(f.label): f.id for f in COVER_FIELDS}
    for (row, column), content in sorted(grid.cells.items()):
        if not isinstance(content, str) or (field_id := labels.get(squeezed(content))) is None or field_id in texts:
            continue
        for right in range(column + 1, column + 6):
            value = grid.get(row, right)
            if value is not None and not isinstance(value, Formula):
                texts[field_id] = (half_width(clean(str(value))[0]), row, right)
                break
    return Cover(texts, grid)


def cover_sheet(book: Workbook) -> Grid | None:
    """The cover by its name, else by the form's names for its cells, else by its labels."""
    if (grid := by_name(book, COVER_SHEET)) is not None:
        return grid
    if named := book.grids.get(book.anchors.get(f"{PROPERTY_PREFIX}number", "")):
        return named
    labels = {squeezed(f.label) for f in COVER_FIELDS}
    bearing = [g for g in book.grids.values() if len(labels & _texts(g)) * 2 > len(labels)]
    return bearing[0] if len(bearing) == 1 else None


def _texts(grid: Grid) -> set[str]:
    return {squeezed(c) for c in grid.cells.values() if isinstance(c, str)}


def read_identity(book: Workbook, cover: Cover, strategy: Strategy, checkpoint: Checkpoint) -> Identity | Finding:
    """The form's identity, checked against what is wanted. Places that are missing are forgiven, places that differ are not."""
    place = FileRef(book.file)
    sources = [_from_properties(book), _from_sheet(book), {k: cover.text(k) for k in _KEYS if cover.text(k)}]
    merged: dict[str, str] = {}
    for key in _KEYS:
        said = sorted({s[key] for s in sources if s.get(key)})
        if len(said) > 1:
            return finding("S11", place, detail="／".join(said))
        if said:
            merged[key] = said[0]
    if not all(merged.get(k) for k in ("municipality", "year", "checkpoint", "department")):
        return finding("S01", place)
    identity = Identity(
        merged["municipality"],
        merged["year"],
        merged["checkpoint"],
        merged["department"],
        merged.get("version", ""),
        merged.get("sample") == "1",
    )
    wanted = (strategy.organisation_code, strategy.year.code, checkpoint.value)
    if (identity.municipality, identity.year, identity.checkpoint) != wanted:
        said_text = " ".join((identity.municipality, identity.year, identity.checkpoint))
        return finding("S02", place, found=said_text, wanted=" ".join(wanted))
    known = [d.id for d in strategy.departments]
    if identity.department not in known:
        return finding("S03", place, found=identity.department, near=near(identity.department, known))
    return identity


def digests(book: Workbook, cover: Cover) -> frozenset[str]:
    """What the form's three places say its digest is: one, unless somebody changed a place; none in forms without one."""
    said = (_from_properties(book).get("digest"), _from_sheet(book).get("digest"), cover.text("digest"))
    return frozenset(s for s in said if s)


def claimed(book: Workbook, key: str) -> str:
    """What the workbook says of itself in the first of the three places that says anything."""
    sources = (_from_properties(book), _from_sheet(book), {key: read_cover(book).text(key)})
    return next((s[key] for s in sources if s.get(key)), "")


def _from_properties(book: Workbook) -> dict[str, str]:
    return {k.removeprefix(PROPERTY_PREFIX): v for k, v in book.properties.items() if k.startswith(PROPERTY_PREFIX)}


def _from_sheet(book: Workbook) -> dict[str, str]:
    grid = book.grids.get(IDENTITY_SHEET)
    if grid is None:
        return {}
    out: dict[str, str] = {}
    for row in grid.rows:
        key, value = grid.get(row, 1), grid.get(row, 2)
        if isinstance(key, str) and value is not None and not isinstance(value, Formula):
            out[key.removeprefix(PROPERTY_PREFIX)] = str(value)
    return out

"""Turns the native charts of an Office file into sentences on what is wrong with them: axes, cached numbers, the workbook behind."""

from __future__ import annotations

import io
import math
import re
import zipfile
from collections.abc import Callable, Iterator

import openpyxl
from openpyxl.utils.cell import range_boundaries
from openpyxl.workbook import Workbook

from tests.office_package import C, OfficePackage, R, Tree, repeated

_AXES = ("catAx", "valAx", "dateAx", "serAx")
_WITHOUT_AXES = {"pieChart", "doughnutChart", "ofPieChart", "pie3DChart"}
_FORMULA = re.compile(r"(?:'((?:[^']|'')+)'|([^'!]+))!(.+)")


def _charts(package: OfficePackage) -> Iterator[tuple[str, Tree]]:
    for name, tree in sorted(package.trees.items()):
        if tree.tag == C + "chartSpace":
            yield name, tree


def chart_axes(package: OfficePackage) -> Iterator[str]:
    """A plot names two axes that exist, and axes cross each other."""
    for name, chart in _charts(package):
        axes = {axis.find(C + "axId").get("val"): axis for kind in _AXES for axis in chart.iter(C + kind)}
        for identifier in repeated(axis.find(C + "axId").get("val") for kind in _AXES for axis in chart.iter(C + kind)):
            yield f"{name}: two axes {identifier}"
        for plot in chart.find(f"{C}chart/{C}plotArea"):
            kind = str(plot.tag).removeprefix(C)
            named = [axis.get("val") for axis in plot.findall(C + "axId")]
            if kind.endswith("Chart") and kind not in _WITHOUT_AXES and len(named) < 2:
                yield f"{name}: {kind} has {len(named)} axes"
            yield from (f"{name}: {kind} is drawn on the axis {i}, which is missing" for i in named if i not in axes)
        for identifier, axis in axes.items():
            crossed = axis.find(C + "crossAx")
            other = None if crossed is None else axes.get(crossed.get("val"))
            if other is None or other.find(C + "crossAx") is None or other.find(C + "crossAx").get("val") != identifier:
                yield f"{name}: the axis {identifier} crosses none that crosses it"
            if not identifier.isdigit():
                yield f"{name}: {identifier} is no number of an axis"


def chart_cache(package: OfficePackage) -> Iterator[str]:
    """As many points as a cache says, each once, series numbered once, and numbers that are numbers."""
    for name, chart in _charts(package):
        for tag in ("idx", "order"):
            numbers = [s.find(C + tag).get("val") for s in chart.iter(C + "ser") if s.find(C + tag) is not None]
            yield from (f"{name}: two series with {tag} {n}" for n in repeated(numbers))
        for cache in chart.iter(C + "numCache", C + "strCache"):
            count = cache.find(C + "ptCount")
            points = [point.get("idx", "") for point in cache.findall(C + "pt")]
            if count is None or any(int(i) >= int(count.get("val")) for i in points) or repeated(points):
                yield f"{name}: {len(points)} points in a cache of {None if count is None else count.get('val')}"
            if cache.tag == C + "numCache":
                wrong = [p.findtext(C + "v") for p in cache.findall(C + "pt") if not _is_number(p.findtext(C + "v"))]
                yield from (f"{name}: {text} is no number" for text in wrong)


def _is_number(text: str | None) -> bool:
    try:
        return text is not None and math.isfinite(float(text))
    except ValueError:
        return False


def chart_workbook(package: OfficePackage) -> Iterator[str]:
    """Each chart has a workbook that opens, and says what its cells say."""
    for name, chart in _charts(package):
        external = chart.find(C + "externalData")
        relation = None if external is None else package.relation(name, external.get(R + "id"))
        if relation is None or relation.kind != "package":
            yield f"{name}: no workbook"
            continue
        try:
            book = openpyxl.load_workbook(io.BytesIO(package.parts.get(relation.target, b"")))
        except (zipfile.BadZipFile, KeyError, ValueError, OSError) as error:
            yield f"{name}: the workbook does not open: {error}"
            continue
        for formula in chart.iter(C + "f"):
            yield from (f"{name}: {formula.text} {fault}" for fault in _compared(formula, book))


def _compared(formula: Tree, book: Workbook) -> Iterator[str]:
    matched = _FORMULA.fullmatch(formula.text or "")
    sheet = (matched[1] or matched[2]).replace("''", "'") if matched else ""
    if matched is None or sheet not in book.sheetnames:
        yield "names no sheet of the workbook"
        return
    left, top, right, bottom = range_boundaries(matched[3].replace("$", ""))
    if left is None or top is None or right is None or bottom is None:
        yield "is no range of cells"
        return
    rows = book[sheet].iter_rows(top, bottom, left, right, values_only=True)
    cells = [value for row in rows for value in row]
    cache = formula.getparent().find(f"{C}numCache")
    if cache is None:
        cache = formula.getparent().find(f"{C}strCache")
    if cache is None:
        yield "has no cache"
        return
    shown = {int(p.get("idx")): p.findtext(C + "v") or "" for p in cache.findall(C + "pt")}
    if int(cache.find(C + "ptCount").get("val")) != len(cells):
        yield f"has {len(cells)} cells and a cache of another length"
    for index, value in enumerate(cells):
        if not _same(value, shown.get(index)):
            yield f"says {shown.get(index)} where the cell says {value}"


def _same(value: object, cached: str | None) -> bool:
    if value is None or cached is None:
        return value is None and not cached
    if isinstance(value, int | float):
        return _is_number(cached) and math.isclose(float(cached), value, rel_tol=1e-12)
    return str(value) == cached


CHECKS: list[Callable[[OfficePackage], Iterator[str]]] = [chart_axes, chart_cache, chart_workbook]

"""Turns a layout's boxes into the boxes of one slide: what its title and its regions need of each other's room."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

from dxreport.render.slides.contract import LayoutNames
from dxreport.render.slides.frame import Frame, Region
from dxreport.report.papers import Slide, SlideLayout

# Regions that say the same on every part of a continued slide.
REPEATED = ("note", "chart")
# Regions whose content closes the subject: printed with its last part.
LAST = ("strip",)
_FOOT = (*LAST, "note")

# How far a region may rise towards a short one above it (pt).
# What is kept between them beyond the distance of their boxes.
_MOST_RISE, _AIR = 80.0, 10.0

Needed = Callable[[str, Slide], float]
"""Height of the content of a region in points, were there no end to the slide."""


def relieved(slide: Slide, names: LayoutNames, frame: Frame, extra: float, needed: Needed) -> Slide:
    """Where a chart's side cannot hold its table and its sentences, the sentences stand below the chart."""
    if slide.layout is not SlideLayout.CHART_AND_NOTES or not slide.region("lower"):
        return slide
    upper, lower = (frame.regions[names.regions[role]].box for role in ("upper", "lower"))
    gap = lower.y - upper.bottom
    room = lower.bottom - upper.y - extra
    if needed("upper", slide) + gap + needed("lower", slide) <= room + 0.01:
        return slide
    chart, lines = slide.region("chart"), slide.region("lower")
    rest = tuple((role, blocks) for role, blocks in slide.regions if role not in ("chart", "lower"))
    return replace(slide, regions=(("chart", (*chart, *lines)), *rest))


def fitted(slide: Slide, names: LayoutNames, frame: Frame, extra: float, needed: Needed) -> dict[str, Region]:
    """Boxes of the regions in use, enlarged where the region below stays empty.

    ``extra`` is what the title needs beyond its box; below zero, content may begin that much higher.
    A strip or note that needs more than its box takes it from the region above, but never more than half of it; any
    other region below gives what it does not need itself.
    """
    boxes = {role: frame.regions[name] for role, name in names.regions.items()}
    for role, below in names.below.items():
        if not slide.region(below):
            continue
        if below in _FOOT:
            more = min(needed(below, slide) - boxes[below].box.h, boxes[role].box.h / 2)
            if more > 0:
                boxes[below] = boxes[below].lowered(-more)
                boxes[role] = boxes[role].until(boxes[role].box.bottom - more)
            continue
        lacking = needed(role, slide) + max(extra, 0) - boxes[role].box.h
        given = min(lacking, boxes[below].box.h - needed(below, slide))
        if given < 0:
            # What stands below follows a short text above it, instead of leaving a gap.
            given = min(max(given, lacking + _AIR, -_MOST_RISE), 0.0) if lacking < 0 else 0.0
        boxes[role] = boxes[role].until(boxes[role].box.bottom + given)
        boxes[below] = boxes[below].lowered(given)
    top = min(r.box.y for r in boxes.values())
    regions: dict[str, Region] = {}
    for role, region in boxes.items():
        if not slide.region(role):
            continue
        under = names.below.get(role)
        used = region.until(boxes[under].box.bottom) if under and not slide.region(under) else region
        regions[role] = used.lowered(extra) if used.box.y < top + max(extra, 1) else used
    return regions

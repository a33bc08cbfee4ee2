"""Turns a template's layouts into boxes with a type size: where each region of a slide lies and how its text is set."""

from __future__ import annotations

from dataclasses import dataclass, replace

from pptx.presentation import Presentation
from pptx.slide import SlideLayout as TemplateLayout

EMU = 12700
A = "{http://schemas.openxmlformats.org/drawingml/2006/main}"

# Slides are read from a distance: nothing is set smaller (pt).
SMALLEST = 12.0


@dataclass(frozen=True, slots=True)
class Box:
    """A rectangle on the slide, in points."""

    x: float
    y: float
    w: float
    h: float

    @property
    def right(self) -> float:
        return self.x + self.w

    @property
    def bottom(self) -> float:
        return self.y + self.h


@dataclass(frozen=True, slots=True)
class Region:
    """A placeholder of a layout: its box, type size and leading in points, and its place in the layout's XML."""

    box: Box
    size: float
    leading: float
    index: int
    kind: str

    def lowered(self, by: float) -> Region:
        """The same region with its top moved down; the bottom stays."""
        return replace(self, box=Box(self.box.x, self.box.y + by, self.box.w, max(self.box.h - by, 1)))

    def until(self, bottom: float) -> Region:
        return replace(self, box=Box(self.box.x, self.box.y, self.box.w, bottom - self.box.y))


@dataclass(frozen=True, slots=True)
class Frame:
    """One layout of the template, by the names of its placeholders."""

    layout: TemplateLayout
    regions: dict[str, Region]


def frames(deck: Presentation) -> dict[str, Frame]:
    """Every layout by its name."""
    return {layout.name: Frame(layout, _regions(layout)) for layout in deck.slide_layouts}


def _regions(layout: TemplateLayout) -> dict[str, Region]:
    found: dict[str, Region] = {}
    for shape in layout.placeholders:  # type: ignore[misc] # python-pptx declares __iter__ without self
        size, leading = _type(shape.element)
        box = Box(*(value / EMU for value in (shape.left, shape.top, shape.width, shape.height)))
        marks = shape.element.xpath("./p:nvSpPr/p:nvPr/p:ph")[0]
        found[shape.name] = Region(box, size, leading, int(marks.get("idx", "0")), marks.get("type", ""))
    return found


def stated_size(element: object) -> float | None:
    """The size (pt) that a placeholder states for its first level; None where it takes the master's."""
    run = element.find(f".//{A}lstStyle/{A}lvl1pPr/{A}defRPr")  # type: ignore[attr-defined] # lxml element behind python-pptx
    return None if run is None or run.get("sz") is None else float(run.get("sz")) / 100


def _type(element: object) -> tuple[float, float]:
    """Size and leading that the placeholder's first level states; leading 1.5 where none is given in points."""
    level = element.find(f".//{A}lstStyle/{A}lvl1pPr")  # type: ignore[attr-defined] # lxml element behind python-pptx
    run = None if level is None else level.find(f"{A}defRPr")
    size = SMALLEST if run is None else max(float(run.get("sz", "1600")) / 100, SMALLEST)
    points = None if level is None else level.find(f"{A}lnSpc/{A}spcPts")
    return size, size * 1.5 if points is None else float(points.get("val")) / 100

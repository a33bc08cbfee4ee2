"""Turns a diagram of levels into shapes with places, in points: boxes with their lines of text, and arrowheads."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace

from dxreport.render.word.contract import Para
from dxreport.render.word.xml import Sheet
from dxreport.report.cells import Phrases
from dxreport.report.figures import Diagram, DiagramLevel

_LABEL, _GAP, _BETWEEN, _ARROW = 104.0, 8.0, 8.0, 26.0
_PAD_X, _PAD_Y, _LEAST, _CLOSE = 4.0, 9.0, 36.0, 4.0
_HEAD_WIDTH, _HEAD_HEIGHT = 16.0, 9.0
_STYLES = ((Para.FACT_TEXT, 3), (Para.CELL, 4), (Para.BAR, 4))
"""Type from the largest down, with the most lines that a box may have in it."""


@dataclass(frozen=True, slots=True)
class Lines:
    """Text that is already broken. ``style`` gives size and leading, ``align`` is left or center."""

    lines: tuple[str, ...]
    style: Para
    size: float
    leading: float
    colour: str
    bold: bool
    align: str


@dataclass(frozen=True, slots=True)
class Shape:
    """A rectangle or an arrowhead that points up. Colours are RRGGBB, empty for none."""

    name: str
    x: float
    y: float
    width: float
    height: float
    fill: str = ""
    line: str = ""
    text: Lines | None = None
    arrow: bool = False
    inset: float = 0.0
    """Distance of text that is not centred from the left edge."""


@dataclass(frozen=True, slots=True)
class Sketch:
    width: float
    height: float
    shapes: tuple[Shape, ...]


def sketch(sheet: Sheet, diagram: Diagram) -> Sketch:
    """The aim above in the accent, the means below it level by level, the last of them framed only."""
    shapes: list[Shape] = []
    y = 0.0
    for at, level in enumerate(diagram.levels):
        if at:
            shapes.extend(_arrow(sheet, level, y))
            y += _ARROW
        last = at == len(diagram.levels) - 1
        made = tuple(_level(sheet, level, y, top=at == 0, last=last))
        shapes.extend(made)
        y += made[0].height
    return Sketch(sheet.width, y + 1, tuple(inside(shape) for shape in shapes))


def inside(shape: Shape) -> Shape:
    """A frame is drawn about its edge: half of it would lie outside the picture."""
    if not shape.line:
        return shape
    return replace(shape, x=shape.x + 0.5, y=shape.y + 0.5, width=shape.width - 2, height=shape.height - 1)


def _level(sheet: Sheet, level: DiagramLevel, y: float, *, top: bool, last: bool) -> Iterator[Shape]:
    """The name on the left; the boxes side by side, or one below the other where they would be too narrow for their words."""
    palette = sheet.style.palette
    whole, count = sheet.width - _LABEL - _GAP, len(level.boxes)
    width = (whole - _BETWEEN * (count - 1)) / count
    style = _style(sheet, level.boxes, width)
    stacked = style is None and count > 1
    if stacked:
        width = whole
        style = _style(sheet, level.boxes, width, most=1) or _style(sheet, level.boxes, width)
    ink, fill = ("FFFFFF", palette.accent) if top else (palette.ink, "FFFFFF" if last else palette.accent_light)
    texts = [_lines(sheet, box, style or Para.BAR, width - 2 * _PAD_X, ink, bold=top) for box in level.boxes]
    label = _lines(sheet, level.label, Para.CELL_LABEL, _LABEL, palette.accent, bold=True, align="left")
    tallest = max(len(t.lines) * t.leading for t in texts)
    box = tallest + 2 * _CLOSE if stacked else max(_LEAST, tallest + 2 * _PAD_Y, len(label.lines) * label.leading)
    height = count * box + (count - 1) * _CLOSE if stacked else box
    yield Shape("".join(level.label), 0, y, _LABEL, height, text=label)
    for at, text in enumerate(texts):
        x, down = (0.0, at * (box + _CLOSE)) if stacked else (at * (width + _BETWEEN), 0.0)
        line = palette.accent if last else ""
        aligned = replace(text, align="left") if stacked else text
        inset = _PAD_X if stacked else 0.0
        yield Shape("".join(level.boxes[at]), _LABEL + _GAP + x, y + down, width, box, fill, line, aligned, inset=inset)


def _style(sheet: Sheet, boxes: tuple[Phrases, ...], width: float, most: int = 4) -> Para | None:
    """The largest type in which no box takes too many lines and no phrase is broken; None where there is none."""
    room = width - 2 * _PAD_X
    for style, limit in _STYLES:
        broken = not all(sheet.fits(phrase, style, room) for box in boxes for phrase in box)
        if not broken and all(len(sheet.lines_of(box, style, room)) <= min(most, limit) for box in boxes):
            return style
    return None


def _lines(
    sheet: Sheet, phrases: Phrases, style: Para, room: float, colour: str, *, bold: bool, align: str = "center"
) -> Lines:
    look = sheet.looks.paragraph(sheet.id(style), {})
    lines = sheet.lines_of(phrases, style, room)
    return Lines(lines, style, look.run.size, look.leading or 1.4 * look.run.size, colour, bold, align)


def _arrow(sheet: Sheet, level: DiagramLevel, y: float) -> Iterator[Shape]:
    palette = sheet.style.palette
    centre = _LABEL + _GAP + (sheet.width - _LABEL - _GAP) / 2
    top = y + (_ARROW - _HEAD_HEIGHT) / 2
    yield Shape("▲", centre - _HEAD_WIDTH / 2, top, _HEAD_WIDTH, _HEAD_HEIGHT, palette.accent, arrow=True)
    if level.relation:
        text = _lines(sheet, (level.relation,), Para.BAR, sheet.width, palette.sub, bold=False, align="left")
        x = centre + _HEAD_WIDTH / 2 + 6
        yield Shape(level.relation, x, y, sheet.width - x, _ARROW, text=text)

"""Turns a diagram of levels into shapes with places, in points: boxes with their lines of text, and arrowheads."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from typing import Protocol

from dxreport.model.policy import Palette
from dxreport.report.cells import Phrases
from dxreport.report.figures import Diagram, DiagramLevel


@dataclass(frozen=True, slots=True)
class Lines:
    """Text that is already broken. ``style`` is the renderer's own name of its look, ``align`` is left or center."""

    lines: tuple[str, ...]
    style: str
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


@dataclass(frozen=True, slots=True)
class Measures:
    """Distances of a diagram in points, and its looks of text by the renderer's names."""

    label: float
    """Width of the levels' names."""
    gap: float
    between: float
    arrow: float
    """Height between two levels."""
    pad_x: float
    pad_y: float
    least: float
    """Least height of a box."""
    close: float
    head: tuple[float, float]
    """Width and height of an arrowhead."""
    styles: tuple[tuple[str, int], ...]
    """Looks of boxes from the largest down, with the most lines that a box may have in it."""
    label_style: str
    note_style: str


class Hand(Protocol):
    """What a renderer knows of its type. ``bold`` is that of the look where it is not said otherwise."""

    @property
    def palette(self) -> Palette: ...

    @property
    def width(self) -> float:
        """Room for the whole diagram, in points."""
        ...

    def look(self, style: str) -> tuple[float, float]:
        """Size and leading in points."""
        ...

    def fits(self, phrase: str, style: str, room: float) -> bool: ...

    def lines(self, phrases: Phrases, style: str, room: float) -> tuple[str, ...]: ...


def sketch(hand: Hand, measures: Measures, diagram: Diagram) -> Sketch:
    """The aim above in the accent, the means below it level by level, the last of them framed only."""
    return _Drawer(hand, measures).sketch(diagram)


def inside(shape: Shape) -> Shape:
    """A frame is drawn about its edge: half of it would lie outside the picture."""
    if not shape.line:
        return shape
    return replace(shape, x=shape.x + 0.5, y=shape.y + 0.5, width=shape.width - 2, height=shape.height - 1)


@dataclass(frozen=True, slots=True)
class _Drawer:
    hand: Hand
    measures: Measures

    @property
    def _left(self) -> float:
        return self.measures.label + self.measures.gap

    def sketch(self, diagram: Diagram) -> Sketch:
        shapes: list[Shape] = []
        y = 0.0
        for at, level in enumerate(diagram.levels):
            if at:
                shapes.extend(self._arrow(level, y))
                y += self.measures.arrow
            last = at == len(diagram.levels) - 1
            made = tuple(self._level(level, y, top=at == 0, last=last))
            shapes.extend(made)
            y += made[0].height
        return Sketch(self.hand.width, y + 1, tuple(inside(shape) for shape in shapes))

    def _level(self, level: DiagramLevel, y: float, *, top: bool, last: bool) -> Iterator[Shape]:
        """The name on the left; the boxes side by side, or one below the other where they would be too narrow for their words."""
        m, palette = self.measures, self.hand.palette
        whole, count = self.hand.width - self._left, len(level.boxes)
        width = (whole - m.between * (count - 1)) / count
        style = self._style(level.boxes, width)
        stacked = style is None and count > 1
        if stacked:
            width = whole
            style = self._style(level.boxes, width, most=1) or self._style(level.boxes, width)
        ink, fill = ("FFFFFF", palette.accent) if top else (palette.ink, "FFFFFF" if last else palette.accent_light)
        smallest = m.styles[-1][0]
        texts = [self._lines(box, style or smallest, width - 2 * m.pad_x, ink, bold=top) for box in level.boxes]
        label = self._lines(level.label, m.label_style, m.label, palette.accent, bold=True, align="left")
        tallest = max(len(t.lines) * t.leading for t in texts)
        box = (
            tallest + 2 * m.close
            if stacked
            else max(m.least, tallest + 2 * m.pad_y, len(label.lines) * label.leading)
        )  # fmt: skip
        height = count * box + (count - 1) * m.close if stacked else box
        height = max(height, len(label.lines) * label.leading)
        yield Shape("".join(level.label), 0, y, m.label, height, text=label)
        for at, text in enumerate(texts):
            x, down = (0.0, at * (box + m.close)) if stacked else (at * (width + m.between), 0.0)
            line = palette.accent if last else ""
            aligned = replace(text, align="left") if stacked else text
            inset = m.pad_x if stacked else 0.0
            name = "".join(level.boxes[at])
            yield Shape(name, self._left + x, y + down, width, box, fill, line, aligned, inset=inset)

    def _style(self, boxes: tuple[Phrases, ...], width: float, most: int = 4) -> str | None:
        """The largest type in which no box takes too many lines and no phrase is broken; None where there is none."""
        room = width - 2 * self.measures.pad_x
        for style, limit in self.measures.styles:
            broken = not all(self.hand.fits(phrase, style, room) for box in boxes for phrase in box)
            if not broken and all(len(self.hand.lines(box, style, room)) <= min(most, limit) for box in boxes):
                return style
        return None

    def _lines(
        self, phrases: Phrases, style: str, room: float, colour: str, *, bold: bool, align: str = "center"
    ) -> Lines:
        size, leading = self.hand.look(style)
        return Lines(self.hand.lines(phrases, style, room), style, size, leading, colour, bold, align)

    def _arrow(self, level: DiagramLevel, y: float) -> Iterator[Shape]:
        m, palette = self.measures, self.hand.palette
        wide, high = m.head
        centre = self._left + (self.hand.width - self._left) / 2
        yield Shape("▲", centre - wide / 2, y + (m.arrow - high) / 2, wide, high, palette.accent, arrow=True)
        if level.relation:
            x = centre + wide / 2 + 6
            room = self.hand.width - x
            text = self._lines((level.relation,), m.note_style, room, palette.sub, bold=False, align="left")
            yield Shape(level.relation, x, y, room, m.arrow, text=text)

"""Turns a diagram of levels into native shapes of one described group; where it has no room, into its words."""

from __future__ import annotations

from dataclasses import dataclass, replace

from dxreport.model.policy import Palette
from dxreport.render.fonts import Face
from dxreport.render.sketch import Lines, Measures, Shape, Sketch, sketch
from dxreport.render.slides import words
from dxreport.render.slides.canvas import Canvas, Edge
from dxreport.render.slides.flow import Piece, Taken
from dxreport.render.slides.frame import SMALLEST, Box
from dxreport.render.slides.setting import Setting
from dxreport.render.slides.text import SAFETY, Par, Run
from dxreport.report.blocks import Facts, in_words
from dxreport.report.cells import Phrases
from dxreport.report.figures import Diagram

_LARGE, _BODY, _SMALL = "large", "body", "small"
_TYPE = {_LARGE: (16.0, 24.0), _BODY: (14.0, 21.0), _SMALL: (SMALLEST, 17.0)}
_AIRY = Measures(
    label=132,
    gap=12,
    between=12,
    arrow=40,
    pad_x=8,
    pad_y=14,
    least=68,
    close=8,
    head=(20, 11),
    styles=((_LARGE, 3), (_BODY, 4), (_SMALL, 5)),
    label_style=_BODY,
    note_style=_SMALL,
)
_EVEN = replace(_AIRY, label=112, arrow=32, pad_y=8, least=52, close=6, head=(18, 10), styles=((_BODY, 3), (_SMALL, 5)))
_CLOSE = Measures(
    label=112,
    gap=8,
    between=8,
    arrow=24,
    pad_x=6,
    pad_y=6,
    least=30,
    close=4,
    head=(16, 9),
    styles=((_BODY, 3), (_SMALL, 6)),
    label_style=_SMALL,
    note_style=_SMALL,
)


@dataclass(frozen=True, slots=True)
class Type:
    """The looks of a diagram's text, measured with the real fonts."""

    setting: Setting

    @property
    def palette(self) -> Palette:
        return self.setting.palette

    @property
    def width(self) -> float:
        return self.setting.width

    def look(self, style: str) -> tuple[float, float]:
        return _TYPE[style]

    def fits(self, phrase: str, style: str, room: float) -> bool:
        """Boxes are measured in the bold face, which is the wider one."""
        return self.setting.measure.of(_TYPE[style][0], Face.TEXT_BOLD)(phrase) <= room * SAFETY

    def lines(self, phrases: Phrases, style: str, room: float) -> tuple[str, ...]:
        return tuple(self.setting.measure.phrases(phrases, room, _TYPE[style][0], Face.TEXT_BOLD))


@dataclass(frozen=True, slots=True)
class DiagramFlow:
    """A diagram stands whole on one slide: airy, else closer, else as a table of its words, which may be cut."""

    block: Diagram
    setting: Setting
    gap: float = 13
    keep: bool = False

    def take(self, room: float, *, force: bool) -> Taken:
        for measures in (_AIRY, _EVEN, _CLOSE):
            made = sketch(Type(self.setting), measures, self.block)
            if made.height <= room + 0.01:
                return Taken(self._piece(made), None)
        if not force:
            return Taken(None, self)
        facts = next(part for part in in_words(self.block) if isinstance(part, Facts))
        return words.facts(facts, self.setting).take(room, force=True)

    def _piece(self, made: Sketch) -> Piece:
        def draw(canvas: Canvas, box: Box) -> None:
            with canvas.group(box, self.block.title, self.block.alt):
                for shape in made.shapes:
                    _draw(canvas, shape, Box(box.x + shape.x, box.y + shape.y, shape.width, shape.height))

        return Piece(made.height, draw)


def _draw(canvas: Canvas, shape: Shape, place: Box) -> None:
    canvas.shape(
        place,
        shape.name,
        fill=shape.fill,
        edge=Edge(shape.line, 1) if shape.line else None,
        geometry="triangle" if shape.arrow else "rect",
        pars=(_par(shape.text),) if shape.text else (),
        anchor="ctr",
        insets=(shape.inset, 0),
    )


def _par(text: Lines) -> Par:
    run = Run("\n".join(text.lines), text.size, text.colour, text.bold)
    return Par((run,), text.leading, "ctr" if text.align == "center" else "l")

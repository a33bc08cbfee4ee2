"""Turns Word's paragraph styles into the type in which a diagram is sketched."""

from __future__ import annotations

from dataclasses import dataclass

from dxreport.model.policy import Palette
from dxreport.render import sketch as shared
from dxreport.render.sketch import Measures, Sketch
from dxreport.render.word.contract import Para
from dxreport.render.word.xml import Sheet
from dxreport.report.cells import Phrases
from dxreport.report.figures import Diagram

MEASURES = Measures(
    label=104,
    gap=8,
    between=8,
    arrow=26,
    pad_x=4,
    pad_y=9,
    least=36,
    close=4,
    head=(16, 9),
    styles=((Para.FACT_TEXT, 3), (Para.CELL, 4), (Para.BAR, 4)),
    label_style=Para.CELL_LABEL,
    note_style=Para.BAR,
)


@dataclass(frozen=True, slots=True)
class Styles:
    """Looks of a sheet by the names of their paragraph styles."""

    sheet: Sheet

    @property
    def palette(self) -> Palette:
        return self.sheet.style.palette

    @property
    def width(self) -> float:
        return self.sheet.width

    def look(self, style: str) -> tuple[float, float]:
        look = self.sheet.looks.paragraph(self.sheet.id(Para(style)), {})
        return look.run.size, look.leading or 1.4 * look.run.size

    def fits(self, phrase: str, style: str, room: float) -> bool:
        return self.sheet.fits(phrase, Para(style), room)

    def lines(self, phrases: Phrases, style: str, room: float) -> tuple[str, ...]:
        return self.sheet.lines_of(phrases, Para(style), room)


def sketch(sheet: Sheet, diagram: Diagram) -> Sketch:
    return shared.sketch(Styles(sheet), MEASURES, diagram)

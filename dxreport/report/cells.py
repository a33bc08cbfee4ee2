"""Turns words and figures into the cells of a table: text is final, figures keep their exact value and source."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum

from dxreport.model.scale import StatusClass
from dxreport.report.wording.formats import aloud

Phrases = tuple[str, ...]
"""The pieces of a headline between which its lines may break; joined without anything between."""


@dataclass(frozen=True, slots=True)
class Span:
    """A run of text; ``strong`` is set bold, ``underlined`` with a line below (in Word; other papers have none).

    ``refers`` names a titled table or figure whose number the text is: Word links it.
    """

    text: str
    strong: bool = False
    underlined: bool = False
    refers: str = ""


@dataclass(frozen=True, slots=True)
class CellLink:
    """A cell of another workbook in the same folder: ``file`` is a bare file name."""

    file: str
    sheet: str
    cell: str


@dataclass(frozen=True, slots=True)
class TextCell:
    """Words. ``sub`` is a second, quieter line below; ``quiet`` stands for words in a number's place (該当なし, －).

    ``link`` is where they lead in a workbook: a file beside it and a place in that file. ``anchor`` names the heading
    of the same paper to which they lead.
    """

    text: str
    strong: bool = False
    quiet: bool = False
    sub: str = ""
    link: CellLink | None = None
    anchor: str = ""
    said: str = ""
    """What is heard for a text that is a sign (「－」); empty where the text speaks for itself."""


@dataclass(frozen=True, slots=True)
class NumberCell:
    """A number as printed (``text``, already rounded, with commas) and its exact value.

    ``source`` is the id under which ``dxreport explain`` answers for it; ``unit`` is printed small behind it, if any.
    """

    text: str
    value: Decimal
    strong: bool = False
    unit: str = ""
    source: str = ""

    @property
    def decimals(self) -> int:
        """Digits after the point, for alignment on the point."""
        return len(self.text.partition(".")[2])

    @property
    def spoken(self) -> str:
        """As it is read aloud, with its unit."""
        return f"{aloud(self.text)}{self.unit}"


@dataclass(frozen=True, slots=True)
class StatusCell:
    """A status as mark + letter + word. ``current`` is a filled tag; otherwise the quiet form of the last checkpoint."""

    status: StatusClass
    current: bool = True


@dataclass(frozen=True, slots=True)
class LinesCell:
    """Several lines, each (lead, body); a lead is set strong on a line of its own when a body follows."""

    lines: tuple[tuple[str, str], ...]


@dataclass(frozen=True, slots=True)
class SpansCell:
    """Paragraphs of spans."""

    lines: tuple[tuple[Span, ...], ...]

    @property
    def plain(self) -> tuple[str, ...]:
        return tuple("".join(s.text for s in line) for line in self.lines)


Cell = TextCell | NumberCell | StatusCell | LinesCell | SpansCell


class ColumnRole(StrEnum):
    """What a column holds; each format gives each role its width and type."""

    ID = "id"
    NAME = "name"
    TEXT = "text"
    UNIT = "unit"
    FIGURE = "figure"
    RATE = "rate"
    STATUS = "status"
    SCHEDULE_STATUS = "schedule_status"
    CHANGE = "change"
    FORECAST = "forecast"
    VERDICT = "verdict"
    DATE = "date"
    FILE = "file"
    CELL = "cell"
    DIGEST = "digest"
    """A long code that is read digit by digit, in figures of one width."""
    LABEL = "label"


@dataclass(frozen=True, slots=True)
class Column:
    """``heading`` may hold a line break ``\\n``. ``weight`` shares out the free width among NAME, TEXT, FILE and LABEL columns.

    ``over`` is a heading that spans this column and its neighbours with the same text. ``choices`` are what may be
    entered in a workbook's column that is left blank for people.
    """

    heading: str
    role: ColumnRole
    weight: int = 1
    over: str = ""
    choices: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class RowGroup:
    """Rows under an optional heading; a stronger rule stands after each group.

    ``said`` is each row as a sentence, for papers that are read aloud; empty where headings and cells, read one after the
    other, say it as well. A sentence holds every figure, class and word of its row.
    """

    rows: tuple[tuple[Cell, ...], ...]
    heading: str = ""
    said: tuple[str, ...] = ()

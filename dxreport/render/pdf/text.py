"""Turns spans of Japanese text into lines that fit a width, and lines into ink."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from copy import copy
from dataclasses import dataclass, replace

from dxreport.render.fonts import Face, FontSet, Metrics, metrics
from dxreport.render.linebreak import fill_phrases, runs
from dxreport.render.pdf.pen import Pen
from dxreport.render.style import Style
from dxreport.report.cells import Span

# Control characters, zero-width and directional marks, and variation selectors, each of which would draw a box.
_UNSEEN = re.compile(
    r"[\x00-\x09\x0b-\x1f\x7f-\x9f\u00ad\u200b-\u200f\u2028-\u202f\u2060-\u206f\ufe00-\ufe0f\ufeff"
    r"\ud800-\udfff\U000e0100-\U000e01ef]"
)
_GETA = "〓"
_ELLIPSIS = "\u2026"
_SHORT_LAST_LINE = 3.5  # em

_BOLD = {Face.TEXT: Face.TEXT_BOLD, Face.FIGURE: Face.FIGURE_BOLD}


@dataclass(frozen=True, slots=True)
class Type:
    """A type style: face, size and leading in points, colour ``RRGGBB``."""

    face: Face
    size: float
    leading: float
    colour: str

    @property
    def bold(self) -> Type:
        """The same in bold; the formal face has one weight and stays as it is."""
        return replace(self, face=_BOLD.get(self.face, self.face))

    @property
    def baseline(self) -> float:
        """Distance from a line's top to its baseline: Japanese faces stand 0.88 em above it, 0.12 em below."""
        return (self.leading - self.size) / 2 + 0.88 * self.size

    def coloured(self, colour: str) -> Type:
        return replace(self, colour=colour)


@dataclass(frozen=True, slots=True)
class Line:
    """One line: runs of (text, face), its width, its type."""

    runs: tuple[tuple[str, Face], ...]
    width: float
    type: Type

    @property
    def text(self) -> str:
        return "".join(text for text, _ in self.runs)

    def draw(self, pen: Pen, measure: Typesetter, x: float, top: float, *, baseline: float | None = None) -> None:
        y = top + (self.type.baseline if baseline is None else baseline)
        for text, face in self.runs:
            pen.text(x, y, text, face, self.type.size, self.type.colour)
            x += measure.width(text, face, self.type.size)


class Typesetter:
    """Measures and breaks text with the fonts of one set; the one place where texts are made fit to be printed."""

    def __init__(self, fonts: FontSet) -> None:
        self._metrics: dict[Face, Metrics] = {face: metrics(fonts.path(face)) for face in Face}
        self._advances = {face: m.advances for face, m in self._metrics.items()}

    def clean(self, text: str) -> str:
        """``text`` without invisible characters; one the fonts lack becomes 〓, the printers' missing sort."""
        text = _UNSEEN.sub("", text.replace("\r\n", "\n").replace("\r", "\n").replace("\t", " "))
        known = self._advances[Face.TEXT]
        return "".join(c if c == "\n" or ord(c) in known else _GETA for c in text)

    def spoken(self, text: str) -> str:
        """``text`` for readers that speak it: what is not seen falls away, what the fonts lack stays."""
        return _UNSEEN.sub("", text.replace("\n", " ").replace("\t", " "))

    def width(self, text: str, face: Face, size: float) -> float:
        get = self._advances[face].get
        return size * sum(get(ord(c), 1.0) for c in text)

    def measure(self, text: str, style: Type) -> float:
        """Width of ``text`` on one line."""
        return self.width(self.clean(text), style.face, style.size)

    def line(self, text: str, style: Type) -> Line:
        """``text`` on one line, however long."""
        text = self.clean(text).replace("\n", " ")
        return Line(((text, style.face),), self.width(text, style.face, style.size), style)

    def lines(self, text: str, style: Type, room: float) -> tuple[Line, ...]:
        return self.spans((Span(text),), style, room)

    def clipped(self, text: str, style: Type, room: float, most: int) -> tuple[Line, ...]:
        """At most so many lines, for labels of figures: what is cut off ends in 「…」 and stands whole in the figure's words."""
        return self.cut(self.lines(text, style, room), room, most)

    def cut(self, lines: tuple[Line, ...], room: float, most: int) -> tuple[Line, ...]:
        """The first so many of the lines."""
        if len(lines) <= most:
            return lines
        style = lines[most - 1].type
        last = lines[most - 1].text
        while last and self.measure(last + _ELLIPSIS, style) > room:
            last = last[:-1]
        return (*lines[: most - 1], self.line(last + _ELLIPSIS, style))

    def spans(self, spans: Sequence[Span], style: Type, room: float) -> tuple[Line, ...]:
        """Break spans into lines of at most ``room`` points, after JIS X 4051; empty text gives no line."""
        parts = [(self.clean(s.text), style.bold.face if s.strong else style.face) for s in spans]
        text = "".join(part for part, _ in parts)
        if not text.strip():
            return ()
        faces = [face for part, face in parts for _ in part]
        edge = [0.0]
        for character, face in zip(text, faces, strict=True):
            edge.append(edge[-1] + style.size * self._advances[face].get(ord(character), 1.0))
        cuts = _breaks(text, edge, room)
        for narrower in (1, 2, 3, 4):
            start, end = cuts[-1]
            if len(cuts) < 2 or edge[end] - edge[start] >= _SHORT_LAST_LINE * style.size or text[start - 1] == "\n":
                break
            # A remnant on the last line: take the measure in while the number of lines stays the same.
            tried = _breaks(text, edge, room - narrower * style.size)
            if len(tried) != len(cuts):
                break
            cuts = tried
        return tuple(_line(text, faces, edge, cut, style) for cut in cuts)

    def phrases(self, phrases: tuple[str, ...], style: Type, room: float) -> tuple[Line, ...]:
        """Break a headline between its phrases; one that is wider than the room is broken inside first."""

        def width_of(text: str) -> float:
            return self.width(text, style.face, style.size)

        pieces: list[str] = []
        for phrase in map(self.clean, phrases):
            fits = "\n" not in phrase and width_of(phrase) <= room
            parts = [phrase] if fits else [line.runs[0][0] for line in self.lines(phrase, style, room) if line.runs]
            pieces += parts
        return tuple(self.line(text, style) for text in fill_phrases(tuple(pieces), width_of, room))


def _breaks(text: str, edge: list[float], room: float) -> list[tuple[int, int]]:
    """(start, end) of each line, without the blanks at its end; positions index ``text``."""
    lines: list[tuple[int, int]] = []
    start = at = 0
    for run in runs(text):
        end = at + len(run)
        if run == "\n":
            lines.append((start, at))
            start = at = end
            continue
        if edge[end] - edge[start] > room + 1e-6 and run not in " \u3000":
            if at > start:
                lines.append((start, at))
                start = at
            while edge[end] - edge[start] > room + 1e-6 and end - start > 1:
                cut = next((k for k in range(end - 1, start, -1) if edge[k] - edge[start] <= room), start + 1)
                lines.append((start, cut))
                start = cut
        at = end
    if start < len(text):
        lines.append((start, len(text)))
    return [(a, a + len(text[a:b].rstrip(" \u3000"))) for a, b in lines]


def _line(text: str, faces: list[Face], edge: list[float], cut: tuple[int, int], style: Type) -> Line:
    start, end = cut
    parts: list[tuple[str, Face]] = []
    for at in range(start, end):
        if parts and parts[-1][1] is faces[at]:
            parts[-1] = (parts[-1][0] + text[at], faces[at])
        else:
            parts.append((text[at], faces[at]))
    return Line(tuple(parts), edge[end] - edge[start], style)


def widest(lines: Iterable[Line]) -> float:
    return max((line.width for line in lines), default=0.0)


class Look:
    """The type styles of the PDF (sizes and leadings in points) in the strategy's colours, with what measures them.

    ``places`` are the names of the paper's headings, the only places to which a link can lead.
    """

    def __init__(self, style: Style, fonts: FontSet, places: frozenset[str] = frozenset()) -> None:
        self.places = places
        self.close = False
        ink, sub, accent = style.palette.ink, style.palette.sub, style.palette.accent
        self.style = style
        self.palette = style.palette
        self.set = Typesetter(fonts)
        self.headline = Type(Face.TEXT_BOLD, 18, 26, ink)
        self.section = Type(Face.TEXT_BOLD, 12, 16, accent)
        self.subsection = Type(Face.TEXT_BOLD, 10.5, 15, ink)
        self.kicker = Type(Face.TEXT_BOLD, 10.5, 14, accent)
        self.body = Type(Face.TEXT, 12, 19, ink)
        self.callout = Type(Face.TEXT, 12, 18, ink)
        self.fact = Type(Face.TEXT, 10.5, 15, ink)
        self.cell = Type(Face.TEXT, 10.5, 14, ink)
        self.figure = Type(Face.FIGURE, 10.5, 14, ink)
        self.small = Type(Face.TEXT, 9, 12.5, ink)
        self.small_figure = Type(Face.FIGURE, 9, 12.5, ink)
        self.note = Type(Face.TEXT, 9, 12.5, sub)
        self.note_figure = Type(Face.FIGURE, 9, 12.5, sub)
        self.tag = Type(Face.TEXT_BOLD, 9, 12.5, ink)
        self.side = Type(Face.TEXT, 9, 12, ink)
        self.count = Type(Face.TEXT_BOLD, 21, 24, ink)
        self.statement = Type(Face.TEXT_BOLD, 14, 22, ink)
        self.title = Type(Face.FORMAL, 36, 50, ink)
        self.era = Type(Face.FORMAL, 16, 24, ink)
        self.period = Type(Face.FORMAL, 20, 28, ink)
        self.owner = Type(Face.FORMAL, 14, 20, ink)

    def closer(self) -> Look:
        """The same types with less white in rows, for a section that would leave a remnant on one page more."""
        look = copy(self)
        look.close = True
        look.headline = replace(self.headline, leading=24)
        look.body = replace(self.body, leading=17.5)
        look.fact = replace(self.fact, leading=14)
        return look

    def row(self, usual: float, close: float) -> float:
        """The one or the other height or padding."""
        return close if self.close else usual

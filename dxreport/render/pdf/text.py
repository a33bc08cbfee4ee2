"""Turns spans of Japanese text into lines that fit a width, and lines into ink."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from functools import lru_cache
from itertools import accumulate, chain, groupby
from pathlib import Path

from dxreport.render.fonts import PRINCIPAL, Face, FontSet
from dxreport.render.glyphs import SELECTOR, Glyphs, spoken
from dxreport.render.linebreak import HANGING, breaks, fill_phrases, runs
from dxreport.render.pdf.embedding import advances
from dxreport.render.pdf.pen import Pen
from dxreport.render.phrases import fitting, in_phrases
from dxreport.report.cells import Span

_ELLIPSIS = "\u2026"
# Characters. What is longer is no heading or label, whatever it is called, and is set as running text.
_LONGEST_LABEL = 240
# Em: no character that is seen is narrower.
_NARROWEST = 0.2
_SHORT_LAST_LINE = 3.5  # em
# How much narrower (em) a paragraph may be set to have a longer last line; a justified one less, since its lines are spread.
_NARROWER = (1, 2, 3, 4)
_NARROWER_JUSTIFIED = (1, 2)
# The most that justification puts between two characters (em). A line that would need more stays ragged.
MOST_SPREAD = 0.07
# Latin words and figures keep their own spacing: the missing width goes between Japanese characters and around such words.
_SPREAD_PART = re.compile(r"[!-~\u00a1-\u024f]+|[^!-~\u00a1-\u024f]+")

_BLANK = " \u3000"

_BOLD = {Face.TEXT: Face.TEXT_BOLD, Face.FIGURE: Face.FIGURE_BOLD}
_HEAVY = {Face.TEXT_BOLD, Face.FIGURE_BOLD, Face.SUPPLEMENT_BOLD}


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
        return _varied(self, _BOLD.get(self.face, self.face), self.leading, self.colour)

    @property
    def baseline(self) -> float:
        """Distance from a line's top to its baseline: Japanese faces stand 0.88 em above it, 0.12 em below."""
        return (self.leading - self.size) / 2 + 0.88 * self.size

    def coloured(self, colour: str) -> Type:
        return _varied(self, self.face, self.leading, colour)

    def led(self, leading: float) -> Type:
        return _varied(self, self.face, leading, self.colour)


@lru_cache(maxsize=256)
def _varied(kind: Type, face: Face, leading: float, colour: str) -> Type:
    return Type(face, kind.size, leading, colour)


@dataclass(frozen=True, slots=True)
class Line:
    """One line: runs of (text, face), its natural width, its type.

    ``spread`` points stand at every joint of a justified line: between Japanese characters, and around Latin words and
    figures, inside which nothing is added.
    """

    runs: tuple[tuple[str, Face], ...]
    width: float
    type: Type
    spread: float = 0.0
    gap: str = ""
    """A blank behind the line, which nobody sees: it parts the line from the next for those who hear or copy the text."""

    def spaced(self) -> Line:
        """Parted from what follows it in the same cell."""
        return replace(self, gap=" ")

    @property
    def text(self) -> str:
        return "".join(text for text, _ in self.runs)

    def draw(self, pen: Pen, measure: Typesetter, x: float, top: float, *, baseline: float | None = None) -> None:
        y = top + (self.type.baseline if baseline is None else baseline)
        size, colour = self.type.size, self.type.colour
        parts = [
            (part, face, joints)
            for text, face in self.runs
            for part, joints in (_spread_parts(text) if self.spread else ((text, 0),))
        ]
        for n, (part, face, joints) in enumerate(parts):
            # A blank is set with the word before it: alone it would not be drawn, and be lost for those who hear.
            blank = parts[n + 1][0] if n + 1 < len(parts) and parts[n + 1][0].isspace() else ""
            shown = part + (self.gap if n == len(parts) - 1 else blank)
            pen.text(x, y, shown, face, size, colour, spacing=self.spread if joints > 1 else 0.0)
            x += measure.width(part, face, size) + joints * self.spread


class _Widths(dict[str, float]):
    """Advances in em by character; one that the face lacks is full width."""

    def __missing__(self, character: str) -> float:
        return 1.0


@lru_cache(maxsize=8)
def _widths(path: Path) -> _Widths:
    return _Widths({chr(code): advance for code, advance in advances(path).items()})


class Typesetter:
    """Measures and breaks text with the fonts of one set; the one place where texts are made fit to be printed."""

    def __init__(self, fonts: FontSet) -> None:
        self._fonts = fonts
        self._glyphs = Glyphs(fonts, advances)
        self._widths = {face: _widths(fonts.path(face)) for face in PRINCIPAL}

    def clean(self, text: str) -> str:
        """``text`` as it is printed (see ``Glyphs.clean``)."""
        return self._glyphs.clean(text)

    def spoken(self, text: str) -> str:
        """``text`` for readers that speak it: what is not seen falls away, what the fonts lack stays."""
        return spoken(text)

    def width(self, text: str, face: Face, size: float) -> float:
        if self._glyphs.plain(text):
            return size * sum(map(self._widths[face].__getitem__, text))
        return size * sum(self._advances(text, self._faces(text, face)))

    def _faces(self, text: str, face: Face) -> list[Face]:
        """The face of each character: the supplement's for those that the BIZ UD fonts lack."""
        if self._glyphs.plain(text):
            return [face] * len(text)
        other = Face.SUPPLEMENT_BOLD if face in _HEAVY else Face.SUPPLEMENT
        self._widths.setdefault(other, _widths(self._fonts.path(other)))
        return [face if self._glyphs.in_face(c) else other for c in text]

    def _advances(self, text: str, faces: Iterable[Face]) -> Iterator[float]:
        """Width of each character in em."""
        return (self._widths[face][character] for character, face in zip(text, faces, strict=True))

    def measure(self, text: str, style: Type) -> float:
        """Width of ``text`` on one line."""
        return self.width(self.clean(text), style.face, style.size)

    def line(self, text: str, style: Type) -> Line:
        """``text`` on one line, however long."""
        text = self.clean(text).replace("\n", " ")
        width = self.width(text, style.face, style.size)
        if self._glyphs.plain(text):
            return Line(((text, style.face),), width, style)
        return Line(_faced(text, self._faces(text, style.face)), width, style)

    def lines(
        self, text: str, style: Type, room: float, *, hang: bool = False, phrased: bool = False
    ) -> tuple[Line, ...]:  # fmt: skip
        return self.spans((Span(text),), style, room, hang=hang, phrased=phrased)

    def clipped(self, text: str, style: Type, room: float, most: int) -> tuple[Line, ...]:
        """At most so many lines, for labels of figures: what is cut off ends in 「…」 and stands whole in the figure's words."""
        return self.cut(self.label(text[: int(most * room / (style.size * _NARROWEST)) + 1], style, room), room, most)

    def cut(self, lines: tuple[Line, ...], room: float, most: int) -> tuple[Line, ...]:
        """The first so many of the lines."""
        if len(lines) <= most:
            return lines
        style = lines[most - 1].type
        last = lines[most - 1].text
        while last and self.measure(last + _ELLIPSIS, style) > room:
            last = last[:-1]
        return (*lines[: most - 1], self.line(last + _ELLIPSIS, style))

    def spans(
        self, spans: Sequence[Span], style: Type, room: float, *,
        hang: bool = False, justified: bool = False, phrased: bool = False,
    ) -> tuple[Line, ...]:  # fmt: skip
        """Break spans into lines of at most ``room`` points, after JIS X 4051; empty text gives no line.

        ``hang``: a comma or full stop at a line's end may stand in the margin. ``justified``: lines that do not end a
        paragraph fill the room. ``phrased``: lines end where phrases do, for ragged text in a wide measure.
        """
        parts = [(self.clean(s.text), style.bold.face if s.strong else style.face) for s in spans]
        text = "".join(part for part, _ in parts)
        if not text.strip():
            return ()
        if len(parts) == 1 and "\n" not in text:
            whole = self.line(text.rstrip(_BLANK), replace(style, face=parts[0][1]))
            if whole.width <= room:
                return (whole,)
        faces = [*chain.from_iterable(self._faces(part, face) for part, face in parts)]
        set_ = _Set(
            text, [*accumulate(self._advances(text, faces), initial=0.0)], room / style.size, hang, justified, phrased
        )
        made = []
        for a, b in set_.cuts():
            runs_, gap = _faced(text[a:b], faces[a:b]), " " if text[b : b + 1].isspace() and text[b:].strip() else ""
            spread = set_.spread(a, b) * style.size * _fewer(text[a:b], runs_)
            made.append(Line(runs_, set_.width(a, b) * style.size, style, spread, gap))
        return tuple(made)

    def label(self, text: str, style: Type, room: float) -> tuple[Line, ...]:
        """Break a heading or label that comes in one piece: between phrases, as evenly as they allow."""
        return self.phrases((text,), style, room)

    def phrases(self, phrases: tuple[str, ...], style: Type, room: float) -> tuple[Line, ...]:
        """Break a headline between its phrases; one that is wider than the room is broken into smaller ones first."""

        def width_of(text: str) -> float:
            return self.width(text, style.face, style.size)

        def fits(text: str) -> bool:
            return width_of(text) <= room

        cleaned = [*map(self.clean, phrases)]
        whole = "".join(cleaned)
        if len(whole) > _LONGEST_LABEL:
            return self.spans((Span(whole),), style, room, phrased=True)
        if "\n" not in whole and fits(whole):
            return (self.line(text, style),) if (text := whole.rstrip(_BLANK)) else ()
        paragraphs: list[list[str]] = [[]]
        for phrase in cleaned:
            for n, part in enumerate(phrase.split("\n")):
                if n:
                    paragraphs.append([])
                paragraphs[-1] += [part] if fits(part) else fitting(part, fits)
        made: list[Line] = []
        for pieces in paragraphs:
            made[-1:] = [line.spaced() for line in made[-1:]]
            for line in fill_phrases(tuple(pieces), width_of, room):
                if text := line.rstrip(_BLANK):
                    made.append(replace(self.line(text, style), gap=" " if text != line else ""))
        return tuple(made)


@dataclass(frozen=True, slots=True)
class _Set:
    """One text being set: edges of its characters and the room in em. Positions index ``text``."""

    text: str
    edge: Sequence[float]
    room: float
    hang: bool
    justified: bool
    phrased: bool

    def width(self, start: int, end: int) -> float:
        return self.edge[end] - self.edge[start]

    def cuts(self) -> list[tuple[int, int]]:
        """Start and end of each line. A remnant on the last line takes the measure in, while the number of lines stays the same."""
        if self.edge[-1] <= self.room and "\n" not in self.text:
            return [(0, len(self.text.rstrip(_BLANK)))]
        cuts = self._within(self.room)
        for narrower in _NARROWER_JUSTIFIED if self.justified else _NARROWER:
            start, end = cuts[-1]
            if len(cuts) < 2 or self.width(start, end) >= _SHORT_LAST_LINE or self.text[start - 1] == "\n":
                break
            tried = self._within(self.room - narrower)
            if len(tried) != len(cuts) or (self.justified and not self._fills(tried)):
                break
            cuts = tried
        return cuts

    def _within(self, room: float) -> list[tuple[int, int]]:
        return [*breaks(self.text, self.width, room, hang=HANGING if self.hang else "", pieces=self._pieces)]

    def _pieces(self, text: str) -> list[str]:
        """What lines are made of. The last characters of a paragraph stay together, so that no line is a remnant of one or two."""
        made: list[str] = []
        at = 0
        for piece in in_phrases(text) if self.phrased else runs(text):
            if piece == "\n":
                self._bind(made, at)
            made.append(piece)
            at += len(piece)
        self._bind(made, at)
        return made

    def _bind(self, made: list[str], end: int) -> None:
        while len(made) > 1 and made[-2] != "\n" and not made[-2].isspace():
            last, both = len(made[-1]), len(made[-1]) + len(made[-2])
            if self.width(end - last, end) >= _SHORT_LAST_LINE or self.width(end - both, end) > self.room / 2:
                break
            made[-2:] = ["".join(made[-2:])]

    def _fills(self, cuts: Sequence[tuple[int, int]]) -> bool:
        return all(self.spread(a, b) or self._natural(b) for a, b in cuts)

    def _natural(self, end: int) -> bool:
        """Whether the line that ends here ends its paragraph."""
        return not self.text[end:].lstrip(_BLANK) or self.text[end:].lstrip(_BLANK)[0] == "\n"

    def spread(self, start: int, end: int) -> float:
        """What justification puts at each joint of the line, in em; 0 where the line keeps its natural spacing."""
        if not self.justified or self._natural(end):
            return 0.0
        joints = sum(n for _, n in _spread_parts(self.text[start:end])) - 1
        missing = self.room - self.width(start, end)
        if missing < 0:
            # A mark hangs in the margin: the text before it fills the room.
            missing, joints = self.room - self.width(start, end - 1), joints - 1
        extra = missing / joints if joints > 0 else 0.0
        return extra if 0 < extra <= MOST_SPREAD else 0.0


def _spread_parts(text: str) -> Iterator[tuple[str, int]]:
    """Parts of a run with the joints behind them: each Japanese character has one, a Latin word or figure has one as a whole."""
    for part in _SPREAD_PART.findall(text):
        yield part, 1 if part[0] < "\u0250" and part[0] not in " \u00a0" else len(SELECTOR.sub("", part))


def _fewer(text: str, runs_: Sequence[tuple[str, Face]]) -> float:
    """Where a word changes its face it is drawn in two: its joints are more than were counted."""
    if len(runs_) < 2:
        return 1.0
    counted = sum(n for _, n in _spread_parts(text)) - 1
    drawn = sum(n for part, _ in runs_ for _, n in _spread_parts(part)) - 1
    return counted / drawn if drawn > 0 else 1.0


def _faced(text: str, faces: Sequence[Face]) -> tuple[tuple[str, Face], ...]:
    """Neighbouring characters of one face as one run."""
    runs: list[tuple[str, Face]] = []
    at = 0
    for face, same in groupby(faces):
        end = at + len(list(same))
        runs.append((text[at:end], face))
        at = end
    return tuple(runs)


def widest(lines: Iterable[Line]) -> float:
    return max((line.width for line in lines), default=0.0)

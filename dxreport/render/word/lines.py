"""Turns the text of a paragraph into the number of lines that an office program will need for it.

Office programs break Japanese more often than the project's own papers do: anywhere between two characters, but for the
rules of line starts and line ends; only Latin words and numbers stay whole.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field
from itertools import accumulate

from dxreport.render.fonts import Face, FontSet, metrics
from dxreport.render.linebreak import HANGING, NO_END, NO_START, breaks
from dxreport.render.word.looks import RunLook

_START, _END = re.escape(NO_START), re.escape(NO_END)
_LATIN = "!-~\u00a1-\u024f"
_PIECE = re.compile(rf"[ \u3000]|\n|[{_END}]*(?:[{_LATIN}]+|[^ \u3000\n])[{_START}]*")
_HYPHENATED = re.compile(
    rf"[ \u3000]|\n|[{_END}]*(?:(?:(?!-)[{_LATIN}])+-+(?=[A-Za-z])|(?:(?!-[A-Za-z])[{_LATIN}])+|[{_LATIN}]+|[^ \u3000\n])[{_START}]*"
)
_IS_LATIN = re.compile(r"[0-9A-Za-z\u00c0-\u024f]")
_IS_JAPANESE = re.compile(
    r"[\u2460-\u2473\u3005-\u3006\u3041-\u3096\u30a1-\u30fa\u3400-\u9fff\uf900-\ufaff\uff10-\uff19\uff21-\uff3a\uff41-\uff5a]"
)
_SPACED = re.compile(
    rf"(?<={_IS_LATIN.pattern})(?={_IS_JAPANESE.pattern})|(?<={_IS_JAPANESE.pattern})(?={_IS_LATIN.pattern})"
)
# Line ends, and marks that stand over the character before them.
_WITHOUT_WIDTH = dict.fromkeys(
    (ord("\n"), *range(0x300, 0x370), 0x3099, 0x309A, *range(0x20D0, 0x2100), 0x200B, 0x2060), 0.0
)
_BLANK = " \u3000"
_NEAR = 0.95
"""A text that fills less of its room than this takes one line, whatever the program."""


@dataclass(frozen=True, slots=True)
class Scenario:
    """One way in which an office program may set text: white between Latin and Japanese in em, room taken off or added."""

    gap: float
    room: float
    hang: bool
    rules: float
    """The share of the thickness of rules that adds to the height of a row."""
    reserve: float
    """Points at a page's end that count as full."""
    hyphens: bool = True
    """A Latin word may be broken behind its hyphens."""


WORD = Scenario(gap=0.0, room=1.0, hang=False, rules=0.5, reserve=0.0)
"""As Word sets it: no white between Latin and Japanese, as the template says."""
LOOSE = Scenario(gap=0.2, room=0.99, hang=False, rules=1.0, reserve=6.0, hyphens=False)
"""As loosely as it may come out: LibreOffice puts a fifth of an em between Latin and Japanese, whatever the template says."""
TIGHT = Scenario(gap=0.0, room=1.01, hang=True, rules=0.0, reserve=-2.0)

Runs = Sequence[tuple[str, RunLook]]


@dataclass(frozen=True, slots=True)
class Text:
    """Runs, measured: width on one line without white between Latin and Japanese, and the places of that white."""

    text: str
    runs: Runs
    natural: float
    spaces: tuple[int, ...]
    gauge: Gauge

    def lines(self, room: float, first: float, scenario: Scenario) -> int:
        """Lines in ``room`` points; the first line begins ``first`` points further in. Empty text takes one."""
        if not self.text:
            return 1
        room *= scenario.room
        white = scenario.gap * self.runs[0][1].size
        if self.natural + white * len(self.spaces) + first <= room * _NEAR and "\n" not in self.text:
            return 1
        return max(1, self._filled(self._ends(white), room, first, scenario) + self.text.endswith("\n"))

    def _filled(self, ends: Sequence[float], room: float, first: float, scenario: Scenario) -> int:
        """Lines filled one after the other; a piece wider than the room is cut as everywhere else."""
        limit, hang = room + 1e-6, HANGING if scenario.hang else ""
        lines, used, at = 0, first, 0
        empty = True
        for piece in (_HYPHENATED if scenario.hyphens else _PIECE).findall(self.text):
            end = at + len(piece)
            wide = ends[end] - ends[at]
            if piece == "\n":
                lines, used, empty = lines + 1, 0.0, True
            else:
                least = ends[end - 1] - ends[at] if piece[-1] in hang else wide
                if least > limit:
                    return self._cut(ends, room, first, hang)
                if not empty and piece not in _BLANK and used + least > limit:
                    lines, used = lines + 1, 0.0
                used, empty = used + wide, False
            at = end
        return lines + (not empty)

    def _cut(self, ends: Sequence[float], room: float, first: float, hang: str) -> int:
        def width(start: int, end: int) -> float:
            return ends[end] - ends[start] + (first if start == 0 else 0.0)

        return sum(1 for _ in breaks(self.text, width, room, hang=hang, pieces=_PIECE.findall))

    def _ends(self, white: float) -> list[float]:
        """Where each character ends, from the paragraph's beginning; white is counted with the character behind it."""
        steps = [step for part, look in self.runs for step in self.gauge.steps(part, look)]
        for place in self.spaces if white else ():
            steps[place] += white
        return [0.0, *accumulate(steps)]


@dataclass(frozen=True, slots=True)
class Gauge:
    """Measures runs with the real fonts; what was measured once is remembered."""

    fonts: FontSet
    _faces: dict[Face, dict[int, float]] = field(default_factory=dict)
    _widths: dict[tuple[str, RunLook], float] = field(default_factory=dict)

    def text(self, runs: Runs) -> Text:
        whole = "".join([part for part, _ in runs])
        natural = sum([self._width(part, look) for part, look in runs])
        spaces = () if whole.isascii() else tuple(m.start() for m in _SPACED.finditer(whole))
        return Text(whole, runs, natural, spaces, self)

    def width(self, text: str, look: RunLook, gap: float) -> float:
        """Width of the text on one line, with white of ``gap`` em between Latin and Japanese."""
        natural = self._width(text, look)
        return natural + gap * look.size * len(_SPACED.findall(text)) if gap else natural

    def steps(self, text: str, look: RunLook) -> list[float]:
        """Advances of the characters; a line's end has none."""
        get, size = self._advances(look.face).get, look.size
        return [size * get(ord(c), 1.0) for c in text]

    def _width(self, text: str, look: RunLook) -> float:
        key = (text, look)
        found = self._widths.get(key)
        if found is None:
            found = self._widths[key] = sum(self.steps(text, look))
        return found

    def _advances(self, face: Face) -> dict[int, float]:
        found = self._faces.get(face)
        if found is None:
            found = self._faces[face] = {**metrics(self.fonts.path(face)).advances, **_WITHOUT_WIDTH}
        return found

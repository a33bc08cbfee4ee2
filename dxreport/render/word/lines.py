"""Turns the text of a paragraph into the number of lines that an office program will need for it.

Office programs break Japanese more often than the project's own papers do: anywhere between two characters, but for the
rules of line starts and line ends; only Latin words and numbers stay whole.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from dxreport.render.fonts import FontSet, metrics
from dxreport.render.linebreak import HANGING, NO_END, NO_START, breaks
from dxreport.render.word.looks import RunLook

_START, _END = re.escape(NO_START), re.escape(NO_END)
_LATIN = "!-~\u00a1-\u024f"
_PIECE = re.compile(rf"[ \u3000]|\n|[{_END}]*(?:[{_LATIN}]+|[^ \u3000\n])[{_START}]*")
_IS_LATIN = re.compile(r"[0-9A-Za-z\u00c0-\u024f]")
_IS_JAPANESE = re.compile(
    r"[\u2460-\u2473\u3005-\u3006\u3041-\u3096\u30a1-\u30fa\u3400-\u9fff\uf900-\ufaff\uff10-\uff19\uff21-\uff3a\uff41-\uff5a]"
)
_SPACED = re.compile(
    rf"(?<={_IS_LATIN.pattern})(?={_IS_JAPANESE.pattern})|(?<={_IS_JAPANESE.pattern})(?={_IS_LATIN.pattern})"
)
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


WORD = Scenario(gap=0.0, room=1.0, hang=False, rules=0.5, reserve=0.0)
"""As Word sets it: no white between Latin and Japanese, as the template says."""
LOOSE = Scenario(gap=0.2, room=0.99, hang=False, rules=1.0, reserve=6.0)
"""As loosely as it may come out: LibreOffice puts a fifth of an em between Latin and Japanese, whatever the template says."""
TIGHT = Scenario(gap=0.0, room=1.01, hang=True, rules=0.0, reserve=-2.0)

Runs = Sequence[tuple[str, RunLook]]


@dataclass(frozen=True, slots=True)
class Gauge:
    """Measures runs with the real fonts."""

    fonts: FontSet

    def width(self, runs: Runs, gap: float) -> float:
        """Width of the runs on one line."""
        text = "".join(t for t, _ in runs)
        return sum(self._advance(t, look) for t, look in runs) + gap * _size(runs) * len(_SPACED.findall(text))

    def count(self, runs: Runs, room: float, first: float, scenario: Scenario) -> int:
        """Lines of the runs in ``room`` points; the first line begins ``first`` points further in. Empty text takes one."""
        text = "".join(t for t, _ in runs)
        room *= scenario.room
        if "\n" not in text and self.width(runs, scenario.gap) + first <= room * _NEAR:
            return 1
        ends = self._ends(runs, text, scenario.gap)

        def width(start: int, end: int) -> float:
            return ends[end] - ends[start] + (first if start == 0 else 0.0)

        hang = HANGING if scenario.hang else ""
        lines = sum(1 for _ in breaks(text, width, room, hang=hang, pieces=_PIECE.findall))
        return max(1, lines + text.endswith("\n"))

    def _ends(self, runs: Runs, text: str, gap: float) -> list[float]:
        """Where each character ends, from the paragraph's beginning."""
        ends, at = [0.0], 0.0
        for part, look in runs:
            advances = metrics(self.fonts.path(look.face)).advances
            for character in part:
                at += look.size * advances.get(ord(character), 1.0)
                ends.append(at)
        if gap:
            extra, step = 0.0, gap * _size(runs)
            places = {m.start() for m in _SPACED.finditer(text)}
            for i in range(1, len(ends)):
                # The white is counted with the character behind it.
                ends[i] += extra
                if i in places:
                    extra += step
        return ends

    def _advance(self, text: str, look: RunLook) -> float:
        return metrics(self.fonts.path(look.face)).width(text.replace("\n", ""), look.size)


def _size(runs: Runs) -> float:
    return runs[0][1].size if runs else 0.0

"""Turns words into measured lines and DrawingML paragraphs: exact leading, figures in a face of one width."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable
from dataclasses import dataclass, replace
from functools import lru_cache
from itertools import accumulate
from pathlib import Path
from xml.sax.saxutils import escape

from dxreport.layout.package import printable
from dxreport.render.fonts import OFFICE_NAMES, Face, FontSet, metrics
from dxreport.render.linebreak import fill, fill_phrases
from dxreport.render.phrases import phrases

# Office breaks lines on its own; boxes are measured a little narrower, so that it never needs one line more.
SAFETY = 0.97
# LibreOffice puts this much (em) between Japanese and Latin letters; a presentation cannot switch it off.
AUTOSPACE = 0.2
# Letters that a last line has at least, and how much narrower (em) a paragraph may be set to reach it.
_SHORT_LAST_LINE = 4
_MOST_NARROWER = 4
# Letters of a text whose last line begins with a phrase where that can be had.
_SHORT_TEXT = 100
_LATIN, _SIGN, _JAPANESE = r"\u0021-\u024f", r"\u2010-\u2bff", r"\u3000-\uffef"
_JOINT = re.compile("|".join(f"(?<=[{a}])(?=[^{a}\\s])" for a in (_LATIN, _SIGN, _JAPANESE)))
_LATIN_EDGE = re.compile(f"^[{_LATIN}]|[{_LATIN}]$")
NBSP = "\u00a0"


@dataclass(frozen=True, slots=True)
class Run:
    """Words of one look. ``colour`` is hex; ``figures`` sets them in the face whose digits have one width."""

    text: str
    size: float
    colour: str
    bold: bool = False
    figures: bool = False
    formal: bool = False
    highlight: str = ""

    @property
    def face(self) -> Face:
        if self.formal:
            return Face.FORMAL
        if self.figures:
            return Face.FIGURE_BOLD if self.bold else Face.FIGURE
        return Face.TEXT_BOLD if self.bold else Face.TEXT


@dataclass(frozen=True, slots=True)
class Par:
    """One paragraph. ``indent`` hangs all lines but the first, in points; ``before`` is the space above."""

    runs: tuple[Run, ...]
    leading: float
    align: str = "l"
    before: float = 0
    indent: float = 0
    tail: float = 0
    """Room left free at the right of every line, in points."""

    @property
    def plain(self) -> str:
        return "".join(r.text for r in self.runs)


class Measure:
    """Widths and line counts with the real fonts."""

    def __init__(self, fonts: FontSet) -> None:
        self.fonts = fonts

    def width(self, text: str, size: float, face: Face) -> float:
        return _width(self.fonts.path(face), text, size)

    def run(self, run: Run) -> float:
        return self.width(run.text, run.size, run.face)

    def runs(self, runs: Iterable[Run]) -> float:
        return sum(self.run(r) for r in runs)

    def lines(self, par: Par, room: float) -> int:
        """How many lines ``par`` takes in a box ``room`` wide. Mixed runs count with their widest face."""
        if not par.plain:
            return 1
        if "\n" not in par.plain and self.runs(par.runs) <= (room - par.indent - par.tail) * SAFETY + 0.01:
            return 1
        return len(self._broken(par, room))

    def _broken(self, par: Par, room: float) -> tuple[str, ...]:
        widest = max(par.runs, key=lambda r: (r.bold, r.size))
        free = (room - par.indent - par.tail) * SAFETY
        return _filled(self.fonts.path(widest.face), par.plain, widest.size, free)

    def evened(self, par: Par, room: float) -> Par:
        """``par`` in a narrower measure where its last line would be a remnant, as long as it takes no line more.

        A short text is set so that its last line begins with a phrase, where a measure allows for that.
        """
        count = self.lines(par, room)
        if count < 2 or par.align != "l" or "\n" in par.plain:
            return par
        size = max(r.size for r in par.runs)
        starts = frozenset(accumulate(map(len, phrases(par.plain)))) if len(par.plain) <= _SHORT_TEXT else frozenset()
        best: Par | None = None
        for narrower in range(_MOST_NARROWER + 1):
            tried = replace(par, tail=narrower * size)
            # A narrower measure is only taken for a better break if it surely needs no line more.
            sure = self.lines(tried, room * (SAFETY if narrower else 1)) <= count
            if tried.tail > room / 3 or self.lines(tried, room) > count or (best and not sure):
                break
            # An office suite breaks by its own measure: neither in this one nor in a wider one may a remnant be left.
            lasts = [len(self._broken(tried, r)[-1]) for r in (room, room / SAFETY)]
            if min(lasts) < _SHORT_LAST_LINE:
                continue
            best = best or tried
            if not starts or len(par.plain) - lasts[-1] in starts:
                return tried
        return best or par

    def height(self, par: Par, room: float) -> float:
        return par.before + self.lines(par, room) * par.leading

    def phrases(self, parts: tuple[str, ...], room: float, size: float, face: Face) -> list[str]:
        """Lines of a headline, broken between its parts."""
        return list(_phrased(self.fonts.path(face), parts, size, room * SAFETY))

    def of(self, size: float, face: Face) -> Callable[[str], float]:
        """Width of a piece of a line; its Latin ends count as if Japanese stood next to them."""
        path = self.fonts.path(face)
        return lambda text: _piece_width(path, text, size)


@lru_cache(maxsize=4096)
def _filled(path: Path, text: str, size: float, room: float) -> tuple[str, ...]:
    return tuple(fill(text, lambda piece: _piece_width(path, piece, size), room))


@lru_cache(maxsize=4096)
def _phrased(path: Path, parts: tuple[str, ...], size: float, room: float) -> tuple[str, ...]:
    return tuple(fill_phrases(parts, lambda piece: _piece_width(path, piece, size), room))


def _width(path: Path, text: str, size: float) -> float:
    return metrics(path).width(text, size) + len(_JOINT.findall(text)) * AUTOSPACE * size


def _piece_width(path: Path, text: str, size: float) -> float:
    return _width(path, text, size) + len(_LATIN_EDGE.findall(text)) * AUTOSPACE * size


def par_xml(par: Par) -> str:
    # Written even where it is nothing: LibreOffice lets a paragraph without it have that of the one before.
    tail = f' marR="{_emu(par.tail)}"'
    margin = f' marL="{_emu(par.indent)}" indent="{-_emu(par.indent)}"' if par.indent else ' marL="0" indent="0"'
    return (
        f'<a:p><a:pPr{margin}{tail} algn="{par.align}" hangingPunct="0"><a:lnSpc>'
        f'<a:spcPts val="{round(par.leading * 100)}"/></a:lnSpc>'
        f'<a:spcBef><a:spcPts val="{round(par.before * 100)}"/></a:spcBef><a:buNone/></a:pPr>'
        + "".join(run_xml(r) for r in par.runs)
        + (_empty_run(par) if not par.plain else "")
        + "</a:p>"
    )


def _empty_run(par: Par) -> str:
    size = par.runs[0].size if par.runs else par.leading / 1.5
    return f'<a:endParaRPr lang="ja-JP" altLang="en-US" sz="{round(size * 100)}"/>'


def run_xml(run: Run) -> str:
    properties = _run_properties(run)
    pieces = printable(run.text).split("\n")
    return "<a:br/>".join(
        f"<a:r>{properties}<a:t>{escape(piece)}</a:t></a:r>" for piece in pieces if piece or len(pieces) == 1
    )


def _run_properties(run: Run) -> str:
    font = ""
    if run.figures or run.formal:
        name = OFFICE_NAMES[run.face]
        font = f'<a:latin typeface="{name}"/><a:ea typeface="{name}"/>'
    mark = f'<a:highlight><a:srgbClr val="{run.highlight}"/></a:highlight>' if run.highlight else ""
    return (
        f'<a:rPr lang="ja-JP" altLang="en-US" sz="{round(run.size * 100)}" b="{int(run.bold)}">'
        f'<a:solidFill><a:srgbClr val="{run.colour}"/></a:solidFill>{mark}{font}</a:rPr>'
    )


def _emu(points: float) -> int:
    return round(points * 12700)

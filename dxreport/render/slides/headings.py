"""Turns the words of a slide's frame (title, line above it, footer) into placeholders of the template."""

from __future__ import annotations

from dataclasses import dataclass
from xml.sax.saxutils import escape

from dxreport.layout.package import printable
from dxreport.render.fonts import Face
from dxreport.render.slides.canvas import Canvas
from dxreport.render.slides.frame import SMALLEST, Box, Region
from dxreport.render.slides.text import SAFETY, Measure

BREAK = "\v"
"""Breaks a line inside a paragraph."""
# Lines that a title may take at most, and the share of its size in which 「（2/3）」 is set behind it.
_MOST_LINES = 4
_ASIDE = 0.6
_LOOK = '<a:rPr lang="ja-JP" altLang="en-US"/>'


@dataclass(frozen=True, slots=True)
class Headline:
    """A title in lines; ``mark`` (「（2/3）」) ends the last of them. ``moved`` is the whole of it where it was cut."""

    lines: tuple[str, ...]
    mark: str
    moved: tuple[str, ...]


def headline(title: tuple[str, ...], mark: str, more: str, region: Region, measure: Measure) -> Headline:
    """The title in lines between its phrases; one that would fill the slide is cut and ended by ``more``."""
    phrases = (*title, mark) if mark else title
    lines = tuple(measure.phrases(phrases, region.box.w, region.size, Face.TEXT_BOLD))
    if len(lines) <= _MOST_LINES:
        return Headline(lines, mark, ())
    last = lines[_MOST_LINES - 1]
    last = last[: max(len(last) - len(more) - len(mark) - 1, 0)] + more + mark
    return Headline((*lines[: _MOST_LINES - 1], last), mark, ("".join(title),))


def one_line(text: str, more: str, region: Region, measure: Measure) -> str:
    """``text`` as far as it fits on one line of the region, ended by ``more`` where it is cut."""
    width_of = measure.of(region.size, Face.TEXT)
    room = region.box.w * SAFETY
    if width_of(text) <= room:
        return text
    while text and width_of(text + more) > room:
        text = text[:-1]
    return text + more


def fill(
    canvas: Canvas,
    region: Region,
    name: str,
    lines: tuple[str, ...],
    box: Box | None = None,
    *,
    aside: str = "",
    share: float = 1.0,
) -> None:
    """Text of a placeholder, one paragraph a line. ``aside`` is how the text ends; it is set smaller.

    ``share`` is what is left of the template's size and leading for a text that is too long for it.
    """
    look = _look(region.size * share) if share < 1 else _LOOK
    leading = (
        f'<a:pPr><a:lnSpc><a:spcPts val="{round(region.leading * share * 100)}"/></a:lnSpc></a:pPr>'
        if share < 1
        else ""
    )
    paragraphs = [[_run(piece, look) for piece in line.split(BREAK)] for line in lines]
    if aside:
        last = lines[-1].split(BREAK)[-1].removesuffix(aside)
        paragraphs[-1][-1] = _run(last) + _run(aside, _look(region.size * _ASIDE, ' b="0"'))
    body = "".join(f"<a:p>{leading}{'<a:br/>'.join(pieces)}</a:p>" for pieces in paragraphs)
    canvas.placeholder(region.kind, region.index, name, body, box)


def _look(size: float, more: str = "") -> str:
    return f'<a:rPr lang="ja-JP" altLang="en-US" sz="{round(max(size, SMALLEST) * 100)}"{more}/>'


def _run(text: str, look: str = _LOOK) -> str:
    return f"<a:r>{look}<a:t>{escape(printable(text))}</a:t></a:r>" if text else ""

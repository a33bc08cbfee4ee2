"""Turns a deck's cover into the placeholders of its layout; a long title takes room from what stands around it."""

from __future__ import annotations

from dataclasses import dataclass

from dxreport.render.fonts import Face
from dxreport.render.slides import contract
from dxreport.render.slides.canvas import Canvas
from dxreport.render.slides.frame import SMALLEST, Box, Frame, Region
from dxreport.render.slides.headings import BREAK, fill, one_line
from dxreport.render.slides.text import SAFETY, Measure
from dxreport.report.papers import DeckCover

# Shares of its size in which a long title is set, the first in which it has room.
_SIZES = (1.0, 0.85, 0.7, 0.55)
_GAP = 8.0
_BELOW = ("period", "scale", "as_of")
# What the labels of the scale of quarters take below it (pt).
_SCALE_LABELS = 24.0


@dataclass(frozen=True, slots=True)
class Title:
    """The title's lines, its share of the template's size, how far it rises, and by how much it pushes what is below."""

    lines: tuple[str, ...]
    share: float
    rise: float
    push: float


def draw_cover(canvas: Canvas, cover: DeckCover, frame: Frame, measure: Measure, more: str) -> Box | None:
    """Everything but the scale of quarters, whose place is returned."""
    regions = {role: frame.regions[name] for role, name in contract.COVER_PARTS.items()}
    title = _title(cover, regions, measure)
    place = regions["title"].box
    grown = Box(place.x, place.y - title.rise, place.w, place.h + title.rise + title.push)
    moved = grown if title.rise or title.push else None
    words = (BREAK.join(title.lines),)
    fill(canvas, regions["title"], contract.COVER_PARTS["title"], words, moved, share=title.share)
    texts = {"era": (cover.era,), "period": (cover.period,), "head": cover.head, "as_of": (cover.as_of,)}
    for role, lines in texts.items():
        if not any(lines):
            continue
        region = regions[role]
        by = title.push if role in _BELOW else -title.rise if role == "era" else 0.0
        box = Box(region.box.x, region.box.y + by, region.box.w, region.box.h) if by else None
        if role == "head":
            lines, box = _head(lines, region, measure)
        fill(canvas, region, contract.COVER_PARTS[role], tuple(one_line(x, more, region, measure) for x in lines), box)
    if cover.note:
        region = regions["note"]
        fill(canvas, region, contract.COVER_PARTS["note"], (one_line(cover.note, more, region, measure),))
    scale = regions["scale"].box
    return Box(scale.x, scale.y + title.push, scale.w, scale.h) if cover.scale is not None else None


def _head(lines: tuple[str, ...], region: Region, measure: Measure) -> tuple[tuple[str, ...], Box | None]:
    """Committee, date and department; a longer one goes on in a line of its own and the box grows."""
    whole = tuple(part for line in lines for part in measure.phrases((line,), region.box.w, region.size, Face.TEXT))
    height = max(len(whole) * region.leading, region.box.h)
    return whole, Box(region.box.x, region.box.y, region.box.w, height) if height > region.box.h else None


def _title(cover: DeckCover, regions: dict[str, Region], measure: Measure) -> Title:
    """The largest type in which the title leaves everything else its room."""
    region = regions["title"]
    below = max(regions[role].box.bottom + (_SCALE_LABELS if role == "scale" else 0) for role in _BELOW)
    down = max(regions["note"].box.y - below - _GAP, 0.0)
    head = regions["head"].box
    era = regions["era"].box
    up = max(era.y - max(head.bottom, len(cover.head) * regions["head"].leading + head.y) - _GAP, 0.0)
    made = Title((), 1.0, 0.0, 0.0)
    for share in _SIZES:
        size = max(region.size * share, SMALLEST)
        lines = tuple(measure.phrases(cover.title, region.box.w * SAFETY, size, Face.FORMAL))
        extra = max(len(lines) * region.leading * share - region.box.h, 0.0)
        push = min(extra, down)
        made = Title(lines, share, min(extra - push, up), push)
        if extra <= down + up:
            return made
    return made

"""Turns the roles of a deck into the names by which a PowerPoint template bears them, and tells which are missing.

Names bind; positions, sizes, fonts and colours of a template belong to the people who restyle it, as far as a slide can
still be read: ``breaches`` tells what is too small, off the slide or on top of something else.
"""

from __future__ import annotations

import io
import zipfile
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from enum import StrEnum
from itertools import combinations

from lxml import etree
from pptx import Presentation
from pptx.exc import PythonPptxError

from dxreport.render.slides.frame import EMU, SMALLEST, Box, stated_size
from dxreport.report.papers import SlideLayout

TITLE = "見出し"
KICKER = "柱"
PERIOD = "時点"
SCALE = "目盛"
FOOTER = "フッター"
NUMBER = "ページ番号"
NOTE = "注記"
TABLE_STYLE = "進捗表"
NOTES_MASTER = "notesMaster"


@dataclass(frozen=True, slots=True)
class LayoutNames:
    """A layout's name and its regions: role → placeholder name. ``below`` names the region under a region."""

    name: str
    regions: dict[str, str]
    below: dict[str, str]


LAYOUTS = {
    SlideLayout.SECTION: LayoutNames("章扉", {"body": "本文"}, {}),
    SlideLayout.OVERALL: LayoutNames("全体", {"upper": "上段", "lower": "下段"}, {"upper": "lower"}),
    SlideLayout.WIDE: LayoutNames("本文と帯", {"body": "本文", "strip": "帯"}, {"body": "strip"}),
    SlideLayout.CHART_AND_NOTES: LayoutNames(
        "図と所見", {"chart": "図", "upper": "右上", "lower": "右下"}, {"upper": "lower"}
    ),
    SlideLayout.REFERENCE: LayoutNames("参考表", {"body": "本文", "note": NOTE}, {"body": "note"}),
}

COVER = "表紙"
COVER_TITLE = "表題"
COVER_PARTS = {
    "head": "委員会",
    "era": "年度",
    "title": COVER_TITLE,
    "period": "時期",
    "scale": SCALE,
    "as_of": "基準日",
    "note": NOTE,
}

_COMMON = (TITLE, KICKER, PERIOD, SCALE, FOOTER, NUMBER)


def wanted() -> dict[str, tuple[str, ...]]:
    """Every layout with the placeholders that it must have."""
    names = {COVER: tuple(COVER_PARTS.values())}
    names |= {layout.name: (*_COMMON, *layout.regions.values()) for layout in LAYOUTS.values()}
    return names


def missing(template: bytes) -> tuple[str, ...]:
    """Names that the template lacks: 「全体」 for a layout, 「全体/上段」 for a placeholder; empty if it is fit.

    A file that is no presentation gives ``("pptx",)``.
    """
    try:
        deck = Presentation(io.BytesIO(template))
    except (zipfile.BadZipFile, KeyError, ValueError, PythonPptxError, etree.XMLSyntaxError):
        return ("pptx",)
    layouts = {
        layout.name: {shape.name for shape in layout.placeholders}  # type: ignore[misc] # __iter__ lacks self there
        for layout in deck.slide_layouts
    }
    lacking: list[str] = []
    for name, parts in wanted().items():
        if name not in layouts:
            lacking.append(name)
        else:
            lacking.extend(f"{name}/{part}" for part in parts if part not in layouts[name])
    related = {rel.reltype.rpartition("/")[2]: rel for rel in deck.part.rels.values() if not rel.is_external}
    styles = related["tableStyles"].target_part.blob if "tableStyles" in related else b""
    if TABLE_STYLE not in table_styles(styles):
        lacking.append(TABLE_STYLE)
    if NOTES_MASTER not in related:
        lacking.append(NOTES_MASTER)
    return tuple(lacking)


class Breach(StrEnum):
    """What may be wrong with a template that has all its names; the words are a finding's."""

    TYPE = "slide_type"
    SPACE = "slide_space"
    OUTSIDE = "slide_outside"
    OVERLAP = "slide_overlap"


# Least width and height (pt) of what takes sentences, tables and charts; of a strip or note of one line; of a title.
_BODY, _LINE, _HEAD = (180.0, 100.0), (300.0, 16.0), (300.0, 24.0)
_STRIPS = ("帯", NOTE)
# Placeholders that carry no words of a size: the scale of quarters is drawn.
_DRAWN = (SCALE,)
_TOUCH = 1.0


def breaches(template: bytes) -> tuple[tuple[str, Breach], ...]:
    """What staff changed so far that slides cannot be read: (layout/placeholder, what is wrong), in the template's order.

    Sizes in points. Slides that were left in the template do no harm: they are not published.
    Raises ValueError where the file is no presentation.
    """
    try:
        deck = Presentation(io.BytesIO(template))
    except (zipfile.BadZipFile, KeyError, PythonPptxError, etree.XMLSyntaxError) as error:
        raise ValueError(f"not a PowerPoint template: {error}") from error
    slide = Box(0, 0, (deck.slide_width or 0) / EMU, (deck.slide_height or 0) / EMU)
    names = wanted()
    found: list[tuple[str, Breach]] = []
    for layout in deck.slide_layouts:
        places = {
            shape.name: (Box(*(v / EMU for v in (shape.left, shape.top, shape.width, shape.height))), shape.element)
            for shape in layout.placeholders  # type: ignore[misc] # __iter__ lacks self there
            if shape.name in names.get(layout.name, ())
        }
        found.extend((f"{layout.name}/{name}", breach) for name, breach in _wrong(layout.name, places, slide))
    return tuple(found)


def _wrong(layout: str, places: Mapping[str, tuple[Box, object]], slide: Box) -> Iterator[tuple[str, Breach]]:
    regions = next((x.regions.values() for x in LAYOUTS.values() if x.name == layout), ())
    for name, (box, element) in places.items():
        size = stated_size(element)
        if name not in _DRAWN and size is not None and size < SMALLEST:
            yield name, Breach.TYPE
        least = (
            _LINE
            if name in _STRIPS
            else _BODY
            if name in regions
            else _HEAD
            if name in (TITLE, COVER_TITLE)
            else (0, 0)
        )
        if box.w < least[0] or box.h < least[1]:
            yield name, Breach.SPACE
        if min(box.x, box.y) < 0 or box.right > slide.w + _TOUCH or box.bottom > slide.h + _TOUCH:
            yield name, Breach.OUTSIDE
    bound = [name for name in places if name in (*regions, TITLE, FOOTER)]
    for one, other in combinations(bound, 2):
        a, b = places[one][0], places[other][0]
        wide, high = min(a.right, b.right) - max(a.x, b.x), min(a.bottom, b.bottom) - max(a.y, b.y)
        if min(wide, high) > _TOUCH:
            yield other, Breach.OVERLAP


def table_styles(part: bytes) -> dict[str, str]:
    """Names of the table styles in ``tableStyles.xml`` with their ids."""
    if not part:
        return {}
    root = etree.fromstring(part)
    return {style.get("styleName", ""): style.get("styleId", "") for style in root.iter("{*}tblStyle")}

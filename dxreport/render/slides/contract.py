"""Turns the roles of a deck into the names by which a PowerPoint template bears them, and tells which are missing.

Only names bind: positions, sizes, fonts and colours of a template belong to the people who restyle it.
"""

from __future__ import annotations

import io
import zipfile
from dataclasses import dataclass

from lxml import etree
from pptx import Presentation
from pptx.exc import PythonPptxError

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


def table_styles(part: bytes) -> dict[str, str]:
    """Names of the table styles in ``tableStyles.xml`` with their ids."""
    if not part:
        return {}
    root = etree.fromstring(part)
    return {style.get("styleName", ""): style.get("styleId", "") for style in root.iter("{*}tblStyle")}

"""Turns a Word template into the names that the renderer binds to, and says which of them it lacks.

Staff restyle the template in Word; they may change everything about a style but its name.
"""

from __future__ import annotations

import io
import zipfile
from collections.abc import Mapping
from enum import StrEnum

from lxml import etree

W = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
_STYLES = "word/styles.xml"


class Para(StrEnum):
    """Paragraph styles by name. Word writes its built-in names in English, whatever the language of its menus."""

    HEADING_1 = "heading 1"
    HEADING_2 = "heading 2"
    HEADING_3 = "heading 3"
    HEADING_4 = "heading 4"
    SHEET_TITLE = "戦略 個票見出し"
    """A heading of level 2 that opens a sheet of its own: larger, without a number."""
    CONTENTS_TITLE = "TOC Heading"
    CONTENTS_1 = "toc 1"
    CONTENTS_2 = "toc 2"
    CONTENTS_3 = "toc 3"
    CAPTION = "caption"
    FIGURE = "戦略 図"
    """The paragraph that holds a drawing."""
    KICKER = "戦略 前見出し"
    BODY = "戦略 本文"
    LEAD = "戦略 結論"
    NOTE = "戦略 注記"
    PROGRESS = "戦略 進捗"
    STATEMENT = "戦略 標語"
    BULLET = "戦略 箇条"
    NUMBERED = "戦略 番号箇条"
    CALLOUT = "戦略 強調枠"
    GAP = "戦略 間"
    """An empty paragraph between two tables."""
    FACT_LABEL = "戦略 項目名"
    FACT_TEXT = "戦略 項目本文"
    FACT_BULLET = "戦略 項目箇条"
    FACT_NOTE = "戦略 項目注"
    CELL = "戦略 表本文"
    CELL_LEAD = "戦略 表小見出し"
    CELL_LABEL = "戦略 表項目"
    CELL_FIGURE = "戦略 表数値"
    CELL_CENTRED = "戦略 表中央"
    CELL_QUIET = "戦略 表補足"
    HEAD = "戦略 表見出し"
    HEAD_RIGHT = "戦略 表見出し右"
    QUARTER = "戦略 工程四半期"
    MONTH = "戦略 工程月"
    TASK = "戦略 工程名"
    BAR = "戦略 工程文"
    THEME_KICKER = "戦略 テーマ番号"
    MATRIX_TITLE = "戦略 取組名"
    MATRIX_TEXT = "戦略 取組概要"
    COVER_OWNER = "戦略 表紙団体"
    COVER_BOX = "戦略 取扱い枠"
    COVER_ERA = "戦略 表紙年度"
    COVER_TITLE = "戦略 表紙題名"
    COVER_PERIOD = "戦略 表紙期間"
    COVER_SCALE = "戦略 表紙目盛"
    """The paragraph of the scale of quarters: its distances set off the title above and the facts below."""
    COVER_LABEL = "戦略 表紙項目"
    COVER_TEXT = "戦略 表紙本文"


HEADINGS = (Para.HEADING_1, Para.HEADING_2, Para.HEADING_3, Para.HEADING_4)
"""The headings by level."""


class Run(StrEnum):
    """Character styles."""

    STRONG = "Strong"
    QUIET = "戦略 補足文字"


class TableLook(StrEnum):
    """Table styles: they carry the rules."""

    DATA = "戦略 表"
    FACTS = "戦略 事項"
    SCHEDULE = "戦略 工程表"
    OPEN = "戦略 罫なし表"


class Slot(StrEnum):
    """Tags of the content controls in headers and footers that receive the paper's own texts."""

    HEADER_LEFT = "header_left"
    HEADER_RIGHT = "header_right"
    FOOTER_LEFT = "footer_left"
    COVER_FOOT_LEFT = "cover_foot_left"
    COVER_FOOT_RIGHT = "cover_foot_right"


_KINDS: dict[str, type[Para | Run | TableLook]] = {"paragraph": Para, "character": Run, "table": TableLook}


def style_ids(styles: etree._Element) -> Mapping[str, str]:
    """Style name → id, from the root of ``word/styles.xml``. Built-in names compare without regard to case."""
    found = {
        (style.get(f"{{{W}}}type"), _name(style).casefold()): style.get(f"{{{W}}}styleId")
        for style in styles.iter(f"{{{W}}}style")
    }
    ids: dict[str, str] = {}
    for kind, names in _KINDS.items():
        for name in names:
            style_id = found.get((kind, name.value.casefold()))
            if style_id is not None:
                ids[name.value] = style_id
    return ids


def missing(template: bytes) -> tuple[str, ...]:
    """Names of styles and tags of content controls that the template lacks, in the order above; empty if it is fit.

    Raises ValueError when ``template`` is not a Word package at all.
    """
    try:
        with zipfile.ZipFile(io.BytesIO(template)) as archive:
            styles = etree.fromstring(archive.read(_STYLES))
            names = [n for n in archive.namelist() if n.startswith(("word/header", "word/footer"))]
            margins = [etree.fromstring(archive.read(name)) for name in names]
    except (zipfile.BadZipFile, KeyError, etree.XMLSyntaxError) as error:
        raise ValueError(f"not a Word template: {error}") from error
    ids = style_ids(styles)
    tags = {tag.get(f"{{{W}}}val") for root in margins for tag in root.iter(f"{{{W}}}tag")}
    lacking = [name.value for names in _KINDS.values() for name in names if name.value not in ids]
    return (*lacking, *(slot.value for slot in Slot if slot.value not in tags))


class Breach(StrEnum):
    """What may be wrong with a template that has all its names; the words are a finding's."""

    LEVEL = "template_level"
    NUMBER = "template_number"
    SECTIONS = "template_sections"
    LANGUAGE = "template_language"
    DIALOGUE = "template_dialogue"


def breaches(template: bytes) -> tuple[tuple[str, Breach], ...]:
    """What staff changed that the papers rely on, beside the names: (style or part, what is wrong), in a fixed order.

    Headings need their outline levels (the contents are made of them) and their list; the paper needs an upright and a lying
    section and Japanese as its language, and must not ask to update its fields on opening. Raises ValueError as ``missing`` does.
    """
    try:
        with zipfile.ZipFile(io.BytesIO(template)) as archive:
            styles = etree.fromstring(archive.read(_STYLES))
            document = etree.fromstring(archive.read("word/document.xml"))
            settings = etree.fromstring(archive.read("word/settings.xml"))
    except (zipfile.BadZipFile, KeyError, etree.XMLSyntaxError) as error:
        raise ValueError(f"not a Word template: {error}") from error
    found: list[tuple[str, Breach]] = []
    ids = style_ids(styles)
    levels = {**{name: level for level, name in enumerate(HEADINGS)}, Para.SHEET_TITLE: 1}
    for name, level in levels.items():
        properties = _style(styles, ids.get(name.value, ""))
        if _value(properties, "outlineLvl") != str(level):
            found.append((name.value, Breach.LEVEL))
        if name in HEADINGS and _value(properties, "numPr/{*}numId") in ("", "0"):
            found.append((name.value, Breach.NUMBER))
    turned = [size.get(f"{{{W}}}orient") == "landscape" for size in document.iter(f"{{{W}}}pgSz")]
    if turned != [False, True]:
        found.append(("document", Breach.SECTIONS))
    language = styles.find("{*}docDefaults//{*}lang")
    if language is None or language.get(f"{{{W}}}eastAsia") != "ja-JP":
        found.append(("styles", Breach.LANGUAGE))
    if settings.find(f"{{{W}}}updateFields") is not None:
        found.append(("settings", Breach.DIALOGUE))
    return tuple(found)


def _style(styles: etree._Element, style_id: str) -> etree._Element | None:
    """The paragraph properties of a style."""
    found = (s for s in styles.iter(f"{{{W}}}style") if s.get(f"{{{W}}}styleId") == style_id)
    style = next(found, None)
    return None if style is None else style.find(f"{{{W}}}pPr")


def _value(properties: etree._Element | None, path: str) -> str:
    child = None if properties is None else properties.find(f"{{*}}{path}")
    return "" if child is None else child.get(f"{{{W}}}val") or ""


def _name(style: etree._Element) -> str:
    name = style.find(f"{{{W}}}name")
    return "" if name is None else name.get(f"{{{W}}}val") or ""

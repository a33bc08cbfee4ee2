"""Turns papers into outlines that a person can read and compare: headings, tables, charts, notes, bookmarks."""

from __future__ import annotations

import re
from collections.abc import Sequence
from pathlib import Path

import docx
import openpyxl
import pptx
from docx.oxml.ns import qn
from pypdf import PdfReader
from pypdf.generic import Destination


def of_document(path: Path) -> str:
    """Headings by level, tables with their caption, size and first row."""
    lines: list[str] = []
    body = docx.Document(str(path)).element.body
    for element in body.iterchildren():
        if element.tag == qn("w:p"):
            style = element.find(f"{qn('w:pPr')}/{qn('w:pStyle')}")
            name = style.get(qn("w:val")) if style is not None else ""
            text = "".join(t.text or "" for t in element.iter(qn("w:t")))
            if name.startswith("Heading") and text:
                lines.append(f"{'#' * int(name[-1])} {text}")
        elif element.tag == qn("w:tbl"):
            rows = element.findall(qn("w:tr"))
            caption = element.find(f"{qn('w:tblPr')}/{qn('w:tblCaption')}")
            said = caption.get(qn("w:val")) if caption is not None else "-"
            first = " | ".join("".join(t.text or "" for t in c.iter(qn("w:t"))) for c in rows[0].findall(qn("w:tc")))
            lines.append(f"  table {said}: {len(rows)} rows; {first[:90]}")
    return "\n".join(lines) + "\n"


def of_deck(path: Path) -> str:
    """Per slide: layout, title, then each table, chart and group, and the length of the notes."""
    lines: list[str] = []
    for number, slide in enumerate(pptx.Presentation(str(path)).slides, 1):
        title = slide.shapes.title.text_frame.text.replace("\x0b", "").replace("\n", "") if slide.shapes.title else "-"
        lines.append(f"{number} [{slide.slide_layout.name}] {title}")
        for shape in slide.shapes:
            if shape.has_table:
                rows = shape.table.rows
                head = " | ".join(c.text for c in shape.table.rows[0].cells)
                lines.append(f"    table {len(rows)} rows: {head}")
            elif shape.has_chart:
                names = ", ".join(s.name for p in shape.chart.plots for s in p.series)
                lines.append(f"    chart {shape.chart.chart_type.name}: {names}")
        if slide.has_notes_slide:
            lines.append(f"    notes: {slide.notes_slide.notes_text_frame.text.splitlines()[0][:70]}")
    return "\n".join(lines) + "\n"


def of_presented(path: Path) -> str:
    """Per slide: its title, every row of its tables, the values of its chart, and all of the speaker's notes."""
    lines: list[str] = []
    for number, slide in enumerate(pptx.Presentation(str(path)).slides, 1):
        title = slide.shapes.title.text_frame.text.replace("\x0b", "") if slide.shapes.title else "-"
        lines.append(f"== {number} {title}")
        for shape in slide.shapes:
            if shape.has_table:
                lines += [f"| {' | '.join(' '.join(c.text.split()) for c in row.cells)}" for row in shape.table.rows]
            elif shape.has_chart:
                for plot in shape.chart.plots:
                    names = [str(c) for c in plot.categories]
                    lines += [f"~ {s.name}: {', '.join(map('='.join, _points(names, s.values)))}" for s in plot.series]
        if slide.has_notes_slide:
            lines += ["", *slide.notes_slide.notes_text_frame.text.splitlines(), ""]
    return "\n".join(lines) + "\n"


def _points(names: Sequence[str], values: Sequence[float | None]) -> list[tuple[str, str]]:
    return [(n, f"{v:g}") for n, v in zip(names, values, strict=True) if v is not None]


def of_report(path: Path) -> str:
    """Bookmarks with their pages, and the number of pages."""
    reader = PdfReader(path)
    lines = [f"{len(reader.pages)} pages"]

    def walk(items: list[Destination | list[Destination]], depth: int) -> None:
        for item in items:
            if isinstance(item, list):
                walk(list(item), depth + 1)
            else:
                page = reader.get_destination_page_number(item)
                lines.append(f"{'  ' * depth}{item.title} … {(page or 0) + 1}")

    walk(list(reader.outline), 0)  # type: ignore[arg-type]  # the stubs nest the list type deeper than it is
    return "\n".join(lines) + "\n"


def of_text(path: Path) -> str:
    """The whole text, without the digests of the sample's workbooks: the content of the report, to be read."""
    return re.sub(r"[0-9a-f]{8}(?: [0-9a-f]{8}){7}", "…", path.read_bytes().decode("utf-8").replace("\r\n", "\n"))


def of_workbook(path: Path) -> str:
    """Sheets with their size and headings."""
    lines = []
    for sheet in openpyxl.load_workbook(path).worksheets:
        head = " | ".join("".join(str(c.value).split()) for c in sheet[1])
        lines.append(f"{sheet.title}: {sheet.max_row} rows; {head}")
    return "\n".join(lines) + "\n"

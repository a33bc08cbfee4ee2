"""Turns published files back into the figures that they show, measure by measure."""

from __future__ import annotations

import json
import re
from collections.abc import Iterable
from decimal import ROUND_HALF_UP, Decimal
from functools import cache
from pathlib import Path

import docx
import openpyxl
import pptx
from docx.oxml.ns import qn

from tests import ink

FIELDS = ("目標", "計画", "実績", "達成率", "進捗率", "評価")
Shown = dict[str, dict[str, str]]
"""By measure id: what stands under each of FIELDS."""
_ID = re.compile(r"^[0-9]{1,2}-[0-9]{1,2}[a-z]?$")
_STATUS = re.compile(r"^[◎○△×－？]")
_DASHES = {"－", "—", "-", "", "ー"}


def plain(text: str) -> str:
    """A printed cell without padding; every dash alike."""
    squeezed = re.sub(r"[\s\u00a0\u2007]", "", text)
    return "－" if squeezed in _DASHES else squeezed


def only(folder: Path, pattern: str) -> Path:
    (path,) = folder.glob(pattern)
    return path


def from_results(folder: Path) -> dict[str, dict[str, object]]:
    data = json.loads((folder / "data" / "results.json").read_text(encoding="utf-8"), parse_float=Decimal)
    return {m["id"]: m for m in data["measures"]}


@cache
def from_workbook(folder: Path) -> Shown:
    """The measures' sheet, as Excel would show it with its number formats."""
    sheet = openpyxl.load_workbook(only(folder, "*_進捗集計表.xlsx"))["測定項目"]
    head = [str(c.value) for c in sheet[1]]
    columns = {f: next(i for i, h in enumerate(head) if h.replace("年度", "").startswith(f)) for f in FIELDS}
    out: Shown = {}
    for row in sheet.iter_rows(min_row=2):
        out[str(row[0].value)] = {f: plain(_displayed(row[c].value, row[c].number_format)) for f, c in columns.items()}
    return out


def _displayed(value: object, number_format: str) -> str:
    if not isinstance(value, int | float):
        return str(value or "")
    digits = len(number_format.split(";")[0].partition(".")[2])
    shown = Decimal(str(value)).quantize(Decimal(1).scaleb(-digits), ROUND_HALF_UP)
    return f"▲{abs(shown):,}" if shown < 0 else f"{shown:,}"


@cache
def from_briefing(folder: Path) -> Shown:
    """The reference tables of the committee deck."""
    out: Shown = {}
    for slide in pptx.Presentation(str(only(folder, "*_委員会報告資料.pptx"))).slides:
        for shape in slide.shapes:
            if not shape.has_table:
                continue
            rows = [[cell.text for cell in row.cells] for row in shape.table.rows]
            head = [plain(h) for h in rows[0]]
            if not all(any(h.startswith(f) for h in head) for f in FIELDS):
                continue
            columns = {f: next(i for i, h in enumerate(head) if h.startswith(f)) for f in FIELDS}
            for row in rows[1:]:
                if _ID.match(row[0].strip()):
                    out[row[0].strip()] = {f: plain(row[c]) for f, c in columns.items()}
    return out


@cache
def from_report(folder: Path) -> Shown:
    """The KPI tables of the PDF: its text is read cell by cell, the status ends the figures."""
    out: Shown = {}
    for page in ink.pages(only(folder, "*_進捗報告書.pdf")):
        lines = [run.text.strip() for run in ink.joined(page.runs) if run.text.strip()]
        if not {"測定項目", "目標", "計画", "実績"} <= set(lines):
            continue
        start = lines.index("測定項目")
        for n, line in enumerate(lines[start:], start):
            if _ID.match(line) and line not in out:
                end = next((k for k in range(n + 1, min(n + 14, len(lines))) if _is_status(lines[k])), None)
                if end is not None:
                    out[line] = dict(zip(FIELDS, map(plain, lines[end - 5 : end + 1]), strict=True))
    return out


def from_text(folder: Path) -> Shown:
    """The sentences of the text edition; a field that is not said is a dash, as in the other papers."""
    out: Shown = {}
    for line in only(folder, "*_進捗報告書.txt").read_bytes().decode("utf-8").splitlines():
        head, found, said = line.partition("：")
        item = head.partition("　")[0]
        if found and _ID.match(item) and "年度目標" in said and item not in out and "遅れている。" not in said:
            figures = {f: _heard(f, said) for f in FIELDS[:-1]}
            if figures["実績"] == "－" and said.startswith("未報告"):
                figures["実績"] = "未報告"
            out[item] = {**figures, "評価": plain(re.split("[。（]", said)[0].removeprefix("評価は"))}
    return out


def _heard(field: str, said: str) -> str:
    """「36.5」 of 「実績36.5%」."""
    name = "年度目標" if field == "目標" else field
    found = re.search(rf"{name}(?:は(該当なし)|(マイナス)?([0-9][0-9,.]*))", said)
    if found is None:
        return "－"
    return found[1] or f"{'▲' if found[2] else ''}{found[3]}"


def _is_status(line: str) -> bool:
    return len(line) > 1 and bool(_STATUS.match(line))


def words_of_document(folder: Path) -> str:
    """All text of the Word paper, tables included, without spaces."""
    document = docx.Document(str(only(folder, "*.docx")))
    return "".join(_squeezed(t.text or "" for t in document.element.body.iter(qn("w:t"))))


def notes_of_briefing(folder: Path) -> list[str]:
    """The speaker's notes, slide by slide."""
    slides = pptx.Presentation(str(only(folder, "*委員会報告資料.pptx"))).slides
    return [s.notes_slide.notes_text_frame.text for s in slides]


def words_of_deck(folder: Path) -> str:
    """All text of the strategy deck."""
    path = next(p for p in folder.glob("*.pptx") if "委員会" not in p.name)
    texts = [t.text or "" for s in pptx.Presentation(str(path)).slides for t in s.element.iter("{*}t")]
    return "".join(_squeezed(texts))


def _squeezed(texts: Iterable[str]) -> Iterable[str]:
    return (re.sub(r"\s", "", t) for t in texts)

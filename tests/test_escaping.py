"""Text from departments is text in every output: PDF, Word, PowerPoint, Excel, CSV, JSON, e-mail, and it names no file."""

from __future__ import annotations

import csv
import io
import json
import zipfile
from pathlib import Path

import docx
import openpyxl
import pptx
import pytest
from lxml import etree
from pypdf import PdfReader

from dxreport.assessing import Request, unwatched
from dxreport.pipeline import quarterly
from dxreport.products import Kind
from dxreport.render.data import csv_bytes
from tests import city

NASTY = '=HYPERLINK("http://x","y")<b>&amp;<para/>]]>{{ x }}%s'
"""A formula, mark-up of three kinds, an entity, the end of a CDATA section, two template languages."""
CONTROL = "制御\x07文字\u202e"


@pytest.fixture(scope="module")
def published(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Two quarters in which everything that people write is nasty; what was promised in the first is answered in the second."""
    root = city.workspace(tmp_path_factory.mktemp("w"))
    words: dict[str, city.Cell] = {k: f"{NASTY}{k}" for k in ("reason", "remedy", "decision", "comment")}
    late: dict[str, city.Cell] = {"value": 1, "due": NASTY, **words}
    kpi = {**city.FULL_SOUMU, "1-1a": late}
    tasks = {**city.SOUMU_TASKS, "1-S1": {"state": "未着手", "due": NASTY, **words}}
    lists: dict[str, city.Table] = {"incidents": [{"id": NASTY, "hours": 2.5}]}
    for step in ("q1", "q2"):
        city.submit_all(root, step)
        answers = {"1-1a": {"outcome": "対応中", "progress": f"{NASTY}progress"}} if step == "q2" else None
        city.submit(root, step, "soumu", kpi, tasks, lists, follow_ups=answers)
    corrected = {**kpi, "1-1a": {**late, "comment": f"@SUM(A1){CONTROL}", "value": 2}}
    city.submit(root, "q2", "soumu", corrected, tasks, lists, number=2)
    quarterly(Request(root, checkpoint="q2"), tuple(Kind), unwatched)
    return root / "outputs" / "r7" / "q2"


def the(published: Path, pattern: str) -> Path:
    (path,) = published.glob(pattern)
    return path


def squeezed(text: str) -> str:
    return "".join(text.split())


WANTED = squeezed(f"{NASTY}remedy")


def test_pdf(published: Path) -> None:
    text = squeezed("".join(p.extract_text() for p in PdfReader(the(published, "*.pdf")).pages))
    assert WANTED in text
    assert squeezed(f"{NASTY}progress") not in text  # the workbook that was replaced told it; the one in use does not
    links = [a for p in PdfReader(the(published, "*.pdf")).pages for a in p.get("/Annots") or []]
    assert not [a for a in links if "http" in str(a.get_object())]


def test_slides(published: Path) -> None:
    said = []
    for slide in pptx.Presentation(str(the(published, "*委員会*.pptx"))).slides:
        for shape in slide.shapes:
            if shape.has_text_frame:
                said.append(shape.text_frame.text)
            if shape.has_table:
                said += [cell.text for row in shape.table.rows for cell in row.cells]
    assert WANTED in squeezed("".join(said))


@pytest.mark.parametrize("pattern", ["*.docx", "R7_*.pptx", "*委員会*.pptx", "*集計表.xlsx", "*差戻票/*総務課.xlsx"])
def test_every_part_is_well_formed_and_links_nowhere(published: Path, pattern: str) -> None:
    with zipfile.ZipFile(the(published, pattern)) as archive:
        for name in archive.namelist():
            if name.endswith((".xml", ".rels")):
                root = etree.fromstring(archive.read(name))
                assert "http://x" not in {r.get("Target") for r in root.iter() if isinstance(r.tag, str)}


def test_word_has_no_words_of_a_department(published: Path) -> None:
    """The strategy is the approved text: nothing that a department wrote may come into it."""
    assert NASTY not in "".join(p.text for p in docx.Document(str(the(published, "*.docx"))).paragraphs)


@pytest.mark.parametrize("pattern", ["*集計表.xlsx", "*差戻票/*総務課.xlsx"])
def test_workbooks_hold_texts_and_no_formulas(published: Path, pattern: str) -> None:
    cells = [c for ws in openpyxl.load_workbook(the(published, pattern)).worksheets for r in ws.iter_rows() for c in r]
    assert [c for c in cells if str(c.value).startswith("=")]
    assert not [c for c in cells if c.data_type == "f"]
    assert not [c for c in cells if "\x07" in str(c.value) or "\u202e" in str(c.value)]


def test_csv_runs_nothing(published: Path) -> None:
    for path in (published / "data").glob("*.csv"):
        for row in csv.reader(io.StringIO(path.read_text(encoding="utf-8-sig"))):
            assert not [c for c in row if c.startswith(("=", "+", "@", "\t", "\r", "＝"))], path.name


@pytest.mark.parametrize("text", ["=1+1", "+1", "-1+cmd", "@SUM(A1)", "\t=1", "\r=1", "\n=1", "＝1", "＋1", "＠x"])
def test_a_text_of_a_csv_never_begins_like_a_formula(text: str) -> None:
    (_, row) = csv.reader(io.StringIO(csv_bytes([{"a": text}], ["a"]).decode("utf-8-sig")))
    assert row == [f"'{text}"]


def test_json_keeps_the_text_as_it_was(published: Path) -> None:
    results = json.loads((published / "data" / "results.json").read_text(encoding="utf-8"))
    (replacement,) = results["replacements"]
    changed = {c["heading"]: (c["before"], c["after"]) for c in replacement["changes"] if c["row"] == "1-1a"}
    assert changed["コメント"] == (f"{NASTY}comment", "@SUM(A1)制御文字")
    assert changed["実績値"] == ("1", "2")
    assert changed["経過"] == (f"{NASTY}progress", None)


def test_no_file_is_named_after_what_somebody_typed(published: Path) -> None:
    names = [p.name for p in published.rglob("*")]
    assert not [n for n in names if "HYPERLINK" in n or "<" in n or "=" in n]

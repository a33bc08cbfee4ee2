"""What stands in a workbook's cells, as people see it: formulas with their results, runs of text, merged cells, odd characters."""

from __future__ import annotations

import io
import re
import zipfile
from datetime import datetime
from decimal import Decimal
from pathlib import Path

import openpyxl
import pytest
from openpyxl.utils.datetime import CALENDAR_MAC_1904
from openpyxl.workbook.workbook import Workbook

from dxreport.ingest.isolation import read_workbook
from dxreport.ingest.submission import read_file
from dxreport.ingest.workbook import Formula, Grid
from dxreport.layout.package import cell_text, plain_text
from dxreport.model.period import Checkpoint
from tests import city
from tests.test_findings import cell, zipped

HEAD = '<worksheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"><sheetData>'
TAIL = "</sheetData></worksheet>"


def grid(folder: Path, cells: str, shared: str = "", style: tuple[int, str] | None = None) -> Grid:
    """A sheet whose cells are given as XML. ``style`` is the number format of style 1: its id, and its code if it has one."""
    out = io.BytesIO()
    Workbook().save(out)
    with zipfile.ZipFile(out) as archive:
        parts = {n: archive.read(n) for n in archive.namelist()}
    parts["xl/worksheets/sheet1.xml"] = f"{HEAD}<row r='1'>{cells}</row>{TAIL}".encode()
    if style:
        number, code = style
        own = f'<numFmts count="1"><numFmt numFmtId="{number}" formatCode="{code}"/></numFmts>' if code else ""
        xf = f'<xf numFmtId="{number}" fontId="0" fillId="0" borderId="0" xfId="0" applyNumberFormat="1"/></cellXfs>'
        styles = re.sub(r"<numFmts[^>]*/>", "", parts["xl/styles.xml"].decode())
        parts["xl/styles.xml"] = styles.replace("<fonts", f"{own}<fonts", 1).replace("</cellXfs>", xf).encode()
    if shared:
        main = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
        parts["xl/sharedStrings.xml"] = f"<sst xmlns='{main}'>{shared}</sst>".encode()
        kind = "application/vnd.openxmlformats-officedocument.spreadsheetml.sharedStrings+xml"
        said = f"<Override PartName='/xl/sharedStrings.xml' ContentType='{kind}'/></Types>".encode()
        parts["[Content_Types].xml"] = parts["[Content_Types].xml"].replace(b"</Types>", said)
    path = folder / "x.xlsx"
    path.write_bytes(zipped(parts))
    book = read_workbook(path, path.name).value
    assert book is not None
    return next(iter(book.grids.values()))


@pytest.mark.parametrize(
    ("xml", "content"),
    [
        ("<c r='A1'><f>1+1</f><v>2</v></c>", 2),
        ("<c r='A1'><f>1/3</f><v>0.33333333333333331</v></c>", 1 / 3),
        ("<c r='A1'><f>1+1</f></c>", Formula("=1+1")),
        ("<c r='A1'><f>1+1</f><v></v></c>", Formula("=1+1")),
        ("<c r='A1' t='str'><f>IF(B1=0,\"\",B1)</f><v></v></c>", None),
        ("<c r='A1' t='str'><f>\"あ\"</f><v>あ</v></c>", "あ"),
        ("<c r='A1' t='e'><f>1/0</f><v>#DIV/0!</v></c>", "#DIV/0!"),
        ("<c r='A1' t='e'><v>#REF!</v></c>", "#REF!"),
        ("<c r='A1' t='b'><v>1</v></c>", True),
        ("<c r='A1' t='inlineStr'><is><t>30</t></is></c>", "30"),
        ("<c r='A1' t='inlineStr'><is><r><t>赤い</t></r><r><t>字</t></r></is></c>", "赤い字"),
        ("<c r='A1' t='inlineStr'><is><t>漢字</t><rPh sb='0' eb='2'><t>カンジ</t></rPh></is></c>", "漢字"),
        ("<c r='A1' t='inlineStr'><is><t></t></is></c>", None),
        ("<c r='A1' t='inlineStr'><is><t>一_x000D_\n二_x0041_</t></is></c>", "一\r\n二A"),
        ("<c r='A1' t='inlineStr'><is><t>_x005F_x0041_</t></is></c>", "_x0041_"),
        ("<c><v>5</v></c>", 5),
        ("<c r='A1'><v>1e3</v></c>", 1000.0),
    ],
)
def test_a_cell_is_read_as_people_see_it(tmp_path: Path, xml: str, content: object) -> None:
    assert grid(tmp_path, xml).get(1, 1) == content


def test_shared_texts_leave_out_the_readings_of_kanji(tmp_path: Path) -> None:
    shared = "<si><t>漢字</t><rPh sb='0' eb='2'><t>カンジ</t></rPh></si><si><r><t>太</t></r><r><t>字</t></r></si>"
    found = grid(tmp_path, "<c r='A1' t='s'><v>0</v></c><c r='B1' t='s'><v>1</v></c>", shared)
    assert (found.get(1, 1), found.get(1, 2)) == ("漢字", "太字")


def test_shared_formulas_keep_their_own_results(tmp_path: Path) -> None:
    cells = (
        "<c r='A1'><f t='shared' ref='A1:B1' si='0'>C1*2</f><v>4</v></c><c r='B1'><f t='shared' si='0'/><v>6</v></c>"
    )
    found = grid(tmp_path, cells)
    assert (found.get(1, 1), found.get(1, 2)) == (4, 6)


def test_dates_of_the_other_calendar(tmp_path: Path) -> None:
    """Excel for Mac once counted days from 1904."""
    book = Workbook()
    book.epoch = CALENDAR_MAC_1904
    sheet = book.active
    assert sheet is not None
    sheet["A1"] = datetime(2025, 10, 1)  # noqa: DTZ001  cells know no time zone
    out = tmp_path / "mac.xlsx"
    book.save(out)
    read = read_workbook(out, "mac.xlsx").value
    assert read is not None
    assert read.grids["Sheet"].get(1, 1) == datetime(2025, 10, 1)  # noqa: DTZ001  the same


@pytest.mark.parametrize("number", [14, 27, 30, 31, 36, 50, 55, 56, 57, 58])
def test_dates_in_the_formats_of_japanese_excel(tmp_path: Path, number: int) -> None:
    """It writes 年月日 and eras by number, without the code; 45,930 must not become a count."""
    found = grid(tmp_path, "<c r='A1' s='1'><v>45930</v></c>", style=(number, ""))
    assert found.get(1, 1) == datetime(2025, 9, 30)  # noqa: DTZ001  cells know no time zone


@pytest.mark.parametrize(
    ("code", "is_date"), [("[$-411]gge", True), ("0.00E+00", False), ("#,##0&quot;ge&quot;", False), ("General", False)]
)
def test_an_era_alone_is_a_date(tmp_path: Path, code: str, is_date: bool) -> None:
    found = grid(tmp_path, "<c r='A1' s='1'><v>45930</v></c>", style=(164, code))
    assert isinstance(found.get(1, 1), datetime) is is_date


@pytest.mark.parametrize("text", ["_x0041_", "a_x000D_b", "_x005F_", "_x_", "普通の文", "_xZZZZ_"])
def test_what_somebody_typed_survives_writing_and_reading(text: str) -> None:
    assert plain_text(cell_text(text)) == text


@pytest.mark.parametrize(("text", "seen"), [("_xD83D__xDE00_", "😀"), ("_xD83D_", "\ufffd"), ("_x0007_", "\x07")])
def test_halves_of_characters_never_come_in(text: str, seen: str) -> None:
    assert plain_text(text) == seen


def test_words_in_a_merged_cell_belong_to_each_row_and_figures_to_the_first(tmp_path: Path) -> None:
    root = city.workspace(tmp_path / "w")
    words: dict[str, city.Cell] = {"reason": "両方の理由", "comment": "上の行"}
    kpi: dict[str, dict[str, city.Cell]] = {**city.FULL_SOUMU, "1-1a": {"value": 50, **words}, "1-1b": {"value": 2}}
    path = city.submit(root, "q1", "soumu", kpi, city.SOUMU_TASKS, city.SOUMU_LISTS)
    book = openpyxl.load_workbook(path)
    sheet = book["KPI実績"]
    for heading in ("理由", "実績値"):
        at = cell(book, "KPI実績", "1-1a", heading)
        sheet.merge_cells(start_row=at.row, end_row=at.row + 1, start_column=at.column, end_column=at.column)
    book.save(path)
    read = read_file(path, path.name, city.strategy(), Checkpoint.Q1)
    assert read.value is not None
    first, second = read.value.reading("1-1a"), read.value.reading("1-1b")
    assert first is not None
    assert second is not None
    assert first.value is not None
    assert (first.value.value, second.value) == (Decimal(50), None)
    assert (first.explanation.reason, second.explanation.reason) == ("両方の理由", "両方の理由")
    assert second.explanation.comment == ""
    assert sorted(f.code for f in read.findings if f.code in ("S14", "N07")) == ["N07", "S14", "S14"]

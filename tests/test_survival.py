"""What clerks and office programs do to a form without meaning any harm: the same values are read as before."""

from __future__ import annotations

import shutil
import subprocess
from collections.abc import Callable
from pathlib import Path

import openpyxl
import pytest
from openpyxl.comments import Comment
from openpyxl.workbook.workbook import Workbook
from openpyxl.worksheet.worksheet import Worksheet

from dxreport.ingest import isolation, strategy_file
from dxreport.ingest.identity import _from_properties, _from_sheet, read_cover
from dxreport.ingest.submission import read_file
from dxreport.layout.submission import KPI_SHEET, SCHEDULE_SHEET
from dxreport.model.period import Checkpoint
from dxreport.model.strategy import Strategy
from dxreport.model.submission import Submission
from tests import city
from tests.city import ROOT
from tests.test_findings import find

Change = Callable[[Workbook], None]
KPI, SCHEDULE = KPI_SHEET.name, SCHEDULE_SHEET.name


def said(submission: Submission | None) -> dict[str, object]:
    """Everything that was read, without the places where it stood."""
    assert submission is not None

    def bare(sourced: object) -> object:
        return getattr(sourced, "value", None)

    return {
        "number": submission.number,
        "date": submission.submitted_on,
        "readings": [
            (r.measure_id, r.state, *map(bare, (r.value, r.forecast, r.base, r.current, r.sample_size)), r.explanation)
            for r in submission.readings
        ],
        "tasks": [
            (t.bar_id, t.state, *map(bare, (t.percent, t.started, t.finished, t.expected)), t.explanation)
            for t in submission.tasks
        ],
        "lists": [
            (x.list_id, [(r.key, {k: c.value for k, c in r.cells.items()}, r.faults) for r in x.rows])
            for x in submission.lists
        ],
        "follow_ups": [(f.id, f.outcome, f.progress) for f in submission.follow_ups],
    }


def on(sheet: str, change: Callable[[Worksheet], None]) -> Change:
    return lambda book: change(book[sheet])


def insert_rows(ws: Worksheet) -> None:
    ws.insert_rows(1, 3)
    ws.insert_rows(find(ws, "1-2").row)


def insert_columns(ws: Worksheet) -> None:
    ws.insert_cols(1)
    ws.insert_cols(find(ws, "実績値").column, 2)


def sort_rows(ws: Worksheet) -> None:
    """The rows in the opposite order, as a filter's menu does it."""
    first, last = find(ws, "1-1a").row, ws.max_row
    rows = [[c.value for c in row] for row in ws.iter_rows(min_row=first, max_row=last)]
    for offset, contents in enumerate(reversed(rows)):
        for column, content in enumerate(contents, 1):
            ws.cell(first + offset, column).value = content


def swap_columns(ws: Worksheet) -> None:
    """実績値 and 年度末見込 change places, with their headings."""
    one, other = find(ws, "実績値"), find(ws, "年度末見込")
    for row in range(one.row, ws.max_row + 1):
        a, b = ws.cell(row, one.column), ws.cell(row, other.column)
        a.value, b.value = b.value, a.value


def hide(ws: Worksheet) -> None:
    for row in range(1, ws.max_row + 1, 2):
        ws.row_dimensions[row].hidden = True
    ws.column_dimensions["C"].hidden = True
    ws.sheet_state = "hidden"


def widen_digits(ws: Worksheet) -> None:
    for row in ws.iter_rows():
        for cell in row:
            if isinstance(cell.value, int | float) and not isinstance(cell.value, bool):
                cell.value = str(cell.value).translate(str.maketrans("0123456789.", "０１２３４５６７８９．"))
                cell.number_format = "@"


def space_texts(ws: Worksheet) -> None:
    for row in ws.iter_rows():
        for cell in row:
            if isinstance(cell.value, str):
                cell.value = f"　{cell.value} "


def note(ws: Worksheet) -> None:
    ws.cell(ws.max_row + 3, 2).value = "※10月に数え直した。"
    ws["A1"].comment = Comment("確認済み", "係")


def merge_title(ws: Worksheet) -> None:
    for merged in list(ws.merged_cells.ranges):
        ws.unmerge_cells(str(merged))
    ws.merge_cells("A1:H1")


def filter_on(ws: Worksheet) -> None:
    ws.auto_filter.ref = ws.dimensions
    ws.auto_filter.add_filter_column(0, ["1-1a"])


def add_signs(ws: Worksheet) -> None:
    """A clerk's marks on the headings."""
    for heading, marked in (("実績値", "実績値※"), ("年度末見込", "※年度末見込"), ("理由", "理由：")):
        find(ws, heading).value = marked


def rename(book: Workbook) -> None:
    book[KPI].title = "KPI実績（記入済み）"
    book[SCHEDULE].title = "Sheet4"


def move(book: Workbook) -> None:
    book.move_sheet(book[KPI], 3)
    book.create_sheet("メモ", 0)["A1"] = "KPI実績"


def unprotect(book: Workbook) -> None:
    for sheet in book.worksheets:
        sheet.protection.sheet = False


CHANGES: dict[str, Change] = {
    "rows inserted": on(KPI, insert_rows),
    "columns inserted": on(KPI, insert_columns),
    "rows sorted": on(KPI, sort_rows),
    "columns swapped": on(KPI, swap_columns),
    "rows, columns and a sheet hidden": on(KPI, hide),
    "signs on headings": on(KPI, add_signs),
    "digits in full width": on(KPI, widen_digits),
    "spaces around texts": on(KPI, space_texts),
    "notes beside and below": on(KPI, note),
    "merged title": on(KPI, merge_title),
    "filter": on(KPI, filter_on),
    "sheets renamed": rename,
    "sheets moved, one added": move,
    "protection taken off": unprotect,
}


@pytest.mark.parametrize("name", CHANGES)
def test_the_same_is_read_after(name: str, tmp_path: Path) -> None:
    root = city.workspace(tmp_path / "w")
    city.submit_all(root, "q1")
    path = root / "inputs/r7/q1/R7Q1_総務課.xlsx"
    before = said(read_file(path, path.name, city.strategy(), Checkpoint.Q1).value)
    book = openpyxl.load_workbook(path)
    CHANGES[name](book)
    book.save(path)
    read = read_file(path, path.name, city.strategy(), Checkpoint.Q1)
    assert said(read.value) == before
    assert not [f for f in read.findings if f.severity.value == "error"]


@pytest.mark.parametrize("title", ["提出票 (総務)", "表紙"])
def test_a_renamed_cover_still_tells_number_and_date(title: str, tmp_path: Path) -> None:
    path = city.submit(city.workspace(tmp_path / "w"), "q1", "soumu", city.FULL_SOUMU, number=3)
    book = openpyxl.load_workbook(path)
    book["提出票"].title = title
    book.save(path)
    read = read_file(path, path.name, city.strategy(), Checkpoint.Q1)
    assert read.value is not None
    assert (read.value.number, read.value.submitted_on is None) == (3, False)
    assert "S15" in {f.code for f in read.findings}


@pytest.mark.parametrize("title", ["修正後KPI実績", "Sheet1", "7月_記入"])
def test_a_second_filled_sheet_is_told_whatever_its_name(title: str, tmp_path: Path) -> None:
    path = city.submit(city.workspace(tmp_path / "w"), "q1", "soumu", city.FULL_SOUMU)
    book = openpyxl.load_workbook(path)
    book.copy_worksheet(book[KPI]).title = title
    book.save(path)
    read = read_file(path, path.name, city.strategy(), Checkpoint.Q1)
    assert [f.found for f in read.findings if f.code == "S16"] == [title]


def test_a_column_of_another_year_is_not_taken_for_the_value(tmp_path: Path) -> None:
    path = city.submit(city.workspace(tmp_path / "w"), "q1", "soumu", city.FULL_SOUMU)
    book = openpyxl.load_workbook(path)
    find(book[KPI], "実績値").value = "実績値（前年度）"
    book.save(path)
    read = read_file(path, path.name, city.strategy(), Checkpoint.Q1)
    assert read.value is not None
    assert all(r.value is None for r in read.value.readings)
    assert "S05" in {f.code for f in read.findings}


# --- round trips through another office program -----------------------------------------------------------------------


@pytest.fixture(scope="module")
def master() -> Strategy:
    checked = strategy_file.load(ROOT / "inputs/r7/strategy.yaml")
    assert checked.value is not None
    return checked.value


def converted(soffice: str, files: list[Path], to: str, folder: Path) -> list[Path]:
    """Files opened and saved again by LibreOffice."""
    folder.mkdir(parents=True, exist_ok=True)
    profile = f"-env:UserInstallation={(folder / 'profile').as_uri()}"
    command = [soffice, profile, "--headless", "--convert-to", to, "--outdir", str(folder), *map(str, files)]
    subprocess.run(command, check=True, capture_output=True, timeout=300)  # noqa: S603  a program that the test asked for
    return [folder / f"{f.stem}.{to}" for f in files]


def in_three_places(path: Path) -> tuple[dict[str, str], dict[str, str], dict[str, str], dict[str, str]]:
    """The form's identity as its properties, its hidden sheet and its cover tell it, and its names for its sheets."""
    book = isolation.read_workbook(path, path.name).value
    assert book is not None
    cover = {k: v for k, (v, _, _) in read_cover(book).texts.items()}
    keys = ("municipality", "year", "checkpoint", "department", "version", "digest")
    places = (_from_properties(book), _from_sheet(book), cover)
    for place in places:
        assert all(place.get(k) for k in keys), place
    return (*({k: p[k] for k in keys} for p in places), book.anchors)  # type: ignore[return-value]  # three and one


@pytest.mark.office
@pytest.mark.parametrize("through", ["xlsx", "ods"])
def test_forms_saved_by_libreoffice_read_the_same(through: str, tmp_path: Path, master: Strategy, soffice: str) -> None:
    forms = sorted((ROOT / "inputs/r7/q2").glob("*.xlsx"))
    originals = tmp_path / "forms"
    originals.mkdir()
    files = [Path(shutil.copy(f, originals / f"{n}.xlsx")) for n, f in enumerate(forms)]
    again = converted(soffice, files, through, tmp_path / through)
    if through != "xlsx":
        again = converted(soffice, again, "xlsx", tmp_path / "back")
    assert len(again) == len(forms) > 10
    for before, after in zip(files, again, strict=True):
        one = read_file(before, before.name, master, Checkpoint.Q2)
        other = read_file(after, after.name, master, Checkpoint.Q2)
        assert said(other.value) == said(one.value), before
        assert in_three_places(after) == in_three_places(before), before
        # The same things are said of both, the form's record of its locked cells included.
        assert [(f.code, f.sheet, f.cell) for f in other.findings] == [(f.code, f.sheet, f.cell) for f in one.findings]

"""Return slips (差戻票): what is on them, in which order, where their links lead, and that they are safe."""

from __future__ import annotations

import io
from dataclasses import replace
from datetime import date
from pathlib import Path
from urllib.parse import unquote

import openpyxl
import pytest
from openpyxl.cell.cell import Cell
from openpyxl.worksheet.worksheet import Worksheet

from dxreport.assessing import Request, evaluate, unwatched
from dxreport.evaluate.returns import column_and_row, returned
from dxreport.ingest.workspace import Workspace
from dxreport.layout.submission import safe_name
from dxreport.model.finding import finding
from dxreport.model.period import Checkpoint, FiscalYear
from dxreport.model.provenance import CellRef
from dxreport.model.strategy import Department
from dxreport.products import Kind, make
from dxreport.publish import Product
from dxreport.report.wording import files
from dxreport.report.wording.return_slip import HEADINGS
from tests import city
from tests.test_deadlines import LADDER, strategy_with

FAULTY: dict[str, dict[str, city.Cell]] = {
    **city.FULL_SOUMU,
    "1-1a": {"value": "多数"},
    "1-2": {"value": "5～7"},
    "1-6": {"value": "約20"},
}
FAULTY_TASKS: dict[str, dict[str, city.Cell]] = {
    "1-S1": {"state": "実施中", "started": date(2025, 4, 1), "percent": 50},
    "1-S2": {"state": "完了"},
    "1-S3": {"state": "やった"},
}
LONG: city.Table = [{"id": "5", "hours": "長い"}]
FAULTY_LISTS: dict[str, city.Table] = {
    "incidents": [
        {"id": "1", "hours": 1},
        {"id": "2", "hours": 2},
        {"id": "3", "hours": 3},
        {"id": "4", "hours": 1},
        *LONG,
    ]
}


def workspace(folder: Path) -> Path:
    """With everything in order at the first checkpoint."""
    root = folder / "w"
    assert strategy_with(LADDER, root).value is not None
    city.submit_all(root, "q1")
    return root


def slips(root: Path, checkpoint: str = "q2", *, draft: bool = False) -> dict[str, bytes]:
    assessment = evaluate(Request(root, checkpoint=checkpoint, draft=draft), unwatched)
    made: tuple[Product, ...] = make(assessment, Workspace(root), (Kind.RETURNS,), lambda _: None)
    return {p.name.rpartition("/")[2]: p.content for p in made}


def faulty(folder: Path) -> Path:
    root = workspace(folder)
    city.submit(root, "q2", "soumu", FAULTY, FAULTY_TASKS, FAULTY_LISTS)
    return root


def opened(content: bytes) -> Worksheet:
    book = openpyxl.load_workbook(io.BytesIO(content))
    (sheet,) = book.worksheets
    return sheet


def heading_row(sheet: Worksheet) -> int:
    return next(r for r in range(1, sheet.max_row + 1) if [c.value for c in sheet[r]] == list(HEADINGS))


def rows(sheet: Worksheet) -> list[dict[str, Cell]]:
    first = heading_row(sheet) + 1
    return [
        dict(zip(HEADINGS, cells, strict=True))  # type: ignore[arg-type]  # no cell of a slip is merged
        for cells in sheet.iter_rows(min_row=first)
    ]


def head(sheet: Worksheet) -> str:
    cells = (c.value for row in sheet.iter_rows(max_row=heading_row(sheet) - 1) for c in row if c.value)
    return "\n".join(map(str, cells))


def foot(content: bytes) -> str | None:
    footer = opened(content).oddFooter
    assert footer is not None
    assert footer.left is not None
    return footer.left.text


def test_a_slip_says_who_what_and_until_when(tmp_path: Path) -> None:
    sheet = opened(slips(faulty(tmp_path))["R7Q2_差戻票_総務課.xlsx"])
    said = head(sheet)
    for part in (
        "差戻票",
        "総務部　総務課",
        "企画部　計画課",
        "第2四半期（7～9月）　基準日 令和7年9月30日",
        "R7Q2_総務課.xlsx",
        "提出回数を2に増やし、全てのシートを記入したもの",
        "R7Q2_総務課_再提出2.xlsx",
        "令和7年10月10日（金）",
    ):
        assert part in said
    listed = rows(sheet)
    must = sum(r["区分"].value == "必ず直す" for r in listed)
    assert f"必ず直すもの {must}件　確かめるもの {len(listed) - must}件" in said
    assert must == 5
    assert len(listed) > must
    assert sheet.page_setup.orientation == "landscape"
    assert sheet.print_title_rows == f"${heading_row(sheet)}:${heading_row(sheet)}"


def test_rows_come_in_the_form_s_order_and_name_their_item(tmp_path: Path) -> None:
    listed = rows(opened(slips(faulty(tmp_path))["R7Q2_差戻票_総務課.xlsx"]))
    assert [r["番号"].value for r in listed] == list(range(1, len(listed) + 1))
    first = [(r["区分"].value, r["シート"].value, r["セル"].value, r["項目"].value) for r in listed]
    assert first[:6] == [
        ("必ず直す", "KPI実績", "J5", "1-1a 設置率"),
        ("必ず直す", "KPI実績", "J7", "1-2 受講率"),
        ("必ず直す", "工程", "E6", "1-S2 試行"),
        ("確かめる", "工程", "E6", "1-S2 試行"),
        ("必ず直す", "工程", "E7", "1-S3 方針決定"),
        ("必ず直す", "障害記録", "B9", "番号 5"),
    ]
    assert all(mark == "確かめる" for mark, *_ in first[6:])
    assert listed[0]["記入されていたもの"].value == "多数"
    for row in listed:
        assert row["どこが問題か"].value
        assert row["直し方"].value
    places = [column_and_row(str(r["セル"].value)) for r in listed if r["シート"].value == "KPI実績"][2:]
    assert [n for _, n in places] == sorted(n for _, n in places)


def test_cells_are_ordered_as_people_count(tmp_path: Path) -> None:
    """Row by row and from left to right, the form's sheets in their order, errors before all else."""
    assessment = evaluate(Request(faulty(tmp_path), checkpoint="q2"), unwatched)
    (state,) = (d for d in assessment.departments if d.department.id == "soumu")
    assert state.used is not None
    places = (
        ("KPI実績", "J7"), ("KPI実績", "Z7"), ("KPI実績", "AA7"), ("KPI実績", "J10"), ("工程", "E6"), ("障害記録", "B5"), ("知らない", "A1"),
    )  # fmt: skip
    made = [finding("N09", CellRef(state.used.file, *place), found="1") for place in reversed(places)]
    made.append(finding("N17", CellRef(state.used.file, "提出票", "A1")))
    back = returned(replace(assessment, findings=tuple(made)), state)
    assert [(c.sheet, c.cell) for c in back.cells] == [*places, ("提出票", "A1")]


def test_what_is_found_in_one_cell_stands_together_without_a_rule(tmp_path: Path) -> None:
    listed = rows(opened(slips(faulty(tmp_path))["R7Q2_差戻票_総務課.xlsx"]))
    together = [n for n, r in enumerate(listed) if r["セル"].value == "E6"]
    assert together == [2, 3]
    rules = [listed[n]["どこが問題か"].border.bottom for n in (1, 2, 3)]
    assert [rule.style if rule else None for rule in rules] == ["hair", None, "hair"]


def test_links_lead_into_the_workbook_beside_the_slip(tmp_path: Path) -> None:
    root = faulty(tmp_path)
    listed = rows(opened(slips(root)["R7Q2_差戻票_総務課.xlsx"]))
    form = openpyxl.load_workbook(root / "inputs" / "r7" / "q2" / "R7Q2_総務課.xlsx")
    for row in listed:
        link = row["セル"].hyperlink
        assert link is not None
        assert link.target == "R7Q2_総務課.xlsx"
        sheet, _, cell = str(link.location).rpartition("!")
        assert sheet == f"'{row['シート'].value}'"
        assert cell == row["セル"].value
        assert sheet.strip("'") in form.sheetnames


@pytest.mark.parametrize(
    ("name", "linked"),
    [
        ("提出 #1 100%.xlsx", True),
        ("総務課's.xlsx", True),
        ("mailto:x@example.jp.xlsx", False),
        ("\\\\server\\share.xlsx", False),
    ],
)
def test_a_file_s_name_leads_nowhere_else(name: str, linked: bool, tmp_path: Path) -> None:
    root = faulty(tmp_path)
    path = root / "inputs" / "r7" / "q2" / "R7Q2_総務課.xlsx"
    try:
        path.rename(path.with_name(name))
    except OSError:
        pytest.skip("this machine has no such file names")
    links = [r["セル"].hyperlink for r in rows(opened(slips(root)["R7Q2_差戻票_総務課.xlsx"]))]
    assert all((link is not None) is linked for link in links)
    for link in links:
        if link is not None:
            assert unquote(str(link.target)) == name
            assert not set("#%?") & set(
                str(link.target).replace("%20", "").replace("%23", "").replace("%25", "").replace("%27", "")
            )


@pytest.mark.parametrize(
    "typed", ["=SUM(A1:A9)", '=HYPERLINK("http://example.jp")', "+1+cmd|' /C calc'!A0", "@SUM(1)", "-2+3"]
)
def test_what_people_typed_is_never_a_formula(typed: str, tmp_path: Path) -> None:
    root = workspace(tmp_path)
    city.submit(root, "q2", "soumu", city.FULL_SOUMU, {**city.SOUMU_TASKS, "1-S2": {"state": typed}}, city.SOUMU_LISTS)
    sheet = opened(slips(root)["R7Q2_差戻票_総務課.xlsx"])
    assert typed in [r["記入されていたもの"].value for r in rows(sheet)]
    assert all(c.data_type != "f" for row in sheet.iter_rows() for c in row)


def test_a_cell_to_tick(tmp_path: Path) -> None:
    sheet = opened(slips(faulty(tmp_path))["R7Q2_差戻票_総務課.xlsx"])
    (rule,) = sheet.data_validations.dataValidation
    assert rule.formula1 == '"済"'
    assert len(list(rule.sqref.ranges)) >= 1
    for row in rows(sheet):
        assert row["対応"].value in (None, "")
        assert row["対応"].coordinate in rule.sqref


def test_an_unreadable_file_has_a_slip_too(tmp_path: Path) -> None:
    root = workspace(tmp_path)
    city.submit_all(root, "q2")
    (root / "inputs" / "r7" / "q2" / "R7Q2_総務課.xlsx").write_bytes(b"PK\x03\x04 broken")
    made = slips(root)
    assert list(made) == ["R7Q2_差戻票_総務課.xlsx"]
    sheet = opened(made["R7Q2_差戻票_総務課.xlsx"])
    (row,) = rows(sheet)
    assert (row["シート"].value, row["セル"].value, row["項目"].value) == ("－", "－", "（ファイル全体）")
    assert row["セル"].hyperlink is None
    assert str(row["どこが問題か"].value).startswith("ファイルを開けません。")
    assert "配布した様式に記入し" in head(sheet)
    assert "セルの欄を押すと" not in head(sheet)


def test_nothing_to_mend_no_slip(tmp_path: Path) -> None:
    root = workspace(tmp_path)
    assert slips(root, "q1") == {}


def test_a_department_that_is_missing_gets_no_slip(tmp_path: Path) -> None:
    assert list(slips(faulty(tmp_path))) == ["R7Q2_差戻票_総務課.xlsx"]


def test_only_something_to_look_at(tmp_path: Path) -> None:
    root = workspace(tmp_path)
    kpi: dict[str, dict[str, city.Cell]] = {**city.FULL_SOUMU, "1-6": {"value": "約50"}}
    city.submit(root, "q1", "soumu", kpi, city.SOUMU_TASKS, city.SOUMU_LISTS)
    said = head(opened(slips(root, "q1")["R7Q1_差戻票_総務課.xlsx"]))
    assert "必ず直すもの 0件　確かめるもの 1件" in said
    assert "再提出は不要です。" in said


def test_two_workbooks_with_one_number(tmp_path: Path) -> None:
    root = workspace(tmp_path)
    city.submit_all(root, "q2")
    path = root / "inputs" / "r7" / "q2" / "R7Q2_総務課.xlsx"
    path.rename(path.with_name("R7Q2_総務課（別）.xlsx"))
    city.submit(root, "q2", "soumu", {**city.FULL_SOUMU, "1-2": {"value": 46}}, city.SOUMU_TASKS, city.SOUMU_LISTS)
    sheet = opened(slips(root)["R7Q2_差戻票_総務課.xlsx"])
    assert "内容の違う提出票があります" in str(rows(sheet)[0]["どこが問題か"].value)
    assert "提出回数を2に増やし" in head(sheet)


def test_same_bytes_twice_and_the_mark_on_every_page(project: Path, tmp_path: Path) -> None:
    made = slips(project)
    assert made == slips(project)
    assert set(made) == {f"R7Q2_差戻票_{n}.xlsx" for n in ("情報政策課", "広報課", "生活福祉課")}
    for content in made.values():
        assert foot(content) == "サンプルデータ（架空）"
    assert foot(slips(faulty(tmp_path), draft=True)["R7Q2_差戻票_総務課.xlsx"]) == "案"


YEAR = FiscalYear.parse("r7")


def test_names_that_would_be_one_file_bear_their_id() -> None:
    departments = (Department("a", "DX課", "部"), Department("b", "dx課", "部"), Department("c", "総務課", "部"))
    made = files.return_slips(YEAR, Checkpoint.Q2, departments)
    assert [n.rpartition("/")[2] for n in made.values()] == [
        "R7Q2_差戻票_DX課_a.xlsx",
        "R7Q2_差戻票_dx課_b.xlsx",
        "R7Q2_差戻票_総務課.xlsx",
    ]
    assert list(files.reminders(YEAR, Checkpoint.FINAL, departments).values())[2] == "R7確定_提出依頼_総務課.eml"


@pytest.mark.parametrize("name", ["../../etc", "a/b\\c", "課\n名", "CON", "…:*?", "=cmd"])
def test_no_name_leads_out_of_the_folder(name: str) -> None:
    (made,) = files.return_slips(YEAR, Checkpoint.Q2, (Department("a", name, "部"),)).values()
    folder, _, file = made.partition("/")
    assert folder == "R7Q2_差戻票"
    assert not set('/\\:*?"<>|\n') & set(file)
    assert ".." not in file
    assert file.startswith("R7Q2_差戻票_")
    assert safe_name(name, "a") in file

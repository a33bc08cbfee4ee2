"""A detail list from the workbook to the account of a figure: bad cells cost their own figures only, and are named."""

from __future__ import annotations

import json
from collections.abc import Callable
from dataclasses import replace
from datetime import date
from pathlib import Path

import openpyxl
import pytest
from click.testing import CliRunner

from dxreport.assessing import Request, evaluate
from dxreport.cli import main
from dxreport.evaluate.assessment import Assessment
from dxreport.evaluate.measure_result import MeasureResult, NotJudged
from dxreport.evaluate.measures import judge_year
from dxreport.ingest import strategy_file
from dxreport.model.detail import Fault, LeftOut
from dxreport.model.provenance import CellRuns
from dxreport.report.explain_levels import explain
from dxreport.report.wording.lists import MOST_RANGES, cells_text, left_out_text
from dxreport.report.wording.progress_appendix import computed_from
from tests import city
from tests.city import ListCell, filled_list, handed_in, strategy

PROCEDURES: city.Table = [
    {"id": "1", "annual": 600, "state": "対応済"},
    {"id": "2", "annual": 300, "state": "未対応"},
    {"id": "3", "annual": 100, "state": "対応済"},
]
Change = Callable[[openpyxl.Workbook], None]


def assessed(folder: Path, change: Change, rows: city.Table = PROCEDURES) -> Assessment:
    """The second quarter, after a clerk changed the list of procedures (rows 1–3, columns as the form has them)."""
    root = city.workspace(folder / "w")
    for step in ("q1", "q2"):
        city.submit_all(root, step)
    lists = {**city.FUKUSHI_LISTS, "procedures": rows}
    path = city.submit(root, "q2", "fukushi", city.FULL_FUKUSHI, city.FUKUSHI_TASKS, lists)
    book = openpyxl.load_workbook(path)
    change(book)
    book.save(path)
    return evaluate(Request(root, checkpoint="q2"))


def at(book: openpyxl.Workbook, row: int, heading: str) -> openpyxl.cell.Cell:
    sheet = book["手続一覧"]
    head = next(c for r in sheet.iter_rows() for c in r if str(c.value).startswith(heading))
    assert isinstance(head, openpyxl.cell.Cell)
    found = sheet.cell(head.row + row, head.column)
    assert isinstance(found, openpyxl.cell.Cell)
    return found


def put(row: int, heading: str, value: str | float | date | None) -> Change:
    """Row 0 is the row of the headings."""

    def change(book: openpyxl.Workbook) -> None:
        at(book, row, heading).value = value

    return change


def result_of(assessment: Assessment, measure_id: str) -> MeasureResult:
    return next(m for m in assessment.measures if m.measure.id == measure_id)


def told(result: MeasureResult) -> str:
    """「75.0 (B8 blank)」: the value and what it leaves out, or why there is none."""
    if result.actual is None:
        return result.not_judged.value if result.not_judged else ""
    out = ", ".join(f"{' '.join(x.cells.ranges)} {x.fault.value}" for x in result.actual.left_out)
    return f"{result.actual.value:.1f}" + (f" ({out})" if out else "")


BOTH, SUMS, NONE = "オンライン化率、対応済の割合", "オンライン化率", "該当なし"
# what is wrong → 2-3 (sum of 年間件数 where 対応済 ÷ sum), 2-4 (rows 対応済 ÷ rows), findings: code, cell, figures named
READ: list[tuple[str, Change, str, str, list[tuple[str, str, str]]]] = [
    ("nothing", lambda _: None, "70.0", "66.7", []),
    ("blank number", put(2, "年間件数", None), "100.0 (B6 blank)", "66.7", [("L03", "B6", SUMS)]),
    ("text", put(2, "年間件数", "多数"), "100.0 (B6 not_a_number)", "66.7", [("L04", "B6", SUMS)]),
    ("unit", put(2, "年間件数", "3人"), "100.0 (B6 other_unit)", "66.7", [("L04", "B6", SUMS)]),
    ("range", put(2, "年間件数", "20～30"), "100.0 (B6 not_one_number)", "66.7", [("L04", "B6", SUMS)]),
    ("about", put(2, "年間件数", "約300"), "70.0", "66.7", [("N05", "B6", "")]),
    ("date", put(2, "年間件数", date(2025, 5, 1)), "100.0 (B6 not_a_number)", "66.7", [("L04", "B6", SUMS)]),
    ("negative", put(2, "年間件数", -300), "100.0 (B6 below_zero)", "66.7", [("L04", "B6", SUMS)]),
    ("formula", put(2, "年間件数", "=300+0"), "100.0 (B6 not_calculated)", "66.7", [("L04", "B6", SUMS)]),
    ("error value", put(2, "年間件数", "#REF!"), "100.0 (B6 not_a_number)", "66.7", [("L04", "B6", SUMS)]),
    ("no choice", put(1, "状態", "済"), "25.0 (C5 not_a_choice)", "50.0 (C5 not_a_choice)", [("L04", "C5", BOTH)]),
    ("doubled", put(3, "番号", "1"), "66.7 (A7 doubled_key)", "50.0 (A7 doubled_key)", [("L02", "A7", BOTH)]),
    ("no key", put(3, "番号", None), "66.7 (A7 no_key)", "50.0 (A7 no_key)", [("L05", "A7", BOTH)]),
    ("no such column", put(0, "年間件数", "？"), "unreadable", "66.7", [("L01", "A4", "")]),
    ("no key column", put(0, "番号", "？"), "unreadable", "unreadable", [("L01", "A4", "")]),
]


@pytest.mark.parametrize(("what", "change", "sums", "rows", "found"), READ, ids=[r[0] for r in READ])
def test_a_bad_cell_costs_its_own_figures(
    what: str, change: Change, sums: str, rows: str, found: list[tuple[str, str, str]], tmp_path: Path
) -> None:
    result = assessed(tmp_path, change)
    assert (told(result_of(result, "2-3")), told(result_of(result, "2-4"))) == (sums, rows), what
    own = [f for f in result.findings if f.code.startswith(("L", "N"))]
    assert [(f.code, f.cell) for f in own] == [(code, cell) for code, cell, _ in found]
    for item, (_, _, measures) in zip(own, found, strict=True):
        assert f"（計算：{measures}）" in item.why if measures else "（計算：" not in item.why


def test_several_bad_cells_of_a_row_are_a_finding_each_and_one_row_left_out(tmp_path: Path) -> None:
    def change(book: openpyxl.Workbook) -> None:
        put(2, "年間件数", "多数")(book)
        put(2, "状態", "？？")(book)

    result = assessed(tmp_path, change)
    assert [(f.code, f.cell) for f in result.findings if f.code[0] in "LN"] == [("L04", "B6"), ("L04", "C6")]
    actual = result_of(result, "2-3").actual
    assert actual is not None
    assert (told(result_of(result, "2-3")), actual.rows_left_out) == ("100.0 (B6 not_a_number)", 1)


def test_invisible_characters_are_one_finding(tmp_path: Path) -> None:
    result = assessed(tmp_path, put(1, "状態", "対応\u200b済"))
    assert [(f.code, f.cell) for f in result.findings if f.code[0] in "LN"] == [("N15", "C5")]
    assert told(result_of(result, "2-3")) == "70.0"


# --- limits -----------------------------------------------------------------------------------------------------------

LIMITS: list[tuple[str, list[dict[str, ListCell]], str, str]] = [
    ("kept", [{"id": "1", "hours": 2}], "on_track", "2.0"),
    ("kept: the column at fault is not used", [{"id": "1", "hours": 2, "day": Fault.NOT_A_DATE}], "on_track", "2.0"),
    ("an hour is missing", [{"id": "1", "hours": 2}, {"id": "2", "hours": Fault.BLANK}], "unreported", "unreadable"),
    ("nothing but a text", [{"id": "1", "hours": Fault.NOT_A_NUMBER}], "unreported", "unreadable"),
    (
        "a breach stands",
        [{"id": "1", "hours": 5}, {"id": "2", "hours": Fault.NOT_A_NUMBER}],
        "late",
        "5.0 (B6 not_a_number)",
    ),
]


@pytest.mark.parametrize(("what", "rows", "status", "value"), LIMITS, ids=[x[0] for x in LIMITS])
def test_a_limit_is_not_claimed_over_rows_left_out(
    what: str, rows: list[dict[str, ListCell]], status: str, value: str
) -> None:
    master = strategy()
    filled = filled_list("incidents", rows)
    result = judge_year(master.measure("1-5"), (handed_in("q1", [], [], [filled]),), master.scale, ("soumu",))
    assert (result.status, told(result)) == (status, value), what


def test_a_row_without_a_key_forbids_the_claim() -> None:
    master = strategy()
    unusable = (LeftOut(CellRuns.of("f.xlsx", "incidents", "A", [6]), Fault.NO_KEY),)
    filled = replace(filled_list("incidents", [{"id": "1", "hours": 2}]), unusable=unusable)
    result = judge_year(master.measure("1-5"), (handed_in("q1", [], [], [filled]),), master.scale, ("soumu",))
    assert (result.status, result.not_judged) == ("unreported", NotJudged.UNREADABLE)


# --- what is printed --------------------------------------------------------------------------------------------------


def test_the_account_names_rule_rows_and_what_was_left_out(tmp_path: Path) -> None:
    result = assessed(tmp_path, put(2, "年間件数", None))
    lines = dict(explain("2-3", result) or ())
    assert lines["一覧の計算"] == (
        "手続一覧：条件を満たす行の「年間件数」の合計÷対象の行の「年間件数」の合計×100（条件：状態が対応済）"
    )
    assert lines["計算に使った行"] == "2行（B5、B7）"
    assert lines["うち条件を満たす行"] == "2行（B5、B7）"
    assert lines["計算から除いた行"] == "1行（B6 空欄）"
    assert "L03" in lines["指摘事項"]
    assert "計算から除いた行" not in dict(explain("2-4", result) or ())


def test_a_list_without_its_column_shows_the_finding(tmp_path: Path) -> None:
    result = assessed(tmp_path, put(0, "年間件数", "？"))
    assert "L01" in dict(explain("2-3", result) or ())["指摘事項"]


def test_the_account_for_machines_holds_the_ranges(tmp_path: Path) -> None:
    assessed(tmp_path, put(2, "年間件数", None))
    command = ["explain", "2-3", "--checkpoint", "q2", "--json", "--workspace", str(tmp_path / "w")]
    record = json.loads(CliRunner().invoke(main, command).output)
    (cell,) = record["cells"]
    assert (cell["rows"], cell["used"], cell["decisive"]) == (2, ["B5", "B7"], ["B5", "B7"])
    assert cell["left_out"] == [{"cells": ["B6"], "rows": 1, "fault": "blank"}]
    assert record["list_rule"].startswith("手続一覧：")


def test_many_ranges_are_cut_short_in_print() -> None:
    cells = CellRuns.of("f.xlsx", "一覧", "D", range(5, 5 + 2 * (MOST_RANGES + 3), 2))
    assert cells_text(cells).startswith("15行（D5、D7、")
    assert cells_text(cells).endswith("、ほか3か所）")
    three = (
        LeftOut(CellRuns.of("f.xlsx", "一覧", "D", [7]), Fault.BLANK),
        LeftOut(CellRuns.of("f.xlsx", "一覧", "D", [9]), Fault.NOT_A_NUMBER),
        LeftOut(CellRuns.of("f.xlsx", "一覧", "A", [12]), Fault.DOUBLED_KEY),
    )
    assert left_out_text(three) == "3行（D7 空欄、D9 数値ではない、A12 番号の重複）"
    assert computed_from(30, 2, "6,120", "8,500") == "明細30行（除外2行）\n6,120÷8,500"
    assert computed_from(0, 0, "", "") == ""


# --- the declaration --------------------------------------------------------------------------------------------------

SHARE = "rule: {list: procedures, operation: share, where: {state: [対応済]}}"
COVERAGE = "rule: {list: leaders, operation: coverage, value: department}"
INCIDENT = "rule: {list: incidents, operation: max, value: hours}"
# replaced rule, new rule → code and part of the finding; none where it is right
DECLARED: list[tuple[str, str, str, str]] = [
    (SHARE, 'rule: {list: procedures, operation: share, where: {annual: ">=100"}}', "", ""),
    (SHARE, 'rule: {list: procedures, operation: share, where: {annual: ">=100 <500"}}', "", ""),
    (SHARE, 'rule: {list: procedures, operation: share, where: {annual: ">=annual"}}', "", ""),
    (SHARE, 'rule: {list: procedures, operation: share, where: {annual: "あり"}}', "Y13", "「あり」を読み取れません"),
    (SHARE, 'rule: {list: procedures, operation: share, where: {anual: ">=100"}}', "Y07", "「anual」という列"),
    (SHARE, 'rule: {list: procedures, operation: share, where: {annual: ">=goal"}}', "Y07", "「goal」という列"),
    (
        SHARE,
        'rule: {list: procedures, operation: share, where: {state: ">=1"}}',
        "Y13",
        "数値又は日付の列ではありません",
    ),
    (SHARE, 'rule: {list: procedures, operation: share, where: {annual: ["100"]}}', "Y13", "比較を書きます"),
    (SHARE, 'rule: {list: procedures, operation: share, where: {annual: ">=2025-04-01"}}', "Y13", "比べられません"),
    (SHARE, 'rule: {list: procedures, operation: share, where: {annual: ">=state"}}', "Y13", "比べられません"),
    (SHARE, "rule: {list: procedures, operation: share, where: {annual: in_quarter}}", "Y13", "日付の列ではありません"),
    (
        SHARE,
        "rule: {list: procedures, operation: share, where: {state: [対応済み]}}",
        "Y07",
        "「対応済み」という選択肢",
    ),
    (SHARE, "rule: {list: procedures, operation: share, where: {state: []}}", "Y03", "箇条"),
    (SHARE, "rule: {list: procedures, operation: share, where: {state: {a: b}}}", "Y03", "箇条"),
    (SHARE, "rule: {list: procedures, operation: share}", "Y13", "whereが必要"),
    (SHARE, SHARE.replace("where", "value: annual, where"), "Y13", "valueはoperationがshareのときは使いません"),
    (SHARE, SHARE.replace("where", "at_least: 2, where"), "Y13", "at_leastはoperation"),
    (SHARE, SHARE.replace("where", "roster: [soumu], where"), "Y13", "rosterはoperation"),
    (INCIDENT, "rule: {list: incidents, operation: min, value: hours}", "", ""),
    (INCIDENT, "rule: {list: incidents, operation: max, value: hours, where: {day: in_quarter}}", "", ""),
    (INCIDENT, 'rule: {list: incidents, operation: max, value: hours, where: {day: ">=2025-04-01"}}', "", ""),
    (INCIDENT, "rule: {list: incidents, operation: max, value: day}", "Y13", "数値の列ではありません"),
    (INCIDENT, "rule: {list: incidents, operation: max}", "Y07", "という列"),
    (
        INCIDENT,
        'rule: {list: incidents, operation: max, value: hours, among: {hours: ">1"}}',
        "Y13",
        "amongはoperation",
    ),
    (COVERAGE, "rule: {list: leaders, operation: each_at_least, value: department}", "", ""),
    (COVERAGE, "rule: {list: leaders, operation: coverage, value: department, roster: [soumu, fukushi]}", "", ""),
    (COVERAGE, "rule: {list: leaders, operation: coverage, value: department, roster: [somu]}", "Y07", "所属"),
    (COVERAGE, "rule: {list: leaders, operation: coverage, value: department, roster: [soumu, soumu]}", "Y06", "soumu"),
    (COVERAGE, "rule: {list: leaders, operation: coverage, value: department, roster: []}", "Y03", "空欄にできません"),
    (COVERAGE, "rule: {list: leaders, operation: coverage, value: id}", "Y13", "所属の列ではありません"),
    (COVERAGE, "rule: {list: leaders, operation: each_at_least, value: department, at_least: 2}", "Y13", "at_leastは2"),
    (COVERAGE, "rule: {list: leaders, operation: each_at_least, value: department, at_least: 0}", "Y03", "範囲"),
    (
        COVERAGE,
        "rule: {list: leaders, operation: coverage, value: department, where: {department: [somu]}}",
        "Y07",
        "「somu」という所属",
    ),
]


@pytest.mark.parametrize(("old", "new", "code", "said"), DECLARED, ids=[d[1][6:] for d in DECLARED])
def test_what_is_declared_can_work(old: str, new: str, code: str, said: str, tmp_path: Path) -> None:
    path = city.workspace(tmp_path / "w") / "inputs" / "r7" / "strategy.yaml"
    text = path.read_text(encoding="utf-8")
    assert old in text
    path.write_text(text.replace(old, new, 1), encoding="utf-8")
    found = strategy_file.load(path).findings
    assert [f.code for f in found] == ([code] if code else []), [f.what for f in found]
    assert all(said in f.what and str(f.place).split()[0].endswith(f":{_line(text, old)}") for f in found)


def _line(text: str, part: str) -> int:
    return next(n for n, line in enumerate(text.splitlines(), 1) if part in line)

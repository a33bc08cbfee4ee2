"""Submission forms: what is asked, what is locked, what is checked; and the fictional year made with them."""

from __future__ import annotations

import io
from dataclasses import replace
from datetime import date
from decimal import Decimal
from pathlib import Path

import openpyxl
import pytest
from openpyxl.cell.cell import Cell
from openpyxl.utils import get_column_letter
from openpyxl.workbook.workbook import Workbook

from dxreport.forms import blank, filled, rows, sample
from dxreport.forms.look import Look, load
from dxreport.ingest import sample_file, strategy_file
from dxreport.ingest.submission import read_file
from dxreport.layout.submission import (
    CHECK,
    CHOICES_SHEET,
    COVER_SHEET,
    FIRST_ROW,
    FOLLOW_UP_SHEET,
    GUIDE_SHEET,
    HEADER_ROW,
    IDENTITY_SHEET,
    KPI_SHEET,
    RATING,
    SAMPLE_MARK,
    SCHEDULE_SHEET,
    WORKING_SHEET,
    TableSheet,
    in_the_plan_s_words,
)
from dxreport.model.answers import Row, WorkbookAnswers
from dxreport.model.period import Checkpoint
from dxreport.model.strategy import Department, Strategy
from dxreport.model.submission import Explanation
from tests import city

YEAR = city.ROOT / "inputs" / "r7"
LOOK = city.look()
VISIBLE = (KPI_SHEET.name, SCHEDULE_SHEET.name)


def look_of(master: Strategy) -> Look:
    return load((city.ROOT / "templates" / "form.xlsx").read_bytes(), master.palette)


def opened(data: bytes) -> Workbook:
    return openpyxl.load_workbook(io.BytesIO(data))


def form(department: str, checkpoint: Checkpoint = Checkpoint.Q2, **answers: object) -> Workbook:
    owner = city.strategy().department(department)
    given = WorkbookAnswers(department, **answers)  # type: ignore[arg-type]  # the test says which fields
    return opened(filled.build(city.strategy(), checkpoint, owner, given, look=city.look()))


def at(sheet: TableSheet, key: str, column: str, book: Workbook) -> Cell:
    """The cell of row ``key``, found as a person would: by the id in the first column."""
    position = [c.id for c in sheet.columns].index(column) + 1
    page = book[sheet.name]
    row = next(n for n in range(FIRST_ROW, page.max_row + 1) if page.cell(n, 1).value == key)
    cell = page.cell(row, position)
    assert isinstance(cell, Cell)
    return cell


# --- what is asked --------------------------------------------------------------------------------------------------


def test_a_department_gets_only_the_sheets_it_needs() -> None:
    assert form("soumu").sheetnames == [
        GUIDE_SHEET,
        COVER_SHEET,
        *VISIBLE,
        "障害記録",
        IDENTITY_SHEET,
        WORKING_SHEET,
    ]
    assert form("kikaku").sheetnames == [GUIDE_SHEET, COVER_SHEET, IDENTITY_SHEET]


def test_headings_stand_where_the_layout_says() -> None:
    page = form("soumu")[KPI_SHEET.name]
    assert [page.cell(HEADER_ROW, n).value for n in range(1, len(KPI_SHEET.columns) + 1)] == [
        "施策" if c.id == "initiative" else c.heading for c in KPI_SHEET.columns
    ]


def test_rows_print_target_plan_and_last_value() -> None:
    strategy = city.strategy()
    book = opened(
        blank.build(strategy, Checkpoint.Q2, strategy.department("soumu"), {"1-1a": Decimal("22.5")}, look=LOOK)
    )
    shown = [at(KPI_SHEET, "1-1a", c, book).value for c in ("name", "target", "planned", "last")]
    assert shown == ["端末の設置率", "77%", 50, 22.5]


def test_a_measure_that_is_not_due_is_prefilled_and_locked() -> None:
    book = form("fukushi", Checkpoint.Q1)
    state = at(KPI_SHEET, "2-1", "state", book)
    assert (state.value, state.protection.locked) == ("評価対象外", True)
    assert at(KPI_SHEET, "2-1", "value", book).protection.locked
    assert at(KPI_SHEET, "2-1", "comment", book).protection.locked is False
    assert at(KPI_SHEET, "2-1", "state", form("fukushi", Checkpoint.Q2)).value is None


def test_a_measure_from_a_list_is_not_asked_for_its_value() -> None:
    book = form("fukushi")
    assert at(KPI_SHEET, "2-2", "value", book).protection.locked
    assert at(KPI_SHEET, "2-2", "forecast", book).protection.locked is False
    assert at(KPI_SHEET, "2-2", "wanted", book).value == "記入不要（一覧から計算）"


def test_amounts_are_asked_only_for_reductions_and_answers_only_for_surveys() -> None:
    soumu = form("soumu")
    assert at(KPI_SHEET, "1-3", "base", soumu).protection.locked is False
    assert at(KPI_SHEET, "1-1a", "base", soumu).protection.locked
    hidden = {
        c.id
        for n, c in enumerate(KPI_SHEET.columns)
        if soumu[KPI_SHEET.name].column_dimensions[get_column_letter(n + 1)].hidden
    }
    assert hidden == {"sample_size"}


def test_a_point_in_the_schedule_says_when_and_has_no_percentage() -> None:
    book = form("soumu")
    assert at(SCHEDULE_SHEET, "1-S3", "planned", book).value == "方針決定（1月初め）"
    assert at(SCHEDULE_SHEET, "1-S1", "planned", book).value == "4～9月\n決定（9月末）"
    assert at(SCHEDULE_SHEET, "1-S3", "percent", book).protection.locked


def test_earlier_delays_are_shown_again_with_the_question_what_became_of_them() -> None:
    strategy = city.strategy()
    delay = rows.FollowUp("1-1a", "端末の設置率", Explanation("納入の遅れ", "外部委託する", "12月末"))
    book = opened(blank.build(strategy, Checkpoint.Q2, strategy.department("soumu"), delays=(delay,), look=LOOK))
    assert at(FOLLOW_UP_SHEET, "1-1a", "remedy", book).value == "外部委託する"
    assert at(FOLLOW_UP_SHEET, "1-1a", "outcome", book).protection.locked is False


# --- identity, locks, rules -----------------------------------------------------------------------------------------


def test_the_identity_stands_in_three_places() -> None:
    book = form("soumu")
    wanted = {"year": "r7", "checkpoint": "q2", "department": "soumu", "sample": "0"}
    properties = {p.name: p.value for p in book.custom_doc_props.props}  # type: ignore[attr-defined]  # stubs lack it
    hidden = {r[0].value: r[1].value for r in book[IDENTITY_SHEET].iter_rows()}
    assert {k: properties[f"dxreport.{k}"] for k in wanted} == wanted
    assert {k: hidden[k] for k in wanted} == wanted
    assert book[IDENTITY_SHEET].sheet_state == "hidden"
    place = book.defined_names["dxreport.department"].attr_text
    assert book[COVER_SHEET][place.split("!")[1].replace("$", "")].value == "soumu"


def test_every_sheet_is_protected_and_only_entry_cells_are_open() -> None:
    book = form("soumu")
    assert all(sheet.protection.sheet and not sheet.protection.password for sheet in book.worksheets)
    assert at(KPI_SHEET, "1-1a", "value", book).protection.locked is False
    assert at(KPI_SHEET, "1-1a", "name", book).protection.locked


def test_choices_numbers_and_days_are_checked_while_typing() -> None:
    book = form("soumu")
    rules = {str(r.sqref): r for r in book[KPI_SHEET.name].data_validations.dataValidation}
    state = next(r for r in rules.values() if r.type == "list")
    assert "実績あり,未実施,該当なし" in state.formula1
    assert state.prompt
    whole = next(r for r in rules.values() if r.type == "whole")
    assert at(KPI_SHEET, "1-1b", "value", book).coordinate in str(whole.sqref)
    signed = next(r for r in rules.values() if r.type == "decimal" and r.formula1.startswith("-"))
    assert at(KPI_SHEET, "1-3", "value", book).coordinate in str(signed.sqref)
    assert {r.type for r in book[SCHEDULE_SHEET.name].data_validations.dataValidation} >= {"date", "decimal", "list"}


def test_prompts_keep_within_what_excel_takes() -> None:
    for sheet in form("soumu").worksheets:
        for rule in sheet.data_validations.dataValidation:
            assert len(rule.promptTitle or "") <= 32
            assert len(rule.prompt or "") <= 255
            assert rule.type != "list" or len(rule.formula1 or "") <= 257


def test_a_long_roster_stands_on_a_hidden_sheet() -> None:
    many = tuple(Department(f"d{n}", f"とても長い名前の課その{n}", "部") for n in range(60))
    strategy = replace(city.strategy(), departments=(*city.strategy().departments, *many))
    book = opened(blank.build(strategy, Checkpoint.Q2, strategy.department("fukushi"), look=LOOK))
    assert book.sheetnames[-1] == CHOICES_SHEET
    assert book[CHOICES_SHEET].sheet_state == "hidden"
    rule = next(r for r in book["リーダー名簿"].data_validations.dataValidation if r.type == "list")
    assert rule.formula1 == f"'{CHOICES_SHEET}'!$A$2:$A$64"


def test_what_the_check_speaks_of_is_marked() -> None:
    sheet = form("soumu")[KPI_SHEET.name]
    marked = {str(area.sqref).split(":")[0] for area in sheet.conditional_formatting}
    columns = ("state", "value", "base", "reason", "remedy", "due", RATING, CHECK)
    assert {f"{get_column_letter(column_of(c))}{FIRST_ROW}" for c in columns} <= marked


def column_of(column: str) -> int:
    return [c.id for c in KPI_SHEET.columns].index(column) + 1


def test_the_plan_s_word_gives_way_to_a_column_that_has_it_already() -> None:
    assert in_the_plan_s_words(KPI_SHEET, "単位") == KPI_SHEET
    assert in_the_plan_s_words(KPI_SHEET, "事業").column("initiative").heading == "事業"


def test_pages_are_a4_landscape_with_repeated_heads() -> None:
    book = form("soumu")
    for name in VISIBLE:
        sheet = book[name]
        assert (sheet.page_setup.paperSize, sheet.page_setup.orientation) == (9, "landscape")
        assert sheet.print_title_rows == f"${HEADER_ROW - 1}:${HEADER_ROW}"
        assert sheet.freeze_panes == f"D{FIRST_ROW}"
        # Explanations print on a second page beside the first, with the ids repeated.
        assert sheet.print_title_cols == "$A:$C"
        assert (sheet.page_setup.scale or 0) >= 70


# --- answers --------------------------------------------------------------------------------------------------------


def test_texts_stay_texts_whatever_they_look_like() -> None:
    typed: dict[str, Row] = {"1-1a": {"value": "集計中です", "comment": "=1+1", "reason": "#N/A"}}
    book = form("soumu", readings=typed)
    for column, text in typed["1-1a"].items():
        cell = at(KPI_SHEET, "1-1a", column, book)
        assert (cell.value, cell.data_type) == (text, "s")


def test_answers_to_locked_cells_are_left_out() -> None:
    book = form("soumu", readings={"1-1a": {"base": Decimal(5), "value": Decimal(6)}})
    assert at(KPI_SHEET, "1-1a", "base", book).value is None
    assert at(KPI_SHEET, "1-1a", "value", book).value == 6


def test_the_reader_reads_what_was_filled_in(tmp_path: Path) -> None:
    lists: dict[str, city.Table] = {"incidents": [{"id": "1", "hours": 2.5, "day": date(2025, 5, 1)}]}
    explained: dict[str, dict[str, city.Cell]] = {
        **city.FULL_SOUMU,
        "1-1a": {"value": 36.5, "reason": "納入の遅れ", "remedy": "外部委託する", "due": "12月末"},
    }
    path = city.submit(tmp_path, "q2", "soumu", explained, city.SOUMU_TASKS, lists)
    read = read_file(path, "f", city.strategy(), Checkpoint.Q2)
    assert read.findings == ()
    assert read.value is not None
    reading = read.value.reading("1-1a")
    assert reading is not None
    assert reading.value is not None
    assert (reading.value.value, reading.explanation.due) == (Decimal("36.5"), "12月末")
    assert read.value.submitted_on == date(2025, 10, 10)
    incidents = read.value.filled_list("incidents")
    assert incidents is not None
    assert incidents.rows[0].cells["hours"].value == Decimal("2.5")


def test_an_untouched_form_reads_as_blank_and_nothing_else(tmp_path: Path) -> None:
    strategy = city.strategy()
    path = tmp_path / "form.xlsx"
    path.write_bytes(blank.build(strategy, Checkpoint.Q2, strategy.department("soumu"), look=LOOK))
    read = read_file(path, "f", strategy, Checkpoint.Q2)
    assert {f.code for f in read.findings} == {"T07"}
    assert read.value is not None
    assert all(r.value is None for r in read.value.readings)


def test_same_arguments_same_bytes() -> None:
    strategy = city.strategy()
    for department in ("soumu", "fukushi"):
        made = {
            blank.build(strategy, Checkpoint.Q3, strategy.department(department), sample=True, look=LOOK)
            for _ in range(2)
        }
        assert len(made) == 1


# --- the fictional year ---------------------------------------------------------------------------------------------


@pytest.fixture(scope="module")
def master() -> Strategy:
    checked = strategy_file.load(YEAR / "strategy.yaml")
    assert checked.value is not None, checked.findings
    return checked.value


@pytest.fixture(scope="module")
def year(master: Strategy) -> tuple[tuple[str, bytes], ...]:
    return sample.build_all(master, sample_file.load(YEAR / "sample", master), look_of(master))


def test_the_workbooks_in_inputs_are_those_of_the_answers(year: tuple[tuple[str, bytes], ...]) -> None:
    kept = {f"{p.parent.name}/{p.name}" for q in ("q1", "q2", "q3") for p in (YEAR / q).glob("*.xlsx")}
    assert kept == {name for name, _ in year}
    stale = [name for name, data in year if (YEAR / name).read_bytes() != data]
    assert stale == []


def test_every_visible_sheet_of_a_sample_says_that_it_is_one(year: tuple[tuple[str, bytes], ...]) -> None:
    book = opened(dict(year)["q2/R7Q2_情報政策課.xlsx"])
    for sheet in (s for s in book.worksheets if s.sheet_state == "visible"):
        texts = [str(c.value) for row in sheet.iter_rows(max_row=HEADER_ROW) for c in row if c.value]
        assert any(SAMPLE_MARK in t for t in texts), sheet.title
        footer = sheet.oddFooter.left if sheet.oddFooter else None
        assert footer is not None
        assert SAMPLE_MARK in str(footer.text)


def test_lists_grow_over_the_year(master: Strategy) -> None:
    answers = sample_file.load(YEAR / "sample", master)
    grown = {}
    for handed_in in answers.checkpoints:
        owner = next(w for w in handed_in.workbooks if w.department == "gyosei-kaikaku")
        grown[handed_in.checkpoint] = [r["state"] for r in owner.lists["apps"]].count("運用中")
    assert list(grown.values()) == sorted(grown.values())
    assert len(set(grown.values())) == 3


def test_last_values_add_up_for_amounts_and_leave_out_what_is_unknown(year: tuple[tuple[str, bytes], ...]) -> None:
    book = opened(dict(year)["q3/R7Q3_図書館.xlsx"])
    # 120 in the first quarter, 290 in the second: the corrected workbook counts, not the first one.
    assert at(KPI_SHEET, "2-2", "last", book).value == 410


def test_a_slip_in_the_sample_files_is_told(tmp_path: Path, master: Strategy) -> None:
    head = "format: dxreport-sample-1\ncheckpoint: q1\ndue: 2025-07-10\nworkbooks:\n"
    for row, told in (
        ("  - {department: nowhere, submitted_on: 2025-07-01}", "unknown department"),
        ("  - {department: koho, submitted_on: 2025-07-01, kpi: {8-1a: {value: 1}}}", "8-1a is not reported"),
        ("  - {department: koho, submitted_on: 2025-07-01, kpi: {2-1: {vlaue: 1}}}", "vlaue"),
    ):
        (tmp_path / "q1.yaml").write_text(head + row, encoding="utf-8")
        with pytest.raises(sample_file.SampleError, match=told):
            sample_file.load(tmp_path, master)

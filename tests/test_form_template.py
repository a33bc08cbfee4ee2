"""The forms' template: staff restyle it and the next forms follow; what it lacks is named."""

from __future__ import annotations

import io
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import openpyxl
import pytest
from openpyxl.styles import Font, PatternFill
from openpyxl.workbook.workbook import Workbook

from dxreport.assessing import Request
from dxreport.errors import CannotRun
from dxreport.forms import blank, contract
from dxreport.forms.contract import Role
from dxreport.forms.look import Look, load
from dxreport.ingest.submission import read_file
from dxreport.ingest.workspace import Workspace
from dxreport.issuing import FORM_TEMPLATE, fit_to_issue, issue_forms
from dxreport.layout.submission import COVER_SHEET, FIRST_ROW, HEADER_ROW, KPI_SHEET, SCHEDULE_SHEET
from dxreport.model.period import Checkpoint
from templates import make_form
from tests import city

TEMPLATE = (city.ROOT / "templates" / FORM_TEMPLATE).read_bytes()


def changed(change: Callable[[Workbook], None]) -> bytes:
    """The template after a change, as Excel would save it."""
    book = openpyxl.load_workbook(io.BytesIO(TEMPLATE))
    change(book)
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


def form(look: Look) -> Workbook:
    strategy = city.strategy()
    data = blank.build(strategy, Checkpoint.Q2, strategy.department("soumu"), look=look)
    return openpyxl.load_workbook(io.BytesIO(data))


def named(book: Workbook, role: Role) -> openpyxl.styles.NamedStyle:
    return next(s for s in book._named_styles if s.name == role.value)  # type: ignore[attr-defined,no-any-return]


def test_the_template_is_fit_and_made_as_it_was_first_made() -> None:
    assert contract.missing(TEMPLATE) == ()
    assert make_form.build() == TEMPLATE == make_form.build()


def test_every_style_is_shown_on_the_sample_sheet() -> None:
    page = openpyxl.load_workbook(io.BytesIO(TEMPLATE)).worksheets[0]
    assert [page.cell(n, 1).value for n in range(1, page.max_row + 1)] == [role.value for role in Role]
    assert [page.cell(n, 2).style for n in range(1, page.max_row + 1)] == [role.value for role in Role]


def test_what_staff_change_is_in_the_next_forms() -> None:
    def restyle(book: Workbook) -> None:
        entry = named(book, Role.ENTRY)
        entry.fill, entry.font = PatternFill("solid", start_color="FFFFF2CC"), Font(name="メイリオ", size=12)
        book.worksheets[0].page_margins.left = 1.0
        head = book.worksheets[0].oddHeader
        assert head is not None
        head.right.text = "みどり市"

    book = form(load(changed(restyle), city.strategy().palette))
    sheet = book[KPI_SHEET.name]
    cell = sheet.cell(FIRST_ROW, [c.id for c in KPI_SHEET.columns].index("state") + 1)
    assert (cell.fill.start_color.rgb, cell.font.name, cell.font.sz) == ("FFFFF2CC", "メイリオ", 12)
    assert sheet.page_margins.left == 1.0
    assert sheet.oddHeader is not None
    assert sheet.oddHeader.right.text == "みどり市"
    plain = form(city.look())[KPI_SHEET.name]
    assert (sheet.row_dimensions[FIRST_ROW].height or 0) > (plain.row_dimensions[FIRST_ROW].height or 0)


def test_the_palette_of_the_strategy_colours_the_forms() -> None:
    palette = replace(city.strategy().palette, accent="7A3B1E", accent_light="F0DDD0")
    theme = form(load(TEMPLATE, palette)).loaded_theme
    assert b"7A3B1E" in theme
    assert b"F0DDD0" in theme
    assert city.strategy().palette.accent.encode() not in theme


def test_a_style_that_is_lost_is_named_and_no_form_is_made(tmp_path: Path) -> None:
    def rename(book: Workbook) -> None:
        named(book, Role.HEAD).name = "見出し 2"

    lacking = changed(rename)
    assert contract.missing(lacking) == (Role.HEAD.value,)
    for content, code in ((lacking, "F05"), (b"no workbook", "F06"), (None, "F04")):
        root = city.workspace(tmp_path / code)
        (root / "templates").unlink()
        (root / "templates").mkdir()
        if content is not None:
            (root / "templates" / FORM_TEMPLATE).write_bytes(content)
        assert [f.code for f in fit_to_issue(Workspace(root))] == [code]
        with pytest.raises(CannotRun):
            issue_forms(Request(root, checkpoint="q1"))
        assert not (root / "outputs").exists()


# --- names, keyboard, formulas ---------------------------------------------------------------------------------------


def test_every_table_s_heading_row_has_a_name() -> None:
    book = form(city.look())
    names = {n: d.attr_text for n, d in book.defined_names.items()}
    assert names["dxreport.sheet.kpi"] == f"'{KPI_SHEET.name}'!$A${HEADER_ROW}:$V${HEADER_ROW}"
    assert names["dxreport.sheet.list.incidents"].startswith("'障害記録'!")
    assert {"dxreport.sheet.schedule", "dxreport.missing", "dxreport.department"} <= set(names)


def test_the_workbook_opens_on_the_cover_and_each_sheet_on_its_first_open_cell() -> None:
    book = form(city.look())
    assert book.active is not None
    assert book.active.title == COVER_SHEET
    for name in (COVER_SHEET, KPI_SHEET.name, SCHEDULE_SHEET.name):
        sheet = book[name]
        for selection in sheet.sheet_view.selection:
            cell = sheet[selection.activeCell]
            assert cell.protection.locked is False, name
            assert cell.value is None, name
        # Locked cells can be selected too: a screen reader must get at what is printed there.
        assert not sheet.protection.selectLockedCells


def test_own_formulas_are_locked_and_calculated_on_opening() -> None:
    book = form(city.look())
    assert book.calculation.fullCalcOnLoad
    cells = [c for sheet in book.worksheets for row in sheet.iter_rows() for c in row if c.data_type == "f"]
    assert len(cells) > 50
    assert [c.coordinate for c in cells if c.protection.locked is False] == []
    assert max(len(str(c.value)) for c in cells) < 8192


# --- what is printed of the last checkpoint, and forms of before ------------------------------------------------------


def test_a_sum_with_a_missing_quarter_has_no_last_value_but_a_level_has(tmp_path: Path) -> None:
    root = city.workspace(tmp_path)
    city.submit_all(root, "q1")
    city.submit(root, "q2", "fukushi", city.FULL_FUKUSHI, city.FUKUSHI_TASKS, city.FUKUSHI_LISTS)
    _, products = issue_forms(Request(root, checkpoint="q3"))
    content = next(p.content for p in products if "総務課" in p.name)
    page = openpyxl.load_workbook(io.BytesIO(content))[KPI_SHEET.name]
    column = [c.id for c in KPI_SHEET.columns].index("last") + 1
    last = {page.cell(n, 1).value: page.cell(n, column).value for n in range(FIRST_ROW, page.max_row + 1)}
    assert (last["1-1a"], last["1-1b"]) == (50, None)


def test_forms_without_the_new_columns_are_read_as_before(tmp_path: Path) -> None:
    lists: dict[str, city.Table] = {"incidents": [{"id": "1", "hours": 2.5}]}
    path = city.submit(tmp_path, "q2", "soumu", city.FULL_SOUMU, city.SOUMU_TASKS, lists)
    whole = read_file(path, "f", city.strategy(), Checkpoint.Q2)
    book = openpyxl.load_workbook(path)
    for name in (KPI_SHEET.name, SCHEDULE_SHEET.name):
        for cell in book[name][HEADER_ROW]:
            if cell.value in ("評価の目安", "確認", "施策"):
                cell.value = None
    book.save(path)
    read = read_file(path, "f", city.strategy(), Checkpoint.Q2)
    assert read.value is not None
    assert whole.value is not None
    assert (read.findings, read.value.readings) == ((), whole.value.readings)

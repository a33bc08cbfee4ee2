"""Deadlines in working days: holidays, closed days, fixed dates, what a plan may not say, and where they are printed."""

from __future__ import annotations

import io
from datetime import date
from pathlib import Path

import openpyxl
import pytest

from dxreport.assessing import Request
from dxreport.evaluate.deadlines import deadlines, passed
from dxreport.evaluate.working_days import WorkingDays
from dxreport.ingest import sample_file, strategy_file
from dxreport.issuing import issue_forms
from dxreport.layout.submission import COVER_SHEET
from dxreport.model.catalogue_details import DETAILS
from dxreport.model.finding import Checked
from dxreport.model.period import Checkpoint
from dxreport.model.strategy import Strategy
from tests import city

NEW_YEAR = ((12, 29), (12, 30), (12, 31), (1, 2), (1, 3))
LADDER = "ladder: [{id: own, name: 課, working_days: 8}, {id: bureau, name: 部, working_days: 11}]"


def strategy_with(section: str, folder: Path, *, mail: str = "") -> Checked[Strategy | None]:
    """The small city's master with a section of its own, and an address of 総務課."""
    root = city.workspace(folder)
    path = root / "inputs" / "r7" / "strategy.yaml"
    text = path.read_text(encoding="utf-8")
    if mail:
        text = text.replace("name: 総務課, bureau", f"name: 総務課, mail: {mail}, bureau")
    path.write_text(f"{text}submission: {{{section}}}\n" if section else text, encoding="utf-8")
    return strategy_file.load(path)


@pytest.mark.parametrize(
    ("base", "count", "day"),
    [
        (date(2025, 6, 30), 8, date(2025, 7, 10)),
        (date(2025, 9, 30), 8, date(2025, 10, 10)),
        (date(2025, 10, 10), 1, date(2025, 10, 14)),  # a weekend, then スポーツの日
        (date(2025, 12, 26), 1, date(2026, 1, 5)),  # 28 December is a Sunday, then the office is closed
        (date(2025, 12, 31), 5, date(2026, 1, 9)),
        (date(2026, 1, 9), 1, date(2026, 1, 13)),  # 成人の日
        (date(2026, 4, 28), 1, date(2026, 4, 30)),  # 昭和の日
        (date(2026, 5, 1), 1, date(2026, 5, 7)),  # 3 May is a Sunday: 6 May is its 振替休日
        (date(2026, 9, 18), 1, date(2026, 9, 24)),  # 22 September lies between two holidays
        (date(2026, 3, 19), 1, date(2026, 3, 23)),  # 春分の日
    ],
)
def test_working_days_pass_over_weekends_holidays_and_closed_days(base: date, count: int, day: date) -> None:
    assert WorkingDays(NEW_YEAR).after(base, count) == day


def test_closed_days_are_the_municipality_s_own() -> None:
    assert WorkingDays().after(date(2025, 12, 26), 1) == date(2025, 12, 29)
    assert WorkingDays(((12, 29),)).after(date(2025, 12, 26), 1) == date(2025, 12, 30)


def test_without_the_section_there_are_no_deadlines(tmp_path: Path) -> None:
    checked = strategy_with("", tmp_path / "w")
    assert checked.value is not None
    assert checked.value.collecting is None
    assert [deadlines(checked.value, c) for c in Checkpoint] == [()] * 5


def test_a_ladder_counts_from_the_quarter_s_end_or_from_a_base_or_is_fixed(tmp_path: Path) -> None:
    section = f"{LADDER}, base: {{q4: 2026-03-02}}, dates: {{q3: [2026-01-09, 2026-01-14]}}"
    strategy = strategy_with(section, tmp_path / "w").value
    assert strategy is not None
    days = {c.value: [d.day.isoformat() for d in deadlines(strategy, c)] for c in Checkpoint}
    assert days == {
        "q1": ["2025-07-10", "2025-07-15"],
        "q2": ["2025-10-10", "2025-10-16"],
        "q3": ["2026-01-09", "2026-01-14"],
        "q4": ["2026-03-12", "2026-03-17"],
        "final": ["2026-04-10", "2026-04-15"],
    }


def test_a_deadline_is_over_on_the_day_after(tmp_path: Path) -> None:
    strategy = strategy_with(LADDER, tmp_path / "w").value
    assert strategy is not None
    ladder = deadlines(strategy, Checkpoint.Q1)
    assert [len(passed(ladder, date(2025, 7, d))) for d in (10, 11, 15, 16)] == [0, 1, 1, 2]


STEPS = "[{id: own, name: 課, working_days: 8}, {id: bureau, name: 部, working_days: %s}]"


@pytest.mark.parametrize(
    ("section", "detail"),
    [
        (f"ladder: {STEPS % 8}", DETAILS["ladder_order"]),
        (f"{LADDER}, dates: {{q3: [2026-01-09]}}", DETAILS["ladder_dates"].format(count=2)),
        (f"{LADDER}, dates: {{q3: [2026-01-14, 2026-01-09]}}", DETAILS["ladder_dates_order"]),
        (f"{LADDER}, dates: {{q3: [2025-12-26, 2026-01-09]}}", DETAILS["ladder_before_base"]),
        (f"{LADDER}, dates: {{q3: [2026-01-09, 2036-01-14]}}", DETAILS["ladder_before_base"]),
        (f"{LADDER}, base: {{q2: 2025-06-30}}", DETAILS["base_outside"]),
        (f"{LADDER}, base: {{q2: 2027-06-30}}", DETAILS["base_outside"]),
        (f'{LADDER}, closed: ["02-30"]', DETAILS["no_such_day"].format(found="02-30")),
    ],
)
def test_settings_that_clash_are_refused(section: str, detail: str, tmp_path: Path) -> None:
    checked = strategy_with(section, tmp_path / "w")
    assert checked.value is None
    assert [f.code for f in checked.findings] == ["Y13"]
    assert detail in checked.findings[0].what


@pytest.mark.parametrize(
    ("section", "code"),
    [
        (LADDER.replace("bureau,", "own,"), "Y06"),
        ("ladder: []", "Y03"),
        ("ladder: [{id: own, name: 課, working_days: 0}]", "Y03"),
        (f"{LADDER}, closed: [1229]", "Y03"),
        (f"{LADDER}, mail: {{from: 'DX <dx@example.lg.jp>'}}", "Y03"),
        (f'{LADDER}, mail: {{from: "a@example.jp\\nBcc: b@example.jp"}}', "Y03"),
        (f"{LADDER}, due: 2025-07-10", "Y04"),
        ("closed: []", "Y05"),
    ],
)
def test_what_a_plan_may_not_say(section: str, code: str, tmp_path: Path) -> None:
    checked = strategy_with(section, tmp_path / "w")
    assert checked.value is None
    assert [f.code for f in checked.findings] == [code]


def test_the_sample_year_s_deadlines_are_those_of_its_forms() -> None:
    strategy = strategy_file.load(city.ROOT / "inputs" / "r7" / "strategy.yaml").value
    assert strategy is not None
    answers = sample_file.load(city.ROOT / "inputs" / "r7" / "sample", strategy)
    printed = {c.checkpoint: c.due for c in answers.checkpoints}
    assert printed == {c: deadlines(strategy, c)[0].day for c in printed}
    assert [str(printed[c]) for c in sorted(printed)] == ["2025-07-10", "2025-10-10", "2026-01-09"]


@pytest.mark.parametrize(("section", "due"), [(LADDER, "令和7年7月10日"), ("", None)])
def test_forms_print_the_department_s_deadline(section: str, due: str | None, tmp_path: Path) -> None:
    strategy_with(section, tmp_path / "w")
    _, products = issue_forms(Request(tmp_path / "w", checkpoint="q1"))
    for product in products:
        cover = openpyxl.load_workbook(io.BytesIO(product.content))[COVER_SHEET]
        texts = {str(cell.value): str(row[2].value) for row in cover.iter_rows() for cell in row[1:2]}
        assert texts.get("提出期限") == due

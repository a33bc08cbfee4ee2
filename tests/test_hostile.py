"""Hostile and unlucky inputs: a finding or the same value, never a traceback, a hang or a wrong number."""

from __future__ import annotations

import random
from datetime import date
from decimal import Decimal
from pathlib import Path

import openpyxl
import pytest

from dxreport.assessing import Request, evaluate, unwatched
from dxreport.evaluate.assessment import Assessment
from dxreport.evaluate.measure_result import MeasureResult
from dxreport.ingest import strategy_file
from dxreport.ingest.isolation import read_workbook
from dxreport.pipeline import quarterly
from dxreport.products import Kind
from dxreport.render.linebreak import fill
from tests import city
from tests.test_findings import cell

MUTANTS = 400


def root(folder: Path) -> Path:
    made = city.workspace(folder / "w")
    city.submit_all(made, "q1")
    return made


def of(result: Assessment, measure_id: str) -> MeasureResult:
    return next(m for m in result.measures if m.measure.id == measure_id)


def test_damaged_files_are_findings(tmp_path: Path) -> None:
    """Bytes flipped at random, and cut off: what cannot be read is W01, and nothing else happens."""
    whole = city.submit(city.workspace(tmp_path / "w"), "q1", "soumu", city.FULL_SOUMU).read_bytes()
    dice = random.Random(7)  # noqa: S311  a fixed sequence of faults
    refused = 0
    for _ in range(MUTANTS):
        data = bytearray(whole)
        for _ in range(dice.randint(1, 5)):
            data[dice.randrange(len(data))] = dice.randrange(256)
        path = tmp_path / "x.xlsx"
        path.write_bytes(bytes(data[: dice.randrange(len(data))]) if dice.random() < 0.2 else bytes(data))
        read = read_workbook(path, "x.xlsx")
        if read.value is None:
            refused += 1
            assert {f.code for f in read.findings} <= {"W01", "W03", "W04", "W05"}
    assert refused > MUTANTS / 10


@pytest.mark.parametrize(
    ("number_format", "typed", "read"),
    [("0.0%", 0.365, "36.5"), ('0.0"%"', 36.5, "36.5"), (r"0.0\%", 36.5, "36.5"), ("0.0_%", 36.5, "36.5")],
)
def test_only_a_real_percent_format_multiplies(tmp_path: Path, number_format: str, typed: float, read: str) -> None:
    made = root(tmp_path)
    path = made / "inputs/r7/q1/R7Q1_総務課.xlsx"
    book = openpyxl.load_workbook(path)
    target = cell(book, "KPI実績", "1-1a", "実績値")
    target.value, target.number_format = typed, number_format
    book.save(path)
    actual = of(evaluate(Request(made)), "1-1a").actual
    assert actual is not None
    assert actual.value == Decimal(read)


def test_a_limit_is_not_kept_while_a_row_cannot_be_read(tmp_path: Path) -> None:
    made = root(tmp_path)
    rows: city.Table = [{"id": "1", "hours": 2.5}, {"id": "2", "hours": "復旧待ち"}]
    city.submit(made, "q1", "soumu", city.FULL_SOUMU, city.SOUMU_TASKS, {"incidents": rows})
    assert of(evaluate(Request(made)), "1-5").status == "unreported"
    rows[0]["hours"] = 9
    city.submit(made, "q1", "soumu", city.FULL_SOUMU, city.SOUMU_TASKS, {"incidents": rows})
    assert of(evaluate(Request(made)), "1-5").status == "late"


@pytest.mark.parametrize("value", ["9" * 28, 10**20, "1" + "0" * 40])
def test_absurd_numbers_are_refused(tmp_path: Path, value: str | int) -> None:
    made = root(tmp_path)
    kpi: dict[str, dict[str, city.Cell]] = {**city.FULL_SOUMU, "1-1b": {"value": value}}
    city.submit(made, "q1", "soumu", kpi, city.SOUMU_TASKS, city.SOUMU_LISTS)
    result = evaluate(Request(made))
    assert "N02" in {f.code for f in result.findings}
    assert of(result, "1-1b").actual is None


def test_a_date_that_stands_for_undecided_stops_nothing(tmp_path: Path) -> None:
    made = root(tmp_path)
    tasks: dict[str, dict[str, city.Cell]] = {
        **city.SOUMU_TASKS,
        "1-S1": {"state": "実施中", "expected": date(9999, 12, 31)},
    }
    city.submit(made, "q1", "soumu", city.FULL_SOUMU, tasks, city.SOUMU_LISTS)
    result = evaluate(Request(made))
    assert "T09" in {f.code for f in result.findings}
    assert next(b for b in result.bars if b.bar.id == "1-S1").delay == 0


def test_negative_amounts_make_no_rate(tmp_path: Path) -> None:
    made = root(tmp_path)
    kpi: dict[str, dict[str, city.Cell]] = {**city.FULL_SOUMU, "1-3": {"base": 1000, "current": -900}}
    city.submit(made, "q1", "soumu", kpi, city.SOUMU_TASKS, city.SOUMU_LISTS)
    result = evaluate(Request(made))
    assert "N14" in {f.code for f in result.findings}
    assert of(result, "1-3").actual is None


@pytest.mark.parametrize(
    ("old", "new", "code"),
    [
        ("      - {id: late, mark: ×, letter: D, word: 遅れ, tone: late, standing: bad}\n", "", "Y13"),
        ("    not_yet: {mark: －, word: 期間前, tone: excluded}\n", "", "Y13"),
        ("{progress: \">=80\"}", "{progress: \">=120\"}", "Y13"),
        ("{progress: \">=80\"}", "{progress: \">=80\", attainment: \">=80\"}", "Y13"),
        ("id: behind", "id: late", "Y13"),
        ("id: behind", "id: excluded", "Y13"),
        (", standing: warning, when: {progress: \">=80\"}", ", standing: warning", "Y13"),
        ("standing: good, when: {progress", "standing: bad, when: {progress", "Y13"),
        ("value: 85.0", "value: 1e40", "Y03"),
        ("{progress: \">=100\"}", "{progress: \">=1e99999\"}", "Y03"),
        ("name: 福祉課", "name: 総務/課", "Y06"),
        ("title: スマート計画", "title: " + "[" * 3000, "Y02"),
        ("title: スマート計画", "x0: &a0 [x, x]\n" + "".join(f"x{n}: &a{n} [{', '.join([f'*a{n - 1}'] * 10)}]\n" for n in range(1, 9)) + "title: y", "Y02"),
    ],
)  # fmt: skip
def test_a_master_that_would_break_later_is_refused_now(tmp_path: Path, old: str, new: str, code: str) -> None:
    path = city.workspace(tmp_path / "w") / "inputs/r7/strategy.yaml"
    text = path.read_text(encoding="utf-8")
    assert old in text
    path.write_text(text.replace(old, new, 1), encoding="utf-8")
    checked = strategy_file.load(path)
    assert checked.value is None
    assert code in {f.code for f in checked.findings}


def test_markup_and_formulas_stay_text_in_every_paper(tmp_path: Path) -> None:
    made = root(tmp_path)
    nasty = '=HYPERLINK("x")<b>&amp;<img src="a"/> {0} %s \x07'
    kpi: dict[str, dict[str, city.Cell]] = {
        **city.FULL_SOUMU,
        "1-1a": {"value": 1, "reason": nasty, "remedy": nasty, "due": nasty, "comment": nasty},
    }
    city.submit(made, "q1", "soumu", kpi, city.SOUMU_TASKS, city.SOUMU_LISTS)
    quarterly(Request(made), tuple(Kind), unwatched)
    (path,) = (made / "outputs/r7/q1").glob("*.xlsx")
    texts = [c for ws in openpyxl.load_workbook(path).worksheets for row in ws.iter_rows() for c in row if c.value]
    assert not [c for c in texts if c.data_type == "f"]
    assert [c for c in texts if str(c.value).startswith("=HYPERLINK")]
    for line in (made / "outputs/r7/q1/data/findings.csv").read_text(encoding="utf-8-sig").splitlines():
        assert not line.startswith(("=", "+", "@"))


def test_a_word_without_a_break_is_cut_quickly_and_whole() -> None:
    text = "W" * 20_000
    lines = list(fill(text, lambda t: 7.0 * len(t), 100.0))
    assert "".join(lines) == text
    assert max(map(len, lines)) == 14

"""What a form works out by itself is what the program computes: forms recalculated by LibreOffice against the evaluation."""

from __future__ import annotations

import itertools
import subprocess
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import date
from decimal import Decimal
from pathlib import Path

import openpyxl
import pytest
from openpyxl.workbook.workbook import Workbook

from dxreport.assessing import Request, evaluate
from dxreport.evaluate.assessment import Assessment
from dxreport.forms import filled
from dxreport.forms.look import load
from dxreport.ingest.submission import read_submission
from dxreport.layout import form_text
from dxreport.layout.submission import FIRST_ROW, HEADER_ROW, KPI_SHEET, MISSING_NAME, SCHEDULE_SHEET
from dxreport.model.period import Checkpoint
from dxreport.model.scale import Standing
from tests import cities, city

pytestmark = pytest.mark.office

PROJECT = "project"
YEARS = {PROJECT: ("q1", "q2", "q3"), **cities.CHECKPOINTS}
STATIC = (form_text.FROM_LIST, form_text.NOT_KNOWN)


@dataclass(frozen=True, slots=True)
class Shown:
    """What a recalculated form shows, by id of measure or bar."""

    rating: dict[str, str]
    check: dict[str, str]
    missing: int


def recalculated(soffice: str, files: list[Path], work: Path) -> dict[str, Workbook]:
    """The files as LibreOffice saves them, with the values of their formulas."""
    profile = f"-env:UserInstallation=file://{work}/profile"
    command = [soffice, profile, "--headless", "--convert-to", "xlsx", "--outdir", str(work / "out"), *map(str, files)]
    subprocess.run(command, check=True, capture_output=True)  # noqa: S603  LibreOffice
    return {f.name: openpyxl.load_workbook(work / "out" / f.name, data_only=True) for f in files}


def shown(book: Workbook) -> Shown:
    rating: dict[str, str] = {}
    check: dict[str, str] = {}
    for name in (KPI_SHEET.name, SCHEDULE_SHEET.name):
        if name not in book.sheetnames:
            continue
        page = book[name]
        at = {page.cell(HEADER_ROW, n).value: n for n in range(1, page.max_column + 1)}
        for row in range(FIRST_ROW, page.max_row + 1):
            key = str(page.cell(row, 1).value)
            rating[key] = str(page.cell(row, at["評価の目安"]).value)
            check[key] = str(page.cell(row, at["確認"]).value)
    sheet, cell = book.defined_names[MISSING_NAME].attr_text.split("!")
    return Shown(rating, check, int(str(book[sheet.strip("'").lstrip("$")][cell.replace("$", "")].value)))


@dataclass(frozen=True, slots=True)
class Year:
    """A city's year: the assessments, and what each form that counts shows."""

    assessments: Mapping[str, Assessment]
    forms: Mapping[str, Mapping[str, Shown]]
    """By checkpoint and department."""


@pytest.fixture(scope="module", params=list(YEARS))
def year(request: pytest.FixtureRequest, soffice: str, tmp_path_factory: pytest.TempPathFactory) -> Year:
    folder = tmp_path_factory.mktemp(request.param)
    root = city.ROOT if request.param == PROJECT else cities.workspace(request.param, folder / "w")
    assessments = {q: evaluate(Request(root, year="r7", checkpoint=q)) for q in YEARS[request.param]}
    used = {
        (q, d.department.id): root / d.used.file
        for q, a in assessments.items()
        for d in a.departments
        if d.used is not None and (root / d.used.file).suffix == ".xlsx"
    }
    books = recalculated(soffice, list(used.values()), folder)
    forms: dict[str, dict[str, Shown]] = {q: {} for q in assessments}
    for (q, department), path in used.items():
        forms[q][department] = shown(books[path.name])
    return Year(assessments, forms)


def compared(year: Year) -> Iterator[tuple[str, str, str, str, bool]]:
    """(checkpoint, id, shown, class of the evaluation, typed) of everything in a form that counts."""
    for q, assessment in year.assessments.items():
        for result in assessment.measures:
            form = year.forms[q].get(result.measure.department)
            if form is not None:
                typed = result.measure.rule is None and not result.measure.target.by_people and result.is_judged
                yield q, result.measure.id, form.rating[result.measure.id], result.rating.text, typed
        for bar in assessment.bars:
            form = year.forms[q].get(bar.bar.department)
            if form is not None:
                yield q, bar.bar.id, form.rating[bar.bar.id], bar.mark.text, True


def test_every_class_that_a_form_shows_is_the_class_of_the_evaluation(year: Year) -> None:
    wrong = [line for line in compared(year) if line[2] != line[3] and line[2] not in STATIC]
    assert wrong == []


def test_most_of_what_is_typed_shows_its_class(year: Year) -> None:
    lines = [line for line in compared(year) if line[4]]
    known = [line for line in lines if line[2] not in STATIC]
    assert len(known) >= 0.8 * len(lines), [line for line in lines if line[2] in STATIC]


def test_what_is_late_without_an_explanation_is_missing(year: Year) -> None:
    """As the finding E02 has it for measures, and T08 for bars."""
    for q, assessment in year.assessments.items():
        for result in assessment.measures:
            form = year.forms[q].get(result.measure.department)
            if form is None or form.rating[result.measure.id] in STATIC:
                continue
            words = result.explanation
            gap = result.standing in (Standing.WARNING, Standing.BAD) and not (
                words.reason and words.remedy and words.due
            )
            said = form.check[result.measure.id]
            assert not gap or form_text.BLANK_BEHIND in said or said.startswith("状況"), (q, result.measure.id)

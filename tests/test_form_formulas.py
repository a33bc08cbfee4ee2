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

from dxreport.assessing import Request, evaluate
from dxreport.evaluate.assessment import Assessment
from dxreport.evaluate.measures import judge
from dxreport.evaluate.schedule import judge_bar
from dxreport.forms import filled
from dxreport.ingest import strategy_file
from dxreport.ingest.submission import read_file
from dxreport.layout import form_text
from dxreport.layout.submission import FIRST_ROW, HEADER_ROW, KPI_SHEET, MISSING_NAME, SCHEDULE_SHEET
from dxreport.model.answers import Row, WorkbookAnswers
from dxreport.model.measure import (
    Accumulation,
    Baseline,
    Frequency,
    Measure,
    MeasureType,
    Plan,
    PlanKind,
    RateFormula,
)
from dxreport.model.period import Checkpoint
from dxreport.model.plan import planned_value
from dxreport.model.scale import Scale, Standing
from dxreport.model.schedule import Milestone, MilestonePoint, ScheduleBar
from dxreport.model.strategy import Strategy
from dxreport.model.submission import HandedIn
from dxreport.model.target import Comparison, Direction
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


def recalculated(soffice: str, files: list[Path], work: Path) -> dict[str, Path]:
    """The files as LibreOffice saves them, with the values of their formulas."""
    profile = f"-env:UserInstallation=file://{work}/profile"
    command = [soffice, profile, "--headless", "--convert-to", "xlsx", "--outdir", str(work / "out"), *map(str, files)]
    subprocess.run(command, check=True, capture_output=True)  # noqa: S603  LibreOffice
    return {f.name: work / "out" / f.name for f in files}


def shown(path: Path) -> Shown:
    book = openpyxl.load_workbook(path, data_only=True, read_only=True)  # only the sheets that are asked for are read
    rating: dict[str, str] = {}
    check: dict[str, str] = {}
    for name in (KPI_SHEET.name, SCHEDULE_SHEET.name):
        if name not in book.sheetnames:
            continue
        rows = list(book[name].iter_rows(values_only=True))
        at = {heading: n for n, heading in enumerate(rows[HEADER_ROW - 1])}
        for row in rows[FIRST_ROW - 1 :]:
            key = str(row[0])
            rating[key] = str(row[at["評価の目安"]])
            check[key] = str(row[at["確認"]])
    sheet, cell = book.defined_names[MISSING_NAME].attr_text.split("!")
    missing = book[sheet.strip("'").lstrip("$")][cell.replace("$", "")].value
    book.close()
    return Shown(rating, check, int(str(missing)))


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
    saved = recalculated(soffice, list(used.values()), folder)
    forms: dict[str, dict[str, Shown]] = {q: {} for q in assessments}
    for (q, department), path in used.items():
        forms[q][department] = shown(saved[path.name])
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


# --- values around every limit ---------------------------------------------------------------------------------------

EARLIER = Decimal(3)
"""What the first quarter brought, for measures that gather."""


def variants() -> list[Measure]:
    """A measure for each way of judging: comparison, direction, formula, accumulation, type."""
    known = city.strategy().measure
    level = replace(known("1-1a"), frequency=Frequency.QUARTERLY)
    based = Baseline(Decimal("32.1"), "令和6年度")
    lower = replace(level.target, comparison=Comparison.AT_MOST, direction=Direction.LOWER)
    lowered = replace(level, target=lower, plan=Plan(PlanKind.NONE, {}))
    goal = replace(level.target, comparison=Comparison.RANGE, direction=Direction.RANGE, high=Decimal(80))
    count = replace(known("1-1b"), plan=Plan(PlanKind.LINEAR, {}))
    ceiling = replace(count.target, comparison=Comparison.AT_MOST, direction=Direction.LOWER, value=Decimal(12))
    nothing = Plan(PlanKind.STATED, {Checkpoint.Q1: Decimal(0), Checkpoint.Q2: Decimal(0)})
    zero = replace(lowered, target=replace(lower, value=Decimal(0), unit="件"))
    return [
        level,
        replace(level, formula=RateFormula.INCREMENT, baseline=based),
        replace(level, formula=RateFormula.INCREMENT, baseline=Baseline(Decimal(90), "令和6年度")),
        replace(level, plan=Plan(PlanKind.NONE, {})),
        replace(level, plan=nothing),
        lowered,
        replace(lowered, formula=RateFormula.DEVIATION, plan=Plan(PlanKind.FROM_BASELINE, {}), opening=Decimal(90)),
        replace(lowered, formula=RateFormula.INCREMENT, baseline=Baseline(Decimal(90), "令和6年度")),
        zero,
        replace(level, target=goal),
        replace(level, target=replace(goal, low_open=True, high_open=True)),
        replace(level, target=replace(level.target, comparison=Comparison.EQUAL)),
        replace(level, accumulation=Accumulation.WORST),
        known("1-2"),
        known("1-3"),
        known("1-4"),
        known("1-6"),
        count,
        replace(count, target=ceiling),
        replace(count, frequency=Frequency.HALF_YEARLY),
        replace(count, accumulation=Accumulation.ONCE),
        replace(known("1-4"), type=MeasureType.EVENT_LIMIT, accumulation=Accumulation.WORST),
    ]


def around(measure: Measure, checkpoint: Checkpoint, limits: list[Decimal]) -> list[Decimal]:
    """Values on, just below and just above what the measure is held against."""
    base = [measure.target.value, planned_value(measure, checkpoint) or Decimal(50), measure.target.high or Decimal(75)]
    points = {b * share / 100 for b in base for share in (Decimal(100), *limits)} | {Decimal(0), Decimal(1), EARLIER}
    if measure.accumulation is Accumulation.SUM:
        points |= {p - EARLIER for p in points}
    nudged = (p + step for p in points for step in (Decimal("-0.01"), Decimal(0), Decimal("0.1")))
    return sorted({n.quantize(Decimal("0.0001")).normalize() for n in nudged})


STATES: tuple[Row, ...] = (
    {},
    {"state": "実績あり"},
    {"state": "未実施"},
    {"state": "該当なし"},
    {"state": "集計中"},
    {"state": "評価対象外"},
    {"state": "評価対象外", "reason": "制度が変わったため"},
    {"state": "未実施", "value": Decimal(5)},
    {"value": Decimal(50)},
    {"state": "実績あり", "value": "未完了"},
    {"state": "実績あり", "value": "完了"},
)


def amounts(**cells: str) -> Row:
    return {"state": "実績あり", **{column: Decimal(text) for column, text in cells.items()}}


AMOUNTS = (
    amounts(base="200", current="185"),
    amounts(base="200", current="185", value="7.5"),
    amounts(base="200", current="185", value="8"),
    amounts(base="200", current="185", value="9"),
    amounts(base="3", current="2", value="33.33"),
    amounts(base="700", current="595"),
    amounts(base="0", current="1"),
    amounts(base="10"),
    amounts(value="-3"),
)


def invented(checkpoint: Checkpoint, scale: Scale) -> tuple[Strategy, dict[str, Row]]:
    """A plan with a measure for every variant and value, and what its one department answers."""
    plan = city.strategy()
    limits = [rule.limit for rule in scale.ladder(final=checkpoint.is_final).limits]
    measures, answers = [], {}
    for number, variant in enumerate(variants()):
        rows: list[Row] = [{"state": "実績あり", "value": v} for v in around(variant, checkpoint, limits)]
        rows += STATES
        rows += AMOUNTS if variant.type is MeasureType.REDUCTION else ()
        for n, row in enumerate(rows):
            measures.append(replace(variant, id=f"{number}-{n}", department="soumu"))
            answers[f"{number}-{n}"] = row
    indicator = replace(plan.initiatives[0].indicators[0], measures=tuple(measures))
    initiative = replace(plan.initiatives[0], indicators=(indicator,), tasks=())
    theme = replace(plan.themes[0], initiatives=(initiative,))
    return replace(plan, themes=(theme,), lists=(), scale=scale), answers


def test_values_around_the_limits_show_their_class(soffice: str, tmp_path: Path) -> None:
    scales = {"city": city.strategy().scale}
    for name in (cities.AKANE, cities.HOSHIMI):
        checked = strategy_file.load(city.DATA / "cities" / name / "strategy.yaml")
        assert checked.value is not None
        scales[name] = checked.value.scale
    cases = {f"{name}-{q}": (Checkpoint(q), s) for name, s in scales.items() for q in ("q2", "final")}
    made = {name: invented(*case) for name, case in cases.items()}
    for name, (checkpoint, _) in cases.items():
        plan, answers = made[name]
        earlier = checkpoint.until()[:-1]
        last = {m.id: EARLIER for m in plan.measures if any(map(m.due_at, earlier))}
        given = WorkbookAnswers("soumu", readings=answers)
        data = filled.build(plan, checkpoint, plan.department("soumu"), given, last, look=city.look())
        (tmp_path / f"{name}.xlsx").write_bytes(data)
    books = recalculated(soffice, [tmp_path / f"{name}.xlsx" for name in cases], tmp_path)
    wrong, unknown = [], 0
    for name, (checkpoint, scale) in cases.items():
        plan, answers = made[name]
        form = shown(books[f"{name}.xlsx"])
        read = read_file(tmp_path / f"{name}.xlsx", name, plan, checkpoint).value
        assert read is not None
        for measure in plan.measures:
            due = [q for q in checkpoint.until()[:-1] if measure.due_at(q)]
            sums = measure.accumulation is Accumulation.SUM
            brought = [Decimal(0) if sums and n else EARLIER for n, _ in enumerate(due)]
            year = [city.handed_in(q, [city.reading(measure.id, v)]) for q, v in zip(due, brought, strict=True)]
            now = HandedIn(checkpoint, {"soumu": read})
            result = judge(measure, (*year, now), scale, plan.roster)
            said = form.rating[measure.id]
            unknown += said in STATIC
            if said not in (*STATIC, result.rating.text):
                wrong.append((name, measure.id, answers[measure.id], said, result.rating.text))
    assert wrong == []
    assert unknown < 0.05 * sum(len(answers) for _, answers in made.values())


# --- bars: every state, every date near a turn of the plan -----------------------------------------------------------


def test_bars_with_every_state_and_date_show_their_status(soffice: str, tmp_path: Path) -> None:
    plan = city.strategy()
    point = MilestonePoint
    kinds = (
        ScheduleBar("x", "", "期間", 4, 6, department="soumu"),
        ScheduleBar("x", "", "期間", 7, 9, department="soumu"),
        ScheduleBar("x", "", "期間", 9, 11, department="soumu"),
        ScheduleBar("x", "", "期間", 10, 3, department="soumu"),
        ScheduleBar("x", "", "節目", None, None, (Milestone("決定", 9, point.MIDDLE),), department="soumu"),
        ScheduleBar("x", "", "節目", None, None, (Milestone("決定", 1, point.START),), department="soumu"),
    )
    days = (None, date(2025, 8, 31), date(2025, 9, 30), date(2025, 10, 1), date(2025, 12, 20), date(2026, 2, 28))
    bars: list[ScheduleBar] = []
    answers: dict[str, Row] = {}
    for kind, state, finished, expected, started in itertools.product(
        kinds, ("", "未着手", "実施中", "完了", "中止"), days[:4], days, (None, date(2025, 5, 1), date(2025, 10, 1))
    ):
        bar = replace(kind, id=f"9-{len(bars)}")
        row: Row = {"state": state} if state else {}
        row |= {k: v for k, v in (("finished", finished), ("expected", expected)) if v}
        row |= {"started": started} if started and not kind.is_point else {}
        bars.append(bar)
        answers[bar.id] = row
    task = replace(plan.initiatives[0].tasks[0], bars=tuple(bars))
    initiative = replace(plan.initiatives[0], indicators=(), tasks=(task,))
    plan = replace(plan, themes=(replace(plan.themes[0], initiatives=(initiative,)),), lists=())
    given = WorkbookAnswers("soumu", tasks=answers)
    path = tmp_path / "bars.xlsx"
    path.write_bytes(filled.build(plan, Checkpoint.Q2, plan.department("soumu"), given, look=city.look()))
    form = shown(recalculated(soffice, [path], tmp_path)["bars.xlsx"])
    read = read_file(path, "bars", plan, Checkpoint.Q2).value
    assert read is not None
    as_of = Checkpoint.Q2.last_day(plan.year)
    results = {b.id: judge_bar(b, read.task(b.id), as_of, plan.year, plan.scale).mark.text for b in bars}
    assert [(answers[i], form.rating[i], said) for i, said in results.items() if form.rating[i] != said] == []

"""What must hold of every measure, scale and set of answers, whatever they are: tried on random ones."""

from __future__ import annotations

import random
from dataclasses import replace
from decimal import Decimal
from fractions import Fraction
from functools import cache
from pathlib import Path

import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from dxreport.evaluate.assess import assess
from dxreport.evaluate.assessment import Assessment, Counts
from dxreport.evaluate.measure_result import MeasureResult
from dxreport.evaluate.measures import judge_year
from dxreport.ingest import strategy_file
from dxreport.model.measure import (
    Accumulation,
    Baseline,
    Frequency,
    Measure,
    MeasureType,
    Moment,
    Plan,
    PlanKind,
    RateFormula,
)
from dxreport.model.period import Checkpoint
from dxreport.model.scale import Basis, ClassRule, Ladder, Scale, Standing, StatusClass, Tone
from dxreport.model.strategy import Strategy
from dxreport.model.submission import HandedIn, Reading, ReadingState, Submission
from dxreport.model.target import Comparison, Direction, Target, compare
from dxreport.report.wording import formats
from dxreport.report.wording.measures import attainment_text, progress_text, value_text
from tests import city
from tests.cities import AKANE, HOSHIMI

GOOD, WARNING, BAD = Standing.GOOD, Standing.WARNING, Standing.BAD
ABOVE = Comparison.MORE_THAN


def _class(
    name: str, standing: Standing, limit: str = "", basis: Basis = Basis.PROGRESS, *, strict: bool = False
) -> StatusClass:
    rule = ClassRule(basis, ABOVE if strict else Comparison.AT_LEAST, Decimal(limit)) if limit else None
    return StatusClass("m", "", name, Tone.LATE, name, standing, rule)


def _scale(*ranked: StatusClass, best_first: bool = True) -> Scale:
    ladder = Ladder(ranked if best_first else ranked[::-1], best_first, {})
    return replace(city.strategy().scale, running=ladder, final=ladder)


ATTAINED = Basis.ATTAINMENT
SCALES: dict[str, Scale] = {
    "four classes, the year's end apart": city.strategy().scale,
    "two-sided": _scale(_class("ahead", GOOD, "105", strict=True), _class("plan", GOOD, "95"), _class("slow", BAD)),
    "five, the best last": _scale(
        _class("5", GOOD, "100"), _class("4", GOOD, "90"), _class("3", WARNING, "66.6666666667"),
        _class("2", BAD, "33.3333333333"), _class("1", BAD), best_first=False,
    ),
    "six, by attainment": _scale(
        _class("s", GOOD, "110", ATTAINED), _class("a", GOOD, "100", ATTAINED), _class("b", WARNING, "75", ATTAINED),
        _class("c", WARNING, "50", ATTAINED), _class("d", BAD, "25", ATTAINED), _class("e", BAD),
    ),
    "both rates": _scale(
        _class("a", GOOD, "100", ATTAINED), _class("b", GOOD, "100"), _class("c", WARNING, "80"), _class("d", BAD)
    ),
}  # fmt: skip
scales = st.sampled_from(sorted(SCALES)).map(SCALES.__getitem__)

amounts = st.one_of(
    st.decimals(0, 200, places=2), st.decimals(0, 10, places=0), st.sampled_from([Decimal(0), Decimal("94.96"), Decimal("9.9955")])
)  # fmt: skip
signed = st.decimals(-50, 200, places=2)
extreme = st.sampled_from(["999999999999999", "0.000000001", "123456.789012345", "-999999999999999", "0", "0.00"]).map(
    Decimal
)


@st.composite
def targets(draw: st.DrawFn, low: bool | None = None) -> Target:
    value = draw(st.decimals(Decimal("0.01"), 150, places=2))
    shape = draw(st.sampled_from(["bound", "strict", "range"])) if low is None else "bound"
    falls = draw(st.booleans()) if low is None else low
    if shape == "range":
        high = value + draw(st.decimals(Decimal("0.01"), 50, places=2))
        ends = (draw(st.booleans()), draw(st.booleans()))
        return Target("p", Comparison.RANGE, value, "件", Direction.RANGE, draw(st.integers(0, 2)), (), high, *ends)
    loose, tight = (Comparison.AT_MOST, Comparison.LESS_THAN) if falls else (Comparison.AT_LEAST, ABOVE)
    comparison = tight if shape == "strict" else loose
    direction = Direction.LOWER if falls else Direction.HIGHER
    return Target("p", comparison, value, "件", direction, draw(st.integers(0, 2)))


KINDS = [
    MeasureType.LEVEL, MeasureType.CUMULATIVE, MeasureType.REDUCTION, MeasureType.ZERO_TOLERANCE,
    MeasureType.COMPLETION, MeasureType.SURVEY,
]  # fmt: skip


@st.composite
def measures(draw: st.DrawFn) -> Measure:
    """Any measure that the rules of the strategy let through."""
    kind = draw(st.sampled_from(KINDS))
    target = draw(targets())
    if kind is MeasureType.ZERO_TOLERANCE:
        target = replace(draw(targets(low=True)), value=Decimal(draw(st.sampled_from([0, 0, 3]))))
    if kind in (MeasureType.REDUCTION, MeasureType.COMPLETION):
        target = draw(targets(low=False))
    ranged = target.comparison is Comparison.RANGE
    accumulation = {
        MeasureType.CUMULATIVE: Accumulation.LATEST if ranged else Accumulation.SUM,
        MeasureType.ZERO_TOLERANCE: draw(st.sampled_from([Accumulation.SUM, Accumulation.WORST])),
        MeasureType.SURVEY: Accumulation.ONCE,
    }.get(kind, Accumulation.LATEST)
    added = accumulation is Accumulation.SUM
    formula, baseline = RateFormula.LEVEL, None
    if target.lower_is_better and draw(st.booleans()):
        formula = RateFormula.DEVIATION
    elif not added and not ranged and kind is not MeasureType.ZERO_TOLERANCE and draw(st.booleans()):
        formula = RateFormula.INCREMENT
        way = draw(st.decimals(Decimal("0.01"), 60, places=2))
        baseline = Baseline(target.value + way if target.lower_is_better else target.value - way, "前年度")
    plans = [PlanKind.NONE, PlanKind.STATED, PlanKind.LINEAR if added else PlanKind.FROM_BASELINE]
    stated = dict(zip(Checkpoint, [*draw(st.tuples(amounts, amounts, amounts)), target.value], strict=False))
    return Measure(
        "1-1a", "名", "名", kind, target, accumulation, Plan(draw(st.sampled_from(plans)), stated),
        draw(st.sampled_from(list(Frequency))), "soumu", baseline, formula=formula,
        moment=draw(st.sampled_from([Moment.YEAR_END, Moment.YEAR_END, Moment.CALENDAR_YEAR])),
        asked=draw(st.integers(0, 9)) > 0,
        opening=baseline.value if baseline else None if added else draw(amounts),
    )  # fmt: skip


@st.composite
def readings(draw: st.DrawFn, measure_id: str, *, ratings: tuple[str, ...] = ("",)) -> Reading:
    value = draw(
        st.one_of(
            amounts, signed, extreme, st.sampled_from([s.value for s in ReadingState] + ["評価対象外" + city.EXPLAINED])
        )
    )
    rest: dict[str, city.Cell] = {"own": draw(st.sampled_from(ratings))}
    if not isinstance(value, str) and draw(st.booleans()):
        rest["forecast"] = draw(amounts)
    if draw(st.integers(0, 9)) == 0:
        amount = draw(st.decimals(Decimal("0.01"), 1000, places=2))
        return city.reading(measure_id, None, base=amount, current=draw(amounts))
    if value == "":
        return city.reading(measure_id, None)
    return city.reading(measure_id, value, **rest)


def year(measure: Measure, said: list[Reading | None], last: Checkpoint, scale: Scale) -> MeasureResult:
    """The result at ``last``; None stands for a department that handed in nothing."""
    steps = last.until()
    handed = [
        city.handed_in(c.value, [r] if r else [], only=("soumu",) if r else ())
        for c, r in zip(steps, said[: len(steps) - 1] + said[-1:] if len(steps) < len(said) else said, strict=False)
    ]
    return judge_year(measure, tuple(handed), scale, ("soumu",))


checkpoints = st.sampled_from(list(Checkpoint))


@st.composite
def years(draw: st.DrawFn) -> tuple[Measure, list[Reading | None], Checkpoint, Scale]:
    measure = draw(measures())
    said = draw(st.lists(st.one_of(st.none(), readings(measure.id), readings(measure.id)), min_size=4, max_size=4))
    return measure, said, draw(checkpoints), draw(scales)


def better(measure: Measure, one: Decimal, other: Decimal) -> bool | None:
    """Whether ``one`` is at least as good as ``other``; None where they lie on two sides of a range."""
    target = measure.target
    if target.high is None:
        return one <= other if target.lower_is_better else one >= other
    if target.met_by(one) or (one <= target.value and other <= one):
        return True
    return True if one >= target.high and other >= one else None


@given(measures(), scales, checkpoints, st.lists(amounts, min_size=3, max_size=3), signed, signed)
@settings(max_examples=400)
def test_a_better_value_never_has_a_worse_class(
    measure: Measure, scale: Scale, last: Checkpoint, before: list[Decimal], one: Decimal, other: Decimal
) -> None:
    assume(better(measure, one, other))
    earlier = [city.reading(measure.id, v) for v in before]
    high, low = (year(measure, [*earlier, city.reading(measure.id, v)], last, scale) for v in (one, other))
    assume(high.is_judged and low.is_judged)
    ranked = scale.ladder(final=last.is_final).ranked
    assert ranked.index(high.rating) <= ranked.index(low.rating), (high.progress, low.progress)
    for rate in ("attainment", "progress"):
        top, bottom = getattr(high, rate), getattr(low, rate)
        assert top is None or bottom is None or top >= bottom


@given(years())
@settings(max_examples=400)
def test_any_answers_are_judged_the_same_twice_and_printed_without_flattery(
    case: tuple[Measure, list[Reading | None], Checkpoint, Scale],
) -> None:
    measure, said, last, scale = case
    result = year(measure, said, last, scale)
    assert result == year(measure, said, last, scale)
    assert result.is_judged is scale.is_judged(result.status)
    assert (result.since is not None) is (result.standing in (WARNING, BAD))
    limits = (formats.FULL, *scale.ladder(final=last.is_final).limits)
    for exact, text in (
        (result.attainment, attainment_text(result, limits)),
        (result.progress, progress_text(result, limits)),
    ):
        assert (exact is None) is (text is None)
        for rule in limits:
            if exact is not None and text is not None:
                assert holds(rule, figure(text)) is holds(rule, exact), (text, exact, rule)
    printed = value_text(result)
    if result.actual is not None and printed is not None:
        assert measure.target.met_by(figure(printed)) is measure.target.met_by(result.actual.value)


def figure(text: str) -> Decimal:
    return Decimal(text.replace(",", "").replace(formats.MINUS, "-"))


def holds(rule: ClassRule, value: Decimal) -> bool:
    return compare(rule.comparison, value, rule.limit)


@given(st.decimals(0, 130, places=12), st.sampled_from(sorted(SCALES)), st.integers(1, 12), st.integers(-9, 9))
def test_a_rate_beside_a_limit_is_printed_on_its_own_side(value: Decimal, name: str, digits: int, steps: int) -> None:
    limits = (formats.FULL, *SCALES[name].running.limits)
    for near in (value, *(rule.limit + Decimal(steps).scaleb(-digits) for rule in limits)):
        shown = figure(formats.percent(near, limits))
        assert [holds(r, shown) for r in limits] == [holds(r, near) for r in limits]
        assert abs(shown - near) <= Decimal("0.05")


@given(targets(), st.integers(1, 12), st.integers(-9, 9), st.booleans(), signed)
def test_a_value_beside_its_target_is_printed_on_its_own_side(
    target: Target, digits: int, steps: int, upper: bool, other: Decimal
) -> None:
    end = target.high if upper and target.high is not None else target.value
    for value in (end + Decimal(steps).scaleb(-digits), other):
        assert target.met_by(figure(formats.measured(value, target))) is target.met_by(value)


# --- whole plans -----------------------------------------------------------------------------------------------------


@cache
def plan(name: str) -> Strategy:
    path = city.DATA / "city.yaml" if name == "city" else city.DATA / "cities" / name / "strategy.yaml"
    checked = strategy_file.load(Path(path), "strategy.yaml")
    assert checked.value is not None
    return checked.value


PLANS = ("city", AKANE, HOSHIMI)


@st.composite
def handed(draw: st.DrawFn, name: str) -> tuple[HandedIn, ...]:
    """What any of the departments may have handed in up to a checkpoint."""
    strategy = plan(name)
    steps = draw(checkpoints).until()
    out = []
    for step in steps:
        ladder = strategy.scale.ladder(final=step.is_final)
        used = {}
        for department in strategy.departments:
            if not department.submits or draw(st.integers(0, 4)) == 0:
                continue
            duties = strategy.duties(department.id)
            given_ = tuple(draw(readings(m.id, ratings=("", *(c.id for c in ladder.classes)))) for m in duties.measures)
            used[department.id] = Submission(
                department.id, step, 1, None, f"{department.id}.xlsx", "0", False, given_, (), ()
            )
        out.append(HandedIn(step, used))
    return tuple(out)


def assessed(name: str, steps: tuple[HandedIn, ...]) -> Assessment:
    return assess(plan(name), steps, steps[-1].checkpoint.last_day(plan(name).year))


def shuffled(steps: tuple[HandedIn, ...], seed: int) -> tuple[HandedIn, ...]:
    """The same, with departments, and the rows of each, in another order."""
    dice = random.Random(seed)  # noqa: S311  an order for a test
    out = []
    for step in steps:
        order = list(step.used)
        dice.shuffle(order)
        used = {
            d: replace(step.used[d], readings=tuple(dice.sample(step.used[d].readings, len(step.used[d].readings))))
            for d in order
        }
        out.append(replace(step, used=used))
    return tuple(out)


def added(every: list[Counts]) -> dict[StatusClass, int]:
    total: dict[StatusClass, int] = {}
    for counts in every:
        for item, number in counts.numbers:
            total[item] = total.get(item, 0) + number
    return total


def worst(ratings: list[StatusClass], strategy: Strategy, *, final: bool) -> StatusClass | None:
    """The rule told in another way: the last class of the ladder that occurs, but nothing good beside 未報告."""
    scale = strategy.scale
    judged = [c for c in reversed(scale.ladder(final=final).ranked) if c in ratings]
    if judged and judged[0].standing is not GOOD:
        return judged[0]
    if scale.unreported in ratings:
        return scale.unreported
    return judged[0] if judged else scale.excluded if ratings else None


@pytest.mark.parametrize("name", PLANS)
@given(st.data(), st.integers(0, 10**6))
@settings(max_examples=25)
def test_any_plan_adds_up_and_knows_no_order(name: str, data: st.DataObject, seed: int) -> None:
    steps = data.draw(handed(name))
    assessment = assessed(name, steps)
    assert assessment == assessed(name, steps)
    assert replace(assessed(name, shuffled(steps, seed)), departments=()) == replace(assessment, departments=())
    strategy, counts = plan(name), assessment.counts
    parts = [*(t.counts for t in assessment.themes), *(h.counts for h in assessment.own)]
    assert added(parts) == dict(counts.numbers)
    assert added([h.counts for h in assessment.holders]) == dict(counts.numbers)
    excluded, unreported = counts.standing(Standing.EXCLUDED), counts.standing(Standing.UNREPORTED)
    assert counts.judged + excluded + unreported == counts.total
    assert counts.judged == counts.good + counts.standing(WARNING) + counts.standing(BAD)
    ids = [m.measure.id for m in assessment.measures]
    assert sorted(ids) == sorted(set(ids)) == sorted(m.id for m in strategy.measures)
    assert counts.total + assessment.by_people.total == len(ids)
    final = assessment.checkpoint.is_final
    for holder in assessment.holders:
        ratings = [m.rating for m in holder.measures if m.measure.type is not MeasureType.JUDGED]
        assert holder.kpi == worst(ratings, strategy, final=final)
        assert sum(n for _, n in holder.counts.numbers) == len(ratings)
        for indicator in holder.indicators:
            said = [m.rating for m in indicator.measures if m.measure.type is not MeasureType.JUDGED]
            assert indicator.rating == worst(said, strategy, final=final)
    late = [a.item_id for a in assessment.attention if a.kind == "measure"]
    assert sorted(late) == sorted(m.measure.id for m in assessment.measures if m.standing is BAD)
    for theme in assessment.themes:
        shares = [Fraction(n, counts.total) for _, n in theme.counts.numbers] if counts.total else []
        assert sum(shares) <= 1

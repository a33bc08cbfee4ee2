"""Turns a measure's result into the words and figures that every paper prints alike."""

from __future__ import annotations

from decimal import Decimal

from dxreport.evaluate.measure_result import Change, MeasureResult, NotJudged
from dxreport.model.measure import (
    LIMITS,
    Accumulation,
    Across,
    Course,
    Measure,
    MeasureType,
    Moment,
    PlanKind,
    RateFormula,
)
from dxreport.model.scale import ClassRule
from dxreport.model.target import Comparison
from dxreport.report.wording.formats import DASH, FULL, fiscal_year, measured, number, percent, signed

NONE_OCCURRED = "該当なし"

REASONS = {
    NotJudged.NOT_DUE: "この時点では評価しない",
    NotJudged.NOT_ASKED: "今年度は調査を行わない",
    NotJudged.NOT_HELD: "調査等が未実施",
    NotJudged.NOTHING_PLANNED: "この時点の計画値が0",
    NotJudged.NO_PLAN: "この時点の計画値がない",
    NotJudged.COUNTING: "集計中",
    NotJudged.EXCLUDED: "所管課が評価対象外と報告",
    NotJudged.EXCLUDED_UNEXPLAINED: "理由のない評価対象外",
    NotJudged.NO_LIST_ROWS: "一覧に計算できる行がない",
    NotJudged.NO_SUBMISSION: "提出票が未提出",
    NotJudged.BLANK: "実績が空欄",
    NotJudged.UNREADABLE: "実績を読み取れない",
    NotJudged.EARLIER_MISSING: "前の時点の値がなく累計できない",
    NotJudged.YEAR_MISSING: "前の年度の実績がない",
    NotJudged.NO_RATING: "所管課の評価がない",
}

CHANGES = {Change.BETTER: "↑改善", Change.WORSE: "↓悪化", Change.SAME: DASH, Change.NEW: DASH}


CHANGES_SAID = {
    Change.BETTER: "改善", Change.WORSE: "悪化", Change.SAME: "変化なし", Change.NEW: "前回の評価なし",
}  # fmt: skip
"""What is heard for the signs."""


def value_text(result: MeasureResult) -> str | None:
    """「36.5」, 「該当なし」, or None where there is no value. The only place that decides how a value is printed."""
    if result.actual is not None:
        return measured(result.actual.value, result.measure.target)
    return NONE_OCCURRED if result.none_occurred else None


def target_text(measure: Measure) -> str:
    """The year's target as a figure: 「77.0」「1,250」「80～90」; a text target in its own words."""
    target = measure.target
    if target.by_people:
        return target.printed
    low = number(target.value, target.decimals)
    return low if target.high is None else f"{low}～{number(target.high, target.decimals)}"


def goal_text(measure: Measure) -> str:
    """「計画の目標は90%以上（令和11年度）。今年度の目標は、基準値からの直線による」; empty for a plan of one year."""
    if measure.goal is None:
        return ""
    due = f"{measure.goal.target.printed}（{fiscal_year(measure.goal.due)}）"
    if measure.goal.course is Course.LINE and measure.across is Across.SUM:
        return f"計画の目標は{due}。今年度の目標は計画の目標を各年度に等分した累計"
    return _COURSES[measure.goal.course].format(goal=due)


_COURSES = {
    Course.DUE: "計画の目標年度：{goal}",
    Course.STATED: "計画の目標は{goal}。今年度の目標は計画に定められた値",
    Course.LINE: "計画の目標は{goal}。今年度の目標は基準値から計画の目標までを結ぶ直線上の値",
}


def planned_text(result: MeasureResult) -> str | None:
    """The planned value at this checkpoint; one digit more where a line gives a part of a whole thing (0.5件)."""
    if result.planned is None:
        return None
    return exact(result.planned, result.measure.target.decimals)


def exact(value: Decimal, decimals: int) -> str:
    """A planned value in the measure's digits, or with one more where rounding would change it."""
    shown = decimals if value == value.quantize(Decimal(1).scaleb(-decimals)) else decimals + 1
    return number(value, shown)


def attainment_text(result: MeasureResult, limits: tuple[ClassRule, ...] = ()) -> str | None:
    """達成率 with one digit, never rounded to the other side of 100 or of a limit of the scale."""
    return None if result.attainment is None else percent(result.attainment, (FULL, *limits))


def progress_text(result: MeasureResult, limits: tuple[ClassRule, ...] = ()) -> str | None:
    """進捗率 with one digit, never rounded to the other side of 100 or of a limit of the scale."""
    return None if result.progress is None else percent(result.progress, (FULL, *limits))


def forecast_text(result: MeasureResult) -> str | None:
    return None if result.forecast is None else measured(result.forecast.value, result.measure.target)


def difference_text(result: MeasureResult) -> str | None:
    """「+14.5」 against the last value of the year."""
    return None if result.difference is None else signed(result.difference, result.measure.target.decimals)


_RULES = {
    MeasureType.LEVEL: "基準日現在の値を年度目標及び計画値と比べる。",
    MeasureType.CUMULATIVE: "各時点の報告を足し上げ、年度目標及び計画値と比べる。",
    MeasureType.REDUCTION: "削減率を年度目標及び計画値と比べる。量が報告された場合は（基準量－今回量）÷基準量で計算する。",
    MeasureType.ZERO_TOLERANCE: "年度中に0件であれば順調、1件でもあれば直ちに遅れとする。割合は計算しない。",
    MeasureType.EVENT_LIMIT: "最も長くかかった1件で判定する。守っていれば順調、超えれば直ちに遅れとし、割合は計算しない。",
    MeasureType.COMPLETION: "完了した数÷対象の数を年度目標及び計画値と比べる。",
    MeasureType.COVERAGE: "{count}名以上いる所属の数÷{all}の数。100％で達成とする。",
    MeasureType.DETAIL_RATE: "一覧のうち条件を満たす件数÷全件数を年度目標及び計画値と比べる。",
    MeasureType.SURVEY: "調査の結果を年度目標と比べる。実施までは評価対象外とする。",
    MeasureType.JUDGED: "文章の目標であり、所管課が評価する。ほかの測定項目の数には含めない。",
    MeasureType.RATIO_OF_SUMS: "一覧の条件を満たす量の合計÷全体の量の合計を年度目標及び計画値と比べる。",
}


def rule_text(measure: Measure) -> str:
    """How the measure is judged, in words."""
    rule = measure.rule
    whole = "対象の所属" if rule and rule.roster else "全所属"
    return _RULES[measure.type].format(count=rule.at_least if rule else 1, all=whole)


_FORMULAS = {
    (RateFormula.LEVEL, False): "実績÷{reference}",
    (RateFormula.LEVEL, True): "{reference}÷実績",
    (RateFormula.DEVIATION, True): "（2×{reference}－実績）÷{reference}",
    (RateFormula.INCREMENT, False): "（実績－基準値）÷（{reference}－基準値）",
    (RateFormula.INCREMENT, True): "（基準値－実績）÷（基準値－{reference}）",
}
TARGET_NAME, PLAN_NAME, ACTUAL_NAME, BASELINE_NAME = "年度目標", "計画値", "実績", "基準値"


def formula_text(measure: Measure, reference: str = TARGET_NAME) -> str:
    """「年度目標÷実績」: how a rate of this measure is computed; for limits and texts there is none."""
    if measure.type in LIMITS or measure.target.by_people:
        return ""
    if measure.target.comparison is Comparison.RANGE:
        return "範囲の下限又は上限との比"
    return _FORMULAS[measure.formula, measure.target.lower_is_better].format(reference=reference)


_ACROSS = {Across.SUM: "計画期間の初めからの合計で評価する", Across.MEAN: "計画期間の初めからの平均で評価する"}
_MOMENTS = {Moment.APRIL_FIRST: "4月1日現在の値", Moment.CALENDAR_YEAR: "暦年（1月から12月まで）の値"}


def peculiarities(measure: Measure) -> tuple[str, ...]:
    """What a reader must know to understand the figure: the plan's target, how years are joined, when it is taken."""
    said = (goal_text(measure), _ACROSS.get(measure.across, ""), _MOMENTS.get(measure.moment, ""))
    return tuple(text for text in said if text)


_PLANS = {
    PlanKind.STATED: "計画値は定められた値",
    PlanKind.LINEAR: "計画値は年度目標を4等分した累計",
    PlanKind.FROM_BASELINE: "計画値は基準値から年度目標までを結ぶ直線上の値",
    PlanKind.NONE: "途中の計画値はない",
}


def plan_text(measure: Measure) -> str:
    """Where the planned value comes from, in words; a plan made up for the sample says so."""
    if measure.accumulation is Accumulation.ONCE:
        return "実施したときに年度目標と比べる"
    if measure.type in LIMITS:
        return "年度を通じて年度目標と比べる"
    if measure.target.by_people:
        return "計画値はない"
    if measure.target.comparison is Comparison.RANGE or measure.moment is Moment.APRIL_FIRST:
        return "年度を通じて年度目標と比べる"
    return _plan(measure) + ("（見本）" if measure.plan.sample else "")


def _plan(measure: Measure) -> str:
    """What the plan runs from: nothing, the baseline, or where the plan of several years wanted to be a year ago."""
    if measure.plan.kind is PlanKind.LINEAR and measure.moment is Moment.CALENDAR_YEAR:
        return "計画値は年度目標を暦年の四半期で4等分した累計"
    if measure.goal is not None and measure.opening is not None:
        if measure.plan.kind is PlanKind.LINEAR:
            return "計画値は前年度末の計画値に、年度目標との差を4等分して加えた値"
        if measure.plan.kind is PlanKind.FROM_BASELINE:
            return "計画値は前年度末の計画値から年度目標までを結ぶ直線上の値"
    return _PLANS[measure.plan.kind]

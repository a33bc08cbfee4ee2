"""Turns a measure's result into the words and figures that every paper prints alike."""

from __future__ import annotations

from decimal import Decimal

from dxreport.evaluate.assessment import Change, MeasureResult, NotJudged
from dxreport.model.strategy import Accumulation, Measure, MeasureType, PlanKind
from dxreport.report.wording.formats import DASH, measured, number, percent, signed

NONE_OCCURRED = "該当なし"
HUNDRED = Decimal(100)

REASONS = {
    NotJudged.NOT_DUE: "この時点では評価しない",
    NotJudged.NOT_HELD: "調査等が未実施",
    NotJudged.NOTHING_PLANNED: "この時点の計画値が0",
    NotJudged.NO_PLAN: "この時点の計画値がない",
    NotJudged.COUNTING: "集計中",
    NotJudged.EXCLUDED: "所管課が評価対象外と報告",
    NotJudged.NO_LIST_ROWS: "一覧に計算できる行がない",
    NotJudged.NO_SUBMISSION: "提出票が未提出",
    NotJudged.BLANK: "実績が空欄",
    NotJudged.UNREADABLE: "実績を読み取れない",
    NotJudged.EARLIER_MISSING: "前の時点の値がなく累計できない",
}

CHANGES = {Change.BETTER: "↑改善", Change.WORSE: "↓悪化", Change.SAME: DASH, Change.NEW: DASH}


def value_text(result: MeasureResult) -> str | None:
    """「36.5」, 「該当なし」, or None where there is no value. The only place that decides how a value is printed."""
    if result.actual is not None:
        return measured(result.actual.value, result.measure.target)
    return NONE_OCCURRED if result.none_occurred else None


def target_text(measure: Measure) -> str:
    """The year's target as a figure: 「77.0」「1,250」."""
    return number(measure.target.value, measure.target.decimals)


def planned_text(result: MeasureResult) -> str | None:
    """The planned value at this checkpoint; one digit more where a line gives a part of a whole thing (0.5件)."""
    if result.planned is None:
        return None
    return exact(result.planned, result.measure.target.decimals)


def exact(value: Decimal, decimals: int) -> str:
    """A planned value in the measure's digits, or with one more where rounding would change it."""
    shown = decimals if value == value.quantize(Decimal(1).scaleb(-decimals)) else decimals + 1
    return number(value, shown)


def attainment_text(result: MeasureResult) -> str | None:
    """達成率 with one digit, never rounded up to 100."""
    return None if result.attainment is None else percent(result.attainment, limit=HUNDRED)


def progress_text(result: MeasureResult, limits: tuple[Decimal, ...] = (HUNDRED,)) -> str | None:
    """進捗率 with one digit, never rounded up to a limit of the scale that it misses."""
    if result.progress is None:
        return None
    texts = [percent(result.progress, limit=limit) for limit in limits]
    return max(texts, key=len)


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
    MeasureType.RATIO_OF_SUMS: "一覧の条件を満たす量の合計÷全体の量の合計を年度目標及び計画値と比べる。",
}


def rule_text(measure: Measure) -> str:
    """How the measure is judged, in words."""
    rule = measure.rule
    whole = "対象の所属" if rule and rule.roster else "全所属"
    return _RULES[measure.type].format(count=rule.at_least if rule else 1, all=whole)


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
    if measure.type in (MeasureType.ZERO_TOLERANCE, MeasureType.EVENT_LIMIT):
        return "年度を通じて年度目標と比べる"
    return _PLANS[measure.plan.kind] + ("（見本）" if measure.plan.sample else "")

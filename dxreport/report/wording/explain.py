"""Phrases of ``dxreport explain``."""

from __future__ import annotations

RULE, PLAN, TARGET, VALUE, CELLS, ARITHMETIC = "算定方法", "計画値", "年度目標", "実績", "取得元", "計算"
STATUS, PROGRESS, ATTAINMENT, FORECAST, HISTORY, FINDINGS = (
    "評価",
    "進捗率",
    "達成率",
    "年度末見込",
    "これまで",
    "指摘事項",
)
DEPARTMENT, REASON, REMEDY, DUE, COMMENT, STATE, DELAY = "所管", "理由", "対応策", "期限", "コメント", "状況", "遅れ"
PLANNED, PERIOD = "計画", "期間"

RATIO = "{numerator}÷{denominator}{factor}＝{value}"
TIMES_HUNDRED = "×100"
SUM = "{parts}＝{value}"
RATE = "{value}÷{reference}×100＝{rate}％"
RATE_REVERSED = "{reference}÷{value}×100＝{rate}％"
FROM_ROWS = "（一覧の{rows}行）"
AS_TYPED = "「{text}」"
THRESHOLDS = (
    "進捗率{on_track}％以上で{good}、{behind}％以上で{fair}、{behind}％未満で{poor}。年度目標に到達すれば{best}。"
)
AXES = "KPI {kpi}　工程 {schedule}"
PLUS = "＋"
BECAUSE = "（{reason}）"
SHOWN = "{shown}{unit}（正確な値 {exact}）"
NO_VALUE = "値なし（{reason}）"
NOT_COMPUTED = "計算しない"
EXPLAIN_TARGET = "{printed} → {value}{unit}{comparison}"
COMPARISONS = {
    ">=": "以上（{value}を含む）",
    ">": "を超える（{value}を含まない）",
    "<=": "以下（{value}を含む）",
    "<": "未満（{value}を含まない）",
    "=": "に等しい",
    "complete": "の完了",
}

# --- schedule bars ---------------------------------------------------------------------------------------------------

COUNTED, PLANNED_PERCENT, ACTUAL_PERCENT, MILESTONE = "評価に使った値", "計画上の進捗", "実際の進捗", "節目"
COLUMNS = {"state": "状況", "percent": "進捗", "started": "開始日", "finished": "完了日", "expected": "完了見込日"}
BAR_CELL = "{column}　{cell}「{text}」"
LISTED, GAP, NOT_USED = "、", "　", "なし"
OF_TIME = "{percent}％（計画の期間のうち過ぎた割合）"
REPORTED_PERCENT, DERIVED_PERCENT = "{percent}％", "{percent}％（報告がないため、状況による）"
NO_PERCENT = "報告なし"
DELAY_ARITHMETIC = "{start} {planned} → {goal} {reached} → {months}か月（1か月に満たない分は切上げ）"
DELAY_BASES = {
    "expected": ("計画の終わり", "完了見込"),
    "overdue": ("計画の終わり", "基準日（未完了）"),
    "not_started": ("計画の始まり", "基準日（未着手）"),
}
MILESTONE_IS = "{milestone}　{state}"
MILESTONE_STATES = {"reached": "到達", "missed": "未到達", "ahead": "これから", "unknown": "報告からは分からない"}

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
SPAN = "{first}～{last}"
NO_VALUE = "値なし（{reason}）"
NOT_COMPUTED = "計算しない"
MONTHS_LATE = "{count}か月"
EXPLAIN_TARGET = "{printed} → {value}{unit}{comparison}"
COMPARISONS = {
    ">=": "以上（{value}を含む）",
    ">": "を超える（{value}を含まない）",
    "<=": "以下（{value}を含む）",
    "<": "未満（{value}を含まない）",
    "=": "に等しい",
    "complete": "の完了",
}

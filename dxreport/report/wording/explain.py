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
MEAN = "（{parts}）÷{count}＝{value}"
RATE = "{arithmetic}×100＝{rate}％"
RANGE_RATE = "{rate}％（範囲の内は100％、外は近い方の端との比）"
FROM_ROWS = "（一覧の{rows}行）"
AS_TYPED = "「{text}」"
DIGEST = "照合（SHA-256）"
DIGEST_OF = "{file}　{sha256}"
THRESHOLDS = "評価の区分：{rules}"
PECULIAR, SINCE, DECISION, COUNT, BY_CLASS, LISTED = (
    "取扱い",
    "この状態の始まり",
    "求める判断",
    "測定項目",
    "内訳",
    "、",
)
COUNTS = "全{total}項目、評価可能{judged}項目、うち良好{good}項目"
WORST = "{rating}（最も低い測定項目による）"
NO_INDICATORS, BY_PEOPLE, AGAIN = "指標なし", "文章の目標（所管課の評価）", "（再掲。ほかで数える）"
AXES = "KPI {kpi}　工程 {schedule}"
PLUS = "＋"
BECAUSE = "（{reason}）"
SHOWN = "{shown}{unit}（正確な値 {exact}）"
NO_BARS = "なし"
NO_VALUE = "値なし（{reason}）"
NOT_COMPUTED = "計算しない"
EXPLAIN_TARGET = "{printed} → {value}{unit}{comparison}"
COMPARISONS = {
    ">=": "以上（{value}を含む）",
    ">": "を超える（{value}を含まない）",
    "<=": "以下（{value}を含む）",
    "<": "未満（{value}を含まない）",
    "=": "に等しい",
    "range": "の範囲",
    "judged": "（所管課が評価する）",
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

"""Phrases of the summary workbook: sheet names, headings, captions."""

from __future__ import annotations

TITLE = "{year}{title}　進捗集計表　{period}"
SUBJECT = "測定項目及び工程の集計"

SUMMARY = "{initiative}"
"""The strategy's own words stand for ``{theme}`` and ``{initiative}`` in names and headings."""
MEASURES = "測定項目"
SCHEDULE = "工程"
ATTENTION = "遅れの一覧"
SUBMISSIONS = "提出状況"
FINDINGS = "指摘事項"
SCALE = "評価区分"

SUMMARY_HEADINGS = (
    "番号",
    "{theme}",
    "{initiative}",
    "KPIの評価",
    "工程の評価",
    "前回比",
    "評価可能",
    "{good}",
    "測定\n項目数",
)
MEASURE_HEADINGS = (
    "ID", "測定項目", "{initiative}", "所属", "年度目標", "単位", "計画値", "実績値", "達成率\n（％）", "進捗率\n（％）", "評価",
    "前回の評価", "前回比", "年度末\n見込", "見込の判定", "単純推計", "理由・備考", "対応策", "期限", "コメント",
)  # fmt: skip
SCHEDULE_HEADINGS = (
    "ID", "工程", "{initiative}", "所属", "計画", "状況", "進捗\n（％）", "開始日", "完了日", "完了見込日", "評価", "遅れ\n（月）", "理由", "対応策", "期限",
)  # fmt: skip
ATTENTION_HEADINGS = (
    "ID", "測定項目・工程", "{initiative}", "所属", "評価", "いつから", "理由", "対応策", "期限", "求める判断", "次の節目",
)  # fmt: skip
SUBMISSION_HEADINGS = ("所属", "部", "状況", "提出回数", "提出日", "誤り", "注意", "ファイル")
FINDING_HEADINGS = ("区分", "コード", "所属", "ファイル", "シート", "セル", "内容", "理由", "対応")
REPLACEMENTS = "差替え"
FOLLOW_UPS = "前回の遅れ"
REPLACEMENT_HEADINGS = (
    "所属", "差替え前のファイル", "差替え後のファイル", "シート", "項目", "列", "差替え前", "差替え後", "セル",
)  # fmt: skip
FOLLOW_UP_HEADINGS = ("ID", "所属", "前回の対応策", "前回の期限", "その後", "経過")
SCALE_HEADINGS = ("区分", "意味")

SUBMITTED, MISSING, UNREADABLE = "提出", "未提出", "読取不可"
MET, MISSED = "達成見込", "未達見込"
SEVERITIES = {"error": "誤り", "warning": "注意", "note": "参考"}

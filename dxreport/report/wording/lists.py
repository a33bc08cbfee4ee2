"""Phrases about figures from detail lists: how they are computed, which rows they rest on, and which were left out."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from decimal import Decimal
from typing import assert_never

from dxreport.model.detail import (
    ColumnKind,
    Compared,
    Condition,
    DetailList,
    Fault,
    InQuarter,
    LeftOut,
    ListRule,
    OneOf,
    Operation,
)
from dxreport.model.provenance import CellRuns
from dxreport.model.target import Comparison
from dxreport.report.wording.formats import western_date

RULE, USED, LEFT_OUT = "一覧の計算", "計算に使った行", "計算から除いた行"
MOST_RANGES = 12
"""More ranges than this help nobody on a line; data files hold them all."""

FAULTS = {
    Fault.BLANK: "空欄",
    Fault.NOT_A_NUMBER: "数値ではない",
    Fault.NOT_ONE_NUMBER: "1つの値ではない",
    Fault.OTHER_UNIT: "単位が違う",
    Fault.NEGATIVE: "負の値",
    Fault.NOT_A_CHOICE: "選択肢にない",
    Fault.NOT_A_DATE: "日付ではない",
    Fault.NOT_A_DEPARTMENT: "所属の一覧にない",
    Fault.NOT_CALCULATED: "数式の結果がない",
    Fault.DOUBLED_KEY: "番号の重複",
    Fault.NO_KEY: "番号がない",
}
_OPERATIONS = {
    Operation.COUNT: "行の数",
    Operation.DISTINCT: "「{value}」の異なる値の数",
    Operation.SUM: "「{value}」の合計",
    Operation.MAX: "「{value}」の最大の値（行がなければ値なし）",
    Operation.MIN: "「{value}」の最小の値（行がなければ値なし）",
    Operation.MEAN: "「{value}」の合計÷行の数",
    Operation.SHARE: "条件を満たす行の数÷対象の行の数×100",
    Operation.RATIO_OF_SUMS: "条件を満たす行の「{value}」の合計÷対象の行の「{value}」の合計×100",
    Operation.COVERAGE: "「{value}」に現れる所属の数÷{roster}の数×100",
    Operation.EACH_AT_LEAST: "「{value}」に{count}行以上ある所属の数÷{roster}の数×100",
}
_COMPARED = {
    Comparison.AT_LEAST: "{heading}が{other}以上",
    Comparison.MORE_THAN: "{heading}が{other}を超える",
    Comparison.AT_MOST: "{heading}が{other}以下",
    Comparison.LESS_THAN: "{heading}が{other}未満",
    Comparison.EQUAL: "{heading}が{other}に等しい",
}
_COMPARED_DATES = {
    Comparison.AT_LEAST: "{heading}が{other}以後",
    Comparison.MORE_THAN: "{heading}が{other}より後",
    Comparison.AT_MOST: "{heading}が{other}以前",
    Comparison.LESS_THAN: "{heading}が{other}より前",
    Comparison.EQUAL: "{heading}が{other}",
}
_DECISIVE = {
    Operation.MAX: "最大の値の行",
    Operation.MIN: "最小の値の行",
    Operation.COVERAGE: "うち数えた所属の行",
    Operation.EACH_AT_LEAST: "うち数えた所属の行",
}


def rule_text(rule: ListRule, detail: DetailList, departments: Mapping[str, str]) -> str:
    """「アプリ一覧：「年間削減時間」の合計（条件：状況が運用中）」. ``departments`` are names by id."""
    headings = {c.id: c.heading for c in detail.columns}
    roster = "、".join(departments.get(d, d) for d in rule.roster)
    what = _OPERATIONS[rule.operation].format(
        value=headings.get(rule.value, ""), count=rule.at_least, roster=f"所属（{roster}）" if roster else "全所属"
    )
    parts = [
        f"{label}：" + "、かつ、".join(_condition(c, detail, departments) for c in conditions)
        for label, conditions in (("条件", rule.where), ("対象", rule.among))
        if conditions
    ]
    return f"{detail.title}：{what}" + (f"（{'。'.join(parts)}）" if parts else "")


def _condition(condition: Condition, detail: DetailList, departments: Mapping[str, str]) -> str:
    headings, kinds = {c.id: c.heading for c in detail.columns}, {c.id: c.kind for c in detail.columns}
    heading = headings.get(condition.column, condition.column)
    match condition:
        case OneOf(texts=texts):
            return f"{heading}が{'又は'.join(departments.get(t, t) for t in texts)}"
        case InQuarter():
            return f"{heading}がこの四半期の日"
        case Compared(comparison=comparison, other=other):
            words = _COMPARED_DATES if kinds.get(condition.column) is ColumnKind.DATE else _COMPARED
            return words[comparison].format(heading=heading, other=_other(other, headings))
        case _:
            assert_never(condition)


def _other(other: Decimal | date | str, headings: Mapping[str, str]) -> str:
    match other:
        case str():
            return headings.get(other, other)
        case date():
            return western_date(other)
        case _:
            return f"{other:,f}"


def decisive_label(operation: Operation) -> str:
    return _DECISIVE.get(operation, "うち条件を満たす行")


def cells_text(cells: CellRuns) -> str:
    """「30行（E5:E34）」; after a dozen ranges only how many more there are."""
    return f"{cells.rows:,}行（{_ranges(cells.ranges)}）" if cells.runs else "0行"


def left_out_text(left_out: tuple[LeftOut, ...]) -> str:
    """「3行（D7 空欄、D9 数値ではない、A12 番号の重複）」."""
    rows = sum(x.cells.rows for x in left_out)
    return f"{rows:,}行（{_ranges(tuple(f'{r} {FAULTS[x.fault]}' for x in left_out for r in x.cells.ranges))}）"


def _ranges(ranges: tuple[str, ...]) -> str:
    more = len(ranges) - MOST_RANGES
    return "、".join(ranges[:MOST_RANGES]) + (f"、ほか{more:,}か所" if more > 0 else "")


def rows_text(rows: int, left_out: int) -> str:
    """「明細30行（除外2行）」."""
    return f"明細{rows}行" + (f"（除外{left_out}行）" if left_out else "")

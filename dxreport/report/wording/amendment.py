"""Phrases of 新旧対照表 and of ``dxreport diff`` between two versions of a strategy."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

from dxreport.model.period import FiscalYear
from dxreport.model.schedule import Milestone, MilestonePoint, ScheduleBar
from dxreport.report.wording import formats
from dxreport.report.wording import strategy as strategy_words

TITLE = "新旧対照表"
NEW, OLD = "改定後", "改定前"
UNDERLINED = "下線は、改定部分"
ADDED, DELETED, LEFT_OUT = "（新設）", "（削る）", "（略）"
KEYWORDS = ("改定",)
WIDE_SPACE = "　"

COVER, TERMS, NAME = "表紙", "見出しの用語", "名称"
MATRIX_OUTLINE = "概要"

NOTHING_CHANGED = "文書に現れる変更はありません。新旧対照表は作りませんでした。"
NOT_A_SINGLE_CHANGE = "変更はありません。"
WRITTEN = "新旧対照表を作りました（{count}か所）：{file}"
HIDDEN_HEADING = "文書に現れない変更（{count}件）"
NO_VALUE = "（なし）"
LINE_END = "⏎"
STEM = "新旧対照表"


def paper_title(year: FiscalYear, title: str) -> str:
    """「令和7年度（2025年度）デジタル・ICT戦略　新旧対照表」."""
    return strategy_words.paper_title(year, title, draft=False) + WIDE_SPACE + TITLE


def amended_on(day: date) -> str:
    return f"改定日{WIDE_SPACE}{formats.era_date(day)}"


def place(*parts: str) -> str:
    """「重点取組8　実施の概要」."""
    return WIDE_SPACE.join(part for part in parts if part)


def moved_from(within: str) -> str:
    return f"（{within}から移動）"


def moved_to(within: str) -> str:
    return f"（{within}へ移動）"


def order_from(behind: str) -> str:
    """Where a passage stood in its list before; without a name it was the first."""
    return f"（「{behind}」の次から移動）" if behind else "（先頭から移動）"


def order_to(behind: str) -> str:
    return f"（「{behind}」の次へ移動）" if behind else "（先頭へ移動）"


def cover_year(year: FiscalYear) -> str:
    return formats.fiscal_year(year, western=True)


def caption(new: int) -> str:
    return f"改定後と改定前の対照（{new}か所）"


def bar(item: ScheduleBar) -> str:
    """「・作業手順の検討：4～6月」: what a bar of the schedule says, with its label where it has one."""
    months = _months(item.start, item.end) + (f"（{strategy_words.ASSUMED}）" if item.assumed else "")
    return f"・{item.label}：{months}" if item.label else f"・{months}"


def milestone(item: Milestone, *, assumed: bool) -> str:
    """「・●方針決定：1月初め」, with 「※想定」 as the schedule prints it."""
    return f"・●{strategy_words.bar_text(item.label, assumed=assumed)}：{item.month}月{_POINTS[item.point]}"


_POINTS = {MilestonePoint.START: "初め", MilestonePoint.MIDDLE: "中旬", MilestonePoint.END: "末"}


_NEW_YEAR = Decimal(9)
"""1 January on the axis of months, which begins in April."""


def _months(start: Decimal, end: Decimal) -> str:
    first, last = formats.axis_month(start), formats.axis_month(end, end=True)
    if first == last:
        return first
    # 「12～2月」 would look like a slip; within a calendar year the strategy prints 「4～6月」.
    return f"{first.removesuffix('月') if end <= _NEW_YEAR or start >= _NEW_YEAR else first}～{last}"


def hidden_line(where: str, old: str | None, new: str | None) -> str:
    """「　measures 8-1a plan values q1：「30」→「35」」."""
    return f"{WIDE_SPACE}{where}：{_quoted(old)} → {_quoted(new)}"


def _quoted(text: str | None) -> str:
    return NO_VALUE if text is None else f"「{text}」".replace("\n", LINE_END)


def item_line(mark: str, text: str) -> str:
    """「①　…」: a mark or number with what it marks."""
    return f"{mark}{WIDE_SPACE}{text}" if mark else text


def in_brackets(text: str) -> str:
    return f"（{text}）" if text else ""

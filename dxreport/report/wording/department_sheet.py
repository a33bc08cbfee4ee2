"""Phrases of the feedback sheet that goes back to one department: its results, and what is asked of it."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from dxreport.model.period import Checkpoint
from dxreport.report.wording import formats

TITLE = "所属別フィードバック"
SUMMARY = "要約"
TO = "宛先"
MEASURES, BARS, BAR, PERIOD = "測定項目", "工程", "工程", "計画の時期"
DIFFERENCE = "変化"
ASKED = "お願いすること"
HAND_IN, MEND, FILL_IN, NEXT = "提出票の提出", "提出票の訂正", "記入の不足", "次の提出"
NOW, NOTHING = "今回の提出票", "直すもの及び書き足すものはない。"
REASON, REMEDY, DUE = "理由", "対応策", "期限"


def not_handed_in(checkpoint: Checkpoint, *, unreadable: bool) -> tuple[str, ...]:
    """The headline where nothing counts."""
    name = formats.checkpoint_name(checkpoint)
    return (f"{name}の提出票を", "読み取れなかった") if unreadable else (f"{name}の提出票が", "提出されていない")


def unreported(measures: int, bars: int) -> str:
    """The lead where nothing counts."""
    return f"{_held(measures, bars)}は、未報告である。前回の値や0とはみなさない。"


def _held(measures: int, bars: int) -> str:
    return (
        "と".join(t for t, n in ((f"測定項目{measures}項目", measures), (f"工程{bars}件", bars)) if n) or "担当する項目"
    )


def bars_headline(total: int, good: int, late: int) -> tuple[str, ...]:
    """Of a department that has a schedule only."""
    return (f"工程{total}件のうち", f"{good}件が計画どおり。", f"遅れは{late}件" if late else "遅れはない")


def bars_lead(total: int, good: int, others: Sequence[tuple[str, int]]) -> str:
    """「工程6件のうち4件が計画どおり（完了を含む）で、遅れが1件、期間前が1件ある。」"""
    if good == total:
        return f"工程{total}件は、すべて計画どおり（完了を含む）である。"
    rest = "、".join(f"{word}が{count}件" for word, count in others if count)
    first = f"{good}件が計画どおり（完了を含む）で、" if good else ""
    return f"工程{total}件のうち、{first}{rest}ある。"


def before(name: str, good: int, judged: int, noun: str) -> str:
    """How many stood well at the last checkpoint: few measures have no share worth a percentage."""
    if not judged:
        return f"前回（{name}）は、評価可能な測定項目がなかった。"
    return f"前回（{name}）は、評価可能な{judged}測定項目のうち{good}項目が{noun}であった。"


LATE, NOT_YET, STOPPED, UNREPORTED = "遅れ", "期間前", "中止", "未報告"


def period(first: str, last: str) -> str:
    """「4～9月」, 「9月」."""
    return last if first == last else f"{first.removesuffix('月')}～{last}"


def please_hand_in(file: str, measures: int, bars: int, due: date | None, unreadable: Sequence[str]) -> tuple[str, ...]:
    """What is expected of who has not handed in."""
    came = f"届いたファイル（{'、'.join(unreadable)}）は、読み取れなかった。" if unreadable else ""
    return tuple(
        line
        for line in (
            came,
            f"{_held(measures, bars)}を記入し、「{file}」として提出してください。",
            until(due) if due else "速やかに提出してください。",
        )
        if line
    )


def until(due: date) -> str:
    return f"提出期限は{formats.day_and_weekday(due)}です。過ぎているときは、速やかに提出してください。"


def please_mend(errors: int, warnings: int, file: str, due: date | None) -> tuple[str, ...]:
    """What is to be done about findings; the cells stand at the end of the sheet."""
    if not errors:
        return (f"注意{warnings}件を確かめてください。そのままでよければ、再提出は不要です。",)
    also = f"、注意{warnings}件を確かめて" if warnings else "て"
    lines = (
        f"誤り{errors}件を直し{also}、「{file}」として再提出してください。箇所は、「指摘事項」及び差戻票に示します。",
    )
    return (*lines, until(due)) if due else lines


def gap(items: Sequence[str]) -> str:
    return f"値又は状況が未報告：{'、'.join(items)}"


def unexplained(what: str, items: Sequence[str]) -> str:
    """「対応策の記載がない：8-1a、8-S1」."""
    return f"{what}の記載がない：{'、'.join(items)}"


def undated(item: str, due: str) -> str:
    """A 期限 that names no day."""
    return f"期限「{due}」の日付が分からない：{item}"


def next_form(checkpoint: Checkpoint, due: date | None, measures: int, bars: int, late: int) -> tuple[str, ...]:
    """When the next form is due, what it will ask."""
    day = f"{formats.day_and_weekday(due)}までに提出してください。" if due else "様式を配布した後、提出してください。"
    again = f"計画を下回った{late}件は、対応策のその後を尋ねます。" if late else ""
    asked = f"報告するものは、{_held(measures, bars)}です。{again}"
    return (f"{formats.checkpoint_period(checkpoint)}の提出票：{day}", asked)

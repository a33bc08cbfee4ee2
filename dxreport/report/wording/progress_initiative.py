"""Turns an initiative's figures, reasons and schedule into the sentences and notes of its page."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from decimal import Decimal

from dxreport.evaluate.measure_result import NotJudged
from dxreport.evaluate.milestones import MilestoneState
from dxreport.report.wording import formats
from dxreport.report.wording.measures import REASONS
from dxreport.report.wording.scale import Voice


def initiative_lead(
    name: str, *, judged: int, good: int, late: Sequence[tuple[str, str]], behind: Sequence[tuple[str, str]],
    unreported: int, total: int, voice: Voice,
) -> str:  # fmt: skip
    """Sentences on the KPI axis; ``late``: (short name, 「計画の73.0%」) of what is late, ``behind`` of the rest."""
    if not total:
        return "指標を置いていない。"
    if not judged:
        if unreported == total:
            return f"{total}測定項目は、すべて未報告である。" if total > 1 else f"{name}は未報告である。"
        if unreported:
            return f"評価できる測定項目はなく、{total}測定項目のうち{unreported}項目が未報告である。"
        what = f"{total}測定項目は、いずれも" if total > 1 else f"{name}は、"
        return f"{what}今回の評価対象ではない。"
    good_word = voice.good.verb
    tail = f"ほかに{unreported}項目が未報告である。" if unreported else ""
    if late:
        shown = "、".join(f"{item}（{state}）" for item, state in late[:2])
        more = f"など{len(late)}項目" if len(late) > 2 else ""
        others = judged - len(late)
        part = f"のうち{good}項目" if good < others else ""
        rest = f"他の{others}項目{part}は{good_word}。" if good else ""
        if others and not good:
            rest = f"他の{others}項目は{voice.warning.verb}。"
        return f"{shown}{more}が{voice.bad.verb}。{rest}{tail}"
    if good == judged:
        if judged == 1 and total == 1:
            return f"{name}は{good_word}。"
        scope = "評価可能な" if judged < total else ""
        return f"{scope}{judged}測定項目は、{'すべて' if judged > 1 else ''}{good_word}。{tail}"
    shown = "、".join(f"{item}（{state}）" for item, state in behind[:2])
    slow = f"{shown}{f'など{len(behind)}項目' if len(behind) > 2 else ''}が{voice.warning.verb}。"
    first = f"評価可能な{judged}測定項目のうち{good}項目が{good_word}。" if good else ""
    return f"{first}{slow}{tail}"


def single_lead(target: str, actual: str, planned: str, word: str, *, final: bool) -> str:
    """「年度目標3件に対して実績は1件で、計画1件に対する評価は○B順調である。」 for an initiative of one measure."""
    if final or not planned:
        return f"年度目標{target}に対して実績は{actual}で、評価は{word}である。"
    return f"年度目標{target}に対して実績は{actual}で、計画{planned}に対する評価は{word}である。"


def short_of_plan(progress: str) -> str:
    return f"計画の{progress}%"


def short_of_target(attainment: str) -> str:
    return f"年度目標の{attainment}%"


def beyond_limit(actual: str, target: str) -> str:
    return f"実績{actual}、目標{target}"


def schedule_lead(
    delayed: Sequence[tuple[str, int]], not_started: Sequence[str], unreported: int, stopped: int, done: int,
    total: int,
) -> str:  # fmt: skip
    """A sentence on the schedule axis; ``delayed`` is (short name, months)."""
    parts = []
    if delayed:
        name, months = delayed[0]
        more = f"など{len(delayed)}件" if len(delayed) > 1 else ""
        longest = "最大" if len(delayed) > 1 else ""
        parts.append(f"{name}{more}が{longest}{formats.months_late(months)}遅れている")
    if not_started:
        more = f"など{len(not_started)}件" if len(not_started) > 1 else ""
        parts.append(f"{not_started[0]}{more}が未着手である")
    if parts:
        return "工程は、" + "、".join(p.replace("いる", "おり") if p is not parts[-1] else p for p in parts) + "。"
    if unreported:
        which = "すべて" if unreported == total else f"{total}件のうち{unreported}件が"
        return f"工程は、{which}未報告である。"
    if done == total:
        return "工程は、すべて完了した。"
    return f"工程は、{stopped}件を中止した。" if stopped else "工程は予定どおりである。"


def kpi_note(checkpoint_name: str, *, final: bool) -> str:
    if final:
        return "達成率は、年度目標に対する割合（年度末の確定値による）。"
    return f"計画は{checkpoint_name}末の計画値。達成率は年度目標、進捗率は計画値に対する割合。"


def projection_note(items: Sequence[tuple[str, str]]) -> str:
    """単純推計 stands apart from what departments expect."""
    if not items:
        return ""
    return "年度末見込の提出がない項目の単純推計：" + "、".join(f"{i} {value}" for i, value in items) + "。"


def sample_sizes(items: Sequence[tuple[str, int]]) -> str:
    return "回答数：" + "、".join(f"{i} {formats.number(Decimal(n), 0)}件" for i, n in items) + "。" if items else ""


def own_note(ids: Sequence[str], note: str) -> str:
    """「8-5a、8-5b：最も長い復旧時間で判定する」."""
    return f"{'、'.join(ids)}：{note}"


def run_in(sentences: Sequence[str]) -> str:
    """Notes one after the other, each closed with a full stop."""
    return "".join(s if s.endswith("。") else f"{s}。" for s in sentences if s)


def flagged(items: Sequence[tuple[str, Sequence[str]]]) -> str:
    """Marks that the department put on a value (約, 速報値)."""
    return "".join(f"{i}の実績には「{'」「'.join(flags)}」の付記がある。" for i, flags in items)


def not_judged_note(reason: NotJudged, ids: Sequence[str], word: str) -> str:
    """「2-4は評価対象外（調査又は事業が未実施である）。」"""
    return f"{'、'.join(ids)}は{word}（{REASONS[reason]}）。"


def related(names: Sequence[str]) -> str:
    """Departments that work with the one in charge."""
    return f"（関係：{'、'.join(names)}）" if names else ""


def others(term: str, measures: int, bars: int, classes: Sequence[tuple[str, str]]) -> str:
    """What of a shared initiative is not shown, and how the whole stands, with what others report."""
    held = "と".join(t for t, n in ((f"測定項目{measures}項目", measures), (f"工程{bars}件", bars)) if n)
    said = "、".join(f"{axis} {text}" for axis, text in classes)
    return f"この所属の分だけを示す。ほかの所属に{held}がある。それらを含む{term}全体の評価：{said}。"


def own_ratings(term: str, items: Sequence[tuple[str, str, str]]) -> str:
    """Where the department rates itself otherwise than the program; ``items`` are (id, own, computed)."""
    said = "、".join(f"{i}は{own}（計算による評価は{computed}）" for i, own, computed in items)
    return f"{term}が異なる項目：{said}。" if said else ""


def by_people(term: str, ids: Sequence[str]) -> str:
    return f"{'、'.join(ids)}は文章の目標であり、{term}を示す。測定項目の数には含めない。" if ids else ""


def trend_title(name: str, unit: str, *, cumulative: bool) -> str:
    return f"{name}の推移（{'累計、' if cumulative else ''}{unit}）"


def target_label(value: str) -> str:
    return f"年度目標 {value}"


def as_of_label(text: str) -> str:
    return f"基準日 {text}"


_MILESTONES = {
    MilestoneState.REACHED: "◆＝節目の到達",
    MilestoneState.AHEAD: "◇＝節目の予定",
    MilestoneState.MISSED: "◇＝未到達の節目",
    MilestoneState.UNKNOWN: "◇＝時期を過ぎ、到達の報告のない節目",
}


def gantt_note(*, overrun: bool, milestones: Mapping[MilestoneState, Sequence[str]], assumed: bool) -> str:
    """The key in words, of what the chart shows."""
    parts = ["白枠＝計画", "塗り＝実績"]
    if overrun:
        parts.append("破線＝完了見込み")
    parts += [f"{_MILESTONES[state]}（{'、'.join(names)}）" for state, names in milestones.items() if names]
    parts.append("太い縦線＝基準日")
    return "、".join(parts) + "。" + ("※工程の時期は想定" if assumed else "")


def indented(text: str) -> str:
    """A row under a heading."""
    return f"　{text}"


def milestone(label: str, month: int) -> str:
    return f"{label} {month}月"


def followed_up(outcome: str, progress: str) -> str:
    """「対応中。10月に要員を加えた。」: the department's choice, then what it wrote."""
    head = f"{outcome}。" if outcome else ""
    return f"{head}{progress}"

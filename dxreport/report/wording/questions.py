"""Turns what the data say into 想定問答 for the speaker: a question, what is known with its source, what is still to be asked."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

HEADING = "【想定問答】"
SOURCES = "［　］は項目の番号、所管及び出典。計算は「dxreport explain 番号」で確かめる。"


class Question(NamedTuple):
    """``known`` are sentences from the data, each with its source; ``open`` names what the data do not hold, empty if nothing."""

    text: str
    known: tuple[str, ...]
    open: str = ""


def block(questions: Sequence[Question]) -> str:
    """The questions of a slide, one line for each sentence; empty without any."""
    if not questions:
        return ""
    lines = [HEADING]
    for number, question in enumerate(questions, 1):
        lines.append(f"問{number}　{question.text}")
        lines += [f"・{sentence}" for sentence in question.known]
        lines += [f"・{blank(question.open)}"] if question.open else []
    return "\n".join((*lines, SOURCES))


def blank(what: str) -> str:
    """What somebody has to fill in before the meeting."""
    return f"【要確認：{what}】"


def source(item: str, department: str, place: str) -> str:
    """「［8-1a、情報政策課、R7Q2_情報政策課.xlsx「KPI実績」J11］」; without a place where the paper has none."""
    return f"［{'、'.join(part for part in (item, department, place) if part)}］"


def place(file: str, sheet: str, cell: str) -> str:
    return f"{file.rpartition('/')[2]}「{sheet}」{cell}" if file else ""


def one_line(text: str) -> str:
    return " ".join(text.split())


# --- the questions ---------------------------------------------------------------------------------------------------

CHANGED = "前回から、何が良くなり、何が悪くなったのか。"
IN_TIME = "遅れている項目は、年度末までに間に合うのか。"
MISSED_NEXT = "未達成の項目は、次年度にどう取り組むのか。"
UNREPORTED = "報告のない項目は、いつ分かるのか。"
SCALE = "どのような基準で評価しているのか。"
EXCLUDED = "評価していない項目があるのは、なぜか。"
TOO_LOW = "目標が低すぎたのではないか。"
EFFECT = "住民にとって、どのような効果があるのか。"
WHO_WHEN = "誰が、いつまでに対応するのか。"
COST = "対応にいくらかかるのか。"
PROMISE = "前回示した対応策は、実行したのか。"
BAR_ENDS = "遅れている工程は、いつ終わるのか。"
FOLLOWING = "後の工程に影響しないのか。"
LATE_ENDING = "終わる予定の工程に、遅れているものはあるか。"
TOO_LATE = "対応策が間に合わないときは、どうするのか。"
WHEN_OPEN = "引き継ぐ工程は、いつ終わるのか。"
DECIDED = "判断が遅れると、どのような支障があるのか。"
NOT_SUBMITTED = "未提出の所属には、どう対応するのか。"


def why(name: str) -> str:
    return f"「{name}」が計画に届かないのは、なぜか。"


def reaches(name: str) -> str:
    return f"「{name}」は、年度目標を達成できるのか。"


# --- what is known, and what is not ----------------------------------------------------------------------------------

RULES = "評価の基準は、{rules}。"
OPEN_NEXT = "次年度の取組"
OPEN_REPORT = "報告の時期"
OPEN_TARGET = "目標値を定めた根拠"
ACHIEVED = "達成した項目"
OPEN_FOLLOWING = "後の工程への影響"
OPEN_TOO_LATE = "間に合わないときの対応"
OPEN_DECIDED = "判断の期限と、遅れたときの支障"
OPEN_SUBMIT = "提出の時期"


def turned(better: Sequence[str], worse: Sequence[str]) -> tuple[str, ...]:
    """Items are names with their numbers."""
    return (
        f"評価が上がった項目は、{'、'.join(better)}。" if better else "評価が上がった項目はない。",
        f"評価が下がった項目は、{'、'.join(worse)}。" if worse else "評価が下がった項目はない。",
    )


def numbered(name: str, item: str) -> str:
    return f"{name}（{item}）"


def expected(name: str, value: str, target: str, verdict: str, where: str) -> str:
    return f"「{name}」の年度末見込は{value}（年度目標{target}）で、{verdict}の見込みである。{where}"


def open_expected(names: Sequence[str]) -> str:
    return f"{'、'.join(f'「{n}」' for n in names)}の年度末の見込み" if names else ""


def open_due(names: Sequence[str]) -> str:
    return f"{'、'.join(f'「{n}」' for n in names)}の期限" if names else ""


def open_end(names: Sequence[str]) -> str:
    return f"{'、'.join(f'「{n}」' for n in names)}の完了の見込み" if names else ""


def open_effect(of: str) -> str:
    return f"{of}の住民への効果"


def open_cost(names: Sequence[str]) -> str:
    return f"{'、'.join(f'「{n}」' for n in names)}への対応に要する経費の額と財源"


def open_promise(names: Sequence[str]) -> str:
    return f"{'、'.join(f'「{n}」' for n in names)}の前回の対応策の実施状況" if names else ""


def open_reason(name: str) -> str:
    return f"「{name}」の理由と対応策"


def not_reported(name: str, reason: str, where: str) -> str:
    return f"「{name}」は、{reason}。{where}"


def result(name: str, actual: str, target: str, where: str) -> str:
    return f"「{name}」の実績は{actual}、年度目標は{target}である。{where}"


def responsible(name: str, department: str, due: str, where: str) -> str:
    when = f"期限は{one_line(due)}である。" if due.strip() else "期限の記載はない。"
    return f"「{name}」の所管は{department}、{when}{where}"


def written(label: str, text: str, where: str) -> str:
    """What a department wrote, as it wrote it."""
    return f"{label}：{one_line(text)}{where}"


def withheld(where: str) -> str:
    return f"理由と対応策は、掲載していない。{where}"


def followed(name: str, remedy: str, outcome: str, progress: str, where: str) -> str:
    """What became of a remedy that was promised at the last checkpoint."""
    said = "、".join(
        f"{label}「{one_line(text)}」" for label, text in (("対応策", remedy), ("経過", progress)) if text.strip()
    )
    return (
        f"「{name}」は、{outcome or '回答なし'}（{said}）。{where}"
        if said
        else f"「{name}」は、{outcome or '回答なし'}。{where}"
    )


def new(names: Sequence[str]) -> str:
    return f"{'、'.join(f'「{n}」' for n in names)}は、前回の対応策がない。"


def ends(name: str, planned: str, expected_: str, where: str) -> str:
    return f"「{name}」は、計画では{planned}に終わり、{expected_}に終わる見込みである。{where}"


def following(name: str, after: Sequence[str]) -> str:
    return f"「{name}」と同じ取組で、これから終わる工程は、{'、'.join(after)}。"


def ending_late(names: Sequence[str]) -> str:
    return f"{'、'.join(names)}が遅れている。" if names else "遅れている工程はない。"


def not_submitted(names: Sequence[str]) -> str:
    return f"未提出の所属は、{'、'.join(names)}。"

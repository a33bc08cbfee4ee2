"""Turns counts, names and figures into the sentences of the briefing's points: what goes well, what is late, what comes."""

from __future__ import annotations

from collections.abc import Sequence

from dxreport.evaluate.assessment import Counts
from dxreport.evaluate.measure_result import MeasureResult
from dxreport.model.measure import LIMITS
from dxreport.model.scale import Standing
from dxreport.report.wording import briefing_titles as titles
from dxreport.report.wording.audiences import all_of, of_scope, with_scope, within
from dxreport.report.wording.scale import Voice


def good_point(counts: Counts, achieved: Sequence[str], voice: Voice) -> str:
    """What goes well, from counts."""
    if not counts.judged:
        return with_scope(voice.scope, "評価できる測定項目がまだない。")
    text = f"{within(voice.scope)}評価可能な{counts.judged}測定項目のうち{counts.good}項目（{titles.share(counts)}）が{voice.good.verb}。"
    if not achieved or voice.final:
        return text
    more = f"など{len(achieved)}項目" if len(achieved) > 1 else ""
    return f"{text}「{achieved[0]}」{more}は、既に年度目標に達した。"


def bad_point(late: Sequence[str], behind: int, delayed: int, unreported: int, voice: Voice) -> str:
    """What is late: measures by name, then the schedule, then what was not reported."""
    parts = []
    if late:
        named = "、".join(f"「{n}」" for n in late[:3]) + ("など" if len(late) > 3 else "の")
        parts.append(f"{named}{len(late)}項目が{voice.bad.verb}")
    if behind:
        parts.append(f"{behind}項目が{voice.warning.verb}")
    if delayed:
        parts.append(f"工程は{delayed}件が遅れている")
    if unreported:
        parts.append(f"{unreported}項目が未報告である")
    return "。".join(parts) + "。" if parts else with_scope(voice.scope, "遅れている測定項目及び工程はない。")


def next_point(ending: int, remedies: int, until: str, scope: str = "") -> str:
    whose = of_scope(scope)
    if not ending and not remedies:
        return f"{until}までに終わる予定の{whose}工程はない。"
    if not remedies:
        return f"{until}までに、{whose}{ending}件の工程を終える。"
    done = f"{whose}{ending}件の工程を終え、" if ending else ""
    return f"{until}までに、{done}{remedies}件の対応策を進める。"


def open_point(count: int, scope: str = "") -> str:
    whose = of_scope(scope)
    return (
        f"{whose}{count}件の工程を次年度へ引き継ぐ。" if count else f"年度内に予定した{whose}工程は、すべて終わった。"
    )


def submitted_point(submitted: int, expected: int, missing: Sequence[str]) -> str:
    """Who has handed in what is asked for: 「18所属のうち17所属が提出した（未提出は産業振興課）。」."""
    if not missing:
        return f"提出が必要な{expected}所属のすべてが提出した。"
    rest = f"ほか{len(missing) - 3}所属" if len(missing) > 3 else ""
    named = "、".join((*missing[:3], *([rest] if rest else [])))
    return f"提出が必要な{expected}所属のうち{submitted}所属が提出し、未提出は{named}である。"


def unreported_point(names: Sequence[str], excluded: int, scope: str = "") -> str:
    """What has no class: 「未報告は「A」など2項目、評価対象外は1項目である。」."""
    parts = [f"未報告は「{names[0]}」{'など' if len(names) > 1 else 'の'}{len(names)}項目"] if names else []
    parts += [f"評価対象外は{excluded}項目"] if excluded else []
    among = f"{scope}のうち、" if scope else ""
    return f"{among}{'、'.join(parts)}である。" if parts else f"{all_of(scope)}測定項目を評価した。"


def outlook(expected_met: int, missed: Sequence[tuple[str, str, str]]) -> str:
    """What the departments expect for what is late; ``missed`` is (name, expected, target)."""
    said = [f"{expected_met}項目は達成見込み"] if expected_met else []
    said += [f"「{name}」は{value}（目標{target}）で未達見込み" for name, value, target in missed[:2]]
    if len(missed) > 2:
        said.append(f"ほか{len(missed) - 2}項目も未達見込み")
    return "、".join(said) + "である。"


def measure_point(result: MeasureResult, *, rating: str, actual: str, planned: str, target: str) -> str:
    """One sentence on a level's worst measure, from its figures. Figures bear their units; ``rating`` is its class."""
    name, held = result.measure.short_name, result.measure.type in LIMITS
    if result.measure.target.by_people and result.is_judged:
        return f"{name}は、所管課の評価が{rating}である。"
    match result.standing:
        case Standing.UNREPORTED:
            return f"{name}は、未報告である。"
        case Standing.EXCLUDED:
            return f"{name}は、今回の評価対象ではない。"
        case _ if result.none_occurred and result.actual is None:
            return f"{name}は、該当する事案がなかった。"
        case Standing.GOOD if held and not result.reached:
            return f"{name}は{actual}で、目標{target}を守っている。"
        case _ if result.reached:
            return f"{name}は{actual}で、年度目標{target}を達成した。"
        case Standing.GOOD if planned and result.progress is not None and result.progress >= 100:
            return f"{name}は{actual}で、計画{planned}に達している。"
        case Standing.GOOD if planned:
            return f"{name}は{actual}で、計画{planned}に対し{rating}である。"
        case Standing.WARNING | Standing.BAD if held:
            return f"{name}は{actual}で、目標{target}を超えた。"
        case _ if result.checkpoint.is_final or not planned:
            return f"{name}は{actual}で、年度目標{target}に対し{rating}である。"
        case _:
            beyond = result.measure.target.lower_is_better
            return f"{name}は{actual}で、計画{planned}{'を超えている' if beyond else 'に届いていない'}。"

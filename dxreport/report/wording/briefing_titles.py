"""Turns counts and names into the titles of the committee briefing: sentences that state the message, in phrases."""

from __future__ import annotations

from collections.abc import Sequence

from dxreport.evaluate.assessment import Counts
from dxreport.model.scale import Standing
from dxreport.report.wording import formats
from dxreport.report.wording.audiences import all_of, of_scope, with_scope, within
from dxreport.report.wording.progress import text_targets
from dxreport.report.wording.scale import Voice, going_on

Phrases = tuple[str, ...]
REFERENCE = "参考　KPI一覧"
REST = "参考　遅れている取組と対応（続き）"


def share(counts: Counts) -> str:
    return f"{formats.percent(formats.share(counts.good, counts.judged), (formats.FULL,))}％"


def headline(counts: Counts, voice: Voice) -> Phrases:
    """「37測定項目のうち29項目（78.4％）が達成又は順調で、3項目が遅れている」: exact counts with their denominator."""
    if not counts.judged:
        if voice.scope and not counts.total:
            return (f"{of_scope(voice.scope)}測定項目は", "ない")
        every = f"{all_of(voice.scope)}{counts.total}項目が"
        return ("評価できる測定項目は", "まだなく、", every, "未報告又は評価対象外である")
    late, behind = counts.standing(Standing.BAD), counts.standing(Standing.WARNING)
    head: Phrases = (
        f"{within(voice.scope)}評価可能な{counts.judged}測定項目のうち",
        f"{counts.good}項目（{share(counts)}）が",
    )
    if not counts.good:
        return _none_good(counts, voice)
    if late:
        return (*head, f"{_good_and(voice)}、", f"{late}項目が{voice.bad.verb}")
    if behind:
        return (*head, f"{_good_and(voice)}、", f"{behind}項目が", voice.warning.verb)
    return (*head, voice.good.verb)


def _good_and(voice: Voice) -> str:
    """「達成又は順調で」「年度目標を達成し」: how a sentence goes on after what is good."""
    return f"{voice.good.noun}で" if voice.good.verb == f"{voice.good.noun}である" else going_on(voice.good.verb)


def _none_good(counts: Counts, voice: Voice) -> Phrases:
    late, behind = counts.standing(Standing.BAD), counts.standing(Standing.WARNING)
    if not behind:
        return (f"{within(voice.scope)}評価可能な{counts.judged}測定項目のうち", f"{late}項目が{voice.bad.verb}")
    said = f"{late}項目が{going_on(voice.bad.verb)}、" if late else ""
    last = f"{behind}項目が{voice.warning.verb}"
    return (f"{within(voice.scope)}評価可能な{counts.judged}測定項目のうち", *(p for p in (said, last) if p))


def comparison(counts: Counts, previous: Counts | None, name: str, voice: Voice) -> Phrases:
    """The change against the last checkpoint; without one, how the initiatives stand is said by the caller's counts."""
    if previous is None or not counts.judged or not previous.judged or voice.final:
        return headline(counts, voice)
    now, before = formats.share(counts.good, counts.judged), formats.share(previous.good, previous.judged)
    among = (f"{voice.scope}では、",) if voice.scope else ()
    first = f"{voice.good.noun}の割合は{name}の"
    moved: Phrases = (f"{share(previous)}から", f"{share(counts)}に{'上がり' if now > before else '下がり'}、")
    if share(previous) == share(counts):
        moved = (f"{share(previous)}と変わらず、",)
    late, earlier = counts.standing(Standing.BAD), previous.standing(Standing.BAD)
    word = voice.bad.noun
    if late == earlier:
        tail: Phrases = (f"{word}は{late}項目のままである",) if late else (f"{word}はない",)
    else:
        tail = (f"{word}は{earlier}項目から", f"{late}項目に{'増えた' if late > earlier else '減った'}")
    return (*among, first, *moved, *tail)


def initiatives(term: str, good: int, late: int, behind: int, judged: int, voice: Voice) -> Phrases:
    """How the initiatives stand on the axis of KPIs, where there is no last checkpoint to compare with."""
    head: Phrases = (f"{within(voice.scope)}KPIを評価できる{judged}の{term}のうち",)
    if good == judged:
        return (f"{within(voice.scope)}KPIを評価できる{judged}の{term}が", "すべて", voice.good.verb)
    if late and behind:
        numbers = ((good, voice.good.noun), (late, voice.bad.noun), (behind, voice.warning.noun))
        said = [f"{number}件が{noun}" for number, noun in numbers if number]
        return (*head, *(f"{part}、" for part in said[:-1]), f"{said[-1]}である")
    number, verb = (late, voice.bad.verb) if late else (behind, voice.warning.verb)
    first = (f"{good}件が{_good_and(voice)}、",) if good else ()
    return (*head, *first, f"{number}件が", verb)


def achieved_title(count: int, judged: int, leading: int, voice: Voice) -> Phrases:
    if count:
        when = "年度目標を" if voice.final else "既に年度目標を"
        return (f"{within(voice.scope)}評価可能な{judged}測定項目のうち", f"{count}項目が", f"{when}達成した")
    first = with_scope(voice.scope, "年度目標を達成した")
    if leading:
        return (first, "測定項目はまだないが、", f"{leading}項目が", voice.good.verb)
    return (first, "測定項目はない" if voice.final else "測定項目はまだない")


def late_title(count: int, with_remedy: int, voice: Voice, *, behind: bool, withheld: bool = False) -> Phrases:
    """What is late, and for how many of it a remedy was submitted; ``withheld``: some that were are not shown."""
    said = voice.warning.verb if behind else voice.bad.verb
    head: Phrases = (f"{of_scope(voice.scope)}{count}項目が{going_on(said)}、",)
    if withheld and not with_remedy:
        return (f"{of_scope(voice.scope)}{count}項目が", said)
    if withheld:
        return (*head, "対応策は", "掲載できるものを示す")
    if with_remedy == count:
        return (*head, "その対応策が" if count == 1 else "すべてに対応策が", "示されている")
    if not with_remedy:
        return (*head, "対応策は", "まだ示されていない")
    return (*head, f"うち{with_remedy}項目に", "対応策が示されている")


def theme_kicker(term: str, mark: str, name: str) -> str:
    return f"{term}{mark}　{name}"


def theme_title(counts: Counts, late: Sequence[str], behind: Sequence[str], voice: Voice, texts: int = 0) -> Phrases:
    """The theme's state in counts, with what is late by name."""
    if not counts.total:
        if voice.scope and not texts:
            return (f"{of_scope(voice.scope)}測定項目は", "ない")
        return text_targets(texts) if texts else ("指標を", "置いていない")
    if not counts.judged:
        reported = counts.standing(Standing.UNREPORTED)
        if reported:
            if reported == counts.total:
                return (f"{counts.total}測定項目すべてが", "未報告である")
            return (f"{counts.total}測定項目のうち", f"{reported}項目が未報告で、", "評価できる項目がない")
        return (f"{counts.total}測定項目は、", "いずれも", "今回の評価対象ではない")
    if counts.good == counts.judged:
        every = ("すべて",) if counts.judged > 1 else ()
        return (f"{within(voice.scope)}評価可能な{counts.judged}測定項目が", *every, voice.good.verb)
    head: Phrases = (
        f"{within(voice.scope)}評価可能な{counts.judged}測定項目のうち",
        f"{counts.good}項目が{_good_and(voice)}、",
    )
    if not counts.good:
        head = (f"{within(voice.scope)}評価可能な{counts.judged}測定項目に", f"{voice.good.noun}はなく、")
    names, word = (late, voice.bad.verb) if late else (behind, voice.warning.verb)
    if len(names) == 1:
        return (*head, f"「{names[0]}」が", word)
    return (*head, f"「{names[0]}」など", f"{len(names)}項目が{word}")


def schedule_title(late: int, total: int, months: int, unreported: int, scope: str = "") -> Phrases:
    whose = of_scope(scope)
    if not total:
        return (f"{whose}工程は", "ない") if scope else ("工程を", "置いていない")
    if late:
        tail = (f"最も長い遅れは{formats.months_late(months)}である",) if months else ("着手に至っていない",)
        return (f"{whose}工程は{total}件のうち", f"{late}件が遅れており、", *tail)
    if unreported == total:
        return (f"{whose}工程は{total}件すべてが", "未報告である")
    if unreported:
        return (
            (f"{whose}工程のうち報告のあった{total - unreported}件に", "遅れはなく、", f"{unreported}件が未報告である")
            if scope
            else (f"報告のあった工程{total - unreported}件に", "遅れはなく、", f"{unreported}件が未報告である")
        )
    return (f"{whose}工程{total}件に", "遅れはない")


def next_title(ending: int, remedies: int, until: str, scope: str = "") -> Phrases:
    """What falls due before the next checkpoint."""
    whose = of_scope(scope)
    if not ending and not remedies:
        return (f"{until}までに", f"終わる予定の{whose}工程は", "ない")
    if not remedies:
        return (f"{until}までに", f"{whose}{ending}件の工程が", "終わる予定である")
    if not ending:
        return ("遅れている取組について、", f"{remedies}件の対応策を", "進める")
    return (f"{until}までに", f"{whose}{ending}件の工程を終え、", f"遅れに対する{remedies}件の", "対応策を進める")


def open_title(count: int, scope: str = "") -> Phrases:
    whose = of_scope(scope)
    if not count:
        return (f"年度内に予定した{whose}工程は", "すべて終わった")
    return (f"{whose}{count}件の工程が", "年度内に終わらず、", "次年度へ引き継ぐ")


def data_title(submitted: int, expected: int, unreported: int, scope: str = "") -> Phrases:
    whose = of_scope(scope)
    head: Phrases
    if not submitted:
        head = (f"提出票は{expected}所属の", "いずれからも提出されておらず、")
    elif submitted == expected:
        head = (f"提出票は{expected}所属の", "すべてから提出され、")
    else:
        head = (f"提出票は{expected}所属のうち", f"{submitted}所属から提出され、")
    if unreported:
        return (*head, f"{whose}{unreported}測定項目が", "未報告である")
    return (
        *head,
        f"{whose}未報告の" if not scope else f"{whose}項目に",
        "測定項目はない" if not scope else "未報告のものはない",
    )


def rest_title(measures: int, bars: int) -> Phrases:
    """What is late and found no room on the slides before."""
    parts = [f"測定項目{measures}件"] if measures else []
    parts += [f"工程{bars}件"] if bars else []
    return (f"ほかの{'と'.join(parts)}についても、", "理由と対応策を示す")


def reference_title(span: str, counts: Counts, voice: Voice) -> Phrases:
    """``span``: which levels of the plan the table holds (「重点取組1～5」); empty where it holds them all."""
    head: Phrases = (
        (f"{span}の", f"{of_scope(voice.scope)}{counts.total}測定項目のうち、")
        if span
        else (f"{all_of(voice.scope)}{counts.total}測定項目のうち、",)
    )
    late, behind = counts.standing(Standing.BAD), counts.standing(Standing.WARNING)
    if not late and not behind:
        return (*head, f"{voice.bad.noun}は" if counts.judged else "評価できるものは", "ない")
    first = f"{voice.bad.noun}は{late}" if late else f"{voice.bad.noun}はなく"
    if voice.final or not voice.warning.noun:
        return (*head, first.removesuffix("はなく") + "はない" if not late else first)
    return (*head, f"{first}、", f"{voice.warning.noun}は{behind}" if behind else f"{voice.warning.noun}はない")


def reference_span(first: str, last: str, last_number: str) -> str:
    """「重点取組1～5」 from the labels of the first and the last part of the table."""
    if first == last:
        return first
    same = last_number and first.rstrip("0123456789-") == last.removesuffix(last_number)
    return f"{first}～{last_number}" if same else f"{first}～{last}"


def reference_kicker(number: int, total: int, term: str, marks: Sequence[str]) -> str:
    page = f"（{number}／{total}）" if total > 1 else ""
    return f"{REFERENCE}{page}　{term}{'・'.join(marks)}"

"""Turns a scale into the words in which every paper speaks of its classes, their limits and what they count."""

from __future__ import annotations

from dataclasses import dataclass

from dxreport.model.scale import Basis, ClassRule, Ladder, Predicate, Scale, Standing, StatusClass
from dxreport.model.target import Comparison
from dxreport.report.wording import formats

BASES = {Basis.PROGRESS: "進捗率", Basis.ATTAINMENT: "達成率", Basis.REACHED: "年度目標"}
REACHED, NOT_REACHED = "年度目標に到達", "年度目標に届かなかったもの"
CLASS, RULE = "区分", "基準"
TITLE = "評価の区分"
KEPT = "0件目標又は上限のある項目は、目標を守っている。"
BROKEN = "0件目標又は上限のある項目は、目標を守れなかった。"
EXCLUDED = "この時点では評価しない（報告の対象でない、未実施など）。理由を各表の注に示す。"
UNREPORTED = "提出がない、又は値を読み取れない。0とも前回の値とも扱わない。"


@dataclass(frozen=True, slots=True)
class Voice:
    """How sentences speak of what goes well, of what is a little behind, and of what is late; at the year's end or not."""

    good: Predicate
    warning: Predicate
    bad: Predicate
    final: bool
    scope: str = ""
    """What the items are called where some are left out (「公表対象」); empty where all are there."""


def voice(ladder: Ladder, *, final: bool, scope: str = "") -> Voice:
    """The scale's own words, or its classes' words joined."""
    return Voice(
        _predicate(ladder, Standing.GOOD),
        _predicate(ladder, Standing.WARNING),
        _predicate(ladder, Standing.BAD),
        final,
        scope,
    )


def _predicate(ladder: Ladder, standing: Standing) -> Predicate:
    if standing in ladder.words:
        return ladder.words[standing]
    if not ladder.of_standing(standing):
        return Predicate("", "")
    words = _reach(ladder, standing) or "又は".join(
        dict.fromkeys(f"「{c.word}」" for c in ladder.of_standing(standing))
    )
    return Predicate(words, f"{words}である")


def _reach(ladder: Ladder, standing: Standing) -> str:
    """「「順調」以上」, 「「下回る」以下」: several classes at one end of the scale by the one that bounds them."""
    ranked, count = [c.standing for c in ladder.ranked], len(ladder.of_standing(standing))
    if count > 1 and standing is Standing.GOOD and set(ranked[:count]) == {standing}:
        return f"「{ladder.ranked[count - 1].word}」以上"
    if count > 1 and standing is Standing.BAD and set(ranked[-count:]) == {standing}:
        return f"「{ladder.ranked[-count].word}」以下"
    return ""


def going_on(verb: str) -> str:
    """「遅れている」 → 「遅れており」: the form in which a sentence goes on."""
    for end, other in (("いる", "おり"), ("である", "であり"), ("した", "し"), ("ない", "なく"), ("った", "り")):
        if verb.endswith(end):
            return verb.removesuffix(end) + other
    return f"{verb}ため"


def attributive(item: Predicate) -> str:
    """「遅れている」, 「未達成の」: how it stands before a noun."""
    return f"{item.noun}の" if item.verb.endswith("である") else item.verb


def short(item: StatusClass) -> str:
    """「◎A」; a class without a letter in full."""
    return f"{item.mark}{item.letter}" if item.letter else item.text


def _limit(rule: ClassRule) -> str:
    return rule.printed or f"{rule.limit.normalize():f}%"


def _from(rule: ClassRule) -> str:
    return _limit(rule) + ("以上" if rule.comparison is Comparison.AT_LEAST else "超")


def _below(rule: ClassRule) -> str:
    return _limit(rule) + ("未満" if rule.comparison is Comparison.AT_LEAST else "以下")


def _exactly(rule: ClassRule) -> str:
    """The limit that is applied, where the plan prints a rounded one (both are kept)."""
    exact = f"{rule.limit.normalize():f}%"
    return f"（正確には{exact}）" if rule.printed and rule.printed != exact else ""


def _above(item: StatusClass, ladder: Ladder) -> ClassRule | None:
    """The rule of the next better class."""
    ranked = ladder.ranked
    at = ranked.index(item)
    return ranked[at - 1].rule if at else None


def class_rule(item: StatusClass, ladder: Ladder) -> str:
    """「進捗率が80%以上100%未満」: when a class applies, with both limits."""
    above = _above(item, ladder)
    if item.rule is None:
        if above is None or above.basis is Basis.REACHED:
            return NOT_REACHED
        return f"{BASES[above.basis]}が{_below(above)}"
    if item.rule.basis is Basis.REACHED:
        return REACHED
    upper = _below(above) if above is not None and above.basis is item.rule.basis else ""
    return f"{BASES[item.rule.basis]}が{_from(item.rule)}{_exactly(item.rule)}{upper}"


def rules_run_in(ladder: Ladder) -> str:
    """「◎A 年度目標に到達、○B 進捗率100%以上、△C 80%以上、×D 80%未満」: the scale in one line, as it is printed."""
    last: Basis | None = None
    texts = []
    for item in ladder.classes:
        rule = item.rule or _above(item, ladder)
        if rule is None:
            continue
        if rule.basis is Basis.REACHED:
            texts.append(f"{short(item)} {REACHED if item.rule else NOT_REACHED}")
            last = None
            continue
        name = "" if rule.basis is last else BASES[rule.basis]
        last = rule.basis
        texts.append(f"{short(item)} {name}{_from(rule) if item.rule else _below(rule)}")
    return "、".join(texts)


def meaning(item: StatusClass, scale: Scale, *, final: bool) -> str:
    """The full rule of a class, with what it means for limits."""
    if item == scale.excluded:
        return EXCLUDED
    if item == scale.unreported:
        return UNREPORTED
    ladder = scale.ladder(final=final)
    text = f"{class_rule(item, ladder)}。"
    if item == (ladder.fulfilled if final else ladder.kept):
        text += KEPT
    return text + (BROKEN if item == ladder.worst else "")


def every_class(scale: Scale, *, final: bool) -> tuple[StatusClass, ...]:
    """All classes that can occur at this checkpoint, in the scale's order, then the two states."""
    return (*scale.ladder(final=final).classes, scale.excluded, scale.unreported)


def schedule_rules(scale: Scale) -> tuple[tuple[str, str], ...]:
    """Mark and words of the schedule axis with their rules."""
    slight = scale.slight_delay_months
    kinds = scale.schedule_classes

    def named(*keys: str) -> str:
        texts = []
        for key in keys:
            word = kinds[key].word
            if key == "delayed_long":
                word = f"{word.replace('{months}', str(slight + 1))}以上"
            texts.append(kinds[key].mark + word.replace("{months}", str(max(1, slight))))
        return "・".join(dict.fromkeys(texts))

    return (
        (named("done", "ahead"), "計画した工程を終えた、又は計画より早く進んでいる。"),
        (named("on_schedule"), "計画の期間内に進んでいる。"),
        *(((named("delayed"), f"完了見込み又は着手が、計画から{slight}か月以内で遅れている。"),) if slight else ()),
        (
            named("delayed_long", "not_started_late"),
            f"遅れが{formats.months_late(slight)}を超えるか、着手の時期を過ぎて未着手である。",
        ),
        (named("not_yet", "stopped"), "計画の始期の前である、又は工程を中止した。"),
        (named("unreported"), "工程の状況が報告されていない。"),
    )

"""Turns counts, figures and reasons into the sentences of the progress report."""

from __future__ import annotations

import re
from collections.abc import Sequence

from dxreport.evaluate.assessment import Counts
from dxreport.model.period import Checkpoint
from dxreport.model.scale import Ladder, Standing
from dxreport.report.wording import formats
from dxreport.report.wording.audiences import all_of
from dxreport.report.wording.marks import SAMPLE
from dxreport.report.wording.scale import Voice, attributive, rules_run_in
from dxreport.report.wording.scale import short as scale_short

Phrases = tuple[str, ...]

TITLE = "進捗報告書"
SAMPLE_NOTE = f"{SAMPLE}　この文書の数値、日付及び所属名は、すべて見本です。"
CONTENTS = "目次"
SUMMARY = "要約"
NONE_WRITTEN = "記載なし"
NO_TEXT = "（本文なし）"
NO_MEASURES = "指標を置いていない"
MET, MISSED = "達成", "未達"
NOW, BEFORE = "今回", "前回"
KPI, SCHEDULE = "KPI", "工程"
BOTH_AXES = "両方"
OWNER = "所管"

AS_OF, EDITION, KIND, SUBMITTED, AUTHOR = "基準日", "版", "実績の種別", "提出状況", "作成"
KEYWORDS = ("進捗報告", "KPI")

MEASURE, UNIT, TARGET, PLANNED, ACTUAL = "測定項目", "単位", "目標", "計画", "実績"
ATTAINMENT, PROGRESS, RATING, CHANGE, FORECAST = "達成率\n（%）", "進捗率\n（%）", "評価", "前回比", "年度末見込"
FOLLOW_UP = "前回の対応策"
DECISION = "求める判断"
REASON, REMEDY, DUE, COMMENT = "理由", "対応策", "期限", "コメント"
DELAY_REASON = "遅れの理由"
COLON = "："
MEASURE_WITH_FIGURES = "測定項目（実績／計画）"
DELAY_ITEM = "測定項目・工程"
SCHEDULE_RATING = "工程の評価"
BULLET_TITLE = "年度目標に対する実績と計画（年度目標を100とする）"
BULLET_TITLE_FINAL = "年度目標に対する実績（年度目標を100とする）"
BULLET_HEADINGS = ("0", "実績", "計画", "年度目標", "実績／計画")
BULLET_HEADINGS_FINAL = ("0", "実績", "計画", "年度目標", "実績")
DELAYS = "遅れの理由と対応策"
OUTLOOK = "年度末の見込み"
DECISIONS = "判断をお願いする事項"
CONTINUED = "（続き）"
NO_VALUE = "値なし"
# Letters of a heading above a narrow column of counts.
_LONG_NOUN = 6


def listed(items: Sequence[str]) -> str:
    """「8-1a、8-2」."""
    return "、".join(items)


def against(first: str, second: str) -> str:
    """「36.5／50.0」: an actual value and what it is held against."""
    return f"{first}／{second}"


def short(words: str) -> str:
    """「戦略テーマ（略称）」."""
    return f"{words}（略称）"


# --- headlines and leads -------------------------------------------------------------------------------------------


def headline(counts: Counts, voice: Voice, texts: int = 0) -> Phrases:
    """「37測定項目のうち29項目が達成又は順調。遅れは3項目」: exact counts, never rounded words."""
    if not counts.total:
        return text_targets(texts) if texts else (NO_MEASURES,)
    if not counts.judged:
        # 「未報告」, 「評価対象外」, or both, in the scale's own words.
        return (
            "評価可能な測定項目はない。",
            f"全{counts.total}項目が",
            "又は".join(c.word for c, n in counts.numbers if n),
        )
    if counts.judged == 1:
        said = voice.good if counts.good else voice.bad if counts.standing(Standing.BAD) else voice.warning
        return ("評価可能な1測定項目は、", said.verb)
    first: Phrases = (f"{counts.judged}測定項目のうち", f"{counts.good}項目が", f"{voice.good.noun}。")
    if not counts.good:
        first = (f"評価可能な{counts.judged}測定項目に", f"{voice.good.noun}はない。")
    late, behind = counts.standing(Standing.BAD), counts.standing(Standing.WARNING)
    if late:
        return (*first, f"{voice.bad.noun}は{late}項目")
    return (*first, f"{voice.warning.noun}は{behind}項目" if behind else f"{voice.bad.noun}はない")


def lead(counts: Counts, previous: Counts | None, previous_name: str, voice: Voice) -> str:
    """Share of what is good, and its change against the last checkpoint."""
    if not counts.judged:
        return f"全{counts.total}測定項目のうち、{_unjudged(counts)}であり、評価できる項目がない。"
    share = formats.share(counts.good, counts.judged)
    first = f"評価可能な{counts.judged}測定項目のうち{counts.good}項目（{formats.percent(share)}%）が"
    if not counts.good and previous is not None and previous.good and not voice.final:
        return f"{voice.good.noun}は、{_was(previous, previous_name)}から0項目になった。"
    if voice.final or previous is None:
        return f"{first}{voice.good.verb}。"
    if not previous.judged:
        return f"{first}{voice.good.verb}。{previous_name}には評価可能な項目がなかった。"
    before = formats.share(previous.good, previous.judged)
    change = share - before
    was = _was(previous, previous_name)
    if change == 0:
        return f"{first}{voice.good.noun}で、{was}と変わらない。"
    points = formats.number(abs(change), 1)
    return f"{first}{voice.good.noun}で、{was}から{points}ポイント{'上がった' if change > 0 else '下がった'}。"


def text_targets(count: int) -> Phrases:
    """Of a level whose only targets are texts, which are in no count."""
    return ("数値の測定項目はなく、", f"文章の目標が{count}項目ある")


def _was(previous: Counts, name: str) -> str:
    share = formats.percent(formats.share(previous.good, previous.judged))
    return f"{name}の{share}%（{previous.judged}項目中{previous.good}項目）"


def _unjudged(counts: Counts) -> str:
    excluded, unreported = counts.standing(Standing.EXCLUDED), counts.standing(Standing.UNREPORTED)
    parts = []
    if excluded:
        parts.append(f"評価対象外{excluded}項目")
    if unreported:
        parts.append(f"未報告{unreported}項目")
    return "、".join(parts)


def counts_note(counts: Counts, previous: Counts | None, scope: str = "") -> str:
    """Which items the counts are about, and the denominator of every share."""
    before = f"（前回は{previous.judged}項目）" if previous else ""
    left = _unjudged(counts).replace("、", "と")
    if not left:
        return f"測定項目数。{all_of(scope)}{counts.total}項目が評価可能である{before}。"
    return f"測定項目数。{all_of(scope)}{counts.total}項目のうち、{left}を除く{counts.judged}項目が評価可能である{before}。"


def before(count: int) -> str:
    return f"前回 {count}"


def scale_note(ladder: Ladder) -> str:
    """The scale in use, as every document prints it."""
    return f"KPIは最も低い測定項目の評価による（{rules_run_in(ladder)}）。"


def classes_note(ladder: Ladder) -> str:
    """The scale under a table of single measures."""
    return f"評価：{rules_run_in(ladder)}。"


def people_note(counts: Counts, own_rating: str) -> str:
    """Text targets stand beside the other counts, not in them."""
    if not counts.total:
        return ""
    said = "、".join(f"{c.text}{n}" for c, n in counts.numbers)
    return f"ほかに、{own_rating}による文章の目標が{counts.total}項目ある（{said}）。"


def unreported_initiatives(term: str, numbers: Sequence[str], total: int, word: str) -> str:
    """Initiatives with measures that nobody reported; ``word`` is the scale's for them."""
    if not numbers:
        return ""
    which = f"全ての{term}" if len(numbers) == total > 1 else f"{term}{formats.joined(list(numbers))}"
    return f"{which}には{word}の測定項目がある。"


def asked(items: Sequence[tuple[str, str]], more: int, term: str) -> str:
    """What is to be decided, each with its measure or bar in brackets."""
    if not items:
        return ""
    rest = f"（ほか{more}件は、各{term}のページに示す。）" if more else ""
    return "\n".join(f"{text}（{name}）" for text, name in items) + rest


def changes_label(previous_name: str, term: str) -> str:
    return f"{previous_name}からの変化（{term}）"


def changes(word: str, items: Sequence[tuple[str, str]]) -> tuple[str, str]:
    """(「↑改善 3」, 「1・4（KPI）、9（両方）」): initiatives by the axis that changed."""
    by_axis: dict[str, list[str]] = {}
    for number, axis in items:
        by_axis.setdefault(axis, []).append(number)
    texts = ["・".join(numbers) + (f"（{axis}）" if axis else "") for axis, numbers in by_axis.items()]
    return f"{word} {len(items)}", "、".join(texts) or "なし"


def count_good(voice: Voice, ladder: Ladder) -> str:
    """「達成又は順調／評価可能」: heading of a column of counts; 「◎ア・○イ／評価可能」 where the words are long."""
    noun = voice.good.noun
    if len(noun) > _LONG_NOUN:
        noun = "・".join(scale_short(c) for c in ladder.of_standing(Standing.GOOD))
    return f"{noun}\n／評価可能"


def late_title(measures: int, bars: int, voice: Voice) -> str:
    """「遅れている1項目と工程1件」."""
    items = ([f"{measures}項目"] if measures else []) + ([f"工程{bars}件"] if bars else [])
    return attributive(voice.bad) + "と".join(items)


def shortfalls(*, final: bool) -> str:
    return "年度目標に届かなかった測定項目" if final else "計画を下回る測定項目"


def since(checkpoint: Checkpoint) -> str:
    """「第1四半期から」: since when something has been late."""
    return f"{formats.checkpoint_name(checkpoint)}から計画未達"


def decision(text: str) -> str:
    """What the department asks its superiors to decide."""
    return f"判断：{text}"


def late_more(shown: int, rest: Sequence[str], term: str, *, final: bool) -> str:
    """What the table of the summary leaves to the initiatives' pages."""
    rate = "達成率" if final else "進捗率"
    which = f"（{'、'.join(rest)}）" if len(rest) <= 3 else ""
    return f"{rate}の低い順に{shown}件を示す。ほか{len(rest)}件{which}は、各{term}のページに示す。"


def late_cut(term: str) -> str:
    return f"理由及び対応策は要旨であり、全文は各{term}のページに示す。"


def gist(text: str, limit: int) -> tuple[str, bool]:
    """A text's first sentence, cut to ``limit`` characters where a clause ends, and whether anything was left out."""
    line = " ".join(text.split())
    sentence = re.match(r"[^。]*。?", line)
    first = sentence[0] if sentence else line
    if len(first) > limit:
        clause = first[: limit - 1].rpartition("、")[0]
        return (clause if len(clause) >= limit // 3 else first[: limit - 1]) + "…", True
    return first.rstrip("。"), len(first) < len(line)


def outlook(total: int, missed: Sequence[tuple[str, str, str]], more: int) -> str:
    """What the departments expect for the year's end; ``missed`` is (name, expected, target)."""
    if not missed:
        return f"年度末見込が提出された{total}項目は、すべて年度目標を達成する見込みである。"
    items = "、".join(f"{name} {value}（目標{target}）" for name, value, target in missed)
    rest = f"、ほか{more}項目" if more else ""
    return f"年度末見込が提出された{total}項目のうち{len(missed) + more}項目が未達見込み。\n{items}{rest}"


# --- front matter --------------------------------------------------------------------------------------------------


def edition(stage: str, number: int) -> str:
    """「速報　第1版」."""
    return f"{stage}　第{number}版"


def edition_of(stage: str, number: int, issued: str) -> str:
    """「速報　第1版（令和7年10月24日）」."""
    return f"{edition(stage, number)}（{issued}）"


def kind_of_values(checkpoint: Checkpoint) -> str:
    if checkpoint.is_final:
        return "年度末の確定値"
    if checkpoint is Checkpoint.Q4:
        return "基準日までの実績。年度末の値は見込みとして区別する。"
    return f"{formats.checkpoint_name(checkpoint)}までの実績。年度末の値は見込みとして区別する。"


def quarter_label(quarter: int) -> str:
    return f"第{quarter}四半期　{formats.quarter_months(quarter)}"


def quarter_alt(quarter: int) -> str:
    return f"4つの四半期のうち第{quarter}四半期まで。"


def levels_title(indicators: str) -> str:
    """Title of the table of a theme's indicators above the initiatives."""
    return f"上位の{indicators}"


def again(name: str) -> str:
    """An initiative at home in another theme."""
    return f"{name}（再掲）"


def own_indicators(label: str, name: str, indicators: str) -> str:
    """「基本目標①　…の指標」: title of the table of a level's own indicators."""
    return f"{label}　{name}　{indicators}" if label != name else f"{label}　{indicators}"


def grid_title(term: str) -> str:
    """「重点取組ごとの評価」, in the strategy's own word."""
    return f"{term}ごとの評価"

"""Turns the plain sentences and figures of a briefing into what its speaker says: です・ます, to be read aloud as it stands."""

from __future__ import annotations

import re
from collections.abc import Sequence
from datetime import date

from dxreport.model.submission import Explanation
from dxreport.report.wording import formats
from dxreport.report.wording.formats import aloud

_ENDINGS = (
    ("ではない", "ではありません"),
    ("がなかった", "がありませんでした"),
    ("はなかった", "はありませんでした"),
    ("届かなかった", "届きませんでした"),
    ("である", "です"),
    ("いない", "いません"),
    ("きない", "きません"),
    ("ない", "ありません"),
    ("いる", "います"),
    ("した", "しました"),
    ("えた", "えました"),
    ("れた", "れました"),
    ("った", "りました"),
    ("める", "めます"),
    ("える", "えます"),
    ("する", "します"),
    ("示す", "示します"),
    ("よる", "よります"),
    ("ぐ", "ぎます"),
)
"""How the briefing's own sentences end, plain and polite; the first that fits counts."""
_KNOWN = (("評価可能な", "評価できる"), ("%", "％"))
_NAMES = {"次の四半期": "次の四半期の予定", "工程の遅れ": "工程の状況"}
OPENING = "要点を3点、申し上げます。"
LAST = "ご説明は以上です。この後のページは参考資料です。よろしくお願いします。"
AGAIN = "前のページの続きです。"
REFERENCE = "参考資料ですので、ご説明は省略します。"
NO_MEASURES = "このテーマには指標を置いていないため、KPIの評価はありません。"
ON_TIME = "工程に遅れはありません。"


def polite(sentence: str) -> str:
    """「3項目が遅れている」 → 「3項目が遅れています」; a plan's own word that has no such form is named as the state it is."""
    for plain, said in _ENDINGS:
        if sentence.endswith(plain):
            return sentence.removesuffix(plain) + said
    return f"{sentence}という状況です"


def spoken(*sentences: str) -> str:
    """Sentences of the slides as they are said."""
    return "".join(f"{polite(_heard(part))}。" for s in sentences for part in s.split("。") if part.strip())


def _heard(text: str) -> str:
    """Signs that are seen only become words: brackets round a share, a dash between numbers, ▲."""
    for seen, heard in _KNOWN:
        text = text.replace(seen, heard)
    text = re.sub(r"（([0-9.]+％)）", r"、割合にして\1", text)
    text = re.sub(r"(?<![0-9,])([1-9])測定項目", r"\1つの測定項目", text)
    text = re.sub(r"([0-9])測定項目", r"\1の測定項目", text)
    text = re.sub(r"([0-9]+)～([0-9]+)月", r"\1月から\2月まで", text)
    text = re.sub(r"（目標([^（）]+)）で", r"で、目標\1に対し", text)
    return aloud(re.sub(r"([0-9])～([0-9])", r"\1から\2", text))


def figure(text: str, unit: str) -> str:
    """「36.5％」「マイナス4.1件」."""
    return _heard(f"{text}{unit}")


def listed(names: Sequence[str], most: int) -> str:
    """「「A」、「B」」, of many the first with 「など」."""
    return "、".join(f"「{n}」" for n in names[:most]) + ("など" if len(names) > most else "")


def named(names: Sequence[str], most: int, counter: str) -> str:
    """「「A」、「B」の2項目」, 「「A」など8項目」."""
    return f"{listed(names, most)}{'' if len(names) > most else 'の'}{len(names)}{counter}"


# --- from slide to slide ---------------------------------------------------------------------------------------------


def cover(title: str, department: str, period: str, day: date, *, final: bool) -> str:
    who = f"{department}から、" if department else ""
    when = _heard(period).replace("（", "、").replace("）", "")
    what = "年度末に確定した" if final else f"{when}の"
    return f"{who}{title}、{what}状況をご報告します。数値は、{formats.era_date(day)}現在のものです。"


def onward(name: str, number: int) -> str:
    """How the speaker goes to the next slide; every other one in other words."""
    return f"{'続いて' if number % 2 else '次に'}、{name}です。"


def scope(text: str) -> str:
    """What the paper is about, where it leaves something out."""
    return spoken(
        f"この資料は、{text}".replace("測定項目及び工程", "測定項目と工程").replace(
            "件とする", "件についてのものである"
        )
    )


# --- the point and the whole -----------------------------------------------------------------------------------------


def good(text: str) -> str:
    return f"1点目は、進み具合です。{spoken(text)}"


def others(warning: tuple[str, int], bars: int, unreported: tuple[str, int]) -> tuple[tuple[str, str], ...]:
    """What else is short of the plan: (やや遅れ, 5項目); the scale's own words for what is a little behind and not reported."""
    every = ((*warning, "項目"), ("遅れている工程", bars, "件"), (*unreported, "項目"))
    return tuple((name, f"{number}{counter}") for name, number, counter in every if number)


def bad(names: Sequence[str], verb: str, others: Sequence[tuple[str, str]], none: str, *, final: bool) -> str:
    head = "2点目は、目標に届かなかったものです。" if final else "2点目は、遅れです。"
    if not names and not others:
        return head + spoken(none)
    first = f"{named(names, 3, '項目')}が{polite(verb)}。" if names else ""
    more = "、".join(f"{name}が{number}" for name, number in others)
    rest = f"{'このほか、' if names else ''}{more}あります。" if others else ""
    return head + first + rest


def coming(text: str) -> str:
    return f"3点目は、今後です。{spoken(text)}"


def submitted(text: str) -> str:
    return f"なお、{spoken(text)}" if text else ""


def shares(when: str, judged: int, parts: Sequence[tuple[str, int]], *, before: bool) -> str:
    """「第2四半期は、評価できる38項目のうち、達成が4項目、順調が26項目です。」; a class whose word is a verb is quoted."""
    each = "、".join(f"{_word(word)}が{count}項目" for word, count in parts)
    return (
        f"{f'{when}は、' if when else ''}評価できる{judged}項目のうち、{each}{'でした' if before else 'です'}。"
        if parts
        else ""
    )


def _word(text: str) -> str:
    return f"「{text}」" if text.endswith(("る", "た", "い")) else text


def left_out(parts: Sequence[tuple[str, int]]) -> str:
    each = "と".join(f"{word}の{count}項目" for word, count in parts)
    return f"{each}は、割合に含めていません。" if parts else ""


def grid(term: str, names: Sequence[str], noun: str) -> str:
    """What the table of initiatives shows, and which of them stand worst."""
    head = f"下の表は、{term}ごとの評価です。それぞれ、最も低い測定項目に合わせています。"
    return head + (f"このうち{noun}は、{named(names, 4, '件')}です。" if names else "")


# --- what is achieved and late ---------------------------------------------------------------------------------------


def achieved(items: Sequence[tuple[str, str, str]], total: int) -> str:
    """``items`` are (name, actual, target) with units."""
    if not items:
        return ""
    each = "、".join(f"{name}が目標{target}に対し{actual}" for name, actual, target in items)
    return f"{each}です。" if len(items) == total else f"主なものは、{each}です。"


def by_theme(term: str, items: Sequence[tuple[str, int, int]]) -> str:
    """``items`` are (mark or name, how many of it reached the target, of how many)."""
    each = "、".join(f"{name}が{judged}項目のうち{count}項目" for name, count, judged in items)
    return f"{term}ごとに見ますと、{each}です。" if each else ""


def leading(shown: int, items: Sequence[tuple[str, str]]) -> str:
    """``items`` are (name, 進捗率)."""
    each = "、".join(f"{name}が{rate}％" for name, rate in items)
    return f"表は、計画に対する進捗率の高い{shown}項目です。" + (
        f"進捗率は、{each}などとなっています。" if each else ""
    )


def improved(names: Sequence[str]) -> str:
    if not names:
        return ""
    return f"このほか、前回から評価が上がったのは、{named(names, 4, '項目')}です。"


def late(number: int, name: str, facts: str, since: str, said: Explanation) -> str:
    """One item: what it is, how far behind, since when, and the department's own words in quotation marks."""
    return f"{number}件目は、「{name}」です。{facts}{since}{explained(said)}"


def late_facts(actual: str, against: str, rate: str, *, final: bool) -> str:
    what = "年度目標" if final else "計画"
    more = f"{'達成率' if final else '進捗率'}は{rate}％です。" if rate else ""
    if not against:
        return f"実績は{actual}です。{more}"
    return f"{what}{against}に対し、実績は{actual}" + (f"で、{more}" if more else "です。")


def since(name: str) -> str:
    return f"{name}から、計画に達していません。" if name else ""


def explained(said: Explanation) -> str:
    """理由, 対応策 and 期限 in the department's own words, quoted; nothing of what this paper withholds."""
    if said.withheld:
        return "理由と対応策は、掲載していません。"
    reason, remedy, due = (_quoted(t) for t in (said.reason, said.remedy, said.due))
    if not reason and not remedy:
        return "理由と対応策は、提出票に記載がありません。"
    first = f"理由は「{reason}」、" if reason else "理由は提出票に記載がなく、"
    second = f"対応策は「{remedy}」" if remedy else "対応策は提出票に記載がありません。"
    if not remedy:
        return first + second
    return first + second + (f"、期限は{due}です。" if due else "で、期限の記載はありません。")


def _quoted(text: str) -> str:
    return " ".join(text.split()).rstrip("。").replace("「", "『").replace("」", "』")


def as_told(name: str) -> str:
    return f"理由と対応策は、先ほどの「{name}」と同じです。"


def beside(noun: str, names: Sequence[str]) -> str:
    return f"{noun}の項目のうち、{listed(names, 2)}も併せて示しています。" if names else ""


def the_rest(count: int) -> str:
    return f"ほか{count}件は、参考資料をご覧ください。" if count else ""


# --- themes, schedule, what comes --------------------------------------------------------------------------------------


def theme(name: str, title: str) -> str:
    return f"{name}は、「{title}」です。"


def name_of(kicker: str) -> str:
    """How a slide is called when the speaker comes to it, from what stands above its title."""
    name = kicker.partition("\u3000")[0]
    return _NAMES.get(name, name)


def chart(name: str, expected: str) -> str:
    """``expected`` is what the department expects for the year's end, with its unit; empty where it said nothing."""
    end = f"で、年度末は{expected}と見込んでいます。" if expected else "です。"
    return f"グラフは、「{name}」の計画と実績{end}"


def behind_schedule(names: Sequence[str]) -> str:
    return f"工程に遅れがあるのは、{listed(names, 3)}です。"


def bar(number: int, name: str, months: str, *, expected: bool) -> str:
    """``expected``: the delay runs to the day on which the department expects to be done."""
    late_ = "遅れる見込みです" if expected else "遅れています"
    state = f"計画より{months}{late_}。" if months else "着手が遅れています。"
    return f"{number}件目は、「{name}」で、{state}"


def months(each: Sequence[tuple[str, Sequence[str]]]) -> str:
    """「10月中に「A」、「B」の2件、11月中に「C」の1件です。」"""
    return "、".join(f"{month}に{named(names, 2, '件')}" for month, names in each) + "です。" if each else ""


def ended(each: Sequence[tuple[str, Sequence[str]]]) -> str:
    """The same of what was to end."""
    return f"計画では、{months(each).removesuffix('です。')}が終わる予定でした。" if each else ""


def not_judged(unreported: Sequence[str], excluded: Sequence[str]) -> str:
    first = f"{named(unreported, 2, '項目')}は、未報告です。" if unreported else ""
    return first + (f"{named(excluded, 2, '項目')}は、今回の評価対象ではありません。" if excluded else "")


def outlook(text: str) -> str:
    return f"年度末については、{spoken(text)}" if text else ""


def remedies(count: int) -> str:
    return f"遅れへの対応策は{count}件で、期限は表に示したとおりです。" if count else ""


def decision(name: str, text: str) -> str:
    """What a department asks its superiors to decide, in its own words."""
    return f"「{name}」については、「{_quoted(text)}」です。"


def data(missing: Sequence[str]) -> str:
    return f"提出がまだなのは、{'、'.join(missing)}です。" if missing else ""


def own_ratings(term: str, count: int) -> str:
    """``term`` is what the plan calls a department's own rating."""
    return f"{term}と計算による評価が異なるものが、{count}項目あります。" if count else ""

"""Turns counts, figures and names into the labels, sentences and spoken notes of the committee briefing."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from dxreport.evaluate.assessment import Counts
from dxreport.model.period import Checkpoint, FiscalYear
from dxreport.model.scale import Ladder, Standing
from dxreport.report.wording import formats
from dxreport.report.wording.audiences import all_of
from dxreport.report.wording.marks import DRAFT, SAMPLE
from dxreport.report.wording.scale import rules_run_in

Phrases = tuple[str, ...]

WIDE = "　"
SUMMARY, OVERALL, ACHIEVED, LATE = "要点", "全体の状況", "達成した項目", "遅れている取組と対応"
DELAYS, NEXT, DATA = "工程の遅れ", "次の四半期", "提出の状況とデータの留意点"
MEASURE, UNIT, TARGET, PLANNED, ACTUAL = "測定項目", "単位", "目標", "計画", "実績"
ATTAINMENT, PROGRESS, RATING, BEFORE = "達成率（%）", "進捗率（%）", "評価", "前回"
ACTUAL_PLANNED, ACTUAL_TARGET = "実績／計画", "実績／目標"
BELOW = "（名称の下は工程の評価）"
REASON, REMEDY, DUE, COUNT = "理由", "対応策", "期限", "件数"
KPI, SCHEDULE, TASK = "KPI", "工程", "工程"
NONE_WRITTEN = "記載なし"
MISSED = "未達成の項目と対応"
GOOD, BAD, OUTLOOK = "進んでいること", "遅れていること", "年度末の見込み"
ENDING, REMEDIES, WHEN, WHAT = (
    "終わる予定の工程（括弧内は取組の番号）",
    "遅れへの対応策（時期は期限）",
    "時期",
    "内容",
)
SUBMITTED, MISSING, UNREPORTED, EXCLUDED = (
    "提出",
    "未提出の所属",
    "未報告の測定項目",
    "評価対象外",
)
NONE = "なし"
DATA_POINT, DATA_POINT_PUBLIC = "提出と未報告", "評価のない項目"
IMPROVED = "前回から評価が上がった項目"
OF_JUDGED, REACHED = "達成／評価", "年度目標を達成した項目"
HANDED_OVER = "次年度への引継ぎ"
OPEN_BARS = "年度内に終わらなかった工程（括弧内は取組の番号）"
DELAY_TABLE = "遅れている工程の理由、対応策及び期限"
KPI_TABLE, LATE_TABLE = "測定項目ごとの目標、計画、実績及び評価", "遅れている測定項目の理由、対応策及び期限"
ACHIEVED_TABLE, NEXT_TABLE = "測定項目の目標と実績", "次の時点までの予定"
SHARES_TITLE = "評価可能な測定項目の内訳（%、棒の中は項目数）"
NO_VALUES = "実績の値がまだない。"
NO_MEASURES = "指標を置いていないため、KPIの評価はない。"
SERIES_PLANNED, SERIES_ACTUAL, SERIES_FORECAST = "計画", "実績", "年度末見込"


def subject(title: str) -> Phrases:
    """「デジタル・ICT戦略の進捗について」."""
    return (f"{title}の", "進捗について")


def committee(name: str) -> str:
    return f"{name}資料"


def as_of(day: date, stage: str, number: int) -> str:
    """「基準日　令和7年9月30日（速報　第1版）」."""
    text = f"基準日　{formats.era_date(day)}"
    return f"{text}（{stage}　第{number}版）" if stage else text


def footer(year: FiscalYear, title: str, day: date, *, sample: bool, draft: bool) -> str:
    parts = [SAMPLE] if sample else []
    parts += [DRAFT] if draft else []
    return WIDE.join(
        (*parts, f"{formats.fiscal_year(year)}{''.join(subject(title))}", f"基準日 {formats.western_date(day)}")
    )


def cover_note(*, sample: bool, draft: bool) -> str:
    parts = [f"{SAMPLE}　数値、日付、委員会名及び所属名は、すべて見本です。"] if sample else []
    return WIDE.join((*parts, *([DRAFT] if draft else [])))


def joined(*sentences: str) -> str:
    """Sentences on one line; empty ones are left out."""
    return WIDE.join(s for s in sentences if s)


def quarter_label(quarter: int) -> str:
    return f"第{quarter}四半期　{formats.quarter_months(quarter)}"


def scale_alt(quarter: int) -> str:
    return f"4つの四半期のうち、第{quarter}四半期まで"


def denominator(counts: Counts) -> str:
    return f"{counts.judged}項目"


def shares_note(counts: Counts, now: str, previous: Counts | None, before: str, scope: str = "") -> str:
    """Which measures the shares leave out, at each checkpoint."""

    def part(standing: Standing, word: str) -> str:
        pairs = [(now, counts.standing(standing))] + ([(before, previous.standing(standing))] if previous else [])
        said = [f"{name}{number}" if previous else str(number) for name, number in pairs if number]
        return f"{word}（{'、'.join(said)}）" if said else ""

    parts = [p for p in (part(Standing.EXCLUDED, "評価対象外"), part(Standing.UNREPORTED, "未報告")) if p]
    if not parts:
        return f"{all_of(scope)}{counts.total}測定項目を評価した。"
    return f"{all_of(scope)}{counts.total}測定項目のうち、{'及び'.join(parts)}を除く。"


def some_items(names: Sequence[str], total: int) -> str:
    """「A、B ほか3項目」."""
    return listed(names) + (f" ほか{total - len(names)}項目" if total > len(names) else "")


def of_judged(count: int, judged: int) -> str:
    return f"{count}／{judged}項目"


def worst_shown(of: int, shown: int) -> str:
    """Says that a slide shows only the worst of what is late; empty where it shows all of it."""
    return f"遅れの大きい{shown}件を示す。ほかの{of - shown}件は、参考に示す。" if of > shown else ""


def improved_shown(of: int, shown: int) -> str:
    return f"評価が上がった{of}項目のうち、{shown}項目を示す。" if of > shown else ""


def beside_shown(noun: str, of: int, shown: int) -> str:
    """Says that what is a little behind stands on the slide of what is late; empty where it does not."""
    return f"{noun}の{of}項目のうち、進捗率の低い{shown}項目を併せて示す。" if shown else ""


def bars_shown(of: int, drawn: int, explained: int) -> str:
    """How many of the late bars a slide shows, and for how many the reasons; empty where it shows all of both."""
    if of <= explained:
        return ""
    first = f"遅れの大きい{drawn}件を図に示し、" if of > drawn else ""
    return f"{first}理由と対応策は{explained}件を示す。ほかは参考に示す。"


def remedies_shown(of: int, shown: int) -> str:
    return f"ほかの{of - shown}件の対応策は、参考に示す。" if of > shown else ""


def trend_title(name: str, unit: str, *, cumulative: bool) -> str:
    return f"{name}（{unit}、{'累計' if cumulative else '各四半期末'}）"


def target_label(value: str) -> str:
    return f"年度目標 {value}"


def planned_name(*, ends_at_target: bool) -> str:
    return "計画（年度目標）" if ends_at_target else SERIES_PLANNED


def months(first: str, last: str) -> str:
    return first if first == last else f"{first}～{last}"


def bar_label(initiative: str, name: str) -> str:
    return f"{initiative}　{name}"


def gantt_alt(count: int, as_of_: str) -> str:
    return f"遅れている工程{count}件の計画と実績。基準日は{as_of_}。"


def as_of_label(text: str) -> str:
    return f"基準日 {text}"


def gantt_note(*, overrun: bool, milestones: bool, assumed: bool) -> str:
    parts = ["白枠＝計画", "塗り＝実績"]
    parts += ["破線＝完了見込み"] if overrun else []
    parts += ["◆＝到達した節目、◇＝そのほかの節目"] if milestones else []
    return "、".join(parts) + "。" + ("※工程の時期には想定を含む" if assumed else "")


def in_month(month: str) -> str:
    """When something ends: 「10月中」."""
    return f"{month}中"


def bars_listed(pairs: Sequence[tuple[str, str]], most: int) -> str:
    """「複合機の更改（6）、運用テスト（7）」: bars with the number of their initiative, of many the first ones."""
    return some_of([f"{name}（{number}）" for name, number in pairs[:most]], len(pairs))


def remedy(name: str, text: str, initiative: str) -> str:
    """「印刷枚数 年間削減率（6）：更改を11月に終える。」."""
    return f"{name}（{initiative}）：{text.strip()}"


def grid_title(term: str) -> Phrases:
    return (f"{term}ごとのKPIの評価", "（最も低い測定項目による）")


def schedule_below(number: str, text: str) -> str:
    """An initiative's number and its class on the schedule axis where they stand below its name."""
    return f"{number} {text}".rstrip()


def some_of(names: Sequence[str], total: int) -> str:
    """「設計、工事 ほか3件」."""
    return listed(names) + (f" ほか{total - len(names)}件" if total > len(names) else "")


def initiatives_title(term: str) -> str:
    return f"{term}の評価"


def departments(count: int, total: int) -> str:
    return f"提出票の提出が必要な{total}所属のうち{count}所属が提出した。"


def listed(names: Sequence[str]) -> str:
    return "、".join(names) if names else NONE


def measures_listed(pairs: Sequence[tuple[str, str]], most: int) -> str:
    """「2-1 周知回数、3-2 …」, of many the first ones."""
    return some_items([f"{i} {name}" for i, name in pairs[:most]], len(pairs))


def excluded(groups: Sequence[tuple[str, Sequence[str]]]) -> str:
    """By reason: 「調査等が未実施（2-4、3-1a）」."""
    return "、".join(f"{reason}（{'、'.join(ids)}）" for reason, ids in groups) if groups else NONE


def own_ratings(items: Sequence[tuple[str, str, str]]) -> str:
    """「1-1 ○4おおむね計画どおり（計算による評価 △3やや下回る）」."""
    if not items:
        return "計算による評価との違いはない。"
    return "、".join(f"{i} {own}（計算による評価 {computed}）" for i, own, computed in items)


def reference_note(checkpoint: Checkpoint, ladder: Ladder) -> str:
    """The scale in use, as every document prints it."""
    first = "実績は年度末の確定値" if checkpoint.is_final else f"計画は{formats.checkpoint_name(checkpoint)}末の計画値"
    return f"{first}。{rules_run_in(ladder)}"


# --- sentences ------------------------------------------------------------------------------------------------------


def say(*sentences: str) -> str:
    """Paragraphs of a spoken note, one a line; empty ones are left out."""
    return "\n".join(s for s in sentences if s)


def furthest_ahead(of: int, shown: int) -> str:
    """Says that a table shows only the first of what stands well; empty where it shows them all."""
    return f"{of}項目のうち、計画に対する進捗率の高い{shown}項目を示す。" if of > shown else ""


def sentence(title: Phrases) -> str:
    """A title as a sentence."""
    return "".join(title) + "。"

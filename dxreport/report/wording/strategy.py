"""Turns the parts of a strategy into the phrases that the two strategy papers print around its own text."""

from __future__ import annotations

import re
from collections.abc import Sequence
from datetime import date
from decimal import Decimal

from dxreport.model.period import Checkpoint, FiscalYear
from dxreport.model.policy import Terms
from dxreport.report.wording import formats
from dxreport.report.wording.marks import SAMPLE

FOREWORD = "はじめに"
SAMPLE_NOTE = f"{SAMPLE}　工程の想定、日付及び所属名は、見本です。"
PERIOD, EDITION, AUTHOR = "計画期間", "版", "作成"
KEYWORDS = ("KPI",)
ADOPTED = "策定版"
ASSUMED = "※想定"
WIDE_SPACE = "　"
MILESTONE_KEY, MILESTONE_KEY_SHORT = "●＝節目（完了又は決定の時期）", "●＝節目"
OUTLINE = "概要"
PAGE = "ページ"
AS_OF = "基準日"
AGAIN = "再掲"
DEPARTMENTS = "主管及び関係"


def paper_title(year: FiscalYear, title: str, *, draft: bool) -> str:
    """「令和7年度（2025年度）デジタル・ICT戦略」, a draft with 「（案）」 behind it."""
    return formats.fiscal_year(year, western=True) + title + ("（案）" if draft else "")


def chapter(number: int, title: str) -> str:
    """「第2　…」, where a chapter is spoken of; the chapter itself is numbered by its paper's list."""
    return f"第{number}{WIDE_SPACE}{title}"


def section(number: int, title: str) -> str:
    """「1　…」: the same of a section."""
    return f"{number}{WIDE_SPACE}{title}"


def phrases(title: str) -> tuple[str, ...]:
    """A title that marks no phrases may break after its spaces and before its brackets."""
    return tuple(re.findall(r"[^ （]+ ?|（[^ （]* ?", title))


def goes_on(text: str) -> bool:
    """Whether a sentence that this text ends in goes on behind it."""
    return bool(text) and not text.endswith(("。", "！", "？", "）"))


def statement_label(heading: str) -> str:
    """「Mission」 over 「（目的・使命）」."""
    return "\n".join(phrases(heading))


def statements_title(headings: Sequence[str]) -> tuple[str, ...]:
    """「Mission、Vision、Value」: the statements' headings without what stands in brackets behind them."""
    names = [heading.partition("（")[0].strip() or heading for heading in headings]
    return (*(f"{name}、" for name in names[:-1]), names[-1])


def table_title(number: int, caption: str) -> str:
    """「表1　…」; a paper that numbers its tables prints it above."""
    return f"表{number}{WIDE_SPACE}{caption}"


def figure_title(number: int, caption: str) -> str:
    """「図1　…」, printed below."""
    return f"図{number}{WIDE_SPACE}{caption}"


def pieces(text: str) -> tuple[str, ...]:
    """A text that marks with ``|`` where its lines may break."""
    return tuple(text.split("|"))


def heading_pieces(heading: str) -> tuple[str, ...]:
    """「Mission」 and 「（目的・使命）」."""
    return phrases(heading)


def run_on(names: Sequence[Sequence[str]]) -> tuple[str, ...]:
    """Names one after the other, each a phrase."""
    return (*(f"{''.join(name)}、" for name in names[:-1]), "".join(names[-1]))


def diagram_alt(name: str, levels: Sequence[tuple[str, Sequence[str], str]]) -> str:
    """Every level from above with its boxes, and what leads from it to the level above."""
    said = []
    for label, boxes, relation in levels:
        listed_ = "、".join(box.rstrip("、。") for box in boxes)
        said.append(f"{label}（上の段へ：{relation}）：{listed_}。" if relation else f"{label}：{listed_}。")
    return f"{name}の図。上の段から順に、{''.join(said)}"


def state_of(checkpoint: Checkpoint) -> str:
    """「第2四半期　進捗入り」: what an edition with the state of a quarter is called."""
    return f"{formats.checkpoint_name(checkpoint)}{WIDE_SPACE}進捗入り"


def with_state(title: str, checkpoint: Checkpoint) -> str:
    """「令和7年度（2025年度）デジタル・ICT戦略（第2四半期　進捗入り）」."""
    return f"{title}（{state_of(checkpoint)}）"


def organisation_code(code: str) -> str:
    return f"団体コード{WIDE_SPACE}{code}"


def picture_note(statements: Sequence[str], theme: str) -> str:
    """What a figure made from the statements' captions and the themes' names is."""
    return f"{'、'.join(statements)}の題と、{theme}の名称を図にした。"


def planned_period(first: FiscalYear, last: FiscalYear) -> str:
    """「令和7年4月1日から令和8年3月31日まで」: the plan's years."""
    return f"{formats.era_date(first.first_day)}から{formats.era_date(last.last_day)}まで"


def edition(checkpoint: Checkpoint, issued: date | None) -> str:
    """Which publication of the year this copy belongs to: 「第2四半期版（令和7年10月24日）」."""
    name = f"{formats.checkpoint_name(checkpoint)}版"
    return f"{name}（{formats.era_date(issued)}）" if issued else name


def scale_label(quarter: int) -> str:
    """「第1四半期　4～6月」."""
    return f"第{quarter}四半期{WIDE_SPACE}{formats.quarter_months(quarter)}"


def scale_alt(checkpoint: Checkpoint) -> str:
    return f"四半期の目盛。現在は{formats.checkpoint_period(checkpoint)}。"


def aspiration(term: str, mark: str, text: str) -> str:
    """「めざす姿①：…」."""
    return f"{term}{mark}：{text}"


def aspiration_marks(term: str, marks: Sequence[str]) -> str:
    """「めざす姿②⑧」."""
    return term + "".join(marks)


def aspirations_title(heading: str, count: int) -> str:
    """「DXビジョンにおける9つの「めざす姿」」 out of the strategy's own heading."""
    before, bracket, rest = heading.partition("「")
    return f"{before}{count}つの{bracket}{rest}" if bracket else heading


def initiative_number(term: str, number: str) -> str:
    """「重点取組1　」."""
    return f"{term}{number}{WIDE_SPACE}"


def theme_kicker(term: str, mark: str, name: str) -> str:
    """「戦略テーマ①　…」."""
    return f"{term}{mark}{WIDE_SPACE}{name}"


def branch(label: str, name: str) -> str:
    """「柱1-2　…」: a level between theme and initiative."""
    return f"{label}{WIDE_SPACE}{name}"


def listed(names: Sequence[str]) -> str:
    """The department in charge first."""
    return "、".join(names)


def whole_title(plan: str, indicators: str) -> str:
    """「計画全体の指標」."""
    return f"{plan}の{indicators}"


def scale_title() -> str:
    """What stands behind the plan's own text: the scale by which its progress is judged."""
    return "参考　進捗の評価の区分"


def schedule_title(tasks: str, schedule: str) -> str:
    """「具体的な個別施策（主なタスク）と令和7年度のスケジュール」."""
    return f"{tasks}と{schedule}"


def shading_key(*, assumed: bool, milestones: bool) -> str:
    """The key under a schedule whose bars are shaded cells."""
    return _key("塗り＝実施時期", assumed=assumed, milestones=milestones)


def arrow_key(*, assumed: bool, milestones: bool) -> str:
    """The key under a schedule whose bars are arrows."""
    return _key("矢印＝実施時期", assumed=assumed, milestones=milestones)


def _key(bars: str, *, assumed: bool, milestones: bool) -> str:
    milestone = MILESTONE_KEY_SHORT if assumed else MILESTONE_KEY
    first = f"{bars}、{milestone}" if milestones else bars
    return f"{first}。「{ASSUMED}」は、元の計画図から時期を読み取れないため、想定したもの" if assumed else first


def bar_text(label: str, *, assumed: bool) -> str:
    """What stands in a bar: its label, and 「※想定」 where its months are an assumption."""
    return " ".join(part for part in (label, ASSUMED if assumed else "") if part)


def bar_alt(label: str, start: Decimal, end: Decimal, *, assumed: bool) -> str:
    """「作業手順の検討 4月～6月（想定）」."""
    first, last = formats.axis_month(start), formats.axis_month(end, end=True)
    span = first if first == last else f"{first}～{last}"
    named = f"{label} {span}" if label else span
    return f"{named}（想定）" if assumed else named


def milestone_alt(label: str, month: int, *, assumed: bool) -> str:
    """「節目 方針決定 1月」."""
    said = " ".join(part for part in ("節目", label, f"{month}月") if part)
    return f"{said}（想定）" if assumed else said


def task_alt(name: str, parts: Sequence[str]) -> str:
    """One task's plan as a sentence."""
    return f"{name}：{'、'.join(parts)}。"


def schedule_alt(term: str, number: str, name: str) -> str:
    return f"{term}{number}「{name}」の年間スケジュール"


def matrix_caption(terms: Terms, themes: int, initiatives: int) -> str:
    return f"{themes}つの{terms.theme}と{initiatives}の{terms.initiative}の一覧"


def matrix_slide_title(terms: Terms, themes: int, initiatives: int) -> tuple[str, str]:
    return (f"{themes}つの{terms.theme}と", f"{initiatives}の{terms.initiative}")


def outlines_caption(theme: str, initiative: str) -> str:
    return f"{theme}の{initiative}と概要"

"""Turns a checkpoint and a department into the words that stand on a form: heads, notes, the guide, prompts."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from dxreport.layout.submission import COVER_SHEET, FOLLOW_UP_SHEET, KPI_SHEET, SAMPLE_MARK, SCHEDULE_SHEET
from dxreport.model.period import Checkpoint, FiscalYear, era_of
from dxreport.model.schedule import Milestone, MilestonePoint, ScheduleBar
from dxreport.model.strategy import Strategy
from dxreport.model.submission import ReadingState

FORM_FONT = "BIZ UDPゴシック"
FIGURE_FONT = "BIZ UDゴシック"
"""Font names as Windows has them; LibreOffice knows them too. In the second all figures are of one width."""

SPACE = "　"
UNIT_OPENS = "（"
PAGE_NUMBER = "&P／&N"
"""Excel's codes for the page and the number of pages."""

PROMPT_TITLE_LENGTH = 32
PROMPT_LENGTH = 250
"""Excel refuses longer prompts (32 and 255 characters)."""

COVER_NOTE = "提出回数、提出日及び担当者を記入してください。色の付いた欄だけに記入できます。"
KPI_NOTE = (
    "色の付いた欄だけに記入してください。数値は数字だけを書き、値がないときは「実績の状況」で理由を選びます。"
    "計画値を下回った項目には、理由、対応策及び期限を必ず記入してください。灰色の欄は記入不要です。"
)
SCHEDULE_NOTE = (
    "色の付いた欄だけに記入してください。完了した工程には完了日を、計画から変わる工程には完了見込日を書きます。"
    "遅れている工程には、理由、対応策及び期限を必ず記入してください。"
)
LIST_NOTE = (
    "年度の初めからの全件を載せてください。\n追加は空いている行へ、訂正は元の行へ記入します。番号は変えないでください。"
)
FOLLOW_UP_NOTE = "前回の提出で理由と対応策をいただいた項目です。その後どうなったかを選び、経過を記入してください。"

DUE_LABEL = "提出期限"
AS_OF_LABEL = "基準日"
FILE_LABEL = "ファイル名"
SHEETS_HEADING = "記入するシート"
TOTAL = "合計"
SHEET_COLUMNS = ("シート", "記入すること", "項目数", "未記入")

NUMBER_ERROR = "数字だけを記入してください（単位や「約」は付けません）。"
WHOLE_ERROR = "0以上の整数を記入してください（単位は付けません）。"
PERCENT_ERROR = "0から100までの数字を記入してください。"
DATE_ERROR = "日付を「2025/10/31」の形で記入してください。"
CHOICE_ERROR = "一覧から選んでください。"
CHOICE_HINT = "一覧から選んでください。"
DATE_HINT = "例：2025/10/31"
NUMBER_HINT = "数字だけを記入してください（単位は付けません）。"
TEXT_HINT = "記入してください。"

FROM_LIST = "一覧から計算"
NOT_KNOWN = "－"
"""Where the form cannot tell the class: a value that only the reader can read, an earlier one that is missing."""
DONE, NOTHING_TO_DO = "済", "－"
"""What 確認 says of a row in which nothing is missing, and of one that asks for nothing."""
BLANK_BEHIND = "が未記入"
BETWEEN = "・"
STATE_BLANK = "状況が未記入"
VALUE_BLANK = "実績値が未記入"
FINISH_BLANK = "完了日が未記入"
VALUE_NO_NUMBER = "実績値が数字でない"
VALUE_UNLIKELY = "実績値の大きさを確認"
VALUE_AMOUNTS_DIFFER = "実績値と基準量・今回量が合わない"
VALUE_BESIDE_STATE = "状況と実績値が合わない"
DAYS_DIFFER = "状況と日付が合わない"
REASON, REMEDY, DUE = "理由", "対応策", "期限"
OUTCOME, COURSE = "その後", "経過"
NEEDLES = {
    "state": "状況",
    "value": "実績値",
    "base": "基準量",
    "current": "今回量",
    "started": "日付",
    "finished": "日",
    "expected": "日付",
    "reason": REASON,
    "remedy": REMEDY,
    "due": DUE,
    "outcome": OUTCOME,
    "progress": COURSE,
}
"""By column: the word in 確認 that speaks of its cell."""

MISSING_COUNT = ("未記入が", "件あります。「確認」の欄を見てください。")
ALL_FILLED = "全て記入済みです。"

_QUARTERS = {1: "第1四半期（4～6月）", 2: "第2四半期（7～9月）", 3: "第3四半期（10～12月）", 4: "第4四半期（1～3月）"}
_POINTS = {MilestonePoint.START: "初め", MilestonePoint.MIDDLE: "中旬", MilestonePoint.END: "末"}

_STATE_USE = {
    ReadingState.REPORTED: "値があるとき。0件も「実績あり」とし、実績値に0を記入します。",
    ReadingState.NOT_HELD: "アンケートや事業をまだ行っていないとき。",
    ReadingState.NONE_OCCURRED: "対象となる出来事がなかったとき（例：障害が1件も起きなかった）。",
    ReadingState.COUNTING: "行ったが、数がまだまとまらないとき。まとまったら再提出してください。",
    ReadingState.EXCLUDED: "この時点では報告しない項目です（あらかじめ印字してあります）。",
}


@dataclass(frozen=True, slots=True)
class GuideSection:
    """A numbered part of the guide: lines, or rows of (label, text)."""

    heading: str
    lines: tuple[str, ...] = ()
    rows: tuple[tuple[str, str], ...] = ()


def year_text(year: FiscalYear) -> str:
    """「令和7年度（2025年度）」."""
    era, number = year.era_number
    return f"{era}{'元' if number == 1 else number}年度（{year.start}年度）"


def checkpoint_text(checkpoint: Checkpoint) -> str:
    """「第2四半期（7～9月）」; the last run is called 年度確定."""
    return "年度確定（4～3月）" if checkpoint.is_final else _QUARTERS[checkpoint.quarter]


def date_text(day: date) -> str:
    """「令和7年10月10日」."""
    _, era, number = era_of(day)
    return f"{era}{'元' if number == 1 else number}年{day.month}月{day.day}日"


def head(year: FiscalYear, checkpoint: Checkpoint, department: str, sample: bool) -> tuple[str, str]:
    """What says on every sheet which form this is, in two parts that may stand on one line or on two."""
    whose = f"{department}　{SAMPLE_MARK}" if sample else department
    return f"{year_text(year)}　{checkpoint_text(checkpoint)}", whose


def as_of_text(year: FiscalYear, checkpoint: Checkpoint) -> str:
    """What the values refer to. The fourth quarter's form is filled in before the year has closed."""
    day = date_text(checkpoint.last_day(year))
    if checkpoint is Checkpoint.Q4:
        return f"実績は提出日現在、年度末見込は{day}の見込み"
    return day


def planned_months(bar: ScheduleBar) -> str:
    """「4～9月」「12月」, with its milestones: 「稼働開始 8月末」; a row without months gives its milestones only."""
    marks = "、".join(milestone_text(m) for m in bar.milestones)
    if bar.first is None or bar.last is None:
        return marks
    months = f"{bar.first}月" if bar.first == bar.last else f"{bar.first}～{bar.last}月"
    return f"{months}\n{marks}" if marks else months


def milestone_text(milestone: Milestone) -> str:
    return f"{milestone.label}（{milestone.month}月{_POINTS[milestone.point]}）"


def hint_line(label: str, hint: str) -> str:
    return f"※{label}：{hint}"


def guide(strategy: Strategy, checkpoint: Checkpoint, *, lists: bool, follow_ups: bool) -> tuple[GuideSection, ...]:
    """記入要領: five short parts in the order in which a clerk needs them."""
    section = strategy.publication.section
    sections = [
        GuideSection(
            "記入と提出の流れ",
            (
                f"「{COVER_SHEET}」に提出日と担当者（係名と内線番号）を記入します。",
                "各シートの色の付いた欄に記入します。白い欄と灰色の欄には記入できません。",
                "全ての行の「確認」が「済」か「－」になり、提出票に「全て記入済みです。」と出れば、記入は終わりです。",
                f"ファイル名を変えずに、提出期限までに{section}へ提出します。",
                "提出した後に訂正するときは、提出回数を1つ増やし、全てのシートを記入したものを改めて提出します。",
            ),
        ),
        GuideSection("実績の状況の選び方", rows=tuple((s.value, text) for s, text in _STATE_USE.items())),
        GuideSection(
            "数値の書き方",
            (
                "数字だけを記入します。単位、「約」、「以上」などは付けず、説明はコメント欄に書きます。",
                "割合は百分率で記入します（36.5％は「36.5」）。1％以下のときは「0.8％」のように％を付けます。",
                "「記入する値」が「この四半期の分」などの項目は、年度の累計ではなく、その期間の分だけを記入します。",
                "値がない、まだ集計中である、といった言葉は、数値の欄ではなく「実績の状況」で選びます。",
                *(_FOURTH if checkpoint is Checkpoint.Q4 else ()),
            ),
        ),
        GuideSection(
            "計画を下回ったとき、工程が遅れたとき",
            (
                "「評価の目安」は、記入した値から自動で出ます。集計の結果が正式な評価です。",
                "理由、対応策及び期限の3つを、それぞれ1文で記入します。報告書にそのまま載ります。",
                "委員会や公開の資料に載せない行は「公表可否」で「庁内限り」を、コメントなども載せてよい行は「公開」を選びます。",
                *(
                    (f"「{FOLLOW_UP_SHEET.name}」に、前回記入いただいた対応策のその後を記入します。",)
                    if follow_ups
                    else ()
                ),
            ),
        ),
        GuideSection(
            "お願い",
            (
                "シート、見出し及び行を消したり、名前や並び順を変えたりしないでください。",
                "ほかの表から写すときは、「値の貼り付け」を使ってください。",
                *((f"一覧は、年度の初めからの全件を載せてください。{_LIST_USE}",) if lists else ()),
                "個人名（一覧で求める氏名を除きます）や、秘密に当たる情報は記入しないでください。",
            ),
        ),
    ]
    return tuple(sections)


_FOURTH = ("実績値には提出日までの実績を、年度末見込には3月31日の見込みを、それぞれ記入します。",)
_LIST_USE = "一覧から計算する項目は、「KPI実績」の実績値への記入は不要です。"


def sheet_use(name: str) -> str:
    """What a clerk does on the sheet ``name``; every other sheet is a list."""
    return {
        COVER_SHEET: "提出回数、提出日、担当者",
        KPI_SHEET.name: "実績の状況、実績値、年度末見込、理由など",
        SCHEDULE_SHEET.name: "状況、進捗、日付、理由など",
        FOLLOW_UP_SHEET.name: "その後の状況と経過",
    }.get(name, "年度の初めからの全件")

"""Phrases of the drafts that ask a department for its submission, in the tone that the deadline asks for."""

from __future__ import annotations

from datetime import date

from dxreport.evaluate.collection import Collection, DepartmentStand, Stand
from dxreport.layout.submission import SAMPLE_MARK
from dxreport.model.deadlines import Deadline
from dxreport.model.finding import Finding
from dxreport.report.wording.formats import checkpoint_name, checkpoint_period, day_and_weekday, fiscal_year, joined

SAMPLE_LINE = f"【{SAMPLE_MARK}】このメールは、架空のデータによる見本です。"
TO_UNKNOWN = "宛先：{department}（担当者様）"
TO = "{department}　担当者様"
COPY = "写し：{bureau}　庶務担当"
GREETING = "お世話になっております。{bureau}{section}です。"
THANKS = "お忙しいところ恐れ入りますが、よろしくお願いします。"
CROSSED = "行き違いで既に提出いただいているときは、御容赦ください。"
SIGNATURE = ("――――――――――", "{municipality}　{bureau}{section}")
MOST_POINTS = 20

WANTED, UNTIL, WHERE, POINTS, HOW = (
    "提出していただくもの",
    "提出期限",
    "提出先",
    "直していただきたい箇所",
    "再提出の方法",
)
_NOTHING = (Stand.MISSING, Stand.UNREADABLE)
_TONES = ("依頼", "再度のお願い", "至急のお願い")


def subject(found: Collection, item: DepartmentStand) -> str:
    """「令和7年度第3四半期の提出票の提出について（再度のお願い）」."""
    strategy, checkpoint = found.assessment.strategy, found.assessment.checkpoint
    sample = f"【{SAMPLE_MARK}】" if found.assessment.sample else ""
    matter = "提出" if item.stand is Stand.MISSING else "再提出"
    when = f"{fiscal_year(strategy.year)}{checkpoint_name(checkpoint)}"
    return f"{sample}{when}の提出票の{matter}について（{_TONES[tone(found)]}）"


def tone(found: Collection) -> int:
    """0 before the department's deadline, 1 after it, 2 after the next step's."""
    return min(len(found.passed), len(_TONES) - 1)


def opening(found: Collection, item: DepartmentStand) -> tuple[str, ...]:
    """What is wrong, in the department's own terms."""
    strategy, checkpoint = found.assessment.strategy, found.assessment.checkpoint
    what = f"{fiscal_year(strategy.year, western=True)}{strategy.title}の{checkpoint_period(checkpoint)}の提出票"
    now, back = day_and_weekday(found.today), item.returned
    names = "、".join(f.rpartition("/")[2] for f in back.files)
    match item.stand:
        case Stand.MISSING:
            return (f"{what}について、{now}現在、提出を確認できておりません。",)
        case Stand.UNREADABLE:
            return (f"{what}として提出していただいたファイル（{names}）を、読み取ることができませんでした。",)
        case Stand.RETURNED:
            slip = item.slip.rpartition("/")[2]
            return (
                f"{what}（{names}）について、差戻票（{slip}）により訂正をお願いしましたが、",
                f"{now}現在、再提出を確認できておりません。直していただきたい箇所は{back.errors}件です。",
            )
        case _:
            return (f"{what}（{names}）に、直していただきたい箇所が{back.errors}件あります。",)


def urging(found: Collection, item: DepartmentStand) -> tuple[str, ...]:
    """What is asked, the more plainly the more steps are over."""
    if not found.passed:
        return ("次のとおり提出をお願いします。",)
    over, ahead = found.passed, [d for d in found.deadlines if d not in found.passed]
    rest = "、".join(f"{d.step.name}が{day_and_weekday(d.day)}" for d in ahead)
    following = (f"なお、この後の期限は、{rest}です。",) if rest else ()
    if tone(found) == 1:
        return (
            f"提出期限の{day_and_weekday(over[0].day)}を過ぎています。速やかに提出をお願いします。",
            "すぐに提出することが難しいときは、提出できる日をお知らせください。",
            *following,
        )
    steps = joined([d.step.name for d in over])
    return (
        f"{steps}の期限を過ぎています。至急、提出していただくか、提出できる日をお知らせください。",
        *(("提出のない項目は、「未報告」として報告書に載ります。",) if item.stand in _NOTHING else ()),
        *following,
    )


def asked(measures: int, bars: int, lists: int) -> str:
    """「測定項目3項目、工程5件、一覧1件」."""
    parts = ((measures, "測定項目{}項目"), (bars, "工程{}件"), (lists, "一覧{}件"))
    return "、".join(text.format(n) for n, text in parts if n)


def deadline_text(deadline: Deadline, today: date) -> str:
    over = "（期限を過ぎています。）" if deadline.day < today else ""
    return f"{day_and_weekday(deadline.day)}{over}"


def point(number: int, item: Finding) -> tuple[str, ...]:
    """「(1) シート「KPI実績」のセルJ7」, what is wrong and what to do."""
    place = f"シート「{item.sheet}」" + (f"のセル{item.cell}" if item.cell else "") if item.sheet else "ファイル全体"
    return (f"　({number}) {place}", f"　　　{item.what}{item.why}", f"　　　→ {item.remedy}")


def more_points(count: int) -> str:
    return f"　ほかに{count}件あります。差戻票を御覧ください。"


def how(number: int, name: str) -> tuple[str, ...]:
    return (
        f"　「提出票」シートの提出回数を{number}に増やし、全てのシートを記入したものを、",
        f"　ファイル名「{name}」で提出してください。",
    )


HOW_UNREADABLE = ("　配布した様式に記入したものを、「Excelブック（*.xlsx）」で保存して提出してください。",)

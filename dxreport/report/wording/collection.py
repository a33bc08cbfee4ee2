"""Phrases of collecting submissions: where each department stands, how far from its deadline, which steps are over."""

from __future__ import annotations

from collections import Counter

from dxreport.evaluate.collection import Collection, DepartmentStand, Stand
from dxreport.report.wording.formats import DASH, checkpoint_period, fiscal_year, short_date, weekday
from dxreport.report.wording.marks import paper_mark

STANDS = {
    Stand.MISSING: "未提出",
    Stand.UNREADABLE: "読取不可",
    Stand.TO_RETURN: "要差戻し",
    Stand.RETURNED: "差戻中",
    Stand.RESUBMITTED: "再提出",
    Stand.SUBMITTED: "提出",
}
HEADINGS = ("所属", "部", "状況", "回数", "提出日", "期限", "期限との差", "誤り", "注意", "ファイル")
REMINDERS_WRITTEN = "依頼の下書きを{count}件作りました（送信はしていません）：{folder}"
NO_REMINDERS = "依頼する所属はありません。以前の下書きは片付けました：{folder}"
_SUFFIX = ".xlsx"


def headline(found: Collection) -> list[str]:
    """The summary first, then what it is about and which deadlines are over."""
    strategy, checkpoint = found.assessment.strategy, found.assessment.checkpoint
    about = f"{strategy.municipality}　{fiscal_year(strategy.year)}{strategy.title}　{checkpoint_period(checkpoint)}"
    lines = [summary(found), f"{about}　{found.today.isoformat()}現在"]
    if found.deadlines:
        steps = "、".join(f"{d.step.name} {short_date(d.day)}（{weekday(d.day)}）" for d in found.deadlines)
        over = "及び".join(d.step.name for d in found.passed)
        lines.append(f"期限：{steps}" + (f"　※{over}の期限を過ぎました。" if over else ""))
    if mark := paper_mark(found.assessment):
        lines.append(mark)
    return lines


def summary(found: Collection) -> str:
    """「18所属のうち提出15、未提出2、差戻中1」; who has submitted again has submitted."""
    counts = Counter(d.stand for d in found.departments)
    done = counts[Stand.SUBMITTED] + counts[Stand.RESUBMITTED]
    again = f"（うち再提出{counts[Stand.RESUBMITTED]}）" if counts[Stand.RESUBMITTED] else ""
    rest = [f"{word}{counts[stand]}" for stand, word in STANDS.items() if stand.waiting and counts[stand]]
    return f"{len(found.departments)}所属のうち" + "、".join([f"提出{done}{again}", *rest])


def difference(item: DepartmentStand) -> str:
    """「2日超過」「あと3日」; for who has submitted, only that it was late."""
    late = item.days_late
    if late is None:
        return DASH
    if not item.stand.waiting:
        return "期限後に提出" if late > 0 else "期限内"
    if late == 0:
        return "本日"
    return f"{late}日超過" if late > 0 else f"あと{-late}日"


def row(item: DepartmentStand) -> tuple[str, ...]:
    """One department in the order of ``HEADINGS``; a file's name without the ending that all have."""
    used, back = item.state.used, item.returned
    came = used is not None or bool(back.files)
    names = [f.rpartition("/")[2] for f in ((used.file,) if used else back.files or item.state.unreadable)]
    return (
        item.state.department.name,
        item.state.department.bureau,
        STANDS[item.stand],
        str(used.number) if used else DASH,
        short_date(used.submitted_on) if used and used.submitted_on else DASH,
        short_date(item.deadline.day) if item.deadline else DASH,
        difference(item),
        str(back.errors) if came else DASH,
        str(back.warnings) if came else DASH,
        "\n".join(n.removesuffix(_SUFFIX) for n in names) or DASH,
    )

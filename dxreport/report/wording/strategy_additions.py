"""Turns what the editions with additions put into the strategy document into its phrases: 進捗, 表記ゆれ・誤記の一覧."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from dxreport.evaluate.assessment import Counts
from dxreport.model.period import Checkpoint
from dxreport.model.scale import ScheduleStatus, Standing, StatusClass
from dxreport.report.wording import formats
from dxreport.report.wording.marks import SAMPLE
from dxreport.report.wording.progress import KPI, SCHEDULE, text_targets
from dxreport.report.wording.scale import Voice

LABEL = "参考　進捗"
REMARK = "付記"
ANNEX = "付録　表記ゆれ・誤記の一覧"
SAMPLE_NOTE = f"{SAMPLE}　進捗、工程の想定、日付及び所属名は、見本です。"
NO_FAULTS = "表記ゆれ・誤記として示すものはない。"
FAULTS_LEAD = (
    "元の資料の表記のうち、分かれるもの、誤りと思われるもの及び文字が残っていないものについて、この文書での扱いを示す。"
)
NUMBER, PLACE, PRINTED, READING, REASON = "番号", "箇所", "元の資料の表記", "この文書での扱い", "理由"
AS_PRINTED = "元の資料のとおり"
_KEPT = "それぞれ印字のまま"
"""How the list says that both forms of a place stay as they are."""


def as_of(checkpoint: Checkpoint, day: date) -> str:
    """「第2四半期（令和7年9月30日現在）」."""
    return f"{formats.checkpoint_name(checkpoint)}（{formats.era_date(day)}現在）"


def classes(kpi: StatusClass | None, schedule: StatusClass | None, texts: int) -> str:
    """「KPI ×D遅れ、工程 △遅れ1か月」: the axes that there are; text targets alone have no class of their own."""
    axes = [f"{axis} {c.text}" for axis, c in ((KPI, kpi), (SCHEDULE, schedule)) if c is not None]
    return "、".join((*(("".join(text_targets(texts)),) if texts and kpi is None else ()), *axes))


def kpi_detail(counts: Counts, voice: Voice) -> str:
    """「KPIは、4測定項目のうち2項目が遅れ。」; nothing of a single item, of which its class says all."""
    return f"{KPI}は、{_counted(counts, voice)}。" if counts.total > 1 else ""


def _counted(counts: Counts, voice: Voice) -> str:
    """Which items make the class what it is, and those that are in no share."""
    judged, unreported = counts.judged, counts.standing(Standing.UNREPORTED)
    excluded = counts.standing(Standing.EXCLUDED)
    left = [f"{n}項目が{c.word}" for c, n in counts.numbers if n and c.standing in _LEFT]
    if not judged:
        if unreported and excluded:
            return f"{counts.total}測定項目のうち" + "、".join(left)
        word = next(c.word for c, n in counts.numbers if n)
        return f"{counts.total}測定項目の全てが{word}"
    whole = f"{'評価可能な' if left else ''}{judged}測定項目"
    said = _share(whole, counts, voice)
    return "、ほかに".join((said, "、".join(left))) if left else said


_LEFT = (Standing.EXCLUDED, Standing.UNREPORTED)


def _share(whole: str, counts: Counts, voice: Voice) -> str:
    parts = [
        f"{counts.standing(standing)}項目が{predicate.noun}"
        for standing, predicate in ((Standing.BAD, voice.bad), (Standing.WARNING, voice.warning))
        if counts.standing(standing)
    ]
    if parts:
        return f"{whole}のうち{'、'.join(parts)}"
    return f"{whole}{'の全て' if counts.judged > 1 else ''}が{voice.good.noun}"


def schedule_detail(statuses: Sequence[ScheduleStatus]) -> str:
    """「工程は、8件のうち2件が遅れ。」; nothing where no bar stands out."""
    late = sum(s in (ScheduleStatus.DELAYED, ScheduleStatus.NOT_STARTED_LATE) for s in statuses)
    unreported = sum(s is ScheduleStatus.UNREPORTED for s in statuses)
    stopped = sum(s is ScheduleStatus.STOPPED for s in statuses)
    parts = [f"{n}件が{word}" for n, word in ((late, "遅れ"), (unreported, "未報告"), (stopped, "中止")) if n]
    return f"{SCHEDULE}は、{len(statuses)}件のうち{'、'.join(parts)}。" if parts else ""


def remark(*, progress: bool, faults: bool, initiative: str) -> str:
    """What the cover says of an edition with additions."""
    added = []
    if progress:
        added.append(f"各{initiative}の末尾に進捗")
    if faults:
        added.append("巻末に表記ゆれ・誤記の一覧")
    return f"{'、'.join(added)}を参考として加えた。本文は変えていない。"


def reading(printed: str, held: str) -> str:
    """What the document has; a form that is kept is not said twice."""
    return AS_PRINTED if held in (printed, _KEPT) else held

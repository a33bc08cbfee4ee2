"""Turns results of measures and bars into results of indicators, initiatives, themes and the whole."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable

from dxreport.evaluate.assessment import (
    BarResult,
    Change,
    Counts,
    IndicatorResult,
    InitiativeResult,
    MeasureResult,
    ThemeResult,
)
from dxreport.evaluate.measures import change, is_judged, rank
from dxreport.model.policy import Scale, ScheduleStatus, Status, StatusClass
from dxreport.model.strategy import Initiative, Theme

_SCHEDULE_RANK = {
    ScheduleStatus.NOT_STARTED_LATE: 5,
    ScheduleStatus.DELAYED: 5,
    ScheduleStatus.UNREPORTED: 4,
    ScheduleStatus.ON_SCHEDULE: 3,
}
_TONE_RANK = {"achieved": 0, "on_track": 1, "behind": 2, "late": 3}


def counts(statuses: Iterable[Status]) -> Counts:
    return Counts(dict(Counter(statuses)))


def worst(statuses: Iterable[Status]) -> Status:
    """The worst judged class. Something unreported hides any class better than やや遅れ: it cannot be claimed.

    All 評価対象外 (or nothing at all) is 評価対象外.
    """
    known = list(statuses)
    judged = [s for s in known if is_judged(s)]
    lowest = max(judged, key=rank) if judged else None
    if lowest is not None and rank(lowest) >= 2:
        return lowest
    if Status.UNREPORTED in known:
        return Status.UNREPORTED
    return lowest if lowest is not None else Status.EXCLUDED


def worst_bar(bars: tuple[BarResult, ...], scale: Scale) -> tuple[ScheduleStatus, StatusClass]:
    """The schedule axis of an initiative: its most delayed bar, else unreported, else what most of it is."""
    if not bars:
        return ScheduleStatus.NOT_YET, scale.schedule(ScheduleStatus.NOT_YET)
    late = [b for b in bars if _SCHEDULE_RANK.get(b.status) == 5]
    if late:
        bar = max(late, key=lambda b: (b.mark.tone.value == "late", b.delay))
        return bar.status, bar.mark
    statuses = {b.status for b in bars}
    for status in (ScheduleStatus.UNREPORTED, ScheduleStatus.ON_SCHEDULE):
        if status in statuses:
            return status, scale.schedule(status)
    live = statuses - {ScheduleStatus.STOPPED}
    if not live:
        return ScheduleStatus.STOPPED, scale.schedule(ScheduleStatus.STOPPED)
    finished = {ScheduleStatus.DONE, ScheduleStatus.AHEAD}
    if live <= finished:
        status = ScheduleStatus.DONE
    elif live == {ScheduleStatus.NOT_YET}:
        status = ScheduleStatus.NOT_YET
    else:
        status = ScheduleStatus.ON_SCHEDULE
    return status, scale.schedule(status)


def initiative(
    item: Initiative,
    theme: Theme,
    measures: dict[str, MeasureResult],
    bars: dict[str, BarResult],
    bars_before: dict[str, BarResult] | None,
    scale: Scale,
) -> InitiativeResult:
    """Two axes now and at the last checkpoint; ``bars_before`` is None when there was none."""
    indicators = tuple(
        IndicatorResult(i, worst(measures[m.id].status for m in i.measures), tuple(measures[m.id] for m in i.measures))
        for i in item.indicators
    )
    results = tuple(m for i in indicators for m in i.measures)
    own = tuple(bars[b.id] for b in item.bars)
    kpi = worst(m.status for m in results)
    status, mark = worst_bar(own, scale)
    kpi_before: Status | None = None
    mark_before: StatusClass | None = None
    if bars_before is not None:
        kpi_before = worst(m.previous or Status.EXCLUDED for m in results)
        mark_before = worst_bar(tuple(bars_before[b.id] for b in item.bars), scale)[1]
    total, axes = _change(kpi_before, kpi, mark_before, mark)
    return InitiativeResult(
        initiative=item,
        theme=theme,
        kpi=kpi,
        kpi_previous=kpi_before,
        schedule=mark,
        schedule_status=status,
        schedule_previous=mark_before,
        change=total,
        change_axes=axes,
        indicators=indicators,
        bars=own,
        counts=counts(m.status for m in results),
    )


def _change(
    kpi_before: Status | None, kpi: Status, mark_before: StatusClass | None, mark: StatusClass
) -> tuple[Change, tuple[str, ...]]:
    """One word for both axes: worse if either got worse, else better if either got better; and the axes that say so."""
    if kpi_before is None or mark_before is None:
        return Change.NEW, ()
    kpi_change = change(kpi_before, kpi)
    before, now = _TONE_RANK.get(mark_before.tone.value), _TONE_RANK.get(mark.tone.value)
    if before is None or now is None:
        schedule_change = Change.NEW
    else:
        # 完了 after 予定どおり is the expected course, not an improvement; so best two tones count alike.
        before, now = max(before, 1), max(now, 1)
        schedule_change = Change.SAME if before == now else Change.BETTER if now < before else Change.WORSE
    axes = {"kpi": kpi_change, "schedule": schedule_change}
    for wanted in (Change.WORSE, Change.BETTER):
        if wanted in axes.values():
            return wanted, tuple(a for a, c in axes.items() if c is wanted)
    return (Change.NEW if Change.SAME not in axes.values() else Change.SAME), ()


def theme(item: Theme, initiatives: tuple[InitiativeResult, ...], *, has_previous: bool) -> ThemeResult:
    measures = [m for i in initiatives for m in i.measures]
    before = counts(m.previous or Status.EXCLUDED for m in measures) if has_previous else None
    return ThemeResult(item, initiatives, counts(m.status for m in measures), before)

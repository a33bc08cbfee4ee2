"""Turns evaluated measures and bars into the list of what is late, the worst first."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from decimal import Decimal

from dxreport.evaluate.assessment import HolderResult, InitiativeResult
from dxreport.evaluate.attention import Attention, Kind, NextStep
from dxreport.evaluate.bar_result import BarResult
from dxreport.evaluate.measure_result import MeasureResult
from dxreport.model.period import Checkpoint
from dxreport.model.scale import ScheduleStatus, Standing

_OVER = frozenset({ScheduleStatus.DONE, ScheduleStatus.AHEAD, ScheduleStatus.STOPPED})


def late_items(
    holders: Iterable[HolderResult],
    bars_by_checkpoint: Sequence[tuple[Checkpoint, dict[str, BarResult]]],
    now: Decimal,
) -> tuple[Attention, ...]:
    """Measures of the standing bad, furthest behind first, then late bars, the longest delay first.

    ``bars_by_checkpoint`` are the bars as they were at the year's checkpoints, in order, this one last; ``now`` is the
    as-of date on the axis of months.
    """
    found: list[tuple[tuple[int, Decimal], Attention]] = []
    for holder in holders:
        step = next_step(holder.bars, now) if isinstance(holder, InitiativeResult) else None
        for result in holder.measures:
            if result.standing is Standing.BAD:
                found.append(((0, _rank(result)), _of_measure(result, holder, step)))
        if isinstance(holder, InitiativeResult):
            for bar in holder.bars:
                if bar.late:
                    found.append(((1, Decimal(-bar.delay)), _of_bar(bar, holder, bars_by_checkpoint, step)))
    return tuple(item for _, item in sorted(found, key=lambda f: f[0]))


def _rank(result: MeasureResult) -> Decimal:
    """進捗率, at the year's end 達成率; what has none (a broken limit) comes first."""
    rate = result.progress if result.progress is not None else result.attainment
    return rate if rate is not None else Decimal(-1)


def _of_measure(result: MeasureResult, holder: HolderResult, step: NextStep | None) -> Attention:
    return Attention(
        item_id=result.measure.id,
        kind=Kind.MEASURE,
        name=result.measure.short_name,
        holder=holder.holder,
        department=result.measure.department,
        rating=result.rating,
        since=result.since or result.checkpoint,
        months=0,
        explanation=result.explanation,
        next_step=step,
    )


def _of_bar(
    result: BarResult,
    holder: InitiativeResult,
    bars_by_checkpoint: Sequence[tuple[Checkpoint, dict[str, BarResult]]],
    step: NextStep | None,
) -> Attention:
    since = bars_by_checkpoint[-1][0]
    for checkpoint, bars in reversed(bars_by_checkpoint):
        if not bars[result.bar.id].late:
            break
        since = checkpoint
    return Attention(
        item_id=result.bar.id,
        kind=Kind.BAR,
        name=result.bar.short_name,
        holder=holder.holder,
        department=result.bar.department,
        rating=result.mark,
        since=since,
        months=result.delay,
        explanation=result.explanation,
        next_step=step,
    )


def next_step(bars: Sequence[BarResult], now: Decimal) -> NextStep | None:
    """The next milestone or end, after ``now``, of what is not yet over; an expected end stands for the planned one."""
    points = [
        NextStep(label, position)
        for bar in bars
        if bar.status not in _OVER
        for label, position in (
            *((m.label, m.position) for m in bar.bar.milestones),
            *(() if bar.bar.is_point else ((bar.bar.short_name, bar.overrun[1] if bar.overrun else bar.bar.end),)),
        )
        if position > now
    ]
    return min(points, key=lambda p: p.position, default=None)

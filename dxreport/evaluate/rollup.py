"""Turns results of measures and bars into results of indicators, levels, initiatives, themes and the whole."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from dxreport.evaluate.assessment import (
    Counts,
    HolderResult,
    IndicatorResult,
    InitiativeResult,
    LevelResult,
    ThemeResult,
)
from dxreport.evaluate.bar_result import BarResult
from dxreport.evaluate.measure_result import Change, MeasureResult
from dxreport.evaluate.measures import change
from dxreport.model.measure import Indicator, MeasureType
from dxreport.model.scale import Ladder, Scale, ScheduleStatus, Standing, StatusClass
from dxreport.model.strategy import Branch, Initiative, Strategy, Theme

_SCHEDULE_RANK = {
    ScheduleStatus.NOT_STARTED_LATE: 5,
    ScheduleStatus.DELAYED: 5,
    ScheduleStatus.UNREPORTED: 4,
    ScheduleStatus.ON_SCHEDULE: 3,
}
_STANDING_RANK = {Standing.GOOD: 0, Standing.WARNING: 1, Standing.BAD: 2}


@dataclass(frozen=True, slots=True)
class Judged:
    """Everything judged one by one: measures and bars by id; ``bars_before`` is None when there was no checkpoint before."""

    strategy: Strategy
    ladder: Ladder
    measures: Mapping[str, MeasureResult]
    bars: Mapping[str, BarResult]
    bars_before: Mapping[str, BarResult] | None

    @property
    def scale(self) -> Scale:
        return self.strategy.scale


def counts(ratings: Iterable[StatusClass], ladder: Ladder, scale: Scale) -> Counts:
    """How many stand in each class, in the scale's order; classes of another ladder (the last checkpoint's) follow."""
    numbers = Counter(ratings)
    order = dict.fromkeys((*ladder.classes, *scale.running.classes, *scale.final.classes))
    return Counts(tuple((c, numbers[c]) for c in (*order, scale.excluded, scale.unreported) if numbers[c]))


def now(results: Iterable[MeasureResult], judged: Judged) -> Counts:
    """The classes of this checkpoint."""
    return counts((r.rating for r in results), judged.ladder, judged.scale)


def before(results: Iterable[MeasureResult], judged: Judged) -> Counts | None:
    """The classes of the last checkpoint; None when there was none."""
    if judged.bars_before is None:
        return None
    return counts((r.previous or judged.scale.excluded for r in results), judged.ladder, judged.scale)


def by_figures(results: Iterable[MeasureResult]) -> list[MeasureResult]:
    """Without the text targets, which only people judge and which are counted apart."""
    return [r for r in results if r.measure.type is not MeasureType.JUDGED]


def worst(ratings: Iterable[StatusClass], scale: Scale) -> StatusClass | None:
    """The worst judged class. Something unreported hides any class of a good standing: it cannot be claimed.

    All 評価対象外 is 評価対象外; None where there is nothing at all.
    """
    known = list(ratings)
    judged = [c for c in known if scale.is_judged(c.id)]
    lowest = max(judged, key=lambda c: (_STANDING_RANK[c.standing], scale.rank(c.id)), default=None)
    if lowest is not None and lowest.standing is not Standing.GOOD:
        return lowest
    if scale.unreported in known:
        return scale.unreported
    if lowest is not None:
        return lowest
    return scale.excluded if known else None


def worst_bar(bars: Sequence[BarResult], scale: Scale) -> tuple[ScheduleStatus | None, StatusClass | None]:
    """The schedule axis of an initiative: its most delayed bar, else unreported, else what most of it is; None without bars."""
    if not bars:
        return None, None
    late = [b for b in bars if _SCHEDULE_RANK.get(b.status) == 5]
    if late:
        bar = max(late, key=lambda b: (b.mark.standing is Standing.BAD, b.delay))
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


def _indicators(items: Sequence[Indicator], judged: Judged) -> tuple[IndicatorResult, ...]:
    found = []
    for item in items:
        results = tuple(judged.measures[m.id] for m in item.measures)
        found.append(IndicatorResult(item, worst((r.rating for r in by_figures(results)), judged.scale), results))
    return tuple(found)


def _before(results: Sequence[MeasureResult], judged: Judged) -> StatusClass | None:
    if judged.bars_before is None:
        return None
    return worst((r.previous or judged.scale.excluded for r in by_figures(results)), judged.scale)


def level(node: Strategy | Theme | Branch, theme: Theme | None, judged: Judged) -> LevelResult | None:
    """The indicators that hang on the whole, a theme or a branch; None where there are none."""
    if not node.indicators:
        return None
    indicators = _indicators(node.indicators, judged)
    results = [m for i in indicators for m in i.measures]
    kpi = worst((r.rating for r in by_figures(results)), judged.scale)
    past = _before(results, judged)
    return LevelResult(
        holder=judged.strategy.holder(node),
        theme=theme,
        node=node,
        kpi=kpi,
        kpi_previous=past,
        indicators=indicators,
        counts=now(by_figures(results), judged),
        change=change(past, kpi, judged.scale) if past and kpi else Change.NEW,
    )


def initiative(item: Initiative, theme: Theme, judged: Judged) -> InitiativeResult:
    """Two axes now and at the last checkpoint."""
    scale = judged.scale
    indicators = _indicators(item.indicators, judged)
    results = [m for i in indicators for m in i.measures]
    own = tuple(judged.bars[b.id] for b in item.bars)
    kpi = worst((r.rating for r in by_figures(results)), scale)
    status, mark = worst_bar(own, scale)
    kpi_before = _before(results, judged)
    mark_before: StatusClass | None = None
    if judged.bars_before is not None:
        mark_before = worst_bar(tuple(judged.bars_before[b.id] for b in item.bars), scale)[1]
    total, axes = _change(kpi_before, kpi, mark_before, mark, scale)
    return InitiativeResult(
        holder=judged.strategy.holder(item),
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
        counts=now(by_figures(results), judged),
    )


def _change(
    kpi_before: StatusClass | None,
    kpi: StatusClass | None,
    mark_before: StatusClass | None,
    mark: StatusClass | None,
    scale: Scale,
) -> tuple[Change, tuple[str, ...]]:
    """One word for both axes: worse if either got worse, else better if either got better; and the axes that say so."""
    axes = {"kpi": Change.NEW, "schedule": Change.NEW}
    if kpi_before is not None and kpi is not None:
        axes["kpi"] = change(kpi_before, kpi, scale)
    if mark_before is not None and mark is not None:
        then, here = _STANDING_RANK.get(mark_before.standing), _STANDING_RANK.get(mark.standing)
        # 完了 after 予定どおり is the expected course, not an improvement: both stand well.
        if then is not None and here is not None:
            axes["schedule"] = Change.SAME if then == here else Change.BETTER if here < then else Change.WORSE
    for wanted in (Change.WORSE, Change.BETTER):
        if wanted in axes.values():
            return wanted, tuple(a for a, c in axes.items() if c is wanted)
    return (Change.SAME if Change.SAME in axes.values() else Change.NEW), ()


def theme(item: Theme, judged: Judged) -> ThemeResult:
    """A theme with everything below it, without the initiatives that it only shows again."""
    parts: list[HolderResult] = []
    for node in item.walk():
        if isinstance(node, Initiative):
            parts.append(initiative(node, item, judged))
        elif (own := level(node, item, judged)) is not None:
            parts.append(own)
    results = by_figures(m for p in parts for m in p.measures)
    present, past = now(results, judged), before(results, judged)
    return ThemeResult(item, tuple(parts), present, past, share_change(present, past))


def share_change(present: Counts, past: Counts | None) -> Change:
    """Whether the share of what goes well has grown; compared as fractions, not as rounded figures."""
    if past is None or not present.judged or not past.judged:
        return Change.NEW
    one, other = past.good * present.judged, present.good * past.judged
    return Change.SAME if one == other else Change.BETTER if other > one else Change.WORSE

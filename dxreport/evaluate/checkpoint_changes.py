"""Turns the assessments of two checkpoints into what changed between them: classes, values, what became late, what recovered."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from dxreport.evaluate.assessment import Assessment, HolderResult, InitiativeResult
from dxreport.evaluate.bar_result import BarResult
from dxreport.evaluate.measure_result import Change, MeasureResult
from dxreport.evaluate.measures import change
from dxreport.model.scale import Scale, Standing, StatusClass
from dxreport.model.strategy import Holder


@dataclass(frozen=True, slots=True)
class MeasureTurn:
    """One measure at both checkpoints."""

    before: MeasureResult
    after: MeasureResult
    change: Change

    @property
    def became_late(self) -> bool:
        return self.after.behind and not self.before.behind

    @property
    def recovered(self) -> bool:
        return self.before.behind and self.after.standing is Standing.GOOD


@dataclass(frozen=True, slots=True)
class HolderTurn:
    """One level of the plan at both checkpoints; the schedule is None where it has none."""

    holder: Holder
    kpi: tuple[StatusClass | None, StatusClass | None]
    schedule: tuple[StatusClass | None, StatusClass | None]


@dataclass(frozen=True, slots=True)
class BarTurn:
    """One bar of the schedule at both checkpoints."""

    before: BarResult
    after: BarResult

    @property
    def became_late(self) -> bool:
        return self.after.late and not self.before.late

    @property
    def delay_ended(self) -> bool:
        """It was late and is done or in time now; what is no longer reported has not ended."""
        return self.before.late and self.after.mark.standing is Standing.GOOD


@dataclass(frozen=True, slots=True)
class CheckpointChanges:
    """Everything whose class or value differs, in the plan's order. ``counts`` are measures by class, before and after."""

    before: Assessment
    after: Assessment
    counts: tuple[tuple[StatusClass, int, int], ...]
    measures: tuple[MeasureTurn, ...]
    holders: tuple[HolderTurn, ...]
    bars: tuple[BarTurn, ...]

    @property
    def nothing(self) -> bool:
        return not (self.measures or self.holders or self.bars)

    @property
    def became_late(self) -> tuple[MeasureTurn, ...]:
        return tuple(t for t in self.measures if t.became_late)

    @property
    def recovered(self) -> tuple[MeasureTurn, ...]:
        return tuple(t for t in self.measures if t.recovered)

    @property
    def bars_became_late(self) -> tuple[BarTurn, ...]:
        return tuple(t for t in self.bars if t.became_late)

    @property
    def delays_ended(self) -> tuple[BarTurn, ...]:
        return tuple(t for t in self.bars if t.delay_ended)


def checkpoint_changes(before: Assessment, after: Assessment) -> CheckpointChanges:
    """Both assessments are of one strategy."""
    scale = after.strategy.scale
    then = {m.measure.id: m for m in before.measures}
    measures = (_measure(then[m.measure.id], m, scale) for m in after.measures)
    levels = {h.holder.id: h for h in before.holders}
    bars = {b.bar.id: b for b in before.bars}
    turns = (BarTurn(bars[b.bar.id], b) for b in after.bars)
    return CheckpointChanges(
        before=before,
        after=after,
        counts=_counts(before, after),
        measures=tuple(t for t in measures if _differs(t)),
        holders=tuple(_holders((levels[h.holder.id], h) for h in after.holders)),
        bars=tuple(t for t in turns if t.before.mark.text != t.after.mark.text),
    )


def _measure(before: MeasureResult, after: MeasureResult, scale: Scale) -> MeasureTurn:
    return MeasureTurn(before, after, change(before.rating, after.rating, scale))


def _differs(turn: MeasureTurn) -> bool:
    before, after = turn.before, turn.after
    return before.rating.id != after.rating.id or _value(before) != _value(after)


def _value(result: MeasureResult) -> object:
    return (result.actual.value if result.actual else None, result.none_occurred)


def _holders(pairs: Iterable[tuple[HolderResult, HolderResult]]) -> Iterable[HolderTurn]:
    for before, after in pairs:
        turn = HolderTurn(after.holder, (before.kpi, after.kpi), (_schedule(before), _schedule(after)))
        if any(_text(a) != _text(b) for a, b in (turn.kpi, turn.schedule)):
            yield turn


def _schedule(result: HolderResult) -> StatusClass | None:
    return result.schedule if isinstance(result, InitiativeResult) else None


def _text(item: StatusClass | None) -> str:
    return item.text if item else ""


def _counts(before: Assessment, after: Assessment) -> tuple[tuple[StatusClass, int, int], ...]:
    """Classes of both checkpoints; the year's end may have others than the quarters."""
    scale = after.strategy.scale
    classes = dict.fromkeys((*before.ladder.classes, *after.ladder.classes, scale.excluded, scale.unreported))
    return tuple((c, before.counts.of(c.id), after.counts.of(c.id)) for c in classes)

"""Phrases of ``dxreport diff`` between two checkpoints: what changed, from what to what."""

from __future__ import annotations

from decimal import Decimal

from dxreport.evaluate.bar_result import BarResult
from dxreport.evaluate.checkpoint_changes import BarTurn, CheckpointChanges, HolderTurn, MeasureTurn
from dxreport.evaluate.measure_result import Change, MeasureResult
from dxreport.model.period import Checkpoint
from dxreport.model.scale import StatusClass
from dxreport.report.wording.formats import DASH, checkpoint_period, fiscal_year, signed
from dxreport.report.wording.marks import paper_mark
from dxreport.report.wording.measures import CHANGES, value_text

COUNTS, MEASURES, HOLDERS, BARS = "評価の区分ごとの測定項目数", "測定項目", "取組など", "工程"
NOTHING = "評価にも値にも変化はありません。"
NUMBER, NAME = "番号", "名称"
_ARROW = "→"
_WIDE_SPACE = "　"


def headline(found: CheckpointChanges) -> list[str]:
    """The sums first, then the items of each kind; nothing is said of a kind without any."""
    strategy, before, after = found.after.strategy, found.before.checkpoint, found.after.checkpoint
    lines = [
        f"{strategy.municipality}{_WIDE_SPACE}{fiscal_year(strategy.year)}{strategy.title}{_WIDE_SPACE}"
        f"{checkpoint_period(before)}から{checkpoint_period(after)}までの変化"
    ]
    said = (
        ("新たに遅れたもの", [_item(t.after) for t in found.became_late]),
        ("回復したもの", [_item(t.after) for t in found.recovered]),
        ("新たに遅れた工程", [_bar(t.after) for t in found.bars_became_late]),
        ("遅れが解消した工程", [_bar(t.after) for t in found.delays_ended]),
    )
    lines += [f"{kind}（{len(items)}）：{'、'.join(items)}" if items else f"{kind}：なし" for kind, items in said]
    if mark := paper_mark(found.after):
        lines.append(mark)
    return lines


def _item(result: MeasureResult) -> str:
    return f"{result.measure.id} {result.measure.short_name}"


def _bar(result: BarResult) -> str:
    return f"{result.bar.id} {result.bar.short_name}"


def count_headings(before: Checkpoint, after: Checkpoint) -> tuple[str, ...]:
    return ("区分", before.value, after.value, "増減")


def counts(found: CheckpointChanges) -> list[tuple[str, ...]]:
    return [(c.text, str(a), str(b), signed(Decimal(b - a), 0)) for c, a, b in found.counts]


def turn_headings(before: Checkpoint, after: Checkpoint) -> tuple[str, ...]:
    """For measures, levels and bars alike."""
    return (NUMBER, NAME, before.value, "", after.value, "")


def measure(turn: MeasureTurn) -> tuple[str, ...]:
    """「8-1a　端末設置率　36.5% ×D遅れ → 77.0% ◎A達成　↑改善」 in cells."""
    item = turn.after.measure
    moved = CHANGES[turn.change] if turn.change in (Change.BETTER, Change.WORSE) else ""
    before, after = (f"{_value(r)} {r.rating.text}" for r in (turn.before, turn.after))
    return (item.id, item.short_name, before, _ARROW, after, moved)


def _value(result: MeasureResult) -> str:
    text = value_text(result)
    if text is None:
        return DASH
    return text + result.measure.target.unit if result.actual is not None else text


def holder(turn: HolderTurn) -> list[tuple[str, ...]]:
    """A line for each axis that changed."""
    axes = (("KPI", turn.kpi), ("工程", turn.schedule))
    return [
        (turn.holder.label, f"{turn.holder.short_name}（{axis}）", _class(a), _ARROW, _class(b), "")
        for axis, (a, b) in axes
        if _class(a) != _class(b)
    ]


def bar(turn: BarTurn) -> tuple[str, ...]:
    item = turn.after.bar
    return (item.id, item.short_name, turn.before.mark.text, _ARROW, turn.after.mark.text, "")


def _class(item: StatusClass | None) -> str:
    return item.text if item else DASH

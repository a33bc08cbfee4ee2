"""Turns what changed between two checkpoints into one record for machines."""

from __future__ import annotations

from decimal import Decimal

from dxreport.evaluate.bar_result import BarResult
from dxreport.evaluate.checkpoint_changes import CheckpointChanges
from dxreport.evaluate.measure_result import MeasureResult
from dxreport.model.scale import StatusClass

Plain = str | int | bool | Decimal | None | list["Plain"] | dict[str, "Plain"]


def record(found: CheckpointChanges) -> dict[str, Plain]:
    """Ids of classes and of items; values exact. Lists are in the plan's order."""
    return {
        "before": found.before.checkpoint.value,
        "after": found.after.checkpoint.value,
        "counts": [{"class": c.id, "text": c.text, "before": a, "after": b} for c, a, b in found.counts],
        "measures": [
            {
                "id": t.after.measure.id,
                "name": t.after.measure.name,
                "before": _measure(t.before),
                "after": _measure(t.after),
                "change": t.change.value,
            }
            for t in found.measures
        ],
        "levels": [
            {
                "id": t.holder.id,
                "level": t.holder.level.value,
                "name": t.holder.short_name,
                "kpi": [_id(c) for c in t.kpi],
                "schedule": [_id(c) for c in t.schedule],
            }
            for t in found.holders
        ],
        "bars": [
            {
                "id": t.after.bar.id,
                "name": t.after.bar.short_name,
                "before": _bar(t.before),
                "after": _bar(t.after),
            }
            for t in found.bars
        ],
        "became_late": [t.after.measure.id for t in found.became_late],
        "recovered": [t.after.measure.id for t in found.recovered],
        "bars_became_late": [t.after.bar.id for t in found.bars_became_late],
        "delays_ended": [t.after.bar.id for t in found.delays_ended],
    }


def _measure(result: MeasureResult) -> dict[str, Plain]:
    return {
        "class": result.rating.id,
        "value": result.actual.value if result.actual else None,
        "unit": result.measure.target.unit,
        "none_occurred": result.none_occurred,
    }


def _bar(result: BarResult) -> dict[str, Plain]:
    return {"status": result.status.value, "delay_months": result.delay}


def _id(item: StatusClass | None) -> str | None:
    return item.id if item else None

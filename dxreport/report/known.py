"""Turns an id as it is printed into what it names in the evaluation."""

from __future__ import annotations

from dxreport.evaluate.assessment import Assessment, HolderResult, IndicatorResult, ThemeResult
from dxreport.evaluate.bar_result import BarResult
from dxreport.evaluate.measure_result import MeasureResult
from dxreport.model.strategy import WHOLE, Level

Known = MeasureResult | BarResult | IndicatorResult | HolderResult | ThemeResult | Assessment


def find(item_id: str, assessment: Assessment) -> Known | None:
    """A measure, a bar, an indicator, an initiative, a branch (``B1-2``), a theme (``T1`` or its mark) or the whole (``all``).

    A measure comes before an indicator of the same id. None for an id that nothing has.
    """
    return (
        next((m for m in assessment.measures if m.measure.id == item_id), None)
        or next((b for b in assessment.bars if b.bar.id == item_id), None)
        or next((i for h in assessment.holders for i in h.indicators if i.indicator.id == item_id), None)
        or next((h for h in assessment.holders if h.holder.id == item_id and _tells_all(h)), None)
        or next((t for t in assessment.themes if item_id in (t.theme.id, t.theme.mark)), None)
        or (assessment if item_id == WHOLE else None)
    )


def _tells_all(holder: HolderResult) -> bool:
    """Of a theme or the whole, the result of its own indicators is a part only."""
    return holder.holder.level in (Level.INITIATIVE, Level.BRANCH)


def known_ids(assessment: Assessment) -> list[str]:
    """Every id that can be asked for."""
    return [
        *(m.measure.id for m in assessment.measures),
        *(b.bar.id for b in assessment.bars),
        *(i.indicator.id for h in assessment.holders for i in h.indicators),
        *(h.holder.id for h in assessment.holders if _tells_all(h)),
        *(t.theme.id for t in assessment.themes),
        WHOLE,
    ]

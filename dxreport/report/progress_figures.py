"""Turns counts, values and bars into the figures of the progress report, each with what it says in words."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal

from dxreport.evaluate.assessment import Counts
from dxreport.evaluate.measure_result import MeasureResult
from dxreport.report.cells import NumberCell
from dxreport.report.figures import BulletChart, BulletRow, KeyFigure, KeyFigures
from dxreport.report.progress_parts import View, actual_text
from dxreport.report.wording import progress as words
from dxreport.report.wording import spoken
from dxreport.report.wording.measures import planned_text
from dxreport.report.wording.scale import every_class


def key_figures(view: View, counts: Counts, previous: Counts | None, source: str) -> KeyFigures:
    """Counts per class. At the final checkpoint the classes are others than before, so nothing is compared."""
    figures = tuple(
        KeyFigure(
            c,
            NumberCell(str(counts.of(c.id)), Decimal(counts.of(c.id)), strong=True, source=source),
            words.before(previous.of(c.id)) if previous and not view.final else "",
        )
        for c in every_class(view.scale, final=view.final)
    )
    note = words.counts_note(counts, None if view.final else previous, view.scope)
    said = [(f.status, f.count.text, f.before) for f in figures]
    return KeyFigures(figures, note, spoken.key_figures(said))


def has_ratio(result: MeasureResult) -> bool:
    """Whether the measure has a row in a chart that sets the year's target as 100."""
    target = result.measure.target
    known = result.actual is not None and result.attainment is not None and result.actual.value >= 0
    return known and target.value > 0 and not target.lower_is_better and target.high is None


def bullet_chart(view: View, results: Sequence[MeasureResult]) -> BulletChart | None:
    shown = [r for r in results if has_ratio(r)]
    if not shown:
        return None
    alt = spoken.bullets(shown, view.voice.good.noun, view.assessment.as_of, final=view.final)
    headings = words.BULLET_HEADINGS_FINAL if view.final else words.BULLET_HEADINGS
    title = words.BULLET_TITLE_FINAL if view.final else words.BULLET_TITLE
    return BulletChart(title, tuple(_bullet_row(view, r) for r in shown), headings, alt)


def _bullet_row(view: View, result: MeasureResult) -> BulletRow:
    target = result.measure.target
    actual = result.actual.value if result.actual else Decimal(0)
    planned = None if view.final else result.planned
    actual_words, planned_words = actual_text(result), planned_text(result)
    figures = actual_words if planned is None else words.against(actual_words, planned_words or "")
    return BulletRow(
        label=result.measure.short_name,
        actual=actual / target.value,
        planned=None if planned is None else planned / target.value,
        figure=f"{figures} {target.unit}",
        tone=result.rating.tone,
        mark=f"{result.rating.mark}{result.rating.letter}" if result.behind else "",
        source=result.measure.id,
    )

"""Turns evaluated measures into the note under their table: what is not judged and why, sizes, flags, own ratings."""

from __future__ import annotations

from collections.abc import Sequence

from dxreport.evaluate.measure_result import MeasureResult, NotJudged
from dxreport.report.progress_parts import View, figure_with_unit
from dxreport.report.wording import formats
from dxreport.report.wording import progress_initiative as sentences
from dxreport.report.wording.measures import peculiarities


def kpi_note(view: View, results: Sequence[MeasureResult]) -> str:
    parts = [sentences.kpi_note(view.now, final=view.final)]
    by_reason: dict[tuple[NotJudged, str], list[str]] = {}
    for r in results:
        if r.not_judged is not None:
            by_reason.setdefault((r.not_judged, r.rating.word), []).append(r.measure.id)
    parts += [sentences.not_judged_note(reason, ids, word) for (reason, word), ids in by_reason.items()]
    notes: dict[str, list[str]] = {}
    for r in results:
        for note in (r.measure.note, *peculiarities(r.measure)):
            if note:
                notes.setdefault(note, []).append(r.measure.id)
    parts += [sentences.own_note(ids, note) for note, ids in notes.items()]
    parts.append(sentences.sample_sizes([(r.measure.id, r.sample_size) for r in results if r.sample_size is not None]))
    parts.append(sentences.flagged([(r.measure.id, r.flags) for r in results if r.flags]))
    own = view.terms.own_rating
    differing = [(r.measure.id, r.own.text, r.rating.text) for r in results if r.own_differs and r.own]
    parts.append(sentences.own_ratings(own, differing))
    parts.append(sentences.by_people(own, [r.measure.id for r in results if r.measure.target.by_people]))
    parts.append(sentences.projection_note(_projections(view, results)))
    return sentences.run_in(parts)


def _projections(view: View, results: Sequence[MeasureResult]) -> list[tuple[str, str]]:
    """単純推計 of measures behind plan for which nobody said what to expect."""
    if view.final:
        return []
    return [
        (r.measure.id, figure_with_unit(formats.measured(r.projection, r.measure.target), r.measure.target.unit))
        for r in results
        if r.projection is not None and r.forecast is None and r.behind
    ]

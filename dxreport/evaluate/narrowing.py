"""Turns an assessment into what of it is one department's own: its results, findings and deadlines, nobody else's words."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace
from typing import TypeVar

from dxreport.evaluate.assessment import (
    Assessment,
    Counts,
    HolderResult,
    IndicatorResult,
    InitiativeResult,
    LevelResult,
    ThemeResult,
)
from dxreport.evaluate.measure_result import MeasureResult
from dxreport.evaluate.rollup import by_figures, counts
from dxreport.evaluate.upcoming_items import Upcoming, UpcomingItem
from dxreport.model.finding import Finding

Level = TypeVar("Level", LevelResult, InitiativeResult)


def narrowed(assessment: Assessment, department: str) -> Assessment:
    """The same results, of which only the department's stay.

    Counts are of its own measures and bars. An initiative keeps the classes of the whole, since papers say those; one
    that holds nothing of the department is left out. Raises KeyError for an id that is no submitting department.
    """
    state = {d.department.id: d for d in assessment.departments}[department]
    themes = tuple(t for theme in assessment.themes if (t := _theme(assessment, theme, department)).parts)
    own = tuple(p for level in assessment.own if (p := _level(assessment, level, department)).measures)
    results = [m for m in assessment.measures if m.measure.department == department]
    ids = {m.measure.id for m in results} | {b.bar.id for b in assessment.bars if b.bar.department == department}
    files = {s.file for s in (*state.replaced, *((state.used,) if state.used else ()))} | set(state.unreadable)
    return replace(
        assessment,
        themes=themes,
        own=own,
        counts=_counts(assessment, results),
        counts_previous=_counts_before(assessment, results),
        by_people=_of_classes(assessment, (m for m in results if m.measure.target.by_people)),
        departments=(state,),
        findings=tuple(f for f in assessment.findings if _concerns(f, department, files)),
        corrections=tuple(c for c in assessment.corrections if c.department == department),
        replacements=tuple(r for r in assessment.replacements if r.department == department),
        follow_ups=tuple(f for f in assessment.follow_ups if f.id in ids),
        attention=tuple(a for a in assessment.attention if a.department == department),
        upcoming=_upcoming(assessment.upcoming, department),
    )


def _concerns(item: Finding, department: str, files: set[str]) -> bool:
    """Found in its workbooks, or said of it where no workbook is."""
    return item.department == department if item.department else item.file in files


def _upcoming(whole: Upcoming, department: str) -> Upcoming:
    def own(items: Sequence[UpcomingItem]) -> tuple[UpcomingItem, ...]:
        return tuple(i for i in items if i.department == department)

    return replace(whole, items=own(whole.items), overdue=own(whole.overdue), undated=own(whole.undated))


def _theme(assessment: Assessment, theme: ThemeResult, department: str) -> ThemeResult:
    parts = tuple(p for part in theme.parts if _holds(p := _part(assessment, part, department)))
    results = [m for p in parts for m in p.measures]
    before = _counts_before(assessment, results)
    return replace(theme, parts=parts, counts=_counts(assessment, results), counts_previous=before, relisted=())


def _holds(part: HolderResult) -> bool:
    return bool(part.measures or (isinstance(part, InitiativeResult) and part.bars))


def _part(assessment: Assessment, part: HolderResult, department: str) -> HolderResult:
    if isinstance(part, LevelResult):
        return _level(assessment, part, department)
    own = _level(assessment, part, department)
    return replace(own, bars=tuple(b for b in part.bars if b.bar.department == department))


def _level(assessment: Assessment, level: Level, department: str) -> Level:
    kept = (_indicator(i, department) for i in level.indicators)
    indicators = tuple(i for i in kept if i.measures)
    results = [m for i in indicators for m in i.measures]
    return replace(level, indicators=indicators, counts=_counts(assessment, results))


def _indicator(item: IndicatorResult, department: str) -> IndicatorResult:
    return replace(item, measures=tuple(m for m in item.measures if m.measure.department == department))


def _counts(assessment: Assessment, results: Iterable[MeasureResult]) -> Counts:
    return _of_classes(assessment, by_figures(results))


def _of_classes(assessment: Assessment, results: Iterable[MeasureResult]) -> Counts:
    return counts((r.rating for r in results), assessment.ladder, assessment.strategy.scale)


def _counts_before(assessment: Assessment, results: Iterable[MeasureResult]) -> Counts | None:
    if assessment.previous_checkpoint is None:
        return None
    scale = assessment.strategy.scale
    return counts((r.previous or scale.excluded for r in by_figures(results)), assessment.ladder, scale)

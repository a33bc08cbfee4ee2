"""Turns a level of the plan into the account of its classes and counts; and any printed id into its account."""

from __future__ import annotations

from dxreport.evaluate.assessment import Assessment, Counts, IndicatorResult, InitiativeResult, LevelResult, ThemeResult
from dxreport.evaluate.bar_result import BarResult
from dxreport.evaluate.measure_result import MeasureResult
from dxreport.report.explain import Line, explain_bar, explain_measure, thresholds
from dxreport.report.known import find
from dxreport.report.wording import explain as phrases


def explain(item_id: str, assessment: Assessment) -> tuple[Line, ...] | None:
    """The account of whatever has this id (``known.find``), label and text line by line; None for an unknown id."""
    match find(item_id, assessment):
        case MeasureResult() as result:
            return explain_measure(result, assessment)
        case BarResult() as result:
            return explain_bar(result, assessment)
        case IndicatorResult() as result:
            return _indicator(result)
        case InitiativeResult() as result:
            return _initiative(result)
        case LevelResult() as result:
            return _level(result)
        case ThemeResult() as result:
            return _theme(result)
        case Assessment():
            return _whole(assessment)
        case None:
            return None


def _measures(measures: tuple[MeasureResult, ...]) -> list[Line]:
    return [("", f"{m.measure.id}　{m.measure.short_name}　{m.rating.text}") for m in measures]


def _indicator(result: IndicatorResult) -> tuple[Line, ...]:
    """As good as its worst measure."""
    rating = result.rating.text if result.rating else phrases.BY_PEOPLE
    head = [
        ("", f"{result.indicator.id}　{result.indicator.text}"),
        (phrases.STATUS, phrases.WORST.format(rating=rating)),
    ]
    return (*head, *_measures(result.measures))


def _initiative(result: InitiativeResult) -> tuple[Line, ...]:
    """The two axes and what they rest on."""
    kpi = result.kpi.text if result.kpi else phrases.NO_INDICATORS
    lines: list[Line] = [
        ("", f"{result.initiative.number}　{result.initiative.name}"),
        (phrases.STATUS, phrases.AXES.format(kpi=kpi, schedule=_schedule(result))),
        *_counts(result.counts),
        *_measures(result.measures),
    ]
    return (*lines, *(("", f"{b.bar.id}　{b.bar.short_name}　{b.mark.text}") for b in result.bars))


def _schedule(result: InitiativeResult) -> str:
    return result.schedule.text if result.schedule else phrases.NO_BARS


def _level(result: LevelResult) -> tuple[Line, ...]:
    rating = result.kpi.text if result.kpi else phrases.BY_PEOPLE
    head = [
        ("", f"{result.holder.label}　{result.holder.short_name}"),
        (phrases.STATUS, phrases.WORST.format(rating=rating)),
    ]
    return (*head, *_counts(result.counts), *_measures(result.measures))


def _theme(result: ThemeResult) -> tuple[Line, ...]:
    lines: list[Line] = [("", f"{result.theme.mark}　{result.theme.title}"), *_counts(result.counts)]
    for part in result.parts:
        kpi = part.kpi.text if part.kpi else phrases.NO_INDICATORS
        schedule = f"　{_schedule(part)}" if isinstance(part, InitiativeResult) else ""
        lines.append(("", f"{part.holder.label}　{part.holder.short_name}　{kpi}{schedule}"))
    lines += [("", f"{i.holder.label}　{i.holder.short_name}　{phrases.AGAIN}") for i in result.relisted]
    return tuple(lines)


def _whole(assessment: Assessment) -> tuple[Line, ...]:
    lines: list[Line] = [
        ("", assessment.strategy.title),
        *_counts(assessment.counts),
        ("", thresholds(assessment)),
        *((_people(assessment.by_people),) if assessment.by_people.total else ()),
    ]
    for theme in assessment.themes:
        said = phrases.COUNTS.format(total=theme.counts.total, judged=theme.counts.judged, good=theme.counts.good)
        lines.append(("", f"{theme.theme.id}　{theme.theme.mark}　{theme.theme.title}　{said}"))
    return tuple(lines)


def _counts(counts: Counts) -> list[Line]:
    said = phrases.COUNTS.format(total=counts.total, judged=counts.judged, good=counts.good)
    by_class = phrases.LISTED.join(f"{c.text}{n}" for c, n in counts.numbers)
    return [(phrases.COUNT, said), (phrases.BY_CLASS, by_class)] if counts.total else []


def _people(counts: Counts) -> Line:
    return phrases.BY_PEOPLE, phrases.LISTED.join(f"{c.text}{n}" for c, n in counts.numbers)

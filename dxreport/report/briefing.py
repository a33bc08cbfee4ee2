"""Turns an assessment into the committee's briefing: the point first, one message a slide, tables behind."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from itertools import combinations, pairwise

from dxreport.evaluate.assessment import Assessment, BarResult, InitiativeResult, MeasureResult, ThemeResult
from dxreport.evaluate.rollup import counts
from dxreport.model.finding import Severity
from dxreport.model.period import Checkpoint
from dxreport.model.policy import ScheduleStatus, Status
from dxreport.report import briefing_parts as parts
from dxreport.report.blocks import (
    Block,
    Callout,
    Column,
    ColumnRole,
    Deck,
    DeckCover,
    FactRow,
    Facts,
    Heading,
    Paragraph,
    ParagraphRole,
    Phrases,
    Properties,
    QuarterScale,
    RowGroup,
    Slide,
    SlideLayout,
    Span,
    Table,
    TextCell,
)
from dxreport.report.progress_parts import View, key_figures
from dxreport.report.wording import briefing as words
from dxreport.report.wording import formats
from dxreport.report.wording.measures import REASONS, forecast_text, target_text

_MOST_ROWS = 15
_MOST_LEADING = 8
_FINISHED = (ScheduleStatus.DONE, ScheduleStatus.AHEAD, ScheduleStatus.STOPPED)


def compose(assessment: Assessment) -> Deck:
    """Cover, 要点, the whole, what is achieved and late, themes, schedule, what comes next, data, reference."""
    view = View(assessment)
    strategy = assessment.strategy
    scale = _scale(assessment.checkpoint)
    slides = (
        _summary(view),
        _overall(view),
        _achieved(view),
        _late(view),
        *(_theme(view, t) for t in assessment.themes),
        _schedule(view),
        _next(view),
        _data(view),
        *_reference(view),
    )
    footer = words.footer(
        strategy.year, strategy.title, assessment.as_of, sample=assessment.sample, draft=assessment.draft
    )
    return Deck(
        _properties(view), _cover(view, scale), formats.checkpoint_period(assessment.checkpoint), scale, footer, slides
    )


def _scale(checkpoint: Checkpoint) -> QuarterScale:
    labels = tuple(words.quarter_label(q) for q in (1, 2, 3, 4))
    return QuarterScale(labels, checkpoint.quarter, checkpoint.quarter, words.scale_alt(checkpoint.quarter))


def _properties(view: View) -> Properties:
    assessment = view.assessment
    strategy, publication = assessment.strategy, assessment.strategy.publication
    title = f"{formats.fiscal_year(strategy.year)}{''.join(words.subject(strategy.title))}"
    return Properties(
        title=title,
        author=f"{strategy.municipality}{publication.bureau}{publication.section}",
        subject=formats.checkpoint_period(assessment.checkpoint),
        keywords=words.KEYWORDS,
        stamp=assessment.as_of.isoformat(),
    )


def _cover(view: View, scale: QuarterScale) -> DeckCover:
    assessment = view.assessment
    strategy, publication = assessment.strategy, assessment.strategy.publication
    edition = publication.editions.get(assessment.checkpoint.value)
    met = formats.era_date(date.fromisoformat(edition.committee_date)) if edition and edition.committee_date else ""
    head = (
        words.committee(publication.committee) if publication.committee else "",
        met,
        publication.bureau + publication.section,
    )
    period = formats.checkpoint_period(assessment.checkpoint)
    return DeckCover(
        head=tuple(line for line in head if line),
        era=formats.fiscal_year(strategy.year, western=True),
        title=words.subject(strategy.title),
        period=period,
        scale=scale,
        as_of=words.as_of(assessment.as_of, edition.stage if edition else "", edition.number if edition else 0),
        note=words.cover_note(sample=assessment.sample, draft=assessment.draft),
        notes=words.cover_notes("".join(words.subject(strategy.title)), period, assessment.as_of),
    )


def _wide(kicker: str, title: Phrases, body: Sequence[Block], notes: str, strip: Sequence[Block] = ()) -> Slide:
    regions = (("body", tuple(body)), *((("strip", tuple(strip)),) if strip else ()))
    return Slide(SlideLayout.WIDE, kicker, title, regions, notes)


def _text(text: str) -> Paragraph:
    return Paragraph((Span(text),), ParagraphRole.LEAD)


# --- the point and the whole ---------------------------------------------------------------------------------------


def shortfalls(view: View) -> list[MeasureResult]:
    """What is late (at the final checkpoint: missed), the worst first."""
    return parts.worst_first([m for m in view.assessment.measures if m.status in (Status.LATE, Status.MISSED)])


def _reached(view: View) -> list[MeasureResult]:
    return [m for m in view.assessment.measures if m.status in (Status.ACHIEVED, Status.MET)]


def _summary(view: View) -> Slide:
    assessment = view.assessment
    title = words.headline(assessment.counts, final=view.final)
    late = [m.measure.short_name for m in shortfalls(view)]
    good = words.good_point(assessment.counts, [m.measure.short_name for m in _reached(view)], final=view.final)
    bad = words.bad_point(
        late,
        assessment.counts.of(Status.BEHIND),
        len(parts.delayed(assessment.bars)),
        assessment.counts.of(Status.UNREPORTED),
        final=view.final,
    )
    if view.final:
        coming = words.open_point(len(_open_bars(view)))
    else:
        coming = words.next_point(len(_ending(view)), len(_remedies(view)), _until(view))
    rows = tuple(
        FactRow(label, ((Span(text),),)) for label, text in ((words.GOOD, good), (words.BAD, bad), (_coming(view), coming))
    )
    figures = key_figures(view, assessment.counts, assessment.counts_previous, assessment.checkpoint.value)
    return _wide(words.SUMMARY, title, (figures, Facts(rows)), words.say(good, bad, coming))


def _coming(view: View) -> str:
    return words.HANDED_OVER if view.final else words.NEXT


def _overall(view: View) -> Slide:
    assessment = view.assessment
    previous = assessment.counts_previous
    title = words.comparison(assessment.counts, previous, view.before, final=view.final)
    bars = parts.share_bars(view)
    upper: Block = bars if bars.bars else _text(words.good_point(assessment.counts, (), final=view.final))
    grid: tuple[Block, ...] = (Heading(2, words.GRID_TITLE), *(parts.theme_grid(view, t) for t in assessment.themes))
    notes = words.say(words.sentence(title), bars.alt, bars.note)
    return Slide(SlideLayout.OVERALL, words.OVERALL, title, (("upper", (upper,)), ("lower", grid)), notes)


def _achieved(view: View) -> Slide:
    """What reached the year's target; until something has, what is furthest ahead of its plan."""
    reached = _reached(view)
    shown = reached
    leading: list[MeasureResult] = []
    if not reached and not view.final:
        leading = [m for m in view.assessment.measures if m.status is Status.ON_TRACK]
        ahead = [m for m in leading if m.progress is not None]
        shown = sorted(ahead, key=lambda m: -(m.progress or 0))[:_MOST_LEADING]
    title = words.achieved_title(len(reached), view.assessment.counts.judged, len(leading), final=view.final)
    body: tuple[Block, ...] = (
        (parts.achieved_table(view, shown),) if shown else (_text(words.achieved_text(final=view.final)),)
    )
    said = words.listed([m.measure.short_name for m in shown])
    return _wide(words.ACHIEVED, title, body, words.say(words.sentence(title), said if shown else ""))


def _late(view: View) -> Slide:
    """What is late, in the departments' own words; without anything late, what is a little behind."""
    results = shortfalls(view)
    behind = not results
    if behind:
        results = parts.worst_first([m for m in view.assessment.measures if m.status is Status.BEHIND])
    if not results:
        title = words.no_late_title(view.assessment.counts.judged, final=view.final)
        return _wide(words.LATE, title, (_text(words.sentence(title)),), words.sentence(title))
    remedies = sum(bool(m.explanation.remedy.strip()) for m in results)
    title = words.late_title(len(results), remedies, behind=behind, final=view.final)
    said = [
        words.late_note(m.measure.short_name, m.explanation.reason, m.explanation.remedy, m.explanation.due)
        for m in results
    ]
    outlook = _outlook(view, results)
    strip = (Callout(words.OUTLOOK, (Span(outlook),)),) if outlook else ()
    return _wide(
        words.LATE, title, (parts.late_table(view, results),), words.say(words.sentence(title), *said, outlook), strip
    )


def _outlook(view: View, results: Sequence[MeasureResult]) -> str:
    known = [m for m in results if m.forecast is not None and m.forecast_met is not None]
    if view.final or not known:
        return ""
    missed = [
        (
            m.measure.short_name,
            f"{forecast_text(m)}{m.measure.target.unit}",
            f"{target_text(m.measure)}{m.measure.target.unit}",
        )
        for m in known
        if not m.forecast_met
    ]
    return words.outlook(sum(bool(m.forecast_met) for m in known), missed)


# --- themes and schedule -------------------------------------------------------------------------------------------


def _theme(view: View, theme: ThemeResult) -> Slide:
    late = [m.measure.short_name for m in parts.worst_first(theme.measures) if m.status in (Status.LATE, Status.MISSED)]
    behind = [m.measure.short_name for m in parts.worst_first(theme.measures) if m.status is Status.BEHIND]
    title = words.theme_title(theme.counts, late, behind, final=view.final)
    telling = parts.telling(theme)
    chart: Block = parts.trend(view, telling) if telling else _text(words.NO_VALUES)
    points = parts.points(theme)
    said = ["".join(s.text for s in item) for item in points.items]
    kicker = words.theme_kicker(view.assessment.strategy.terms.theme, theme.theme.mark, theme.theme.title)
    regions = (("chart", (chart,)), ("upper", (parts.initiatives_table(view, theme),)), ("lower", (points,)))
    return Slide(SlideLayout.CHART_AND_NOTES, kicker, title, regions, words.say(words.sentence(title), *said))


def _schedule(view: View) -> Slide:
    bars = view.assessment.bars
    late = parts.delayed(bars)
    unreported = sum(b.status is ScheduleStatus.UNREPORTED for b in bars)
    title = words.schedule_title(len(late), len(bars), max((b.delay for b in late), default=0), unreported)
    body: tuple[Block, ...] = (parts.schedule_counts(bars),)
    if late:
        body = (parts.gantt(view, late), parts.delay_table(view, late))
    said = [
        words.late_note(b.bar.short_name, b.explanation.reason, b.explanation.remedy, b.explanation.due) for b in late
    ]
    return _wide(words.DELAYS, title, body, words.say(words.sentence(title), *said))


# --- what comes next -----------------------------------------------------------------------------------------------


def _following(view: View) -> Checkpoint:
    """The checkpoint after this one; after the third quarter the year's end."""
    order = tuple(Checkpoint)
    return order[min(order.index(view.assessment.checkpoint) + 1, len(order) - 1)]


def _until(view: View) -> str:
    return formats.era_date(_following(view).last_day(view.assessment.strategy.year))


def _ending(view: View) -> list[BarResult]:
    """Unfinished bars planned to end after the as-of date and by the next checkpoint."""
    year = view.assessment.strategy.year
    end = year.position(_following(view).last_day(year))
    now = view.assessment.as_of_position
    found = [b for b in view.assessment.bars if now < b.bar.end <= end and b.status not in _FINISHED]
    return sorted(found, key=lambda b: b.bar.end)


def _open_bars(view: View) -> list[BarResult]:
    return [b for b in view.assessment.bars if b.status not in _FINISHED]


def _remedies(view: View) -> list[MeasureResult]:
    """What is done about what is late; without anything late, about what is a little behind."""
    late = [m for m in view.assessment.measures if m.status is Status.LATE]
    late = late or [m for m in view.assessment.measures if m.status is Status.BEHIND]
    return [m for m in late if m.explanation.remedy.strip()]


def _next(view: View) -> Slide:
    """What ends before the next checkpoint and remedies with due dates; at the final checkpoint what stays open."""
    bars = _open_bars(view) if view.final else _ending(view)
    remedies = [] if view.final else _remedies(view)
    title = words.open_title(len(bars)) if view.final else words.next_title(len(bars), len(remedies), _until(view))
    if not bars and not remedies:
        return _wide(_coming(view), title, (_text(words.sentence(title)),), words.sentence(title))
    table = Table(
        (Column(words.WHEN, ColumnRole.DATE), Column(words.WHAT, ColumnRole.TEXT)),
        (*_ending_rows(view, bars), *_remedy_rows(view, remedies)),
        caption=words.NEXT_TABLE,
    )
    said = [words.WIDE.join(cell.text for cell in row[:2] if isinstance(cell, TextCell)) for row in table.rows]
    return _wide(_coming(view), title, (table,), words.say(words.sentence(title), *said))


def _ending_rows(view: View, bars: Sequence[BarResult]) -> tuple[RowGroup, ...]:
    """One row for each month in which bars end."""
    months: dict[str, list[BarResult]] = {}
    for bar in bars:
        months.setdefault(words.end_of(formats.axis_month(bar.bar.end, end=True)), []).append(bar)
    strategy = view.assessment.strategy
    rows = []
    for month, ending in months.items():
        named = words.bars_listed([(b.bar.short_name, strategy.initiative_of(b.bar.id).id) for b in ending])
        rows.append((TextCell(month), TextCell(named)))
    return (RowGroup(tuple(rows), words.OPEN_BARS if view.final else words.ENDING),) if rows else ()


def _remedy_rows(view: View, remedies: Sequence[MeasureResult]) -> tuple[RowGroup, ...]:
    strategy = view.assessment.strategy
    rows = tuple(
        (
            parts.written(m.explanation.due),
            TextCell(words.remedy(m.measure.short_name, m.explanation.remedy, strategy.initiative_of(m.measure.id).id)),
        )
        for m in remedies
    )
    return (RowGroup(rows, words.REMEDIES),) if rows else ()


# --- data ----------------------------------------------------------------------------------------------------------


def _data(view: View) -> Slide:
    assessment = view.assessment
    expected = assessment.departments
    submitted = [d for d in expected if d.used is not None]
    unreported = [m for m in assessment.measures if m.status is Status.UNREPORTED]
    title = words.data_title(len(submitted), len(expected), len(unreported))
    severities = [f.severity for f in assessment.findings]
    notices = len(severities) - severities.count(Severity.ERROR) - severities.count(Severity.WARNING)
    texts = (
        (words.SUBMITTED, words.departments(len(submitted), len(expected))),
        (words.MISSING, words.listed([d.department.name for d in expected if d.used is None])),
        (words.UNREPORTED, words.measures_listed([(m.measure.id, m.measure.short_name) for m in unreported])),
        (words.EXCLUDED, words.excluded(_excluded(assessment))),
        (words.FINDINGS, words.findings(severities.count(Severity.ERROR), severities.count(Severity.WARNING), notices)),
    )
    rows = tuple(FactRow(label, ((Span(text),),)) for label, text in texts)
    return _wide(words.DATA, title, (Facts(rows),), words.say(words.sentence(title), *(text for _, text in texts[1:])))


def _excluded(assessment: Assessment) -> list[tuple[str, list[str]]]:
    groups: dict[str, list[str]] = {}
    for result in assessment.measures:
        if result.status is Status.EXCLUDED:
            reason = REASONS[result.not_judged] if result.not_judged else words.EXCLUDED
            groups.setdefault(reason, []).append(result.measure.id)
    return list(groups.items())


# --- reference tables ----------------------------------------------------------------------------------------------


def _reference(view: View) -> tuple[Slide, ...]:
    assessment = view.assessment
    chunks = split_initiatives(assessment.initiatives)
    note = words.reference_note(assessment.checkpoint, assessment.strategy.scale)
    slides = []
    for number, chunk in enumerate(chunks, 1):
        marks = list(dict.fromkeys(i.theme.mark for i in chunk))
        kicker = words.reference_kicker(number, len(chunks), assessment.strategy.terms.theme, marks)
        own = counts(m.status for i in chunk for m in i.measures)
        title = words.reference_title(chunk[0].initiative.id, chunk[-1].initiative.id, own, final=view.final)
        regions: tuple[tuple[str, tuple[Block, ...]], ...] = (
            ("body", (parts.reference_table(view, chunk),)),
            ("note", (Paragraph((Span(note),), ParagraphRole.NOTE),)),
        )
        notes = words.say(words.sentence(title), words.reference_spoken())
        slides.append(Slide(SlideLayout.REFERENCE, kicker, title, regions, notes))
    return tuple(slides)


def split_initiatives(initiatives: Sequence[InitiativeResult]) -> list[list[InitiativeResult]]:
    """As few slides as can be, of at most 15 rows, evenly filled; a cut between themes is better than one inside."""
    sizes = [len(i.measures) for i in initiatives]
    for count in range(1, len(initiatives)):
        best: tuple[int, list[list[InitiativeResult]]] | None = None
        for cuts in combinations(range(1, len(initiatives)), count - 1):
            edges = (0, *cuts, len(initiatives))
            rows = [sum(sizes[a:b]) for a, b in pairwise(edges)]
            if max(rows) > _MOST_ROWS:
                continue
            inside = sum(initiatives[k - 1].theme.number == initiatives[k].theme.number for k in cuts)
            cost = sum(r * r for r in rows) + 10 * inside
            if best is None or cost < best[0]:
                best = (cost, [list(initiatives[a:b]) for a, b in pairwise(edges)])
        if best is not None:
            return best[1]
    return [[i] for i in initiatives]

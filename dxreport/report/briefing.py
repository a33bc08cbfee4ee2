"""Turns an assessment into the committee's briefing: the point first, one message a slide, tables behind."""

from __future__ import annotations

from collections.abc import Sequence

from dxreport.evaluate.assessment import Assessment, ThemeResult
from dxreport.evaluate.audiences import for_audience
from dxreport.evaluate.measure_result import MeasureResult
from dxreport.evaluate.rollup import by_figures
from dxreport.model.audience import Audience
from dxreport.model.period import Checkpoint
from dxreport.model.scale import ScheduleStatus, Standing
from dxreport.report import briefing_audience as own
from dxreport.report import briefing_closing as closing
from dxreport.report import briefing_figures as figures
from dxreport.report import briefing_parts as parts
from dxreport.report.blocks import Block, Callout, FactRow, Facts, Heading, Paragraph, ParagraphRole
from dxreport.report.cells import Span
from dxreport.report.deck_sections import in_sections
from dxreport.report.figures import QuarterScale
from dxreport.report.papers import Deck, DeckCover, Properties, Slide, SlideLayout
from dxreport.report.progress_figures import key_figures
from dxreport.report.progress_next import ending
from dxreport.report.progress_parts import View
from dxreport.report.wording import audiences, formats
from dxreport.report.wording import briefing as words
from dxreport.report.wording import briefing_titles as titles
from dxreport.report.wording.measures import forecast_text, target_text

_MOST_LEADING = 8


def compose(whole: Assessment, audience: Audience = Audience.COMMITTEE) -> Deck:
    """Cover, 要点, the whole, what is achieved and late, themes, schedule, what comes next, data, reference.

    All of it is made from what the audience may see of the assessment, so that nothing else can be in it.
    """
    assessment = for_audience(whole, audience)
    view = View(assessment, audience=audience)
    strategy = assessment.strategy
    scale = _scale(assessment.checkpoint)
    slides = (
        _summary(view),
        _overall(view),
        _achieved(view),
        _late(view),
        *(_theme(view, t) for t in assessment.themes),
        _schedule(view),
        *own.decisions(view),
        closing.coming_slide(view),
        closing.data(view),
        *closing.reference(view),
    )
    footer = words.footer(
        strategy.year, strategy.title, assessment.as_of, sample=assessment.sample, draft=assessment.draft
    )
    if audience is Audience.EXECUTIVE:
        footer = f"{audiences.HANDLING[audience]}{words.WIDE}{footer}"
    return Deck(
        _properties(view),
        _cover(view, scale),
        formats.checkpoint_period(assessment.checkpoint),
        scale,
        footer,
        in_sections(slides, strategy.terms.theme),
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
        keywords=audiences.keywords(view.audience),
        stamp=assessment.as_of.isoformat(),
    )


def _cover(view: View, scale: QuarterScale) -> DeckCover:
    assessment = view.assessment
    strategy, publication = assessment.strategy, assessment.strategy.publication
    edition = publication.editions.get(assessment.checkpoint.value)
    period = formats.checkpoint_period(assessment.checkpoint)
    return DeckCover(
        head=own.head(view),
        era=formats.fiscal_year(strategy.year, western=True),
        title=words.subject(strategy.title),
        period=period,
        scale=scale,
        as_of=words.as_of(assessment.as_of, edition.stage if edition else "", edition.number if edition else 0),
        note=words.joined(
            words.cover_note(sample=assessment.sample, draft=assessment.draft), audiences.cover_note(view.scope)
        ),
        notes=words.say(
            words.cover_notes("".join(words.subject(strategy.title)), period, assessment.as_of),
            words.told(audiences.SCOPE, scope) if (scope := own.scope_note(view)) else "",
        ),
    )


# --- the point and the whole ---------------------------------------------------------------------------------------


def shortfalls(view: View) -> list[MeasureResult]:
    """What is late (at the final checkpoint: missed), the worst first."""
    return parts.worst_first(view, [m for m in by_figures(view.assessment.measures) if m.standing is Standing.BAD])


def _reached(view: View) -> list[MeasureResult]:
    return [m for m in view.assessment.measures if m.reached]


def _summary(view: View) -> Slide:
    assessment = view.assessment
    title = titles.headline(assessment.counts, view.voice)
    late = [m.measure.short_name for m in shortfalls(view)]
    good = words.good_point(assessment.counts, [m.measure.short_name for m in _reached(view)], view.voice)
    bad = words.bad_point(
        late,
        assessment.counts.standing(Standing.WARNING),
        len(figures.delayed(assessment.bars)),
        assessment.counts.standing(Standing.UNREPORTED),
        view.voice,
    )
    if view.final:
        coming = words.open_point(len(closing.open_bars(view)), view.scope)
    else:
        coming = words.next_point(len(ending(view)), len(closing.remedies(view)), closing.until(view), view.scope)
    rows = tuple(
        FactRow(label, ((Span(text),),))
        for label, text in ((words.GOOD, good), (words.BAD, bad), (closing.coming(view), coming))
    )
    counted = key_figures(view, assessment.counts, assessment.counts_previous, assessment.checkpoint.value)
    return parts.wide(words.SUMMARY, title, (counted, Facts(rows)), words.say(good, bad, coming))


def _overall(view: View) -> Slide:
    assessment = view.assessment
    previous = assessment.counts_previous
    title = titles.comparison(assessment.counts, previous, view.before, view.voice)
    bars = parts.share_bars(view)
    upper: Block = bars if bars.bars else parts.text(words.good_point(assessment.counts, (), view.voice))
    grid: tuple[Block, ...] = (
        Heading(2, words.grid_title(view.terms.initiative)),
        *(parts.theme_grid(t) for t in assessment.themes),
    )
    notes = words.say(words.sentence(title), bars.alt, bars.note)
    return Slide(SlideLayout.OVERALL, words.OVERALL, title, (("upper", (upper,)), ("lower", grid)), notes)


def _achieved(view: View) -> Slide:
    """What reached the year's target; until something has, what is furthest ahead of its plan."""
    reached = _reached(view)
    shown = reached
    leading: list[MeasureResult] = []
    if not reached and not view.final:
        leading = [m for m in by_figures(view.assessment.measures) if m.standing is Standing.GOOD]
        shown = sorted(leading, key=lambda m: (m.progress is None, -(m.progress or 0)))[:_MOST_LEADING]
    title = titles.achieved_title(len(reached), view.assessment.counts.judged, len(leading), view.voice)
    body: tuple[Block, ...] = (
        (parts.achieved_table(view, shown, ahead=not reached),)
        if shown
        else (parts.text(titles.achieved_text(final=view.final, scope=view.scope)),)
    )
    if partly := words.furthest_ahead(len(leading), len(shown)):
        body = (*body, Paragraph((Span(partly),), ParagraphRole.NOTE))
    said = words.listed([m.measure.short_name for m in shown])
    return parts.wide(words.ACHIEVED, title, body, words.say(words.sentence(title), said if shown else ""))


def _late(view: View) -> Slide:
    """What is late, in the departments' own words; without anything late, what is a little behind."""
    results = shortfalls(view)
    behind = not results
    if behind:
        slow = [m for m in by_figures(view.assessment.measures) if m.standing is Standing.WARNING]
        results = parts.worst_first(view, slow)
    if not results:
        title = titles.no_late_title(view.assessment.counts.judged, view.voice)
        return parts.wide(words.LATE, title, (parts.text(words.sentence(title)),), words.sentence(title))
    remedies = sum(bool(m.explanation.remedy.strip()) for m in results)
    hidden = any(m.explanation.withheld for m in results)
    title = titles.late_title(len(results), remedies, view.voice, behind=behind, withheld=hidden)
    said = [words.late_note(m.measure.short_name, m.explanation) for m in results]
    outlook = _outlook(view, results)
    strip = (Callout(words.OUTLOOK, (Span(outlook),)),) if outlook else ()
    return parts.wide(
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
    ordered = parts.worst_first(view, by_figures(theme.measures))
    late = [m.measure.short_name for m in ordered if m.standing is Standing.BAD]
    behind = [m.measure.short_name for m in ordered if m.standing is Standing.WARNING]
    title = titles.theme_title(theme.counts, late, behind, view.voice, len(theme.measures))
    kicker = titles.theme_kicker(view.assessment.strategy.terms.theme, theme.theme.mark, theme.theme.title)
    if not theme.measures:
        empty = words.sentence(title) if view.scope else words.NO_MEASURES
        body = (parts.text(empty), figures.initiatives_table(view, theme, wide=True))
        return parts.wide(kicker, title, body, words.say(words.sentence(title), *own.comments(view, theme)))
    telling = figures.telling(view, theme)
    chart: Block = figures.trend(view, telling) if telling else parts.text(words.NO_VALUES)
    points = figures.points(view, theme)
    said = ["".join(s.text for s in item) for item in points.items]
    regions = (("chart", (chart,)), ("upper", (figures.initiatives_table(view, theme),)), ("lower", (points,)))
    notes = words.say(words.sentence(title), *said, *own.comments(view, theme))
    return Slide(SlideLayout.CHART_AND_NOTES, kicker, title, regions, notes)


def _schedule(view: View) -> Slide:
    bars = view.assessment.bars
    late = figures.delayed(bars)
    unreported = sum(b.status is ScheduleStatus.UNREPORTED for b in bars)
    title = titles.schedule_title(len(late), len(bars), max((b.delay for b in late), default=0), unreported, view.scope)
    body: tuple[Block, ...] = (figures.schedule_counts(bars) if bars else parts.text(words.sentence(title)),)
    if late:
        body = (figures.gantt(view, late), figures.delay_table(view, late))
    said = [words.late_note(b.bar.short_name, b.explanation) for b in late]
    return parts.wide(words.DELAYS, title, body, words.say(words.sentence(title), *said))

"""Turns an assessment into the committee's briefing: the point first, one message a slide, tables behind."""

from __future__ import annotations

from dxreport.evaluate.assessment import Assessment, ThemeResult
from dxreport.evaluate.audiences import for_audience
from dxreport.evaluate.measure_result import Change, MeasureResult
from dxreport.evaluate.rollup import by_figures
from dxreport.model.audience import Audience
from dxreport.model.period import Checkpoint
from dxreport.model.scale import Standing
from dxreport.report import briefing_audience as own
from dxreport.report import briefing_closing as closing
from dxreport.report import briefing_figures as figures
from dxreport.report import briefing_late as late
from dxreport.report import briefing_parts as parts
from dxreport.report import briefing_questions as questions
from dxreport.report import briefing_speech as speech
from dxreport.report.blocks import Block, FactRow, Facts, Heading
from dxreport.report.cells import Span
from dxreport.report.deck_sections import in_sections
from dxreport.report.figures import QuarterScale
from dxreport.report.papers import Deck, DeckCover, Properties, Slide, SlideLayout
from dxreport.report.progress_figures import key_figures
from dxreport.report.progress_next import ending
from dxreport.report.progress_parts import View
from dxreport.report.wording import audiences, formats
from dxreport.report.wording import briefing as words
from dxreport.report.wording import briefing_points as points
from dxreport.report.wording import briefing_titles as titles

_MOST_LEADING = 8
# Rows of two tables that a slide holds.
_MOST_ROWS = 8


def compose(whole: Assessment, audience: Audience = Audience.COMMITTEE) -> Deck:
    """Cover, 要点, the whole, what is achieved and late, themes, schedule, what comes next, reference.

    All of it is made from what the audience may see of the assessment, so that nothing else can be in it. A slide that
    would have nothing to show is left out: what there is to say stands in 要点.
    """
    assessment = for_audience(whole, audience)
    view = View(assessment, audience=audience)
    strategy = assessment.strategy
    scale = _scale(assessment.checkpoint)
    slides = (
        _summary(view),
        _overall(view),
        *_achieved(view),
        *late.late(view),
        *(_theme(view, t) for t in assessment.themes),
        late.schedule(view),
        *own.decisions(view),
        closing.coming_slide(view),
        *closing.data(view),
        *closing.reference(view),
        *late.rest(view),
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
        in_sections(speech.in_turn(slides), strategy.terms.theme),
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
        notes=speech.cover(view, "".join(words.subject(strategy.title)), own.scope_note(view)),
    )


# --- the point and the whole ---------------------------------------------------------------------------------------


def _reached(view: View) -> list[MeasureResult]:
    return [m for m in view.assessment.measures if m.reached]


def _summary(view: View) -> Slide:
    assessment = view.assessment
    title = titles.headline(assessment.counts, view.voice)
    short = late.shortfalls(view)
    names = [m.measure.short_name for m in short]
    good = points.good_point(assessment.counts, [m.measure.short_name for m in _reached(view)], view.voice)
    bad = points.bad_point(
        names,
        assessment.counts.standing(Standing.WARNING),
        len(figures.delayed(assessment.bars)),
        assessment.counts.standing(Standing.UNREPORTED),
        view.voice,
    )
    if view.final:
        coming = points.open_point(len(closing.open_bars(view)), view.scope)
    else:
        coming = points.next_point(len(ending(view)), len(closing.remedies(view)), closing.until(view), view.scope)
    label, submitted = closing.data_point(view)
    scope = own.scope_note(view)
    texts = ((words.GOOD, good), (words.BAD, bad), (closing.coming(view), coming), (label, submitted))
    rows = tuple(FactRow(name, ((Span(text),),)) for name, text in texts)
    counted = key_figures(view, assessment.counts, assessment.counts_previous, assessment.checkpoint.value)
    body = (counted, Facts(rows), *((parts.note(f"{audiences.SCOPE}：{scope}"),) if scope else ()))
    notes = speech.summary(view, good, names, coming, submitted)
    return parts.wide(words.SUMMARY, title, body, notes, asked=own.asked(view, questions.summary(view, short)))


def _overall(view: View) -> Slide:
    assessment = view.assessment
    title = _overall_title(view)
    bars = parts.share_bars(view)
    upper: Block = bars if bars.bars else parts.text(points.good_point(assessment.counts, (), view.voice))
    grid: tuple[Block, ...] = (
        Heading(2, words.grid_title(view.terms.initiative)),
        *(parts.theme_grid(t) for t in assessment.themes),
    )
    regions = (("upper", (upper,)), ("lower", grid))
    asked = own.asked(view, questions.overall(view, closing.excluded(assessment)))
    return Slide(SlideLayout.OVERALL, words.OVERALL, title, regions, speech.overall(view, title), asked=asked)


def _overall_title(view: View) -> tuple[str, ...]:
    """The change since the last checkpoint; without one, how the initiatives stand: the counts stand on the slide before."""
    counts, previous = view.assessment.counts, view.assessment.counts_previous
    standings = [i.kpi.standing for i in view.assessment.initiatives if i.kpi is not None]
    good, behind, bad = (standings.count(s) for s in (Standing.GOOD, Standing.WARNING, Standing.BAD))
    compared = not view.final and previous is not None and counts.judged and previous.judged
    if compared or not good + behind + bad:
        return titles.comparison(counts, previous, view.before, view.voice)
    return titles.initiatives(view.terms.initiative, good, bad, behind, good + behind + bad, view.voice)


def _achieved(view: View) -> tuple[Slide, ...]:
    """What reached the year's target, then what stands better than before; until something has, what is furthest ahead."""
    measures = view.assessment.measures
    reached = _reached(view)
    leading: list[MeasureResult] = []
    if not reached and not view.final:
        leading = [m for m in by_figures(measures) if m.standing is Standing.GOOD]
    shown = reached or sorted(leading, key=lambda m: (m.progress is None, -(m.progress or 0)))[:_MOST_LEADING]
    if not shown:
        return ()
    title = titles.achieved_title(len(reached), view.assessment.counts.judged, len(leading), view.voice)
    ahead = not reached
    many = len(shown) > _MOST_LEADING
    table = parts.achieved_by_theme(view, shown) if many else parts.achieved_table(view, shown, ahead=ahead)
    body: tuple[Block, ...] = (table,)
    if partly := words.furthest_ahead(len(leading), len(shown)):
        body = (*body, parts.note(partly))
    turned = [m for m in by_figures(measures) if m.change is Change.BETTER and not m.reached] if view.compares else []
    better = turned[: max(0, _MOST_ROWS - len(shown))] if reached and not view.final else []
    if better:
        body = (*body, parts.improved_table(view, better))
    if better and (partly := words.improved_shown(len(turned), len(better))):
        body = (*body, parts.note(partly))
    if ahead:
        notes = speech.leading(view, title, shown)
    elif many:
        notes = speech.achieved_by_theme(view, title, shown)
    else:
        notes = speech.achieved(title, shown, turned if better else ())
    asked = own.asked(view, questions.achieved(view, shown, ahead=ahead))
    return (parts.wide(words.ACHIEVED, title, body, notes, asked=asked),)


# --- themes --------------------------------------------------------------------------------------------------------


def _theme(view: View, theme: ThemeResult) -> Slide:
    ordered = parts.worst_first(view, by_figures(theme.measures))
    bad = [m.measure.short_name for m in ordered if m.standing is Standing.BAD]
    behind = [m.measure.short_name for m in ordered if m.standing is Standing.WARNING]
    title = titles.theme_title(theme.counts, bad, behind, view.voice, len(theme.measures))
    kicker = titles.theme_kicker(view.assessment.strategy.terms.theme, theme.theme.mark, theme.theme.title)
    telling = figures.telling(view, theme)
    asked = own.asked(view, questions.theme(view, theme, telling))
    if not theme.measures:
        empty = words.sentence(title) if view.scope else words.NO_MEASURES
        body = (parts.text(empty), figures.initiatives_table(view, theme, wide=True))
        return parts.wide(kicker, title, body, speech.theme(view, theme, title, None), asked=asked)
    chart: Block = figures.trend(view, telling) if telling else parts.text(words.NO_VALUES)
    regions = (
        ("chart", (chart,)),
        ("upper", (figures.initiatives_table(view, theme),)),
        ("lower", (figures.points(view, theme),)),
    )
    notes = speech.theme(view, theme, title, telling)
    return Slide(SlideLayout.CHART_AND_NOTES, kicker, title, regions, notes, asked=asked)

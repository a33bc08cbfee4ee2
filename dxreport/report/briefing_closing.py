"""Turns an assessment into the briefing's last slides: what comes next, the state of the data, reference tables."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from decimal import Decimal

from dxreport.evaluate.assessment import Assessment, HolderResult
from dxreport.evaluate.bar_result import BarResult
from dxreport.evaluate.measure_result import MeasureResult
from dxreport.evaluate.rollup import by_figures, counts
from dxreport.model.audience import Audience
from dxreport.model.scale import ScheduleStatus, Standing
from dxreport.report import briefing_parts as parts
from dxreport.report import briefing_questions as questions
from dxreport.report import briefing_speech as speech
from dxreport.report.blocks import Block, FactRow, Facts, Paragraph, ParagraphRole, Table
from dxreport.report.briefing_audience import asked, scope_note
from dxreport.report.cells import Column, ColumnRole, RowGroup, Span, TextCell
from dxreport.report.papers import Slide, SlideLayout
from dxreport.report.progress_next import ending
from dxreport.report.progress_parts import View
from dxreport.report.wording import audiences, formats
from dxreport.report.wording import briefing as words
from dxreport.report.wording import briefing_points as points
from dxreport.report.wording import briefing_titles as titles
from dxreport.report.wording.measures import REASONS

_MOST_ROWS = 15
_MOST_REMEDIES = 4
_MOST_BARS = 8
"""Bars that end in one month and are named."""
_MOST_MISSING = 3
"""Departments without a submission that 要点 has room to name."""
_MOST_UNREPORTED = 12
_FINISHED = (ScheduleStatus.DONE, ScheduleStatus.AHEAD, ScheduleStatus.STOPPED)


# --- what comes next -----------------------------------------------------------------------------------------------


def until(view: View) -> str:
    """The day up to which the next slide looks: the next checkpoint's last day, at the end the year's."""
    assessment = view.assessment
    return formats.era_date(assessment.upcoming.until or assessment.strategy.year.last_day)


def open_bars(view: View) -> list[BarResult]:
    """Bars that are not finished."""
    return [b for b in view.assessment.bars if b.status not in _FINISHED]


def remedies(view: View) -> list[MeasureResult]:
    """What is done about what is late; without anything late, about what is a little behind."""
    results = by_figures(view.assessment.measures)
    late = [m for m in results if m.standing is Standing.BAD]
    late = late or [m for m in results if m.standing is Standing.WARNING]
    return [m for m in late if m.explanation.remedy.strip()]


def coming(view: View) -> str:
    """What the slide on the time to come is called."""
    return words.HANDED_OVER if view.final else words.NEXT


def coming_slide(view: View) -> Slide:
    """What ends before the next checkpoint and remedies with due dates; at the final checkpoint what stays open."""
    bars = [(b, b.bar.end) for b in open_bars(view)] if view.final else _ends(view)
    owed = [] if view.final else remedies(view)
    title = (
        titles.open_title(len(bars), view.scope)
        if view.final
        else titles.next_title(len(bars), len(owed), until(view), view.scope)
    )
    months = _by_month(bars)
    spoken = [(month, [b.bar.short_name for b in those]) for month, those in months.items()]
    notes = speech.coming(title, spoken, len(owed), final=view.final)
    asked_ = asked(view, questions.coming(view, [b for b, _ in bars], len(owed)))
    if not bars and not owed:
        return parts.wide(coming(view), title, (parts.text(words.sentence(title)),), notes, asked=asked_)
    shown = parts.worst_first(view, owed)[:_MOST_REMEDIES]
    table = Table(
        (Column(words.WHEN, ColumnRole.DATE), Column(words.WHAT, ColumnRole.TEXT)),
        (*_ending_rows(view, months), *_remedy_rows(view, shown)),
        caption=words.NEXT_TABLE,
    )
    more = words.remedies_shown(len(owed), len(shown))
    body = (table, *((parts.note(more),) if more else ()))
    return parts.wide(coming(view), title, body, notes, asked=asked_)


def _by_month(bars: Sequence[tuple[BarResult, Decimal]]) -> dict[str, list[BarResult]]:
    """「10月中」 to the bars that end in it."""
    months: dict[str, list[BarResult]] = {}
    for bar, end in bars:
        months.setdefault(words.in_month(formats.axis_month(end, end=True)), []).append(bar)
    return months


def _ends(view: View) -> list[tuple[BarResult, Decimal]]:
    """Bars that end until the next checkpoint, with the axis position at which they are expected to."""
    year = view.assessment.strategy.year
    return [(bar, year.position(item.day)) for bar, item in ending(view) if item.day is not None]


def _ending_rows(view: View, months: Mapping[str, Sequence[BarResult]]) -> tuple[RowGroup, ...]:
    """One row for each month in which bars end."""
    strategy = view.assessment.strategy
    rows = []
    for month, those in months.items():
        named = words.bars_listed([(b.bar.short_name, strategy.holder_of(b.bar.id).number) for b in those], _MOST_BARS)
        rows.append((TextCell(month), TextCell(named)))
    return (RowGroup(tuple(rows), words.OPEN_BARS if view.final else words.ENDING),) if rows else ()


def _remedy_rows(view: View, remedies: Sequence[MeasureResult]) -> tuple[RowGroup, ...]:
    strategy = view.assessment.strategy
    rows = tuple(
        (
            parts.written(m.explanation.due),
            TextCell(words.remedy(m.measure.short_name, m.explanation.remedy, strategy.holder_of(m.measure.id).number)),
        )
        for m in remedies
    )
    return (RowGroup(rows, words.REMEDIES),) if rows else ()


# --- data ----------------------------------------------------------------------------------------------------------


def data_point(view: View) -> tuple[str, str]:
    """Label and sentences of the point on who has handed in and what has no class; the public is told of the latter."""
    unreported = [m.measure.short_name for m in _unreported(view.assessment)]
    excluded_ = view.assessment.counts.standing(Standing.EXCLUDED)
    text = points.unreported_point(unreported, excluded_, view.scope)
    if view.audience is Audience.PUBLIC:
        return words.DATA_POINT_PUBLIC, text
    missing, expected = _missing(view.assessment), len(view.assessment.departments)
    return words.DATA_POINT, points.submitted_point(expected - len(missing), expected, missing) + text


def data(view: View) -> tuple[Slide, ...]:
    """Who has not submitted and where departments rate otherwise: only where 要点 has no room to say it."""
    assessment = view.assessment
    missing, unreported = _missing(assessment), _unreported(assessment)
    public = view.audience is Audience.PUBLIC
    differing = _own_ratings(view)
    if not differing and (public or len(missing) <= _MOST_MISSING):
        return ()
    expected = len(assessment.departments)
    submitted = expected - len(missing)
    title = (
        audiences.data_title(len(unreported), view.scope)
        if public
        else titles.data_title(submitted, expected, len(unreported), view.scope)
    )
    texts = _not_judged(view, unreported)
    if not public:
        texts = (
            (words.SUBMITTED, words.departments(submitted, expected)),
            (words.MISSING, words.listed(missing)),
            *texts,
        )
    notes = speech.data(view, title)
    kicker = audiences.DATA_PUBLIC if public else words.DATA
    return (parts.wide(kicker, title, (_facts(texts),), notes, asked=asked(view, questions.data(view))),)


def _missing(assessment: Assessment) -> list[str]:
    return [d.department.name for d in assessment.departments if d.used is None]


def _facts(texts: Sequence[tuple[str, str]]) -> Facts:
    return Facts(tuple(FactRow(label, ((Span(text),),)) for label, text in texts))


def _unreported(assessment: Assessment) -> list[MeasureResult]:
    return [m for m in assessment.measures if m.standing is Standing.UNREPORTED]


def _not_judged(view: View, unreported: Sequence[MeasureResult]) -> tuple[tuple[str, str], ...]:
    """Which measures have no class and why, what else the counts leave out, and where departments rate otherwise."""
    scope = scope_note(view)
    pairs = [(m.measure.id, m.measure.short_name) for m in unreported]
    return (
        *(((audiences.SCOPE, scope),) if scope else ()),
        (words.UNREPORTED, words.measures_listed(pairs, _MOST_UNREPORTED)),
        (words.EXCLUDED, words.excluded(excluded(view.assessment))),
        *_own_ratings(view),
    )


def _own_ratings(view: View) -> list[tuple[str, str]]:
    """Where departments rate themselves otherwise than the program: both stand side by side."""
    own = view.terms.own_rating
    if not own:
        return []
    differing = [(m.measure.id, m.own.text, m.rating.text) for m in view.assessment.measures if m.own_differs and m.own]
    return [(own, words.own_ratings(differing))] if differing else []


def excluded(assessment: Assessment) -> list[tuple[str, list[str]]]:
    """Ids of what is not judged, by reason."""
    groups: dict[str, list[str]] = {}
    for result in assessment.measures:
        if result.standing is Standing.EXCLUDED:
            reason = REASONS[result.not_judged] if result.not_judged else words.EXCLUDED
            groups.setdefault(reason, []).append(result.measure.id)
    return list(groups.items())


# --- reference tables ----------------------------------------------------------------------------------------------


def reference(view: View) -> tuple[Slide, ...]:
    """All measures in tables, split between the levels that hold them."""
    assessment = view.assessment
    chunks = split_holders([h for h in assessment.holders if h.measures])
    note = words.reference_note(assessment.checkpoint, assessment.ladder)
    slides = []
    for number, chunk in enumerate(chunks, 1):
        marks = list(dict.fromkeys(h.theme.mark for h in chunk if h.theme is not None))
        kicker = titles.reference_kicker(number, len(chunks), assessment.strategy.terms.theme, marks)
        own = counts((m.rating for h in chunk for m in by_figures(h.measures)), assessment.ladder, view.scale)
        first, last = chunk[0].holder, chunk[-1].holder
        span = titles.reference_span(first.label, last.label, last.number) if len(chunks) > 1 else ""
        title = titles.reference_title(span, own, view.voice)
        regions: tuple[tuple[str, tuple[Block, ...]], ...] = (
            ("body", (parts.reference_table(view, chunk),)),
            ("note", (Paragraph((Span(note),), ParagraphRole.NOTE),)),
        )
        slides.append(Slide(SlideLayout.REFERENCE, kicker, title, regions, speech.reference()))
    return tuple(slides)


def split_holders(holders: Sequence[HolderResult]) -> list[list[HolderResult]]:
    """Slides of at most 15 rows, as few as can be and evenly filled; a cut between themes is better than one inside.

    A level with more rows than that has a slide of its own, on which the table goes on over further slides. The cheapest
    cut up to each level is found from the cheapest cuts before it.
    """
    sizes = [len(h.measures) for h in holders]
    best: list[tuple[int, int, int]] = [(0, 0, 0)]  # (slides, cost, where the last slide begins) up to each level
    for end in range(1, len(holders) + 1):
        options = []
        for begin in range(end - 1, -1, -1):
            rows = sum(sizes[begin:end])
            if rows > _MOST_ROWS and begin < end - 1:
                break
            slides, cost, _ = best[begin]
            inside = begin > 0 and holders[begin - 1].theme is holders[begin].theme
            options.append((slides + 1, cost + rows * rows + (10 if inside else 0), begin))
        best.append(min(options))
    chunks: list[list[HolderResult]] = []
    end = len(holders)
    while end:
        begin = best[end][2]
        chunks.insert(0, list(holders[begin:end]))
        end = begin
    return chunks

"""Turns an assessment's strategy into a landscape deck in the source's own form, a slide for each initiative."""

from __future__ import annotations

from dataclasses import replace

from dxreport.evaluate.assessment import Assessment
from dxreport.evaluate.audiences import plan_for
from dxreport.model.audience import Audience
from dxreport.model.narrative import Chapter, Section
from dxreport.model.strategy import Initiative, Strategy, Theme
from dxreport.report import strategy_parts as parts
from dxreport.report.blocks import Block, Callout, Heading, Table
from dxreport.report.cells import Column, ColumnRole, RowGroup, TextCell
from dxreport.report.papers import Deck, DeckCover, Slide, SlideLayout
from dxreport.report.progress_method import classes_table
from dxreport.report.strategy_schedule import plan_schedule
from dxreport.report.wording import audiences
from dxreport.report.wording import deck as words
from dxreport.report.wording import strategy as wording
from dxreport.report.wording.marks import DRAFT, SAMPLE

# Letters of running text that one slide holds, and what a heading takes of them.
_SLIDE_LETTERS, _HEADING_LETTERS = 600, 60
_UNNUMBERED = parts.Captions(numbered=False)


def compose(whole: Assessment, audience: Audience = Audience.COMMITTEE) -> Deck:
    """Cover, foreword, chapters, the whole picture, the matrix, a slide for each theme and each initiative.

    Of the plan only what the audience may see is there; its running text stands as it was adopted.
    """
    assessment = plan_for(whole, audience)
    strategy = assessment.strategy
    title = wording.paper_title(strategy.year, strategy.title, draft=assessment.draft)
    mark = (audiences.HANDLING[audience],) if audience is Audience.EXECUTIVE else ()
    footer = (*mark, strategy.municipality, title, *((SAMPLE,) if assessment.sample else ()))
    return Deck(
        properties=parts.properties(assessment),
        cover=_cover(assessment, audience),
        period="",
        scale=None,
        footer=wording.WIDE_SPACE.join(footer),
        slides=_slides(assessment, audience),
    )


def _cover(assessment: Assessment, audience: Audience) -> DeckCover:
    """The plan is of no quarter: no scale of the year stands on its cover."""
    strategy = assessment.strategy
    handling, scope = audiences.HANDLING[audience], audiences.scope(audience, assessment.withheld)
    notes = (wording.SAMPLE_NOTE if assessment.sample else "", audiences.cover_note(scope))
    publication = strategy.publication
    return DeckCover(
        head=(strategy.municipality, *((handling,) if handling else ()), *((DRAFT,) if assessment.draft else ())),
        era=wording.paper_title(strategy.year, "", draft=False),
        title=(strategy.title,),
        period="",
        scale=None,
        as_of=f"{publication.bureau}{wording.WIDE_SPACE}{publication.section}",
        note=wording.WIDE_SPACE.join(n for n in notes if n),
        notes="",
    )


def _slides(assessment: Assessment, audience: Audience) -> tuple[Slide, ...]:
    strategy = assessment.strategy
    foreword = strategy.foreword
    title = (foreword.title or wording.FOREWORD,)
    slides = [*_part(title[0], [_narrative_slide(strategy.title, title, parts.narrative(foreword, _UNNUMBERED))])]
    for chapter in strategy.chapters:
        slides.extend(_part(chapter.title, _chapter(strategy, chapter)))
    slides.extend(_part(strategy.overview_title, _overview(assessment, audience)))
    for theme in strategy.themes:
        sheets = [_sheet(strategy, theme, i) for i in theme.initiatives]
        if (facts := parts.levels_facts(strategy, theme)) is not None:
            sheets.insert(0, _slide(strategy.holder(theme).label, theme.name, (facts,)))
        slides.extend(_part(strategy.terms.theme + theme.mark, sheets))
    scale = classes_table(strategy.scale, final=False)
    reference = _slide(strategy.title, (wording.scale_title(),), (scale,))
    return (*slides, *_part(words.REFERENCE, [reference]))


def _part(name: str, slides: list[Slide]) -> list[Slide]:
    """The slides with the first of them naming the part of the deck that it begins."""
    return [replace(slide, section="" if k else name) for k, slide in enumerate(slides)]


def _overview(assessment: Assessment, audience: Audience) -> list[Slide]:
    """What serves what as a diagram, the statements in full, what the plan aims at, the matrix, each theme's outlines."""
    strategy = assessment.strategy
    overview = strategy.overview_title
    slides: list[Slide] = []
    if strategy.statements:
        slides.append(_slide(strategy.title, (overview,), (parts.whole_picture(strategy, _UNNUMBERED),)))
        title = wording.statements_title([statement.heading for statement in strategy.statements])
        slides.append(_slide(overview, title, (parts.statements(strategy),)))
    if strategy.aspirations:
        aspirations = wording.aspirations_title(strategy.terms.aspiration_heading, len(strategy.aspirations))
        slides.append(_slide(overview, (aspirations,), (parts.aspirations(strategy),)))
    if (facts := parts.level_facts(strategy)) is not None:
        whole = wording.whole_title(strategy.terms.plan, strategy.terms.indicators)
        slides.append(_slide(overview, (whole,), (facts,)))
    among = audiences.of_scope(audiences.scope(audience, assessment.withheld))
    first, *rest = wording.matrix_slide_title(strategy.terms, len(strategy.themes), len(strategy.initiatives))
    slides.append(_slide(overview, (among + first, *rest), (parts.matrix(strategy, outlines=False),)))
    return [*slides, *(_theme(strategy, theme) for theme in strategy.themes)]


def _chapter(strategy: Strategy, chapter: Chapter) -> list[Slide]:
    """Sections of few words share a slide under the chapter's title; others have one of their own."""
    slides = []
    for sections in _shared(chapter.sections):
        first = sections[0]
        if len(sections) == 1 and first.title:
            slides.append(
                _narrative_slide(chapter.title, wording.phrases(first.title), parts.narrative(first, _UNNUMBERED))
            )
        else:
            blocks = tuple(block for section in sections for block in _with_title(section))
            slides.append(_narrative_slide(strategy.title, (chapter.title,), blocks))
    return slides


def _shared(sections: tuple[Section, ...]) -> list[list[Section]]:
    """Neighbouring sections whose text together fills a slide at most."""
    shared: list[list[Section]] = []
    room = 0
    for section in sections:
        needed = _HEADING_LETTERS + sum(len(text) for item in section.items for text in item.lines)
        if any(item.rows for item in section.items):
            needed = _SLIDE_LETTERS
        if needed > room:
            shared.append([])
            room = _SLIDE_LETTERS
        shared[-1].append(section)
        room -= needed
    return shared


def _with_title(section: Section) -> tuple[Block, ...]:
    heading = (Heading(2, wording.phrases(section.title)),) if section.title else ()
    return (*heading, *parts.narrative(section, _UNNUMBERED))


def _narrative_slide(kicker: str, title: tuple[str, ...], blocks: tuple[Block, ...]) -> Slide:
    """Running text; its callout takes the strip at the slide's foot."""
    strip = tuple(b for b in blocks if isinstance(b, Callout))
    return _slide(kicker, title, tuple(b for b in blocks if not isinstance(b, Callout)), strip)


def _slide(kicker: str, title: tuple[str, ...], body: tuple[Block, ...], strip: tuple[Block, ...] = ()) -> Slide:
    regions = (("body", body), *((("strip", strip),) if strip else ()))
    return Slide(SlideLayout.WIDE, kicker, title, regions, "")


def _theme(strategy: Strategy, theme: Theme) -> Slide:
    """The theme's initiatives with their outlines as the matrix prints them."""
    rows = tuple(
        (
            TextCell(i.number, strong=True),
            TextCell(
                "".join(i.title_matrix),
                strong=True,
                sub=wording.AGAIN if i.id in theme.relisted else parts.aspiration_marks(strategy, i),
            ),
            TextCell(parts.outline_in_matrix(i)),
        )
        for i in (*theme.initiatives, *(strategy.initiative(n) for n in theme.relisted))
    )
    columns = (
        Column("", ColumnRole.ID),
        Column(strategy.terms.initiative, ColumnRole.NAME, weight=2),
        Column(wording.OUTLINE, ColumnRole.TEXT, weight=4),
    )
    term = strategy.terms.theme + theme.mark
    table = Table(columns, (RowGroup(rows),), wording.outlines_caption(term, strategy.terms.initiative))
    return _slide(term, theme.name, (table,))


def _sheet(strategy: Strategy, theme: Theme, initiative: Initiative) -> Slide:
    terms = strategy.terms
    body: tuple[Block, ...] = (parts.sheet_facts(strategy, initiative, terms.aspiration),)
    if initiative.tasks:
        body += (plan_schedule(initiative, terms.initiative, terms.tasks, arrows=True),)
    sheet = _slide(parts.kicker(strategy, theme, initiative), parts.sheet_title(strategy, initiative), body)
    return replace(sheet, anchor=parts.anchor(initiative))

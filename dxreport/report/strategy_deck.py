"""Turns an assessment's strategy into a landscape deck in the source's own form: narrative, matrix, themes, a slide for each initiative."""

from __future__ import annotations

from dxreport.evaluate.assessment import Assessment
from dxreport.model.strategy import Chapter, Initiative, Section, Strategy, Theme
from dxreport.report import strategy_parts as parts
from dxreport.report.blocks import (
    Block,
    Callout,
    Column,
    ColumnRole,
    Deck,
    DeckCover,
    RowGroup,
    Slide,
    SlideLayout,
    Table,
    TextCell,
)
from dxreport.report.strategy_schedule import plan_schedule
from dxreport.report.wording import strategy as wording
from dxreport.report.wording.progress import DRAFT, SAMPLE


def compose(assessment: Assessment) -> Deck:
    """Cover, foreword, chapters, the whole picture, the matrix, a slide for each theme and each initiative."""
    strategy = assessment.strategy
    title = wording.paper_title(strategy.year, strategy.title, draft=assessment.draft)
    footer = (strategy.municipality, title, *((SAMPLE,) if assessment.sample else ()))
    return Deck(
        properties=parts.properties(assessment),
        cover=_cover(assessment),
        period="",
        scale=None,
        footer=wording.WIDE_SPACE.join(footer),
        slides=_slides(strategy),
    )


def _cover(assessment: Assessment) -> DeckCover:
    strategy = assessment.strategy
    publication = strategy.publication
    return DeckCover(
        head=(strategy.municipality, *((DRAFT,) if assessment.draft else ())),
        era=wording.paper_title(strategy.year, "", draft=False),
        title=(strategy.title,),
        period="",
        scale=parts.scale(assessment.checkpoint),
        as_of=f"{publication.bureau}{wording.WIDE_SPACE}{publication.section}",
        note=wording.SAMPLE_NOTE if assessment.sample else "",
        notes="",
    )


def _slides(strategy: Strategy) -> tuple[Slide, ...]:
    slides = [_narrative_slide(strategy.title, strategy.foreword, strategy.foreword.title or wording.FOREWORD)]
    for chapter in strategy.chapters:
        slides.extend(_chapter(strategy, chapter))
    overview = strategy.overview_title
    aspirations = wording.aspirations_title(strategy.terms.aspiration_heading, len(strategy.aspirations))
    slides.append(_slide(strategy.title, (overview,), (parts.statements(strategy),)))
    slides.append(_slide(overview, (aspirations,), (parts.aspirations(strategy),)))
    matrix_title = wording.matrix_slide_title(len(strategy.themes), len(strategy.initiatives))
    slides.append(_slide(overview, matrix_title, (parts.matrix(strategy, outlines=False),)))
    slides.extend(_theme(strategy, theme) for theme in strategy.themes)
    slides.extend(_sheet(strategy, theme, i) for theme in strategy.themes for i in theme.initiatives)
    return tuple(slides)


def _chapter(strategy: Strategy, chapter: Chapter) -> list[Slide]:
    """A slide for each section; a section without a title bears the chapter's."""
    slides = []
    for section in chapter.sections:
        kicker = chapter.title if section.title else strategy.title
        slides.append(_narrative_slide(kicker, section, section.title or chapter.title))
    return slides


def _narrative_slide(kicker: str, section: Section, title: str) -> Slide:
    """The section's text; its callout takes the strip at the slide's foot."""
    blocks = parts.narrative(section, str)
    strip = tuple(b for b in blocks if isinstance(b, Callout))
    return _slide(kicker, (title,), tuple(b for b in blocks if not isinstance(b, Callout)), strip)


def _slide(kicker: str, title: tuple[str, ...], body: tuple[Block, ...], strip: tuple[Block, ...] = ()) -> Slide:
    regions = (("body", body), *((("strip", strip),) if strip else ()))
    return Slide(SlideLayout.WIDE, kicker, title, regions, "")


def _theme(strategy: Strategy, theme: Theme) -> Slide:
    """The theme's initiatives with their outlines as the matrix prints them."""
    rows = tuple(
        (
            TextCell(str(i.number), strong=True),
            TextCell("".join(i.title_matrix), strong=True, sub=parts.aspiration_marks(strategy, i)),
            TextCell(parts.outline_in_matrix(i)),
        )
        for i in theme.initiatives
    )
    columns = (
        Column("", ColumnRole.ID),
        Column(wording.INITIATIVE, ColumnRole.NAME, weight=2),
        Column(wording.OUTLINE, ColumnRole.TEXT, weight=4),
    )
    term = strategy.terms.theme + theme.mark
    table = Table(columns, (RowGroup(rows),), wording.outlines_caption(term))
    return _slide(term, theme.name, (table,))


def _sheet(strategy: Strategy, theme: Theme, initiative: Initiative) -> Slide:
    terms = strategy.terms
    body = (
        parts.sheet_facts(strategy, initiative, terms.aspiration),
        plan_schedule(strategy, initiative, terms.tasks, arrows=True),
    )
    return _slide(parts.kicker(strategy, theme), parts.sheet_title(strategy, initiative), body)

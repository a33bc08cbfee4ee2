"""Turns an assessment's strategy into the paper for Word: the source's whole text, a sheet for each initiative."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from itertools import count

from dxreport.evaluate.assessment import Assessment
from dxreport.model.narrative import Chapter, NarrativeKind
from dxreport.model.strategy import Initiative, Node, Strategy, Theme
from dxreport.report import strategy_parts as parts
from dxreport.report.blocks import Block, Contents, FactRow, Facts, Heading, PageBreak
from dxreport.report.papers import Cover, Document, Properties
from dxreport.report.progress_method import classes_table
from dxreport.report.progress_parts import View
from dxreport.report.strategy_additions import NONE, Additions, annex, progress, sample_note
from dxreport.report.strategy_additions import remark as remark_on
from dxreport.report.strategy_schedule import plan_schedule
from dxreport.report.wording import formats
from dxreport.report.wording import strategy as wording
from dxreport.report.wording.marks import DRAFT, SAMPLE
from dxreport.report.wording.progress import CONTENTS


def compose(assessment: Assessment, additions: Additions = NONE) -> Document:
    """Cover, contents, foreword, chapters, the whole picture, the matrix, the sheets, and what an edition adds to them."""
    strategy = assessment.strategy
    return Document(
        properties=_properties(assessment, additions),
        cover=_cover(assessment, additions),
        header_left=_title(assessment, additions),
        header_right=strategy.municipality,
        footer_left=SAMPLE if assessment.sample else "",
        blocks=(Contents(CONTENTS, 2), *_blocks(assessment, additions)),
    )


def _title(assessment: Assessment, additions: Additions) -> str:
    """The plan's title; an edition with the state of a quarter says so wherever the title stands."""
    strategy = assessment.strategy
    title = wording.paper_title(strategy.year, strategy.title, draft=assessment.draft)
    return wording.with_state(title, assessment.checkpoint) if additions.progress else title


def _properties(assessment: Assessment, additions: Additions) -> Properties:
    """Those of the plan; an edition with the state of a quarter bears that quarter's day."""
    usual = parts.properties(assessment)
    if not additions.progress:
        return usual
    return replace(usual, title=_title(assessment, additions), stamp=assessment.as_of.isoformat())


def _cover(assessment: Assessment, additions: Additions) -> Cover:
    strategy = assessment.strategy
    author = f"{strategy.publication.bureau}{wording.WIDE_SPACE}{strategy.publication.section}"
    facts = (
        FactRow(
            wording.PERIOD,
            (
                parts.line(
                    wording.planned_period(strategy.first_year or strategy.year, strategy.last_year or strategy.year)
                ),
            ),
        ),
        *_edition(assessment, additions),
        FactRow(wording.AUTHOR, (parts.line(author),)),
    )
    remark = remark_on(strategy, additions)
    return Cover(
        municipality=strategy.municipality,
        boxes=(*((DRAFT,) if assessment.draft else ()), strategy.publication.handling),
        era=wording.paper_title(strategy.year, "", draft=False),
        title=(strategy.title,),
        period=wording.state_of(assessment.checkpoint) if additions.progress else "",
        scale=parts.scale(assessment) if additions.progress else None,
        facts=Facts((*facts, remark) if remark else facts, strong_rules=True),
        foot_left=sample_note(additions) if assessment.sample else "",
        foot_right=wording.organisation_code(strategy.organisation_code),
    )


def _edition(assessment: Assessment, additions: Additions) -> tuple[FactRow, ...]:
    """Which edition it is: the plan as adopted, or the plan with a quarter's state and the day of that."""
    if not additions.progress:
        return (FactRow(wording.EDITION, (parts.line(wording.ADOPTED),)),)
    as_of = formats.era_date(assessment.as_of)
    return (
        FactRow(wording.AS_OF, (parts.line(as_of),)),
        FactRow(wording.EDITION, (parts.line(parts.edition(assessment)),)),
    )


def _blocks(assessment: Assessment, additions: Additions) -> tuple[Block, ...]:
    strategy = assessment.strategy
    captions = parts.Captions(numbered=True)
    view = View(assessment)
    results = assessment.holders if additions.progress else ()

    def progressed(*nodes: Node) -> tuple[Block, ...]:
        ids = {strategy.holder(node).id for node in nodes}
        return progress(view, (r for r in results if r.holder.id in ids))

    chapters = count(1)
    blocks: list[Block] = [Heading(1, (strategy.foreword.title or wording.FOREWORD,), anchor="foreword", new_page=True)]
    blocks.extend(parts.narrative(strategy.foreword, captions))
    new_page = True
    for chapter in strategy.chapters:
        blocks.extend(_chapter(next(chapters), chapter, captions, new_page=new_page))
        new_page = not _is_missing(chapter)
    blocks.extend(_overview(strategy, chapters, captions))
    blocks.extend(progressed(strategy))
    blocks.append(PageBreak(lying=True))
    blocks.append(_chapter_heading(next(chapters), strategy.matrix_title))
    blocks.append(parts.matrix(strategy, outlines=True))
    blocks.append(PageBreak())
    for theme in strategy.themes:
        blocks.extend(_levels(strategy, theme))
        blocks.extend(progressed(theme, *theme.branches))
        for initiative in theme.initiatives:
            blocks.extend(_sheet(strategy, theme, initiative))
            blocks.extend(progressed(initiative))
    title = wording.scale_title()
    blocks.append(Heading(1, wording.phrases(title), anchor="scale", bookmark=title, new_page=True))
    final = additions.progress and assessment.checkpoint.is_final
    blocks.append(classes_table(strategy.scale, final=final))
    if additions.faults:
        # The list has five columns of text.
        blocks += [PageBreak(lying=True), *annex(strategy)]
    return tuple(blocks)


def _levels(strategy: Strategy, theme: Theme) -> tuple[Block, ...]:
    """The indicators of a theme and of the branches below it, on a page before its sheets; nothing where it has none."""
    facts = parts.levels_facts(strategy, theme)
    if facts is None:
        return ()
    label = strategy.holder(theme).label
    name = "".join(theme.short_name)
    return (
        Heading(2, theme.name, kicker=label, anchor=f"level-{theme.id}", bookmark=f"{label} {name}", new_page=True),
        facts,
    )


def _chapter_heading(number: int, title: str, *, new_page: bool = True) -> Heading:
    return Heading(
        1, wording.phrases(title), anchor=f"chapter-{number}", bookmark=title, new_page=new_page, numbered=True
    )


def _is_missing(chapter: Chapter) -> bool:
    """A chapter without any text left does not fill a page of its own."""
    return all(item.kind is NarrativeKind.MISSING for section in chapter.sections for item in section.items)


def _chapter(number: int, chapter: Chapter, captions: parts.Captions, *, new_page: bool) -> tuple[Block, ...]:
    blocks: list[Block] = [_chapter_heading(number, chapter.title, new_page=new_page)]
    sections = count(1)
    for section in chapter.sections:
        if section.title:
            anchor = f"chapter-{number}-{next(sections)}"
            blocks.append(Heading(2, wording.phrases(section.title), anchor=anchor, numbered=True))
        blocks.extend(parts.narrative(section, captions))
    return tuple(blocks)


def _overview(strategy: Strategy, chapters: Iterator[int], captions: parts.Captions) -> tuple[Block, ...]:
    """Statements, aims and indicators of the whole; nothing, and no number, where the plan has none."""
    terms = strategy.terms
    if not (strategy.statements or strategy.aspirations or strategy.indicators):
        return ()
    number = next(chapters)
    blocks: list[Block] = [_chapter_heading(number, strategy.overview_title)]
    if strategy.statements:
        blocks += [parts.statements(strategy), parts.whole_picture(strategy, captions)]
    if strategy.aspirations:
        title = wording.aspirations_title(terms.aspiration_heading, len(strategy.aspirations))
        blocks += [Heading(2, (title,), anchor=f"chapter-{number}-1"), parts.aspirations(strategy)]
    if (facts := parts.level_facts(strategy)) is not None:
        title = wording.whole_title(terms.plan, terms.indicators)
        blocks += [Heading(2, (title,), anchor=f"chapter-{number}-2"), facts]
    return tuple(blocks)


def _sheet(strategy: Strategy, theme: Theme, initiative: Initiative) -> tuple[Block, ...]:
    """One initiative on a page of its own."""
    terms = strategy.terms
    return (
        Heading(
            level=2,
            text=parts.sheet_title(strategy, initiative),
            kicker=parts.kicker(strategy, theme, initiative),
            anchor=parts.anchor(initiative),
            bookmark=initiative.short_name,
            new_page=True,
        ),
        parts.sheet_facts(strategy, initiative, terms.aspiration_heading),
        *_schedule(strategy, initiative),
    )


def _schedule(strategy: Strategy, initiative: Initiative) -> tuple[Block, ...]:
    terms = strategy.terms
    if not initiative.tasks:
        return ()
    return (
        Heading(3, (wording.schedule_title(terms.tasks, terms.schedule),)),
        plan_schedule(initiative, terms.initiative, terms.task, arrows=False),
    )

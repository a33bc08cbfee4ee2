"""Turns an assessment into the progress report for executives: cover, summary, themes, initiatives, appendices."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from dxreport.evaluate.assessment import Assessment
from dxreport.model.policy import Edition
from dxreport.report import progress_appendix as appendix
from dxreport.report.blocks import Block, Contents, FactRow, Facts
from dxreport.report.cells import Span
from dxreport.report.figures import QuarterScale
from dxreport.report.papers import Cover, Document, Properties
from dxreport.report.progress_attention import attention
from dxreport.report.progress_corrections import corrections
from dxreport.report.progress_initiative import initiative_pages
from dxreport.report.progress_method import method
from dxreport.report.progress_next import next_quarter
from dxreport.report.progress_parts import View
from dxreport.report.progress_summary import summary, theme_opening, whole
from dxreport.report.wording import formats, marks
from dxreport.report.wording import progress as words
from dxreport.report.wording import progress_appendix as appendix_words


def compose(assessment: Assessment) -> Document:
    """The whole report. Every figure comes from ``assessment``; nothing is judged here."""
    view = View(assessment)
    strategy = assessment.strategy
    title = f"{formats.fiscal_year(strategy.year, western=True)}{strategy.title}　{words.TITLE}"
    period = formats.checkpoint_period(assessment.checkpoint)
    draft = f"{marks.DRAFT}　" if assessment.draft else ""
    return Document(
        properties=_properties(assessment, title),
        cover=_cover(assessment),
        header_left=title,
        header_right=f"{draft}{period}　{words.AS_OF} {formats.western_date(assessment.as_of)}",
        footer_left="　".join(_footer(assessment)),
        blocks=tuple(_blocks(view)),
    )


def _blocks(view: View) -> Iterator[Block]:
    yield from summary(view)
    yield Contents(words.CONTENTS, depth=2)
    yield from whole(view)
    for theme in view.assessment.themes:
        yield from theme_opening(view, theme)
        for initiative in theme.initiatives:
            yield from initiative_pages(view, initiative)
    yield from attention(view)
    yield from next_quarter(view)
    yield from appendix.submissions(view)
    yield from corrections(view)
    yield from method(view)
    yield from appendix.sources(view)
    yield from appendix.findings(view)


# --- front matter ----------------------------------------------------------------------------------------------------


def _edition(assessment: Assessment) -> Edition | None:
    return assessment.strategy.publication.editions.get(assessment.checkpoint.value)


def _properties(assessment: Assessment, title: str) -> Properties:
    publication = assessment.strategy.publication
    checkpoint = formats.checkpoint_period(assessment.checkpoint)
    return Properties(
        title=f"{title}　{checkpoint}",
        author=f"{assessment.strategy.municipality} {publication.bureau} {publication.section}",
        subject=f"{checkpoint}　{words.AS_OF} {formats.era_date(assessment.as_of)}",
        keywords=(assessment.strategy.title, *words.KEYWORDS),
        stamp=assessment.as_of.isoformat(),
    )


def _footer(assessment: Assessment) -> Iterator[str]:
    if assessment.sample:
        yield marks.SAMPLE
    edition = _edition(assessment)
    if edition:
        yield words.edition(edition.stage, edition.number)
    yield assessment.strategy.publication.handling


def _cover(assessment: Assessment) -> Cover:
    strategy = assessment.strategy
    handling = strategy.publication.handling
    return Cover(
        municipality=strategy.municipality,
        boxes=(marks.DRAFT, handling) if assessment.draft else (handling,),
        era=formats.fiscal_year(strategy.year, western=True),
        title=(strategy.title, words.TITLE),
        period=formats.checkpoint_period(assessment.checkpoint),
        scale=_scale(assessment),
        facts=_cover_facts(assessment),
        foot_left=words.SAMPLE_NOTE if assessment.sample else "",
        foot_right=f"{strategy.municipality}　{strategy.organisation_code}",
    )


def _scale(assessment: Assessment) -> QuarterScale:
    quarter = assessment.checkpoint.quarter
    labels = tuple(words.quarter_label(q) for q in (1, 2, 3, 4))
    current = 0 if assessment.checkpoint.is_final else quarter
    return QuarterScale(labels, filled=quarter, current=current, alt=words.quarter_alt(quarter))


def _cover_facts(assessment: Assessment) -> Facts:
    publication = assessment.strategy.publication
    edition = _edition(assessment)
    rows = [(words.AS_OF, formats.era_date(assessment.as_of))]
    if edition:
        issued = formats.era_date(date.fromisoformat(edition.issued))
        rows.append((words.EDITION, words.edition_of(edition.stage, edition.number, issued)))
    rows += [
        (words.KIND, words.kind_of_values(assessment.checkpoint)),
        (words.SUBMITTED, _submitted(assessment)),
        (words.AUTHOR, f"{publication.bureau}　{publication.section}"),
    ]
    return Facts(tuple(FactRow(label, ((Span(text),),)) for label, text in rows), strong_rules=True)


def _submitted(assessment: Assessment) -> str:
    expected = [d for d in assessment.departments if d.department.submits]
    return appendix_words.submitted_of(sum(d.used is not None for d in expected), len(expected))

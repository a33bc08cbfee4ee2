"""Turns an assessment into the front matter of a report: cover, heads and feet of pages, properties."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date

from dxreport.evaluate.assessment import Assessment
from dxreport.model.policy import Edition
from dxreport.report.blocks import Block, FactRow, Facts
from dxreport.report.cells import Span
from dxreport.report.figures import QuarterScale
from dxreport.report.papers import Cover, Document, Properties
from dxreport.report.wording import formats, marks
from dxreport.report.wording import progress as words

Fact = tuple[str, str]


def report(
    assessment: Assessment, name: str, facts: Sequence[Fact], blocks: Iterator[Block], *, below: str = ""
) -> Document:
    """A report of this name. ``facts`` of its own stand on the cover.

    ``below`` is a further line of the title (whom the report is for); on the pages' heads it comes first, where it is not cut.
    """
    strategy = assessment.strategy
    said = f"{name}　{below}" if below else name
    title = f"{formats.fiscal_year(strategy.year, western=True)}{strategy.title}　{said}"
    period = formats.checkpoint_period(assessment.checkpoint)
    draft = f"{marks.DRAFT}　" if assessment.draft else ""
    return Document(
        properties=_properties(assessment, title, (below,) if below else ()),
        cover=_cover(assessment, (strategy.title, name, *((below,) if below else ())), facts),
        header_left=f"{below}　{strategy.title}　{name}" if below else title,
        header_right=f"{draft}{period}　{words.AS_OF} {formats.western_date(assessment.as_of)}",
        footer_left="　".join(_footer(assessment)),
        continued=words.CONTINUED,
        blocks=tuple(blocks),
    )


def _edition(assessment: Assessment) -> Edition | None:
    return assessment.strategy.publication.editions.get(assessment.checkpoint.value)


def _properties(assessment: Assessment, title: str, keywords: tuple[str, ...]) -> Properties:
    publication = assessment.strategy.publication
    checkpoint = formats.checkpoint_period(assessment.checkpoint)
    return Properties(
        title=f"{title}　{checkpoint}",
        author=f"{assessment.strategy.municipality} {publication.bureau} {publication.section}",
        subject=f"{checkpoint}　{words.AS_OF} {formats.era_date(assessment.as_of)}",
        keywords=(assessment.strategy.title, *words.KEYWORDS, *keywords),
        stamp=assessment.as_of.isoformat(),
    )


def _footer(assessment: Assessment) -> Iterator[str]:
    if assessment.sample:
        yield marks.SAMPLE
    edition = _edition(assessment)
    if edition:
        yield words.edition(edition.stage, edition.number)
    yield assessment.strategy.publication.handling


def _cover(assessment: Assessment, title: tuple[str, ...], facts: Sequence[Fact]) -> Cover:
    strategy = assessment.strategy
    handling = strategy.publication.handling
    return Cover(
        municipality=strategy.municipality,
        boxes=(marks.DRAFT, handling) if assessment.draft else (handling,),
        era=formats.fiscal_year(strategy.year, western=True),
        title=title,
        period=formats.checkpoint_period(assessment.checkpoint),
        scale=_scale(assessment),
        facts=_cover_facts(assessment, facts),
        foot_left=words.SAMPLE_NOTE if assessment.sample else "",
        foot_right=f"{strategy.municipality}　{strategy.organisation_code}",
    )


def _scale(assessment: Assessment) -> QuarterScale:
    quarter = assessment.checkpoint.quarter
    labels = tuple(words.quarter_label(q) for q in (1, 2, 3, 4))
    current = 0 if assessment.checkpoint.is_final else quarter
    return QuarterScale(labels, filled=quarter, current=current, alt=words.quarter_alt(quarter))


def _cover_facts(assessment: Assessment, facts: Sequence[Fact]) -> Facts:
    publication = assessment.strategy.publication
    edition = _edition(assessment)
    rows = [(words.AS_OF, formats.era_date(assessment.as_of))]
    if edition:
        issued = formats.era_date(date.fromisoformat(edition.issued))
        rows.append((words.EDITION, words.edition_of(edition.stage, edition.number, issued)))
    rows += [
        (words.KIND, words.kind_of_values(assessment.checkpoint)),
        *facts,
        (words.AUTHOR, f"{publication.bureau}　{publication.section}"),
    ]
    return Facts(tuple(FactRow(label, ((Span(text),),)) for label, text in rows), strong_rules=True)

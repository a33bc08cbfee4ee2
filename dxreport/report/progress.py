"""Turns an assessment into the progress report for executives: cover, summary, themes, initiatives, appendices."""

from __future__ import annotations

from collections.abc import Iterator

from dxreport.evaluate.assessment import Assessment
from dxreport.report import progress_appendix as appendix
from dxreport.report.blocks import Block, Contents
from dxreport.report.papers import Document
from dxreport.report.progress_attention import attention
from dxreport.report.progress_corrections import corrections
from dxreport.report.progress_front import report
from dxreport.report.progress_initiative import initiative_pages
from dxreport.report.progress_method import method
from dxreport.report.progress_next import next_quarter
from dxreport.report.progress_parts import View
from dxreport.report.progress_summary import summary, theme_opening, whole
from dxreport.report.wording import progress as words
from dxreport.report.wording import progress_appendix as appendix_words


def compose(assessment: Assessment) -> Document:
    """The whole report. Every figure comes from ``assessment``; nothing is judged here."""
    facts = ((words.SUBMITTED, _submitted(assessment)),)
    return report(assessment, words.TITLE, facts, _blocks(View(assessment)))


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


def _submitted(assessment: Assessment) -> str:
    expected = [d for d in assessment.departments if d.department.submits]
    return appendix_words.submitted_of(sum(d.used is not None for d in expected), len(expected))

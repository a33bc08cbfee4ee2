"""Turns an assessment into the bytes of every document asked for: compose, then render."""

from __future__ import annotations

import zipfile
import zlib
from collections.abc import Callable, Iterator
from enum import StrEnum
from functools import partial

from dxreport.errors import CannotRun
from dxreport.evaluate.assessment import Assessment
from dxreport.ingest.workspace import Workspace
from dxreport.model.audience import Audience
from dxreport.model.finding import Finding, finding
from dxreport.model.provenance import FileRef
from dxreport.publish import Product
from dxreport.render import data, fonts, pdf, plain, sheet, slides, word
from dxreport.render.slides import contract as slides_contract
from dxreport.render.style import Style
from dxreport.render.word import contract as word_contract
from dxreport.report import (
    briefing,
    department_sheet,
    progress,
    results,
    return_slip,
    strategy_deck,
    strategy_document,
    submission_records,
    summary_book,
)
from dxreport.report.papers import Deck
from dxreport.report.wording import files, spoken


class Kind(StrEnum):
    """What can be asked for with ``--only``."""

    STRATEGY = "strategy"
    PROGRESS = "progress"
    BRIEFING = "briefing"
    SUMMARY = "summary"
    DATA = "data"
    RETURNS = "returns"


WORD_TEMPLATE = "strategy.docx"
STRATEGY_DECK_TEMPLATE = "strategy.pptx"
BRIEFING_TEMPLATE = "briefing.pptx"


def fit_to_run(workspace: Workspace) -> tuple[Finding, ...]:
    """Fonts and templates against their checksums and contracts; any finding stops a run."""
    found = list(fonts.verify(workspace.fonts))
    checks = (
        (WORD_TEMPLATE, word_contract.missing),
        (STRATEGY_DECK_TEMPLATE, slides_contract.missing),
        (BRIEFING_TEMPLATE, slides_contract.missing),
    )
    for file, missing in checks:
        path = workspace.templates / file
        place = FileRef(workspace.label(path))
        if not path.is_file():
            found.append(finding("F04", place))
            continue
        try:
            lost = missing(path.read_bytes())
        except (zipfile.BadZipFile, zlib.error, KeyError, ValueError):
            found.append(finding("F06", place))
            continue
        found.extend(finding("F05", place, name=name) for name in lost)
    return tuple(found)


def make(
    assessment: Assessment,
    workspace: Workspace,
    only: tuple[Kind, ...],
    watch: Callable[[str], None],
    audiences: tuple[Audience, ...] = (Audience.COMMITTEE,),
) -> tuple[Product, ...]:
    """All documents asked for, in a fixed order, decks for each audience. Raises CannotRun when fonts or templates are not fit."""
    faults = fit_to_run(workspace)
    if faults:
        raise CannotRun(faults)
    strategy = assessment.strategy
    style = Style(strategy.palette)
    faces = fonts.FontSet(workspace.fonts)
    stamp = assessment.as_of.isoformat()
    year, checkpoint = strategy.year, assessment.checkpoint
    out: list[Product] = []

    def add(name: str, build: Callable[[], bytes]) -> None:
        watch(name)
        out.append(Product(name, build()))

    def template(name: str) -> bytes:
        return (workspace.templates / name).read_bytes()

    if Kind.STRATEGY in only:
        add(
            files.strategy_document(year, strategy.title),
            lambda: word.render(strategy_document.compose(assessment), template(WORD_TEMPLATE), style, stamp),
        )
    for name, deck, used in _decks(assessment, only, audiences):
        add(name, partial(slides.render, deck, template(used), style, faces, stamp))
    if Kind.PROGRESS in only:
        report = progress.compose(assessment)
        add(files.progress(year, checkpoint), lambda: pdf.render(report, style, faces, stamp))
        add(files.progress_text(year, checkpoint), lambda: plain.render(report, spoken.GUIDE))
    if Kind.SUMMARY in only:
        add(files.summary(year, checkpoint), lambda: sheet.render(summary_book.compose(assessment), style, stamp))
    if Kind.DATA in only:
        for product in _data(assessment):
            watch(product.name)
            out.append(product)
    if Kind.RETURNS in only:
        names = files.return_slips(year, checkpoint, strategy.departments)
        for department, slip in return_slip.compose(assessment):
            add(names[department], partial(sheet.render, slip, style, stamp))
    return tuple(out)


def _decks(
    assessment: Assessment, only: tuple[Kind, ...], audiences: tuple[Audience, ...]
) -> Iterator[tuple[str, Deck, str]]:
    """Each deck for each audience: its file's name, what it says, and its template's name."""
    year, title = assessment.strategy.year, assessment.strategy.title
    if Kind.STRATEGY in only:
        for audience in audiences:
            name = files.strategy_deck(year, title, audience)
            yield name, strategy_deck.compose(assessment, audience), STRATEGY_DECK_TEMPLATE
    if Kind.BRIEFING in only:
        for audience in audiences:
            name = files.briefing(year, assessment.checkpoint, audience)
            yield name, briefing.compose(assessment, audience), BRIEFING_TEMPLATE


def make_sheets(
    assessment: Assessment, workspace: Workspace, departments: tuple[str, ...], watch: Callable[[str], None]
) -> tuple[Product, ...]:
    """The feedback sheets of these departments (ids), in their order. Raises CannotRun when fonts are not fit."""
    faults = fit_to_run(workspace)
    if faults:
        raise CannotRun(faults)
    strategy = assessment.strategy
    style, faces = Style(strategy.palette), fonts.FontSet(workspace.fonts)
    names = files.department_sheets(strategy.year, assessment.checkpoint, strategy.departments)
    out: list[Product] = []
    for department in departments:
        watch(names[department])
        paper = department_sheet.compose(assessment, department)
        out.append(Product(names[department], pdf.render(paper, style, faces, assessment.as_of.isoformat())))
    return tuple(out)


def _data(assessment: Assessment) -> tuple[Product, ...]:
    tables = (
        ("measures", [results.measure_record(m, assessment) for m in assessment.measures], results.MEASURE_COLUMNS),
        ("schedule", [results.bar_record(b, assessment) for b in assessment.bars], results.BAR_COLUMNS),
        ("submissions", submission_records.submission_records(assessment), submission_records.SUBMISSION_COLUMNS),
        (
            "findings",
            [submission_records.finding_record(f) for f in assessment.findings],
            submission_records.FINDING_COLUMNS,
        ),
    )
    return (
        Product("data/results.json", data.json_bytes(results.results(assessment))),
        *(Product(f"data/{name}.csv", data.csv_bytes(records, columns)) for name, records, columns in tables),
    )

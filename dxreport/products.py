"""Turns an assessment into the bytes of every document asked for: compose, then render."""

from __future__ import annotations

import zipfile
import zlib
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from enum import StrEnum
from functools import partial
from typing import assert_never

from dxreport.errors import CannotRun
from dxreport.evaluate.assessment import Assessment
from dxreport.ingest.workspace import Workspace
from dxreport.model.audience import Audience
from dxreport.model.catalogue_details import DETAILS
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
    handout,
    progress,
    results,
    return_slip,
    strategy_deck,
    strategy_document,
    submission_records,
    summary_book,
)
from dxreport.report.papers import Deck
from dxreport.report.strategy_additions import NONE, Additions
from dxreport.report.wording import console, files, spoken


class Kind(StrEnum):
    """What can be asked for with ``--only``."""

    STRATEGY = "strategy"
    PROGRESS = "progress"
    BRIEFING = "briefing"
    SUMMARY = "summary"
    DATA = "data"
    RETURNS = "returns"


DECKS = (Kind.STRATEGY, Kind.BRIEFING)
"""What holds slides, of which handouts can be made."""

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
        if file == WORD_TEMPLATE:
            wrong = word_contract.breaches(path.read_bytes())
            found.extend(finding("F12", place, name=name, detail=DETAILS[breach]) for name, breach in wrong)
        elif not lost:
            unfit = slides_contract.breaches(path.read_bytes())
            found.extend(finding("F13", place, name=name, detail=DETAILS[breach]) for name, breach in unfit)
    return tuple(found)


@dataclass(frozen=True, slots=True)
class Extras:
    """What is made beyond the usual papers: the strategy document with additions beside the plan, a handout beside each
    deck, and decks for other readers than the committee."""

    additions: Additions = NONE
    handouts: bool = False
    audiences: tuple[Audience, ...] = (Audience.COMMITTEE,)


USUAL = Extras()

Build = Callable[[], bytes | word.Rendered]
"""Makes one file."""


def make(
    assessment: Assessment,
    workspace: Workspace,
    only: tuple[Kind, ...],
    watch: Callable[[str], None],
    extras: Extras = USUAL,
) -> tuple[Product, ...]:
    """All documents asked for, in a fixed order. Raises CannotRun when fonts or templates are not fit."""
    faults = fit_to_run(workspace)
    if faults:
        raise CannotRun(faults)
    out: list[Product] = []
    maker = _Maker(assessment, workspace, extras)
    for kind in (k for k in Kind if k in only):
        for name, build in maker.files(kind):
            watch(name)
            made = build()
            if isinstance(made, bytes):
                out.append(Product(name, made))
            else:
                out.append(Product(name, made.content, _doubts(name, made, workspace)))
    return tuple(out)


class _Maker:
    """The files of each kind, with what makes them."""

    def __init__(self, assessment: Assessment, workspace: Workspace, extras: Extras) -> None:
        self._assessment, self._workspace, self._extras = assessment, workspace, extras
        self._style, self._faces = Style(assessment.strategy.palette), fonts.FontSet(workspace.fonts)
        self._stamp = assessment.as_of.isoformat()

    def files(self, kind: Kind) -> Iterator[tuple[str, Build]]:
        match kind:
            case Kind.STRATEGY:
                return self._strategy()
            case Kind.PROGRESS:
                return self._progress()
            case Kind.BRIEFING:
                return self._briefing()
            case Kind.SUMMARY:
                return self._summary()
            case Kind.DATA:
                return _data(self._assessment)
            case Kind.RETURNS:
                return self._returns()
            case _:
                assert_never(kind)

    def _template(self, name: str) -> bytes:
        return (self._workspace.templates / name).read_bytes()

    def _strategy(self) -> Iterator[tuple[str, Build]]:
        assessment, strategy = self._assessment, self._assessment.strategy
        for name, added in _editions(assessment, self._extras.additions).items():
            yield name, partial(self._strategy_document, added)
        for audience in self._extras.audiences:
            name = files.strategy_deck(strategy.year, strategy.title, audience)
            yield from self._deck(name, strategy_deck.compose(assessment, audience), STRATEGY_DECK_TEMPLATE)

    def _strategy_document(self, additions: Additions) -> word.Rendered:
        document = strategy_document.compose(self._assessment, additions)
        return word.render(document, self._template(WORD_TEMPLATE), self._style, self._faces, document.properties.stamp)

    def _deck(self, name: str, deck: Deck, template: str) -> Iterator[tuple[str, Build]]:
        """The slides, and on paper too where that is asked for."""
        ground = self._template(template)
        yield name, lambda: slides.render(deck, ground, self._style, self._faces, deck.properties.stamp)
        if self._extras.handouts:
            yield files.handout(name), partial(self._handout, deck, ground)

    def _handout(self, deck: Deck, template: bytes) -> bytes:
        paper = handout.compose(deck, slides.shape(deck, template, self._style, self._faces))
        return pdf.render_handout(paper, self._style, self._faces, paper.properties.stamp)

    def _briefing(self) -> Iterator[tuple[str, Build]]:
        assessment = self._assessment
        for audience in self._extras.audiences:
            name = files.briefing(assessment.strategy.year, assessment.checkpoint, audience)
            yield from self._deck(name, briefing.compose(assessment, audience), BRIEFING_TEMPLATE)

    def _progress(self) -> Iterator[tuple[str, Build]]:
        year, checkpoint = self._assessment.strategy.year, self._assessment.checkpoint
        report = progress.compose(self._assessment)
        yield files.progress(year, checkpoint), lambda: pdf.render(report, self._style, self._faces, self._stamp)
        yield files.progress_text(year, checkpoint), lambda: plain.render(report, spoken.GUIDE)

    def _summary(self) -> Iterator[tuple[str, Build]]:
        assessment = self._assessment
        name = files.summary(assessment.strategy.year, assessment.checkpoint)
        yield name, lambda: sheet.render(summary_book.compose(assessment), self._style, self._stamp)

    def _returns(self) -> Iterator[tuple[str, Build]]:
        assessment = self._assessment
        names = files.return_slips(assessment.strategy.year, assessment.checkpoint, assessment.strategy.departments)
        for department, slip in return_slip.compose(assessment):
            yield names[department], partial(sheet.render, slip, self._style, self._stamp)


def _editions(assessment: Assessment, additions: Additions) -> dict[str, Additions]:
    """By file name: the plan as it is, and beside it the one edition with all that is added."""
    year, title = assessment.strategy.year, assessment.strategy.title
    editions = {files.strategy_document(year, title): NONE}
    if additions.any:
        suffixes = {"progress": additions.progress, "faults": additions.faults}
        editions[files.strategy_edition(year, assessment.checkpoint, title, **suffixes)] = additions
    return editions


def _doubts(name: str, made: word.Rendered, workspace: Workspace) -> tuple[Finding, ...]:
    """What is not certain about the pages of a Word paper."""
    template = FileRef(workspace.label(workspace.templates / WORD_TEMPLATE))
    moving = (
        finding("F10", FileRef(name), name=title or console.PAGE_COUNT, pages=console.either(numbers))
        for title, numbers in made.unsure
    )
    return (*moving, *(finding("F11", template, name=style) for style in made.inexact))


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


def _data(assessment: Assessment) -> Iterator[tuple[str, Build]]:
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
    yield "data/results.json", lambda: data.json_bytes(results.results(assessment))
    for name, records, columns in tables:
        yield f"data/{name}.csv", partial(data.csv_bytes, records, columns)

"""Turns an assessment into what an edition adds to the strategy document, apart from the plan's own text: 進捗, 付録."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from dxreport.evaluate.assessment import HolderResult, InitiativeResult
from dxreport.evaluate.rollup import by_figures
from dxreport.model.strategy import Strategy
from dxreport.report.blocks import Block, FactRow, Heading, Paragraph, ParagraphRole, Table
from dxreport.report.cells import Column, ColumnRole, RowGroup, Span, TextCell
from dxreport.report.progress_parts import View
from dxreport.report.wording import strategy_additions as wording
from dxreport.report.wording.strategy import SAMPLE_NOTE, WIDE_SPACE, phrases


@dataclass(frozen=True, slots=True)
class Additions:
    """What is asked for beside the plan: how far each initiative has come, and the list of 表記ゆれ・誤記."""

    progress: bool = False
    faults: bool = False

    @property
    def any(self) -> bool:
        return self.progress or self.faults

    @property
    def names(self) -> tuple[str, ...]:
        """As the command line and the manifest name them."""
        named = ((self.progress, "with-progress"), (self.faults, "with-faults"))
        return tuple(name for wanted, name in named if wanted)


NONE = Additions()


def remark(strategy: Strategy, additions: Additions) -> FactRow | None:
    """The cover's line on what was added; None for the plan as it is."""
    if not additions.any:
        return None
    text = wording.remark(
        progress=additions.progress, faults=additions.faults, initiative=strategy.terms.initiative
    )  # fmt: skip
    return FactRow(wording.REMARK, ((Span(text),),))


def sample_note(additions: Additions) -> str:
    """What of a paper made from sample data is made up."""
    return wording.SAMPLE_NOTE if additions.progress else SAMPLE_NOTE


def progress(view: View, results: Iterable[HolderResult]) -> tuple[Block, ...]:
    """A paragraph on each result that can be said anything of: its classes, then which items make them so."""
    assessment = view.assessment
    as_of = wording.as_of(assessment.checkpoint, assessment.as_of)
    out: list[Block] = []
    for result in results:
        classes, detail = _state(view, result)
        if not classes:
            continue
        named = () if isinstance(result, InitiativeResult) else (result.holder.label,)
        said = "".join(f"{WIDE_SPACE}{part}" for part in (*named, as_of, classes))
        spans = (Span(wording.LABEL, strong=True), Span(f"{said}\n{detail}" if detail else said))
        out.append(Paragraph(spans, ParagraphRole.PROGRESS))
    return tuple(out)


def _state(view: View, result: HolderResult) -> tuple[str, str]:
    texts = len(result.measures) - len(by_figures(result.measures))
    bars = result.bars if isinstance(result, InitiativeResult) else ()
    schedule = result.schedule if isinstance(result, InitiativeResult) else None
    detail = wording.kpi_detail(result.counts, view.voice) + wording.schedule_detail([b.status for b in bars])
    return wording.classes(result.kpi, schedule, texts), detail


def annex(strategy: Strategy) -> tuple[Block, ...]:
    """付録: each 表記ゆれ・誤記 with its place, printed form, reading and reason, in the list's order."""
    heading = Heading(1, phrases(wording.ANNEX), anchor="faults", bookmark=wording.ANNEX, new_page=True)
    if not strategy.faults:
        return (heading, Paragraph((Span(wording.NO_FAULTS),)))
    rows = tuple(
        (
            TextCell(str(number)),
            TextCell(fault.place),
            TextCell(fault.printed),
            TextCell(wording.reading(fault.printed, fault.reading)),
            TextCell(fault.reason),
        )
        for number, fault in enumerate(strategy.faults, 1)
    )
    columns = (
        Column(wording.NUMBER, ColumnRole.ID),
        Column(wording.PLACE, ColumnRole.TEXT, weight=4),
        Column(wording.PRINTED, ColumnRole.TEXT, weight=6),
        Column(wording.READING, ColumnRole.TEXT, weight=5),
        Column(wording.REASON, ColumnRole.TEXT, weight=5),
    )
    lead = Paragraph((Span(wording.FAULTS_LEAD),), ParagraphRole.LEAD)
    return (heading, lead, Table(columns, (RowGroup(rows),), caption=wording.ANNEX))

"""Turns an audience into what a briefing has for it alone: its head and mark, decisions asked for, who is helped with questions."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date

from dxreport.evaluate.bar_result import BarResult
from dxreport.evaluate.measure_result import MeasureResult
from dxreport.model.audience import Audience
from dxreport.model.submission import Explanation
from dxreport.report import briefing_parts as parts
from dxreport.report import briefing_questions as questions
from dxreport.report.blocks import Table
from dxreport.report.cells import Column, ColumnRole, RowGroup, TextCell
from dxreport.report.papers import Slide
from dxreport.report.progress_parts import View
from dxreport.report.wording import audiences as words
from dxreport.report.wording import briefing as shared
from dxreport.report.wording import formats, speech
from dxreport.report.wording.questions import Question, block

Item = tuple[str, str, str, Explanation]
"""A measure or a bar: its id, short name and department, and what was written in its row."""


def _items(measures: Iterable[MeasureResult], bars: Iterable[BarResult]) -> list[Item]:
    found: list[Item] = [(m.measure.id, m.measure.short_name, m.measure.department, m.explanation) for m in measures]
    return found + [(b.bar.id, b.bar.short_name, b.bar.department, b.explanation) for b in bars]


def head(view: View) -> tuple[str, ...]:
    """What stands at the head of the cover: the committee or the paper's name with its mark, the day, the department."""
    publication = view.assessment.strategy.publication
    edition = publication.editions.get(view.assessment.checkpoint.value)
    if view.audience is Audience.COMMITTEE:
        whose = shared.committee(publication.committee) if publication.committee else "", ""
        day = edition.committee_date if edition else ""
    else:
        whose = words.HEADS[view.audience]
        day = edition.issued if edition else ""
    said = formats.era_date(date.fromisoformat(day)) if day else ""
    return tuple(line for line in (*whose, said, publication.bureau + publication.section) if line)


def scope_note(view: View) -> str:
    """What the paper's counts are about, where it leaves something out; else empty."""
    return words.range_note(view.scope, len(view.assessment.measures), len(view.assessment.bars))


def decisions(view: View) -> tuple[Slide, ...]:
    """What departments ask their superiors to decide: one slide for the executives, if there is anything."""
    items = [i for i in _items(view.assessment.measures, view.assessment.bars) if i[3].decision.strip()]
    if view.audience is not Audience.EXECUTIVE or not items:
        return ()
    strategy = view.assessment.strategy
    columns = (
        Column(words.ITEM, ColumnRole.NAME, weight=4),
        Column(words.DECISION, ColumnRole.TEXT, weight=8),
        Column(words.DEPARTMENT, ColumnRole.TEXT, weight=2),
    )
    rows = tuple(
        (
            TextCell(name, strong=True, sub=strategy.holder_of(item).label),
            TextCell(said.decision.strip()),
            TextCell(strategy.department(department).name),
        )
        for item, name, department, said in items
    )
    title = words.decisions_title(len(items))
    notes = shared.say(
        speech.spoken("".join(title)), *(speech.decision(name, said.decision) for _, name, _, said in items)
    )
    table = Table(columns, (RowGroup(rows),), caption=words.DECISIONS_TABLE)
    return (parts.wide(words.DECISIONS, title, (table,), notes, asked=asked(view, questions.decisions())),)


def asked(view: View, several: Sequence[Question]) -> str:
    """The 想定問答 of a slide for the speaker; the public's paper has none."""
    return "" if view.audience is Audience.PUBLIC else block(several)

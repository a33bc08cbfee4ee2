"""Turns a strategy's chapters, statements, matrix and sheets into the blocks that both strategy papers share."""

from __future__ import annotations

from datetime import date
from itertools import count, repeat
from typing import assert_never

from dxreport.evaluate.assessment import Assessment
from dxreport.model.measure import Indicator
from dxreport.model.narrative import NarrativeItem, NarrativeKind, Section, Statement
from dxreport.model.strategy import Aspiration, Initiative, Strategy, Theme
from dxreport.report.blocks import (
    Block,
    Bullets,
    Callout,
    FactRow,
    Facts,
    Matrix,
    MatrixCell,
    MatrixRow,
    Paragraph,
    ParagraphRole,
    Table,
)
from dxreport.report.cells import Column, ColumnRole, LinesCell, RowGroup, Span, TextCell
from dxreport.report.figures import Diagram, DiagramLevel, QuarterScale
from dxreport.report.papers import Properties
from dxreport.report.wording import formats
from dxreport.report.wording import strategy as wording
from dxreport.report.wording.progress import NO_TEXT

Line = tuple[Span, ...]
LIST_MARK, FOOTNOTE_MARK = "・", "※"
_SIDE_BY_SIDE = 4
"""Themes that find room side by side in a diagram."""


def line(text: str, *, strong: bool = False) -> Line:
    return (Span(text, strong),)


# --- running text --------------------------------------------------------------------------------------------------


class Captions:
    """The numbers of a paper's tables and figures, in their order; a paper that does not number them prints their names alone."""

    def __init__(self, *, numbered: bool) -> None:
        self._tables, self._figures = (count(1) if numbered else repeat(0) for _ in range(2))

    def table(self, name: str) -> tuple[str, int]:
        """The printed title of the next table, and its number in it."""
        number = next(self._tables)
        return (wording.table_title(number, name) if number else name, number)

    def figure(self, name: str) -> tuple[str, int]:
        """The printed title of the next figure, and its number in it."""
        number = next(self._figures)
        return (wording.figure_title(number, name) if number else name, number)


def narrative(section: Section, captions: Captions) -> tuple[Block, ...]:
    """A section's text without its title."""
    befores = ("", *(item.lines[-1] if item.lines else "" for item in section.items))
    return tuple(
        block
        for item, before in zip(section.items, befores, strict=False)
        for block in _item(item, captions, continues=wording.goes_on(before))
    )


def _item(item: NarrativeItem, captions: Captions, *, continues: bool) -> tuple[Block, ...]:
    match item.kind:
        case NarrativeKind.PARAGRAPH:
            return tuple(Paragraph(line(text), continues=continues) for text in item.lines)
        case NarrativeKind.BULLETS:
            return (Bullets(tuple(line(text) for text in item.lines)),)
        case NarrativeKind.NUMBERED:
            return (Bullets(tuple(line(text) for text in item.lines), numbered=True),)
        case NarrativeKind.ROWS:
            return (_rows(item, captions),)
        case NarrativeKind.CALLOUT:
            return tuple(Callout("", line(text, strong=True)) for text in item.lines)
        case NarrativeKind.QUOTE:
            return tuple(Paragraph(line(text), ParagraphRole.STATEMENT) for text in item.lines)
        case NarrativeKind.DIAGRAM:
            levels = tuple(DiagramLevel(wording.pieces(x.label), x.boxes, x.relation) for x in item.levels)
            return (diagram(item.caption, levels, item.note, captions),)
        case NarrativeKind.MISSING:
            return tuple(Paragraph(line(text), ParagraphRole.NOTE) for text in item.lines)
        case _:
            assert_never(item.kind)


def diagram(name: str, levels: tuple[DiagramLevel, ...], note: str, captions: Captions) -> Diagram:
    """A diagram with its number, and all of it in words."""
    title, number = captions.figure(name)
    said = [("".join(x.label), ["".join(box) for box in x.boxes], x.relation) for x in levels]
    return Diagram(title, levels, note, wording.diagram_alt(name, said), number, f"figure-{number}")


def _rows(item: NarrativeItem, captions: Captions) -> Table:
    """A table of text without column headings: the labels on the left name the rows."""
    rows = tuple((TextCell(row.label, strong=True), LinesCell(row.lines)) for row in item.rows)
    title, number = captions.table(item.caption) if item.caption else ("", 0)
    return Table(
        columns=(Column("", ColumnRole.LABEL), Column("", ColumnRole.TEXT, weight=14)),
        groups=(RowGroup(rows),),
        caption=item.caption,
        title=title,
        number=number,
        anchor=f"table-{number}" if number else "",
    )


# --- the whole picture ---------------------------------------------------------------------------------------------


def statements(strategy: Strategy) -> Facts:
    """Mission, Vision, Value: the caption strong, the text below it."""
    rows = []
    for statement in strategy.statements:
        text = (line(words) for words in statement_lines(strategy, statement))
        lines = (line(statement.caption, strong=True), *text)
        rows.append(FactRow(wording.statement_label(statement.heading), lines))
    return Facts(tuple(rows), strong_rules=True)


def whole_picture(strategy: Strategy, captions: Captions) -> Diagram:
    """The statements above one another and the themes that serve them; needs statements."""
    terms = strategy.terms
    levels = [
        DiagramLevel(wording.heading_pieces(s.heading), (wording.pieces(s.caption),)) for s in strategy.statements
    ]
    themes = tuple((theme.mark + wording.WIDE_SPACE + theme.name[0], *theme.name[1:]) for theme in strategy.themes)
    levels.append(DiagramLevel((terms.theme,), themes if len(themes) <= _SIDE_BY_SIDE else (wording.run_on(themes),)))
    note = wording.picture_note([s.heading.partition("（")[0] for s in strategy.statements], terms.theme)
    return diagram(strategy.overview_title, tuple(levels), note, captions)


def statement_lines(strategy: Strategy, statement: Statement) -> tuple[str, ...]:
    """The statement's text; a list of the strategy's themes takes a line for each."""
    parts: list[str] = []
    for piece in statement.text.split(wording.WIDE_SPACE):
        if parts and not piece.startswith(strategy.terms.theme):
            parts[-1] += wording.WIDE_SPACE + piece
        else:
            parts.append(piece)
    return tuple(parts)


def aspirations(strategy: Strategy) -> Table:
    """All めざす姿, also those for which the source gives no text."""
    rows = tuple(
        (TextCell(a.mark, strong=True), TextCell(aspiration_text(a), quiet=a.text is None))
        for a in strategy.aspirations
    )
    columns = (Column("", ColumnRole.LABEL), Column("", ColumnRole.TEXT, weight=14))
    return Table(columns, (RowGroup(rows),), strategy.terms.aspiration, keep=True)


def aspiration_text(aspiration: Aspiration) -> str:
    return aspiration.text or NO_TEXT


def anchor(initiative: Initiative) -> str:
    """The name under which the matrix links to a sheet."""
    return f"initiative-{initiative.number}"


def matrix(strategy: Strategy, *, outlines: bool) -> Matrix:
    """Themes and initiatives as the source's matrix words them; with ``outlines`` its texts too."""
    rows = tuple(
        MatrixRow(
            kicker=strategy.terms.theme + theme.mark,
            title=theme.name,
            cells=tuple(
                MatrixCell(
                    number=i.number,
                    aside=aspiration_marks(strategy, i) if i.id not in theme.relisted else wording.AGAIN,
                    title=i.title_matrix,
                    anchor=anchor(i),
                    text=outline_in_matrix(i) if outlines and i.id not in theme.relisted else "",
                )
                for i in (*theme.initiatives, *(strategy.initiative(n) for n in theme.relisted))
            ),
        )
        for theme in strategy.themes
    )
    caption = wording.matrix_caption(strategy.terms, len(strategy.themes), len(strategy.initiatives))
    return Matrix(rows, caption, (strategy.terms.theme, strategy.terms.initiative), wording.PAGE)


def outline_in_matrix(initiative: Initiative) -> str:
    """The matrix's own wording where it differs from the sheet's."""
    return initiative.outline_matrix or initiative.outline


def aspiration_marks(strategy: Strategy, initiative: Initiative) -> str:
    """「めざす姿①③」, or what the source prints instead."""
    if initiative.aspirations_label:
        return initiative.aspirations_label
    marks = [a.mark for a in strategy.aspirations if a.number in initiative.aspirations]
    if not marks:
        return ""
    return wording.aspiration_marks(strategy.terms.aspiration, marks)


# --- one initiative ------------------------------------------------------------------------------------------------


def kicker(strategy: Strategy, theme: Theme, initiative: Initiative | None = None) -> str:
    """The theme, and the levels between it and the initiative."""
    said = [wording.theme_kicker(strategy.terms.theme, theme.mark, theme.title)]
    for branch in initiative.path if initiative else ():
        said.append(wording.branch(strategy.holder(branch).label, branch.name))
    return wording.WIDE_SPACE.join(said)


def sheet_title(strategy: Strategy, initiative: Initiative) -> tuple[str, ...]:
    """「重点取組1　…」 in phrases; the number stays with the first of them."""
    first, *rest = initiative.title
    return (wording.initiative_number(strategy.terms.initiative, initiative.number) + first, *rest)


def sheet_facts(strategy: Strategy, initiative: Initiative, aspiration_label: str) -> Facts:
    """めざす姿, outline and indicators of one initiative, with their notes."""
    terms = strategy.terms
    rows = [FactRow(terms.outline, (line(initiative.outline),), initiative.outline_notes)]
    if aims := _aspirations(strategy, initiative):
        rows.insert(0, FactRow(aspiration_label, aims))
    if initiative.indicators:
        rows.append(indicators_row(terms.indicators, initiative.indicators))
    if initiative.related:
        names = [strategy.department(d).name for d in (initiative.department, *initiative.related)]
        rows.append(FactRow(wording.DEPARTMENTS, (line(wording.listed(names)),)))
    return Facts(tuple(rows), strong_rules=True)


def indicators_row(label: str, indicators: tuple[Indicator, ...]) -> FactRow:
    """The indicators of a level as the plan prints them; what belongs to an indicator comes before the footnotes."""
    several = len(indicators) > 1
    notes = sorted((n for i in indicators for n in i.notes), key=lambda note: note.startswith(FOOTNOTE_MARK))
    return FactRow(label, tuple(_indicator(i, listed=several) for i in indicators), tuple(notes))


def level_facts(strategy: Strategy) -> Facts | None:
    """The indicators of the plan as a whole; None where it has none."""
    if not strategy.indicators:
        return None
    return Facts((indicators_row(strategy.terms.indicators, strategy.indicators),), strong_rules=True)


def levels_facts(strategy: Strategy, theme: Theme) -> Facts | None:
    """The indicators of a theme and of each branch below it, by the name of the level; None where there are none."""
    rows = []
    if theme.indicators:
        rows.append(indicators_row(strategy.terms.indicators, theme.indicators))
    for branch in theme.branches:
        if branch.indicators:
            label = f"{strategy.holder(branch).label}\n{branch.name}"
            rows.append(indicators_row(label, branch.indicators))
    return Facts(tuple(rows), strong_rules=True) if rows else None


def _aspirations(strategy: Strategy, initiative: Initiative) -> tuple[Line, ...]:
    if initiative.aspirations_label:
        return (line(initiative.aspirations_label),)
    term = strategy.terms.aspiration
    named = (a for a in strategy.aspirations if a.number in initiative.aspirations)
    return tuple(line(wording.aspiration(term, a.mark, aspiration_text(a))) for a in named)


def _indicator(indicator: Indicator, *, listed: bool) -> Line:
    """The printed line, its targets strong; a list mark stands before it where there are several."""
    spans = [Span(LIST_MARK)] if listed else []
    rest = indicator.text
    for target in indicator.emphasis:
        before, found, after = rest.partition(target)
        if not found:
            continue
        spans.extend((Span(before), Span(target, strong=True)) if before else (Span(target, strong=True),))
        rest = after
    return (*spans, Span(rest)) if rest else tuple(spans)


# --- front matter --------------------------------------------------------------------------------------------------


def issued(assessment: Assessment) -> date | None:
    """Day on which this checkpoint's edition is issued, if the strategy names it."""
    edition = assessment.strategy.publication.editions.get(assessment.checkpoint.value)
    return date.fromisoformat(edition.issued) if edition else None


def edition(assessment: Assessment) -> str:
    """Which publication of the year this copy is: a quarter's, or the plan's own before anybody has reported."""
    if assessment.nothing_submitted:
        return wording.ADOPTED
    return wording.edition(assessment.checkpoint, issued(assessment))


def scale(assessment: Assessment) -> QuarterScale | None:
    """The year's quarters up to this one; None before anybody has reported."""
    if assessment.nothing_submitted:
        return None
    checkpoint = assessment.checkpoint
    return QuarterScale(
        labels=tuple(wording.scale_label(q) for q in (1, 2, 3, 4)),
        filled=checkpoint.quarter,
        current=checkpoint.quarter,
        alt=wording.scale_alt(checkpoint),
    )


def properties(assessment: Assessment) -> Properties:
    """The plan itself is of no quarter: it bears the year's first day."""
    strategy = assessment.strategy
    title = wording.paper_title(strategy.year, strategy.title, draft=assessment.draft)
    subject = f"{strategy.municipality}{wording.WIDE_SPACE}{title}"
    author = strategy.municipality + strategy.publication.section
    keywords = (strategy.municipality, formats.fiscal_year(strategy.year), strategy.title, *wording.KEYWORDS)
    return Properties(title, author, subject, keywords, strategy.year.first_day.isoformat())

"""Turns the scale and the measures into the appendix on method: classes, rules, formulas, results of earlier years."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence

from dxreport.model.measure import Measure, YearResult
from dxreport.model.scale import Scale
from dxreport.report.blocks import Block, FactRow, Facts, Heading, Table
from dxreport.report.cells import Cell, Column, ColumnRole, NumberCell, RowGroup, Span, StatusCell, TextCell
from dxreport.report.progress_headings import appendix_heading
from dxreport.report.progress_parts import View, quiet
from dxreport.report.wording import formats, spoken
from dxreport.report.wording import progress as shared
from dxreport.report.wording import progress_appendix as words
from dxreport.report.wording import scale as scale_words
from dxreport.report.wording.measures import PLAN_NAME, formula_text, peculiarities, plan_text, rule_text


def method(view: View) -> Iterator[Block]:
    """The scale and the rules in use, in words."""
    yield appendix_heading(view, 2, (words.METHOD,))
    yield classes_table(view.scale, final=view.final)
    schedule = tuple((TextCell(a), TextCell(b)) for a, b in scale_words.schedule_rules(view.scale))
    named = (
        Column(scale_words.CLASS, ColumnRole.NAME, weight=4),
        Column(scale_words.RULE, ColumnRole.TEXT, weight=7),
    )
    yield Table(named, (RowGroup(schedule),), caption=words.SCHEDULE_TITLE, title=words.SCHEDULE_TITLE, keep=True)
    measures = view.assessment.strategy.measures
    yield _types(measures)
    plan = words.plans(_grouped(measures, plan_text))
    attainment = words.formulas(_grouped(measures, formula_text))
    progress = words.formulas(_grouped(measures, lambda m: formula_text(m, PLAN_NAME)))
    yield Heading(2, (words.RULES_TITLE,))
    yield Facts(
        tuple(
            FactRow(label, tuple((Span(line),) for line in lines))
            for label, lines in words.common_rules(plan, attainment, progress)
        )
    )
    yield from _peculiar(measures)


def classes_table(scale: Scale, *, final: bool) -> Table:
    """The scale in use."""
    classes = tuple(
        (StatusCell(c), TextCell(scale_words.meaning(c, scale, final=final)))
        for c in scale_words.every_class(scale, final=final)
    )
    columns = (Column(scale_words.CLASS, ColumnRole.STATUS), Column(scale_words.RULE, ColumnRole.TEXT))
    return Table(columns, (RowGroup(classes),), caption=words.CLASSES_TITLE, title=words.CLASSES_TITLE, keep=True)


def _grouped(measures: Sequence[Measure], say: Callable[[Measure], str]) -> list[tuple[str, list[str]]]:
    """What is said of measures, with the measures of which it is said."""
    found: dict[str, list[str]] = {}
    for m in measures:
        if text := say(m):
            found.setdefault(text, []).append(m.id)
    return list(found.items())


def _peculiar(measures: Sequence[Measure]) -> Iterator[Block]:
    """Targets of the plan behind this year's, how years are joined, and results of earlier years."""
    said = [(m, "。".join(peculiarities(m))) for m in measures]
    rows = tuple((TextCell(m.id), TextCell(m.short_name), TextCell(text)) for m, text in said if text)
    columns = (
        Column("", ColumnRole.ID),
        Column(words.ITEM_HEADING, ColumnRole.NAME, weight=3),
        Column(words.PECULIAR, ColumnRole.TEXT, weight=8),
    )
    if rows:
        yield Table(columns, (RowGroup(rows),), caption=words.PECULIAR_TITLE, title=words.PECULIAR_TITLE)
    results = tuple(_year_row(m, r) for m in measures for r in m.results)
    headings = (
        *columns[:2],
        Column(words.YEAR, ColumnRole.CELL),
        Column(words.PUBLISHED, ColumnRole.FIGURE),
        Column(words.REVISED, ColumnRole.FIGURE),
        Column(words.UNIT, ColumnRole.UNIT),
    )
    if results:
        yield Table(
            headings,
            (RowGroup(results, said=_years_said(measures)),),
            caption=words.YEARS_TITLE,
            title=words.YEARS_TITLE,
        )


def _year_row(measure: Measure, result: YearResult) -> tuple[Cell, ...]:
    digits = measure.target.decimals
    revised = result.revised
    return (
        TextCell(measure.id),
        TextCell(measure.short_name),
        TextCell(formats.fiscal_year(result.year)),
        NumberCell(formats.number(result.value, digits), result.value),
        quiet() if revised is None else NumberCell(formats.number(revised, digits), revised),
        TextCell(measure.target.unit),
    )


def _years_said(measures: Sequence[Measure]) -> tuple[str, ...]:
    return tuple(_year_said(m, r) for m in measures for r in m.results)


def _year_said(measure: Measure, result: YearResult) -> str:
    digits = measure.target.decimals
    revised = "" if result.revised is None else formats.number(result.revised, digits)
    published = formats.number(result.value, digits)
    return spoken.year_result(measure, formats.fiscal_year(result.year), published, revised)


def _types(measures: Sequence[Measure]) -> Table:
    columns = (
        Column(words.KIND, ColumnRole.NAME, weight=3),
        Column(scale_words.RULE, ColumnRole.TEXT, weight=11),
        Column(words.APPLIES, ColumnRole.TEXT, weight=7),
    )
    rows = []
    for kind in dict.fromkeys(m.type for m in measures):
        those = [m for m in measures if m.type is kind]
        ids = shared.listed([m.id for m in those])
        rows.append(
            (
                TextCell(words.measure_type(kind)),
                TextCell("".join(dict.fromkeys(rule_text(m) for m in those))),
                TextCell(ids, quiet=True),
            )
        )
    return Table(columns, (RowGroup(tuple(rows)),), caption=words.TYPES_TITLE, title=words.TYPES_TITLE)

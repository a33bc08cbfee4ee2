"""Turns evaluated measures and bars into the cells, tables and charts that several parts of the report share."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal

from dxreport.evaluate.assessment import Assessment, Counts, InitiativeResult
from dxreport.evaluate.bar_result import BarResult
from dxreport.evaluate.measure_result import Change, MeasureResult
from dxreport.model.measure import Measure
from dxreport.model.policy import Terms
from dxreport.model.scale import ClassRule, Scale, StatusClass
from dxreport.model.submission import Explanation
from dxreport.report.blocks import FactRow, Facts, Table
from dxreport.report.cells import Cell, Column, ColumnRole, NumberCell, RowGroup, Span, StatusCell, TextCell
from dxreport.report.figures import BulletChart, BulletRow, KeyFigure, KeyFigures
from dxreport.report.wording import formats
from dxreport.report.wording import progress as words
from dxreport.report.wording import progress_initiative as sentences
from dxreport.report.wording.measures import (
    CHANGES,
    NONE_OCCURRED,
    attainment_text,
    difference_text,
    forecast_text,
    planned_text,
    progress_text,
    target_text,
    value_text,
)
from dxreport.report.wording.scale import Voice, every_class, voice


@dataclass(frozen=True, slots=True)
class View:
    """An assessment with what every page asks of it."""

    assessment: Assessment
    own: str = ""
    """The department that the paper is for, where it is for one: its parts follow each other without a page of their own."""

    @property
    def terms(self) -> Terms:
        """The strategy's own words for its levels."""
        return self.assessment.strategy.terms

    @property
    def final(self) -> bool:
        return self.assessment.checkpoint.is_final

    @property
    def compares(self) -> bool:
        """Whether there is a last checkpoint to compare with."""
        return self.assessment.previous_checkpoint is not None

    @property
    def now(self) -> str:
        return formats.checkpoint_name(self.assessment.checkpoint)

    @property
    def before(self) -> str:
        previous = self.assessment.previous_checkpoint
        return formats.checkpoint_name(previous) if previous else ""

    @property
    def limits(self) -> tuple[ClassRule, ...]:
        """Limits of rates that no rounded figure may seem to reach."""
        return self.assessment.ladder.limits

    @property
    def scale(self) -> Scale:
        return self.assessment.strategy.scale

    @property
    def voice(self) -> Voice:
        """How sentences speak of the classes in use."""
        return voice(self.assessment.ladder, final=self.final)

    @property
    def forecasts(self) -> bool:
        """Whether any department submitted what it expects for the year's end."""
        return not self.final and any(m.forecast for m in self.assessment.measures)

    def department(self, department_id: str) -> str:
        """Its name."""
        return self.assessment.strategy.department(department_id).name


# --- cells -----------------------------------------------------------------------------------------------------------


def quiet(text: str = formats.DASH) -> TextCell:
    return TextCell(text, quiet=True)


def figure_with_unit(value: str, unit: str) -> str:
    """「36.5%」「7回」: a figure and its unit in running text."""
    return f"{value}{unit}"


def number_cell(text: str | None, value: Decimal | None, source: str, *, strong: bool = False) -> Cell:
    return NumberCell(text, value, strong=strong, source=source) if value is not None and text else quiet()


def actual_text(result: MeasureResult) -> str:
    """The value in running text; empty where there is none."""
    return value_text(result) or ""


def actual_cell(view: View, result: MeasureResult, *, strong: bool = True) -> Cell:
    if result.none_occurred:
        return quiet(NONE_OCCURRED)
    if result.actual is None:
        unreported = result.rating == view.scale.unreported
        return quiet(view.scale.unreported.word if unreported else formats.DASH)
    return NumberCell(actual_text(result), result.actual.value, strong=strong, source=result.measure.id)


def status_cell(status: StatusClass | None, *, current: bool = True) -> Cell:
    """A class of either axis; a dash where there is none."""
    return quiet() if status is None else StatusCell(status, current)


def target_cell(measure: Measure) -> Cell:
    """The year's target as a figure; a range, or a text target in its own words, as text."""
    if measure.target.by_people or measure.target.high is not None:
        return TextCell(target_text(measure))
    return number_cell(target_text(measure), measure.target.value, measure.id)


def change_cell(change: Change) -> Cell:
    turned = change in (Change.BETTER, Change.WORSE)
    return TextCell(CHANGES[change], strong=True) if turned else quiet(CHANGES[change])


# --- tables ----------------------------------------------------------------------------------------------------------


def kpi_table(view: View, results: Sequence[MeasureResult], title: str, note: str) -> Table:
    """Measures against target and plan; columns that mean nothing now are left out."""
    return kpi_groups(view, [("", results)], title, note)


def kpi_groups(view: View, groups: Sequence[tuple[str, Sequence[MeasureResult]]], title: str, note: str) -> Table:
    """As ``kpi_table``, with a heading over each group of measures."""
    columns = [
        Column("", ColumnRole.ID),
        Column(words.MEASURE, ColumnRole.NAME),
        Column(words.UNIT, ColumnRole.UNIT),
        Column(words.TARGET, ColumnRole.FIGURE),
    ]
    if not view.final:
        columns.append(Column(words.PLANNED, ColumnRole.FIGURE))
    columns += [Column(words.ACTUAL, ColumnRole.FIGURE), Column(words.ATTAINMENT, ColumnRole.RATE)]
    if not view.final:
        columns.append(Column(words.PROGRESS, ColumnRole.RATE))
    columns.append(Column(words.RATING, ColumnRole.STATUS))
    if view.compares:
        columns.append(Column(words.CHANGE, ColumnRole.CHANGE))
    if view.forecasts:
        columns += [
            Column("", ColumnRole.FORECAST, over=words.FORECAST),
            Column("", ColumnRole.VERDICT, over=words.FORECAST),
        ]
    made = tuple(RowGroup(tuple(_kpi_row(view, r) for r in results), heading=name) for name, results in groups)
    return Table(tuple(columns), made, caption=title, title=title, note=note)


def _kpi_row(view: View, result: MeasureResult) -> tuple[Cell, ...]:
    measure = result.measure
    row: list[Cell] = [
        TextCell(measure.id),
        TextCell(measure.short_name),
        TextCell(measure.unit_with_direction),
        target_cell(measure),
    ]
    if not view.final:
        row.append(number_cell(planned_text(result), result.planned, measure.id))
    row += [actual_cell(view, result), number_cell(attainment_text(result, view.limits), result.attainment, measure.id)]
    if not view.final:
        row.append(number_cell(progress_text(result, view.limits), result.progress, measure.id))
    row.append(status_cell(result.rating))
    if view.compares:
        row.append(number_cell(difference_text(result), result.difference, measure.id))
    if view.forecasts:
        row += _forecast_cells(result)
    return tuple(row)


def _forecast_cells(result: MeasureResult) -> tuple[Cell, Cell]:
    if result.forecast is None:
        return quiet(), quiet("")
    verdict: Cell = quiet("")
    if result.forecast_met is not None:
        verdict = TextCell(words.MET if result.forecast_met else words.MISSED, strong=not result.forecast_met)
    return number_cell(forecast_text(result), result.forecast.value, result.measure.id), verdict


def status_columns(view: View) -> tuple[Column, ...]:
    """KPI and 工程, last checkpoint and now, and the change."""
    if not view.compares:
        return (
            Column(view.now, ColumnRole.STATUS, over=words.KPI),
            Column(view.now, ColumnRole.SCHEDULE_STATUS, over=words.SCHEDULE),
        )
    return (
        Column(view.before, ColumnRole.STATUS, over=words.KPI),
        Column(view.now, ColumnRole.STATUS, over=words.KPI),
        Column(view.before, ColumnRole.SCHEDULE_STATUS, over=words.SCHEDULE),
        Column(view.now, ColumnRole.SCHEDULE_STATUS, over=words.SCHEDULE),
        Column(words.CHANGE, ColumnRole.CHANGE),
    )


def status_cells(view: View, initiative: InitiativeResult) -> tuple[Cell, ...]:
    kpi, schedule = status_cell(initiative.kpi), status_cell(initiative.schedule)
    if not view.compares:
        return (kpi, schedule)
    return (
        status_cell(initiative.kpi_previous, current=False),
        kpi,
        status_cell(initiative.schedule_previous, current=False),
        schedule,
        change_cell(initiative.change),
    )


# --- figures ---------------------------------------------------------------------------------------------------------


def key_figures(view: View, counts: Counts, previous: Counts | None, source: str) -> KeyFigures:
    """Counts per class. At the final checkpoint the classes are others than before, so nothing is compared."""
    figures = tuple(
        KeyFigure(
            c,
            NumberCell(str(counts.of(c.id)), Decimal(counts.of(c.id)), strong=True, source=source),
            words.before(previous.of(c.id)) if previous and not view.final else "",
        )
        for c in every_class(view.scale, final=view.final)
    )
    note = words.counts_note(counts, None if view.final else previous)
    return KeyFigures(figures, note, words.key_figures_alt([(f.status.text, int(f.count.value)) for f in figures]))


def has_ratio(result: MeasureResult) -> bool:
    """Whether the measure has a row in a chart that sets the year's target as 100."""
    target = result.measure.target
    known = result.actual is not None and result.attainment is not None and result.actual.value >= 0
    return known and target.value > 0 and not target.lower_is_better and target.high is None


def bullet_chart(view: View, results: Sequence[MeasureResult]) -> BulletChart | None:
    rows = tuple(_bullet_row(view, r) for r in results if has_ratio(r))
    if not rows:
        return None
    alt = "".join(sentences.chart_row_alt(r.label, r.figure, m.rating.text)
                  for r, m in zip(rows, (m for m in results if has_ratio(m)), strict=True))  # fmt: skip
    headings = words.BULLET_HEADINGS_FINAL if view.final else words.BULLET_HEADINGS
    return BulletChart(words.BULLET_TITLE, rows, headings, alt)


def _bullet_row(view: View, result: MeasureResult) -> BulletRow:
    target = result.measure.target
    actual = result.actual.value if result.actual else Decimal(0)
    planned = None if view.final else result.planned
    actual_words, planned_words = actual_text(result), planned_text(result)
    figures = actual_words if planned is None else words.against(actual_words, planned_words or "")
    return BulletRow(
        label=result.measure.short_name,
        actual=actual / target.value,
        planned=None if planned is None else planned / target.value,
        figure=f"{figures} {target.unit}",
        tone=result.rating.tone,
        source=result.measure.id,
    )


# --- delays ----------------------------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Delay:
    """What is behind, with what was written about it; items with the same explanation stand together."""

    items: tuple[str, ...]
    explanation: Explanation


def delays(results: Sequence[MeasureResult], bars: Sequence[BarResult]) -> tuple[Delay, ...]:
    """Measures behind plan and bars behind schedule, with 理由, 対応策, 期限."""
    found: dict[tuple[str, str, str], tuple[list[str], Explanation]] = {}
    unexplained = 0
    named = [(f"{r.measure.id}　{r.measure.short_name}", r.explanation) for r in results if r.behind]
    named += [(f"{words.SCHEDULE}　{b.bar.short_name}", b.explanation) for b in bars if b.late]
    for name, text in named:
        key = (text.reason, text.remedy, text.due)
        if not any(key):
            unexplained += 1
            key = ("", "", str(unexplained))
        found.setdefault(key, ([], text))[0].append(name)
    return tuple(Delay(tuple(items), text) for items, text in found.values())


def delay_facts(delay: Delay) -> Facts:
    """One delay as label – text rows."""
    text = delay.explanation
    what = words.listed(delay.items)
    reason = (Span(f"{what}{words.COLON}"), Span(text.reason or words.NONE_WRITTEN))
    due = (Span(f"　{words.DUE}{words.COLON}"), Span(text.due or words.NONE_WRITTEN, strong=True))
    remedy = (Span(text.remedy or words.NONE_WRITTEN), *due)
    return Facts((FactRow(words.DELAY_REASON, (reason,)), FactRow(words.REMEDY, (remedy,))), strong_rules=True)


def delay_table(items: Sequence[Delay], title: str) -> Table:
    """Several delays as a table."""
    columns = (
        Column(words.DELAY_ITEM, ColumnRole.NAME, weight=5),
        Column(words.REASON, ColumnRole.TEXT, weight=5),
        Column(words.REMEDY, ColumnRole.TEXT, weight=5),
        Column(words.DUE, ColumnRole.DATE),
    )
    rows = tuple(
        (
            TextCell("\n".join(d.items)),
            _written(d.explanation.reason),
            _written(d.explanation.remedy),
            _written(d.explanation.due),
        )
        for d in items
    )
    return Table(columns, (RowGroup(rows),), caption=title, title=title, keep=len(rows) <= 5)


def _written(text: str) -> TextCell:
    return TextCell(text) if text.strip() else quiet(words.NONE_WRITTEN)

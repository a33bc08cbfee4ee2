"""Turns evaluated measures and bars into the cells, tables and charts that several parts of the report share."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import assert_never

from dxreport.evaluate.assessment import Assessment, InitiativeResult
from dxreport.evaluate.measure_result import Change, MeasureResult
from dxreport.model.audience import Audience
from dxreport.model.measure import Measure
from dxreport.model.policy import Terms
from dxreport.model.scale import ClassRule, Scale, StatusClass
from dxreport.model.strategy import Holder, Level
from dxreport.report.blocks import Table
from dxreport.report.cells import Cell, Column, ColumnRole, NumberCell, RowGroup, StatusCell, TextCell
from dxreport.report.wording import audiences, formats, spoken
from dxreport.report.wording import progress as words
from dxreport.report.wording.measures import (
    CHANGES,
    CHANGES_SAID,
    NONE_OCCURRED,
    attainment_text,
    difference_text,
    forecast_text,
    planned_text,
    progress_text,
    target_text,
    value_text,
)
from dxreport.report.wording.scale import Voice, voice


@dataclass(frozen=True, slots=True)
class View:
    """An assessment with what every page asks of it."""

    assessment: Assessment
    own: str = ""
    """The department that the paper is for, where it is for one: its parts follow each other without a page of their own."""
    audience: Audience = Audience.EXECUTIVE
    """Whom the paper is for; the assessment is narrowed to what they may see."""

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
        return voice(self.assessment.ladder, final=self.final, scope=self.scope)

    @property
    def scope(self) -> str:
        """「公表対象」: what the items are called where some are left out; empty where all are there."""
        return audiences.scope(self.audience, self.assessment.withheld)

    @property
    def forecasts(self) -> bool:
        """Whether any department submitted what it expects for the year's end."""
        return not self.final and any(m.forecast for m in self.assessment.measures)

    def anchor(self, holder: Holder) -> str:
        """The heading under which this level's measures and bars stand; empty where none is its own."""
        match holder.level:
            case Level.INITIATIVE:
                return f"initiative-{holder.id}"
            case Level.THEME:
                return f"theme-{holder.id}"
            case Level.WHOLE:
                return "whole"
            case Level.BRANCH:
                return ""
            case _:
                assert_never(holder.level)

    def department(self, department_id: str) -> str:
        """Its name."""
        return self.assessment.strategy.department(department_id).name


# --- cells -----------------------------------------------------------------------------------------------------------


def quiet(text: str = formats.DASH) -> TextCell:
    return TextCell(text, quiet=True, said=words.NO_VALUE if text == formats.DASH else "")


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


def status_said(view: View, number: str, name: str, result: InitiativeResult, counts: str = "") -> str:
    """An initiative's row of ``status_cells`` as a sentence."""
    kpi = (result.kpi, result.kpi_previous if view.compares else None)
    schedule = (result.schedule, result.schedule_previous if view.compares else None)
    change = result.change if view.compares else None
    return spoken.initiative(number, name, [(words.KPI, *kpi), (words.SCHEDULE, *schedule)], change, counts)


def change_cell(change: Change) -> Cell:
    turned = change in (Change.BETTER, Change.WORSE)
    return (
        TextCell(CHANGES[change], strong=True, said=CHANGES_SAID[change])
        if turned
        else TextCell(CHANGES[change], quiet=True, said=CHANGES_SAID[change])
    )


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
    made = tuple(
        RowGroup(
            tuple(_kpi_row(view, r) for r in results),
            heading=name,
            said=tuple(spoken.measure(r, view.limits, final=view.final) for r in results),
        )
        for name, results in groups
    )
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

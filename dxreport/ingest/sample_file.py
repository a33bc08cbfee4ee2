"""Turns the fictional year's YAML files into answers that forms can be filled in with.

``q1.yaml`` … hold what departments would type at a checkpoint, ``lists.yaml`` the detail lists with their changes over
the year. Every scalar is read as text; what looks like a number or a day becomes one only in a column that asks for it.
"""

from __future__ import annotations

import re
from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import Literal, TypeVar

import yaml
from pydantic import BaseModel, ConfigDict, Field, ValidationError

from dxreport.layout.submission import (
    COVER_FIELDS,
    FOLLOW_UP_SHEET,
    SCHEDULE_SHEET,
    Entry,
    TableSheet,
    kpi_sheet,
    list_sheet,
)
from dxreport.model.answers import Answer, CheckpointAnswers, Row, WorkbookAnswers, YearAnswers
from dxreport.model.period import Checkpoint
from dxreport.model.strategy import Strategy
from dxreport.model.submission import ReadingState

LISTS_FILE = "lists.yaml"
_NUMBER = re.compile(r"-?[0-9]+(\.[0-9]+)?")
_DAY = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}")

Cells = dict[str, str]


class _Record(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True)


class WorkbookRecord(_Record):
    """One workbook: cover fields, then rows by id. ``lists`` come from the file of lists."""

    department: str
    number: int = 1
    submitted_on: str
    contact: str = ""
    kpi: dict[str, Cells] = {}
    tasks: dict[str, Cells] = {}
    follow_ups: dict[str, Cells] = {}


class CheckpointRecord(_Record):
    format: Literal["dxreport-sample-1"]
    checkpoint: Checkpoint
    due: date
    workbooks: list[WorkbookRecord]


class ListRecord(_Record):
    """Rows by the checkpoint at which they were added, and later changes by row key and column."""

    columns: list[str]
    rows: dict[Checkpoint, list[list[str]]]
    changes: dict[Checkpoint, dict[str, Cells]] = {}


class ListsRecord(_Record):
    format: Literal["dxreport-sample-lists-1"]
    lists: dict[str, ListRecord] = Field(default_factory=dict)


class SampleError(ValueError):
    """A file of the fictional year is not as it should be; the message names the file and the place."""


_Model = TypeVar("_Model", bound=BaseModel)


def load(folder: Path, strategy: Strategy) -> YearAnswers:
    """Read every checkpoint's file that exists. Raises SampleError for unknown ids and columns."""
    lists_path = folder / LISTS_FILE
    lists = _read(lists_path, ListsRecord).lists if lists_path.is_file() else {}
    checkpoints = []
    for checkpoint in Checkpoint:
        path = folder / f"{checkpoint.value}.yaml"
        if path.is_file():
            record = _read(path, CheckpointRecord)
            if record.checkpoint is not checkpoint:
                raise SampleError(f"{path.name}: checkpoint {record.checkpoint.value}")
            books = tuple(_workbook(b, lists, strategy, checkpoint, path.name) for b in record.workbooks)
            checkpoints.append(CheckpointAnswers(checkpoint, books, record.due))
    return YearAnswers(tuple(checkpoints))


def _read(path: Path, model: type[_Model]) -> _Model:
    try:
        # BaseLoader makes nothing but texts, lists and dicts, so that 8-1 and ７ arrive as written.
        read = yaml.load(path.read_text(encoding="utf-8"), Loader=yaml.BaseLoader)  # noqa: S506  # safer than safe_load
        return model.model_validate(read)
    except (yaml.YAMLError, ValidationError) as error:
        raise SampleError(f"{path.name}: {error}") from error


def _workbook(
    record: WorkbookRecord, lists: dict[str, ListRecord], strategy: Strategy, checkpoint: Checkpoint, file: str
) -> WorkbookAnswers:
    place = f"{file} {record.department}"
    if record.department not in {d.id for d in strategy.departments}:
        raise SampleError(f"{place}: unknown department")
    duties = strategy.duties(record.department)
    entries = {f.id: f.entry for f in COVER_FIELDS}
    cover: Row = {"submitted_on": _answer(record.submitted_on, entries["submitted_on"])}
    if record.contact:
        cover["contact"] = record.contact
    readings = _rows(record.kpi, kpi_sheet(strategy.terms.own_rating), {m.id for m in duties.measures}, place)
    for row in readings.values():
        if "value" in row or "base" in row:
            row.setdefault("state", ReadingState.REPORTED.value)
    filled = {}
    for detail in duties.lists:
        if detail.id in lists:
            sheet = list_sheet(detail, strategy.departments)
            filled[detail.id] = _list_rows(lists[detail.id], sheet, checkpoint, f"{LISTS_FILE} {detail.id}")
    return WorkbookAnswers(
        department=record.department,
        number=record.number,
        cover=cover,
        readings=readings,
        tasks=_rows(record.tasks, SCHEDULE_SHEET, {b.id for b in duties.bars}, place),
        follow_ups=_rows(record.follow_ups, FOLLOW_UP_SHEET, None, place),
        lists=filled,
    )


def _rows(rows: dict[str, Cells], sheet: TableSheet, known: set[str] | None, place: str) -> dict[str, Row]:
    for key in rows:
        if known is not None and key not in known:
            raise SampleError(f"{place}: {key} is not reported by this department")
    return {key: _row(cells, sheet, f"{place} {key}") for key, cells in rows.items()}


def _row(cells: Cells, sheet: TableSheet, place: str) -> Row:
    entries = {c.id: c.entry for c in sheet.columns if c.entry is not Entry.PRINTED}
    if unknown := sorted(set(cells) - set(entries)):
        raise SampleError(f"{place}: no entry column {', '.join(unknown)}")
    return {column: _answer(text, entries[column]) for column, text in cells.items() if text}


def _list_rows(record: ListRecord, sheet: TableSheet, checkpoint: Checkpoint, place: str) -> tuple[Row, ...]:
    """The list as it stands at ``checkpoint``: rows added until then, with the changes made until then."""
    rows: dict[str, Cells] = {}
    for moment in checkpoint.until():
        for values in record.rows.get(moment, []):
            if len(values) != len(record.columns):
                raise SampleError(f"{place}: {values} has not one value for each column")
            cells = dict(zip(record.columns, values, strict=True))
            rows[cells[sheet.key]] = cells
        for key, changed in record.changes.get(moment, {}).items():
            if key not in rows:
                raise SampleError(f"{place}: change of unknown row {key}")
            rows[key] = {**rows[key], **changed}
    return tuple(_row(cells, sheet, f"{place} {key}") for key, cells in rows.items())


def _answer(text: str, entry: Entry) -> Answer:
    """As a clerk's program would keep it: a plain number as a number, a day as a day, all else as the text typed."""
    if entry is Entry.NUMBER and _NUMBER.fullmatch(text):
        return Decimal(text)
    if entry is Entry.DATE and _DAY.fullmatch(text):
        return date.fromisoformat(text)
    return text

"""Turns what departments would type into their forms into data: answers by row and column, as typed."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal

from dxreport.model.period import Checkpoint

Answer = Decimal | date | str
"""A cell as a clerk leaves it. A text may stand where a number was asked for; it is written as the text it is."""

Row = dict[str, Answer]
"""Answers by column id of the form's layout."""


@dataclass(frozen=True, slots=True)
class WorkbookAnswers:
    """One department's answers in one workbook: cover fields by id, rows by measure or bar."""

    department: str
    number: int = 1
    cover: Row = field(default_factory=dict)
    readings: dict[str, Row] = field(default_factory=dict)
    tasks: dict[str, Row] = field(default_factory=dict)
    follow_ups: dict[str, Row] = field(default_factory=dict)
    lists: dict[str, tuple[Row, ...]] = field(default_factory=dict)
    """By list id, rows in the order in which they stand in the sheet."""


@dataclass(frozen=True, slots=True)
class CheckpointAnswers:
    """All workbooks of one checkpoint; a department may be missing or come twice. ``due``: when they were wanted."""

    checkpoint: Checkpoint
    workbooks: tuple[WorkbookAnswers, ...]
    due: date | None = None


@dataclass(frozen=True, slots=True)
class YearAnswers:
    """The checkpoints of one year, in their order."""

    checkpoints: tuple[CheckpointAnswers, ...]

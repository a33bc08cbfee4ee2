"""The progress report: exact counts, true words for what is missing, one page each, every figure with its source."""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import date
from decimal import Decimal
from functools import cache
from io import BytesIO
from pathlib import Path

import pytest
from pypdf import PdfReader

from dxreport.evaluate.assess import assess
from dxreport.evaluate.assessment import Assessment
from dxreport.ingest.strategy_file import load
from dxreport.model.period import Checkpoint, FiscalYear
from dxreport.model.policy import Status
from dxreport.model.provenance import CellRef, Sourced
from dxreport.model.schedule import ScheduleBar
from dxreport.model.strategy import Accumulation, Measure, MeasureType, Strategy
from dxreport.model.submission import (
    Explanation,
    HandedIn,
    Reading,
    ReadingState,
    Submission,
    TaskReport,
    TaskState,
)
from dxreport.render.fonts import FontSet
from dxreport.render.pdf import render
from dxreport.render.style import Style
from dxreport.report.blocks import (
    Callout,
    Cell,
    Contents,
    Document,
    Facts,
    Gantt,
    Heading,
    KeyFigures,
    NumberCell,
    Paragraph,
    StatusPanel,
    Table,
    TextCell,
    TrendChart,
)
from dxreport.report.progress import compose
from dxreport.report.progress_appendix import due_position

ROOT = Path(__file__).parents[1]
FACTORS = [Decimal(x) for x in ("1.1", "1", "0.9", "0.73", "1.25", "1.02", "1.4")]
WORDS = Explanation("半導体不足により、納入が遅れた。", "設置を外部に委託し、週40台から80台へ増やす。", "12月末", "")


@cache
def strategy() -> Strategy:
    """The real strategy, with every figure typed in: detail lists have tests of their own."""
    loaded = load(ROOT / "inputs/r7/strategy.yaml").value
    assert loaded is not None
    themes = tuple(
        replace(t, initiatives=tuple(
            replace(i, indicators=tuple(
                replace(k, measures=tuple(replace(m, rule=None) for m in k.measures)) for k in i.indicators
            )) for i in t.initiatives
        )) for t in loaded.themes
    )  # fmt: skip
    return replace(loaded, themes=themes)


def sourced(value: Decimal, file: str, cell: str) -> Sourced[Decimal]:
    return Sourced(value, CellRef(file, "KPI", cell), str(value))


def reading(measure: Measure, checkpoint: Checkpoint, n: int, file: str, words: Explanation) -> Reading:
    """A level at, or a quarter's part of, the target's share of the year, times a factor."""
    factor = FACTORS[n % len(FACTORS)]
    target = measure.target.value
    if measure.type is MeasureType.EVENT_LIMIT:
        value = target / 2
    elif measure.accumulation is Accumulation.SUM:
        value = (target / 4 * factor).quantize(Decimal(1))
    else:
        value = (target * checkpoint.share_of_year() * factor).quantize(Decimal("0.1"))
    forecast = sourced(target * min(Decimal(1), factor), file, f"H{n}") if n % 3 else None
    explanation = words if factor < 1 else replace(words, reason="", remedy="", due="", comment="")
    row = CellRef(file, "KPI", f"F{n}")
    return Reading(
        measure.id, ReadingState.REPORTED, sourced(value, file, f"F{n}"), forecast, None, None,
        sourced(Decimal(120), file, f"G{n}") if measure.type is MeasureType.SURVEY else None, explanation, (), row,
    )  # fmt: skip


def task(bar: ScheduleBar, as_of: date, year: FiscalYear, n: int, file: str, words: Explanation) -> TaskReport:
    position = year.position(as_of)
    row = CellRef(file, "工程", f"D{n}")
    if bar.start >= position:
        return TaskReport(bar.id, TaskState.NOT_STARTED, None, None, None, None, Explanation(), row)
    first = bar.first or 4
    started = date(year.year_of_month(first), first, 1)
    if bar.end <= position and n % 7:
        return TaskReport(bar.id, TaskState.DONE, Decimal(100), started, as_of, None, Explanation(), row)
    last = bar.last or 3
    ends = date(year.year_of_month(last), last, 28)
    late = n % 7 == 0
    expected = date(ends.year + (ends.month + 2 > 12), (ends.month + 1) % 12 + 1, 28) if late else ends
    return TaskReport(bar.id, TaskState.RUNNING, Decimal(50), started, None, expected, words if late else Explanation(), row)


def handed_in(checkpoint: Checkpoint, *, missing: tuple[str, ...] = (), words: Explanation = WORDS) -> HandedIn:
    plan = strategy()
    day = checkpoint.last_day(plan.year)
    used = {}
    for d in plan.departments:
        if not d.submits or d.id in missing:
            continue
        file = f"inputs/r7/{checkpoint.value}/{d.id}.xlsx"
        duties = plan.duties(d.id)
        measures = [m for m in duties.measures if m.frequency.due_at(checkpoint)]
        used[d.id] = Submission(
            department=d.id, checkpoint=checkpoint, number=1, submitted_on=day, file=file, sha256="0" * 64, sample=True,
            readings=tuple(reading(m, checkpoint, plan.measures.index(m), file, words) for m in measures),
            tasks=tuple(task(b, day, plan.year, plan.bars.index(b), file, words) for b in duties.bars),
            lists=(),
        )  # fmt: skip
    return HandedIn(checkpoint, used)


@cache
def assessed(
    checkpoint: Checkpoint, *, missing: tuple[str, ...] = (), draft: bool = False, words: Explanation = WORDS
) -> Assessment:
    handed = tuple(
        handed_in(c, missing=missing if c is checkpoint else (), words=words) for c in checkpoint.until()
    )
    return assess(strategy(), handed, checkpoint.last_day(strategy().year), draft=draft)


def everyone() -> tuple[str, ...]:
    return tuple(d.id for d in strategy().departments)

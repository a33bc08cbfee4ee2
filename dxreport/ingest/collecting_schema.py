"""Turns the section ``submission`` of ``strategy.yaml`` into checked records and into the plan of collecting."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta
from itertools import pairwise
from typing import Annotated

from pydantic import Field, StringConstraints

from dxreport.ingest.schema_fields import Ident, Record, Word
from dxreport.ingest.yaml_lines import LinedData, Path_
from dxreport.model.catalogue_details import DETAILS
from dxreport.model.deadlines import Collecting, LadderStep
from dxreport.model.finding import Finding, finding
from dxreport.model.period import Checkpoint, FiscalYear

MailAddress = Annotated[
    str,
    StringConstraints(pattern=r"^[A-Za-z0-9._%+-]{1,64}@[A-Za-z0-9-]{1,63}([.][A-Za-z0-9-]{1,63})+$", max_length=200),
]
"""A bare address: no name, no space, no line break."""
MonthDay = Annotated[str, StringConstraints(pattern=r"^[0-9]{2}-[0-9]{2}$")]
_NEW_YEAR = ["12-29", "12-30", "12-31", "01-02", "01-03"]
_SECTION = "submission"
_LEAP_YEAR = 2024
_LONGEST = timedelta(days=366)


class StepRecord(Record):
    id: Ident
    name: Word
    working_days: Annotated[int, Field(ge=1, le=120)]


class MailRecord(Record):
    sender: Annotated[MailAddress, Field(alias="from")]


class CollectingRecord(Record):
    """``closed`` are days of every year on which offices are closed besides weekends and national holidays."""

    ladder: Annotated[list[StepRecord], Field(min_length=1, max_length=9)]
    base: dict[Checkpoint, date] = {}
    dates: dict[Checkpoint, list[date]] = {}
    closed: Annotated[list[MonthDay], Field(max_length=100)] = _NEW_YEAR
    mail: MailRecord | None = None


def collecting(record: CollectingRecord | None) -> Collecting | None:
    """The plan; None where the section is left out."""
    if record is None:
        return None
    return Collecting(
        ladder=tuple(LadderStep(s.id, s.name, s.working_days) for s in record.ladder),
        base=dict(record.base),
        dates={checkpoint: tuple(days) for checkpoint, days in record.dates.items()},
        closed=tuple(_month_day(text) for text in record.closed),
        sender=record.mail.sender if record.mail else "",
    )


def collecting_faults(record: CollectingRecord | None, year: FiscalYear, lined: LinedData) -> Iterator[Finding]:
    """Ids that occur twice, steps or days out of order, days that no calendar has, deadlines before what is reported."""
    if record is None:
        return
    seen: set[str] = set()
    for n, step in enumerate(record.ladder):
        if step.id in seen:
            yield finding("Y06", lined.ref((_SECTION, "ladder", n, "id")), id=step.id)
        seen.add(step.id)
    for path, detail in (*_steps(record), *_bases(record, year), *_fixed(record, year)):
        place = lined.ref((_SECTION, *path))
        yield finding("Y13", place, id=place.field, detail=detail)


def _steps(record: CollectingRecord) -> Iterator[tuple[Path_, str]]:
    for n, (before, step) in enumerate(pairwise(record.ladder), 1):
        if step.working_days <= before.working_days:
            yield ("ladder", n, "working_days"), DETAILS["ladder_order"]
    for n, text in enumerate(record.closed):
        if _no_such_day(text):
            yield ("closed", n), DETAILS["no_such_day"].format(found=text)


def _bases(record: CollectingRecord, year: FiscalYear) -> Iterator[tuple[Path_, str]]:
    for checkpoint, day in record.base.items():
        if not timedelta(0) <= day - checkpoint.first_day(year) <= _LONGEST:
            yield ("base", checkpoint.value), DETAILS["base_outside"]


def _fixed(record: CollectingRecord, year: FiscalYear) -> Iterator[tuple[Path_, str]]:
    for checkpoint, days in record.dates.items():
        base = record.base.get(checkpoint, checkpoint.last_day(year))
        if len(days) != len(record.ladder):
            yield ("dates", checkpoint.value), DETAILS["ladder_dates"].format(count=len(record.ladder))
        elif any(later <= earlier for earlier, later in pairwise(days)):
            yield ("dates", checkpoint.value), DETAILS["ladder_dates_order"]
        elif days[0] < base or days[-1] - base > _LONGEST:
            yield ("dates", checkpoint.value), DETAILS["ladder_before_base"]


def _month_day(text: str) -> tuple[int, int]:
    month, _, day = text.partition("-")
    return int(month), int(day)


def _no_such_day(text: str) -> bool:
    try:
        date(_LEAP_YEAR, *_month_day(text))
    except ValueError:
        return True
    return False

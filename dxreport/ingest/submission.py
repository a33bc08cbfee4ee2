"""Turns one department's workbook into a Submission, with everything that is wrong or odd in it."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from pathlib import Path

from dxreport.ingest import isolation, printed
from dxreport.ingest.detail_rows import filled_list
from dxreport.ingest.follow_ups import follow_ups
from dxreport.ingest.identity import Cover, claimed, digests, read_cover, read_identity
from dxreport.ingest.numbers import Refusal, read_number
from dxreport.ingest.readings import own_classes, reading, rows_by_id, task_report
from dxreport.ingest.sheets import named_sheet
from dxreport.ingest.table import Table, as_typed, find_table, to_date
from dxreport.ingest.workbook import Workbook
from dxreport.layout.submission import (
    COVER_SHEET,
    FOLLOW_UP_SHEET,
    SCHEDULE_SHEET,
    Entry,
    Identity,
    TableSheet,
    in_the_plan_s_words,
    kpi_sheet,
    list_sheet,
)
from dxreport.model.finding import Checked, Finding, finding
from dxreport.model.period import Checkpoint
from dxreport.model.provenance import CellRef, FileRef
from dxreport.model.strategy import Duties, Strategy
from dxreport.model.submission import Entered, FilledList, FollowUp, Reading, Submission, TaskReport


def read_any(read: Checked[Workbook | None], strategy: Strategy) -> Checked[Submission | None]:
    """A workbook as read, of whatever checkpoint it says that it is of."""
    if read.value is None:
        return Checked(None, read.findings)
    said = {c.value: c for c in Checkpoint}
    checkpoint = said.get(claimed(read.value, "checkpoint"), Checkpoint.Q1)
    return read_submission(read, strategy, checkpoint)


def read_file(path: Path, name: str, strategy: Strategy, checkpoint: Checkpoint) -> Checked[Submission | None]:
    """Read one workbook that ought to be of ``checkpoint``."""
    return read_submission(isolation.read_workbook(path, name), strategy, checkpoint)


def read_submission(
    read: Checked[Workbook | None], strategy: Strategy, checkpoint: Checkpoint
) -> Checked[Submission | None]:
    """A workbook as read. All findings at once; the value is None when the workbook as a whole cannot be used."""
    book = read.value
    if book is None:
        return Checked(None, read.findings)
    cover = read_cover(book)
    identity = read_identity(book, cover, strategy, checkpoint)
    if isinstance(identity, Finding):
        return Checked(None, (*read.findings, identity))
    made = _Form(book, cover, identity, strategy, checkpoint).submission()
    found = tuple(of_department(f, identity.department) for f in read.findings)
    return Checked(made.value, (*found, *made.findings))


_COUNTED = re.compile(r"^第?([0-9]{1,2})回目?$")


def of_department(item: Finding, department: str) -> Finding:
    """A finding about a file, once it is known whose file it is."""
    return item if item.department else replace(item, department=department)


class _Form:
    """A workbook being read: its sheets as found, and what was noticed."""

    def __init__(
        self, book: Workbook, cover: Cover, identity: Identity, strategy: Strategy, checkpoint: Checkpoint
    ) -> None:
        self.book, self.cover, self.identity = book, cover, identity
        self.strategy, self.checkpoint = strategy, checkpoint
        self.duties: Duties = strategy.duties(identity.department)
        self.findings: list[Finding] = []
        self.tables: dict[str, Table] = {}
        """By the sheet's anchor, in the form's order."""

    def submission(self) -> Checked[Submission | None]:
        self._cover()
        readings = self._readings()
        tasks = self._tasks()
        answered = self._follow_ups()
        lists = self._lists()
        self._locked_cells()
        submission = Submission(
            department=self.identity.department,
            checkpoint=self.checkpoint,
            number=self._number(),
            submitted_on=self._submitted_on(),
            file=self.book.file,
            sha256=self.book.sha256,
            sample=self.identity.sample,
            readings=readings,
            tasks=tasks,
            lists=lists,
            contact=self.cover.text("contact"),
            follow_ups=answered,
            entered=tuple(e for table in self.tables.values() for e in entered(table)),
        )
        return Checked(submission, tuple(self.findings))

    def _cover(self) -> None:
        """提出回数 and 提出日 decide which workbook counts: that their sheet is missing, or has another name, is told."""
        place, department = FileRef(self.book.file), self.identity.department
        if self.cover.grid is None:
            self.findings.append(finding("S04", place, department=department, name=COVER_SHEET, near=""))
        elif self.cover.grid.name != COVER_SHEET:
            found = self.cover.grid.name
            self.findings.append(finding("S15", place, found=found, department=department, name=COVER_SHEET))

    def _table(self, layout: TableSheet, *, missing: str = "S05") -> Table | None:
        table = find_table(self.book, layout, self.identity.department, self.findings, missing=missing)
        if table is not None:
            self.tables[layout.id] = table
        return table

    def _readings(self) -> tuple[Reading, ...]:
        measures = {m.id: m for m in self.duties.measures}
        ladder = self.strategy.scale.ladder(final=self.checkpoint.is_final)
        sheet = kpi_sheet(self.strategy.terms.own_rating, tuple(c.text for c in ladder.classes))
        if not measures or (table := self._table(in_the_plan_s_words(sheet, self.strategy.terms.initiative))) is None:
            return ()
        rows, classes = rows_by_id(table, tuple(measures), "measure"), own_classes(ladder)
        return tuple(reading(rows[i], m, classes) for i, m in measures.items() if i in rows)

    def _tasks(self) -> tuple[TaskReport, ...]:
        bars = tuple(b.id for b in self.duties.bars)
        if (
            not bars
            or (table := self._table(in_the_plan_s_words(SCHEDULE_SHEET, self.strategy.terms.initiative))) is None
        ):
            return ()
        rows = rows_by_id(table, bars, "bar")
        return tuple(task_report(rows[b], b, self.strategy.year) for b in bars if b in rows)

    def _follow_ups(self) -> tuple[FollowUp, ...]:
        """The sheet is there only where something was late before: that it is missing is no finding."""
        if named_sheet(self.book, FOLLOW_UP_SHEET) is None:
            return ()
        table = self._table(FOLLOW_UP_SHEET)
        items = (*(m.id for m in self.duties.measures), *(b.id for b in self.duties.bars))
        return follow_ups(table, items) if table is not None and "outcome" in table.at else ()

    def _lists(self) -> tuple[FilledList, ...]:
        found = []
        for detail in self.duties.lists:
            table = self._table(list_sheet(detail, self.strategy.departments), missing="L01")
            # Without its key column no row can be told from another: no figure at all, since an empty list would look like 0.
            if table is not None and detail.key in table.at:
                found.append(filled_list(table, detail, self.strategy, self.checkpoint))
        return tuple(found)

    def _locked_cells(self) -> None:
        place = FileRef(self.book.file)
        said = digests(self.book, self.cover)
        cells = printed.recorded(self.book)
        self.findings.extend(printed.changed(cells, said, self.tables, self.strategy, place, self.identity.department))

    def _number(self) -> int:
        """提出回数; a blank is the first submission, an unreadable one is a finding and counts as the first."""
        text, row, column = self.cover.texts.get("number", ("", 0, 0))
        if not text or self.cover.grid is None:
            return 1
        read = read_number(_COUNTED.sub(r"\1", text), "")
        if read is None or isinstance(read, Refusal) or read.value != int(read.value) or not 1 <= read.value <= 99:
            self._report("N01", self.cover.grid.ref(row, column), text)
            return 1
        return int(read.value)

    def _submitted_on(self) -> date | None:
        """提出日; blank is None, an unreadable one is a finding."""
        text, row, column = self.cover.texts.get("submitted_on", ("", 0, 0))
        if not text or self.cover.grid is None:
            return None
        day = to_date(self.cover.grid.get(row, column))
        if day is None:
            self._report("N16", self.cover.grid.ref(row, column), text)
        return day

    def _report(self, code: str, place: CellRef, found: str) -> None:
        self.findings.append(finding(code, place, found=found, department=self.identity.department))


def entered(table: Table) -> Iterator[Entered]:
    """The filled cells of a sheet that people may write into, row by row."""
    columns = [c for c in table.layout.columns if c.entry is not Entry.PRINTED and c.id in table.at]
    for row in (r for r in table.rows if r.key):
        for column in columns:
            content = table.grid.get(row.number, table.at[column.id])
            if content is not None and (text := as_typed(content)):
                yield Entered(table.layout.name, row.key, column.heading, text, row.ref(column.id))

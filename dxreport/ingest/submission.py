"""Turns one department's workbook into a Submission, and a folder of workbooks into what was handed in at a checkpoint."""

from __future__ import annotations

import os
from datetime import date
from pathlib import Path

from dxreport.ingest.detail_rows import filled_list
from dxreport.ingest.identity import Cover, claimed, read_cover, read_identity
from dxreport.ingest.numbers import Refusal, read_number
from dxreport.ingest.readings import own_classes, reading, rows_by_id, task_report
from dxreport.ingest.table import find_table, to_date
from dxreport.ingest.workbook import Workbook, read_workbook
from dxreport.layout.submission import SCHEDULE_SHEET, Identity, kpi_sheet, list_sheet
from dxreport.model.finding import Checked, Finding, finding
from dxreport.model.period import Checkpoint
from dxreport.model.provenance import FileRef
from dxreport.model.strategy import Duties, Strategy
from dxreport.model.submission import FilledList, HandedIn, Reading, Submission, TaskReport

LOCK_PREFIX = "~$"
SUFFIX = ".xlsx"


def read_folder(folder: Path, name: str, strategy: Strategy, checkpoint: Checkpoint) -> Checked[HandedIn]:
    """Read every workbook of a checkpoint, in the order of their names. One bad file never stops the others."""
    findings: list[Finding] = []
    submissions: list[Submission] = []
    unreadable: list[tuple[str, str]] = []
    for path in sorted(folder.iterdir()) if folder.is_dir() else []:
        label = f"{name}/{printable_name(path)}"
        if not path.is_file() or path.name.startswith("."):
            continue
        if path.name.startswith(LOCK_PREFIX):
            findings.append(finding("W06", FileRef(label)))
        elif path.suffix.lower() != SUFFIX:
            findings.append(finding("W07", FileRef(label), found=path.suffix))
        else:
            read = read_submission(path, label, strategy, checkpoint)
            findings.extend(read.findings)
            if read.value is None:
                unreadable.append((label, _department_in_name(path.name, strategy)))
            else:
                submissions.append(read.value)
    used, replaced = _newest(submissions, findings)
    counted = {s.file for s in used.values()}
    outdated = {s.file for s in replaced if s.department in used} - counted
    # What was wrong in a workbook that has been replaced is no longer anybody's task.
    findings = [f for f in findings if f.file not in outdated]
    return Checked(HandedIn(checkpoint, used, replaced, tuple(unreadable)), tuple(findings))


def printable_name(path: Path) -> str:
    """A file's name as it can be printed: names in another encoding (zip files from Windows) keep what can be read."""
    return os.fsencode(path.name).decode("utf-8", "replace")


def _newest(
    submissions: list[Submission], findings: list[Finding]
) -> tuple[dict[str, Submission], tuple[Submission, ...]]:
    """Per department the submission with the highest number; two with the same number contradict each other: none is used."""
    used: dict[str, Submission] = {}
    replaced: list[Submission] = []
    by_department: dict[str, list[Submission]] = {}
    for submission in submissions:
        by_department.setdefault(submission.department, []).append(submission)
    for department, several in sorted(by_department.items()):
        ordered = sorted(several, key=lambda s: (s.number, s.file))
        newest = ordered[-1]
        if sum(s.number == newest.number for s in several) > 1:
            names = "、".join(s.file.rpartition("/")[2] for s in ordered if s.number == newest.number)
            findings.append(finding("S09", FileRef(newest.file), department=department, detail=names))
            replaced.extend(ordered)
            continue
        used[department] = newest
        replaced.extend(ordered[:-1])
        for old in ordered[:-1]:
            detail = f"{old.file.rpartition('/')[2]} → {newest.file.rpartition('/')[2]}"
            findings.append(finding("S10", FileRef(newest.file), department=department, detail=detail))
    return used, tuple(replaced)


def _department_in_name(file_name: str, strategy: Strategy) -> str:
    """A guess for the list of who has submitted, when the file itself cannot be read."""
    matches = [d for d in strategy.departments if any(n in file_name for n in (d.name, *d.former_names))]
    return max(matches, key=lambda d: len(d.name)).id if matches else ""


def read_any(path: Path, name: str, strategy: Strategy) -> Checked[Submission | None]:
    """Read one workbook of whatever checkpoint it says it is for (it must be a checkpoint of this strategy's year)."""
    read = read_workbook(path, name)
    if read.value is None:
        return Checked(None, read.findings)
    said = {c.value: c for c in Checkpoint}
    checkpoint = said.get(claimed(read.value, "checkpoint"), Checkpoint.Q1)
    return read_submission(path, name, strategy, checkpoint)


def read_submission(path: Path, name: str, strategy: Strategy, checkpoint: Checkpoint) -> Checked[Submission | None]:
    """Read one workbook. All findings at once; the value is None when the workbook as a whole cannot be used."""
    read = read_workbook(path, name)
    book = read.value
    if book is None:
        return Checked(None, read.findings)
    cover = read_cover(book)
    identity = read_identity(book, cover, strategy, checkpoint)
    if isinstance(identity, Finding):
        return Checked(None, (identity,))
    return _submission(book, cover, identity, strategy, checkpoint)


def _submission(
    book: Workbook, cover: Cover, identity: Identity, strategy: Strategy, checkpoint: Checkpoint
) -> Checked[Submission | None]:
    findings: list[Finding] = []
    duties = strategy.duties(identity.department)
    readings, tasks = _readings(book, duties, strategy, checkpoint, findings)
    lists: list[FilledList] = []
    for detail in duties.lists:
        layout = list_sheet(detail, strategy.departments)
        table = find_table(book, layout, identity.department, findings, missing="L01")
        # Without its key column no row can be told from another: no figure at all, since an empty list would look like 0.
        if table is not None and detail.key in table.at:
            lists.append(filled_list(table, detail, strategy, checkpoint))
    submission = Submission(
        department=identity.department,
        checkpoint=checkpoint,
        number=_number(cover, identity.department, findings),
        submitted_on=_submitted_on(cover, identity.department, findings),
        file=book.file,
        sha256=book.sha256,
        sample=identity.sample,
        readings=tuple(readings),
        tasks=tuple(tasks),
        lists=tuple(lists),
        contact=cover.text("contact"),
    )
    return Checked(submission, tuple(findings))


def _readings(
    book: Workbook, duties: Duties, strategy: Strategy, checkpoint: Checkpoint, findings: list[Finding]
) -> tuple[list[Reading], list[TaskReport]]:
    readings: list[Reading] = []
    tasks: list[TaskReport] = []
    department = duties.department
    measures = {m.id: m for m in duties.measures}
    ladder = strategy.scale.ladder(final=checkpoint.is_final)
    sheet = kpi_sheet(strategy.terms.own_rating, tuple(c.text for c in ladder.classes))
    if measures and (table := find_table(book, sheet, department, findings)):
        rows = rows_by_id(table, tuple(measures), "measure")
        classes = own_classes(ladder)
        readings = [reading(rows[i], m, classes) for i, m in measures.items() if i in rows]
    bars = tuple(b.id for b in duties.bars)
    if bars and (table := find_table(book, SCHEDULE_SHEET, department, findings)):
        rows = rows_by_id(table, bars, "bar")
        tasks = [task_report(rows[b], b, strategy.year) for b in bars if b in rows]
    return readings, tasks


def _number(cover: Cover, department: str, findings: list[Finding]) -> int:
    """提出回数; a blank is the first submission, an unreadable one is a finding and counts as the first."""
    text, row, column = cover.texts.get("number", ("", 0, 0))
    if not text or cover.grid is None:
        return 1
    read = read_number(text, "")
    if read is None or isinstance(read, Refusal) or read.value != int(read.value) or not 1 <= read.value <= 99:
        findings.append(finding("N01", cover.grid.ref(row, column), found=text, department=department))
        return 1
    return int(read.value)


def _submitted_on(cover: Cover, department: str, findings: list[Finding]) -> date | None:
    """提出日; blank is None, an unreadable one is a finding."""
    text, row, column = cover.texts.get("submitted_on", ("", 0, 0))
    if not text or cover.grid is None:
        return None
    day = to_date(cover.grid.get(row, column))
    if day is None:
        findings.append(finding("N16", cover.grid.ref(row, column), found=text, department=department))
    return day

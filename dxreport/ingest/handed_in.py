"""Turns a folder of workbooks into what was handed in at a checkpoint: which of them count, which were replaced."""

from __future__ import annotations

import os
from collections.abc import Iterator
from datetime import date
from pathlib import Path

from dxreport.ingest import isolation
from dxreport.ingest.submission import of_department, read_submission
from dxreport.ingest.workspace import SPREADSHEETS
from dxreport.layout.submission import COVER_SHEET
from dxreport.model.finding import Checked, Finding, finding
from dxreport.model.period import Checkpoint
from dxreport.model.provenance import FileRef
from dxreport.model.strategy import Strategy
from dxreport.model.submission import HandedIn, Submission

LOCK_PREFIX = "~$"


def read_folder(folder: Path, name: str, strategy: Strategy, checkpoint: Checkpoint) -> Checked[HandedIn]:
    """Read every workbook of a checkpoint, in the order of their names. One bad file never stops the others."""
    findings: list[Finding] = []
    submissions: list[Submission] = []
    unreadable: list[tuple[str, str]] = []
    wanted = [(p, f"{name}/{printable_name(p)}") for p in sorted(folder.iterdir())] if folder.is_dir() else []
    read: list[tuple[Path, str]] = []
    for path, label in wanted:
        if path.name.startswith("."):
            continue
        if not path.is_file():
            findings.append(finding("W15", FileRef(label)))
            continue
        if path.name.startswith(LOCK_PREFIX):
            findings.append(finding("W06", FileRef(label)))
        elif path.suffix.lower() not in SPREADSHEETS:
            findings.append(finding("W07", FileRef(label), found=path.suffix))
        else:
            read.append((path, label))
    for (path, label), book in zip(read, isolation.room().read(read), strict=True):
        made = read_submission(book, strategy, checkpoint)
        if made.value is not None:
            submissions.append(made.value)
            findings.extend(made.findings)
            continue
        department = _department_in_name(path.name, strategy)
        unreadable.append((label, department))
        findings.extend(of_department(f, department) for f in made.findings)
    used, replaced = _newest(submissions, findings)
    counted = {s.file for s in used.values()}
    outdated = {s.file for s in replaced if s.department in used} - counted
    # What was wrong in a workbook that has been replaced is no longer anybody's task, but for what decided the order.
    findings = [f for f in findings if f.file not in outdated or (f.code in ("N01", "N16") and f.sheet == COVER_SHEET)]
    return Checked(HandedIn(checkpoint, used, replaced, tuple(unreadable)), tuple(findings))


def printable_name(path: Path) -> str:
    """A file's name as it can be printed: names in another encoding (zip files from Windows) keep what can be read."""
    return os.fsencode(path.name).decode("utf-8", "replace")


def _newest(
    submissions: list[Submission], findings: list[Finding]
) -> tuple[dict[str, Submission], tuple[Submission, ...]]:
    """Per department the submission that counts, and the others. Where two contradict each other without order, none counts."""
    used: dict[str, Submission] = {}
    replaced: list[Submission] = []
    by_department: dict[str, list[Submission]] = {}
    for submission in submissions:
        by_department.setdefault(submission.department, []).append(submission)
    for department, several in sorted(by_department.items()):
        ordered = sorted(several, key=_order)
        newest = ordered[-1]
        rivals = [s for s in ordered if _unordered(s, newest)]
        if any(not _alike(s, newest) for s in rivals):
            names = _names(rivals)
            findings.append(finding("S09", FileRef(newest.file), department=department, detail=names))
            replaced.extend(ordered)
            continue
        used[department] = newest
        replaced.extend(ordered[:-1])
        findings.extend(_said_of(ordered, rivals, department))
    return used, tuple(replaced)


def _order(submission: Submission) -> tuple[int, date, str]:
    """By the submission's own number, then its date, then the file's name (which decides nothing)."""
    return submission.number, submission.submitted_on or date.min, submission.file


def _unordered(one: Submission, newest: Submission) -> bool:
    """Whether number and date leave open which of the two is newer (a submission is so beside itself)."""
    if one.number != newest.number:
        return False
    return one.submitted_on == newest.submitted_on or None in (one.submitted_on, newest.submitted_on)


def _alike(one: Submission, other: Submission) -> bool:
    """Whether two workbooks hold the same answers, wherever their rows stand."""
    return sorted((e.sheet, e.row, e.heading, e.text) for e in one.entered) == sorted(
        (e.sheet, e.row, e.heading, e.text) for e in other.entered
    )


def _said_of(ordered: list[Submission], rivals: list[Submission], department: str) -> Iterator[Finding]:
    """What is to be known of the workbooks that were replaced."""
    newest = ordered[-1]
    place = FileRef(newest.file)
    if len(rivals) > 1:
        yield finding("S20", place, department=department, detail=_names(rivals))
    for old in (s for s in ordered[:-1] if s not in rivals):
        detail = f"{_name(old)} → {_name(newest)}"
        yield finding("S10", place, department=department, detail=detail)
        if old.submitted_on and newest.submitted_on and old.submitted_on > newest.submitted_on:
            yield finding("S22", place, department=department, detail=detail)


def _name(submission: Submission) -> str:
    return submission.file.rpartition("/")[2]


def _names(several: list[Submission]) -> str:
    return "、".join(_name(s) for s in several)


def _department_in_name(file_name: str, strategy: Strategy) -> str:
    """A guess for the list of who has submitted, when the file itself cannot be read."""
    matches = [d for d in strategy.departments if any(n in file_name for n in (d.name, *d.former_names))]
    return max(matches, key=lambda d: len(d.name)).id if matches else ""

"""Turns a folder of the municipality into the places of inputs, outputs, templates and fonts."""

from __future__ import annotations

import os
from dataclasses import dataclass
from pathlib import Path

from dxreport.errors import CannotRun
from dxreport.ingest.strategy_file import STRATEGY_FILE
from dxreport.model.finding import finding
from dxreport.model.period import Checkpoint, FiscalYear
from dxreport.model.provenance import FileRef

SPREADSHEETS = frozenset(
    {".xlsx", ".xlsm", ".xltx", ".xls", ".xlsb", ".ods", ".csv", ".tsv", ".htm", ".html", ".mht", ".xml", ".numbers"}
)
"""Endings of files by which a department means to hand in its form; what they really are, their content tells."""


@dataclass(frozen=True, slots=True)
class Workspace:
    """Where everything lies; ``root`` is what ``--workspace`` names."""

    root: Path

    @property
    def inputs(self) -> Path:
        return self.root / "inputs"

    @property
    def outputs(self) -> Path:
        return self.root / "outputs"

    @property
    def templates(self) -> Path:
        return self.root / "templates"

    @property
    def fonts(self) -> Path:
        return self.root / "fonts"

    def label(self, path: Path) -> str:
        """A path as messages and manifests name it: from the workspace, with forward slashes."""
        text = path.relative_to(self.root).as_posix() if path.is_relative_to(self.root) else path.name
        return os.fsencode(text).decode("utf-8", "replace")


def year_of(workspace: Workspace, wanted: str) -> str:
    """The folder name of the year: the one asked for, or the latest that holds a strategy. Raises CannotRun."""
    if wanted:
        try:
            code = FiscalYear.parse(wanted).code
        except ValueError:
            raise CannotRun((finding("R03", None, found=wanted),)) from None
        if not (workspace.inputs / code).is_dir():
            raise CannotRun((finding("R03", FileRef(f"inputs/{code}"), found=wanted),))
        return code
    years = []
    for path in sorted(workspace.inputs.glob(f"*/{STRATEGY_FILE}")) if workspace.inputs.is_dir() else []:
        try:
            years.append(FiscalYear.parse(path.parent.name))
        except ValueError:
            continue
    if not years:
        raise CannotRun((finding("Y01", FileRef("inputs")),))
    return max(years).code


def checkpoint_of(wanted: str) -> Checkpoint | None:
    """The checkpoint asked for, None when none was. Raises CannotRun for an unknown one."""
    if not wanted:
        return None
    try:
        return Checkpoint(wanted.lower())
    except ValueError:
        raise CannotRun((finding("R02", None, found=wanted),)) from None


def submission_files(folder: Path) -> list[Path]:
    """The workbooks of a checkpoint's folder by name: no lock files, no folders, whatever the case of the ending."""
    if not folder.is_dir():
        return []
    files = (p for p in folder.iterdir() if p.is_file() and not p.name.startswith(("~$", ".")))
    return sorted(p for p in files if p.suffix.lower() in SPREADSHEETS)


def latest_checkpoint(workspace: Workspace, year: str) -> Checkpoint | None:
    """The last checkpoint of the year whose folder holds a workbook."""
    found = [c for c in Checkpoint if submission_files(workspace.inputs / year / c.value)]
    return found[-1] if found else None

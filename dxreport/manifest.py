"""Turns a run into its manifest and log: inputs and outputs with digests, the as-of date, every finding. No clock."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path

from dxreport.evaluate.assessment import Assessment
from dxreport.ingest.workspace import Workspace, submission_files
from dxreport.model.audience import Audience
from dxreport.products import BRIEFING_TEMPLATE, STRATEGY_DECK_TEMPLATE, WORD_TEMPLATE, Kind
from dxreport.publish import Product
from dxreport.render.data import Plain, json_bytes
from dxreport.report.strategy_additions import NONE, Additions
from dxreport.report.submission_records import finding_record
from dxreport.report.wording.console import log_lines

_LIBRARIES = ("holidays", "openpyxl", "pandas", "python-docx", "python-pptx", "reportlab")


@dataclass(frozen=True, slots=True)
class Run:
    assessment: Assessment
    workspace: Workspace
    only: tuple[Kind, ...]
    departments: tuple[str, ...] = ()
    """Ids of the departments whose sheets were asked for instead."""
    additions: Additions = NONE
    audiences: tuple[Audience, ...] = ()
    """For whom decks were made."""


def describe(run: Run, products: tuple[Product, ...]) -> tuple[Product, ...]:
    """``manifest.json`` and ``run.log``."""
    assessment = run.assessment
    findings = (*assessment.findings, *(f for p in products for f in p.findings))
    manifest: dict[str, Plain] = {
        "format": "dxreport-manifest-1",
        "organisation_code": assessment.strategy.organisation_code,
        "fiscal_year": assessment.strategy.year.code,
        "checkpoint": assessment.checkpoint.value,
        "as_of": assessment.as_of.isoformat(),
        "sample": assessment.sample,
        "draft": assessment.draft,
        "only": [k.value for k in run.only],
        "departments": [*run.departments],
        "additions": [*run.additions.names],
        "audiences": [a.value for a in run.audiences],
        "versions": {"dxreport": _version("dxreport"), **{name: _version(name) for name in _LIBRARIES}},
        "inputs": [*_inputs(run)],
        "outputs": [{"file": p.name, "sha256": p.sha256, "bytes": len(p.content)} for p in products],
        "findings": [{**_plain(finding_record(f))} for f in findings],
    }
    log = "\n".join(log_lines(assessment, tuple(p.name for p in products), findings)) + "\n"
    return (Product("manifest.json", json_bytes(manifest)), Product("run.log", log.encode("utf-8")))


def _plain(record: dict[str, Plain]) -> dict[str, Plain]:
    return {k: v for k, v in record.items() if v is not None}


def _inputs(run: Run) -> list[Plain]:
    workspace, code = run.workspace, run.assessment.strategy.year.code
    master = workspace.root / run.assessment.strategy.file
    paths: list[Path] = [master, *sorted(p for p in master.parent.glob("*.yaml") if p != master)]
    for checkpoint in run.assessment.checkpoint.until():
        folder = workspace.inputs / code / checkpoint.value
        paths.extend(submission_files(folder))
    paths.extend(workspace.templates / n for n in (WORD_TEMPLATE, STRATEGY_DECK_TEMPLATE, BRIEFING_TEMPLATE))
    return [{"file": workspace.label(p), "sha256": _digest(p)} for p in paths if p.is_file()]


def _digest(path: Path) -> str | None:
    """None for a file that may not be read; the reader has said so in a finding."""
    try:
        return hashlib.sha256(path.read_bytes()).hexdigest()
    except OSError:
        return None


def _version(name: str) -> str:
    try:
        return version(name)
    except PackageNotFoundError:
        return ""

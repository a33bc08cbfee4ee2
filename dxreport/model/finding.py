"""Turns whatever is wrong or odd in the inputs into values: where, what, why, what to do."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Generic, TypeVar

from dxreport.model.catalogue import CATALOGUE, FindingKind, Severity
from dxreport.model.provenance import CellRef, FileRef, LineRef, Place

T_co = TypeVar("T_co", covariant=True)

__all__ = ["Checked", "Finding", "Severity", "finding", "sort_findings"]


@dataclass(frozen=True, slots=True)
class Finding:
    """One thing that a person must know about the inputs.

    ``what``, ``why`` and ``remedy`` are Japanese sentences, already filled in; ``place`` says where
    and ``found`` is the text as it stood there. ``department`` is the id of the department concerned, if any.
    """

    code: str
    place: Place | None
    what: str
    why: str
    remedy: str
    found: str = ""
    department: str = ""

    @property
    def kind(self) -> FindingKind:
        return CATALOGUE[self.code]

    @property
    def severity(self) -> Severity:
        return self.kind.severity

    @property
    def file(self) -> str:
        return self.place.file if self.place else ""

    @property
    def sheet(self) -> str:
        return self.place.sheet if isinstance(self.place, CellRef) else ""

    @property
    def cell(self) -> str:
        match self.place:
            case CellRef(cell=cell):
                return cell
            case LineRef(line=line):
                return f"L{line}"
            case FileRef() | None:
                return ""


def finding(
    code: str, place: Place | None = None, *, found: str = "", department: str = "", **values: object
) -> Finding:
    """Build the finding ``code`` of the catalogue; ``values`` fill the gaps of its sentences.

    Raises KeyError for a code that the catalogue does not have, so that a typing error cannot pass.
    """
    kind = CATALOGUE[code]
    gaps = {"found": found, **{k: str(v) for k, v in values.items()}}
    return Finding(
        code=code,
        place=place,
        what=kind.what.format_map(gaps),
        why=kind.why.format_map(gaps),
        remedy=kind.remedy.format_map(gaps),
        found=found,
        department=department,
    )


_RANK = {Severity.ERROR: 0, Severity.WARNING: 1, Severity.NOTE: 2}


def sort_findings(findings: Iterable[Finding]) -> tuple[Finding, ...]:
    """Errors first, then by file, sheet, code and cell: the order does not depend on how the files were read."""
    return tuple(
        sorted(findings, key=lambda f: (_RANK[f.severity], f.file, f.sheet, f.code, len(f.cell), f.cell, f.found))
    )


@dataclass(frozen=True, slots=True)
class Checked(Generic[T_co]):
    """What a reader returns: a value and everything that was noticed while reading it."""

    value: T_co
    findings: tuple[Finding, ...] = ()

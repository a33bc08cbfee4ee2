"""Turns a finding's code into its severity and its sentences: the one table of everything that can be wrong."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum


class Severity(StrEnum):
    """error: a value was not taken or a rule of the strategy is broken; warning: taken, but look at it; note: for information."""

    ERROR = "error"
    WARNING = "warning"
    NOTE = "note"


@dataclass(frozen=True, slots=True)
class FindingKind:
    """``what``, ``why`` and ``remedy`` are Japanese sentences with gaps ``{name}``."""

    code: str
    severity: Severity
    what: str
    why: str
    remedy: str


CATALOGUE: dict[str, FindingKind] = {}

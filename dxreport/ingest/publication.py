"""Turns the manifest of an earlier publication into what it was made from and what it holds."""

from __future__ import annotations

import json
from dataclasses import dataclass
from pathlib import Path

MANIFEST = "manifest.json"


@dataclass(frozen=True, slots=True)
class Earlier:
    """SHA-256 of the files that were read, and names of the files that were published."""

    inputs: frozenset[str] = frozenset()
    outputs: frozenset[str] = frozenset()


def read_publication(folder: Path) -> Earlier:
    """Nothing where nothing has been published, or where the manifest is not one of ours."""
    try:
        said = json.loads((folder / MANIFEST).read_text(encoding="utf-8"))
    except (OSError, ValueError, RecursionError):
        return Earlier()
    if not isinstance(said, dict):
        return Earlier()
    return Earlier(_texts(said.get("inputs"), "sha256"), _texts(said.get("outputs"), "file"))


def _texts(records: object, field: str) -> frozenset[str]:
    if not isinstance(records, list):
        return frozenset()
    values = (record.get(field) for record in records if isinstance(record, dict))
    return frozenset(v for v in values if isinstance(v, str))

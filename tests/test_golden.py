"""Outlines of the papers of the sample year's second quarter, its report's tags and whole text, as last looked at.

``DXREPORT_REFRESH_GOLDEN=1 make test`` writes them anew; look at the difference, and at the pages, before it is committed.
"""

from __future__ import annotations

import os
from collections.abc import Callable
from pathlib import Path

import pytest

from tests import outline
from tests.structure import outline_of_tags

GOLDEN = Path(__file__).parent / "golden"
CASES: list[tuple[str, str, Callable[[Path], str]]] = [
    ("strategy-document", "R7_*.docx", outline.of_document),
    ("strategy-deck", "R7_*.pptx", outline.of_deck),
    ("briefing", "R7Q2_*.pptx", outline.of_deck),
    ("briefing-content", "R7Q2_*.pptx", outline.of_presented),
    ("progress", "R7Q2_*.pdf", outline.of_report),
    ("progress-tags", "R7Q2_*.pdf", outline_of_tags),
    ("progress-text", "R7Q2_*.txt", outline.of_text),
    ("summary", "R7Q2_*.xlsx", outline.of_workbook),
]


@pytest.mark.parametrize(("name", "pattern", "read"), CASES, ids=[c[0] for c in CASES])
def test_outline(name: str, pattern: str, read: Callable[[Path], str], published: Path) -> None:
    (path,) = published.glob(pattern)
    actual = read(path)
    golden = GOLDEN / f"{name}.txt"
    if os.environ.get("DXREPORT_REFRESH_GOLDEN"):
        golden.write_text(actual, encoding="utf-8")
    beside = golden.with_suffix(f".actual{path.suffix}")
    if actual != golden.read_text(encoding="utf-8"):
        beside.write_bytes(path.read_bytes())  # so that a person can open what was made
    else:
        beside.unlink(missing_ok=True)
    assert actual == golden.read_text(encoding="utf-8")

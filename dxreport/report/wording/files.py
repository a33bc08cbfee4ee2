"""Names of the published files."""

from __future__ import annotations

from dxreport.model.period import Checkpoint, FiscalYear

_UNSAFE = frozenset('\\/:*?"<>|\0')


def _safe(text: str) -> str:
    """Text from the strategy as a part of a file name: what could leave the folder is dropped."""
    kept = "".join(c for c in text if c not in _UNSAFE and c.isprintable()).strip(" .")
    return kept or "strategy"


def year_prefix(year: FiscalYear) -> str:
    return year.code.upper()


def checkpoint_prefix(year: FiscalYear, checkpoint: Checkpoint) -> str:
    """``R7Q2``; the final run is ``R7確定``."""
    return f"{year.code.upper()}{'確定' if checkpoint.is_final else checkpoint.value.upper()}"


def strategy_document(year: FiscalYear, title: str) -> str:
    return f"{year_prefix(year)}_{_safe(title)}.docx"


def strategy_deck(year: FiscalYear, title: str) -> str:
    return f"{year_prefix(year)}_{_safe(title)}.pptx"


def briefing(year: FiscalYear, checkpoint: Checkpoint) -> str:
    return f"{checkpoint_prefix(year, checkpoint)}_委員会報告資料.pptx"


def progress(year: FiscalYear, checkpoint: Checkpoint) -> str:
    return f"{checkpoint_prefix(year, checkpoint)}_進捗報告書.pdf"


def summary(year: FiscalYear, checkpoint: Checkpoint) -> str:
    return f"{checkpoint_prefix(year, checkpoint)}_進捗集計表.xlsx"

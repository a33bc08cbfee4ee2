"""Names of the published files."""

from __future__ import annotations

import unicodedata
from collections import Counter

from dxreport.layout.submission import safe_name
from dxreport.model.audience import Audience
from dxreport.model.period import Checkpoint, FiscalYear
from dxreport.model.strategy import Department
from dxreport.report.wording.audiences import NAMES, PAPERS
from dxreport.report.wording.department_sheet import TITLE as SHEET

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


def strategy_edition(
    year: FiscalYear, checkpoint: Checkpoint, title: str, *, progress: bool, faults: bool
) -> str:  # fmt: skip
    """「R7Q2_デジタル・ICT戦略_進捗入り.docx」: beside the plan, never in its place; only what changes bears the quarter."""
    prefix = checkpoint_prefix(year, checkpoint) if progress else year_prefix(year)
    suffixes = ((progress, "進捗入り"), (faults, "表記一覧付き"))
    return "_".join((prefix, _safe(title), *(s for wanted, s in suffixes if wanted))) + ".docx"


def strategy_deck(year: FiscalYear, title: str, audience: Audience = Audience.COMMITTEE) -> str:
    """「R7_….pptx」; those for other readers than the committee say for whom they are."""
    whose = "" if audience is Audience.COMMITTEE else f"_{NAMES[audience]}"
    return f"{year_prefix(year)}_{_safe(title)}{whose}.pptx"


def amendment_table(year: FiscalYear, title: str) -> str:
    return f"{year_prefix(year)}_{_safe(title)}_新旧対照表.docx"


def briefing(year: FiscalYear, checkpoint: Checkpoint, audience: Audience = Audience.COMMITTEE) -> str:
    return f"{checkpoint_prefix(year, checkpoint)}_{PAPERS[audience]}.pptx"


def handout(deck: str) -> str:
    """The name of a deck's handout: 「R7Q2_委員会報告資料_配布用.pdf」 for 「R7Q2_委員会報告資料.pptx」."""
    return f"{deck.removesuffix('.pptx')}_配布用.pdf"


def progress(year: FiscalYear, checkpoint: Checkpoint) -> str:
    return f"{checkpoint_prefix(year, checkpoint)}_進捗報告書.pdf"


def progress_text(year: FiscalYear, checkpoint: Checkpoint) -> str:
    """The same paper to be listened to and searched."""
    return f"{checkpoint_prefix(year, checkpoint)}_進捗報告書.txt"


def summary(year: FiscalYear, checkpoint: Checkpoint) -> str:
    return f"{checkpoint_prefix(year, checkpoint)}_進捗集計表.xlsx"


def return_slips(year: FiscalYear, checkpoint: Checkpoint, departments: tuple[Department, ...]) -> dict[str, str]:
    """「R7Q2_差戻票/R7Q2_差戻票_情報政策課.xlsx」 by department id."""
    stem = f"{checkpoint_prefix(year, checkpoint)}_差戻票"
    return {i: f"{stem}/{stem}_{name}.xlsx" for i, name in _apart(departments).items()}


def department_sheets(year: FiscalYear, checkpoint: Checkpoint, departments: tuple[Department, ...]) -> dict[str, str]:
    """「R7Q2_所属別フィードバック_図書館.pdf」 by department id."""
    stem = f"{checkpoint_prefix(year, checkpoint)}_{SHEET}"
    return {i: f"{stem}_{name}.pdf" for i, name in _apart(departments).items()}


def reminders(year: FiscalYear, checkpoint: Checkpoint, departments: tuple[Department, ...]) -> dict[str, str]:
    """「R7Q2_提出依頼_情報政策課.eml」 by department id."""
    stem = f"{checkpoint_prefix(year, checkpoint)}_提出依頼"
    return {i: f"{stem}_{name}.eml" for i, name in _apart(departments).items()}


def _apart(departments: tuple[Department, ...]) -> dict[str, str]:
    """Names for files by id; where two would be one file on some machine (Windows ignores case), both bear their id."""
    names = {d.id: safe_name(d.name, d.id) for d in departments}
    told = Counter(_told_apart(n) for n in names.values())
    return {i: f"{n}_{i}" if told[_told_apart(n)] > 1 else n for i, n in names.items()}


def _told_apart(name: str) -> str:
    return unicodedata.normalize("NFC", name).casefold()

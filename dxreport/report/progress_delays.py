"""Turns what is behind into 理由・対応策・期限, as written: facts for one delay, a table for several."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from dxreport.evaluate.bar_result import BarResult
from dxreport.evaluate.measure_result import MeasureResult
from dxreport.model.submission import Explanation
from dxreport.report.blocks import FactRow, Facts, Table
from dxreport.report.cells import Column, ColumnRole, RowGroup, Span, TextCell
from dxreport.report.progress_parts import quiet
from dxreport.report.wording import progress as words

# Characters that six lines of a column hold.
_COLUMN_HOLDS = 90


@dataclass(frozen=True, slots=True)
class Delay:
    """What is behind, with what was written about it; items with the same explanation stand together."""

    items: tuple[str, ...]
    explanation: Explanation

    @property
    def is_long(self) -> bool:
        """Whether a column of a table would be too narrow for what was written."""
        return max(len(self.explanation.reason), len(self.explanation.remedy)) > _COLUMN_HOLDS


def delays(results: Sequence[MeasureResult], bars: Sequence[BarResult]) -> tuple[Delay, ...]:
    """Measures behind plan and bars behind schedule, with 理由, 対応策, 期限."""
    found: dict[tuple[str, str, str], tuple[list[str], Explanation]] = {}
    unexplained = 0
    named = [(f"{r.measure.id}　{r.measure.short_name}", r.explanation) for r in results if r.behind]
    named += [(f"{words.SCHEDULE}　{b.bar.short_name}", b.explanation) for b in bars if b.late]
    for name, text in named:
        key = (text.reason, text.remedy, text.due)
        if not any(key):
            unexplained += 1
            key = ("", "", str(unexplained))
        found.setdefault(key, ([], text))[0].append(name)
    return tuple(Delay(tuple(items), text) for items, text in found.values())


def delay_facts(delay: Delay) -> Facts:
    """One delay as label – text rows."""
    text = delay.explanation
    what = words.listed(delay.items)
    reason = (Span(f"{what}{words.COLON}"), Span(text.reason or words.NONE_WRITTEN))
    due = (Span(f"　{words.DUE}{words.COLON}"), Span(text.due or words.NONE_WRITTEN, strong=True))
    remedy = (Span(text.remedy or words.NONE_WRITTEN), *due)
    return Facts((FactRow(words.DELAY_REASON, (reason,)), FactRow(words.REMEDY, (remedy,))), strong_rules=True)


def delay_table(items: Sequence[Delay], title: str) -> Table:
    """Several delays as a table."""
    columns = (
        Column(words.DELAY_ITEM, ColumnRole.NAME, weight=5),
        Column(words.REASON, ColumnRole.TEXT, weight=7),
        Column(words.REMEDY, ColumnRole.TEXT, weight=7),
        Column(words.DUE, ColumnRole.DATE),
    )
    rows = tuple(
        (
            TextCell("\n".join(d.items)),
            _written(d.explanation.reason),
            _written(d.explanation.remedy),
            _written(d.explanation.due),
        )
        for d in items
    )
    return Table(columns, (RowGroup(rows),), caption=title, title=title, keep=len(rows) <= 5)


def _written(text: str) -> TextCell:
    return TextCell(text) if text.strip() else quiet(words.NONE_WRITTEN)

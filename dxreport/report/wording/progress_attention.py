"""Turns what is late into the words of its list."""

from __future__ import annotations

from decimal import Decimal

from dxreport.evaluate.attention import Kind
from dxreport.model.period import Checkpoint
from dxreport.report.wording import formats

TITLE = "遅れの一覧"
SINCE = "いつから"
KINDS = {Kind.MEASURE: "測定項目", Kind.BAR: "工程"}
NOTE = "測定項目は進捗率の低い順、工程は遅れの長い順。「いつから」は、計画を下回る状態が始まった時点。「次」は、次に来る節目又は工程の終わり。"


def headline(measures: int, bars: int) -> tuple[str, ...]:
    """「3項目と3件の工程が遅れている」."""
    if measures and bars:
        return (f"測定項目{measures}項目と", f"工程{bars}件が遅れている")
    return (f"測定項目{measures}項目が遅れている",) if measures else (f"工程{bars}件が遅れている",)


def since(checkpoint: Checkpoint) -> str:
    return formats.checkpoint_name(checkpoint)


def step(label: str, position: Decimal) -> str:
    """「稼働開始（12月）」."""
    return f"{label}（{formats.axis_month(position, end=True)}）"


def next_step(label: str, position: Decimal) -> str:
    return f"次：{step(label, position)}"

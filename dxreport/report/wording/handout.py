"""Phrases of the handouts of slide decks."""

from __future__ import annotations

MARK = "配布用"
NOTES = "説明"
CONTINUED = "（続き）"


def title(deck: str) -> str:
    """「令和7年度デジタル・ICT戦略の進捗について（配布用）」."""
    return f"{deck}（{MARK}）"


def slide(first: int, last: int) -> str:
    """「スライド3」; one that takes up several is 「スライド13～14」."""
    return f"スライド{first}" if first == last else f"スライド{first}～{last}"

"""Turns the parts of a deck and its shortened texts into the phrases that mark them."""

from __future__ import annotations

GOES_ON = "…（続きはノート）"
REST = "【スライドに載せきれない文章の続き】"
POINT, BY_THEME, NEXT, REFERENCE = "全体の状況", "{theme}の状況", "工程と今後の取組", "参考"


def by_theme(term: str) -> str:
    """「戦略テーマの状況」."""
    return BY_THEME.format(theme=term)

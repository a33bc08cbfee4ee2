"""Turns rows into the lines of a Markdown table."""

from __future__ import annotations

from collections.abc import Sequence


def table(headings: tuple[str, ...], rows: Sequence[tuple[str, ...]]) -> list[str]:
    """Cells may hold no column mark: it becomes ／."""

    def line(cells: tuple[str, ...]) -> str:
        return "| " + " | ".join(c.replace("|", "／") for c in cells) + " |"

    return [line(headings), "|" + "---|" * len(headings), *(line(r) for r in rows)]

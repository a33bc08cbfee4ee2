"""Turns two flows of pieces into one piece in which they stand side by side."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from dxreport.render.pdf.flow import Piece
from dxreport.render.pdf.pen import Pen
from dxreport.render.pdf.structure import Element

Made = Callable[[float], list[Piece]]
"""Sets a flow at a width in points."""


def columns(left: Made, right: Made, share: float, width: float, gap: float, room: float, parent: Element) -> list[Piece]:  # fmt: skip
    """Two columns, the left one with its ``share`` of the width; one below the other where ``room`` points cannot hold them.

    Their elements are new kids of ``parent``, read from the left column to the right one.
    """
    before = len(parent.kids)
    own = (width - gap) * share
    both = left(own), right(width - gap - own)
    height = max(map(_height, both))
    if height > room or not all(both):
        del parent.kids[before:]
        return [*left(width), *right(width)]

    def draw(pen: Pen, x: float, y: float) -> None:
        for pieces, at in zip(both, (x, x + own + gap), strict=True):
            top = y
            for n, piece in enumerate(pieces):
                top += piece.above if n else 0.0
                piece.draw(pen, at, top)
                top += piece.height

    return [Piece(height, draw, above=10)]


def _height(pieces: Sequence[Piece]) -> float:
    """The white above the first piece falls away, so that both columns begin at one height."""
    return sum(p.extent for p in pieces) - (pieces[0].above if pieces else 0.0)

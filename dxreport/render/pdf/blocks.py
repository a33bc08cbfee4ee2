"""Turns each kind of block into pieces: the one place where the renderer knows all of them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import assert_never

from dxreport.render.pdf.charts import bullet_chart_pieces, trend_pieces
from dxreport.render.pdf.contents import contents_pieces
from dxreport.render.pdf.facts import facts_pieces
from dxreport.render.pdf.flow import Piece, nothing
from dxreport.render.pdf.gantt import gantt_pieces
from dxreport.render.pdf.panels import key_figure_pieces, quarter_scale_pieces, share_bar_pieces
from dxreport.render.pdf.plan import matrix_pieces, plan_pieces
from dxreport.render.pdf.prose import (
    bullet_pieces,
    callout_pieces,
    heading_pieces,
    panel_pieces,
    paragraph_pieces,
)
from dxreport.render.pdf.tables import table_pieces
from dxreport.render.pdf.text import Look
from dxreport.report.blocks import (
    Block,
    Bullets,
    Callout,
    Contents,
    Facts,
    Heading,
    Matrix,
    PageBreak,
    Paragraph,
    Table,
)
from dxreport.report.figures import (
    BulletChart,
    Gantt,
    KeyFigures,
    PlanSchedule,
    QuarterScale,
    ShareBars,
    StatusPanel,
    TrendChart,
)


class Composer:
    """Sets blocks one after the other. ``pages`` holds the page of each anchor once the pages are made."""

    def __init__(self, look: Look, blocks: Sequence[Block], width: float) -> None:
        self._look, self._blocks, self._width = look, blocks, width
        self._headings = [b for b in blocks if isinstance(b, Heading)]
        self.pages: dict[str, int] = {}

    def pieces(self) -> list[Piece]:
        pieces: list[Piece] = []
        skip = False
        for n, block in enumerate(self._blocks):
            if skip:
                skip = False
                continue
            following = self._blocks[n + 1] if n + 1 < len(self._blocks) else None
            if isinstance(block, Heading) and isinstance(following, StatusPanel):
                pieces += heading_pieces(self._look, block, following, self._width)
                skip = True
            else:
                pieces += self._set(block)
        return pieces

    def _set(self, block: Block) -> list[Piece]:  # noqa: C901  # one case for each kind of block
        look, width = self._look, self._width
        match block:
            case Heading():
                return heading_pieces(look, block, None, width)
            case Paragraph():
                return paragraph_pieces(look, block, width)
            case Bullets():
                return bullet_pieces(look, block, width)
            case Facts():
                return facts_pieces(look, block, width)
            case Table():
                return table_pieces(look, block, width)
            case KeyFigures():
                return key_figure_pieces(look, block, width)
            case ShareBars():
                return share_bar_pieces(look, block, width)
            case BulletChart():
                return bullet_chart_pieces(look, block, width)
            case TrendChart():
                return trend_pieces(look, block, width)
            case Gantt():
                return gantt_pieces(look, block, width)
            case PlanSchedule():
                return plan_pieces(look, block, width)
            case Callout():
                return callout_pieces(look, block, width)
            case StatusPanel():
                return panel_pieces(look, block)
            case Matrix():
                return matrix_pieces(look, block, width)
            case QuarterScale():
                return quarter_scale_pieces(look, block, width)
            case Contents():
                pieces = contents_pieces(look, block, self._headings, self.pages, width)
                return [replace(pieces[0], new_page=True), *pieces[1:]] if pieces else []
            case PageBreak():
                return [Piece(0, nothing, new_page=True, keep=True)]
            case _:
                assert_never(block)

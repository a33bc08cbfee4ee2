"""Turns each kind of block into pieces: the one place where the renderer knows all of them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import assert_never

from dxreport.render.pdf.charts import bullet_chart_pieces
from dxreport.render.pdf.contents import contents_pieces
from dxreport.render.pdf.facts import facts_pieces
from dxreport.render.pdf.flow import Piece, extent, nothing, pages_needed
from dxreport.render.pdf.gantt import gantt_pieces
from dxreport.render.pdf.look import Look
from dxreport.render.pdf.panels import key_figure_pieces, quarter_scale_pieces, share_bar_pieces
from dxreport.render.pdf.plan import matrix_pieces, plan_pieces
from dxreport.render.pdf.prose import (
    bullet_pieces,
    callout_pieces,
    heading_pieces,
    panel_pieces,
    paragraph_pieces,
)
from dxreport.render.pdf.structure import Element
from dxreport.render.pdf.tables import table_pieces
from dxreport.render.pdf.trends import trend_pieces
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
    ParagraphRole,
    Table,
    in_words,
)
from dxreport.report.figures import (
    BulletChart,
    Diagram,
    Gantt,
    KeyFigures,
    PlanSchedule,
    QuarterScale,
    ShareBars,
    StatusPanel,
    TrendChart,
)

# A section that takes at most so many pages is tried closer.
_LITTLE_OVER = 1.3


def _parts(blocks: Sequence[Block]) -> list[list[Block]]:
    """The blocks from one that begins a page to the next."""
    parts: list[list[Block]] = []
    for block in blocks:
        begins = isinstance(block, Contents | PageBreak) or (isinstance(block, Heading) and block.new_page)
        if begins or not parts:
            parts.append([])
        parts[-1].append(block)
    return parts


def _leads(blocks: Sequence[Block], n: int) -> bool:
    """Whether it is a conclusion, or the note behind one, under a headline."""
    block, before = blocks[n], blocks[n - 1] if n else None
    if not isinstance(block, Paragraph):
        return False
    noted = isinstance(before, Paragraph) and before.role is ParagraphRole.LEAD
    return block.role is ParagraphRole.LEAD or (block.role is ParagraphRole.NOTE and noted)


class Composer:
    """Sets blocks one after the other. ``pages`` holds the page of each anchor once the pages are made.

    ``entries`` are what a table of contents lists: the headings among the blocks, if none are given.
    A heading opens a section under ``root``, which holds what follows up to the next heading of its level.
    """

    def __init__(
        self, look: Look, blocks: Sequence[Block], width: float, root: Element,
        entries: Sequence[Heading] | None = None, pages: dict[str, int] | None = None,
    ) -> None:  # fmt: skip
        self._look, self._blocks, self._width = look, blocks, width
        # Open sections from the outermost to the innermost, each with the level of its heading.
        self._open: list[tuple[int, Element]] = [(0, root)]
        self._headings = [b for b in blocks if isinstance(b, Heading)] if entries is None else entries
        self.pages: dict[str, int] = {} if pages is None else pages

    def pieces(self, room: float) -> list[Piece]:
        """All blocks, for pages of ``room`` points. A section that runs over by a little is set closer."""
        pieces: list[Piece] = []
        for section in _parts(self._blocks):
            pieces += self._fitted(section, room)
        return pieces

    def _fitted(self, section: Sequence[Block], room: float) -> list[Piece]:
        before = self._open[:], [len(element.kids) for _, element in self._open]
        usual = self._run(section)
        pages = pages_needed(usual, room)
        if pages == 1 or extent(usual) > _LITTLE_OVER * room:
            return usual
        kept, look = self._open, self._look
        held = [(element, element.kids[n:]) for (_, element), n in zip(*before, strict=True)]
        self._open = before[0][:]
        for (_, element), n in zip(*before, strict=True):
            del element.kids[n:]
        self._look = look.closer()
        closer = self._run(section)
        self._look = look
        if pages_needed(closer, room) < pages:
            return closer
        self._open = kept
        for (element, kids), n in zip(held, before[1], strict=True):
            element.kids[n:] = kids
        return usual

    def _run(self, blocks: Sequence[Block]) -> list[Piece]:
        pieces: list[Piece] = []
        skip = False
        for n, block in enumerate(blocks):
            if skip:
                skip = False
                continue
            following = blocks[n + 1] if n + 1 < len(blocks) else None
            if isinstance(block, Heading) and isinstance(following, StatusPanel):
                section = self._section(block.level, block.plain)
                pieces += heading_pieces(self._look, block, following, self._width, section)
                skip = True
            else:
                made = self._set(block)
                untitled = isinstance(block, Facts) or (isinstance(block, Table) and not block.title)
                if made and n and untitled and isinstance(blocks[n - 1], Heading):
                    # The heading's own white is enough.
                    made[0] = replace(made[0], above=0)
                if made and _leads(blocks, n) and following is not None and not isinstance(following, PageBreak):
                    # A conclusion without what it concludes from would end the page.
                    made[-1] = replace(made[-1], keep=True)
                pieces += made
        return pieces

    def _section(self, level: int, text: str) -> Element:
        """A heading without words opens nothing."""
        if not text.strip():
            return self._open[-1][1]
        while self._open[-1][0] >= level:
            self._open.pop()
        # The paper's own title is the heading above all of them.
        section = self._open[-1][1].section(level + 1)
        self._open.append((level, section))
        return section

    def _set(self, block: Block) -> list[Piece]:  # noqa: C901  # one case for each kind of block
        look, width, here = self._look, self._width, self._open[-1][1]
        match block:
            case Heading():
                return heading_pieces(look, block, None, width, self._section(block.level, block.plain))
            case Paragraph():
                return paragraph_pieces(look, block, width, here)
            case Bullets():
                return bullet_pieces(look, block, width, here)
            case Facts():
                return facts_pieces(look, block, width, here)
            case Table():
                return table_pieces(look, block, width, here)
            case KeyFigures():
                return key_figure_pieces(look, block, width, here)
            case ShareBars():
                return share_bar_pieces(look, block, width, here)
            case BulletChart():
                return bullet_chart_pieces(look, block, width, here)
            case TrendChart():
                return trend_pieces(look, block, width, here)
            case Gantt():
                return gantt_pieces(look, block, width, here)
            case PlanSchedule():
                return plan_pieces(look, block, width, here)
            case Callout():
                return callout_pieces(look, block, width, here)
            case StatusPanel():
                return panel_pieces(look, block, here)
            case Matrix():
                return matrix_pieces(look, block, width, here)
            case Diagram():
                return [piece for part in in_words(block) for piece in self._set(part)]
            case QuarterScale():
                return quarter_scale_pieces(look, block, width, here)
            case Contents():
                pieces = contents_pieces(look, block, self._headings, self.pages, width, self._section(1, block.title))
                return [replace(pieces[0], new_page=True), *pieces[1:]] if pieces else []
            case PageBreak():
                return [Piece(0, nothing, new_page=True, keep=True)]
            case _:
                assert_never(block)

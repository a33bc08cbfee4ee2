"""Turns every kind of block into flows of a slide's region: one closed match, so that none can be forgotten."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from typing import assert_never

from dxreport.render.slides import words
from dxreport.render.slides.canvas import Canvas
from dxreport.render.slides.charts import trend
from dxreport.render.slides.diagram import DiagramFlow
from dxreport.render.slides.figures import bullet_rows, key_figures, quarter_scale, share_bars
from dxreport.render.slides.flow import Block as Whole
from dxreport.render.slides.flow import Flow, Piece, Taken, TextFlow
from dxreport.render.slides.frame import Box
from dxreport.render.slides.matrix import MatrixFlow, in_lines
from dxreport.render.slides.plan import PlanFlow
from dxreport.render.slides.schedule import GanttFlow
from dxreport.render.slides.setting import Setting
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
    BulletRow,
    Diagram,
    Gantt,
    KeyFigures,
    PlanSchedule,
    QuarterScale,
    ShareBars,
    StatusPanel,
    TrendChart,
)
from dxreport.report.papers import SlideLayout

_TREND = 300.0
_LEAST_TREND = 170.0
_ENDLESS = 1e6


@dataclass(frozen=True, slots=True)
class Entries:
    """What a table of contents may list: (title, slide number, is a section)."""

    slides: tuple[tuple[str, int, bool], ...] = ()

    def to(self, depth: int) -> tuple[tuple[str, int], ...]:
        """Sections only at depth 1 where there are any, else every slide."""
        sections = any(section for _, _, section in self.slides)
        return tuple((title, page) for title, page, section in self.slides if section or depth > 1 or not sections)


def region_flows(blocks: tuple[Block, ...], setting: Setting, height: float, entries: Entries) -> tuple[Flow, ...]:
    """Flows of a region; small tables one after the other stand side by side in the overview layout."""
    flows: list[Flow] = []
    if len(blocks) > 1 and isinstance(blocks[0], TrendChart):
        height -= sum(_tall(f) for b in blocks[1:] for f in _flows(b, setting, height, entries))
        height = max(height, _LEAST_TREND)
    for part in _joined(blocks, setting.layout):
        if isinstance(part, tuple):
            beside = words.side_by_side(part, setting)
            # Tables side by side are never cut: higher ones stand one below the other and may go on.
            fits = beside.piece.height <= height + 0.01
            flows.extend((beside,) if fits else [f for t in part for f in _flows(t, setting, height, entries)])
        else:
            flows.extend(_flows(part, setting, height, entries))
    return tuple(flows)


def _tall(flow: Flow) -> float:
    piece = flow.take(_ENDLESS, force=True).piece
    return flow.gap + (piece.height if piece else 0.0)


def _joined(blocks: tuple[Block, ...], layout: SlideLayout) -> Iterator[Block | tuple[Table, ...]]:
    waiting: list[Table] = []
    for block in blocks:
        if isinstance(block, Table) and layout is SlideLayout.OVERALL:
            waiting.append(block)
            continue
        yield from _release(waiting)
        waiting = []
        yield block
    yield from _release(waiting)


def _release(tables: list[Table]) -> Iterator[Block | tuple[Table, ...]]:
    if len(tables) > 1:
        yield tuple(tables)
    else:
        yield from tables


def _flows(  # noqa: C901 # one case for each block
    block: Block, setting: Setting, height: float, entries: Entries
) -> tuple[Flow, ...]:
    match block:
        case Heading():
            return (words.heading(block, setting),)
        case Paragraph():
            return (words.paragraph(block, setting),)
        case Bullets():
            return (words.bullets(block, setting),)
        case Facts():
            return (words.facts(block, setting),)
        case Diagram():
            return (DiagramFlow(block, setting), *_note(block.note, setting))
        case Table():
            return words.table(block, setting)
        case KeyFigures():
            return (Whole(key_figures(block, setting)),)
        case ShareBars():
            return (Whole(share_bars(block, setting, height)),)
        case BulletChart():
            return (_titled(block.title, setting), BulletFlow(block, setting, block.rows))
        case TrendChart():
            whole = setting.layout is SlideLayout.CHART_AND_NOTES
            return (Whole(trend(block, setting, height if whole else min(height, _TREND))),)
        case Gantt():
            return (GanttFlow(block, setting, block.rows),)
        case PlanSchedule():
            return (PlanFlow(block, setting, block.rows),)
        case Callout():
            return (words.callout(block, setting),)
        case StatusPanel():
            return (words.status_panel(block, setting),)
        case Matrix():
            return (MatrixFlow(block, setting, in_lines(block.rows)),)
        case QuarterScale():
            return (_scale(block, setting),)
        case Contents():
            return words.contents(block.title, entries.to(block.depth), setting)
        case PageBreak():
            return ()
        case _:
            assert_never(block)


def _note(text: str, setting: Setting) -> tuple[Flow, ...]:
    return (TextFlow((setting.note(text),), setting.width, setting.measure, "note", gap=6),) if text else ()


def _titled(title: str, setting: Setting) -> Flow:
    return TextFlow((setting.heading(title),), setting.width, setting.measure, title, gap=16, keep=True)


def _scale(block: QuarterScale, setting: Setting) -> Flow:
    def draw(canvas: Canvas, box: Box) -> None:
        quarter_scale(canvas, block, Box(box.x, box.y, box.w, 8), setting, labels=True)

    return Whole(Piece(32, draw))


@dataclass(frozen=True, slots=True)
class BulletFlow:
    """Plan and actual of measures, row by row; the headings are repeated on a further slide."""

    block: BulletChart
    setting: Setting
    rows: tuple[BulletRow, ...]
    gap: float = 6
    keep: bool = False

    def take(self, room: float, *, force: bool) -> Taken:
        count = min(len(self.rows), int((room - 20) // 24))
        if count < 1:
            if not force:
                return Taken(None, self)
            count = 1
        rest = replace(self, rows=self.rows[count:]) if count < len(self.rows) else None
        return Taken(bullet_rows(self.block, self.rows[:count], self.setting), rest)

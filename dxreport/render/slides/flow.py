"""Turns the blocks of a region into pages: pieces are placed top-down, what does not fit goes on to a further slide."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from typing import Protocol

from dxreport.render.linebreak import fill
from dxreport.render.slides.canvas import Canvas
from dxreport.render.slides.frame import Box
from dxreport.render.slides.text import SAFETY, Measure, Par, Run

Draw = Callable[[Canvas, Box], None]


@dataclass(frozen=True, slots=True)
class Piece:
    """Something drawn in one go. ``draw`` gets the piece's own box."""

    height: float
    draw: Draw


@dataclass(frozen=True, slots=True)
class Taken:
    """What fits now (None: nothing) and what is left (None: all is placed)."""

    piece: Piece | None
    rest: Flow | None


class Flow(Protocol):
    """Content that can be taken in parts. ``gap`` is the space above it; ``keep`` ties it to what follows."""

    @property
    def gap(self) -> float: ...

    @property
    def keep(self) -> bool: ...

    def take(self, room: float, *, force: bool) -> Taken:
        """The largest part no higher than ``room``. With ``force`` (an empty page) something always comes."""
        ...


@dataclass(frozen=True, slots=True)
class Placed:
    """A piece at its distance from the region's top."""

    top: float
    piece: Piece
    keep: bool

    @property
    def bottom(self) -> float:
        return self.top + self.piece.height


def paginate(flows: tuple[Flow, ...], height: float) -> tuple[tuple[Placed, ...], ...]:
    """Pages of placed pieces; at least one page, which may be empty."""
    pages: list[list[Placed]] = [[]]
    for flow in flows:
        rest: Flow | None = flow
        while rest is not None:
            page = pages[-1]
            top = page[-1].bottom + rest.gap if page else 0.0
            taken = rest.take(height - top, force=not page)
            if taken.piece is None:
                # A heading does not stay alone at the foot of a page.
                tail = [page.pop()] if len(page) > 1 and page[-1].keep else []
                if not tail and len(page) == 1 and page[0].keep:
                    taken = rest.take(height - top, force=True)
                else:
                    pages.append([replace(t, top=0.0) for t in tail])
                    continue
            if taken.piece is not None:
                page.append(Placed(top, taken.piece, rest.keep and taken.rest is None))
            rest = taken.rest
            if rest is not None:
                pages.append([])
    return tuple(tuple(page) for page in pages if page) or ((),)


@dataclass(frozen=True, slots=True)
class Block:
    """Content that is never cut."""

    piece: Piece
    gap: float = 13
    keep: bool = False

    def take(self, room: float, *, force: bool) -> Taken:
        if self.piece.height > room + 0.01 and not force:
            return Taken(None, self)
        return Taken(self.piece, None)


@dataclass(frozen=True, slots=True)
class TextFlow:
    """Paragraphs in one text box; cut between paragraphs, an over-long paragraph between lines."""

    pars: tuple[Par, ...]
    width: float
    measure: Measure
    name: str
    gap: float = 9
    keep: bool = False
    moved: tuple[str, ...] = ()
    """For each paragraph what of it goes on in the notes; empty where nothing does."""

    def take(self, room: float, *, force: bool) -> Taken:
        used, count = 0.0, 0
        for par in self.pars:
            height = self.measure.height(par, self.width) - (par.before if count == 0 else 0)
            if used + height > room + 0.01:
                break
            used += height
            count += 1
        if count == len(self.pars):
            return Taken(self._piece(self.pars, used, self.moved), None)
        if count:
            now, later = self.moved[:count], self.moved[count:]
            rest = replace(self, pars=self.pars[count:], moved=later)
            return Taken(self._piece(self.pars[:count], used, now), rest)
        if not force:
            return Taken(None, self)
        head, tail = cut(self.pars[0], self.measure, self.width, max(int(room // self.pars[0].leading), 1))
        left = (tail, *self.pars[1:]) if tail.plain else self.pars[1:]
        piece = self._piece((head,), self.measure.lines(head, self.width) * head.leading, self.moved[:1])
        later = ("", *self.moved[1:]) if self.moved and tail.plain else self.moved[1:]
        return Taken(piece, replace(self, pars=left, moved=later) if left else None)

    def _piece(self, pars: tuple[Par, ...], height: float, moved: tuple[str, ...]) -> Piece:
        evened = tuple(self.measure.evened(p, self.width) for p in pars)
        first = (replace(evened[0], before=0), *evened[1:])

        def draw(canvas: Canvas, box: Box) -> None:
            canvas.text(box, first, self.name)
            canvas.moved.extend(text for text in moved if text)

        return Piece(height, draw)


def cut(par: Par, measure: Measure, width: float, count: int) -> tuple[Par, Par]:
    """``par`` after its first ``count`` lines; nothing is lost but the space at the cut."""
    widest = max(par.runs, key=lambda r: (r.bold, r.size))
    room = (width - par.indent) * SAFETY
    lines = list(fill(par.plain, measure.of(widest.size, widest.face), room))
    wanted = sum(len(line.replace(" ", "").replace("\u3000", "").replace("\n", "")) for line in lines[:count])
    at = seen = 0
    while seen < wanted:
        seen += par.plain[at] not in " \u3000\n"
        at += 1
    head: list[Run] = []
    tail: list[Run] = []
    passed = 0
    for run in par.runs:
        here = min(max(at - passed, 0), len(run.text))
        head.append(replace(run, text=run.text[:here]))
        tail.append(replace(run, text=run.text[here:].lstrip(" \u3000\n") if passed <= at else run.text[here:]))
        passed += len(run.text)
    return replace(par, runs=_real(head)), replace(par, runs=_real(tail), before=0)


def shortened(par: Par, measure: Measure, width: float, count: int, mark: str) -> tuple[Par, str]:
    """``par`` on ``count`` lines at most, ended by ``mark``, and what it lost; all of it where it fits."""
    if measure.lines(par, width) <= count:
        return par, ""
    head, tail = cut(par, measure, width, count)
    lost: list[Run] = list(tail.runs)
    while True:
        marked = replace(head, runs=(*head.runs, replace(head.runs[-1], text=mark)))
        last = head.runs[-1]
        if measure.lines(marked, width) <= count or (len(head.runs) == 1 and len(last.text) <= 1):
            return marked, "".join(run.text for run in lost)
        kept, moved = last.text[:-1], last.text[-1:]
        head = replace(head, runs=(*head.runs[:-1], replace(last, text=kept)) if kept else head.runs[:-1])
        lost.insert(0, replace(last, text=moved))


def _real(runs: list[Run]) -> tuple[Run, ...]:
    kept = tuple(r for r in runs if r.text)
    return kept or tuple(runs[:1])

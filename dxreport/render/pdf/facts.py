"""Turns label – text rows (実施の概要, facts of a cover) into rows between hairlines."""

from __future__ import annotations

from dataclasses import replace

from dxreport.render.pdf.flow import Piece, kept, led, without_orphans
from dxreport.render.pdf.look import Look
from dxreport.render.pdf.pen import Pen
from dxreport.render.pdf.rows import RowStyle, Rule, SetCell, Slot, row_pieces
from dxreport.render.pdf.structure import Element, Role
from dxreport.render.pdf.text import Line, Type
from dxreport.report.blocks import FactRow, Facts

_LABEL = 61.5
_LABEL_GAP = 10.0
_LARGEST_SHARE = 0.36
_PAD_CLOSE = 1.4
_KEPT_WHOLE = 200.0


def facts_pieces(
    look: Look, facts: Facts, width: float, parent: Element, *,
    label: Type | None = None, text: Type | None = None, label_width: float = 0, pad_y: float = 2.4,
) -> list[Piece]:  # fmt: skip
    """Rows of facts, read as a list of labels and texts. The label column is as wide as the longest label needs, within limits; both can be given."""
    label, text = label or look.note, text or look.fact
    longest = max((look.set.measure(part, label) for r in facts.rows for part in r.label.split("\n")), default=0.0)
    edge = label_width or min(max(_LABEL, longest + _LABEL_GAP), width * _LARGEST_SHARE)
    slots = (Slot(0, edge), Slot(edge, width - edge))
    hair = Rule(0.4, look.palette.hair)
    strong = facts.strong_rules
    last_rule = Rule(0.5, look.palette.ink) if strong else hair
    style = RowStyle(0, look.row(pad_y, _PAD_CLOSE), text)
    pieces: list[Piece] = []
    listed = parent.add(Role.LIST)
    for row in facts.rows:
        entry = listed.add(Role.ITEM)
        labelled, body = entry.add(Role.LABEL), entry.add(Role.BODY)
        cells = (
            SetCell(look.set.label(row.label, label, edge - _LABEL_GAP + 4), element=labelled),
            SetCell(_lines(look, row, text, width - edge), element=body),
        )
        below = last_rule if row is facts.rows[-1] else hair
        pieces += row_pieces(look, slots, cells, style, below=below)
    if not pieces:
        return []
    top = Rule(0.9, look.palette.ink) if strong else hair
    pieces[0] = _with_rule(pieces[0], width, top)
    pieces = led(pieces, 9)
    whole = sum(p.height for p in pieces) <= _KEPT_WHOLE
    return kept(pieces) if whole else without_orphans(pieces)


def _lines(look: Look, row: FactRow, style: Type, room: float) -> tuple[Line, ...]:
    parts = [look.set.spans(spans, style, room, justified=True) for spans in row.lines]
    lines = [line for part in parts for line in (*part[:-1], *(last.spaced() for last in part[-1:]))]
    lines += [line for text in row.small for line in look.set.lines(text, look.note, room)]
    return tuple(lines)


def _with_rule(piece: Piece, width: float, rule: Rule) -> Piece:
    def draw(pen: Pen, x: float, y: float) -> None:
        pen.rule(x, y, x + width, y, rule.width, rule.colour)
        piece.draw(pen, x, y)

    return replace(piece, draw=draw)

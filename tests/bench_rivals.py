"""Turns a composed document into the same content as Typst source and as HTML, to be set by other programs in the bench.

Words, tables and the bars of charts are all there, in the same faces and sizes; fine layout is not. The aim is a comparable
amount of work, which the numbers of pages show.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from decimal import Decimal
from html import escape
from pathlib import Path

from dxreport.report.blocks import (
    Block,
    Bullets,
    Callout,
    Contents,
    Facts,
    Heading,
    Matrix,
    Paragraph,
    ParagraphRole,
    Table,
)
from dxreport.report.cells import Cell, LinesCell, NumberCell, Span, SpansCell, StatusCell, TextCell
from dxreport.report.figures import BulletChart, Gantt, KeyFigures, ShareBars, StatusPanel, TrendChart
from dxreport.report.papers import Document

Row = tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Head:
    level: int
    text: str
    new_page: bool = False


@dataclass(frozen=True, slots=True)
class Text:
    text: str
    small: bool = False


@dataclass(frozen=True, slots=True)
class Items:
    items: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Grid:
    """``rows`` under the header row ``head``; ``sides``: the first column heads each row."""

    rows: tuple[Row, ...]
    head: Row = ()
    sides: bool = False


@dataclass(frozen=True, slots=True)
class Bars:
    """A drawing: by row a label and its bars, each from and to a share (0–1) of the width."""

    rows: tuple[tuple[str, tuple[tuple[float, float], ...]], ...]
    alt: str


@dataclass(frozen=True, slots=True)
class TableOfContents:
    title: str


Part = Head | Text | Items | Grid | Bars | TableOfContents


def parts(document: Document) -> Iterator[Part]:
    """The document in a few plain kinds of content; headings jump over no level, which PDF/UA forbids."""
    yield Head(1, "".join(document.cover.title))
    yield _facts(document.cover.facts)
    level = 1
    for block in document.blocks:
        for part in _parts(block):
            if isinstance(part, Head):
                level = min(part.level, level + 1)
                yield replace(part, level=level)
            else:
                yield part


def _parts(block: Block) -> Iterator[Part]:
    match block:
        case Heading():
            yield Head(block.level, f"{block.kicker} {block.plain}".strip(), block.new_page)
            if block.aside:
                yield Text(block.aside, small=True)
        case Paragraph():
            yield Text(block.plain, block.role is ParagraphRole.NOTE)
        case Bullets():
            yield Items(tuple(map(_joined, block.items)))
        case Facts():
            yield _facts(block)
        case Callout():
            yield Text(f"{block.label} {block.plain}")
        case Contents():
            yield TableOfContents(block.title)
        case Table() | KeyFigures() | StatusPanel() | Matrix():
            yield from _grids(block)
        case BulletChart() | TrendChart() | ShareBars() | Gantt():
            yield from _drawings(block)
        case _:  # page breaks, and figures of other papers
            return


def _joined(spans: tuple[Span, ...]) -> str:
    return "".join(span.text for span in spans)


def _facts(block: Facts) -> Grid:
    return Grid(tuple((row.label, "\n".join([*map(_joined, row.lines), *row.small])) for row in block.rows), sides=True)


def _grids(block: Table | KeyFigures | StatusPanel | Matrix) -> Iterator[Part]:
    match block:
        case Table():
            if block.title:
                yield Head(3, block.title)
            yield Grid(tuple(tuple(map(_cell, row)) for row in block.rows), tuple(c.heading for c in block.columns))
            if block.note:
                yield Text(block.note, small=True)
        case KeyFigures():
            yield Grid((tuple(f.count.text for f in block.figures),), tuple(f.status.text for f in block.figures))
            yield Text(block.note, small=True)
        case StatusPanel():
            rows = ((name, now.text, before.text if before else "") for name, now, before in block.rows)
            yield Grid(tuple(rows), ("", *block.headings))
        case Matrix():
            yield Grid(tuple(("".join(r.title), *("".join(c.title) for c in r.cells)) for r in block.rows), sides=True)


def _cell(cell: Cell) -> str:
    match cell:
        case TextCell():
            return f"{cell.text}\n{cell.sub}".strip()
        case NumberCell():
            return cell.text + cell.unit
        case StatusCell():
            return cell.status.text
        case LinesCell():
            return "\n".join(f"{lead} {body}".strip() for lead, body in cell.lines)
        case SpansCell():
            return "\n".join(cell.plain)


def _drawings(block: BulletChart | TrendChart | ShareBars | Gantt) -> Iterator[Part]:
    yield Head(3, block.title)
    rows: list[tuple[str, tuple[tuple[float, float], ...]]]
    match block:
        case BulletChart():
            rows = [(f"{r.label} {r.figure}", ((0.0, _share(r.actual)),)) for r in block.rows]
        case TrendChart():
            rows = [
                (f"{s.name} {category} {label}", ((0.0, _share(point / (block.target or 1))),))
                for s in block.series
                for category, point, label in zip(block.categories, s.points, s.labels, strict=True)
                if point is not None
            ]
        case ShareBars():
            rows = [
                (f"{bar.label} {share.status.text}", ((0.0, _share(share.percent.value / 100)),))
                for bar in block.bars
                for share in bar.shares
            ]
        case Gantt():
            rows = [
                (r.label, tuple((_share(a / 12), _share(b / 12)) for a, b in filter(None, (r.planned, r.actual))))
                for r in block.rows
            ]
    yield Bars(tuple(rows), block.alt)


def _share(value: Decimal) -> float:
    return min(max(float(value), 0.0), 1.0)


# --- Typst -----------------------------------------------------------------------------------------------------------

_TYPST = """#set document(title: "{title}", author: "{author}")
#set text(font: "BIZ UDPGothic", size: 12pt, lang: "ja", region: "jp")
#set page(paper: "a4", margin: (x: 20mm, y: 22mm), numbering: "1")
#set par(leading: 7pt)
#set table(stroke: 0.4pt + luma(160), inset: 4pt)
#show table: set text(size: 10.5pt)
#show heading: set text(size: 14pt)
#set heading(outlined: true)
#let bar(label, ..bars) = grid(columns: (50%, 50%), text(size: 9pt, label), box(width: 100%, height: 10pt,
  bars.pos().map(((a, b)) => place(dx: a * 100%, rect(width: (b - a) * 100%, height: 8pt, fill: rgb("1f5c99")))).join()))
"""


def typst(document: Document) -> str:
    """Source for Typst; strings only, so that nothing in a text is markup."""
    properties = document.properties
    lines = [_TYPST.format(title=_quoted(properties.title), author=_quoted(properties.author))]
    lines += map(_typst, parts(document))
    return "\n".join(lines)


def _quoted(text: str) -> str:
    return text.replace("\\", "\\\\").replace('"', '\\"').replace("\n", "\\n")


def _string(text: str) -> str:
    return f'"{_quoted(text)}"'


def _typst(part: Part) -> str:
    match part:
        case Head():
            head = f"#heading(level: {part.level}, {_string(part.text)})"
            return f"#pagebreak(weak: true)\n{head}" if part.new_page else head
        case Text():
            return f"#par(text(size: {9 if part.small else 12}pt, {_string(part.text)}))"
        case Items():
            return f"#list({', '.join(map(_string, part.items))})"
        case Grid():
            columns = len(part.head or part.rows[0])
            head = f"table.header({', '.join(map(_string, part.head))}), " if part.head else ""
            cells = ", ".join(_string(cell) for row in part.rows for cell in row)
            return f"#table(columns: {columns}, {head}{cells})"
        case Bars():
            rows = ", ".join(
                f"bar({', '.join([_string(label), *(f'({a:.4f}, {b:.4f})' for a, b in bars)])})"
                for label, bars in part.rows
            )
            return f"#figure(alt: {_string(part.alt)}, stack(spacing: 3pt, {rows}))"
        case TableOfContents():
            return f"#outline(title: {_string(part.title)}, depth: 2)"


# --- HTML ------------------------------------------------------------------------------------------------------------

_HTML = """<!DOCTYPE html><html lang="ja"><head><meta charset="utf-8"><title>{title}</title><style>
@font-face {{ font-family: "BIZ UDPGothic"; src: url("{fonts}/BIZUDPGothic-Regular.ttf"); }}
@font-face {{ font-family: "BIZ UDPGothic"; font-weight: bold; src: url("{fonts}/BIZUDPGothic-Bold.ttf"); }}
@page {{ size: A4; margin: 22mm 20mm; @bottom-right {{ content: counter(page); }} }}
body {{ font: 12pt/19pt "BIZ UDPGothic"; }} table {{ border-collapse: collapse; font-size: 10.5pt; line-height: 14pt; }}
h1, h2, h3 {{ font-size: 14pt; }} th, td {{ border: 0.4pt solid #a0a0a0; padding: 4pt; white-space: pre-line; }}
.small {{ font-size: 9pt; line-height: 12.5pt; }} .new {{ break-before: page; }} a::after {{ content: " " target-counter(attr(href), page); }}
</style></head><body>"""


def html(document: Document, fonts: Path) -> str:
    """A page for WeasyPrint, with the faces of the folder ``fonts``."""
    content = list(parts(document))
    heads = [part for part in content if isinstance(part, Head)]
    numbers = {id(head): n for n, head in enumerate(heads)}
    entries = "".join(f'<li><a href="#h{n}">{escape(h.text)}</a></li>' for n, h in enumerate(heads) if h.level <= 2)
    out = [_HTML.format(title=escape(document.properties.title), fonts=fonts.resolve().as_uri())]
    for part in content:
        match part:
            case Head():
                new = " class=new" if part.new_page else ""
                out.append(f"<h{part.level} id=h{numbers[id(part)]}{new}>{escape(part.text)}</h{part.level}>")
            case TableOfContents():
                out.append(f"<p>{escape(part.title)}</p><ul>{entries}</ul>")
            case _:
                out.append(_html(part))
    return "\n".join([*out, "</body></html>"])


def _html(part: Text | Items | Grid | Bars) -> str:
    match part:
        case Text():
            return f"<p{' class=small' if part.small else ''}>{escape(part.text)}</p>"
        case Items():
            return f"<ul>{''.join(f'<li>{escape(item)}</li>' for item in part.items)}</ul>"
        case Grid():
            head = "".join(f"<th scope=col>{escape(cell)}</th>" for cell in part.head)
            first = ("<th scope=row>", "</th>") if part.sides else ("<td>", "</td>")
            rows = "".join(
                f"<tr>{first[0]}{escape(row[0])}{first[1]}{''.join(f'<td>{escape(c)}</td>' for c in row[1:])}</tr>"
                for row in part.rows
            )
            return f"<table>{f'<thead><tr>{head}</tr></thead>' if head else ''}<tbody>{rows}</tbody></table>"
        case Bars():
            return f"<figure>{_svg(part)}</figure>"


def _svg(part: Bars) -> str:
    """Native vectors, as the others draw them."""
    drawn = []
    for n, (label, bars) in enumerate(part.rows):
        drawn.append(f'<text x="0" y="{n * 14 + 10}" font-size="9" font-family="BIZ UDPGothic">{escape(label)}</text>')
        drawn += (
            f'<rect x="{240 + a * 240:.1f}" y="{n * 14 + 2}" width="{(b - a) * 240:.1f}" height="8" fill="#1f5c99"/>'
            for a, b in bars
        )
    size = f'width="480" height="{len(part.rows) * 14}"'
    return f'<svg role="img" aria-label="{escape(part.alt)}" xmlns="http://www.w3.org/2000/svg" {size}>{"".join(drawn)}</svg>'

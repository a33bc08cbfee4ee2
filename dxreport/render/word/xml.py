"""Turns text, runs and paragraphs into WordprocessingML strings; every text passes through one escaping function."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Mapping
from dataclasses import dataclass
from dataclasses import field as made
from html import escape

from dxreport.layout.package import printable
from dxreport.render.linebreak import fill_phrases
from dxreport.render.phrases import fitting
from dxreport.render.style import Style
from dxreport.render.word.contract import Para, Run, TableLook
from dxreport.render.word.lines import LOOSE, Gauge
from dxreport.render.word.looks import Looks
from dxreport.report.cells import Span

Ids = Mapping[str, str]
_SAFE = 1.01
_CAPTIONS = 100_000
"""Lines that are broken by us are a little shorter than their room, so that no office program breaks them again."""


@dataclass(frozen=True, slots=True)
class Sheet:
    """What every builder needs: style ids, the palette, the text width in points, and where links lead."""

    ids: Ids
    style: Style
    width: float
    marks: Mapping[str, str]
    """Anchor of a heading, table or figure → its bookmark."""
    looks: Looks
    gauge: Gauge
    heading_marks: Mapping[int, str] = made(default_factory=dict)
    """Place of a heading among the blocks → its bookmark."""
    labels: Mapping[int, str] = made(default_factory=dict)
    """Place of a heading among the blocks → the number that its list sets before it."""
    pictures: list[bytes] = made(default_factory=list)
    """Metafiles drawn so far; the n-th is the picture with relationship ``picture n``."""

    def id(self, name: Para | Run | TableLook) -> str:
        return self.ids[name.value]

    def p(self, style: Para, content: str = "", *, keep: bool = False, new_page: bool = False, extra: str = "") -> str:
        """A paragraph; ``keep`` holds it with the next one, ``extra`` is further properties in the schema's order."""
        flags = ("<w:keepNext/>" if keep else "") + ("<w:pageBreakBefore/>" if new_page else "")
        return f'<w:p><w:pPr><w:pStyle w:val="{self.ids[style.value]}"/>{flags}{extra}</w:pPr>{content}</w:p>'

    def text(self, style: Para, value: str, *, keep: bool = False) -> str:
        return self.p(style, run(value), keep=keep)

    def spans(self, spans: tuple[Span, ...]) -> str:
        return "".join(self._span(span) for span in spans)

    def _span(self, span: Span) -> str:
        properties = self.character(Run.STRONG) if span.strong else ""
        properties += '<w:u w:val="single"/>' if span.underlined else ""
        if span.refers in self.marks:
            return reference(self.marks[span.refers], run(span.text, properties))
        return run(span.text, properties)

    def character(self, style: Run) -> str:
        """Run properties that apply a character style."""
        return f'<w:rStyle w:val="{self.id(style)}"/>'

    def width_of(self, text: str, style: Para) -> float:
        """Width of a text in a style's own face and size, as loosely as it may be set."""
        return self.gauge.width(text, self.looks.paragraph(self.id(style), {}).run, LOOSE.gap)

    def broken(self, phrases: tuple[str, ...], style: Para, room: float) -> str:
        """The phrases as lines joined by ``\\n``; one line where they fit into ``room`` points.

        A phrase that is wider than the room breaks between its words. Where one of these is too wide, lines are left to Word:
        a break inside it and another behind it would make a short line of every second one.
        """
        whole = "".join(phrases)
        if "\n" not in whole and self.fits(whole, style, room):
            return whole
        if not all(self.fits(phrase, style, room) for phrase in phrases):
            phrases = tuple(part for phrase in phrases for part in fitting(phrase, lambda t: self.fits(t, style, room)))
        if not all(self.fits(phrase, style, room) for phrase in phrases):
            return "".join(phrases)
        return "\n".join(self.lines_of(phrases, style, room))

    def fits(self, text: str, style: Para, room: float) -> bool:
        return self.width_of(text, style) <= room / _SAFE

    def lines_of(self, phrases: tuple[str, ...], style: Para, room: float) -> tuple[str, ...]:
        """The phrases as lines of at most ``room`` points; a phrase that is wider is broken too."""
        return tuple(fill_phrases(phrases, lambda text: self.width_of(text, style), room / _SAFE))

    def caption_id(self, anchor: str) -> int:
        """The number of a caption's bookmark; those of headings are their numbers, which are smaller."""
        return _CAPTIONS + int(self.marks[anchor][-8:]) if anchor in self.marks else 0


def run(value: str, properties: str = "") -> str:
    """A run of text; line breaks and tabs become Word's own."""
    if not value:
        return ""
    wrapped = f"<w:rPr>{properties}</w:rPr>" if properties else ""
    body = "<w:br/>".join("<w:tab/>".join(_plain(piece) for piece in line.split("\t")) for line in value.split("\n"))
    return f"<w:r>{wrapped}{body}</w:r>"


def attribute(value: str) -> str:
    """``value`` as a quoted XML attribute on one line."""
    line = " ".join(printable(value).split("\n"))
    return f'"{escape(line)}"'


def bookmarked(identifier: int, name: str, content: str) -> str:
    return f'<w:bookmarkStart w:id="{identifier}" w:name="{name}"/>{content}<w:bookmarkEnd w:id="{identifier}"/>'


def link(bookmark: str, content: str) -> str:
    """``content`` as a link inside the document."""
    return f'<w:hyperlink w:anchor="{bookmark}" w:history="1">{content}</w:hyperlink>'


def field(code: str, result: str) -> str:
    """Runs of a field: its instruction and, as XML, what it shows.

    A field marked as old, or a document that asks to update its fields, raises a dialogue on opening: nothing here does.
    """
    begin, separate, end = (f'<w:r><w:fldChar w:fldCharType="{kind}"/></w:r>' for kind in ("begin", "separate", "end"))
    return f'{begin}<w:r><w:instrText xml:space="preserve"> {code} </w:instrText></w:r>{separate}{result}{end}'


def reference(bookmark: str, result: str) -> str:
    """A mention of a caption's label and number, as a link that follows when captions are added."""
    return link(bookmark, field(rf"REF {bookmark} \h", result))


def colour(value: str) -> str:
    return f'<w:color w:val="{value}"/>'


def twips(points: float) -> int:
    """Twentieths of a point, Word's unit of length."""
    return round(points * 20)


_COMPOSED = re.compile(r"[\u3041-\u30ff][\u3099\u309a]")


def _plain(piece: str) -> str:
    """A kana and its mark as one character, as fonts have them."""
    piece = _COMPOSED.sub(lambda m: unicodedata.normalize("NFC", m[0]), piece)
    return f'<w:t xml:space="preserve">{escape(printable(piece), quote=False)}</w:t>' if piece else ""

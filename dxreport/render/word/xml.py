"""Turns text, runs and paragraphs into WordprocessingML strings; every text passes through one escaping function."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from xml.sax.saxutils import escape, quoteattr

from dxreport.layout.package import printable
from dxreport.render.style import Style
from dxreport.render.word.contract import Para, Run, TableLook
from dxreport.report.cells import Span

Ids = Mapping[str, str]


@dataclass(frozen=True, slots=True)
class Sheet:
    """What every builder needs: style ids, the palette, the text width in points, and where links lead."""

    ids: Ids
    style: Style
    width: float
    bookmarks: Mapping[str, str]
    """Heading anchor → bookmark."""

    def id(self, name: Para | Run | TableLook) -> str:
        return self.ids[name.value]

    def p(self, style: Para, content: str = "", *, keep: bool = False, new_page: bool = False, extra: str = "") -> str:
        """A paragraph; ``keep`` holds it with the next one, ``extra`` is further properties in the schema's order."""
        flags = ("<w:keepNext/>" if keep else "") + ("<w:pageBreakBefore/>" if new_page else "")
        return f'<w:p><w:pPr><w:pStyle w:val="{self.ids[style.value]}"/>{flags}{extra}</w:pPr>{content}</w:p>'

    def text(self, style: Para, value: str, *, keep: bool = False) -> str:
        return self.p(style, run(value), keep=keep)

    def spans(self, spans: tuple[Span, ...]) -> str:
        strong = self.character(Run.STRONG)
        return "".join(
            run(s.text, (strong if s.strong else "") + ('<w:u w:val="single"/>' if s.underlined else "")) for s in spans
        )

    def character(self, style: Run) -> str:
        """Run properties that apply a character style."""
        return f'<w:rStyle w:val="{self.id(style)}"/>'


def run(value: str, properties: str = "") -> str:
    """A run of text; line breaks and tabs become Word's own."""
    if not value:
        return ""
    wrapped = f"<w:rPr>{properties}</w:rPr>" if properties else ""
    body = "<w:br/>".join("<w:tab/>".join(_plain(piece) for piece in line.split("\t")) for line in value.split("\n"))
    return f"<w:r>{wrapped}{body}</w:r>"


def attribute(value: str) -> str:
    """``value`` as a quoted XML attribute on one line."""
    return quoteattr(" ".join(printable(value).split("\n")))


def bookmarked(identifier: int, name: str, content: str) -> str:
    return f'<w:bookmarkStart w:id="{identifier}" w:name="{name}"/>{content}<w:bookmarkEnd w:id="{identifier}"/>'


def link(bookmark: str, content: str) -> str:
    """``content`` as a link inside the document."""
    return f'<w:hyperlink w:anchor="{bookmark}" w:history="1">{content}</w:hyperlink>'


def colour(value: str) -> str:
    return f'<w:color w:val="{value}"/>'


def twips(points: float) -> int:
    """Twentieths of a point, Word's unit of length."""
    return round(points * 20)


def _plain(piece: str) -> str:
    return f'<w:t xml:space="preserve">{escape(printable(piece))}</w:t>' if piece else ""

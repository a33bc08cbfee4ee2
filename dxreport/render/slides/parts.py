"""Turns the parts of a deck that no slide shows into XML: sections of the slide list, notes, properties."""

from __future__ import annotations

from datetime import datetime
from uuid import NAMESPACE_URL, uuid5
from xml.sax.saxutils import escape, quoteattr

from lxml import etree
from pptx.oxml import parse_xml
from pptx.presentation import Presentation
from pptx.slide import Slide as OfficeSlide

from dxreport.layout.package import printable
from dxreport.report.papers import Properties

_P = "http://schemas.openxmlformats.org/presentationml/2006/main"
_A = "http://schemas.openxmlformats.org/drawingml/2006/main"
_P14 = "http://schemas.microsoft.com/office/powerpoint/2010/main"
_SECTIONS = "{521415D9-36F7-43E2-AB2F-B90AF26B5E84}"
"""The extension that holds sections ([MS-PPTX] 2.2.11)."""


def sections(deck: Presentation, parts: tuple[tuple[str, int], ...]) -> None:
    """Give ``deck`` its sections: name and number of slides of each. Those that a template brought are dropped."""
    root = deck.part._element
    for old in root.findall(f"{{{_P}}}extLst/{{{_P}}}ext[@uri='{_SECTIONS}']"):
        old.getparent().remove(old)
    ids = iter([entry.get("id") for entry in deck.slides._sldIdLst])
    listed = "".join(_section(k, name, [next(ids) for _ in range(count)]) for k, (name, count) in enumerate(parts))
    extensions = root.find(f"{{{_P}}}extLst")
    if extensions is None:
        extensions = etree.SubElement(root, f"{{{_P}}}extLst")
    if listed:
        extensions.append(
            parse_xml(
                f'<p:ext xmlns:p="{_P}" uri="{_SECTIONS}"><p14:sectionLst xmlns:p14="{_P14}">{listed}</p14:sectionLst></p:ext>'
            )
        )
    if not len(extensions):
        root.remove(extensions)


def _section(number: int, name: str, slides: list[str]) -> str:
    """A section with an id that is made of its place and name, so that the same deck gives the same bytes."""
    own = str(uuid5(NAMESPACE_URL, f"{number} {name}")).upper()
    entries = "".join(f'<p14:sldId id="{slide}"/>' for slide in slides)
    return (
        f'<p14:section name={quoteattr(printable(name))} id="{{{own}}}"><p14:sldIdLst>{entries}</p14:sldIdLst>'
        "</p14:section>"
    )


def write_notes(slide: OfficeSlide, text: str) -> None:
    """Speaker's notes, a paragraph for each line, in the language and the fonts of the notes master."""
    notes = slide.notes_slide
    names = {shape.placeholder_format.type: shape.name for shape in notes.part.notes_master.placeholders}  # type: ignore[attr-defined] # python-pptx: the part is a NotesSlidePart
    for shape in notes.placeholders:  # type: ignore[misc] # python-pptx declares __iter__ without self
        shape.name = names.get(shape.placeholder_format.type, shape.name)
    frame = notes.notes_text_frame
    if frame is None:
        return
    body = frame._txBody
    for paragraph in list(body.p_lst):
        body.remove(paragraph)
    properties = '<a:rPr lang="ja-JP" altLang="en-US"/>'
    for line in printable(text).split("\n"):
        run = f"<a:r>{properties}<a:t>{escape(line)}</a:t></a:r>" if line else ""
        body.append(parse_xml(f'<a:p xmlns:a="{_A}">{run}</a:p>'))


def write_properties(deck: Presentation, properties: Properties) -> None:
    core = deck.core_properties
    core.title, core.author, core.subject = (
        printable(t) for t in (properties.title, properties.author, properties.subject)
    )
    core.keywords = printable("、".join(properties.keywords))
    core.last_modified_by, core.language, core.revision = printable(properties.author), "ja-JP", 1
    core.created = core.modified = datetime.fromisoformat(properties.stamp)

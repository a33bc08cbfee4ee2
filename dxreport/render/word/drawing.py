"""Turns a sketch into a drawing of a Word document: native shapes in one named group, and a metafile for programs without them.

The group bears an alternative text that says all that is written in its boxes, since screen readers skip these.
"""

from __future__ import annotations

from dxreport.render.sketch import Lines, Shape, Sketch
from dxreport.render.word.contract import Para
from dxreport.render.word.fields import sequence
from dxreport.render.word.metafile import metafile
from dxreport.render.word.sketch import sketch
from dxreport.render.word.xml import Sheet, attribute, colour, run
from dxreport.report.figures import Diagram

_EMU = 12700
# Identifiers of drawings, of what stands in for them, of pictures and of shapes do not meet.
_FALLBACKS, _PICTURES, _SHAPES = 1_000_000, 2_000_000, 1_000
_TALLEST = 560.0
"""Points; a taller diagram is set as words (``report.blocks.in_words``)."""
_GROUP = "http://schemas.microsoft.com/office/word/2010/wordprocessingGroup"
_PICTURE = "http://schemas.openxmlformats.org/drawingml/2006/picture"
# Two prefixes on purpose: a program must know both, and LibreOffice, which loses a group's alternative text, takes the picture.
_REQUIRES = "wpg wps"
NAMESPACES = (
    'xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006" '
    'xmlns:wp="http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing" '
    'xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main" '
    f'xmlns:pic="{_PICTURE}" xmlns:wpg="{_GROUP}" '
    'xmlns:wps="http://schemas.microsoft.com/office/word/2010/wordprocessingShape"'
)


def diagram(sheet: Sheet, block: Diagram) -> str:
    """The drawing, its numbered title below it, its note; nothing where it would be taller than a page allows."""
    made = sketch(sheet, block)
    if made.height > _TALLEST:
        return ""
    title = sequence(block.title, block.number, sheet.caption_id(block.anchor), sheet.marks.get(block.anchor, ""))
    note = sheet.text(Para.NOTE, block.note) if block.note else sheet.p(Para.GAP)
    shown = drawn(sheet, made, block.title, block.alt)
    return sheet.p(Para.FIGURE, shown) + sheet.p(Para.CAPTION, title) + note


def drawn(sheet: Sheet, made: Sketch, name: str, alt: str) -> str:
    """A run with the sketch as a group of shapes, and as a picture."""
    sheet.pictures.append(metafile(made, sheet))
    number = len(sheet.pictures)
    named = f"name={attribute(name)} descr={attribute(alt)}"
    shapes = "".join(_shape(sheet, shape, number * _SHAPES + at) for at, shape in enumerate(made.shapes, 1))
    size = f'cx="{_emu(made.width)}" cy="{_emu(made.height)}"'
    ground = f'<a:xfrm><a:off x="0" y="0"/><a:ext {size}/><a:chOff x="0" y="0"/><a:chExt {size}/></a:xfrm>'
    group = f"<wpg:wgp><wpg:cNvGrpSpPr/><wpg:grpSpPr>{ground}</wpg:grpSpPr>{shapes}</wpg:wgp>"
    picture = (
        f'<pic:pic><pic:nvPicPr><pic:cNvPr id="{_PICTURES + number}" {named}/><pic:cNvPicPr/></pic:nvPicPr><pic:blipFill>'
        f'<a:blip r:embed="picture{number}"/><a:stretch><a:fillRect/></a:stretch></pic:blipFill><pic:spPr>'
        f'<a:xfrm><a:off x="0" y="0"/><a:ext {size}/></a:xfrm><a:prstGeom prst="rect"><a:avLst/></a:prstGeom>'
        "</pic:spPr></pic:pic>"
    )

    def inline(kind: str, content: str, identifier: int) -> str:
        return (
            f'<w:drawing><wp:inline distT="0" distB="0" distL="0" distR="0"><wp:extent {size}/>'
            f'<wp:docPr id="{identifier}" {named}/><wp:cNvGraphicFramePr/><a:graphic><a:graphicData uri="{kind}">{content}'
            "</a:graphicData></a:graphic></wp:inline></w:drawing>"
        )

    return (
        f'<w:r><mc:AlternateContent><mc:Choice Requires="{_REQUIRES}">{inline(_GROUP, group, number)}</mc:Choice>'
        f"<mc:Fallback>{inline(_PICTURE, picture, _FALLBACKS + number)}</mc:Fallback></mc:AlternateContent></w:r>"
    )


def _shape(sheet: Sheet, shape: Shape, at: int) -> str:
    place = (
        f'<a:xfrm><a:off x="{_emu(shape.x)}" y="{_emu(shape.y)}"/>'
        f'<a:ext cx="{_emu(shape.width)}" cy="{_emu(shape.height)}"/></a:xfrm>'
    )
    form = f'<a:prstGeom prst="{"triangle" if shape.arrow else "rect"}"><a:avLst/></a:prstGeom>'
    fill = f'<a:solidFill><a:srgbClr val="{shape.fill}"/></a:solidFill>' if shape.fill else "<a:noFill/>"
    line = (
        f'<a:ln w="{_emu(1)}"><a:solidFill><a:srgbClr val="{shape.line}"/></a:solidFill></a:ln>' if shape.line else ""
    )
    line = line or "<a:ln><a:noFill/></a:ln>"
    text = f"<wps:txbx><w:txbxContent>{_text(sheet, shape.text)}</w:txbxContent></wps:txbx>" if shape.text else ""
    pads = f'lIns="{_emu(shape.inset)}" tIns="0" rIns="0" bIns="0"'
    return (
        f'<wps:wsp><wps:cNvPr id="{at}" name={attribute(shape.name)}/><wps:cNvSpPr/>'
        f'<wps:spPr>{place}{form}{fill}{line}</wps:spPr>{text}<wps:bodyPr {pads} anchor="ctr"><a:noAutofit/></wps:bodyPr></wps:wsp>'
    )


def _text(sheet: Sheet, text: Lines) -> str:
    """Each line is broken as in the metafile, so that both look alike."""
    weight = "<w:b/>" if text.bold else '<w:b w:val="0"/>'
    words = run("\n".join(text.lines), weight + colour(text.colour))
    return sheet.p(Para(text.style), words, extra=f'<w:jc w:val="{text.align}"/>')


def _emu(points: float) -> int:
    return round(points * _EMU)

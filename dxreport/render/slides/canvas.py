"""Turns boxes, lines and words into DrawingML shapes of one slide, named and in reading order."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from xml.sax.saxutils import quoteattr

from dxreport.layout.package import printable
from dxreport.render.slides.frame import EMU, Box
from dxreport.render.slides.text import Par, par_xml

DECORATIVE = (
    '<a:extLst><a:ext uri="{C183D7F6-B498-43B3-948B-1728B52AA6E4}"><adec:decorative '
    'xmlns:adec="http://schemas.microsoft.com/office/drawing/2017/decorative" val="1"/></a:ext></a:extLst>'
)


_LONGEST_NAME = 60


@dataclass(frozen=True, slots=True)
class Edge:
    """A line's look: colour, width in points, dash in units of the width (on, off)."""

    colour: str
    width: float
    dash: tuple[float, float] | None = None


@dataclass(frozen=True, slots=True)
class ChartPart:
    """A chart's XML and its embedded workbook; ``token`` stands in the slide for the relationship to come."""

    token: str
    xml: bytes
    workbook: bytes


class Canvas:
    """Collects the shapes of one slide as XML. Groups keep slide coordinates for their children."""

    def __init__(self) -> None:
        self._number = 1
        self._open: list[list[str]] = [[]]
        self.charts: list[ChartPart] = []
        self.moved: list[str] = []
        """Texts that go on in the notes, for which the slide has no room."""

    @property
    def shapes(self) -> list[str]:
        return self._open[0]

    def next_id(self) -> int:
        self._number += 1
        return self._number

    def add(self, xml: str) -> None:
        self._open[-1].append(xml)

    # --- shapes ----------------------------------------------------------------------------------------------------

    def shape(
        self,
        box: Box,
        name: str,
        *,
        fill: str = "",
        edge: Edge | None = None,
        alt: str = "",
        geometry: str = "rect",
        adjust: tuple[tuple[str, int], ...] = (),
        pars: tuple[Par, ...] = (),
        anchor: str = "t",
        insets: tuple[float, float] = (0, 0),
    ) -> None:
        """A geometric shape, with text if given; ``insets`` are left and right.

        Without text and alternative text it is marked decorative.
        """
        paint = f'<a:solidFill><a:srgbClr val="{fill}"/></a:solidFill>' if fill else "<a:noFill/>"
        guides = "".join(f'<a:gd name="{n}" fmla="val {v}"/>' for n, v in adjust)
        body = ""
        if pars:
            left, right = (round(v * EMU) for v in insets)
            body = (
                f'<p:txBody><a:bodyPr wrap="square" lIns="{left}" tIns="0" rIns="{right}" bIns="0" anchor="{anchor}">'
                "<a:noAutofit/></a:bodyPr>"
                f"<a:lstStyle/>{''.join(par_xml(p) for p in pars)}</p:txBody>"
            )
        kind = ' txBox="1"' if pars and not fill and edge is None and geometry == "rect" else ""
        self.add(
            f"<p:sp><p:nvSpPr>{self._identity(name, alt, decorative=not pars and not alt)}<p:cNvSpPr{kind}/><p:nvPr/>"
            "</p:nvSpPr>"
            f'<p:spPr>{_xfrm(box)}<a:prstGeom prst="{geometry}"><a:avLst>{guides}</a:avLst>'
            f"</a:prstGeom>{paint}{_line(edge)}</p:spPr>{body}</p:sp>"
        )

    def text(self, box: Box, pars: tuple[Par, ...], name: str, *, anchor: str = "t") -> None:
        self.shape(box, name, pars=pars, anchor=anchor)

    def line(self, x1: float, y1: float, x2: float, y2: float, edge: Edge, name: str = "line") -> None:
        """A decorative rule."""
        self.add(
            f"<p:cxnSp><p:nvCxnSpPr>{self._identity(name, '', decorative=True)}<p:cNvCxnSpPr/><p:nvPr/></p:nvCxnSpPr>"
            f'<p:spPr>{_xfrm(Box(x1, y1, x2 - x1, y2 - y1))}<a:prstGeom prst="line"><a:avLst/>'
            f"</a:prstGeom>{_line(edge)}</p:spPr></p:cxnSp>"
        )

    @contextmanager
    def group(self, box: Box, name: str, alt: str) -> Iterator[None]:
        """Everything added inside belongs to one named group with one alternative text."""
        identity = self._identity(name, alt, decorative=not alt)
        self._open.append([])
        yield
        children = self._open.pop()
        place = _xfrm(box, child=True)
        self.add(
            f"<p:grpSp><p:nvGrpSpPr>{identity}<p:cNvGrpSpPr/><p:nvPr/></p:nvGrpSpPr>"
            f"<p:grpSpPr>{place}</p:grpSpPr>{''.join(children)}</p:grpSp>"
        )

    def placeholder(self, kind: str, index: int, name: str, paragraphs: str, box: Box | None = None) -> None:
        """Text that takes place and look from the layout's placeholder; ``box`` gives it another place."""
        marks = (f' type="{kind}"' if kind else "") + (f' idx="{index}"' if index else "")
        self.add(
            f'<p:sp><p:nvSpPr><p:cNvPr id="{self.next_id()}" name={quoteattr(name)}/><p:cNvSpPr><a:spLocks noGrp="1"/>'
            "</p:cNvSpPr>"
            f"<p:nvPr><p:ph{marks}/></p:nvPr></p:nvSpPr><p:spPr>{_xfrm(box) if box else ''}</p:spPr>"
            f"<p:txBody><a:bodyPr/><a:lstStyle/>{paragraphs}</p:txBody></p:sp>"
        )

    def graphic(self, box: Box, name: str, alt: str, uri: str, content: str) -> None:
        """A table or chart frame around ready-made content."""
        self.add(
            f"<p:graphicFrame><p:nvGraphicFramePr>{self._identity(name, alt, decorative=False)}"
            '<p:cNvGraphicFramePr><a:graphicFrameLocks noGrp="1"/></p:cNvGraphicFramePr><p:nvPr/></p:nvGraphicFramePr>'
            f"{_xfrm(box).replace('a:xfrm', 'p:xfrm')}"
            f'<a:graphic><a:graphicData uri="{uri}">{content}</a:graphicData></a:graphic></p:graphicFrame>'
        )

    def _identity(self, name: str, alt: str, *, decorative: bool) -> str:
        """A name is for the list of objects, an alternative text for who does not see: they never say the same."""
        number = self.next_id()
        name = (printable(name).replace("\n", " ") or "shape")[:_LONGEST_NAME]
        name = f"{name} {number}" if name == printable(alt) else name
        words = f" descr={quoteattr(printable(alt), {chr(10): ' '})}" if alt else ""
        mark = DECORATIVE if decorative else ""
        return f'<p:cNvPr id="{number}" name={quoteattr(name)}{words}>{mark}</p:cNvPr>'


def _xfrm(box: Box, *, child: bool = False) -> str:
    x, y, w, h = round(box.x * EMU), round(box.y * EMU), round(box.w * EMU), round(box.h * EMU)
    inner = f'<a:chOff x="{x}" y="{y}"/><a:chExt cx="{w}" cy="{h}"/>' if child else ""
    return f'<a:xfrm><a:off x="{x}" y="{y}"/><a:ext cx="{w}" cy="{h}"/>{inner}</a:xfrm>'


def _line(edge: Edge | None) -> str:
    if edge is None:
        return "<a:ln><a:noFill/></a:ln>"
    dash = ""
    if edge.dash:
        on, off = (round(v * 100000) for v in edge.dash)
        dash = f'<a:custDash><a:ds d="{on}" sp="{off}"/></a:custDash>'
    return (
        f'<a:ln w="{round(edge.width * EMU)}"><a:solidFill><a:srgbClr val="{edge.colour}"/></a:solidFill>{dash}</a:ln>'
    )

"""Turns strokes and runs of text, measured in points from a page's top left corner, into PDF operators."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Sequence
from contextlib import AbstractContextManager
from functools import lru_cache
from io import BytesIO
from pathlib import Path

from reportlab.pdfbase import pdfmetrics
from reportlab.pdfbase.pdfdoc import LinkAnnotation
from reportlab.pdfbase.ttfonts import TTFont
from reportlab.pdfgen.canvas import Canvas

from dxreport.render.fonts import Face, FontSet
from dxreport.render.pdf.archive import CREATOR, LANGUAGE, PRODUCER, archived
from dxreport.render.pdf.marking import Artifact, Marker
from dxreport.render.pdf.structure import Element
from dxreport.report.papers import Properties

PAGE_WIDTH = 210 * 72 / 25.4
PAGE_HEIGHT = 297 * 72 / 25.4

Point = tuple[float, float]
Dash = tuple[float, ...]


@lru_cache(maxsize=16)
def _registered(path: Path) -> str:
    """Name under which ReportLab knows the font file; parsing one costs some 25 ms, so once a process."""
    name = f"dx-{path}"
    pdfmetrics.registerFont(TTFont(name, str(path)))
    return name


class _TaggedLink(LinkAnnotation):
    """A link with its key in the parent tree of the structure."""

    permitted = (*LinkAnnotation.permitted, "StructParent")


class Pen:
    """Draws on one PDF. Every text that reaches paper passes ``text``; lengths are points, y grows downwards.

    ``root`` is the paper's structure: what is drawn in ``element`` belongs to it, all else is an artifact.
    """

    def __init__(self, fonts: FontSet, properties: Properties, stamp: str, root: Element) -> None:
        self._properties, self._stamp = properties, stamp
        self._names = {face: _registered(fonts.path(face)) for face in Face}
        self._out = BytesIO()
        self._canvas = Canvas(
            self._out,
            pagesize=(PAGE_WIDTH, PAGE_HEIGHT),
            pageCompression=1,
            invariant=1,
            pdfVersion=(1, 7),
            initialFontName=self._names[Face.TEXT],  # type: ignore[arg-type]  # the stub says float; it is a name
            lang=LANGUAGE,
        )
        self._describe(properties, stamp)
        self._marker = Marker(self._canvas, root)

    def _describe(self, properties: Properties, stamp: str) -> None:
        canvas = self._canvas
        canvas.setTitle(properties.title)
        canvas.setAuthor(properties.author)
        canvas.setSubject(properties.subject)
        canvas.setKeywords(", ".join(properties.keywords))
        canvas.setCreator(CREATOR)
        canvas.setProducer(PRODUCER)
        canvas.setViewerPreference("DisplayDocTitle", "true")
        moment = "D:" + re.sub(r"[^0-9]", "", stamp)[:8].ljust(8, "0") + "000000+09'00'"
        canvas.setDateFormatter(lambda *_: moment)
        # ReportLab seeds the file's ID with SOURCE_DATE_EPOCH; the stamp must be the only date that counts.
        canvas._doc.signature = hashlib.md5(moment.encode(), usedforsecurity=False)  # type: ignore[attr-defined]  # stub lacks it

    # --- pages ---------------------------------------------------------------------------------------------------

    def end_page(self) -> None:
        self._marker.end_page()

    def number_pages(self, unnumbered: int) -> None:
        """Let viewers count as the paper does: the first ``unnumbered`` pages bear no number."""
        self._canvas.addPageLabel(0, prefix=" ")
        self._canvas.addPageLabel(unnumbered, style="ARABIC", start=1)

    def save(self) -> bytes:
        """The file: every page, the structure, the metadata."""
        self._marker.write_tree()
        self._canvas.save()
        return archived(self._out.getvalue(), self._properties, self._stamp)

    # --- structure -----------------------------------------------------------------------------------------------

    def element(self, element: Element | None) -> AbstractContextManager[None]:
        """What is drawn inside belongs to ``element``; None changes nothing."""
        return self._marker.element(element)

    def artifact(self, kind: Artifact) -> AbstractContextManager[None]:
        """What is drawn inside is no part of the text, whatever elements it names."""
        return self._marker.artifact(kind)

    def enclose(self, figure: Element, x: float, y: float, width: float, height: float) -> None:
        """Let a figure's box hold this rectangle of the page."""
        figure.enclose(x, PAGE_HEIGHT - y - height, x + width, PAGE_HEIGHT - y)

    def target(self, key: str, y: float) -> None:
        """Name the place at height ``y`` of this page for links and bookmarks."""
        self._canvas.bookmarkHorizontalAbsolute(key, PAGE_HEIGHT - y)

    def bookmark(self, key: str, title: str, level: int) -> None:
        """Add an entry to the outline; ``level`` 0 is the top, and may grow by one only."""
        self._canvas.addOutlineEntry(title, key, level, closed=False)

    def link(self, element: Element, key: str, text: str, x: float, y: float, width: float, height: float) -> None:
        """A link to the place named ``key``; ``text`` says where it leads. It belongs to the Link ``element``."""
        rect = (x, PAGE_HEIGHT - y - height, x + width, PAGE_HEIGHT - y)
        canvas = self._canvas
        destination = canvas._bookmarkReference(key)  # type: ignore[attr-defined]  # stub lacks it
        # The annotation's reference is known only once it has been added, its key before.
        annotation = _TaggedLink(rect, text, destination, Border="[0 0 0]", F=4)
        canvas._addAnnotation(annotation)  # type: ignore[attr-defined]  # stub lacks it
        reference = canvas._annotationrefs[-1]  # type: ignore[attr-defined]  # stub lacks it
        annotation.otherkw["StructParent"] = self._marker.link(element, reference)

    # --- ink -----------------------------------------------------------------------------------------------------

    def text(self, x: float, baseline: float, text: str, face: Face, size: float, colour: str) -> None:
        """Set one run of already cleaned text; it is data, never markup."""
        if not text.strip():
            return
        self._marker.ink()
        self._fill(colour)
        self._canvas.setFont(self._names[face], size)
        self._canvas.drawString(x, PAGE_HEIGHT - baseline, text)

    def rule(self, x0: float, y0: float, x1: float, y1: float, width: float, colour: str, dash: Dash = ()) -> None:
        self._marker.ink()
        self._stroke(colour, width, dash)
        self._canvas.line(x0, PAGE_HEIGHT - y0, x1, PAGE_HEIGHT - y1)

    def box(
        self, x: float, y: float, width: float, height: float, *,
        fill: str | None = None, stroke: str | None = None, weight: float = 0.6, dash: Dash = (),
    ) -> None:  # fmt: skip
        self._marker.ink()
        if fill:
            self._fill(fill)
        if stroke:
            self._stroke(stroke, weight, dash)
        self._canvas.rect(x, PAGE_HEIGHT - y - height, width, height, stroke=int(bool(stroke)), fill=int(bool(fill)))

    def polygon(self, points: Sequence[Point], *, fill: str, stroke: str, weight: float = 0.9) -> None:
        self._marker.ink()
        self._fill(fill)
        self._stroke(stroke, weight, ())
        path = self._canvas.beginPath()
        path.moveTo(points[0][0], PAGE_HEIGHT - points[0][1])
        for x, y in points[1:]:
            path.lineTo(x, PAGE_HEIGHT - y)
        path.close()
        self._canvas.drawPath(path, stroke=1, fill=1)

    def polyline(self, points: Sequence[Point], weight: float, colour: str, dash: Dash = ()) -> None:
        self._marker.ink()
        self._stroke(colour, weight, dash)
        path = self._canvas.beginPath()
        path.moveTo(points[0][0], PAGE_HEIGHT - points[0][1])
        for x, y in points[1:]:
            path.lineTo(x, PAGE_HEIGHT - y)
        self._canvas.drawPath(path, stroke=1, fill=0)

    def dot(self, x: float, y: float, radius: float, *, fill: str, stroke: str, weight: float = 1) -> None:
        self._marker.ink()
        self._fill(fill)
        self._stroke(stroke, weight, ())
        self._canvas.circle(x, PAGE_HEIGHT - y, radius, stroke=1, fill=1)

    def _fill(self, colour: str) -> None:
        self._canvas.setFillColorRGB(*_rgb(colour))

    def _stroke(self, colour: str, width: float, dash: Dash) -> None:
        self._canvas.setStrokeColorRGB(*_rgb(colour))
        self._canvas.setLineWidth(width)
        self._canvas.setDash(list(dash))


@lru_cache(maxsize=64)
def _rgb(colour: str) -> tuple[float, float, float]:
    red, green, blue = (round(int(colour[i : i + 2], 16) / 255, 4) for i in (0, 2, 4))
    return red, green, blue

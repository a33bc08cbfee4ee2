"""Turns strokes and runs of text, measured in points from a page's top left corner, into PDF operators."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Sequence
from contextlib import AbstractContextManager
from functools import lru_cache
from io import BytesIO

from reportlab.pdfbase.pdfdoc import LinkAnnotation
from reportlab.pdfgen.canvas import Canvas

from dxreport.layout.package import printable
from dxreport.render.fonts import PRINCIPAL, Face, FontSet
from dxreport.render.pdf.archive import CREATOR, LANGUAGE, PRODUCER, archived
from dxreport.render.pdf.embedding import DrawnFace, drawn, has_variants, registered
from dxreport.render.pdf.marking import Artifact, Marker
from dxreport.render.pdf.structure import Element
from dxreport.report.papers import Properties

PAGE_WIDTH = 210 * 72 / 25.4
PAGE_HEIGHT = 297 * 72 / 25.4

Point = tuple[float, float]
Dash = tuple[float, ...]


class _TaggedLink(LinkAnnotation):
    """A link with its key in the parent tree of the structure."""

    permitted = (*LinkAnnotation.permitted, "StructParent")


class Pen:
    """Draws on one PDF. Every text that reaches paper passes ``text``; lengths are points, y grows downwards.

    ``root`` is the paper's structure: what is drawn in ``element`` belongs to it, all else is an artifact.
    """

    def __init__(self, fonts: FontSet, properties: Properties, stamp: str, root: Element) -> None:
        self._properties, self._stamp = properties, stamp
        self._fonts = fonts
        self._faces: dict[Face, DrawnFace] = {face: registered(fonts.path(face)) for face in PRINCIPAL}
        # What the page's graphics state holds; nothing at its beginning.
        self._filling = ""
        self._stroking: tuple[str, float, Dash] = ("", 0.0, ())
        self._spacing = 0.0
        self._out = BytesIO()
        self._canvas = Canvas(
            self._out,
            pagesize=(PAGE_WIDTH, PAGE_HEIGHT),
            pageCompression=1,
            invariant=1,
            pdfVersion=(1, 7),
            initialFontName=self._faces[Face.TEXT].fontName,  # type: ignore[arg-type]  # the stub says float; it is a name
            lang=LANGUAGE,
        )
        self._document = self._canvas._doc  # type: ignore[attr-defined]  # stub lacks it
        self._describe(properties, stamp)
        self._marker = Marker(self._canvas, root)

    def _describe(self, properties: Properties, stamp: str) -> None:
        canvas = self._canvas
        canvas.setTitle(printable(properties.title))
        canvas.setAuthor(printable(properties.author))
        canvas.setSubject(printable(properties.subject))
        canvas.setKeywords(printable(", ".join(properties.keywords)))
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
        self._filling, self._stroking, self._spacing = "", ("", 0.0, ()), 0.0

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
        # The annotation's name is known only once it has been added; its key must be in it before the file is written.
        annotation = _TaggedLink(rect, text, destination, Border="[0 0 0]", F=4)
        canvas._addAnnotation(annotation)  # type: ignore[attr-defined]  # stub lacks it
        name = canvas._annotationrefs[-1].name  # type: ignore[attr-defined]  # stub lacks it
        annotation.otherkw["StructParent"] = self._marker.link(element, name)

    # --- ink -----------------------------------------------------------------------------------------------------

    def text(
        self, x: float, baseline: float, text: str, face: Face, size: float, colour: str, *, spacing: float = 0.0
    ) -> None:  # fmt: skip
        """Set one run of already cleaned text; it is data, never markup. ``spacing`` points follow every character."""
        if not text.strip():
            return
        self._marker.ink()
        self._fill(colour)
        if face not in self._faces:
            self._faces[face] = registered(self._fonts.path(face))
        font, document = self._faces[face], self._document
        if has_variants(text):
            text = drawn(text, self._fonts.path(face))
        if spacing != self._spacing:
            self._spacing = spacing
            self._write(f"{spacing:.3f} Tc")
        parts = [f"BT {x:.2f} {PAGE_HEIGHT - baseline:.2f} Td"]
        # A font of more than 255 characters is several fonts in the file. Codes as hexadecimal digits need no escapes.
        for subset, codes in font.splitString(text, document):
            parts.append(f"{font.getSubsetInternalName(subset, document)} {size:g} Tf <{codes.hex()}> Tj")
        self._write(" ".join(parts) + " ET")

    def rule(self, x0: float, y0: float, x1: float, y1: float, width: float, colour: str, dash: Dash = ()) -> None:
        self._marker.ink()
        self._stroke(colour, width, dash)
        self._write(f"{_point(x0, y0)} m {_point(x1, y1)} l S")

    def box(
        self, x: float, y: float, width: float, height: float, *,
        fill: str | None = None, stroke: str | None = None, weight: float = 0.6, dash: Dash = (),
    ) -> None:  # fmt: skip
        self._marker.ink()
        if fill:
            self._fill(fill)
        if stroke:
            self._stroke(stroke, weight, dash)
        paint = "B" if fill and stroke else "f" if fill else "S" if stroke else "n"
        self._write(f"{_point(x, y + height)} {width:.2f} {height:.2f} re {paint}")

    def polygon(self, points: Sequence[Point], *, fill: str, stroke: str, weight: float = 0.9) -> None:
        self._marker.ink()
        self._fill(fill)
        self._stroke(stroke, weight, ())
        self._write(f"{_path(points)} b")

    def polyline(self, points: Sequence[Point], weight: float, colour: str, dash: Dash = ()) -> None:
        self._marker.ink()
        self._stroke(colour, weight, dash)
        self._write(f"{_path(points)} S")

    def dot(self, x: float, y: float, radius: float, *, fill: str, stroke: str, weight: float = 1) -> None:
        self._marker.ink()
        self._fill(fill)
        self._stroke(stroke, weight, ())
        arm = radius * _ARM
        parts = [f"{_point(x + radius, y)} m"]
        for (ax, ay), (bx, by) in zip(_COMPASS, (*_COMPASS[1:], _COMPASS[0]), strict=True):
            # A quarter of the circle from one point of the compass to the next.
            first = _point(x + ax * radius + bx * arm, y + ay * radius + by * arm)
            second = _point(x + bx * radius + ax * arm, y + by * radius + ay * arm)
            parts.append(f"{first} {second} {_point(x + bx * radius, y + by * radius)} c")
        self._write(" ".join(parts) + " b")

    def _write(self, operators: str) -> None:
        self._canvas._code.append(operators)  # type: ignore[attr-defined]  # stub lacks it

    def _fill(self, colour: str) -> None:
        if colour != self._filling:
            self._filling = colour
            self._write(f"{_rgb(colour)} rg")

    def _stroke(self, colour: str, width: float, dash: Dash) -> None:
        if (colour, width, dash) != self._stroking:
            self._stroking = (colour, width, dash)
            pattern = " ".join(f"{part:g}" for part in dash)
            self._write(f"{_rgb(colour)} RG {width:g} w [{pattern}] 0 d")


# Points of the compass, and how far the handles of a curve reach that looks like a quarter of a circle.
_COMPASS = ((1, 0), (0, 1), (-1, 0), (0, -1))
_ARM = 0.5523


def _point(x: float, y: float) -> str:
    return f"{x:.2f} {PAGE_HEIGHT - y:.2f}"


def _path(points: Sequence[Point]) -> str:
    first, *others = (_point(x, y) for x, y in points)
    return " ".join((f"{first} m", *(f"{point} l" for point in others)))


@lru_cache(maxsize=64)
def _rgb(colour: str) -> str:
    return " ".join(f"{int(colour[i : i + 2], 16) / 255:.4g}" for i in (0, 2, 4))

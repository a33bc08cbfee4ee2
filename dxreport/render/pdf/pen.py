"""Turns strokes and runs of text, measured in points from a page's top left corner, into PDF operators."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Sequence
from functools import lru_cache
from io import BytesIO

from reportlab.pdfgen.canvas import Canvas

from dxreport.render.fonts import PRINCIPAL, Face, FontSet
from dxreport.render.pdf.embedding import drawn, has_variants, registered
from dxreport.report.papers import Properties

PAGE_WIDTH = 210 * 72 / 25.4
PAGE_HEIGHT = 297 * 72 / 25.4
LANGUAGE = "ja-JP"

Point = tuple[float, float]
Dash = tuple[float, ...]


class Pen:
    """Draws on one PDF. Every text that reaches paper passes ``text``; lengths are points, y grows downwards."""

    def __init__(self, fonts: FontSet, properties: Properties, stamp: str) -> None:
        self._fonts = fonts
        self._names = {face: registered(fonts.path(face)) for face in PRINCIPAL}
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

    def _describe(self, properties: Properties, stamp: str) -> None:
        canvas = self._canvas
        canvas.setTitle(properties.title)
        canvas.setAuthor(properties.author)
        canvas.setSubject(properties.subject)
        canvas.setKeywords(", ".join(properties.keywords))
        canvas.setCreator("dxreport")
        canvas.setProducer("ReportLab")
        canvas.setViewerPreference("DisplayDocTitle", "true")
        moment = "D:" + re.sub(r"[^0-9]", "", stamp)[:8].ljust(8, "0") + "000000+09'00'"
        canvas.setDateFormatter(lambda *_: moment)
        # ReportLab seeds the file's ID with SOURCE_DATE_EPOCH; the stamp must be the only date that counts.
        canvas._doc.signature = hashlib.md5(moment.encode(), usedforsecurity=False)  # type: ignore[attr-defined]  # stub lacks it

    # --- pages ---------------------------------------------------------------------------------------------------

    def end_page(self) -> None:
        self._canvas.showPage()

    def number_pages(self, unnumbered: int) -> None:
        """Let viewers count as the paper does: the first ``unnumbered`` pages bear no number."""
        self._canvas.addPageLabel(0, prefix=" ")
        self._canvas.addPageLabel(unnumbered, style="ARABIC", start=1)

    def save(self) -> bytes:
        self._canvas.save()
        return self._out.getvalue()

    def target(self, key: str, y: float) -> None:
        """Name the place at height ``y`` of this page for links and bookmarks."""
        self._canvas.bookmarkHorizontalAbsolute(key, PAGE_HEIGHT - y)

    def bookmark(self, key: str, title: str, level: int) -> None:
        """Add an entry to the outline; ``level`` 0 is the top, and may grow by one only."""
        self._canvas.addOutlineEntry(title, key, level, closed=False)

    def link(self, key: str, x: float, y: float, width: float, height: float) -> None:
        rect = (x, PAGE_HEIGHT - y - height, x + width, PAGE_HEIGHT - y)
        self._canvas.linkRect("", key, rect, relative=0, thickness=0)

    # --- ink -----------------------------------------------------------------------------------------------------

    def text(
        self, x: float, baseline: float, text: str, face: Face, size: float, colour: str, *, spacing: float = 0.0
    ) -> None:  # fmt: skip
        """Set one run of already cleaned text; it is data, never markup. ``spacing`` points follow every character."""
        if not text.strip():
            return
        self._fill(colour)
        if face not in self._names:
            self._names[face] = registered(self._fonts.path(face))
        self._canvas.setFont(self._names[face], size)
        if has_variants(text):
            text = drawn(text, self._fonts.path(face))
        self._canvas.drawString(x, PAGE_HEIGHT - baseline, text, charSpace=spacing)

    def rule(self, x0: float, y0: float, x1: float, y1: float, width: float, colour: str, dash: Dash = ()) -> None:
        self._stroke(colour, width, dash)
        self._canvas.line(x0, PAGE_HEIGHT - y0, x1, PAGE_HEIGHT - y1)

    def box(
        self, x: float, y: float, width: float, height: float, *,
        fill: str | None = None, stroke: str | None = None, weight: float = 0.6, dash: Dash = (),
    ) -> None:  # fmt: skip
        if fill:
            self._fill(fill)
        if stroke:
            self._stroke(stroke, weight, dash)
        self._canvas.rect(x, PAGE_HEIGHT - y - height, width, height, stroke=int(bool(stroke)), fill=int(bool(fill)))

    def polygon(self, points: Sequence[Point], *, fill: str, stroke: str, weight: float = 0.9) -> None:
        self._fill(fill)
        self._stroke(stroke, weight, ())
        path = self._canvas.beginPath()
        path.moveTo(points[0][0], PAGE_HEIGHT - points[0][1])
        for x, y in points[1:]:
            path.lineTo(x, PAGE_HEIGHT - y)
        path.close()
        self._canvas.drawPath(path, stroke=1, fill=1)

    def polyline(self, points: Sequence[Point], weight: float, colour: str, dash: Dash = ()) -> None:
        self._stroke(colour, weight, dash)
        path = self._canvas.beginPath()
        path.moveTo(points[0][0], PAGE_HEIGHT - points[0][1])
        for x, y in points[1:]:
            path.lineTo(x, PAGE_HEIGHT - y)
        self._canvas.drawPath(path, stroke=1, fill=0)

    def dot(self, x: float, y: float, radius: float, *, fill: str, stroke: str, weight: float = 1) -> None:
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

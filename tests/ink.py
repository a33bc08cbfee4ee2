"""Turns the pages of a PDF into what is on them: runs of text with place, size, colour and ground, and painted shapes."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import BinaryIO

import pikepdf

WHITE = (1.0, 1.0, 1.0)
Colour = tuple[float, float, float]


@dataclass(frozen=True)
class Run:
    """Text that is set in one go. Points from the page's lower left corner; ``marked`` is the MCID, None in artifacts."""

    text: str
    x: float
    y: float
    width: float
    size: float
    colour: Colour
    ground: Colour
    font: str
    marked: int | None

    @property
    def box(self) -> tuple[float, float, float, float]:
        """What the eye sees of it: Japanese letters fill their square but for a little air."""
        return self.x, self.y - 0.06 * self.size, self.x + self.width, self.y + 0.8 * self.size


@dataclass(frozen=True)
class Shape:
    """A painted path by its bounding box."""

    left: float
    bottom: float
    right: float
    top: float
    fill: Colour | None
    stroke: Colour | None


@dataclass(frozen=True)
class Page:
    runs: tuple[Run, ...]
    shapes: tuple[Shape, ...]
    height: float
    width: float


def pages(source: Path | BinaryIO) -> list[Page]:
    """All pages. Understands the operators that the project writes, and stops at one that it does not know."""
    with pikepdf.open(source) as pdf:
        fonts = {str(name): _Font(font) for name, font in pdf.pages[0].obj.Resources.Font.items()}
        return [_Reader(page, fonts).read() for page in pdf.pages]


class _Font:
    def __init__(self, font: pikepdf.Object) -> None:
        self.name = str(font.BaseFont).partition("+")[2]
        self._first = int(font.FirstChar) if "/FirstChar" in font else 0
        self._widths = [float(w) for w in font.Widths] if "/Widths" in font else []
        self._map = _characters(font.ToUnicode.read_bytes()) if "/ToUnicode" in font else {}

    def text(self, codes: bytes) -> str:
        return "".join(self._map.get(c, "") for c in codes)

    def width(self, codes: bytes, size: float) -> float:
        return sum(self._widths[c - self._first] for c in codes) * size / 1000


def _characters(cmap: bytes) -> dict[int, str]:
    found: dict[int, str] = {}
    for line in cmap.decode("latin-1").splitlines():
        parts = line.replace(">", "").split("<")
        if line.startswith("<") and len(parts) == 3 and len(parts[1].strip()) == 2:
            code = parts[2].strip()
            if len(code) % 4 == 0:
                found[int(parts[1], 16)] = bytes.fromhex(code).decode("utf-16-be")
    return found


_IGNORED = {"w", "d", "cm", "TL", "J", "j", "M", "gs"}


class _Reader:
    def __init__(self, page: pikepdf.Page, fonts: dict[str, _Font]) -> None:
        self._page, self._fonts = page, fonts
        self._runs: list[Run] = []
        self._shapes: list[Shape] = []
        self._fill: Colour = (0.0, 0.0, 0.0)
        self._stroke: Colour = (0.0, 0.0, 0.0)
        self._path: list[tuple[float, float]] = []
        self._at = (0.0, 0.0)
        self._font, self._size, self._spread = "", 0.0, 0.0
        self._marks: list[int | None] = []

    def read(self) -> Page:
        for instruction in pikepdf.parse_content_stream(self._page):
            assert isinstance(instruction, pikepdf.ContentStreamInstruction), "no pictures are expected"
            self._do(str(instruction.operator), list(instruction.operands))
        _, _, width, height = (float(edge) for edge in self._page.mediabox)
        return Page(tuple(self._runs), tuple(self._shapes), height, width)

    def _do(self, operator: str, given: list[pikepdf.Object]) -> None:  # noqa: C901  # one case an operator
        match operator:
            case "rg":
                self._fill = _colour(given)
            case "RG":
                self._stroke = _colour(given)
            case "BMC":
                self._marks.append(None)
            case "BDC":
                what = given[1]
                marked = isinstance(what, pikepdf.Dictionary) and "/MCID" in what
                self._marks.append(int(what.MCID) if marked else None)
            case "EMC":
                self._marks.pop()
            case "m" | "l":
                self._path.append((float(given[0]), float(given[1])))
            case "c":
                values = [float(v) for v in given]
                self._path += list(zip(values[::2], values[1::2], strict=True))
            case "re":
                x, y, w, h = (float(v) for v in given)
                self._path += [(x, y), (x + w, y + h)]
            case "f" | "S" | "B" | "b" | "n":
                self._paint(operator)
            case "BT":
                self._at = (0.0, 0.0)
            case "Td":
                self._at = (self._at[0] + float(given[0]), self._at[1] + float(given[1]))
            case "Tf":
                self._font, self._size = str(given[0]), float(given[1])
            case "Tc":
                self._spread = float(given[0])
            case "Tj":
                self._show(bytes(given[0]))
            case "ET":
                pass
            case _:
                assert operator in _IGNORED, f"an operator that this reader does not know: {operator}"

    def _paint(self, operator: str) -> None:
        if operator != "n" and self._path:
            xs, ys = [x for x, _ in self._path], [y for _, y in self._path]
            fill = self._fill if operator in "fBb" else None
            stroke = self._stroke if operator in "SBb" else None
            self._shapes.append(Shape(min(xs), min(ys), max(xs), max(ys), fill, stroke))
        self._path = []

    def _show(self, codes: bytes) -> None:
        font = self._fonts[self._font]
        text = font.text(codes)
        width = font.width(codes, self._size) + self._spread * max(0, len(codes) - 1)
        x, y = self._at
        end = x + width + self._spread
        # A blank behind a line is not seen.
        seen = codes[: len(codes) - (len(text) - len(text.rstrip()))] if len(text) == len(codes) else codes
        width = font.width(seen, self._size) + self._spread * max(0, len(seen) - 1)
        ground = self._ground(x + width / 2, y + 0.35 * self._size)
        marked = self._marks[-1] if self._marks else None
        self._runs.append(Run(text, x, y, width, self._size, self._fill, ground, font.name, marked))
        self._at = (end, y)

    def _ground(self, x: float, y: float) -> Colour:
        for shape in reversed(self._shapes):
            if shape.fill and shape.left <= x <= shape.right and shape.bottom <= y <= shape.top:
                return shape.fill
        return WHITE


def _colour(given: list[pikepdf.Object]) -> Colour:
    red, green, blue = (float(v) for v in given)
    return red, green, blue


def joined(runs: tuple[Run, ...]) -> Iterator[Run]:
    """Runs that follow each other on a line without a gap, as the eye sees them."""
    open_: Run | None = None
    for run in runs:
        if (
            open_
            and abs(run.y - open_.y) < 0.01
            and abs(open_.x + open_.width - run.x) < 0.6
            and run.colour == open_.colour
        ):
            width = run.x + run.width - open_.x
            open_ = Run(open_.text + run.text, open_.x, open_.y, width, max(open_.size, run.size), run.colour,
                        open_.ground, open_.font, open_.marked)  # fmt: skip
            continue
        if open_:
            yield open_
        open_ = run
    if open_:
        yield open_

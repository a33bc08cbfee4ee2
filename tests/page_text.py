"""Turns a page's operators into the text that it shows: decoded by ToUnicode, with its place and the mark that holds it."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import NamedTuple

import pikepdf
from pikepdf import Matrix

UNKNOWN = "\ufffd"
"""Stands for a code to which ToUnicode gives no character."""


@dataclass(frozen=True, slots=True)
class Run:
    """What one operator shows on page ``page`` (from 0), beginning at ``x``, ``y`` in points from the page's lower left corner.

    ``mcid`` is the mark that the structure tree may point to; without one the text is an artifact, or has no mark at all.
    """

    page: int
    x: float
    y: float
    text: str
    mcid: int | None
    artifact: bool


class _Mark(NamedTuple):
    mcid: int | None
    artifact: bool


class _Font:
    """Decodes the strings of one font."""

    def __init__(self, font: pikepdf.Object) -> None:
        self._bytes = 2 if font.get("/Subtype") == pikepdf.Name.Type0 else 1
        cmap = font.get("/ToUnicode")
        self._characters = _to_unicode(cmap.read_bytes()) if cmap is not None else {}

    def decode(self, shown: bytes) -> str:
        step = self._bytes
        codes = (int.from_bytes(shown[n : n + step], "big") for n in range(0, len(shown), step))
        return "".join(self._characters.get(code, UNKNOWN) for code in codes)


def _to_unicode(cmap: bytes) -> dict[int, str]:
    """ISO 32000-1, 9.10.3: single characters, and ranges that count upwards or list their characters."""
    found: dict[int, str] = {}
    for block in re.findall(rb"beginbfchar(.*?)endbfchar", cmap, re.S):
        for code, text in re.findall(rb"<([0-9A-Fa-f]+)>\s*<([0-9A-Fa-f]+)>", block):
            found[int(code, 16)] = _utf16(text)
    for block in re.findall(rb"beginbfrange(.*?)endbfrange", cmap, re.S):
        for first, last, start, listed in re.findall(
            rb"<([0-9A-Fa-f]+)>\s*<([0-9A-Fa-f]+)>\s*(?:<([0-9A-Fa-f]+)>|\[(.*?)\])", block, re.S
        ):
            texts = [_utf16(t) for t in re.findall(rb"<([0-9A-Fa-f]+)>", listed)]
            for n, code in enumerate(range(int(first, 16), int(last, 16) + 1)):
                begun = _utf16(start) if start else ""
                found[code] = begun[:-1] + chr(ord(begun[-1]) + n) if begun else texts[n]
    return found


def _utf16(digits: bytes) -> str:
    return bytes.fromhex(digits.decode()).decode("utf-16-be", "replace")


class _Reader:
    """The part of a page's state that text depends on."""

    def __init__(self, page: int) -> None:
        self._page = page
        self._fonts: dict[tuple[int, int], _Font] = {}
        self._font: _Font | None = None
        self._ctm = Matrix()
        self._line = self._text = Matrix()
        self._leading = 0.0
        self._saved: list[tuple[Matrix, _Font | None, float]] = []
        self._marks: list[_Mark] = []

    def read(self, stream: pikepdf.Page | pikepdf.Object, resources: pikepdf.Object) -> Iterator[Run]:
        for instruction in pikepdf.parse_content_stream(stream):
            operands, name = list(instruction.operands), str(instruction.operator)
            if name in _SHOWING:
                if name in "'\"":
                    self._next_line(0, -self._leading)
                yield self._run(operands[-1])
            elif name == "Do":
                yield from self._form(resources.XObject[str(operands[0])])
            elif name in ("BMC", "BDC"):
                self._marks.append(_mark(operands, resources))
            elif name == "EMC":
                self._marks.pop()
            elif name == "Tf":
                self._font = self._known(resources.Font[str(operands[0])])
            else:
                self._move(name, [float(str(n)) for n in operands] if name in _MOVING else [])

    def _form(self, form: pikepdf.Object) -> Iterator[Run]:
        """Text in a form belongs to the mark around it."""
        if form.get("/Subtype") == pikepdf.Name.Form:
            saved = (self._ctm, self._font)
            self._ctm = Matrix(form.get("/Matrix", pikepdf.Array([1, 0, 0, 1, 0, 0]))) @ self._ctm
            yield from self.read(form, form.get("/Resources", pikepdf.Dictionary()))
            self._ctm, self._font = saved

    def _known(self, font: pikepdf.Object) -> _Font:
        if font.objgen not in self._fonts:
            self._fonts[font.objgen] = _Font(font)
        return self._fonts[font.objgen]

    def _move(self, name: str, numbers: list[float]) -> None:
        match name:
            case "q":
                self._saved.append((self._ctm, self._font, self._leading))
            case "Q":
                self._ctm, self._font, self._leading = self._saved.pop()
            case "cm":
                self._ctm = Matrix(*numbers) @ self._ctm
            case "BT":
                self._line = self._text = Matrix()
            case "Tm":
                self._line = self._text = Matrix(*numbers)
            case "TL":
                self._leading = numbers[0]
            case "Td":
                self._next_line(*numbers)
            case "TD":
                self._leading = -numbers[1]
                self._next_line(*numbers)
            case "T*":
                self._next_line(0, -self._leading)

    def _next_line(self, x: float, y: float) -> None:
        self._line = self._text = Matrix(1, 0, 0, 1, x, y) @ self._line

    def _run(self, shown: object) -> Run:
        parts = list(shown) if isinstance(shown, pikepdf.Array) else [shown]
        codes = b"".join(bytes(part) for part in parts if isinstance(part, pikepdf.String))
        text = self._font.decode(codes) if self._font else UNKNOWN * len(codes)
        mcid = next((mark.mcid for mark in reversed(self._marks) if mark.mcid is not None), None)
        artifact = any(mark.artifact for mark in self._marks)
        place = self._text @ self._ctm
        return Run(self._page, place.e, place.f, text, None if artifact else mcid, artifact)


_SHOWING = ("Tj", "TJ", "'", '"')
_MOVING = ("cm", "Tm", "TL", "Td", "TD")


def _mark(operands: Sequence[object], resources: pikepdf.Object) -> _Mark:
    tag = str(operands[0])
    properties = operands[1] if len(operands) > 1 else None
    if isinstance(properties, pikepdf.Name):
        properties = resources.Properties[str(properties)]
    mcid = properties.get("/MCID") if isinstance(properties, pikepdf.Dictionary) else None
    return _Mark(int(str(mcid)) if mcid is not None else None, tag == "/Artifact")


def runs(page: pikepdf.Page, number: int) -> list[Run]:
    """All text that the page shows, in the order of drawing."""
    return list(_Reader(number).read(page, page.obj.get("/Resources", pikepdf.Dictionary())))

"""Turns a sketch into an Enhanced Metafile, the vector picture that every office program on every system draws.

Record numbers and layouts are those of Microsoft's [MS-EMF]. Lengths are twentieths of a point.
"""

from __future__ import annotations

import struct
from collections.abc import Iterator

from dxreport.render.fonts import OFFICE_NAMES, Face
from dxreport.render.sketch import Lines, Shape, Sketch
from dxreport.render.word.looks import RunLook
from dxreport.render.word.xml import Sheet

_UNIT = 20
_HEADER, _EOF = 1, 14
_WINDOW_EXTENT, _WINDOW_ORIGIN, _VIEWPORT_EXTENT, _VIEWPORT_ORIGIN = 9, 10, 11, 12
_MAP_MODE, _BACKGROUND, _ALIGN, _COLOUR = 17, 18, 22, 24
_SELECT, _PEN, _BRUSH, _DELETE = 37, 38, 39, 40
_RECTANGLE, _FONT, _TEXT, _POLYGON = 43, 82, 84, 3
_NO_BRUSH, _NO_PEN, _SYSTEM_FONT = 0x80000005, 0x80000008, 0x8000000D
_ANISOTROPIC, _TRANSPARENT, _BASELINE = 8, 1, 24
_MILLIMETRES = 25.4 / 72
# Where the baseline lies in a line of the proportional gothic: below its middle by this share of the size.
_BASELINE_DROP = 0.37
_PEN_ID, _BRUSH_ID, _FONT_ID = 1, 2, 3
_HANDLES, _HEADER_SIZE, _SIGNATURE, _VERSION = 4, 88, 0x464D4520, 0x10000


def metafile(sketch: Sketch, sheet: Sheet) -> bytes:
    """The picture in the sketch's own size."""
    size = (_units(sketch.width), _units(sketch.height))
    records = [
        _record(_MAP_MODE, struct.pack("<I", _ANISOTROPIC)),
        _record(_WINDOW_ORIGIN, struct.pack("<ii", 0, 0)),
        _record(_WINDOW_EXTENT, struct.pack("<ii", *size)),
        _record(_VIEWPORT_ORIGIN, struct.pack("<ii", 0, 0)),
        _record(_VIEWPORT_EXTENT, struct.pack("<ii", *size)),
        _record(_BACKGROUND, struct.pack("<I", _TRANSPARENT)),
        _record(_ALIGN, struct.pack("<I", _BASELINE)),
    ]
    for shape in sketch.shapes:
        records.extend(_drawn(shape))
        if shape.text:
            records.extend(_written(shape, shape.text, sheet))
    records.append(_record(_EOF, struct.pack("<III", 0, 16, 20)))
    body = b"".join(records)
    return _header(sketch, size, len(body), len(records) + 1) + body


def _header(sketch: Sketch, size: tuple[int, int], length: int, records: int) -> bytes:
    """Bounds in device units, frame in hundredths of a millimetre; the device has twentieths of a point."""
    frame = (round(sketch.width * _MILLIMETRES * 100), round(sketch.height * _MILLIMETRES * 100))
    screen = (round(size[0] / _UNIT * _MILLIMETRES), round(size[1] / _UNIT * _MILLIMETRES))
    bounds = struct.pack("<8i", 0, 0, *size, 0, 0, *frame)
    known = struct.pack("<4IHH3I", _SIGNATURE, _VERSION, _HEADER_SIZE + length, records, _HANDLES, 0, 0, 0, 0)
    return _record(_HEADER, bounds + known + struct.pack("<4i", *size, *screen))


def _drawn(shape: Shape) -> Iterator[bytes]:
    """The fill and the frame; a shape without both draws nothing."""
    if not shape.fill and not shape.line:
        return
    yield _record(_BRUSH, struct.pack("<IIII", _BRUSH_ID, 0, _colour(shape.fill or "FFFFFF"), 0))
    yield _record(_SELECT, struct.pack("<I", _BRUSH_ID if shape.fill else _NO_BRUSH))
    yield _record(_PEN, struct.pack("<IIiiI", _PEN_ID, 0, _UNIT, 0, _colour(shape.line or "FFFFFF")))
    yield _record(_SELECT, struct.pack("<I", _PEN_ID if shape.line else _NO_PEN))
    left, top = _units(shape.x), _units(shape.y)
    right, bottom = _units(shape.x + shape.width), _units(shape.y + shape.height)
    if shape.arrow:
        corners = ((left, bottom), ((left + right) // 2, top), (right, bottom))
        points = b"".join(struct.pack("<ii", *corner) for corner in corners)
        yield _record(_POLYGON, struct.pack("<4iI", left, top, right, bottom, len(corners)) + points)
    else:
        yield _record(_RECTANGLE, struct.pack("<4i", left, top, right, bottom))
    for stock, own in ((_NO_BRUSH, _BRUSH_ID), (_NO_PEN, _PEN_ID)):
        yield _record(_SELECT, struct.pack("<I", stock))
        yield _record(_DELETE, struct.pack("<I", own))


def _written(shape: Shape, text: Lines, sheet: Sheet) -> Iterator[bytes]:
    """Lines about the shape's middle, each character with its advance in the real face."""
    look = RunLook(text.size, Face.TEXT_BOLD if text.bold else Face.TEXT)
    yield _record(_FONT, struct.pack("<I", _FONT_ID) + _font(text))
    yield _record(_SELECT, struct.pack("<I", _FONT_ID))
    yield _record(_COLOUR, struct.pack("<I", _colour(text.colour)))
    top = shape.y + (shape.height - len(text.lines) * text.leading) / 2
    for at, line in enumerate(text.lines):
        advances = [_units(step) for step in sheet.gauge.steps(line, look)]
        wide = sum(advances) / _UNIT
        x = shape.x + ((shape.width - wide) / 2 if text.align == "center" else shape.inset)
        y = top + at * text.leading + text.leading / 2 + text.size * _BASELINE_DROP
        yield _text(_units(x), _units(y), line, advances)
    yield _record(_SELECT, struct.pack("<I", _SYSTEM_FONT))
    yield _record(_DELETE, struct.pack("<I", _FONT_ID))


def _text(x: int, y: int, line: str, advances: list[int]) -> bytes:
    """One line at its baseline. The advances stand behind the characters, which are padded to four bytes."""
    words = line.encode("utf-16-le")
    units = len(words) // 2
    padded = words + b"\0" * (-len(words) % 4)
    start = 8 + 16 + 4 + 8 + 40
    # A character beyond the basic plane is two units; the second has no advance.
    steps = [
        step
        for c, advance in zip(line, advances, strict=True)
        for step in ((advance, 0) if ord(c) > 0xFFFF else (advance,))
    ]
    content = struct.pack("<4iIff", 0, 0, -1, -1, 2, 1.0, 1.0)
    content += struct.pack("<iiIII4iI", x, y, units, start, 0, 0, 0, -1, -1, start + len(padded))
    return _record(_TEXT, content + padded + struct.pack(f"<{len(steps)}I", *steps))


def _font(text: Lines) -> bytes:
    """A LOGFONTW, filled up to the length that the record asks for."""
    name = OFFICE_NAMES[Face.TEXT].encode("utf-16-le")
    numbers = struct.pack("<iiiii8B", -_units(text.size), 0, 0, 0, 700 if text.bold else 400, 0, 0, 0, 128, 0, 0, 0, 0)
    return (numbers + name.ljust(64, b"\0")).ljust(320, b"\0")


def _record(kind: int, content: bytes) -> bytes:
    return struct.pack("<II", kind, 8 + len(content)) + content


def _colour(value: str) -> int:
    red, green, blue = (int(value[i : i + 2], 16) for i in (0, 2, 4))
    return red | green << 8 | blue << 16


def _units(points: float) -> int:
    return round(points * _UNIT)

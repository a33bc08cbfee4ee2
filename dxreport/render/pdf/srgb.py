"""Turns the numbers of IEC 61966-2-1 into an ICC profile of sRGB, the output intent of an archivable file.

The smallest profile that ISO 15076-1 (ICC version 4) allows: a matrix and one curve for a display.
"""

from __future__ import annotations

import struct
from collections.abc import Sequence

NAME = "sRGB IEC61966-2.1"

# Colourants and white of sRGB adapted to D50, and the adaptation from D65 (Bradford), in units of 1/65536.
_D50 = (0xF6D6, 0x10000, 0xD32D)
_RED = (0x6FA2, 0x38F5, 0x0390)
_GREEN = (0x6299, 0xB785, 0x18DA)
_BLUE = (0x24A0, 0x0F84, 0xB6CF)
_ADAPTATION = (0x10C42, 0x05DE, -0x0CDF, 0x0797, 0xFD91, -0x0460, -0x025F, 0x03DA, 0xC05D)
# Y = (aX + b)^g for X >= d, else cX: the transfer curve, again in 1/65536.
_CURVE = (0x26666, 0xF2A7, 0x0D59, 0x13D0, 0x0A5B)


def profile() -> bytes:
    """The profile, about 550 bytes, always the same."""
    tags = {
        b"desc": _text(NAME),
        b"cprt": _text("CC0"),
        b"wtpt": _numbers(b"XYZ ", _D50),
        b"chad": _numbers(b"sf32", _ADAPTATION),
        b"rXYZ": _numbers(b"XYZ ", _RED),
        b"gXYZ": _numbers(b"XYZ ", _GREEN),
        b"bXYZ": _numbers(b"XYZ ", _BLUE),
        b"rTRC": b"para" + bytes(4) + struct.pack(">HH5i", 3, 0, *_CURVE),
    }
    start = 128 + 4 + 12 * (len(tags) + 2)
    body, places = b"", {}
    for name, value in tags.items():
        places[name] = (start + len(body), len(value))
        body += value + bytes(-len(value) % 4)
    places[b"gTRC"] = places[b"bTRC"] = places[b"rTRC"]
    table = struct.pack(">I", len(places)) + b"".join(n + struct.pack(">II", *at) for n, at in places.items())
    return _header(128 + len(table) + len(body)) + table + body


def _header(size: int) -> bytes:
    """Version 4.2, a display's profile from RGB to XYZ, dated 2025-01-01 once and for all."""
    return (
        struct.pack(">I4xI", size, 0x04200000)
        + b"mntrRGB XYZ "
        + struct.pack(">6H", 2025, 1, 1, 0, 0, 0)
        + b"acsp"
        + bytes(28)
        + struct.pack(">3I", *_D50)
        + bytes(48)
    )


def _numbers(kind: bytes, values: Sequence[int]) -> bytes:
    return kind + bytes(4) + struct.pack(f">{len(values)}i", *values)


def _text(text: str) -> bytes:
    encoded = text.encode("utf-16-be")
    return b"mluc" + bytes(4) + struct.pack(">II2s2sII", 1, 12, b"en", b"US", len(encoded), 28) + encoded

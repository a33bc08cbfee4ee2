"""Turns a saved Office file into the same bytes every time: fixed dates, fixed order, fixed compression."""

from __future__ import annotations

import io
import re
import zipfile

# The zip format's first date; the real date of a paper is in its properties.
_EPOCH = (1980, 1, 1, 0, 0, 0)
_STAMP = re.compile(rb"(<dcterms:(?:created|modified)[^>]*>)[^<]*(</dcterms:)")
_CONTROL = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f\ufffe\uffff\ud800-\udfff]")


def printable(text: str) -> str:
    """``text`` without the control characters that XML 1.0 forbids."""
    return _CONTROL.sub("", text)


_ESCAPED = re.compile(r"_x([0-9A-Fa-f]{4})_")
"""How workbooks write characters that XML forbids (ST_Xstring, ECMA-376 part 1, 22.9.2.19); ``_x005F_`` is the underscore."""


def plain_text(text: str) -> str:
    """A text as it stands in a workbook's XML, as people see it: ``_x000D_`` is a carriage return."""
    if "_x" not in text:
        return text
    found = _ESCAPED.sub(lambda m: chr(int(m[1], 16)), text)
    return found.encode("utf-16-le", "surrogatepass").decode("utf-16-le", "replace")


def cell_text(text: str) -> str:
    """A text as a workbook's XML must hold it: no forbidden characters, and ``_x0041_`` stays what somebody typed."""
    return _ESCAPED.sub(r"_x005F\g<0>", printable(text))


def pack(parts: dict[str, bytes]) -> bytes:
    """Write parts (name → bytes) as a zip whose bytes depend on nothing else. Content types come first, as readers expect."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED, compresslevel=6) as archive:
        for name in sorted(parts, key=lambda n: (n != "[Content_Types].xml", n != "_rels/.rels", n)):
            info = zipfile.ZipInfo(name, _EPOCH)
            info.compress_type, info.create_system, info.external_attr = zipfile.ZIP_DEFLATED, 0, 0
            archive.writestr(info, parts[name])
    return out.getvalue()


def normalise(data: bytes, stamp: str) -> bytes:
    """Same content, same bytes. ``stamp`` is the ISO date written as created and modified; embedded packages are treated too.

    Raises ValueError when the package holds two parts of one name.
    """
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        names = archive.namelist()
        if len(names) != len(set(names)):
            raise ValueError(f"duplicate parts: {sorted({n for n in names if names.count(n) > 1})}")
        parts = {name: archive.read(name) for name in names}
    moment = f"{stamp}T00:00:00Z".encode()
    for name, content in parts.items():
        if name == "docProps/core.xml":
            parts[name] = _STAMP.sub(rb"\g<1>" + moment + rb"\g<2>", content)
        elif name.endswith((".xlsx", ".docx", ".pptx")):
            parts[name] = normalise(content, stamp)
    return pack(parts)

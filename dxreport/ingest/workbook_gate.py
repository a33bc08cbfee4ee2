"""Turns a file somebody sent into a verdict before anything opens it: is this a workbook that is safe to read?"""

from __future__ import annotations

import io
import zipfile
import zlib

from dxreport.model.catalogue import DETAILS
from dxreport.model.finding import Finding, finding
from dxreport.model.provenance import FileRef

_OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_ENCRYPTED = "EncryptedPackage".encode("utf-16-le")
MAX_FILE = 30 * 1024 * 1024
MAX_UNPACKED = 200 * 1024 * 1024
MAX_RATIO = 200
_RATIO_FROM = 5 * 1024 * 1024
"""Small parts may pack extremely well without being a bomb."""
_STRICT = b"http://purl.oclc.org/ooxml/spreadsheetml/main"


def inspect(data: bytes, place: FileRef) -> Finding | None:
    """None when ``data`` may be read; else the finding that says what it is and how to mend it."""
    if len(data) > MAX_FILE:
        return finding("W04", place, detail=f"{len(data) // 1024 // 1024} MB")
    if data.startswith(_OLE):
        return finding("W02", place) if _ENCRYPTED in data else finding("W03", place, detail=DETAILS["encrypted"])
    if not data.startswith(b"PK"):
        return finding("W01", place)
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            return _inspect_parts(archive, place)
    except (zipfile.BadZipFile, EOFError, OSError, RuntimeError, NotImplementedError, ValueError, zlib.error):
        return finding("W01", place)


def _inspect_parts(archive: zipfile.ZipFile, place: FileRef) -> Finding | None:
    parts = archive.infolist()
    unpacked = sum(p.file_size for p in parts)
    packed = sum(p.compress_size for p in parts) or 1
    if unpacked > MAX_UNPACKED or (unpacked > _RATIO_FROM and unpacked / packed > MAX_RATIO):
        return finding("W04", place, detail=f"{unpacked // 1024 // 1024} MB")
    names = {p.filename for p in parts}
    if "[Content_Types].xml" not in names:
        return finding("W01", place)
    if "xl/workbook.xml" not in names:
        kind = next((n.split("/")[0] for n in sorted(names) if n.split("/")[0] in ("word", "ppt")), "zip")
        return finding("W03", place, detail=kind)
    head = archive.read("xl/workbook.xml")
    if _STRICT in head:
        return finding("W05", place)
    if b"<!DOCTYPE" in head:
        return finding("W01", place)
    return None

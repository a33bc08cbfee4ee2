"""Turns a file somebody sent into a verdict before anything opens it: is this a workbook that is safe to read?"""

from __future__ import annotations

import io
import re
import zipfile
import zlib
from dataclasses import dataclass, field

from openpyxl.utils import range_boundaries

from dxreport.model.catalogue_details import DETAILS

_OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_ENCRYPTED = "EncryptedPackage".encode("utf-16-le")
MAX_FILE = 30 * 1024 * 1024
MAX_UNPACKED = 200 * 1024 * 1024
MAX_RATIO = 200
MAX_PARTS = 5_000
MAX_MERGED = 200_000
"""Cells that merges may cover: openpyxl makes an object for each of them."""
_RATIO_FROM = 5 * 1024 * 1024
"""Small parts may pack extremely well without being a bomb."""
_STRICT = b"http://purl.oclc.org/ooxml/spreadsheetml/main"
_ENCRYPTED_PART = 0x1
"""Bit of a zip entry's flags."""
_DOCTYPE = re.compile(rb"<!(?:DOCTYPE|ENTITY)", re.IGNORECASE)
_MERGE = re.compile(rb"""<(?:\w+:)?mergeCell\s[^>]*?ref\s*=\s*["']([A-Za-z0-9:$]{1,40})["']""")
_XML = (".xml", ".rels", ".vml")
_BOMS = (b"\xff\xfe", b"\xfe\xff")
_SNIFFED = 4096
"""Bytes that are looked at to say what a file without a zip's head is."""


@dataclass(frozen=True, slots=True)
class Remark:
    """Something noticed in a file, still without its place: a finding's code, where in the file, what fills the gaps."""

    code: str
    sheet: str = ""
    cell: str = ""
    found: str = ""
    values: dict[str, str] = field(default_factory=dict)

    @property
    def refuses(self) -> bool:
        """Whether the file cannot be read at all."""
        return self.code in _REFUSALS


_REFUSALS = frozenset({"W01", "W02", "W03", "W04", "W05", "W08", "W09", "W10"})


def inspect(data: bytes) -> tuple[Remark, ...]:
    """What is to be said of ``data`` before it is read: one refusal, or remarks on a file that may be read.

    Nothing is unpacked to disk, no link is followed; at most MAX_UNPACKED bytes are unpacked in memory.
    """
    if len(data) > MAX_FILE:
        return (_too_large(len(data)),)
    if data.startswith(_OLE):
        return (Remark("W02") if _ENCRYPTED in data else _kind("old"),)
    if not data.startswith(b"PK"):
        return (_other(data[:_SNIFFED]),)
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            return _inspect_parts(archive)
    except (zipfile.BadZipFile, EOFError, OSError, RuntimeError, NotImplementedError, ValueError, zlib.error):
        return (Remark("W01"),)


def _kind(detail: str) -> Remark:
    return Remark("W03", values={"detail": DETAILS[f"kind_{detail}"]})


def _too_large(size: int) -> Remark:
    return Remark("W04", values={"detail": f"{size // 1024 // 1024} MB"})


def _other(head: bytes) -> Remark:
    """What a file that is no zip is, where its first bytes tell: the clerk is told how to mend just that."""
    start = head.lstrip(b"\xef\xbb\xbf \t\r\n").lower()
    if start.startswith(b"%pdf"):
        return _kind("pdf")
    if start.startswith(b"<?xml") and b"urn:schemas-microsoft-com:office:spreadsheet" in head:
        return _kind("xml2003")
    if start.startswith((b"<!doctype html", b"<html", b"<table", b"<meta", b"mime-version")):
        return _kind("html")
    if head and b"\0" not in head and any(sep in head for sep in (b",", b"\t")) and not start.startswith(b"<"):
        return _kind("csv")
    return Remark("W01")


def _inspect_parts(archive: zipfile.ZipFile) -> tuple[Remark, ...]:
    parts = archive.infolist()
    names = {p.filename for p in parts}
    if refused := _refused_whole(parts, names):
        return (refused,)
    if _STRICT in archive.read("xl/workbook.xml"):
        return (Remark("W05"),)
    for part in (p for p in parts if p.filename.lower().endswith(_XML)):
        content = archive.read(part)
        if _declares(content):
            return (Remark("W10"),)
        if part.filename.startswith("xl/worksheets/") and (merged := _merged(content)) > MAX_MERGED:
            return (Remark("W09", values={"count": f"{merged:,}"}),)
    return (Remark("W12"),) if any(n.lower().endswith("vbaproject.bin") for n in names) else ()


def _refused_whole(parts: list[zipfile.ZipInfo], names: set[str]) -> Remark | None:
    """What the list of parts alone tells."""
    unpacked = sum(p.file_size for p in parts)
    packed = sum(p.compress_size for p in parts) or 1
    if unpacked > MAX_UNPACKED or (unpacked > _RATIO_FROM and unpacked / packed > MAX_RATIO):
        return _too_large(unpacked)
    if len(parts) > MAX_PARTS:
        return Remark("W04", values={"detail": f"{len(parts):,}"})
    if any(p.flag_bits & _ENCRYPTED_PART for p in parts):
        return Remark("W02")
    if len(names) != len(parts):  # two parts of one name: programs differ in which of them they read
        return Remark("W01")
    if "mimetype" in names and "[Content_Types].xml" not in names:
        return _kind("ods")
    if "[Content_Types].xml" not in names:
        return Remark("W01")
    if "xl/workbook.bin" in names:
        return _kind("xlsb")
    if "xl/workbook.xml" not in names:
        folder = next((n.split("/")[0] for n in sorted(names) if n.split("/")[0] in ("word", "ppt")), "zip")
        return _kind(folder)
    return None


def _declares(content: bytes) -> bool:
    """Whether an XML part has a document type or entities, in whatever encoding it hides."""
    if content.startswith(_BOMS) or b"\0" in content[:64]:
        content = content.replace(b"\0", b"")
    return _DOCTYPE.search(content) is not None


def _merged(content: bytes) -> int:
    """How many cells a sheet's merges cover."""
    count = 0
    for match in _MERGE.finditer(content):
        try:
            left, top, right, bottom = range_boundaries(match[1].decode("ascii"))
        except ValueError:
            continue
        if None not in (left, top, right, bottom):
            count += (right - left + 1) * (bottom - top + 1)  # type: ignore[operator]  # None was ruled out
    return count

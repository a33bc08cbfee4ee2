"""Turns a PDF's catalogue into plain data: where its names lead, what Info and XMP say, all its dictionaries."""

from __future__ import annotations

import re
from collections.abc import Iterator

import pikepdf

_DATE = re.compile(r"D:(\d{4})(\d\d)(\d\d)(\d\d)(\d\d)(\d\d)Z?(?:([+-]\d\d)'(\d\d)?'?)?")
_SAME = {
    "Title": "dc:title",
    "Author": "dc:creator",
    "Subject": "dc:description",
    "Keywords": "pdf:Keywords",
    "Creator": "xmp:CreatorTool",
    "Producer": "pdf:Producer",
    "CreationDate": "xmp:CreateDate",
    "ModDate": "xmp:ModifyDate",
}
"""What both descriptions have a place for (ISO 19005-1, 6.7.3). PDF/A-2 no longer asks that they agree; archives do."""


def objects(pdf: pikepdf.Pdf) -> Iterator[pikepdf.Dictionary]:
    """Every dictionary and stream dictionary of the file, also those written inside others."""
    for item in pdf.objects:
        yield from _within(item)
    yield from _within(pdf.trailer.get("/Info", pikepdf.Dictionary()))


def _within(item: object) -> Iterator[pikepdf.Dictionary]:
    if isinstance(item, pikepdf.Stream):
        item = item.stream_dict
    if isinstance(item, pikepdf.Dictionary):
        yield item
        children = list(item.values())
    elif isinstance(item, pikepdf.Array):
        children = list(item)
    else:
        return
    for child in children:
        if isinstance(child, pikepdf.Object) and not child.is_indirect:
            yield from _within(child)


class Destinations:
    """Where links and bookmarks lead, by name or directly."""

    def __init__(self, pdf: pikepdf.Pdf) -> None:
        self._pages = {page.obj.objgen: n for n, page in enumerate(pdf.pages)}
        self._named: dict[str, object] = {}
        names = pdf.Root.get("/Names", pikepdf.Dictionary()).get("/Dests")
        if names is not None:
            self._named |= {str(k): v for k, v in pikepdf.NameTree(names).items()}
        self._named |= {str(k): v for k, v in pdf.Root.get("/Dests", pikepdf.Dictionary()).items()}

    def page(self, place: object) -> int | None:
        """Page, from 0; None when the place leads nowhere in this file."""
        if isinstance(place, pikepdf.String | pikepdf.Name | str):
            place = self._named.get(str(place))
        if isinstance(place, pikepdf.Dictionary):
            place = place.get("/D")
        if isinstance(place, pikepdf.Array) and len(place) and isinstance(place[0], pikepdf.Object):
            return self._pages.get(place[0].objgen)
        return None


def info_and_xmp(pdf: pikepdf.Pdf) -> dict[str, tuple[str, str]]:
    """What the two descriptions of the file say of each property that Info has, dates in the form of XMP."""
    metadata = pdf.open_metadata()
    said = {}
    for name, twin in _SAME.items():
        if f"/{name}" in pdf.docinfo:
            info, xmp = str(pdf.docinfo[f"/{name}"]), metadata.get(twin, "")
            said[name] = (_iso(info), ", ".join(xmp) if isinstance(xmp, list) else str(xmp))
    return said


def _iso(info: str) -> str:
    """``D:20250930000000+09'00'`` as XMP writes it; any other text as it is."""
    date = _DATE.fullmatch(info)
    if date is None:
        return info
    year, month, day, hour, minute, second, zone_hour, zone_minute = date.groups()
    zone = f"{zone_hour}:{zone_minute or '00'}" if zone_hour else "Z"
    return f"{year}-{month}-{day}T{hour}:{minute}:{second}{zone}"

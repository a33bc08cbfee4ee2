"""Turns an Office theme's colours into the strategy's palette, so that another city's papers have that city's colours."""

from __future__ import annotations

from lxml import etree

_A = "{http://schemas.openxmlformats.org/drawingml/2006/main}"


def recoloured(theme: bytes, wanted: dict[str, str]) -> bytes:
    """The theme with each place (dk1, accent1 …) in its colour (RRGGBB); places that are not named stay."""
    root = etree.fromstring(theme)
    scheme = root.find(f".//{_A}clrScheme")
    for slot in [] if scheme is None else list(scheme):
        colour = wanted.get(etree.QName(slot).localname)
        if colour is not None:
            for child in list(slot):
                slot.remove(child)
            etree.SubElement(slot, f"{_A}srgbClr", val=colour)
    out: bytes = etree.tostring(root, xml_declaration=True, encoding="UTF-8", standalone=True)
    return out

"""Turns a saved Office file into the same bytes every time; the work is done in ``layout.package``, which forms use too."""

from dxreport.layout.package import normalise, pack, printable

__all__ = ["normalise", "pack", "printable"]

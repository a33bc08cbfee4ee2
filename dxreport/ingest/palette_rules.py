"""Turns a palette into findings: texts that people with weak sight, or a copy of a copy, could not read."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import ROUND_DOWN, Decimal

from dxreport.ingest.yaml_lines import LinedData
from dxreport.model.contrast import READABLE, contrast, printed_pairs
from dxreport.model.finding import Finding, finding
from dxreport.model.policy import Palette


def palette_faults(palette: Palette, lined: LinedData) -> Iterator[Finding]:
    """Every pair of text and ground that is printed has a contrast of 4.5:1 at least."""
    for name, text, ground in printed_pairs(palette):
        ratio = contrast(text, ground)
        if ratio < READABLE:
            # Rounded down: 4.46 must not read as 4.5.
            shown = str(ratio.quantize(Decimal("0.1"), ROUND_DOWN))
            yield finding(
                "Y15", lined.ref(("palette", *name.split("."))), id=name, found=shown, text=text, ground=ground
            )

"""Turns a briefing's slides into parts: the whole, the themes, the schedule and what comes next, the reference tables."""

from __future__ import annotations

from dataclasses import replace

from dxreport.report.papers import Slide, SlideLayout
from dxreport.report.wording import deck as words


def in_sections(slides: tuple[Slide, ...], theme: str) -> tuple[Slide, ...]:
    """``slides`` with the first of each part naming it; ``theme`` is the strategy's word for its themes.

    Themes are the slides with a chart and notes; what stands between them belongs to them.
    """
    charts = [k for k, slide in enumerate(slides) if slide.layout is SlideLayout.CHART_AND_NOTES]
    tables = [k for k, slide in enumerate(slides) if slide.layout is SlideLayout.REFERENCE]
    starts = {0: words.POINT}
    if charts:
        starts[charts[0]] = words.by_theme(theme)
        if charts[-1] + 1 < len(slides):
            starts[charts[-1] + 1] = words.NEXT
    if tables:
        starts[tables[0]] = words.REFERENCE
    return tuple(replace(slide, section=starts.get(k, "")) for k, slide in enumerate(slides))

"""Turns what departments ask to be decided, and what they expect of the year's end, into the one callout of the summary."""

from __future__ import annotations

from collections.abc import Iterator

from dxreport.report.blocks import Callout
from dxreport.report.cells import Span
from dxreport.report.progress_parts import View, figure_with_unit
from dxreport.report.wording import progress as words
from dxreport.report.wording.measures import forecast_text

LATE_ROWS = 3
"""So many late measures stand in the summary."""
_ASKED = 2
# What two lines of the callout hold.
_CHARACTERS = 70


def asked_and_expected(view: View, late: set[str]) -> Iterator[Callout]:
    """求める判断 first, since it is why executives read the page; then the outlook. ``late`` are ids of measures."""
    asked, outlook = _asked(view), _outlook(view, late)
    if asked:
        following = (Span(f"\n{outlook}"),) if outlook else ()
        yield Callout(words.DECISIONS, (Span(asked), *following))
    elif outlook:
        yield Callout(words.OUTLOOK, (Span(outlook),))


def decisions(view: View) -> list[tuple[str, str]]:
    """(what is asked, for which measure or bar), each request once, in the strategy's order."""
    a = view.assessment
    found: dict[str, str] = {}
    for name, said in (
        *((r.measure.short_name, r.explanation.decision) for r in a.measures),
        *((b.bar.short_name, b.explanation.decision) for b in a.bars),
    ):
        if said.strip():
            found.setdefault(said.strip(), name)
    return list(found.items())


def _asked(view: View) -> str:
    asked = decisions(view)
    shown = [(words.gist(text, _CHARACTERS)[0], name) for text, name in asked[:_ASKED]]
    return words.asked(shown, len(asked) - len(shown), view.terms.initiative)


def _outlook(view: View, late: set[str]) -> str:
    """What departments expect at the year's end; nothing where nobody submitted an expectation."""
    if not view.forecasts:
        return ""
    expected = [r for r in view.assessment.measures if r.forecast is not None and r.forecast_met is not None]
    missed = [r for r in expected if not r.forecast_met]
    missed.sort(key=lambda r: r.measure.id not in late)
    items = [
        (
            r.measure.short_name,
            figure_with_unit(forecast_text(r) or "", r.measure.target.unit),
            r.measure.target.printed,
        )
        for r in missed[: 2 if len(missed) == 2 and len(late) < LATE_ROWS else 1]
        if r.forecast is not None
    ]
    return words.outlook(len(expected), items, len(missed) - len(items)) if expected else ""

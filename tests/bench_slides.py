"""Turns decks into times: both decks in a process of their own, what a slide costs with and without a chart, and how that grows."""

from __future__ import annotations

import subprocess
import sys
import time
from dataclasses import replace
from pathlib import Path

from dxreport.assessing import Request, evaluate
from dxreport.render import slides
from dxreport.render.fonts import FontSet
from dxreport.render.style import Style
from dxreport.report import briefing, strategy_deck
from dxreport.report.papers import Deck
from tests import test_slides
from tests.city import ROOT

RUNS = 3
SIZES = (10, 20, 40, 80)


def bench(folder: Path) -> None:
    """``folder`` is a workspace. The two decks are made from an evaluated assessment; imports count where it says cold."""
    script = (
        "import time; s = time.perf_counter()\n"
        "import dxreport.render.slides, dxreport.report.briefing, dxreport.report.strategy_deck\n"
        f"e = time.perf_counter() - s\nfrom tests.bench_slides import cold; cold({str(folder)!r}, e)"
    )
    times = []
    for _ in range(RUNS):
        made = subprocess.run([sys.executable, "-c", script], check=True, capture_output=True, cwd=ROOT, text=True)  # noqa: S603  our own program
        times.append([float(word) for word in made.stdout.split()])
    imports, first, again = (min(column) for column in zip(*times, strict=True))
    print(f"both decks in a cold process: imports {imports:.2f} s, made {first:.2f} s, made again {again:.2f} s")
    for name, slide in (("a table", test_slides.late()), ("a chart", test_slides.theme())):
        each = []
        for count in SIZES:
            deck = test_slides.deck(*(replace(slide, kicker=f"{slide.kicker}{k}") for k in range(count)))
            each.append(_timed(deck, test_slides.BRIEFING) / count)
        growth = "、".join(f"{count}: {ms:.1f}" for count, ms in zip(SIZES, each, strict=True))
        print(f"slides with {name}, ms a slide by their number (even: linear): {growth}")


def _timed(deck: Deck, template: bytes) -> float:
    """Best of several runs, in milliseconds."""
    best = float("inf")
    for _ in range(RUNS):
        start = time.perf_counter()
        slides.render(deck, template, test_slides.STYLE, test_slides.FONTS, "2025-09-30")
        best = min(best, time.perf_counter() - start)
    return best * 1000


def cold(folder: str, imports: float) -> None:
    """Seconds for the two decks, first as a fresh process makes them, then once more."""
    assessment = evaluate(Request(Path(folder), checkpoint="q2"))
    fonts = FontSet(ROOT / "fonts")
    style = Style(assessment.strategy.palette)
    said = []
    for _ in range(2):
        start = time.perf_counter()
        for module, template in ((strategy_deck, "strategy.pptx"), (briefing, "briefing.pptx")):
            deck = module.compose(assessment)
            slides.render(deck, (ROOT / "templates" / template).read_bytes(), style, fonts, "2025-09-30")
        said.append(time.perf_counter() - start)
    print(imports, *said)

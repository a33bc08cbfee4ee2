"""Prints how long the report takes to be set, beside Typst and WeasyPrint on comparable content, and how it grows. Nothing fails here.

``make bench`` runs it with the other figures; alone: ``python -m tests.bench_report``.
"""

from __future__ import annotations

import json
import pickle
import resource
import shutil
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from dataclasses import replace
from importlib.util import find_spec
from io import BytesIO
from pathlib import Path

from pypdf import PdfReader

from dxreport.assessing import Request, evaluate
from dxreport.evaluate.assessment import Assessment
from dxreport.render.fonts import FontSet, verify
from dxreport.render.pdf import render
from dxreport.render.style import Style
from dxreport.report.blocks import Block, Heading
from dxreport.report.papers import Document
from dxreport.report.progress import compose
from tests.bench_rivals import html, typst
from tests.city import ROOT

ROUNDS = 5
AIM_TYPST, AIM_WEASYPRINT = 3, 0.25
"""At most three times the cold process of Typst, and a quarter of WeasyPrint's time."""
SIZES = (1, 10, 100)
"""Times the thirteen initiatives of the sample year."""

_OURS = """import pickle, sys
from pathlib import Path
from dxreport.render.fonts import FontSet
from dxreport.render.pdf import render
document, style, fonts, stamp = pickle.loads(Path(sys.argv[1]).read_bytes())
Path(sys.argv[2]).write_bytes(render(document, style, FontSet(Path(fonts)), stamp))"""
_TYPST = """import sys, typst
typst.compile(sys.argv[1], output=sys.argv[2], font_paths=[sys.argv[3]], ignore_system_fonts=True, pdf_standards=["ua-1"])"""
_WEASYPRINT = """import sys, weasyprint
weasyprint.HTML(sys.argv[1]).write_pdf(sys.argv[2], pdf_variant="pdf/ua-1")"""
_WEASYPRINT_WARM = """import sys, time, weasyprint
for _ in range(2):
    start = time.perf_counter()
    weasyprint.HTML(sys.argv[1]).write_pdf(sys.argv[2], pdf_variant="pdf/ua-1")
print(time.perf_counter() - start)"""

Way = Callable[[], float]
"""Does the work once and gives the seconds it took."""


def report(folder: Path) -> None:
    """All figures of the report of the second quarter; ``folder`` is a workspace with the project's own inputs."""
    if verify(folder / "fonts"):
        print("report: the fonts are missing or changed; nothing to measure")
        return
    assessment = evaluate(Request(folder, checkpoint="q2"))
    work = Path(tempfile.mkdtemp(prefix="dxreport-bench-report-"))
    try:
        _compare(assessment, folder, work)
        _grow(assessment, folder, work)
    finally:
        shutil.rmtree(work)


# --- side by side ----------------------------------------------------------------------------------------------------


def _compare(assessment: Assessment, folder: Path, work: Path) -> None:
    """Alternate all ways, so that a machine that is busy for a while is so for each of them."""
    fonts = folder / "fonts"
    document, style = compose(assessment), Style(assessment.strategy.palette)
    stamp = assessment.as_of.isoformat()
    (work / "report.pickle").write_bytes(pickle.dumps((document, style, str(fonts), stamp)))
    (work / "report.typ").write_text(typst(document), encoding="utf-8")
    (work / "report.html").write_text(html(document, fonts), encoding="utf-8")

    def cold(script: str, source: str, out: str) -> Way:
        return lambda: _process([sys.executable, "-c", script, str(work / source), str(work / out), str(fonts)])

    ways: dict[str, Way] = {
        "dxreport, compose": lambda: _timed(lambda: compose(assessment)),
        "dxreport, render in process": lambda: _timed(lambda: render(document, style, FontSet(fonts), stamp)),
        "dxreport, render, cold process": cold(_OURS, "report.pickle", "dxreport.pdf"),
        "dxreport quarterly --only progress": lambda: _process(_command(folder)),
    }
    if _has("typst"):
        ways["Typst, cold process"] = cold(_TYPST, "report.typ", "typst.pdf")
    if binary := shutil.which("typst"):
        options = ["--ignore-system-fonts", "--font-path", str(fonts), "--pdf-standard", "ua-1"]
        ways["Typst, its own program"] = lambda: _process(
            [binary, "compile", *options, str(work / "report.typ"), str(work / "typst.pdf")]
        )
    if _has("weasyprint"):
        ways["WeasyPrint, cold process"] = cold(_WEASYPRINT, "report.html", "weasyprint.pdf")
        ways["WeasyPrint, in process"] = lambda: _said(_WEASYPRINT_WARM, work / "report.html", work / "weasyprint.pdf")
    medians = _measure(ways)
    for name in ("dxreport", "typst", "weasyprint"):
        if (path := work / f"{name}.pdf").is_file():
            print(f"  {name}: {len(PdfReader(path).pages)} pages, {path.stat().st_size // 1024} KB")
    ours = "dxreport, render, cold process"
    _ratio(medians, ours, "Typst, cold process", AIM_TYPST)
    _ratio(medians, ours, "WeasyPrint, cold process", AIM_WEASYPRINT)
    _ratio(medians, "dxreport, render in process", "WeasyPrint, in process", AIM_WEASYPRINT)


def _measure(ways: dict[str, Way]) -> dict[str, float]:
    """Medians; a way that cannot be gone on this machine is named and left out."""
    seconds: dict[str, list[float]] = {name: [] for name in ways}
    for number in range(ROUNDS):
        for name, way in list(ways.items()):
            try:
                seconds[name].append(way())
            except (OSError, subprocess.CalledProcessError) as error:
                said = getattr(error, "stderr", b"") or str(error).encode()
                print(f"  {name}: not measured: {said.decode(errors='replace').strip().splitlines()[-1]}")
                del ways[name]
        if number == 0:
            print(f"report, {ROUNDS} rounds in turn, median (range):")
    for name in ways:
        taken = seconds[name]
        print(f"  {name}: {statistics.median(taken):.3f} s ({min(taken):.3f}–{max(taken):.3f})")
    return {name: statistics.median(seconds[name]) for name in ways}


def _ratio(medians: dict[str, float], ours: str, theirs: str, aim: float) -> None:
    if ours in medians and theirs in medians:
        ratio = medians[ours] / medians[theirs]
        print(f"  {ours} ÷ {theirs}: {ratio:.2f}, aim: at most {aim} – {'met' if ratio <= aim else 'not met'}")


def _has(package: str) -> bool:
    if find_spec(package) is None:
        print(f"  {package} is not installed and is left out")
        return False
    return True


def _command(folder: Path) -> list[str]:
    return [sys.executable, "-m", "dxreport", "quarterly", "--checkpoint", "q2", "--only", "progress",
            "--workspace", str(folder)]  # fmt: skip


def _timed(work: Callable[[], object]) -> float:
    start = time.perf_counter()
    work()
    return time.perf_counter() - start


def _process(command: list[str]) -> float:
    return _timed(lambda: subprocess.run(command, check=True, capture_output=True, cwd=ROOT))  # noqa: S603  our own


def _said(script: str, *arguments: Path) -> float:
    """The number that a script prints."""
    command = [sys.executable, "-c", script, *map(str, arguments)]
    done = subprocess.run(command, check=True, capture_output=True, cwd=ROOT)  # noqa: S603  our own script
    return float(done.stdout)


# --- growth ----------------------------------------------------------------------------------------------------------


def _grow(assessment: Assessment, folder: Path, work: Path) -> None:
    """Each size in a process of its own, so that its peak of memory is its own."""
    document, style = compose(assessment), Style(assessment.strategy.palette)
    for times in SIZES:
        larger = replace(document, blocks=repeated(document, times))
        path = work / f"times{times}.pickle"
        path.write_bytes(pickle.dumps((larger, style, str(folder / "fonts"), assessment.as_of.isoformat())))
        script = f"from tests.bench_report import grown; grown({str(path)!r})"
        done = subprocess.run([sys.executable, "-c", script], check=True, capture_output=True, cwd=ROOT)  # noqa: S603  our own
        said = json.loads(done.stdout)
        print(
            f"report with {13 * times} initiatives: {said['pages']} pages, {said['seconds']:.2f} s,"
            f" {said['seconds'] * 1000 / said['pages']:.1f} ms a page, peak {said['megabytes']:.0f} MB"
        )


def grown(path: str) -> None:
    """Renders the pickled document after a small one, and prints seconds, pages and peak memory as JSON."""
    document, style, fonts, stamp = pickle.loads(Path(path).read_bytes())  # noqa: S301  written just before
    render(replace(document, blocks=document.blocks[:1]), style, FontSet(Path(fonts)), stamp)  # fonts are read once
    start = time.perf_counter()
    made = render(document, style, FontSet(Path(fonts)), stamp)
    seconds = time.perf_counter() - start
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    print(json.dumps({"seconds": seconds, "pages": len(PdfReader(BytesIO(made)).pages), "megabytes": peak}))


def repeated(document: Document, times: int) -> tuple[Block, ...]:
    """The document's blocks with each section of level 2 that starts a page (the initiatives) ``times`` times."""
    out: list[Block] = []
    for section in _sections(document.blocks):
        first, rest = section[0], section[1:]
        out.append(first)
        out += rest
        if isinstance(first, Heading) and first.level == 2 and first.new_page:
            for copy in range(1, times):
                out.append(replace(first, anchor=f"{first.anchor}x{copy}"))
                out += rest
    return tuple(out)


def _sections(blocks: tuple[Block, ...]) -> list[list[Block]]:
    sections: list[list[Block]] = [[]]
    for block in blocks:
        if isinstance(block, Heading) and block.new_page and sections[-1]:
            sections.append([])
        sections[-1].append(block)
    return sections


def main() -> None:
    folder = Path(tempfile.mkdtemp(prefix="dxreport-bench-"))
    try:
        for name in ("inputs", "templates", "fonts"):
            (folder / name).symlink_to(ROOT / name)
        report(folder)
    finally:
        shutil.rmtree(folder)


if __name__ == "__main__":
    main()

"""Prints figures of time and memory: the main job cold and warm, its stages, the report beside other programs. Nothing fails here."""

from __future__ import annotations

import resource
import shutil
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path

from dxreport.assessing import Request, evaluate
from dxreport.evaluate.assess import assess
from dxreport.ingest.workspace import Workspace
from dxreport.products import Kind, make
from tests import bench_slides
from tests.bench_growth import enlarged, sample_year
from tests.bench_report import report
from tests.bench_word import word
from tests.city import ROOT

RUNS = 5


def workspace() -> Path:
    folder = Path(tempfile.mkdtemp(prefix="dxreport-bench-"))
    for name in ("inputs", "templates", "fonts"):
        (folder / name).symlink_to(ROOT / name)
    return folder


def process(folder: Path) -> tuple[float, float]:
    """Seconds and peak MB of ``dxreport quarterly`` in a process of its own."""
    command = [sys.executable, "-m", "dxreport", "quarterly", "--checkpoint", "q3", "--workspace", str(folder)]
    start = time.perf_counter()
    subprocess.run(command, check=True, capture_output=True, cwd=ROOT)  # noqa: S603  our own program
    seconds = time.perf_counter() - start
    return seconds, resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss / 1024


def timed(work: Callable[[], object]) -> float:
    """Best of several runs, in milliseconds."""
    best = float("inf")
    for _ in range(RUNS):
        start = time.perf_counter()
        work()
        best = min(best, time.perf_counter() - start)
    return best * 1000


def main() -> None:
    folder = workspace()
    try:
        runs = [process(folder) for _ in range(RUNS)]
        seconds = sorted(s for s, _ in runs)
        print(f"make quarterly, whole process: median {seconds[RUNS // 2]:.2f} s, best {seconds[0]:.2f} s")
        print(f"peak memory: {max(m for _, m in runs):.0f} MB")
        request = Request(folder, checkpoint="q3")
        assessment = evaluate(request)
        print(f"read and evaluate q1–q3: {timed(lambda: evaluate(request)):.0f} ms")
        for kind in Kind:
            work = timed(lambda kind=kind: make(assessment, Workspace(folder), (kind,), lambda _: None))  # type: ignore[misc]  # bound at once
            print(f"{kind.value}: {work:.0f} ms (fonts and templates are verified each time)")
        report(folder)
        word(folder)
        bench_slides.bench(folder)
        forms(folder)
        growth(folder)
    finally:
        shutil.rmtree(folder)


def forms(folder: Path) -> None:
    """Reading and checking submissions in processes of their own: the whole command, then 15, 60 and 240 forms."""
    files = sorted((folder / "inputs" / "r7" / "q1").glob("*.xlsx"))
    sixty = (files * 4)[:60]
    command = [sys.executable, "-m", "dxreport", "check", "--json", "--workspace", str(folder), *map(str, sixty)]
    times = []
    for _ in range(RUNS):
        start = time.perf_counter()
        subprocess.run(command, check=False, capture_output=True, cwd=ROOT)  # noqa: S603  our own program
        times.append(time.perf_counter() - start)
    print(f"dxreport check, 60 forms, whole process: median {sorted(times)[RUNS // 2]:.2f} s, best {min(times):.2f} s")
    # By -c: a reading process would import this module too, as it imports any main module that is a file.
    script = f"from tests.bench_forms import main; main({str(folder)!r})"
    subprocess.run([sys.executable, "-c", script], check=True, cwd=ROOT)  # noqa: S603  our own program


def growth(folder: Path) -> None:
    """Evaluation at 1, 10 and 50 times the sample's size; the last has 2,000 measures and 100,000 rows of lists."""
    strategy, steps = sample_year(folder)
    for times in (1, 10, 50):
        larger, handed_in = enlarged(strategy, steps, times, 2_000)
        start = time.perf_counter()
        result = assess(larger, handed_in, handed_in[-1].checkpoint.last_day(larger.year))
        seconds = time.perf_counter() - start
        peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
        rows = sum(len(x.rows) for s in handed_in[-1].used.values() for x in s.lists)
        print(
            f"evaluate ×{times}: {len(result.measures)} measures, {rows} rows: {seconds:.2f} s, peak so far {peak:.0f} MB"
        )


if __name__ == "__main__":
    main()

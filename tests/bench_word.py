"""Prints how long the Word strategy document takes to be made, beside docxtpl filling a comparable template, and how it grows.

``make bench`` runs it with the other figures; alone: ``python -m tests.bench_word``. Nothing fails here.
"""

from __future__ import annotations

import io
import pickle
import shutil
import sys
import tempfile
from dataclasses import replace
from pathlib import Path
from typing import Any

import docx
from docx.document import Document as Package

from dxreport.assessing import Request, evaluate
from dxreport.evaluate.assessment import Assessment
from dxreport.render.fonts import FontSet
from dxreport.render.style import Style
from dxreport.render.word import render
from dxreport.report.blocks import Facts, Heading, Matrix, Paragraph, Table
from dxreport.report.cells import LinesCell, TextCell
from dxreport.report.figures import PlanSchedule
from dxreport.report.papers import Document
from dxreport.report.strategy_document import compose
from tests.bench_report import SIZES, Way, _has, _measure, _process, _ratio, _timed, repeated
from tests.city import ROOT

AIM = 0.33
"""At most a third of docxtpl's time."""
_OURS = """import pickle, sys
from pathlib import Path
from dxreport.render.fonts import FontSet
from dxreport.render.word import render
document, template, style, fonts, stamp = pickle.loads(Path(sys.argv[1]).read_bytes())
Path(sys.argv[2]).write_bytes(render(document, template, style, FontSet(Path(fonts)), stamp).content)"""
_THEIRS = """import json, sys
from docxtpl import DocxTemplate
import pickle
from pathlib import Path
template = DocxTemplate(sys.argv[3])
template.render(pickle.loads(Path(sys.argv[1]).read_bytes()), autoescape=True)
template.save(sys.argv[2])"""


def word(folder: Path) -> None:
    """All figures; ``folder`` is a workspace with the project's own inputs."""
    assessment = evaluate(Request(folder, checkpoint="q2"))
    work = Path(tempfile.mkdtemp(prefix="dxreport-bench-word-"))
    try:
        _compare(assessment, folder, work)
        _grow(assessment, folder)
    finally:
        shutil.rmtree(work)


def _compare(assessment: Assessment, folder: Path, work: Path) -> None:
    """In turn, so that a machine that is busy for a while is so for each of them."""
    document, style = compose(assessment), Style(assessment.strategy.palette)
    template = (folder / "templates" / "strategy.docx").read_bytes()
    fonts, stamp = folder / "fonts", assessment.as_of.isoformat()
    (work / "ours.pickle").write_bytes(pickle.dumps((document, template, style, str(fonts), stamp)))
    context = filling(document)
    (work / "theirs.pickle").write_bytes(pickle.dumps(context))
    rival().save(str(work / "rival.docx"))

    def cold(script: str, source: str, out: str) -> Way:
        return lambda: _process(
            [sys.executable, "-c", script, str(work / source), str(work / out), str(work / "rival.docx")]
        )

    ways: dict[str, Way] = {
        "dxreport, compose": lambda: _timed(lambda: compose(assessment)),
        "dxreport, in process": lambda: _timed(lambda: render(document, template, style, FontSet(fonts), stamp)),
        "dxreport, cold process": cold(_OURS, "ours.pickle", "ours.docx"),
    }
    if _has("docxtpl"):
        from docxtpl import DocxTemplate  # noqa: PLC0415  it may be missing

        def fill() -> None:
            filled = DocxTemplate(str(work / "rival.docx"))
            filled.render(context, autoescape=True)
            filled.save(io.BytesIO())

        ways["docxtpl, in process"] = lambda: _timed(fill)
        ways["docxtpl, cold process"] = cold(_THEIRS, "theirs.pickle", "theirs.docx")
    print("The Word strategy document:")
    medians = _measure(ways)
    for name in ("ours", "theirs"):
        if (path := work / f"{name}.docx").is_file():
            made = docx.Document(str(path))
            letters = sum(len(t.text or "") for t in made.element.body.iter("{*}t"))
            print(f"  {name}: {len(made.tables)} tables, {letters} letters, {path.stat().st_size // 1024} KB")
    _ratio(medians, "dxreport, in process", "docxtpl, in process", AIM)
    _ratio(medians, "dxreport, cold process", "docxtpl, cold process", AIM)


def _grow(assessment: Assessment, folder: Path) -> None:
    document, style = compose(assessment), Style(assessment.strategy.palette)
    template, fonts = (folder / "templates" / "strategy.docx").read_bytes(), FontSet(folder / "fonts")
    for times in SIZES:
        larger = replace(document, blocks=repeated(document, times))
        seconds = _timed(lambda larger=larger: render(larger, template, style, fonts, "2025-09-30"))  # type: ignore[misc]  # bound at once
        count = 13 * times
        print(f"  {count} initiatives: {seconds:.2f} s, {seconds * 1000 / count:.1f} ms an initiative")


# --- the rival -------------------------------------------------------------------------------------------------------


def filling(document: Document) -> dict[str, Any]:
    """The paper's words as docxtpl's context: running text, tables of text, the matrix, a sheet for each initiative."""
    parts: list[dict[str, Any]] = []
    sheets: list[dict[str, Any]] = []
    matrix: list[dict[str, Any]] = []
    for block in document.blocks:
        match block:
            case Heading(level=2) if block.kicker:
                sheets.append({"kicker": block.kicker, "title": block.plain, "facts": [], "tasks": []})
            case Heading() | Paragraph():
                parts.append({"text": block.plain, "rows": []})
            case Table():
                parts.append({"text": block.title, "rows": [[_words(c) for c in row[:2]] for row in block.rows]})
            case Facts():
                facts = [
                    {"label": r.label, "lines": [*("".join(s.text for s in x) for x in r.lines), *r.small]}
                    for r in block.rows
                ]
                (sheets[-1]["facts"] if sheets else parts).extend(facts if sheets else [])
            case PlanSchedule() if sheets:
                sheets[-1]["tasks"] += [_task(row) for row in block.rows]
            case Matrix():
                matrix += [
                    {"theme": row.kicker, "number": c.number, "title": "".join(c.title), "text": c.text}
                    for row in block.rows
                    for c in row.cells
                ]
    return {"title": document.header_left, "parts": parts, "matrix": matrix, "sheets": sheets}


def _words(cell: object) -> str:
    if isinstance(cell, LinesCell):
        return "\n".join(f"{lead} {body}" for lead, body in cell.lines)
    return cell.text if isinstance(cell, TextCell) else ""


def _task(row: Any) -> dict[str, Any]:
    months = [""] * 12
    for bar in (bar for line in row.lines for bar in line):
        for month in range(int(bar.start), max(int(bar.end), int(bar.start) + 1)):
            months[min(month, 11)] = bar.text or "■"
    return {"name": "".join(row.label), "months": months}


def rival() -> Package:
    """A template for docxtpl with the same parts, as a practised hand would write it: loops over paragraphs and rows."""
    paper = docx.Document()
    say = paper.add_paragraph
    say("{{ title }}")
    say("{%p for part in parts %}")
    say("{{ part.text }}")
    _table(paper, ["{%tr for row in part.rows %}"], ["{{ row[0] }}", "{{ row[1] }}"], ["{%tr endfor %}"])
    say("{%p endfor %}")
    cells = ["{{ i.theme }}", "{{ i.number }}", "{{ i.title }}", "{{ i.text }}"]
    _table(paper, ["{%tr for i in matrix %}"], cells, ["{%tr endfor %}"])
    say("{%p for sheet in sheets %}")
    say("{{ sheet.kicker }}")
    say("{{ sheet.title }}")
    fact = ["{{ fact.label }}", "{% for line in fact.lines %}{{ line }} {% endfor %}"]
    _table(paper, ["{%tr for fact in sheet.facts %}"], fact, ["{%tr endfor %}"])
    months = [f"{{{{ task.months[{m}] }}}}" for m in range(12)]
    _table(paper, ["{%tr for task in sheet.tasks %}"], ["{{ task.name }}", *months], ["{%tr endfor %}"])
    say("{%p endfor %}")
    return paper


def _table(paper: Package, *rows: list[str]) -> None:
    width = max(map(len, rows))
    table = paper.add_table(rows=len(rows), cols=width)
    for row, texts in zip(table.rows, rows, strict=True):
        for cell, text in zip(row.cells, texts, strict=False):
            cell.text = text


def main() -> None:
    folder = Path(tempfile.mkdtemp(prefix="dxreport-bench-"))
    try:
        for name in ("inputs", "templates", "fonts"):
            (folder / name).symlink_to(ROOT / name)
        word(folder)
    finally:
        shutil.rmtree(folder)


if __name__ == "__main__":
    main()

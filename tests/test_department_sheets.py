"""Feedback sheets: a department's own figures, nobody else's words, beside what is published; for any city and any state."""

from __future__ import annotations

import json
import os
import re
from collections.abc import Iterator
from decimal import Decimal
from functools import cache
from io import BytesIO
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner
from pypdf import PdfReader

from dxreport.assessing import Request, evaluate, unwatched
from dxreport.cli import main
from dxreport.errors import CannotRun
from dxreport.evaluate.assessment import Assessment
from dxreport.evaluate.narrowing import narrowed
from dxreport.model.strategy import Strategy
from dxreport.model.submission import Explanation
from dxreport.pipeline import choose, feedback, quarterly, sheets_folder
from dxreport.products import Kind
from dxreport.render.data import json_bytes
from dxreport.report.blocks import Block, Facts, Heading, Table
from dxreport.report.cells import LinesCell, NumberCell, StatusCell, TextCell
from dxreport.report.department_sheet import compose
from dxreport.report.papers import Document
from dxreport.report.results import results
from dxreport.report.wording import department_sheet as phrases
from dxreport.report.wording import files
from tests import cities, city, outline
from tests.test_golden import GOLDEN

LATE, GOOD, MISSING = "joho-seisaku", "tosho", "sangyo"


@cache
def judged(checkpoint: str) -> Assessment:
    return evaluate(Request(city.ROOT, "r7", checkpoint))


@pytest.fixture(scope="module")
def roots(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Path]:
    folder = tmp_path_factory.mktemp("sheets")
    return {name: cities.workspace(name, folder / name) for name in cities.CHECKPOINTS}


def tables(paper: Document) -> list[Table]:
    return [b for b in paper.blocks if isinstance(b, Table)]


def titled(paper: Document, caption: str) -> Table:
    return next(t for t in tables(paper) if t.caption == caption)


def headings(paper: Document) -> list[str]:
    return [b.plain for b in paper.blocks if isinstance(b, Heading)]


def asked(paper: Document) -> dict[str, str]:
    """What is asked, by label."""
    at = next(n for n, b in enumerate(paper.blocks) if isinstance(b, Heading) and b.plain == phrases.ASKED)
    facts = paper.blocks[at + 1]
    assert isinstance(facts, Facts)
    return {r.label: "\n".join("".join(s.text for s in line) for line in r.lines) for r in facts.rows}


def cell_texts(table: Table) -> Iterator[str]:
    for row in table.rows:
        for cell in row:
            match cell:
                case TextCell(text=text, sub=sub):
                    yield f"{text}\n{sub}"
                case LinesCell(lines=lines):
                    yield "\n".join(f"{a}{b}" for a, b in lines)
                case NumberCell(text=text):
                    yield text
                case StatusCell(status=status):
                    yield status.text


def everything(blocks: tuple[Block, ...]) -> str:
    """All texts of a paper, whatever block they stand in: the blocks' own representation."""
    return repr(blocks)


def from_results(assessment: Assessment) -> dict[str, list[dict[str, Any]]]:
    """What stands in ``results.json``, figures exact."""
    read: dict[str, list[dict[str, Any]]] = json.loads(
        json_bytes(results(assessment)), parse_float=Decimal, parse_int=Decimal
    )
    return read


def as_published(value: Decimal) -> Decimal:
    """The figure with the digits that data files have."""
    read: dict[str, Decimal] = json.loads(json_bytes({"value": value}), parse_float=Decimal, parse_int=Decimal)
    return read["value"]


# --- one truth -------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(("checkpoint", "department"), [("q2", LATE), ("q2", GOOD), ("q3", MISSING), ("q2", "koho")])
def test_every_figure_is_that_of_results_json(checkpoint: str, department: str) -> None:
    assessment = judged(checkpoint)
    published = from_results(assessment)
    records = {m["id"]: m for m in published["measures"]}
    own = {m.id for m in assessment.strategy.duties(department).measures}
    paper = compose(assessment, department)
    table = titled(paper, phrases.MEASURES)
    shown = {}
    for row in table.rows:
        first = row[0]
        assert isinstance(first, TextCell)
        shown[first.text] = row
    assert set(shown) == own
    numbers = 0
    for item, row in shown.items():
        record = records[item]
        for place, key in ((3, "planned"), (4, "actual"), (5, "progress")):
            cell = row[place]
            value = as_published(cell.value) if isinstance(cell, NumberCell) else None
            assert value == (None if record["none_occurred"] and key == "actual" else record[key]), (item, key)
            numbers += value is not None
        before, now = row[6], row[7]
        assert isinstance(now, StatusCell)
        assert now.status.id == record["status"]
        assert (before.status.id if isinstance(before, StatusCell) else None) == record["previous"]
    assert numbers or department == MISSING
    bars = {b["id"]: b for b in published["schedule"]}
    duties = assessment.strategy.duties(department).bars
    if duties:
        rows = {row[0].text: row for row in titled(paper, phrases.BARS).rows if isinstance(row[0], TextCell)}
        assert set(rows) == {b.id for b in duties}
        for item, row in rows.items():
            last = row[-1]
            assert isinstance(last, StatusCell)
            assert last.status.text in {b.mark.text for b in assessment.bars if b.bar.id == item}
            assert bars[item]["status"] == next(b.status.value for b in assessment.bars if b.bar.id == item)


def test_the_departments_counts_add_up_to_the_whole() -> None:
    """Each measure belongs to one department, so that the sheets together are the report."""
    assessment = judged("q2")
    parts = [narrowed(assessment, d.department.id) for d in assessment.departments]
    for status, number in assessment.counts.numbers:
        assert sum(p.counts.of(status.id) for p in parts) == number
    assert sum(p.counts.judged for p in parts) == assessment.counts.judged
    assert sum(len(p.bars) for p in parts) == len(assessment.bars)
    assert sum(len(p.attention) for p in parts) == len(assessment.attention)
    assert sum(len(p.follow_ups) for p in parts) == len(assessment.follow_ups) > 0


# --- nobody else's words ---------------------------------------------------------------------------------------------


def free_texts(assessment: Assessment, department: str) -> set[str]:
    """What other departments wrote, of some length."""

    def parts(words: Explanation) -> tuple[str, ...]:
        return (words.reason, words.remedy, words.comment, words.decision)

    said = [(m.measure.department, t) for m in assessment.measures for t in parts(m.explanation)]
    said += [(b.bar.department, t) for b in assessment.bars for t in parts(b.explanation)]
    strategy = assessment.strategy
    said += [(_owner(strategy, f.id), t) for f in assessment.follow_ups for t in (f.progress, f.remedy)]
    mine = {t for d, t in said if d == department}
    return {t for d, t in said if d != department and len(t) > 6} - mine


def _owner(strategy: Strategy, item: str) -> str:
    departments = {m.id: m.department for m in strategy.measures} | {b.id: b.department for b in strategy.bars}
    return departments[item]


@pytest.mark.parametrize("checkpoint", ["q2", "q3"])
def test_nothing_that_another_department_wrote_is_in_a_sheet(checkpoint: str) -> None:
    assessment = judged(checkpoint)
    for state in assessment.departments:
        own = state.department.id
        said = everything(compose(assessment, own).blocks)
        others = free_texts(assessment, own)
        assert len(others) > 10
        assert [t for t in others if t in said] == []
        files_of_others = {d.used.file.rpartition("/")[2] for d in assessment.departments if d.used and d is not state}
        assert [f for f in files_of_others if f in said] == []


def test_its_own_words_are_there() -> None:
    assessment = judged("q2")
    said = everything(compose(assessment, LATE).blocks)
    own = [m.explanation for m in assessment.measures if m.measure.department == LATE and m.behind]
    assert own
    for words in own:
        assert words.reason in said
        assert words.remedy in said
        assert words.due in said


def test_a_shared_initiative_says_how_many_rows_are_others() -> None:
    assessment = judged("q2")
    strategy = assessment.strategy
    said = everything(compose(assessment, GOOD).blocks)
    shared = strategy.initiative("2")
    measures = sum(m.department != GOOD for m in shared.measures)
    bars = sum(b.department != GOOD for b in shared.bars)
    assert measures
    assert bars
    assert f"ほかの所属に測定項目{measures}項目と工程{bars}件がある。" in said


# --- what is asked ---------------------------------------------------------------------------------------------------


def test_who_has_not_handed_in_is_told_what_and_by_when() -> None:
    assessment = judged("q3")
    paper = compose(assessment, MISSING)
    assert headings(paper)[0] == "第3四半期の提出票が提出されていない"
    wanted = asked(paper)
    assert "R7Q3_産業振興課.xlsx" in wanted[phrases.HAND_IN]
    assert "提出期限は令和8年1月9日（金）です。" in wanted[phrases.HAND_IN]
    assert "第4四半期（1～3月）の提出票：令和8年3月12日（木）まで" in wanted[phrases.NEXT]
    assert phrases.MEND not in wanted
    assert not [t for t in tables(paper) if t.caption == "出典：数値の取得元"]


def test_what_is_left_open_and_what_is_to_mend_is_asked(tmp_path: Path) -> None:
    root = city.workspace(tmp_path / "w")
    kpi: dict[str, dict[str, city.Cell]] = {**city.FULL_SOUMU, "1-1a": {"value": 20}, "1-2": {"value": "多数"}}
    city.submit(root, "q1", "soumu", kpi, city.SOUMU_TASKS, city.SOUMU_LISTS)
    city.submit(root, "q1", "fukushi", city.FULL_FUKUSHI, city.FUKUSHI_TASKS, city.FUKUSHI_LISTS)
    assessment = evaluate(Request(root))
    wanted = asked(compose(assessment, "soumu"))
    assert "値又は状況が未報告：1-2" in wanted[phrases.FILL_IN]
    for word in (phrases.REASON, phrases.REMEDY, phrases.DUE):
        assert re.search(rf"{word}の記載がない：[^\n]*1-1a", wanted[phrases.FILL_IN])
    (state,) = (d for d in assessment.departments if d.department.id == "soumu")
    assert f"誤り{state.errors}件を直し" in wanted[phrases.MEND]
    assert "R7Q1_総務課_再提出2.xlsx" in wanted[phrases.MEND]
    fukushi = asked(compose(assessment, "fukushi"))
    assert fukushi[phrases.NOW] == phrases.NOTHING


def test_a_file_that_could_not_be_read_is_named(tmp_path: Path) -> None:
    root = city.workspace(tmp_path / "w")
    city.submit_all(root, "q1")
    (root / "inputs/r7/q1/R7Q1_総務課.xlsx").write_bytes(b"PK\x03\x04 broken")
    paper = compose(evaluate(Request(root)), "soumu")
    assert headings(paper)[0] == "第1四半期の提出票を読み取れなかった"
    assert "届いたファイル（R7Q1_総務課.xlsx）は、読み取れなかった。" in asked(paper)[phrases.HAND_IN]
    assert "W01" in [t.partition("\n")[0] for t in cell_texts(titled(paper, "指摘事項"))]


# --- files, folders, the command line --------------------------------------------------------------------------------


def run(workspace: Path, *arguments: str) -> tuple[int, str, str]:
    result = CliRunner().invoke(main, ["quarterly", "--workspace", str(workspace), *arguments])
    assert result.exception is None or isinstance(result.exception, SystemExit), result.exception
    return result.exit_code, result.stdout, result.stderr


def contents(folder: Path) -> dict[str, bytes]:
    return {p.relative_to(folder).as_posix(): p.read_bytes() for p in sorted(folder.rglob("*")) if p.is_file()}


def test_sheets_go_beside_what_is_published_and_beside_each_other(tmp_path: Path) -> None:
    root = city.workspace(tmp_path / "w")
    city.submit_all(root, "q1")
    quarterly(Request(root), (Kind.DATA,), unwatched)
    before = contents(root / "outputs")
    code, out, _ = run(root, "--department", "all", "--json")
    said = json.loads(out)
    assert code == 0
    assert said["folder"] == "outputs/r7/q1-departments"
    names = [f["file"] for f in said["files"]]
    assert names[:2] == ["R7Q1_所属別フィードバック_総務課.pdf", "R7Q1_所属別フィードバック_福祉課.pdf"]
    assert names[2:] == ["manifest.json", "run.log"]
    manifest = json.loads((root / said["folder"] / "manifest.json").read_text(encoding="utf-8"))
    assert manifest["departments"] == ["soumu", "fukushi"]
    every = contents(root / said["folder"])
    code, out, _ = run(root, "--department", "fukushi", "--draft", "--as-of", "2025-06-15", "--json")
    assert (code, json.loads(out)["folder"]) == (0, "outputs/r7/q1-draft-departments-fukushi")
    assert contents(root / "outputs/r7/q1-departments") == every
    assert {k: v for k, v in contents(root / "outputs").items() if k in before} == before
    draft = root / "outputs/r7/q1-draft-departments-fukushi/R7Q1_所属別フィードバック_福祉課.pdf"
    pages = PdfReader(draft).pages
    assert len(pages) > 1
    for page in pages:
        assert "案" in page.extract_text()


def test_an_unknown_department_is_refused_with_those_that_there_are(tmp_path: Path) -> None:
    root = city.workspace(tmp_path / "w")
    city.submit_all(root, "q1")
    code, _, err = run(root, "--department", "soumu", "--department", "somu")
    assert code == 2
    assert "「somu」という所属のIDはありません。" in err
    assert "soumu（総務課）、fukushi（福祉課）" in err
    code, _, err = run(root, "--department", "soumu", "--only", "data")
    assert code == 2
    assert "R16" in err
    assert not (root / "outputs").exists()


def test_the_order_and_the_number_of_times_do_not_matter() -> None:
    assessment = judged("q2")
    assert choose(assessment, (GOOD, LATE, GOOD)) == (LATE, GOOD)
    every = choose(assessment, ("all",))
    assert len(every) == len(assessment.departments)
    assert sheets_folder(assessment, (LATE, GOOD)) == "q2-departments-joho-seisaku-tosho"
    assert sheets_folder(assessment, every) == "q2-departments"
    long = sheets_folder(assessment, every[:-1])
    assert len(long) < 40
    assert long != sheets_folder(assessment, every[1:])
    with pytest.raises(CannotRun) as caught:
        choose(assessment, ("nowhere", "all"))
    assert [f.code for f in caught.value.findings] == ["R15"]


def test_names_come_from_the_plan() -> None:
    strategy = judged("q2").strategy
    names = files.department_sheets(strategy.year, judged("q2").checkpoint, strategy.departments)
    assert names[GOOD] == "R7Q2_所属別フィードバック_図書館.pdf"
    assert len(set(names.values())) == len(strategy.departments)


@pytest.fixture(scope="module")
def sheets(project: Path) -> Path:
    outcome = feedback(Request(project, checkpoint="q2"), (LATE, GOOD), unwatched)
    return project / outcome.folder


def test_the_same_inputs_give_the_same_bytes(sheets: Path, project: Path) -> None:
    before = contents(sheets)
    feedback(Request(project, checkpoint="q2"), (GOOD, LATE), unwatched)
    assert contents(sheets) == before


@pytest.mark.parametrize("department", [LATE, GOOD])
def test_outline(department: str, sheets: Path) -> None:
    name = judged("q2").strategy.department(department).name
    actual = outline.of_report(sheets / f"R7Q2_所属別フィードバック_{name}.pdf")
    golden = GOLDEN / f"department-{department}.txt"
    if os.environ.get("DXREPORT_REFRESH_GOLDEN"):
        golden.write_text(actual, encoding="utf-8")
    assert actual == golden.read_text(encoding="utf-8")


def test_every_page_bears_the_department_s_name(sheets: Path) -> None:
    for path in sheets.glob("*.pdf"):
        name = path.stem.rpartition("_")[2]
        for page in PdfReader(BytesIO(path.read_bytes())).pages:
            assert name in page.extract_text().replace(" ", "")


# --- any city --------------------------------------------------------------------------------------------------------

CASES = [(name, checkpoint) for name, steps in cities.CHECKPOINTS.items() for checkpoint in steps]


@pytest.mark.parametrize(("name", "checkpoint"), CASES)
def test_sheets_of_another_city_speak_its_language(name: str, checkpoint: str, roots: dict[str, Path]) -> None:
    assessment = evaluate(Request(roots[name], checkpoint=checkpoint))
    seen: set[str] = set()
    for state in assessment.departments:
        own = narrowed(assessment, state.department.id)
        paper = compose(assessment, state.department.id)
        said = everything(paper.blocks)
        for foreign in ("重点取組", "戦略テーマ"):
            assert foreign not in said
        if own.initiatives and state.used is not None:
            assert assessment.strategy.terms.initiative in said
        if own.measures:
            shown = {r[0].text for r in titled(paper, phrases.MEASURES).rows if isinstance(r[0], TextCell)}
            assert shown == {m.measure.id for m in own.measures}
            seen |= shown
    assert seen == {m.measure.id for m in assessment.measures if _submits(assessment, m.measure.department)}


def _submits(assessment: Assessment, department: str) -> bool:
    return any(d.department.id == department for d in assessment.departments)

"""新旧対照表 as a Word paper, and ``dxreport diff`` on the command line."""

from __future__ import annotations

import io
import json
import zipfile
from datetime import date
from pathlib import Path
from typing import Any

import docx
import pytest
from click.testing import CliRunner
from docx.document import Document
from docx.enum.section import WD_ORIENT
from docx.oxml.ns import qn
from docx.table import _Cell
from lxml import etree

from dxreport.assessing import Request, evaluate
from dxreport.cli import main
from dxreport.evaluate.checkpoint_changes import checkpoint_changes
from dxreport.report import amendment
from dxreport.report.cells import SpansCell
from tests import city
from tests.amended import CITY, REAL, Edit, Plan, amend, plan_of, write
from tests.test_diff import first

NAME = "R7_スマート計画_新旧対照表.docx"


@pytest.fixture
def root(tmp_path: Path) -> Path:
    return city.workspace(tmp_path / "w")


def run(root: Path, *arguments: str) -> tuple[int, str, str]:
    result = CliRunner().invoke(main, ["diff", "--workspace", str(root), *arguments])
    assert result.exception is None or isinstance(result.exception, SystemExit), result.exception
    return result.exit_code, result.stdout, result.stderr


def revised(root: Path, edit: Edit) -> str:
    """The workspace's strategy changed by ``edit``; returns the path of the version before it."""
    old = root / "inputs" / "r7" / "strategy-old.yaml"
    plan = plan_of(CITY)
    write(plan, old)
    edit(plan)
    write(plan, root / "inputs" / "r7" / "strategy.yaml")
    return str(old)


def outputs(root: Path) -> list[str]:
    folder = root / "outputs"
    return sorted(p.relative_to(folder).as_posix() for p in folder.rglob("*") if p.is_file()) if folder.exists() else []


def paper(root: Path) -> Document:
    return docx.Document(str(root / "outputs" / "r7" / "diff" / NAME))


def marked(cell: _Cell) -> str:
    """A cell's text, what is underlined in double brackets."""
    lines = []
    for paragraph in cell.paragraphs:
        lines.append("".join(f"[[{r.text}]]" if r.underline else r.text for r in paragraph.runs))
    return "\n".join(lines)


def rows(document: Document) -> list[tuple[str, ...]]:
    (table,) = document.tables
    return [tuple(marked(c) for c in dict.fromkeys(row.cells)) for row in table.rows]


def several(plan: Plan) -> None:
    first(plan)["indicators"][1].update(text="研修受講率：97%超")
    first(plan)["indicators"].pop(3)
    first(plan)["tasks"].append(
        {
            "id": "1-T9",
            "name": "窓口の|予約",
            "bars": [{"id": "1-S9", "short_name": "予約", "first": "7", "last": "7", "department": "soumu"}],
        }
    )
    plan["foreword"]["items"].insert(0, {"paragraph": "計画を改めました。"})


# --- the paper -------------------------------------------------------------------------------------------------------


def test_the_paper_has_the_usual_form(root: Path) -> None:
    old = revised(root, several)
    code, out, _ = run(root, old, "--date", "2025-10-01")
    assert code == 0
    assert f"outputs/r7/diff/{NAME}" in out
    document = paper(root)
    assert [p.text for p in document.paragraphs if p.text] == [
        "令和7年度（2025年度）スマート計画　新旧対照表",
        "みどり市　企画部　計画課",
        "改定日　令和7年10月1日",
        "下線は、改定部分",
    ]
    assert rows(document) == [
        ("改定後", "改定前"),
        ("はじめに",),
        ("[[計画を改めました。]]", "（新設）"),
        ("（略）", "（略）"),
        ("施策1　指標",),
        ("（略）", "（略）"),
        ("研修受講率：[[97%]]超", "研修受講率：[[95%]]超"),
        ("（略）", "（略）"),
        ("（削る）", "[[重大な障害：0件]]"),
        ("（略）", "（略）"),
        ("施策1　取組",),
        ("（略）", "（略）"),
        ("[[窓口の予約]]\n[[・7月]]", "（新設）"),
    ]


def test_the_head_is_repeated_and_only_long_rows_split(root: Path) -> None:
    long = "区民の利便性の向上と業務の効率化を両立させる。" * 30
    old = revised(root, lambda p: p["foreword"]["items"].insert(0, {"paragraph": long}))
    run(root, old)
    (table,) = paper(root).tables
    properties = [row._tr.trPr for row in table.rows]
    assert [p.find(qn("w:tblHeader")) is not None for p in properties] == [True, False, False, False]
    assert [p.find(qn("w:cantSplit")) is not None for p in properties] == [True, True, False, True]


def test_the_paper_is_landscape_and_its_head_reaches_across(root: Path) -> None:
    run(root, revised(root, several))
    (section,) = paper(root).sections
    assert section.orientation == WD_ORIENT.LANDSCAPE
    assert section.page_width is not None
    assert section.page_height is not None
    assert section.page_width > section.page_height
    assert section.left_margin is not None
    assert section.right_margin is not None
    room = section.page_width - section.left_margin - section.right_margin
    for part in (section.header, section.footer, section.first_page_footer):
        stops = [s.position for s in part.paragraphs[0].paragraph_format.tab_stops if s.position and s.alignment]
        assert abs(max(stops) - room) < 2_000, "within a hundredth of a centimetre"
    assert section.different_first_page_header_footer
    assert "PAGE" in etree.tostring(section.first_page_footer._element, encoding="unicode")


def test_without_a_date_none_is_printed_and_the_bytes_are_the_same(root: Path) -> None:
    old = revised(root, several)
    run(root, old)
    file = root / "outputs" / "r7" / "diff" / NAME
    once = file.read_bytes()
    assert "改定日" not in "".join(p.text for p in paper(root).paragraphs)
    run(root, old)
    assert file.read_bytes() == once


def test_a_moved_passage_says_from_where_and_to_where() -> None:
    def edit(plan: Plan) -> None:
        one, two = (t["initiatives"][0] for t in plan["themes"])
        two["tasks"].append(one["tasks"].pop(0))
        two["tasks"][-1]["name"] = "手続を|大きく見直す"

    table = amendment.table(amend(edit).rows)
    told = {
        g.heading: [[tuple(_marked(c)) for c in row if isinstance(c, SpansCell)] for row in g.rows]
        for g in table.groups
    }
    bars = ("・4～9月", "・●決定：9月末", "・試行：10月～3月（※想定）", "・●方針決定：1月初め")
    assert told["施策1　取組"] == [[("[[（施策2へ移動）]]",), ("手続を見直す", *bars)]]
    new, old = told["施策2　取組"][-1]
    assert new == ("手続を[[大きく]]見直す", *bars)
    assert old == ("[[（施策1から移動）]]", "手続を見直す", *bars)


def _marked(cell: SpansCell) -> list[str]:
    return ["".join(f"[[{s.text}]]" if s.underlined else s.text for s in line) for line in cell.lines]


NASTY = '=HYPERLINK("http://x","y")<b>&amp;<w:p/>]]>{{ x }}%s [bold]'


def test_text_is_text(root: Path) -> None:
    def edit(plan: Plan) -> None:
        first(plan).update(outline=NASTY, short_name="[red]名")
        plan["title"] = "../計画/新"

    old = revised(root, edit)
    code, out, _ = run(root, old)
    assert code == 0
    assert "[red]名" in out
    (file,) = outputs(root)
    assert file == "r7/diff/R7_計画新_新旧対照表.docx"
    content = (root / "outputs" / file).read_bytes()
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        for name in archive.namelist():
            if name.endswith((".xml", ".rels")):
                etree.fromstring(archive.read(name))
        assert b"http://x" not in archive.read("word/_rels/document.xml.rels")
    document = docx.Document(io.BytesIO(content))
    assert f"[[{NASTY}]]" in [cell for row in rows(document) for cell in row]


# --- the command -----------------------------------------------------------------------------------------------------


def test_nothing_changed_writes_nothing(root: Path) -> None:
    old = revised(root, lambda plan: plan)
    code, out, _ = run(root, old)
    assert (code, out, outputs(root)) == (0, "変更はありません。\n", [])
    old = revised(root, lambda plan: plan["palette"].update(accent="0B4F72"))
    code, out, _ = run(root, old)
    assert (code, outputs(root)) == (0, [])
    assert out.splitlines() == [
        "文書に現れる変更はありません。新旧対照表は作りませんでした。",
        "文書に現れない変更（1件）",
        "　palette accent：「0B4F71」 → 「0B4F72」",
    ]


def test_two_files_of_any_place_can_be_compared(root: Path, tmp_path: Path) -> None:
    plan = plan_of(CITY)
    old = write(plan, tmp_path / "a" / "strategy.yaml")
    several(plan)
    new = write(plan, tmp_path / "b" / "strategy.yaml")
    code, _, _ = run(root, str(old), str(new))
    assert (code, outputs(root)) == (0, [f"r7/diff/{NAME}"])
    assert sorted(p.name for p in tmp_path.iterdir()) == ["a", "b", "w"]


BROKEN = {
    "missing": (None, "Y01"),
    "no yaml": ("a: [", "Y02"),
    "not text": (b"\x93\xfa", "Y14"),
    "a wrong field": ("format: dxreport-strategy-1\nnonsense: 1\n", "Y04"),
}


@pytest.mark.parametrize("side", ["old", "new"])
@pytest.mark.parametrize("kind", BROKEN)
def test_an_unreadable_version_stops_it_and_leaves_the_earlier_paper(
    root: Path, tmp_path: Path, side: str, kind: str
) -> None:
    good = revised(root, several)
    run(root, good)
    before = (root / "outputs" / "r7" / "diff" / NAME).read_bytes()
    content, code = BROKEN[kind]
    bad = tmp_path / "版" / "strategy.yaml"
    bad.parent.mkdir()
    if content is not None:
        bad.write_bytes(content if isinstance(content, bytes) else content.encode())
    exit_code, out, err = run(root, *((str(bad), good) if side == "old" else (good, str(bad))))
    assert (exit_code, out) == (2, "")
    assert f" {code}］版/strategy.yaml" in err
    assert (root / "outputs" / "r7" / "diff" / NAME).read_bytes() == before


def test_no_template_no_paper(root: Path) -> None:
    old = revised(root, several)
    (root / "templates").unlink()
    (root / "templates").mkdir()
    code, _, err = run(root, old)
    assert (code, outputs(root)) == (2, [])
    assert "F04" in err


def test_machines_get_every_change_whole(root: Path) -> None:
    def edit(plan: Plan) -> None:
        several(plan)
        plan["palette"].update(accent="0B4F72")

    old = revised(root, edit)
    code, out, _ = run(root, old, "--json")
    said = json.loads(out)
    assert code == 0
    assert said["file"] == f"outputs/r7/diff/{NAME}"
    assert [c["kind"] for c in said["changes"]] == ["added", "changed", "deleted", "added"]
    for change in said["changes"]:
        for side in (change["old"], change["new"]):
            if side:
                assert "".join(p["text"] for p in side["pieces"]) == side["text"]
    assert said["hidden"][0]["place"] == "palette accent"
    assert {h["place"] for h in said["hidden"]} > {"bars 1-S9 short_name", "measures 1-4 target"}
    code, out, _ = run(root, old, old, "--json")
    assert (code, json.loads(out)["published"]) == (0, False)


@pytest.mark.parametrize(
    "arguments", [("q1",), ("q1", "inputs"), ("inputs", "q2"), ("q1", "q2", "--date", "2025-10-01"), ()]
)
def test_what_cannot_be_meant_is_refused(root: Path, arguments: tuple[str, ...]) -> None:
    code, out, err = run(root, *arguments)
    assert (code, out) == (2, "")
    assert "時点は2つ指定してください" in err or "指定してください" in err


def test_the_real_strategy_against_itself_and_a_revision() -> None:
    assert amend(lambda plan: plan, REAL).changes == ()
    found = amend(lambda p: p["themes"][0]["initiatives"][0].update(outline="手続を改める。"), REAL)
    assert [r.place for r in found.changes] == [
        "第4　令和7年度デジタル・ICT戦略 13の重点取組　戦略テーマ①",
        "重点取組1　実施の概要",
    ]


# --- two checkpoints -------------------------------------------------------------------------------------------------


@pytest.fixture(scope="module")
def half_year(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """In the first quarter one measure and one bar are late; in the second they recover and others are late."""
    root = city.workspace(tmp_path_factory.mktemp("w"))
    late: dict[str, city.Cell] = {"reason": "遅れ", "remedy": "対応", "due": "9月末"}
    city.submit_all(root, "q1")
    q1: dict[str, dict[str, city.Cell]] = {**city.FULL_SOUMU, "1-1a": {"value": 5, **late}, "1-2": {"value": 20}}
    tasks = {**city.SOUMU_TASKS, "1-S1": {"state": "未着手", **late}}
    city.submit(root, "q1", "soumu", q1, tasks, city.SOUMU_LISTS)
    city.submit_all(root, "q2")
    q2: dict[str, dict[str, city.Cell]] = {**city.FULL_SOUMU, "1-1a": {"value": 60}, "1-2": {"value": 21, **late}}
    city.submit(
        root,
        "q2",
        "soumu",
        q2,
        {**city.SOUMU_TASKS, "1-S1": {"state": "完了", "finished": date(2025, 9, 20)}},
        city.SOUMU_LISTS,
    )
    return root


def checkpoints(root: Path) -> dict[str, Any]:
    code, out, err = run(root, "q1", "q2", "--json")
    assert code == 0, err
    said: dict[str, Any] = json.loads(out)
    return said


def test_what_changed_between_two_checkpoints(half_year: Path) -> None:
    said = checkpoints(half_year)
    measures = {m["id"]: m for m in said["measures"]}
    assert (measures["1-1a"]["before"]["class"], measures["1-1a"]["after"]["class"]) == ("late", "on_track")
    assert (measures["1-1a"]["before"]["value"], measures["1-1a"]["after"]["value"]) == (5, 60)
    assert measures["1-1a"]["change"] == "better"
    assert measures["1-2"]["change"] == "worse"
    assert said["became_late"] == ["1-2"]
    assert said["recovered"] == ["1-1a"]
    assert said["delays_ended"] == ["1-S1"]
    assert said["bars_became_late"] == []
    for side in ("before", "after"):
        assert sum(c[side] for c in said["counts"]) == len(city.strategy().measures)
    assert outputs(half_year) == []


def test_the_screen_says_the_same(half_year: Path) -> None:
    code, out, _ = run(half_year, "q1", "Q2")
    assert code == 0
    lines = [" ".join(line.split()) for line in out.splitlines()]
    assert "新たに遅れたもの（1）：1-2 受講率" in lines
    assert "回復したもの（1）：1-1a 設置率" in lines
    assert "新たに遅れた工程：なし" in lines
    assert "遅れが解消した工程（1）：1-S1 見直し" in lines
    assert "1-1a 設置率 5.0% ×D遅れ → 60.0% ○B順調 ↑改善" in lines
    assert any(line.startswith("施策1 手続の改善（工程） ×未着手（遅れ） →") for line in lines)


def test_a_checkpoint_against_itself(half_year: Path) -> None:
    code, out, _ = run(half_year, "q2", "q2")
    assert code == 0
    assert "評価にも値にも変化はありません。" in out


def test_a_checkpoint_without_submissions(half_year: Path) -> None:
    code, _, err = run(half_year, "q2", "q3")
    assert code == 2
    assert "R01" in err


def test_only_differences_are_listed(half_year: Path) -> None:
    from_the_same = checkpoint_changes(*(2 * (_assessed(half_year),)))
    assert from_the_same.nothing


def _assessed(root: Path) -> Any:
    return evaluate(Request(root, checkpoint="q2"))

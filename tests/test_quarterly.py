"""The main job, from the project's own inputs to published files, as an officer would run it."""

from __future__ import annotations

import hashlib
import json
import os
import subprocess
import sys
from pathlib import Path

import pytest
from click.testing import CliRunner

from dxreport.cli import main
from tests import city

EXPECTED = {
    "R7_デジタル・ICT戦略.docx",
    "R7_デジタル・ICT戦略.pptx",
    "R7Q2_委員会報告資料.pptx",
    "R7Q2_進捗報告書.pdf",
    "R7Q2_進捗報告書.txt",
    "R7Q2_進捗集計表.xlsx",
    "data/results.json",
    "data/measures.csv",
    "data/schedule.csv",
    "data/submissions.csv",
    "data/findings.csv",
    "manifest.json",
    "run.log",
}
SLIPS = {f"R7Q2_差戻票/R7Q2_差戻票_{name}.xlsx" for name in ("情報政策課", "広報課", "生活福祉課")}
"""Of the sample year's second quarter: departments with something to mend or to look at."""


def run(workspace: Path, *arguments: str) -> tuple[int, str, str]:
    result = CliRunner().invoke(main, [arguments[0], "--workspace", str(workspace), *arguments[1:]])
    assert result.exception is None or isinstance(result.exception, SystemExit), result.exception
    return result.exit_code, result.stdout, result.stderr


def files(folder: Path) -> dict[str, bytes]:
    return {p.relative_to(folder).as_posix(): p.read_bytes() for p in sorted(folder.rglob("*")) if p.is_file()}


def test_everything_is_published_and_recorded(published: Path) -> None:
    made = files(published)
    assert set(made) == EXPECTED | SLIPS
    manifest = json.loads(made["manifest.json"])
    recorded = {o["file"]: o["sha256"] for o in manifest["outputs"]}
    assert recorded == {n: hashlib.sha256(made[n]).hexdigest() for n in set(made) - {"manifest.json", "run.log"}}
    inputs = {i["file"]: i["sha256"] for i in manifest["inputs"]}
    for name, digest in inputs.items():
        assert hashlib.sha256((city.ROOT / name).read_bytes()).hexdigest() == digest
    assert {"inputs/r7/strategy.yaml", "inputs/r7/q1/R7Q1_DX戦略課.xlsx", "templates/briefing.pptx"} <= set(inputs)
    assert manifest["as_of"] == "2025-09-30"
    assert {f["code"] for f in manifest["findings"]} == {"N01", "E02", "N05", "S10"}


def test_the_same_inputs_give_the_same_bytes(published: Path, project: Path, tmp_path: Path) -> None:
    """In another process, with another hash seed, time zone and locale."""
    for name in ("inputs", "templates", "fonts"):
        (tmp_path / name).symlink_to(project / name)
    environment = {**os.environ, "PYTHONHASHSEED": "4711", "TZ": "Pacific/Kiritimati", "LC_ALL": "C.UTF-8"}
    command = [sys.executable, "-m", "dxreport", "quarterly", "--checkpoint", "q2", "--workspace", str(tmp_path)]
    subprocess.run(command, check=True, capture_output=True, env=environment, cwd=city.ROOT)  # noqa: S603  our own program
    again = files(tmp_path / "outputs" / "r7" / "q2")
    different = [name for name, content in files(published).items() if again.get(name) != content]
    assert different == []
    assert set(again) == EXPECTED | SLIPS


def test_without_a_checkpoint_the_latest_with_submissions_is_taken(tmp_path: Path) -> None:
    root = city.workspace(tmp_path / "w")
    city.submit_all(root, "q1")
    city.submit_all(root, "q2")
    code, out, _ = run(root, "quarterly", "--json", "--only", "data")
    assert code == 0
    said = json.loads(out)
    assert (said["checkpoint"], said["as_of"], said["missing"]) == ("q2", "2025-09-30", [])
    assert said["folder"] == "outputs/r7/q2-data"


@pytest.mark.parametrize("checkpoint", ["q1", "q2", "q3", "q4", "final"])
def test_another_city_runs_through_unchanged(tmp_path: Path, checkpoint: str) -> None:
    root = city.workspace(tmp_path / "w")
    for step in ("q1", "q2", "q3", "q4", "final"):
        city.submit_all(root, step)
    code, out, err = run(root, "quarterly", "--checkpoint", checkpoint)
    assert code == 0, err
    assert "みどり市" in out
    names = {n for n in files(root / "outputs" / "r7" / checkpoint) if "差戻票" not in n}
    assert len(names) == len(EXPECTED)
    assert "R7_スマート計画.docx" in names


def test_nothing_but_missing_submissions_is_still_a_paper(tmp_path: Path) -> None:
    root = city.workspace(tmp_path / "w")
    (root / "inputs" / "r7" / "q1").mkdir()
    (root / "inputs" / "r7" / "q1" / "R7Q1_総務課.xlsx").write_bytes(b"PK\x03\x04 broken")
    code, out, _ = run(root, "quarterly")
    assert code == 0
    assert "未提出：総務課、福祉課" in out
    assert "W01" in out
    slip = "R7Q1_差戻票/R7Q1_差戻票_総務課.xlsx"
    assert set(files(root / "outputs" / "r7" / "q1")) >= {slip}
    assert len(files(root / "outputs" / "r7" / "q1")) == len(EXPECTED) + 1


def test_exit_codes(tmp_path: Path) -> None:
    root = city.workspace(tmp_path / "w")
    assert run(root, "quarterly")[0] == 2
    city.submit_all(root, "q1")
    assert run(root, "check")[0] == 0
    assert run(root, "quarterly", "--strict", "--only", "data")[0] == 0
    city.submit(root, "q1", "soumu", {**city.FULL_SOUMU, "1-1a": {"value": "多数"}}, city.SOUMU_TASKS, city.SOUMU_LISTS)
    assert run(root, "check")[0] == 1
    assert run(root, "quarterly", "--only", "data")[0] == 0
    assert run(root, "quarterly", "--strict", "--only", "data")[0] == 1
    assert run(root, "quarterly", "--checkpoint", "q9")[0] == 2
    assert run(root, "quarterly", "--year", "r6")[0] == 2


def test_a_broken_master_publishes_nothing_and_leaves_the_last_publication(tmp_path: Path) -> None:
    root = city.workspace(tmp_path / "w")
    city.submit_all(root, "q1")
    assert run(root, "quarterly")[0] == 0
    before = files(root / "outputs")
    path = root / "inputs" / "r7" / "strategy.yaml"
    path.write_text(path.read_text(encoding="utf-8").replace("type: level", "type: lebel"), encoding="utf-8")
    code, _, err = run(root, "quarterly")
    assert code == 2
    assert "strategy.yaml" in err
    assert "themes[0].initiatives[0].indicators[0].measures[0].type" in err
    assert "Traceback" not in err
    assert files(root / "outputs") == before


def test_a_draft_goes_beside_the_publication(tmp_path: Path) -> None:
    root = city.workspace(tmp_path / "w")
    city.submit_all(root, "q1")
    assert run(root, "quarterly")[0] == 0
    before = files(root / "outputs" / "r7" / "q1")
    assert run(root, "quarterly", "--draft")[0] == 0
    assert files(root / "outputs" / "r7" / "q1") == before
    assert len(files(root / "outputs" / "r7" / "q1-draft")) == len(EXPECTED)


def test_status_and_explain(project: Path) -> None:
    code, out, _ = run(project, "status", "--checkpoint", "q3", "--json")
    states = {d["name"]: d["state"] for d in json.loads(out)["departments"]}
    assert code == 0
    assert [name for name, state in states.items() if state != "submitted"] == ["産業振興課"]
    code, out, _ = run(project, "explain", "8-1a", "--checkpoint", "q2")
    assert code == 0
    for part in ("36.5÷50×100＝73％", "KPI実績!J", "R7Q2_情報政策課.xlsx", "×D遅れ", "×D 80%未満"):
        assert part in out
    assert run(project, "explain", "8-1z")[0] == 2
    code, out, _ = run(project, "explain", "--target", "733人")
    assert code == 0
    assert "方向が読み取れません" in out


def test_check_names_the_cell_of_a_single_file(project: Path) -> None:
    path = project / "inputs" / "r7" / "q3" / "R7Q3_情報政策課.xlsx"
    result = CliRunner().invoke(main, ["check", str(path), "--workspace", str(project), "--json"])
    found = json.loads(result.stdout)["findings"]
    assert result.exit_code == 1
    assert [(f["code"], f["sheet"], f["found"]) for f in found] == [("N02", "KPI実績", "63,5")]


def test_forms_carry_the_last_values(project: Path, tmp_path: Path) -> None:
    for name in ("inputs", "templates", "fonts"):
        (tmp_path / name).symlink_to(project / name)
    code, out, _ = run(tmp_path, "forms", "--checkpoint", "q3", "--json")
    assert code == 0
    assert len(json.loads(out)["files"]) == 18
    again = files(tmp_path / "outputs" / "r7" / "forms-q3")
    assert run(tmp_path, "forms", "--checkpoint", "q3")[0] == 0
    assert files(tmp_path / "outputs" / "r7" / "forms-q3") == again


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (["quarterly", "--chekpoint", "q2"], "「--chekpoint」という指定はありません"),
        (["publish"], "コマンドを次から選んでください"),
        (["quarterly", "--as-of", "9月末"], "2025-09-30の形"),
        (["status", "--workspace", "nowhere"], "フォルダー「nowhere」がありません"),
        (["explain"], "--target"),
    ],
)
def test_a_wrong_command_line_is_explained_in_japanese(arguments: list[str], said: str) -> None:
    result = CliRunner().invoke(main, arguments)
    assert result.exit_code == 2
    assert said in result.stderr
    assert "--help" in result.stderr
    assert not result.stdout


def test_doctor_says_whether_a_run_is_possible(tmp_path: Path, project: Path) -> None:
    code, out, _ = run(project, "doctor")
    assert code == 0
    assert "処理できる状態です" in out
    assert "測定項目40項目" in out
    (tmp_path / "w").mkdir()
    (tmp_path / "w" / "templates").symlink_to(project / "templates")
    code, out, _ = run(tmp_path / "w", "doctor", "--json")
    assert code == 1
    assert {f["code"] for f in json.loads(out)["findings"]} == {"F01", "Y01"}


def test_explain_for_machines_has_every_part(project: Path) -> None:
    code, out, _ = run(project, "explain", "1-1", "--checkpoint", "q2", "--json")
    said = json.loads(out)
    assert code == 0
    assert (said["kind"], said["status"]) == ("measure", "on_track")
    assert [(c["id"], c["basis"], c["limit"]) for c in said["scale"]] == [
        ("achieved", "reached", None),
        ("on_track", "progress", 100),
        ("behind", "progress", 80),
        ("late", None, None),
    ]
    assert said["numerator"] * 100 / said["denominator"] == pytest.approx(said["actual"])
    assert [h["checkpoint"] for h in said["history"]] == ["q1", "q2", "q3", "q4"]
    assert said["cells"][0]["sheet"] == "手続一覧"
    bar = json.loads(run(project, "explain", "8-S1", "--checkpoint", "q2", "--json")[1])
    assert (bar["kind"], bar["status"], bar["delay_months"]) == ("bar", "delayed", 2)
    initiative = json.loads(run(project, "explain", "8", "--checkpoint", "q2", "--json")[1])
    assert (initiative["kind"], initiative["kpi"], initiative["measures"]["8-1a"]) == ("initiative", "late", "late")

"""Editions of the strategy document: the approved text stays as it is; progress and the list of faults stand beside it."""

from __future__ import annotations

import json
import re
import subprocess
from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from functools import cache
from pathlib import Path

import docx
import pytest
from click.testing import CliRunner
from docx.oxml.ns import qn
from lxml import etree
from pypdf import PdfReader

from dxreport.assessing import Request, evaluate
from dxreport.cli import main
from dxreport.errors import CannotRun
from dxreport.evaluate.assessment import Assessment, Counts
from dxreport.model.period import Checkpoint
from dxreport.model.scale import ScheduleStatus, StatusClass
from dxreport.report import strategy_additions, strategy_deck, strategy_document
from dxreport.report.blocks import Block, Heading, Paragraph, ParagraphRole, Table
from dxreport.report.progress_parts import View
from dxreport.report.strategy_additions import Additions
from dxreport.report.wording import files
from dxreport.report.wording import strategy_additions as phrases
from dxreport.report.wording.scale import voice
from tests import cities, city, document_text
from tests.test_strategy_papers import strategy, text_of

PLAIN = "R7_デジタル・ICT戦略.docx"
BOTH = "R7Q2_デジタル・ICT戦略_進捗入り_表記一覧付き.docx"
PROGRESS, FAULTS = Additions(progress=True), Additions(faults=True)


def run(root: Path, *arguments: str) -> tuple[int, str]:
    result = CliRunner().invoke(main, ["quarterly", "--workspace", str(root), *arguments])
    assert result.exception is None or isinstance(result.exception, SystemExit), result.exception
    return result.exit_code, result.stderr


@pytest.fixture(scope="module")
def editions(project: Path) -> Path:
    """The strategy papers of the second quarter, with both additions."""
    arguments = ("--checkpoint", "q2", "--only", "strategy", "--with-progress", "--with-faults")
    assert run(project, *arguments)[0] == 0
    return project / "outputs" / "r7" / "q2-strategy"


@cache
def judged(checkpoint: str) -> Assessment:
    return evaluate(Request(city.ROOT, checkpoint=checkpoint))


def added(assessment: Assessment) -> list[str]:
    blocks = strategy_document.compose(assessment, PROGRESS).blocks
    return [b.plain for b in blocks if isinstance(b, Paragraph) and b.role is ParagraphRole.PROGRESS]


# --- beside the approved text --------------------------------------------------------------------------------------


def test_the_plans_files_are_the_same_in_every_quarter(project: Path, tmp_path: Path) -> None:
    """To the byte, so that nobody need ask whether the master that was approved is the one that lies there now."""
    for name in ("inputs", "templates", "fonts"):
        (tmp_path / name).symlink_to(project / name)
    made = []
    for quarter in ("q1", "q2"):
        assert run(tmp_path, "--checkpoint", quarter, "--only", "strategy", "--handout")[0] == 0
        folder = tmp_path / "outputs" / "r7" / f"{quarter}-strategy"
        made.append({p.name: p.read_bytes() for p in folder.glob("R7_*")})
    assert len(made[0]) == 3
    assert made[0] == made[1]


def test_the_edition_stands_beside_the_plan(editions: Path, project: Path, tmp_path: Path) -> None:
    assert {p.name for p in editions.glob("*.docx")} == {PLAIN, BOTH}
    manifest = json.loads((editions / "manifest.json").read_text(encoding="utf-8"))
    assert manifest["additions"] == ["with-progress", "with-faults"]
    assert BOTH in {o["file"] for o in manifest["outputs"]}
    for name in ("inputs", "templates", "fonts"):
        (tmp_path / name).symlink_to(project / name)
    assert run(tmp_path, "--checkpoint", "q2", "--only", "strategy")[0] == 0
    alone = tmp_path / "outputs" / "r7" / "q2-strategy"
    assert (alone / PLAIN).read_bytes() == (editions / PLAIN).read_bytes()
    assert not (alone / BOTH).exists()
    assert json.loads((alone / "manifest.json").read_text(encoding="utf-8"))["additions"] == []


@pytest.mark.parametrize(
    ("additions", "name"),
    [
        (PROGRESS, "R7Q2_計画_進捗入り.docx"),
        (FAULTS, "R7_計画_表記一覧付き.docx"),
        (Additions(progress=True, faults=True), "R7Q2_計画_進捗入り_表記一覧付き.docx"),
    ],
)
def test_names(additions: Additions, name: str) -> None:
    made = files.strategy_edition(
        strategy().year, Checkpoint.Q2, "計画", progress=additions.progress, faults=additions.faults
    )
    assert made == name


def body(path: Path) -> Iterator[tuple[str, bytes]]:
    """Style and bytes of every paragraph, cell, row and table behind the cover, but for the contents.

    Numbers of drawings and ends of sections are left out: a further drawing or section moves them.
    """
    document = docx.Document(str(path))
    names = {s.style_id: str(s.name) for s in document.styles}
    for end in list(document.element.body.iter(qn("w:sectPr"))):
        end.getparent().remove(end)
    for node in document.element.body.iter("{*}docPr", "{*}cNvPr"):
        del node.attrib["id"]
    for node in document.element.body.iter(qn("a:blip")):
        node.attrib.clear()
    behind = False
    for element in document.element.body.iter(qn("w:p"), qn("w:trPr"), qn("w:tcPr"), qn("w:tblPr")):
        style = element.find(f".//{qn('w:pStyle')}")
        name = names.get(style.get(qn("w:val")), "") if style is not None else ""
        behind = behind or name == "TOC Heading"
        if behind and not name.casefold().startswith("toc"):
            yield name, etree.tostring(element)


def test_the_approved_text_is_the_same_to_the_byte(editions: Path) -> None:
    """Without its own paragraphs, the annex, its entry and the cover's line, the edition is the plan."""
    plain, edition = list(body(editions / PLAIN)), list(body(editions / BOTH))
    rest = iter(edition)
    assert all(item in rest for item in plain), "something of the plan is changed or missing"
    more = list(edition)
    for item in plain:
        more.remove(item)
    annex = {"戦略 結論", "戦略 表見出し", "戦略 表本文", "戦略 間"}
    styles = {style for style, _ in more if style}
    assert {s for s in styles if not s.casefold().startswith("heading")} == {"戦略 進捗", *annex}
    assert sum(style == "戦略 進捗" for style, _ in more) == 13


def test_the_cover_says_what_was_added_and_that_figures_are_samples() -> None:
    assessment = judged("q2")
    cover = strategy_document.compose(assessment, PROGRESS).cover
    assert "各重点取組の末尾に進捗を参考として加えた。本文は変えていない。" in text_of(cover)
    assert cover.foot_left == "サンプルデータ（架空）　進捗、工程の想定、日付及び所属名は、見本です。"
    assert "付記" not in text_of(strategy_document.compose(assessment).cover)


@pytest.mark.parametrize(
    "arguments",
    [
        ("--with-progress", "--only", "briefing"),
        ("--with-faults", "--only", "data,summary"),
        ("--with-progress", "--with-faults", "--department", "all"),
    ],
)
def test_additions_to_what_is_not_made_are_refused(tmp_path: Path, arguments: tuple[str, ...]) -> None:
    root = city.workspace(tmp_path / "w")
    city.submit_all(root, "q1")
    code, err = run(root, *arguments)
    assert code == 2
    assert "R17" in err
    assert all(a in err for a in arguments if a.startswith("--with"))
    assert not (root / "outputs").exists()


# --- progress ------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("checkpoint", ["q1", "q2", "q3"])
def test_every_sheet_ends_with_the_state_of_the_assessment(checkpoint: str) -> None:
    """The classes of both axes, and counts that are the report's own."""
    assessment = judged(checkpoint)
    blocks = strategy_document.compose(assessment, PROGRESS).blocks
    by_anchor: dict[str, Block] = {}
    for block, following in zip(blocks, (*blocks[1:], None), strict=True):
        if isinstance(block, Heading) and block.new_page:
            anchor = block.anchor
        if isinstance(block, Paragraph) and block.role is ParagraphRole.PROGRESS:
            assert isinstance(following, Heading), "it does not stand at the sheet's end"
            assert anchor not in by_anchor
            by_anchor[anchor] = block
    assert len(by_anchor) == len(assessment.initiatives) == 13
    for result in assessment.initiatives:
        block = by_anchor[f"initiative-{result.initiative.number}"]
        assert isinstance(block, Paragraph)
        assert result.kpi is not None
        assert result.schedule is not None
        assert f"KPI {result.kpi.text}、工程 {result.schedule.text}" in block.plain
        late = sum(b.status in (ScheduleStatus.DELAYED, ScheduleStatus.NOT_STARTED_LATE) for b in result.bars)
        assert (f"{len(result.bars)}件のうち{late}件が遅れ" in block.plain) == bool(late)
        if result.counts.total > 1:
            of = result.counts.judged or result.counts.total
            assert f"{of}測定項目" in block.plain


def test_what_the_sample_year_says() -> None:
    said = dict(enumerate(added(judged("q2")), 1))
    assert said[5] == "参考　進捗　第2四半期（令和7年9月30日現在）　KPI ○B順調、工程 ○予定どおり"
    assert said[6] == (
        "参考　進捗　第2四半期（令和7年9月30日現在）　KPI ×D遅れ、工程 △遅れ1か月\n"
        "KPIは、評価可能な3測定項目のうち1項目が遅れ、1項目がやや遅れ、ほかに1項目が未報告。"
        "工程は、5件のうち1件が遅れ。"
    )


def counts(**numbers: int) -> Counts:
    scale = strategy().scale
    classes = (*scale.running.classes, *scale.final.classes, scale.excluded, scale.unreported)
    by_id = {c.id: c for c in classes}
    return Counts(tuple((by_id[name], number) for name, number in numbers.items()))


@pytest.mark.parametrize(
    ("items", "expected"),
    [
        (counts(unreported=4), "KPIは、4測定項目の全てが未報告。"),
        (counts(excluded=2), "KPIは、2測定項目の全てが評価対象外。"),
        (counts(excluded=2, unreported=1), "KPIは、3測定項目のうち2項目が評価対象外、1項目が未報告。"),
        (counts(on_track=1, unreported=2), "KPIは、評価可能な1測定項目が達成又は順調、ほかに2項目が未報告。"),
        (counts(achieved=1, on_track=3), "KPIは、4測定項目の全てが達成又は順調。"),
        (counts(on_track=1, behind=1, late=2), "KPIは、4測定項目のうち2項目が遅れ、1項目がやや遅れ。"),
        (counts(late=1), ""),
        (counts(), ""),
    ],
)
def test_words_for_the_measures(items: Counts, expected: str) -> None:
    assert phrases.kpi_detail(items, voice(strategy().scale.running, final=False)) == expected


def test_words_at_the_years_end() -> None:
    at_end = voice(strategy().scale.final, final=True)
    assert phrases.kpi_detail(counts(met=2, missed=1), at_end) == "KPIは、3測定項目のうち1項目が未達成。"
    assert phrases.kpi_detail(counts(met=2), at_end) == "KPIは、2測定項目の全てが達成。"
    assert phrases.as_of(Checkpoint.FINAL, date(2026, 3, 31)) == "年度末確定（令和8年3月31日現在）"


def test_words_for_the_schedule() -> None:
    said = phrases.schedule_detail
    assert said([ScheduleStatus.ON_SCHEDULE, ScheduleStatus.DONE]) == ""
    late = [ScheduleStatus.DELAYED, ScheduleStatus.NOT_STARTED_LATE, ScheduleStatus.DONE]
    assert said(late) == "工程は、3件のうち2件が遅れ。"
    assert said([ScheduleStatus.UNREPORTED, ScheduleStatus.STOPPED]) == "工程は、2件のうち1件が未報告、1件が中止。"


def test_text_targets_have_no_class() -> None:
    assert phrases.classes(None, None, 2) == "数値の測定項目はなく、文章の目標が2項目ある"
    late: StatusClass = strategy().scale.running.classes[-1]
    assert phrases.classes(late, None, 1) == "KPI ×D遅れ"
    assert phrases.classes(None, None, 0) == ""


@pytest.mark.parametrize(("name", "checkpoint"), [(cities.HOSHIMI, "q2"), (cities.AKANE, "final")])
def test_other_cities(tmp_path: Path, name: str, checkpoint: str) -> None:
    """A line for everything that holds indicators: the whole, themes, branches, initiatives; in the scale's own words."""
    assessment = evaluate(Request(cities.workspace(name, tmp_path / "w"), checkpoint=checkpoint))
    said = added(assessment)
    holders = [h for h in assessment.holders if h.measures or getattr(h, "bars", ())]
    assert len(said) == len(holders)
    labels = {h.holder.label for h in holders if not hasattr(h, "initiative")}
    above = {text: label for text in said for label in labels if text.startswith(f"参考　進捗　{label}　")}
    assert len(above) == len(labels)
    sheets = [text for text in said if text not in above]
    levels = {label: text for text, label in above.items()}
    for result in holders:
        text = sheets.pop(0) if hasattr(result, "initiative") else levels[result.holder.label]
        if result.kpi is not None:
            assert f"KPI {result.kpi.text}" in text


# --- the list of faults --------------------------------------------------------------------------------------------


def test_the_annex_is_the_list(editions: Path) -> None:
    document = docx.Document(str(editions / BOTH))
    table = document.tables[-1]
    rows = [[document_text.text_of(cell._tc) for cell in row.cells] for row in table.rows]
    assert rows[0] == ["番号", "箇所", "元の資料の表記", "この文書での扱い", "理由"]
    assert table.rows[0]._tr.find(f".//{qn('w:tblHeader')}") is not None
    listed = strategy().faults
    assert len(rows) - 1 == len(listed) > 40
    for number, (row, fault) in enumerate(zip(rows[1:], listed, strict=True), 1):
        kept = fault.reading in (fault.printed, "それぞれ印字のまま")
        assert row == [
            str(number),
            fault.place,
            fault.printed,
            "元の資料のとおり" if kept else fault.reading,
            fault.reason,
        ]


def test_without_faults_the_annex_says_so() -> None:
    heading, only = strategy_additions.annex(replace(strategy(), faults=()))
    assert isinstance(heading, Heading)
    assert isinstance(only, Paragraph)
    assert only.plain == "表記ゆれ・誤記として示すものはない。"
    blocks = strategy_document.compose(judged("q2")).blocks
    assert not any(isinstance(b, Table) and b.caption == phrases.ANNEX for b in blocks)


# --- pages ---------------------------------------------------------------------------------------------------------


def test_no_sheet_takes_another_page_for_its_progress(project: Path, tmp_path: Path, soffice: str) -> None:
    for name in ("inputs", "templates", "fonts"):
        (tmp_path / name).symlink_to(project / name)
    assert run(tmp_path, "--checkpoint", "q2", "--only", "strategy", "--with-progress")[0] == 0
    papers = sorted((tmp_path / "outputs" / "r7" / "q2-strategy").glob("*.docx"))
    home = f"-env:UserInstallation=file://{tmp_path}/home"
    command = [soffice, home, "--headless", "--convert-to", "pdf", "--outdir", str(tmp_path), *map(str, papers)]
    subprocess.run(command, check=True, capture_output=True)  # noqa: S603  LibreOffice, on papers that we made
    pages = {len(PdfReader(tmp_path / f"{p.stem}.pdf").pages) for p in papers}
    assert len(papers) == 2
    assert len(pages) == 1


# --- in April ------------------------------------------------------------------------------------------------------


def test_the_plan_can_be_made_before_anybody_has_submitted(tmp_path: Path) -> None:
    root = city.workspace(tmp_path / "w")
    (root / "inputs" / "r7" / "q1").mkdir()
    result = CliRunner().invoke(
        main, ["quarterly", "--workspace", str(root), "--only", "strategy", "--with-faults", "--strict"]
    )
    assert result.exit_code == 0, result.stderr
    assert "提出票は、まだありません。" in result.stdout
    assert "E01" not in result.stdout, "in April nobody is asked for a form"
    folder = root / "outputs" / "r7" / "q1-strategy"
    assert {p.name for p in folder.glob("*.*x")} == {
        "R7_スマート計画.docx", "R7_スマート計画_表記一覧付き.docx", "R7_スマート計画.pptx",
    }  # fmt: skip
    assert json.loads((folder / "manifest.json").read_text(encoding="utf-8"))["as_of"] == "2025-04-01"
    printed = [i.text for i in document_text.read(folder / "R7_スマート計画.docx").items]
    assert printed[printed.index("版") + 1] == "策定版"
    assert not any(re.search(r"第\d四半期", text) for text in printed)


@pytest.mark.parametrize(
    "arguments",
    [
        (),
        ("--only", "strategy", "--with-progress"),
        ("--only", "strategy,data"),
        ("--only", "progress"),
        ("--department", "all"),
    ],
)
def test_all_else_needs_a_submission(tmp_path: Path, arguments: tuple[str, ...]) -> None:
    root = city.workspace(tmp_path / "w")
    code, err = run(root, *arguments)
    assert code == 2
    assert "R01" in err
    assert not (root / "outputs").exists()


def test_a_quarter_without_submissions_after_one_with_them_is_refused(tmp_path: Path) -> None:
    """Somebody has reported this year: an edition of a quarter of which nothing is known would be a mistake."""
    root = city.workspace(tmp_path / "w")
    city.submit_all(root, "q1")
    assert run(root, "--only", "strategy", "--checkpoint", "q2")[0] == 2
    assert run(root, "--only", "strategy")[0] == 0
    with pytest.raises(CannotRun):
        evaluate(Request(root, checkpoint="q2", plan_only=True))


def test_before_the_first_quarter_the_covers_name_none(tmp_path: Path) -> None:
    assessment = evaluate(Request(city.workspace(tmp_path / "w"), plan_only=True))
    assert strategy_document.compose(assessment).cover.scale is None
    assert strategy_deck.compose(assessment).cover.scale is None
    assert assessment.as_of == assessment.strategy.year.first_day
    assert View(assessment).now == "第1四半期"

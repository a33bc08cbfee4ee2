"""The strategy document against the customer's own: every sentence in its place, and every difference listed with its reason."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable
from pathlib import Path
from typing import Any

import docx
import pytest
import yaml
from docx.oxml import parse_xml
from docx.oxml.ns import qn

from dxreport.assessing import Request, unwatched
from dxreport.pipeline import quarterly
from dxreport.products import Kind
from tests import document_text, source_differences, source_text
from tests.readback import only
from tests.source_differences import Judgement
from tests.source_text import Item

ROOT = Path(__file__).parent.parent
MARKS = Counter("-•●・…．.")
"""Signs before items, which the reader of the source leaves out, and the point behind a number."""


@pytest.fixture(scope="module")
def source() -> list[Item]:
    return source_text.items(source_text.SOURCE.read_text(encoding="utf-8"))


@pytest.fixture(scope="module")
def paper(project: Path) -> Path:
    """The Word document of the second quarter."""
    quarterly(Request(project, checkpoint="q2"), (Kind.STRATEGY,), unwatched)
    return only(project / "outputs" / "r7" / "q2-strategy", "*.docx")


def judged(source: list[Item], paper: Path) -> Judgement:
    return source_differences.judge(source, document_text.read(paper).items, source_differences.load())


# --- the comparison ------------------------------------------------------------------------------------------------


def test_every_sentence_stands_in_its_place_or_is_explained(source: list[Item], paper: Path) -> None:
    found = judged(source, paper)
    assert found.unexplained == []
    assert found.stale == []
    assert found.misplaced == []


def test_the_reader_of_the_source_loses_nothing(source: list[Item]) -> None:
    """Every character of the source is in its items, but for tags, spaces, marks of lists and the quarters' names."""
    raw = re.sub(r"<[^>]*>", "", source_text.SOURCE.read_text(encoding="utf-8"))
    whole = Counter(re.sub(r"\s", "", raw))
    said = [re.sub(r"^\d+～\d+月：(?!.*arrow)", "", i.text) for i in source]
    read = Counter(re.sub(r"\s", "", "".join(said)))
    lost, doubled = whole - read, read - whole
    assert not doubled - Counter("点")
    # The numbers before the matrix's thirteen titles are places: 「一覧表/1」.
    numbers = Counter("".join(map(str, range(1, 14))))
    assert not lost - numbers - Counter(dict.fromkeys(MARKS, 200))


def test_the_source_is_whole(source: list[Item]) -> None:
    sheets = [p for p in document_text.places(source) if p.endswith(f"/{source_text.TITLE}")]
    assert sheets == [f"個票{n}/名称" for n in range(1, 14)]
    kpis = [
        i for i in source if i.place.endswith("目標・指標（KPI）") and not i.text.startswith(("※", "目標", "(参考)"))
    ]
    assert len(kpis) == 33


def test_the_contents_are_the_headings(paper: Path) -> None:
    read = document_text.read(paper)
    assert read.contents[0] == document_text.CONTENTS
    assert read.contents[1:] == [text for level, text in read.headings if level < 3]


def test_alternative_texts_say_nothing_that_is_not_printed(paper: Path) -> None:
    """Cut at their signs and months, every piece of them is found in the document's own words."""
    read = document_text.read(paper)
    printed = re.sub(r"\s", "", "".join(i.text for i in read.items))
    added = {
        "の年間スケジュール",
        "節目",
        "想定",
        "四半期の目盛",
        "現在は第2四半期",
        "4つの戦略テーマと13の重点取組の一覧",
        "デジタル・ICT戦略の位置づけの図",
        "令和7年度デジタル・ICT戦略の全体像の図",
        "上の段から順に",
        "上の段へ",
    }
    pieces = {
        re.sub(r"\s", "", piece)
        for item in read.alternatives
        for piece in re.split(r"[「」、。：（）/\s]+|\d+月?～\d+月|\d+月", item.text)
        if piece
    }
    assert len(pieces) > 60
    assert {p for p in pieces if p not in printed} <= added


# --- the list ------------------------------------------------------------------------------------------------------


def test_every_difference_has_a_kind_and_a_reason() -> None:
    listed = source_differences.load()
    assert len(listed.differences) > 60
    assert all(d.reason.strip() and d.kind in source_differences.KINDS for d in listed.differences)
    assert all(r.reason.strip() for r in listed.rules)
    assert all(d.source or d.document for d in listed.differences)
    assert not any(d.source for d in listed.differences if d.kind in ("added", "sample"))


def faults() -> list[dict[str, str]]:
    path = ROOT / "inputs" / "r7" / "faults.yaml"
    listed: list[dict[str, str]] = yaml.safe_load(path.read_text(encoding="utf-8"))["faults"]
    return listed


def test_differences_and_faults_know_each_other() -> None:
    """A fault whose reading is not the printed form makes a difference; and a difference names only what is listed."""
    listed = source_differences.load()
    named = {d.fault for d in listed.differences} | {r.fault for r in listed.rules}
    named -= {""}
    places = {f["place"] for f in faults()}
    assert named <= places
    silent = {f["place"] for f in faults() if f["reading"] not in (f["printed"], "それぞれ印字のまま")} - named
    # Their marks and cuts are what the reader of the source itself undoes.
    assert silent == {
        "全体（箇条書きの印）",
        "目黒区の現状（令和6年度実績）の取組成果",
        "一覧表 重点取組1の名称",
        "Mission（目的・使命）",
        "個票2のスケジュール",
        "個票6の目標・指標",
        "個票6の個別施策",
        "個票7の目標・指標",
        "個票7の個別施策",
        "個票11の個別施策",
    }


# --- what is done to the document is found -------------------------------------------------------------------------

Change = Callable[[Any], None]


def _paragraph(document: Any, beginning: str) -> Any:
    return next(p for p in document.element.body.iter(qn("w:p")) if document_text.text_of(p).startswith(beginning))


def a_sentence_is_removed(document: Any) -> None:
    paragraph = _paragraph(document, "一方、区民生活の")
    paragraph.getparent().remove(paragraph)


def a_note_is_removed(document: Any) -> None:
    paragraph = _paragraph(document, "※2\u3000申請手続き単位で")
    paragraph.getparent().remove(paragraph)


def a_word_is_changed(document: Any) -> None:
    for node in _paragraph(document, "国が進める全国").iter(qn("w:t")):
        node.text = (node.text or "").replace("統一的な", "統一した")


def a_target_is_changed(document: Any) -> None:
    for node in document.element.body.iter(qn("w:t")):
        if node.text == "1,250件":
            node.text = "1,260件"


def a_sentence_is_added(document: Any) -> None:
    _paragraph(document, "の実現を目指す").addnext(
        parse_xml(f'<w:p xmlns:w="{qn("w:p")[1:].partition("}")[0]}"><w:r><w:t>全力で取り組みます。</w:t></w:r></w:p>')
    )


def two_outlines_are_exchanged(document: Any) -> None:
    one, other = (_paragraph(document, start) for start in ("国が進める全国", "ノーコード・ローコード"))
    for a, b in zip(one.iter(qn("w:t")), other.iter(qn("w:t")), strict=True):
        a.text, b.text = b.text, a.text


def two_sheets_are_exchanged(document: Any) -> None:
    """Sheets 3 and 4, each whole: heading, table, schedule."""
    body = list(document.element.body)
    starts = [
        n
        for n, e in enumerate(body)
        if document_text.text_of(e).startswith(("重点取組3\u3000", "重点取組4\u3000", "重点取組5\u3000")) and n > 60
    ]
    first, second, end = (n - 1 for n in starts[-3:])
    for element in body[second:end]:
        body[first].addprevious(element)


def an_indicator_is_moved(document: Any) -> None:
    indicator, other = (_paragraph(document, s) for s in ("データ利活用案件", "アプリ利用数"))
    other.addnext(indicator)


def two_indicators_are_exchanged(document: Any) -> None:
    one = _paragraph(document, "データ利活用案件")
    one.getprevious().addprevious(one)


def a_bar_is_moved(document: Any) -> None:
    cell = _paragraph(document, "資料内容の確認").getparent()
    cell.getnext().addnext(cell)


@pytest.mark.parametrize(
    ("change", "places"),
    [
        (a_sentence_is_removed, {"令和7年度に向けて"}),
        (a_note_is_removed, {"個票1/目標・指標（KPI）"}),
        (a_word_is_changed, {"一覧表/7"}),
        (a_target_is_changed, {"個票2/目標・指標（KPI）"}),
        (a_sentence_is_added, {"はじめに"}),
        (two_outlines_are_exchanged, {"一覧表/7", "一覧表/9"}),
        (two_sheets_are_exchanged, set()),
        (an_indicator_is_moved, {"個票4/目標・指標（KPI）", "個票9/目標・指標（KPI）"}),
        (two_indicators_are_exchanged, {"個票4/目標・指標（KPI）"}),
        (a_bar_is_moved, {"個票2/スケジュール"}),
    ],
)
def test_what_is_done_to_the_document_is_found(
    source: list[Item], paper: Path, tmp_path: Path, change: Change, places: set[str]
) -> None:
    document = docx.Document(str(paper))
    change(document)
    document.save(str(tmp_path / "changed.docx"))
    found = judged(source, tmp_path / "changed.docx")
    assert {place for place, _, _ in found.unexplained} == places
    assert bool(found.misplaced) == (change is two_sheets_are_exchanged)


def test_a_difference_that_is_no_more_is_found(source: list[Item], paper: Path) -> None:
    """「デジタルデバインド」 mended in the source: its two entries have nothing left to explain."""
    mended = [Item(i.place, i.text.replace("デバインド", "デバイド")) for i in source]
    found = judged(mended, paper)
    assert found.unexplained == []
    assert [s.partition(":")[0] for s in found.stale] == ["個票3/個別施策", "個票3/実施の概要"]


def test_a_difference_explains_only_what_it_says(source: list[Item], paper: Path) -> None:
    listed = source_differences.load()
    fewer = source_differences.Listed(listed.rules, listed.differences[:-1], listed.order)
    found = source_differences.judge(source, document_text.read(paper).items, fewer)
    assert [place for place, _, _ in found.unexplained] == ["参考\u3000進捗の評価の区分"]


def test_nothing_is_read_over(paper: Path) -> None:
    """The reader of the document gives back every letter of its body, headers and footers."""
    read = document_text.read(paper)
    document = docx.Document(str(paper))
    printed = Counter(re.sub(r"\s", "", "".join(t.text or "" for t in document.element.body.iter(qn("w:t")))))
    said = [re.sub(r"^\d+(?:～\d+)?月：", "", i.text) for i in read.items if i.place != document_text.MARGINS]
    given = Counter(re.sub(r"\s", "", "".join((*said, *read.contents))))
    signs = Counter(dict.fromkeys("第・表図ページ0123456789", 999))
    assert not printed - given - signs

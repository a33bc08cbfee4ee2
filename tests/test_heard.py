"""What those who hear a PDF get: parts of a cell apart, words for signs, blanks where lines were broken."""

from __future__ import annotations

import re
from dataclasses import replace
from io import BytesIO
from pathlib import Path

import pytest
from pypdf import PdfReader

from dxreport.ingest.characters import clean
from dxreport.render.glyphs import Glyphs
from dxreport.render.pdf import render
from dxreport.render.plain import render as plain
from dxreport.report.blocks import Block, FactRow, Facts, Heading, Paragraph, Table
from dxreport.report.cells import Cell, Column, ColumnRole, LinesCell, RowGroup, Span, StatusCell, TextCell
from dxreport.report.figures import KeyFigure, KeyFigures
from dxreport.report.papers import Properties
from tests.structure import TaggedPdf
from tests.test_pdf import FONTS, LATE, STYLE, document, number, rendered


def heard(tmp_path: Path, *blocks: Block) -> TaggedPdf:
    path = tmp_path / "heard.pdf"
    path.write_bytes(rendered(*blocks))
    return TaggedPdf(path)


def table_of(*cells: Cell, roles: tuple[ColumnRole, ...] = (ColumnRole.NAME,)) -> Table:
    columns = tuple(Column("項目", role) for role in roles)
    return Table(columns, (RowGroup((cells,), heading="区分"),), caption="表")


def words(tagged: TaggedPdf, *roles: str) -> list[str]:
    return [re.sub(r"\s+", " ", tagged.text(e)).strip() for e in tagged.elements(*roles)]


def test_parts_of_a_cell_are_apart(tmp_path: Path) -> None:
    cells: tuple[Cell, ...] = (
        TextCell("調達支援の件数", sub="11-1\n第1四半期から"), LinesCell((("1-1", "解消した。"), ("", "続けている。"))),
    )  # fmt: skip
    tagged = heard(tmp_path, table_of(*cells, roles=(ColumnRole.NAME, ColumnRole.TEXT)))
    assert "調達支援の件数 11-1 第1四半期から" in words(tagged, "TH")
    assert "1-1 解消した。 続けている。" in words(tagged, "TD")


def test_paragraphs_of_a_fact_are_apart(tmp_path: Path) -> None:
    facts = Facts((FactRow("コメント", ((Span("2-3"),), (Span("受信設定"),))),))
    assert "2-3 受信設定" in words(heard(tmp_path, facts), "LBody")


def test_blanks_at_broken_lines_are_kept(tmp_path: Path) -> None:
    text = "The quick brown fox jumps over the lazy dog and goes on " * 6
    assert text.strip() in words(heard(tmp_path, Paragraph((Span(text),))), "P")


def test_signs_are_heard_as_words(tmp_path: Path) -> None:
    cells = (TextCell("端末"), StatusCell(LATE), TextCell("－", quiet=True, said="値なし"))
    roles = (ColumnRole.NAME, ColumnRole.STATUS, ColumnRole.FIGURE)
    figures = KeyFigures((KeyFigure(LATE, number("3"), "前回 2"),), "", "")
    tagged = heard(tmp_path, table_of(*cells, roles=roles), figures)
    assert [e.actual for e in tagged.elements("TD") if e.actual] == ["D 遅れ", "値なし"]
    assert [e.actual for e in tagged.elements("LBody") if e.actual] == ["D 遅れ 3 前回 2"]


@pytest.mark.parametrize("text", ["\ufe0f遅れ", "あ\n\ufe0fい", "あ\ufe0f\ufe0f\ufe0fい", "\U000e0100", "〓\ufe0f"])
def test_a_selector_that_varies_nothing_falls_away(text: str) -> None:
    made = Glyphs(FONTS).clean(text)
    assert not re.search(r"(^|[\s〓\ufe00-\ufe0f])[\ufe00-\ufe0f\U000e0100-\U000e01ef]", made), ascii(made)
    assert Glyphs(FONTS).clean(made) == made


def test_line_ends_alone_fill_no_pages() -> None:
    assert clean("あ" + "\n" * 30_000 + "い") == ("あ\n\nい", False)
    assert clean("あ\n" * 16_000)[0].count("\n") == 0
    assert clean("一行目\n二行目")[0] == "一行目\n二行目"


def test_a_lone_surrogate_stops_nothing() -> None:
    paper = document(Paragraph((Span("あ\ud842い"),)), Heading(1, ("題\ud842",), anchor="one"))
    assert "あい" in plain(paper, "案内").decode("utf-8")
    hostile = Properties("題\ud842", "作\x00者", "\ud842", ("語\ud842",), "2025-09-30")
    made = PdfReader(BytesIO(render(replace(paper, properties=hostile), STYLE, FONTS, "2025-09-30")))
    assert made.metadata is not None
    assert (made.metadata.title, made.metadata.author) == ("題", "作者")


@pytest.mark.parametrize("sign", ["\u00ad", "\u200b", "\ufeff", "\u2066"])
def test_nothing_unseen_hides_a_forged_heading(sign: str) -> None:
    lines = plain(document(Paragraph((Span(f"{sign}■偽の章"),))), "案内").decode("utf-8").splitlines()
    assert not any(line.lstrip(sign).startswith("■偽") for line in lines)
    assert any(line == "　■偽の章" for line in lines)

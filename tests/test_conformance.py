"""Every PDF that the project makes is accessible and archivable (PDF/UA-1, PDF/A-2a), and means what it shows.

veraPDF judges the form, tests/accessibility.py what veraPDF does not see; each of their checks is seen to find a planted defect.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from decimal import Decimal
from pathlib import Path

import pytest

from dxreport.assessing import Request, unwatched
from dxreport.model.scale import Tone
from dxreport.pipeline import feedback, quarterly
from dxreport.products import Kind
from dxreport.render.pdf import render
from dxreport.report.blocks import Block, Bullets, Contents, Heading, Paragraph, ParagraphRole, Table
from dxreport.report.cells import Cell, Column, ColumnRole, NumberCell, RowGroup, Span, StatusCell, TextCell
from dxreport.report.figures import BulletChart, BulletRow
from tests import cities
from tests.accessibility import faults
from tests.conformance import Engine, Failure
from tests.mutants import MUTANTS, Mutant
from tests.structure import TaggedPdf, outline_of_tags
from tests.test_pdf import FONTS, LATE, SENTENCE, STYLE, document, every_block, number

SAMPLE_YEAR = {"q1": False, "q2": False, "q3": False, "q3 draft": True}
"""Checkpoints of the project's own inputs, and whether as a draft."""
TEXTS = {"empty": "", "short": "短い", "long": SENTENCE * 30, "unbreakable": "A" * 900, "points": "。" * 400}
"""What people may write in every place of a document."""
CITIES = [(name, checkpoint) for name, steps in cities.CHECKPOINTS.items() for checkpoint in steps]
PAPERS = [*SAMPLE_YEAR, *(f"{name} {checkpoint}" for name, checkpoint in CITIES)]
WORST_CASES = [f"{name} text" for name in TEXTS]


@pytest.fixture(scope="module")
def papers(project: Path, published: Path, tmp_path_factory: pytest.TempPathFactory) -> dict[str, Path]:
    """PDFs by name: every checkpoint of the sample year and of two fictional cities, and documents of every kind of block."""
    folder = tmp_path_factory.mktemp("papers")
    made = {}
    for name, draft in SAMPLE_YEAR.items():
        request = Request(project, checkpoint=name.partition(" ")[0], draft=draft)
        made[name] = published if name == "q2" else project / quarterly(request, (Kind.PROGRESS,), unwatched).folder
    roots = {name: cities.workspace(name, folder / name) for name in cities.CHECKPOINTS}
    for name, checkpoint in CITIES:
        request = Request(roots[name], checkpoint=checkpoint)
        made[f"{name} {checkpoint}"] = roots[name] / quarterly(request, (Kind.PROGRESS,), unwatched).folder
    files = {name: next(place.glob("*.pdf")) for name, place in made.items()}
    for at, root in (("sample", project), (cities.HOSHIMI, roots[cities.HOSHIMI])):
        sheets = root / feedback(Request(root, checkpoint="q2"), ("all",), unwatched).folder
        files |= {f"sheet {at} {path.stem}": path for path in sorted(sheets.glob("*.pdf"))}
    for name, text in TEXTS.items():
        files[f"{name} text"] = folder / f"{name}.pdf"
        content = render(document(*every_block(text), text=text), STYLE, FONTS, "2025-09-30")
        files[f"{name} text"].write_bytes(content)
    return files


@pytest.fixture(scope="module")
def judged(papers: dict[str, Path], verapdf: Engine) -> dict[str, tuple[Failure, ...]]:
    """What veraPDF says of all of them, in one start of Java."""
    return dict(zip(papers, verapdf.check(list(papers.values())), strict=True))


@pytest.mark.parametrize("name", [*PAPERS, *WORST_CASES])
def test_every_paper_complies(judged: dict[str, tuple[Failure, ...]], name: str) -> None:
    assert [str(failure) for failure in judged[name]] == []


@pytest.mark.parametrize("name", PAPERS)
def test_every_paper_means_what_it_shows(papers: dict[str, Path], name: str) -> None:
    assert faults(papers[name]) == []


def test_every_feedback_sheet_complies_and_means_what_it_shows(
    papers: dict[str, Path], judged: dict[str, tuple[Failure, ...]]
) -> None:
    sheets = [name for name in papers if name.startswith("sheet ")]
    assert len(sheets) > 18
    for name in sheets:
        assert [str(failure) for failure in judged[name]] == [], name
        assert faults(papers[name]) == [], name


# --- a small paper, whose words are known ----------------------------------------------------------------------------


def spans(text: str) -> tuple[Span, ...]:
    return (Span(text),)


COLUMNS = (Column("項目", ColumnRole.NAME), Column("実績（件）", ColumnRole.FIGURE), Column("評価", ColumnRole.STATUS))
ROWS: tuple[tuple[Cell, ...], ...] = tuple(
    (TextCell(f"測定項目その{n}"), number(f"{n * 137 + 1:,}"), StatusCell(LATE)) for n in range(1, 61)
)
BULLET = BulletRow("端末", Decimal("0.711"), Decimal(1), "1,117／1,571 台", Tone.LATE, "1-1")
SPECIMEN: tuple[Block, ...] = (
    Contents("目次", 2),
    Heading(1, ("設置は", "計画の71.1%"), kicker="要約", anchor="summary", bookmark="要約", new_page=True),
    Paragraph(spans("端末は1,117台を設置した。"), ParagraphRole.LEAD),
    Heading(2, ("遅れの理由",), anchor="reasons"),
    Bullets((spans("半導体の不足による。"), spans("検収に11日を要した。"))),
    Paragraph(spans("次の四半期に取り戻す。")),
    Table(COLUMNS, (RowGroup(ROWS),), caption="全ての測定項目", title="測定項目の一覧", note="件数は9月末の値。"),
    Heading(1, ("求める判断",), kicker="附録", anchor="decisions", bookmark="判断", new_page=True),
    BulletChart("達成率", (BULLET,), ("0", "実績", "計画", "年度目標", "実績／計画"), "端末は71.1%、計画は100%。"),
    Paragraph(spans("補正予算480万円の要求について判断を求める。")),
)


def words_of(block: Block) -> Iterator[str]:
    """What a reader is to hear of a block of SPECIMEN, in this order."""
    match block:
        case Heading():
            yield from (block.kicker, block.plain)
        case Paragraph():
            yield block.plain
        case Bullets():
            yield from (span.text for item in block.items for span in item)
        case Table():
            yield block.title
            yield from (column.heading for column in block.columns)
            yield from (_cell(cell) for row in block.rows for cell in row)
            yield block.note
        case BulletChart():
            yield block.title
        case _:
            return


def _cell(cell: Cell) -> str:
    assert isinstance(cell, TextCell | NumberCell | StatusCell)
    return cell.status.text if isinstance(cell, StatusCell) else cell.text


def read_aloud(path: Path) -> str:
    """All words in the order of the structure tree, without contents, figures, marks of lists and white space."""
    tagged = TaggedPdf(path)
    silent = {c for e in tagged.elements("TOC", "Figure", "Lbl") for c in e.contents()}
    return _squeezed(tagged.words(c for c in tagged.root.contents() if c not in silent))


def _squeezed(text: str) -> str:
    return re.sub(r"\s", "", text)


EXPECTED = _squeezed("".join(word for block in SPECIMEN for word in words_of(block)))


def is_read_as_composed(path: Path) -> bool:
    """Behind cover and contents."""
    return read_aloud(path).endswith(EXPECTED)


@pytest.fixture(scope="module")
def specimen(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("specimen") / "good.pdf"
    path.write_bytes(render(document(*SPECIMEN), STYLE, FONTS, "2025-09-30"))
    return path


def test_a_paper_is_read_in_the_order_of_its_blocks(specimen: Path) -> None:
    assert is_read_as_composed(specimen), outline_of_tags(specimen)
    heads = read_aloud(specimen).count("実績（件）")
    assert heads == 1, "the heads that a table repeats on its next pages are read once"


def test_the_tag_tree_reads_as_text(specimen: Path) -> None:
    lines = [line.strip() for line in outline_of_tags(specimen).splitlines()]
    assert "TR ×60" in lines, "rows that are alike are one line"
    assert "TH Column 「項目」 ×3" in lines
    assert "Figure Alt「端末は71.1%、計画は100%。」" in lines
    assert any(re.fullmatch(r"H[1-3] 「要約 ?設置は計画の71\.1%」", line) for line in lines)


def test_what_is_no_pdf_is_not_judged(verapdf: Engine, tmp_path: Path) -> None:
    (tmp_path / "paper.pdf").write_bytes(b"%PDF-1.7 broken")
    with pytest.raises(RuntimeError, match=r"paper\.pdf"):
        verapdf.check([tmp_path / "paper.pdf"])


# --- each check finds its defect -------------------------------------------------------------------------------------


@pytest.fixture(scope="module")
def caught(specimen: Path, verapdf: Engine, tmp_path_factory: pytest.TempPathFactory) -> dict[str, set[str]]:
    """By mutant: rules of veraPDF (in one start of Java) and checks of the project that find something."""
    folder = tmp_path_factory.mktemp("mutants")
    files = [mutant.write(specimen, folder) for mutant in MUTANTS]
    found = {}
    for mutant, file, failures in zip(MUTANTS, files, verapdf.check(files), strict=True):
        found[mutant.name] = {f"{f.flavour} {f.rule}" for f in failures} | {f.partition(":")[0] for f in faults(file)}
        if not is_read_as_composed(file):
            found[mutant.name].add("words")
    return found


def test_the_specimen_itself_is_sound(specimen: Path, verapdf: Engine) -> None:
    assert verapdf.check([specimen]) == [()]
    assert faults(specimen) == []


@pytest.mark.parametrize("mutant", MUTANTS, ids=lambda mutant: mutant.name)
def test_a_planted_defect_is_found(mutant: Mutant, caught: dict[str, set[str]]) -> None:
    assert mutant.caught_by in caught[mutant.name]

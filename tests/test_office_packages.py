"""The Office papers are whole between their parts, are heard as they are seen, and give accessible PDFs.

Three judges: openxml-audit (the schema), tests/package_lint.py (what lies between the parts) and tests/office_accessibility.py.
Each check is seen to find a planted defect (tests/office_mutants.py).
"""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

import pytest
from openxml_audit import OpenXmlValidator

from tests import chart_lint, package_lint, slide_accessibility, slide_lint, word_lint
from tests.conformance import Engine
from tests.conftest import ROOT
from tests.office_accessibility import WORD_CHECKS, faults, title
from tests.office_draft import DOCUMENT, RELATIONS, Draft, Mutant, Paper
from tests.office_mutants import MUTANTS
from tests.office_package import CONTENT_TYPES, OfficePackage
from tests.office_pdf import chart_alternatives, convert, mended, pages_of_bookmarks
from tests.package_lint import lint
from tests.word_fields import page_references
from tests.word_mutants import a_field

TEMPLATES = sorted(path for ending in ("docx", "pptx") for path in (ROOT / "templates").glob(f"*.{ending}"))
LINT = [c.__name__ for c in (*package_lint.CHECKS, *chart_lint.CHECKS, *word_lint.CHECKS, *slide_lint.CHECKS)]
ACCESSIBILITY = [c.__name__ for c in (title, *WORD_CHECKS, *slide_accessibility.CHECKS)]
JUMPED = "7.4.2-1"
OUT_OF_THE_LIST = "Numbering definition '0' referenced but not found"
"""Rule of PDF/UA-1: what is drawn is tagged or an artifact."""
"""LibreOffice 7.4 draws borders of paragraphs as neither; those of tables are artifacts."""
AWAITED: dict[Paper, set[str]] = {
    Paper.WORD: set(),
    Paper.DECK: set(),
    Paper.BRIEFING: set(),
}
"""Faults that are known and still to be mended; one that is mended must go from here."""


@pytest.fixture(scope="module")
def papers(published: Path) -> dict[Paper, Path]:
    return {paper: next(published.glob(paper.value)) for paper in Paper}


def audited(path: Path) -> set[str]:
    """What openxml-audit finds, without its one false alarm: number 0 takes a paragraph out of its list (ISO/IEC 29500-1, 17.9.18)."""
    return {text for e in OpenXmlValidator().validate(path).errors if not (text := str(e)).endswith(OUT_OF_THE_LIST)}


@pytest.mark.parametrize("paper", Paper)
def test_every_paper_is_whole(papers: dict[Paper, Path], paper: Paper) -> None:
    assert audited(papers[paper]) == set()
    assert {*lint(papers[paper]), *faults(papers[paper])} == AWAITED[paper]


@pytest.mark.parametrize("template", TEMPLATES, ids=lambda path: path.name)
def test_every_template_is_whole(template: Path) -> None:
    """What is to be filled in is there, and nothing else is wrong."""
    assert audited(template) == set()
    assert {fault.partition(":")[0] for fault in lint(template)} <= {"leftovers"}


# --- each check finds its defect -------------------------------------------------------------------------------------


@pytest.fixture(scope="module")
def good(papers: dict[Paper, Path]) -> dict[Paper, set[str]]:
    """What is found before anything is planted."""
    return {paper: {*lint(path), *faults(path)} for paper, path in papers.items()}


@pytest.mark.parametrize("mutant", MUTANTS, ids=lambda mutant: mutant.name)
def test_a_planted_defect_is_found(
    papers: dict[Paper, Path], good: dict[Paper, set[str]], mutant: Mutant, tmp_path: Path
) -> None:
    spoiled = mutant.write(papers[mutant.paper], tmp_path)
    if mutant.caught_by == "audit":
        assert audited(spoiled)
        return
    judge = lint if mutant.caught_by in LINT else faults
    found = set(judge(spoiled)) - good[mutant.paper]
    assert mutant.caught_by in {fault.partition(":")[0] for fault in found}, sorted(found)


def test_every_check_has_a_mutant() -> None:
    names = [*LINT, *ACCESSIBILITY, "audit"]
    assert len(names) == len(set(names)), "a check is known by its name"
    assert set(names) == {mutant.caught_by for mutant in MUTANTS}


# --- as PDF ----------------------------------------------------------------------------------------------------------

CHART = "word/charts/chart9.xml"
ALTERNATIVE = "達成又は順調の割合は、第2四半期に78.9％となった。"


@dataclass(frozen=True, slots=True)
class Exported:
    """A Word file, its PDF as LibreOffice writes it, and what veraPDF says of the PDF with what LibreOffice leaves out."""

    paper: Path
    written: Path
    broken_rules: set[str]


def with_chart(draft: Draft, briefing: Path) -> None:
    """Put a native chart of the committee's deck into the Word file."""
    deck = Draft(briefing)
    draft.parts[CHART] = deck.parts["ppt/charts/chart1.xml"]
    draft.parts["word/charts/_rels/chart9.xml.rels"] = deck.parts["ppt/charts/_rels/chart1.xml.rels"]
    (book,) = [e.get("Target") for e in deck.tree("ppt/charts/_rels/chart1.xml.rels")]
    name = book.removeprefix("../")
    draft.parts[f"word/{name}"] = deck.parts[f"ppt/{name}"]
    draft.declare("xlsx", "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet")
    override = next(e for e in deck.tree(CONTENT_TYPES) if e.get("PartName") == "/ppt/charts/chart1.xml")
    override.set("PartName", f"/{CHART}")
    draft.tree(CONTENT_TYPES).append(override)
    draft.relate(RELATIONS, "chart", "charts/chart9.xml")
    draft.append(
        '<w:p><w:r><w:drawing><wp:inline><wp:extent cx="4572000" cy="2286000"/>'
        f'<wp:docPr id="9001" name="推移" descr="{ALTERNATIVE}"/><a:graphic>'
        '<a:graphicData uri="http://schemas.openxmlformats.org/drawingml/2006/chart"><c:chart r:id="rIdMore"/></a:graphicData>'
        "</a:graphic></wp:inline></w:drawing></w:r></w:p>"
    )


@pytest.fixture(scope="module")
def exported(
    papers: dict[Paper, Path], soffice: str, verapdf: Engine, tmp_path_factory: pytest.TempPathFactory
) -> dict[str, Exported]:
    """The Word paper, one with a chart, and one with a defect: in one start of LibreOffice and one of Java."""
    folder = tmp_path_factory.mktemp("pdf")
    drafts = {name: Draft(papers[Paper.WORD]) for name in ("paper", "chart", "jump")}
    third = "Heading3"
    with_chart(drafts["chart"], papers[Paper.BRIEFING])
    drafts["jump"].append(f'<w:p><w:pPr><w:pStyle w:val="{third}"/></w:pPr><w:r><w:t>飛んだ見出し</w:t></w:r></w:p>')
    files = {name: draft.write(folder / f"{name}.docx") for name, draft in drafts.items()}
    written = dict(zip(files, convert(soffice, list(files.values()), folder), strict=True))
    whole = [mended(pdf, chart_alternatives(files[name])) for name, pdf in written.items()]
    said = [{failure.rule for failure in failures} for failures in verapdf.check(whole, ["ua1"])]
    return {name: Exported(files[name], written[name], rules) for name, rules in zip(files, said, strict=True)}


@pytest.mark.office
@pytest.mark.parametrize("name", ["paper", "chart"])
def test_the_word_paper_gives_an_accessible_pdf(exported: dict[str, Exported], name: str) -> None:
    assert exported[name].broken_rules == set()


@pytest.mark.office
def test_a_heading_that_jumps_gives_no_accessible_pdf(exported: dict[str, Exported]) -> None:
    assert exported["jump"].broken_rules == {JUMPED}


@pytest.mark.office
def test_only_a_chart_may_lose_its_text(exported: dict[str, Exported]) -> None:
    assert chart_alternatives(exported["chart"].paper) == [ALTERNATIVE]
    with pytest.raises(ValueError, match="1 figures without a text, 0 charts"):
        mended(exported["chart"].written, [])


@pytest.mark.office
def test_a_chart_in_a_word_paper_is_whole(exported: dict[str, Exported]) -> None:
    assert audited(exported["chart"].paper) == set()
    assert set(lint(exported["chart"].paper)) <= AWAITED[Paper.WORD]


@pytest.mark.office
def test_printed_page_numbers_are_those_of_the_pages(exported: dict[str, Exported], tmp_path: Path) -> None:
    pages = pages_of_bookmarks(exported["paper"].written)
    assert len(pages) > 20
    assert list(pages.values()) == sorted(pages.values())
    assert wrong_pages(exported["paper"].paper, pages) == []
    bookmark, page = next(iter(pages.items()))
    for printed, expected in ((page, []), (page + 1, [f"{bookmark} is on page {page}, not {page + 1}"])):
        draft = Draft(exported["paper"].paper)
        draft.append(f"<w:p>{a_field(f'PAGEREF {bookmark}', str(printed))}</w:p>")
        assert wrong_pages(draft.write(tmp_path / "numbered.docx"), pages) == expected


def wrong_pages(paper: Path, pages: dict[str, int]) -> list[str]:
    """References of the paper to a page on which the bookmark is not."""
    references = page_references(OfficePackage(paper).trees[DOCUMENT])
    return [
        f"{name} is on page {pages.get(name)}, not {said}" for name, said in references if str(pages.get(name)) != said
    ]

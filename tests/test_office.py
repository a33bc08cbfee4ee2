"""The papers open in an office suite and look as composed: pages, fonts, nothing lost. Needs LibreOffice and poppler."""

from __future__ import annotations

import os
import subprocess
from pathlib import Path

import pytest
from pypdf import PdfReader

pytestmark = pytest.mark.office


# Windows calls the face 「BIZ UDP明朝 Medium」; the free edition that Debian has is 「BIZ UDP明朝」. Papers name it as Windows does.
ALIAS = """<?xml version="1.0"?><!DOCTYPE fontconfig SYSTEM "fonts.dtd">
<fontconfig><include>/etc/fonts/fonts.conf</include>
<match target="pattern"><test name="family"><string>BIZ UDP明朝 Medium</string></test>
<edit name="family" mode="assign" binding="strong"><string>BIZ UDP明朝</string></edit></match></fontconfig>"""
PAPERS = {"document": "R7_*.docx", "deck": "R7_*.pptx", "briefing": "R7Q2_*.pptx", "summary": "R7Q2_*.xlsx"}


@pytest.fixture(scope="module")
def converted(soffice: str, published: Path, tmp_path_factory: pytest.TempPathFactory) -> dict[str, Path]:
    """PDFs that LibreOffice made of every Office paper."""
    work = tmp_path_factory.mktemp("office")
    (work / "fonts.conf").write_text(ALIAS, encoding="utf-8")
    environment = {**os.environ, "FONTCONFIG_FILE": str(work / "fonts.conf")}
    made = {}
    for name, pattern in PAPERS.items():
        (source,) = published.glob(pattern)
        profile = f"-env:UserInstallation=file://{work}/profile"
        command = [soffice, profile, "--headless", "--convert-to", "pdf", "--outdir", str(work / name), str(source)]
        subprocess.run(command, check=True, capture_output=True, env=environment)  # noqa: S603  LibreOffice
        made[name] = work / name / f"{source.stem}.pdf"
    return made


@pytest.mark.parametrize(("name", "least", "most"), [("document", 20, 24), ("deck", 24, 28), ("briefing", 13, 16)])
def test_it_opens_with_all_its_pages(converted: dict[str, Path], name: str, least: int, most: int) -> None:
    assert least <= len(PdfReader(converted[name]).pages) <= most


@pytest.mark.parametrize("name", ["document", "deck", "briefing"])
def test_japanese_is_set_in_the_chosen_fonts(converted: dict[str, Path], name: str) -> None:
    """East Asian text that is not told its font falls back to another: no foreign face may carry it."""
    used = set()
    for page in PdfReader(converted[name]).pages:
        fonts = page.get_object()["/Resources"].get_object().get("/Font", {})  # type: ignore[index]  # a page is a dictionary
        used |= {str(font.get_object()["/BaseFont"]).partition("+")[2] for font in fonts.values()}
    assert used
    assert [f for f in used if not f.startswith("BIZUD")] == []


def test_every_sheet_of_an_initiative_is_one_page(converted: dict[str, Path]) -> None:
    starts = []
    for number, page in enumerate(PdfReader(converted["document"]).pages):
        text = page.extract_text().replace(" ", "")
        if "具体的な個別施策（主なタスク）と令和7年度のスケジュール" in text:
            starts.append(number)
    assert len(starts) == 13
    assert starts == list(range(starts[0], starts[0] + 13))


def test_every_page_says_that_the_data_are_samples(converted: dict[str, Path]) -> None:
    for name in PAPERS:
        for number, page in enumerate(PdfReader(converted[name]).pages, 1):
            text = "".join(page.extract_text().split())
            assert "サンプルデータ" in text, f"{name}, page {number}"

"""A few pages as pictures: what no reading back of text would see, such as a rule gone, a tint over a word, a chart upside down."""

from __future__ import annotations

import os
import shutil
import subprocess
from pathlib import Path

import pytest
from PIL import Image, ImageChops, ImageStat

GOLDEN = Path(__file__).parent / "golden"
PAGES = {"summary": 2, "initiative": 16, "sources": 32}
"""By name: the page of the second quarter's report."""
DPI = 60
TILE = 16
# Grey levels (0–255). Programs that draw differ a little at edges; a moved line or a lost tint changes a tile by far more.
MOST_OF_A_TILE = 24.0
MOST_OF_A_PAGE = 1.0


@pytest.fixture(scope="module")
def pictures(published: Path, tmp_path_factory: pytest.TempPathFactory) -> dict[str, Image.Image]:
    if shutil.which("pdftoppm") is None:
        if os.environ.get("DXREPORT_NO_SKIPS"):
            pytest.fail("poppler is missing, but this test must run")
        pytest.skip("poppler is missing")
    folder = tmp_path_factory.mktemp("pictures")
    (source,) = published.glob("*_進捗報告書.pdf")
    drawn = {}
    for name, page in PAGES.items():
        target = folder / name
        command = ["pdftoppm", "-r", str(DPI), "-gray", "-png", "-singlefile", "-f", str(page), "-l", str(page)]
        subprocess.run([*command, str(source), str(target)], check=True)  # noqa: S603  # fixed arguments
        drawn[name] = Image.open(target.with_suffix(".png")).convert("L")
    return drawn


def unlike(one: Image.Image, other: Image.Image) -> tuple[float, float]:
    """Mean difference of the page, and of the tile that differs most."""
    assert one.size == other.size
    difference = ImageChops.difference(one, other)
    tiles = difference.resize((one.width // TILE, one.height // TILE), Image.Resampling.BOX)
    return ImageStat.Stat(difference).mean[0], float(tiles.getextrema()[1])  # type: ignore[arg-type]  # one band: (least, most)


@pytest.mark.parametrize("name", PAGES)
def test_the_page_looks_as_it_did(pictures: dict[str, Image.Image], name: str) -> None:
    kept = GOLDEN / f"page-{name}.png"
    if os.environ.get("DXREPORT_REFRESH_GOLDEN"):
        pictures[name].save(kept, optimize=True)
    beside = kept.with_suffix(".actual.png")
    pictures[name].save(beside)  # so that a person can look at what was made
    page, tile = unlike(pictures[name], Image.open(kept).convert("L"))
    assert page <= MOST_OF_A_PAGE
    assert tile <= MOST_OF_A_TILE
    beside.unlink()


def test_a_moved_line_is_seen(pictures: dict[str, Image.Image]) -> None:
    """The comparison can fail: one line of text moved down by its own height."""
    page = pictures["summary"]
    moved = page.copy()
    line = page.crop((50, 95, 450, 105))
    moved.paste(255, (50, 95, 450, 105))
    moved.paste(line, (50, 105))
    assert unlike(page, moved)[1] > MOST_OF_A_TILE

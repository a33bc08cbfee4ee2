"""The pages of the progress report as the eye sees them: nothing outside, nothing over another, every text readable."""

from __future__ import annotations

from dataclasses import replace
from functools import cache
from io import BytesIO
from itertools import combinations, pairwise
from pathlib import Path

import pytest

from dxreport.model.contrast import READABLE, contrast, printed_pairs
from dxreport.model.period import Checkpoint
from dxreport.model.scale import Tone
from dxreport.model.submission import Explanation
from dxreport.render.fonts import FontSet
from dxreport.render.pdf import render
from dxreport.render.style import Style
from dxreport.report.blocks import Heading, Paragraph, ParagraphRole
from dxreport.report.cells import Span
from dxreport.report.papers import Document
from dxreport.report.progress import compose
from tests import test_pdf
from tests.ink import WHITE, Colour, Page, Run, joined, pages
from tests.test_progress import assessed, everyone, strategy

ROOT = Path(__file__).parents[1]
FONTS = FontSet(ROOT / "fonts")
LEFT, RIGHT = 56.69, 538.58
# What may stand in the margin: a comma or full stop at a line's end.
HANGING = 12.0
SENTENCE = test_pdf.SENTENCE
LONG = Explanation(SENTENCE * 10, SENTENCE * 10, "令和8年3月31日まで（議会の議決の後）", SENTENCE * 10, SENTENCE * 3)
LATIN = Explanation(
    "https://www.example.lg.jp/path/to/a/very/long/address?with=parameters&and=more#fragment " * 5,
    "Internationalization" * 12, "2026-03-31", "A" * 400, "",
)  # fmt: skip


@cache
def documents() -> dict[str, Document]:
    """The report at every checkpoint, with long texts, with Latin ones, with nothing submitted, and every block at its worst."""
    found = {c.value: compose(assessed(c)) for c in Checkpoint}
    found["long"] = compose(assessed(Checkpoint.Q3, words=LONG, draft=True))
    found["latin"] = compose(assessed(Checkpoint.Q3, words=LATIN))
    found["none"] = compose(assessed(Checkpoint.Q2, missing=everyone(), draft=True))
    for name, text in (
        ("short", "短い"),
        ("empty", ""),
        ("worst", SENTENCE * 30),
        ("word", "A" * 900),
        ("stops", "。" * 400),
    ):
        found[name] = test_pdf.document(*test_pdf.every_block(text), text=text)
    return found


NAMES = (
    *(c.value for c in Checkpoint), "long", "latin", "none", "short", "empty", "worst", "word", "stops",
)  # fmt: skip


@pytest.fixture(scope="module")
def papers(tmp_path_factory: pytest.TempPathFactory) -> dict[str, list[Page]]:
    folder = tmp_path_factory.mktemp("pages")
    style = Style(strategy().palette)
    read = {}
    for name, document in documents().items():
        path = folder / f"{name}.pdf"
        path.write_bytes(render(document, style, FONTS, document.properties.stamp))
        read[name] = pages(path)
    return read


def shown(page: Page) -> list[Run]:
    return [run for run in joined(page.runs) if run.text.strip()]


@pytest.mark.parametrize("name", NAMES)
def test_nothing_stands_outside_the_text_area(papers: dict[str, list[Page]], name: str) -> None:
    for number, page in enumerate(papers[name]):
        for run in shown(page):
            assert run.x >= LEFT - 0.5, (number, run)
            room = HANGING if run.text.rstrip()[-1] in "、。，．" else 0.5
            assert run.x + run.width <= RIGHT + room, (number, run)
            assert 25 <= run.y <= page.height - 40, (number, run)
        for shape in page.shapes:
            assert shape.left >= LEFT - 1 and shape.right <= RIGHT + 1, (number, shape)  # noqa: PT018  # one frame
            assert shape.bottom >= 25 and shape.top <= page.height - 35, (number, shape)  # noqa: PT018  # one frame


@pytest.mark.parametrize("name", NAMES)
def test_no_text_touches_another(papers: dict[str, list[Page]], name: str) -> None:
    for number, page in enumerate(papers[name]):
        for one, other in combinations(shown(page), 2):
            a, b = one.box, other.box
            over = min(a[2], b[2]) - max(a[0], b[0]), min(a[3], b[3]) - max(a[1], b[1])
            assert min(over) < 0.5, (number, one.text, other.text, over)


@pytest.mark.parametrize("name", NAMES)
def test_no_type_is_smaller_than_nine_points_and_every_text_stands_out_from_its_ground(
    papers: dict[str, list[Page]], name: str
) -> None:
    for number, page in enumerate(papers[name]):
        for run in shown(page):
            assert run.size >= 9, (number, run)
            assert contrast(_hex(run.colour), _hex(run.ground)) >= READABLE, (number, run)


def test_grounds_are_seen_where_they_are(papers: dict[str, list[Page]]) -> None:
    """The reader of pages finds the tints: else the test of contrasts would compare everything with white."""
    grounds = {run.ground for page in papers["q2"] for run in shown(page)}
    late = strategy().palette.tones[Tone.LATE].fill
    assert late
    assert _hex(max(grounds - {WHITE}, key=lambda g: -sum(g))) == late
    assert len(grounds) >= 5


@pytest.mark.parametrize("name", ["q1", "q2", "final", "none"])
def test_figures_of_tables_are_of_one_width(papers: dict[str, list[Page]], name: str) -> None:
    """A number that stands for itself is set in the face whose digits have one width, at every size but the counts."""
    for page in papers[name]:
        for run in shown(page):
            text = run.text.strip()
            if run.size == 10.5 and text.replace(".", "").replace(",", "").isdigit() and "." in text:
                assert "PGothic" not in run.font, run


def test_the_palette_is_readable_and_its_tones_differ_in_grey() -> None:
    palette = strategy().palette
    for name, text, ground in printed_pairs(palette):
        assert contrast(text, ground) >= READABLE, name
    greys = {t: _luma(c.fill or "FFFFFF") for t, c in palette.tones.items()}
    order = [Tone.ON_TRACK, Tone.ACHIEVED, Tone.BEHIND, Tone.LATE]
    steps = [greys[a] - greys[b] for a, b in pairwise(order)]
    assert all(step >= 25 for step in steps), greys


@pytest.mark.parametrize(
    ("first", "second", "ratio"),
    [("000000", "FFFFFF", "21"), ("777777", "FFFFFF", "4.48"), ("0B4F71", "FFFFFF", "8.86")],
)
def test_contrast_is_that_of_the_standard(first: str, second: str, ratio: str) -> None:
    assert f"{contrast(first, second):.2f}".rstrip("0").rstrip(".") == ratio
    assert contrast(second, first) == contrast(first, second)


def test_a_text_in_a_faint_colour_is_found(tmp_path: Path) -> None:
    """The check of contrasts can fail."""
    style = Style(replace(strategy().palette, sub="A0A0A0"))
    path = tmp_path / "faint.pdf"
    path.write_bytes(render(documents()["short"], style, FONTS, "2025-09-30"))
    assert any(contrast(_hex(r.colour), _hex(r.ground)) < READABLE for page in pages(path) for r in shown(page))


def _hex(colour: Colour) -> str:
    return "".join(f"{round(part * 255):02X}" for part in colour)


def _luma(colour: str) -> float:
    red, green, blue = (int(colour[i : i + 2], 16) for i in (0, 2, 4))
    return 0.299 * red + 0.587 * green + 0.114 * blue


@pytest.mark.parametrize("rows", range(18, 30))
def test_a_conclusion_never_ends_a_page_without_what_it_concludes_from(rows: int) -> None:
    """Headline, lead and note stand with the first row of the table that follows, wherever the page ends."""
    filler = tuple(Paragraph((Span(f"前の行{n}"),)) for n in range(rows))
    part = (
        Heading(1, ("結論の見出し",), kicker="部分"),
        Paragraph((Span("結論の文。"),), ParagraphRole.LEAD),
        Paragraph((Span("注記の文。"),), ParagraphRole.NOTE),
        test_pdf.table("名称", 3),
    )
    made = pages(BytesIO(test_pdf.rendered(*filler, *part)))
    where = {text: n for n, page in enumerate(made) for run in shown(page) for text in [run.text.strip()]}
    assert where["結論の見出し"] == where["結論の文。"] == where["注記の文。"] == where["項目"]

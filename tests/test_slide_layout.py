"""Nothing overflows: the decks of every checkpoint and the worst cases stay in their boxes, in the file and as LibreOffice draws them."""

from __future__ import annotations

import io
import re
import zipfile
from collections.abc import Callable
from dataclasses import replace
from decimal import Decimal
from functools import cache
from pathlib import Path

import pytest
from lxml import etree
from pptx import Presentation
from pptx.enum.shapes import MSO_SHAPE_TYPE
from pptx.util import Emu, Pt

from dxreport.render import slides
from dxreport.render.fonts import Face
from dxreport.render.slides.text import SAFETY, Measure
from dxreport.report.figures import PlanBar, PlanRow
from tests import slide_templates, slide_worst, test_slides
from tests.slide_layout import areas, crowded, spilled
from tests.slide_layout import render as drawn

TEMPLATES: dict[str, Callable[[], bytes]] = {
    "briefing": lambda: test_slides.BRIEFING,
    "strategy": lambda: test_slides.STRATEGY,
    "restyled": slide_templates.restyled,
    "wide": slide_templates.wide,
}


@cache
def worst(template: str) -> bytes:
    return slides.render(slide_worst.deck(), TEMPLATES[template](), test_slides.STYLE, test_slides.FONTS, "2025-09-30")


@pytest.fixture(scope="module")
def decks(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Path]:
    folder = tmp_path_factory.mktemp("worst")
    out = {}
    for name in TEMPLATES:
        out[name] = folder / f"{name}.pptx"
        out[name].write_bytes(worst(name))
    return out


@pytest.mark.parametrize("template", TEMPLATES)
def test_worst_cases_keep_apart_and_on_the_slide(decks: dict[str, Path], template: str) -> None:
    assert list(crowded(decks[template])) == []


@pytest.mark.parametrize("pattern", ["R7_*.pptx", "R7Q2_*.pptx"])
def test_published_decks_keep_apart_and_on_the_slide(published: Path, pattern: str) -> None:
    (deck,) = published.glob(pattern)
    assert list(crowded(deck)) == []


@pytest.mark.office
def test_an_office_suite_sets_every_letter_in_its_box(
    soffice: str, decks: dict[str, Path], published: Path, tmp_path: Path
) -> None:
    papers = [*decks.values(), *published.glob("R7_*.pptx"), *published.glob("R7Q2_*.pptx")]
    for paper, pdf in zip(papers, drawn(soffice, papers, tmp_path), strict=True):
        assert list(spilled(paper, pdf)) == [], paper.name


@pytest.mark.office
def test_a_text_that_is_too_long_for_its_box_is_seen(soffice: str, decks: dict[str, Path], tmp_path: Path) -> None:
    deck = Presentation(str(decks["briefing"]))
    kicker = next(p for p in deck.slides[1].placeholders if p.placeholder_format.idx == 20)
    kicker.text_frame.text = slide_worst.sentence(600)
    path = tmp_path / "spoilt.pptx"
    deck.save(str(path))
    assert [fault for fault in spilled(path, drawn(soffice, [path], tmp_path)[0]) if fault.startswith("slide 2:")]


@pytest.mark.parametrize("template", TEMPLATES)
@pytest.mark.parametrize("length", [400, 900, 2000])
def test_all_that_was_said_is_on_the_slides_or_in_their_notes(template: str, length: int) -> None:
    """What a cell shows and what the notes go on with are the whole of a reason, wherever it was cut."""
    content = test_slides.deck(slide_worst.late(length), slide_worst.theme(length))
    mark, whole = content.shortening.mark, slide_worst.sentence(length)
    cut = 0
    for slide in test_slides.written(content, TEMPLATES[template]()).slides:
        notes = slide.notes_slide.notes_text_frame.text.split("\n")
        tables = [c.text for s in slide.shapes if s.has_table for c in s.table.iter_cells()]
        boxes = [
            p.text.partition("\u3000")[2] for s in slide.shapes if s.has_text_frame for p in s.text_frame.paragraphs
        ]
        for text in (t for t in (*tables, *boxes) if t.endswith(mark)):
            shown = text.removesuffix(mark)
            assert whole.startswith(shown)
            assert any(line.endswith(f"{mark[:1]}{whole[len(shown) :]}") for line in notes)
            cut += 1
    assert cut >= 8 + 1 + 4


@pytest.mark.parametrize("template", TEMPLATES)
def test_no_type_is_smaller_than_twelve_points(template: str) -> None:
    with zipfile.ZipFile(io.BytesIO(worst(template))) as archive:
        for name in archive.namelist():
            if re.match(r"ppt/(slides|charts)/[^/]+\.xml", name):
                sizes = [int(s) for s in re.findall(rb' sz="(\d+)"', archive.read(name))]
                assert min(sizes, default=1200) >= 1200


def test_slides_with_long_reasons_are_not_nearly_white() -> None:
    """Known once: reasons of 400 letters left slides with a few words at the top."""
    slide = test_slides.late(6, slide_worst.sentence(400))
    deck = test_slides.written(test_slides.deck(slide))
    pages = list(deck.slides)[1:]
    assert len(pages) == 3
    for page in pages:
        (table,) = [s for s in page.shapes if s.has_table]
        assert sum(r.height for r in table.table.rows) > 0.3 * deck.slide_height


# --- native ----------------------------------------------------------------------------------------------------------


def test_each_initiative_is_one_slide_like_the_sources_sheet(published: Path) -> None:
    (path,) = published.glob("R7_*.pptx")
    titles = [slide.shapes.title.text for slide in Presentation(str(path)).slides]
    assert [int(m[1]) for title in titles if (m := re.match(r"重点取組(\d+)", title))] == list(range(1, 14))


def test_words_in_an_arrow_have_the_room_they_were_measured_for() -> None:
    """Office keeps text out of half an arrow's point (ECMA-376, homePlate's text rectangle): that room is not the words'."""
    measure, words = Measure(test_slides.FONTS), "利用率向上の具体策"
    ends = [Decimal(280 + k) / 100 for k in range(40)]
    rows = tuple(PlanRow((f"工程{end}",), ((PlanBar(Decimal(0), end, words),),), "") for end in ends)
    slide = replace(test_slides.sheet(), regions=(("body", (replace(test_slides.plan(), rows=rows),)),))
    rooms = []
    for page in list(test_slides.written(test_slides.deck(slide), test_slides.STRATEGY).slides)[1:]:
        groups = (s for s in page.shapes if s.shape_type == MSO_SHAPE_TYPE.GROUP)
        for arrow in (s for group in groups for s in group.shapes if s.has_text_frame and s.text_frame.text == words):
            if not len(arrow.adjustments) or arrow.height > Pt(20):
                continue
            frame, point = arrow.text_frame, arrow.adjustments[0] * min(arrow.width, arrow.height) / 2
            rooms.append(Emu(round(arrow.width - frame.margin_left - frame.margin_right - point)).pt)
    assert 0 < len(rooms) < len(ends)
    assert min(rooms) >= measure.width(words, 12, Face.TEXT) / SAFETY


@pytest.mark.parametrize("pattern", ["R7_*.pptx", "R7Q2_*.pptx"])
def test_sections_hold_every_slide_once_in_order(published: Path, pattern: str) -> None:
    (path,) = published.glob(pattern)
    deck = Presentation(str(path))
    ids = [entry.get("id") for entry in deck.slides._sldIdLst]
    (sections,) = deck.part._element.iter("{*}sectionLst")
    assert [e.get("id") for e in sections.iter("{*}sldId")] == ids
    assert len({s.get("id") for s in sections.iter("{*}section")}) == len(list(sections.iter("{*}section"))) >= 4


def test_alternative_texts_say_more_than_names_and_continued_titles_are_numbered(published: Path) -> None:
    for path in (*published.glob("R7_*.pptx"), *published.glob("R7Q2_*.pptx")):
        for slide in Presentation(str(path)).slides:
            for about in slide.shapes._spTree.iter("{*}cNvPr"):
                assert not about.get("descr") or about.get("descr") != about.get("name")


def test_reading_order_is_title_then_the_line_above_then_content_then_footer_and_number() -> None:
    for slide in list(test_slides.written(test_slides.deck(*test_slides.SLIDES)).slides)[1:]:
        kinds = [s.placeholder_format.type if s.is_placeholder else None for s in slide.shapes]
        names = [s.name for s in slide.shapes]
        assert names[:2] == ["表題", "見出しの上"] or names[0] == slide.shapes.title.name
        assert kinds[-1] == 13
        assert names.index("フッター") == len(names) - 2
        tops = [a.top for a in areas(slide)[2:-2]]
        assert tops


def test_colours_are_places_of_the_theme_which_has_the_strategys_palette() -> None:
    data = slides.render(
        test_slides.deck(*test_slides.SLIDES), test_slides.BRIEFING, test_slides.STYLE, test_slides.FONTS, "2025-09-30"
    )
    other = slide_templates.other_city(test_slides.PALETTE)
    changed = slides.render(
        test_slides.deck(*test_slides.SLIDES), test_slides.BRIEFING, other, test_slides.FONTS, "2025-09-30"
    )
    ours, theirs = (_theme(d) for d in (data, changed))
    assert ours["dk2"] == test_slides.PALETTE.accent
    assert theirs["dk2"] == theirs["accent1"] == other.palette.accent
    with zipfile.ZipFile(io.BytesIO(changed)) as archive:
        written = b"".join(
            archive.read(n) for n in archive.namelist() if re.match(r"ppt/(slides|charts)/[^/]+\.xml", n)
        )
    assert test_slides.PALETTE.accent.encode() not in written
    assert other.palette.accent.encode() not in written
    assert b'schemeClr val="accent1"' in written


def _theme(data: bytes) -> dict[str, str]:
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        scheme = next(etree.fromstring(archive.read("ppt/theme/theme1.xml")).iter("{*}clrScheme"))
    return {etree.QName(slot).localname: slot[0].get("val") for slot in scheme}


def test_a_diagram_is_one_described_group_of_named_shapes() -> None:
    slide = next(s for s in test_slides.SLIDES for b in s.blocks if type(b).__name__ == "Diagram")
    deck = test_slides.written(test_slides.deck(slide))
    groups = [g for s in deck.slides for g in s.shapes if g.name == "位置づけ"]
    (group,) = groups
    words = [s.text_frame.text.replace("\v", "") for s in group.shapes if s.text_frame.text]
    assert {"まちの将来像", "実現を目指す", "DXを加速させる取組を展開"} <= set(words)
    assert all(s.name for s in group.shapes)
    assert group._element.xpath("./p:nvGrpSpPr/p:cNvPr")[0].get("descr").startswith("位置づけの図")


def test_a_diagram_without_room_is_told_in_words() -> None:
    slide = slide_worst.diagrams()[2]
    tables = [s for p in test_slides.written(test_slides.deck(slide)).slides for s in p.shapes if s.has_table]
    assert tables

"""Handouts of the decks: every slide's words and numbers with its notes, in reading order, whole, within the page, accessible."""

from __future__ import annotations

import dataclasses
import re
from collections.abc import Iterator
from dataclasses import replace
from functools import cache
from io import BytesIO
from itertools import combinations, pairwise
from pathlib import Path

import pikepdf
import pytest
from click.testing import CliRunner
from pptx import Presentation

from dxreport.assessing import Request, unwatched
from dxreport.cli import main
from dxreport.evaluate.assessment import Assessment
from dxreport.model.contrast import READABLE, contrast
from dxreport.model.period import Checkpoint
from dxreport.pipeline import quarterly
from dxreport.products import Extras, Kind
from dxreport.render import slides
from dxreport.render.fonts import FontSet
from dxreport.render.pdf import render_handout
from dxreport.render.style import Style
from dxreport.report import briefing, handout, strategy_deck
from dxreport.report.blocks import Block, Callout, Contents, Heading, Paragraph
from dxreport.report.cells import LinesCell, NumberCell, Span, StatusCell, TextCell
from dxreport.report.figures import PlanSchedule
from dxreport.report.papers import Deck, DeckShape, Slide, SlideLayout
from tests import cities, test_pdf, test_slides
from tests.accessibility import faults
from tests.conformance import Engine, Failure
from tests.ink import Colour, Page, joined, pages
from tests.pdf_lines import printed_lines
from tests.structure import Element, TaggedPdf
from tests.test_pages import HANGING, LATIN, LEFT, LONG, RIGHT
from tests.test_progress import assessed, everyone

ROOT = Path(__file__).parent.parent
FONTS = FontSet(ROOT / "fonts")
TEMPLATES = {"briefing": "briefing.pptx", "strategy": "strategy.pptx"}
INSET = 10.5
"""How far a slide's frame reaches into the margins, with half of its line."""
SENTENCE = test_pdf.SENTENCE
TEXTS = {
    "empty": "",
    "short": "短い",
    "worst": SENTENCE * 30,
    "word": "A" * 900,
    "stops": "。" * 400,
    "hostile": "<b>&amp;</b>\\) Tj\x00\x1b\u202e\ue000\n\v(" * 9,
}
"""What people may write in every place of a deck."""


def deck_of(name: str, assessment: Assessment) -> Deck:
    return briefing.compose(assessment) if name == "briefing" else strategy_deck.compose(assessment)


def shape_of(deck: Deck) -> DeckShape:
    """As if every slide were one slide of a wide screen."""
    return DeckShape(16 / 9, tuple((n, n) for n, _ in enumerate(deck.slides, 2)))


def printed(deck: Deck) -> bytes:
    return render_handout(handout.compose(deck, shape_of(deck)), test_slides.STYLE, FONTS, "2025-09-30")


def everywhere(text: str) -> Deck:
    """A deck of all kinds of blocks and layouts, with ``text`` in every place in which people write."""
    blocks = test_pdf.every_block(text)
    notes = f"{text}\n{text}"
    whole = Slide(
        SlideLayout.WIDE, text, (text, text), (("body", blocks), ("strip", (Callout(text, (Span(text),)),))), notes
    )
    beside = Slide(
        SlideLayout.CHART_AND_NOTES, text, (text,),
        (("chart", (test_slides.trend(),)), ("upper", (test_pdf.table(text),)), ("lower", (Paragraph((Span(text),)),))),
        notes,
    )  # fmt: skip
    tables: tuple[Block, ...] = (Heading(2, (text,)), *(test_pdf.table(text) for _ in range(3)))
    grid = Slide(SlideLayout.OVERALL, text, (text,), (("upper", ()), ("lower", tables)), "")
    made = test_slides.deck(*test_slides.SLIDES, whole, beside, grid, replace(whole, notes=""))
    cover = replace(
        made.cover, head=(text, text), era=text, title=(text,), period=text, as_of=text, note=text, notes=notes
    )
    return replace(made, cover=cover, period=text, footer=f"{made.footer}{text}")


@cache
def decks() -> dict[str, Deck]:
    """Both decks of the sample year at every checkpoint, with long texts, with nothing submitted, and everything at its worst."""
    assessments = {c.value: assessed(c) for c in Checkpoint}
    assessments["long"] = assessed(Checkpoint.Q3, words=LONG, draft=True)
    assessments["latin"] = assessed(Checkpoint.Q3, words=LATIN)
    assessments["none"] = assessed(Checkpoint.Q2, missing=everyone(), draft=True)
    found = {f"{name} {at}": deck_of(name, a) for name in TEMPLATES for at, a in assessments.items()}
    return found | {f"{name} text": everywhere(text) for name, text in TEXTS.items()}


NAMES = (
    *(f"{name} {at}" for name in TEMPLATES for at in (*(c.value for c in Checkpoint), "long", "latin", "none")),
    *(f"{name} text" for name in TEXTS),
)
CITIES = [(cities.HOSHIMI, "q2"), (cities.AKANE, "q2"), (cities.AKANE, "final")]
JUDGED = tuple(n for n in NAMES if n.split()[-1] in ("q2", "final", "long", "none", "text"))
"""Checked by veraPDF: every kind of slide, at its best and at its worst."""


@pytest.fixture(scope="module")
def files(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Path]:
    """Handouts by name."""
    folder = tmp_path_factory.mktemp("handouts")
    made = {}
    for name, deck in decks().items():
        made[name] = folder / f"{name}.pdf"
        made[name].write_bytes(printed(deck))
    return made


@pytest.fixture(scope="module")
def published(project: Path) -> Path:
    """Both decks of the second quarter with their handouts, as the program publishes them."""
    kinds = (Kind.STRATEGY, Kind.BRIEFING)
    return project / quarterly(Request(project, checkpoint="q2"), kinds, unwatched, Extras(handouts=True)).folder


@pytest.fixture(scope="module")
def foreign(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Path]:
    """Handouts of two other cities, as the program publishes them."""
    folder = tmp_path_factory.mktemp("cities")
    roots = {name: cities.workspace(name, folder / name) for name in cities.CHECKPOINTS}
    made: dict[str, Path] = {}
    for name, checkpoint in CITIES:
        request = Request(roots[name], checkpoint=checkpoint)
        place = quarterly(request, (Kind.STRATEGY, Kind.BRIEFING), unwatched, Extras(handouts=True)).folder
        made |= {f"{name} {checkpoint} {path.stem}": path for path in sorted((roots[name] / place).glob("*.pdf"))}
    return made


# --- conformance -----------------------------------------------------------------------------------------------------


def test_every_handout_complies(
    files: dict[str, Path], published: Path, foreign: dict[str, Path], verapdf: Engine
) -> None:
    every = {n: files[n] for n in JUDGED} | foreign | {path.stem: path for path in published.glob("*.pdf")}
    assert len(every) == len(JUDGED) + 2 * len(CITIES) + 2
    judged: dict[str, tuple[Failure, ...]] = dict(zip(every, verapdf.check(list(every.values())), strict=True))
    assert {name: [str(f) for f in failures] for name, failures in judged.items() if failures} == {}


def test_every_handout_means_what_it_shows(files: dict[str, Path], published: Path, foreign: dict[str, Path]) -> None:
    usual = {name: path for name, path in files.items() if not name.endswith("text")}
    every = usual | foreign | {path.stem: path for path in published.glob("*.pdf")}
    assert {name: found for name, path in every.items() if (found := faults(path))} == {}


# --- what it says ----------------------------------------------------------------------------------------------------


def squeezed(text: str) -> str:
    return re.sub(r"\s", "", text)


def parts(tagged: TaggedPdf) -> list[Element]:
    """The element of each slide: those parts of the paper that begin with a heading of the first level."""
    document = tagged.root.elements[0]
    return [e for e in document.elements if e.role == "Sect" and e.elements[0].role == "H1"]


def heard(tagged: TaggedPdf, element: Element) -> str:
    """All of its words, those that stand for a drawing too."""
    said = [tagged.text(element), *(f"{e.alt or ''}{e.actual}" for e in element.walk())]
    return squeezed(" ".join(said))


def printed_words(item: object) -> Iterator[str]:
    """Every text of a block that a reader is to find on paper."""
    silent = {"alt", "said", "caption", "anchor", "source", "bookmark", "spoken", "id"}
    match item:
        case str():
            yield item
        case StatusCell():
            yield item.status.text
        case NumberCell():
            yield from (item.text, item.unit)
        case TextCell():
            yield from (item.text, item.sub)
        case LinesCell():
            yield from (text for line in item.lines for text in line)
        case tuple():
            for part in item:
                yield from printed_words(part)
        case _ if dataclasses.is_dataclass(item) and not isinstance(item, type):
            for field in dataclasses.fields(item):
                if field.name not in silent:
                    yield from printed_words(getattr(item, field.name))


def numbers(texts: Iterator[str]) -> set[str]:
    return {n.rstrip(".,") for text in texts for n in re.findall(r"[0-9][0-9,.]*", text)}


@pytest.mark.parametrize("name", [n for n in NAMES if n.split()[0] in TEMPLATES])
def test_every_number_of_the_deck_and_its_notes_is_in_the_handout(files: dict[str, Path], name: str) -> None:
    """Slide by slide, and in the notes no number is changed."""
    deck, tagged = decks()[name], TaggedPdf(files[name])
    found = parts(tagged)
    assert len(found) == len(deck.slides)
    counted = 0
    for slide, element in zip(deck.slides, found, strict=True):
        wanted = numbers(printed_words((slide.kicker, slide.title, slide.blocks, slide.notes)))
        there = numbers(iter([heard(tagged, element)])) | {n for n in wanted if n in heard(tagged, element)}
        assert wanted <= there, (slide.plain_title, wanted - there)
        counted += len(wanted)
    assert counted > 40


@pytest.mark.parametrize("name", NAMES)
def test_slides_are_read_title_then_content_then_notes(files: dict[str, Path], name: str) -> None:
    deck, tagged = decks()[name], TaggedPdf(files[name])
    for n, (slide, element) in enumerate(zip(deck.slides, parts(tagged), strict=True), 2):
        first, *content = element.elements
        assert first.role == "H1"
        assert squeezed(tagged.text(first)).startswith(f"スライド{n}")
        if name.split()[0] not in TEMPLATES:
            continue
        assert squeezed(tagged.text(first)) == squeezed(f"スライド{n}{slide.kicker}{slide.plain_title}")
        lines = [squeezed(line) for line in slide.notes.split("\n") if line.strip()]
        if not lines:
            assert all(tagged.text(e) != "説明" for e in element.walk())
            continue
        heading, *paragraphs = content[-1].elements
        assert (heading.role, tagged.text(heading)) == ("H2", "説明")
        assert [squeezed(tagged.text(p)) for p in paragraphs] == lines
        assert len(content) > 1


@pytest.mark.parametrize("name", [n for n in NAMES if n.split()[0] in TEMPLATES])
def test_the_cover_says_what_the_title_slide_says(files: dict[str, Path], name: str) -> None:
    cover, tagged = decks()[name].cover, TaggedPdf(files[name])
    first = squeezed("".join(run.text for run in tagged.runs if run.page == 0))
    texts = (
        "配布用",
        *cover.head,
        cover.era,
        "".join(cover.title),
        cover.period,
        cover.as_of,
        *cover.notes.split("\n"),
        cover.note,
    )
    assert all(squeezed(text) in first for text in texts)
    lines = [run for run in pages(files[name])[0].runs if run.text.strip() in cover.head]
    assert len(lines) == len(cover.head)
    assert all(abs(run.x + run.width - RIGHT) < 0.5 for run in lines)


def spans(deck: bytes, paper: Path) -> int:
    """Slides that the deck goes on with under one name in the handout, after every name is held against the deck's numbers."""
    shown = {
        n: re.sub(r"（[0-9]+/[0-9]+）$", "", squeezed(slide.shapes.title.text_frame.text))
        for n, slide in enumerate(Presentation(BytesIO(deck)).slides, 1)
    }
    tagged = TaggedPdf(paper)
    named: dict[int, str] = {}
    several = 0
    for element in parts(tagged):
        text = squeezed(tagged.text(element.elements[0]))
        found = re.match(r"スライド([0-9]+)(?:～([0-9]+))?", text)
        assert found
        first, last = int(found[1]), int(found[2] or found[1])
        several += last > first
        named |= dict.fromkeys(range(first, last + 1), text)
    assert sorted(named) == sorted(shown)[1:]
    assert all(text.endswith(shown[n]) for n, text in named.items())
    return several


@pytest.mark.parametrize("stem", ["R7_デジタル・ICT戦略", "R7Q2_委員会報告資料"])
def test_numbers_of_slides_are_those_of_the_deck(published: Path, stem: str) -> None:
    assert spans((published / f"{stem}.pptx").read_bytes(), published / f"{stem}_配布用.pdf") == 0


def test_a_continued_slide_counts_as_often_as_it_is_shown(tmp_path: Path) -> None:
    """「スライド14～15」 is what a reader sees on the screen as 14 and 15."""
    deck = decks()["strategy q2"]
    grown = tuple(
        replace(slide, regions=tuple((name, tuple(map(tripled, blocks))) for name, blocks in slide.regions))
        for slide in deck.slides
    )
    deck, template = replace(deck, slides=grown), test_slides.STRATEGY
    paper = handout.compose(deck, slides.shape(deck, template, test_slides.STYLE, FONTS))
    (tmp_path / "handout.pdf").write_bytes(render_handout(paper, test_slides.STYLE, FONTS, "2025-09-30"))
    shown = slides.render(deck, template, test_slides.STYLE, FONTS, "2025-09-30")
    assert spans(shown, tmp_path / "handout.pdf") > 5


def tripled(block: Block) -> Block:
    return replace(block, rows=block.rows * 3) if isinstance(block, PlanSchedule) else block


def test_bookmarks_name_every_slide_and_links_lead_to_it(published: Path) -> None:
    for path in published.glob("*.pdf"):
        with pikepdf.open(path) as pdf, pdf.open_outline() as outline:
            titles = [item.title for item in outline.root]
        assert [t.partition("\u3000")[0].startswith("スライド") for t in titles] == [True] * len(titles)
        assert len(titles) == len(parts(TaggedPdf(path))) + 1
    links = TaggedPdf(published / "R7_デジタル・ICT戦略_配布用.pdf").elements("Link")
    assert len(links) == 13


def test_a_contents_slide_lists_the_slides_with_their_pages() -> None:
    contents = Slide(SlideLayout.WIDE, "", ("目次",), (("body", (Contents("目次", 2),)),), "話す")
    data = printed(test_slides.deck(contents, test_slides.late(), test_slides.sheet()))
    lines = [line.text for line in printed_lines(data) if line.page == 2]
    assert any(line.startswith("スライド3") for line in lines)
    with pikepdf.open(BytesIO(data)) as pdf:
        assert len(list(pdf.pages[1].get("/Annots", ()))) == 3


@pytest.mark.parametrize("name", NAMES)
def test_every_page_bears_the_mark_and_its_number(files: dict[str, Path], name: str) -> None:
    """What the deck's slides say at their foot: draft, sample, title and as-of date."""
    deck = decks()[name]
    for number, page in enumerate(pages(files[name]), 1):
        texts = squeezed("".join(run.text for run in page.runs))
        if number == 1:
            assert squeezed(deck.cover.note)[:20] in texts or name.endswith("text")
            continue
        assert squeezed(deck.footer)[:40] in texts, number
        assert page.runs[[run.y < 45 for run in page.runs].index(True)].text
        assert any(run.text == str(number) and run.y < 45 for run in page.runs), number


def test_a_draft_says_so_on_every_page(tmp_path: Path) -> None:
    for name in TEMPLATES:
        path = tmp_path / f"{name}.pdf"
        path.write_bytes(printed(deck_of(name, assessed(Checkpoint.Q2, draft=True))))
        for page in pages(path):
            assert "案" in "".join(run.text for run in page.runs)


# --- pages -----------------------------------------------------------------------------------------------------------


@pytest.fixture(scope="module")
def papers(files: dict[str, Path], foreign: dict[str, Path]) -> dict[str, list[Page]]:
    return {name: pages(path) for name, path in (files | foreign).items()}


def test_nothing_stands_outside_the_page_and_frames_keep_clear_of_head_and_foot(papers: dict[str, list[Page]]) -> None:
    for name, paper in papers.items():
        for number, page in enumerate(paper):
            for run in joined(page.runs):
                if not run.text.strip():
                    continue
                assert run.x >= LEFT - 0.5, (name, number, run)
                room = HANGING if run.text.rstrip()[-1] in "、。，．" else 0.5
                assert run.x + run.width <= RIGHT + room, (name, number, run)
                assert 12 <= run.y <= page.height - 40, (name, number, run)
            for shape in page.shapes:
                assert shape.left >= LEFT - INSET - 0.5 and shape.right <= RIGHT + INSET, (name, number, shape)  # noqa: PT018  # one frame
                assert shape.bottom >= 40 and shape.top <= page.height - 35, (name, number, shape)  # noqa: PT018  # one frame


def test_no_text_touches_another(papers: dict[str, list[Page]]) -> None:
    for name, paper in papers.items():
        for number, page in enumerate(paper):
            shown = [run for run in joined(page.runs) if run.text.strip()]
            for one, other in combinations(shown, 2):
                a, b = one.box, other.box
                over = min(a[2], b[2]) - max(a[0], b[0]), min(a[3], b[3]) - max(a[1], b[1])
                assert min(over) < 0.5, (name, number, one.text, other.text, over)


def test_text_is_large_enough_and_stands_out(papers: dict[str, list[Page]]) -> None:
    """Nothing below 9 points; notes in 12."""
    for name, paper in papers.items():
        for number, page in enumerate(paper):
            for run in page.runs:
                if run.text.strip():
                    assert run.size >= 9, (name, number, run)
                    assert contrast(_hex(run.colour), _hex(run.ground)) >= READABLE, (name, number, run)
    note = "2項目は達成見込みで、口頭で補う。"
    made = pages(BytesIO(printed(test_slides.deck(replace(test_slides.late(), notes=note)))))
    assert [run.size for page in made for run in joined(page.runs) if run.text == note] == [12]


def _hex(colour: Colour) -> str:
    return "".join(f"{round(255 * part):02X}" for part in colour)


def frames(page: Page) -> list[tuple[float, float]]:
    """Bottom and top of each slide's frame."""
    return [
        (s.bottom, s.top) for s in page.shapes if s.stroke and abs(s.left - (LEFT - 10)) < 1 and s.right > RIGHT + 9
    ]


def test_a_slide_has_the_proportions_of_the_screen_and_its_notes_beneath() -> None:
    data = printed(test_slides.deck(replace(test_slides.sheet(), notes="話すこと")))
    _, page = pages(BytesIO(data))
    ((bottom, top),) = frames(page)
    assert (RIGHT - LEFT + 20) / (top - bottom) == pytest.approx(16 / 9, rel=0.01) or top - bottom > 282
    (note,) = (run for run in joined(page.runs) if run.text == "話すこと")
    assert note.y < bottom - 20
    small = printed(
        test_slides.deck(Slide(SlideLayout.WIDE, "柱", ("題",), (("body", (Paragraph((Span("文"),)),)),), "話"))
    )
    ((bottom, top),) = frames(pages(BytesIO(small))[1])
    assert (RIGHT - LEFT + 20) / (top - bottom) == pytest.approx(16 / 9, rel=0.01)


def test_slides_with_notes_have_their_own_page_and_two_without_share_one() -> None:
    short = Slide(SlideLayout.WIDE, "柱", ("題",), (("body", (Paragraph((Span("文"),)),)),), "")
    silent = pages(BytesIO(printed(test_slides.deck(short, short, short))))
    assert [len(frames(page)) for page in silent] == [0, 2, 1]
    spoken = replace(short, notes="話す")
    assert [len(frames(p)) for p in pages(BytesIO(printed(test_slides.deck(spoken, spoken, short, spoken))))] == [
        0,
        1,
        1,
        1,
        1,
    ]


def test_long_notes_run_on_under_a_head_that_says_whose_they_are() -> None:
    notes = "\n".join(f"{n}番目の説明。{SENTENCE * 3}" for n in range(1, 21))
    data = printed(test_slides.deck(replace(test_slides.late(), notes=notes), test_slides.theme()))
    heads = {line.page: line.text for line in printed_lines(data) if line.y > 790}
    assert heads[2].startswith("進捗について")
    assert heads[3] == "スライド2（続き）"
    last = max(line.page for line in printed_lines(data))
    assert "続き" not in heads[last]
    body = [line.text for line in printed_lines(data)]
    at = [next(k for k, text in enumerate(body) if text.startswith(f"{n}番目")) for n in range(1, 21)]
    assert at == sorted(at)


def test_a_slide_that_fills_more_than_a_page_is_framed_on_each() -> None:
    data = printed(test_slides.deck(test_slides.late(rows=40), test_slides.theme()))
    made = pages(BytesIO(data))
    assert [len(frames(page)) for page in made[1:3]] == [1, 1]
    for page in made[1:]:
        for bottom, top in frames(page):
            assert 40 < bottom < top < page.height - 48


def test_a_chart_is_as_wide_as_the_slide_and_its_table_stands_beside_the_sentences() -> None:
    (page,) = pages(BytesIO(printed(test_slides.deck(test_slides.theme()))))[1:]
    places = {run.text.strip(): run for run in joined(page.runs)}
    table, sentence = (
        places["重点取組の評価"],
        next(run for text, run in places.items() if text.startswith("ステップ完了率")),
    )
    axis = places["1～3月"]
    assert table.x < 60 < 300 < sentence.x
    assert axis.y > table.y
    assert abs(table.y - sentence.y) < 14
    assert axis.x > 300


def test_tables_side_by_side_stand_below_each_other_where_a_page_cannot_hold_them() -> None:
    long = test_slides.theme()
    upper, lower = long.region("upper"), (Paragraph((Span(SENTENCE * 40),)),)
    slide = replace(long, regions=(("chart", long.region("chart")), ("upper", upper), ("lower", lower)))
    lines = printed_lines(printed(test_slides.deck(slide)))
    body = [line for line in lines if line.text.startswith("端末の設置が計画の")]
    assert body[0].x < 60
    assert max(line.page for line in lines) > 2


def test_lines_to_write_on_fill_what_is_left_and_no_more(files: dict[str, Path]) -> None:
    for page in pages(files["briefing q2"])[1:]:
        rules = sorted(
            s.top for s in page.shapes if s.top - s.bottom < 0.1 and s.right - s.left > 480 and s.bottom < 400
        )
        text = min(run.y for run in page.runs if run.text.strip() and run.y > 45)
        lines = [y for y in rules if y < text - 5]
        assert not lines or lines[-1] < text - 20
        assert all(abs(b - a - 26) < 0.1 for a, b in pairwise(lines))
        assert lines or text < 54 + 150 + 14


# --- the run ---------------------------------------------------------------------------------------------------------


def test_equal_decks_give_equal_bytes() -> None:
    for name in ("briefing q2", "strategy q2", "worst text"):
        assert printed(decks()[name]) == printed(decks()[name])


def test_the_deck_is_the_same_with_its_handout_and_without(project: Path, published: Path) -> None:
    kinds = (Kind.STRATEGY, Kind.BRIEFING)
    names = {path.name: path.read_bytes() for path in published.iterdir() if path.suffix == ".pptx"}
    plain = project / quarterly(Request(project, checkpoint="q2", draft=False), kinds, unwatched).folder
    assert {path.name: path.read_bytes() for path in plain.iterdir() if path.suffix == ".pptx"} == names
    assert not list(plain.glob("*.pdf"))


def run(root: Path, *options: str) -> tuple[int, str]:
    done = CliRunner().invoke(main, ["quarterly", "--workspace", str(root), "--checkpoint", "q2", *options])
    return done.exit_code, done.output


def test_the_command_makes_the_handouts_of_the_decks_asked_for(project: Path) -> None:
    code, said = run(project, "--only", "briefing", "--handout")
    assert code == 0, said
    made = {path.name for path in (project / "outputs/r7/q2-briefing").iterdir()}
    assert made == {"R7Q2_委員会報告資料.pptx", "R7Q2_委員会報告資料_配布用.pdf", "manifest.json", "run.log"}


def test_handouts_without_a_deck_are_refused(project: Path) -> None:
    for options in (("--only", "progress,data"), ("--department", "all")):
        code, said = run(project, "--handout", *options)
        assert code == 2
        assert "スライドを作る指定がありません" in said
        assert "strategy、briefing" in said


def test_the_shape_of_a_deck_is_that_of_its_template() -> None:
    assessment = assessed(Checkpoint.Q2)
    style = Style(assessment.strategy.palette)
    for name, aspect in (("briefing", 16 / 9), ("strategy", 841.89 / 595.28)):
        deck = deck_of(name, assessment)
        template = (ROOT / "templates" / TEMPLATES[name]).read_bytes()
        shape = slides.shape(deck, template, style, FONTS)
        assert shape.aspect == pytest.approx(aspect, rel=0.001)
        assert len(shape.numbers) == len(deck.slides)
        assert shape.numbers[0][0] == 2
        assert all(b[0] == a[1] + 1 for a, b in pairwise(shape.numbers))

"""The pages printed in the contents of Word papers are those on which LibreOffice sets the headings; doubts are told."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from pathlib import Path
from tempfile import NamedTemporaryFile

import docx
import pytest
from docx.oxml.ns import qn
from lxml import etree
from pypdf import PdfReader

from dxreport.assessing import Request, evaluate
from dxreport.render.fonts import Face, FontSet
from dxreport.render.style import Style
from dxreport.render.word import Rendered, render
from dxreport.render.word.headings import HeadingList, Level
from dxreport.render.word.lines import LOOSE, TIGHT, WORD, Gauge
from dxreport.render.word.looks import RunLook, looks
from dxreport.render.word.pagination import paginate
from dxreport.report import strategy_document
from dxreport.report.blocks import Block, Heading, PageBreak, Paragraph, Table
from dxreport.report.cells import Column, ColumnRole, RowGroup, Span, TextCell
from dxreport.report.papers import Document
from dxreport.report.strategy_additions import Additions
from tests import cities
from tests.office_pdf import convert, pages_of_bookmarks
from tests.test_strategy_papers import assessment as planned

ROOT = Path(__file__).parent.parent
FONTS = FontSet(ROOT / "fonts")
TEMPLATE = (ROOT / "templates" / "strategy.docx").read_bytes()
LONG = "区民の利便性を高めるため、LINE等の12のサービスを3か月で見直し、2,000件の申請を受け付ける。"


def made(document: Document, template: bytes = TEMPLATE) -> Rendered:
    palette = planned().strategy.palette
    return render(document, template, Style(palette), FONTS, document.properties.stamp)


def paper(*blocks: Block) -> Document:
    document = strategy_document.compose(planned())
    return replace(document, blocks=(document.blocks[0], *blocks))


def chapters(count: int, lines: int) -> Iterator[Block]:
    """Chapters that do not begin on a page of their own, with sections of long text between tables."""
    for n in range(1, count + 1):
        yield Heading(1, (f"章{n}",), numbered=True)
        for m in range(1, 4):
            yield Heading(2, (f"節{n}の{m}",), numbered=True)
            yield from (Paragraph((Span(LONG * (m + k)),)) for k in range(lines))
            rows = tuple((TextCell(f"札{k}"), TextCell(LONG * k)) for k in range(1, 4 + m))
            columns = (Column("項目", ColumnRole.LABEL), Column("内容", ColumnRole.TEXT, weight=4))
            yield Table(columns, (RowGroup(rows),), "表", title="表題", note="注である。")


def tall() -> Iterator[Block]:
    """A table of rows higher than half a page each, then a heading."""
    columns = (Column("項目", ColumnRole.LABEL), Column("内容", ColumnRole.TEXT, weight=4))
    yield Heading(1, ("高い行",), new_page=True)
    yield Table(columns, (RowGroup(tuple((TextCell("札"), TextCell(LONG * 20)) for _ in range(4))),), "表")
    yield PageBreak(lying=True)
    yield Heading(1, ("横向きの頁",))
    yield Paragraph((Span(LONG * 30),))
    yield PageBreak()
    yield Heading(1, ("縦に戻る",))
    yield Paragraph((Span(LONG),))


def rows_of(*lengths: int) -> Iterator[Block]:
    """A table with rows of so many times a long text, then a heading."""
    columns = (Column("項目", ColumnRole.LABEL), Column("内容", ColumnRole.TEXT, weight=4))
    yield Heading(1, ("高い行",), new_page=True)
    yield Table(columns, (RowGroup(tuple((TextCell("札"), TextCell(LONG * n)) for n in lengths)),), "表")
    yield Heading(1, ("次の章",), new_page=True)


def sections(*texts: str) -> Iterator[Block]:
    """Sections of forty paragraphs each, and a heading behind them."""
    for number, text in enumerate(texts):
        yield Heading(1, (f"章{number}",), new_page=True)
        yield from (Paragraph((Span(text),)) for _ in range(40))
        yield Heading(2, (f"後{number}",))
        yield Paragraph((Span(LONG),))


HYPHENS = (
    "申請はdigital-transformation-promotion-headquarters-meguro-city-officeへ届ける",
    "self-serviceWi-Fi推進するLGWAN-ASPAI-OCRend-to-endWi-FiLGWAN-ASPWeb会議、end-to-endJ-LISマイナンバーカード利便性向上",
    "か\u3099" * 30 + "き\u3099" * 9,
)


def changed(edits: Mapping[str, tuple[tuple[str, str], ...]]) -> bytes:
    """The template with texts of its parts replaced."""
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(TEMPLATE)) as source, zipfile.ZipFile(out, "w") as target:
        for name in source.namelist():
            content = source.read(name).decode("utf-8")
            for before, after in edits.get(name, ()):
                assert before in content, (name, before)
                content = content.replace(before, after)
            target.writestr(name, content)
    return out.getvalue()


def by_staff() -> bytes:
    """The template as a department might restyle it: chapters, larger titles, smaller and closer text, a Mincho, margins."""
    body = '<w:ind w:left="0" w:firstLineChars="100" w:firstLine="240"/><w:jc w:val="both"/></w:pPr><w:rPr>'
    faces = "".join(f'w:{slot}="BIZ UDP明朝" ' for slot in ("ascii", "hAnsi", "eastAsia"))
    return changed(
        {
            "word/styles.xml": (
                ('w:line="600" w:lineRule="exact"', 'w:line="680" w:lineRule="exact"'),
                ('<w:sz w:val="40"/><w:szCs w:val="40"/>', '<w:sz w:val="48"/><w:szCs w:val="48"/>'),
                (
                    f'w:line="420" w:lineRule="exact"/>{body}',
                    f'w:line="360" w:lineRule="exact"/>{body}<w:rFonts {faces}/>',
                ),
                ('w:line="330" w:lineRule="exact"', 'w:line="300" w:lineRule="exact"'),
            ),
            "word/numbering.xml": (
                ('w:lvlText w:val="第%1"', 'w:lvlText w:val="第%1章"'),
                ('w:val="%2"', 'w:val="第%2節"'),
            ),
            "word/document.xml": (
                ('w:right="1417" w:bottom="1417" w:left="1417"', 'w:right="1701" w:bottom="1134" w:left="1701"'),
            ),
            "word/header1.xml": (("年度と題名", "題名"),),
        }
    )


@dataclass(frozen=True, slots=True)
class Made:
    """A paper, how it was set by us, and its PDF."""

    rendered: Rendered
    path: Path
    pdf: Path


@pytest.fixture(scope="module")
def settings(soffice: str, project: Path, tmp_path_factory: pytest.TempPathFactory) -> dict[str, Made]:
    """Every paper in one start of LibreOffice."""
    folder = tmp_path_factory.mktemp("pages")
    sample = evaluate(Request(project, checkpoint="q2"))
    documents = {
        "sample": strategy_document.compose(sample),
        "editions": strategy_document.compose(sample, Additions(progress=True, faults=True)),
        "draft": strategy_document.compose(planned(draft=True)),
        **{f"text-{n}": paper(*chapters(6, n)) for n in range(5)},
        "tall": paper(*tall()),
        "rows": paper(*rows_of(75, 3, 200)),
        "hyphens": paper(*sections(*HYPHENS)),
    }
    for name in (cities.HOSHIMI, cities.AKANE):
        root = cities.workspace(name, folder / name)
        documents[name] = strategy_document.compose(evaluate(Request(root, checkpoint="q1")))
    rendered = {name: made(document) for name, document in documents.items()}
    for name, edits in TEMPLATES.items():
        rendered[name] = made(paper(*sections(LONG, LONG * 2)), changed(edits))
    rendered["restyled"] = made(strategy_document.compose(sample), by_staff())
    paths = {name: folder / f"{name}.docx" for name in rendered}
    for name, path in paths.items():
        path.write_bytes(rendered[name].content)
    written = convert(soffice, [*paths.values()], folder / "pdf")
    return {name: Made(rendered[name], paths[name], pdf) for name, pdf in zip(paths, written, strict=True)}


_UPRIGHT = 'w:header="907" w:footer="737" w:gutter="0"/>'
TEMPLATES = {
    "bound": {"word/document.xml": ((_UPRIGHT, _UPRIGHT.replace('"0"', '"850"')),)},
    "numbered": {"word/document.xml": (("<w:titlePg/>", '<w:pgNumType w:start="0"/><w:titlePg/>'),)},
    "high-head": {
        "word/header1.xml": (
            ("</w:hdr>", '<w:p><w:pPr><w:spacing w:line="1200" w:lineRule="exact"/></w:pPr></w:p></w:hdr>'),
        )
    },
}
REAL = ["sample", "editions", "draft", cities.HOSHIMI, cities.AKANE]
NAMES = [
    "sample",
    "editions",
    "draft",
    *(f"text-{n}" for n in range(5)),
    "tall",
    "restyled",
    cities.HOSHIMI,
    cities.AKANE,
]


def printed(path: Path) -> dict[str, int]:
    """Bookmark → the page that the contents print for it."""
    found: dict[str, int] = {}
    for instruction in docx.Document(str(path)).element.body.iter(qn("w:instrText")):
        words = (instruction.text or "").split()
        if words[:1] == ["PAGEREF"]:
            run = instruction.getparent()
            while run.find(qn("w:t")) is None:
                run = run.getnext()
            found[words[1]] = int(run.find(qn("w:t")).text)
    return found


def titles(path: Path) -> dict[str, str]:
    """Bookmark → text of its heading."""
    body = docx.Document(str(path)).element.body
    marks = ((m.get(qn("w:name")), m.getparent()) for m in body.iter(qn("w:bookmarkStart")))
    return {name: "".join(t.text or "" for t in p.iter(qn("w:t"))) for name, p in marks}


@pytest.mark.office
@pytest.mark.parametrize("name", NAMES)
def test_every_number_of_the_contents_is_right(settings: dict[str, Made], name: str) -> None:
    """A number that may differ is told: all others are those of LibreOffice."""
    one = settings[name]
    first = 0 if name == "numbered" else 1
    pages = {mark: page + first - 1 for mark, page in pages_of_bookmarks(one.pdf).items()}
    said, known = printed(one.path), titles(one.path)
    doubtful = {title for title, _ in one.rendered.unsure}
    wrong = {known[mark]: (page, pages[mark]) for mark, page in said.items() if pages[mark] != page}
    assert {title: numbers for title, numbers in wrong.items() if title not in doubtful} == {}
    assert len(said) >= 3
    for title, numbers in wrong.items():
        told = dict(one.rendered.unsure)[title]
        assert numbers[1] in range(min(told) - 1, max(told) + 2)


@pytest.mark.office
@pytest.mark.parametrize("name", REAL)
def test_nothing_is_doubtful_in_the_papers_that_are_made(settings: dict[str, Made], name: str) -> None:
    one = settings[name]
    pages = pages_of_bookmarks(one.pdf)
    assert (one.rendered.unsure, one.rendered.inexact) == ((), ())
    assert {mark: pages[mark] for mark in printed(one.path)} == printed(one.path)


@pytest.mark.office
@pytest.mark.parametrize("name", NAMES)
def test_the_number_of_pages_is_right(settings: dict[str, Made], name: str) -> None:
    one = settings[name]
    (footer,) = {
        t.text
        for part in docx.Document(str(one.path)).part.package.iter_parts()
        if "/footer" in str(part.partname)
        for i in part.element.iter(qn("w:instrText"))
        if "NUMPAGES" in (i.text or "")
        for t in [i.getparent().getnext().getnext().find(qn("w:t"))]
    }
    if "" not in dict(one.rendered.unsure):
        assert int(footer) == len(PdfReader(one.pdf).pages)


@pytest.mark.office
def test_no_page_is_empty(settings: dict[str, Made]) -> None:
    for name in REAL:
        for number, page in enumerate(PdfReader(settings[name].pdf).pages, 1):
            assert len("".join(page.extract_text().split())) > 60, f"{name}, page {number}"


@pytest.mark.office
def test_a_restyled_template_is_followed(settings: dict[str, Made]) -> None:
    """Numbers of another form, type, leading and margins; heads keep both their texts, and nothing leaves the page."""
    reader = PdfReader(settings["restyled"].pdf)
    text = ["".join(page.extract_text().split()) for page in reader.pages]
    assert "第1章" in text[1]
    assert "第1節" in text[1]
    upright = [t for page, t in zip(reader.pages, text, strict=True) if page.mediabox.height > page.mediabox.width][1:]
    assert [t[:40] for t in upright if "令和7年度（2025年度）デジタル・ICT戦略目黒区" not in t] == []
    used = {str(f.get_object()["/BaseFont"]).partition("+")[2] for f in reader.pages[2]["/Resources"]["/Font"].values()}  # type: ignore[index]  # a page is a dictionary
    assert any("Mincho" in name for name in used)


# --- doubts --------------------------------------------------------------------------------------------------------


def test_a_heading_near_a_pages_end_is_told_with_its_pages() -> None:
    """Lines that fill their room exactly take another line where Latin letters have white around them."""
    full = Paragraph((Span("国7" * 20),))
    blocks: tuple[Block, ...] = (
        Heading(1, ("前",), new_page=True),
        *[full] * 26,
        Heading(2, ("後",)),
        Paragraph((Span("本文"),)),
    )
    assert dict(made(paper(*blocks)).unsure) == {"後": (3, 4), "": (3, 4)}


def test_a_paper_with_room_is_certain() -> None:
    blocks = (Heading(1, ("前",), new_page=True), Paragraph((Span(LONG),)), Heading(2, ("後",)))
    assert made(paper(*blocks)).unsure == ()


def restyled(before: str, after: str) -> bytes:
    """The template after staff changed one thing in its styles."""
    return changed({"word/styles.xml": ((before, after),)})


BODY_INDENT = '<w:ind w:left="0" w:firstLineChars="100" w:firstLine="240"/>'


@pytest.mark.parametrize(
    ("before", "after", "named"),
    [
        (
            f'w:line="420" w:lineRule="exact"/>{BODY_INDENT}',
            f'w:line="300" w:lineRule="auto"/>{BODY_INDENT}',
            "戦略 本文",
        ),
        ('w:eastAsia="BIZ UDP明朝"', 'w:eastAsia="游明朝"', "戦略 表紙題名"),
    ],
)
def test_styles_that_cannot_be_counted_are_named(before: str, after: str, named: str) -> None:
    document = paper(Heading(1, ("前",), new_page=True), Paragraph((Span(LONG),)))
    assert made(document).inexact == ()
    assert named in made(document, restyled(before, after)).inexact


def test_larger_type_and_leading_move_the_pages() -> None:
    """The styles are asked, not known: with a leading of 42 points a chapter needs twice the pages."""
    lines: tuple[Block, ...] = (Paragraph((Span("本文"),)),) * 40
    blocks: tuple[Block, ...] = (Heading(1, ("前",), new_page=True), *lines, Heading(1, ("後",), new_page=True))
    before, after = (f'w:line="{line}" w:lineRule="exact"/>{BODY_INDENT}' for line in (420, 840))
    assert contents(made(paper(*blocks))) == {"前": 3, "後": 5}
    assert contents(made(paper(*blocks), restyled(before, after))) == {"前": 3, "後": 6}


def contents(rendered: Rendered) -> dict[str, int]:
    """Title → page, as the contents print them."""
    with NamedTemporaryFile(suffix=".docx") as file:
        file.write(rendered.content)
        file.flush()
        known = titles(Path(file.name))
        return {known[mark]: page for mark, page in printed(Path(file.name)).items()}


# --- lines ---------------------------------------------------------------------------------------------------------

LOOK = RunLook(12, Face.TEXT)


@pytest.mark.parametrize(
    ("text", "room", "word", "loose"),
    [
        ("", 100, 1, 1),
        ("国" * 10, 120, 1, 2),
        ("国" * 10, 119, 2, 2),
        ("国" * 20 + "。", 240, 2, 2),
        ("国" * 10 + "\n国", 200, 2, 2),
        ("国" * 9 + "2,000件", 120, 2, 2),
        ("国7国7国7国7国7", 106, 1, 2),
        ("（国" * 12, 100, 3, 3),
    ],
)
def test_lines_are_counted(text: str, room: float, word: int, loose: int) -> None:
    measured = Gauge(FONTS).text(((text, LOOK),) if text else ())
    counted = [measured.lines(room, 0.0, scenario) for scenario in (TIGHT, WORD, LOOSE)]
    assert counted == sorted(counted), "the tight count never exceeds the loose one"
    assert (counted[1], counted[2]) == (word, loose)


# --- pages ---------------------------------------------------------------------------------------------------------

STYLES = etree.fromstring(
    """<w:styles xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"><w:docDefaults><w:rPrDefault><w:rPr>
<w:rFonts w:eastAsia="BIZ UDPゴシック"/><w:sz w:val="20"/></w:rPr></w:rPrDefault></w:docDefaults>
<w:style w:type="paragraph" w:styleId="T"><w:pPr><w:spacing w:line="400" w:lineRule="exact"/></w:pPr></w:style>
<w:style w:type="paragraph" w:styleId="H"><w:basedOn w:val="T"/><w:pPr><w:keepNext/><w:spacing w:before="200" w:after="100"/></w:pPr></w:style>
<w:style w:type="table" w:styleId="B"><w:tblPr/></w:style></w:styles>"""
)
SECTION = (
    '<w:sectPr><w:pgSz w:w="4000" w:h="{height}"/><w:pgMar w:top="0" w:right="0" w:bottom="0" w:left="0"/></w:sectPr>'
)


def t(lines: int = 1, mark: str = "", properties: str = "") -> str:
    """A paragraph of 20-point lines with a bookmark."""
    named = f'<w:bookmarkStart w:id="1" w:name="{mark}"/>' if mark else ""
    text = "<w:br/>".join("<w:t>国</w:t>" for _ in range(lines))
    return f'<w:p><w:pPr><w:pStyle w:val="T"/>{properties}</w:pPr>{named}<w:r>{text}</w:r></w:p>'


def h(mark: str) -> str:
    """A heading: 10 points, a line of 20, 5 points; it stays with what follows."""
    return f'<w:p><w:pPr><w:pStyle w:val="H"/></w:pPr><w:bookmarkStart w:id="1" w:name="{mark}"/><w:r><w:t>国</w:t></w:r></w:p>'


def rows(*heights: int, header: bool = False, mark: str = "") -> str:
    """A table with a row of so many lines each; the last one bears the bookmark."""
    out = []
    for at, lines in enumerate(heights):
        head = "<w:tblHeader/>" if header and at == 0 else ""
        cell = t(lines, mark if at == len(heights) - 1 else "")
        out.append(
            f'<w:tr><w:trPr><w:cantSplit/>{head}</w:trPr><w:tc><w:tcPr><w:tcW w:w="4000"/></w:tcPr>{cell}</w:tc></w:tr>'
        )
    grid = '<w:tblGrid><w:gridCol w:w="4000"/></w:tblGrid>'
    return f'<w:tbl><w:tblPr><w:tblStyle w:val="B"/></w:tblPr>{grid}{"".join(out)}</w:tbl>'


@pytest.mark.parametrize(
    ("content", "height", "expected"),
    [
        # ten lines fill a page of 200 points, the eleventh begins the next
        (t() * 10 + t(1, "a"), 200, {"a": 2}),
        (t() * 9 + t(1, "a"), 200, {"a": 1}),
        # a heading goes with two lines of what follows
        (t() * 7 + h("a") + t(4), 200, {"a": 2}),
        (t() * 6 + h("a") + t(4), 200, {"a": 1}),
        # two lines at least stay on each side of a break
        (t() * 9 + t(4, "a"), 200, {"a": 2}),
        (t() * 8 + t(4, "a"), 200, {"a": 1}),
        (t() * 8 + t(3, "a"), 200, {"a": 2}),
        # of two distances the larger one counts; none at the top of a page that follows a full one
        (h("a") + h("b") + t(7) + t(1, "c"), 200, {"a": 1, "b": 1, "c": 2}),
        # a page break before
        (t() + t(1, "a", "<w:pageBreakBefore/>"), 200, {"a": 2}),
        # rows stay whole; the header row is repeated
        (rows(4, 4, 4, mark="a"), 200, {"a": 2}),
        (rows(1, 4, 4, 5, 4, header=True, mark="a"), 200, {"a": 2}),
        (rows(1, 4, 4, 6, 4, header=True, mark="a"), 200, {"a": 3}),
        # a header row alone is not left behind
        (t() * 8 + rows(1, 2, header=True, mark="a"), 200, {"a": 2}),
        # a row higher than a page
        (t() + rows(15, mark="a") + t(1, "b"), 200, {"a": 2, "b": 3}),
    ],
)
def test_pages_are_filled_by_the_rules_of_office_programs(content: str, height: int, expected: dict[str, int]) -> None:
    space = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'
    body = etree.fromstring(f"<w:body {space}>{content}{SECTION.format(height=height * 20)}</w:body>")
    assert paginate(body, looks(STYLES, None), Gauge(FONTS)).numbers == expected


def test_a_section_begins_a_page_and_has_its_own_height() -> None:
    space = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'
    tall_, low = SECTION.format(height=8000), SECTION.format(height=2000)
    content = t() * 3 + t(1, "a", low) + t() * 12 + t(1, "b")
    body = etree.fromstring(f"<w:body {space}>{content}{tall_}</w:body>")
    pages = paginate(body, looks(STYLES, None), Gauge(FONTS))
    assert (pages.numbers, pages.last) == ({"a": 1, "b": 2}, 2)


# --- numbers of headings -------------------------------------------------------------------------------------------

OFFICIAL = HeadingList(
    {
        1: Level("decimal", "第%1", 1),
        2: Level("decimal", "%2", 1),
        3: Level("decimal", "(%3)", 1),
        4: Level("aiueoFullWidth", "%4", 1),
    }
)


def test_headings_are_numbered_as_word_will() -> None:
    levels = [
        (1, False),
        (1, True),
        (2, True),
        (2, True),
        (3, True),
        (4, True),
        (4, True),
        (2, True),
        (1, True),
        (2, True),
        (2, False),
    ]
    assert OFFICIAL.labels(levels) == ["", "第1", "1", "2", "(1)", "ア", "イ", "3", "第2", "1", ""]


@pytest.mark.parametrize(
    ("form", "text", "expected"),
    [
        ("decimalFullWidth", "第%1章", "第２章"),
        ("japaneseCounting", "第%1", "第二"),
        ("upperLetter", "%1.", "B."),
        ("chicago", "%1", "2"),
        ("decimal", "%1-%2", "2-3"),
    ],
)
def test_other_forms_of_numbers(form: str, text: str, expected: str) -> None:
    list_ = HeadingList({1: Level(form, text, 1), 2: Level("decimal", "", 3)})
    assert list_.labels([(1, True), (1, True)])[1] == expected

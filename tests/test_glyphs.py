"""Characters that the fonts lack, variants of kanji, marks that stand alone: found, set as well as can be, read back as typed."""

from __future__ import annotations

import hashlib
from pathlib import Path

import pytest
from fontTools.ttLib import TTFont

from dxreport.assessing import Request, evaluate
from dxreport.model.glyph import Printed
from dxreport.model.provenance import CellRef, LineRef
from dxreport.render.fonts import PRINCIPAL, Face, FontSet, metrics, variants
from dxreport.render.glyphs import Coverage, Glyphs
from dxreport.render.pdf.embedding import advances
from dxreport.report.blocks import Heading, Paragraph
from dxreport.report.cells import Span
from tests import city
from tests.pdf_lines import printed_lines
from tests.test_pdf import FONTS, ROOT, rendered

GLYPHS, COVERAGE = Glyphs(FONTS), Coverage(FONTS)
# 辻 with two dots (a glyph of its own), with one dot (the usual form), and with a selector that nobody registered.
TWO_DOTS, ONE_DOT, UNKNOWN = "辻\U000e0100", "辻\U000e0101", "辻\U000e0105"


@pytest.mark.parametrize(
    ("typed", "printed"),
    [
        ("𠮷野家🙂", "𠮷野家〓"),
        (TWO_DOTS, TWO_DOTS),
        (ONE_DOT, "辻"),
        (UNKNOWN, "辻"),
        ("か\u3099", "が"),
        ("か\u309a", "か゜"),
        ("e\u0301", "é"),
        ("\ufa19", "\ufa19"),  # a compatibility ideograph stays itself
        ("神\ufe00", "神\ufe00"),
        ("①\ufe0f", "①"),
        ("外\ue000字", "外〓字"),
        ("a\r\nb\tc\x07\u200b", "a\nb c"),
    ],
)
def test_what_is_printed(typed: str, printed: str) -> None:
    assert GLYPHS.clean(typed) == printed
    assert GLYPHS.clean(printed) == printed


@pytest.mark.parametrize(
    ("typed", "odd"),
    [
        ("𠮷野家", [("𠮷", Printed.SUPPLEMENT, "U+20BB7")]),
        ("済🙂\ufe0f済", [("🙂", Printed.GETA, "U+1F642")]),
        ("外\ue000字", [("\ue000", Printed.GETA, "U+E000")]),
        (UNKNOWN, [(UNKNOWN, Printed.BASE, "U+8FBB U+E0105")]),
        (TWO_DOTS + ONE_DOT + "か\u3099髙﨑①〜−神\ufe00", []),
    ],
)
def test_what_is_odd(typed: str, odd: list[tuple[str, Printed, str]]) -> None:
    assert [(o.text, o.printed, o.code_points) for o in COVERAGE.odd(typed)] == odd


def test_everything_that_japanese_windows_writes_is_in_the_fonts() -> None:
    """The shortcut of ``Coverage``: what cp932 holds is never looked up."""
    written = "".join(chr(c) for c in range(0x20, 0xFFFF) if not 0xE000 <= c < 0xF900 and _encodes(c, "cp932"))
    assert len(written) > 7000
    assert GLYPHS.clean(written.replace("\x7f", "").replace("\x80", "")) == written.replace("\x7f", "").replace(
        "\x80", ""
    )


def test_the_supplement_holds_the_rest_of_the_standard() -> None:
    standard = [chr(c) for c in range(0xA1, 0x2FFFF) if _encodes(c, "euc_jis_2004")]
    assert len(standard) > 10_000
    lost = {c for c in standard if GLYPHS.clean(c) == "〓" and c != "〓"}
    assert lost <= {"ǵ", "⦅", "⦆"}  # Noto Sans CJK JP lacks them, too


def _encodes(code: int, encoding: str) -> bool:
    try:
        chr(code).encode(encoding)
    except UnicodeEncodeError:
        return False
    return True


def test_the_faces_have_the_same_characters_and_variants() -> None:
    known = [set(metrics(FONTS.path(face)).advances) for face in PRINCIPAL]
    own = [[s for s, glyph in variants(FONTS.path(face)).items() if glyph is not None] for face in PRINCIPAL]
    assert all(k == known[0] for k in known)
    assert all(o == own[0] for o in own)
    assert len(own[0]) > 400


@pytest.mark.parametrize("face", [Face.SUPPLEMENT, Face.SUPPLEMENT_BOLD])
def test_the_supplement_may_be_bundled(face: Face) -> None:
    """Its own name (the licence reserves the original's), the copyright notice, the licence, outlines that ReportLab embeds."""
    with TTFont(FONTS.path(face)) as font:
        names = {record.nameID: record.toUnicode() for record in font["name"].names}
        assert "glyf" in font
    assert not any(word in names[number] for number in (1, 4, 6) for word in ("Noto", "Source"))
    assert "Adobe" in names[0]
    assert "SIL Open Font License" in names[13]
    assert "Adobe" in (ROOT / "fonts/OFL-supplement.txt").read_text(encoding="utf-8").splitlines()[0]
    sums = (ROOT / "fonts/SHA256SUMS").read_text(encoding="utf-8")
    assert hashlib.sha256(FONTS.path(face).read_bytes()).hexdigest() in sums


def test_text_on_paper_reads_as_it_was_typed() -> None:
    typed = f"𠮷野家と{TWO_DOTS}さん、{ONE_DOT}さん、𠮟る🙂"
    made = rendered(Heading(1, (typed,)), Paragraph((Span(typed), Span(typed, strong=True))))
    text = "".join(line.text for line in printed_lines(made))
    shown = f"𠮷野家と{TWO_DOTS}さん、辻さん、𠮟る〓"
    assert text.count(shown) == 3
    assert made == rendered(Heading(1, (typed,)), Paragraph((Span(typed), Span(typed, strong=True))))


def test_the_variant_is_drawn_and_not_its_usual_form() -> None:
    """The embedded subset holds two outlines for the two forms."""
    one, two = (rendered(Paragraph((Span(text),))) for text in ("辻", TWO_DOTS))
    both = rendered(Paragraph((Span(f"辻{TWO_DOTS}"),)))
    assert len(both) > max(len(one), len(two))
    path = FONTS.path(Face.TEXT)
    with TTFont(path) as font:
        usual = font.getGlyphID(font.getBestCmap()[ord("辻")])
    assert variants(path)[TWO_DOTS] not in (None, usual)
    assert variants(path)[ONE_DOT] is None


# --- findings --------------------------------------------------------------------------------------------------------


def test_findings_name_the_cell_and_the_line(tmp_path: Path) -> None:
    root = city.workspace(tmp_path / "w")
    path = root / "inputs/r7/strategy.yaml"
    written = path.read_text(encoding="utf-8").replace(
        "outline: 手続を改める。", "outline: 𠮷を改める。 # 🙂 is a comment", 1
    )
    path.write_text(written, encoding="utf-8")
    city.submit_all(root, "q1")
    kpi: dict[str, dict[str, city.Cell]] = {**city.FULL_SOUMU, "1-1a": {"value": 30, "comment": f"済🙂🎉、{UNKNOWN}"}}
    city.submit(root, "q1", "soumu", kpi, city.SOUMU_TASKS, city.SOUMU_LISTS)
    found = {f.code: f for f in evaluate(Request(root, checkpoint="q1")).findings}
    assert sorted(found) == ["F07", "F08", "F09"]
    line = next(n for n, text in enumerate(written.splitlines(), 1) if "𠮷" in text)
    assert isinstance(found["F07"].place, LineRef)
    assert found["F07"].place.line == line
    assert isinstance(found["F08"].place, CellRef)
    assert found["F08"].place.sheet == "KPI実績"
    assert found["F08"].department == "soumu"
    assert found["F08"].found == "🙂🎉"
    assert "U+1F642、U+1F389" in found["F08"].what
    assert found["F09"].place == found["F08"].place


def test_fonts_that_are_not_fit_are_not_opened(tmp_path: Path) -> None:
    """That they are not is a finding of its own, which stops the run."""
    assert Coverage(FontSet(tmp_path)).odd("𠮷") == ()


def test_what_is_not_printed_is_nobody_s_concern(tmp_path: Path) -> None:
    """A row of a detail list: papers show what is counted of it."""
    root = city.workspace(tmp_path / "w")
    city.submit_all(root, "q1")
    lists: dict[str, city.Table] = {"incidents": [{"id": "1🙂", "hours": 2.5}]}
    city.submit(root, "q1", "soumu", city.FULL_SOUMU, city.SOUMU_TASKS, lists)
    assert [f.code for f in evaluate(Request(root, checkpoint="q1")).findings] == []


@pytest.mark.parametrize("face", Face)
def test_widths_are_those_that_fonttools_reads(face: Face) -> None:
    """The PDF takes them from ReportLab, which has read the file anyway."""
    path = FONTS.path(face)
    read = advances(path)
    assert read.keys() == metrics(path).advances.keys()
    assert all(abs(read[code] - width) < 1e-9 for code, width in metrics(path).advances.items())

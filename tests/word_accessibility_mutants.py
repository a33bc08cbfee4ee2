"""Turns a good Word file into ones that people hear or see less well, a single defect each; see tests/office_mutants.py."""

from __future__ import annotations

from tests.office_draft import DOCUMENT, STYLES, Draft, Mutants, Paper, Planter, fragment
from tests.office_package import Tree, W, switched_on, words
from tests.word_mutants import SENTENCE, drawing

_HERE = Mutants()
MUTANTS = _HERE.planted
_CORE = "docProps/core.xml"
_GREY = '<w:color w:val="A0A0A0"/>'


def _plant(caught_by: str) -> Planter:
    return _HERE.plant(Paper.WORD, caught_by)


def _style_of_level(draft: Draft, level: int) -> str:
    for style in draft.all(STYLES, W + "style"):
        outline = style.find(f"{W}pPr/{W}outlineLvl")
        if outline is not None and outline.get(W + "val") == str(level - 1):
            identifier: str = style.get(W + "styleId")
            return identifier
    raise LookupError(f"no heading of level {level}")


def _headed_table(draft: Draft) -> Tree:
    for row in draft.all(DOCUMENT, W + "tr"):
        table = row.getparent()
        plain = (
            table.find(f"{W}tblPr/{W}tblLook") is None
            or table.find(f"{W}tblPr/{W}tblLook").get(W + "firstColumn") == "0"
        )
        if plain and switched_on(row.find(f"{W}trPr/{W}tblHeader")):
            return table
    raise LookupError("no table with heads")


@_plant("title")
def the_paper_has_no_title(draft: Draft) -> None:
    draft.first(_CORE, "{*}title").text = ""


@_plant("title")
def the_properties_do_not_say_the_language(draft: Draft) -> None:
    draft.first(_CORE, "{*}language").text = "en-US"


@_plant("language")
def the_default_language_is_english(draft: Draft) -> None:
    draft.first(STYLES, W + "docDefaults").find(f".//{W}lang").set(W + "eastAsia", "en-US")


@_plant("language")
def a_style_is_english(draft: Draft) -> None:
    style = next(
        s for s in draft.all(STYLES, W + "style") if s.find(W + "rPr") is not None and s.find(f"{W}rPr/{W}lang") is None
    )
    style.find(W + "rPr").append(fragment('<w:lang w:val="en-GB"/>'))


@_plant("headings")
def a_level_is_left_out(draft: Draft) -> None:
    first = next(p for p in draft.all(DOCUMENT, W + "pStyle") if p.get(W + "val") == _style_of_level(draft, 1))
    first.set(W + "val", _style_of_level(draft, 2))


@_plant("headings")
def a_heading_is_empty(draft: Draft) -> None:
    draft.append(f'<w:p><w:pPr><w:pStyle w:val="{_style_of_level(draft, 1)}"/></w:pPr></w:p>')


@_plant("table_heads")
def a_table_has_no_heads(draft: Draft) -> None:
    for mark in list(_headed_table(draft).iter(W + "tblHeader")):
        mark.getparent().remove(mark)


@_plant("table_heads")
def heads_are_without_words(draft: Draft) -> None:
    for row in _headed_table(draft).findall(W + "tr"):
        if switched_on(row.find(f"{W}trPr/{W}tblHeader")):
            for text in row.iter(W + "t"):
                text.text = ""


@_plant("alternatives")
def a_drawing_is_described_by_a_file_name(draft: Draft) -> None:
    draft.append(drawing("gantt_2025.png"))


@_plant("alternatives")
def a_drawing_is_described_by_its_name(draft: Draft) -> None:
    draft.append(drawing("年間の工程の図表", name="年間の工程の図表"))


@_plant("alternatives")
def a_drawing_is_described_by_a_word(draft: Draft) -> None:
    draft.append(drawing("工程"))


@_plant("text_in_drawings")
def a_drawing_says_more_than_its_description(draft: Draft) -> None:
    draft.append(drawing(SENTENCE, text="12月に完了"))


@_plant("contrast_of_text")
def text_is_pale(draft: Draft) -> None:
    draft.append(f"<w:p><w:r><w:rPr>{_GREY}</w:rPr><w:t>見えにくい文</w:t></w:r></w:p>")


@_plant("contrast_of_text")
def text_is_pale_by_its_style(draft: Draft) -> None:
    style = fragment(
        f'<w:style w:type="paragraph" w:styleId="Pale"><w:name w:val="Pale"/><w:rPr>{_GREY}</w:rPr></w:style>'
    )
    draft.tree(STYLES).append(style)
    draft.append('<w:p><w:pPr><w:pStyle w:val="Pale"/></w:pPr><w:r><w:t>見えにくい文</w:t></w:r></w:p>')


@_plant("contrast_of_text")
def a_cell_is_as_dark_as_its_text(draft: Draft) -> None:
    cell = next(c for c in draft.all(DOCUMENT, W + "tc") if words(c).strip() and c.find(f"{W}tcPr/{W}shd") is None)
    cell.find(W + "tcPr").append(fragment('<w:shd w:val="clear" w:color="auto" w:fill="404040"/>'))


@_plant("contrast_of_text")
def a_paragraph_is_as_dark_as_its_text(draft: Draft) -> None:
    ground = '<w:shd w:val="clear" w:color="auto" w:themeFill="text1" w:fill="auto"/>'
    draft.append(
        f'<w:p><w:pPr>{ground}</w:pPr><w:r><w:rPr><w:color w:val="404040"/></w:rPr><w:t>見えにくい文</w:t></w:r></w:p>'
    )


@_plant("empty_paragraphs")
def white_space_is_made_of_paragraphs(draft: Draft) -> None:
    draft.append("<w:p/>")
    draft.append("<w:p><w:r><w:br/></w:r></w:p>")


@_plant("link_words")
def a_link_says_nothing(draft: Draft) -> None:
    for text in draft.first(DOCUMENT, W + "hyperlink").iter(W + "t"):
        text.text = ""


@_plant("link_words")
def a_link_says_here(draft: Draft) -> None:
    anchor = draft.first(DOCUMENT, W + "bookmarkStart").get(W + "name")
    draft.append(f'<w:p><w:hyperlink w:anchor="{anchor}"><w:r><w:t>こちら</w:t></w:r></w:hyperlink></w:p>')

"""Turns a good Word file into ones with a single defect each between its parts; see tests/office_mutants.py."""

from __future__ import annotations

from tests.office_draft import DOCUMENT, NUMBERING, SETTINGS, STYLES, Draft, Mutants, Paper, Planter, fragment
from tests.office_package import W

_HERE = Mutants()
MUTANTS = _HERE.planted
SENTENCE = "対象業務の抽出は9月に終わる。"


def _plant(caught_by: str) -> Planter:
    return _HERE.plant(Paper.WORD, caught_by)


def drawing(descr: str, *, name: str = "図", inner: str = "", text: str = "", number: int = 9001) -> str:
    """A paragraph with a drawn shape in it, of which Word and the checkers read ``descr``."""
    box = f"<wps:txbx><w:txbxContent><w:p><w:r><w:t>{text}</w:t></w:r></w:p></w:txbxContent></wps:txbx>" if text else ""
    return (
        '<w:p><w:r><mc:AlternateContent><mc:Choice Requires="wps"><w:drawing><wp:inline>'
        f'<wp:extent cx="914400" cy="914400"/><wp:docPr id="{number}" name="{name}" descr="{descr}">{inner}</wp:docPr>'
        '<a:graphic><a:graphicData uri="http://schemas.microsoft.com/office/word/2010/wordprocessingShape">'
        f"<wps:wsp><wps:cNvSpPr/><wps:spPr/>{box}<wps:bodyPr/></wps:wsp></a:graphicData></a:graphic>"
        "</wp:inline></w:drawing></mc:Choice></mc:AlternateContent></w:r></w:p>"
    )


def mark(kind: str) -> str:
    return f'<w:r><w:fldChar w:fldCharType="{kind}"/></w:r>'


def instruction(text: str) -> str:
    return f'<w:r><w:instrText xml:space="preserve"> {text} </w:instrText></w:r>'


def a_field(text: str, result: str) -> str:
    held = f"<w:r><w:t>{result}</w:t></w:r>"
    return mark("begin") + instruction(text) + mark("separate") + held + mark("end")


def _some_bookmark(draft: Draft) -> str:
    name: str = draft.first(DOCUMENT, W + "bookmarkStart").get(W + "name")
    return name


# --- ids, bookmarks, links -------------------------------------------------------------------------------------------


@_plant("ids")
def two_drawings_share_an_id(draft: Draft) -> None:
    draft.append(drawing(SENTENCE))
    draft.append(drawing(SENTENCE))


@_plant("bookmark_marks")
def two_bookmarks_share_a_name(draft: Draft) -> None:
    first, second, *_ = draft.all(DOCUMENT, W + "bookmarkStart")
    second.set(W + "name", first.get(W + "name"))


@_plant("bookmark_marks")
def two_bookmarks_share_an_id(draft: Draft) -> None:
    first, second, *_ = draft.all(DOCUMENT, W + "bookmarkStart")
    second.set(W + "id", first.get(W + "id"))


@_plant("bookmark_marks")
def a_bookmark_does_not_end(draft: Draft) -> None:
    end = draft.first(DOCUMENT, W + "bookmarkEnd")
    end.getparent().remove(end)


@_plant("bookmark_marks")
def a_bookmark_has_a_long_name(draft: Draft) -> None:
    draft.append(f'<w:bookmarkStart w:id="9001" w:name="{"a" * 41}"/>')
    draft.append('<w:bookmarkEnd w:id="9001"/>')


@_plant("links")
def a_link_leads_to_no_bookmark(draft: Draft) -> None:
    draft.first(DOCUMENT, W + "hyperlink").set(W + "anchor", "_Toc99999999")


@_plant("links")
def a_link_leads_nowhere(draft: Draft) -> None:
    del draft.first(DOCUMENT, W + "hyperlink").attrib[W + "anchor"]


# --- fields ----------------------------------------------------------------------------------------------------------


@_plant("fields")
def a_field_does_not_end(draft: Draft) -> None:
    end = draft.all(DOCUMENT, W + "fldChar")[-1]
    end.getparent().remove(end)


@_plant("fields")
def a_field_ends_before_it_begins(draft: Draft) -> None:
    """As many marks of each kind as there must be: only their order is wrong."""
    draft.append(
        f"<w:p>{mark('end')}{instruction('PAGE')}{mark('separate')}<w:r><w:t>1</w:t></w:r>{mark('begin')}</w:p>"
    )


@_plant("fields")
def fields_cross(draft: Draft) -> None:
    """A page number that begins inside a link and ends behind it."""
    begun = f"{mark('begin')}{instruction('PAGE')}{mark('separate')}<w:r><w:t>1</w:t></w:r>"
    draft.append(f'<w:p><w:hyperlink w:anchor="{_some_bookmark(draft)}">{begun}</w:hyperlink>{mark("end")}</w:p>')


@_plant("fields")
def a_field_holds_no_result(draft: Draft) -> None:
    draft.append(f"<w:p>{mark('begin')}{instruction('PAGE')}{mark('end')}</w:p>")


@_plant("fields")
def a_page_number_is_not_filled_in(draft: Draft) -> None:
    draft.append(f"<w:p>{a_field(f'PAGEREF {_some_bookmark(draft)}', '？')}</w:p>")


@_plant("fields")
def an_instruction_stands_outside(draft: Draft) -> None:
    draft.append(f"<w:p>{instruction('PAGE')}</w:p>")


@_plant("field_targets")
def a_page_number_is_of_no_bookmark(draft: Draft) -> None:
    draft.append(f"<w:p>{a_field('PAGEREF _Toc99999999', '3')}</w:p>")


@_plant("field_targets")
def a_reference_in_a_footer_is_to_no_bookmark(draft: Draft) -> None:
    _, paragraph = draft.named("word/footer", W + "p")
    paragraph.append(fragment('<w:fldSimple w:instr=" REF nothing "><w:r><w:t>章</w:t></w:r></w:fldSimple>'))


@_plant("contents")
def an_entry_says_other_words_than_its_heading(draft: Draft) -> None:
    draft.first(DOCUMENT, W + "hyperlink").find(f".//{W}t").text = "終わりに"


@_plant("contents")
def an_entry_has_the_page_of_another(draft: Draft) -> None:
    first, second, *_ = draft.all(DOCUMENT, W + "hyperlink")
    for run in fragment(f"<w:p>{a_field('PAGEREF ' + second.get(W + 'anchor'), '3')}</w:p>"):
        first.append(run)


@_plant("dialogues")
def fields_are_to_be_updated(draft: Draft) -> None:
    draft.tree(SETTINGS).insert(0, fragment('<w:updateFields w:val="true"/>'))


@_plant("dialogues")
def a_field_is_dirty(draft: Draft) -> None:
    draft.first(DOCUMENT, W + "fldChar").set(W + "dirty", "true")


# --- styles, lists, sections -----------------------------------------------------------------------------------------


@_plant("styles")
def a_style_is_missing(draft: Draft) -> None:
    draft.first(DOCUMENT, W + "pStyle").set(W + "val", "NoSuchStyle")


@_plant("styles")
def a_style_of_a_header_is_missing(draft: Draft) -> None:
    draft.named("word/header", W + "pStyle")[1].set(W + "val", "NoSuchStyle")


@_plant("styles")
def a_style_of_tables_is_missing(draft: Draft) -> None:
    draft.first(DOCUMENT, W + "tblStyle").set(W + "val", "NoSuchStyle")


@_plant("styles")
def a_style_of_a_list_is_missing(draft: Draft) -> None:
    draft.first(NUMBERING, W + "pStyle").set(W + "val", "NoSuchStyle")


@_plant("styles")
def a_character_style_sets_paragraphs(draft: Draft) -> None:
    style = next(s for s in draft.all(STYLES, W + "style") if s.get(W + "type") == "character")
    draft.first(DOCUMENT, W + "pStyle").set(W + "val", style.get(W + "styleId"))


@_plant("styles")
def a_style_is_built_on_itself(draft: Draft) -> None:
    below = draft.first(STYLES, W + "basedOn")
    below.set(W + "val", below.getparent().get(W + "styleId"))


@_plant("numbering")
def a_list_is_missing(draft: Draft) -> None:
    draft.append('<w:p><w:pPr><w:numPr><w:ilvl w:val="0"/><w:numId w:val="99"/></w:numPr></w:pPr></w:p>')


@_plant("numbering")
def a_list_has_no_such_level(draft: Draft) -> None:
    for level in draft.all(NUMBERING, W + "lvl"):
        if level.get(W + "ilvl") == "8":
            level.getparent().remove(level)
    number = draft.first(NUMBERING, W + "num").get(W + "numId")
    draft.append(f'<w:p><w:pPr><w:numPr><w:ilvl w:val="8"/><w:numId w:val="{number}"/></w:numPr></w:pPr></w:p>')


@_plant("numbering")
def a_list_is_of_no_kind(draft: Draft) -> None:
    draft.first(NUMBERING, W + "num").find(W + "abstractNumId").set(W + "val", "99")


@_plant("numbering")
def a_list_numbers_a_style_that_does_not_use_it(draft: Draft) -> None:
    draft.first(NUMBERING, W + "pStyle").set(W + "val", "Normal")


@_plant("sections")
def a_header_is_a_footer(draft: Draft) -> None:
    footer = draft.first(DOCUMENT, W + "footerReference")
    draft.first(DOCUMENT, W + "headerReference").set(
        "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}id",
        footer.get("{http://schemas.openxmlformats.org/officeDocument/2006/relationships}id"),
    )


@_plant("sections")
def a_first_page_has_no_header(draft: Draft) -> None:
    draft.append(
        '<w:p><w:pPr><w:sectPr><w:pgSz w:w="11906" w:h="16838"/>'
        '<w:pgMar w:top="1" w:right="1" w:bottom="1" w:left="1" w:header="1" w:footer="1" w:gutter="0"/>'
        "</w:sectPr></w:pPr></w:p>"
    )
    for reference in [*draft.all(DOCUMENT, W + "headerReference")]:
        if reference.get(W + "type") == "default":
            reference.getparent().remove(reference)


@_plant("sections")
def paper_lies_and_is_said_to_stand(draft: Draft) -> None:
    size = draft.first(DOCUMENT, W + "pgSz")
    wide, high = size.get(W + "w"), size.get(W + "h")
    size.set(W + "w", high)
    size.set(W + "h", wide)


@_plant("text")
def white_space_is_lost(draft: Draft) -> None:
    draft.append("<w:p><w:r><w:t>令和7年度 </w:t></w:r></w:p>")


@_plant("text")
def a_line_end_is_written_as_text(draft: Draft) -> None:
    draft.append("<w:p><w:r><w:t>令和7年度\n戦略</w:t></w:r></w:p>")

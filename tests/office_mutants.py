"""Turns good Office papers into ones with a single defect each, to see that the checks of packages are worth something.

Here stand defects of packages and charts, in tests/word_*mutants.py those of Word files, in tests/slide_mutants.py those of decks.
A mutation that finds nothing to change raises, so that none passes for want of matter.
"""

from __future__ import annotations

from tests import slide_mutants, word_accessibility_mutants, word_mutants, word_table_mutants
from tests.office_draft import DOCUMENT, RELATIONS, STYLES, Draft, Mutants, Paper
from tests.office_package import CONTENT_TYPES, C, R, Tree, W

_HERE = Mutants()
_plant = _HERE.plant
_CORE = "docProps/core.xml"
_CHART = "ppt/charts/chart1.xml"


def _override(draft: Draft, part: str) -> Tree:
    return next(e for e in draft.tree(CONTENT_TYPES) if e.get("PartName") == f"/{part}")


def _relation(draft: Draft, source: str, kind: str) -> Tree:
    return next(e for e in draft.tree(source) if e.get("Type").endswith(f"/{kind}"))


# --- the package -----------------------------------------------------------------------------------------------------


@_plant(Paper.WORD, "zip_entries")
def a_part_stands_twice(draft: Draft) -> None:
    draft.more.append((STYLES, draft.parts[STYLES]))


@_plant(Paper.WORD, "zip_entries")
def a_part_is_named_in_japanese(draft: Draft) -> None:
    draft.more.append(("word/図.xml", b"<a/>"))


@_plant(Paper.WORD, "well_formed")
def an_ampersand_is_not_escaped(draft: Draft) -> None:
    draft.replace(DOCUMENT, b"</w:t>", b"A&B</w:t>")


@_plant(Paper.WORD, "well_formed")
def a_part_has_a_document_type(draft: Draft) -> None:
    draft.replace("word/settings.xml", b"<w:settings", b"<!DOCTYPE w:settings>\n<w:settings")


@_plant(Paper.BRIEFING, "content_types")
def a_chart_has_no_type(draft: Draft) -> None:
    entry = _override(draft, _CHART)
    entry.getparent().remove(entry)


@_plant(Paper.WORD, "content_types")
def a_type_is_declared_for_no_part(draft: Draft) -> None:
    _override(draft, STYLES).set("PartName", "/word/styles2.xml")


@_plant(Paper.WORD, "audit")
def the_type_of_styles_is_misspelt(draft: Draft) -> None:
    entry = _override(draft, STYLES)
    entry.set("ContentType", entry.get("ContentType").replace("styles", "stylez"))


@_plant(Paper.WORD, "relationships")
def a_relationship_leads_to_no_part(draft: Draft) -> None:
    _relation(draft, RELATIONS, "fontTable").set("Target", "fonts.xml")


@_plant(Paper.WORD, "relationships")
def an_id_is_no_relationship(draft: Draft) -> None:
    draft.first(DOCUMENT, W + "headerReference").set(R + "id", "rId999")


@_plant(Paper.WORD, "relationships")
def two_relationships_share_an_id(draft: Draft) -> None:
    _relation(draft, RELATIONS, "theme").set("Id", _relation(draft, RELATIONS, "styles").get("Id"))


@_plant(Paper.WORD, "relationships")
def a_picture_is_not_used(draft: Draft) -> None:
    draft.relate(RELATIONS, "image", "media/more.png")
    draft.parts["word/media/more.png"] = b"\x89PNG\r\n\x1a\n"
    draft.declare("png", "image/png")


@_plant(Paper.DECK, "relationships")
def a_slide_of_the_template_is_left_in_the_file(draft: Draft) -> None:
    entry = draft.all("ppt/presentation.xml", "{http://schemas.openxmlformats.org/presentationml/2006/main}sldId")[-1]
    entry.getparent().remove(entry)


@_plant(Paper.WORD, "unused_parts")
def a_part_is_not_reached(draft: Draft) -> None:
    draft.parts["word/header9.xml"] = draft.parts["word/header1.xml"]


@_plant(Paper.WORD, "core_properties")
def the_paper_was_made_yesterday(draft: Draft) -> None:
    draft.first(_CORE, "{*}created").text = "yesterday"


@_plant(Paper.WORD, "core_properties")
def the_paper_was_made_on_the_31st_of_june(draft: Draft) -> None:
    draft.first(_CORE, "{*}modified").text = "2025-06-31T00:00:00Z"


@_plant(Paper.WORD, "media")
def a_picture_is_no_picture(draft: Draft) -> None:
    draft.parts["word/media/more.png"] = b"GIF89a"


@_plant(Paper.WORD, "media")
def a_drawing_holds_a_program(draft: Draft) -> None:
    draft.parts["word/media/more.svg"] = b'<svg xmlns="http://www.w3.org/2000/svg"><script>0</script></svg>'


@_plant(Paper.WORD, "prefixes")
def a_prefix_is_ignored_but_not_declared(draft: Draft) -> None:
    draft.tree(DOCUMENT).set("{http://schemas.openxmlformats.org/markup-compatibility/2006}Ignorable", "w14")


@_plant(Paper.WORD, "leftovers")
def a_content_control_is_left(draft: Draft) -> None:
    draft.append("<w:sdt><w:sdtPr/><w:sdtContent><w:p><w:r><w:t>年度と題名</w:t></w:r></w:p></w:sdtContent></w:sdt>")


@_plant(Paper.WORD, "leftovers")
def a_mark_is_not_filled_in(draft: Draft) -> None:
    draft.first(DOCUMENT, W + "t").text = "{{ 題名 }}"


@_plant(Paper.DECK, "leftovers")
def a_prompt_is_left(draft: Draft) -> None:
    draft.first(draft.slide(2), "{*}t").text = "クリックしてタイトルを入力"


# --- charts ----------------------------------------------------------------------------------------------------------


@_plant(Paper.BRIEFING, "chart_axes")
def an_axis_is_missing(draft: Draft) -> None:
    axis = draft.first(_CHART, C + "valAx")
    axis.getparent().remove(axis)


@_plant(Paper.BRIEFING, "chart_axes")
def an_axis_crosses_none(draft: Draft) -> None:
    draft.first(_CHART, C + "crossAx").set("val", "77")


@_plant(Paper.BRIEFING, "chart_axes")
def axes_are_counted_below_zero(draft: Draft) -> None:
    for tag in ("axId", "crossAx"):
        for element in draft.all(_CHART, C + tag):
            element.set("val", f"-{element.get('val')}")


@_plant(Paper.BRIEFING, "chart_cache")
def a_cache_holds_more_than_it_says(draft: Draft) -> None:
    draft.all(_CHART, C + "ptCount")[-1].set("val", "1")


@_plant(Paper.BRIEFING, "chart_cache")
def a_number_is_none(draft: Draft) -> None:
    draft.first(_CHART, C + "numCache").find(f"{C}pt/{C}v").text = "nan"


@_plant(Paper.BRIEFING, "chart_workbook")
def a_formula_names_another_sheet(draft: Draft) -> None:
    draft.first(_CHART, C + "f").text = "資料!$B$1"


@_plant(Paper.BRIEFING, "chart_workbook")
def a_formula_names_fewer_cells(draft: Draft) -> None:
    formula = next(f for f in draft.all(_CHART, C + "f") if ":" in f.text)
    formula.text = formula.text.partition(":")[0]


@_plant(Paper.BRIEFING, "chart_workbook")
def a_chart_shows_another_number_than_its_workbook(draft: Draft) -> None:
    draft.first(_CHART, C + "numCache").find(f"{C}pt/{C}v").text = "12.3"


@_plant(Paper.BRIEFING, "chart_workbook")
def a_workbook_does_not_open(draft: Draft) -> None:
    name = next(n for n in draft.parts if n.startswith("ppt/embeddings/"))
    draft.parts[name] = b"no workbook"


@_plant(Paper.BRIEFING, "chart_workbook")
def a_chart_has_no_workbook(draft: Draft) -> None:
    external = draft.first(_CHART, C + "externalData")
    external.getparent().remove(external)


MUTANTS = [
    *_HERE.planted,
    *word_mutants.MUTANTS,
    *word_table_mutants.MUTANTS,
    *word_accessibility_mutants.MUTANTS,
    *slide_mutants.MUTANTS,
]

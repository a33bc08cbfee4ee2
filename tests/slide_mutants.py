"""Turns good decks into ones with a single defect each; see tests/office_mutants.py."""

from __future__ import annotations

from tests.office_draft import DECK, Draft, Mutants, Paper, fragment
from tests.office_package import DECORATIVE, A, P, Tree

_HERE = Mutants()
MUTANTS = _HERE.planted
_plant = _HERE.plant


def _relation_of(draft: Draft, name: str, kind: str) -> Tree:
    folder, _, file = name.rpartition("/")
    return next(e for e in draft.tree(f"{folder}/_rels/{file}.rels") if e.get("Type").endswith(f"/{kind}"))


def _table(draft: Draft) -> Tree:
    """The first table of the deck with more than two rows and columns."""
    for number in range(1, len(draft.all(DECK, P + "sldId")) + 1):
        for table in draft.tree(draft.slide(number)).iter(A + "tbl"):
            rows = table.findall(A + "tr")
            if len(rows) > 2 and len(rows[1].findall(A + "tc")) > 2 and table.find(A + "tblPr").get("firstRow") == "1":
                return table
    raise LookupError("no table to spoil")


def _titles(draft: Draft) -> list[Tree]:
    """The title's shape of each slide."""
    out = []
    for number in range(1, len(draft.all(DECK, P + "sldId")) + 1):
        marks = draft.all(draft.slide(number), P + "ph")
        out.append(next(m for m in marks if m.get("type") in ("title", "ctrTitle")).getparent().getparent().getparent())
    return out


def _described(draft: Draft) -> Tree:
    """The first group or frame with an alternative text."""
    for number in range(1, len(draft.all(DECK, P + "sldId")) + 1):
        for shape in draft.tree(draft.slide(number)).find(f"{P}cSld/{P}spTree"):
            about = shape.find(f"./*[1]/{P}cNvPr")
            if shape.tag in (P + "grpSp", P + "graphicFrame") and about is not None and about.get("descr"):
                return shape
    raise LookupError("nothing described to spoil")


def _about(shape: Tree) -> Tree:
    return shape.find(f"./*[1]/{P}cNvPr")


@_plant(Paper.DECK, "slide_ids")
def two_slides_share_an_id(draft: Draft) -> None:
    first, second, *_ = draft.all(DECK, P + "sldId")
    second.set("id", first.get("id"))


@_plant(Paper.DECK, "slide_ids")
def a_slide_is_counted_from_one(draft: Draft) -> None:
    draft.first(DECK, P + "sldId").set("id", "1")


@_plant(Paper.BRIEFING, "layouts")
def a_slide_has_no_layout(draft: Draft) -> None:
    entry = _relation_of(draft, draft.slide(3), "slideLayout")
    entry.getparent().remove(entry)


@_plant(Paper.BRIEFING, "layouts")
def notes_have_no_master(draft: Draft) -> None:
    entry = _relation_of(draft, "ppt/notesSlides/notesSlide1.xml", "notesMaster")
    entry.getparent().remove(entry)


@_plant(Paper.BRIEFING, "layouts")
def the_deck_names_no_master_of_notes(draft: Draft) -> None:
    entry = draft.first(DECK, P + "notesMasterIdLst")
    entry.getparent().remove(entry)


@_plant(Paper.BRIEFING, "layouts")
def notes_belong_to_another_slide(draft: Draft) -> None:
    first = _relation_of(draft, draft.slide(1), "notesSlide")
    first.set("Target", _relation_of(draft, draft.slide(2), "notesSlide").get("Target"))


@_plant(Paper.DECK, "shape_ids")
def two_shapes_share_an_id(draft: Draft) -> None:
    _, first, second, *_ = draft.all(draft.slide(3), P + "cNvPr")
    second.set("id", first.get("id"))


@_plant(Paper.DECK, "placeholders")
def a_placeholder_is_not_in_the_layout(draft: Draft) -> None:
    mark = next(m for m in draft.all(draft.slide(3), P + "ph") if m.get("idx"))
    mark.set("idx", "99")


@_plant(Paper.BRIEFING, "placeholders")
def a_placeholder_is_filled_twice(draft: Draft) -> None:
    marks = [m for m in draft.all(draft.slide(3), P + "ph") if m.get("type") == "body"]
    marks[1].set("idx", marks[0].get("idx"))


@_plant(Paper.BRIEFING, "slide_tables")
def a_table_row_has_a_cell_too_few(draft: Draft) -> None:
    row = _table(draft).findall(A + "tr")[1]
    row.remove(row.findall(A + "tc")[-1])


@_plant(Paper.BRIEFING, "slide_tables")
def a_table_grid_has_a_column_too_few(draft: Draft) -> None:
    grid = _table(draft).find(A + "tblGrid")
    grid.remove(grid[-1])


@_plant(Paper.BRIEFING, "slide_tables")
def a_table_style_is_missing(draft: Draft) -> None:
    _table(draft).find(f"{A}tblPr/{A}tableStyleId").text = "{00000000-0000-0000-0000-000000000000}"


@_plant(Paper.BRIEFING, "slide_tables")
def a_cell_spans_cells_that_are_not_merged(draft: Draft) -> None:
    cells = _table(draft).findall(f"{A}tr/{A}tc")
    next(c for c in cells if not c.get("gridSpan") and not c.get("hMerge") and c.getnext() is not None).set(
        "gridSpan", "2"
    )


@_plant(Paper.BRIEFING, "shapes_described")
def a_frame_is_not_described(draft: Draft) -> None:
    _about(_described(draft)).set("descr", "")


@_plant(Paper.BRIEFING, "shapes_described")
def a_decoration_of_a_slide_is_described(draft: Draft) -> None:
    _, mark = draft.named("ppt/slides/", DECORATIVE)
    next(mark.iterancestors(P + "cNvPr")).set("descr", "4つの四半期")


@_plant(Paper.BRIEFING, "geometry")
def a_shape_leaves_the_slide(draft: Draft) -> None:
    _described(draft).find(f".//{A}off").set("x", "99999999")


@_plant(Paper.BRIEFING, "geometry")
def a_shape_is_of_less_than_no_size(draft: Draft) -> None:
    _described(draft).find(f".//{A}ext[@cx]").set("cx", "-5")


@_plant(Paper.BRIEFING, "audit")
def a_paragraph_is_aligned_left_by_another_word(draft: Draft) -> None:
    next(e for e in draft.all(draft.slide(3), A + "pPr") if e.get("algn")).set("algn", "left")


@_plant(Paper.BRIEFING, "audit")
def properties_of_a_paragraph_stand_in_another_order(draft: Draft) -> None:
    space = next(iter(draft.all(draft.slide(3), A + "lnSpc")))
    space.addprevious(fragment("<a:buNone/>"))


@_plant(Paper.BRIEFING, "audit")
def a_colour_of_the_theme_is_misspelt(draft: Draft) -> None:
    draft.named("ppt/slideLayouts/", A + "schemeClr")[1].set("val", "accent9")


# --- what is heard ---------------------------------------------------------------------------------------------------


@_plant(Paper.BRIEFING, "title")
def the_deck_has_no_title(draft: Draft) -> None:
    draft.first("docProps/core.xml", "{*}title").text = ""


@_plant(Paper.BRIEFING, "slide_titles")
def a_slide_has_no_title(draft: Draft) -> None:
    title = _titles(draft)[2]
    title.getparent().remove(title)


@_plant(Paper.BRIEFING, "slide_titles")
def two_slides_share_a_title(draft: Draft) -> None:
    first, second = _titles(draft)[1:3]
    for title in (first, second):
        title.replace(
            title.find(P + "txBody"),
            fragment("<p:txBody><a:bodyPr/><a:p><a:r><a:t>同じ題名</a:t></a:r></a:p></p:txBody>"),
        )


@_plant(Paper.BRIEFING, "slide_titles")
def a_title_is_read_last(draft: Draft) -> None:
    title = _titles(draft)[2]
    title.getparent().append(title)


@_plant(Paper.BRIEFING, "empty_placeholders")
def a_placeholder_is_empty(draft: Draft) -> None:
    mark = next(m for m in draft.all(draft.slide(3), P + "ph") if m.get("type") == "body")
    for text in mark.getparent().getparent().getparent().iter(A + "t"):
        text.text = ""


@_plant(Paper.BRIEFING, "slide_table_heads")
def a_table_of_a_slide_has_no_heads(draft: Draft) -> None:
    properties = _table(draft).find(A + "tblPr")
    for kind in ("firstRow", "firstCol"):
        properties.set(kind, "0")


@_plant(Paper.BRIEFING, "slide_numbers")
def a_slide_has_no_number(draft: Draft) -> None:
    field = next(f for f in draft.all(draft.slide(4), A + "fld") if f.get("type") == "slidenum")
    field.set("type", "datetime1")


@_plant(Paper.BRIEFING, "slide_alternatives")
def a_frame_is_described_by_a_file_name(draft: Draft) -> None:
    _about(_described(draft)).set("descr", "chart1.png")


@_plant(Paper.BRIEFING, "slide_language")
def a_run_is_english(draft: Draft) -> None:
    draft.first(draft.slide(3), A + "rPr").set("lang", "en-US")


@_plant(Paper.BRIEFING, "slide_contrast")
def a_run_of_a_slide_is_pale(draft: Draft) -> None:
    fill = _table(draft).find(f".//{A}rPr/{A}solidFill")
    fill.replace(fill[0], fill.makeelement(A + "srgbClr", {"val": "C0C0C0"}))


@_plant(Paper.BRIEFING, "slide_contrast")
def titles_are_pale_by_their_layout(draft: Draft) -> None:
    for number in range(1, 7):
        for look in draft.tree(f"ppt/slideLayouts/slideLayout{number}.xml").iter(A + "lvl1pPr"):
            for colour in look.iterfind(f"{A}defRPr/{A}solidFill/{A}schemeClr"):
                colour.set("val", "bg1")


@_plant(Paper.BRIEFING, "slide_contrast")
def text_stands_on_a_shape_as_dark(draft: Draft) -> None:
    title = _titles(draft)[2]
    ground = fragment(
        '<p:sp><p:nvSpPr><p:cNvPr id="9001" name="地"/><p:cNvSpPr/><p:nvPr/></p:nvSpPr><p:spPr><a:xfrm><a:off x="0" y="0"/>'
        '<a:ext cx="12192000" cy="6858000"/></a:xfrm><a:solidFill><a:srgbClr val="303030"/></a:solidFill></p:spPr></p:sp>'
    )
    title.addnext(ground)


@_plant(Paper.BRIEFING, "slide_contrast")
def a_title_stands_on_a_band_of_its_layout(draft: Draft) -> None:
    band = fragment(
        '<p:sp><p:nvSpPr><p:cNvPr id="9001" name="帯"/><p:cNvSpPr/><p:nvPr/></p:nvSpPr><p:spPr><a:xfrm><a:off x="0" y="0"/>'
        '<a:ext cx="12192000" cy="1500000"/></a:xfrm><a:solidFill><a:srgbClr val="303030"/></a:solidFill></p:spPr></p:sp>'
    )
    layout = _relation_of(draft, draft.slide(3), "slideLayout").get("Target").replace("..", "ppt")
    draft.first(layout, P + "spTree").insert(2, band)

"""Turns a good Word file into ones with a single defect each in a table or a drawing; see tests/office_mutants.py."""

from __future__ import annotations

from tests.office_draft import DOCUMENT, STYLES, Draft, Mutants, Paper, Planter, fragment
from tests.office_package import MC, WP, Tree, W, words
from tests.word_mutants import SENTENCE, drawing

_HERE = Mutants()
MUTANTS = _HERE.planted
_DECORATION = (
    '<a:extLst><a:ext uri="{C183D7F6-B498-43B3-948B-1728B52AA6E4}"><adec:decorative val="1" '
    'xmlns:adec="http://schemas.microsoft.com/office/drawing/2017/decorative"/></a:ext></a:extLst>'
)


def _plant(caught_by: str) -> Planter:
    return _HERE.plant(Paper.WORD, caught_by)


def _big_table(draft: Draft) -> Tree:
    """The first table of at least three rows and columns, the first two rows without merged cells."""
    for table in draft.all(DOCUMENT, W + "tbl"):
        rows = table.findall(W + "tr")
        if len(rows) > 2 and all(len(row.findall(W + "tc")) > 2 for row in rows[:3]):
            return table
    raise LookupError("no table to spoil")


# --- tables and drawings ---------------------------------------------------------------------------------------------


@_plant("table_grid")
def a_row_has_a_cell_too_few(draft: Draft) -> None:
    row = _big_table(draft).findall(W + "tr")[1]
    row.remove(row.findall(W + "tc")[-1])


@_plant("table_grid")
def a_grid_has_a_column_too_few(draft: Draft) -> None:
    grid = _big_table(draft).find(W + "tblGrid")
    grid.remove(grid[-1])


@_plant("table_grid")
def a_cell_is_narrower_than_its_columns(draft: Draft) -> None:
    _big_table(draft).find(f"{W}tr/{W}tc/{W}tcPr/{W}tcW").set(W + "w", "100")


def _merge(row: Tree, at: int, kind: str) -> Tree:
    cell = row.findall(W + "tc")[at]
    cell.find(W + "tcPr").find(W + "tcW").addnext(fragment(f'<w:vMerge w:val="{kind}"/>'))
    return cell


@_plant("merged_cells")
def a_cell_continues_none(draft: Draft) -> None:
    for text in _merge(_big_table(draft).findall(W + "tr")[2], 1, "continue").iter(W + "t"):
        text.text = ""


@_plant("merged_cells")
def a_merged_cell_hides_words(draft: Draft) -> None:
    rows = _big_table(draft).findall(W + "tr")
    _merge(rows[1], 1, "restart")
    _merge(rows[2], 1, "continue").find(W + "p").append(fragment("<w:r><w:t>隠れた文</w:t></w:r>"))


@_plant("cells")
def a_cell_has_no_paragraph(draft: Draft) -> None:
    cell = _big_table(draft).find(f"{W}tr/{W}tc")
    for paragraph in cell.findall(W + "p"):
        cell.remove(paragraph)


@_plant("audit")
def properties_of_a_cell_stand_in_another_order(draft: Draft) -> None:
    properties = _big_table(draft).find(f"{W}tr/{W}tc/{W}tcPr")
    properties.append(properties.find(W + "tcW"))
    properties.insert(0, fragment('<w:vAlign w:val="center"/>'))


@_plant("audit")
def a_line_is_aligned_to_the_centre(draft: Draft) -> None:
    draft.first(STYLES, W + "jc").set(W + "val", "centre")


@_plant("audit")
def a_paragraph_holds_properties_twice(draft: Draft) -> None:
    draft.append('<w:p><w:pPr><w:jc w:val="left"/><w:keepNext/></w:pPr></w:p>')


@_plant("tables_apart")
def two_tables_are_joined(draft: Draft) -> None:
    tables = draft.all(DOCUMENT, W + "tbl")
    table = next(
        t for t in tables if t.getnext() is not None and t.getnext().tag == W + "p" and not words(t.getnext()).strip()
    )
    copy = fragment("<w:tbl/>")
    copy.extend(
        fragment('<w:x><w:tblPr/><w:tblGrid><w:gridCol w:w="9"/></w:tblGrid><w:tr><w:tc><w:p/></w:tc></w:tr></w:x>')
    )
    table.addnext(copy)


@_plant("header_rows")
def a_head_stands_further_down(draft: Draft) -> None:
    row = _big_table(draft).findall(W + "tr")[-1]
    properties = row.find(W + "trPr")
    if properties is None:
        properties = fragment("<w:trPr/>")
        row.insert(0, properties)
    properties.append(fragment("<w:tblHeader/>"))


@_plant("drawings")
def a_drawing_is_not_described(draft: Draft) -> None:
    draft.append(drawing(""))


@_plant("drawings")
def a_decoration_is_described(draft: Draft) -> None:
    draft.append(drawing(SENTENCE, inner=_DECORATION))


@_plant("drawings")
def two_forms_of_a_drawing_are_described_in_two_ways(draft: Draft) -> None:
    paragraph = draft.append(drawing(SENTENCE))
    choice = paragraph.find(f".//{MC}Choice")
    other = fragment(drawing("対象業務の抽出は12月に終わる。")).find(f".//{MC}Choice")[0]
    fallback = fragment("<mc:Fallback/>")
    fallback.append(other)
    choice.addnext(fallback)


@_plant("drawings")
def a_drawing_has_no_size(draft: Draft) -> None:
    draft.append(drawing(SENTENCE)).find(f".//{WP}extent").set("cx", "0")

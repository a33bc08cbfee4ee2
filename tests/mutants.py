"""Turns a good PDF into ones with a single defect each, to see that the checks of accessibility are worth something.

Each mutation is named by what is wrong, and says which check must find it: a rule of veraPDF (``ua1 7.3-1``) or one of the
project's own (tests/accessibility.py). A mutation that finds nothing to change raises, so that none passes for want of matter.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path

import pikepdf
from pikepdf import Array, Dictionary, Name, Object, Pdf, String


@dataclass(frozen=True, slots=True)
class Mutant:
    name: str
    caught_by: str
    change: Callable[[Pdf], None]

    def write(self, source: Path, folder: Path) -> Path:
        """The defective copy of ``source``."""
        path = folder / f"{self.name}.pdf"
        with pikepdf.open(source) as pdf:
            self.change(pdf)
            pdf.save(path, static_id=True)
        return path


MUTANTS: list[Mutant] = []


def _mutant(caught_by: str) -> Callable[[Callable[[Pdf], None]], Callable[[Pdf], None]]:
    def note(change: Callable[[Pdf], None]) -> Callable[[Pdf], None]:
        MUTANTS.append(Mutant(change.__name__, caught_by, change))
        return change

    return note


def _walk(node: Object) -> Iterator[Object]:
    if isinstance(node, Array):
        for kid in node:
            yield from _walk(kid)
    elif isinstance(node, Dictionary) and "/S" in node:
        yield node
        if "/K" in node:
            yield from _walk(node.K)


def _elements(pdf: Pdf, role: str) -> list[Object]:
    found = [e for e in _walk(pdf.Root.StructTreeRoot.K) if role == e.S]
    if not found:
        raise LookupError(f"no {role} to spoil")
    return found


def _alternative(pdf: Pdf, text: str) -> None:
    _elements(pdf, "/Figure")[0].Alt = String(text)


def _metadata(pdf: Pdf, old: bytes, new: bytes) -> None:
    before = pdf.Root.Metadata.read_bytes()
    after = re.sub(old, new, before, count=1, flags=re.S)
    if after == before:
        raise LookupError(f"no {old!r} to spoil")
    pdf.Root.Metadata.write(after)


def _fonts(pdf: Pdf) -> list[Object]:
    return [o for o in pdf.objects if isinstance(o, Dictionary) and o.get("/Type") == Name.Font and "/ToUnicode" in o]


def _links(pdf: Pdf) -> list[Object]:
    return [a for page in pdf.pages for a in page.get("/Annots", Array())]


def _remarked(pdf: Pdf, role: str, operators: Callable[[list[Object]], bytes]) -> None:
    """Rewrite the operator that opens the first marked sequence of this role on the last page that has one."""
    for page in reversed(pdf.pages):
        out, spoiled = [], False
        for instruction in pikepdf.parse_content_stream(page):
            operands = list(instruction.operands)
            opens = str(instruction.operator) == "BDC" and operands[0] == role and "/MCID" in operands[1]
            if opens and not spoiled:
                spoiled = True
                out.append(operators(operands))
            else:
                out.append(pikepdf.unparse_content_stream([instruction]))
        if spoiled:
            page.Contents = pdf.make_stream(b"\n".join(out))
            return
    raise LookupError(f"no sequence of {role} to spoil")


# --- what the tree says ----------------------------------------------------------------------------------------------


@_mutant("ua1 7.3-1")
def figure_without_alternative(pdf: Pdf) -> None:
    del _elements(pdf, "/Figure")[0]["/Alt"]


@_mutant("figures")
def alternative_is_a_file_name(pdf: Pdf) -> None:
    _alternative(pdf, "IMG_2041.png")


@_mutant("figures")
def alternative_says_figure(pdf: Pdf) -> None:
    _alternative(pdf, "グラフ")


@_mutant("ua1 7.5-1")
def header_cells_without_scope(pdf: Pdf) -> None:
    for cell in _elements(pdf, "/TH"):
        cell.A = Dictionary(O=Name.Table)


@_mutant("table_heads")
def header_cells_as_data(pdf: Pdf) -> None:
    for cell in _elements(pdf, "/TH"):
        cell.S = Name.TD


@_mutant("table_heads")
def one_header_cell_as_data(pdf: Pdf) -> None:
    _elements(pdf, "/TH")[1].S = Name.TD


@_mutant("ua1 7.4.2-1")
def skipped_heading(pdf: Pdf) -> None:
    for heading in _elements(pdf, "/H2"):
        heading.S = Name.H4


@_mutant("headings")
def begins_below_the_top(pdf: Pdf) -> None:
    for heading in _elements(pdf, "/H1"):
        heading.S = Name.P


@_mutant("ua1 7.1-5")
def unknown_role(pdf: Pdf) -> None:
    _elements(pdf, "/P")[0].S = Name("/Honbun")


@_mutant("ua1 7.2-17")
def items_outside_a_list(pdf: Pdf) -> None:
    _elements(pdf, "/L")[0].S = Name.Sect


@_mutant("ua1 7.2-4")
def rows_outside_a_table(pdf: Pdf) -> None:
    _elements(pdf, "/Table")[0].S = Name.Sect


@_mutant("ua1 7.2-34")
def no_language(pdf: Pdf) -> None:
    del pdf.Root["/Lang"]


@_mutant("language")
def wrong_language(pdf: Pdf) -> None:
    pdf.Root.Lang = String("en-US")


# --- nothing hidden, nothing out of order ----------------------------------------------------------------------------


@_mutant("ua1 7.1-3")
def body_text_without_mark(pdf: Pdf) -> None:
    _remarked(pdf, "/P", lambda _: b"/P BMC")


@_mutant("hidden_text")
def body_text_as_artifact(pdf: Pdf) -> None:
    _remarked(pdf, "/P", lambda _: b"/Artifact BMC")


@_mutant("hidden_text")
def body_text_as_page_footer(pdf: Pdf) -> None:
    _remarked(pdf, "/P", lambda _: b"/Artifact <</Type /Pagination /Subtype /Footer>> BDC")


@_mutant("hidden_text")
def table_head_as_artifact(pdf: Pdf) -> None:
    _remarked(pdf, "/TH", lambda _: b"/Artifact <</Type /Pagination>> BDC")


@_mutant("hidden_text")
def element_left_out(pdf: Pdf) -> None:
    del _elements(pdf, "/P")[-1]["/K"]


@_mutant("order")
def order_reversed(pdf: Pdf) -> None:
    document = pdf.Root.StructTreeRoot.K
    document = document[0] if isinstance(document, Array) else document
    document.K = Array(list(document.K)[::-1])


@_mutant("order")
def rows_exchanged(pdf: Pdf) -> None:
    parent = _elements(pdf, "/TR")[-1].P
    rows = list(parent.K)
    parent.K = Array([*rows[:-2], rows[-1], rows[-2]])


@_mutant("order")
def cells_exchanged(pdf: Pdf) -> None:
    row = _elements(pdf, "/TR")[-1]
    row.K = Array(list(row.K)[::-1])


@_mutant("ua1 7.18.3-1")
def no_tab_order(pdf: Pdf) -> None:
    for page in pdf.pages:
        if "/Annots" in page:
            del page["/Tabs"]


@_mutant("words")
def digits_read_wrongly(pdf: Pdf) -> None:
    """What is drawn as 1 is read, searched and copied as 7."""
    spoiled = 0
    for font in _fonts(pdf):
        cmap, times = re.subn(rb"(> ?)<0031>(\s)", rb"\1<0037>\2", font.ToUnicode.read_bytes())
        font.ToUnicode.write(cmap)
        spoiled += times
    if not spoiled:
        raise LookupError("no digit to spoil")


@_mutant("ua1 7.21.7-1")
def no_characters(pdf: Pdf) -> None:
    for font in _fonts(pdf):
        del font["/ToUnicode"]


# --- links and bookmarks ---------------------------------------------------------------------------------------------


@_mutant("ua1 7.18.5-1")
def link_without_element(pdf: Pdf) -> None:
    del _links(pdf)[0]["/StructParent"]


@_mutant("links")
def link_of_another_element(pdf: Pdf) -> None:
    first, second = _links(pdf)[:2]
    first.StructParent, second.StructParent = int(str(second.StructParent)), int(str(first.StructParent))


@_mutant("ua1 7.18.5-2")
def link_says_nothing(pdf: Pdf) -> None:
    del _links(pdf)[0]["/Contents"]


@_mutant("links")
def link_leads_nowhere(pdf: Pdf) -> None:
    link = _links(pdf)[0]
    link.Dest = String("nowhere")
    if "/A" in link:
        del link["/A"]


@_mutant("ua1 7.18.5-1")
def no_parent_tree(pdf: Pdf) -> None:
    del pdf.Root.StructTreeRoot["/ParentTree"]


@_mutant("bookmarks")
def no_bookmarks(pdf: Pdf) -> None:
    del pdf.Root["/Outlines"]


@_mutant("bookmarks")
def bookmark_leads_elsewhere(pdf: Pdf) -> None:
    with pdf.open_outline() as outline:
        outline.root[0].destination = pikepdf.make_page_destination(pdf, len(pdf.pages) - 1)


# --- the file --------------------------------------------------------------------------------------------------------


@_mutant("ua1 6.2-1")
def not_marked(pdf: Pdf) -> None:
    del pdf.Root["/MarkInfo"]


@_mutant("ua1 7.1-10")
def title_not_shown(pdf: Pdf) -> None:
    del pdf.Root["/ViewerPreferences"]


@_mutant("ua1 5-1")
def not_said_to_be_accessible(pdf: Pdf) -> None:
    _metadata(pdf, rb"<pdfuaid:part>.*?</pdfuaid:part>|pdfuaid:part=(['\"])1\1", b"")


@_mutant("2a 6.6.4-2")
def not_said_to_be_archivable(pdf: Pdf) -> None:
    _metadata(pdf, rb"<pdfaid:part>.*?</pdfaid:part>|pdfaid:part=(['\"])2\1", b"")


@_mutant("ua1 7.1-9")
def no_title(pdf: Pdf) -> None:
    _metadata(pdf, rb"<dc:title>.*?</dc:title>", b"")


@_mutant("description")
def two_titles(pdf: Pdf) -> None:
    _metadata(pdf, rb"(<dc:title>.*?<rdf:li[^>]*>)", rb"\1X")


@_mutant("2a 6.2.4.3-2")
def no_output_intent(pdf: Pdf) -> None:
    del pdf.Root["/OutputIntents"]


@_mutant("2a 6.2.11.4.1-1")
def font_not_embedded(pdf: Pdf) -> None:
    font = _fonts(pdf)[0]
    font = font.DescendantFonts[0] if "/DescendantFonts" in font else font
    del font.FontDescriptor["/FontFile2"]


@_mutant("self_contained")
def a_script(pdf: Pdf) -> None:
    pdf.Root.OpenAction = Dictionary(S=Name.JavaScript, JS=String("app.alert(1)"))


@_mutant("self_contained")
def a_link_to_the_web(pdf: Pdf) -> None:
    _links(pdf)[0].A = Dictionary(S=Name.URI, URI=String("https://example.org/"))


@_mutant("self_contained")
def a_file_within(pdf: Pdf) -> None:
    pdf.attachments["note.txt"] = b"note"

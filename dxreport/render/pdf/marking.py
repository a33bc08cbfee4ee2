"""Turns elements into marked content on ReportLab's pages and, at the end, into the structure tree of the file."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from enum import StrEnum

from reportlab.pdfbase.pdfdoc import PDFArray, PDFDictionary, PDFName, PDFObject, PDFObjectReference, PDFPage, PDFString
from reportlab.pdfgen.canvas import Canvas

from dxreport.render.pdf.structure import Annotated, Element, Role


class Artifact(StrEnum):
    """What is on a page without being of the paper's text: rules and tints, running heads, heads that a table repeats."""

    PLAIN = "/Artifact BMC"
    HEADER = "/Artifact <</Type /Pagination /Subtype /Header>> BDC"
    FOOTER = "/Artifact <</Type /Pagination /Subtype /Footer>> BDC"
    REPEATED = "/Artifact <</Type /Pagination>> BDC"


class Marker:
    """Says for every stroke which element it belongs to; without one it is an artifact.

    The operators are written when ink comes, not when an element is entered: the lines of a paragraph that follow each
    other are one marked part.
    """

    def __init__(self, canvas: Canvas, root: Element) -> None:
        self._canvas, self._root = canvas, root
        self._wanted: Element | Artifact = Artifact.PLAIN
        self._open: Element | Artifact | None = None
        self._forced: Artifact | None = None
        self._parts: list[Element] = []
        # By key of the parent tree: the elements of a page's parts, or the element of one link.
        self._parents: list[list[Element] | Element] = []
        self._begin()

    def _begin(self) -> None:
        # All that ReportLab writes before our first stroke stands in an artifact.
        self._canvas._psCommandsBeforePage = [Artifact.PLAIN.value]  # type: ignore[attr-defined]  # stub lacks it
        self._canvas._psCommandsAfterPage = ["EMC"]  # type: ignore[attr-defined]  # stub lacks it
        self._open = Artifact.PLAIN
        self._parts = []

    @contextmanager
    def element(self, element: Element | None) -> Iterator[None]:
        """What is drawn inside belongs to ``element``; None changes nothing."""
        before = self._wanted
        if element is not None:
            self._wanted = element
        try:
            yield
        finally:
            self._wanted = before

    @contextmanager
    def artifact(self, kind: Artifact) -> Iterator[None]:
        """What is drawn inside is an artifact, whatever elements it names."""
        before = self._forced
        self._forced = kind
        try:
            yield
        finally:
            self._forced = before

    def ink(self) -> None:
        """To be called before each stroke or text."""
        wanted = self._forced or self._wanted
        if wanted is self._open:
            return
        code = self._canvas._code  # type: ignore[attr-defined]  # stub lacks it
        code.append("EMC")
        if isinstance(wanted, Artifact):
            code.append(wanted.value)
        else:
            code.append(f"/{wanted.role.value} <</MCID {len(self._parts)}>> BDC")
            wanted.content.append((self._page, len(self._parts)))
            self._parts.append(wanted)
        self._open = wanted

    @property
    def _page(self) -> str:
        return str(self._canvas._doc.thisPageName())  # type: ignore[attr-defined]  # stub lacks it

    def link(self, element: Element, annotation: str) -> int:
        """Enter a link's annotation, by its name, into its element; gives its key in the parent tree."""
        element.content.append(Annotated(self._page, annotation))
        self._parents.append(element)
        return len(self._parents) - 1

    def end_page(self) -> None:
        """Close the page."""
        self._canvas.showPage()
        page = self._canvas._doc.Pages.pages[-1]  # type: ignore[attr-defined]  # stub lacks it
        page.__NoDefault__ = [*PDFPage.__NoDefault__, "StructParents", "Tabs"]
        page.Tabs = PDFName("S")
        if self._parts:
            page.StructParents = len(self._parents)
            self._parents.append(self._parts)
        self._begin()

    def write_tree(self) -> None:
        """Write the structure tree and its parent tree into the catalog, once all pages are drawn."""
        document = self._canvas._doc  # type: ignore[attr-defined]  # stub lacks it
        tree = PDFDictionary({"Type": PDFName("StructTreeRoot")})
        writer = _TreeWriter(document, document.Reference(tree))
        tree["K"] = writer.write(self._root)
        numbers: list[object] = []
        for key, owner in enumerate(self._parents):
            if isinstance(owner, Element):
                value = _Raw(writer.numbers[owner])
            else:
                value = document.Reference(_Raw(f"[{' '.join(writer.numbers[e] for e in owner)}]"))
            numbers += [key, value]
        tree["ParentTree"] = document.Reference(PDFDictionary({"Nums": PDFArray(numbers)}))
        tree["ParentTreeNextKey"] = len(self._parents)
        document.Catalog.StructTreeRoot = tree
        document.Catalog.MarkInfo = PDFDictionary({"Marked": "true"})


class _Raw(PDFObject):
    """An object given as it will stand in the file. Written by hand, since there are thousands."""

    def __init__(self, text: str = "") -> None:
        self.text = text

    def format(self, _document: object) -> bytes:
        return self.text.encode("ascii")


class _TreeWriter:
    """Writes elements as objects. Those to which nothing printed belongs are left out. ``numbers``: how to refer to each."""

    def __init__(self, document: object, root: PDFObjectReference) -> None:
        self._document, self._root = document, root
        self.numbers: dict[Element, str] = {}

    def write(self, root: Element) -> _Raw:
        return _Raw(self._element(root, self._number(self._root)))

    def _number(self, reference: PDFObjectReference) -> str:
        number, generation = self._document.idToObjectNumberAndVersion[reference.name]  # type: ignore[attr-defined]  # ReportLab's document has no stub
        return f"{number} {generation} R"

    def _named(self, name: str) -> str:
        return self._number(PDFObjectReference(name))

    def _element(self, element: Element, parent: str) -> str:
        written = _Raw()
        own = self._number(self._document.Reference(written))  # type: ignore[attr-defined]  # ReportLab's document has no stub
        self.numbers[element] = own
        page = next((c[0] if isinstance(c, tuple) else c.page for c in element.content), None)
        parts = [f"<</S/{element.role.value}/P {parent}"]
        if page is not None:
            parts.append(f"/Pg {self._named(page)}")
        for name, text in (("Alt", element.alt), ("ActualText", element.actual)):
            if text:
                parts.append(f"/{name} {self._string(text)}")
        parts.append(self._attributes(element))
        inside = [self._content(content, page) for content in element.content]
        inside += [self._element(kid, own) for kid in element.kids if kid.holds]
        parts.append(f"/K[{' '.join(inside)}]>>")
        written.text = "".join(parts)
        return own

    def _string(self, text: str) -> str:
        return str(PDFString(text).format(self._document).decode("ascii"))

    def _content(self, content: tuple[str, int] | Annotated, page: str | None) -> str:
        if isinstance(content, Annotated):
            return f"<</Type/OBJR/Obj {self._named(content.annotation)}/Pg {self._named(content.page)}>>"
        name, number = content
        return str(number) if name == page else f"<</Type/MCR/Pg {self._named(name)}/MCID {number}>>"

    def _attributes(self, element: Element) -> str:
        owner = ""
        said: list[str] = []
        if element.role is Role.TABLE and element.summary:
            owner = "Table"
            said.append(f"/Summary {self._string(element.summary)}")
        if element.role in (Role.HEADER, Role.CELL):
            owner = "Table"
            said += [f"/Scope/{element.scope.value}"] if element.scope else []
            said += [f"/ColSpan {element.columns}"] if element.columns > 1 else []
            said += [f"/RowSpan {element.rows}"] if element.rows > 1 else []
        if element.role is Role.FIGURE and element.box:
            owner = "Layout"
            box = " ".join(f"{edge:.2f}" for edge in element.box)
            said.append(f"/Placement/Block/BBox[{box}]")
        if element.role is Role.LIST and any(
            k.role is Role.LABEL and k.actual for item in element.kids for k in item.kids
        ):
            owner = "List"
            said.append("/ListNumbering/Disc")
        return f"/A<</O/{owner}{''.join(said)}>>" if said else ""

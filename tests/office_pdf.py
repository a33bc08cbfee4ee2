"""Turns a Word file into an accessible PDF by LibreOffice, and that PDF into the pages on which its bookmarks stand.

LibreOffice 7.4 leaves three things out of PDF/UA: the order of tabs on pages with links inside the document, the mark that
the rules of paragraph borders are no content, and the alternative texts of native charts. ``mended`` puts them in; each is a
fault of the program that writes the PDF, not of the paper.
"""

from __future__ import annotations

import json
import os
import re
import subprocess
from collections.abc import Iterator, Sequence
from pathlib import Path

import pikepdf
from pypdf import PdfReader, PdfWriter
from pypdf.generic import ArrayObject, DictionaryObject, NameObject, PdfObject, TextStringObject

from tests.office_package import WP, C, OfficePackage

# Windows calls the face 「BIZ UDP明朝 Medium」; the free edition that Debian has is 「BIZ UDP明朝」. Papers name it as Windows does.
FONTS = """<?xml version="1.0"?><!DOCTYPE fontconfig SYSTEM "fonts.dtd">
<fontconfig><include>/etc/fonts/fonts.conf</include>
<match target="pattern"><test name="family"><string>BIZ UDP明朝 Medium</string></test>
<edit name="family" mode="assign" binding="strong"><string>BIZ UDP明朝</string></edit></match></fontconfig>"""
_OPTIONS = ("PDFUACompliance", "UseTaggedPDF", "ExportBookmarksToPDFDestination")
_ESCAPED = re.compile(r"/([0-9A-F]{2})")


def convert(soffice: str, papers: Sequence[Path], folder: Path) -> list[Path]:
    """Tagged PDFs of Word files whose names differ, in ``folder``, as LibreOffice writes them; one start for all."""
    folder.mkdir(parents=True, exist_ok=True)
    (folder / "fonts.conf").write_text(FONTS, encoding="utf-8")
    options = json.dumps({name: {"type": "boolean", "value": "true"} for name in _OPTIONS})
    # A profile of its own: LibreOffice refuses to start twice with one.
    command = [soffice, f"-env:UserInstallation=file://{folder}/profile", "--headless"]
    command += ["--convert-to", f"pdf:writer_pdf_Export:{options}", "--outdir", str(folder), *map(str, papers)]
    environment = {**os.environ, "FONTCONFIG_FILE": str(folder / "fonts.conf")}
    subprocess.run(command, check=True, capture_output=True, env=environment)  # noqa: S603  LibreOffice
    return [folder / f"{paper.stem}.pdf" for paper in papers]


def mended(pdf: Path, alternatives: Sequence[str]) -> Path:
    """A copy beside ``pdf``: tabs follow the structure, lines drawn outside all marks are decoration (text there stays a
    fault), and figures without a text take ``alternatives`` in turn.

    Raises ValueError when there are not as many such figures as texts: a figure that is no chart has lost its text,
    and that is the paper's fault (or a text would come to the wrong figure).
    """
    writer = PdfWriter(clone_from=PdfReader(pdf))
    for page in writer.pages:
        page[NameObject("/Tabs")] = NameObject("/S")
    tree = writer.root_object["/StructTreeRoot"]
    silent = [figure for figure in _figures(tree) if not figure.get("/Alt")]
    if len(silent) != len(alternatives):
        raise ValueError(f"{pdf.name}: {len(silent)} figures without a text, {len(alternatives)} charts")
    for figure, text in zip(silent, alternatives, strict=True):
        figure[NameObject("/Alt")] = TextStringObject(text)
    path = pdf.with_name(f"{pdf.stem}-mended.pdf")
    writer.write(path)
    with pikepdf.open(path, allow_overwriting_input=True) as written:
        for sheet in written.pages:
            sheet.Contents = written.make_stream(pikepdf.unparse_content_stream([*_decorated(sheet)]))
        written.save(path)
    return path


_PATH = frozenset({"m", "l", "c", "v", "y", "h", "re"})
_PAINT = frozenset({"S", "s", "f", "F", "f*", "B", "B*", "b", "b*"})


Instruction = pikepdf.ContentStreamInstruction | pikepdf.ContentStreamInlineImage


def _decorated(page: pikepdf.Page) -> Iterator[Instruction]:
    """The page's instructions; a path that is painted outside all marks stands between those of decoration."""
    depth = 0
    path: list[Instruction] = []
    for instruction in pikepdf.parse_content_stream(page):
        operator = str(instruction.operator)
        depth += (operator in ("BDC", "BMC")) - (operator == "EMC")
        if not depth and (path or operator in _PATH) and operator != "EMC":
            path.append(instruction)
            if operator in _PAINT:
                yield pikepdf.ContentStreamInstruction([pikepdf.Name.Artifact], pikepdf.Operator("BMC"))
                yield from path
                yield pikepdf.ContentStreamInstruction([], pikepdf.Operator("EMC"))
            if operator in _PAINT or operator == "n":
                yield from path if operator == "n" else ()
                path = []
        else:
            yield instruction


def chart_alternatives(paper: Path) -> list[str]:
    """Alternative texts of the native charts of a Word file, in its order."""
    package = OfficePackage(paper)
    drawings = package.trees["word/document.xml"].iter(WP + "docPr")
    return [d.get("descr", "") for d in drawings if next(d.getparent().iter(C + "chart"), None) is not None]


def pages_of_bookmarks(pdf: Path) -> dict[str, int]:
    """Page (from 1) of each bookmark of the Word file; LibreOffice writes ``_Toc00000001`` as ``/5FToc00000001``."""
    reader = PdfReader(pdf)
    found = {}
    for name, destination in reader.named_destinations.items():
        page = reader.get_destination_page_number(destination)
        if page is not None and page >= 0:
            found[_ESCAPED.sub(lambda m: chr(int(m[1], 16)), name)] = page + 1
    return found


def _figures(node: PdfObject | None) -> Iterator[DictionaryObject]:
    """Figures below, in reading order."""
    held = None if node is None else node.get_object()
    if isinstance(held, ArrayObject):
        for kid in held:
            yield from _figures(kid)
    elif isinstance(held, DictionaryObject):
        if held.get("/S") == "/Figure":
            yield held
        yield from _figures(held.get("/K"))

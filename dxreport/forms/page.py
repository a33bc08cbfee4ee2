"""Turns a filled-in worksheet into one that prints well and lets a clerk write in the entry cells only."""

from __future__ import annotations

from dataclasses import dataclass

from openpyxl.utils import get_column_letter
from openpyxl.worksheet.pagebreak import Break, ColBreak
from openpyxl.worksheet.properties import PageSetupProperties
from openpyxl.worksheet.worksheet import Worksheet

from dxreport.layout.form_text import PAGE_NUMBER

_A4 = 9
_INCH = 25.4
_PAPER_MM = 297
UNIT_MM = 25.4 * 7 / 96
"""Width on paper of one unit of column width: one digit of the default font (10.5 points, half an em: 7 pixels)."""
_SAFETY = 0.96
"""Office suites round column widths differently; a page is filled to this part."""
_SMALLEST_SCALE = 70
"""Per cent: 10.5 points become 7.4. A wider table is cut into two pages side by side."""


@dataclass(frozen=True, slots=True)
class Margins:
    """Margins of a page in inches."""

    left: float = 10 / _INCH
    right: float = 10 / _INCH
    top: float = 10 / _INCH
    bottom: float = 14 / _INCH
    header: float = 6 / _INCH
    footer: float = 6 / _INCH


MARGINS = Margins()
NO_LETTERHEAD = ("", "", "")


def set_up(
    sheet: Worksheet, foot: str, margins: Margins = MARGINS, letterhead: tuple[str, str, str] = NO_LETTERHEAD
) -> None:
    """A4 landscape, margins, the letterhead's left, middle and right, page numbers and the form's name at the foot of each page."""
    sheet.page_setup.paperSize = _A4
    sheet.page_setup.orientation = "landscape"
    page, wanted = sheet.page_margins, margins
    page.left, page.right, page.top = wanted.left, wanted.right, wanted.top
    page.bottom, page.footer, page.header = wanted.bottom, wanted.footer, wanted.header
    head = sheet.oddHeader
    if head is not None:
        for part, text in zip((head.left, head.center, head.right), letterhead, strict=True):
            if part is not None and text:
                part.text = text
    footer = sheet.oddFooter
    if footer is not None and footer.left is not None and footer.right is not None:  # a new sheet has them
        footer.left.text, footer.right.text = foot.replace("&", "&&"), PAGE_NUMBER
    sheet.print_options.horizontalCentered = False
    sheet.sheet_view.showGridLines = False
    sheet.sheet_view.zoomScale = 100


def open_at(sheet: Worksheet, cell: str) -> None:
    """The sheet opens with the cursor on ``cell``; from there Tab goes from one unlocked cell to the next."""
    for selection in sheet.sheet_view.selection:
        selection.activeCell = selection.sqref = cell


def fit(sheet: Worksheet, widths: list[float], repeated: int, cut: int | None, margins: Margins = MARGINS) -> None:
    """Fit the columns to the page's width, or break before column ``cut`` and repeat the first ``repeated`` ones."""
    total = sum(widths)
    room = _PAPER_MM - (margins.left + margins.right) * _INCH
    if cut is None or _scale(total, room) >= _SMALLEST_SCALE:
        sheet.sheet_properties.pageSetUpPr = PageSetupProperties(fitToPage=True)
        sheet.page_setup.fitToWidth, sheet.page_setup.fitToHeight = 1, 0
        return
    left, right = sum(widths[: cut - 1]), sum(widths[:repeated]) + sum(widths[cut - 1 :])
    sheet.page_setup.scale = min(100, _scale(max(left, right), room))
    breaks = ColBreak()
    breaks.append(Break(id=cut - 1))
    sheet.col_breaks = breaks
    sheet.print_title_cols = f"A:{get_column_letter(repeated)}"


def _scale(units: float, room: float) -> int:
    """Per cent at which ``units`` of column width fill ``room`` millimetres."""
    return int(100 * room * _SAFETY / (units * UNIT_MM))


def protect(sheet: Worksheet, *, rows: bool = False) -> None:
    """Lock without a password; widths and heights stay free. ``rows``: rows may be inserted, sorted and filtered."""
    protection = sheet.protection
    protection.sheet = True
    protection.formatColumns = protection.formatRows = False
    if rows:
        protection.insertRows = protection.sort = protection.autoFilter = False

"""Turns a filled-in worksheet into one that prints well and lets a clerk write in the entry cells only."""

from __future__ import annotations

from openpyxl.utils import get_column_letter
from openpyxl.worksheet.pagebreak import Break, ColBreak
from openpyxl.worksheet.properties import PageSetupProperties
from openpyxl.worksheet.worksheet import Worksheet

from dxreport.forms.look import UNIT_MM
from dxreport.layout.form_text import PAGE_NUMBER

_A4 = 9
_MARGIN_MM, _FOOT_MM = 10.0, 14.0
_INCH = 25.4
_PRINTABLE_MM = 297 - 2 * _MARGIN_MM
_SAFETY = 0.96
"""Office suites round column widths differently; a page is filled to this part."""
_SMALLEST_SCALE = 70
"""Per cent: 10.5 points become 7.4. A wider table is cut into two pages side by side."""


def set_up(sheet: Worksheet, foot: str, *, landscape: bool = True) -> None:
    """A4, margins, page numbers and the form's name at the foot of each page."""
    sheet.page_setup.paperSize = _A4
    sheet.page_setup.orientation = "landscape" if landscape else "portrait"
    margins = sheet.page_margins
    margins.left = margins.right = margins.top = _MARGIN_MM / _INCH
    margins.bottom, margins.footer, margins.header = _FOOT_MM / _INCH, 6 / _INCH, 6 / _INCH
    footer = sheet.oddFooter
    if footer is not None and footer.left is not None and footer.right is not None:  # a new sheet has them
        footer.left.text, footer.right.text = foot.replace("&", "&&"), PAGE_NUMBER
    sheet.print_options.horizontalCentered = False
    sheet.sheet_view.showGridLines = False
    sheet.sheet_view.zoomScale = 100


def fit(sheet: Worksheet, widths: list[float], repeated: int, cut: int | None) -> None:
    """Fit the columns to the page's width, or break before column ``cut`` and repeat the first ``repeated`` ones."""
    total = sum(widths)
    if cut is None or _scale(total) >= _SMALLEST_SCALE:
        sheet.sheet_properties.pageSetUpPr = PageSetupProperties(fitToPage=True)
        sheet.page_setup.fitToWidth, sheet.page_setup.fitToHeight = 1, 0
        return
    left, right = sum(widths[: cut - 1]), sum(widths[:repeated]) + sum(widths[cut - 1 :])
    sheet.page_setup.scale = min(100, _scale(max(left, right)))
    breaks = ColBreak()
    breaks.append(Break(id=cut - 1))
    sheet.col_breaks = breaks
    sheet.print_title_cols = f"A:{get_column_letter(repeated)}"


def _scale(units: float) -> int:
    """Per cent at which ``units`` of column width fill a landscape page."""
    return int(100 * _PRINTABLE_MM * _SAFETY / (units * UNIT_MM))


def protect(sheet: Worksheet, *, rows: bool = False) -> None:
    """Lock without a password; widths and heights stay free. ``rows``: rows may be inserted, sorted and filtered."""
    protection = sheet.protection
    protection.sheet = True
    protection.formatColumns = protection.formatRows = False
    if rows:
        protection.insertRows = protection.sort = protection.autoFilter = False

"""Turns a form's template into the names of cell styles that forms are made with, and says which of them it lacks.

Staff restyle the template in Excel; they may change everything about a style but its name.
"""

from __future__ import annotations

import io
import zipfile
from enum import StrEnum

import openpyxl
from openpyxl.utils.exceptions import InvalidFileException
from openpyxl.workbook.workbook import Workbook


class Role(StrEnum):
    """Cell styles by name, in the order in which the template's sample sheet shows them."""

    TITLE = "様式 題名"
    NOTE = "様式 注記"
    WHOSE = "様式 所属"
    """The line with year, checkpoint and department; on the sheet for the guide and cover also the small headings."""
    PLAIN = "様式 本文"
    LABEL = "様式 項目"
    HEAD = "様式 見出し"
    TEXT = "様式 印字"
    FIGURE = "様式 数字"
    ID = "様式 番号"
    COUNT = "様式 件数"
    QUIET = "様式 補足"
    GROUP = "様式 区切り"
    """Only its upper border counts: it parts one group of rows from the next."""
    ENTRY = "様式 記入欄"
    ENTRY_FIGURE = "様式 記入欄 数値"
    ENTRY_DATE = "様式 記入欄 日付"
    NOT_ASKED = "様式 記入不要"
    RATING = "様式 目安"
    CHECK = "様式 確認"
    MISSING = "様式 未記入"
    """Laid over what is still to be filled in: its fill, colour and weight count."""


def missing(template: bytes) -> tuple[str, ...]:
    """Names of cell styles that the template lacks, in the order above; empty if it is fit.

    Raises ValueError when ``template`` is not an Excel workbook at all.
    """
    names = set(opened(template).named_styles)
    return tuple(role.value for role in Role if role.value not in names)


def opened(template: bytes) -> Workbook:
    """The template as a workbook. Raises ValueError when it is none, or has no sheet."""
    try:
        book = openpyxl.load_workbook(io.BytesIO(template))
    except (zipfile.BadZipFile, KeyError, TypeError, OSError, InvalidFileException) as error:
        raise ValueError(f"not an Excel template: {error}") from error
    if not book.worksheets:
        raise ValueError("not an Excel template: no sheet")
    return book

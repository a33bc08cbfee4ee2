"""Turns a form's column into the drop-downs, limits and prompts of its cells."""

from __future__ import annotations

from datetime import date
from typing import Literal

from openpyxl.worksheet.datavalidation import DataValidation

from dxreport.layout import form_text
from dxreport.layout.submission import Entry, FormColumn
from dxreport.model.period import FiscalYear

_INLINE_LENGTH = 250
"""Excel takes a list of choices of at most 255 characters in the rule itself."""
_LARGEST = "999999999999"
_PERCENT_COLUMNS = frozenset({"percent"})
_WHOLE_COLUMNS = frozenset({"sample_size", "number"})


def validation(
    column: FormColumn, year: FiscalYear, *, choices_range: str = "", whole: bool = False, signed: bool = False
) -> DataValidation:
    """The rule of one column. ``choices_range``: where long choices stand; ``whole``, ``signed``: kind of number."""
    match column.entry:
        case Entry.CHOICE:
            rule = _choice(column, choices_range)
        case Entry.NUMBER:
            rule = _number(column, whole=whole, signed=signed)
        case Entry.DATE:
            rule = _between("date", _serial(date(year.start - 3, 4, 1)), _serial(date(year.start + 4, 3, 31)))
            rule.error = form_text.DATE_ERROR
        case Entry.TEXT | Entry.PRINTED:
            rule = DataValidation(allow_blank=True)
    rule.showInputMessage = True
    rule.promptTitle = column.heading[: form_text.PROMPT_TITLE_LENGTH]
    rule.prompt = (column.hint or _default_hint(column))[: form_text.PROMPT_LENGTH]
    if rule.error:
        rule.showErrorMessage = True
        rule.errorTitle = rule.promptTitle
    return rule


def needs_range(column: FormColumn) -> bool:
    """Whether the choices are too long, or bear a comma, and so must stand in cells."""
    return len(",".join(column.choices)) > _INLINE_LENGTH or any("," in c or '"' in c for c in column.choices)


def _choice(column: FormColumn, choices_range: str) -> DataValidation:
    source = choices_range or '"' + ",".join(column.choices) + '"'
    rule = DataValidation(type="list", formula1=source, allow_blank=True)
    rule.error = form_text.CHOICE_ERROR
    return rule


def _number(column: FormColumn, *, whole: bool, signed: bool) -> DataValidation:
    if column.id in _PERCENT_COLUMNS:
        rule = _between("decimal", "0", "100")
        rule.error = form_text.PERCENT_ERROR
    elif whole or column.id in _WHOLE_COLUMNS:
        rule = _between("whole", "0", _LARGEST)
        rule.error = form_text.WHOLE_ERROR
    else:
        rule = _between("decimal", f"-{_LARGEST}" if signed else "0", _LARGEST)
        rule.error = form_text.NUMBER_ERROR
    return rule


def _between(kind: Literal["whole", "decimal", "date"], low: str, high: str) -> DataValidation:
    return DataValidation(type=kind, operator="between", formula1=low, formula2=high, allow_blank=True)


def _serial(day: date) -> str:
    """Excel's number of a day (1900 system)."""
    return str((day - date(1899, 12, 30)).days)


def _default_hint(column: FormColumn) -> str:
    return {
        Entry.CHOICE: form_text.CHOICE_HINT,
        Entry.NUMBER: form_text.NUMBER_HINT,
        Entry.DATE: form_text.DATE_HINT,
        Entry.TEXT: form_text.TEXT_HINT,
        Entry.PRINTED: "",
    }[column.entry]

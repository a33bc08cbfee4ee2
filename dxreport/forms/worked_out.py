"""Turns the rows of a form into the cells that it works out by itself, and into the colours that say what is missing."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date

from openpyxl.formatting.rule import Rule
from openpyxl.styles.differential import DifferentialStyle
from openpyxl.utils import get_column_letter, quote_sheetname
from openpyxl.workbook.workbook import Workbook
from openpyxl.worksheet.worksheet import Worksheet

from dxreport.forms import bar_row, measure_row, page
from dxreport.forms import formulas as f
from dxreport.forms.bar_row import BarRow
from dxreport.forms.look import Look
from dxreport.forms.measure_row import MeasureRow
from dxreport.forms.rows import FilledSheet, FormRow
from dxreport.layout import form_text as t
from dxreport.layout.submission import CHECK, FIRST_ROW, HEADER_ROW, RATING, WORKING_SHEET, Entry
from dxreport.model.period import Checkpoint, FiscalYear
from dxreport.model.scale import Scale, StatusClass
from dxreport.model.schedule import ScheduleBar

_BLOCKS = {"kpi": (1, measure_row.STEPS), "schedule": (8, bar_row.STEPS)}
"""Where the steps of a sheet begin on the working sheet, by the sheet's id: the key first, then the steps."""


@dataclass(frozen=True, slots=True)
class Rules:
    """What the evaluation goes by."""

    year: FiscalYear
    checkpoint: Checkpoint
    scale: Scale

    def longest_class(self, sheet_id: str) -> str:
        """The longest text that 評価の目安 may show on the sheet."""
        classes = self.scale.schedule_classes.values() if sheet_id == "schedule" else self._classes
        return max((c.text for c in classes), key=len, default="")

    @property
    def _classes(self) -> tuple[StatusClass, ...]:
        scale = self.scale
        return (*scale.ladder(final=self.checkpoint.is_final).classes, scale.excluded, scale.unreported)

    @property
    def as_of(self) -> date:
        """A form is filled in for the last day of its quarter."""
        return self.checkpoint.last_day(self.year)


def formulas(book: Workbook, filled: FilledSheet, row: FormRow, number: int, rules: Rules) -> Mapping[str, str]:
    """Formulas of the row's own cells by column id; the steps behind them are written to the working sheet."""
    at = {c.id: f"${get_column_letter(n)}{number}" for n, c in enumerate(filled.sheet.columns, 1)}
    if row.subject is None:
        return {CHECK: _follow_up(at)} if CHECK in at and row.key else {}
    first, names = _BLOCKS[filled.sheet.id]
    steps = {f"step.{name}": f"${get_column_letter(first + n)}{number}" for n, name in enumerate(names, 1)}
    there = {column: f"{quote_sheetname(filled.sheet.name)}!{cell}" for column, cell in at.items()}
    working = _row(row, filled, rules, {**there, **steps}).steps()
    if working:
        sheet = _working(book)
        sheet.cell(number, first).value = row.key
        for n, name in enumerate(names, 1):
            if name in working:
                sheet.cell(number, first + n).value = f"={working[name]}"
    here = _row(row, filled, rules, {**at, **{k: f"{WORKING_SHEET}!{cell}" for k, cell in steps.items()}})
    return {RATING: here.rating(), CHECK: here.check()}


def _row(row: FormRow, filled: FilledSheet, rules: Rules, at: Mapping[str, str]) -> MeasureRow | BarRow:
    """What knows the formulas of the row, with the cells seen from one of the two sheets."""
    if isinstance(row.subject, ScheduleBar):
        return BarRow(row.subject, rules.as_of, rules.year, rules.scale, at)
    if row.subject is None:
        raise ValueError(row.key)
    own = next((c.heading for c in filled.sheet.columns if c.id == "own"), "")
    return MeasureRow(row.subject, rules.checkpoint, rules.scale, at, "last" in row.printed, own)


def _follow_up(at: Mapping[str, str]) -> str:
    parts = ((f.is_blank(at["outcome"]), t.OUTCOME), (f.is_blank(at["progress"]), t.COURSE))
    blank = f.either(*(condition for condition, _ in parts))
    return f.when(blank, f.listed(parts, t.BETWEEN, t.BLANK_BEHIND), f.text(t.DONE))


def _working(book: Workbook) -> Worksheet:
    """The hidden sheet of steps, added at need, with a head that says what each column holds."""
    if WORKING_SHEET in book.sheetnames:
        return book[WORKING_SHEET]
    sheet: Worksheet = book.create_sheet(WORKING_SHEET)
    sheet.sheet_state = "hidden"
    page.protect(sheet)
    for name, (first, steps) in _BLOCKS.items():
        for n, text in enumerate((name, *steps)):
            sheet.cell(HEADER_ROW, first + n).value = text
    return sheet


def count_missing(filled: FilledSheet) -> str:
    """How many rows of the sheet lack something; empty for a sheet without 確認."""
    columns = [c.id for c in filled.sheet.columns]
    if CHECK not in columns:
        return ""
    letter, last = get_column_letter(columns.index(CHECK) + 1), FIRST_ROW + len(filled.rows) - 1
    span = f"{quote_sheetname(filled.sheet.name)}!${letter}${FIRST_ROW}:${letter}${last}"
    settled = dict.fromkeys((t.DONE, t.NOTHING_TO_DO))
    return f"ROWS({span})" + "".join(f"-COUNTIF({span},{f.text(word)})" for word in settled)


def mark(sheet: Worksheet, filled: FilledSheet, last: int, look: Look, rules: Rules) -> None:
    """Colour exactly the cells that 確認 speaks of, 確認 itself, and the class in its tone."""
    at = {c.id: get_column_letter(n) for n, c in enumerate(filled.sheet.columns, 1)}
    if CHECK not in at:
        return
    check = f"${at[CHECK]}{FIRST_ROW}"
    entries = [c for c in filled.sheet.columns if c.entry is not Entry.PRINTED]
    needles = {c.id: c.heading if c.id == "own" else t.NEEDLES.get(c.id, "") for c in entries}
    spans = {column: f.mentions(check, word) for column, word in needles.items() if word}
    spans[CHECK] = f.both(*(f"{check}<>{f.text(word)}" for word in (t.DONE, t.NOTHING_TO_DO)))
    for column, formula in spans.items():
        _colour(sheet, at[column], last, formula, look.missing())
    if RATING in at:
        rating = f"${at[RATING]}{FIRST_ROW}"
        for formula, tone in _tones(filled, rating, look, rules):
            _colour(sheet, at[RATING], last, formula, tone)


def _tones(filled: FilledSheet, rating: str, look: Look, rules: Rules) -> Iterator[tuple[str, DifferentialStyle]]:
    if filled.sheet.id != "schedule":
        for item in rules.scale.ladder(final=rules.checkpoint.is_final).classes:
            yield f.equals(rating, item.text), look.tone(item.tone)
        return
    for item in rules.scale.schedule_classes.values():
        before, gap, behind = f"{item.mark}{item.word}".partition("{months}")
        ends = f.equals(f"RIGHT({rating},{len(behind)})", behind)
        starts = f.equals(f"LEFT({rating},{len(before)})", before)
        yield (f.both(starts, ends) if gap else f.equals(rating, before)), look.tone(item.tone)


def _colour(sheet: Worksheet, letter: str, last: int, formula: str, style: DifferentialStyle) -> None:
    rule = Rule(type="expression", formula=[formula], dxf=style)
    sheet.conditional_formatting.add(f"{letter}{FIRST_ROW}:{letter}{last}", rule)

"""Phrases of the return slip (差戻票): what a department mends in its workbook, cell by cell."""

from __future__ import annotations

from datetime import date

from dxreport.evaluate.returns import Returned
from dxreport.layout.submission import COVER_SHEET
from dxreport.model.period import Checkpoint, FiscalYear
from dxreport.report.wording.formats import checkpoint_period, day_and_weekday, era_date, fiscal_year

NAME = "差戻票"
SUBJECT = "提出票の訂正の依頼"
TICKED = "対応"
HEADINGS = ("番号", "区分", "シート", "セル", "項目", "記入されていたもの", "どこが問題か", "直し方", TICKED)
MUST, CHECK = "必ず直す", "確かめる"
DONE = ("済",)
WHOLE_FILE = "（ファイル全体）"
WHOLE_SHEET = "（シート全体）"
TO, FROM, ABOUT, FILE, ASKED, NOTES = "宛先", "差出", "時点", "対象のファイル", "お願い", "注"
NOTE_LINK = "セルの欄を押すと、提出票のそのセルが開きます（この差戻票と提出票を同じフォルダーに置いたとき）。"
NOTE_FOUND = "対応した行は、「対応」の欄で「済」を選んでください。この差戻票を返していただく必要はありません。"
_LONGEST_FOUND = 80


def title(year: FiscalYear, name: str, department: str) -> str:
    return f"{fiscal_year(year)}{name}　{NAME}　{department}"


def about(year: FiscalYear, name: str, checkpoint: Checkpoint, as_of: date) -> str:
    return f"{fiscal_year(year, western=True)}{name}　{checkpoint_period(checkpoint)}　基準日 {era_date(as_of)}"


def counts(errors: int, warnings: int) -> str:
    return f"{MUST}もの {errors}件　{CHECK}もの {warnings}件"


def asked(back: Returned, number: int | None, name: str, section: str, due: date | None) -> tuple[str, ...]:
    """How to hand in again; where nothing must be mended, when to."""
    if not back.errors:
        first = "「直し方」を見て、記入した内容を確かめてください。そのままでよければ、再提出は不要です。"
    else:
        also = f"、「{CHECK}」ものを確かめて" if back.warnings else "て"
        first = f"「{MUST}」ものを全て直し{also}、{section}へ再提出してください。"
    again = "" if back.errors else "直すときは、"
    how = (
        f"{again}配布した様式に記入し、「Excelブック（*.xlsx）」で保存したものを提出してください。"
        if number is None
        else f"{again}「{COVER_SHEET}」シートの提出回数を{number}に増やし、全てのシートを記入したものを、"
        f"ファイル名「{name}」で提出してください。"
    )
    until = f"提出期限は{day_and_weekday(due)}です。過ぎているときは、速やかに提出してください。" if due else ""
    return tuple(line for line in (first, how, until) if line)


def found(text: str) -> str:
    """What stood in the cell, on one line and not without end."""
    line = " ".join(text.split())
    return f"{line[:_LONGEST_FOUND]}…" if len(line) > _LONGEST_FOUND else line

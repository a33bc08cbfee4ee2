"""Turns ``dxreport status`` into the list of who has submitted and what is faulty, and into drafts of reminders."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import click
from rich.console import Console
from rich.table import Table

from dxreport import collecting
from dxreport.assessing import Request
from dxreport.cli import console
from dxreport.errors import CannotRun
from dxreport.evaluate.collection import Collection
from dxreport.publish import Product
from dxreport.render.data import Plain
from dxreport.report.collection import collection_record
from dxreport.report.wording import collection as words
from dxreport.report.wording import console as phrases

_WIDE = 160
"""Columns where there is no terminal: nothing is cut."""
_FIGURES = frozenset((3, 4, 5, 7, 8))
_OF_LADDER = frozenset((5, 6))
"""Columns that say nothing without deadlines."""


@click.command(name="status", help=phrases.HELP["status"])
@console.workspace_option
@console.year_option
@console.checkpoint_option
@click.option("--today", default=None, callback=console.as_date, help=phrases.HELP["today"])
@click.option("--reminders", is_flag=True, help=phrases.HELP["reminders"])
@console.json_option
def command(workspace: Path, year: str, checkpoint: str, today: date | None, reminders: bool, as_json: bool) -> None:
    """One line a department."""
    screen = console.Screen(as_json=as_json)
    request = Request(workspace.resolve(), year, checkpoint)
    drafts: tuple[str, tuple[Product, ...]] | None = None
    try:
        found = collecting.collect(request, today or date.today())  # noqa: DTZ011  the office's own day
        if reminders:
            drafts = collecting.write_reminders(request, found)
    except CannotRun as error:
        console.refuse(screen, error, publishing=reminders)
    if as_json:
        written: dict[str, Plain] = {}
        if drafts:
            written["reminders"] = {"folder": drafts[0], "files": [p.name for p in drafts[1]]}
        screen.data({**collection_record(found), **written})
        return
    screen.lines(words.headline(found))
    _show(found)
    if drafts:
        said = words.REMINDERS_WRITTEN if drafts[1] else words.NO_REMINDERS
        screen.line(said.format(folder=drafts[0], count=len(drafts[1])))


def _show(found: Collection) -> None:
    shown = [k for k in range(len(words.HEADINGS)) if found.deadlines or k not in _OF_LADDER]
    table = Table(box=None, pad_edge=False, padding=(0, 1, 0, 0))
    for k in shown:
        table.add_column(words.HEADINGS[k], justify="right" if k in _FIGURES else "left", overflow="fold")
    for item in found.departments:
        cells = words.row(item)
        # Names that people gave are text, never the console's own mark-up.
        table.add_row(*(console.plain(cells[k]) for k in shown))
    terminal = Console(highlight=False)
    (terminal if terminal.is_terminal else Console(highlight=False, width=_WIDE)).print(table)

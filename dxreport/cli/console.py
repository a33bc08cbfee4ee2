"""Turns runs into what people and machines see: progress on a terminal, plain lines elsewhere, findings, exit codes."""

from __future__ import annotations

import json
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import date
from pathlib import Path
from typing import NoReturn, ParamSpec, TypeVar

import click
from rich.console import Console
from rich.text import Text

from dxreport.errors import EXIT_CANNOT_RUN, CannotRun
from dxreport.model.finding import Finding
from dxreport.render.data import Plain, json_bytes
from dxreport.report.submission_records import finding_record
from dxreport.report.wording import console as phrases

P = ParamSpec("P")
R = TypeVar("R")
Command = Callable[P, R]


def workspace_option(command: Command[P, R]) -> Command[P, R]:
    return click.option(
        "--workspace",
        type=click.Path(path_type=Path),
        default=Path(),
        callback=_folder,
        help=phrases.HELP["workspace"],
    )(command)


def year_option(command: Command[P, R]) -> Command[P, R]:
    return click.option("--year", default="", help=phrases.HELP["year"])(command)


def checkpoint_option(command: Command[P, R]) -> Command[P, R]:
    return click.option("--checkpoint", default="", help=phrases.HELP["checkpoint"])(command)


def as_of_option(command: Command[P, R]) -> Command[P, R]:
    return click.option("--as-of", default=None, callback=as_date, help=phrases.HELP["as_of"])(command)


def json_option(command: Command[P, R]) -> Command[P, R]:
    return click.option("--json", "as_json", is_flag=True, help=phrases.HELP["json"])(command)


def _folder(_context: click.Context, _parameter: click.Parameter, path: Path) -> Path:
    if not path.is_dir():
        raise click.BadParameter(phrases.NO_FOLDER.format(path=path))
    return path


def plain(text: str) -> Text:
    """A table's cell as it is written, without the control characters that a terminal would obey."""
    return Text("".join(c for c in text if c.isprintable() or c in "\n\u3000"))


def as_date(_context: click.Context, _parameter: click.Parameter, text: str | None) -> date | None:
    """A day as ``2025-07-11``."""
    if text is None:
        return None
    try:
        return date.fromisoformat(text)
    except ValueError:
        raise click.BadParameter(phrases.BAD_DATE.format(text=text)) from None


class Screen:
    """Where a command prints. With ``as_json`` only one JSON document goes to standard output."""

    def __init__(self, *, as_json: bool = False) -> None:
        self.as_json = as_json
        self._err = Console(stderr=True, highlight=False, soft_wrap=True)

    def line(self, text: str = "") -> None:
        if not self.as_json:
            click.echo(text)

    def lines(self, texts: list[str]) -> None:
        for text in texts:
            self.line(text)

    def data(self, document: object) -> None:
        if self.as_json:
            click.echo(json.dumps(document, ensure_ascii=False, indent=2, default=str))

    def record(self, document: Plain) -> None:
        """A document with exact decimals, as numbers in their own digits."""
        if self.as_json:
            click.echo(json_bytes(document).decode("utf-8"), nl=False)

    @contextmanager
    def progress(self) -> Iterator[Callable[[str, str], None]]:
        """A spinner on a terminal, a line a step elsewhere, nothing with ``as_json``."""
        if self.as_json:
            yield lambda _stage, _item: None
        elif self._err.is_terminal:
            with self._err.status("") as status:
                yield lambda stage, item: status.update(f"{phrases.STAGES[stage]}　{item}")
        else:
            yield lambda stage, item: click.echo(f"{phrases.STAGES[stage]}：{item}", err=True)


def show_findings(screen: Screen, findings: tuple[Finding, ...]) -> None:
    screen.line(phrases.findings_summary(findings))
    for item in findings:
        screen.lines(phrases.finding_lines(item))


def refuse(screen: Screen, error: CannotRun, *, publishing: bool = True) -> NoReturn:
    """Say why nothing can be done, and leave with the exit code for it."""
    if screen.as_json:
        screen.data({"published": False, "findings": [finding_record(f) for f in error.findings]})
    else:
        for item in error.findings:
            for text in phrases.finding_lines(item):
                click.echo(text, err=True)
        if publishing:
            click.echo(phrases.NOT_PUBLISHED, err=True)
    sys.exit(EXIT_CANNOT_RUN)

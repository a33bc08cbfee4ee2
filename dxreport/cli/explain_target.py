"""Turns the texts given to ``dxreport explain --target``, ``--from-file`` and ``--value`` into how they are read."""

from __future__ import annotations

import json
from dataclasses import dataclass
from decimal import Decimal
from pathlib import Path

import click

from dxreport.errors import CannotRun
from dxreport.ingest.numbers import Refusal, read_number
from dxreport.ingest.targets import is_read, read_targets
from dxreport.model.catalogue_details import DETAILS
from dxreport.model.finding import Finding, finding
from dxreport.model.target import TargetPart
from dxreport.model.target_text import figure_text
from dxreport.report.wording import console as phrases
from dxreport.report.wording import targets as words


@dataclass(frozen=True, slots=True)
class Wanted:
    """What the value's reader is told: its unit, and the magnitude that is to be expected of it."""

    unit: str | None = None
    expected: Decimal | None = None


def targets_of(path: Path) -> tuple[str, ...]:
    """The targets in a file, one a line, blank lines skipped. Raises CannotRun for a file that cannot be read as UTF-8."""
    try:
        text = path.read_text(encoding="utf-8-sig")
    except UnicodeDecodeError:
        raise CannotRun((finding("R21", found=str(path), detail=DETAILS["not_text"]),)) from None
    except (OSError, ValueError):
        raise CannotRun((finding("R21", found=str(path), detail=DETAILS["no_such_file"]),)) from None
    return tuple(line.strip() for line in text.splitlines() if line.strip())


def show_target(text: str, *, as_json: bool) -> bool:
    """Print how one target is read; whether it could be read (an unstated direction is said, and is no failure)."""
    read = read_targets(text)
    ok = is_read(read.findings)
    said = words.readable(read.value) if ok else "".join(f.what + f.why for f in read.findings[:1])
    if as_json:
        measures = [_record(p) for p in read.value]
        codes = [f.code for f in read.findings]
        _print({"text": text, "measures": measures, "findings": codes, "readable": said})
        return ok
    if ok:
        click.echo(words.TARGET_LINE.format(text=text, readable=said))
    for item in read.findings:
        click.echo(_sentence(item, ok=ok))
    return ok


def show_value(text: str, wanted: Wanted, *, as_json: bool) -> bool:
    """Print how one cell's text is read; whether it could be read (a blank is a blank, and is no failure)."""
    read = read_number(text, wanted.unit, wanted.expected)
    record: dict[str, object] = {"text": text, "value": None, "unit": wanted.unit, "flags": [], "notes": []}
    if read is None:
        said, item = words.BLANK_VALUE, None
    elif isinstance(read, Refusal):
        item = finding(read.code, found=text, detail=read.detail, unit=wanted.unit or "")
        said = item.what + item.why
    else:
        item = None
        value = f"{read.value:f}"
        unit = read.unit or wanted.unit or ""
        record |= {"value": value, "unit": unit or None, "flags": list(read.flags), "notes": list(read.notes)}
        remarks = "".join(f"（{r}）" for r in (*read.flags, *read.notes))
        said = f"{figure_text(read.value)}{unit}{remarks}"
    if as_json:
        _print({**record, "findings": [item.code] if item else [], "readable": said})
    elif item is None:
        click.echo(words.TARGET_LINE.format(text=text, readable=said))
    else:
        click.echo(_sentence(item, ok=False))
    return item is None


def _sentence(item: Finding, *, ok: bool) -> str:
    form = phrases.TARGET_REMARK if ok else phrases.UNREADABLE_TARGET
    return form.format(what=item.what, why=item.why)


def _record(part: TargetPart) -> dict[str, object]:
    return {
        "comparison": part.aim.value,
        "value": None if part.value is None else f"{part.value:f}",
        "value_high": None if part.value_high is None else f"{part.value_high:f}",
        "unit": part.unit,
        "label": part.label,
        "qualifiers": list(part.qualifiers),
        "direction": part.direction.value,
    }


def _print(record: dict[str, object]) -> None:
    """One object a line, so that a list of targets can be read line by line."""
    click.echo(json.dumps(record, ensure_ascii=False))

"""Turns what people wrote into findings about characters that papers cannot print as they were typed."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from itertools import groupby
from pathlib import Path

from dxreport.ingest import yaml_lines
from dxreport.model.finding import Finding, finding
from dxreport.model.glyph import OddCharacter, OddIn, Printed
from dxreport.model.provenance import Place
from dxreport.model.submission import Submission

_CODES = {Printed.SUPPLEMENT: "F07", Printed.GETA: "F08", Printed.BASE: "F09"}
_NAMED = 8  # characters that one finding names; a cell of emoji is one finding


def in_submissions(
    submissions: Iterable[Submission], lists: frozenset[str], odd: OddIn
) -> tuple[Finding, ...]:  # fmt: skip
    """Cells of the forms with such characters. Of the ``lists`` (their sheets' names) papers print figures only."""
    found: list[Finding] = []
    for submission in submissions:
        written = [e for e in submission.entered if e.sheet not in lists]
        if odd("\n".join(e.text for e in written)):
            for entered in written:
                found.extend(_said(odd(entered.text), entered.ref, submission.department))
    return tuple(found)


def in_strategy(path: Path, name: str, odd: OddIn) -> tuple[Finding, ...]:
    """Fields of a strategy that could be read; ``name`` is what findings call the file. Comments are nobody's concern."""
    if not odd(path.read_text(encoding="utf-8-sig")):
        return ()
    read = yaml_lines.read(path, name).value
    return tuple(
        item
        for where, text in _texts(read.data, ())
        for item in _said(odd(text), read.ref(where), "")
    )  # fmt: skip


def _texts(data: yaml_lines.Data, path: yaml_lines.Path_) -> Iterator[tuple[yaml_lines.Path_, str]]:
    match data:
        case str():
            yield path, data
        case list():
            for number, item in enumerate(data):
                yield from _texts(item, (*path, number))
        case dict():
            for key, item in data.items():
                yield from _texts(item, (*path, key))


def _said(odd: tuple[OddCharacter, ...], place: Place, department: str) -> Iterator[Finding]:
    """One finding for each thing that is printed instead."""
    for printed, several in groupby(sorted(odd, key=lambda o: o.printed), key=lambda o: o.printed):
        named = list(several)[:_NAMED]
        codes = "、".join(o.code_points for o in named)
        yield finding(
            _CODES[printed], place, found="".join(o.text for o in named), department=department, code_points=codes
        )

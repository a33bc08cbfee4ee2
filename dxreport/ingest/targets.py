"""Turns a printed target (「75%以上」「相談会90%、教室80%」) into its measures, or into the reason why it cannot be read."""

from __future__ import annotations

from collections import Counter

from dxreport.ingest import target_words as words
from dxreport.ingest.figures import Misprint, normalised, numerals_checked
from dxreport.ingest.target_figure import Unread
from dxreport.ingest.target_grammar import parts_of
from dxreport.ingest.units import KNOWN
from dxreport.model.catalogue import Severity
from dxreport.model.catalogue_details import DETAILS
from dxreport.model.finding import Checked, Finding, finding
from dxreport.model.target import Direction, TargetPart
from dxreport.model.target_text import printed_all

UNSTATED = "Y09"
_LONGEST = 400


def read_targets(printed: str) -> Checked[tuple[TargetPart, ...]]:
    """All measures of a printed target, and what was noticed.

    An error other than Y09 leaves no measures: what could be read in two ways is not read at all. Y09 says that a
    figure bears no direction; nothing is guessed. What does not read the same when it is printed and read again has not
    been understood, and is refused. Never raises, whatever the text.
    """
    text = normalised(printed)
    if words.NO_TARGET.match(text):
        return Checked((), (finding("Y22", found=printed),))
    try:
        if words.NOTHING.match(text):
            raise Unread("Y21", "nothing")
        if len(text) > _LONGEST:
            raise Unread("Y08", "too_long_text")
        parts = tuple(parts_of(numerals_checked(text)))
        _told_apart(parts)
        if not _reads_back(parts):
            raise Unread("Y08", "muddled")
    except Misprint as fault:
        return Checked((), (finding("Y25", found=printed, detail=_detail(fault.detail, fault.found)),))
    except Unread as fault:
        return Checked((), (finding(fault.code, found=printed, detail=_detail(fault.detail, fault.found)),))
    return Checked(parts, tuple(_remarks(printed, parts)))


def _reads_back(parts: tuple[TargetPart, ...]) -> bool:
    try:
        return tuple(parts_of(numerals_checked(normalised(printed_all(parts))))) == parts
    except (Misprint, Unread):
        return False


def is_read(findings: tuple[Finding, ...]) -> bool:
    """Whether these findings leave a target read: an unstated direction alone is no failure."""
    return not any(f.severity is Severity.ERROR and f.code != UNSTATED for f in findings)


def _detail(name: str, found: str) -> str:
    return DETAILS[name].format(found=found)


def _told_apart(parts: tuple[TargetPart, ...]) -> None:
    """Several measures must differ in label, unit or qualifiers, and each must have a unit."""
    figures = [p for p in parts if p.value is not None]
    if len(figures) > 1:
        if any(p.unit is None and p.value != 0 for p in figures):
            raise Unread("Y21", "several_without_unit")
        seen = Counter((p.label, p.unit, p.before) for p in figures)
        if max(seen.values()) > 1:
            raise Unread("Y21", "several_alike")


def _remarks(printed: str, parts: tuple[TargetPart, ...]) -> list[Finding]:
    found = []
    if any(p.direction is Direction.UNSTATED for p in parts):
        found.append(finding(UNSTATED, found=printed))
    unknown = [p.unit for p in parts if p.unit is not None and p.unit not in KNOWN]
    if unknown:
        found.append(finding("Y23", found=printed, unit="」「".join(unknown)))
    if any(p.unit is None and p.value is not None and p.value != 0 for p in parts):
        found.append(finding("Y24", found=printed))
    return found

"""Turns pydantic's complaints about a data file into findings in Japanese with line and field."""

from __future__ import annotations

from collections.abc import Iterator
from difflib import get_close_matches
from typing import TypeVar

from pydantic import BaseModel, ValidationError
from pydantic_core import ErrorDetails

from dxreport.ingest.yaml_lines import Data, LinedData, Path_
from dxreport.model.catalogue_details import DETAILS
from dxreport.model.finding import Checked, Finding, finding

RecordT = TypeVar("RecordT", bound=BaseModel)


def validate(record: type[RecordT], lined: LinedData) -> Checked[RecordT | None]:
    """Check ``lined`` against ``record``. All faults are reported at once; the value is None if there is any."""
    try:
        return Checked(record.model_validate(lined.data))
    except ValidationError as error:
        return Checked(None, tuple(_finding(detail, lined, record) for detail in error.errors(include_url=False)))


def _finding(error: ErrorDetails, lined: LinedData, record: type[BaseModel]) -> Finding:
    path = tuple(part for part in error["loc"] if part != "[key]")
    name = str(path[-1]) if path else ""
    kind = error["type"]
    place = lined.ref(path)
    if kind == "missing":
        return finding("Y05", lined.ref(path[:-1]), field=name)
    if kind == "extra_forbidden":
        return finding("Y04", place, field=name, near=near(name, _fields(record)), found=name)
    found = str(error["input"]) if isinstance(error["input"], str) else ""
    return finding("Y03", place, found=found[:60], field=place.field, detail=_detail(error))


def _detail(error: ErrorDetails) -> str:
    kind, context = error["type"], error.get("ctx", {})
    simple = {
        "decimal_parsing": "not_number",
        "decimal_type": "not_number",
        "int_parsing": "not_whole",
        "int_type": "not_whole",
        "bool_parsing": "not_bool",
        "date_from_datetime_parsing": "not_date",
        "date_parsing": "not_date",
        "list_type": "not_list",
        "model_type": "not_map",
        "model_attributes_type": "not_map",
        "dict_type": "not_map",
        "string_too_short": "too_short",
        "too_short": "too_short",
        "greater_than_equal": "out_of_range",
        "less_than_equal": "out_of_range",
    }
    if kind in simple:
        return DETAILS[simple[kind]]
    if kind in ("enum", "literal_error"):
        return DETAILS["not_choice"].format(choices=context.get("expected", ""))
    if kind == "string_pattern_mismatch":
        return DETAILS["pattern"].format(pattern=context.get("pattern", ""))
    if kind == "string_too_long":
        return DETAILS["too_long"].format(limit=context.get("max_length", ""))
    return DETAILS["other"].format(message=error["msg"])


def near(name: str, known: list[str] | tuple[str, ...]) -> str:
    """「…の誤りではありませんか。」 when something known looks like ``name``, else nothing."""
    matches = get_close_matches(name, known, n=1, cutoff=0.6)
    return DETAILS["near"].format(near=matches[0]) if matches else ""


def unknown(kind: str, name: str, known: list[str], path: Path_, lined: LinedData) -> Iterator[Finding]:
    """A finding when nothing of this ``kind`` (a detail of the catalogue) has the id ``name``."""
    if name not in known:
        yield finding("Y07", lined.ref(path), id=name, kind=DETAILS[kind], near=near(name, known), found=name)


def _fields(record: type[BaseModel]) -> list[str]:
    """Names of all fields of a record and of the records inside it."""
    names: set[str] = set()
    todo = [record]
    seen: set[type[BaseModel]] = set()
    while todo:
        model = todo.pop()
        if model in seen:
            continue
        seen.add(model)
        for name, info in model.model_fields.items():
            names.add(name)
            todo.extend(t for t in _types(info.annotation) if isinstance(t, type) and issubclass(t, BaseModel))
    return sorted(names)


def _types(annotation: object) -> list[object]:
    inner = getattr(annotation, "__args__", ())
    return [annotation, *(t for a in inner for t in _types(a))]


__all__ = ["Data", "near", "unknown", "validate"]

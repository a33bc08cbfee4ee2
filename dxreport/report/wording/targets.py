"""Turns a target that was read into the words by which a person checks the reading."""

from __future__ import annotations

from datetime import date

from dxreport.model.target import Aim, Direction, TargetPart
from dxreport.model.target_text import figure_text, printed
from dxreport.report.wording.formats import western_date

_INCLUDED = {Aim.AT_LEAST: "含む", Aim.MORE_THAN: "含まない", Aim.AT_MOST: "含む", Aim.LESS_THAN: "含まない"}
_UNSTATED = "方向は書かれていない"
_BOTH_ENDS, _OPEN_LOW, _OPEN_HIGH, _OPEN_BOTH = "両端を含む", "下端を含まない", "上端を含まない", "両端を含まない"
_DEADLINE = "期限：{day}"
_NO_TARGET = "目標は定められていない"
BLANK_VALUE = "空欄"
TARGET_LINE = "{text} → {readable}"


def readable(parts: tuple[TargetPart, ...]) -> str:
    """「75%以上（75を含む）」「相談会 90%（方向は書かれていない）、教室 …」: how the text was understood."""
    return "、".join(_one(p) for p in parts) if parts else _NO_TARGET


def _one(part: TargetPart) -> str:
    remarks = _remarks(part)
    return printed(part) + (f"（{'、'.join(remarks)}）" if remarks else "")


def _remarks(part: TargetPart) -> list[str]:
    out = []
    if part.value is not None and part.aim in _INCLUDED:
        out.append(f"{figure_text(part.value)}を{_INCLUDED[part.aim]}")
    if part.aim is Aim.RANGE:
        names = {
            (False, False): _BOTH_ENDS,
            (True, False): _OPEN_LOW,
            (False, True): _OPEN_HIGH,
            (True, True): _OPEN_BOTH,
        }
        out.append(names[part.low_open, part.high_open])
    if part.direction is Direction.UNSTATED:
        out.append(_UNSTATED)
    if part.deadline is not None:
        out.append(_DEADLINE.format(day=_day(part.deadline)))
    return out


def _day(day: date) -> str:
    return western_date(day)

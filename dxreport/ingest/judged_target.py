"""Turns a printed target and what the strategy declares beside it into a target that can be judged, or into why not."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from decimal import Decimal

from dxreport.ingest.figures import normalised
from dxreport.ingest.targets import UNSTATED, is_read, read_targets
from dxreport.model.catalogue_details import DETAILS
from dxreport.model.target import Aim, Comparison, Direction, Target, TargetPart
from dxreport.model.target_text import printed

_JUDGED = {
    Aim.AT_LEAST: Comparison.AT_LEAST,
    Aim.MORE_THAN: Comparison.MORE_THAN,
    Aim.AT_MOST: Comparison.AT_MOST,
    Aim.LESS_THAN: Comparison.LESS_THAN,
    Aim.RANGE: Comparison.RANGE,
}
_BY_DIRECTION = {Direction.HIGHER: Comparison.AT_LEAST, Direction.LOWER: Comparison.AT_MOST}
_CHANGES = {Aim.INCREASE: Comparison.MORE_THAN, Aim.DECREASE: Comparison.LESS_THAN}


@dataclass(frozen=True, slots=True)
class Unreadable:
    """Code of the finding and the detail for its sentence."""

    code: str
    detail: str


@dataclass(frozen=True, slots=True)
class Declared:
    """What the strategy file says where the text does not: direction, unit, how far the aim may be missed, the start.

    ``direction`` range with a ``tolerance`` makes 「約80%」 or 「現状維持」 a range around its value.
    """

    direction: Direction | None = None
    decimals: int = 0
    unit: str = ""
    tolerance: Decimal | None = None
    baseline: Decimal | None = None


def read_target(text: str, declared: Declared = Declared()) -> Target | Unreadable:
    """Read a target of one measure that can be judged.

    Several measures in one text, or a direction that contradicts the text, are refused: nothing is guessed.
    """
    part = _only_part(text)
    if isinstance(part, Unreadable):
        return part
    if part.aim is Aim.COMPLETE and part.after:
        return Target(text, Comparison.COMPLETE, Decimal(100), "%", Direction.HIGHER, declared.decimals, part.before)
    if part.aim in _CHANGES and part.value is None:
        return _change(text, part, declared)
    if part.aim is Aim.MAINTAIN or (part.aim is Aim.APPROX and declared.tolerance is not None):
        return _held(text, part, declared)
    if part.value is None or not (part.unit or declared.unit):
        return Unreadable("Y08", DETAILS["no_form"])
    if part.aim is Aim.EQUAL:
        if declared.direction is Direction.RANGE and declared.tolerance is not None:
            return _held(text, part, declared)
        if declared.direction not in _BY_DIRECTION:
            return Unreadable(UNSTATED, "")
        return _target(text, part, declared, _BY_DIRECTION[declared.direction], declared.direction)
    if part.aim not in _JUDGED:
        return Unreadable("Y08", DETAILS["not_judged"])
    if declared.direction is not None and declared.direction is not part.direction:
        return Unreadable("Y10", "")
    return _target(text, part, declared, _JUDGED[part.aim], part.direction)


def _only_part(text: str) -> TargetPart | Unreadable:
    read = read_targets(text)
    if not is_read(read.findings) or not read.value:
        detail = next((f.why for f in read.findings), "")
        several = len(re.findall(r"[0-9][0-9,.]*", normalised(text))) > 1
        return Unreadable("Y08", detail if not several else DETAILS["several"])
    if len(read.value) > 1:
        return Unreadable("Y08", DETAILS["several"])
    return read.value[0]


def _target(text: str, part: TargetPart, declared: Declared, comparison: Comparison, direction: Direction) -> Target:
    return Target(
        printed=text,
        comparison=comparison,
        value=part.value if part.value is not None else Decimal(0),
        unit=part.unit or declared.unit,
        direction=direction,
        decimals=declared.decimals,
        qualifiers=part.qualifiers,
        high=part.value_high,
        low_open=part.low_open,
        high_open=part.high_open,
    )


def _change(text: str, part: TargetPart, declared: Declared) -> Target | Unreadable:
    """「増加」「減少」: more, or less, than at the baseline."""
    if declared.baseline is None or not (part.unit or declared.unit):
        return Unreadable("Y08", DETAILS["needs_start"])
    if declared.direction is not None and declared.direction is not part.direction:
        return Unreadable("Y10", "")
    return _target(text, replace(part, value=declared.baseline), declared, _CHANGES[part.aim], part.direction)


def _held(text: str, part: TargetPart, declared: Declared) -> Target | Unreadable:
    """「現状維持」「80%を維持」「約80%」: not below, not above, or within the tolerance, as declared."""
    value = declared.baseline if part.value is None else part.value
    if value is None or not (part.unit or declared.unit):
        return Unreadable("Y08", DETAILS["needs_start"])
    if declared.direction in _BY_DIRECTION:
        comparison = _BY_DIRECTION[declared.direction]
        return _target(text, replace(part, value=value), declared, comparison, declared.direction)
    if declared.tolerance is None:
        return Unreadable(UNSTATED, "")
    around = replace(part, value=value - declared.tolerance, value_high=value + declared.tolerance)
    return _target(text, around, declared, Comparison.RANGE, Direction.RANGE)


def restated(target: Target, value: Decimal) -> Target:
    """The same target with another figure, printed as the plan prints its own: 「80%以上」 → 「65%以上」."""
    part = _only_part(target.printed)
    if isinstance(part, Unreadable) or part.value != target.value:
        return replace(target, value=value)  # 「各課に1名以上」 is judged by another figure than the printed one
    return replace(target, value=value, printed=printed(replace(part, value=value)))

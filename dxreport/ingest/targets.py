"""Turns a printed target (「75%以上」「4時間以内」「各課に1名以上」) into a typed one, or says why it cannot be read."""

from __future__ import annotations

import re
from dataclasses import dataclass
from decimal import Decimal

from dxreport.ingest.characters import half_width
from dxreport.model.catalogue import DETAILS
from dxreport.model.target import Comparison, Direction, Target

_QUALIFIER = re.compile(
    r"^(?:全庁|年間|年度内|累計|毎年|平均|業務時間内|業務時間外|全体|各課に|各[一-龥]{1,4}に|1[^\s0-9]{1,8}あたり|1[^\s0-9]{1,8}当たり|年(?=[0-9]))"
)
_TARGET = re.compile(
    r"""^(?P<number>[0-9]{1,3}(?:,[0-9]{3})+(?:\.[0-9]+)?|[0-9]+(?:\.[0-9]+)?)
    (?P<unit>%|ポイント|[^\s0-9%,.以超未減削達]{1,6}?)
    (?P<change>減|削減)?(?P<bound>以上|以下|以内|未満|超)?(?P<change2>減|削減)?(?P<done>達成)?$""",
    re.X,
)
_COMPLETE = re.compile(r"完了$|^完了|^全て(?:完了|実施)$")
_BOUNDS = {
    "以上": (Comparison.AT_LEAST, Direction.HIGHER),
    "超": (Comparison.MORE_THAN, Direction.HIGHER),
    "以下": (Comparison.AT_MOST, Direction.LOWER),
    "以内": (Comparison.AT_MOST, Direction.LOWER),
    "未満": (Comparison.LESS_THAN, Direction.LOWER),
}


@dataclass(frozen=True, slots=True)
class Unreadable:
    """Code of the finding and the detail for its sentence."""

    code: str
    detail: str


def read_target(printed: str, declared: Direction | None = None, decimals: int = 0) -> Target | Unreadable:
    """Read one target. ``declared`` is the direction from the strategy file, used where the text has none.

    Several numbers in one text, or a direction that contradicts the text, are refused: nothing is guessed.
    """
    text = re.sub(r"\s+", "", half_width(printed))
    qualifiers: list[str] = []
    while match := _QUALIFIER.match(text):
        qualifiers.append(match[0])
        text = text[match.end() :]
    if _COMPLETE.search(text) and not re.search(r"[0-9]", text):
        return Target(printed, Comparison.COMPLETE, Decimal(100), "%", Direction.HIGHER, decimals, tuple(qualifiers))
    match = _TARGET.match(text)
    if match is None:
        several = len(re.findall(r"[0-9][0-9,.]*", text)) > 1
        return Unreadable("Y08", DETAILS["several" if several else "no_form"])
    value = Decimal(match["number"].replace(",", ""))
    change = match["change"] or match["change2"]
    if change:
        qualifiers.append(change)
    bound = _BOUNDS.get(match["bound"] or "")
    if bound is None:
        # 「15%減」: a reduction rate of at least 15.
        stated = Direction.HIGHER if change or match["done"] else declared
        if stated is None or stated in (Direction.UNSTATED, Direction.NONE):
            return Unreadable("Y09", "")
        comparison = Comparison.AT_LEAST if stated is Direction.HIGHER else Comparison.AT_MOST
        return Target(printed, comparison, value, match["unit"], stated, decimals, tuple(qualifiers))
    comparison, direction = bound
    if declared is not None and declared is not direction:
        return Unreadable("Y10", "")
    return Target(printed, comparison, value, match["unit"], direction, decimals, tuple(qualifiers))

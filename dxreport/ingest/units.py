"""Turns units that people write into the unit of a target, exactly."""

from __future__ import annotations

from decimal import Decimal

# unit → (dimension, factor to the dimension's first unit). Units not listed are a dimension of their own.
_UNITS: dict[str, tuple[str, Decimal]] = {
    "%": ("%", Decimal(1)),
    "パーセント": ("%", Decimal(1)),
    "分": ("時", Decimal(1)),
    "時間": ("時", Decimal(60)),
    "円": ("円", Decimal(1)),
    "千円": ("円", Decimal(1000)),
    "万円": ("円", Decimal(10_000)),
    "百万円": ("円", Decimal(1_000_000)),
    "億円": ("円", Decimal(100_000_000)),
    "人": ("人", Decimal(1)),
    "名": ("人", Decimal(1)),
    "千人": ("人", Decimal(1000)),
    "万人": ("人", Decimal(10_000)),
    "件": ("件", Decimal(1)),
    "千件": ("件", Decimal(1000)),
    "万件": ("件", Decimal(10_000)),
    "枚": ("枚", Decimal(1)),
    "千枚": ("枚", Decimal(1000)),
    "万枚": ("枚", Decimal(10_000)),
    "か所": ("か所", Decimal(1)),
    "箇所": ("か所", Decimal(1)),
    "カ所": ("か所", Decimal(1)),
    "ヶ所": ("か所", Decimal(1)),
}
COUNTED = frozenset(["件", "人", "名", "回", "課", "枚", "種類", "データ", "事例", "事務", "アプリ", "か所"])
"""Units of things that come in whole numbers."""


def convert(value: Decimal, unit: str, wanted: str) -> Decimal | None:
    """``value`` of ``unit`` in ``wanted``; None when the two measure different things."""
    if unit == wanted:
        return value
    dimension, factor = _UNITS.get(unit, (unit, Decimal(1)))
    wanted_dimension, wanted_factor = _UNITS.get(wanted, (wanted, Decimal(1)))
    if dimension != wanted_dimension:
        return None
    return value * factor / wanted_factor

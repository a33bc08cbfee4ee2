"""Turns a measure back into the words of a plan: the reverse of reading a target."""

from __future__ import annotations

from decimal import Decimal

from dxreport.model.target import Aim, TargetPart

_MINUS = "▲"
_RANK = "位"
NOTE_MARKS = ("※", "*", "＊", "注")
_BOUNDS = {Aim.AT_LEAST: "以上", Aim.MORE_THAN: "超", Aim.AT_MOST: "以下", Aim.LESS_THAN: "未満"}
_WORDS = {Aim.MAINTAIN: "維持", Aim.INCREASE: "増加", Aim.DECREASE: "減少"}


def figure_text(value: Decimal) -> str:
    """「1,250」「36.5」「▲5」: the exact value with commas."""
    text = f"{abs(value):,f}"
    return f"{_MINUS}{text}" if value < 0 else text


def printed(part: TargetPart) -> str:
    """The measure as a plan would print it; reading this text gives the same measure."""
    label = f"{part.label} " if part.label else ""
    # 「月20時間」「前年度の1.5倍」「1課1件」: these lean on the figure; a date must not run into it.
    before = "".join(q if len(q) == 1 or q.endswith("の") or q.startswith("1") else f"{q} " for q in part.before)
    return f"{label}{before}{_core(part)}".strip()


def printed_all(parts: tuple[TargetPart, ...]) -> str:
    """All measures in one text. A note runs to the end of its line, so each measure then has a line."""
    texts = [printed(p) for p in parts]
    return ("\n" if any("※" in t or "*" in t for t in texts) else "、").join(texts)


def _core(part: TargetPart) -> str:
    words, asides = _behind(part)
    if part.value is None:
        return _BOUNDS.get(part.aim, "") + _WORDS.get(part.aim, "") + words + asides
    value = figure_text(part.value)
    unit = part.unit or ""
    match part.aim:
        case Aim.RANGE:
            return _range(part, unit) + words + asides
        case Aim.APPROX:
            return f"約{value}{unit}{words}{asides}"
        case Aim.MAINTAIN:
            return f"{value}{unit}{_WORDS[part.aim]}{words}{asides}"
        case Aim.AT_MOST if unit == _RANK:
            return f"{value}{unit}以内{words}{asides}"
        case _:
            return f"{value}{unit}{_BOUNDS.get(part.aim, '')}{words}{asides}"


def _range(part: TargetPart, unit: str) -> str:
    low = figure_text(part.value or Decimal(0))
    high = figure_text(part.value_high or Decimal(0))
    if part.low_open or part.high_open:
        return f"{low}{unit}{'超' if part.low_open else '以上'}{high}{unit}{'未満' if part.high_open else '以下'}"
    return f"{low}{unit}～{high}{unit}"


def _behind(part: TargetPart) -> tuple[str, str]:
    """Words behind the figure, and then brackets and notes, which come last."""
    words = [a for a in part.after if not a.startswith(("（", *NOTE_MARKS))]
    brackets = [a for a in part.after if a.startswith("（")]
    notes = [a for a in part.after if a.startswith(NOTE_MARKS)]
    return "".join(words), "".join([*brackets, *notes])

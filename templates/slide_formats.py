"""Turns measures in points into the two deck formats: layouts, placeholders by name, sizes and leading."""

from __future__ import annotations

from dataclasses import dataclass

from dxreport.render.fonts import OFFICE_NAMES, Face
from dxreport.render.slides import contract

INK, ACCENT, SUB, HAIR = "tx1", "tx2", "accent5", "accent6"

Box = tuple[float, float, float, float]


@dataclass(frozen=True)
class Field:
    """One placeholder: name, kind, index, box (x, y, w, h in pt), size and leading in pt."""

    name: str
    kind: str
    index: int
    box: Box
    size: float
    leading: float
    bold: bool = False
    colour: str = INK
    align: str = "l"
    anchor: str = "t"
    font: str = ""


@dataclass(frozen=True)
class Format:
    """One deck format: page in pt and its layouts; ``rule`` is the box of the hairline above the footer."""

    title: str
    width: float
    height: float
    rule: Box
    layouts: dict[str, tuple[Field, ...]]


FORMAL = OFFICE_NAMES[Face.FORMAL]
FIGURE = OFFICE_NAMES[Face.FIGURE]


def _frame(left: float, width: float, kicker_y: float, title: Field, foot_y: float) -> tuple[Field, ...]:
    right = left + width
    return (
        title,
        Field(contract.KICKER, "body", 20, (left, kicker_y, width - 250, 16), 12, 16, bold=True, colour=ACCENT),
        Field(contract.PERIOD, "body", 21, (right - 240, kicker_y, 156, 16), 12, 16, colour=SUB, align="r"),
        Field(contract.SCALE, "body", 22, (right - 76, kicker_y + 5, 76, 6), 12, 16),
        Field(contract.FOOTER, "ftr", 11, (left, foot_y, width - 120, 16), 12, 16, colour=SUB),
        Field(contract.NUMBER, "sldNum", 12, (right - 60, foot_y, 60, 16), 12, 16, align="r", font=FIGURE),
    )


def _region(name: str, index: int, box: Box, size: float = 16, leading: float = 24, colour: str = INK) -> Field:
    return Field(name, "body", index, box, size, leading, colour=colour)


def _title(box: Box, size: float, leading: float) -> Field:
    return Field(contract.TITLE, "title", 0, box, size, leading, bold=True)


def briefing() -> Format:
    """Committee deck, 16:9."""

    def frame(title_box: Box = (48, 50, 864, 68), size: float = 26, leading: float = 34) -> tuple[Field, ...]:
        return _frame(48, 864, 28, _title(title_box, size, leading), 509)

    cover = (
        Field("表題", "ctrTitle", 0, (48, 208, 864, 58), 40, 58, font=FORMAL),
        Field("委員会", "body", 23, (482, 40, 430, 75), 16, 25, align="r"),
        Field("年度", "body", 24, (48, 176, 864, 26), 18, 26, font=FORMAL),
        Field("時期", "body", 25, (48, 276, 864, 34), 24, 34, font=FORMAL),
        Field("目盛", "body", 22, (48, 350, 864, 8), 12, 16),
        Field("基準日", "body", 26, (48, 424, 864, 26), 16, 26),
        Field("注記", "body", 27, (48, 509, 864, 16), 12, 16, colour=SUB),
    )
    layouts = {
        "表紙": cover,
        "本文と帯": (*frame(), _region("本文", 30, (48, 140, 864, 292)), _region("帯", 31, (48, 444, 864, 46))),
        "全体": (
            *frame(),
            _region("上段", 30, (48, 142, 864, 190), 14, 20),
            _region("下段", 31, (48, 340, 864, 157), 12, 17),
        ),
        "図と所見": (
            *frame(),
            _region("図", 30, (48, 142, 538, 350), 14, 20),
            _region("右上", 31, (604, 142, 308, 146), 12, 17),
            _region("右下", 32, (604, 298, 308, 196), 15, 22),
        ),
        "参考表": (
            *frame((48, 50, 864, 36)),
            _region("本文", 30, (48, 96, 864, 374), 12, 16),
            _region("注記", 31, (48, 474, 864, 20), 12, 16, SUB),
        ),
        "章扉": (*frame((48, 208, 864, 84), 32, 42), _region("本文", 30, (48, 310, 864, 170))),
    }
    return Format("委員会報告資料のひな形", 960, 540, (48, 502, 864, 0), layouts)


def strategy() -> Format:
    """The strategy as a deck, A4 landscape."""
    left, width = 56.7, 728.5

    def frame(title_box: Box = (left, 54, width, 32), size: float = 24, leading: float = 32) -> tuple[Field, ...]:
        return _frame(left, width, 32, _title(title_box, size, leading), 558)

    cover = (
        Field("表題", "ctrTitle", 0, (left, 222, width, 100), 36, 50, font=FORMAL),
        Field("委員会", "body", 23, (left + width - 400, 46, 400, 63), 14, 21, align="r"),
        Field("年度", "body", 24, (left, 188, width, 26), 16, 26, font=FORMAL),
        Field("時期", "body", 25, (left, 330, width, 30), 20, 30, font=FORMAL),
        Field("目盛", "body", 22, (left, 388, width, 8), 12, 16),
        Field("基準日", "body", 26, (left, 452, width, 24), 14, 24),
        Field("注記", "body", 27, (left, 558, width, 16), 12, 16, colour=SUB),
    )
    layouts = {
        "表紙": cover,
        "本文と帯": (
            *frame(),
            _region("本文", 30, (left, 104, width, 385), 14, 21),
            _region("帯", 31, (left, 497, width, 48), 14, 21),
        ),
        "全体": (
            *frame(),
            _region("上段", 30, (left, 104, width, 214), 14, 21),
            _region("下段", 31, (left, 328, width, 217), 12, 17),
        ),
        "図と所見": (
            *frame(),
            _region("図", 30, (left, 104, 450, 441), 14, 21),
            _region("右上", 31, (524, 104, 261.2, 200), 14, 21),
            _region("右下", 32, (524, 318, 261.2, 227), 14, 21),
        ),
        "参考表": (
            *frame(),
            _region("本文", 30, (left, 104, width, 417), 12, 17),
            _region("注記", 31, (left, 525, width, 20), 12, 16, SUB),
        ),
        "章扉": (*frame((left, 220, width, 84), 32, 42), _region("本文", 30, (left, 330, width, 200), 14, 21)),
    }
    return Format("戦略（横）のひな形", 841.89, 595.28, (left, 551, width, 0), layouts)

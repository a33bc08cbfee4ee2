"""Turns a figure and the words around it into a measure: which comparison, and which way is better if the text says so."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal

from dxreport.ingest import target_words as words
from dxreport.ingest.target_tokens import Kind, Token
from dxreport.ingest.units import plain
from dxreport.model.target import Aim, Direction, TargetPart
from dxreport.model.target_text import NOTE_MARKS

_UPWARD = (Aim.AT_LEAST, Aim.MORE_THAN)
_RANK = "位"
_GRADES = ("級", "等", "等級")
_DIRECTIONS = {
    Aim.AT_LEAST: Direction.HIGHER,
    Aim.MORE_THAN: Direction.HIGHER,
    Aim.AT_MOST: Direction.LOWER,
    Aim.LESS_THAN: Direction.LOWER,
    Aim.INCREASE: Direction.HIGHER,
    Aim.DECREASE: Direction.LOWER,
    Aim.RANGE: Direction.RANGE,
    Aim.COMPLETE: Direction.NONE,
    Aim.MAINTAIN: Direction.NONE,
    Aim.EQUAL: Direction.UNSTATED,
    Aim.APPROX: Direction.UNSTATED,
}


class Unread(Exception):  # noqa: N818  not an error of the program
    """Why a text is refused: a finding's code, the entry of the catalogue's details, and the words concerned."""

    def __init__(self, code: str, detail: str, found: str = "") -> None:
        super().__init__(code)
        self.code = code
        self.detail = detail
        self.found = found


@dataclass(slots=True)
class Figure:
    """What has been gathered about one measure so far."""

    value: Decimal | None = None
    high: Decimal | None = None
    unit: str | None = None
    known: bool = True
    plus: bool = False
    label: str | None = None
    bound: Aim | None = None
    changed: Kind | None = None
    about: str = ""
    keep: bool = False
    reached: bool = False
    particle: str = ""
    reference: bool = False
    counted: bool = False
    low_open: bool = False
    high_open: bool = False
    origin: Decimal | None = None
    before: list[str] = field(default_factory=list)
    after: list[str] = field(default_factory=list)
    dates: list[str] = field(default_factory=list)
    within: list[str] = field(default_factory=list)
    deadline: date | None = None

    def date(self, token: Token, *, behind: bool = False) -> None:
        (self.after if behind else self.before).append(token.text)
        self.dates.append(token.text)
        self.deadline = self.deadline or token.end

    def bind(self, bound: Aim) -> None:
        if self.high is not None:
            raise Unread("Y21", "range_and_bound")
        if self.bound is not None and self.bound is not bound:
            raise Unread("Y21", "two_bounds")
        self.bound = bound

    def change(self, token: Token) -> None:
        """「15%減」 is an amount of change; 「30%まで削減」「30%に減らす」 names the level to be reached."""
        if self.changed is not None:
            raise Unread("Y21", "two_changes")
        self.changed = token.kind
        if self.origin is not None:
            return
        if self.particle in ("に", "へ", "まで"):
            self.level(token)
        else:
            self.after.append(token.text)
            if self.bound is None:
                self.bound = Aim.AT_LEAST
        self.particle = ""

    def level(self, token: Token) -> None:
        """「30%に減らす」, 「5%未満に抑える」: the verb gives a bound, or agrees with the one that stands there."""
        if token.kind is Kind.EITHER and not token.text.startswith("抑"):
            if self.bound is None:
                raise Unread("Y21", "two_senses")
            return
        if self.bound is None:
            self.bound = Aim.AT_LEAST if token.kind is Kind.UP else Aim.AT_MOST
        elif (self.bound in _UPWARD) != (token.kind is Kind.UP):
            raise Unread("Y21", "two_bounds")

    def upper(self, token: Token) -> None:
        """Make it a range up to the figure of ``token``."""
        if self.unit is not None and token.unit is not None and token.unit != self.unit:
            raise Unread("Y21", "range_units")
        self.unit = token.unit or self.unit
        self.known = self.known and token.known
        self.high = token.value
        if self.value is None or not self.value < token.value:
            raise Unread("Y21", "range_order")

    def from_to(self, token: Token, printed: str) -> None:
        """Keep the figure so far as where the change begins, and take ``token`` as where it leads."""
        if self.unit is not None and token.unit is not None and token.unit != self.unit:
            raise Unread("Y21", "range_units")
        if self.value is None or self.value == token.value:
            raise Unread("Y21", "arrow")
        self.before.append(printed)
        self.origin, self.value = self.value, token.value
        self.unit = token.unit or self.unit

    def around(self, part: TargetPart) -> TargetPart:
        """``part``, which stood in brackets, with the words that stood before them."""
        label = " ".join(t for t in (self.label, part.label) if t) or None
        return TargetPart(
            part.aim, part.value, part.value_high, part.unit, label, part.direction,
            (*self.before, *part.before), (*part.after, *self.after), self.deadline or part.deadline,
            part.low_open, part.high_open,
        )  # fmt: skip

    def wordy(self, aim: Aim) -> TargetPart:
        """A measure without a bound figure: completion, keeping, growth, or a comparison with a base in words."""
        return self.part(aim)

    def part(self, aim: Aim) -> TargetPart:
        return TargetPart(
            aim, self.value, self.high, self.unit, self.label, _DIRECTIONS[aim],
            tuple(self.before), in_order(self.after), self.deadline, self.low_open, self.high_open,
        )  # fmt: skip


def in_order(after: Iterable[str]) -> tuple[str, ...]:
    """What stands behind a figure, in the order in which it is printed: words, brackets, notes."""
    return tuple(sorted(after, key=lambda text: 2 if text.startswith(NOTE_MARKS) else text.startswith("（")))


def part_of(figure: Figure) -> TargetPart:
    """The measure of a figure. Raises Unread where two readings remain."""
    if figure.particle == "まで" and figure.origin is None and figure.high is None:
        raise Unread("Y21", "until")
    if figure.plus and figure.changed is None:
        # 「+5%」 asks for as much as 「5%増」.
        figure.after.insert(0, "増")
        figure.bound = figure.bound or Aim.AT_LEAST
    aim = _aim(figure)
    if (figure.unit == _RANK and aim in _UPWARD) or re.search("ワースト|下位", figure.label or ""):
        raise Unread("Y21", "rank")
    if figure.unit in _GRADES and figure.bound is not None:
        raise Unread("Y21", "rank")
    if figure.unit == "時":
        raise Unread("Y08", "clock", f"{figure.value}時")
    if figure.value is not None and figure.value < 0 and aim not in (Aim.EQUAL, Aim.RANGE):
        raise Unread("Y21", "negative")
    if figure.about and aim is not Aim.APPROX:
        figure.before.append(figure.about)
    if figure.keep and aim is not Aim.MAINTAIN:
        figure.after.insert(0, "維持")
    figure.value = None if figure.value is None else _steady(figure.value)
    return figure.part(aim)


def _aim(figure: Figure) -> Aim:
    if figure.high is not None:
        return Aim.RANGE
    if figure.origin is not None:
        return _changed_aim(figure)
    if figure.bound is not None:
        return figure.bound
    if figure.unit == _RANK:
        return Aim.AT_MOST
    if figure.keep:
        return Aim.MAINTAIN
    if figure.reached and figure.value:
        return Aim.AT_LEAST
    return Aim.APPROX if figure.about else Aim.EQUAL


def _changed_aim(figure: Figure) -> Aim:
    """「85%→90%」 says which way is better; a bound or a verb that says the opposite is refused."""
    origin, value = figure.origin, figure.value
    rising = origin is not None and value is not None and value > origin
    stated = figure.bound or (Aim.AT_LEAST if rising else Aim.AT_MOST)
    against = Kind.DOWN if rising else Kind.UP
    if (stated in _UPWARD) != rising or figure.changed is against:
        raise Unread("Y21", "arrow")
    return stated


def _steady(value: Decimal) -> Decimal:
    """No exponent; the digits as written stay (95.0)."""
    exponent = value.as_tuple().exponent
    return plain(value) if isinstance(exponent, int) and exponent > 0 else value


def apart(label: str | None) -> tuple[str | None, str | None]:
    """(「満足度」, 「現状」) of 「満足度：現状」; (None, None) where the label tells of no reference."""
    if label is None:
        return None, None
    if words.REFERENCE_LABELS.match(label):
        return None, label
    match = words.AFTER_NAME.match(label)
    return (match["name"], match["what"] or match["within"]) if match else (None, None)


def tidy_label(text: str) -> str | None:
    """A label without the particles and marks that tie it to its figure."""
    text = re.sub(r"\s+", " ", text).strip()
    text = re.sub(r"^[・●○◎■◆□◇▪➢✓\-－、,;:：\s]+|[、,・;:：=＝\-－\s]+$", "", text)
    text = re.sub(r"(?<=.)[:：\s]目標値?$", "", words.PLAIN_LABELS.sub("", text))
    text = re.sub(r"^[:：\s]+|[:：=＝\s]+$", "", text)
    text = re.sub(r"^の(?=[一-龥ァ-ヶ])", "", text)
    stripped = re.sub(r"(?:への|については|について|として|とも|は|が|を|に|の|も|(?<!ま)で|へ|第)$", "", text)
    return stripped.strip().replace(":", "：") or None

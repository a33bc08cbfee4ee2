"""Turns what stands behind a figure (bounds, changes, a range's other end, brackets, acts) into parts of its measure."""

from __future__ import annotations

import re

from dxreport.ingest import figures
from dxreport.ingest import target_words as words
from dxreport.ingest.figures import added
from dxreport.ingest.target_cursor import Cursor
from dxreport.ingest.target_figure import Figure, Unread, tidy_label
from dxreport.ingest.target_groups import Aside, aside, date_length, shown
from dxreport.ingest.target_lead import CHANGES
from dxreport.ingest.target_tokens import Kind, Token
from dxreport.model.target import Aim

_NEXT = (Kind.COMMA, Kind.NUMBER, Kind.QUALIFIER, Kind.DOT, Kind.ABOUT, Kind.LEAST, Kind.MOST, Kind.BASE)
_OPPOSITE = re.compile("(?:ない|せず|以外|禁止|不可|[未非不])$")
_TIMES = ("年", "か年", "カ年", "ヶ年", "か月", "カ月", "ヶ月", "週", "日", "時間")


def compound(cursor: Cursor, figure: Figure) -> None:
    """「3時間30分」 is one figure of 210分; 「2割5分」 one of 2.5割."""
    while (token := cursor.peek()) is not None and token.kind is Kind.NUMBER and figure.unit:
        if figure.value is None:
            return
        both = added(figure.value, figure.unit, figures.Figure(token.value, token.unit, 0))
        if both is None:
            return
        figure.value, figure.unit = both
        cursor.take()


def second_end(cursor: Cursor, figure: Figure, start: int) -> None:
    """A range's other end (「80～90%」「80%以上90%未満」), or what a change leads to (「85%→90%」)."""
    here = cursor.at
    cursor.skip(Kind.SPACE)
    group = cursor.peek()
    if group and group.kind is Kind.GROUP and cursor.kind(1) in (Kind.ARROW, Kind.FROM) and _when_or_what(group.text):
        cursor.take()
    low = cursor.kind()
    if low is Kind.BOUND:
        bound = words.BOUNDS[cursor.take().text]
        cursor.skip(Kind.DASH, Kind.SPACE)
        high, limit = cursor.peek(), cursor.peek(1)
        if (
            bound in (Aim.AT_LEAST, Aim.MORE_THAN)
            and high
            and limit
            and high.kind is Kind.NUMBER
            and limit.kind is Kind.BOUND
        ):
            upper = words.BOUNDS[limit.text]
            if upper in (Aim.AT_MOST, Aim.LESS_THAN):
                cursor.at += 2
                figure.low_open, figure.high_open = bound is Aim.MORE_THAN, upper is Aim.LESS_THAN
                figure.upper(high)
                return
    elif low in (Kind.DASH, Kind.FROM):
        printed = cursor.text[start : cursor.take().start].strip() + "→"
        cursor.skip(Kind.SPACE)
        again = cursor.peek()
        if again and again.kind is Kind.QUALIFIER and figure.before[-1:] == [again.text]:
            cursor.take()  # 「月30時間から月10時間に短縮」
        high = cursor.peek()
        if high is None or high.kind is not Kind.NUMBER:
            raise Unread("Y21", "open_range")
        cursor.take()
        _between(cursor, figure, high, printed, from_=low is Kind.FROM)
        return
    elif low is Kind.ARROW and cursor.peek(1) is not None:
        if cursor.take().text != "→":
            raise Unread("Y21", "arrow")
        _changes_to(cursor, figure, start)
        return
    cursor.at = here


def _when_or_what(text: str) -> bool:
    """Whether a bracket says of which year a figure is, or that it is the value so far or the one aimed at."""
    return (
        aside(text).kind is Aside.DATE
        or bool(words.REFERENCE_LABELS.match(text))
        or bool(words.PLAIN_LABELS.fullmatch(text))
    )


def _between(cursor: Cursor, figure: Figure, high: Token, printed: str, *, from_: bool) -> None:
    following = cursor.peek()
    particle = following.text if following and following.kind is Kind.PARTICLE else ""
    behind = cursor.kind(1)
    if from_ and (particle in ("に", "へ") or (particle == "まで" and behind in CHANGES)):
        figure.from_to(high, printed)
        return
    if particle == "まで":
        cursor.take()
    elif from_:
        raise Unread("Y21", "range_or_change")
    if cursor.kind() is Kind.BOUND:
        raise Unread("Y21", "range_and_bound")
    figure.upper(high)


def _changes_to(cursor: Cursor, figure: Figure, start: int) -> None:
    cursor.skip(Kind.SPACE)
    origin = cursor.text[start : cursor.text.index("→", start) + 1]
    if not any(d.endswith("まで") for d in figure.dates):
        # A date before the first figure belongs to where the change begins.
        figure.deadline = None
        figure.before = [b for b in figure.before if b not in figure.dates]
        origin = " ".join([*figure.dates, origin])
    times: list[Token] = []
    while (token := cursor.peek()) is not None and (
        token.kind in (Kind.DATE, Kind.SPACE)
        or (token.kind is Kind.GROUP and _when_or_what(token.text))
        or words.PLAIN_LABELS.fullmatch(token.text)
    ):
        times.append(cursor.take())
    goal = cursor.peek()
    if goal is None or goal.kind is not Kind.NUMBER:
        raise Unread("Y21", "arrow")
    figure.from_to(goal, origin)
    for token in times:
        if token.kind is Kind.DATE:
            figure.date(token)
        elif token.kind is Kind.GROUP and not words.PLAIN_LABELS.fullmatch(token.text):
            figure.before.append(shown(token.text))
            figure.deadline = figure.deadline or aside(token.text).deadline
    cursor.take()
    if cursor.kind() is Kind.ARROW:
        raise Unread("Y21", "arrow")


def tail(cursor: Cursor, figure: Figure) -> None:
    """Everything behind a figure that belongs to it."""
    while (token := cursor.peek()) is not None:
        if token.kind in (Kind.NUMBER, Kind.SPACE) and _for_how_long(cursor, figure):
            raise Unread("Y21", "which_label")  # 「5年10件」: ten in five years, or two measures
        if token.kind is Kind.SPACE:
            behind = cursor.kind(1)
            if behind in (None, Kind.COMMA, Kind.GROUP, Kind.NOTE, Kind.BOUND, Kind.DONE, *CHANGES) or (
                behind is Kind.DATE and not cursor.figure_follows()
            ):
                cursor.take()
                continue
            return
        if token.kind is Kind.DOT and token.text == "/" and cursor.kind(1) is Kind.NUMBER:
            raise Unread("Y21", "which_label")  # 「1台/3人」「3位/62団体」: a share, or two measures
        if token.kind in _NEXT:
            # 「2ポイント増の80%」「10人に1台」: one figure hangs on the other.
            again = token.unit == figure.unit and figure.bound is not None
            if token.kind is Kind.NUMBER and (figure.particle or again):
                raise Unread("Y21", "which_label")
            return
        if (
            token.kind is Kind.GROUP
            and token.text.isdecimal()
            and cursor.kind(1) not in (None, Kind.COMMA, Kind.NUMBER, Kind.BOUND)
            and cursor.figure_follows()
        ):
            cursor.take()  # 「(1)相談会90%(2)教室80%」: the number of the next item
            return
        if token.kind is Kind.DATE and cursor.figure_follows():
            return
        if token.kind is Kind.GROUP and cursor.kind(1) is Kind.NUMBER and _heads_the_next(cursor, figure, token):
            return
        if not _tail_token(cursor, figure, token):
            return


def _for_how_long(cursor: Cursor, figure: Figure) -> bool:
    """Whether a bare time stands directly before another figure."""
    follows = cursor.kind() is Kind.NUMBER or cursor.kind(1) is Kind.NUMBER
    bare = figure.label is None and figure.bound is None and not figure.after and not figure.particle
    return follows and bare and figure.unit is not None and figure.unit.startswith(_TIMES)


def _heads_the_next(cursor: Cursor, figure: Figure, group: Token) -> bool:
    """「【R7】80% 【R8】90%」: the bracket belongs to the figure behind it."""
    apart = cursor.tokens[cursor.at - 1].kind is Kind.SPACE
    titled = figure.label is not None and bool(words.PLAIN_LABELS.fullmatch(group.text))
    return apart or titled or (bool(figure.dates) and aside(group.text).kind is Aside.DATE)


def _tail_token(cursor: Cursor, figure: Figure, token: Token) -> bool:
    """Take one token behind a figure; False where the next measure begins."""
    if token.kind is Kind.WORD and cursor.figure_follows():
        # 「90%相談会80%教室」: the names may stand behind their figures.
        following = next(t for t in cursor.tokens[cursor.at :] if t.kind in (Kind.NUMBER, Kind.HALF))
        if cursor.kind(1) is Kind.PARTICLE and cursor.tokens[cursor.at - 1].kind is Kind.BOUND:
            raise Unread("Y21", "which_label")  # 「45時間超職員を5%減」
        alike = following.unit == figure.unit or figure.bound is not None
        if figure.label is None or not alike:
            raise Unread("Y21", "which_label")
        return False
    cursor.take()
    if token.kind is Kind.GROUP:
        _tail_group(figure, token)
    elif token.kind is Kind.PARTICLE:
        if not (figure.particle in words.TO_LEVEL and token.text == "の"):  # 「80%への向上」
            figure.particle = token.text
        _noun(cursor, figure)
    else:
        particle = figure.particle
        _tail_word(figure, token)
        cut = token.text == "解消" and figure.bound is not None and figure.changed is None
        if cut or (token.kind in (Kind.UP, Kind.DOWN) and figure.counted and particle == "を"):
            raise Unread("Y21", "two_senses")  # 「80%未満を解消」「80%以上の課を増やす」
    return True


def _tail_word(figure: Figure, token: Token) -> None:
    match token.kind:
        case Kind.BOUND:
            figure.bind(words.BOUNDS[token.text])
        case Kind.UP | Kind.DOWN | Kind.EITHER:
            figure.change(token)
        case Kind.KEEP:
            figure.keep = True
        case Kind.ROUGHLY:
            figure.about = "約"
        case Kind.DONE:
            figure.reached = figure.reached or token.text in words.REACHED
        case Kind.ACT | Kind.COMPLETE | Kind.PER_TAIL:
            figure.after.append(token.text)
            figure.particle = ""
        case Kind.DATE:
            figure.date(token, behind=True)
        case Kind.NOTE:
            figure.after.append(token.text)
        case _:
            raise Unread("Y08", "behind", token.text)


def _noun(cursor: Cursor, figure: Figure) -> None:
    """「100人の参加」「3つの計画を策定」: the thing counted stands behind the figure."""
    token = cursor.peek()
    if token is None or figure.particle != "の" or token.kind is not Kind.WORD or cursor.figure_follows():
        return
    if token.text in ("間", "範囲", "範囲内"):
        raise Unread("Y21", "which_label")  # 「10人と20人の間」
    if _OPPOSITE.search(token.text):
        raise Unread("Y21", "negated")
    cursor.take()
    figure.particle = ""
    figure.counted = figure.bound is not None
    figure.label = " ".join(t for t in (figure.label, tidy_label(token.text)) if t) or None


def _tail_group(figure: Figure, token: Token) -> None:
    found = aside(token.text, figure.unit, figure.value, tuple(figure.before))
    if words.REFERENCE_LABELS.match(re.sub("^の?", "", token.text[date_length(token.text) :])):
        figure.reference = True
    match found.kind:
        case Aside.WORD if (stated := words.SAID_IN_BRACKETS.get(token.text)) is not None:
            figure.bind(stated)
        case Aside.WORD if token.text in words.KEEP:
            figure.keep = True
        case Aside.WORD if token.text in (*words.UP, *words.DOWN, *words.EITHER):
            raise Unread("Y21", "two_senses")
        case Aside.UNIT if figure.unit is None:
            figure.unit = token.text
        case Aside.WITHIN:
            figure.within.append(found.text)
        case Aside.MEASURE:
            raise Unread("Y21", "in_brackets")
        case _:
            figure.after.append(shown(token.text))
            figure.deadline = figure.deadline or found.deadline

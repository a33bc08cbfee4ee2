"""Turns the words before a figure into what names it, and says where they name nothing."""

from __future__ import annotations

from itertools import pairwise

from dxreport.ingest.target_tokens import Kind, Token

CHANGES = (Kind.UP, Kind.DOWN, Kind.EITHER)
WORDY = (Kind.COMPLETE, Kind.KEEP, Kind.NOTHING, Kind.VAGUE, Kind.ARROW, Kind.BOUND, *CHANGES)
NAMES = (Kind.COMPLETE, Kind.ACT, Kind.VAGUE, Kind.UP, Kind.DOWN, Kind.EITHER)


def compared(lead: list[Token]) -> list[Token]:
    """「全国平均を上回る学校」: what is compared within a name is a part of it."""
    out: list[Token] = []
    for n, token in enumerate(lead):
        noun = lead[n + 1] if n + 1 < len(lead) else None
        named = noun is not None and (noun.kind in (Kind.WORD, *NAMES) or noun.text == "の")
        if token.kind is Kind.BOUND and named and out and out[-1].kind is Kind.BASE:
            token = Token(Kind.WORD, out[-1].text + token.text, out.pop().start)
        out.append(token)
    return out


def names_nothing(lead: list[Token]) -> bool:
    """Whether an aim of its own ends among the words before a figure: 「完了 / 5件」「現状維持　31手続」「平均を上回る及び5件」."""
    if lead and lead[-1].kind is Kind.KEEP:
        return True
    for one, following in pairwise([*lead, Token(Kind.COMMA, "", 0)]):
        noun = following.kind in (Kind.WORD, *NAMES) or following.text == "の"
        if (one.kind is Kind.BOUND and not noun) or (one.kind in (Kind.COMPLETE, *WORDY) and following.text == "/"):
            return True
    return False

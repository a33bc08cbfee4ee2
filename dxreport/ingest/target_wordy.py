"""Turns words that alone are an aim (策定, 維持, 増加, 前年度以上) into a measure, or says why they are none."""

from __future__ import annotations

from decimal import Decimal

from dxreport.ingest import target_words as words
from dxreport.ingest.target_figure import Figure, Unread
from dxreport.ingest.target_lead import CHANGES
from dxreport.ingest.target_tokens import Kind, Token
from dxreport.model.target import Aim, TargetPart


def one_aim(figure: Figure, lead: list[Token]) -> None:
    """「令和7年度：設計、令和8年度：構築」: each year has an aim of its own; 「未実施」 is none."""
    if figure.label and figure.label.endswith(words.NEGATION):
        raise Unread("Y21", "negated")
    dates = [n for n, t in enumerate(lead) if t.kind is Kind.DATE]
    between = lead[dates[0] : dates[-1]] if dates else []
    if any(t.kind not in (Kind.SPACE, Kind.DATE, Kind.GROUP) for t in between):
        raise Unread("Y21", "two_aims")


def wordy_part(figure: Figure, act: Token, lead: list[Token]) -> TargetPart:
    match act.kind:
        case Kind.COMPLETE if any(t.kind is Kind.ARROW for t in lead):
            raise Unread("Y21", "arrow")
        case Kind.COMPLETE:
            figure.after.insert(0, act.text)
            return figure.wordy(Aim.COMPLETE)
        case Kind.KEEP:
            if figure.label in ("現状", "現在", "現状値"):
                figure.before, figure.label = [*figure.before, figure.label], None
            return figure.wordy(Aim.MAINTAIN)
        case Kind.UP | Kind.DOWN:
            if any(t.kind in (Kind.KEEP, *CHANGES) for t in lead):
                raise Unread("Y21", "two_changes")
            return figure.wordy(Aim.INCREASE if act.kind is Kind.UP else Aim.DECREASE)
        case Kind.BOUND if [t.kind for t in lead if t.kind is not Kind.SPACE][-1:] == [Kind.BASE]:
            return figure.wordy(words.BOUNDS[act.text])
        case Kind.NOTHING if figure.label:
            figure.value = Decimal(0)
            return figure.wordy(Aim.EQUAL)
        case Kind.ARROW if not figure.label and not figure.before:
            aims = {"→": Aim.MAINTAIN, "↑": Aim.INCREASE, "↗": Aim.INCREASE, "↓": Aim.DECREASE, "↘": Aim.DECREASE}
            if act.text in aims:
                return figure.wordy(aims[act.text])
            raise Unread("Y08", "no_form")
        case Kind.VAGUE | Kind.EITHER | Kind.ACT:
            raise Unread("Y26", "vague")
        case _:
            raise Unread("Y08", "no_form")

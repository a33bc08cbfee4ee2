"""Turns classes, counts, levels and what is late into plain records for data files."""

from __future__ import annotations

from decimal import Decimal

from dxreport.evaluate.assessment import Assessment, Counts
from dxreport.evaluate.attention import Attention
from dxreport.model.scale import Basis, StatusClass

Record = dict[str, "Value"]
Value = None | bool | int | str | Decimal | list["Value"] | dict[str, "Value"]


def class_id(rating: StatusClass | None) -> str | None:
    return rating.id if rating is not None else None


def number_of(text: str) -> Value:
    """The number of a level as a number where it is one; 「1-2」 stays text."""
    return int(text) if text.isdecimal() else text


def counts_record(counts: Counts) -> Record:
    return {c.id: n for c, n in counts.numbers}


def scale_records(assessment: Assessment) -> list[Value]:
    """The classes in use, in the scale's order, with their limits in per cent."""
    out: list[Value] = []
    for item in assessment.ladder.classes:
        rule = item.rule
        out.append(
            {
                "id": item.id,
                "mark": item.mark,
                "letter": item.letter or None,
                "word": item.word,
                "standing": item.standing.value,
                "basis": rule.basis.value if rule else None,
                "comparison": rule.comparison.value if rule and rule.basis is not Basis.REACHED else None,
                "limit": rule.limit if rule and rule.basis is not Basis.REACHED else None,
            }
        )
    return out


def attention_record(item: Attention) -> Record:
    """What is late, since when, why, what is done about it, until when, what is to be decided, what comes next."""
    said = item.explanation
    return {
        "id": item.item_id,
        "kind": item.kind.value,
        "name": item.name,
        "holder": item.holder.id,
        "department": item.department,
        "status": item.rating.id,
        "since": item.since.value,
        "delay_months": item.months,
        "reason": said.reason or None,
        "remedy": said.remedy or None,
        "due": said.due or None,
        "decision": said.decision or None,
        "next_step": item.next_step.label if item.next_step else None,
    }

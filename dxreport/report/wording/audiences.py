"""Turns an audience into the names, marks and sentences by which a deck says for whom it is and what it leaves out."""

from __future__ import annotations

from dxreport.evaluate.assessment import Withheld
from dxreport.model.audience import Audience

EXECUTIVE_PAPER, COMMITTEE_PAPER, PUBLIC_PAPER = "執行部報告資料", "委員会報告資料", "公開資料"
PAPERS = {
    Audience.EXECUTIVE: EXECUTIVE_PAPER,
    Audience.COMMITTEE: COMMITTEE_PAPER,
    Audience.PUBLIC: PUBLIC_PAPER,
}
NAMES = {Audience.EXECUTIVE: "執行部", Audience.COMMITTEE: "委員会", Audience.PUBLIC: "公開"}
HANDLING = {Audience.EXECUTIVE: "庁内限り", Audience.COMMITTEE: "", Audience.PUBLIC: "公開"}
HEADS = {
    Audience.EXECUTIVE: (EXECUTIVE_PAPER, HANDLING[Audience.EXECUTIVE]),
    Audience.PUBLIC: (PUBLIC_PAPER, ""),
}
"""What stands at the head of a cover that names no committee."""
_KEYWORDS = {
    Audience.EXECUTIVE: ("執行部資料",),
    Audience.COMMITTEE: ("委員会資料",),
    Audience.PUBLIC: ("公開資料",),
}
_SCOPES = {Audience.EXECUTIVE: "", Audience.COMMITTEE: "報告対象", Audience.PUBLIC: "公表対象"}
WITHHELD = "（掲載しない）"
SCOPE, DATA_PUBLIC = "掲載の範囲", "データの留意点"
DECISIONS, DECISION, ITEM, DEPARTMENT, COMMENTS = (
    "判断をお願いする事項",
    "求める判断",
    "項目",
    "所属",
    "所管課のコメント",
)
DECISIONS_TABLE = "所管課が求める判断"


def keywords(audience: Audience) -> tuple[str, ...]:
    return (*_KEYWORDS[audience], "進捗", "KPI")


def scope(audience: Audience, withheld: Withheld) -> str:
    """「公表対象」: what the items of a paper are called that leaves some out; empty where it has them all."""
    return _SCOPES[audience] if withheld != Withheld() else ""


def within(scope_: str) -> str:
    """「公表対象で」, before what can be judged; empty where nothing is left out."""
    return f"{scope_}で" if scope_ else ""


def of_scope(scope_: str) -> str:
    """「公表対象の」, before a noun; empty where nothing is left out."""
    return f"{scope_}の" if scope_ else ""


def all_of(scope_: str) -> str:
    """「全」 or 「公表対象の」, before the number of items."""
    return of_scope(scope_) or "全"


def range_note(scope_: str, measures: int, bars: int) -> str:
    """What the paper's counts are about, where items are left out: 「公表対象の35測定項目及び工程76件とする。…」."""
    if not scope_:
        return ""
    return (
        f"{scope_}の{measures}測定項目及び工程{bars}件とする。件数、割合及び評価は、載せた項目だけによる。"
        "ほかの項目は載せていない。"
    )


def cover_note(scope_: str) -> str:
    return f"{scope_}の項目だけを示す。" if scope_ else ""


def with_scope(scope_: str, sentence: str) -> str:
    """「公表対象に、…」: a sentence that says that there is none of something says among what."""
    return f"{scope_}に、{sentence}" if scope_ else sentence


def decisions_title(count: int) -> tuple[str, ...]:
    return (f"{count}件について、", "判断をお願いする")


def data_title(unreported: int, scope_: str) -> tuple[str, ...]:
    """The state of the data for those who need not know who has handed in what."""
    return (f"{of_scope(scope_)}{unreported}測定項目が", "未報告である") if unreported else (
        f"{of_scope(scope_)}測定項目に", "未報告のものはない"
    )  # fmt: skip

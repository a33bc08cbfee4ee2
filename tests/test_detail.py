"""Figures out of detail lists: every operation and condition as the strategy declares it, and every kind of bad row."""

from __future__ import annotations

import random
from collections.abc import Mapping
from dataclasses import replace
from datetime import date
from decimal import Decimal

import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as st

from dxreport.evaluate.detail import Computed, compute
from dxreport.ingest.list_conditions import read_conditions
from dxreport.ingest.strategy_schema import RuleRecord
from dxreport.ingest.strategy_tree import list_rule
from dxreport.model.detail import (
    ColumnKind,
    Compared,
    Condition,
    DetailList,
    Fault,
    InQuarter,
    LeftOut,
    ListColumn,
    ListRule,
    OneOf,
)
from dxreport.model.provenance import CellRuns
from dxreport.model.submission import FilledList
from dxreport.model.target import Comparison
from tests.city import ListCell, filled_list

ROSTER = ("soumu", "fukushi", "kikaku", "toshi")
Row = Mapping[str, ListCell]
# Row 5 … row 8; columns A … G in this order.
ROWS: list[dict[str, ListCell]] = [
    {"id": "1", "office": "soumu", "state": "運用中", "kind": "窓口", "hours": "10", "goal": 8, "day": "2025-05-01"},
    {"id": "2", "office": "soumu", "state": "運用中", "kind": "庁内", "hours": "2.5", "goal": 8, "day": "2025-07-01"},
    {"id": "3", "office": "fukushi", "state": "試行", "kind": "窓口", "hours": 4, "goal": 4, "day": "2025-09-30"},
    {"id": "4", "office": "kikaku", "state": "運用中", "kind": "窓口", "hours": 0, "goal": None, "day": "2025-10-01"},
]
for _row in ROWS:
    _row["hours"] = Decimal(str(_row["hours"]))

APPS = DetailList(
    "apps",
    "アプリ一覧",
    "soumu",
    "id",
    (
        ListColumn("id", "番号", ColumnKind.TEXT),
        ListColumn("office", "利用課", ColumnKind.DEPARTMENT),
        ListColumn("state", "状況", ColumnKind.CHOICE, choices=("運用中", "試行", "廃止")),
        ListColumn("kind", "種類", ColumnKind.CHOICE, choices=("窓口", "庁内")),
        ListColumn("hours", "削減時間", ColumnKind.NUMBER),
        ListColumn("goal", "目標時間", ColumnKind.NUMBER, required=False),
        ListColumn("day", "開始日", ColumnKind.DATE, required=False),
    ),
)

# The rule as it stands in strategy.yaml (without its list) → value, rows used, rows that made the figure
CASES: list[tuple[str, str | None, str, str]] = [
    ("{operation: count}", "4", "A5:A8", ""),
    ("{operation: count, where: {state: [運用中]}}", "3", "A5:A6 A8", ""),
    ("{operation: count, where: {state: [運用中], kind: [窓口]}}", "2", "A5 A8", ""),
    ("{operation: count, where: {state: [運用中, 試行]}}", "4", "A5:A8", ""),
    ("{operation: count, where: {state: [廃止]}}", "0", "", ""),
    ('{operation: count, where: {hours: ">=4"}}', "2", "A5 A7", ""),
    ('{operation: count, where: {hours: ">4"}}', "1", "A5", ""),
    ('{operation: count, where: {hours: "<=2.5"}}', "2", "A6 A8", ""),
    ('{operation: count, where: {hours: "<2.5"}}', "1", "A8", ""),
    ('{operation: count, where: {hours: "=0"}}', "1", "A8", ""),
    ('{operation: count, where: {hours: ">0 <10"}}', "2", "A6:A7", ""),
    ('{operation: count, where: {hours: "2.5..10"}}', "3", "A5:A7", ""),
    ('{operation: count, where: {hours: ">=goal"}}', "2", "A5 A7", ""),
    ('{operation: count, where: {day: ">=2025-09-30"}}', "2", "A7:A8", ""),
    ('{operation: count, where: {day: "2025-04-01..2025-06-30"}}', "1", "A5", ""),
    ("{operation: count, where: {day: in_quarter}}", "2", "A6:A7", ""),
    ("{operation: distinct, value: office, where: {state: [運用中]}}", "2", "B5:B6 B8", ""),
    ("{operation: sum, value: hours}", "16.5", "E5:E8", ""),
    ("{operation: sum, value: hours, where: {office: [soumu]}}", "12.5", "E5:E6", ""),
    ("{operation: sum, value: hours, where: {state: [廃止]}}", "0", "", ""),
    ("{operation: max, value: hours, where: {kind: [窓口]}}", "10", "E5 E7:E8", "E5"),
    ("{operation: max, value: hours, where: {state: [廃止]}}", None, "", ""),
    ("{operation: min, value: hours, where: {state: [運用中]}}", "0", "E5:E6 E8", "E8"),
    ("{operation: min, value: hours, where: {state: [廃止]}}", None, "", ""),
    ("{operation: mean, value: hours, where: {state: [運用中]}}", "4.1667", "E5:E6 E8", ""),
    ("{operation: mean, value: hours, where: {state: [廃止]}}", None, "", ""),
    ("{operation: share, where: {state: [運用中]}}", "75", "A5:A8", "A5:A6 A8"),
    ("{operation: share, where: {state: [運用中]}, among: {kind: [窓口]}}", "66.6667", "A5 A7:A8", "A5 A8"),
    ("{operation: share, where: {state: [運用中]}, among: {state: [廃止]}}", None, "", ""),
    ('{operation: share, where: {hours: ">=goal"}}', "50", "A5:A8", "A5 A7"),
    ('{operation: share, where: {hours: ">=goal"}, among: {day: "<=2025-09-30"}}', "66.6667", "A5:A7", "A5 A7"),
    ("{operation: ratio_of_sums, value: hours, where: {kind: [窓口]}}", "84.8485", "E5:E8", "E5 E7:E8"),
    (
        "{operation: ratio_of_sums, value: hours, where: {state: [運用中]}, among: {kind: [窓口]}}",
        "71.4286",
        "E5 E7:E8",
        "E5 E8",
    ),
    ("{operation: coverage, value: office}", "75", "B5:B8", "B5:B8"),
    ("{operation: coverage, value: office, where: {state: [運用中]}}", "50", "B5:B6 B8", "B5:B6 B8"),
    ("{operation: coverage, value: office, roster: [soumu, toshi]}", "50", "B5:B6", "B5:B6"),
    ("{operation: each_at_least, value: office}", "75", "B5:B8", "B5:B8"),
    ("{operation: each_at_least, value: office, at_least: 2}", "25", "B5:B8", "B5:B6"),
    ("{operation: each_at_least, value: office, at_least: 3}", "0", "B5:B8", ""),
]

# A row 9 that is not as it should be: what is wrong, the row, the rule → value with it, what is left out
_GOOD: dict[str, ListCell] = {"id": "5", "office": "toshi", "state": "運用中", "kind": "窓口", "hours": 6, "goal": 5}
_SUM, _SHARE = (
    "{operation: sum, value: hours, where: {state: [運用中]}}",
    "{operation: share, where: {state: [運用中]}}",
)
BAD: list[tuple[str, dict[str, ListCell], str, str | None, str]] = [
    ("何も欠けていない", {}, _SUM, "18.5", ""),
    ("使う数値が空欄", {"hours": Fault.BLANK}, _SUM, "12.5", "E9 blank"),
    ("使う数値が空欄（空欄を許す列）", {"hours": None}, _SUM, "12.5", "E9 blank"),
    ("使う数値が文字", {"hours": Fault.NOT_A_NUMBER}, _SUM, "12.5", "E9 not_a_number"),
    ("使う数値が幅のある値", {"hours": Fault.NOT_ONE_NUMBER}, _SUM, "12.5", "E9 not_one_number"),
    ("使う数値の単位が違う", {"hours": Fault.OTHER_UNIT}, _SUM, "12.5", "E9 other_unit"),
    ("使う数値が負", {"hours": Fault.NEGATIVE}, _SUM, "12.5", "E9 below_zero"),
    ("使う数値が計算されていない数式", {"hours": Fault.NOT_CALCULATED}, _SUM, "12.5", "E9 not_calculated"),
    ("使わない列が空欄", {"goal": Fault.BLANK, "kind": Fault.BLANK}, _SUM, "18.5", ""),
    ("使わない列が文字", {"goal": Fault.NOT_A_NUMBER}, _SUM, "18.5", ""),
    ("条件の列が空欄", {"state": Fault.BLANK}, _SUM, "12.5", "C9 blank"),
    ("条件の列が選択肢にない", {"state": Fault.NOT_A_CHOICE}, _SUM, "12.5", "C9 not_a_choice"),
    ("条件の列が空欄（空欄を許す列）", {"state": None}, _SUM, "12.5", ""),
    ("数値が空欄だが、条件を満たさない", {"hours": Fault.BLANK, "state": "試行"}, _SUM, "12.5", ""),
    ("数値も条件の列も空欄", {"hours": Fault.BLANK, "state": Fault.BLANK}, _SUM, "12.5", "E9 blank"),
    (
        "一方の条件が空欄でも、他方の条件を満たさない",
        {"state": Fault.BLANK, "kind": "庁内"},
        "{operation: count, where: {state: [運用中], kind: [窓口]}}",
        "2",
        "",
    ),
    ("割合の条件の列が空欄", {"state": Fault.BLANK}, _SHARE, "75", "C9 blank"),
    ("割合の条件の列が空欄（空欄を許す列）", {"state": None}, _SHARE, "60", ""),
    ("割合に使わない数値が空欄", {"hours": Fault.BLANK}, _SHARE, "80", ""),
    (
        "割合の対象の列が空欄",
        {"kind": Fault.BLANK},
        "{operation: share, where: {state: [運用中]}, among: {kind: [窓口]}}",
        "66.6667",
        "D9 blank",
    ),
    ("実績が空欄（空欄を許す列）", {"hours": None}, '{operation: share, where: {hours: ">=goal"}}', "40", ""),
    (
        "目標が文字",
        {"goal": Fault.NOT_A_NUMBER},
        '{operation: share, where: {hours: ">=goal"}}',
        "50",
        "F9 not_a_number",
    ),
    (
        "日付ではない",
        {"day": Fault.NOT_A_DATE},
        "{operation: count, where: {day: in_quarter}}",
        "2",
        "G9 not_a_date",
    ),
    ("最大の値が文字", {"hours": Fault.NOT_A_NUMBER}, "{operation: max, value: hours}", "10", "E9 not_a_number"),
    ("平均の値が空欄（空欄を許す列）", {"hours": None}, "{operation: mean, value: hours}", "4.125", "E9 blank"),
    (
        "合計の比の値が文字",
        {"hours": Fault.NOT_A_NUMBER},
        "{operation: ratio_of_sums, value: hours, where: {kind: [窓口]}}",
        "84.8485",
        "E9 not_a_number",
    ),
    (
        "所属が一覧にない",
        {"office": Fault.NOT_A_DEPARTMENT},
        "{operation: coverage, value: office}",
        "75",
        "B9 not_a_department",
    ),
    ("番号の重複", {"id": Fault.DOUBLED_KEY}, "{operation: count}", "4", "A9 doubled_key"),
    ("番号がない", {"id": Fault.NO_KEY}, "{operation: count}", "4", "A9 no_key"),
]


def rule(text: str) -> ListRule:
    """A rule from its YAML, read as the strategy file is."""
    data = yaml.load(text, Loader=yaml.BaseLoader)  # noqa: S506  builds nothing but text
    return list_rule(RuleRecord.model_validate({"list": "apps", **data}))


def given_list(rows: list[dict[str, ListCell]]) -> FilledList:
    """The rows as a list; a row whose key is at fault serves no figure."""
    filled = filled_list("apps", rows, columns=tuple(ROWS[0]))
    lost = {n: v for n, r in enumerate(rows, 5) if isinstance(v := r["id"], Fault)}
    unusable = tuple(LeftOut(CellRuns.of("f.xlsx", "apps", "A", [n]), v) for n, v in lost.items())
    return replace(filled, rows=tuple(r for r in filled.rows if r.number not in lost), unusable=unusable)


def with_bad(change: dict[str, ListCell]) -> FilledList:
    return given_list([*ROWS, {**_GOOD, "day": None, **change}])


def ranges(cells: CellRuns | None) -> str:
    return " ".join(cells.ranges) if cells else ""


def left_out(computed: Computed) -> str:
    return "、".join(f"{ranges(x.cells)} {x.fault.value}" for x in computed.left_out)


def shown(computed: Computed) -> str | None:
    return None if computed.figure is None else f"{computed.figure.value.quantize(Decimal('0.0001')).normalize():f}"


@pytest.mark.parametrize(("text", "value", "used", "decisive"), CASES, ids=[c[0] for c in CASES])
def test_operation(text: str, value: str | None, used: str, decisive: str) -> None:
    computed = compute(rule(text), given_list(ROWS), ROSTER)
    assert shown(computed) == value
    assert computed.left_out == ()
    if computed.figure is not None:
        assert ranges(computed.figure.used) == used
        assert computed.figure.used is not None
        assert computed.figure.rows == computed.figure.used.rows
        assert ranges(computed.figure.decisive) == decisive


@pytest.mark.parametrize(("what", "change", "text", "value", "out"), BAD, ids=[f"{b[0]}: {b[2]}" for b in BAD])
def test_bad_row(what: str, change: dict[str, ListCell], text: str, value: str | None, out: str) -> None:
    computed = compute(rule(text), with_bad(change), ROSTER)
    assert (shown(computed), left_out(computed)) == (value, out), what
    assert computed.figure is not None
    assert computed.figure.left_out == computed.left_out
    assert computed.figure.rows_left_out == (1 if out else 0)


def test_a_share_knows_its_two_numbers() -> None:
    figure = compute(rule(_SHARE), given_list(ROWS), ROSTER).figure
    assert figure is not None
    assert [figure.numerator, figure.denominator, Decimal(figure.rows)] == [Decimal(3), Decimal(4), Decimal(4)]


@pytest.mark.parametrize(
    ("amounts", "total"),
    [
        (["0.1"] * 10, "1"),
        (["100000000000000", "0.000000000000001"], "100000000000000.000000000000001"),
        (["99999999999999.999999999999999", "0.000000000000001"], "100000000000000"),
    ],
)
def test_sums_are_exact(amounts: list[str], total: str) -> None:
    rows: list[dict[str, ListCell]] = [{"id": str(n), "hours": Decimal(a)} for n, a in enumerate(amounts)]
    figure = compute(rule("{operation: sum, value: hours}"), filled_list("apps", rows), ROSTER).figure
    assert figure is not None
    assert figure.value == Decimal(total)


def test_runs_are_compact() -> None:
    cells = CellRuns.of("f.xlsx", "apps", "D", [9, 5, 6, 8, 7, 70])
    assert (cells.runs, cells.rows, cells.ranges) == (((5, 9), (70, 70)), 6, ("D5:D9", "D70"))
    assert CellRuns.of("f.xlsx", "apps", "D", range(5, 100_005)).runs == ((5, 100_004),)
    assert CellRuns.of("f.xlsx", "apps", "D", []).rows == 0


# --- conditions as they are written -----------------------------------------------------------------------------------

AT_LEAST, LESS = Comparison.AT_LEAST, Comparison.LESS_THAN
WRITTEN: list[tuple[list[str] | str, tuple[Condition, ...]]] = [
    (["運用中", "試行"], (OneOf("c", ("運用中", "試行")),)),
    (">=10", (Compared("c", AT_LEAST, Decimal(10)),)),
    (">= 10", (Compared("c", AT_LEAST, Decimal(10)),)),
    ("≧１０", (Compared("c", AT_LEAST, Decimal(10)),)),
    ("＞＝10", (Compared("c", AT_LEAST, Decimal(10)),)),
    ("<-0.5", (Compared("c", LESS, Decimal("-0.5")),)),
    (">=10 <20", (Compared("c", AT_LEAST, Decimal(10)), Compared("c", LESS, Decimal(20)))),
    ("10..20", (Compared("c", AT_LEAST, Decimal(10)), Compared("c", Comparison.AT_MOST, Decimal(20)))),
    (">=2025-10-01", (Compared("c", AT_LEAST, date(2025, 10, 1)),)),
    (">=goal", (Compared("c", AT_LEAST, "goal"),)),
    (">= goal", (Compared("c", AT_LEAST, "goal"),)),
    ("in_quarter", (InQuarter("c"),)),
    *(
        (bad, ())
        for bad in ("", "10", ">=", ">=10 20", ">=1,000", ">=2025-13-01", "10...20", "=>10", "運用中", "goal", ">>1")
    ),
]


@pytest.mark.parametrize(("said", "conditions"), WRITTEN, ids=[str(w[0]) for w in WRITTEN])
def test_condition_as_written(said: list[str] | str, conditions: tuple[Condition, ...]) -> None:
    assert read_conditions("c", said) == conditions


# --- properties -------------------------------------------------------------------------------------------------------

_RULES = sorted({c[0] for c in CASES} | {b[2] for b in BAD})
_FAULTY = st.sampled_from([Fault.BLANK, Fault.NOT_A_NUMBER, None])
_ROW = st.fixed_dictionaries(
    {
        "office": st.sampled_from(ROSTER) | _FAULTY,
        "state": st.sampled_from(["運用中", "試行"]) | _FAULTY,
        "kind": st.sampled_from(["窓口", "庁内"]) | _FAULTY,
        "hours": st.decimals(0, 10**14, places=3) | _FAULTY,
        "goal": st.decimals(0, 100, places=1) | _FAULTY,
        "day": st.sampled_from(["2025-06-30", "2025-07-01"]) | _FAULTY,
    }
)


def _numbered(rows: list[dict[str, ListCell]]) -> list[dict[str, ListCell]]:
    return [{"id": str(n), **row} for n, row in enumerate(rows)]


@given(st.lists(_ROW, max_size=8), st.sampled_from(_RULES), st.randoms(use_true_random=False))
def test_the_order_of_rows_never_matters(rows: list[dict[str, ListCell]], text: str, chance: random.Random) -> None:
    filled = given_list(_numbered(rows))
    mixed = list(filled.rows)
    chance.shuffle(mixed)
    assert compute(rule(text), replace(filled, rows=tuple(mixed)), ROSTER) == compute(rule(text), filled, ROSTER)


@given(st.lists(_ROW, max_size=8), st.sampled_from(_RULES), st.sampled_from([Fault.BLANK, Fault.NOT_A_NUMBER]))
def test_an_unusable_row_changes_nothing_but_what_is_left_out(
    rows: list[dict[str, ListCell]], text: str, fault: Fault
) -> None:
    """A row of which every cell is at fault cannot serve a rule that needs any."""
    declared = rule(text)
    if not declared.columns:
        return
    without = compute(declared, given_list(_numbered(rows)), ROSTER)
    lost: dict[str, ListCell] = dict.fromkeys(ROWS[0], fault)
    added = compute(declared, given_list(_numbered([*rows, lost])), ROSTER)
    count = sum(x.cells.rows for x in without.left_out)
    assert sum(x.cells.rows for x in added.left_out) == count + 1
    if without.figure is None:
        assert added.figure is None
    else:
        assert added.figure is not None
        assert replace(added.figure, left_out=without.left_out, cells=without.figure.cells) == without.figure


@given(st.lists(_ROW, max_size=8), st.sampled_from(_RULES))
def test_every_row_is_used_or_left_out_or_beside_the_point(rows: list[dict[str, ListCell]], text: str) -> None:
    computed = compute(rule(text), given_list(_numbered(rows)), ROSTER)
    out = {n for x in computed.left_out for first, last in x.cells.runs for n in range(first, last + 1)}
    used: set[int] = set()
    if computed.figure is not None and computed.figure.used is not None:
        used = {n for first, last in computed.figure.used.runs for n in range(first, last + 1)}
    assert not used & out
    assert len(used) + len(out) <= len(rows)

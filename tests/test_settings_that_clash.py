"""Settings that a schema allows and that would be judged, silently, by something else: each is refused by line and remedy."""

from __future__ import annotations

from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest
import yaml

from dxreport.ingest import strategy_file
from dxreport.model.catalogue_details import DETAILS
from dxreport.model.finding import Checked
from dxreport.model.period import Checkpoint
from dxreport.model.plan import planned_value
from dxreport.model.strategy import Strategy
from dxreport.report.wording.scale import rules_run_in
from tests.cities import AKANE, HOSHIMI
from tests.city import DATA

Plan = dict[str, Any]


def plan_of(city: str) -> Plan:
    text = (DATA / "cities" / city / "strategy.yaml").read_text(encoding="utf-8")
    data: Plan = yaml.load(text, Loader=yaml.BaseLoader)  # noqa: S506  BaseLoader makes texts only
    return data


def measure_in(node: Plan, measure_id: str) -> Plan:
    found = [m for i in node.get("indicators", []) for m in i["measures"] if m["id"] == measure_id]
    below = [c for level in ("themes", "branches", "initiatives") for c in node.get(level, [])]
    return found[0] if found else next((m for c in below if (m := measure_in(c, measure_id))), {})


def load(plan: Plan, folder: Path) -> Checked[Strategy | None]:
    (folder / "faults.yaml").write_text("faults: []\n", encoding="utf-8")
    path = folder / "strategy.yaml"
    path.write_text(yaml.safe_dump(plan, allow_unicode=True, sort_keys=False), encoding="utf-8")
    return strategy_file.load(path)


def changed(city: str, measure_id: str, change: Plan, folder: Path) -> Checked[Strategy | None]:
    """The city's plan with other settings of one measure; None takes a setting away."""
    plan = plan_of(city)
    measure = measure_in(plan, measure_id)
    measure.update(change)
    for name in [k for k, v in measure.items() if v is None]:
        del measure[name]
    return load(plan, folder)


BASELINE = {"value": "80", "label": "令和4年度", "year": "r4"}
HALF = {"kind": "stated", "values": {"q2": "50", "q4": "100"}}
CLASHES: list[tuple[str, str, Plan, str]] = [
    # years
    (AKANE, "1-1", {"yearly": {"r7": "60"}}, "yearly_needs_due"),
    (HOSHIMI, "1-2", {"yearly": {"r7": "18", "r9": "3"}}, "yearly_beyond"),
    (HOSHIMI, "1-2", {"yearly": {"r7": "18", "r10": "0"}}, "yearly_beyond"),
    (HOSHIMI, "1-6", {"due": "r6"}, "due_past"),
    (HOSHIMI, "1-1", {"baseline": {**BASELINE, "value": "760", "year": "r9"}}, "baseline_year"),
    (HOSHIMI, "1-1", {"results": {"r7": {"value": "700"}}}, "results_year"),
    (AKANE, "2-1", {"across": "sum"}, "across_needs_due"),
    (AKANE, "2-1", {"across": "sum", "due": "r9"}, "across_needs_period"),
    # formulas
    (AKANE, "1-1", {"formula": "deviation"}, "deviation_needs_lower"),
    (AKANE, "1-1", {"formula": "increment"}, "increment_needs_baseline"),
    (AKANE, "1-1", {"formula": "increment", "baseline": BASELINE}, "increment_needs_way"),
    (AKANE, "3-1", {"formula": "increment", "baseline": {**BASELINE, "value": "10"}}, "increment_needs_way"),
    (AKANE, "2-1", {"formula": "increment", "baseline": BASELINE}, "increment_of_sum"),
    (HOSHIMI, "1-3", {"formula": "increment", "baseline": {**BASELINE, "value": "1"}}, "increment_of_sum"),
    (AKANE, "1-1", {"target": "0%以上", "plan": None}, "zero_needs_increment"),
    (HOSHIMI, "1-2", {"yearly": {"r6": "5", "r7": "0"}, "formula": "level"}, "zero_needs_increment"),
    (AKANE, "2-3", {"target": "0件以上", "direction": None}, "zero_needs_lower"),
    (AKANE, "1-1", {"tolerance": "5"}, "tolerance_unused"),
    (AKANE, "1-1", {"unit": "件"}, "unit_twice"),
    (AKANE, "1-1", {"target": "70.55%以上", "plan": None}, "decimals_hide"),
    (AKANE, "3-1", {"tolerance": "4.5"}, "decimals_hide"),
    # how quarters make a value
    (AKANE, "2-1", {"accumulation": None}, "needs_sum"),
    (AKANE, "2-3", {"accumulation": "latest"}, "needs_sum"),
    (AKANE, "1-1", {"accumulation": "sum"}, "sum_of_levels"),
    (AKANE, "1-3", {"accumulation": "sum"}, "sum_of_levels"),
    (AKANE, "3-1", {"accumulation": "worst"}, "range_of_sum"),
    (AKANE, "2-1", {"target": "80～90件", "plan": None}, "range_of_sum"),
    (HOSHIMI, "1-3", {"across": "mean", "baseline": {**BASELINE, "value": "3"}}, "mean_of_sum"),
    (AKANE, "2-1", {"moment": "april_first", "plan": None}, "april_sum"),
    (HOSHIMI, "2-2a", {"type": "judged", "plan": None}, "judged_rule"),
    # plans
    (AKANE, "1-1", {"moment": "april_first"}, "plan_unused"),
    (AKANE, "2-3", {"plan": {"kind": "linear"}}, "plan_unused"),
    (HOSHIMI, "1-6", {"plan": {"kind": "stated", "values": {"q1": "1", "q2": "2", "q3": "3", "q4": "4"}}}, "plan_unused"),
    (HOSHIMI, "1-4", {"plan": HALF}, "plan_unused"),
    (AKANE, "1-1", {"plan": {"kind": "none", "values": {"q1": "30"}}}, "values_unused"),
    (AKANE, "1-1", {"moment": "calendar_year"}, "stated_end"),
    (AKANE, "1-1", {"plan": {"kind": "stated", "values": {"q1": "1", "q2": "2", "q3": "3", "q4": "4"}}}, "stated_end"),
    (AKANE, "1-1", {"plan": {"kind": "linear"}}, "linear_needs_start"),
    (AKANE, "2-1", {"plan": {"kind": "from_baseline"}, "baseline": BASELINE}, "baseline_of_sum"),
    (HOSHIMI, "2-2b", {"baseline": None}, "needs_baseline"),
]  # fmt: skip


@pytest.mark.parametrize(("city", "measure", "change", "detail"), CLASHES)
def test_settings_of_a_measure_that_clash(city: str, measure: str, change: Plan, detail: str, tmp_path: Path) -> None:
    checked = changed(city, measure, change, tmp_path)
    assert checked.value is None
    found = [f for f in checked.findings if DETAILS[detail] in f.what]
    assert [(f.code, measure in f.what) for f in found] == [("Y13", True)], [f.what for f in checked.findings]
    assert found[0].place is not None
    assert getattr(found[0].place, "line", 0) > 1


@pytest.mark.parametrize("city", [AKANE, HOSHIMI])
def test_a_yearly_count_is_planned_from_nothing_whatever_last_year_brought(city: str, tmp_path: Path) -> None:
    change = {"baseline": {"value": "10000", "label": "令和4年度", "year": "r4"}}
    of_years = {"due": "r9", "yearly": {"r6": "11000", "r7": "11600"}}
    measure = "2-1" if city == AKANE else "1-1b"
    target = {"target": "12,000件以上", "direction": None}
    checked = changed(city, measure, {**change, **target, **(of_years if city == HOSHIMI else {})}, tmp_path)
    assert checked.value is not None, checked.findings
    planned = [planned_value(checked.value.measure(measure), c) for c in Checkpoint]
    year = 12000 if city == AKANE else 11600
    assert planned == [year / 4, year / 2, year * 3 / 4, year, year]


def test_a_coverage_of_a_later_year_keeps_its_printed_target(tmp_path: Path) -> None:
    plan = {"kind": "stated", "values": {"q2": "25", "q4": "50"}}
    checked = changed(AKANE, "3-2", {"due": "r9", "yearly": {"r7": "50"}, "plan": plan}, tmp_path)
    assert checked.value is not None, checked.findings
    target = checked.value.measure("3-2").target
    assert (target.value, target.printed) == (Decimal(50), "各課に2名以上")


# --- the scale and the tree ------------------------------------------------------------------------------------------


def class_of(plan: Plan, at: int) -> Plan:
    found: Plan = plan["scale"]["running"]["classes"][at]
    return found


def shared_ids(plan: Plan) -> None:
    classes = [{**c, "word": c["word"] + "（年度末）"} for c in plan["scale"]["running"]["classes"]]
    plan["scale"]["final"] = {"classes": classes}


def same_words(plan: Plan) -> None:
    class_of(plan, 1).update(letter="1", word=class_of(plan, 0)["word"])


def like_a_state(plan: Plan) -> None:
    plan["scale"]["unreported"].update(mark="×", letter="2", word="下回る")


def one_limit_twice(plan: Plan) -> None:
    class_of(plan, 3)["when"] = {"progress": ">=100"}


def limits_crossed(plan: Plan) -> None:
    class_of(plan, 3)["when"], class_of(plan, 4)["when"] = {"progress": ">100"}, {"progress": ">=100"}


def reached_twice(plan: Plan) -> None:
    class_of(plan, 3)["when"] = class_of(plan, 4)["when"] = {"reached": "true"}


def again_at_home(plan: Plan) -> None:
    plan["themes"][0]["again"] = ["1"]


def again_twice(plan: Plan) -> None:
    plan["themes"][1]["again"] = ["1", "1"]


FAULTS = [
    (shared_ids, "class_shared"),
    (same_words, "class_twice"),
    (like_a_state, "class_twice"),
    (one_limit_twice, "class_order"),
    (limits_crossed, "class_order"),
    (reached_twice, "class_order"),
    (again_at_home, "again_at_home"),
    (again_twice, "again_at_home"),
]


@pytest.mark.parametrize(("change", "detail"), FAULTS)
def test_a_scale_or_a_tree_that_cannot_be_told_apart(change: Any, detail: str, tmp_path: Path) -> None:
    plan = plan_of(AKANE)
    change(plan)
    checked = load(plan, tmp_path)
    assert [f.code for f in checked.findings if DETAILS[detail] in f.what][:1] == ["Y13"], checked.findings


def silent_measure(plan: Plan) -> None:
    measure_in(plan, "1-1")["department"] = "system"


def silent_bar(plan: Plan) -> None:
    plan["themes"][0]["initiatives"][0]["tasks"][0]["bars"][0]["department"] = "keiei"


def silent_list(plan: Plan) -> None:
    plan["lists"][0]["department"] = "kyogikai"


@pytest.mark.parametrize("change", [silent_measure, silent_bar, silent_list])
def test_who_is_never_asked_cannot_report(change: Any, tmp_path: Path) -> None:
    plan = plan_of(AKANE)
    change(plan)
    found = load(plan, tmp_path).findings
    assert [DETAILS["never_asked"] in f.what for f in found] == [True]


@pytest.mark.parametrize(
    ("printed", "code"), [("80%", "Y13"), ("67%", ""), ("66.7％", ""), ("66.6%", "Y13"), ("3分の2", ""), ("", "")]
)
def test_a_printed_limit_is_the_limit_rounded(printed: str, code: str, tmp_path: Path) -> None:
    plan = plan_of(AKANE)
    class_of(plan, 2)["when"]["printed"] = printed
    assert [f.code for f in load(plan, tmp_path).findings] == ([code] if code else [])


@pytest.mark.parametrize(("key", "text"), [("word", "計画\n以上"), ("letter", "5\n6"), ("word", "")])
def test_a_class_is_printed_in_one_line(key: str, text: str, tmp_path: Path) -> None:
    plan = plan_of(AKANE)
    class_of(plan, 4)[key] = text
    assert [f.code for f in load(plan, tmp_path).findings] == ["Y03"]


def test_limits_of_two_rates_name_the_rate_each_time(tmp_path: Path) -> None:
    plan = plan_of(AKANE)
    class_of(plan, 2)["when"] = {"attainment": ">=50"}
    checked = load(plan, tmp_path)
    assert checked.value is not None
    assert rules_run_in(checked.value.scale.running) == (
        "×1 進捗率33%未満、×2 33%以上、△3 達成率50%以上、○4 進捗率90%以上、◎5 100%以上"
    )


def test_an_initiative_may_not_have_the_id_of_a_measure(tmp_path: Path) -> None:
    """Both are asked for by their id alone."""
    plan = plan_of(AKANE)
    plan["themes"][0]["initiatives"][1]["number"] = "1-2"
    assert "Y06" in {f.code for f in load(plan, tmp_path).findings}


@pytest.mark.parametrize(("item", "planned"), [("2-1", Decimal(6000)), ("1-1", None)])
def test_without_a_plan_what_adds_up_is_planned_in_equal_parts(
    item: str, planned: Decimal | None, tmp_path: Path
) -> None:
    checked = changed(AKANE, item, {"plan": None}, tmp_path)
    assert checked.value is not None, checked.findings
    assert planned_value(checked.value.measure(item), Checkpoint.Q2) == planned

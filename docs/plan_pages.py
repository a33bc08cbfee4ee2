"""Turns the spec tables of rates, scales and other cities' plans into pages of the rule book."""

from __future__ import annotations

from decimal import Decimal

from docs.rule_tables import table
from dxreport.ingest import strategy_file
from dxreport.model.measure import Measure
from dxreport.model.strategy import Strategy
from dxreport.model.target import Direction
from dxreport.report.wording.formats import DASH, fiscal_year
from dxreport.report.wording.measures import formula_text, peculiarities, plan_text
from dxreport.report.wording.scale import class_rule
from tests import cities, city
from tests.test_any_plan import JUDGED
from tests.test_rates import CLASSES, RANGES, RATES, ladder, measure

DIRECTIONS = {Direction.HIGHER: "大きいほど良い", Direction.LOWER: "小さいほど良い"}
_BETTER = "比率なし（良ければ最も上、同じなら100、悪ければ0として区分を決める）"


def rates() -> list[str]:
    """達成率 and 進捗率: the formulas that a measure may choose, with examples."""
    note = (
        "達成率は年度目標、進捗率はその時点の計画値を「比べる値」とします。計算式は測定項目ごとに`formula`で選び、文書に示します"
        "（`level`比率、`deviation`差、`increment`基準値からの増分）。割合が意味を持たないときは、比率を示さずに良し悪しだけで区分を決めます。"
    )
    rows = []
    for formula, direction, baseline, value, reference, expected in RATES:
        text = formula_text(measure(formula, direction, baseline), "比べる値")
        shown = _BETTER if expected is None else f"{expected}％"
        rows.append((formula.value, DIRECTIONS[direction], text, baseline or DASH, value, reference, shown))
    headings = ("formula", "向き", "計算式", "基準値", "実績", "比べる値", "結果")
    ranges = [(value, f"{expected}％") for value, expected in RANGES]
    return [
        "## 達成率と進捗率の計算", "", note, "", *table(headings, rows),
        "", "幅のある目標（「80～90」の例）", "", *table(("実績", "結果"), ranges),
    ]  # fmt: skip


def scales() -> list[str]:
    """Three scales as data, and where their limits lie."""
    note = (
        "評価の区分は、数、順序、しきい値、記号、言葉及び色を`scale`に書きます。高い区分から順に当てはめ、最初に当てはまったものとします。"
        "3つの架空の団体の例を示します。"
    )
    lines = ["## 評価の区分", "", note]
    for name in dict.fromkeys(c[0] for c in CLASSES):
        own = ladder(name)
        rows = [(c.text, class_rule(c, own)) for c in own.classes]
        examples = [
            (f"{progress}％{'（年度目標に到達）' if reached else ''}", text)
            for whose, reached, progress, text in CLASSES
            if whose == name
        ]
        lines += ["", f"### {name}", "", *table(("区分", "基準"), rows), "", *table(("進捗率", "評価"), examples)]
    return lines


def other_cities() -> list[str]:
    """Measures of plans of several years, of other levels and other scales."""
    masters = {name: _master(name) for name in cities.CHECKPOINTS}
    rows = []
    for name, step, item, target, value, planned, attainment, progress, rating in JUDGED:
        master = masters[name]
        own = master.measure(item)
        what = f"{own.short_name}（{own.target.printed}）"
        how = "。".join((plan_text(own), formula_text(own), *peculiarities(own)))
        values = tuple(v if v is not None else DASH for v in (value, _plain(planned), attainment, progress))
        rows.append(
            (f"{master.municipality} {step}", what, how, _target(own, target), *values, master.scale.of(rating).text)
        )
    note = "複数年度の計画、暦年や4月1日現在の値、調査のない年度、文章の目標などの例です（架空の団体）。"
    headings = ("団体・時点", "測定項目", "取扱い", "年度目標", "値", "計画値", "達成率（％）", "進捗率（％）", "評価")
    years = [f"{m.municipality}：{_period(m)}" for m in masters.values()]
    return ["## ほかの団体の計画", "", note, "", "、".join(years), "", *table(headings, rows)]


def _master(name: str) -> Strategy:
    loaded = strategy_file.load(city.DATA / "cities" / name / "strategy.yaml").value
    if loaded is None:
        raise ValueError(name)
    return loaded


def _period(master: Strategy) -> str:
    first, last = master.first_year or master.year, master.last_year or master.year
    return fiscal_year(first) if first == last else f"{fiscal_year(first)}～{fiscal_year(last)}"


def _target(own: Measure, target: str) -> str:
    return target if own.target.high is None else f"{target}～{own.target.high}"


def _plain(text: str | None) -> str | None:
    return None if text is None else f"{Decimal(text).normalize():f}"

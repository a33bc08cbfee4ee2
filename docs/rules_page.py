"""Turns the tables of the spec tests into docs/rules.md, the rule book in Japanese: what the tests prove is what it says."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from pathlib import Path

from docs import plan_pages
from docs.rule_tables import table
from dxreport.evaluate.detail import Computed, compute
from dxreport.evaluate.measures import judge_year
from dxreport.model.catalogue import CATALOGUE
from dxreport.model.measure import Measure, MeasureType
from dxreport.model.target import Comparison, Direction, Target
from dxreport.report.wording import lists as words
from dxreport.report.wording.formats import DASH, rounded
from dxreport.report.wording.measures import REASONS, plan_text, rule_text
from dxreport.report.wording.workbook import SEVERITIES
from tests.city import handed_in, reading, strategy
from tests.test_contradictions import CASES as CONTRADICTIONS
from tests.test_detail import APPS, BAD, ROSTER, ROWS, given_list, rule, with_bad
from tests.test_detail import CASES as LIST_CASES
from tests.test_evaluation import CHECKPOINTS, LISTS, RULES
from tests.test_schedule_and_rollup import BARS, PLANS

PAGE = Path(__file__).parent / "rules.md"
TYPES = {
    MeasureType.LEVEL: "水準",
    MeasureType.CUMULATIVE: "累計",
    MeasureType.REDUCTION: "削減率",
    MeasureType.ZERO_TOLERANCE: "0件目標",
    MeasureType.EVENT_LIMIT: "1件ごとの上限",
    MeasureType.COMPLETION: "完了",
    MeasureType.COVERAGE: "配置率",
    MeasureType.DETAIL_RATE: "一覧による率",
    MeasureType.SURVEY: "調査",
    MeasureType.RATIO_OF_SUMS: "合計の比",
}
COMPARISONS = {
    Comparison.AT_LEAST: "以上（その値を含む）",
    Comparison.MORE_THAN: "超（その値を含まない）",
    Comparison.AT_MOST: "以下・以内（その値を含む）",
    Comparison.LESS_THAN: "未満（その値を含まない）",
    Comparison.EQUAL: "等しい",
    Comparison.COMPLETE: "完了（100％）",
}
_UNREAD = "39.99"


def rules_page() -> str:
    """The whole page."""
    lines = [
        "# 評価のきまり",
        "",
        "このページは、プログラムの試験（`tests/test_evaluation.py`ほか）の表から作られます（`python -m docs.generate`）。",
        "試験が通っている限り、プログラムはここに書かれたとおりに評価します。",
        "",
        "例の目標と計画値は、試験用の架空の市のものです。",
    ]
    parts = (
        _comparisons(),
        plan_pages.rates(),
        plan_pages.scales(),
        _measures(),
        plan_pages.other_cities(),
        _from_lists(),
        _operations(),
        _schedules(),
        _reasons(),
    )
    for part in parts:
        lines += ["", *part]
    return "\n".join(lines) + "\n"


def _comparisons() -> list[str]:
    rows = [
        (name, f"94.9は{_met(c, '94.9')}、95は{_met(c, '95')}、95.1は{_met(c, '95.1')}")
        for c, name in COMPARISONS.items()
    ]
    note = (
        "値は正確な値で判定し、表示だけを四捨五入します。丸めると達成したように見える場合は、桁を増やして表示します。"
    )
    return ["## 目標との比べ方", "", note, "", *table(("目標の言葉", "目標が95のとき"), rows)]


def _met(comparison: Comparison, value: str) -> str:
    target = Target("", comparison, Decimal(95), "%", Direction.HIGHER)
    return "達成" if target.met_by(Decimal(value)) else "未達成"


def _status(text: str) -> str:
    return strategy().scale.of(text).text


def _heading(measure: Measure) -> list[str]:
    return [
        f"### {TYPES[measure.type]}：目標「{measure.target.printed}」",
        "",
        f"{rule_text(measure)}{plan_text(measure)}。",
        "",
    ]


def _measures() -> list[str]:
    lines = ["## 測定項目", ""]
    for measure_id in dict.fromkeys(r[0] for r in RULES):
        measure = strategy().measure(measure_id)
        rows = []
        for _, reported, status, value, attainment, progress in (r for r in RULES if r[0] == measure_id):
            steps = tuple(
                handed_in(c, [] if v == _UNREAD else [reading(measure_id, v)])
                for c, v in zip(CHECKPOINTS, reported, strict=False)
            )
            result = judge_year(measure, steps, strategy().scale, ("soumu", "fukushi", "kikaku"))
            planned = DASH if result.planned is None else f"{result.planned.normalize():f}"
            said = " → ".join("（読み取れない値）" if v == _UNREAD else str(v) or "（空欄）" for v in reported)
            rows.append((said, value or DASH, planned, attainment or DASH, progress or DASH, _status(status)))
        lines += _heading(measure)
        lines += [*table(("各時点の報告", "値", "計画値", "達成率（％）", "進捗率（％）", "評価"), rows), ""]
    return lines[:-1]


def _from_lists() -> list[str]:
    rows = []
    for measure_id, list_id, items, status, value in LISTS:
        measure = strategy().measure(measure_id)
        said = "、".join("・".join(str(v) for k, v in item.items() if k != "id") for item in items) or "（行なし）"
        rows.append(
            (f"{TYPES[measure.type]} {measure.target.printed}", f"{list_id}：{said}", value or DASH, _status(status))
        )
    return ["## 一覧から計算する測定項目", "", *table(("測定項目", "一覧の行", "値", "評価"), rows)]


def _operations() -> list[str]:
    """The operations and conditions, each as it is declared, in words, and with its result on the example."""
    names = tuple(f"{c.heading}（{c.id}）" for c in APPS.columns)
    given = table(names, [tuple(DASH if v is None else str(v) for v in row.values()) for row in ROWS])
    rows = []
    for text, _, _, _ in LIST_CASES:
        declared = rule(text)
        computed = compute(declared, given_list(ROWS), ROSTER)
        used = words.cells_text(computed.figure.used) if computed.figure and computed.figure.used else DASH
        said = words.rule_text(declared, APPS, {}).removeprefix(f"{APPS.title}：")
        rows.append((f"`{text}`", said, _result(computed), used))
    intro = "次の一覧を例にします（5行目から8行目まで。全所属は4つ、四半期は7～9月）。"
    headings = ("strategy.yamlのrule（listを除く）", "意味", "結果", "計算に使った行")
    return ["## 一覧の計算", "", intro, "", *given, "", *_CONDITIONS, "", *table(headings, rows), "", *_bad_rows()]


def _result(computed: Computed) -> str:
    return "値なし" if computed.figure is None else f"{rounded(computed.figure.value, 1)}"


_CONDITIONS = (
    "- `where`は数える行の条件、`among`は割合の対象になる行の条件です。条件が複数あれば、全てを満たす行を選びます。",
    '- `[…]`は、どれかに当たる行を選びます。比較は引用符で囲んで書きます：`">=10"`、`">=10 <20"`（両方を満たす）、'
    '`"10..20"`（両端を含む）、`">=2025-10-01"`、`">=goal"`（同じ行の別の列と比べる）。',
    "- `in_quarter`は、日付がその時点の四半期にある行を選びます。",
    "- `roster`は配置率の分母になる所属です。書かなければ全所属です。`at_least`は1所属に必要な行の数です（書かなければ1）。",
    "- 計算は正確な十進数で行います。分母が0のときは値なしとし、0とはしません。",
)


def _bad_rows() -> list[str]:
    """What becomes of a row that is not as it should be."""
    rows = []
    for what, change, text, _, _ in BAD:
        computed = compute(rule(text), with_bad(change), ROSTER)
        out = words.left_out_text(computed.left_out) if computed.left_out else DASH
        rows.append((what, f"`{text}`", _result(computed), out))
    notes = (
        "- 行を除くのは、その計算に必要なセルが使えないときだけです。ほかの計算には使います。",
        "- 条件の1つが明らかに満たされない行は、ほかのセルが使えなくても、初めから数えないので、除いた行とはしません。",
        "- 空欄を許す列（`required: false`）の空欄は、条件を満たさないものとして扱います。値の列であれば、その行を除きます。",
        "- 番号のない行と、番号が重複した後の行は、全ての計算から除きます。",
        "- 列そのものがないときは、その列を使う計算だけを未報告とします。",
        "- 上限のある項目と0件目標は、必要な行を除いたままでは「守った」とは評価せず、未報告とします。超えていれば、そのまま遅れとします。",
    )
    added = "上の一覧に、次のような9行目（利用課は4つ目の所属、状況は運用中、種類は窓口、削減時間は6、目標時間は5）を加えます。"
    headings = ("9行目", "rule", "結果", "計算から除いた行")
    return ["### 使えない行", "", *notes, "", added, "", *table(headings, rows)]


_DAYS = {"started": "開始", "finished": "完了", "expected": "完了見込"}
_SCHEDULE_NOTES = (
    "計画は月を単位とします。完了見込日と計画の終わりとの差を、月を単位に切り上げて遅れとします。"
    "計画の終わりの日が来ても完了していなければ、1か月以上の遅れです。",
    "始まりの月の末日までに着手していなければ、未着手（遅れ）とします。節目だけの行は、最初の節目の日までとします。",
    "終わりより1か月以上早い完了と、始まりの前の着手は、前倒しとします。計画より遅れて完了した工程は、完了とします。",
    "節目の期日は、初めは1日、中旬は20日、末は末日です。実施中の工程の節目は、報告からは到達したかどうかが分からないため、"
    "過ぎていても遅れとしません。節目だけの行は、最後の節目の日が来ても完了していなければ遅れです。",
)
_CONTRADICTION_NOTE = (
    "1行の記入が食い違うときは、次のとおりとします。状況は日付より優先します。"
    "ただし、基準日より後の日付は、基準日にはまだ起きていないことを示すものとします。「誤り」の指摘では値をそのまま採らず、「注意」では採ります。"
)


def _days(days: dict[str, date]) -> str:
    return "、".join(f"{word} {days[k].isoformat()}" for k, word in _DAYS.items() if k in days)


def _schedules() -> list[str]:
    rows = [
        (PLANS[bar][1], as_of.isoformat(), state or "（空欄）", _days(days) or DASH, text)
        for bar, as_of, state, days, _, _, text in BARS
    ]
    notes = [line for note in _SCHEDULE_NOTES for line in (note, "")]
    return ["## 工程", "", *notes, *table(("計画", "基準日", "状況", "日付", "評価"), rows), "", *_contradictions()]


def _contradictions() -> list[str]:
    rows = []
    for plan, as_of, state, percent, days, codes, counts, used, text in CONTRADICTIONS:
        typed = "、".join(p for p in (state, "" if percent is None else f"{percent}％", _days(days)) if p)
        found = "、".join(f"{c} {SEVERITIES[CATALOGUE[c].severity.value]}" for c in dict.fromkeys(codes.split()))
        taken = "、".join(p for p in (counts, _days(used)) if p)
        rows.append((PLANS[plan][1], as_of.isoformat(), typed, found or "なし", taken or "なし", text))
    headings = ("計画", "基準日", "記入", "指摘", "評価に使った値", "評価")
    return ["### 記入の食い違い", "", _CONTRADICTION_NOTE, "", *table(headings, rows)]


def _reasons() -> list[str]:
    return ["## 評価しない理由", "", *table(("区分", "文書での言葉"), [(k.value, v) for k, v in REASONS.items()])]

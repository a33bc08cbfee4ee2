"""Turns submissions, rules, sources and findings into the words of the appendices."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal

from dxreport.model.finding import Severity
from dxreport.model.policy import Scale, Status
from dxreport.model.strategy import MeasureType
from dxreport.report.wording import formats
from dxreport.report.wording.workbook import SEVERITIES

APPENDIX = "付録"
DEPARTMENT, BUREAU, STATE, NUMBER, DATE = "所属", "部局", "提出", "回", "提出日"
ITEM_HEADING, ACTUAL, UNIT, DUE = "測定項目", "実績", "単位", "期限"
ERRORS, WARNINGS, FILE_COLUMN, SHEET, CELL = SEVERITIES["error"], SEVERITIES["warning"], "ファイル", "シート", "セル"
SUBMITTED, MISSING, UNREADABLE = "提出", "未提出", "読取不可"
SUBMISSIONS_CAPTION = "所属ごとの提出状況"
METHOD = "算定方法"
SOURCES = "出典：数値の取得元"
FINDINGS = "指摘事項"
SOURCES_LEAD = "実績は、すべて所属の提出票から取得した。測定項目ごとの取得元は、次のとおりである。"
SOURCES_NOTE = (
    "明細から計算した値は、計算に使った範囲を示す。提出票の同一性は、一覧（manifest.json）のSHA-256で確認できる。"
)
NO_SOURCE = "取得元なし"
NO_FINDINGS = "指摘事項はない。"
PLACE, WHAT, TO_DO = "ファイル・セル", "内容", "対応"
CLASS, RULE, KIND, APPLIES = "区分", "基準", "種類", "該当する測定項目"
CLASSES_TITLE, SCHEDULE_TITLE = "KPIの評価区分", "工程の評価区分"
TYPES_TITLE, RULES_TITLE = "測定項目の種類と算定", "共通の規則"
NEXT_TITLE, NEXT_BARS, NEXT_DUES = "次の四半期に向けて", "終期を迎える工程", "期限を迎える対応策"
PLANNED_END, EXPECTED_END, BAR, ITEM = "計画の終期", "完了見込み", "工程", "項目"
NO_BARS = "次の四半期末までに終期を迎える工程及び期限を迎える対応策はない。"


def appendix(number: int) -> str:
    return f"{APPENDIX}{number}"


def submissions_headline(submitted: int, expected: int) -> tuple[str, ...]:
    missing = expected - submitted
    tail = f"{missing}所属が未提出" if missing else "未提出はない"
    return (f"{expected}所属のうち", f"{submitted}所属が提出、", tail)


def submitted_of(submitted: int, expected: int) -> str:
    """「13所属のうち12所属が提出、1所属が未報告」."""
    missing = expected - submitted
    if not missing:
        return f"{expected}所属のすべてが提出"
    return f"{expected}所属のうち{submitted}所属が提出、{missing}所属が未報告"


def state(*, submitted: bool, number: int, replaced: int) -> str:
    if not submitted:
        return MISSING
    return f"再提出（{number}回目）" if replaced or number > 1 else SUBMITTED


CORRECTIONS = "訂正・差替え"
CHECKPOINT, BEFORE, AFTER = "時点", "訂正前", "訂正後"
CORRECTIONS_NOTE = "再提出によって変わった報告値。積み上げる項目は、その時点に報告した分の値を示す。"


def unreadable(files: Sequence[str]) -> str:
    return f"読み取れない提出票：{'、'.join(files)}"


def submissions_note() -> str:
    return (
        "誤りは値を採用しなかった指摘、注意は採用したが確認を要する指摘の件数。"
        "提出票の提出がない所属の測定項目は、未報告とする。"
    )


def findings_headline(errors: int, warnings: int, notes: int) -> tuple[str, ...]:
    if not errors + warnings + notes:
        return ("指摘事項はない",)
    return (f"誤り{errors}件、", f"注意{warnings}件、", f"参考{notes}件")


def severity(value: Severity, count: int) -> str:
    return f"{SEVERITIES[value.value]}　{count}件"


def initiative(term: str, number: str, name: str) -> str:
    """「重点取組8　環境の整備・拡充」."""
    return f"{term}{number}　{name}"


def computed_from(rows: int, numerator: str, denominator: str) -> str:
    """How a figure came out of a list, on lines of their own: 「明細30行」「6,120÷8,500」."""
    parts = [f"明細{rows}行"] if rows else []
    if numerator and denominator:
        parts.append(f"{numerator}÷{denominator}")
    return "\n".join(parts)


def class_rule(status: Status, scale: Scale) -> str:
    on, behind = f"{scale.on_track.normalize():f}", f"{scale.behind.normalize():f}"
    return {
        Status.ACHIEVED: "年度目標に到達した。",
        Status.ON_TRACK: f"進捗率が{on}%以上。0件目標又は上限のある項目は、目標を守っている。",
        Status.BEHIND: f"進捗率が{behind}%以上{on}%未満。",
        Status.LATE: f"進捗率が{behind}%未満。0件目標又は上限のある項目は、目標を守れなかった。",
        Status.EXCLUDED: "この時点では評価しない（報告の対象でない、未実施など）。理由を各表の注に示す。",
        Status.UNREPORTED: "提出がない、又は値を読み取れない。0とも前回の値とも扱わない。",
        Status.MET: "年度末の確定値が年度目標に到達した。",
        Status.MISSED: "年度末の確定値が年度目標に届かなかった。",
    }[status]


def schedule_rules(slight: int) -> tuple[tuple[str, str], ...]:
    """Mark and words of the schedule axis with their rules; ``slight`` is the limit in months."""
    return (
        ("◎完了・◎前倒し", "計画した工程を終えた、又は計画より早く進んでいる。"),
        ("○予定どおり", "計画の期間内に進んでいる。"),
        (f"△遅れ{slight}か月", f"完了見込み又は着手が、計画から{slight}か月以内で遅れている。"),
        (
            f"×遅れ{slight + 1}か月以上・未着手（遅れ）",
            f"遅れが{slight}か月を超えるか、着手の時期を過ぎて未着手である。",
        ),
        ("－期間前・－中止", "計画の始期の前である、又は工程を中止した。"),
        ("？未報告", "工程の状況が報告されていない。"),
    )


_TYPES = {
    MeasureType.LEVEL: "水準",
    MeasureType.CUMULATIVE: "累計",
    MeasureType.REDUCTION: "削減率",
    MeasureType.ZERO_TOLERANCE: "0件目標",
    MeasureType.EVENT_LIMIT: "1件ごとの上限",
    MeasureType.COMPLETION: "完了",
    MeasureType.COVERAGE: "配置率",
    MeasureType.DETAIL_RATE: "明細による率",
    MeasureType.SURVEY: "調査",
    MeasureType.RATIO_OF_SUMS: "合計の比",
}


def measure_type(kind: MeasureType) -> str:
    return _TYPES[kind]


def plans(items: Sequence[tuple[str, Sequence[str]]]) -> str:
    """Where planned values come from, with the measures of each kind."""
    return "".join(f"{rule}：{'、'.join(ids)}。" for rule, ids in items)


def common_rules(plan: str) -> tuple[tuple[str, str], ...]:
    return (
        ("達成率", "実績÷年度目標。年度目標に対する到達の度合いを示す。"),
        ("進捗率", "実績÷この時点の計画値。評価は進捗率による。"),
        ("計画値", plan),
        (
            "端数",
            "判定は端数処理前の値で行い、表示は四捨五入による。四捨五入で目標に届いて見える場合は、"
            "届かないことが分かる桁まで示す。率の差も端数処理前の値から計算する。",
        ),
        ("割合の分母", "評価可能な測定項目（評価対象外及び未報告を除く。）の数とする。"),
        ("取組の評価", "KPIは最も低い測定項目、工程は最も遅れた工程の評価による。KPIと工程は別に示し、合算しない。"),
        (
            "年度末見込",
            "所管課が提出した見込みであり、実績の評価には用いない。単純推計は、提出がない場合に限り別に示す。",
        ),
    )


def next_headline(bars: int, dues: int, until: str) -> tuple[str, ...]:
    return (f"{until}までに", f"{bars}件の工程が終期を、", f"{dues}件の対応策が期限を迎える")


def month_end(position: Decimal) -> str:
    return f"{formats.axis_month(position, end=True)}末"

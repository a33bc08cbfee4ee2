"""Turns submissions, rules, sources and findings into the words of the appendices."""

from __future__ import annotations

import calendar
from collections.abc import Sequence
from datetime import date

from dxreport.evaluate.upcoming_items import UpcomingKind
from dxreport.model.finding import Severity
from dxreport.model.measure import MeasureType
from dxreport.model.strategy import Holder
from dxreport.report.wording.lists import rows_text
from dxreport.report.wording.workbook import SEVERITIES

APPENDIX = "付録"
DEPARTMENT, BUREAU, STATE, NUMBER, DATE = "所属", "部局", "提出", "回", "提出日"
ITEM_HEADING, ACTUAL, UNIT, DUE = "測定項目", "実績", "単位", "期限"
ERRORS, WARNINGS, FILE_COLUMN, SHEET, CELL = SEVERITIES["error"], SEVERITIES["warning"], "ファイル", "シート", "セル"
SUBMITTED, MISSING, UNREADABLE = "提出", "未提出", "読取不可"
SUBMISSIONS_CAPTION, SUBMISSION_STATE = "所属ごとの提出状況", "提出状況"
METHOD = "算定方法"
SOURCES = "出典：数値の取得元"
FINDINGS = "指摘事項"
SOURCES_LEAD = "実績は、すべて所属の提出票から取得した。測定項目ごとの取得元は、次のとおりである。"
SOURCES_NOTE = "明細から計算した値は、計算に使った範囲を示す。提出票が読み取ったものと同じであることは、次の表のSHA-256で確認できる。"
NO_SOURCE = "取得元なし"
DIGESTS = "取得元の提出票のSHA-256"
DIGESTS_NOTE = "SHA-256は、ファイルの内容から計算される値で、内容が1文字でも変わると別の値になる。"
DIGEST = "SHA-256"
NO_FINDINGS = "指摘事項はない。"
PLACE, WHAT, TO_DO = "ファイル・セル", "内容", "対応"
KIND, APPLIES = "種類", "該当する測定項目"
CLASSES_TITLE, SCHEDULE_TITLE = "KPIの評価区分", "工程の評価区分"
TYPES_TITLE, RULES_TITLE = "測定項目の種類と算定", "共通の規則"
PECULIAR_TITLE, PECULIAR = "測定項目ごとの取扱い", "取扱い"
YEARS_TITLE, YEAR, PUBLISHED, REVISED = "計画の前の年度の実績", "年度", "公表値", "改定値"
NEXT_TITLE, NEXT_BARS, NEXT_DUES = "次の四半期に向けて", "終期を迎える工程", "期限を迎える対応策"
OVERDUE = "期限を過ぎたもの"
PLANNED_END, EXPECTED_END, BAR, ITEM = "計画の終期", "完了見込み", "工程", "項目"
NO_BARS = ("次の四半期末までに", "終期を迎える工程及び", "期限を迎える対応策はない")


def appendix(number: int) -> str:
    return f"{APPENDIX}{number}"


def submissions_headline(submitted: int, expected: int) -> tuple[str, ...]:
    missing = expected - submitted
    if not missing or not submitted:
        return (f"{expected}所属のすべてが", "提出" if submitted else "未提出")
    return (f"{expected}所属のうち", f"{submitted}所属が提出、", f"{missing}所属が未提出")


def submitted_of(submitted: int, expected: int) -> str:
    """「13所属のうち12所属が提出、1所属が未提出」."""
    missing = expected - submitted
    if not missing:
        return f"{expected}所属のすべてが提出"
    if not submitted:
        return f"{expected}所属のすべてが未提出"
    return f"{expected}所属のうち{submitted}所属が提出、{missing}所属が未提出"


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


def holder(item: Holder) -> str:
    """「重点取組8　環境の整備・拡充」."""
    return item.label if item.label == item.short_name else f"{item.label}　{item.short_name}"


def computed_from(rows: int, left_out: int, numerator: str, denominator: str) -> str:
    """How a figure came out of a list, on lines of their own: 「明細30行（除外2行）」「6,120÷8,500」."""
    parts = [rows_text(rows, left_out)] if rows or left_out else []
    if numerator and denominator:
        parts.append(f"{numerator}÷{denominator}")
    return "\n".join(parts)


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
    MeasureType.JUDGED: "文章の目標",
}


def measure_type(kind: MeasureType) -> str:
    return _TYPES[kind]


def plans(items: Sequence[tuple[str, Sequence[str]]]) -> tuple[str, ...]:
    """Where planned values come from, a line for each kind with its measures."""
    return tuple(f"{rule}：{'、'.join(ids)}" for rule, ids in items)


def formulas(items: Sequence[tuple[str, Sequence[str]]]) -> tuple[str, ...]:
    """How rates are computed: one formula for all measures, or a line for each with the measures that it is used for."""
    if len(items) == 1:
        return (f"{items[0][0]}。",)
    return tuple(f"{formula}：{'、'.join(ids)}" for formula, ids in items)


def common_rules(
    plan: Sequence[str], attainment: Sequence[str], progress: Sequence[str]
) -> tuple[tuple[str, tuple[str, ...]], ...]:
    """(label, lines)."""
    return (
        ("達成率", ("年度目標に対する到達の度合いを示す。", *attainment)),
        ("進捗率", ("この時点の計画値に対する度合いを示す。", *progress)),
        ("計画値", tuple(plan)),
        (
            "端数",
            (
                "判定は端数処理前の値で行い、表示は四捨五入による。四捨五入で目標に届いて見える場合は、"
                "届かないことが分かる桁まで示す。率の差も端数処理前の値から計算する。",
            ),
        ),
        ("割合の分母", ("評価可能な測定項目（評価対象外及び未報告を除く。）の数とする。",)),
        (
            "取組の評価",
            ("KPIは最も低い測定項目、工程は最も遅れた工程の評価による。KPIと工程は別に示し、合算しない。",),
        ),
        (
            "年度末見込",
            ("所管課が提出した見込みであり、実績の評価には用いない。単純推計は、提出がない場合に限り別に示す。",),
        ),
    )


def next_headline(bars: int, dues: int, overdue: int, until: str) -> tuple[str, ...]:
    """What comes until the day, and what should have come about; ``until`` is empty at the year's end."""
    late = (f"期限を過ぎたものが{overdue}件ある",) if overdue else ()
    if not until:
        return late
    if not bars and not dues:
        return late or NO_BARS
    coming = ([f"{bars}件の工程が終期を"] if bars else []) + ([f"{dues}件の対応策が期限を"] if dues else [])
    verb = "迎え、" if late else "迎える"
    return (f"{until}までに", *(f"{part}、" for part in coming[:-1]), f"{coming[-1]}{verb}", *late)


def day_text(day: date) -> str:
    """「12月末」「12月20日」: a month's last day is its end."""
    last = calendar.monthrange(day.year, day.month)[1]
    return f"{day.month}月末" if day.day == last else f"{day.month}月{day.day}日"


def happening(kind: UpcomingKind, label: str) -> str:
    """What the plan wanted: 「着手」「終了」, or a milestone by its name."""
    return {UpcomingKind.BAR_START: "着手", UpcomingKind.BAR_END: "終了"}.get(kind, label)

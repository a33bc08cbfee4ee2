"""Turns the idea of a submission workbook into one description that forms are written from and submissions read by."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable
from dataclasses import dataclass, replace
from enum import StrEnum

from dxreport.model.detail import ColumnKind, DetailList, ListColumn
from dxreport.model.measure import Accumulation, Frequency, Measure, MeasureType, Moment
from dxreport.model.period import Checkpoint, FiscalYear
from dxreport.model.strategy import Department
from dxreport.model.submission import Disclosure, Outcome, ReadingState, TaskState

FORM_VERSION = "3"
IDENTITY_SHEET = "_dxreport"
"""Hidden sheet that repeats the identity; the custom properties and the cover sheet carry it too."""
PROPERTY_PREFIX = "dxreport."
TITLE_ROW, NOTE_ROW, HEADER_ROW, FIRST_ROW = 1, 2, 4, 5
"""Where a form is written; a reader finds the heading row by its texts and does not rely on these."""
CHOICES_SHEET = "_choices"
"""Hidden sheet with the choices that are too long for a drop-down's own text (the roster)."""
WORKING_SHEET = "_working"
"""Hidden sheet with the steps of the formulas that preview the evaluation; nothing reads it."""
SHEET_NAMES = f"{PROPERTY_PREFIX}sheet."
"""What the names of heading rows begin with: a sheet is found by them when it has been renamed."""
MISSING_NAME = f"{PROPERTY_PREFIX}missing"
"""Name of the cell that counts what is still to be filled in."""
SPARE_LIST_ROWS = 30
SAMPLE_MARK = "サンプルデータ（架空）"


class Entry(StrEnum):
    """What a column asks for."""

    PRINTED = "printed"
    """Filled in by the program, locked."""
    TEXT = "text"
    NUMBER = "number"
    DATE = "date"
    CHOICE = "choice"


@dataclass(frozen=True, slots=True)
class FormColumn:
    """One column of a table sheet: ``id`` for the program, ``heading`` for people, width in characters."""

    id: str
    heading: str
    entry: Entry
    width: int
    hint: str = ""
    choices: tuple[str, ...] = ()
    optional: bool = False
    """A form without this column is read all the same."""


@dataclass(frozen=True, slots=True)
class TableSheet:
    """A sheet with one table; ``key`` is the column that identifies a row. ``id`` names the sheet for the program."""

    id: str
    name: str
    title: str
    key: str
    columns: tuple[FormColumn, ...]

    @property
    def anchor(self) -> str:
        """The name of its heading row (``dxreport.sheet.kpi``); a name may not hold a hyphen."""
        return SHEET_NAMES + self.id.replace("-", ".")

    def column(self, column_id: str) -> FormColumn:
        return next(c for c in self.columns if c.id == column_id)


@dataclass(frozen=True, slots=True)
class CoverField:
    """A labelled cell of the cover sheet: label in column B, value in column C."""

    id: str
    label: str
    entry: Entry
    hint: str = ""


GUIDE_SHEET = "記入要領"
COVER_SHEET = "提出票"
COVER_TITLE = "提出票"

COVER_FIELDS = (
    CoverField("municipality", "団体コード", Entry.PRINTED),
    CoverField("year", "年度", Entry.PRINTED),
    CoverField("checkpoint", "時点", Entry.PRINTED),
    CoverField("department", "所属", Entry.PRINTED),
    CoverField("department_name", "所属名", Entry.PRINTED),
    CoverField("version", "様式版", Entry.PRINTED),
    CoverField("digest", "照合番号", Entry.PRINTED),
    CoverField("number", "提出回数", Entry.NUMBER, "初回は1、再提出のたびに2、3…と増やしてください。"),
    CoverField("submitted_on", "提出日", Entry.DATE, "例：2025/10/10"),
    CoverField("contact", "担当者", Entry.TEXT, "係名と内線番号を記入してください（個人名は不要です）。"),
)

_STATES = tuple(s.value for s in ReadingState if s.value)
_TASK_STATES = tuple(s.value for s in TaskState if s.value)

RATING, CHECK = "rating", "check"
"""Ids of the columns that the form works out by itself: the class to be expected, and what is missing in the row."""

_WORKED_OUT = (
    FormColumn(RATING, "評価の目安", Entry.PRINTED, 14, optional=True),
    FormColumn(CHECK, "確認", Entry.PRINTED, 20, optional=True),
)

_EXPLANATION = (
    FormColumn("reason", "理由", Entry.TEXT, 28, "計画を下回った場合は必ず記入してください。"),
    FormColumn("remedy", "対応策", Entry.TEXT, 28, "計画を下回った場合は必ず記入してください。"),
    FormColumn("due", "期限", Entry.TEXT, 12, "対応策の期限。例：12月末"),
    FormColumn(
        "decision", "求める判断", Entry.TEXT, 18, "幹部の判断を要することがあれば記入してください。", optional=True
    ),
    FormColumn("comment", "コメント", Entry.TEXT, 24, "成果や特記事項があれば記入してください。"),
    FormColumn(
        "publication",
        "公表可否",
        Entry.CHOICE,
        9,
        "空欄なら、理由、対応策及び期限を委員会や公開の資料に載せ、求める判断とコメントは載せません。",
        tuple(d.value for d in Disclosure if d.value),
        optional=True,
    ),
)

KPI_SHEET = TableSheet(
    id="kpi",
    name="KPI実績",
    title="目標・指標（KPI）の実績",
    key="id",
    columns=(
        FormColumn("id", "測定項目ID", Entry.PRINTED, 10),
        FormColumn("initiative", "取組", Entry.PRINTED, 22),
        FormColumn("name", "測定項目", Entry.PRINTED, 34),
        FormColumn("target", "年度目標", Entry.PRINTED, 14),
        FormColumn("unit", "単位", Entry.PRINTED, 10),
        FormColumn("planned", "計画値", Entry.PRINTED, 9),
        FormColumn("last", "前回の実績", Entry.PRINTED, 12),
        FormColumn("wanted", "記入する値", Entry.PRINTED, 18),
        FormColumn("state", "実績の状況", Entry.CHOICE, 11, "数値があるときは「実績あり」を選んでください。", _STATES),
        FormColumn("value", "実績値", Entry.NUMBER, 11, "数字だけを記入してください（単位や「約」は付けません）。"),
        FormColumn("base", "基準量", Entry.NUMBER, 10, "削減率を量から計算する場合の基準の量（前年度同期など）。"),
        FormColumn("current", "今回量", Entry.NUMBER, 10, "削減率を量から計算する場合の今回の量。"),
        FormColumn("sample_size", "回答数", Entry.NUMBER, 9, "アンケートの有効回答数。"),
        FormColumn("forecast", "年度末見込", Entry.NUMBER, 11, "年度末の見込みの値（年間の合計又は年度末の水準）。"),
        *_WORKED_OUT,
        *_EXPLANATION,
    ),
)


def kpi_sheet(own_rating: str = "", classes: tuple[str, ...] = ()) -> TableSheet:
    """The sheet of measures; with a column for the department's own rating where the plan has a word for it."""
    if not own_rating:
        return KPI_SHEET
    hint = "所管課としての評価を選んでください。計算による評価と並べて示します。"
    own = FormColumn("own", own_rating, Entry.CHOICE, 13, hint, classes)
    at = next(n for n, c in enumerate(KPI_SHEET.columns) if c.id == RATING)
    return replace(KPI_SHEET, columns=(*KPI_SHEET.columns[:at], own, *KPI_SHEET.columns[at:]))


def in_the_plan_s_words(sheet: TableSheet, level: str) -> TableSheet:
    """``sheet`` with the plan's own word above the names of its lowest level, unless another column has it already."""
    if level in {c.heading for c in sheet.columns}:
        return sheet
    columns = (replace(c, heading=level) if c.id == "initiative" else c for c in sheet.columns)
    return replace(sheet, columns=tuple(columns))


SCHEDULE_SHEET = TableSheet(
    id="schedule",
    name="工程",
    title="工程",
    key="id",
    columns=(
        FormColumn("id", "工程ID", Entry.PRINTED, 9),
        FormColumn("initiative", "取組", Entry.PRINTED, 22),
        FormColumn("name", "工程", Entry.PRINTED, 34),
        FormColumn("planned", "計画", Entry.PRINTED, 18),
        FormColumn("state", "状況", Entry.CHOICE, 10, "現在の状況を選んでください。", _TASK_STATES),
        FormColumn("percent", "進捗（％）", Entry.NUMBER, 9, "0から100までの数字。"),
        FormColumn("started", "開始日", Entry.DATE, 12, "例：2025/4/10"),
        FormColumn("finished", "完了日", Entry.DATE, 12, "完了した場合だけ記入してください。"),
        FormColumn("expected", "完了見込日", Entry.DATE, 12, "計画から変わる場合は必ず記入してください。"),
        *_WORKED_OUT,
        *_EXPLANATION,
    ),
)

_OUTCOMES = tuple(o.value for o in Outcome if o.value)

FOLLOW_UP_SHEET = TableSheet(
    id="follow_ups",
    name="前回の遅れ",
    title="前回の遅れと対応のその後",
    key="id",
    columns=(
        FormColumn("id", "ID", Entry.PRINTED, 9),
        FormColumn("name", "測定項目・工程", Entry.PRINTED, 30),
        FormColumn("reason", "前回の理由", Entry.PRINTED, 34),
        FormColumn("remedy", "前回の対応策", Entry.PRINTED, 34),
        FormColumn("due", "前回の期限", Entry.PRINTED, 12),
        FormColumn("outcome", "その後", Entry.CHOICE, 12, "対応策がどうなったかを選んでください。", _OUTCOMES),
        FormColumn("progress", "経過", Entry.TEXT, 34, "その後の経過を1文で記入してください。"),
        FormColumn(CHECK, "確認", Entry.PRINTED, 20, optional=True),
    ),
)
"""From the second checkpoint on: what was said about delays last time, and the question what became of it."""

_LIST_ENTRY = {
    ColumnKind.TEXT: Entry.TEXT,
    ColumnKind.NUMBER: Entry.NUMBER,
    ColumnKind.CHOICE: Entry.CHOICE,
    ColumnKind.DATE: Entry.DATE,
    ColumnKind.DEPARTMENT: Entry.CHOICE,
}


def _list_width(column: ListColumn, key: str) -> int:
    if column.id == key:
        return 11
    return {ColumnKind.TEXT: 34, ColumnKind.NUMBER: 16, ColumnKind.DEPARTMENT: 18}.get(column.kind, 16)


def list_sheet(detail: DetailList, departments: tuple[Department, ...]) -> TableSheet:
    """The sheet of a detail list: one row an item, columns as the strategy declares them."""
    names = tuple(d.name for d in departments)
    return TableSheet(
        id=f"list.{detail.id}",
        name=detail.title,
        title=detail.title,
        key=detail.key,
        columns=tuple(
            FormColumn(
                id=c.id,
                heading=f"{c.heading}（{c.unit}）" if c.unit else c.heading,
                entry=_LIST_ENTRY[c.kind],
                width=_list_width(c, detail.key),
                choices=names if c.kind is ColumnKind.DEPARTMENT else c.choices,
            )
            for c in detail.columns
        ),
    )


def wanted(measure: Measure, checkpoint: Checkpoint) -> str:
    """What the form asks for in 実績値 of this measure."""
    if measure.rule is not None:
        return "記入不要（一覧から計算）"
    if measure.target.by_people:
        return "所管課の評価"
    if measure.type is MeasureType.COMPLETION:
        return "完了した割合（％）、又は「完了」「未完了」"
    if measure.type is MeasureType.REDUCTION:
        return "削減率、又は基準量と今回量"
    if measure.accumulation is Accumulation.SUM:
        if measure.moment is Moment.CALENDAR_YEAR and checkpoint is Checkpoint.Q1:
            return "1月から6月までの分"
        return "この四半期の分" if measure.frequency is Frequency.QUARTERLY else "前回の評価時点の後の分"
    if measure.moment is Moment.APRIL_FIRST:
        return "4月1日現在の値"
    return "暦年（1月から12月まで）の値" if measure.moment is Moment.CALENDAR_YEAR else "基準日現在の値"


@dataclass(frozen=True, slots=True)
class PrintedCell:
    """A locked cell as the form was issued: sheet, row and column by their ids."""

    sheet: str
    row: str
    column: str
    text: str

    @property
    def line(self) -> str:
        return "\t".join((self.sheet, self.row, self.column, self.text))


PRINTED_KEY = "printed"
"""First column of a row of the hidden sheet that records a locked cell; the next four hold the cell."""


def digest(printed: Iterable[PrintedCell]) -> str:
    """照合番号: 16 hexadecimal digits that tell whether the record of the locked cells is still the one that was issued."""
    lines = "\n".join(sorted(cell.line for cell in printed))
    return hashlib.sha256(lines.encode("utf-8")).hexdigest()[:16]


@dataclass(frozen=True, slots=True)
class Identity:
    """Which form this is; kept in custom properties, on the hidden sheet and on the cover."""

    municipality: str
    year: str
    checkpoint: str
    department: str
    version: str = FORM_VERSION
    sample: bool = False
    digest: str = ""

    def items(self) -> tuple[tuple[str, str], ...]:
        return (
            ("municipality", self.municipality),
            ("year", self.year),
            ("checkpoint", self.checkpoint),
            ("department", self.department),
            ("version", self.version),
            ("sample", "1" if self.sample else "0"),
            ("digest", self.digest),
        )


_UNSAFE = frozenset('\\/:*?"<>|.\0')


def file_name(year: FiscalYear, checkpoint: Checkpoint, department: Department, number: int = 1) -> str:
    """``R7Q2_情報政策課.xlsx``. Characters that could leave the folder are dropped; an empty name falls back to the id."""
    again = f"_再提出{number}" if number > 1 else ""
    return f"{prefix(year, checkpoint)}_{safe_name(department.name, department.id)}{again}.xlsx"


def safe_name(name: str, fallback: str) -> str:
    """A department's name without what could lead out of a folder; ``fallback`` (its id) where nothing is left."""
    kept = "".join(c for c in name if c not in _UNSAFE and c.isprintable() and not c.isspace())
    return kept[:60] or fallback


def prefix(year: FiscalYear, checkpoint: Checkpoint) -> str:
    """``R7Q2``: what files of a checkpoint begin with."""
    return f"{year.code.upper()}{checkpoint.value.upper()}"

"""Turns what one department answered in one workbook into values that keep their cells."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from enum import StrEnum

from dxreport.model.detail import Fault, LeftOut
from dxreport.model.period import Checkpoint
from dxreport.model.provenance import CellRef, Sourced


class ReadingState(StrEnum):
    """実績の状況: the five answers of the form; blank is its own state."""

    REPORTED = "実績あり"
    NOT_HELD = "未実施"
    NONE_OCCURRED = "該当なし"
    COUNTING = "集計中"
    EXCLUDED = "評価対象外"
    BLANK = ""


COMPLETION_WORDS = {
    **dict.fromkeys(("完了", "完了済", "済", "済み", "はい", "○"), Decimal(100)),
    **dict.fromkeys(("未完了", "未了", "未", "いいえ", "×"), Decimal(0)),
}
"""What a clerk may write in the value's cell of a completion instead of a per cent."""


class TaskState(StrEnum):
    """工程の状況 as reported."""

    NOT_STARTED = "未着手"
    RUNNING = "実施中"
    DONE = "完了"
    STOPPED = "中止"
    BLANK = ""


class Disclosure(StrEnum):
    """公表可否 of what a department wrote in a row of the form; blank is its own state."""

    PUBLIC = "公開"
    INTERNAL = "庁内限り"
    BLANK = ""


@dataclass(frozen=True, slots=True)
class Explanation:
    """理由・対応策・期限, as written by the department; empty where nothing was written.

    ``withheld`` says that something was written which this paper's readers are not shown.
    """

    reason: str = ""
    remedy: str = ""
    due: str = ""
    comment: str = ""
    decision: str = ""
    """求める判断: what the department asks its superiors to decide."""
    disclosure: Disclosure = Disclosure.BLANK
    withheld: bool = False


@dataclass(frozen=True, slots=True)
class Reading:
    """実績値 of one measure. ``value`` is this quarter's own amount for measures that add up, else the level at the as-of date.

    ``base`` and ``current`` are the two amounts from which a reduction rate is computed when no rate was given;
    ``done`` and ``all`` would be the same for a completion, which is given as a rate or comes from a list.
    """

    measure_id: str
    state: ReadingState
    value: Sourced[Decimal] | None
    forecast: Sourced[Decimal] | None
    base: Sourced[Decimal] | None
    current: Sourced[Decimal] | None
    sample_size: Sourced[Decimal] | None
    explanation: Explanation
    flags: tuple[str, ...]
    row: CellRef
    own: str = ""
    """所管評価: id of the class that the department gives itself; empty where it was not asked or gave none."""

    @property
    def given(self) -> Decimal | None:
        """The value; of a reduction given as amounts, the rate (%) that they make."""
        if self.value is not None:
            return self.value.value
        if self.base is not None and self.current is not None:
            return (self.base.value - self.current.value) * 100 / self.base.value
        return None


@dataclass(frozen=True, slots=True)
class TaskReport:
    """工程 of one schedule bar as reported: 進捗（％）, 開始日, 完了日, 完了見込日 with their cells, None where blank or unreadable.

    ``row`` is the cell of 状況 and ``typed`` the answer as it stood there, also where it is none of the choices.
    """

    bar_id: str
    state: TaskState
    percent: Sourced[Decimal] | None
    started: Sourced[date] | None
    finished: Sourced[date] | None
    expected: Sourced[date] | None
    explanation: Explanation
    row: CellRef
    typed: str = ""

    @property
    def cells(self) -> tuple[tuple[str, Sourced[TaskState] | Sourced[Decimal] | Sourced[date]], ...]:
        """Every cell that was read, by column of the form, in the form's order."""
        state = Sourced(self.state, self.row, self.typed or self.state.value)
        read = (("percent", self.percent), ("started", self.started), ("finished", self.finished))
        given = (*read, ("expected", self.expected))
        return (("state", state), *((name, cell) for name, cell in given if cell is not None))


class Outcome(StrEnum):
    """その後: what became of a remedy that was promised at the last checkpoint."""

    SOLVED = "解消した"
    ONGOING = "対応中"
    CHANGED = "対応策を見直した"
    BLANK = ""


@dataclass(frozen=True, slots=True)
class FollowUp:
    """The answer to an item of 前回の遅れ: outcome, what has happened since, and the cell of the outcome.

    ``id`` is that of the measure or the bar; ``remedy`` and ``due`` are what the form showed of the last checkpoint.
    """

    id: str
    outcome: Outcome
    progress: str
    row: CellRef
    remedy: str = ""
    due: str = ""


@dataclass(frozen=True, slots=True)
class Entered:
    """One filled cell that people may write into, as typed: sheet by its name in the form, row by its id, column by its heading."""

    sheet: str
    row: str
    heading: str
    text: str
    ref: CellRef


@dataclass(frozen=True, slots=True)
class ListRow:
    """One row of a detail list, by column id; ``number`` is its row in the sheet.

    A cell that could not be read, or is blank although the strategy requires it, is absent and named in ``faults``;
    a blank that is allowed is absent only.
    """

    key: str
    number: int
    cells: dict[str, Sourced[str | Decimal]]
    faults: tuple[tuple[str, Fault], ...] = ()


@dataclass(frozen=True, slots=True)
class FilledList:
    """A detail list as submitted. ``sheet`` is the extent of its sheet, ``columns`` the letters of the columns found there.

    ``unusable`` are rows that serve no figure at all (a doubled key, none); ``quarter`` is first and last day of the
    quarter for which the list was handed in.
    """

    list_id: str
    key: str
    rows: tuple[ListRow, ...]
    sheet: CellRef
    columns: dict[str, str]
    quarter: tuple[date, date]
    unusable: tuple[LeftOut, ...] = ()


@dataclass(frozen=True, slots=True)
class Submission:
    """提出票: one workbook of one department at one checkpoint."""

    department: str
    checkpoint: Checkpoint
    number: int
    submitted_on: date | None
    file: str
    sha256: str
    sample: bool
    readings: tuple[Reading, ...]
    tasks: tuple[TaskReport, ...]
    lists: tuple[FilledList, ...]
    contact: str = ""
    follow_ups: tuple[FollowUp, ...] = ()
    entered: tuple[Entered, ...] = ()
    """Every filled cell, in the form's order: what two workbooks of one department are compared by."""

    def reading(self, measure_id: str) -> Reading | None:
        return next((r for r in self.readings if r.measure_id == measure_id), None)

    def task(self, bar_id: str) -> TaskReport | None:
        return next((t for t in self.tasks if t.bar_id == bar_id), None)

    def filled_list(self, list_id: str) -> FilledList | None:
        return next((x for x in self.lists if x.list_id == list_id), None)


@dataclass(frozen=True, slots=True)
class HandedIn:
    """What counts at one checkpoint: the submission of each department, what it replaced, and files that gave none."""

    checkpoint: Checkpoint
    used: dict[str, Submission]
    """By department id."""
    replaced: tuple[Submission, ...] = ()
    unreadable: tuple[tuple[str, str], ...] = ()
    """(file, department id or empty)."""

    def versions(self, department: str) -> tuple[Submission, ...]:
        """All workbooks of a department in their order, the one that counts last; that one is missing where none counts."""
        used = self.used.get(department)
        return (*(s for s in self.replaced if s.department == department), *((used,) if used else ()))

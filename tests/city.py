"""Turns short tables in a test into a small fictional city: its strategy, its submissions, its workspace."""

from __future__ import annotations

import shutil
from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import date
from decimal import Decimal
from functools import lru_cache
from pathlib import Path

from dxreport.forms import filled
from dxreport.forms.look import Look, load
from dxreport.forms.rows import FollowUp
from dxreport.ingest import strategy_file
from dxreport.layout.submission import file_name
from dxreport.model.answers import Answer, WorkbookAnswers
from dxreport.model.detail import Fault
from dxreport.model.period import Checkpoint
from dxreport.model.provenance import CellRef, Sourced
from dxreport.model.strategy import Department, Strategy
from dxreport.model.submission import (
    Explanation,
    FilledList,
    HandedIn,
    ListRow,
    Reading,
    ReadingState,
    Submission,
    TaskReport,
    TaskState,
)

DATA = Path(__file__).parent / "data"
ROOT = Path(__file__).parent.parent

Cell = str | int | float | Decimal | date
Table = list[dict[str, Cell]]
ListCell = Cell | Fault | None


@lru_cache(maxsize=1)
def strategy() -> Strategy:
    """The small city's master; see tests/data/city.yaml."""
    checked = strategy_file.load(DATA / "city.yaml", "inputs/r7/strategy.yaml")
    assert checked.value is not None, checked.findings
    return checked.value


@lru_cache(maxsize=1)
def look() -> Look:
    """What the project's own template makes of the city's palette."""
    return load((ROOT / "templates" / "form.xlsx").read_bytes(), strategy().palette)


def workspace(folder: Path) -> Path:
    """A workspace with the city's strategy, the project's templates and fonts, and no submissions."""
    year = folder / "inputs" / "r7"
    year.mkdir(parents=True)
    shutil.copy(DATA / "city.yaml", year / "strategy.yaml")
    shutil.copy(DATA / "faults.yaml", year / "faults.yaml")
    for name in ("templates", "fonts"):
        (folder / name).symlink_to(ROOT / name)
    return folder


def _answer(value: Cell) -> Answer:
    return value if isinstance(value, str | date) else Decimal(str(value))


def submit(
    folder: Path,
    checkpoint: str,
    department: str,
    kpi: Mapping[str, Mapping[str, Cell]] | None = None,
    tasks: Mapping[str, Mapping[str, Cell]] | None = None,
    lists: Mapping[str, Table] | None = None,
    number: int = 1,
    *,
    day: date = date(2025, 10, 10),
    follow_ups: Mapping[str, Mapping[str, Cell]] | None = None,
) -> Path:
    """Fill in a form as a clerk would and put it into the workspace; 実績あり is chosen where a value is given."""
    step = Checkpoint(checkpoint)
    readings = {}
    for item, row in (kpi or {}).items():
        state = {"state": "実績あり"} if "value" in row or "base" in row else {}
        readings[item] = {k: _answer(v) for k, v in {**state, **row}.items()}
    answers = WorkbookAnswers(
        department=department,
        number=number,
        cover={"number": Decimal(number), "submitted_on": day, "contact": "係"},
        readings=readings,
        tasks={i: {k: _answer(v) for k, v in row.items()} for i, row in (tasks or {}).items()},
        follow_ups={i: {k: _answer(v) for k, v in row.items()} for i, row in (follow_ups or {}).items()},
        lists={i: tuple({k: _answer(v) for k, v in r.items()} for r in rows) for i, rows in (lists or {}).items()},
    )
    master = strategy()
    owner = master.department(department)
    path = folder / "inputs" / "r7" / checkpoint / file_name(master.year, step, owner, number)
    path.parent.mkdir(parents=True, exist_ok=True)
    delays = tuple(FollowUp(i, i, Explanation("理由", "対応", "9月末")) for i in follow_ups or {})
    path.write_bytes(_filled_in(step, owner, answers, delays))
    return path


_MADE: dict[str, bytes] = {}


def _filled_in(step: Checkpoint, owner: Department, answers: WorkbookAnswers, delays: tuple[FollowUp, ...]) -> bytes:
    """The workbook of these answers, made once: the same answers give the same bytes, and most tests hand in the same ones."""
    key = repr((step, owner, answers, delays))
    if key not in _MADE:
        _MADE[key] = filled.build(strategy(), step, owner, answers, delays=delays, look=look())
    return _MADE[key]


FULL_SOUMU: dict[str, dict[str, Cell]] = {
    "1-1a": {"value": 50, "forecast": 77},
    "1-1b": {"value": 2},
    "1-2": {"value": 45},
    "1-3": {"value": 7.5},
    "1-4": {"value": 0},
    "1-6": {"value": 45},
}
FULL_FUKUSHI: dict[str, dict[str, Cell]] = {
    "2-1": {"value": 80, "sample_size": 100},
    "2-5": {"value": 90},
    "2-6": {"value": 50},
}
SOUMU_TASKS: dict[str, dict[str, Cell]] = {
    "1-S1": {"state": "実施中", "started": date(2025, 4, 1), "percent": 50},
    "1-S2": {"state": "未着手"},
    "1-S3": {"state": "未着手"},
}
FUKUSHI_TASKS: dict[str, dict[str, Cell]] = {"2-S1": {"state": "実施中", "started": date(2025, 4, 1), "percent": 25}}
SOUMU_LISTS: dict[str, Table] = {"incidents": [{"id": "1", "hours": 2.5}]}
FUKUSHI_LISTS: dict[str, Table] = {
    "leaders": [{"id": "1", "department": "総務課"}, {"id": "2", "department": "福祉課"}],
    "procedures": [
        {"id": "1", "annual": 600, "state": "対応済"},
        {"id": "2", "annual": 400, "state": "未対応"},
    ],
}


def submit_all(folder: Path, checkpoint: str) -> None:
    """Both departments, everything filled in and nothing to complain about (at q1 and q2)."""
    submit(folder, checkpoint, "soumu", FULL_SOUMU, SOUMU_TASKS, SOUMU_LISTS)
    submit(folder, checkpoint, "fukushi", FULL_FUKUSHI, FUKUSHI_TASKS, FUKUSHI_LISTS)


# --- what was handed in, without workbooks --------------------------------------------------------------------------


EXPLAINED = "（理由あり）"


def reading(measure_id: str, value: Cell | None = None, **rest: Cell) -> Reading:
    """A reading; a string value is a state (未実施 …), with 「（理由あり）」 behind it where a reason was given."""
    ref = CellRef("f.xlsx", "KPI実績", "J5")

    def sourced(key: str) -> Sourced[Decimal] | None:
        given = rest.get(key)
        return None if given is None else Sourced(Decimal(str(given)), ref, str(given))

    if isinstance(value, str):
        explained = value.endswith(EXPLAINED)
        state, words = ReadingState(value.removesuffix(EXPLAINED)), Explanation("理由" if explained else "")
        return Reading(measure_id, state, None, None, None, None, None, words, (), ref, str(rest.get("own", "")))
    amount = None if value is None else Sourced(Decimal(str(value)), ref, str(value))
    filled_in = amount is not None or "base" in rest
    state = ReadingState.REPORTED if filled_in else ReadingState.BLANK
    return Reading(
        measure_id,
        state,
        amount,
        sourced("forecast"),
        sourced("base"),
        sourced("current"),
        None,
        Explanation(),
        (),
        ref,
        str(rest.get("own", "")),
    )


def task(bar_id: str, state: str, **days: date) -> TaskReport:
    """One row of the schedule sheet; ``days`` are started, finished and expected."""

    def dated(name: str, column: str) -> Sourced[date] | None:
        day = days.get(name)
        return None if day is None else Sourced(day, CellRef("f.xlsx", "工程", f"{column}5"), day.isoformat())

    return TaskReport(
        bar_id,
        TaskState(state),
        None,
        dated("started", "G"),
        dated("finished", "H"),
        dated("expected", "I"),
        Explanation(),
        CellRef("f.xlsx", "工程", "E5"),
    )


def with_percent(report: TaskReport, percent: int) -> TaskReport:
    return replace(report, percent=Sourced(Decimal(percent), CellRef("f.xlsx", "工程", "F5"), str(percent)))


def filled_list(
    list_id: str, rows: Sequence[Mapping[str, ListCell]], *, columns: tuple[str, ...] = (), q: str = "q2"
) -> FilledList:
    """A list whose rows stand from row 5 on, with the key in column A; ``columns`` are further ones that no row fills.

    The columns that the city's strategy declares are there in any case. A fault stands for a cell that is there and cannot be used, None for a blank that is allowed.
    """
    declared = [c.id for x in strategy().lists if x.id == list_id for c in x.columns]
    names = tuple(dict.fromkeys(("id", *declared, *(k for row in rows for k in row), *columns)))
    letters = {name: chr(ord("A") + n) for n, name in enumerate(names)}
    made = []
    for number, row in enumerate(rows, 5):
        cells: dict[str, Sourced[str | Decimal]] = {}
        for k, v in row.items():
            if v is None or isinstance(v, Fault):
                continue
            value = v if isinstance(v, str) else v.isoformat() if isinstance(v, date) else Decimal(str(v))
            cells[k] = Sourced(value, CellRef("f.xlsx", list_id, f"{letters[k]}{number}"), str(v))
        faults = tuple((k, v) for k, v in row.items() if isinstance(v, Fault))
        made.append(ListRow(str(row.get("id", number)), number, cells, faults))
    sheet = CellRef("f.xlsx", list_id, f"A5:{letters[names[-1]]}{max(len(rows), 1) + 4}")
    year, step = strategy().year, Checkpoint(q)
    return FilledList(list_id, "id", tuple(made), sheet, letters, (step.first_day(year), step.last_day(year)))


def handed_in(
    checkpoint: str,
    readings: list[Reading] | None = None,
    tasks: list[TaskReport] | None = None,
    lists: list[FilledList] | None = None,
    *,
    only: tuple[str, ...] = ("soumu", "fukushi"),
) -> HandedIn:
    """What both departments handed in; each carries all rows, since only its own are looked at."""
    step = Checkpoint(checkpoint)
    used = {
        d: Submission(
            d,
            step,
            1,
            None,
            f"{d}.xlsx",
            "0" * 64,
            False,
            tuple(readings or ()),
            tuple(tasks or ()),
            tuple(lists or ()),
        )
        for d in only
    }
    return HandedIn(step, used)

"""Every finding of the catalogue is raised by a real input, names its place, and says what to do."""

from __future__ import annotations

import io
import os
import re
import zipfile
from collections.abc import Callable
from datetime import date
from pathlib import Path

import openpyxl
import pytest
from openpyxl.cell.cell import Cell
from openpyxl.packaging.custom import StringProperty
from openpyxl.worksheet.worksheet import Worksheet

from dxreport.assessing import Request, check_files, evaluate, unwatched
from dxreport.cli.explain_target import targets_of
from dxreport.errors import CannotRun
from dxreport.ingest import strategy_file
from dxreport.ingest.isolation import Limits, ReadingRoom
from dxreport.ingest.targets import read_targets
from dxreport.ingest.workspace import Workspace, checkpoint_of, year_of
from dxreport.issuing import write_samples
from dxreport.model.catalogue import CATALOGUE, Severity
from dxreport.model.finding import Finding
from dxreport.products import Extras, Kind, fit_to_run, make
from dxreport.publish import Product, publish
from dxreport.report.strategy_additions import Additions
from tests import cities, city

Provoke = Callable[[Path], tuple[Finding, ...]]
CASES: list[tuple[str, Provoke]] = []


def case(code: str, provoke: Provoke) -> None:
    CASES.append((code, provoke))


# --- strategy.yaml ---------------------------------------------------------------------------------------------------


def master(old: str, new: str, *, encoding: str = "utf-8") -> Provoke:
    """The findings of the small city's master after one replacement."""

    def provoke(folder: Path) -> tuple[Finding, ...]:
        root = city.workspace(folder / "w")
        path = root / "inputs" / "r7" / "strategy.yaml"
        text = path.read_text(encoding="utf-8")
        assert old in text
        path.write_bytes(text.replace(old, new, 1).encode(encoding))
        return strategy_file.load(path).findings

    return provoke


case("Y01", lambda folder: strategy_file.load(folder / "strategy.yaml").findings)
case("Y02", master("title: スマート計画", "title: [スマート計画"))
case("Y03", master("value: 85.0", "value: 約85"))
case("Y04", master("short_name: 手続の改善", "shortname: 手続の改善"))
case("Y05", master("        outline: 手続を改める。\n", ""))
case("Y06", master("id: 1-1b,", "id: 1-1a,"))
case("Y07", master("department: soumu, plan: {kind: linear}", "department: somu, plan: {kind: linear}"))
case("Y08", master("target: 4件,", "target: 4件又は5件,"))
case("Y09", master("target: 4件, direction: higher,", "target: 4件,"))
case(
    "Y10",
    master("target: 75%以上, decimals: 1, accumulation: once", "target: 75%以上, direction: lower, accumulation: once"),
)


def target_text(text: str) -> Provoke:
    return lambda _: read_targets(text).findings


case("Y21", target_text("10位以上"))
case("Y22", target_text("－"))
case("Y23", target_text("80デシベル以下"))
case("Y24", target_text("偏差値50以上"))
case("Y25", target_text("12,50件"))
case("Y26", target_text("検討"))
case("Y11", master("matrix_title: 2つの施策", "matrix_title: 2つの施策\nmatrix_title: 3つの施策"))
case("Y12", master("values: {q1: 20, q2: 45, q3: 80, q4: 95}", "values: {q1: 20, q2: 45, q4: 95}"))
case("Y13", master("plan: {kind: linear}", "plan: {kind: from_baseline}"))
case("Y15", master("late: {fill: A32A12", "late: {fill: F7A399"))
case("Y14", master("みどり市は", "みどり市は", encoding="cp932"))

# --- workbooks as files ----------------------------------------------------------------------------------------------


def handed(name: str, content: bytes) -> Provoke:
    """The findings of a q1 in which one file with this content lies beside two good submissions."""

    def provoke(folder: Path) -> tuple[Finding, ...]:
        root = city.workspace(folder / "w")
        city.submit_all(root, "q1")
        (root / "inputs" / "r7" / "q1" / name).write_bytes(content)
        return evaluate(Request(root, checkpoint="q1")).findings

    return provoke


def zipped(parts: dict[str, bytes]) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in parts.items():
            archive.writestr(name, content)
    return out.getvalue()


OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 512
TYPES = {"[Content_Types].xml": b"<Types/>"}
case("W01", handed("R7Q1_壊れた.xlsx", b"PK\x03\x04 truncated"))
case("W02", handed("R7Q1_暗号.xlsx", OLE + "EncryptedPackage".encode("utf-16-le")))
case("W03", handed("R7Q1_旧形式.xlsx", OLE))
case("W04", handed("R7Q1_爆弾.xlsx", zipped({**TYPES, "xl/workbook.xml": b"<w/>", "xl/big.xml": b" " * 60_000_000})))
case(
    "W05",
    handed(
        "R7Q1_厳格.xlsx",
        zipped({**TYPES, "xl/workbook.xml": b'<workbook xmlns="http://purl.oclc.org/ooxml/spreadsheetml/main"/>'}),
    ),
)


def laden(rows: int, columns: int) -> bytes:
    """A workbook with that many numbers."""
    book = openpyxl.Workbook(write_only=True)
    sheet = book.create_sheet()
    for number in range(rows):
        sheet.append([number] * columns)
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


def too_slow(folder: Path) -> tuple[Finding, ...]:
    path = folder / "R7Q1_重い.xlsx"
    path.write_bytes(laden(4_000, 50))
    room = ReadingRoom(Limits(seconds=0.2))
    try:
        return room.read([(path, path.name)])[0].findings
    finally:
        room.close()


def parts_of(change: Callable[[dict[str, bytes]], None]) -> Provoke:
    """The findings of a q1 in which the parts of one department's workbook were changed."""

    def provoke(folder: Path) -> tuple[Finding, ...]:
        root = city.workspace(folder / "w")
        city.submit_all(root, "q1")
        path = root / "inputs" / "r7" / "q1" / "R7Q1_総務課.xlsx"
        with zipfile.ZipFile(path) as archive:
            parts = {n: archive.read(n) for n in archive.namelist()}
        change(parts)
        path.write_bytes(zipped(parts))
        return evaluate(Request(root, checkpoint="q1")).findings

    return provoke


def with_giant_merge(parts: dict[str, bytes]) -> None:
    name = "xl/worksheets/sheet3.xml"
    merged = b'<mergeCells count="1"><mergeCell ref="A1:XFD1048576"/></mergeCells>'
    parts[name] = parts[name].replace(b"</sheetData>", b"</sheetData>" + merged, 1)


def with_doctype(parts: dict[str, bytes]) -> None:
    declared = b'<?xml version="1.0"?><!DOCTYPE x [<!ENTITY e SYSTEM "file:///etc/passwd">]>'
    name = "xl/worksheets/sheet1.xml"
    parts[name] = declared + re.sub(rb"^<\?xml[^>]*\?>", b"", parts[name])


def with_macros(parts: dict[str, bytes]) -> None:
    parts["xl/vbaProject.bin"] = b"macros"


case("W08", too_slow)
case("W09", parts_of(with_giant_merge))
case("W10", parts_of(with_doctype))
case("W12", parts_of(with_macros))
case("W06", handed("~$R7Q1_総務課.xlsx", b"lock"))
case("W07", handed("送付状.docx", b"x"))

# --- sheets, identity, cells -----------------------------------------------------------------------------------------


def edited(
    change: Callable[[openpyxl.Workbook], None],
    department: str = "soumu",
    at: str = "q1",
    **answers: dict[str, dict[str, city.Cell]],
) -> Provoke:
    """The findings after a clerk changed the filled form of one department."""

    def provoke(folder: Path) -> tuple[Finding, ...]:
        root = city.workspace(folder / "w")
        city.submit_all(root, at)
        if answers:
            kpi = {**(city.FULL_SOUMU if department == "soumu" else city.FULL_FUKUSHI), **answers.get("kpi", {})}
            tasks = {**(city.SOUMU_TASKS if department == "soumu" else city.FUKUSHI_TASKS), **answers.get("tasks", {})}
            lists = city.SOUMU_LISTS if department == "soumu" else city.FUKUSHI_LISTS
            city.submit(root, at, department, kpi, tasks, lists)
        name = {"soumu": "総務課", "fukushi": "福祉課"}[department]
        path = root / "inputs" / "r7" / at / f"R7{at.upper()}_{name}.xlsx"
        book = openpyxl.load_workbook(path)
        change(book)
        book.save(path)
        return evaluate(Request(root, checkpoint=at)).findings

    return provoke


def nothing(_book: openpyxl.Workbook) -> None:
    """Leave the form as it was filled in."""


def kpi(**answers: city.Cell) -> Provoke:
    return edited(nothing, kpi={"1-1a": answers})


def find(sheet: Worksheet, text: str) -> Cell:
    return next(
        c
        for row in sheet.iter_rows()
        for c in row
        if str(c.value or "").replace("\n", "") == text and isinstance(c, Cell)
    )


def cell(book: openpyxl.Workbook, sheet: str, row_id: str, heading: str) -> Cell:
    ws = book[sheet]
    return ws.cell(find(ws, row_id).row, find(ws, heading).column)  # type: ignore[return-value]


def put(sheet: str, row_id: str, heading: str, value: object) -> Callable[[openpyxl.Workbook], None]:
    def change(book: openpyxl.Workbook) -> None:
        cell(book, sheet, row_id, heading).value = value  # type: ignore[assignment]

    return change


def identity(key: str, value: str | None) -> Callable[[openpyxl.Workbook], None]:
    """Change one entry of the identity in all three places; None removes the identity altogether."""

    def change(book: openpyxl.Workbook) -> None:
        sheet = book["_dxreport"]
        label = {"checkpoint": "時点", "department": "所属"}[key]
        cover = book["提出票"]
        target = find(cover, label)
        beside = next(cover.cell(target.row, c) for c in range(target.column + 1, 9) if cover.cell(target.row, c).value)
        if value is None:
            del book["_dxreport"]
            beside.value = None
        else:
            next(sheet.cell(r, 2) for r in range(1, 12) if str(sheet.cell(r, 1).value).endswith(key)).value = value
            beside.value = value
        properties = book.custom_doc_props  # type: ignore[attr-defined]  # the stubs lack it
        for name in [str(p.name) for p in properties.props if str(p.name).endswith(key) or value is None]:
            del properties[name]
            if value is not None:
                properties.append(StringProperty(name=name, value=value))

    return change


def contradict(book: openpyxl.Workbook) -> None:
    sheet = book["_dxreport"]
    next(sheet.cell(r, 2) for r in range(1, 12) if str(sheet.cell(r, 1).value).endswith("department")).value = "fukushi"


def rename_heading(sheet: str, heading: str) -> Callable[[openpyxl.Workbook], None]:
    def change(book: openpyxl.Workbook) -> None:
        find(book[sheet], heading).value = "？"

    return change


def drop_sheet(name: str) -> Callable[[openpyxl.Workbook], None]:
    def change(book: openpyxl.Workbook) -> None:
        del book[name]

    return change


def rename_sheet(name: str, new: str) -> Callable[[openpyxl.Workbook], None]:
    def change(book: openpyxl.Workbook) -> None:
        book[name].title = new

    return change


def copy_sheet(name: str) -> Callable[[openpyxl.Workbook], None]:
    def change(book: openpyxl.Workbook) -> None:
        book.copy_worksheet(book[name]).title = f"{name} (2)"

    return change


def merge(sheet: str, row_id: str, heading: str) -> Callable[[openpyxl.Workbook], None]:
    """Merge a cell with the one below it."""

    def change(book: openpyxl.Workbook) -> None:
        at = cell(book, sheet, row_id, heading)
        book[sheet].merge_cells(start_row=at.row, end_row=at.row + 1, start_column=at.column, end_column=at.column)

    return change


def drop_row(sheet: str, row_id: str) -> Callable[[openpyxl.Workbook], None]:
    def change(book: openpyxl.Workbook) -> None:
        book[sheet].delete_rows(find(book[sheet], row_id).row)

    return change


case("S01", edited(identity("department", None)))
case("S02", edited(identity("checkpoint", "q2")))
case("S03", edited(identity("department", "somu")))
case("S04", edited(drop_sheet("工程")))
case("S05", edited(rename_heading("KPI実績", "実績値")))
case("S06", edited(put("KPI実績", "1-4", "測定項目ID", "9-9")))
case("S07", edited(put("KPI実績", "1-2", "測定項目ID", "1-1a")))
case("S08", edited(drop_row("KPI実績", "1-4")))


def double_heading(book: openpyxl.Workbook) -> None:
    ws = book["KPI実績"]
    heading = find(ws, "実績値")
    ws.cell(heading.row, ws.max_column + 1).value = heading.value


case("W11", lambda folder: edited(lambda book: setattr(book["KPI実績"].cell(30_000, 3), "value", "遠い"))(folder))
case("W13", edited(put("KPI実績", "1-1a", "実績値", "=[1]Sheet1!$A$1")))


def scaled(book: openpyxl.Workbook) -> None:
    at = cell(book, "KPI実績", "1-1b", "実績値")
    at.value, at.number_format = 5000, "#,##0,"


def folder_in_folder(folder: Path) -> tuple[Finding, ...]:
    root = city.workspace(folder / "w")
    city.submit_all(root, "q1")
    (root / "inputs" / "r7" / "q1" / "福祉課.xlsx").mkdir()
    return evaluate(Request(root, checkpoint="q1")).findings


def second_heading(book: openpyxl.Workbook) -> None:
    sheet = book["KPI実績"]
    head = find(sheet, "測定項目ID").row
    row = find(sheet, "1-2").row
    sheet.insert_rows(row)
    for column in range(1, sheet.max_column + 1):
        sheet.cell(row, column).value = sheet.cell(head, column).value


case("W14", edited(scaled))
case("W15", folder_in_folder)
case("S23", edited(second_heading))
case("R14", lambda folder: check_files(Request(city.workspace(folder / "w")), (folder / "ない.xlsx",)))
case("S11", edited(contradict))
case("S12", edited(put("KPI実績", "1-1a", "年度目標", "70%")))
case(
    "S14",
    edited(
        merge("KPI実績", "1-1a", "理由"),
        kpi={"1-1a": {"value": 10, "reason": "遅れた理由", "remedy": "急ぐ", "due": "9月末"}},
    ),
)
case("S15", edited(rename_sheet("KPI実績", "実績（総務）")))
case("S16", edited(copy_sheet("KPI実績")))


def forged(book: openpyxl.Workbook) -> None:
    """Change the record of a locked cell as well as the cell."""
    sheet = book["_dxreport"]
    record = next(r for r in sheet.iter_rows() if r[0].value == "printed" and r[3].value == "target")
    record[4].value = "1%以上"


case("S17", edited(forged))


def outdated(folder: Path) -> tuple[Finding, ...]:
    """The strategy is amended after the forms went out."""
    root = city.workspace(folder / "w")
    city.submit_all(root, "q1")
    path = root / "inputs" / "r7" / "strategy.yaml"
    path.write_text(path.read_text(encoding="utf-8").replace("target: 4件,", "target: 6件,"), encoding="utf-8")
    return evaluate(Request(root, checkpoint="q1")).findings


case("S19", outdated)


def followed(outcome: str) -> Provoke:
    """A form that asks about one delay of the last checkpoint, and the answer."""

    def provoke(folder: Path) -> tuple[Finding, ...]:
        root = city.workspace(folder / "w")
        city.submit_all(root, "q1")
        city.submit_all(root, "q2")
        city.submit(
            root,
            "q2",
            "soumu",
            city.FULL_SOUMU,
            city.SOUMU_TASKS,
            city.SOUMU_LISTS,
            follow_ups={"1-2": {"outcome": outcome, "progress": "進めている。"}},
        )
        return evaluate(Request(root, checkpoint="q2")).findings

    return provoke


case("S18", followed(""))
case("S21", followed("順調"))
case("S13", edited(double_heading))


def twice(first: tuple[int, date], second: tuple[int, date], other: float = 51) -> Provoke:
    """Two workbooks of one department, by number and date; ``other`` is a value of the second."""

    def provoke(folder: Path) -> tuple[Finding, ...]:
        root = city.workspace(folder / "w")
        city.submit_all(root, "q1")
        for (number, day), value, name in ((first, 50, "一"), (second, other, "二")):
            kpi: dict[str, dict[str, city.Cell]] = {**city.FULL_SOUMU, "1-1a": {"value": value, "forecast": 77}}
            path = city.submit(root, "q1", "soumu", kpi, city.SOUMU_TASKS, city.SOUMU_LISTS, number=number, day=day)
            path.rename(path.with_name(f"R7Q1_総務課（{name}）.xlsx"))
        return evaluate(Request(root, checkpoint="q1")).findings

    return provoke


TENTH, TWELFTH = date(2025, 7, 10), date(2025, 7, 12)
case("S09", twice((1, TENTH), (1, TENTH)))
case("S10", twice((1, TENTH), (2, TWELFTH)))
case("S20", twice((1, TENTH), (1, TENTH), other=50))
case("S22", twice((1, TWELFTH), (2, TENTH)))

case("N01", kpi(value="集計中です"))
case("N02", kpi(value="3,20"))
case("N03", kpi(value="20～30"))
case("N04", kpi(value="20人"))
case("N05", kpi(value="約30"))
case("N06", kpi(value=30, state="未実施"))
case("N07", kpi(state="実績あり"))
case("N08", kpi(state="順調"))
case("N09", edited(put("KPI実績", "1-1a", "実績値", date(2025, 6, 30))))
case("N10", kpi(value="#REF!"))
case("N11", edited(put("KPI実績", "1-1a", "実績値", "=SUM(A1:A2)")))
case("N12", kpi(value=101))
case("N21", kpi(value=0.365))


def small_target(folder: Path) -> tuple[Finding, ...]:
    """A target of 5%, and 0.04 where 4 was probably meant: no refusal, since 0.04% could be."""
    root = city.workspace(folder / "w")
    city.submit_all(root, "q1")
    path = root / "inputs" / "r7" / "strategy.yaml"
    text = path.read_text(encoding="utf-8").replace("target: 15%減", "target: 5%減").replace("q4: 15}", "q4: 5}")
    path.write_text(text, encoding="utf-8")
    city.submit(root, "q1", "soumu", {**city.FULL_SOUMU, "1-3": {"value": 0.04}}, city.SOUMU_TASKS, city.SOUMU_LISTS)
    return evaluate(Request(root, checkpoint="q1")).findings


case("N13", small_target)
case("N14", kpi(value=-1))
case("N15", kpi(value=30, comment="見えない\u200b文字"))
case("F07", kpi(value=30, comment="𠮷野地区を終えた"))
case("F08", kpi(value=30, comment="無事に終えた🙂"))
case("F09", kpi(value=30, comment="担当は辻\U000e0105"))
case("N16", edited(nothing, tasks={"1-S1": {"state": "実施中", "started": "春ごろ"}}))
case("N17", edited(put("KPI実績", "1-1a", "実績の状況", None)))
case("N18", edited(nothing, kpi={"1-3": {"base": 0, "current": 5}}))
case("N19", edited(put("KPI実績", "1-5", "実績値", 3)))


case("N20", edited(nothing, kpi={"1-1b": {"value": 1.5}}))


def listed(rows: city.Table, change: Callable[[openpyxl.Workbook], None] = nothing) -> Provoke:
    def provoke(folder: Path) -> tuple[Finding, ...]:
        root = city.workspace(folder / "w")
        city.submit_all(root, "q1")
        path = city.submit(root, "q1", "soumu", city.FULL_SOUMU, city.SOUMU_TASKS, {"incidents": rows})
        book = openpyxl.load_workbook(path)
        change(book)
        book.save(path)
        return evaluate(Request(root, checkpoint="q1")).findings

    return provoke


def unnumbered(book: openpyxl.Workbook) -> None:
    find(book["障害記録"], "1").value = None


case("L01", listed([{"id": "1", "hours": 1}], rename_heading("障害記録", "復旧時間（時間）")))
case("L02", listed([{"id": "1", "hours": 1}, {"id": "1", "hours": 2}]))
case("L03", listed([{"id": "1", "hours": 1}, {"id": "2", "day": date(2025, 5, 1)}]))
case("L04", listed([{"id": "1", "hours": "半日"}]))
case("L05", listed([{"id": "1", "hours": 1}, {"id": "2", "hours": 2}], unnumbered))


def bar(**answers: city.Cell) -> Provoke:
    return edited(nothing, tasks={"1-S1": answers})


case("T01", bar(state="完了"))
case("T02", bar(state="完了", started=date(2025, 6, 2), finished=date(2025, 5, 1)))
case("T03", bar(state="実施中", percent=100))
case("T04", bar(state="完了", percent=80, finished=date(2025, 6, 1)))
case("T05", bar(state="完了", finished=date(2025, 7, 1)))
case("T06", bar(state="順調"))
case("N27", bar(state="実施中", publication="一部公開"))
case("T07", edited(put("工程", "1-S1", "状況", None)))
case("T09", bar(state="実施中", expected=date(9999, 12, 31)))
case("T08", bar(state="実施中", expected=date(2025, 12, 31)))
case("T10", bar(state="未着手", started=date(2025, 4, 7)))
case("T11", bar(state="未着手", percent=40))
case("T12", bar(state="実施中", started=date(2025, 4, 7), finished=date(2025, 6, 20)))
case("T13", bar(state="実施中", percent=40))
case("T14", bar(state="実施中", started=date(2025, 4, 7), expected=date(2025, 6, 13)))
case("T15", bar(state="実施中", started=date(2025, 5, 7), expected=date(2025, 4, 30)))
case("T16", bar(state="中止"))
case("T17", edited(nothing, tasks={"1-S1": {"state": "実施中", "started": date(2025, 4, 7), "percent": 0}}, at="q2"))


def then(before: dict[str, city.Cell], now: dict[str, city.Cell]) -> Provoke:
    """The findings of a second quarter whose first row of the schedule sheet follows on another answer in the first."""

    def provoke(folder: Path) -> tuple[Finding, ...]:
        root = city.workspace(folder / "w")
        for step, row in (("q1", before), ("q2", now)):
            city.submit_all(root, step)
            city.submit(root, step, "soumu", city.FULL_SOUMU, {**city.SOUMU_TASKS, "1-S1": row}, city.SOUMU_LISTS)
        return evaluate(Request(root, checkpoint="q2")).findings

    return provoke


BEGUN: dict[str, city.Cell] = {"state": "実施中", "started": date(2025, 4, 7)}
case("T18", then({**BEGUN, "percent": 60}, {**BEGUN, "percent": 40}))
case("T19", then({**BEGUN, "state": "完了", "finished": date(2025, 6, 20)}, {**BEGUN, "percent": 90}))
case("T20", then(BEGUN, {**BEGUN, "started": date(2025, 4, 17)}))

# --- evaluation ------------------------------------------------------------------------------------------------------


def only_soumu(folder: Path) -> tuple[Finding, ...]:
    root = city.workspace(folder / "w")
    city.submit(root, "q1", "soumu", city.FULL_SOUMU, city.SOUMU_TASKS, city.SOUMU_LISTS)
    return evaluate(Request(root, checkpoint="q1")).findings


def gap(folder: Path) -> tuple[Finding, ...]:
    root = city.workspace(folder / "w")
    city.submit_all(root, "q2")
    return evaluate(Request(root, checkpoint="q2")).findings


def quarters(
    first: dict[str, dict[str, city.Cell]],
    second: dict[str, dict[str, city.Cell]],
    lists: dict[str, city.Table] | None = None,
    old: str = "",
    new: str = "",
) -> Provoke:
    """The findings of a second quarter that follows on a first; ``lists`` are those of the second."""

    def provoke(folder: Path) -> tuple[Finding, ...]:
        root = city.workspace(folder / "w")
        path = root / "inputs" / "r7" / "strategy.yaml"
        text = path.read_text(encoding="utf-8")
        assert old in text
        path.write_text(text.replace(old, new, 1), encoding="utf-8")
        for step, kpi in (("q1", first), ("q2", second)):
            city.submit_all(root, step)
            given = lists if lists is not None and step == "q2" else city.SOUMU_LISTS
            city.submit(root, step, "soumu", {**city.FULL_SOUMU, **kpi}, city.SOUMU_TASKS, given)
        return evaluate(Request(root, checkpoint="q2")).findings

    return provoke


BEHIND: dict[str, city.Cell] = {
    "value": 10,
    "reason": "担当者が足りなかった。",
    "remedy": "応援を求める。",
    "due": "末日",
}
case("E10", quarters({"1-1b": {"value": 2}}, {"1-1b": {"value": 20}}))
case("E11", quarters({"1-2": {"value": 45}}, {"1-2": {"value": 44}}, old="target: 95%超", new="target: 95人超"))
case("E12", quarters({"1-2": BEHIND}, {"1-2": BEHIND}))
case("E13", quarters({"1-1b": {"value": 30}}, {"1-1b": {"value": 40}}))
case("E14", quarters({"1-1b": {"value": 1}}, {"1-1b": {"value": 2}}))
case("L06", quarters({}, {}, lists={"incidents": [{"id": "2", "hours": 1}]}))
case("E01", only_soumu)
case("E02", kpi(value=10))
case("E03", gap)
case("E05", edited(put("KPI実績", "1-1a", "実績値", None), kpi={"1-1a": {"comment": "後日"}}))

case("E06", edited(nothing, kpi={"1-1a": {"state": "評価対象外"}}))
case("N22", edited(nothing, kpi={"1-3": {"value": 7.5, "base": 1000, "current": 850}}))


def of_city(name: str, at: str, old: str = "", new: str = "") -> Provoke:
    """The findings of a fictional city's checkpoint after one replacement in its plan."""

    def provoke(folder: Path) -> tuple[Finding, ...]:
        root = cities.workspace(name, folder / "w")
        path = root / "inputs" / "r7" / "strategy.yaml"
        text = path.read_text(encoding="utf-8")
        assert old in text
        path.write_text(text.replace(old, new, 1), encoding="utf-8")
        return evaluate(Request(root, checkpoint=at)).findings

    return provoke


case("E07", of_city(cities.AKANE, "q2"))
case("N23", of_city(cities.AKANE, "q2"))
case(
    "E08",
    of_city(cities.HOSHIMI, "q1", "results: {r5: {value: 2}, r6: {value: 1, revised: 2}}", "results: {r5: {value: 2}}"),
)


def too_early(folder: Path) -> tuple[Finding, ...]:
    root = city.workspace(folder / "w")
    city.submit_all(root, "q2")
    return evaluate(Request(root, checkpoint="q2", as_of=date(2025, 6, 30))).findings


case("R13", too_early)

# --- the run ---------------------------------------------------------------------------------------------------------


def refused(run: Callable[[Path], object]) -> Provoke:
    """The findings with which a run refuses to go on."""

    def provoke(folder: Path) -> tuple[Finding, ...]:
        with pytest.raises(CannotRun) as caught:
            run(folder)
        return caught.value.findings

    return provoke


def locked(folder: Path) -> None:
    (folder / ".q1.lock").write_text(str(os.getpid()))
    publish(folder / "q1", (Product("a.txt", b"a"),), "outputs/r7/q1")


def unwritable(folder: Path) -> None:
    (folder / "r7").write_text("a file where a folder should be")
    publish(folder / "r7" / "q1", (Product("a.txt", b"a"),), "outputs/r7/q1")


def empty(folder: Path) -> None:
    evaluate(Request(city.workspace(folder / "w")))


def no_answers(folder: Path) -> None:
    write_samples(Request(city.workspace(folder / "w")))


def wrong_answers(folder: Path) -> None:
    root = city.workspace(folder / "w")
    (root / "inputs" / "r7" / "sample").mkdir()
    (root / "inputs" / "r7" / "sample" / "q1.yaml").write_text("checkpoint: q1", encoding="utf-8")
    write_samples(Request(root))


case("R01", refused(empty))
case("R02", refused(lambda _: checkpoint_of("q5")))
case("R03", refused(lambda folder: year_of(Workspace(folder), "r99x")))
case("R04", refused(locked))
case("R05", refused(unwritable))
case("R21", refused(lambda folder: targets_of(folder / "targets.txt")))
case("R06", refused(lambda folder: evaluate(Request(_full(folder), as_of=date(2026, 4, 1)))))
case("R10", refused(no_answers))
case("R11", refused(wrong_answers))


def other_year(folder: Path) -> None:
    root = _full(folder)
    path = root / "inputs" / "r7" / "strategy.yaml"
    path.write_text(path.read_text(encoding="utf-8").replace("fiscal_year: r7", "fiscal_year: r8"), encoding="utf-8")
    evaluate(Request(root))


case("R12", refused(other_year))


def _full(folder: Path) -> Path:
    root = city.workspace(folder / "w")
    city.submit_all(root, "q1")
    return root


def unfit(change: Callable[[Path], None]) -> Provoke:
    """The findings about fonts and templates after a change to a copy of them."""

    def provoke(folder: Path) -> tuple[Finding, ...]:
        root = folder / "w"
        (root / "fonts").mkdir(parents=True)
        for path in (city.ROOT / "fonts").iterdir():
            (root / "fonts" / path.name).symlink_to(path)
        (root / "templates").mkdir()
        for path in (city.ROOT / "templates").glob("*.*x"):
            (root / "templates" / path.name).write_bytes(path.read_bytes())
        change(root)
        return fit_to_run(Workspace(root))

    return provoke


def replace_with(name: str, content: bytes) -> Callable[[Path], None]:
    def change(root: Path) -> None:
        (root / name).unlink()
        (root / name).write_bytes(content)

    return change


def restyled(root: Path) -> None:
    """A Word template in which somebody renamed a style."""
    path = root / "templates" / "strategy.docx"
    with zipfile.ZipFile(path) as archive:
        parts = {n: archive.read(n) for n in archive.namelist()}
    parts["word/styles.xml"] = re.sub(rb'w:name w:val="heading 1"', b'w:name w:val="big"', parts["word/styles.xml"])
    path.write_bytes(zipped(parts))


case("F01", unfit(lambda root: (root / "fonts" / "SHA256SUMS").unlink()))
case("F02", unfit(lambda root: (root / "fonts" / "BIZUDPGothic-Bold.ttf").unlink()))
case("F03", unfit(replace_with("fonts/BIZUDPGothic-Bold.ttf", b"not a font")))
case("F04", unfit(lambda root: (root / "templates" / "briefing.pptx").unlink()))
case("F05", unfit(restyled))


def unbound(root: Path) -> None:
    """A Word template whose headings were taken out of their list."""
    path = root / "templates" / "strategy.docx"
    with zipfile.ZipFile(path) as archive:
        parts = {n: archive.read(n) for n in archive.namelist()}
    parts["word/styles.xml"] = re.sub(
        rb'<w:numPr><w:ilvl w:val="0"/><w:numId w:val="2"/></w:numPr>', b"", parts["word/styles.xml"]
    )
    path.write_bytes(zipped(parts))


def tiny(root: Path) -> None:
    """A PowerPoint template whose text was made smaller than can be read."""
    path = root / "templates" / "briefing.pptx"
    with zipfile.ZipFile(path) as archive:
        parts = {n: archive.read(n) for n in archive.namelist()}
    name = "ppt/slideLayouts/slideLayout2.xml"
    parts[name] = parts[name].replace(b'sz="1600"', b'sz="900"', 1)
    path.write_bytes(zipped(parts))


def published(change: Callable[[Path], None]) -> Provoke:
    """The findings of a Word paper made in the small city after one change of its workspace."""

    def provoke(folder: Path) -> tuple[Finding, ...]:
        root = _full(folder)
        templates = root / "templates"
        kept = {p.name: p.read_bytes() for p in templates.resolve().glob("*.*x")}
        templates.unlink()
        templates.mkdir()
        for name, content in kept.items():
            (templates / name).write_bytes(content)
        change(root)
        assessment = evaluate(Request(root))
        return tuple(f for p in make(assessment, Workspace(root), (Kind.STRATEGY,), lambda _: None) for f in p.findings)

    return provoke


def loose(root: Path) -> None:
    """A Word template whose body text has no exact leading any more."""
    path = root / "templates" / "strategy.docx"
    with zipfile.ZipFile(path) as archive:
        parts = {n: archive.read(n) for n in archive.namelist()}
    parts["word/styles.xml"] = parts["word/styles.xml"].replace(
        b'w:line="420" w:lineRule="exact"', b'w:line="420" w:lineRule="auto"'
    )
    path.write_bytes(zipped(parts))


def filled(root: Path) -> None:
    """A chapter whose lines are as full as they can be: another program needs one more for each of them."""
    path = root / "inputs" / "r7" / "strategy.yaml"
    text = path.read_text(encoding="utf-8")
    section = f"      - title: 節\n        items:\n          - paragraph: {'国7' * 20}\n"
    assert "    sections:\n" in text
    path.write_text(text.replace("    sections:\n", "    sections:\n" + section * 20, 1), encoding="utf-8")


case("F10", published(filled))
case("F11", published(loose))
case("F12", unfit(unbound))
case("F13", unfit(tiny))
case("F06", unfit(replace_with("templates/strategy.docx", b"not a document")))


def wrong_document(_folder: Path) -> tuple[Finding, ...]:
    from dxreport.cli.quarterly import kinds  # noqa: PLC0415  the command line is wanted by this case only

    with pytest.raises(CannotRun) as caught:
        kinds("poster")
    return caught.value.findings


def unknown_department(folder: Path) -> tuple[Finding, ...]:
    from dxreport.pipeline import choose  # noqa: PLC0415  the whole run is wanted by this case only

    with pytest.raises(CannotRun) as caught:
        choose(evaluate(Request(_full(folder))), ("somu",))
    return caught.value.findings


def documents_and_departments(folder: Path) -> tuple[Finding, ...]:
    from dxreport.cli.quarterly import outcome_of  # noqa: PLC0415  the command line is wanted by this case only

    with pytest.raises(CannotRun) as caught:
        outcome_of(Request(folder), "data", ("soumu",), unwatched)
    return caught.value.findings


def additions_to_nothing(folder: Path) -> tuple[Finding, ...]:
    from dxreport.cli.quarterly import outcome_of  # noqa: PLC0415  the command line is wanted by this case only

    with pytest.raises(CannotRun) as caught:
        outcome_of(Request(folder), "data", (), unwatched, Extras(Additions(progress=True)))
    return caught.value.findings


def handouts_without_slides(folder: Path) -> tuple[Finding, ...]:
    from dxreport.cli.quarterly import outcome_of  # noqa: PLC0415  the command line is wanted by this case only

    with pytest.raises(CannotRun) as caught:
        outcome_of(Request(folder), "data", (), unwatched, Extras(handouts=True))
    return caught.value.findings


def unknown_audience(_folder: Path) -> tuple[Finding, ...]:
    from dxreport.cli.quarterly import readers  # noqa: PLC0415  the command line is wanted by this case only

    with pytest.raises(CannotRun) as caught:
        readers(("public", "press"))
    return caught.value.findings


def unknown_id(folder: Path) -> tuple[Finding, ...]:
    from dxreport.cli.explain import account  # noqa: PLC0415  the command line is wanted by this case only

    with pytest.raises(CannotRun) as caught:
        account("1-1c", evaluate(Request(_full(folder))))
    return caught.value.findings


case("R08", unknown_id)
case("R09", wrong_document)
case("R15", unknown_department)
case("R25", handouts_without_slides)
case("R16", documents_and_departments)
case("R17", additions_to_nothing)
case("R19", unknown_audience)


@pytest.mark.parametrize(("code", "provoke"), CASES, ids=[c for c, _ in CASES])
def test_finding_is_raised(code: str, provoke: Provoke, tmp_path: Path) -> None:
    found = provoke(tmp_path)
    own = [f for f in found if f.code == code]
    assert own, f"{code} not among {[f.code for f in found]}"
    for item in own:
        assert item.what
        assert item.remedy
        assert "{" not in item.what + item.why + item.remedy
        if item.severity is Severity.ERROR and code[0] in "WSNLT":
            assert item.file.endswith(".xlsx")


@pytest.mark.parametrize(
    ("typed", "shown_as", "taken"), [(0.365, "General", False), (0.00365, "0.000%", True), ("0.365%", "@", True)]
)
def test_a_share_of_at_most_one_is_taken_only_where_the_percent_is_said(
    typed: float | str, shown_as: str, taken: bool, tmp_path: Path
) -> None:
    def change(book: openpyxl.Workbook) -> None:
        target = cell(book, "KPI実績", "1-1a", "実績値")
        target.value, target.number_format = typed, shown_as

    found = edited(change)(tmp_path)
    assert ("N21" in {f.code for f in found}) is not taken


def test_amounts_that_agree_with_the_rate_are_no_finding(tmp_path: Path) -> None:
    found = edited(nothing, kpi={"1-3": {"value": 15.0, "base": 1000, "current": 850}})(tmp_path)
    assert "N22" not in {f.code for f in found}


def test_every_code_of_the_catalogue_has_a_case() -> None:
    assert sorted(c for c, _ in CASES) == sorted(CATALOGUE)


def test_a_clean_submission_has_no_findings(tmp_path: Path) -> None:
    root = city.workspace(tmp_path / "w")
    city.submit_all(root, "q1")
    found = evaluate(Request(root)).findings
    assert [f"{f.code} {f.what}" for f in found] == []


def test_one_bad_file_never_stops_the_others(tmp_path: Path) -> None:
    root = city.workspace(tmp_path / "w")
    city.submit_all(root, "q1")
    (root / "inputs" / "r7" / "q1" / "R7Q1_企画課.xlsx").write_bytes(b"PK\x03\x04")
    result = evaluate(Request(root))
    assert [f.code for f in result.findings] == ["W01"]
    assert result.counts.judged > 0


def test_a_finding_in_the_master_names_line_and_field(tmp_path: Path) -> None:
    (item,) = master("value: 85.0", "value: 約85")(tmp_path)
    text = (city.DATA / "city.yaml").read_text(encoding="utf-8").splitlines()
    line = next(n for n, row in enumerate(text, 1) if "value: 85.0" in row)
    assert item.cell == f"L{line}"
    assert item.place is not None
    assert str(item.place).endswith("measures[0].baseline.value")
    assert item.found == "約85"


def test_a_cell_shown_as_a_percentage_is_read_as_shown(tmp_path: Path) -> None:
    """36.5% typed into a cell that Excel then formats as a percentage is 0.365 in the file."""

    def as_percentage(book: openpyxl.Workbook) -> None:
        target = cell(book, "KPI実績", "1-1a", "実績値")
        target.value, target.number_format = 0.365, "0.0%"

    assert [f.code for f in edited(as_percentage)(tmp_path)] == []
    result = evaluate(Request(tmp_path / "w"))
    actual = next(m.actual for m in result.measures if m.measure.id == "1-1a")
    assert actual is not None
    assert str(actual.value.normalize()) == "36.5"

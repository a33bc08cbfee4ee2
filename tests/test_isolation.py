"""Reading processes: no file hangs, fills or ends the program, the next file is read, and nothing sent is ever written to."""

from __future__ import annotations

import hashlib
import io
import os
import time
import zipfile
from collections.abc import Iterator
from pathlib import Path

import openpyxl
import psutil
import pytest

from dxreport.ingest import isolation
from dxreport.ingest.isolation import Limits, ReadingRoom
from dxreport.ingest.workbook_gate import MAX_PARTS, MAX_UNPACKED, inspect
from tests import city
from tests.test_findings import TYPES, laden, zipped

MB = 1024**2


@pytest.fixture
def rooms() -> Iterator[list[ReadingRoom]]:
    """Rooms to be closed after the test."""
    opened: list[ReadingRoom] = []
    yield opened
    for room in opened:
        room.close()


def written(folder: Path, name: str, content: bytes) -> tuple[Path, str]:
    path = folder / name
    path.write_bytes(content)
    return path, name


def form(folder: Path) -> bytes:
    return city.submit(city.workspace(folder / "w"), "q1", "soumu", city.FULL_SOUMU).read_bytes()


def test_a_slow_file_is_given_up_and_the_next_is_read(tmp_path: Path, rooms: list[ReadingRoom]) -> None:
    room = ReadingRoom(Limits(seconds=0.3), most=1)
    rooms.append(room)
    files = [written(tmp_path, "slow.xlsx", laden(5_000, 60)), written(tmp_path, "good.xlsx", form(tmp_path))]
    slow, good = room.read(files)
    assert [f.code for f in slow.findings] == ["W08"]
    assert "30秒" in slow.findings[0].what
    assert good.value is not None


def test_a_file_that_needs_too_much_memory_is_given_up(tmp_path: Path, rooms: list[ReadingRoom]) -> None:
    room = ReadingRoom(Limits(memory=80 * MB), most=1)
    rooms.append(room)
    files = [written(tmp_path, "fat.xlsx", laden(15_000, 100)), written(tmp_path, "good.xlsx", form(tmp_path))]
    fat, good = room.read(files)
    assert [f.code for f in fat.findings] == ["W08"]
    assert "メモリ" in fat.findings[0].what
    assert good.value is not None


def test_a_process_that_dies_takes_only_its_file_with_it(tmp_path: Path, rooms: list[ReadingRoom]) -> None:
    room = ReadingRoom(most=1)
    rooms.append(room)
    good = written(tmp_path, "good.xlsx", form(tmp_path))
    assert room.read([good])[0].value is not None
    (reader,) = room._readers
    reader.process.kill()
    reader.process.join()
    assert room.read([good])[0].value is not None


def test_a_process_that_dies_while_it_reads_is_a_finding(
    tmp_path: Path, rooms: list[ReadingRoom], monkeypatch: pytest.MonkeyPatch
) -> None:
    room = ReadingRoom(most=1)
    rooms.append(room)
    good = written(tmp_path, "good.xlsx", form(tmp_path))
    room.read([good])
    give = isolation._Reader.give

    def give_and_kill(self: isolation._Reader, job: int, path: Path) -> None:
        give(self, job, path)
        monkeypatch.setattr(isolation._Reader, "give", give)
        self.process.kill()

    monkeypatch.setattr(isolation._Reader, "give", give_and_kill)
    lost, kept = room.read([written(tmp_path, "slow.xlsx", laden(5_000, 60)), good])
    assert [f.code for f in lost.findings] == ["W08"]
    assert "異常に終わりました" in lost.findings[0].what
    assert kept.value is not None


def test_processes_end_with_their_room(tmp_path: Path) -> None:
    room = ReadingRoom(most=1)
    room.read([written(tmp_path, "good.xlsx", form(tmp_path))])
    (pid,) = [r.process.pid for r in room._readers]
    room.close()
    assert not psutil.pid_exists(pid or 0)


def test_many_files_come_back_in_their_order(tmp_path: Path, rooms: list[ReadingRoom]) -> None:
    room = ReadingRoom(most=3)
    rooms.append(room)
    files = []
    for number in range(40):
        book = openpyxl.Workbook()
        sheet = book.active
        assert sheet is not None
        sheet["A1"] = number
        out = io.BytesIO()
        book.save(out)
        files.append(written(tmp_path, f"{number}.xlsx", out.getvalue()))
    read = room.read(files)
    assert len(room._readers) == 3
    assert [r.value.grids["Sheet"].get(1, 1) for r in read if r.value] == list(range(40))


def test_a_submitted_file_is_never_written_to(tmp_path: Path) -> None:
    path, name = written(tmp_path, "form.xlsx", form(tmp_path))
    os.utime(path, (1_000_000_000, 1_000_000_000))
    path.chmod(0o400)
    before = path.stat()
    digest = hashlib.sha256(path.read_bytes()).hexdigest()
    read = isolation.read_workbook(path, name).value
    assert read is not None
    assert read.sha256 == digest
    assert (path.stat().st_mtime_ns, path.stat().st_size) == (before.st_mtime_ns, before.st_size)
    assert sorted(p.name for p in tmp_path.iterdir()) == ["form.xlsx", "w"]


# --- looking before reading -----------------------------------------------------------------------------------------


def codes(content: bytes) -> list[str]:
    return [r.code for r in inspect(content)]


def detail(content: bytes) -> str:
    (remark,) = inspect(content)
    return remark.values.get("detail", "")


BOOK = b'<workbook xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"/>'
SHEET = {**TYPES, "xl/workbook.xml": BOOK}


@pytest.mark.parametrize(
    ("content", "says"),
    [
        (b"%PDF-1.7 ...", "PDF"),
        ("所属,値\n総務課,5\n".encode("cp932"), "CSV"),
        ("\ufeff所属\t値\n".encode(), "CSV"),
        (b"<html><table><tr><td>1</td></tr></table></html>", "ウェブページ"),
        (b'<?xml version="1.0"?><Workbook xmlns="urn:schemas-microsoft-com:office:spreadsheet"/>', "XML"),
        (zipped({**TYPES, "xl/workbook.bin": b"x"}), "xlsb"),
        (zipped({"mimetype": b"application/vnd.oasis.opendocument.spreadsheet", "content.xml": b"<x/>"}), "ods"),
        (zipped({**TYPES, "word/document.xml": b"<x/>"}), "Word"),
        (zipped({**TYPES, "ppt/presentation.xml": b"<x/>"}), "PowerPoint"),
    ],
)
def test_a_file_of_another_kind_is_called_by_its_name(content: bytes, says: str) -> None:
    assert codes(content) == ["W03"]
    assert says in detail(content)


def test_unpacked_size_is_known_before_anything_is_unpacked() -> None:
    started = time.process_time()
    assert codes(zipped({**SHEET, "xl/sharedStrings.xml": b" " * (MAX_UNPACKED // 4)})) == ["W04"]
    many = {f"xl/x{n}.xml": b"" for n in range(MAX_PARTS)}
    assert codes(zipped({**SHEET, **many})) == ["W04"]
    assert time.process_time() - started < 60  # packing the bomb is what takes its time


@pytest.mark.parametrize("encoding", ["utf-8", "utf-16-le", "utf-16-be", "utf-16"])
@pytest.mark.parametrize("part", ["xl/sharedStrings.xml", "[Content_Types].xml", "xl/_rels/workbook.xml.rels"])
def test_entities_are_found_in_every_part_and_encoding(part: str, encoding: str) -> None:
    bomb = '<?xml version="1.0"?><!DOCTYPE x [<!ENTITY a "aaaaaaaaaa"><!ENTITY b "&a;&a;&a;&a;">]><x>&b;</x>'
    assert codes(zipped({**SHEET, part: bomb.encode(encoding)})) == ["W10"]


def test_two_parts_of_one_name_are_refused() -> None:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        for name in ("[Content_Types].xml", "xl/workbook.xml"):
            archive.writestr(name, BOOK)
        with pytest.warns(UserWarning, match="Duplicate name"):
            archive.writestr("xl/workbook.xml", BOOK)
    assert codes(out.getvalue()) == ["W01"]


def test_merges_are_counted_before_they_are_made() -> None:
    def sheet(*ranges: str) -> bytes:
        merges = "".join(f'<mergeCell ref="{r}"/>' for r in ranges)
        return zipped({**SHEET, "xl/worksheets/sheet1.xml": f"<x><mergeCells>{merges}</mergeCells></x>".encode()})

    assert codes(sheet("A1:B2", "C3:D9")) == []
    assert codes(sheet("A1:A1048576")) == ["W09"]
    assert codes(sheet(*(f"A{n}:Z{n}" for n in range(1, 9_000)))) == ["W09"]


@pytest.mark.parametrize("how", ["utf-16", "entity", "many sheets"])
def test_merges_are_counted_again_where_they_are_read(tmp_path: Path, how: str) -> None:
    """The gate looks at bytes; what it overlooks is counted by the reader, over all sheets."""
    book = openpyxl.Workbook()
    for _ in range(3):
        book.create_sheet()
    out = io.BytesIO()
    book.save(out)
    with zipfile.ZipFile(out) as archive:
        parts = {n: archive.read(n) for n in archive.namelist()}
    ref = {"utf-16": "A1:XFD3000", "entity": "A1&#58;ALL3000", "many sheets": "A1:GR500"}[how]
    for name in [n for n in parts if n.startswith("xl/worksheets/sheet")]:
        merged = f'<mergeCells><mergeCell ref="{ref}"/></mergeCells>'
        text = (
            parts[name]
            .decode()
            .replace("</sheetData>", f"</sheetData>{merged}")
            .replace("<sheetData/>", f"<sheetData/>{merged}")
        )
        parts[name] = (
            f'<?xml version="1.0" encoding="utf-16"?>{text}'.encode("utf-16") if how == "utf-16" else text.encode()
        )
    content = zipped(parts)
    assert codes(content) == []
    path, name = written(tmp_path, "x.xlsx", content)
    assert [f.code for f in isolation.read_workbook(path, name).findings] == ["W09"]


def test_names_inside_a_package_lead_nowhere(tmp_path: Path) -> None:
    parts = {**SHEET, "../../evil.xml": b"<x/>", "/etc/evil.xml": b"<x/>", "C:\\evil.xml": b"<x/>"}
    path, name = written(tmp_path, "x.xlsx", zipped(parts))
    isolation.read_workbook(path, name)
    assert not list(tmp_path.rglob("evil*"))
    assert not Path("/etc/evil.xml").exists()

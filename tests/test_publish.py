"""Publishing: all or nothing, and an earlier publication is never damaged."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

from dxreport.errors import CannotRun
from dxreport.publish import Product, publish


def names(folder: Path) -> list[str]:
    return sorted(p.relative_to(folder).as_posix() for p in folder.rglob("*") if p.is_file())


def test_a_folder_is_replaced_as_a_whole(tmp_path: Path) -> None:
    folder = tmp_path / "r7" / "q1"
    publish(folder, (Product("a.txt", b"1"), Product("data/b.txt", b"2")), "outputs/r7/q1")
    publish(folder, (Product("a.txt", b"3"),), "outputs/r7/q1")
    assert names(folder) == ["a.txt"]
    assert (folder / "a.txt").read_bytes() == b"3"
    assert names(tmp_path) == ["r7/q1/a.txt"]


def test_a_failure_leaves_the_earlier_publication(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    folder = tmp_path / "q1"
    publish(folder, (Product("a.txt", b"1"),), "q1")
    write = Path.write_bytes

    def full(self: Path, data: bytes) -> int:
        if self.name == "b.txt":
            raise OSError(28, "No space left on device")
        return write(self, data)

    monkeypatch.setattr(Path, "write_bytes", full)
    with pytest.raises(CannotRun) as caught:
        publish(folder, (Product("a.txt", b"2"), Product("b.txt", b"2")), "q1")
    assert [f.code for f in caught.value.findings] == ["R05"]
    assert (folder / "a.txt").read_bytes() == b"1"


@pytest.mark.parametrize("moved", [False, True])
def test_a_killed_run_is_tidied_up(tmp_path: Path, moved: bool) -> None:
    folder = tmp_path / "q1"
    publish(folder, (Product("a.txt", b"1"),), "q1")
    (tmp_path / ".q1.staging").mkdir()
    (tmp_path / ".q1.staging" / "half.txt").write_bytes(b"?")
    if moved:  # killed between the two steps of the swap
        folder.rename(tmp_path / ".q1.old")
    publish(folder, (Product("a.txt", b"2"),), "q1")
    assert names(tmp_path) == ["q1/a.txt"]


def test_two_runs_at_once_are_refused(tmp_path: Path) -> None:
    folder = tmp_path / "q1"
    publish(folder, (Product("a.txt", b"1"),), "q1")
    (tmp_path / ".q1.lock").write_text(str(os.getpid()))
    with pytest.raises(CannotRun) as caught:
        publish(folder, (Product("a.txt", b"2"),), "outputs/r7/q1")
    (item,) = caught.value.findings
    assert item.code == "R04"
    assert "outputs/r7/.q1.lock" in item.remedy
    assert (folder / "a.txt").read_bytes() == b"1"


def test_the_lock_of_a_killed_run_is_no_obstacle(tmp_path: Path) -> None:
    """On a machine that can tell whether a process lives; elsewhere the finding says which file to delete."""
    folder = tmp_path / "q1"
    gone = subprocess.run([sys.executable, "-c", "import os; print(os.getpid())"], capture_output=True, check=True)
    (tmp_path / ".q1.lock").write_text(gone.stdout.decode().strip())
    publish(folder, (Product("a.txt", b"1"),), "q1")
    assert names(tmp_path) == ["q1/a.txt"]

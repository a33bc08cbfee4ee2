"""Turns files that somebody sent into workbooks, read in processes of their own: no file can hang, crash or fill the machine.

A reading process has a limit of memory, and each file a limit of time. A process that breaks one is ended, its file is
a finding, and a new process reads the next file.
"""

from __future__ import annotations

import atexit
import contextlib
import os
import signal
import time
import warnings
from collections import deque
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from multiprocessing import get_context
from multiprocessing.connection import Connection, wait
from multiprocessing.context import SpawnProcess
from pathlib import Path

import psutil

from dxreport.ingest.workbook import Workbook, received
from dxreport.ingest.workbook_gate import Remark
from dxreport.ingest.workbook_reading import refusal, reply
from dxreport.model.catalogue_details import DETAILS
from dxreport.model.finding import Checked

try:
    import resource
except ImportError:  # Windows: there the watching in ``overrun`` alone holds the limit
    resource = None  # type: ignore[assignment]  # tested before each use

_READY = b"ready"
_POLL = 0.2
"""Seconds between two looks at a busy process."""
_STARTING = 120.0
"""Seconds that a new process may take before it is ready: a cold disk and a virus scanner are slow."""
_FILES_PER_PROCESS = 12
"""A further process pays from this number of files on: below it one process has read them before a second has started."""


@dataclass(frozen=True, slots=True)
class Limits:
    """What reading one file may take: bytes of memory beyond the program itself, and seconds."""

    memory: int = 1024**3
    seconds: float = 30.0


def serve(connection: Connection, memory: int) -> None:
    """The reading process: answers paths until the other side closes. Ends itself when memory has run out."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # Ctrl-C is the parent's to handle
    warnings.simplefilter("ignore")
    if resource is not None:
        most = psutil.Process().memory_info().vms + memory
        with contextlib.suppress(ValueError, OSError):  # a stricter limit is set already
            resource.setrlimit(resource.RLIMIT_AS, (most, most))
    connection.send_bytes(_READY)
    while True:
        try:
            path = Path(os.fsdecode(connection.recv_bytes()))
        except (EOFError, OSError):
            return
        try:
            connection.send_bytes(reply(path))
        except MemoryError:
            connection.send_bytes(_stopped("reading_memory"))
            return


def _stopped(why: str) -> bytes:
    return refusal(Remark("W08", values={"detail": DETAILS[why]}))


class _Reader:
    """One reading process, and the file it is busy with (its position in the batch)."""

    def __init__(self, limits: Limits) -> None:
        context = get_context("spawn")
        self.connection, theirs = context.Pipe()
        self.process: SpawnProcess = context.Process(target=serve, args=(theirs, limits.memory), daemon=True)
        self.process.start()
        theirs.close()
        self.job: int | None = None
        self.ready = False
        self.until = time.monotonic() + _STARTING
        self.limits = limits

    def give(self, job: int, path: Path) -> None:
        self.job = job
        self.until = time.monotonic() + (self.limits.seconds if self.ready else _STARTING)
        self.connection.send_bytes(os.fsencode(path))

    def overrun(self) -> str:
        """Which limit is broken; empty while none is."""
        if time.monotonic() > self.until:
            return "reading_time"
        try:
            used = psutil.Process(self.process.pid).memory_info().rss
        except psutil.Error:
            return ""
        return "reading_memory" if used > self.limits.memory else ""

    def end(self) -> None:
        self.connection.close()
        self.process.kill()
        self.process.join()


class ReadingRoom:
    """A few reading processes that are kept and given one file after another."""

    def __init__(self, limits: Limits | None = None, most: int = 0) -> None:
        self._limits = limits or Limits()
        self._most = most or os.cpu_count() or 1
        self._readers: list[_Reader] = []

    def prepare(self, files: int = 1) -> None:
        """Start the processes that ``files`` files need, and don't wait for them."""
        wanted = min(self._most, 1 + files // _FILES_PER_PROCESS, max(1, files))
        self._readers = [r for r in self._readers if r.process.is_alive()]
        while len(self._readers) < wanted:
            self._readers.append(_Reader(self._limits))

    def read(self, files: Sequence[tuple[Path, str]]) -> list[Checked[Workbook | None]]:
        """Each file as a workbook, in the order given; ``files`` are paths with the names that findings use."""
        if not files:
            return []
        self.prepare(len(files))
        replies: dict[int, bytes] = {}
        waiting = deque(range(len(files)))
        while len(replies) < len(files):
            for reader in (r for r in self._readers if r.job is None):
                if waiting:
                    job = waiting.popleft()
                    try:
                        reader.give(job, files[job][0])
                    except OSError:  # ended since the last batch
                        reader.job = None
                        waiting.appendleft(job)
                        self._replace(reader)
            self._collect(replies)
        return [received(replies[n], name) for n, (_, name) in enumerate(files)]

    def _collect(self, replies: dict[int, bytes]) -> None:
        """Take what is there; end what has broken a limit or died, and put a new process in its place."""
        busy = {r.connection: r for r in self._readers if r.job is not None}
        answered = wait(list(busy), timeout=_POLL)
        for reader in busy.values():
            if reader.job is None:
                continue
            if reader.connection in answered:
                self._answer(reader, replies)
            elif broken := reader.overrun():
                replies[reader.job] = _stopped(broken)
                self._replace(reader)

    def _answer(self, reader: _Reader, replies: dict[int, bytes]) -> None:
        job = reader.job
        if job is None:
            return
        try:
            said = reader.connection.recv_bytes()
        except (EOFError, OSError):
            replies[job] = _stopped("reading_died")
            self._replace(reader)
            return
        if said == _READY:
            reader.ready, reader.until = True, time.monotonic() + self._limits.seconds
            return
        replies[job], reader.job = said, None
        if said == _stopped("reading_memory"):  # it has said so and ended itself
            self._replace(reader)

    def _replace(self, reader: _Reader) -> None:
        reader.end()
        self._readers[self._readers.index(reader)] = _Reader(self._limits)

    def close(self) -> None:
        for reader in self._readers:
            reader.end()
        self._readers = []


@cache
def room() -> ReadingRoom:
    """The one room of this program; its processes end with it."""
    made = ReadingRoom()
    atexit.register(made.close)
    return made


def read_workbook(path: Path, name: str) -> Checked[Workbook | None]:
    """Read one workbook. Whatever is wrong with the file as a whole is a finding, and the value is None."""
    return room().read([(path, name)])[0]

"""Prints how long submissions take to be read in isolation and checked, with starting processes and without."""

from __future__ import annotations

import time
from pathlib import Path

from dxreport.assessing import load_strategy
from dxreport.ingest.isolation import ReadingRoom
from dxreport.ingest.submission import read_any
from dxreport.ingest.workspace import Workspace

RUNS = 3


def main(folder: str) -> None:
    strategy = load_strategy(Workspace(Path(folder)), "")
    files = sorted((Path(folder) / "inputs" / "r7").glob("q*/*.xlsx"))

    def checked(room: ReadingRoom, batch: list[tuple[Path, str]]) -> float:
        start = time.perf_counter()
        found = [read_any(book, strategy) for book in room.read(batch)]
        assert len(found) == len(batch)
        return time.perf_counter() - start

    for count in (15, 60, 240):
        batch = [(path, path.name) for path in (files * 5)[:count]]
        cold, warm = [], []
        for _ in range(RUNS):
            room = ReadingRoom()
            cold.append(checked(room, batch))
            warm.append(checked(room, batch))
            room.close()
        each = min(warm) / count * 1000
        print(f"{count} forms read and checked: {min(cold):.2f} s with starting processes, then {each:.1f} ms a form")

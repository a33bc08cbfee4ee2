"""Turns the data of two fictional cities into workspaces: plans unlike the first strategy and unlike each other.

星見市: a plan of five years, four levels, a two-sided scale of three classes, indicators on every level, targets where
lower is better without a word for it. あかね町: one year, two levels, five classes with the best last, the departments' own
ratings, texts as targets, bodies outside the administration.
"""

from __future__ import annotations

import shutil
from functools import cache
from pathlib import Path
from tempfile import TemporaryDirectory

from dxreport.assessing import Request
from dxreport.issuing import write_samples
from tests.city import DATA, ROOT

HOSHIMI, AKANE = "hoshimi", "akane"
CHECKPOINTS = {HOSHIMI: ("q1", "q2"), AKANE: ("q1", "q2", "q3", "q4", "final")}


def workspace(name: str, folder: Path) -> Path:
    """The city's inputs with its departments' filled-in forms, and the project's own templates and fonts."""
    _without_forms(name, folder)
    for place, content in _forms(name).items():
        path = folder / place
        path.parent.mkdir(exist_ok=True)
        path.write_bytes(content)
    return folder


def _without_forms(name: str, folder: Path) -> None:
    year = folder / "inputs" / "r7"
    year.parent.mkdir(parents=True)
    shutil.copytree(DATA / "cities" / name, year)
    for shared in ("templates", "fonts"):
        (folder / shared).symlink_to(ROOT / shared)


@cache
def _forms(name: str) -> dict[str, bytes]:
    """The filled-in forms by their place in the workspace, made once: the same answers give the same bytes."""
    with TemporaryDirectory() as made:
        folder = Path(made) / "w"
        _without_forms(name, folder)
        return {
            f"inputs/r7/{place}": (folder / "inputs" / "r7" / place).read_bytes()
            for place in write_samples(Request(folder))
        }

"""Turns a place in an input file into a value that travels with what was read there."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Generic, TypeVar

T_co = TypeVar("T_co", covariant=True)


@dataclass(frozen=True, slots=True)
class FileRef:
    """A whole file, named relative to the workspace with forward slashes."""

    file: str

    def __str__(self) -> str:
        return self.file


@dataclass(frozen=True, slots=True)
class CellRef:
    """One cell (or a range such as ``D5:D64``) of a submitted workbook."""

    file: str
    sheet: str
    cell: str

    def __str__(self) -> str:
        return f"{self.file} [{self.sheet}!{self.cell}]"


@dataclass(frozen=True, slots=True)
class CellRuns:
    """Cells of one column, compact for a hundred thousand rows: ``runs`` are first and last row of each unbroken run."""

    file: str
    sheet: str
    column: str
    runs: tuple[tuple[int, int], ...] = ()

    @classmethod
    def of(cls, file: str, sheet: str, column: str, numbers: Iterable[int]) -> CellRuns:
        """The cells of ``column`` in the rows ``numbers``, in whatever order these come."""
        runs: list[tuple[int, int]] = []
        first = last = 0
        for number in sorted(numbers):
            if number > last + 1 or not first:
                if first:
                    runs.append((first, last))
                first = number
            last = number
        if first:
            runs.append((first, last))
        return cls(file, sheet, column, tuple(runs))

    @property
    def rows(self) -> int:
        return sum(last - first + 1 for first, last in self.runs)

    @property
    def ranges(self) -> tuple[str, ...]:
        """``D5:D64``, ``D70``: as Excel names them."""
        return tuple(
            f"{self.column}{first}" if first == last else f"{self.column}{first}:{self.column}{last}"
            for first, last in self.runs
        )


@dataclass(frozen=True, slots=True)
class LineRef:
    """One line of a text file, with the dotted path of the field that stands there."""

    file: str
    line: int
    field: str

    def __str__(self) -> str:
        return f"{self.file}:{self.line} {self.field}"


Place = FileRef | CellRef | LineRef


@dataclass(frozen=True, slots=True)
class Sourced(Generic[T_co]):
    """A value together with the cell it was read from and the text as it stood there."""

    value: T_co
    ref: CellRef
    text: str

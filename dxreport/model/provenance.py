"""Turns a place in an input file into a value that travels with what was read there."""

from __future__ import annotations

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

"""Turns a character that the papers' fonts cannot set as it was typed into a value that says what is printed instead."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from enum import StrEnum


class Printed(StrEnum):
    """What a paper shows in the character's place."""

    SUPPLEMENT = "supplement"
    """The character, from a face of another design."""
    BASE = "base"
    """The character in its usual form instead of the variant that was asked for."""
    GETA = "geta"
    """〓, the printers' missing sort."""


@dataclass(frozen=True, slots=True)
class OddCharacter:
    """A character as typed, with its variation selector where it has one, and what is printed."""

    text: str
    printed: Printed

    @property
    def code_points(self) -> str:
        """``U+20BB7``, or ``U+8FBB U+E0102``."""
        return " ".join(f"U+{ord(c):04X}" for c in self.text)


OddIn = Callable[[str], tuple[OddCharacter, ...]]
"""The odd characters of a text, each once, in their order."""

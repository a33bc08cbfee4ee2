"""Turns a list of tokens into something that can be walked over once, with a look ahead."""

from __future__ import annotations

from dxreport.ingest.target_tokens import Kind, Token, scan


class Cursor:
    """A place in the tokens of a text."""

    def __init__(self, text: str) -> None:
        self.text = text
        self.tokens = scan(text)
        self.at = 0

    def peek(self, ahead: int = 0) -> Token | None:
        index = self.at + ahead
        return self.tokens[index] if index < len(self.tokens) else None

    def kind(self, ahead: int = 0) -> Kind | None:
        token = self.peek(ahead)
        return token.kind if token else None

    def take(self) -> Token:
        token = self.tokens[self.at]
        self.at += 1
        return token

    def skip(self, *kinds: Kind) -> None:
        while self.kind() in kinds:
            self.at += 1

    def figure_follows(self) -> bool:
        """Whether a figure comes before the next comma."""
        for token in self.tokens[self.at :]:
            if token.kind in (Kind.NUMBER, Kind.HALF):
                return True
            if token.kind is Kind.COMMA:
                return False
        return False

    def raw(self, start: int) -> str:
        """The text from a place to here."""
        token = self.peek()
        return self.text[start : token.start if token else len(self.text)].strip()

    def until_comma(self, first: int) -> list[Token]:
        out = []
        for token in self.tokens[first:]:
            if token.kind is Kind.COMMA:
                break
            out.append(token)
        return out

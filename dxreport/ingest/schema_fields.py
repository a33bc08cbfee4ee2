"""Turns the kinds of text that a data file may hold into checked field types, shared by all its records.

Every scalar arrives as text (no YAML floats), so that decimals stay exact and ``8-1`` stays an id.
"""

from __future__ import annotations

from decimal import Decimal
from typing import Annotated

from pydantic import BaseModel, ConfigDict, Field, StringConstraints

Text = Annotated[str, StringConstraints(min_length=1, max_length=4000)]
Title = Annotated[str, StringConstraints(min_length=1, max_length=80)]
Amount = Annotated[Decimal, Field(gt=-(10**15), lt=10**15, max_digits=30)]
Word = Annotated[str, StringConstraints(pattern=r"^\S([^\r\n\t]*\S)?$", max_length=40)]
"""One line, which stands in cells, in choices and inside sentences."""
Letter = Annotated[str, StringConstraints(pattern=r"^[^\r\n\t]*$", max_length=40)]
Ident = Annotated[str, StringConstraints(pattern=r"^[a-z][a-z0-9_-]{0,31}$")]
"""ASCII: names files and columns."""
ItemId = Annotated[str, StringConstraints(pattern=r"^[0-9]{1,3}(-[0-9A-Za-z]{1,4})*$")]
"""``8-1a``, ``8-S1``."""
Limit = Annotated[str, StringConstraints(pattern=r"^(>=|>) ?[0-9]{1,4}([.][0-9]{1,10})?$")]
YearCode = Annotated[str, StringConstraints(pattern=r"^([rhs][1-9][0-9]?|(19|20)[0-9]{2})$")]
Colour = Annotated[str, StringConstraints(pattern=r"^[0-9A-F]{6}$")]
Month = Annotated[int, Field(ge=1, le=12)]
ShortName = Annotated[str, StringConstraints(min_length=1, max_length=14)]
Breakable = Text
"""A title in which ``|`` marks where a line may break."""


class Record(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True)

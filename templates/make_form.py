"""Turns a table of cell styles into ``templates/form.xlsx``, the template of the submission forms as it was first made.

Run once, from the repository's root: ``python -m templates.make_form``. Afterwards staff restyle the file in Excel;
running this again throws their changes away. Sizes are in points.
"""

from __future__ import annotations

import io
from dataclasses import dataclass
from pathlib import Path
from typing import Literal

from openpyxl.styles import Alignment, Border, Color, Font, NamedStyle, PatternFill, Side
from openpyxl.workbook.workbook import Workbook

from dxreport.forms.contract import Role
from dxreport.forms.theme import Place, coloured
from dxreport.layout.form_text import FIGURE_FONT, FORM_FONT
from dxreport.layout.package import normalise
from templates import word_parts

Tinted = tuple[Place, float]
_INCH = 25.4
STAMP = "2025-04-01"
# What the sample sheet is seen in; a form takes these colours from its strategy's palette.
COLOURS = {
    Place.PAPER: word_parts.THEME["lt1"],
    Place.INK: word_parts.THEME["dk1"],
    Place.TINT: word_parts.THEME["lt2"],
    Place.SUB: word_parts.THEME["accent3"],
    Place.ACCENT: word_parts.THEME["dk2"],
    Place.ACCENT_LIGHT: word_parts.THEME["accent2"],
    Place.TRACK: "E3E8EC",
    Place.LINE: word_parts.THEME["accent4"],
    Place.HAIR: word_parts.THEME["accent5"],
    Place.WARNING: "E3A63A",
}
ENTRY: Tinted = (Place.ACCENT_LIGHT, 0.5)


@dataclass(frozen=True, slots=True)
class Spec:
    """A cell style. ``rules`` are the borders' weights: left and right, above, below; ``use`` is told on the sheet."""

    role: Role
    use: str
    size: float = 10.5
    bold: bool = False
    colour: Place = Place.INK
    fill: Tinted | None = None
    boxed: bool = True
    align: Literal["left", "center", "right"] = "left"
    wrap: bool = True
    face: str = FORM_FONT


SPECS = (
    Spec(Role.TITLE, "シートの題名", 14, bold=True, colour=Place.ACCENT, boxed=False, wrap=False),
    Spec(Role.NOTE, "題名の下の説明、※の注", 9, colour=Place.SUB, boxed=False),
    Spec(Role.WHOSE, "年度、時点及び所属の行、小見出し", bold=True, boxed=False),
    Spec(Role.PLAIN, "記入要領の文、提出票の期限など", boxed=False),
    Spec(Role.LABEL, "提出票と記入要領の項目名", bold=True),
    Spec(Role.HEAD, "表の見出し", bold=True, fill=(Place.TINT, 0.0)),
    Spec(Role.TEXT, "印字した文"),
    Spec(Role.FIGURE, "印字した数字", align="right", wrap=False, face=FIGURE_FONT),
    Spec(Role.ID, "測定項目や工程のID", wrap=False, face=FIGURE_FONT),
    Spec(Role.COUNT, "提出票の件数", align="center", wrap=False, face=FIGURE_FONT),
    Spec(Role.QUIET, "印字した文のうち控えめなもの", colour=Place.SUB),
    Spec(Role.GROUP, "まとまりの始まる行。上の罫線だけを使う"),
    Spec(Role.ENTRY, "文や選択肢の記入欄", fill=ENTRY),
    Spec(Role.ENTRY_FIGURE, "数値の記入欄", fill=ENTRY, align="right", wrap=False, face=FIGURE_FONT),
    Spec(Role.ENTRY_DATE, "日付の記入欄", fill=ENTRY, align="center", wrap=False, face=FIGURE_FONT),
    Spec(Role.NOT_ASKED, "記入を求めない欄", colour=Place.SUB, fill=(Place.TRACK, 0.0)),
    Spec(Role.RATING, "評価の目安"),
    Spec(Role.CHECK, "確認の欄", colour=Place.SUB),
    Spec(Role.MISSING, "未記入の欄に重なる色。塗り、文字の色及び太字だけを使う", bold=True, fill=(Place.WARNING, 0.6)),
)


def _colour(place: Place, tint: float = 0.0) -> Color:
    return Color(theme=int(place), tint=tint)


def _border(spec: Spec) -> Border:
    if not spec.boxed:
        return Border()
    hair = Side("thin", _colour(Place.HAIR))
    top, bottom = hair, hair
    if spec.role is Role.HEAD:
        top, bottom = Side("medium", _colour(Place.INK)), Side("thin", _colour(Place.INK))
    if spec.role is Role.GROUP:
        top = Side("thin", _colour(Place.LINE))
    return Border(left=hair, right=hair, top=top, bottom=bottom)


def _style(spec: Spec) -> NamedStyle:
    made = NamedStyle(
        spec.role.value,
        font=Font(name=spec.face, size=spec.size, bold=spec.bold, color=_colour(spec.colour)),
        border=_border(spec),
        alignment=Alignment(horizontal=spec.align, vertical="center", wrap_text=spec.wrap),
    )
    if spec.fill is not None:
        made.fill = PatternFill("solid", start_color=_colour(*spec.fill))
    return made


def build() -> bytes:
    """The template as a workbook: one sample sheet with a cell of each style; the same bytes every time."""
    book = Workbook()
    book.loaded_theme = coloured(word_parts.theme().encode(), COLOURS)
    sheet = book.worksheets[0]
    sheet.title = "見本"
    plain = Font(name=FORM_FONT, size=10.5, color=_colour(Place.INK))
    book._named_styles["Normal"].font = plain  # type: ignore[attr-defined]  # openpyxl has no public way
    for letter, width in zip("ABC", (30, 30, 62), strict=True):
        sheet.column_dimensions[letter].width = width
    for row, spec in enumerate(SPECS, 1):
        book.add_named_style(_style(spec))
        figure = {
            Role.FIGURE: "1,250",
            Role.ID: "1-1a",
            Role.COUNT: "12",
            Role.ENTRY_FIGURE: "36.5",
            Role.ENTRY_DATE: "2025/10/31",
        }.get(spec.role)
        for column, text in enumerate((spec.role.value, figure or "見本", spec.use), 1):
            sheet.cell(row, column).value = text
        sheet.cell(row, 2).style = spec.role.value
        sheet.row_dimensions[row].height = 24
    sheet.page_setup.paperSize, sheet.page_setup.orientation = 9, "landscape"
    margins = sheet.page_margins
    margins.left = margins.right = margins.top = 10 / _INCH
    margins.bottom, margins.header, margins.footer = 14 / _INCH, 6 / _INCH, 6 / _INCH
    book.properties.title, book.properties.creator, book.properties.language = "提出票のひな形", "dxreport", "ja-JP"
    out = io.BytesIO()
    book.save(out)
    return normalise(out.getvalue(), STAMP)


if __name__ == "__main__":
    (Path(__file__).parent / "form.xlsx").write_bytes(build())

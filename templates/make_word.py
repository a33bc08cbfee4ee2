"""Turns a table of styles into ``templates/strategy.docx``, the Word template as it was first made.

Run once, from the repository's root: ``python -m templates.make_word``. Afterwards staff restyle the file in Word;
running this again throws their changes away. Sizes and leadings are in points, distances too.
"""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from xml.sax.saxutils import escape, quoteattr

from dxreport.layout.package import pack
from dxreport.render.word.contract import Para, Run, Slot, TableLook
from templates import word_parts as parts
from templates.word_parts import FIGURES, FORMAL, NS, THEME, WORD_NAMES, XML

TEXT_WIDTH = 9072  # twips: A4 less 25 mm on both sides

# Pages that lie on their side: 20 mm at the sides, more text in height.
LYING_SIDE, LYING_TOP, LYING_BOTTOM = 1134, 1304, 1077
LYING_WIDTH = 16838 - 2 * LYING_SIDE
RIGHT = "right"
HEADINGS = (Para.HEADING_1, Para.HEADING_2, Para.HEADING_3, Para.HEADING_4)

INK, SUB, AI, TINT, HAIR = "dk1", "accent3", "dk2", "lt2", "accent5"


@dataclass(frozen=True, slots=True)
class Spec:
    """A paragraph style: type and distances. ``rule`` is a rule below: (points, colour, distance)."""

    name: Para
    size: float
    leading: float
    bold: bool = False
    colour: str = INK
    before: float = 0
    after: float = 0
    align: str = "left"
    face: str = ""
    left: float = 0
    hanging: float = 0
    first: float = 0
    keep: bool = False
    level: int = 0
    rule: tuple[float, str, int] | None = None
    over: tuple[float, str, int] | None = None
    """A rule above, as ``rule``; Word draws it once above paragraphs of the style that follow one another."""
    extra: str = ""
    """Further paragraph properties that stand before ``w:spacing`` in the schema's order."""
    tabs: str = ""
    based: Para | None = None
    exact: bool = True
    """Without an exact leading a line is as high as what stands in it: a drawing is not cut."""


def entry_tabs(number: float) -> str:
    """Tab stops of an entry of the contents: behind the chapter's number, and at the right margin behind dots."""
    stops = (("left", number, ""), ("right", TEXT_WIDTH / 20, ' w:leader="dot"'))
    return "".join(f'<w:tab w:val="{kind}"{lead} w:pos="{twips(at)}"/>' for kind, at, lead in stops)


def twips(points: float) -> int:
    return round(points * 20)


TINTED = f'w:color="{THEME[TINT]}" w:themeColor="{WORD_NAMES[TINT]}"'
CALLOUT_BOX = (
    f'<w:pBdr><w:top w:val="single" w:sz="48" w:space="0" {TINTED}/>'
    f'<w:left w:val="single" w:sz="24" w:space="9" w:color="{THEME[AI]}" w:themeColor="{WORD_NAMES[AI]}"/>'
    f'<w:bottom w:val="single" w:sz="48" w:space="0" {TINTED}/></w:pBdr>'
    f'<w:shd w:val="clear" w:color="auto" w:fill="{THEME[TINT]}" w:themeFill="{WORD_NAMES[TINT]}"/>'
)

SPECS = (
    Spec(Para.HEADING_1, 20, 30, bold=True, after=16, keep=True, level=1, rule=(1.25, AI, 5), left=44, hanging=44),
    Spec(Para.HEADING_2, 14, 21, bold=True, before=20, after=4, keep=True, level=2, left=24, hanging=24),
    Spec(Para.HEADING_3, 12, 18, bold=True, colour=AI, before=10, after=3, keep=True, level=3, left=28, hanging=28),
    Spec(Para.HEADING_4, 12, 18, bold=True, before=12, after=2, keep=True, level=4, left=40, hanging=20),
    Spec(Para.SHEET_TITLE, 18, 27, bold=True, after=13, keep=True, level=2, based=Para.HEADING_2),
    Spec(Para.KICKER, 10.5, 15, bold=True, colour=AI, after=2, keep=True),
    Spec(Para.CONTENTS_TITLE, 20, 30, bold=True, after=20, keep=True, rule=(1.25, AI, 5)),
    Spec(Para.CONTENTS_1, 12, 20, bold=True, before=9, left=36, hanging=36, tabs=entry_tabs(36)),
    Spec(Para.CONTENTS_2, 10.5, 19, left=36, hanging=18, tabs=entry_tabs(36)),
    Spec(Para.CONTENTS_3, 10.5, 18, left=60, hanging=24, tabs=entry_tabs(60)),
    Spec(Para.CAPTION, 10.5, 16.5, bold=True, before=4, after=2, keep=True),
    Spec(Para.FIGURE, 1, 12, before=6, after=6, keep=True, exact=False),
    Spec(Para.BODY, 12, 21, align="both", first=12),
    Spec(Para.LEAD, 12, 21, after=9),
    Spec(Para.NOTE, 9, 14, colour=SUB, before=3, after=3),
    Spec(Para.PROGRESS, 9, 13, colour=SUB, before=3, over=(0.5, HAIR, 2)),
    Spec(Para.STATEMENT, 14, 24, bold=True, colour=AI, before=9, after=9, left=12),
    Spec(
        Para.BULLET,
        12,
        21,
        left=12,
        hanging=12,
        align="both",
        extra='<w:numPr><w:ilvl w:val="0"/><w:numId w:val="1"/></w:numPr>',
    ),
    Spec(Para.NUMBERED, 12, 21, left=30, hanging=18),
    Spec(Para.CALLOUT, 12, 21, before=13, after=13, left=12, keep=False, extra=CALLOUT_BOX),
    Spec(Para.GAP, 4, 6),
    Spec(Para.FACT_LABEL, 10.5, 17, bold=True, colour=AI, before=2),
    Spec(Para.FACT_TEXT, 12, 19.5),
    Spec(
        Para.FACT_BULLET,
        12,
        19.5,
        left=6,
        hanging=6,
        extra='<w:numPr><w:ilvl w:val="0"/><w:numId w:val="3"/></w:numPr>',
    ),
    Spec(Para.FACT_NOTE, 9, 14, colour=SUB, left=18, hanging=18),
    Spec(Para.CELL, 10.5, 16.5),
    Spec(Para.CELL_LEAD, 10.5, 16.5, bold=True, keep=True),
    Spec(Para.CELL_LABEL, 10.5, 16.5, bold=True),
    Spec(Para.CELL_FIGURE, 10.5, 16.5, align="right", face=FIGURES),
    Spec(Para.CELL_CENTRED, 9, 14, bold=True, align="center"),
    Spec(Para.CELL_QUIET, 9, 14, colour=SUB),
    Spec(Para.HEAD, 9, 14, colour=SUB, keep=True),
    Spec(Para.HEAD_RIGHT, 9, 14, colour=SUB, align="right", keep=True),
    Spec(Para.QUARTER, 10.5, 16, bold=True, align="center", keep=True),
    Spec(Para.MONTH, 9, 13, align="center", face=FIGURES, keep=True),
    Spec(Para.BAR, 9, 13),
    Spec(Para.TASK, 10.5, 15),
    Spec(Para.THEME_KICKER, 10.5, 16.5, bold=True, colour=AI, after=2),
    Spec(Para.MATRIX_TITLE, 10.5, 16, bold=True, before=2),
    Spec(Para.MATRIX_TEXT, 10.5, 15.5, before=5),
    Spec(Para.COVER_OWNER, 14, 22, face=FORMAL),
    Spec(Para.COVER_BOX, 10.5, 18, align="center"),
    Spec(Para.COVER_ERA, 16, 26, before=114, face=FORMAL),
    Spec(Para.COVER_TITLE, 36, 50, before=8, face=FORMAL),
    Spec(Para.COVER_PERIOD, 20, 34, before=13, face=FORMAL),
    Spec(Para.COVER_SCALE, 1, 12, before=87, after=84, exact=False),
    Spec(Para.COVER_LABEL, 12, 18, colour=SUB),
    Spec(Para.COVER_TEXT, 12, 18),
)


def colour(name: str) -> str:
    return f'<w:color w:val="{THEME[name]}" w:themeColor="{WORD_NAMES.get(name, name)}"/>'


def face(name: str) -> str:
    return f'<w:rFonts w:ascii="{name}" w:hAnsi="{name}" w:eastAsia="{name}"/>' if name else ""


def type_size(points: float) -> str:
    return f'<w:sz w:val="{round(points * 2)}"/><w:szCs w:val="{round(points * 2)}"/>'


def run_properties(spec: Spec) -> str:
    bold = "<w:b/><w:bCs/>" if spec.bold else ""
    return f"<w:rPr>{face(spec.face)}{bold}{colour(spec.colour)}{type_size(spec.size)}</w:rPr>"


def paragraph_properties(spec: Spec) -> str:
    """Properties in the order that the schema demands."""
    edges = edge("top", *spec.over) if spec.over else ""
    edges += edge("bottom", *spec.rule) if spec.rule else ""
    rule = f"<w:pBdr>{edges}</w:pBdr>" if edges else ""
    line = f'w:line="{twips(spec.leading)}" w:lineRule="{"exact" if spec.exact else "auto"}"'
    spacing = f'<w:spacing w:before="{twips(spec.before)}" w:after="{twips(spec.after)}" {line}/>'
    indent = f'<w:ind w:left="{twips(spec.left)}"'
    indent += f' w:hanging="{twips(spec.hanging)}"' if spec.hanging else ""
    indent += f' w:firstLineChars="100" w:firstLine="{twips(spec.first)}"' if spec.first else ""
    indent += ' w:firstLine="0"' if spec.based is not None else ""
    keep = "<w:keepNext/><w:keepLines/>" if spec.keep else ""
    level = f'<w:outlineLvl w:val="{spec.level - 1}"/>' if spec.level else ""
    numbers = f"<w:numPr>{_list_level(spec)}</w:numPr>" if spec.level else ""
    tabs = f"<w:tabs>{spec.tabs}</w:tabs>" if spec.tabs else ""
    before = f"{keep}{numbers}{rule}{spec.extra}{tabs}"
    return f'<w:pPr>{before}{spacing}{indent}/><w:jc w:val="{spec.align}"/>{level}</w:pPr>'


def _list_level(spec: Spec) -> str:
    """The list of headings numbers the built-in styles; a style based on one of them is taken out of it."""
    if spec.based is not None:
        return '<w:numId w:val="0"/>'
    return f'<w:ilvl w:val="{spec.level - 1}"/><w:numId w:val="{parts.HEADING_LIST}"/>'


def style_id(name: str) -> str:
    """Ids are of no account: the renderer binds by name. Built-in names keep the ids that Word gives them."""
    if name.isascii():
        return "".join(word[:1].upper() + word[1:] for word in name.split())
    return f"Dx{[*map(str, (*Para, *Run, *TableLook))].index(name):02d}"


def paragraph_style(spec: Spec) -> str:
    custom = "" if spec.name.isascii() else ' w:customStyle="1"'
    following = f'<w:next w:val="{style_id(Para.BODY)}"/>' if spec.level else ""
    shown = '<w:uiPriority w:val="1"/><w:qFormat/>'
    return (
        f'<w:style w:type="paragraph"{custom} w:styleId="{style_id(spec.name)}"><w:name w:val="{spec.name}"/>'
        f'<w:basedOn w:val="{style_id(spec.based) if spec.based else "Normal"}"/>{following}{shown}{paragraph_properties(spec)}{run_properties(spec)}</w:style>'
    )


def margin_style(name: str, size: float, tabs: str, rule: str) -> str:
    spacing = '<w:spacing w:before="0" w:after="0" w:line="280" w:lineRule="exact"/>'
    return (
        f'<w:style w:type="paragraph" w:styleId="{style_id(name)}"><w:name w:val="{name}"/>'
        f'<w:basedOn w:val="Normal"/><w:uiPriority w:val="99"/><w:pPr>{rule}<w:tabs>{tabs}</w:tabs>{spacing}</w:pPr>'
        f"<w:rPr>{colour(SUB)}{type_size(size)}</w:rPr></w:style>"
    )


def character_style(name: str, properties: str) -> str:
    custom = "" if name.isascii() else ' w:customStyle="1"'
    return (
        f'<w:style w:type="character"{custom} w:styleId="{style_id(name)}"><w:name w:val="{name}"/>'
        '<w:basedOn w:val="DefaultParagraphFont"/><w:uiPriority w:val="2"/><w:qFormat/>'
        f"<w:rPr>{properties}</w:rPr></w:style>"
    )


def edge(side: str, points: float, tone: str, space: int = 0) -> str:
    return (
        f'<w:{side} w:val="single" w:sz="{round(points * 8)}" w:space="{space}" w:color="{THEME[tone]}" '
        f'w:themeColor="{WORD_NAMES.get(tone, tone)}"/>'
    )


def table_style(name: str, borders: str, pad_x: float, pad_y: float, head: str = "") -> str:
    sides = (("top", pad_y), ("left", pad_x), ("bottom", pad_y), ("right", pad_x))
    margins = "".join(f'<w:{side} w:w="{twips(pad)}" w:type="dxa"/>' for side, pad in sides)
    first = f"<w:tcPr><w:tcBorders>{head}</w:tcBorders></w:tcPr>" if head else ""
    first = f'<w:tblStylePr w:type="firstRow">{first}</w:tblStylePr>' if first else ""
    return (
        f'<w:style w:type="table" w:customStyle="1" w:styleId="{style_id(name)}"><w:name w:val="{name}"/>'
        f'<w:basedOn w:val="TableNormal"/><w:uiPriority w:val="59"/><w:tblPr>'
        f"<w:tblBorders>{borders}</w:tblBorders><w:tblCellMar>{margins}</w:tblCellMar></w:tblPr>{first}</w:style>"
    )


def table_styles() -> str:
    rules = edge("top", 1, INK) + edge("bottom", 0.5, INK) + edge("insideH", 0.5, HAIR)
    none = "".join(f'<w:{s} w:val="nil"/>' for s in ("top", "left", "bottom", "right", "insideH", "insideV"))
    return (
        table_style(TableLook.DATA, rules, 4, 3, edge("bottom", 0.5, INK))
        + table_style(TableLook.FACTS, rules, 0, 5)
        + table_style(TableLook.SCHEDULE, rules, 0, 2.5)
        + table_style(TableLook.OPEN, none, 0, 0)
    )


def defaults() -> str:
    """Theme fonts for every script, Japanese, no extra space between Latin and kanji, exact leading.

    Punctuation does not hang in the margin: office programs differ in it, and lines must break alike in all of them.
    """
    face_ = (
        '<w:rFonts w:asciiTheme="minorHAnsi" w:hAnsiTheme="minorHAnsi" w:eastAsiaTheme="minorEastAsia" '
        'w:cstheme="minorBidi"/>'
    )
    spaces = '<w:autoSpaceDE w:val="0"/><w:autoSpaceDN w:val="0"/>'
    margins_ = "".join(f'<w:{side} w:w="0" w:type="dxa"/>' for side in ("top", "left", "bottom", "right"))
    hidden = '<w:uiPriority w:val="99"/><w:semiHidden/><w:unhideWhenUsed/>'
    return (
        f"<w:docDefaults><w:rPrDefault><w:rPr>{face_}{colour(INK)}{type_size(12)}"
        '<w:lang w:val="ja-JP" w:eastAsia="ja-JP" w:bidi="ar-SA"/></w:rPr></w:rPrDefault><w:pPrDefault><w:pPr>'
        f'<w:widowControl/><w:overflowPunct w:val="0"/>{spaces}<w:adjustRightInd w:val="0"/><w:snapToGrid w:val="0"/></w:pPr></w:pPrDefault>'
        '</w:docDefaults><w:style w:type="paragraph" w:default="1" w:styleId="Normal"><w:name w:val="Normal"/>'
        f'<w:qFormat/><w:pPr><w:overflowPunct w:val="0"/>{spaces}<w:spacing w:before="0" w:after="0" w:line="420" w:lineRule="exact"/></w:pPr>'
        # With Japanese as the language of Latin text LibreOffice breaks lines inside a number.
        '<w:rPr><w:lang w:val="en-US" w:eastAsia="ja-JP"/></w:rPr></w:style>'
        '<w:style w:type="character" w:default="1" w:styleId="DefaultParagraphFont">'
        f'<w:name w:val="Default Paragraph Font"/>{hidden}</w:style>'
        '<w:style w:type="table" w:default="1" w:styleId="TableNormal"><w:name w:val="Normal Table"/>'
        f'{hidden}<w:tblPr><w:tblInd w:w="0" w:type="dxa"/><w:tblCellMar>{margins_}</w:tblCellMar></w:tblPr></w:style>'
        '<w:style w:type="numbering" w:default="1" w:styleId="NoList"><w:name w:val="No List"/>'
        f"{hidden}</w:style>"
    )


def styles() -> str:
    centre = f'<w:tab w:val="center" w:pos="{TEXT_WIDTH // 2}"/>'
    right = f'<w:tab w:val="right" w:pos="{TEXT_WIDTH}"/>'
    return "".join(
        (
            f"{XML}<w:styles {NS}>",
            defaults(),
            *map(paragraph_style, SPECS),
            margin_style("header", 9, right, f"<w:pBdr>{edge('bottom', 0.5, HAIR, 4)}</w:pBdr>"),
            margin_style("footer", 9, centre + right, ""),
            # Links are set like the text around them; without this style Word makes its own, blue and underlined.
            character_style("Hyperlink", ""),
            character_style(Run.STRONG, "<w:b/><w:bCs/>"),
            character_style(Run.QUIET, f'<w:b w:val="0"/>{colour(SUB)}{type_size(9)}'),
            table_styles(),
            "</w:styles>",
        )
    )


def slot(tag: Slot, shown: str) -> str:
    """A content control: staff may move and restyle it; the renderer puts the text in and takes the control away."""
    return (
        f'<w:sdt><w:sdtPr><w:alias w:val={quoteattr(shown)}/><w:tag w:val="{tag}"/><w:text/></w:sdtPr>'
        f"<w:sdtContent><w:r><w:t>{escape(shown)}</w:t></w:r></w:sdtContent></w:sdt>"
    )


def field(code: str, shown: str) -> str:
    """A page number as a field; what is shown stands until a program counts anew."""
    look = f"<w:rPr>{face(FIGURES)}{colour(INK)}{type_size(10.5)}</w:rPr>"
    begin, separate, end = (
        f'<w:r>{look}<w:fldChar w:fldCharType="{kind}"/></w:r>' for kind in ("begin", "separate", "end")
    )
    instruction = f'<w:r>{look}<w:instrText xml:space="preserve"> {code} </w:instrText></w:r>'
    return f"{begin}{instruction}{separate}<w:r>{look}<w:t>{shown}</w:t></w:r>{end}"


def page_of_pages() -> str:
    """「3 / 24」."""
    look = f"<w:rPr>{face(FIGURES)}{colour(INK)}{type_size(10.5)}</w:rPr>"
    between = f'<w:r>{look}<w:t xml:space="preserve"> / </w:t></w:r>'
    return field("PAGE", "1") + between + field("NUMPAGES", "1")


def paragraph(style: str, content: str, tabs: str = "") -> str:
    return f'<w:p><w:pPr><w:pStyle w:val="{style_id(style)}"/>{tabs}</w:pPr>{content}</w:p>'


def margins() -> dict[str, str]:
    """Headers and footers: of upright pages (1), of the cover (2), of pages that lie on their side (3)."""
    tab = "<w:r><w:tab/></w:r>"
    header = slot(Slot.HEADER_LEFT, "年度と題名") + tab + slot(Slot.HEADER_RIGHT, "団体名")
    footer = slot(Slot.FOOTER_LEFT, "注記") + tab + page_of_pages()
    foot = slot(Slot.COVER_FOOT_LEFT, "表紙の注記") + tab + slot(Slot.COVER_FOOT_RIGHT, "団体コード")
    only_right = f'<w:tabs><w:tab w:val="clear" w:pos="{TEXT_WIDTH // 2}"/></w:tabs>'
    wide = _wide_tabs("center", LYING_WIDTH // 2) + _wide_tabs("right", LYING_WIDTH)
    moved = "".join(f'<w:tab w:val="clear" w:pos="{pos}"/>' for pos in (TEXT_WIDTH // 2, TEXT_WIDTH))
    return {
        "header1": f"{XML}<w:hdr {NS}>{paragraph('header', header)}</w:hdr>",
        "footer1": f"{XML}<w:ftr {NS}>{paragraph('footer', footer)}</w:ftr>",
        "header2": f"{XML}<w:hdr {NS}>{paragraph(Para.GAP, '')}</w:hdr>",
        "footer2": f"{XML}<w:ftr {NS}>{paragraph('footer', foot, only_right)}</w:ftr>",
        "header3": f"{XML}<w:hdr {NS}>{paragraph('header', header, f'<w:tabs>{moved}{_wide_tabs(RIGHT, LYING_WIDTH)}</w:tabs>')}</w:hdr>",
        "footer3": f"{XML}<w:ftr {NS}>{paragraph('footer', footer, f'<w:tabs>{moved}{wide}</w:tabs>')}</w:ftr>",
    }


def _wide_tabs(kind: str, at: int) -> str:
    return f'<w:tab w:val="{kind}" w:pos="{at}"/>'


def document() -> str:
    """Every paragraph style by its name, for the people who restyle them; the renderer takes these lines away.

    Two sections: upright pages, then pages that lie on their side, each with its own margins, header and footer.
    """
    samples = "".join(paragraph(spec.name, f"<w:r><w:t>{spec.name}</w:t></w:r>") for spec in SPECS)
    upright = (
        '<w:headerReference w:type="default" r:id="rId6"/><w:footerReference w:type="default" r:id="rId7"/>'
        '<w:headerReference w:type="first" r:id="rId8"/><w:footerReference w:type="first" r:id="rId9"/>'
        '<w:pgSz w:w="11906" w:h="16838"/><w:pgMar w:top="1587" w:right="1417" w:bottom="1417" w:left="1417" '
        'w:header="907" w:footer="737" w:gutter="0"/><w:titlePg/>'
    )
    lying = (
        '<w:headerReference w:type="default" r:id="rId10"/><w:footerReference w:type="default" r:id="rId11"/>'
        f'<w:pgSz w:w="16838" w:h="11906" w:orient="landscape"/><w:pgMar w:top="{LYING_TOP}" w:right="{LYING_SIDE}" '
        f'w:bottom="{LYING_BOTTOM}" w:left="{LYING_SIDE}" w:header="737" w:footer="624" w:gutter="0"/>'
    )
    turned = f'<w:p><w:pPr><w:pStyle w:val="{style_id(Para.GAP)}"/><w:sectPr>{upright}</w:sectPr></w:pPr></w:p>'
    sideways = paragraph(Para.BODY, "<w:r><w:t>横向きの頁（一覧など）</w:t></w:r>")
    return (
        f"{XML}<w:document {NS}><w:body>{samples}{turned}{sideways}<w:sectPr>{lying}</w:sectPr></w:body></w:document>"
    )


def build() -> bytes:
    """The template as a package; the same bytes every time."""
    contents = {
        "_rels/.rels": parts.relations(
            ("officeDocument", "word/document.xml"),
            (f"{parts.PACKAGE}/relationships/metadata/core-properties", "docProps/core.xml"),
            ("extended-properties", "docProps/app.xml"),
        ),
        "docProps/core.xml": parts.core_properties("戦略書のひな形"),
        "docProps/app.xml": parts.application_properties(),
        "word/document.xml": document(),
        "word/_rels/document.xml.rels": parts.relations(
            ("styles", "styles.xml"),
            ("settings", "settings.xml"),
            ("fontTable", "fontTable.xml"),
            ("theme", "theme/theme1.xml"),
            ("numbering", "numbering.xml"),
            ("header", "header1.xml"),
            ("footer", "footer1.xml"),
            ("header", "header2.xml"),
            ("footer", "footer2.xml"),
            ("header", "header3.xml"),
            ("footer", "footer3.xml"),
        ),
        "word/styles.xml": styles(),
        "word/settings.xml": parts.settings(),
        "word/fontTable.xml": parts.font_table(),
        "word/theme/theme1.xml": parts.theme(),
        "word/numbering.xml": parts.numbering(
            (style_id(Para.BULLET), style_id(Para.FACT_BULLET)), [style_id(h) for h in HEADINGS]
        ),
        **{f"word/{name}.xml": content for name, content in margins().items()},
    }
    contents["[Content_Types].xml"] = parts.content_types([*contents])
    return pack({name: content.encode() for name, content in contents.items()})


if __name__ == "__main__":
    (Path(__file__).parent / "strategy.docx").write_bytes(build())

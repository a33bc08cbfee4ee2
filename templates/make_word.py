"""Turns a table of styles into ``templates/strategy.docx``, the Word template as it was first made.

Run once, from the repository's root: ``python -m templates.make_word``. Afterwards staff restyle the file in Word;
running this again throws their changes away. Sizes and leadings are in points, distances too.
"""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from xml.sax.saxutils import escape, quoteattr

from dxreport.render.fonts import OFFICE_NAMES, Face
from dxreport.render.package import pack
from dxreport.render.word.contract import Para, Run, Slot, TableLook

W = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
R = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
NS = f'xmlns:w="{W}" xmlns:r="{R}"'
XML = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
TEXT_WIDTH = 9072  # twips: A4 less 25 mm on both sides

GOTHIC, FIGURES = OFFICE_NAMES[Face.TEXT], OFFICE_NAMES[Face.FIGURE]
# The freely distributed Mincho has another name than the one that Windows brings. LibreOffice ignores alternative names,
# Word knows them: so the free name comes first, and Windows' own stands in the font table.
FORMAL = "BIZ UDP明朝"
# name in Office, name of the freely distributed font, family, pitch
FONTS = ((GOTHIC, "BIZ UDPGothic", "swiss", "variable"), (FIGURES, "BIZ UDGothic", "modern", "fixed"),
         (FORMAL, OFFICE_NAMES[Face.FORMAL], "roman", "variable"))
THEME = {"dk1": "1B2631", "lt1": "FFFFFF", "dk2": "0B4F71", "lt2": "F1F4F6", "accent1": "0B4F71", "accent2": "D3E3EC",
         "accent3": "4B5763", "accent4": "84909A", "accent5": "C5CDD3", "accent6": "A32A12",
         "hlink": "0B4F71", "folHlink": "4B5763"}
WORD_NAMES = {"dk1": "text1", "lt1": "background1", "dk2": "text2", "lt2": "background2", "hlink": "hyperlink"}
INK, SUB, AI, TINT, LINE, HAIR = "dk1", "accent3", "dk2", "lt2", "accent4", "accent5"
DEFAULT_FACE = ('<w:rFonts w:asciiTheme="minorHAnsi" w:hAnsiTheme="minorHAnsi" w:eastAsiaTheme="minorEastAsia" '
                'w:cstheme="minorBidi"/>')


@dataclass(frozen=True, slots=True)
class Spec:
    """A paragraph style: type and distances. ``rule`` is a rule below: (points, distance, colour)."""

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
    rule: tuple[float, float, str] | None = None
    extra: str = ""
    """Further paragraph properties that stand before ``w:spacing`` in the schema's order."""


CALLOUT_BOX = (
    "<w:pBdr>"
    f'<w:top w:val="single" w:sz="48" w:space="0" w:color="{THEME[TINT]}"/>'
    f'<w:left w:val="single" w:sz="24" w:space="9" w:color="{THEME[AI]}"/>'
    f'<w:bottom w:val="single" w:sz="48" w:space="0" w:color="{THEME[TINT]}"/>'
    f'</w:pBdr><w:shd w:val="clear" w:color="auto" w:fill="{THEME[TINT]}"/>'
)

SPECS = (
    Spec(Para.HEADING_1, 20, 30, bold=True, after=20, keep=True, level=1, rule=(1.25, 5, AI)),
    Spec(Para.HEADING_2, 14, 21, bold=True, before=20, after=4, keep=True, level=2),
    Spec(Para.HEADING_3, 12, 18, bold=True, colour=AI, before=16, after=4, keep=True, level=3),
    Spec(Para.SHEET_HEADING, 18, 27, bold=True, after=13, keep=True, level=2),
    Spec(Para.KICKER, 10.5, 16, bold=True, colour=AI, after=2, keep=True),
    Spec(Para.CONTENTS_TITLE, 20, 30, bold=True, after=20, keep=True, rule=(1.25, 5, AI)),
    Spec(Para.CONTENTS_1, 12, 20, bold=True, before=9),
    Spec(Para.CONTENTS_2, 11, 20, left=18),
    Spec(Para.CONTENTS_3, 10.5, 18, left=36),
    Spec(Para.CAPTION, 10.5, 16.5, bold=True, before=4, after=2, keep=True),
    Spec(Para.BODY, 12, 21, align="both", first=12),
    Spec(Para.LEAD, 12, 21, after=9),
    Spec(Para.NOTE, 9, 14, colour=SUB, before=4, after=6),
    Spec(Para.STATEMENT, 14, 24, bold=True, colour=AI, before=9, after=9, left=12),
    Spec(Para.BULLET, 12, 21, left=12, hanging=12, align="both",
         extra='<w:numPr><w:ilvl w:val="0"/><w:numId w:val="1"/></w:numPr>'),
    Spec(Para.NUMBERED, 12, 21, left=30, hanging=18),
    Spec(Para.CALLOUT, 12, 21, before=13, after=13, left=12, keep=False, extra=CALLOUT_BOX),
    Spec(Para.GAP, 4, 6),
    Spec(Para.FACT_LABEL, 10.5, 17, bold=True, colour=AI, before=2),
    Spec(Para.FACT_TEXT, 12, 20),
    Spec(Para.FACT_BULLET, 12, 20, left=6, hanging=6),
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
    Spec(Para.MATRIX_NUMBER, 12, 16.5, bold=True, colour=AI),
    Spec(Para.MATRIX_TITLE, 10.5, 16.5, bold=True),
    Spec(Para.COVER_OWNER, 14, 22, face=FORMAL),
    Spec(Para.COVER_BOX, 10.5, 18, align="center"),
    Spec(Para.COVER_ERA, 16, 26, before=114, face=FORMAL),
    Spec(Para.COVER_TITLE, 36, 50, before=8, face=FORMAL),
    Spec(Para.COVER_PERIOD, 20, 34, before=13, after=40, face=FORMAL),
    Spec(Para.COVER_FACTS_GAP, 12, 18, before=60),
    Spec(Para.COVER_LABEL, 12, 18, colour=SUB),
    Spec(Para.COVER_TEXT, 12, 18),
)


def twips(points: float) -> int:
    return round(points * 20)


def colour(name: str) -> str:
    return f'<w:color w:val="{THEME[name]}" w:themeColor="{WORD_NAMES.get(name, name)}"/>'


def face(name: str) -> str:
    return f'<w:rFonts w:ascii="{name}" w:hAnsi="{name}" w:eastAsia="{name}"/>' if name else ""


def run_properties(spec: Spec) -> str:
    size = f'<w:sz w:val="{round(spec.size * 2)}"/><w:szCs w:val="{round(spec.size * 2)}"/>'
    return f'<w:rPr>{face(spec.face)}{"<w:b/><w:bCs/>" if spec.bold else ""}{colour(spec.colour)}{size}</w:rPr>'


def paragraph_properties(spec: Spec) -> str:
    """Properties in the order that the schema demands."""
    rule = ""
    if spec.rule:
        points, space, tone = spec.rule
        rule = (f'<w:pBdr><w:bottom w:val="single" w:sz="{round(points * 8)}" w:space="{round(space)}" '
                f'w:color="{THEME[tone]}" w:themeColor="{WORD_NAMES.get(tone, tone)}"/></w:pBdr>')
    spacing = (f'<w:spacing w:before="{twips(spec.before)}" w:after="{twips(spec.after)}" '
               f'w:line="{twips(spec.leading)}" w:lineRule="exact"/>')
    indent = f'<w:ind w:left="{twips(spec.left)}"'
    indent += f' w:hanging="{twips(spec.hanging)}"' if spec.hanging else ""
    indent += f' w:firstLineChars="100" w:firstLine="{twips(spec.first)}"' if spec.first else ""
    keep = "<w:keepNext/><w:keepLines/>" if spec.keep else ""
    level = f'<w:outlineLvl w:val="{spec.level - 1}"/>' if spec.level else ""
    return f'<w:pPr>{keep}{rule}{spec.extra}{spacing}{indent}/><w:jc w:val="{spec.align}"/>{level}</w:pPr>'


def style_id(name: str) -> str:
    """Ids are of no account: the renderer binds by name. Built-in names keep the ids that Word gives them."""
    if name.isascii():
        return "".join(word[:1].upper() + word[1:] for word in name.split())
    return f"Dx{[*map(str, (*Para, *Run, *TableLook))].index(name):02d}"


def paragraph_style(spec: Spec) -> str:
    custom = "" if spec.name.isascii() else ' w:customStyle="1"'
    following = f'<w:next w:val="{style_id(Para.BODY)}"/>' if spec.level else ""
    shown = "<w:uiPriority w:val=\"39\"/>" if "toc" in spec.name.casefold() else '<w:uiPriority w:val="1"/><w:qFormat/>'
    return (f'<w:style w:type="paragraph"{custom} w:styleId="{style_id(spec.name)}"><w:name w:val="{spec.name}"/>'
            f'<w:basedOn w:val="Normal"/>{following}{shown}{paragraph_properties(spec)}{run_properties(spec)}</w:style>')


def margin_style(name: str, size: float, tabs: str, rule: str) -> str:
    return (f'<w:style w:type="paragraph" w:styleId="{style_id(name)}"><w:name w:val="{name}"/><w:basedOn w:val="Normal"/>'
            f'<w:uiPriority w:val="99"/><w:pPr>{rule}<w:tabs>{tabs}</w:tabs><w:spacing w:before="0" w:after="0" w:line="280" '
            f'w:lineRule="exact"/></w:pPr><w:rPr>{colour(SUB)}<w:sz w:val="{round(size * 2)}"/>'
            f'<w:szCs w:val="{round(size * 2)}"/></w:rPr></w:style>')


def character_style(name: str, properties: str) -> str:
    custom = "" if name.isascii() else ' w:customStyle="1"'
    return (f'<w:style w:type="character"{custom} w:styleId="{style_id(name)}"><w:name w:val="{name}"/>'
            f'<w:basedOn w:val="DefaultParagraphFont"/><w:uiPriority w:val="2"/><w:qFormat/><w:rPr>{properties}</w:rPr></w:style>')


def edge(side: str, points: float, tone: str) -> str:
    return (f'<w:{side} w:val="single" w:sz="{round(points * 8)}" w:space="0" w:color="{THEME[tone]}" '
            f'w:themeColor="{WORD_NAMES.get(tone, tone)}"/>')


def table_style(name: str, borders: str, pad_x: float, pad_y: float, head: str = "") -> str:
    sides = (("top", pad_y), ("left", pad_x), ("bottom", pad_y), ("right", pad_x))
    margins = "".join(f'<w:{side} w:w="{twips(pad)}" w:type="dxa"/>' for side, pad in sides)
    first = f'<w:tblStylePr w:type="firstRow"><w:tcPr><w:tcBorders>{head}</w:tcBorders></w:tcPr></w:tblStylePr>' if head else ""
    return (f'<w:style w:type="table" w:customStyle="1" w:styleId="{style_id(name)}"><w:name w:val="{name}"/>'
            f'<w:basedOn w:val="TableNormal"/><w:uiPriority w:val="59"/><w:tblPr>'
            f'<w:tblBorders>{borders}</w:tblBorders><w:tblCellMar>{margins}</w:tblCellMar></w:tblPr>{first}</w:style>')


def table_styles() -> str:
    rows = edge("insideH", 0.5, HAIR)
    none = "".join(f'<w:{s} w:val="nil"/>' for s in ("top", "left", "bottom", "right", "insideH", "insideV"))
    return (
        table_style(TableLook.DATA, edge("top", 1, INK) + edge("bottom", 0.5, INK) + rows, 4, 3, edge("bottom", 0.5, INK))
        + table_style(TableLook.FACTS, edge("top", 1, INK) + edge("bottom", 0.5, INK) + rows, 0, 6.5)
        + table_style(TableLook.SCHEDULE, edge("top", 1, INK) + edge("bottom", 0.5, INK) + rows, 0, 3)
        + table_style(TableLook.OPEN, none, 0, 0)
    )


def styles() -> str:
    header_rule = f'<w:pBdr>{edge("bottom", 0.5, HAIR).replace(chr(34) + "0" + chr(34), chr(34) + "4" + chr(34), 1)}</w:pBdr>'
    centre = f'<w:tab w:val="center" w:pos="{TEXT_WIDTH // 2}"/>'
    right = f'<w:tab w:val="right" w:pos="{TEXT_WIDTH}"/>'
    return (
        f'{XML}<w:styles {NS}><w:docDefaults><w:rPrDefault><w:rPr>{DEFAULT_FACE}{colour(INK)}<w:sz w:val="24"/><w:szCs w:val="24"/>'
        '<w:lang w:val="ja-JP" w:eastAsia="ja-JP" w:bidi="ar-SA"/></w:rPr></w:rPrDefault><w:pPrDefault><w:pPr>'
        '<w:widowControl/><w:autoSpaceDE w:val="0"/><w:autoSpaceDN w:val="0"/><w:adjustRightInd w:val="0"/>'
        '<w:snapToGrid w:val="0"/></w:pPr></w:pPrDefault></w:docDefaults>'
        '<w:style w:type="paragraph" w:default="1" w:styleId="Normal"><w:name w:val="Normal"/><w:qFormat/>'
        '<w:pPr><w:autoSpaceDE w:val="0"/><w:autoSpaceDN w:val="0"/><w:spacing w:before="0" w:after="0" w:line="420" w:lineRule="exact"/></w:pPr>'
        # With Japanese as the language of Latin text LibreOffice breaks lines inside a number.
        '<w:rPr><w:lang w:val="en-US" w:eastAsia="ja-JP"/></w:rPr></w:style>'
        '<w:style w:type="character" w:default="1" w:styleId="DefaultParagraphFont"><w:name w:val="Default Paragraph Font"/>'
        '<w:uiPriority w:val="1"/><w:semiHidden/><w:unhideWhenUsed/></w:style>'
        '<w:style w:type="table" w:default="1" w:styleId="TableNormal"><w:name w:val="Normal Table"/><w:uiPriority w:val="99"/>'
        '<w:semiHidden/><w:unhideWhenUsed/><w:tblPr><w:tblInd w:w="0" w:type="dxa"/><w:tblCellMar><w:top w:w="0" w:type="dxa"/>'
        '<w:left w:w="0" w:type="dxa"/><w:bottom w:w="0" w:type="dxa"/><w:right w:w="0" w:type="dxa"/></w:tblCellMar></w:tblPr></w:style>'
        '<w:style w:type="numbering" w:default="1" w:styleId="NoList"><w:name w:val="No List"/><w:uiPriority w:val="99"/>'
        '<w:semiHidden/><w:unhideWhenUsed/></w:style>'
        + "".join(map(paragraph_style, SPECS))
        + margin_style("header", 9, right, header_rule)
        + margin_style("footer", 9, centre + right, "")
        + character_style(Run.STRONG, "<w:b/><w:bCs/>")
        + character_style(Run.QUIET, f'<w:b w:val="0"/>{colour(SUB)}<w:sz w:val="18"/><w:szCs w:val="18"/>')
        + table_styles() + "</w:styles>"
    )


def theme() -> str:
    colours = "".join(f'<a:{k}><a:srgbClr val="{v}"/></a:{k}>' for k, v in THEME.items())
    fonts = "".join(
        f'<a:{tag}><a:latin typeface="{GOTHIC}"/><a:ea typeface="{GOTHIC}"/><a:cs typeface=""/>'
        f'<a:font script="Jpan" typeface="{GOTHIC}"/></a:{tag}>' for tag in ("majorFont", "minorFont"))
    fill = '<a:solidFill><a:schemeClr val="phClr"/></a:solidFill>'
    lines = "".join(f'<a:ln w="{w}">{fill}<a:prstDash val="solid"/></a:ln>' for w in (6350, 12700, 19050))
    return (f'{XML}<a:theme xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main" name="dxreport"><a:themeElements>'
            f'<a:clrScheme name="dxreport">{colours}</a:clrScheme><a:fontScheme name="dxreport">{fonts}</a:fontScheme>'
            f'<a:fmtScheme name="dxreport"><a:fillStyleLst>{fill * 3}</a:fillStyleLst><a:lnStyleLst>{lines}</a:lnStyleLst>'
            f'<a:effectStyleLst>{"<a:effectStyle><a:effectLst/></a:effectStyle>" * 3}</a:effectStyleLst>'
            f'<a:bgFillStyleLst>{fill * 3}</a:bgFillStyleLst></a:fmtScheme></a:themeElements>'
            '<a:objectDefaults/><a:extraClrSchemeLst/></a:theme>')


def settings() -> str:
    mapped = ("bg1=light1 t1=dark1 bg2=light2 t2=dark2 accent1=accent1 accent2=accent2 accent3=accent3 accent4=accent4 "
              "accent5=accent5 accent6=accent6 hyperlink=hyperlink followedHyperlink=followedHyperlink")
    mapping = " ".join(f'w:{k}="{v}"' for k, v in (pair.split("=") for pair in mapped.split()))
    compat = "".join(
        f'<w:compatSetting w:name="{name}" w:uri="http://schemas.microsoft.com/office/word" w:val="{value}"/>'
        for name, value in (("compatibilityMode", 15), ("overrideTableStyleFontSizeAndJustification", 1),
                            ("enableOpenTypeFeatures", 1), ("doNotFlipMirrorIndents", 1), ("differentiateMultirowTableHeaders", 1)))
    # Narrow brackets of the proportional face must not be squeezed again; strict line breaking keeps small kana and ー off line starts.
    return (f'{XML}<w:settings {NS}><w:zoom w:percent="100"/><w:defaultTabStop w:val="840"/>'
            '<w:characterSpacingControl w:val="doNotCompress"/><w:strictFirstAndLastChars/>'
            f'<w:compat>{compat}</w:compat><w:themeFontLang w:val="en-US" w:eastAsia="ja-JP"/>'
            f'<w:clrSchemeMapping {mapping}/></w:settings>')


def numbering() -> str:
    """One list: the middle dot of official prose, hanging by its own width."""
    return (f'{XML}<w:numbering {NS}><w:abstractNum w:abstractNumId="0"><w:multiLevelType w:val="singleLevel"/>'
            f'<w:lvl w:ilvl="0"><w:start w:val="1"/><w:numFmt w:val="bullet"/><w:pStyle w:val="{style_id(Para.BULLET)}"/>'
            f'<w:lvlText w:val="・"/><w:lvlJc w:val="left"/><w:pPr><w:ind w:left="240" w:hanging="240"/></w:pPr>'
            f'<w:rPr>{face(FIGURES)}</w:rPr></w:lvl></w:abstractNum>'
            '<w:num w:numId="1"><w:abstractNumId w:val="0"/></w:num></w:numbering>')


def slot(tag: Slot, shown: str) -> str:
    """A content control: staff may move and restyle it; the renderer puts the text in and takes the control away."""
    return (f'<w:sdt><w:sdtPr><w:alias w:val={quoteattr(shown)}/><w:tag w:val="{tag}"/><w:text/></w:sdtPr>'
            f'<w:sdtContent><w:r><w:t>{escape(shown)}</w:t></w:r></w:sdtContent></w:sdt>')


def field(code: str) -> str:
    rpr = f'<w:rPr>{face(FIGURES)}{colour(INK)}<w:sz w:val="24"/><w:szCs w:val="24"/></w:rPr>'
    marks = {k: f'<w:r>{rpr}<w:fldChar w:fldCharType="{k}"/></w:r>' for k in ("begin", "separate", "end")}
    return (f'{marks["begin"]}<w:r>{rpr}<w:instrText xml:space="preserve"> {code} </w:instrText></w:r>'
            f'{marks["separate"]}<w:r>{rpr}<w:t>1</w:t></w:r>{marks["end"]}')


def margins() -> dict[str, str]:
    tab = "<w:r><w:tab/></w:r>"

    def part(root: str, style: str, content: str, tabs: str = "") -> str:
        return f'{XML}<w:{root} {NS}><w:p><w:pPr><w:pStyle w:val="{style_id(style)}"/>{tabs}</w:pPr>{content}</w:p></w:{root}>'

    only_right = f'<w:tabs><w:tab w:val="clear" w:pos="{TEXT_WIDTH // 2}"/></w:tabs>'

    return {
        "header1": part("hdr", "header", slot(Slot.HEADER_LEFT, "年度と題名") + tab + slot(Slot.HEADER_RIGHT, "団体名")),
        "footer1": part("ftr", "footer", slot(Slot.FOOTER_LEFT, "注記") + tab + field("PAGE")),
        "header2": part("hdr", Para.GAP, ""),
        "footer2": part("ftr", "footer", slot(Slot.COVER_FOOT_LEFT, "表紙の注記") + tab + slot(Slot.COVER_FOOT_RIGHT, "団体コード"), only_right),
    }


def section() -> str:
    return ('<w:sectPr><w:headerReference w:type="default" r:id="rId6"/><w:footerReference w:type="default" r:id="rId7"/>'
            '<w:headerReference w:type="first" r:id="rId8"/><w:footerReference w:type="first" r:id="rId9"/>'
            '<w:pgSz w:w="11906" w:h="16838"/><w:pgMar w:top="1587" w:right="1417" w:bottom="1417" w:left="1417" '
            'w:header="907" w:footer="737" w:gutter="0"/><w:titlePg/></w:sectPr>')


def font_table() -> str:
    fonts = "".join(
        f'<w:font w:name="{name}"><w:altName w:val="{other}"/><w:charset w:val="80"/><w:family w:val="{family}"/>'
        f'<w:pitch w:val="{pitch}"/></w:font>' for name, other, family, pitch in FONTS)
    return f"{XML}<w:fonts {NS}>{fonts}</w:fonts>"


def core() -> str:
    stamp = "".join(f'<dcterms:{tag} xsi:type="dcterms:W3CDTF">2025-04-01T00:00:00Z</dcterms:{tag}>' for tag in ("created", "modified"))
    return (f'{XML}<cp:coreProperties xmlns:cp="http://schemas.openxmlformats.org/package/2006/metadata/core-properties" '
            'xmlns:dc="http://purl.org/dc/elements/1.1/" xmlns:dcterms="http://purl.org/dc/terms/" '
            'xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance"><dc:title>戦略書のひな形</dc:title>'
            f'<dc:creator>dxreport</dc:creator>{stamp}<dc:language>ja-JP</dc:language></cp:coreProperties>')


def relations(items: tuple[tuple[str, str], ...]) -> str:
    rows = "".join(f'<Relationship Id="rId{i}" Type="{kind if ":" in kind else R + "/" + kind}" Target="{target}"/>'
                   for i, (kind, target) in enumerate(items, 1))
    return f'{XML}<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">{rows}</Relationships>'


def content_types(parts: dict[str, str]) -> str:
    word = "application/vnd.openxmlformats-officedocument.wordprocessingml."
    special = {"document": word + "document.main+xml", "core": "application/vnd.openxmlformats-package.core-properties+xml",
               "theme1": "application/vnd.openxmlformats-officedocument.theme+xml",
               "app": "application/vnd.openxmlformats-officedocument.extended-properties+xml"}
    rows = []
    for name in sorted(n for n in parts if n.endswith(".xml")):
        stem = name.rsplit("/", 1)[-1].removesuffix(".xml")
        rows.append(f'<Override PartName="/{name}" ContentType="{special.get(stem, word + stem.rstrip("0123456789") + "+xml")}"/>')
    return (f'{XML}<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"><Default Extension="rels" '
            'ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
            f'<Default Extension="xml" ContentType="application/xml"/>{"".join(rows)}</Types>')


def build() -> bytes:
    """The template as a package; the same bytes every time."""
    core_kind = "http://schemas.openxmlformats.org/package/2006/relationships/metadata/core-properties"
    parts = {
        "_rels/.rels": relations((("officeDocument", "word/document.xml"), (core_kind, "docProps/core.xml"),
                                  ("extended-properties", "docProps/app.xml"))),
        "docProps/core.xml": core(),
        "docProps/app.xml": f'{XML}<Properties xmlns="http://schemas.openxmlformats.org/officeDocument/2006/extended-properties">'
                            "<Application>dxreport</Application></Properties>",
        "word/document.xml": f"{XML}<w:document {NS}><w:body><w:p/>{section()}</w:body></w:document>",
        "word/_rels/document.xml.rels": relations(
            (("styles", "styles.xml"), ("settings", "settings.xml"), ("fontTable", "fontTable.xml"), ("theme", "theme/theme1.xml"),
             ("numbering", "numbering.xml"), ("header", "header1.xml"), ("footer", "footer1.xml"), ("header", "header2.xml"),
             ("footer", "footer2.xml"))),
        "word/styles.xml": styles(), "word/settings.xml": settings(), "word/fontTable.xml": font_table(),
        "word/theme/theme1.xml": theme(), "word/numbering.xml": numbering(),
        **{f"word/{name}.xml": content for name, content in margins().items()},
    }
    return pack({"[Content_Types].xml": content_types(parts).encode(), **{n: c.encode() for n, c in parts.items()}})


if __name__ == "__main__":
    (Path(__file__).parent / "strategy.docx").write_bytes(build())

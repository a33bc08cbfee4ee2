"""Turns colours and font names into the parts of a Word package that hold no styles: theme, settings, fonts, lists."""

from __future__ import annotations

from dxreport.render.fonts import FREE_FORMAL, OFFICE_NAMES, Face

W = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
R = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
A = "http://schemas.openxmlformats.org/drawingml/2006/main"
PACKAGE = "http://schemas.openxmlformats.org/package/2006"
DUBLIN_CORE = "http://purl.org/dc"
OFFICE = "application/vnd.openxmlformats-officedocument"
NS = f'xmlns:w="{W}" xmlns:r="{R}"'
XML = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'

GOTHIC, FIGURES = OFFICE_NAMES[Face.TEXT], OFFICE_NAMES[Face.FIGURE]
# The freely distributed Mincho bears another name than the one that Windows brings. LibreOffice ignores alternative
# names, Word knows them: so the free name comes first, and Windows' own stands in the font table.
FORMAL = FREE_FORMAL
# Name in Office, alternative name, family, pitch.
FONTS = (
    (GOTHIC, "BIZ UDPGothic", "swiss", "variable"),
    (FIGURES, "BIZ UDGothic", "modern", "fixed"),
    (FORMAL, OFFICE_NAMES[Face.FORMAL], "roman", "variable"),
)
THEME = {
    "dk1": "1B2631",
    "lt1": "FFFFFF",
    "dk2": "0B4F71",
    "lt2": "F1F4F6",
    "accent1": "0B4F71",
    "accent2": "D3E3EC",
    "accent3": "4B5763",
    "accent4": "84909A",
    "accent5": "C5CDD3",
    "accent6": "A32A12",
    "hlink": "0B4F71",
    "folHlink": "4B5763",
}
# What WordprocessingML calls the theme's colours, where the names differ.
WORD_NAMES = {"dk1": "text1", "lt1": "background1", "dk2": "text2", "lt2": "background2", "hlink": "hyperlink"}


def theme() -> str:
    colours = "".join(f'<a:{k}><a:srgbClr val="{v}"/></a:{k}>' for k, v in THEME.items())
    faces = (
        f'<a:latin typeface="{GOTHIC}"/><a:ea typeface="{GOTHIC}"/><a:cs typeface=""/>'
        f'<a:font script="Jpan" typeface="{GOTHIC}"/>'
    )
    fonts = "".join(f"<a:{tag}>{faces}</a:{tag}>" for tag in ("majorFont", "minorFont"))
    fill = '<a:solidFill><a:schemeClr val="phClr"/></a:solidFill>'
    lines = "".join(f'<a:ln w="{w}">{fill}<a:prstDash val="solid"/></a:ln>' for w in (6350, 12700, 19050))
    effects = "<a:effectStyle><a:effectLst/></a:effectStyle>" * 3
    return (
        f'{XML}<a:theme xmlns:a="{A}" name="dxreport"><a:themeElements>'
        f'<a:clrScheme name="dxreport">{colours}</a:clrScheme><a:fontScheme name="dxreport">{fonts}</a:fontScheme>'
        f'<a:fmtScheme name="dxreport"><a:fillStyleLst>{fill * 3}</a:fillStyleLst>'
        f"<a:lnStyleLst>{lines}</a:lnStyleLst><a:effectStyleLst>{effects}</a:effectStyleLst>"
        f"<a:bgFillStyleLst>{fill * 3}</a:bgFillStyleLst></a:fmtScheme></a:themeElements>"
        "<a:objectDefaults/><a:extraClrSchemeLst/></a:theme>"
    )


def settings() -> str:
    names = {"bg1": "light1", "t1": "dark1", "bg2": "light2", "t2": "dark2", "followedHyperlink": "followedHyperlink"}
    names |= {name: name for name in (*(f"accent{n}" for n in range(1, 7)), "hyperlink")}
    order = ("bg1", "t1", "bg2", "t2", *(f"accent{n}" for n in range(1, 7)), "hyperlink", "followedHyperlink")
    mapping = " ".join(f'w:{name}="{names[name]}"' for name in order)
    switches = (
        ("compatibilityMode", 15),
        ("overrideTableStyleFontSizeAndJustification", 1),
        ("enableOpenTypeFeatures", 1),
        ("doNotFlipMirrorIndents", 1),
        ("differentiateMultirowTableHeaders", 1),
    )
    compat = "".join(
        f'<w:compatSetting w:name="{name}" w:uri="http://schemas.microsoft.com/office/word" w:val="{value}"/>'
        for name, value in switches
    )
    # The proportional face's brackets are narrow already and must not be squeezed again;
    # strict line breaking keeps small kana and ー off line starts.
    return (
        f'{XML}<w:settings {NS}><w:zoom w:percent="100"/><w:defaultTabStop w:val="840"/>'
        '<w:characterSpacingControl w:val="doNotCompress"/><w:strictFirstAndLastChars/>'
        f'<w:compat>{compat}</w:compat><w:themeFontLang w:val="en-US" w:eastAsia="ja-JP"/>'
        f"<w:clrSchemeMapping {mapping}/></w:settings>"
    )


BULLET_LIST, HEADING_LIST, CLOSE_LIST = 1, 2, 3
"""Numbers of the lists."""
# Official numbering: 第1 → 1 → (1) → ア, without dots, the text after a tab.
_HEADINGS = (("decimal", "第%1", 44), ("decimal", "%2", 24), ("decimal", "(%3)", 28), ("aiueoFullWidth", "%4", 20))


def numbering(bullet_styles: tuple[str, str], heading_styles: list[str]) -> str:
    """Three lists, each bound to paragraph styles by their ids: the middle dot of official prose, the headings' numbers, and
    the same dot half as wide for lists in tables."""
    wide, close = (
        '<w:lvl w:ilvl="0"><w:start w:val="1"/><w:numFmt w:val="bullet"/>'
        f'<w:pStyle w:val="{style}"/><w:suff w:val="nothing"/><w:lvlText w:val="・"/><w:lvlJc w:val="left"/>'
        f'<w:pPr><w:ind w:left="{room}" w:hanging="{room}"/></w:pPr>'
        f'<w:rPr><w:rFonts w:ascii="{face}" w:hAnsi="{face}" w:eastAsia="{face}"/></w:rPr></w:lvl>'
        for style, room, face in zip(bullet_styles, (240, 120), (FIGURES, GOTHIC), strict=True)
    )
    levels = "".join(
        f'<w:lvl w:ilvl="{level}"><w:start w:val="1"/><w:numFmt w:val="{form}"/><w:pStyle w:val="{style}"/>'
        f'<w:suff w:val="tab"/><w:lvlText w:val="{text}"/><w:lvlJc w:val="left"/><w:pPr><w:tabs>'
        f'<w:tab w:val="num" w:pos="{room * 20}"/></w:tabs><w:ind w:left="{room * 20}" w:hanging="{room * 20}"/></w:pPr></w:lvl>'
        for level, ((form, text, room), style) in enumerate(zip(_HEADINGS, heading_styles, strict=True))
    )
    lists = (
        (BULLET_LIST, "singleLevel", wide),
        (HEADING_LIST, "multilevel", levels),
        (CLOSE_LIST, "singleLevel", close),
    )
    shapes = "".join(
        f'<w:abstractNum w:abstractNumId="{n - 1}"><w:multiLevelType w:val="{kind}"/>{content}</w:abstractNum>'
        for n, kind, content in lists
    )
    numbers = "".join(f'<w:num w:numId="{n}"><w:abstractNumId w:val="{n - 1}"/></w:num>' for n, _, _ in lists)
    return f"{XML}<w:numbering {NS}>{shapes}{numbers}</w:numbering>"


def font_table() -> str:
    fonts = "".join(
        f'<w:font w:name="{name}"><w:altName w:val="{other}"/><w:charset w:val="80"/><w:family w:val="{family}"/>'
        f'<w:pitch w:val="{pitch}"/></w:font>'
        for name, other, family, pitch in FONTS
    )
    return f"{XML}<w:fonts {NS}>{fonts}</w:fonts>"


def core_properties(title: str) -> str:
    stamps = "".join(
        f'<dcterms:{tag} xsi:type="dcterms:W3CDTF">2025-04-01T00:00:00Z</dcterms:{tag}>'
        for tag in ("created", "modified")
    )
    return (
        f'{XML}<cp:coreProperties xmlns:cp="{PACKAGE}/metadata/core-properties" '
        f'xmlns:dc="{DUBLIN_CORE}/elements/1.1/" xmlns:dcterms="{DUBLIN_CORE}/terms/" '
        f'xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance"><dc:title>{title}</dc:title>'
        f"<dc:creator>dxreport</dc:creator>{stamps}<dc:language>ja-JP</dc:language></cp:coreProperties>"
    )


def application_properties() -> str:
    namespace = "http://schemas.openxmlformats.org/officeDocument/2006/extended-properties"
    return f'{XML}<Properties xmlns="{namespace}"><Application>dxreport</Application></Properties>'


def relations(*items: tuple[str, str]) -> str:
    """Relationships rId1, rId2, … as pairs (kind, target); a kind without a colon is one of Office's own."""
    rows = "".join(
        f'<Relationship Id="rId{i}" Type="{kind if ":" in kind else f"{R}/{kind}"}" Target="{target}"/>'
        for i, (kind, target) in enumerate(items, 1)
    )
    return f'{XML}<Relationships xmlns="{PACKAGE}/relationships">{rows}</Relationships>'


def content_types(names: list[str]) -> str:
    word = f"{OFFICE}.wordprocessingml."
    special = {
        "document": f"{word}document.main+xml",
        "core": "application/vnd.openxmlformats-package.core-properties+xml",
        "theme1": f"{OFFICE}.theme+xml",
        "app": f"{OFFICE}.extended-properties+xml",
    }
    rows = []
    for name in sorted(n for n in names if n.endswith(".xml")):
        stem = name.rsplit("/", 1)[-1].removesuffix(".xml")
        kind = special.get(stem, word + stem.rstrip("0123456789") + "+xml")
        rows.append(f'<Override PartName="/{name}" ContentType="{kind}"/>')
    return (
        f'{XML}<Types xmlns="{PACKAGE}/content-types"><Default Extension="rels" '
        'ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
        f'<Default Extension="xml" ContentType="application/xml"/>{"".join(rows)}</Types>'
    )

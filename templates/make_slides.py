"""Turns measures in points into the two PowerPoint templates; staff restyle the files afterwards.

Running it again (``python -m templates.make_slides``) throws away what staff changed.
"""

from __future__ import annotations

from pathlib import Path
from xml.sax.saxutils import quoteattr

from dxreport.layout.package import pack
from dxreport.render.fonts import OFFICE_NAMES, Face
from dxreport.render.slides import contract
from templates.slide_formats import HAIR, SUB, Box, Field, Format, briefing, strategy

EMU = 12700
XML = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
REL = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
A = "http://schemas.openxmlformats.org/drawingml/2006/main"
P = "http://schemas.openxmlformats.org/presentationml/2006/main"
NS = f'xmlns:a="{A}" xmlns:r="{REL}" xmlns:p="{P}"'
PRESENTATION = "application/vnd.openxmlformats-officedocument.presentationml."
THEME_TYPE = "application/vnd.openxmlformats-officedocument.theme+xml"
TABLE_STYLE_ID = "{7A1F5C34-2B60-4E0B-9D52-6C8E4F3A1B90}"
DECORATIVE = (
    '<a:extLst><a:ext uri="{C183D7F6-B498-43B3-948B-1728B52AA6E4}"><adec:decorative '
    'xmlns:adec="http://schemas.microsoft.com/office/drawing/2017/decorative" val="1"/></a:ext></a:extLst>'
)
COLOURS = {
    "dk1": "1B2631", "lt1": "FFFFFF", "dk2": "0B4F71", "lt2": "F1F4F6", "accent1": "0B4F71", "accent2": "D3E3EC",
    "accent3": "E3A63A", "accent4": "A32A12", "accent5": "4B5763", "accent6": "84909A", "hlink": "0B4F71",
    "folHlink": "4B5763",
}  # fmt: skip


def xfrm(box: Box) -> str:
    x, y, w, h = (round(v * EMU) for v in box)
    return f'<a:xfrm><a:off x="{x}" y="{y}"/><a:ext cx="{w}" cy="{h}"/></a:xfrm>'


def level(field: Field) -> str:
    font = f"<a:latin typeface={quoteattr(field.font)}/><a:ea typeface={quoteattr(field.font)}/>" if field.font else ""
    return (
        f'<a:lvl1pPr marL="0" indent="0" algn="{field.align}" hangingPunct="0">'
        f'<a:lnSpc><a:spcPts val="{round(field.leading * 100)}"/></a:lnSpc><a:spcBef><a:spcPts val="0"/></a:spcBef>'
        "<a:buNone/>"
        f'<a:defRPr sz="{round(field.size * 100)}" b="{int(field.bold)}"><a:solidFill>'
        f'<a:schemeClr val="{field.colour}"/></a:solidFill>{font}'
        "</a:defRPr></a:lvl1pPr>"
    )


def placeholder(number: int, field: Field) -> str:
    kind = f' type="{field.kind}"' if field.kind else ""
    index = f' idx="{field.index}"' if field.index else ""
    run = f'<a:r><a:rPr lang="ja-JP" altLang="en-US"/><a:t>{field.name}</a:t></a:r>'
    if field.kind == "sldNum":
        run = (
            '<a:fld id="{0C8F1B52-7D4E-4E57-8B0F-3E6D1A5C9F21}" type="slidenum"><a:rPr lang="ja-JP"/><a:t>‹#›</a:t>'
            "</a:fld>"
        )
    return (
        f'<p:sp><p:nvSpPr><p:cNvPr id="{number}" name="{field.name}"/><p:cNvSpPr><a:spLocks noGrp="1"/></p:cNvSpPr>'
        f"<p:nvPr><p:ph{kind}{index}/></p:nvPr></p:nvSpPr>"
        f'<p:spPr>{xfrm(field.box)}<a:prstGeom prst="rect"><a:avLst/></a:prstGeom></p:spPr>'
        f'<p:txBody><a:bodyPr vert="horz" wrap="square" lIns="0" tIns="0" rIns="0" bIns="0" anchor="{field.anchor}">'
        "<a:noAutofit/></a:bodyPr>"
        f"<a:lstStyle>{level(field)}</a:lstStyle><a:p>{run}</a:p></p:txBody></p:sp>"
    )


def rule(number: int, box: Box) -> str:
    return (
        f'<p:cxnSp><p:nvCxnSpPr><p:cNvPr id="{number}" name="罫線">{DECORATIVE}</p:cNvPr><p:cNvCxnSpPr/>'
        '<p:nvPr userDrawn="1"/></p:nvCxnSpPr>'
        f'<p:spPr>{xfrm(box)}<a:prstGeom prst="line"><a:avLst/></a:prstGeom><a:ln w="6350"><a:solidFill>'
        f'<a:schemeClr val="{HAIR}">'
        '<a:lumMod val="50000"/><a:lumOff val="50000"/></a:schemeClr></a:solidFill></a:ln></p:spPr></p:cxnSp>'
    )


def tree(shapes: list[str]) -> str:
    head = (
        '<p:nvGrpSpPr><p:cNvPr id="1" name=""/><p:cNvGrpSpPr/><p:nvPr/></p:nvGrpSpPr><p:grpSpPr><a:xfrm>'
        '<a:off x="0" y="0"/>'
        '<a:ext cx="0" cy="0"/><a:chOff x="0" y="0"/><a:chExt cx="0" cy="0"/></a:xfrm></p:grpSpPr>'
    )
    return f"<p:spTree>{head}{''.join(shapes)}</p:spTree>"


def theme(name: str) -> str:
    colours = "".join(f'<a:{key}><a:srgbClr val="{value}"/></a:{key}>' for key, value in COLOURS.items())
    face = OFFICE_NAMES[Face.TEXT]
    fonts = "".join(
        f'<a:{tag}><a:latin typeface="{face}"/><a:ea typeface="{face}"/><a:cs typeface=""/>'
        f'<a:font script="Jpan" typeface="{face}"/></a:{tag}>'
        for tag in ("majorFont", "minorFont")
    )
    fill = '<a:solidFill><a:schemeClr val="phClr"/></a:solidFill>'
    lines = "".join(f'<a:ln w="{w}">{fill}<a:prstDash val="solid"/></a:ln>' for w in (6350, 12700, 19050))
    effects = "<a:effectStyle><a:effectLst/></a:effectStyle>" * 3
    return (
        f'{XML}<a:theme xmlns:a="{A}" name="{name}"><a:themeElements><a:clrScheme name="{name}">{colours}</a:clrScheme>'
        f'<a:fontScheme name="{name}">{fonts}</a:fontScheme><a:fmtScheme name="{name}">'
        f"<a:fillStyleLst>{fill * 3}</a:fillStyleLst>"
        f"<a:lnStyleLst>{lines}</a:lnStyleLst><a:effectStyleLst>{effects}</a:effectStyleLst>"
        f"<a:bgFillStyleLst>{fill * 3}</a:bgFillStyleLst>"
        "</a:fmtScheme></a:themeElements><a:objectDefaults/><a:extraClrSchemeLst/></a:theme>"
    )


def table_styles() -> str:
    def edge(side: str, width: float, colour: str) -> str:
        return f'<a:{side}><a:ln w="{round(width * EMU)}"><a:solidFill>{colour}</a:solidFill></a:ln></a:{side}>'

    ink = '<a:schemeClr val="tx1"/>'
    hair = '<a:srgbClr val="C5CDD3"/>'
    return (
        f'{XML}<a:tblStyleLst xmlns:a="{A}" def="{TABLE_STYLE_ID}">'
        f'<a:tblStyle styleId="{TABLE_STYLE_ID}" styleName="{contract.TABLE_STYLE}">'
        '<a:wholeTbl><a:tcTxStyle><a:fontRef idx="minor"/><a:schemeClr val="tx1"/></a:tcTxStyle><a:tcStyle><a:tcBdr>'
        f"{edge('top', 1.2, ink)}{edge('bottom', 0.7, ink)}{edge('insideH', 0.5, hair)}</a:tcBdr><a:fill><a:noFill/>"
        "</a:fill></a:tcStyle></a:wholeTbl>"
        f'<a:firstRow><a:tcTxStyle><a:fontRef idx="minor"/><a:schemeClr val="{SUB}"/></a:tcTxStyle><a:tcStyle>'
        f"<a:tcBdr>{edge('bottom', 0.7, ink)}"
        "</a:tcBdr><a:fill><a:noFill/></a:fill></a:tcStyle></a:firstRow></a:tblStyle></a:tblStyleLst>"
    )


def text_levels(size: int) -> str:
    run = '<a:latin typeface="+mn-lt"/><a:ea typeface="+mn-ea"/><a:cs typeface="+mn-cs"/>'
    return "".join(
        f'<a:lvl{n}pPr marL="0" indent="0" algn="l" hangingPunct="0"><a:buNone/><a:defRPr sz="{size * 100}" kern="0">'
        '<a:solidFill><a:schemeClr val="tx1"/>'
        f"</a:solidFill>{run}</a:defRPr></a:lvl{n}pPr>"
        for n in range(1, 6)
    )


def master(form: Format, fields: tuple[Field, ...]) -> str:
    shapes = [placeholder(n, f) for n, f in enumerate(fields, 2)]
    ids = "".join(f'<p:sldLayoutId id="{2147483649 + k}" r:id="rId{k}"/>' for k in range(1, len(form.layouts) + 1))
    roles = ("accent1", "accent2", "accent3", "accent4", "accent5", "accent6", "hlink", "folHlink")
    mapping = 'bg1="lt1" tx1="dk1" bg2="lt2" tx2="dk2" ' + " ".join(f'{r}="{r}"' for r in roles)
    heading = '<a:latin typeface="+mj-lt"/><a:ea typeface="+mj-ea"/><a:cs typeface="+mj-cs"/>'
    return (
        f'{XML}<p:sldMaster {NS}><p:cSld><p:bg><p:bgPr><a:solidFill><a:schemeClr val="bg1"/></a:solidFill>'
        f"<a:effectLst/></p:bgPr></p:bg>{tree(shapes)}"
        f"</p:cSld><p:clrMap {mapping}/><p:sldLayoutIdLst>{ids}</p:sldLayoutIdLst><p:txStyles><p:titleStyle>"
        '<a:lvl1pPr algn="l" hangingPunct="0"><a:buNone/><a:defRPr sz="2600" b="1" kern="0"><a:solidFill>'
        f'<a:schemeClr val="tx1"/></a:solidFill>{heading}</a:defRPr></a:lvl1pPr>'
        f"</p:titleStyle><p:bodyStyle>{text_levels(16)}</p:bodyStyle><p:otherStyle>{text_levels(16)}</p:otherStyle>"
        "</p:txStyles></p:sldMaster>"
    )


def notes_master() -> str:
    image = (
        '<p:sp><p:nvSpPr><p:cNvPr id="2" name="スライド画像"/><p:cNvSpPr>'
        '<a:spLocks noGrp="1" noRot="1" noChangeAspect="1"/></p:cNvSpPr><p:nvPr><p:ph type="sldImg" idx="2"/>'
        "</p:nvPr></p:nvSpPr>"
        f'<p:spPr>{xfrm((54, 60, 432, 243))}<a:prstGeom prst="rect"><a:avLst/></a:prstGeom><a:noFill/><a:ln w="6350">'
        '<a:solidFill><a:schemeClr val="accent6"/></a:solidFill></a:ln></p:spPr></p:sp>'
    )
    body = placeholder(3, Field("ノート", "body", 3, (54, 330, 432, 330), 12, 19))
    roles = ("accent1", "accent2", "accent3", "accent4", "accent5", "accent6", "hlink", "folHlink")
    mapping = 'bg1="lt1" tx1="dk1" bg2="lt2" tx2="dk2" ' + " ".join(f'{r}="{r}"' for r in roles)
    return (
        f'{XML}<p:notesMaster {NS}><p:cSld><p:bg><p:bgPr><a:solidFill><a:schemeClr val="bg1"/></a:solidFill>'
        f"<a:effectLst/></p:bgPr></p:bg>{tree([image, body])}</p:cSld>"
        f"<p:clrMap {mapping}/><p:notesStyle>{text_levels(12)}</p:notesStyle></p:notesMaster>"
    )


def relations(*items: tuple[str, str, str]) -> str:
    rows = "".join(
        f'<Relationship Id="{i}" Type="{k if ":" in k else f"{REL}/{k}"}" Target="{t}"/>' for i, k, t in items
    )
    return f'{XML}<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">{rows}</Relationships>'


def build(form: Format) -> bytes:
    """The template's bytes: master, layouts by name, one theme, table style, notes master, no slide."""
    parts: dict[str, str] = {}
    types: dict[str, str] = {}
    for k, (name, fields) in enumerate(form.layouts.items(), 1):
        cover = name == contract.COVER
        shapes = [placeholder(n, f) for n, f in enumerate(fields, 2)]
        if not cover:
            shapes.append(rule(len(fields) + 2, form.rule))
        where = f"ppt/slideLayouts/slideLayout{k}.xml"
        parts[where] = (
            f'{XML}<p:sldLayout {NS} type="{"title" if cover else "obj"}" preserve="1" userDrawn="1">'
            f'<p:cSld name="{name}">{tree(shapes)}</p:cSld>'
            "<p:clrMapOvr><a:masterClrMapping/></p:clrMapOvr></p:sldLayout>"
        )
        types[where] = PRESENTATION + "slideLayout+xml"
        parts[f"ppt/slideLayouts/_rels/slideLayout{k}.xml.rels"] = relations(
            ("rId1", "slideMaster", "../slideMasters/slideMaster1.xml")
        )
    count = len(form.layouts)
    common = next(fields for name, fields in form.layouts.items() if name != contract.COVER)
    picked = {f.kind: f for f in common if f.kind in ("title", "ftr", "sldNum")}
    body = next(f for f in common if f.index >= 30)
    masters = (
        picked["title"],
        Field("本文", "body", 1, body.box, body.size, body.leading),
        picked["ftr"],
        picked["sldNum"],
    )
    parts |= _package_parts(form, count, master(form, masters))
    types |= {
        "ppt/presentation.xml": PRESENTATION + "presentation.main+xml",
        "ppt/presProps.xml": PRESENTATION + "presProps+xml",
        "ppt/viewProps.xml": PRESENTATION + "viewProps+xml",
        "ppt/tableStyles.xml": PRESENTATION + "tableStyles+xml",
        "ppt/slideMasters/slideMaster1.xml": PRESENTATION + "slideMaster+xml",
        "ppt/notesMasters/notesMaster1.xml": PRESENTATION + "notesMaster+xml",
        "ppt/theme/theme1.xml": THEME_TYPE,
        "ppt/theme/theme2.xml": THEME_TYPE,
        "docProps/core.xml": "application/vnd.openxmlformats-package.core-properties+xml",
        "docProps/app.xml": "application/vnd.openxmlformats-officedocument.extended-properties+xml",
    }
    over = "".join(f'<Override PartName="/{n}" ContentType="{t}"/>' for n, t in sorted(types.items()))
    parts["[Content_Types].xml"] = (
        f'{XML}<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"><Default Extension="rels" '
        'ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
        f'<Default Extension="xml" ContentType="application/xml"/>{over}</Types>'
    )
    return pack({name: text.encode() for name, text in parts.items()})


def _package_parts(form: Format, layouts: int, master_xml: str) -> dict[str, str]:
    links = [(f"rId{j}", "slideLayout", f"../slideLayouts/slideLayout{j}.xml") for j in range(1, layouts + 1)]
    core = "http://schemas.openxmlformats.org/package/2006/relationships/metadata/core-properties"
    return {
        "_rels/.rels": relations(
            ("rId1", "officeDocument", "ppt/presentation.xml"),
            ("rId2", core, "docProps/core.xml"),
            ("rId3", "extended-properties", "docProps/app.xml"),
        ),
        "docProps/core.xml": (
            f"{XML}<cp:coreProperties "
            'xmlns:cp="http://schemas.openxmlformats.org/package/2006/metadata/core-properties" '
            'xmlns:dc="http://purl.org/dc/elements/1.1/" '
            'xmlns:dcterms="http://purl.org/dc/terms/" xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance">'
            f"<dc:title>{form.title}</dc:title><dc:language>ja-JP</dc:language>"
            '<dcterms:created xsi:type="dcterms:W3CDTF">2025-04-01T00:00:00Z</dcterms:created>'
            '<dcterms:modified xsi:type="dcterms:W3CDTF">2025-04-01T00:00:00Z</dcterms:modified></cp:coreProperties>'
        ),
        "docProps/app.xml": (
            f'{XML}<Properties xmlns="http://schemas.openxmlformats.org/officeDocument/2006/extended-properties">'
            "<Application>dxreport</Application></Properties>"
        ),
        "ppt/presentation.xml": (
            f'{XML}<p:presentation {NS} saveSubsetFonts="1"><p:sldMasterIdLst>'
            '<p:sldMasterId id="2147483648" r:id="rId1"/></p:sldMasterIdLst>'
            '<p:notesMasterIdLst><p:notesMasterId r:id="rId2"/></p:notesMasterIdLst><p:sldIdLst/>'
            f'<p:sldSz cx="{round(form.width * EMU)}" cy="{round(form.height * EMU)}"/>'
            '<p:notesSz cx="6858000" cy="9144000"/>'
            f'<p:defaultTextStyle><a:defPPr><a:defRPr lang="ja-JP"/></a:defPPr>{text_levels(16)}</p:defaultTextStyle>'
            "</p:presentation>"
        ),
        "ppt/_rels/presentation.xml.rels": relations(
            ("rId1", "slideMaster", "slideMasters/slideMaster1.xml"),
            ("rId2", "notesMaster", "notesMasters/notesMaster1.xml"),
            ("rId3", "theme", "theme/theme1.xml"),
            ("rId4", "tableStyles", "tableStyles.xml"),
            ("rId5", "presProps", "presProps.xml"),
            ("rId6", "viewProps", "viewProps.xml"),
        ),
        "ppt/presProps.xml": f"{XML}<p:presentationPr {NS}/>",
        "ppt/viewProps.xml": f"{XML}<p:viewPr {NS}/>",
        "ppt/tableStyles.xml": table_styles(),
        "ppt/slideMasters/slideMaster1.xml": master_xml,
        "ppt/slideMasters/_rels/slideMaster1.xml.rels": relations(
            *links, (f"rId{layouts + 1}", "theme", "../theme/theme1.xml")
        ),
        "ppt/notesMasters/notesMaster1.xml": notes_master(),
        "ppt/notesMasters/_rels/notesMaster1.xml.rels": relations(("rId1", "theme", "../theme/theme2.xml")),
        "ppt/theme/theme1.xml": theme("デジタル戦略"),
        "ppt/theme/theme2.xml": theme("ノート"),
    }


if __name__ == "__main__":
    folder = Path(__file__).parent
    (folder / "briefing.pptx").write_bytes(build(briefing()))
    (folder / "strategy.pptx").write_bytes(build(strategy()))

"""Turns Noto Sans CJK JP into the supplement fonts: Japanese characters that the BIZ UD fonts lack, as TrueType.

They are those of JIS X 0213 and the kanji of names that Adobe-Japan1 adds (𠮷 and its like).

Run it where Debian's ``fonts-noto-cjk`` is installed: ``python fonts/make_supplement.py``. The same source gives the
same bytes. Outlines become quadratic (ReportLab embeds TrueType only); the family has a name of its own, since the
licence reserves 「Source」. Afterwards write the checksums anew (see README.md).
"""

from __future__ import annotations

import sys
from pathlib import Path

from fontTools.fontBuilder import FontBuilder
from fontTools.pens.cu2quPen import Cu2QuPen
from fontTools.pens.ttGlyphPen import TTGlyphPen
from fontTools.ttLib import TTCollection, TTFont

SOURCES = Path("/usr/share/fonts/opentype/noto")
WEIGHTS = {"Regular": 400, "Bold": 700}
SOURCE_VERSION = "2.004"
FOLDER = Path(__file__).parent
PRINCIPAL = FOLDER / "BIZUDPGothic-Regular.ttf"
FAMILY = "Supplement Gothic"
COPYRIGHT = "© 2014-2021 Adobe (http://www.adobe.com/)."
# The largest distance (in thousandths of an em) of a quadratic outline from the cubic one.
TOLERANCE = 0.6


def wanted(source: TTFont) -> list[int]:
    """Code points of JIS X 0213 (Python's ``euc_jis_2004``) and of Adobe-Japan1 that the principal font lacks.

    The source's registered variation sequences are those of Adobe-Japan1: their base characters are its kanji.
    """
    with TTFont(PRINCIPAL, lazy=True) as principal:
        known = set(principal.getBestCmap())
    variants = (t.uvsDict for t in source["cmap"].tables if t.format == 14)
    kanji = {base for pairs in variants for several in pairs.values() for base, _ in several}
    return sorted({*filter(_in_standard, range(0xA0, 0x2FFFF)), *kanji} - known)


def _in_standard(code: int) -> bool:
    try:
        chr(code).encode("euc_jis_2004")
    except UnicodeEncodeError:
        return False
    return True


def made(source: TTFont, codes: list[int], style: str) -> TTFont:
    """A TrueType font of that weight with the glyphs of those ``codes`` that ``source`` has."""
    glyph_set, cmap = source.getGlyphSet(), source.getBestCmap()
    by_code = {code: cmap[code] for code in codes if code in cmap}
    names = [".notdef", *dict.fromkeys(by_code.values())]
    outlines = {}
    for name in names:
        pen = TTGlyphPen(None)
        glyph_set[name].draw(Cu2QuPen(pen, TOLERANCE, reverse_direction=True))
        outlines[name] = pen.glyph()
    builder = FontBuilder(source["head"].unitsPerEm, isTTF=True)
    builder.setupGlyphOrder(names)
    builder.setupCharacterMap(by_code)
    builder.setupGlyf(outlines)
    widths = source["hmtx"].metrics
    builder.setupHorizontalMetrics({n: (widths[n][0], getattr(outlines[n], "xMin", 0)) for n in names})
    builder.setupHorizontalHeader(ascent=880, descent=-120)
    builder.setupNameTable(_names(style))
    builder.setupOS2(
        sTypoAscender=880, sTypoDescender=-120, usWinAscent=1160, usWinDescent=288, usWeightClass=WEIGHTS[style],
        fsSelection=0x20 if style == "Bold" else 0x40,
    )  # fmt: skip
    builder.setupPost(keepGlyphNames=False)
    head = builder.font["head"]
    head.macStyle = int(style == "Bold")
    # The source's own date: the day on which this script runs must not be in the file.
    head.created = head.modified = source["head"].modified
    builder.font.recalcTimestamp = False
    return builder.font


def _names(style: str) -> dict[str, str]:
    return {
        "copyright": COPYRIGHT,
        "familyName": FAMILY,
        "styleName": style,
        "uniqueFontIdentifier": f"{SOURCE_VERSION};{_file(style)}",
        "fullName": f"{FAMILY} {style}",
        "psName": _file(style),
        "version": f"Version {SOURCE_VERSION}",
        "description": "Japanese characters that BIZ UDGothic lacks; outlines of Noto Sans CJK JP made quadratic.",
        "licenseDescription": "This Font Software is licensed under the SIL Open Font License, Version 1.1.",
        "licenseInfoURL": "https://openfontlicense.org",
    }


def _file(style: str) -> str:
    return f"{FAMILY.replace(' ', '')}-{style}"


def main() -> None:
    for style in WEIGHTS:
        path = SOURCES / f"NotoSansCJK-{style}.ttc"
        if not path.is_file():
            sys.exit(f"{path} is missing: install fonts-noto-cjk")
        with TTCollection(path, lazy=True) as collection:
            source = collection.fonts[0]
            name, version = (source["name"].getDebugName(number) for number in (1, 5))
            if name != "Noto Sans CJK JP" or SOURCE_VERSION not in version:
                sys.exit(f"{path} is not Noto Sans CJK JP {SOURCE_VERSION} but {name} {version}")
            made(source, wanted(source), style).save(FOLDER / f"{_file(style)}.ttf")


if __name__ == "__main__":
    main()

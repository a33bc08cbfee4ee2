"""Turns the deck templates into ones that staff have changed: another shape of slide, other sizes, places and colours."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Callable
from dataclasses import replace

from pptx import Presentation

from dxreport.layout.package import pack
from dxreport.model.policy import Palette
from dxreport.model.scale import Tone
from dxreport.render.style import Style
from templates.make_slides import build
from templates.slide_formats import Field, Format, briefing, strategy


def wide() -> bytes:
    """The strategy's layouts on a 16:9 slide, as staff would draw them: names kept, places of another format."""
    return build(replace(briefing(), title="戦略（16:9）のひな形"))


def restyled() -> bytes:
    """The strategy's template after a day with PowerPoint: larger titles, body moved and narrower, other margins."""

    def changed(field: Field) -> Field:
        x, y, w, h = field.box
        if field.kind == "title":
            return replace(field, size=28, leading=36, box=(x + 14, y - 6, w - 40, h))
        if field.index >= 30:
            return replace(
                field, size=max(field.size, 13), leading=field.leading + 1, box=(x + 14, y + 12, (w - 28), h - 20)
            )
        if field.kind in ("ftr", "sldNum"):
            return replace(field, size=13, leading=17)
        return field

    form = strategy()
    layouts = {
        name: fields if name == "表紙" or name == "図と所見" else tuple(changed(f) for f in fields)
        for name, fields in form.layouts.items()
    }
    return build(Format(form.title, form.width, form.height, form.rule, layouts))


def other_city(own: Palette) -> Style:
    """A style whose accent is another city's than that of ``own``."""
    palette = replace(own, accent="6B1F4D", accent_light="EBD5E2", sub="53474F")
    late, good = palette.tones[Tone.LATE], palette.tones[Tone.ON_TRACK]
    tones = {
        **palette.tones,
        Tone.LATE: replace(late, fill="8C2F00"),
        Tone.ON_TRACK: replace(good, text=palette.accent),
    }
    return Style(replace(palette, tones=tones))


def edited(template: bytes, change: Callable[[dict[str, bytes]], None]) -> bytes:
    """``template`` with its parts changed by hand."""
    with zipfile.ZipFile(io.BytesIO(template)) as archive:
        parts = {name: archive.read(name) for name in archive.namelist()}
    change(parts)
    return pack(parts)


def with_sample(template: bytes) -> bytes:
    """``template`` with a slide that staff left in it."""
    deck = Presentation(io.BytesIO(template))
    deck.slides.add_slide(deck.slide_layouts[1]).shapes.title.text = "見本のスライド"
    out = io.BytesIO()
    deck.save(out)
    return out.getvalue()

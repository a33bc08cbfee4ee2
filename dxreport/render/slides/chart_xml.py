"""Turns a trend's series and axis into the XML of a native chart and the workbook behind it."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal
from xml.sax.saxutils import escape

from pptx.chart.data import CategoryChartData
from pptx.chart.xlsx import CategoryWorkbookWriter

from dxreport.layout.package import printable
from dxreport.render.fonts import OFFICE_NAMES, Face
from dxreport.render.slides.canvas import Edge
from dxreport.render.slides.frame import Box
from dxreport.render.slides.setting import Setting
from dxreport.report.figures import Series, SeriesRole, TrendChart

NS = (
    'xmlns:c="http://schemas.openxmlformats.org/drawingml/2006/chart"'
    ' xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main" '
    'xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships"'
)
_FIGURE = OFFICE_NAMES[Face.FIGURE]


@dataclass(frozen=True, slots=True)
class Axis:
    """Value axis from zero: its end and the distance of its gridlines."""

    end: Decimal
    step: Decimal

    def height(self, value: Decimal, plot: Box) -> float:
        """Vertical place of ``value`` on the slide."""
        return plot.bottom - plot.h * float(value / self.end)


def colour_of(role: SeriesRole, setting: Setting) -> str:
    return setting.palette.ink if role is SeriesRole.PLAN else setting.palette.accent


def workbook(block: TrendChart, series: tuple[Series, ...]) -> bytes:
    data = CategoryChartData(number_format=_format(block))  # type: ignore[no-untyped-call] # python-pptx
    data.categories = [printable(c) for c in block.categories]
    for one in series:
        values = [None if p is None else float(p) for p in one.points]
        data.add_series(printable(one.name), values)  # type: ignore[no-untyped-call] # python-pptx
    return bytes(CategoryWorkbookWriter(data).xlsx_blob)  # type: ignore[no-untyped-call] # python-pptx


def _format(block: TrendChart) -> str:
    return "#,##0" + ("." + "0" * block.decimals if block.decimals else "")


def chart(block: TrendChart, series: tuple[Series, ...], scale: Axis, frame: Box, plot: Box, setting: Setting) -> bytes:
    body = "".join(_series(k, one, block, series, setting) for k, one in enumerate(series))
    axes = '<c:axId val="111111111"/><c:axId val="222222222"/>'
    if block.columns:
        drawn = (
            '<c:barChart><c:barDir val="col"/><c:grouping val="clustered"/>'
            f'<c:varyColors val="0"/>{body}<c:gapWidth val="70"/><c:overlap val="-6"/>{axes}</c:barChart>'
        )
    else:
        drawn = (
            f'<c:lineChart><c:grouping val="standard"/><c:varyColors val="0"/>{body}<c:marker'
            f' val="1"/>{axes}</c:lineChart>'
        )
    layout = (
        '<c:layout><c:manualLayout><c:layoutTarget val="inner"/><c:xMode val="edge"/><c:yMode val="edge"/>'
        f'<c:x val="{(plot.x - frame.x) / frame.w:.5f}"/><c:y val="{(plot.y - frame.y) / frame.h:.5f}"/>'
        f'<c:w val="{plot.w / frame.w:.5f}"/><c:h val="{plot.h / frame.h:.5f}"/></c:manualLayout></c:layout>'
    )
    blanks = "gap" if _has_hole(series) else "span"
    text = _text_properties(setting.palette.ink)
    xml = (
        f'<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n<c:chartSpace {NS}><c:date1904 val="0"/>'
        '<c:lang val="ja-JP"/><c:roundedCorners val="0"/>'
        f'<c:chart><c:autoTitleDeleted val="1"/><c:plotArea>{layout}{drawn}{_axes(scale, setting)}<c:spPr>'
        "<a:noFill/></c:spPr></c:plotArea>"
        f'<c:plotVisOnly val="1"/><c:dispBlanksAs val="{blanks}"/></c:chart><c:spPr><a:noFill/><a:ln><a:noFill/>'
        f"</a:ln></c:spPr>{text}</c:chartSpace>"
    )
    return xml.encode()


def _has_hole(series: tuple[Series, ...]) -> bool:
    """Whether an actual value is missing between two others: the line then must not run across."""
    actual = next((s.points for s in series if s.role is SeriesRole.ACTUAL), ())
    known = [k for k, p in enumerate(actual) if p is not None]
    return bool(known) and known[-1] - known[0] + 1 != len(known)


def _axes(scale: Axis, setting: Setting) -> str:
    hair = f'<a:ln w="6350"><a:solidFill><a:srgbClr val="{setting.palette.hair}"/></a:solidFill></a:ln>'
    ink = f'<a:ln w="12700"><a:solidFill><a:srgbClr val="{setting.palette.ink}"/></a:solidFill></a:ln>'
    digits = max(0, -_exponent(scale.step))
    number = "#,##0" + ("." + "0" * digits if digits else "")
    return (
        '<c:catAx><c:axId val="111111111"/><c:scaling><c:orientation val="minMax"/></c:scaling><c:delete val="0"/>'
        '<c:axPos val="b"/>'
        '<c:numFmt formatCode="General" sourceLinked="0"/><c:majorTickMark val="none"/><c:minorTickMark val="none"/>'
        f'<c:tickLblPos val="low"/><c:spPr>{ink}</c:spPr>{_text_properties(setting.palette.ink)}'
        '<c:crossAx val="222222222"/><c:crosses val="autoZero"/><c:auto val="0"/><c:lblAlgn val="ctr"/>'
        '<c:lblOffset val="100"/><c:noMultiLvlLbl val="1"/></c:catAx>'
        f'<c:valAx><c:axId val="222222222"/><c:scaling><c:orientation val="minMax"/><c:max val="{scale.end}"/>'
        '<c:min val="0"/></c:scaling><c:delete val="0"/><c:axPos val="l"/>'
        f"<c:majorGridlines><c:spPr>{hair}</c:spPr></c:majorGridlines>"
        f'<c:numFmt formatCode="{number}" sourceLinked="0"/><c:majorTickMark val="none"/><c:minorTickMark val="none"/>'
        '<c:tickLblPos val="nextTo"/><c:spPr><a:ln><a:noFill/></a:ln>'
        f"</c:spPr>{_text_properties(setting.palette.sub, figures=True)}"
        '<c:crossAx val="111111111"/><c:crosses val="autoZero"/><c:crossBetween val="between"/>'
        f'<c:majorUnit val="{scale.step}"/></c:valAx>'
    )


def _exponent(value: Decimal) -> int:
    exponent = value.normalize().as_tuple().exponent
    return exponent if isinstance(exponent, int) else 0


def _text_properties(colour: str, *, figures: bool = False, bold: bool = False) -> str:
    latin, east = (_FIGURE, _FIGURE) if figures else ("+mn-lt", "+mn-ea")
    return (
        f'<c:txPr><a:bodyPr/><a:lstStyle/><a:p><a:pPr><a:defRPr sz="1200" b="{int(bold)}"><a:solidFill>'
        f'<a:srgbClr val="{colour}"/></a:solidFill>'
        f'<a:latin typeface="{latin}"/><a:ea typeface="{east}"/></a:defRPr></a:pPr><a:endParaRPr lang="ja-JP"/></a:p>'
        "</c:txPr>"
    )


def _series(number: int, series: Series, block: TrendChart, drawn: tuple[Series, ...], setting: Setting) -> str:
    column = chr(ord("B") + number)
    count = len(block.categories)
    names = "".join(f'<c:pt idx="{k}"><c:v>{escape(printable(c))}</c:v></c:pt>' for k, c in enumerate(block.categories))
    points = "".join(f'<c:pt idx="{k}"><c:v>{p}</c:v></c:pt>' for k, p in enumerate(series.points) if p is not None)
    look = _column_xml(series, block, setting) if block.columns else _line_xml(series.role, setting)
    smooth = "" if block.columns else '<c:smooth val="0"/>'
    return (
        f'<c:ser><c:idx val="{number}"/><c:order val="{number}"/><c:tx><c:strRef><c:f>Sheet1!${column}$1</c:f>'
        '<c:strCache><c:ptCount val="1"/>'
        f'<c:pt idx="0"><c:v>{escape(printable(series.name))}</c:v></c:pt></c:strCache></c:strRef>'
        f"</c:tx>{look}{_labels(series, block, drawn, setting)}"
        f"<c:cat><c:strRef><c:f>Sheet1!$A$2:$A${count + 1}</c:f><c:strCache>"
        f'<c:ptCount val="{count}"/>{names}</c:strCache></c:strRef></c:cat>'
        f"<c:val><c:numRef><c:f>Sheet1!${column}$2:${column}${count + 1}</c:f><c:numCache>"
        f'<c:formatCode>{_format(block)}</c:formatCode><c:ptCount val="{count}"/>'
        f"{points}</c:numCache></c:numRef></c:val>{smooth}</c:ser>"
    )


def _line_xml(role: SeriesRole, setting: Setting) -> str:
    colour = colour_of(role, setting)
    paint = f'<a:solidFill><a:srgbClr val="{colour}"/></a:solidFill>'
    width = {SeriesRole.PLAN: 1.2, SeriesRole.ACTUAL: 3.0, SeriesRole.FORECAST: 2.0}[role]
    dash = '<a:prstDash val="sysDash"/>' if role is SeriesRole.FORECAST else ""
    symbol, size = ("square", 8) if role is SeriesRole.PLAN else ("circle", 9)
    inside = colour if role is SeriesRole.ACTUAL else "FFFFFF"
    edge = 1.2 if role is SeriesRole.PLAN else 1.6
    return (
        f'<c:spPr><a:ln w="{round(width * 12700)}" cap="flat">{paint}{dash}<a:round/></a:ln></c:spPr><c:marker>'
        f'<c:symbol val="{symbol}"/><c:size val="{size}"/>'
        f'<c:spPr><a:solidFill><a:srgbClr val="{inside}"/></a:solidFill><a:ln w="{round(edge * 12700)}">{paint}</a:ln>'
        "</c:spPr></c:marker>"
    )


def column_look(role: SeriesRole, setting: Setting) -> tuple[str, Edge | None]:
    palette = setting.palette
    if role is SeriesRole.PLAN:
        return "", Edge(palette.ink, 1)
    if role is SeriesRole.ACTUAL:
        return palette.accent, None
    return "", Edge(palette.accent, 1.4, (3, 2))


def _column_paint(role: SeriesRole, setting: Setting) -> str:
    fill, edge = column_look(role, setting)
    inside = f'<a:solidFill><a:srgbClr val="{fill or "FFFFFF"}"/></a:solidFill>'
    if edge is None:
        return f"<c:spPr>{inside}<a:ln><a:noFill/></a:ln></c:spPr>"
    dash = '<a:prstDash val="sysDash"/>' if edge.dash else ""
    return (
        f'<c:spPr>{inside}<a:ln w="{round(edge.width * 12700)}"><a:solidFill><a:srgbClr val="{edge.colour}"/>'
        f"</a:solidFill>{dash}</a:ln></c:spPr>"
    )


def _column_xml(series: Series, block: TrendChart, setting: Setting) -> str:
    forecast = next((s for s in block.series if s.role is SeriesRole.FORECAST), None)
    expected = "".join(
        f'<c:dPt><c:idx val="{k}"/><c:invertIfNegative val="0"/><c:bubble3D'
        f' val="0"/>{_column_paint(SeriesRole.FORECAST, setting)}</c:dPt>'
        for k, p in enumerate(
            forecast.points if forecast and series.role is SeriesRole.ACTUAL and series not in block.series else ()
        )
        if p is not None
    )
    return f'{_column_paint(series.role, setting)}<c:invertIfNegative val="0"/>{expected}'


def _labels(series: Series, block: TrendChart, drawn: tuple[Series, ...], setting: Setting) -> str:
    """Every value is printed: above where the series is the higher one at that point, else below."""
    bold = series.role is SeriesRole.ACTUAL
    text = _text_properties(colour_of(series.role, setting), figures=True, bold=bold)
    shown = (
        '<c:showLegendKey val="0"/><c:showVal val="1"/><c:showCatName val="0"/><c:showSerName val="0"/>'
        '<c:showPercent val="0"/><c:showBubbleSize val="0"/>'
    )
    single = ""
    for k, (point, label) in enumerate(zip(series.points, series.labels, strict=True)):
        if point is None:
            continue
        if not label or (not block.columns and _is_said(series, k, drawn)):
            single += f'<c:dLbl><c:idx val="{k}"/><c:delete val="1"/></c:dLbl>'
            continue
        place = "outEnd" if block.columns else "t" if _is_higher(series, k, drawn) else "b"
        words = (
            "" if label == f"{point:,.{block.decimals}f}" else _rich(label, colour_of(series.role, setting), bold=bold)
        )
        single += (
            f'<c:dLbl><c:idx val="{k}"/>{words}<c:numFmt formatCode="{_format(block)}" sourceLinked="0"/><c:spPr>'
            f'<a:noFill/></c:spPr>{text}<c:dLblPos val="{place}"/>{shown}</c:dLbl>'
        )
    place = "outEnd" if block.columns else "t"
    return (
        f'<c:dLbls>{single}<c:numFmt formatCode="{_format(block)}" sourceLinked="0"/><c:spPr><a:noFill/>'
        f'</c:spPr>{text}<c:dLblPos val="{place}"/>{shown}</c:dLbls>'
    )


def _is_said(series: Series, k: int, drawn: tuple[Series, ...]) -> bool:
    """What is expected to be just as planned: the plan's label says it, a second one would lie in the forecast's line."""
    plan = next((s for s in drawn if s.role is SeriesRole.PLAN), None)
    return (
        series.role is SeriesRole.FORECAST
        and plan is not None
        and (plan.points[k], plan.labels[k]) == (series.points[k], series.labels[k])
    )


def _is_higher(series: Series, k: int, drawn: tuple[Series, ...]) -> bool:
    mine = series.points[k]
    others = [s.points[k] for s in drawn if s is not series and s.points[k] is not None and s.labels[k]]
    if mine is None or not others:
        return True
    highest = max(p for p in others if p is not None)
    return mine > highest or (mine == highest and series.role is SeriesRole.PLAN)


def _rich(label: str, colour: str, *, bold: bool) -> str:
    return (
        f'<c:tx><c:rich><a:bodyPr/><a:p><a:r><a:rPr lang="ja-JP" sz="1200" b="{int(bold)}"><a:solidFill>'
        f'<a:srgbClr val="{colour}"/></a:solidFill>'
        f'<a:latin typeface="{_FIGURE}"/><a:ea typeface="{_FIGURE}"/></a:rPr><a:t>{escape(printable(label))}</a:t>'
        "</a:r></a:p></c:rich></c:tx>"
    )

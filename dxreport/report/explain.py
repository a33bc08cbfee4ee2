"""Turns one result into the full account of a figure: rule, arithmetic, cells, thresholds, history, findings."""

from __future__ import annotations

from decimal import Decimal

from dxreport.evaluate.assessment import Assessment, BarResult, Figure, InitiativeResult, MeasureResult
from dxreport.model.finding import Finding
from dxreport.model.policy import Status
from dxreport.model.provenance import CellRef, Sourced
from dxreport.model.target import Target
from dxreport.report.explain_bar import bar_lines
from dxreport.report.wording import explain as phrases
from dxreport.report.wording import measures as words
from dxreport.report.wording.formats import checkpoint_name, number

Line = tuple[str, str]


def plain(value: Decimal) -> str:
    """An exact value, at most twelve digits after the point, without needless zeros."""
    text = f"{value:.12f}".rstrip("0").rstrip(".")
    return text or "0"


def explain_measure(result: MeasureResult, assessment: Assessment) -> tuple[Line, ...]:
    """Label and text, line by line, in the order in which one would check the figure by hand."""
    measure, strategy = result.measure, assessment.strategy
    target = measure.target
    lines: list[Line] = [
        ("", f"{measure.id}　{measure.name}"),
        (phrases.DEPARTMENT, strategy.department(measure.department).name),
        (phrases.TARGET, target_line(target)),
        (phrases.RULE, words.rule_text(measure)),
        (phrases.PLAN, _plan(result)),
        (phrases.VALUE, _value(result)),
        *((phrases.CELLS, text) for text in _cells(result.actual)),
        *((phrases.ARITHMETIC, text) for text in _arithmetic(result)),
        (phrases.ATTAINMENT, _rate(result, result.attainment, target.value)),
        (phrases.PROGRESS, _rate(result, result.progress, result.planned)),
        (phrases.STATUS, strategy.scale.of(result.status).text + _why(result)),
        ("", _thresholds(assessment)),
    ]
    if result.forecast is not None:
        lines.append((phrases.FORECAST, f"{plain(result.forecast.value)}{target.unit}"))
    lines.extend(
        _words(result.explanation.reason, result.explanation.remedy, result.explanation.due, result.explanation.comment)
    )
    for point in result.history:
        if point.actual is not None and point.checkpoint != result.checkpoint:
            text = f"{checkpoint_name(point.checkpoint)}　{plain(point.actual)}{target.unit}　{strategy.scale.of(point.status).text}"
            lines.append((phrases.HISTORY, text))
    lines.extend((phrases.FINDINGS, f"{f.code} {f.place}　{f.what}") for f in findings_of(result, assessment))
    return tuple(lines)


def target_line(target: Target) -> str:
    """「95%超 → 95%を超える（95を含まない）」: how a printed target was read."""
    value = number(target.value, max(0, -int(str(target.value.as_tuple().exponent))))
    comparison = phrases.COMPARISONS[target.comparison.value].format(value=value)
    return phrases.EXPLAIN_TARGET.format(printed=target.printed, value=value, unit=target.unit, comparison=comparison)


def _plan(result: MeasureResult) -> str:
    text = words.plan_text(result.measure)
    return text if result.planned is None else f"{plain(result.planned)}{result.measure.target.unit}　{text}"


def _value(result: MeasureResult) -> str:
    shown = words.value_text(result)
    if shown is None:
        reason = words.REASONS[result.not_judged] if result.not_judged else ""
        return phrases.NO_VALUE.format(reason=reason)
    if result.actual is None:
        return shown
    return phrases.SHOWN.format(shown=shown, unit=result.measure.target.unit, exact=plain(result.actual.value))


def _cells(figure: Figure | None) -> list[str]:
    if figure is None:
        return []
    out = []
    for cell in figure.cells:
        match cell:
            case Sourced(ref=ref, text=text):
                out.append(f"{ref}{phrases.AS_TYPED.format(text=text)}")
            case CellRef():
                out.append(f"{cell}{phrases.FROM_ROWS.format(rows=figure.rows)}")
    return out


def _arithmetic(result: MeasureResult) -> list[str]:
    figure = result.actual
    if figure is None:
        return []
    if figure.numerator is not None and figure.denominator is not None:
        percent = result.measure.target.unit == "%"
        return [
            phrases.RATIO.format(
                numerator=plain(figure.numerator),
                denominator=plain(figure.denominator),
                factor=phrases.TIMES_HUNDRED if percent else "",
                value=plain(figure.value),
            )
        ]
    parts = [c.value for c in figure.cells if isinstance(c, Sourced)]
    if len(parts) > 1 and sum(parts, Decimal(0)) == figure.value:
        return [phrases.SUM.format(parts=phrases.PLUS.join(plain(p) for p in parts), value=plain(figure.value))]
    return []


def _rate(result: MeasureResult, rate: Decimal | None, reference: Decimal | None) -> str:
    if rate is None or reference is None or result.actual is None:
        return phrases.NOT_COMPUTED
    form = phrases.RATE_REVERSED if result.measure.target.lower_is_better else phrases.RATE
    return form.format(value=plain(result.actual.value), reference=plain(reference), rate=plain(rate))


def _why(result: MeasureResult) -> str:
    return phrases.BECAUSE.format(reason=words.REASONS[result.not_judged]) if result.not_judged else ""


def _thresholds(assessment: Assessment) -> str:
    scale = assessment.strategy.scale
    return phrases.THRESHOLDS.format(
        on_track=plain(scale.on_track),
        behind=plain(scale.behind),
        best=scale.of(Status.ACHIEVED).text,
        good=scale.of(Status.ON_TRACK).text,
        fair=scale.of(Status.BEHIND).text,
        poor=scale.of(Status.LATE).text,
    )


def _words(reason: str, remedy: str, due: str, comment: str) -> list[Line]:
    pairs = ((phrases.REASON, reason), (phrases.REMEDY, remedy), (phrases.DUE, due), (phrases.COMMENT, comment))
    return [(label, text) for label, text in pairs if text]


def _row(place: CellRef) -> tuple[str, str, str]:
    return place.file, place.sheet, place.cell.lstrip("ABCDEFGHIJKLMNOPQRSTUVWXYZ")


def findings_of(result: MeasureResult, assessment: Assessment) -> tuple[Finding, ...]:
    """Findings in the measure's row of the form, or in its list."""
    own = _row(result.reading_row) if result.reading_row else None
    sheets = {(c.file, c.sheet) for c in (result.actual.cells if result.actual else ()) if isinstance(c, CellRef)}

    def concerns(item: Finding) -> bool:
        if not isinstance(item.place, CellRef):
            return False
        return _row(item.place) == own or (item.place.file, item.place.sheet) in sheets

    return tuple(f for f in assessment.findings if concerns(f))


def explain_bar(result: BarResult, assessment: Assessment) -> tuple[Line, ...]:
    """As ``explain_measure``, for a schedule bar."""
    e = result.explanation
    found = findings_of_bar(result, assessment)
    return (
        *bar_lines(result, assessment),
        *_words(e.reason, e.remedy, e.due, e.comment),
        *((phrases.FINDINGS, f"{f.code} {f.place}　{f.what}") for f in found),
    )


def findings_of_bar(result: BarResult, assessment: Assessment) -> tuple[Finding, ...]:
    """Findings in the bar's row of the form."""
    own = _row(result.report.row) if result.report else None
    return tuple(f for f in assessment.findings if isinstance(f.place, CellRef) and _row(f.place) == own)


def explain_initiative(result: InitiativeResult, assessment: Assessment) -> tuple[Line, ...]:
    """The two axes and what they rest on."""
    scale = assessment.strategy.scale
    initiative = result.initiative
    lines: list[Line] = [
        ("", f"{initiative.number}　{initiative.name}"),
        (phrases.STATUS, phrases.AXES.format(kpi=scale.of(result.kpi).text, schedule=result.schedule.text)),
    ]
    lines += [("", f"{m.measure.id}　{m.measure.short_name}　{scale.of(m.status).text}") for m in result.measures]
    lines += [("", f"{b.bar.id}　{b.bar.short_name}　{b.mark.text}") for b in result.bars]
    return tuple(lines)


def known_ids(assessment: Assessment) -> list[str]:
    return [
        *(m.measure.id for m in assessment.measures),
        *(b.bar.id for b in assessment.bars),
        *(i.initiative.id for i in assessment.initiatives),
    ]


def explain(item_id: str, assessment: Assessment) -> tuple[Line, ...] | None:
    """The account of a measure, a bar or an initiative; None for an unknown id."""
    for m in assessment.measures:
        if m.measure.id == item_id:
            return explain_measure(m, assessment)
    for b in assessment.bars:
        if b.bar.id == item_id:
            return explain_bar(b, assessment)
    for i in assessment.initiatives:
        if i.initiative.id == item_id:
            return explain_initiative(i, assessment)
    return None

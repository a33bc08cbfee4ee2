"""Turns one result into the full account of a figure: rule, arithmetic, cells, thresholds, history, findings."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from decimal import Decimal

from dxreport.evaluate.assessment import Assessment
from dxreport.evaluate.bar_result import BarResult
from dxreport.evaluate.measure_result import Figure, MeasureResult
from dxreport.model.finding import Finding
from dxreport.model.measure import Across
from dxreport.model.provenance import CellRef, Sourced
from dxreport.model.submission import Explanation
from dxreport.model.target import Target
from dxreport.report.explain_bar import bar_lines
from dxreport.report.list_rows import list_sheets, row_lines, rule_lines
from dxreport.report.wording import explain as phrases
from dxreport.report.wording import measures as words
from dxreport.report.wording.formats import checkpoint_name, fiscal_year, number
from dxreport.report.wording.scale import rules_run_in

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
        *rule_lines(result, assessment),
        (phrases.PLAN, _plan(result)),
        (phrases.VALUE, _value(result)),
        *((phrases.CELLS, text) for text in _cells(result.actual)),
        *digest_lines(_files(result.actual), assessment),
        *row_lines(result),
        *((phrases.ARITHMETIC, text) for text in _arithmetic(result)),
        (phrases.ATTAINMENT, _rate(result, result.attainment, target.value)),
        (phrases.PROGRESS, _rate(result, result.progress, result.planned)),
        (phrases.STATUS, result.rating.text + _why(result)),
        ("", thresholds(assessment)),
        *((phrases.PECULIAR, text) for text in words.peculiarities(measure)),
    ]
    if result.own is not None:
        lines.append((strategy.terms.own_rating, result.own.text))
    if result.since is not None:
        lines.append((phrases.SINCE, checkpoint_name(result.since)))
    if result.forecast is not None:
        lines.append((phrases.FORECAST, f"{plain(result.forecast.value)}{target.unit}"))
    lines.extend(_words(result.explanation))
    for point in result.history:
        if point.actual is not None and point.checkpoint != result.checkpoint:
            text = f"{checkpoint_name(point.checkpoint)}　{plain(point.actual)}{target.unit}　{point.rating.text}"
            lines.append((phrases.HISTORY, text))
    lines.extend((phrases.FINDINGS, f"{f.code} {f.place}　{f.what}") for f in findings_of(result, assessment))
    return tuple(lines)


def target_line(target: Target) -> str:
    """「95%超 → 95%を超える（95を含まない）」: how a printed target was read."""
    value = _digits(target.value) if target.high is None else f"{_digits(target.value)}～{_digits(target.high)}"
    comparison = phrases.COMPARISONS[target.comparison.value].format(value=value)
    if target.by_people:
        return f"{target.printed}{comparison}"
    return phrases.EXPLAIN_TARGET.format(printed=target.printed, value=value, unit=target.unit, comparison=comparison)


def _digits(value: Decimal) -> str:
    return number(value, max(0, -int(str(value.as_tuple().exponent))))


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
    for year in figure.years:
        out.append(f"{year.line}{phrases.AS_TYPED.format(text=plain(year.now))}{fiscal_year(year.year)}")
    return out


def _files(figure: Figure | None) -> list[str]:
    places = [c.ref if isinstance(c, Sourced) else c for c in figure.cells] if figure else []
    return [place.file for place in places]


def digest_lines(files: Iterable[str], assessment: Assessment) -> Iterator[Line]:
    """Each workbook once, with the digest by which the copy in the archive is known to be the one that was read."""
    for file in dict.fromkeys(files):
        if file in assessment.digests:
            yield phrases.DIGEST, phrases.DIGEST_OF.format(file=file, sha256=assessment.digests[file])


def _arithmetic(result: MeasureResult) -> list[str]:
    figure = result.actual
    if figure is None:
        return []
    if figure.years:
        years = [f"{plain(r.now)}（{fiscal_year(r.year)}）" for r in figure.years]
        own = [plain(c.value) for c in figure.cells if isinstance(c, Sourced)]
        form = phrases.MEAN if result.measure.across is Across.MEAN else phrases.SUM
        count = len(figure.years) + 1
        return [form.format(parts=phrases.PLUS.join((*years, *own)), count=count, value=plain(figure.value))]
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
    if rate is not None and result.measure.target.high is not None:
        return phrases.RANGE_RATE.format(rate=plain(rate))
    if rate is None or reference is None or result.actual is None:
        return phrases.NOT_COMPUTED
    base = result.measure.baseline
    numbers = words.formula_text(result.measure, plain(reference))
    numbers = numbers.replace(words.ACTUAL_NAME, plain(result.actual.value))
    if base is not None:
        numbers = numbers.replace(words.BASELINE_NAME, plain(base.value))
    return phrases.RATE.format(arithmetic=numbers, rate=plain(rate))


def _why(result: MeasureResult) -> str:
    return phrases.BECAUSE.format(reason=words.REASONS[result.not_judged]) if result.not_judged else ""


def thresholds(assessment: Assessment) -> str:
    """The scale in use, in one line."""
    return phrases.THRESHOLDS.format(rules=rules_run_in(assessment.ladder))


def _words(said: Explanation) -> list[Line]:
    pairs = (
        (phrases.REASON, said.reason),
        (phrases.REMEDY, said.remedy),
        (phrases.DUE, said.due),
        (phrases.DECISION, said.decision),
        (phrases.COMMENT, said.comment),
    )
    return [(label, text) for label, text in pairs if text]


def _row(place: CellRef) -> tuple[str, str, str]:
    return place.file, place.sheet, place.cell.lstrip("ABCDEFGHIJKLMNOPQRSTUVWXYZ")


def findings_of(result: MeasureResult, assessment: Assessment) -> tuple[Finding, ...]:
    """Findings in the measure's row of the form, or in its list."""
    own = _row(result.reading_row) if result.reading_row else None
    sheets = {(c.file, c.sheet) for c in (result.actual.cells if result.actual else ()) if isinstance(c, CellRef)}
    sheets |= list_sheets(result, assessment)

    def concerns(item: Finding) -> bool:
        if not isinstance(item.place, CellRef):
            return False
        return _row(item.place) == own or (item.place.file, item.place.sheet) in sheets

    return tuple(f for f in assessment.findings if concerns(f))


def explain_bar(result: BarResult, assessment: Assessment) -> tuple[Line, ...]:
    """As ``explain_measure``, for a schedule bar."""
    found = findings_of_bar(result, assessment)
    return (
        *bar_lines(result, assessment),
        *digest_lines([result.report.row.file] if result.report else (), assessment),
        *_words(result.explanation),
        *((phrases.FINDINGS, f"{f.code} {f.place}　{f.what}") for f in found),
    )


def findings_of_bar(result: BarResult, assessment: Assessment) -> tuple[Finding, ...]:
    """Findings in the bar's row of the form."""
    own = _row(result.report.row) if result.report else None
    return tuple(f for f in assessment.findings if isinstance(f.place, CellRef) and _row(f.place) == own)

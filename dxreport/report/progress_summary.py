"""Turns the whole evaluation into the one page for executives, and each theme's into its opening."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from decimal import Decimal

from dxreport.evaluate.assessment import InitiativeResult, LevelResult, ThemeResult
from dxreport.evaluate.attention import Attention, Kind
from dxreport.evaluate.measure_result import Change, MeasureResult
from dxreport.evaluate.rollup import by_figures
from dxreport.model.scale import Standing, Tone
from dxreport.model.submission import Explanation
from dxreport.report.blocks import Block, FactRow, Facts, Heading, Paragraph, ParagraphRole, Table
from dxreport.report.cells import Cell, Column, ColumnRole, RowGroup, Span, TextCell
from dxreport.report.progress_figures import bullet_chart, key_figures
from dxreport.report.progress_notes import kpi_note
from dxreport.report.progress_outlook import LATE_ROWS, asked_and_expected
from dxreport.report.progress_parts import (
    View,
    actual_text,
    kpi_groups,
    kpi_table,
    quiet,
    status_cells,
    status_columns,
    status_said,
)
from dxreport.report.wording import progress as words
from dxreport.report.wording import spoken
from dxreport.report.wording.measures import CHANGES, planned_text, target_text
from dxreport.report.wording.progress_appendix import holder as holder_name

# What two lines of the table's columns hold; 期限 is one.
_REASON_CHARACTERS, _REMEDY_CHARACTERS, _DUE_CHARACTERS = 32, 27, 24


def summary(view: View) -> Iterator[Block]:
    """要約: what goes well, what is late, what is expected."""
    a = view.assessment
    previous = a.counts_previous if view.compares else None
    yield Heading(
        1, words.headline(a.counts, view.voice), kicker=words.SUMMARY, anchor="summary",
        bookmark=words.SUMMARY, new_page=True,
    )  # fmt: skip
    yield _lead(words.lead(a.counts, previous, view.before, view.voice))
    yield key_figures(view, a.counts, previous, "counts")
    yield _grid(view)
    if view.compares:
        yield _changes(view)
    late, bars = _late(view), _late_bars(view)
    if late or bars:
        yield _late_table(view, late, bars)
    yield from asked_and_expected(view, {r.measure.id for r in late})


def _lead(text: str) -> Paragraph:
    return Paragraph((Span(text),), ParagraphRole.LEAD)


# --- status grid -----------------------------------------------------------------------------------------------------


def _grid(view: View) -> Table:
    strategy = view.assessment.strategy
    columns = (
        Column(words.short(strategy.terms.theme), ColumnRole.LABEL),
        Column("", ColumnRole.ID),
        Column(words.short(strategy.terms.initiative), ColumnRole.NAME),
        *status_columns(view),
    )
    groups = tuple(_grid_group(view, t) for t in view.assessment.themes)
    unreported = [i.initiative.id for i in view.assessment.initiatives if i.kpi == view.scale.unreported]
    note = words.scale_note(view.assessment.ladder)
    note += words.people_note(view.assessment.by_people, strategy.terms.own_rating)
    note += words.unreported_initiatives(
        strategy.terms.initiative, unreported, len(view.assessment.initiatives), view.scale.unreported.word
    )
    title = words.grid_title(view.terms.initiative)
    return Table(columns, groups, caption=title, title=title, note=note, side_column=True, keep=True)


def _grid_group(view: View, theme: ThemeResult) -> RowGroup:
    label = f"{theme.theme.mark} " + "\n".join(theme.theme.short_name)
    shown = _shown(theme)
    rows = (
        (
            TextCell("" if n else label),
            TextCell(i.initiative.id),
            TextCell(name, anchor=view.anchor(i.holder)),
            *status_cells(view, i),
        )
        for n, (i, name) in enumerate(shown)
    )
    return RowGroup(tuple(rows), said=tuple(status_said(view, i.initiative.id, name, i) for i, name in shown))


def _shown(theme: ThemeResult) -> list[tuple[InitiativeResult, str]]:
    """A theme's initiatives with their names, then those at home in another theme."""
    own = [(i, i.initiative.short_name) for i in theme.initiatives]
    return own + [(i, words.again(i.initiative.short_name)) for i in theme.relisted]


def _changes(view: View) -> Facts:
    """Which initiatives became better or worse, and on which axis."""
    lines: list[Span] = []
    turned: list[list[tuple[str, str]]] = []
    for change in (Change.BETTER, Change.WORSE):
        items = [(i.initiative.id, _axis(i)) for i in view.assessment.initiatives if i.change is change]
        turned.append(items)
        head, text = words.changes(CHANGES[change], items)
        lines += [Span("　　") if lines else Span(""), Span(head, strong=True), Span(f"　{text}")]
    label = words.changes_label(view.before, view.assessment.strategy.terms.initiative)
    better, worse = turned
    return Facts((FactRow(label, (tuple(lines),), said=spoken.turned(better, worse)),))


def _axis(result: InitiativeResult) -> str:
    names = {"kpi": words.KPI, "schedule": words.SCHEDULE}
    axes = [names[a] for a in result.change_axes if a in names]
    return words.BOTH_AXES if len(axes) > 1 else "".join(axes)


# --- what is late ----------------------------------------------------------------------------------------------------


def _late(view: View) -> list[MeasureResult]:
    """Late measures, the furthest behind first."""
    late = [r for r in by_figures(view.assessment.measures) if r.standing is Standing.BAD]
    return sorted(late, key=lambda r: _rate(view, r))


def _late_bars(view: View) -> list[Attention]:
    """Late bars of initiatives that have no late measure, the longest delay first: the others' pages tell them with it."""
    strategy = view.assessment.strategy
    told = {strategy.holder_of(r.measure.id).id for r in _late(view)}
    items = (i for i in view.assessment.attention if i.kind is Kind.BAR and i.rating.tone is Tone.LATE)
    return [i for i in items if i.holder.id not in told]


def _rate(view: View, result: MeasureResult) -> Decimal:
    rate = result.attainment if view.final else result.progress
    return rate if rate is not None else Decimal(-1)


def _late_table(view: View, late: Sequence[MeasureResult], bars: Sequence[Attention]) -> Table:
    """The late measures and bars with reason, remedy and due date in short; their pages hold the whole texts."""
    columns = (
        Column(words.MEASURE_WITH_FIGURES, ColumnRole.NAME, weight=9),
        Column(words.REASON, ColumnRole.TEXT, weight=13),
        Column(words.REMEDY, ColumnRole.TEXT, weight=11),
        Column(words.DUE, ColumnRole.DATE),
    )
    rows: list[tuple[Cell, ...]] = []
    said: list[str] = []
    cut = False
    for result in late[:LATE_ROWS]:
        gists, shortened = _gists(result.explanation)
        cut = cut or shortened
        anchor = view.anchor(view.assessment.strategy.holder_of(result.measure.id))
        name = TextCell(result.measure.short_name, strong=True, sub=_figures(view, result), anchor=anchor)
        rows.append((name, *map(_written, gists)))
        said.append(_late_said(view, result, gists))
    for item in bars[: LATE_ROWS - len(rows)]:
        gists, shortened = _gists(item.explanation)
        cut = cut or shortened
        name = TextCell(
            item.name, strong=True, sub=f"{words.SCHEDULE}　{item.rating.spoken}", anchor=view.anchor(item.holder)
        )
        rows.append((name, *map(_written, gists)))
        said.append(spoken.late_bar(item, _labelled(gists)))
    term = view.assessment.strategy.terms.initiative
    rest = [*(r.measure.id for r in late), *(b.item_id for b in bars)][len(rows) :]
    note = words.late_more(len(rows), rest, term, final=view.final) if rest else words.late_cut(term) if cut else ""
    title = words.late_title(len(late), len(bars), view.voice)
    groups = (RowGroup(tuple(rows), said=tuple(said)),)
    return Table(columns, groups, caption=title, title=title, note=note, keep=True)


Gists = tuple[str, str, str]
"""理由, 対応策 and 期限 in short, empty where nothing was written."""


def _gists(text: Explanation) -> tuple[Gists, bool]:
    """What was written, in short, and whether anything was left out."""
    reason, first = words.gist(text.reason, _REASON_CHARACTERS)
    remedy, second = words.gist(text.remedy, _REMEDY_CHARACTERS)
    due, third = words.gist(text.due, _DUE_CHARACTERS)
    return (reason, remedy, due), first or second or third


def _written(text: str) -> Cell:
    return TextCell(text) if text else quiet(words.NONE_WRITTEN)


def _late_said(view: View, result: MeasureResult, gists: Gists) -> str:
    return spoken.late(result, _since(result), _labelled(gists), final=view.final)


def _labelled(gists: Gists) -> list[tuple[str, str]]:
    labels = (words.REASON, words.REMEDY, words.DUE)
    return [(label, text or words.NONE_WRITTEN) for label, text in zip(labels, gists, strict=True)]


def _since(result: MeasureResult) -> str:
    return words.since(result.since) if result.since and result.since is not result.checkpoint else ""


def _figures(view: View, result: MeasureResult) -> str:
    unit = result.measure.target.unit
    against = target_text(result.measure) if view.final or result.planned is None else planned_text(result)
    figures = f"{result.measure.id}　{words.against(actual_text(result), against or '')}{unit}"
    since = _since(result)
    return f"{figures}\n{since}" if since else figures


# --- themes ----------------------------------------------------------------------------------------------------------


def theme_opening(view: View, theme: ThemeResult) -> Iterator[Block]:
    """A theme's result, its initiatives, what falls short, and all measures against the year's target."""
    term = view.assessment.strategy.terms.theme
    previous = theme.counts_previous if view.compares else None
    yield Heading(
        1,
        words.headline(theme.counts, view.voice, len(theme.measures)),
        kicker=f"{term}{theme.theme.mark}",
        aside=theme.theme.title,
        anchor=f"theme-{theme.theme.id}",
        bookmark=f"{term}{theme.theme.mark}　{''.join(theme.theme.short_name)}",
        new_page=True,
    )
    if theme.counts.total:
        yield _lead(words.lead(theme.counts, previous, view.before, view.voice))
        yield key_figures(view, theme.counts, previous, f"theme-{theme.theme.number}")
    if theme.initiatives or theme.relisted:
        yield _initiatives(view, theme)
    yield from _own_indicators(view, theme)
    said = {m.measure.id for level in theme.levels for m in level.measures}
    short = [r for r in theme.measures if r.behind]
    if any(r.measure.id not in said for r in short):
        yield kpi_table(view, short, words.shortfalls(final=view.final), "")
    bullets = bullet_chart(view, theme.measures)
    if bullets:
        yield bullets


def _own_indicators(view: View, theme: ThemeResult) -> Iterator[Block]:
    """Indicators that hang on the theme or on a branch below it."""
    if len(theme.levels) == 1:
        yield level_table(view, theme.levels[0])
    elif theme.levels:
        groups = [(holder_name(level.holder), level.measures) for level in theme.levels]
        title = words.levels_title(view.terms.indicators)
        yield kpi_groups(view, groups, title, kpi_note(view, [m for level in theme.levels for m in level.measures]))


def whole(view: View) -> Iterator[Block]:
    """Indicators of the plan as a whole, on a page of their own."""
    for level in view.assessment.own:
        name = view.terms.plan
        headline = words.headline(level.counts, view.voice, len(level.measures))
        yield Heading(1, headline, kicker=name, anchor="whole", bookmark=name)
        yield level_table(view, level)
        bullets = bullet_chart(view, level.measures)
        if bullets:
            yield bullets


def level_table(view: View, level: LevelResult) -> Table:
    """The measures of one level above the initiatives."""
    title = words.own_indicators(level.holder.label, level.holder.short_name, view.terms.indicators)
    return kpi_table(view, level.measures, title, kpi_note(view, level.measures))


def _initiatives(view: View, theme: ThemeResult) -> Table:
    columns = (
        Column("", ColumnRole.ID),
        Column(view.assessment.strategy.terms.initiative, ColumnRole.NAME),
        Column(words.count_good(view.voice, view.assessment.ladder), ColumnRole.UNIT),
        *status_columns(view),
    )
    shown = _shown(theme)
    rows = tuple(
        (
            TextCell(i.initiative.id),
            TextCell(name, anchor=view.anchor(i.holder)),
            TextCell(words.against(str(i.counts.good), str(i.counts.judged))) if i.counts.judged else quiet(),
            *status_cells(view, i),
        )
        for i, name in shown
    )
    said = tuple(
        status_said(view, i.initiative.id, name, i, _good(view, i) if i.counts.judged else "") for i, name in shown
    )
    title = words.grid_title(view.terms.initiative)
    return Table(columns, (RowGroup(rows, said=said),), caption=title, title=title, keep=True)


def _good(view: View, result: InitiativeResult) -> str:
    return spoken.good_of(result.counts.good, result.counts.judged, view.voice.good.noun)

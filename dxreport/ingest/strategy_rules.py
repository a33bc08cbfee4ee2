"""Turns a checked strategy record into findings about what a schema cannot say: ids, references, settings that clash."""

from __future__ import annotations

from collections.abc import Iterator

from dxreport.ingest import strategy_walk as walk
from dxreport.ingest.collecting_schema import collecting_faults
from dxreport.ingest.list_rule_checks import rule_findings
from dxreport.ingest.scale_rules import scale_faults
from dxreport.ingest.strategy_schema import (
    BranchRecord,
    InitiativeRecord,
    ItemRecord,
    MeasureRecord,
    StrategyRecord,
    ThemeRecord,
)
from dxreport.ingest.validation import unknown as _unknown
from dxreport.ingest.yaml_lines import LinedData, Path_
from dxreport.layout.submission import safe_name
from dxreport.model.catalogue_details import DETAILS
from dxreport.model.finding import Finding, finding
from dxreport.model.measure import Frequency, MeasureType, PlanKind
from dxreport.model.period import Checkpoint, FiscalYear

_NEEDS_RULE = frozenset(
    {MeasureType.RATIO_OF_SUMS, MeasureType.DETAIL_RATE, MeasureType.COVERAGE, MeasureType.EVENT_LIMIT}
)


def check(record: StrategyRecord, lined: LinedData) -> tuple[Finding, ...]:
    """All faults between the fields of the strategy."""
    return (
        *scale_faults(record.scale, record.palette, lined),
        *_period(record, lined),
        *_unique_ids(record, lined),
        *_references(record, lined),
        *_unasked(record, lined),
        *(f for path, measure in walk.measures(record) for f in _measure(measure, path, lined)),
        *_texts(record, lined),
        *_bars(record, lined),
        *_lists(record, lined),
        *_own_ratings(record, lined),
        *collecting_faults(record.submission, FiscalYear.parse(record.fiscal_year), lined),
    )


def _own_ratings(record: StrategyRecord, lined: LinedData) -> Iterator[Finding]:
    """A text target is judged by the department's own rating, which the form asks for under the plan's word for it."""
    if record.terms.own_rating:
        return
    for path, measure in walk.measures(record):
        if measure.type is MeasureType.JUDGED:
            yield finding("Y13", lined.ref(path), id=measure.id, detail=DETAILS["needs_own_rating"])


def _period(record: StrategyRecord, lined: LinedData) -> Iterator[Finding]:
    """The fiscal year lies in the plan's period; branches go no deeper than the plan has names for."""
    year = FiscalYear.parse(record.fiscal_year)
    if record.period is not None:
        first, last = FiscalYear.parse(record.period.first), FiscalYear.parse(record.period.last)
        if not first <= year <= last:
            yield finding("Y13", lined.ref(("period",)), id="period", detail=DETAILS["outside_period"])
    for step in walk.levels(record):
        if isinstance(step.record, BranchRecord) and step.depth > len(record.terms.groups):
            detail = DETAILS["unnamed_level"].format(depth=step.depth)
            yield finding("Y13", lined.ref(step.path), id=step.record.number, detail=detail)


def _named(record: StrategyRecord) -> Iterator[tuple[str, str, Path_]]:
    """(kind, id, path) of everything that must have an id of its own within its kind."""
    for d, department in enumerate(record.departments):
        yield "department", department.id, ("departments", d, "id")
        for name in (department.name, *department.former_names):
            yield "department name", name, ("departments", d, "name")
        yield "department file", safe_name(department.name, department.id), ("departments", d, "name")
    for n, detail in enumerate(record.lists):
        yield "list", detail.id, ("lists", n, "id")
        yield "list title", detail.title, ("lists", n, "title")
    for path, measure in walk.measures(record):
        yield "item", measure.id, (*path, "id")
    for path, indicator in walk.indicators(record):
        yield "indicator", indicator.id, (*path, "id")
    for step in walk.levels(record):
        match step.record:
            case ThemeRecord(number=number):
                yield "theme", str(number), (*step.path, "number")
            case BranchRecord(number=number):
                yield "branch", number, (*step.path, "number")
            case InitiativeRecord(number=number, tasks=tasks):
                yield "item", number, (*step.path, "number")
                for n, task in enumerate(tasks):
                    yield "item", task.id, (*step.path, "tasks", n, "id")
    for path, bar in walk.bars(record):
        yield "item", bar.id, (*path, "id")


def _unique_ids(record: StrategyRecord, lined: LinedData) -> Iterator[Finding]:
    seen: set[tuple[str, str]] = set()
    for kind, name, path in _named(record):
        if (kind, name) in seen:
            yield finding("Y06", lined.ref(path), id=name)
        seen.add((kind, name))


def _references(record: StrategyRecord, lined: LinedData) -> Iterator[Finding]:
    departments = [d.id for d in record.departments]
    lists = {x.id: x for x in record.lists}
    for n, detail in enumerate(record.lists):
        yield from _unknown("department", detail.department, departments, ("lists", n, "department"), lined)
    for path, measure in walk.measures(record):
        yield from _unknown("department", measure.department, departments, (*path, "department"), lined)
        if measure.rule is not None:
            yield from _unknown("list", measure.rule.list_id, list(lists), (*path, "rule", "list"), lined)
            if measure.rule.list_id in lists:
                yield from rule_findings(measure, lists[measure.rule.list_id], departments, path, lined)
    for path, initiative in walk.initiatives(record):
        yield from _initiative(record, initiative, path, lined)
    for path, bar in walk.bars(record):
        yield from _unknown("department", bar.department, departments, (*path, "department"), lined)
    known = [i.number for _, i in walk.initiatives(record)]
    for t, theme in enumerate(record.themes):
        for a, number in enumerate(theme.again):
            yield from _unknown("initiative", number, known, ("themes", t, "again", a), lined)
    yield from _shown_again(record, lined)


def _unasked(record: StrategyRecord, lined: LinedData) -> Iterator[Finding]:
    """Who is never asked for a form cannot report: its items would stay 未報告 all year, and nobody be reminded."""
    silent = {d.id for d in record.departments if d.outside or not d.submits}
    places: list[tuple[str, str, Path_]] = [
        *((m.id, m.department, path) for path, m in walk.measures(record)),
        *((b.id, b.department, path) for path, b in walk.bars(record)),
        *((x.id, x.department, ("lists", n)) for n, x in enumerate(record.lists)),
    ]
    for item, department, path in places:
        if department in silent:
            yield finding("Y13", lined.ref((*path, "department")), id=item, detail=DETAILS["never_asked"])


def _shown_again(record: StrategyRecord, lined: LinedData) -> Iterator[Finding]:
    """A theme shows again what is at home in another one, and shows it once."""
    home = {i.number: path[1] for path, i in walk.initiatives(record)}
    for t, theme in enumerate(record.themes):
        for a, number in enumerate(theme.again):
            if home.get(number) == t or number in theme.again[:a]:
                yield finding("Y13", lined.ref(("themes", t, "again", a)), id=number, detail=DETAILS["again_at_home"])


def _initiative(record: StrategyRecord, item: InitiativeRecord, path: Path_, lined: LinedData) -> Iterator[Finding]:
    departments = [d.id for d in record.departments]
    aspirations = [str(a.number) for a in record.aspirations]
    yield from _unknown("department", item.department, departments, (*path, "department"), lined)
    for n, related in enumerate(item.related):
        yield from _unknown("department", related, departments, (*path, "related", n), lined)
    for a, number in enumerate(item.aspirations):
        yield from _unknown("aspiration", str(number), aspirations, (*path, "aspirations", a), lined)


def _measure(measure: MeasureRecord, path: Path_, lined: LinedData) -> Iterator[Finding]:
    if measure.type in _NEEDS_RULE and measure.rule is None:
        detail = DETAILS["needs_rule"].format(type=measure.type.value)
        yield finding("Y13", lined.ref((*path, "type")), id=measure.id, detail=detail)
    if measure.stated_plan.kind is PlanKind.STATED:
        due = [c for c in Checkpoint if not c.is_final and measure.frequency.due_at(c)]
        absent = [c.value for c in due if c not in measure.stated_plan.values]
        if measure.frequency is not Frequency.YEAR_END and absent:
            yield finding("Y12", lined.ref((*path, "plan")), detail="、".join(absent))


def _texts(record: StrategyRecord, lined: LinedData) -> Iterator[Finding]:
    for path, indicator in walk.indicators(record):
        for part in indicator.emphasis:
            if part not in indicator.text:
                detail = DETAILS["emphasis"].format(part=part)
                yield finding("Y13", lined.ref((*path, "emphasis")), id=indicator.id, detail=detail)
    sections = [(("foreword",), record.foreword)] + [
        (("chapters", c, "sections", s), section)
        for c, chapter in enumerate(record.chapters)
        for s, section in enumerate(chapter.sections)
    ]
    for path, section in sections:
        for n, item in enumerate(section.items):
            if len(given(item)) != 1:
                here = (*path, "items", n)
                yield finding("Y13", lined.ref(here), id=lined.ref(here).field, detail=DETAILS["one_kind"])


def given(item: ItemRecord) -> list[str]:
    """Names of the kinds that an item of running text gives; exactly one is right."""
    kinds = ("paragraph", "bullets", "numbered", "rows", "callout", "quote", "missing", "diagram")
    return [k for k in kinds if getattr(item, k) is not None]


def _bars(record: StrategyRecord, lined: LinedData) -> Iterator[Finding]:
    for path, bar in walk.bars(record):
        both = bar.first is not None and bar.last is not None
        point = bar.first is None and bar.last is None and bool(bar.milestones)
        backwards = both and (bar.first or 0) != (bar.last or 0) and _later(bar.first or 4, bar.last or 4)
        if not (both or point) or backwards:
            yield finding("Y13", lined.ref(path), id=bar.id, detail=DETAILS["bar_or_point"])


def _later(first: int, last: int) -> bool:
    return (first - 4) % 12 > (last - 4) % 12


def _lists(record: StrategyRecord, lined: LinedData) -> Iterator[Finding]:
    for n, detail in enumerate(record.lists):
        columns = [c.id for c in detail.columns]
        yield from _unknown("column", detail.key, columns, ("lists", n, "key"), lined)
        for c, column in enumerate(detail.columns):
            if column.id in columns[:c]:
                yield finding("Y06", lined.ref(("lists", n, "columns", c, "id")), id=column.id)

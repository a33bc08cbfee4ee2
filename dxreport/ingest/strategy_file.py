"""Turns ``inputs/<year>/strategy.yaml`` and the list of faults beside it into a Strategy, with findings by line."""

from __future__ import annotations

from decimal import Decimal
from pathlib import Path

from pydantic import BaseModel

from dxreport.ingest import scale_schema, strategy_rules, yaml_lines
from dxreport.ingest import strategy_schema as schema
from dxreport.ingest.collecting_schema import collecting
from dxreport.ingest.palette_rules import palette_faults
from dxreport.ingest.strategy_tree import PHRASE_BREAK, tree
from dxreport.ingest.validation import validate
from dxreport.model.detail import DetailList, ListColumn
from dxreport.model.finding import Checked, Finding
from dxreport.model.narrative import (
    Chapter,
    LabelledLines,
    Level,
    NarrativeItem,
    NarrativeKind,
    Section,
    SourceFault,
    Statement,
)
from dxreport.model.period import FiscalYear
from dxreport.model.policy import Edition, Palette, Publication, Terms, ToneColours
from dxreport.model.scale import (
    EXCLUDED,
    LONG_DELAY,
    UNREPORTED,
    Basis,
    ClassRule,
    Ladder,
    Predicate,
    Scale,
    ScheduleStatus,
    Standing,
    StatusClass,
)
from dxreport.model.strategy import Aspiration, Department, Strategy
from dxreport.model.target import Comparison

STRATEGY_FILE = "strategy.yaml"


class FaultsRecord(BaseModel):
    faults: list[schema.FaultRecord]


def load(path: Path, name: str | None = None, *, faults: bool = True) -> Checked[Strategy | None]:
    """Read and check the master. The value is None when there is a finding of severity error.

    ``name`` is what findings and traces call the file (relative to the workspace); default: its last parts. Without
    ``faults`` the list of faults beside it is left alone: an older version need not have one beside it.
    """
    label = name or "/".join(path.parts[-3:])
    read = yaml_lines.read(path, label)
    if read.findings:
        return Checked(None, read.findings)
    checked = validate(schema.StrategyRecord, read.value)
    record = checked.value
    if record is None:
        return Checked(None, checked.findings)
    findings = list(strategy_rules.check(record, read.value))
    palette = _palette(record.palette)
    findings.extend(palette_faults(palette, read.value))
    built = tree(record, read.value)
    findings.extend(built.findings)
    listed: Checked[tuple[SourceFault, ...]] = Checked((), ())
    if faults:
        beside = Path(record.faults_file).name
        listed = _faults(path.parent / beside, label.replace(path.name, beside))
    findings.extend(listed.findings)
    if findings:
        return Checked(None, tuple(findings))
    year = FiscalYear.parse(record.fiscal_year)
    return Checked(
        Strategy(
            municipality=record.municipality.name,
            organisation_code=record.municipality.code,
            year=year,
            title=record.title,
            foreword=_section(record.foreword),
            chapters=tuple(Chapter(c.title, tuple(_section(s) for s in c.sections)) for c in record.chapters),
            overview_title=record.overview_title,
            statements=tuple(Statement(s.heading, s.caption, s.text) for s in record.statements),
            matrix_title=record.matrix_title,
            aspirations=tuple(Aspiration(a.number, a.mark, a.text or None) for a in record.aspirations),
            themes=built.value.themes,
            departments=tuple(_department(d) for d in record.departments),
            lists=tuple(_list(x) for x in record.lists),
            terms=Terms(**record.terms.model_dump(exclude={"groups"}), groups=tuple(record.terms.groups)),
            scale=_scale(record.scale),
            palette=palette,
            publication=_publication(record.publication),
            faults=listed.value,
            file=label,
            first_year=FiscalYear.parse(record.period.first) if record.period else None,
            last_year=FiscalYear.parse(record.period.last) if record.period else None,
            indicators=built.value.indicators,
            collecting=collecting(record.submission),
            sample=record.sample,
        )
    )


def _section(record: schema.SectionRecord) -> Section:
    return Section(record.title, tuple(_item(i) for i in record.items))


def _item(record: schema.ItemRecord) -> NarrativeItem:
    kind = NarrativeKind((strategy_rules.given(record) or ["paragraph"])[0])
    lines: tuple[str, ...] = ()
    rows: tuple[LabelledLines, ...] = ()
    levels: tuple[Level, ...] = ()
    match kind:
        case NarrativeKind.BULLETS:
            lines = tuple(record.bullets or ())
        case NarrativeKind.NUMBERED:
            lines = tuple(record.numbered or ())
        case NarrativeKind.ROWS:
            rows = tuple(LabelledLines(r.label, tuple((x.lead, x.body) for x in r.lines)) for r in record.rows or ())
        case NarrativeKind.DIAGRAM:
            levels = tuple(
                Level(x.label, tuple(tuple(b.split(PHRASE_BREAK)) for b in x.boxes), x.relation)
                for x in record.diagram or ()
            )
        case NarrativeKind.PARAGRAPH | NarrativeKind.CALLOUT | NarrativeKind.QUOTE | NarrativeKind.MISSING:
            lines = tuple(t for t in (record.paragraph, record.callout, record.quote, record.missing) if t)
    return NarrativeItem(kind, lines, rows, record.caption, levels, record.note)


def _list(record: schema.ListRecord) -> DetailList:
    columns = tuple(ListColumn(c.id, c.heading, c.kind, c.required, c.unit, tuple(c.choices)) for c in record.columns)
    return DetailList(record.id, record.title, record.department, record.key, columns)


def _department(record: schema.DepartmentRecord) -> Department:
    return Department(
        id=record.id,
        name=record.name,
        bureau=record.bureau,
        submits=record.submits and not record.outside,
        former_names=tuple(record.former_names),
        outside=record.outside,
        mail=record.mail or "",
    )


# What a class of the schedule axis says; its tone is the city's own.
_SCHEDULE_STANDING = {
    ScheduleStatus.DONE.value: Standing.GOOD,
    ScheduleStatus.AHEAD.value: Standing.GOOD,
    ScheduleStatus.ON_SCHEDULE.value: Standing.GOOD,
    ScheduleStatus.DELAYED.value: Standing.WARNING,
    LONG_DELAY: Standing.BAD,
    ScheduleStatus.NOT_STARTED_LATE.value: Standing.BAD,
    ScheduleStatus.NOT_YET.value: Standing.EXCLUDED,
    ScheduleStatus.STOPPED.value: Standing.EXCLUDED,
    ScheduleStatus.UNREPORTED.value: Standing.UNREPORTED,
}


def _scale(record: scale_schema.ScaleRecord) -> Scale:
    best_first = record.best == "first"
    running = _ladder(record.running, best_first=best_first)
    return Scale(
        running=running,
        final=_ladder(record.final, best_first=best_first) if record.final else running,
        excluded=_state(record.excluded, EXCLUDED, Standing.EXCLUDED),
        unreported=_state(record.unreported, UNREPORTED, Standing.UNREPORTED),
        slight_delay_months=record.slight_delay_months,
        schedule_classes={k: _state(s, k, _SCHEDULE_STANDING[k]) for k, s in record.schedule.items()},
    )


def _state(record: scale_schema.StateRecord, class_id: str, standing: Standing) -> StatusClass:
    return StatusClass(record.mark, record.letter, record.word, record.tone, class_id, standing)


def _ladder(record: scale_schema.LadderRecord, *, best_first: bool) -> Ladder:
    classes = tuple(
        StatusClass(c.mark, c.letter, c.word, c.tone, c.id, c.standing, _when(c.when)) for c in record.classes
    )
    words = {standing: Predicate(p.noun, p.verb) for standing, p in record.words.items()}
    return Ladder(classes, best_first, words)


def _when(record: scale_schema.WhenRecord | None) -> ClassRule | None:
    if record is None:
        return None
    if record.reached:
        return ClassRule(Basis.REACHED)
    basis = Basis.PROGRESS if record.progress else Basis.ATTAINMENT
    text = record.progress or record.attainment or ""
    comparison = Comparison.AT_LEAST if text.startswith(">=") else Comparison.MORE_THAN
    return ClassRule(basis, comparison, Decimal(text.lstrip("> =")), record.printed)


def _palette(record: scale_schema.PaletteRecord) -> Palette:
    tones = {tone: ToneColours(c.fill, c.text, c.border) for tone, c in record.tones.items()}
    return Palette(
        ink=record.ink,
        sub=record.sub,
        accent=record.accent,
        accent_light=record.accent_light,
        track=record.track,
        tint=record.tint,
        line=record.line,
        hair=record.hair,
        tones=tones,
    )


def _publication(record: schema.PublicationRecord) -> Publication:
    editions = {
        checkpoint.value: Edition(
            stage=e.stage,
            number=e.number,
            issued=e.issued.isoformat(),
            committee_date=e.committee_date.isoformat() if e.committee_date else "",
        )
        for checkpoint, e in record.editions.items()
    }
    return Publication(record.bureau, record.section, record.committee, record.handling, editions)


def _faults(path: Path, name: str) -> Checked[tuple[SourceFault, ...]]:
    read = yaml_lines.read(path, name)
    findings: tuple[Finding, ...] = read.findings
    if findings:
        return Checked((), findings)
    checked = validate(FaultsRecord, read.value)
    if checked.value is None:
        return Checked((), checked.findings)
    return Checked(tuple(SourceFault(f.place, f.printed, f.reading, f.reason) for f in checked.value.faults))

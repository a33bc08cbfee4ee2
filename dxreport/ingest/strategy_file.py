"""Turns ``inputs/<year>/strategy.yaml`` and the list of faults beside it into a Strategy, with findings by line."""

from __future__ import annotations

from pathlib import Path

from pydantic import BaseModel

from dxreport.ingest import strategy_rules, yaml_lines
from dxreport.ingest import strategy_schema as schema
from dxreport.ingest.strategy_tree import themes
from dxreport.ingest.validation import validate
from dxreport.model.detail import DetailList, ListColumn
from dxreport.model.finding import Checked, Finding
from dxreport.model.period import FiscalYear
from dxreport.model.policy import Edition, Palette, Publication, Scale, StatusClass, Terms, ToneColours
from dxreport.model.strategy import (
    Aspiration,
    Chapter,
    Department,
    LabelledLines,
    NarrativeItem,
    NarrativeKind,
    Section,
    SourceFault,
    Statement,
    Strategy,
)

STRATEGY_FILE = "strategy.yaml"


class FaultsRecord(BaseModel):
    faults: list[schema.FaultRecord]


def load(path: Path, name: str | None = None) -> Checked[Strategy | None]:
    """Read and check the master. The value is None when there is a finding of severity error.

    ``name`` is what findings and traces call the file (relative to the workspace); default: its last parts.
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
    built = themes(record, read.value)
    findings.extend(built.findings)
    faults = _faults(
        path.parent / Path(record.faults_file).name, label.replace(path.name, Path(record.faults_file).name)
    )
    findings.extend(faults.findings)
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
            themes=built.value,
            departments=tuple(Department(d.id, d.name, d.bureau, d.submits) for d in record.departments),
            lists=tuple(_list(x) for x in record.lists),
            terms=Terms(**record.terms.model_dump()),
            scale=_scale(record.scale),
            palette=_palette(record.palette),
            publication=_publication(record.publication),
            faults=faults.value,
            file=label,
        )
    )


def _section(record: schema.SectionRecord) -> Section:
    return Section(record.title, tuple(_item(i) for i in record.items))


def _item(record: schema.ItemRecord) -> NarrativeItem:
    kind = NarrativeKind((strategy_rules.given(record) or ["paragraph"])[0])
    lines: tuple[str, ...] = ()
    rows: tuple[LabelledLines, ...] = ()
    match kind:
        case NarrativeKind.BULLETS:
            lines = tuple(record.bullets or ())
        case NarrativeKind.NUMBERED:
            lines = tuple(record.numbered or ())
        case NarrativeKind.ROWS:
            rows = tuple(LabelledLines(r.label, tuple((x.lead, x.body) for x in r.lines)) for r in record.rows or ())
        case NarrativeKind.PARAGRAPH | NarrativeKind.CALLOUT | NarrativeKind.QUOTE | NarrativeKind.MISSING:
            lines = tuple(t for t in (record.paragraph, record.callout, record.quote, record.missing) if t)
    return NarrativeItem(kind, lines, rows, record.caption)


def _list(record: schema.ListRecord) -> DetailList:
    columns = tuple(ListColumn(c.id, c.heading, c.kind, c.required, c.unit, tuple(c.choices)) for c in record.columns)
    return DetailList(record.id, record.title, record.department, record.key, columns)


def _scale(record: schema.ScaleRecord) -> Scale:
    classes = {status: StatusClass(c.mark, c.letter, c.word, c.tone) for status, c in record.classes.items()}
    return Scale(record.on_track, record.behind, record.slight_delay_months, classes, dict(record.schedule_words))


def _palette(record: schema.PaletteRecord) -> Palette:
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

"""Turns where a department stands into the draft of a letter that asks for what is missing."""

from __future__ import annotations

from dxreport.evaluate.collection import Collection, DepartmentStand, Stand
from dxreport.evaluate.returns import next_number
from dxreport.layout.submission import file_name
from dxreport.model.finding import Severity
from dxreport.model.strategy import Strategy
from dxreport.report.papers import Letter
from dxreport.report.wording import reminder as phrases

_Part = tuple[str, tuple[str, ...]]
_UPTO_BUREAU = 2
"""The step from which on the bureau is told."""


def compose(found: Collection, item: DepartmentStand) -> Letter:
    """No name, no number and no address that the strategy does not state."""
    strategy, department = found.assessment.strategy, item.state.department
    who = {
        "department": department.name,
        "bureau": strategy.publication.bureau,
        "section": strategy.publication.section,
        "municipality": strategy.municipality,
    }
    to = phrases.TO if department.mail else phrases.TO_UNKNOWN
    copy = (phrases.COPY.format(bureau=department.bureau),) if phrases.tone(found) >= _UPTO_BUREAU else ()
    head = (to.format_map(who), *copy, *((phrases.SAMPLE_LINE,) if found.assessment.sample else ()))
    lines = [
        *head,
        "",
        phrases.GREETING.format_map(who),
        "",
        *phrases.opening(found, item),
        *phrases.urging(found, item),
    ]
    for number, (heading, content) in enumerate(_parts(found, item), 1):
        lines.extend(("", f"{number}　{heading}", *content))
    crossed = (phrases.CROSSED,) if item.stand in (Stand.MISSING, Stand.RETURNED) else ()
    lines.extend(("", *crossed, phrases.THANKS, "", *(line.format_map(who) for line in phrases.SIGNATURE)))
    sender = strategy.collecting.sender if strategy.collecting else ""
    return Letter(sender, department.mail, phrases.subject(found, item), tuple(lines))


def _parts(found: Collection, item: DepartmentStand) -> list[_Part]:
    """What is wanted, until when, where to; for a workbook that came, what to mend in it and how to hand it in again."""
    strategy = found.assessment.strategy
    parts = [_wanted(found, item)] if item.stand is Stand.MISSING else _mending(found, item)
    if item.deadline:
        parts.append((phrases.UNTIL, (f"　{phrases.deadline_text(item.deadline, found.today)}",)))
    parts.append((phrases.WHERE, (f"　{strategy.publication.section}",)))
    return parts


def _wanted(found: Collection, item: DepartmentStand) -> _Part:
    strategy, checkpoint = found.assessment.strategy, found.assessment.checkpoint
    name = file_name(strategy.year, checkpoint, item.state.department)
    return phrases.WANTED, (f"　{name}", f"　（{_asked(strategy, found, item.state.department.id)}）")


def _asked(strategy: Strategy, found: Collection, department: str) -> str:
    duties = strategy.duties(department)
    measures = [m for m in duties.measures if m.due_at(found.assessment.checkpoint)]
    return phrases.asked(len(measures), len(duties.bars), len(duties.lists))


def _mending(found: Collection, item: DepartmentStand) -> list[_Part]:
    errors = [f for f in item.returned.findings if f.severity is Severity.ERROR]
    shown = errors[: phrases.MOST_POINTS]
    points = [line for number, error in enumerate(shown, 1) for line in phrases.point(number, error)]
    if len(errors) > len(shown):
        points.append(phrases.more_points(len(errors) - len(shown)))
    number = next_number(item.returned)
    name = file_name(found.assessment.strategy.year, found.assessment.checkpoint, item.state.department, number or 1)
    how = phrases.how(number, name) if number else phrases.HOW_UNREADABLE
    return [(phrases.POINTS, tuple(points)), (phrases.HOW, how)]

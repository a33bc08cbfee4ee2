"""Turns a strategy into the passages of its printed document, in order, so that two versions can be held together.

Everything that ``strategy_document`` prints of the strategy stands in one of them; what it prints at several places, it
does here too, but for the names of levels and rows, which are the same on every sheet and stand here once.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from itertools import count

from dxreport.evaluate.compared_passages import Passage
from dxreport.model.measure import Indicator
from dxreport.model.narrative import NarrativeItem, Section
from dxreport.model.schedule import Task
from dxreport.model.strategy import Branch, Initiative, Strategy, Theme
from dxreport.report import strategy_parts as parts
from dxreport.report.wording import amendment as words
from dxreport.report.wording import scale as scale_words
from dxreport.report.wording import strategy as strategy_words

Names = Mapping[str, str]
"""Under which id the older version knows a theme or initiative that was numbered anew."""


def numbered_anew(old: Strategy, new: Strategy) -> Names:
    """Themes and initiatives of ``new`` that stand in ``old`` under another number: the same name tells them.

    What took over a number that way is new itself and gets an id that ``old`` does not have.
    """
    names: dict[str, str] = {}
    levels: tuple[tuple[Mapping[str, str], Mapping[str, str]], ...] = (
        ({t.title: t.id for t in old.themes}, {t.title: t.id for t in new.themes}),
        ({i.name: i.id for i in old.initiatives}, {i.name: i.id for i in new.initiatives}),
    )
    for before, after in levels:
        found = {number: before[title] for title, number in after.items() if before.get(title, number) != number}
        taken = set(found.values())
        names.update(found)
        names.update({n: f"+{n}" for n in after.values() if n in taken and n not in found})
    return names


def _known_as(item_id: str, holder: str, names: Names) -> str:
    """An id within a holder (「8-1」 in 「8」) as the older version would write it."""
    known = names.get(holder, holder)
    return known + item_id.removeprefix(holder) if item_id.startswith(f"{holder}-") else item_id


def passages(strategy: Strategy, names: Names | None = None) -> tuple[Passage, ...]:
    """From the cover to the scale; ``names`` where ids are to be those of another version."""
    names = names or {}
    chapters = count(1)
    return (
        *_cover(strategy),
        *_terms(strategy),
        *_running_text(strategy, chapters),
        *_overview(strategy, chapters),
        *_matrix(strategy, names, strategy_words.chapter(next(chapters), strategy.matrix_title)),
        *(p for theme in strategy.themes for p in _theme(strategy, names, theme)),
        *_scale(strategy),
    )


def _cover(strategy: Strategy) -> Iterator[Passage]:
    first, last = strategy.first_year or strategy.year, strategy.last_year or strategy.year
    published = strategy.publication
    said = {
        "municipality": strategy.municipality,
        "code": strategy.organisation_code,
        "handling": published.handling,
        "title": words.cover_year(strategy.year) + strategy.title,
        "period": words.place(strategy_words.PERIOD, strategy_words.planned_period(first, last)),
        "author": words.place(strategy_words.AUTHOR, published.bureau, published.section),
    }
    yield from (Passage(words.COVER, text, f"cover {key}", "cover") for key, text in said.items() if text)


def _terms(strategy: Strategy) -> Iterator[Passage]:
    """Names of levels and rows, if the document has any use for them."""
    terms = strategy.terms
    aims = bool(strategy.aspirations)
    tasks = any(i.tasks for i in strategy.initiatives)
    depths = {b.depth for t in strategy.themes for b in t.branches}
    said = (
        ("theme", terms.theme, True),
        *((f"group {k}", name, k in depths) for k, name in enumerate(terms.groups, 1)),
        ("initiative", terms.initiative, True),
        ("aspiration", terms.aspiration, aims),
        ("aspiration_heading", terms.aspiration_heading, aims),
        ("outline", terms.outline, True),
        ("indicators", terms.indicators, any(node.indicators for node in strategy.walk())),
        ("schedule", strategy_words.schedule_title(terms.tasks, terms.schedule), tasks),
        ("task", terms.task, tasks),
        ("plan", terms.plan, bool(strategy.indicators)),
    )
    yield from (Passage(words.TERMS, text, f"terms {key}", "terms") for key, text, used in said if used)


# --- running text --------------------------------------------------------------------------------------------------


def _running_text(strategy: Strategy, chapters: Iterator[int]) -> Iterator[Passage]:
    foreword = strategy.foreword.title or strategy_words.FOREWORD
    yield Passage(foreword, foreword, "foreword", "narrative", title=True)
    yield from _items(foreword, strategy.foreword)
    for chapter in strategy.chapters:
        place = strategy_words.chapter(next(chapters), chapter.title)
        yield Passage(place, place, parent="narrative", form="chapter", title=True)
        sections = count(1)
        for section in chapter.sections:
            inner = place
            if section.title:
                title = strategy_words.section(next(sections), section.title)
                inner = words.place(place, title)
                yield Passage(inner, title, parent="narrative", form="section", title=True)
            yield from _items(inner, section)


def _items(place: str, section: Section) -> Iterator[Passage]:
    for item in section.items:
        for text in _texts(item):
            yield Passage(place, text, parent="narrative", form=item.kind.value)


def _texts(item: NarrativeItem) -> Iterator[str]:
    if item.caption:
        yield item.caption
    yield from item.lines
    for level in item.levels:
        boxes = ("".join(box) for box in level.boxes)
        yield "\n".join(filter(None, ("".join(strategy_words.pieces(level.label)), *boxes, level.relation)))
    if item.note:
        yield item.note
    for row in item.rows:
        yield "\n".join((row.label, *(words.place(lead, body) for lead, body in row.lines)))


# --- the whole picture ---------------------------------------------------------------------------------------------


def _overview(strategy: Strategy, chapters: Iterator[int]) -> Iterator[Passage]:
    if not (strategy.statements or strategy.aspirations or strategy.indicators):
        return
    terms = strategy.terms
    place = strategy_words.chapter(next(chapters), strategy.overview_title)
    yield Passage(place, place, "overview", "overview", title=True)
    for statement in strategy.statements:
        lines = (statement.heading, statement.caption, *parts.statement_lines(strategy, statement))
        yield Passage(place, "\n".join(lines), parent="statements")
    aims = words.place(place, terms.aspiration)
    for aim in strategy.aspirations:
        text = words.item_line(aim.mark, parts.aspiration_text(aim))
        yield Passage(aims, text, f"aspiration {aim.number}", "aspirations")
    yield from _indicators(words.place(place, terms.indicators), strategy.indicators, "whole", terms.plan)


def _matrix(strategy: Strategy, names: Names, title: str) -> Iterator[Passage]:
    """The names of the themes, and below each its initiatives in the matrix's own wording."""
    yield Passage(title, title, "matrix", "matrix", title=True)
    for theme in strategy.themes:
        place = words.place(title, strategy.holder(theme).label)
        heading = words.item_line(strategy.holder(theme).label, theme.title)
        yield Passage(place, heading, f"theme {names.get(theme.id, theme.id)}", "themes", title=True)
        for initiative in theme.initiatives:
            yield Passage(
                place,
                _in_matrix(strategy, initiative),
                f"matrix {names.get(initiative.id, initiative.id)}",
                f"{_home(theme, initiative, names)} initiatives",
                within=_label(strategy, theme, initiative),
            )
        for number in theme.relisted:
            again = strategy.initiative(number)
            text = words.item_line(again.number, "".join(again.title_matrix)) + words.in_brackets(strategy_words.AGAIN)
            yield Passage(place, text, f"again {theme.id} {names.get(number, number)}", f"{theme.id} again")


def _home(theme: Theme, initiative: Initiative, names: Names) -> str:
    return initiative.path[-1].id if initiative.path else names.get(theme.id, theme.id)


def _label(strategy: Strategy, theme: Theme, initiative: Initiative) -> str:
    """What a note calls the list in which the initiative stands."""
    return strategy.holder(initiative.path[-1] if initiative.path else theme).label


def _in_matrix(strategy: Strategy, initiative: Initiative) -> str:
    title = words.item_line(initiative.number, "".join(initiative.title_matrix))
    marks = words.in_brackets(parts.aspiration_marks(strategy, initiative))
    return f"{title}{marks}\n{parts.outline_in_matrix(initiative)}"


# --- themes and sheets ---------------------------------------------------------------------------------------------


def _theme(strategy: Strategy, names: Names, theme: Theme) -> Iterator[Passage]:
    terms = strategy.terms
    label = strategy.holder(theme).label
    yield from _indicators(words.place(label, terms.indicators), theme.indicators, theme.id, label, names)
    for branch in theme.branches:
        yield from _branch(strategy, theme, branch)
    for initiative in theme.initiatives:
        yield from _sheet(strategy, names, initiative)


def _branch(strategy: Strategy, theme: Theme, branch: Branch) -> Iterator[Passage]:
    label = strategy.holder(branch).label
    place = words.place(strategy.holder(theme).label, label)
    name = words.item_line(label, branch.name)
    yield Passage(place, name, f"branch {branch.id}", f"{theme.id} branches", strategy.holder(theme).label)
    place = words.place(place, strategy.terms.indicators)
    yield from _indicators(place, branch.indicators, branch.id, label)


def _sheet(strategy: Strategy, names: Names, initiative: Initiative) -> Iterator[Passage]:
    terms, number = strategy.terms, names.get(initiative.id, initiative.id)
    label = strategy.holder(initiative).label

    def passage(heading: str, key: str, lines: tuple[str, ...]) -> Passage:
        return Passage(words.place(label, heading), "\n".join(lines), f"{key} {number}", f"{key} {number}")

    yield passage(words.NAME, "title", (initiative.name,))
    if initiative.aspirations_label:
        yield passage(terms.aspiration, "aims", (initiative.aspirations_label,))
    for aim in strategy.aspirations if not initiative.aspirations_label else ():
        if aim.number in initiative.aspirations:
            text = words.item_line(aim.mark, parts.aspiration_text(aim))
            yield passage(terms.aspiration, f"aim {aim.number}", (text,))
    yield passage(terms.outline, "outline", (initiative.outline, *initiative.outline_notes))
    yield from _indicators(words.place(label, terms.indicators), initiative.indicators, initiative.id, label, names)
    if initiative.related:
        shared = [strategy.department(d).name for d in (initiative.department, *initiative.related)]
        yield passage(strategy_words.DEPARTMENTS, "departments", (strategy_words.listed(shared),))
    place = words.place(label, terms.tasks)
    for task in initiative.tasks:
        yield Passage(place, _task(task), f"task {_known_as(task.id, initiative.id, names)}", f"{number} tasks", label)


def _indicators(
    place: str, indicators: tuple[Indicator, ...], holder: str, label: str, names: Names | None = None
) -> Iterator[Passage]:
    names = names or {}
    parent = f"{names.get(holder, holder)} indicators"
    for indicator in indicators:
        text = "\n".join((indicator.text, *indicator.notes))
        yield Passage(place, text, f"indicator {_known_as(indicator.id, holder, names)}", parent, label)


def _task(task: Task) -> str:
    """The task's name, then what its bars and milestones say, a line for each."""
    lines = [words.place(words.in_brackets(task.group), task.name)]
    for bar in task.bars:
        lines += [] if bar.is_point else [words.bar(bar)]
        lines += [words.milestone(m, assumed=bar.assumed) for m in bar.milestones]
    return "\n".join(lines)


def _scale(strategy: Strategy) -> Iterator[Passage]:
    """The classes of the quarters, as the document explains them at its end."""
    place = strategy_words.scale_title()
    for item in scale_words.every_class(strategy.scale, final=False):
        text = words.item_line(item.text, scale_words.meaning(item, strategy.scale, final=False))
        yield Passage(place, text, f"scale {item.id}", "scale")

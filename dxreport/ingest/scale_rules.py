"""Turns a checked scale into findings: gaps and clashes that would show only on the day a class is needed."""

from __future__ import annotations

import re
from collections.abc import Iterator
from decimal import ROUND_HALF_UP, Decimal

from dxreport.ingest.characters import squeezed
from dxreport.ingest.scale_schema import ClassRecord, LadderRecord, PaletteRecord, ScaleRecord, StateRecord
from dxreport.ingest.yaml_lines import LinedData, Path_
from dxreport.model.catalogue_details import DETAILS
from dxreport.model.finding import Finding, finding
from dxreport.model.scale import EXCLUDED, SCHEDULE_CLASSES, UNREPORTED, Standing, Tone


def scale_faults(scale: ScaleRecord, palette: PaletteRecord, lined: LinedData) -> Iterator[Finding]:
    """Every class of the schedule axis and every tone must be there; each ladder must be complete and in order."""
    wanted: tuple[tuple[Path_, set[str], set[str]], ...] = (
        (("scale", "schedule"), set(SCHEDULE_CLASSES), set(scale.schedule)),
        (("palette", "tones"), {t.value for t in Tone}, {t.value for t in palette.tones}),
    )
    for path, needed, present in wanted:
        if missing := sorted(needed - present):
            yield _fault(path, lined, DETAILS["incomplete"].format(names="、".join(missing)))
        if unknown := sorted(present - needed):
            yield _fault(
                path, lined, DETAILS["not_choice"].format(choices="、".join(sorted(needed))) + f"（{unknown[0]}）"
            )
    yield from _ladder(scale.running, scale.best, ("scale", "running"), lined)
    if scale.final is not None:
        yield from _ladder(scale.final, scale.best, ("scale", "final"), lined)
        if {c.id for c in scale.running.classes} & {c.id for c in scale.final.classes}:
            yield _fault(("scale", "final"), lined, DETAILS["class_shared"])
    for ladder in (scale.running, scale.final):
        # Nobody could tell two classes apart that are printed alike, nor choose one of them as the own rating.
        printed = [_printed(c) for c in (*(ladder.classes if ladder else ()), scale.excluded, scale.unreported)]
        if len(set(printed)) < len(printed):
            yield _fault(("scale",), lined, DETAILS["class_twice"])


def _printed(item: StateRecord) -> str:
    return squeezed(f"{item.mark}{item.letter}{item.word}")


def _fault(path: Path_, lined: LinedData, detail: str) -> Finding:
    place = lined.ref(path)
    return finding("Y13", place, id=place.field, detail=detail)


def _ladder(ladder: LadderRecord, best: str, path: Path_, lined: LinedData) -> Iterator[Finding]:
    here = (*path, "classes")
    ids = [c.id for c in ladder.classes]
    if len(set(ids)) < len(ids) or {EXCLUDED, UNREPORTED} & set(ids):
        yield _fault(here, lined, DETAILS["class_ids"])
    ranked = ladder.classes if best == "first" else ladder.classes[::-1]
    if [c for c in ranked if c.when is None] != [ranked[-1]]:
        yield _fault(here, lined, DETAILS["class_rest"])
    standings = [c.standing for c in ranked]
    if (
        Standing.GOOD not in standings
        or Standing.BAD not in standings
        or standings != sorted(standings, key=_ORDER.index)
    ):
        yield _fault(here, lined, DETAILS["class_standing"])
    for item in ranked:
        if item.when is not None and len(_given(item)) != 1:
            yield _fault(here, lined, DETAILS["class_when"].format(id=item.id))
        elif item.when is not None and not _rounds_to(_given_limit(item), item.when.printed):
            yield _fault(here, lined, DETAILS["class_printed"].format(id=item.id))
    for basis in ("reached", "progress", "attainment"):
        limits = [_limit(text) for c in ranked if c.when and (text := getattr(c.when, basis))]
        if limits != sorted(set(limits), reverse=True):
            yield _fault(here, lined, DETAILS["class_order"])


_ORDER = (Standing.GOOD, Standing.WARNING, Standing.BAD)


def _given(item: ClassRecord) -> list[str]:
    when = item.when
    return [] if when is None else [k for k in ("reached", "progress", "attainment") if getattr(when, k) is not None]


def _given_limit(item: ClassRecord) -> str:
    return str(getattr(item.when, _given(item)[0]))


def _rounds_to(limit: str, printed: str) -> bool:
    """Whether a figure that is printed for a limit is that limit rounded; other words (「3分の1」) are the city's own."""
    figure = re.match(r"([0-9]+(?:[.][0-9]+)?)\s*[%％]", printed)
    if figure is None or limit == "true":
        return True
    step = Decimal(1).scaleb(int(Decimal(figure[1]).as_tuple().exponent))
    return Decimal(limit.lstrip("> =")).quantize(step, rounding=ROUND_HALF_UP) == Decimal(figure[1])


def _limit(text: str) -> tuple[Decimal, bool]:
    """A limit that can be sorted: 「>80」 is above 「>=80」. That the target is reached is one limit."""
    number = text.lstrip("> =")
    return (Decimal(0), False) if number == "true" else (Decimal(number), not text.startswith(">="))

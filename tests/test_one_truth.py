"""One truth: every figure of every measure is the same in Word, PowerPoint, PDF, Excel and the data files."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from decimal import ROUND_HALF_UP, Decimal
from pathlib import Path

import pytest

from dxreport.assessing import Request, unwatched
from dxreport.ingest import strategy_file
from dxreport.pipeline import quarterly
from dxreport.products import Kind
from tests import city
from tests.readback import (
    FIELDS,
    from_briefing,
    from_report,
    from_results,
    from_text,
    from_workbook,
    notes_of_briefing,
    plain,
    words_of_deck,
    words_of_document,
)

EXACT = {"目標": "target", "計画": "planned", "実績": "actual", "達成率": "attainment", "進捗率": "progress"}


@pytest.fixture(scope="module", params=["q1", "q2", "q3"])
def folder(request: pytest.FixtureRequest, project: Path) -> Path:
    quarterly(Request(project, checkpoint=request.param), tuple(Kind), unwatched)
    return project / "outputs" / "r7" / str(request.param)


def test_all_formats_show_all_measures(folder: Path) -> None:
    ids = set(from_results(folder))
    assert len(ids) == 40
    for shown in (from_workbook(folder), from_briefing(folder), from_report(folder), from_text(folder)):
        assert set(shown) == ids


def test_every_figure_is_the_same_everywhere(folder: Path) -> None:
    workbook, briefing, report = from_workbook(folder), from_briefing(folder), from_report(folder)
    different = [
        f"{item} {field}: {workbook[item][field]} {briefing[item][field]} {report[item][field]}"
        for item in workbook
        for field in FIELDS
        if not workbook[item][field] == briefing[item][field] == report[item][field]
    ]
    assert different == []


def test_every_figure_is_heard_as_it_is_printed(folder: Path) -> None:
    """In the text edition, too; there a class is its letter and word, without the mark."""
    printed, heard = from_report(folder), from_text(folder)
    different = [
        f"{item} {field}: {printed[item][field]} {heard[item][field]}"
        for item in printed
        for field in FIELDS
        if heard[item][field] != (printed[item][field][1:] if field == "評価" else printed[item][field])
    ]
    assert different == []


def test_every_printed_figure_is_the_exact_one_rounded_half_up(folder: Path) -> None:
    shown = from_report(folder)
    compared = 0
    for item, record in from_results(folder).items():
        for field, key in EXACT.items():
            printed, exact = shown[item][field], record[key]
            if exact is None or (field == "実績" and record["none_occurred"]):
                assert not printed[0].isdigit(), (item, field, printed)
                continue
            if not printed.lstrip("▲")[:1].isdigit():
                # a word in a figure's place: an all-or-nothing measure prints no rate
                assert record["type"] in ("zero_tolerance", "event_limit", "survey") or record["not_judged"], (
                    item,
                    field,
                )
                continue
            number = Decimal(printed.replace(",", "").replace("▲", "-"))
            step = Decimal(1).scaleb(int(number.as_tuple().exponent))
            assert number == Decimal(str(exact)).quantize(step, ROUND_HALF_UP), (item, field, printed, exact)
            compared += 1
        if record["shown"] is not None:
            assert shown[item]["実績"] == plain(str(record["shown"]))
    assert compared > 120


def test_every_figure_that_is_said_is_that_of_the_data(folder: Path) -> None:
    """Values, plans, targets and rates in the speaker's notes are those printed, and counts those of the data file."""
    master = strategy_file.load(city.ROOT / "inputs" / "r7" / "strategy.yaml").value
    assert master is not None
    printed = from_report(folder)
    names = {
        master.measure(item).short_name: {k: v.replace(",", "") for k, v in printed[item].items()}
        for item in from_results(folder)
    }
    said = "\n".join(notes_of_briefing(folder))
    found = [(name, field, value) for name, cells in names.items() for field, value in _said_of(name, said)]
    wrong = [(name, field, value) for name, field, value in found if names[name][field] != value]
    assert wrong == []
    assert len(found) > 20
    assert {field for _, field, _ in found} >= {"実績", "計画", "進捗率"}
    data = json.loads((folder / "data" / "results.json").read_text(encoding="utf-8"))
    good = sum(data["counts"].get(c, 0) for c in ("achieved", "on_track"))
    head = f"評価できる{data['judged']}の測定項目のうち{good}項目、割合にして{100 * good / data['judged']:.1f}％が達成又は順調です。"
    assert head in said
    for theme in data["themes"]:
        if theme["judged"] > 9:
            assert f"評価できる{theme['judged']}の測定項目のうち" in said


def _said_of(name: str, said: str) -> Iterator[tuple[str, str]]:
    """Each figure that is said of a measure, by what it is."""
    figure = r"([0-9][0-9,.]*)[^、。0-9]*?"
    forms = (
        (
            rf"「{re.escape(name)}」です。計画{figure}に対し、実績は{figure}で、進捗率は{figure}％です。",
            ("計画", "実績", "進捗率"),
        ),
        (rf"[。、\n]{re.escape(name)}が目標{figure}に対し{figure}[、で]", ("目標", "実績")),
        (rf"[。、\n]{re.escape(name)}は{figure}で、計画{figure}(?:に達して|に届いて|を超えて)", ("実績", "計画")),
        (rf"[。、\n]{re.escape(name)}は{figure}で、(?:年度)?目標{figure}(?:を達成|を守って)", ("実績", "目標")),
        (rf"[。、は]{re.escape(name)}が{figure}％(?:、|など)", ("進捗率",)),
    )
    for form, fields in forms:
        for match in re.finditer(form, said):
            yield from ((f, v.replace(",", "").rstrip(".")) for f, v in zip(fields, match.groups(), strict=True))


def test_values_have_the_digits_of_their_target(folder: Path) -> None:
    """As many as the master says, and more only where rounding would hide a missed target."""
    master = strategy_file.load(city.ROOT / "inputs" / "r7" / "strategy.yaml").value
    assert master is not None
    for item, cells in from_report(folder).items():
        for field in ("目標", "実績"):
            if cells[field][0].isdigit():
                assert len(cells[field].partition(".")[2]) >= master.measure(item).target.decimals, (item, field)


def test_the_strategy_papers_print_every_target(folder: Path) -> None:
    master = strategy_file.load(city.ROOT / "inputs" / "r7" / "strategy.yaml").value
    assert master is not None
    document, deck = words_of_document(folder), words_of_deck(folder)
    for initiative in master.initiatives:
        for indicator in initiative.indicators:
            text = "".join(indicator.text.split())
            assert text in document, indicator.id
            assert text in deck, indicator.id
            for measure in indicator.measures:
                digits = f"{measure.target.value.normalize():,f}"
                assert digits in text or measure.type.value in ("completion", "coverage"), (measure.id, digits, text)

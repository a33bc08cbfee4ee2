"""Values of cells: a corpus of what people type with its readings, exact units, and what holds for every text."""

from __future__ import annotations

import json
from datetime import datetime
from decimal import Decimal

import pytest
from click.testing import CliRunner
from hypothesis import given, settings
from hypothesis import strategies as st

from dxreport.cli import main
from dxreport.ingest.kanji_numbers import numeral
from dxreport.ingest.numbers import CellContent, Number, Refusal, read_number
from dxreport.ingest.units import KNOWN, convert, same_dimension
from tests.test_targets import corpus

VALUES = corpus("values.tsv")


def reading(content: CellContent, unit: str) -> str:
    """How a cell is read, as the table writes it."""
    read = read_number(content, unit)
    if read is None:
        return ""
    if isinstance(read, Refusal):
        return f"!{read.code}"
    return " ".join([f"{read.value:f}", *(f"[{f}]" for f in read.flags), *(f"{{{n}}}" for n in read.notes)])


@pytest.mark.parametrize(("text", "unit", "expected"), VALUES, ids=[f"{row[0]}-{row[1]}" for row in VALUES])
def test_a_value_is_read_right_or_refused(text: str, unit: str, expected: str) -> None:
    assert reading(text, unit) == expected


def test_the_corpus_is_large() -> None:
    refused = [row for row in VALUES if row[2].startswith("!")]
    assert len(refused) >= 60
    assert len(VALUES) - len(refused) >= 60


@pytest.mark.parametrize(
    ("content", "expected"),
    [
        (Decimal("NaN"), "!N01"),
        (Decimal("Infinity"), "!N01"),
        (float("inf"), "!N01"),
        (True, "!N01"),
        (datetime(2025, 4, 1), "!N09"),  # noqa: DTZ001  Excel's dates carry no zone
        (0.1 + 0.2, "0.3"),
        (None, ""),
        ("　", ""),
    ],
)
def test_cells_that_are_no_text(content: CellContent, expected: str) -> None:
    assert reading(content, "件") == expected


@pytest.mark.parametrize(
    ("content", "expected", "refused"),
    [
        ("0.365", "50", True),
        (0.365, "50", True),
        (Decimal("0.365"), "50", True),
        (1, "100", True),
        ("0.365%", "50", False),
        ("0.4", "0.5", False),
        (0, "50", False),
        ("36.5", "50", False),
        ("0.365", None, False),
    ],
)
def test_a_share_that_is_a_hundred_times_too_small(content: CellContent, expected: str | None, refused: bool) -> None:
    read = read_number(content, "%", None if expected is None else Decimal(expected))
    assert isinstance(read, Refusal) == refused
    assert not isinstance(read, Refusal) or read.code == "N21"


# --- what holds for every number -------------------------------------------------------------------------------------

_UNITS = sorted(KNOWN)
_AMOUNTS = st.decimals(min_value=-(10**9), max_value=10**9, places=3)


@given(
    st.one_of(st.text(), st.text(alphabet="0123456789,.-▲～/%件人約（）速報※万千億三十年月日 ")),
    st.sampled_from(["件", "%", "円"]),
)
@settings(max_examples=500)
def test_no_text_makes_the_reader_raise(text: str, unit: str) -> None:
    read = read_number(text, unit)
    assert read is None or isinstance(read, Number | Refusal)
    assert not isinstance(read, Number) or read.value.is_finite()


@given(_AMOUNTS, st.sampled_from(_UNITS), st.sampled_from(_UNITS))
def test_units_convert_and_come_back(value: Decimal, unit: str, other: str) -> None:
    there = convert(value, unit, other)
    assert (there is None) != same_dimension(unit, other)
    if there is not None:
        assert convert(there, other, unit) == value


PAIRS = [(u, o) for u in _UNITS for o in _UNITS if u != o and same_dimension(u, o)]


@given(_AMOUNTS, st.sampled_from(PAIRS))
def test_units_of_one_dimension_come_back(value: Decimal, pair: tuple[str, str]) -> None:
    there = convert(value, *pair)
    assert there is not None
    assert convert(there, pair[1], pair[0]) == value


@given(
    _AMOUNTS.map(lambda d: d.quantize(Decimal("0.01"))),
    st.sampled_from(["件", "人", "円", "%", "時間", "㎡"]),
    st.sampled_from(["", "-", "▲", "△", "−", "－"]),
)
def test_what_is_printed_with_commas_and_a_sign_reads_back(value: Decimal, unit: str, sign: str) -> None:
    amount = abs(value)
    read = read_number(f"{sign}{amount:,}{unit}", unit)
    assert read == Number(-amount if sign else amount)


_DIGITS = "〇一二三四五六七八九"


def in_kanji(number: int) -> str:
    """1–99,999,999 as a Japanese numeral."""
    out = ""
    for scale, sign in ((10_000, "万"), (1, "")):
        part = number // scale % 10_000
        for size, mark in ((1000, "千"), (100, "百"), (10, "十"), (1, "")):
            digit = part // size % 10
            if digit:
                out += ("" if digit == 1 and mark else _DIGITS[digit]) + mark
        out += sign if part else ""
    return out


@given(st.integers(1, 99_999_999))
def test_kanji_numerals(number: int) -> None:
    assert numeral(in_kanji(number)) == number
    assert read_number(f"{in_kanji(number)}件", "件") == Number(Decimal(number))


@given(st.integers(0, 10**9), st.integers(1, 8))
def test_a_comma_out_of_place_is_refused(number: int, place: int) -> None:
    digits = str(number)
    if place < len(digits) and (len(digits) - place) != 3:
        read = read_number(f"{digits[:place]},{digits[place:]}", "件")
        assert isinstance(read, Refusal)


# --- the command line ------------------------------------------------------------------------------------------------


def explain(*arguments: str) -> tuple[int, list[str]]:
    result = CliRunner().invoke(main, ["explain", *arguments])
    assert "Traceback" not in result.output
    return result.exit_code, result.stdout.splitlines()


def test_a_value_as_json() -> None:
    code, lines = explain("--value", "約1.2万件（速報）※3月末", "--unit", "件", "--json")
    assert code == 0
    assert json.loads(lines[0]) == {
        "text": "約1.2万件（速報）※3月末",
        "value": "12000",
        "unit": "件",
        "flags": ["約", "速報"],
        "notes": ["※3月末"],
        "findings": [],
        "readable": "12,000件（約）（速報）（※3月末）",
    }


def test_values_in_plain_lines() -> None:
    assert explain("--value", "3時間30分") == (0, ["3時間30分 → 210分"])
    assert explain("--value", "", "--unit", "件") == (0, [" → 空欄"])
    code, lines = explain("--value", "2憶円", "--unit", "円", "--value", "5", "--unit", "円")
    assert code == 1
    assert lines[0].startswith("読み取れません：")
    assert "「億」の誤り" in lines[0]
    assert lines[1] == "5 → 5円"


def test_a_value_far_below_what_is_expected() -> None:
    code, lines = explain("--value", "0.365", "--unit", "%", "--expected", "50", "--json")
    record = json.loads(lines[0])
    assert (code, record["value"], record["findings"]) == (1, None, ["N21"])
    assert explain("--value", "1", "--expected", "多い")[0] == 2

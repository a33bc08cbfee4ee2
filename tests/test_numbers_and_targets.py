"""What people write in cells and print as targets: read right, or refused with the reason."""

from __future__ import annotations

from datetime import datetime
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dxreport.ingest.judged_target import Declared, Unreadable, read_target
from dxreport.ingest.numbers import CellContent, Number, Refusal, read_number
from dxreport.model.target import Comparison, Direction, Target


@pytest.mark.parametrize(
    ("content", "unit", "value", "flags"),
    [
        (36.5, "%", "36.5", ()),
        (0.1 + 0.2, "%", "0.3", ()),
        ("１２", "件", "12", ()),
        ("1,250件", "件", "1250", ()),
        ("約12", "件", "12", ("約",)),
        ("12件程度", "件", "12", ("程度",)),
        ("12（速報）", "件", "12", ("速報",)),
        ("3時間", "分", "180", ()),
        ("1.5万円", "千円", "15", ()),
        ("95％", "%", "95", ()),
        ("▲4.1", "%", "-4.1", ()),
        ("12名", "人", "12", ()),
        ("　7 ", "回", "7", ()),
    ],
)
def test_a_cell_is_read(content: CellContent, unit: str, value: str, flags: tuple[str, ...]) -> None:
    assert read_number(content, unit) == Number(Decimal(value), flags)


@pytest.mark.parametrize(
    ("content", "code"),
    [
        ("集計中です", "N01"),
        ("①", "N01"),
        ("½", "N01"),
        ("2²", "N01"),
        ("nan", "N01"),
        ("1e3", "N01"),
        ("1_000", "N01"),
        ("-", "N01"),
        (True, "N01"),
        (float("nan"), "N01"),
        ("3,20", "N02"),
        ("12,50件", "N02"),
        ("2憶円", "N02"),
        ("5～6", "N03"),
        ("75%以上", "N03"),
        ("10人", "N04"),
        ("2025/4/1", "N09"),
        ("令和7年4月1日", "N09"),
        (datetime(2025, 4, 1), "N09"),  # noqa: DTZ001  Excel's dates carry no zone
        ("#REF!", "N10"),
    ],
)
def test_a_cell_is_refused_rather_than_misread(content: CellContent, code: str) -> None:
    read = read_number(content, "件")
    assert isinstance(read, Refusal)
    assert read.code == code


@pytest.mark.parametrize("content", [None, "", "　", " \n"])
def test_a_blank_is_a_blank(content: CellContent) -> None:
    assert read_number(content, "件") is None


@given(st.text())
def test_no_text_makes_the_reader_raise(text: str) -> None:
    assert read_number(text, "件") is None or isinstance(read_number(text, "件"), Number | Refusal)
    assert isinstance(read_target(text), Target | Unreadable)


@given(st.decimals(0, 10**9, places=2))
def test_what_is_printed_with_commas_reads_back(value: Decimal) -> None:
    assert read_number(f"{value:,}", "件") == Number(value)


@pytest.mark.parametrize(
    ("printed", "comparison", "value", "unit"),
    [
        ("75%以上", ">=", "75", "%"),
        ("95%超", ">", "95", "%"),
        ("15%減", ">=", "15", "%"),
        ("75%以上削減", ">=", "75", "%"),
        ("4時間以内", "<=", "4", "時間"),
        ("30分未満", "<", "30", "分"),
        ("年間15人以上", ">=", "15", "人"),
        ("全庁2,000分以上", ">=", "2000", "分"),
        ("1アプリあたり年12時間以上", ">=", "12", "時間"),
        ("各課に1名以上", ">=", "1", "名"),
        ("９５．０％達成", ">=", "95.0", "%"),
        ("対象業務の移行完了", "complete", "100", "%"),
    ],
)
def test_a_target_is_read(printed: str, comparison: str, value: str, unit: str) -> None:
    target = read_target(printed)
    assert isinstance(target, Target)
    assert (target.comparison.value, target.value, target.unit) == (comparison, Decimal(value), unit)


@pytest.mark.parametrize(
    ("printed", "declared", "code"),
    [
        ("733人", None, "Y09"),
        ("10課20アプリ", Direction.HIGHER, "Y08"),
        ("頑張る", None, "Y08"),
        ("①件", None, "Y08"),
        ("75%以上", Direction.LOWER, "Y10"),
    ],
)
def test_a_target_is_refused_rather_than_guessed(printed: str, declared: Direction | None, code: str) -> None:
    target = read_target(printed, Declared(declared))
    assert isinstance(target, Unreadable)
    assert target.code == code


@pytest.mark.parametrize(
    ("comparison", "below", "at", "above"),
    [
        (Comparison.AT_LEAST, False, True, True),
        (Comparison.MORE_THAN, False, False, True),
        (Comparison.AT_MOST, True, True, False),
        (Comparison.LESS_THAN, True, False, False),
        (Comparison.EQUAL, False, True, False),
        (Comparison.COMPLETE, False, True, True),
    ],
)
def test_comparisons_are_strict_or_inclusive(comparison: Comparison, below: bool, at: bool, above: bool) -> None:
    target = Target("", comparison, Decimal(95), "%", Direction.HIGHER)
    assert [target.met_by(Decimal(v)) for v in ("94.999", "95.000", "95.001")] == [below, at, above]

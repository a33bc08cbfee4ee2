"""Due dates as departments write them, and the day that each of them names."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dxreport.model.due_date import due_day
from dxreport.model.period import FiscalYear

YEAR = FiscalYear(2025)

# text → ISO day; read at the second checkpoint (2025-09-30)
READ = [
    ("12月末", "2025-12-31"),
    ("12月", "2025-12-31"),
    ("１２月末", "2025-12-31"),
    ("12月末まで", "2025-12-31"),
    ("12月下旬", "2025-12-31"),
    ("12月中旬", "2025-12-20"),
    ("1月上旬", "2026-01-10"),
    ("3月末", "2026-03-31"),
    ("2月", "2026-02-28"),
    ("10月31日", "2025-10-31"),
    ("10月31日（金）", "2025-10-31"),
    ("9/30", "2025-09-30"),
    ("1/15", "2026-01-15"),
    ("2025-12-26", "2025-12-26"),
    ("2025/12/26", "2025-12-26"),
    ("2025.12.26", "2025-12-26"),
    ("2025年12月26日", "2025-12-26"),
    ("令和7年10月31日", "2025-10-31"),
    ("R7.10.31", "2025-10-31"),
    ("令和7年12月", "2025-12-31"),
    ("令和8年2月末", "2026-02-28"),
    ("令和10年2月末", "2028-02-29"),
    ("2026年1月", "2026-01-31"),
    ("2026/1", "2026-01-31"),
    ("年度末", "2026-03-31"),
    ("今年度末", "2026-03-31"),
    ("令和7年度末", "2026-03-31"),
    ("来年度末", "2027-03-31"),
    ("第3四半期", "2025-12-31"),
    ("第三四半期末", "2025-12-31"),
    ("第４四半期", "2026-03-31"),
    ("来年度第1四半期", "2026-06-30"),
    ("来年度6月末", "2026-06-30"),
    # of a period its end; of two days in and outside brackets the one outside
    ("10月～12月末", "2025-12-31"),
    ("10～12月", "2025-12-31"),
    ("10月から12月まで", "2025-12-31"),
    ("12月末（当初9月末）", "2025-12-31"),
    ("次回の会議（12月10日）", "2025-12-10"),
]


@pytest.mark.parametrize(("text", "day"), READ)
def test_a_due_date_is_read(text: str, day: str) -> None:
    assert due_day(text, YEAR, date(2025, 9, 30)) == date.fromisoformat(day)


@pytest.mark.parametrize(
    "text",
    [
        "",
        "未定",
        "年度内",
        "速やかに",
        "13月末",
        "0月",
        "2月30日",
        "9/31",
        "3月間",
        "10月から",
        "契約後2か月",
        "11月末、3月末",
    ],
)
def test_what_is_no_day_is_not_guessed(text: str) -> None:
    assert due_day(text, YEAR, date(2025, 9, 30)) is None


@pytest.mark.parametrize(
    ("as_of", "text", "day"),
    [
        ("2025-12-31", "4月末", "2026-04-30"),
        ("2025-12-31", "6月末", "2026-06-30"),
        ("2025-12-31", "9月末", "2025-09-30"),
        ("2026-03-31", "5/20", "2026-05-20"),
        ("2025-09-30", "4月末", "2025-04-30"),
        ("2025-12-31", "令和7年4月", "2025-04-30"),
        ("2025-12-31", "今年度4月末", "2025-04-30"),
    ],
)
def test_a_month_long_past_is_next_year_s(as_of: str, text: str, day: str) -> None:
    assert due_day(text, YEAR, date.fromisoformat(as_of)) == date.fromisoformat(day)


@given(st.text("0123456789月末日/.-年度令和R第四半期～（）上中旬", max_size=14))
def test_any_text_gives_a_day_or_none(text: str) -> None:
    due_day(text, YEAR, date(2025, 9, 30))


@given(st.dates(date(2025, 4, 1), date(2026, 3, 31)), st.sampled_from(["%Y-%m-%d", "%Y/%m/%d", "%m月%d日", "%m/%d"]))
def test_every_day_of_the_year_comes_back(day: date, form: str) -> None:
    assert due_day(day.strftime(form), YEAR) == day

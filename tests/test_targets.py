"""The target language: a corpus of printed targets with their readings, and what holds for every text."""

from __future__ import annotations

import json
from decimal import Decimal
from pathlib import Path

import pytest
from click.testing import CliRunner
from hypothesis import given, settings
from hypothesis import strategies as st

from dxreport.cli import main
from dxreport.ingest.targets import Unreadable, is_read, read_target, read_targets
from dxreport.model.target import Aim, Comparison, Direction, Target, TargetPart
from dxreport.model.target_text import printed, printed_all
from dxreport.report.wording.targets import readable
from tests import city

_ARROWS = {
    Direction.HIGHER: "↑",
    Direction.LOWER: "↓",
    Direction.RANGE: "↔",
    Direction.NONE: "・",
    Direction.UNSTATED: "?",
}


def corpus(name: str) -> list[list[str]]:
    """The rows of a table: cells between tabs, ``\\n`` for a line's end inside a text, # for remarks."""
    lines = (city.DATA / name).read_text(encoding="utf-8").splitlines()
    return [line.replace("\\n", "\n").split("\t") for line in lines if line and not line.startswith("# ")]


TARGETS = corpus("targets.tsv")


def notation(part: TargetPart) -> str:
    """A measure as the table writes it."""
    value = "" if part.value is None else f"{part.value:f}"
    if part.value_high is not None:
        value += f"{'<' if part.low_open else ''}..{'<' if part.high_open else ''}{part.value_high:f}"
    words = [
        f"{part.label}:" if part.label else "",
        "".join(f"[{q}]" for q in part.before),
        part.aim.value,
        value,
        part.unit or "",
        "".join(f"[{q}]" for q in part.after),
        _ARROWS[part.direction],
        f"~{part.deadline}" if part.deadline else "",
    ]
    return " ".join(w for w in words if w)


def reading(text: str) -> str:
    """How a text is read, as the table writes it. Y09 is what ? says."""
    read = read_targets(text)
    codes = [f"!{f.code}" for f in read.findings if f.code != "Y09"]
    assert any(f.code == "Y09" for f in read.findings) == any(p.direction is Direction.UNSTATED for p in read.value)
    parts = " / ".join(notation(p) for p in read.value)
    return " ".join([*([parts] if parts else []), *codes])


@pytest.mark.parametrize(("text", "expected"), TARGETS, ids=[row[0] for row in TARGETS])
def test_a_printed_target_is_read_right_or_refused(text: str, expected: str) -> None:
    assert reading(text) == expected


def test_the_corpus_is_large() -> None:
    refused = [row for row in TARGETS if row[1].startswith("!")]
    assert len(TARGETS) - len(refused) >= 450
    assert len(refused) >= 100
    assert len({row[0] for row in TARGETS}) == len(TARGETS)


# --- what holds for every text ---------------------------------------------------------------------------------------

# Pieces of the language, so that random texts get into every corner of it.
_PIECES = [
    "75",
    "1,250",
    "10",
    "0",
    "3.5",
    "三",
    "十二",
    "万",
    "千",
    "%",
    "件",
    "人",
    "時間",
    "分",
    "円",
    "億円",
    "ポイント",
    "割",
    "倍",
    "位",
    "以上",
    "以下",
    "未満",
    "超",
    "以内",
    "減",
    "増",
    "削減",
    "達成",
    "維持",
    "まで",
    "に",
    "を",
    "の",
    "で",
    "は",
    "約",
    "程度",
    "年間",
    "累計",
    "毎年",
    "各課に",
    "1人あたり",
    "令和7年度末",
    "までに",
    "R8.3",
    "2026年3月",
    "から",
    "～",
    "-",
    "ー",
    "→",
    "、",
    "・",
    "/",
    "：",
    "（",
    "）",
    "(参考:80%)",
    "※注",
    "策定",
    "完了",
    "導入",
    "実施",
    "相談会",
    "教室",
    "満足度",
    "前年度比",
    "前年度",
    "現状",
    "ゼロ",
    "なし",
    "－",
    "又は",
    "と",
    "▲",
    "+",
    "①",
    "月",
    "年",
    "目標",
    "実績",
    "課",
    "アプリ",
    "うち",
    "全体",
    "年1回",
    "½",
    "²",
    "憶",
    ",",
]
_TEXTS = st.lists(st.sampled_from([*_PIECES, " ", "\n"]), max_size=8).map("".join)


@given(st.one_of(st.text(), _TEXTS))
@settings(max_examples=400)
def test_no_text_makes_the_reader_raise(text: str) -> None:
    read = read_targets(text)
    assert read.value or read.findings
    assert readable(read.value)
    assert isinstance(read_target(text), Target | Unreadable)


@given(_TEXTS)
@settings(max_examples=400)
def test_what_is_read_reads_back_from_its_printed_form(text: str) -> None:
    parts = read_targets(text).value
    if parts:
        assert read_targets(printed_all(parts)).value == parts


_DIRECTIONS = {
    Aim.AT_LEAST: Direction.HIGHER,
    Aim.MORE_THAN: Direction.HIGHER,
    Aim.AT_MOST: Direction.LOWER,
    Aim.LESS_THAN: Direction.LOWER,
    Aim.EQUAL: Direction.UNSTATED,
    Aim.APPROX: Direction.UNSTATED,
    Aim.MAINTAIN: Direction.NONE,
}
_AMOUNTS = st.decimals(min_value=0, max_value=10**9, places=2).map(lambda d: Decimal(f"{d.normalize():f}"))
_PARTS = st.builds(
    lambda aim, value, unit, label, before, after: TargetPart(
        aim, value, None, unit, label, _DIRECTIONS[aim], before, after
    ),
    st.sampled_from(list(_DIRECTIONS)),
    _AMOUNTS,
    st.sampled_from(["%", "件", "人", "時間", "か所", "千円", "億円", "アプリ", "ポイント", "㎡", "kg", "倍", "世帯", "種類"]),
    st.sampled_from([None, "相談会", "LINE満足度", "レベル4以上の障害", "手続のオンライン化率", "第3次計画の施策", "65歳以上の参加者"]),
    st.sampled_from([(), ("年間",), ("累計",), ("各課に",), ("1人あたり",), ("業務時間内",), ("全庁",), ("前年度比",), ("毎年", "平均")]),
    st.sampled_from([(), ("（参考：令和6年度91%）",), ("※確定値",), ("/年",)]),
)  # fmt: skip


@given(_PARTS)
@settings(max_examples=300)
def test_a_measure_prints_and_reads_back(part: TargetPart) -> None:
    assert read_targets(printed(part)).value == (part,)


@given(_AMOUNTS, _AMOUNTS, st.sampled_from("～〜~−－–—‐-ー"))
def test_every_dash_makes_a_range(one: Decimal, other: Decimal, dash: str) -> None:
    low, high = sorted((one, other))
    (part,) = read_targets(f"{low:,}{dash}{high:,}人").value or (None,)
    if low == high:
        assert part is None
    else:
        assert part is not None
        assert (part.aim, part.value, part.value_high) == (Aim.RANGE, low, high)


@given(st.sampled_from([row[0] for row in TARGETS]))
def test_widths_do_not_matter(text: str) -> None:
    wide = text.translate({ord(c): ord(c) + 0xFEE0 for c in "0123456789%,.()"})
    assert [notation(p) for p in read_targets(wide).value] == [notation(p) for p in read_targets(text).value]


# --- one measure for the strategy file -------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("text", "declared", "expected"),
    [
        ("三千五百人以上", None, ">= 3500 人"),
        ("733人", Direction.LOWER, "<= 733 人"),
        ("733人", Direction.HIGHER, ">= 733 人"),
        ("4件又は5件", Direction.HIGHER, "Y08"),
        ("相談会90%、教室80%", Direction.HIGHER, "Y08"),
        ("80～90%", Direction.HIGHER, "Y08"),
        ("約100件", Direction.HIGHER, "Y08"),
        ("現状維持", Direction.HIGHER, "Y08"),
        ("2026年3月", None, "Y08"),
        ("75以上", None, "Y08"),
        ("－", None, "Y08"),
        ("733人", None, "Y09"),
        ("733人", Direction.RANGE, "Y09"),
        ("4時間以内", Direction.HIGHER, "Y10"),
        ("計画の策定", None, "complete 100 %"),
    ],
)
def test_a_target_of_the_strategy_file(text: str, declared: Direction | None, expected: str) -> None:
    read = read_target(text, declared)
    if isinstance(read, Unreadable):
        assert read.code == expected
        assert read.detail or read.code != "Y08"
    else:
        assert f"{read.comparison.value} {read.value} {read.unit}" == expected


def test_what_is_judged_is_among_what_is_read() -> None:
    assert {c.value for c in Comparison} <= {a.value for a in Aim}


# --- the command line ------------------------------------------------------------------------------------------------


def explain(*arguments: str) -> tuple[int, list[str], str]:
    result = CliRunner().invoke(main, ["explain", *arguments])
    assert "Traceback" not in result.output
    return result.exit_code, result.stdout.splitlines(), result.stderr


def test_json_is_one_object_a_line() -> None:
    code, lines, _ = explain("--target", "75%以上", "--target", "相談会90%、教室80%", "--json")
    assert code == 0
    assert json.loads(lines[0]) == {
        "text": "75%以上",
        "measures": [
            {
                "comparison": ">=",
                "value": "75",
                "value_high": None,
                "unit": "%",
                "label": None,
                "qualifiers": [],
                "direction": "higher",
            }
        ],
        "findings": [],
        "readable": "75%以上（75を含む）",
    }
    second = json.loads(lines[1])
    assert [m["label"] for m in second["measures"]] == ["相談会", "教室"]
    assert second["findings"] == ["Y09"]


def test_plain_lines_say_how_a_text_is_read_or_why_not() -> None:
    code, lines, _ = explain("--target", "80%以上90%未満", "--target", "733人", "--target", "令和7年度末までに策定")
    assert code == 0
    assert lines[0] == "80%以上90%未満 → 80%以上90%未満（上端を含まない）"
    assert lines[1] == "733人 → 733人（方向は書かれていない）"
    assert "方向が読み取れません" in lines[2]
    assert lines[3] == "令和7年度末までに策定 → 令和7年度末まで 策定（期限：2026年3月31日）"
    code, lines, _ = explain("--target", "75%以上", "--target", "なし")
    assert code == 1
    assert lines[1].startswith("読み取れません：目標値「なし」は2とおりに読めます。")


def test_targets_from_a_file(tmp_path: Path) -> None:
    path = tmp_path / "targets.txt"
    path.write_text("\ufeff75%以上\r\n\r\n  7回  \n", encoding="utf-8")
    code, lines, _ = explain("--from-file", str(path), "--target", "1位", "--json")
    assert code == 0
    assert [json.loads(line)["text"] for line in lines] == ["1位", "75%以上", "7回"]
    path.write_text("75%以上\n頑張る\n", encoding="utf-8")
    assert explain("--from-file", str(path))[0] == 1


@pytest.mark.parametrize("content", [None, "目標".encode("cp932"), "folder"])
def test_a_file_that_cannot_be_read(content: bytes | str | None, tmp_path: Path) -> None:
    path = tmp_path / "targets.txt"
    if isinstance(content, bytes):
        path.write_bytes(content)
    elif content:
        path.mkdir()
    code, lines, err = explain("--from-file", str(path))
    assert (code, lines) == (2, [])
    assert "目標を書いたファイル" in err
    code, lines, _ = explain("--from-file", str(path), "--json")
    assert code == 2
    assert "R21" in "".join(lines)


def test_no_target_is_said_and_is_no_failure() -> None:
    read = read_targets("－")
    assert (read.value, [f.code for f in read.findings]) == ((), ["Y22"])
    assert is_read(read.findings)
    assert readable(read.value) == "目標は定められていない"
